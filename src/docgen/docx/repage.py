"""Page numbers in a finished Word file: which it stores, what they point at, and the file with other ones.

Refilled are the stored results of PAGEREF fields, the entries of tables of
contents and lists of figures (with or without a PAGEREF in them) and of
indexes (ECMA-376 §17.16.5.36, .68, .33). Everything else stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.docx import messages
from docgen.docx.stored_fields import Field, Paragraph, Piece, Stored, read_stored
from docgen.errors import Location, Problem
from docgen.model.passages import AUTOMATIC_NUMBER, WILD, Key, PageNumbering, Passage
from docgen.ooxml.names import ENDNOTES, FOOTNOTES
from docgen.ooxml.relationships import main_part, related

_NOTES = (FOOTNOTES, ENDNOTES)
_LONGEST = 200  # characters of a paragraph that is looked for as a whole: a heading or a caption
_AROUND = 80  # characters of the neighbours that a passage tells
_PAGE = r"(?:\d+|[ivxlcdm]+|[IVXLCDM]+|- ?\d+ ?-)"
_PAGE_TEXT = re.compile(rf"\s*{_PAGE}\s*")
_INDEX_PAGES = re.compile(
    r"^(?P<words>.*?\S)(?P<gap>[\s,，:：·.…]+)(?P<pages>\d+(?:(?P<between>\s*[,，、]\s*)\d+)*)\s*$", re.DOTALL
)
_OWN_FORMAT = {"p", "#", "*"}  # switches of a PAGEREF that print something else than the plain number


@dataclass(slots=True)
class _Slot:
    """A stored number: the texts that hold it (`keep` stands before it in the first of them), and the places it tells."""

    part: str
    pieces: list[Piece]
    keys: tuple[Key, ...]
    what: str
    keep: str = ""
    after: str = ""
    between: str = ", "


@dataclass(frozen=True, slots=True)
class Change:
    """One number that is another now."""

    what: str
    old: str
    new: str


@dataclass(slots=True)
class StoredPages:
    """What a Word file says of pages. `passages` are the places to look for, in reading order."""

    passages: list[Passage]
    numbering: list[PageNumbering]
    margins: tuple[float, float]  # points at the top and the bottom that hold no text of the body
    problems: list[Problem]
    _slots: list[_Slot] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many stored numbers there are."""
        return len(self._slots)

    def refill(self, parts: Mapping[str, bytes], numbers: Mapping[Key, str]) -> tuple[dict[str, bytes], list[Change]]:
        """The parts that change, and what changed, for the number of every passage as printed."""
        changes: list[Change] = []
        edits: dict[str, list[tuple[int, int, bytes]]] = {}
        for slot in self._slots:
            new = slot.between.join(dict.fromkeys(numbers[key] for key in slot.keys))
            stored = "".join(piece.text for piece in slot.pieces)
            old = stored[len(slot.keep) : len(stored) - len(slot.after)]
            if old.strip() == new:
                continue
            changes.append(Change(slot.what, old.strip(), new))
            texts = [slot.keep + new + slot.after, *("" for _ in slot.pieces[1:])]
            edits.setdefault(slot.part, []).extend(map(_edit, slot.pieces, texts))
        return {name: _edited(parts[name], made) for name, made in edits.items()}, changes


def read_pages(parts: Mapping[str, bytes], location: Location) -> StoredPages:
    """What the package `parts`, read as stored, tell of pages. Faults are in `.problems`; DocgenError L129 if it cannot be read."""
    main = main_part(parts)
    names = dict.fromkeys((main, *(related(parts, main, kind) for kind in _NOTES)))
    found = {name: read_stored(parts[name], name, location) for name in names if name}
    body = found[main]
    collection = _Collection(body, location)
    for name, stored in found.items():
        collection.add(name, stored)
    passages = sorted(collection.passages.values(), key=lambda passage: passage.key)
    numbering = _numbering(body, collection)
    sections = body.sections
    top = min((section.margins[0] for section in sections), default=0) / 20
    bottom = min((section.margins[1] for section in sections), default=0) / 20
    return StoredPages(passages, numbering, (top, bottom), collection.problems, collection.slots)


class _Collection:
    """Slots and passages in the making; passages are those of the body, whichever part points at them."""

    def __init__(self, body: Stored, location: Location) -> None:
        self.slots: list[_Slot] = []
        self.passages: dict[Key, Passage] = {}
        self.problems: list[Problem] = []
        self._body = body
        self._location = location
        self._numbers: dict[str, str] = {}  # anchor → entry of a table of contents, as printed

    def add(self, name: str, stored: Stored) -> None:
        served = set()
        for item in stored.fields:
            if item.name == "PAGEREF":
                paragraph = stored.paragraphs[item.paragraph]
                if paragraph.list_field is not None:
                    served.add(item.paragraph)
                    self._learn(paragraph, item.instruction.argument)
        for number, paragraph in enumerate(stored.paragraphs):
            if paragraph.list_field is not None and number not in served:
                self._entry(name, stored, paragraph)
        for item in stored.fields:
            if item.name == "PAGEREF":
                self._reference(name, stored, item)

    # --- PAGEREF, and entries without one ---

    def _learn(self, paragraph: Paragraph, anchor: str) -> None:
        if paragraph.last_tab > 0:
            self._numbers.setdefault(anchor, paragraph.text[: paragraph.last_tab])

    def _reference(self, name: str, stored: Stored, item: Field) -> None:
        paragraph = stored.paragraphs[item.paragraph]
        anchor = item.instruction.argument
        entry = paragraph.list_field is not None
        what = _called(paragraph.text) if entry else f"“{_short(paragraph.shown)}”里的页码"
        if item.instruction.switches.keys() & _OWN_FORMAT:
            code = item.state.code.strip()
            self.problems.append(messages.OWN_FORMAT.at(self._location, what=what, code=code))
        elif not item.pieces:
            self.problems.append(messages.NO_STORED_PAGE.at(self._location, what=what))
        else:
            self._point(name, item.pieces, anchor, what)

    def _entry(self, name: str, stored: Stored, paragraph: Paragraph) -> None:
        """An entry that LibreOffice has saved: the page is plain text after the last tab, inside a link."""
        assert paragraph.list_field is not None
        around = stored.lists[paragraph.list_field]
        if around.name == "INDEX":
            self._index_entry(name, stored, paragraph, around)
            return
        pieces = [piece for at, piece in paragraph.pieces if at > paragraph.last_tab >= 0]
        if not pieces or not _PAGE_TEXT.fullmatch("".join(piece.text for piece in pieces)):
            return  # a heading of the list, or a list without page numbers
        what = _called(paragraph.text[: paragraph.last_tab])
        if not paragraph.link:
            self.problems.append(messages.ENTRY_WITHOUT_LINK.at(self._location, what=what))
            return
        self._learn(paragraph, paragraph.link)
        self._point(name, pieces, paragraph.link, what)

    def _point(self, name: str, pieces: list[Piece], anchor: str, what: str) -> None:
        place = self._body.bookmarks.get(anchor)
        if place is None or place[0] >= len(self._body.paragraphs):
            self.problems.append(messages.BOOKMARK_GONE.at(self._location, what=what, anchor=anchor))
            return
        self.slots.append(_Slot(name, pieces, (self.passage(*place, anchor).key,), what))

    # --- indexes ---

    def _index_entry(self, name: str, stored: Stored, paragraph: Paragraph, around: Field) -> None:
        found = _INDEX_PAGES.match(paragraph.text)
        if found is None:
            return  # a letter between the groups, or an entry that only heads others
        what = "索引项{what}".format(what=_called(found["words"]))
        marks = self._marks().get(_squeezed(found["words"]), [])
        if not marks:
            self.problems.append(messages.ENTRY_WITHOUT_MARK.at(self._location, what=what))
            return
        keys = tuple(self.passage(*mark, "").key for mark in marks)
        start, end = found.span("pages")
        pieces = [(at, piece) for at, piece in paragraph.pieces if at < end and at + len(piece.text) > start]
        first, last = pieces[0], pieces[-1]
        keep = first[1].text[: max(start - first[0], 0)]
        after = last[1].text[end - last[0] :]
        self.slots.append(
            _Slot(name, [piece for _at, piece in pieces], keys, what, keep, after, found["between"] or ", ")
        )

    def _marks(self) -> dict[str, list[Key]]:
        """The last level of each XE field's entry → where the fields stand."""
        marks: dict[str, list[Key]] = {}
        for item in self._body.fields:
            if item.name == "XE":
                words = item.instruction.argument.rpartition(":")[2]
                marks.setdefault(_squeezed(words), []).append((item.paragraph, item.offset))
        return marks

    # --- passages ---

    def passage(self, number: int, offset: int, anchor: str) -> Passage:
        """The place in the body as a passage, made once."""
        made = self.passages.get((number, offset))
        if made is None or (anchor and not made.anchor):
            made = self.passages[number, offset] = self.make(number, offset, anchor)
        return made

    def make(self, number: int, offset: int, anchor: str) -> Passage:
        paragraphs = self._body.paragraphs
        paragraph = paragraphs[number]
        text = paragraph.text
        printed, own = _squeezed(self._numbers.get(anchor, "")), _squeezed(text)
        counted = printed.removesuffix(own) if own and printed.endswith(own) else ""
        if not AUTOMATIC_NUMBER.fullmatch(counted):
            counted = ""  # the entry is older than the heading
        return Passage(
            (number, offset),
            _called(f"{counted} {paragraph.shown}".strip()) if own else f"书签“{anchor}”",
            anchor,
            text,
            counted,
            "".join(reversed(list(_gather(paragraphs, range(number - 1, -1, -1))))),
            "".join(_gather(paragraphs, range(number + 1, len(paragraphs)))),
            whole=bool(own)
            and not text[:offset].strip(WILD + " \t\n")
            and len(own) <= _LONGEST
            and not paragraph.in_table,
        )


def _numbering(body: Stored, collection: _Collection) -> list[PageNumbering]:
    firsts: dict[int, int] = {}
    openings: dict[int, Passage] = {}
    anchors = {place: name for name, place in reversed(body.bookmarks.items())}
    for number, paragraph in enumerate(body.paragraphs):
        firsts.setdefault(paragraph.section, number)
        if paragraph.section not in openings and _squeezed(paragraph.text):
            openings[paragraph.section] = collection.make(number, 0, anchors.get((number, 0), ""))
    return [
        PageNumbering(firsts[index], openings.get(index), section.kind, section.start, section.form)
        for index, section in enumerate(body.sections)
        if index in firsts
    ]


def _gather(paragraphs: list[Paragraph], numbers: range) -> Iterator[str]:
    """Texts of neighbours, nearest first, until there is enough of them."""
    length = 0
    for number in numbers:
        text = paragraphs[number].text
        yield text
        length += len(_squeezed(text))
        if length >= _AROUND:
            return


def _squeezed(text: str) -> str:
    return "".join(text.replace(WILD, "").split())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 30 else f"{words[:30]}…"


def _called(text: str) -> str:
    words = " ".join(text.replace(WILD, "").split())
    return f"“{words if len(words) <= 40 else f'{words[:40]}…'}”"


# --- bytes ---


def _edit(piece: Piece, text: str) -> tuple[int, int, bytes]:
    """Start, end and new bytes of a piece that is to hold `text`."""
    content = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
    if piece.closed and content:
        tag = f"{piece.prefix}:t".encode() if piece.prefix else b"t"
        content = b"<" + tag + b">" + content + b"</" + tag + b">"
    return (piece.end if piece.closed and not content else piece.start), piece.end, content


def _edited(part: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    pieces: list[bytes] = []
    at = 0
    for start, end, content in sorted(edits):
        pieces += (part[at:start], content)
        at = end
    return b"".join((*pieces, part[at:]))
