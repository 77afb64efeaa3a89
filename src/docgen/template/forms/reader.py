"""A form template taken apart: each of its parts with tags as a compiled template, and everything that is wrong with them.

docxtpl's own methods read body, headers, footers and properties, so that what is compiled is what docxtpl would render.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError
from lxml import etree

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.ooxml.names import W
from docgen.ooxml.relationships import show_missing
from docgen.template.forms import messages
from docgen.template.forms.cells import in_order, opened
from docgen.template.forms.checks import check_tags
from docgen.template.forms.environment import FormEnvironment
from docgen.template.forms.links import move_addresses, tagged_addresses, take_addresses
from docgen.template.forms.other_parts import is_filled, left_in, readable_text
from docgen.template.forms.part import PartTemplate, TooDeep, make_part
from docgen.template.forms.slips import reason_of
from docgen.template.forms.tags import Scanned, scan, where
from docgen.template.part_names import called_shortly

CORE = "docProps/core.xml"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NOTES = {f"{_WORDS}footnotes+xml": "脚注", f"{_WORDS}endnotes+xml": "尾注", f"{_WORDS}comments+xml": "批注"}
# The properties that docxtpl renders, and so writes even where they are empty.
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_UNDATED = b"2000-01-01T00:00:00Z"


class Reader:
    """Reads `packed`, a template's package made ready (form.py) of the parts `source`.

    `parts` are those with tags, compiled; `written` are all of them as saved.
    """

    def __init__(
        self, packed: bytes, source: Mapping[str, bytes], location: Location, environment: FormEnvironment
    ) -> None:
        from docxtpl import DocxTemplate

        self._location = location
        self._environment = environment
        self._source = source
        self.parts: list[PartTemplate] = []
        self.problems: list[Problem] = []
        self.written: dict[str, bytes] = {}
        self._why: dict[str, Problem] = {}  # what kept a part's tags from being filled
        self._template = DocxTemplate(io.BytesIO(packed))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._template.init_docx()
        except (
            KeyError,
            ValueError,
            AttributeError,
            TypeError,
        ) as error:  # what python-docx does not find in a package
            raise DocgenError(messages.BROKEN_PACKAGE.at(location, reason=str(error).strip("\"'"))) from error

    def read(self) -> None:
        """Compile every part that holds tags; what is wrong goes to `problems`, all of it."""
        document = self._template.docx
        self._body(document)
        for uri, side in ((self._template.HEADER_URI, "页眉"), (self._template.FOOTER_URI, "页脚")):
            for _key, part in self._template.get_headers_footers(uri):
                name = str(part.partname).lstrip("/")
                self._add(name, self._template.get_part_xml(part), f"{side}（{Path(name).name}）")
        for part in document.part.package.parts:
            if title := _NOTES.get(part.content_type):
                name = str(part.partname).lstrip("/")
                xml = etree.tostring(etree.fromstring(part.blob), encoding="unicode")
                self._add(name, xml, title, lenient=title == "批注")
        self._save()
        self._others()
        for part in self.parts:
            if tagged_addresses(self.written, part.name):
                part.addresses = take_addresses(self.written, part.name)
        rendered = {part.name for part in self.parts} | {part.addresses.name for part in self.parts if part.addresses}
        static = {name: content for name, content in self.written.items() if name not in rendered}
        if not has_errors(self.problems):  # else nothing is written, and what is wrong has been said
            self.problems += left_in(static, self._location, self._why)

    def _body(self, document: Any) -> None:
        root = document.element
        xml = etree.tostring(root.body, encoding="unicode")
        name = str(document.part.partname).lstrip("/")
        part = self._make(name, move_addresses(xml, tagged_addresses(self._source, name)), "正文", body=True)
        if part is None:
            return
        copy = etree.fromstring(etree.tostring(root))
        old = copy.find(f"{W}body")
        old.tail = None
        copy.replace(old, etree.ProcessingInstruction("docgen", "body"))
        text = etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
        part.before, part.after = text.split("<?docgen body?>")
        self.parts.append(part)

    def _add(self, name: str, xml: str, title: str, *, lenient: bool = False) -> None:
        addresses = tagged_addresses(self._source, name)
        if "{" not in xml and "_}" not in xml and "｛" not in xml and not addresses:
            return  # docxtpl would render it into itself
        part = self._make(name, move_addresses(xml, addresses), title, body=False, lenient=lenient)
        if part is not None:
            self.parts.append(part)

    def _others(self) -> None:
        """The parts without paragraphs of Word's: charts, SmartArt, properties, data of content controls."""
        for name, content in self.written.items():
            if b"{" in content and is_filled(name):
                xml = readable_text(content)
                if "{{" in xml or "{%" in xml:
                    part = self._make(name, xml, called_shortly(name), body=False, words=False, lenient=name != CORE)
                    if part is not None:
                        self.parts.append(part)

    def _make(
        self, name: str, xml: str, title: str, *, body: bool, words: bool = True, lenient: bool = False
    ) -> PartTemplate | None:
        """The part compiled, or None and problems; `lenient`: a part that can also stay as it is, which is then told."""
        scanned = scan(xml, title, words=words)
        problems = check_tags(scanned, self._location, self._environment)
        part = None
        if not has_errors([*problems, *(() if lenient else self.problems)]):
            part = self._compiled(name, scanned, title, problems, body=body, words=words)
        if lenient and has_errors(problems):
            self._why[name] = next(problem for problem in problems if problem.severity == "error")
            return None
        self.problems += problems
        return part

    def _compiled(
        self, name: str, scanned: Scanned, title: str, problems: list[Problem], *, body: bool, words: bool
    ) -> PartTemplate | None:
        patched = in_order(self._template.patch_xml(opened(scanned.xml))) if words else scanned.xml
        part = make_part(name, patched, scanned, body=body, mend_tables=self._template.fix_tables if body else None)
        try:
            part.compile(self._environment)
        except TooDeep as error:
            problems.append(messages.TOO_DEEP.at(self._location, part=title, reason=str(error)))
            return None
        except TemplateSyntaxError as error:
            place = where(part.tag_at(error.lineno or 1))
            problems.append(messages.UNREADABLE_WHOLE.at(self._location, where=place, reason=reason_of(error)))
            return None
        return part

    def _save(self) -> None:
        """All parts as python-docx writes them: what docxtpl's output is made of."""
        properties = self._template.docx.core_properties
        for name in _PROPERTIES:
            setattr(properties, name, str(getattr(properties, name)))
        buffer = io.BytesIO()
        self._template.docx.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = show_missing({name: archive.read(name) for name in archive.namelist()})
        if CORE not in self._source and b"python-docx" in parts.get(CORE, b""):
            # python-docx's stand-in for absent properties carries the clock's time.
            parts[CORE] = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + _UNDATED, parts[CORE])
        self.written = parts
