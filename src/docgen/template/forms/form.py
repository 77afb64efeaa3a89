"""A form template compiled: read once, rendered for as many records as there are."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from lxml import etree
from markupsafe import escape

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.ooxml.package import as_document, read_package, write_package
from docgen.ooxml.styles import W
from docgen.ooxml.zip_copy import Entry, join_entries, make_entry, sort_names
from docgen.template.forms.checks import check_tags
from docgen.template.forms.diagnose import broken, diagnose
from docgen.template.forms.environment import FormEnvironment, make_environment
from docgen.template.forms.lists import DOCUMENT, NUMBERING, Numbering, mark_lists, number_lists
from docgen.template.forms.part import PartTemplate, make_part
from docgen.template.forms.tags import Scanned, Tag, scan, where
from docgen.template.forms.values import has_objects, plain
from docgen.template.hostile import refuse_hostile
from docgen.text.bounds import bounded_range

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_CORE = "docProps/core.xml"
# The properties that docxtpl renders: python-docx's name, the element in core.xml (ECMA-376 part 2 §11.1).
_PROPERTIES = {
    "author": "dc:creator",
    "comments": "dc:description",
    "identifier": "dc:identifier",
    "language": "dc:language",
    "subject": "dc:subject",
    "title": "dc:title",
}
_NOT_XML = bytes([*range(9), 11, 12, *range(14, 32)])
_UNDATED = b"2000-01-01T00:00:00Z"


@dataclass(slots=True)
class Form:
    """A compiled form. `warnings` are what was found in it that does not stop it."""

    location: Location
    environment: FormEnvironment
    parts: list[PartTemplate]
    warnings: list[Problem]
    source: bytes = field(repr=False)
    numbering: Numbering | None = field(default=None, repr=False)
    _names: list[str] = field(default_factory=list, repr=False)
    _entries: dict[str, Entry] = field(default_factory=dict, repr=False)

    def render(self, data: Mapping[str, Any], folder: Path | None = None) -> bytes:
        """The .docx for one record: a mapping of plain values, lists, mappings, and the objects of values.py,
        whose files are looked for in `folder` (without one, there can be no objects).

        Raises DocgenError (W207…W209) with every name that is not there and everything else that went wrong,
        each with its place in the template and its path in the data.
        """
        if folder is not None and has_objects(data):
            return self._render_whole(data, folder)
        try:
            context = {"range": bounded_range(), **data}
            fresh = {name: make_entry(name, content) for name, content in self._rendered(context)}
        except Exception as error:
            problems = diagnose(self.parts, self.environment, data, self.location)
            if not problems:
                problems = [broken(error, self.location)]
            raise DocgenError(problems) from error
        return join_entries([fresh.get(name) or self._entries[name] for name in self._names])

    def _rendered(self, context: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        for part in self.parts:
            xml = part.render(context)
            if self.numbering is not None and part.name == DOCUMENT:
                xml, lists = number_lists(xml, self.numbering)
                if lists:
                    yield NUMBERING, lists
            yield part.name, _encoded(xml)

    def _render_whole(self, data: Mapping[str, Any], folder: Path) -> bytes:
        from docgen.template.forms.whole import render_whole

        try:
            return render_whole(
                self.source, self.environment, data, folder, self.location, lists=self.numbering is not None
            )
        except DocgenError:
            raise
        except Exception as error:
            problems = diagnose(self.parts, self.environment, plain(data), self.location)
            raise DocgenError(problems or [broken(error, self.location)]) from error


def compile_form(source: Path | bytes, location: Location) -> Form:
    """Compile the form template at `source`; `location` names it in messages.

    Raises DocgenError with everything wrong with the package (W101…W104) or its tags (W200…W206).
    """
    parts = read_package(source, location)
    hostile = refuse_hostile(parts, location)
    if hostile:
        raise DocgenError(hostile)
    marked, numbering = mark_lists(as_document(parts))
    packed = write_package(marked)
    environment = make_environment()
    reader = _Reader(packed, location, environment)
    reader.read()
    if has_errors(reader.problems):
        raise DocgenError(reader.problems)
    form = Form(location, environment, reader.parts, reader.problems, packed, numbering)
    written = reader.saved()
    form._names = sort_names(list(written))
    rendered = {part.name for part in reader.parts}
    form._entries = {name: make_entry(name, content) for name, content in written.items() if name not in rendered}
    return form


def _encoded(xml: str) -> bytes:
    content = xml.encode()
    if len(content.translate(None, _NOT_XML)) != len(content):
        raise ValueError("内容里有 Word 不能容纳的控制字符")
    return content


class _Reader:
    """Takes a template apart with docxtpl's own methods, so that what is compiled is what docxtpl would render."""

    def __init__(self, packed: bytes, location: Location, environment: FormEnvironment) -> None:
        from docxtpl import DocxTemplate

        self._location = location
        self._environment = environment
        self.parts: list[PartTemplate] = []
        self.problems: list[Problem] = []
        self._template = DocxTemplate(io.BytesIO(packed))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._template.init_docx()

    def read(self) -> None:
        document = self._template.docx
        self._body(document)
        counts: dict[str, int] = {}
        for uri, title in ((self._template.HEADER_URI, "页眉"), (self._template.FOOTER_URI, "页脚")):
            for _key, part in self._template.get_headers_footers(uri):
                counts[title] = counts.get(title, 0) + 1
                name = str(part.partname).lstrip("/")
                self._add(name, self._template.get_part_xml(part), f"{title}（{Path(name).name}）")
        for part in document.part.package.parts:
            if part.content_type == _FOOTNOTES:
                blob = part.blob
                self._add(str(part.partname).lstrip("/"), blob.decode("utf-8-sig"), "脚注")
        self._core(document)

    def saved(self) -> dict[str, bytes]:
        """All parts as python-docx writes them: what docxtpl's output is made of."""
        buffer = io.BytesIO()
        self._template.docx.save(buffer)
        parts = read_package(buffer.getvalue(), self._location)
        core = parts.get(_CORE, b"")
        if b"python-docx" in core and _CORE not in read_package(
            self._template.template_file.getvalue(), self._location
        ):
            # python-docx's stand-in for absent properties carries the clock's time.
            parts[_CORE] = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + _UNDATED, core)
        return parts

    def _body(self, document: Any) -> None:
        root = document._element
        body = root.body
        xml = etree.tostring(body, encoding="unicode")
        part = self._make("word/document.xml", xml, "正文", body=True)
        if part is None:
            return
        whole = etree.tostring(root, encoding="unicode")
        copy = etree.fromstring(whole.encode())
        mark = etree.ProcessingInstruction("docgen", "body")
        old = copy.find(f"{W}body")
        old.tail = None
        copy.replace(old, mark)
        text = etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
        part.name = str(document.part.partname).lstrip("/")
        part.before, part.after = text.split("<?docgen body?>")
        self.parts.append(part)

    def _add(self, name: str, xml: str, title: str) -> None:
        if "{" not in xml and "_}" not in xml:
            return  # docxtpl would render it into itself
        part = self._make(name, xml, title, body=False)
        if part is not None:
            self.parts.append(part)

    def _make(self, name: str, xml: str, title: str, *, body: bool) -> PartTemplate | None:
        scanned = scan(xml, title)
        self.problems += check_tags(scanned, self._location, self._environment)
        if has_errors(self.problems):
            return None
        patched = self._template.patch_xml(scanned.xml)
        part = make_part(name, patched, scanned, body=body, mend_tables=self._template.fix_tables if body else None)
        try:
            part.compile(self._environment)
        except TemplateError as error:
            self.problems.append(_uncompiled(part, error, self._location))
            return None
        return part

    def _core(self, document: Any) -> None:
        """The properties that docxtpl renders become one template over core.xml."""
        properties = document.core_properties
        texts = {name: str(getattr(properties, name)) for name in _PROPERTIES}
        for name, text in texts.items():
            setattr(properties, name, text)  # docxtpl writes each, also an empty one
        if not any("{" in text for text in texts.values()):
            return
        for name, text in texts.items():
            place = f"文档属性“{name}”"
            found = scan(f"<t>{escape(text)}</t>", place)
            tags = [Tag(tag.text, place, tag.paragraph, closed=tag.closed) for tag in found.tags]
            self.problems += check_tags(Scanned(found.xml, tags, []), self._location, self._environment)
        if has_errors(self.problems):
            return
        self.parts.append(_core_part(document, texts, self._environment))


def _core_part(document: Any, texts: Mapping[str, str], environment: FormEnvironment) -> PartTemplate:
    xml = document.part.package.part_related_by(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    ).blob.decode()
    tags: list[Tag] = []
    literal = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
    xml = xml.replace("{", "{{ '{' }}")  # other properties are no templates
    for name, element in _PROPERTIES.items():
        pieces = literal.split(texts[name])
        source = "".join(piece if number % 2 else str(escape(piece)) for number, piece in enumerate(pieces))
        xml = re.sub(rf"(?<=<{element}>)[^<]*(?=</{element}>)", source.replace("\\", "\\\\"), xml)
        tags += [Tag(piece, f"文档属性“{name}”", 0) for piece in pieces[1::2]]
    part = make_part(_CORE, xml, Scanned(xml, tags, []), body=False)
    part.compile(environment)
    return part


def _uncompiled(part: PartTemplate, error: TemplateError, location: Location) -> Problem:
    """A fault that only the whole template shows."""
    line = getattr(error, "lineno", None) or 1
    fact = "{where}：模板读不通（{reason}）".format(where=where(part.tag_at(line)), reason=error.message or "")
    return Problem(location, "W201", fact, "检查这个标签和它前后的 if、for 是否成对")
