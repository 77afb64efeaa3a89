"""The whole document: body and contents into the template's slots, and the parts that go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.parsers.expat import ParserCreate

from lxml import etree

from docgen.docx import footnotes, numbering
from docgen.docx.blocks import append, is_table
from docgen.docx.footnotes import add_footnotes, first_free_id
from docgen.docx.heading_styles import bind_heading_styles, free_heading_styles
from docgen.docx.known_blocks import write_known_block
from docgen.docx.look import Look, RoleTable
from docgen.docx.markup import hairline, legal
from docgen.docx.numbering import Numbering
from docgen.docx.properties import (
    strip_revision_ids,
    write_language,
    write_marks,
    write_properties,
    write_settings,
)
from docgen.docx.sections import Sections
from docgen.docx.style_references import refresh_style_references
from docgen.docx.targets import find_targets
from docgen.docx.toc import write_toc
from docgen.docx.writing import KnownBlocks, Place, Writing
from docgen.errors import DocgenError, Location
from docgen.model.nodes import Block, Document, Landscape
from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import NUMBERING, W
from docgen.ooxml.opened import Package, serialize
from docgen.ooxml.settings import Settings
from docgen.ooxml.styles import Styles
from docgen.reading import Files
from docgen.template.messages import NO_SLOT_TO_FILL

_BODY = b"<?docgen body?>"
_TOC = b"<?docgen toc?>"


def write_document(
    document: Document,
    parts: dict[str, bytes],
    styles: Styles,
    roles: RoleTable,
    page_map: Mapping[str, int],
    *,
    review: bool,
    moment: str,
    template: Location,
    rasters: Mapping[str, bytes],
    files: Files,
    marks: Sequence[tuple[str, str]] = (),
    known: KnownBlocks | None = None,
) -> dict[str, bytes]:
    """The parts of the finished .docx.

    `parts` are a filled template's, its slots marked by processing instructions, `styles` are theirs;
    `template` names it in messages; `moment` is an ISO 8601 time for the properties; `known` keeps blocks for the next time.
    """
    package = Package(parts)
    strip_revision_ids(package)
    root = etree.fromstring(package.parts[package.main])
    sections = Sections(SectionProperties(_final_section(root)))
    look = Look(styles, roles)
    writing = Writing(
        look=look,
        numbering=Numbering(
            package.parts.get(numbering.NAME), document.scheme, look, free_heading_styles(package, look)
        ),
        package=package,
        targets=find_targets(document, known.targets if known else None),
        page_map=page_map,
        number_format=sections.number_format,
        outdented_tables=Settings(package.parts).outdented_tables,
        review=review,
        files=files,
        rasters=rasters,
        relationships=package.relationships(package.main),
        known=known,
        first_footnote=first_free_id(package.parts.get(footnotes.NAME)),
    )
    slot = _Slot(root, template)
    body = _Body(writing, sections, slot.opens_section)
    body.write(document.blocks)
    body.close(_final_section(root), followed=slot.followed)
    contents = write_toc(document, writing, _place(_toc_sections(root) or sections, landscape=False))
    package.parts[package.main] = _splice(root, "".join(body.pieces), contents)
    refresh_style_references(package, document, styles, roles)
    _finish(document, writing, moment)
    write_marks(package, marks)
    return package.finish()


class _Body:
    """Top-level blocks in sections: each Landscape on pages of its own."""

    def __init__(self, writing: Writing, sections: Sections, opens_section: bool) -> None:
        self.pieces: list[str] = []
        self._writing = writing
        self._sections = sections
        self._landscape = False
        self._first = True  # no section of the body has ended yet
        self._empty = opens_section  # nothing stands in the present section

    def write(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            landscape = isinstance(block, Landscape)
            if landscape or self._landscape:
                self._begin(landscape=landscape)
            place = _place(self._sections, landscape=self._landscape)
            more = write_known_block(block, self._writing, place)
            append(self.pieces, more, self._writing.look)
            self._empty = self._empty and not more

    def close(self, final: etree._Element, *, followed: bool) -> None:
        """Settle the template's last w:sectPr, which describes the last section of the body."""
        if self._landscape and followed:
            self._end()
            self._landscape = False
        if self.pieces and is_table(self.pieces[-1]) and not followed:
            self.pieces.append(hairline())  # Word wants a paragraph after the last table
        if self._landscape or not self._first:
            parent = final.getparent()
            assert parent is not None
            parent.replace(final, self._sections.element(landscape=self._landscape, first=self._first))

    def _begin(self, *, landscape: bool) -> None:
        """Start a section, unless the present one has nothing in it yet and can be turned."""
        if not self._empty:
            self._end()
        self._landscape = landscape
        self._empty = True
        self._writing.page_break = False  # a section starts a page by itself

    def _end(self) -> None:
        """Write the present section's properties into its last paragraph."""
        properties = self._sections.string(landscape=self._landscape, first=self._first)
        if not self.pieces or is_table(self.pieces[-1]) or "<w:sectPr" in self.pieces[-1]:
            self.pieces.append(hairline())
        self.pieces[-1] = self.pieces[-1].replace("</w:pPr>", f"{properties}</w:pPr>", 1)
        self._first = False


class _Slot:
    """Where the body goes in the template: what stands before and after it."""

    def __init__(self, root: etree._Element, template: Location) -> None:
        mark = _instruction(root, "body")
        if mark is None:
            raise DocgenError(NO_SLOT_TO_FILL.at(template))
        before, after = mark.getprevious(), mark.getnext()
        # Nothing before the slot in its section: a landscape block may turn the section itself.
        self.opens_section = before is None or before.find(f"{W}pPr/{W}sectPr") is not None
        self.followed = after is not None and after.tag != f"{W}sectPr"


def _instruction(root: etree._Element, name: str) -> etree._Element | None:
    return next(
        (
            item
            for item in root.iter(etree.ProcessingInstruction)
            if f"{item.target} {item.text}".strip() == f"docgen {name}"
        ),
        None,
    )


def _toc_sections(root: etree._Element) -> Sections | None:
    """The set-up of the section that the table of contents stands in: often not the body's."""
    mark = _instruction(root, "toc")
    while mark is not None:
        section = mark if mark.tag == f"{W}sectPr" else mark.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            return Sections(SectionProperties(section))
        mark = mark.getnext()
    return None


def _final_section(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    assert body is not None  # template.fill has checked that it is a Word document
    section = body.find(f"{W}sectPr")
    return etree.SubElement(body, f"{W}sectPr") if section is None else section


def _place(sections: Sections, *, landscape: bool) -> Place:
    width, height = sections.text_area(landscape=landscape)
    return Place(width, height)


def _splice(root: etree._Element, body: str, contents: str) -> bytes:
    """The document part with both slots filled; parsed once, so that a slip here can never reach a reader."""
    source = serialize(root)
    content = legal(body).encode()
    document = source.replace(_TOC, contents.encode(), 1).replace(_BODY, content, 1)
    ParserCreate(namespace_separator=" ").Parse(document, True)  # a tree of it would take four times as long
    return document


def _finish(document: Document, writing: Writing, moment: str) -> None:
    package = writing.package
    if writing.numbering.used:
        package.set_xml(numbering.NAME, writing.numbering.part())
        package.override(numbering.NAME, numbering.CONTENT_TYPE)
        package.relationships(package.main).internal(NUMBERING, "numbering.xml")
        bind_heading_styles(package, writing.numbering.bound)
    add_footnotes(writing)
    write_settings(package, footnotes=bool(writing.footnotes))
    write_language(document, package)
    write_properties(document, package, moment)
