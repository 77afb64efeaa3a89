"""A finished part read for its fields: paragraphs, bookmarks, sections and fields' stored results with their place in the bytes.

The part may have been saved by Word, WPS or LibreOffice since docgen wrote it:
fields come as w:fldSimple or as runs (ECMA-376 §17.16.18-19), runs are split,
transitional or strict namespaces. Byte offsets are kept because what is not
refilled has to stay as it is, byte for byte; no tree gives them, expat does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from docgen.docx import messages
from docgen.errors import DocgenError, Location
from docgen.model.passages import WILD
from docgen.ooxml import fields, measures
from docgen.ooxml.names import STRICT_W, W

_WORD = (W[1:-1], STRICT_W[1:-1])
_SKIPPED = ("Fallback", "sectPrChange", "pPrChange", "rPrChange", "moveFrom", "del")
# Results that a program may have computed anew on its way to the PDF; LibreOffice counts SEQ without its \\r.
_VARYING = ("PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ")
LISTS = ("TOC", "INDEX")


@dataclass(slots=True)
class Piece:
    """A w:t: the bytes between its tags, or the whole of an empty `<w:t/>` (`closed`)."""

    start: int
    end: int
    text: str
    closed: bool = False
    prefix: str = "w"


@dataclass(slots=True)
class Field:
    """A field and where it begins; `pieces` are the texts of its stored result, those of inner fields included."""

    state: fields.Field
    paragraph: int = 0
    offset: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's name in capitals, "" before it is known."""
        return self.state.name

    @property
    def instruction(self) -> fields.Instruction:
        """What the field says."""
        return self.state.instruction


@dataclass(slots=True)
class Paragraph:
    """`text` as printed without automatic numbers; `list_field` counts the TOC or INDEX that it is an entry of."""

    section: int
    in_table: bool
    text: str = ""
    style: str = ""
    list_field: int | None = None
    link: str = ""
    pieces: list[tuple[int, Piece]] = field(default_factory=list)  # with the length of `text` before each
    last_tab: int = -1  # length of `text` before the last tab
    ends_section: bool = False

    @property
    def shown(self) -> str:
        """`text` with everything that it stores, in one line."""
        return " ".join("".join(piece.text for _at, piece in self.pieces).split())


@dataclass(slots=True)
class Section:
    """What a w:sectPr says of page numbers."""

    kind: str = "nextPage"
    start: int | None = None
    form: str = "decimal"
    margins: tuple[int, int] = (0, 0)  # top and bottom, twips


@dataclass(slots=True)
class Stored:
    """Everything found in one part."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)  # by their ends: inner before outer
    lists: list[Field] = field(default_factory=list)  # TOC and INDEX, by their beginnings
    bookmarks: dict[str, tuple[int, int]] = field(default_factory=dict)  # name → paragraph, offset
    sections: list[Section] = field(default_factory=list)


def read_stored(part: bytes, name: str, location: Location) -> Stored:
    """Read a part called `name`; DocgenError L129 if it is not XML in UTF-8."""
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""", part)
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        raise DocgenError(messages.NOT_UTF8.at(location, part=name))
    reader = _Reader()
    try:
        reader.parse(part)
    except expat.ExpatError as error:
        raise DocgenError(messages.BROKEN_XML.at(location, part=name, line=error.lineno)) from error
    return reader.stored


class _Reader:
    """One pass over a part. Text boxes put paragraphs into paragraphs, so the open ones are a stack."""

    def __init__(self) -> None:
        self.stored = Stored()
        self._open: list[int] = []
        self._fields = fields.OpenFields()
        self._made: dict[fields.Field, Field] = {}  # those that are open
        self._lists: list[int] = []  # the TOC and INDEX fields that are open
        self._links: list[str] = []
        self._tables = 0
        self._skipped = 0
        self._section = 0
        self._settings: Section | None = None
        self._piece: Piece | None = None
        self._instruction = False
        self._part = b""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def parse(self, part: bytes) -> None:
        self._part = part
        self._parser.Parse(part, True)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        self._content_begins()
        space, local, prefix = _name(full)
        if self._skipped or local in _SKIPPED:
            self._skipped += 1
            return
        if space in _WORD:
            handler = _STARTS.get(local)
            values = {_name(key)[1]: value for key, value in attributes.items()}
            if local == "t":
                self._piece = Piece(self._parser.CurrentByteIndex, -1, "", prefix=prefix)
            elif handler:
                handler(self, values)

    def _end(self, full: str) -> None:
        self._content_begins()
        if self._skipped:
            self._skipped -= 1
            return
        space, local, _prefix = _name(full)
        if space in _WORD and (handler := _ENDS.get(local)):
            handler(self)

    def _characters(self, text: str) -> None:
        if self._skipped:
            return
        self._content_begins()
        if self._piece is not None:
            self._piece.text += text
        elif self._instruction:
            self._fields.code(text)

    def _content_begins(self) -> None:
        """At the first event after `<w:t …>`: here its text begins. An empty tag ends where it begins."""
        piece = self._piece
        if piece is not None and piece.end < 0:
            here = self._parser.CurrentByteIndex
            piece.closed = self._part[here - 2 : here] == b"/>"
            piece.end = here
            if not piece.closed:
                piece.start = here

    # --- paragraphs, tables, links, bookmarks ---

    def _paragraph(self, _values: dict[str, str]) -> None:
        self._open.append(len(self.stored.paragraphs))
        made = Paragraph(self._section, self._tables > 0)
        made.list_field = self._lists[-1] if self._lists else None
        self.stored.paragraphs.append(made)

    def _paragraph_ends(self) -> None:
        if self.stored.paragraphs[self._open.pop()].ends_section:
            self._section += 1

    def _style(self, values: dict[str, str]) -> None:
        if self._open:
            self._current.style = values.get("val", "")

    @property
    def _current(self) -> Paragraph:
        return self.stored.paragraphs[self._open[-1]]

    def _table(self, _values: dict[str, str]) -> None:
        self._tables += 1

    def _table_ends(self) -> None:
        self._tables -= 1

    def _link(self, values: dict[str, str]) -> None:
        self._links.append(values.get("anchor", ""))
        if self._open and self._links[-1]:
            self._current.link = self._links[-1]

    def _link_ends(self) -> None:
        self._links.pop()

    def _bookmark(self, values: dict[str, str]) -> None:
        # A bookmark between paragraphs is at the beginning of the next one.
        place = (self._open[-1], len(self._current.text)) if self._open else (len(self.stored.paragraphs), 0)
        self.stored.bookmarks.setdefault(values.get("name", ""), place)

    # --- text ---

    def _text_ends(self) -> None:
        piece, self._piece = self._piece, None
        if piece is None or not self._open:
            return
        if not piece.closed:
            piece.end = self._parser.CurrentByteIndex
        self._current.pieces.append((len(self._current.text), piece))
        for item in self._fields:
            if item.separated:
                self._made[item].pieces.append(piece)
        self._fields.code(piece.text)  # what a field in an instruction gives is part of it
        self._print(WILD if any(item.name in _VARYING for item in self._fields) else piece.text)

    def _print(self, text: str) -> None:
        if text != WILD or not self._current.text.endswith(WILD):
            self._current.text += text

    def _tab(self, values: dict[str, str]) -> None:
        if self._open and not values:  # a tab stop of w:tabs has attributes, a tab has none
            self._current.last_tab = len(self._current.text)
            self._current.text += "\t"

    def _break(self, _values: dict[str, str]) -> None:
        if self._open:
            self._current.text += "\n"

    def _hyphen(self, _values: dict[str, str]) -> None:
        if self._open:
            self._print("-")

    def _mark(self, _values: dict[str, str]) -> None:
        if self._open:
            self._print(WILD)

    # --- fields ---

    def _field_begins(self, opened: fields.Field) -> None:
        made = self._made[opened] = Field(opened)
        if self._open:
            made.paragraph, made.offset = self._open[-1], len(self._current.text)

    def _field_result(self, opened: fields.Field) -> None:
        if opened.name in LISTS:
            self._lists.append(len(self.stored.lists))
            self.stored.lists.append(self._made[opened])
            if self._open:
                self._current.list_field = self._lists[-1]

    def _field_ends(self) -> None:
        closed = self._fields.close()
        if closed is not None:
            self.stored.fields.append(self._made.pop(closed))
            if closed.separated and closed.name in LISTS:
                self._lists.pop()

    def _field_character(self, values: dict[str, str]) -> None:
        kind = values.get("fldCharType", "")
        if kind == "begin":
            self._field_begins(self._fields.begin())
        elif kind == "separate" and (inner := self._fields.innermost) is not None and not inner.separated:
            self._fields.separate()
            self._field_result(inner)
        elif kind == "end":
            self._field_ends()

    def _simple_field(self, values: dict[str, str]) -> None:
        opened = self._fields.simple(values.get("instr", ""))
        self._field_begins(opened)
        self._field_result(opened)

    def _instruction_begins(self, _values: dict[str, str]) -> None:
        self._instruction = True

    def _instruction_ends(self) -> None:
        self._instruction = False

    # --- sections ---

    def _section_begins(self, _values: dict[str, str]) -> None:
        self._settings = Section()
        self.stored.sections.append(self._settings)
        if self._open:
            self._current.ends_section = True

    def _section_ends(self) -> None:
        self._settings = None

    def _section_kind(self, values: dict[str, str]) -> None:
        if self._settings:
            self._settings.kind = values.get("val", "nextPage")

    def _page_numbers(self, values: dict[str, str]) -> None:
        if self._settings:
            self._settings.start = measures.integer(values.get("start"))
            self._settings.form = values.get("fmt", "decimal")

    def _margins(self, values: dict[str, str]) -> None:
        if self._settings:
            top, bottom = (abs(measures.twips(values.get(side)) or 0) for side in ("top", "bottom"))
            self._settings.margins = (top, bottom)


def _name(full: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of an expat name: `local`, `space local` or `space local prefix`."""
    parts = full.split(" ")
    if len(parts) == 1:
        return "", full, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


_STARTS: dict[str, Any] = {
    "p": _Reader._paragraph, "pStyle": _Reader._style, "tbl": _Reader._table, "hyperlink": _Reader._link,
    "bookmarkStart": _Reader._bookmark, "tab": _Reader._tab, "ptab": _Reader._break, "br": _Reader._break, "noBreakHyphen": _Reader._hyphen,
    "cr": _Reader._break, "footnoteReference": _Reader._mark, "endnoteReference": _Reader._mark, "sym": _Reader._mark,
    "fldChar": _Reader._field_character, "fldSimple": _Reader._simple_field, "instrText": _Reader._instruction_begins,
    "sectPr": _Reader._section_begins, "type": _Reader._section_kind, "pgNumType": _Reader._page_numbers,
    "pgMar": _Reader._margins,
}  # fmt: skip
_ENDS: dict[str, Any] = {
    "p": _Reader._paragraph_ends, "tbl": _Reader._table_ends, "hyperlink": _Reader._link_ends, "t": _Reader._text_ends,
    "fldSimple": _Reader._field_ends, "instrText": _Reader._instruction_ends, "sectPr": _Reader._section_ends,
}  # fmt: skip
