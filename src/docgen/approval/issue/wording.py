"""The words of a .docx as one text: what two files that were saved by different programs still share.

Programs cut runs anew, rename parts and count pages again when they save a
file; the words stay. Results of fields that count (pages, contents) are left
out, everything else that a reader sees as text is in.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib

from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.ooxml.fields import OpenFields, read_instruction
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package

_CUSTOM = "docProps/custom.xml"
_LARGEST = 1_000_000  # bytes of custom properties
_STORY = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_COUNTING = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "STYLEREF"})
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


def wording_digest(docx: bytes) -> str:
    """SHA-256 over the file's words, in hex; "" for what is no Word file."""
    try:
        parts = read_package(docx, Location(""))
    except DocgenError:
        return ""
    stories = {name: _words(content) for name, content in parts.items() if _STORY.fullmatch(name)}
    body = stories.pop("word/document.xml", "")
    # Programs number headers as they please, and write one out several times.
    rest = sorted({text for text in stories.values() if text})
    return hashlib.sha256("\f".join([body, *rest]).encode()).hexdigest()


def lines(docx: bytes) -> list[str]:
    """The words of the body, a paragraph a line; none for what is no Word file."""
    try:
        return _words(read_package(docx, Location(""))["word/document.xml"]).split("\n")
    except DocgenError:
        return []


def marks(docx: bytes) -> dict[str, str]:
    """The custom properties of a Word file by name, also of one that is damaged elsewhere; none where they cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            info = archive.getinfo(_CUSTOM)
            content = archive.read(info) if info.file_size < _LARGEST else b""
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (
        KeyError,
        OSError,
        ValueError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        etree.XMLSyntaxError,
    ):
        return {}
    return {item.get("name", ""): "".join(item.itertext()).strip() for item in root}


def _words(content: bytes) -> str:
    """One line a paragraph, without empty ones: programs add and drop those at tables' and sections' ends."""
    root = etree.fromstring(content)
    lines: list[str] = []
    fields = OpenFields()
    for paragraph in root.iter(f"{W}p"):
        line = ""
        for element in paragraph.iter(f"{W}t", f"{W}fldChar", f"{W}instrText", *_BREAKS):
            if element.getparent() is None or _owner(element) is not paragraph:
                continue  # of a text box in the paragraph: its paragraphs come by themselves
            if element.tag == f"{W}fldChar":
                fields.mark(element)
            elif element.tag == f"{W}instrText":
                fields.code(element.text or "")
            elif not any(item.separated and item.name in _COUNTING for item in fields) and not _in_counting_field(
                element
            ):
                line += _BREAKS.get(str(element.tag), element.text or "")
        if line.strip():
            lines.append(line.strip())
    return "\n".join(lines)


def _owner(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _in_counting_field(element: etree._Element) -> bool:
    simple = next(element.iterancestors(f"{W}fldSimple"), None)
    return simple is not None and read_instruction(simple.get(f"{W}instr", "")).name in _COUNTING
