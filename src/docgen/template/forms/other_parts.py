"""Tags outside Word's paragraphs: chart titles, SmartArt, document properties, the XML that content controls are bound to.

docxtpl fills the document, headers, footers, footnotes and six properties.
The other parts of a package that a person sees are XML as well: a tag in
one of their texts or attributes is filled like any other. What a tag cannot
be filled in, or cannot be read, is told with its part (W210), never left in silence.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml.names import A
from docgen.ooxml.package import is_xml
from docgen.template.forms import messages
from docgen.template.forms.slips import shortened
from docgen.template.part_names import called_shortly

# Parts without paragraphs of Word's in which tags are filled; settings hold the document's variables.
_FILLED = tuple(
    re.compile(pattern)
    for pattern in (
        r"word/charts/(?:chart|chartEx)\d*\.xml",
        r"word/diagrams/(?:data|drawing)\d*\.xml",
        r"docProps/\w+\.xml",
        r"customXml/item\d*\.xml",
        r"word/settings\.xml",
    )
)
_OPENING = re.compile(r"\{\{|\{%")
_CLOSING = re.compile(r"\}\}|%\}")
_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_EMBEDDED = (".xlsx", ".docx", ".pptx")
_LARGEST = 20_000_000  # bytes of a part of an embedded file that is looked into
_SHOWN = 3


def is_filled(name: str) -> bool:
    """Whether tags in this part, which holds no paragraphs of Word's, are filled."""
    return any(pattern.fullmatch(name) for pattern in _FILLED)


def readable_text(content: bytes) -> str:
    """The part's XML as text, tags that its runs cut apart joined in the first of them."""
    root = etree.fromstring(content)
    for paragraph in root.iter(f"{A}p"):
        _join(list(paragraph.iter(f"{A}t")))
    return etree.tostring(root, encoding="unicode")


def left_in(parts: Mapping[str, bytes], location: Location, why: Mapping[str, Problem]) -> list[Problem]:
    """W210 for each part in which whole tags stand; `why` gives, by part, what kept its tags from being filled."""
    problems = []
    for name, content in parts.items():
        tags = list(dict.fromkeys(_tags(name, content)))
        if tags:
            more = f" 等 {len(tags)} 个" if len(tags) > _SHOWN else ""
            shown = "、".join(shortened(tag) for tag in tags[:_SHOWN]) + more
            known = why.get(name)
            hint = f"{known.message}；{known.hint}" if known else "换成固定的文字，或移到正文、页眉、脚注里"
            problems.append(messages.LEFT_IN.at(location, part=called_shortly(name), tags=shown, hint=hint))
    return problems


def left_in_rendered(name: str, xml: str, data: object, source: str, location: Location) -> list[Problem]:
    """W210 for tags that a rendered part still shows, but for those that the data or the template wanted shown."""
    if "{{" not in xml and "{%" not in xml:
        return []
    texts = "\n".join(_texts(data))
    quoted = "\n".join(
        re.findall(r"'[^']*'|\"[^\"]*\"|\{%[-+]?\s*raw\b.*?endraw|\{_\{.*?\}_\}|\{_%.*?%_\}", source, re.DOTALL)
    )
    quoted = quoted.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    tags = [tag for tag in _tags(name, xml.encode()) if tag not in texts and tag not in quoted]
    if not tags:
        return []
    shown = "、".join(shortened(tag) for tag in dict.fromkeys(tags[:_SHOWN]))
    return [messages.LEFT_IN.at(location, part=called_shortly(name), tags=shown, hint="检查这个标签的写法")]


def _tags(name: str, content: bytes) -> Iterator[str]:
    """The whole tags in a part's texts and attributes, or in the parts of a file that is embedded in it."""
    if name.lower().endswith(_EMBEDDED):
        yield from _embedded_tags(content)
        return
    if b"{" not in content or not is_xml(name, content):
        return
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return
    yield from _WHOLE.findall("".join(root.itertext()))
    for element in root.iter():
        for value in element.attrib.values():
            yield from _WHOLE.findall(str(value))


def _embedded_tags(content: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.file_size <= _LARGEST and info.filename.lower().endswith((".xml", ".rels")):
                    yield from _tags(info.filename, archive.read(info))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        struct.error,
    ):
        return


def _join(texts: list[etree._Element]) -> None:
    """Move a tag that begins in one text and ends in another wholly into the first."""
    for index, first in enumerate(texts):
        text = first.text or ""
        opened = max(text.rfind("{{"), text.rfind("{%"), len(text) - 1 if text.endswith("{") else -1)
        following = "".join(later.text or "" for later in texts[index + 1 :])
        closing = _CLOSING.search(text[opened:] + following) if opened >= 0 else None
        missing = closing.end() - len(text[opened:]) if closing else 0
        if missing <= 0 or not _OPENING.match(text[opened:] + following):
            continue
        first.text = text + following[:missing]
        for later in texts[index + 1 :]:
            taken = min(missing, len(later.text or ""))
            later.text, missing = (later.text or "")[taken:], missing - taken


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
