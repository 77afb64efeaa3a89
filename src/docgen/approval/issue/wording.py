"""The words of a .docx as one text: what two files that were saved by different programs still share.

Programs cut runs anew, rename parts and count pages again when they save a file; what a reader sees stays. All of it is
here: texts, numbers of lists, fields' results, symbols, notes, text boxes, headers, charts; and nothing that a reader cannot
see: hidden, white or minute text, what is deleted. What counts pages is left out only where it is a number, and leaves a
sign of its place: put where a word stood, it is another text. Contents lines and running titles count as long as
they repeat what the body says.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.ooxml import measures
from docgen.ooxml.fields import Field
from docgen.ooxml.names import A, C, W
from docgen.ooxml.notes import Notes
from docgen.ooxml.numbering import Counter, Numbering
from docgen.ooxml.package import read_package
from docgen.ooxml.runs import Piece, Reader
from docgen.ooxml.stories import PARAGRAPH, TABLE, blocks, cells, rows
from docgen.ooxml.styles import Styles

FORMAT = "2:"  # before the digest: those without were made of fewer words (before 0.3)
_CUSTOM, _NUMBERING, _DOCUMENT = "docProps/custom.xml", "word/numbering.xml", "word/document.xml"
_LARGEST = 1_000_000  # bytes of custom properties
_REST = re.compile(r"word/(header\d*|footer\d*|comments)\.xml")
_CHART = re.compile(r"word/charts/chart\d*\.xml")
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_REPEATING = frozenset({"TOC", "STYLEREF"})
_COUNTED = re.compile(r"[\s\-—–]*[0-9０-９ivxlcdmIVXLCDM〇零一二三四五六七八九十百]{1,12}[\s\-—–]*")
_PAGE_AT_END = re.compile(r"[\s.·…]*(?:[0-9ivxlcdmIVXLCDM]{0,6}|⟦页⟧)\s*$")
_BLANKS = re.compile(r"\s+")
_NUMBER_BEFORE = re.compile(r"[第0-9０-９〇零一二三四五六七八九十百.．、（）()章节条款项篇部附录A-Z]{1,12}")
_FAINT = 0xF0  # of 255: a colour whose parts are all above it is not seen on white paper
_PAGE, _NOTE, _FAINT_SIGN, _STRUCK_SIGN, _USUAL = "⟦页⟧", "⟦注⟧", "⟦隐⟧", "⟦划⟧", "⟦常⟧"
_SMALLEST = 5  # half points: below, nobody reads it
_HIDDEN, _STRUCK = ("vanish",), ("strike", "dstrike")


def wording_digest(docx: bytes) -> str:
    """SHA-256 over the file's words, in hex behind the version of what words are; "" for what is no Word file."""
    try:
        words = _Words(read_package(docx, Location("")))
        body = "\n".join(words.body)
        rest = sorted({text for text in words.rest() if text})
    except (DocgenError, etree.XMLSyntaxError):
        return ""
    # Programs number headers as they please, and write one out several times.
    return FORMAT + hashlib.sha256("\f".join([body, *rest]).encode("utf-8", "surrogatepass")).hexdigest()


def lines(docx: bytes) -> list[str]:
    """The words of the body, a paragraph a line; none for what is no Word file."""
    try:
        return _Words(read_package(docx, Location(""))).body
    except (DocgenError, etree.XMLSyntaxError):
        return []


def stories(docx: bytes) -> tuple[list[str], list[str]]:
    """The words of the body, a paragraph a line, and those of headers, footers, boxes, charts, a line each; none for what is
    no Word file."""
    try:
        words = _Words(read_package(docx, Location("")))
        return words.body, [line for text in sorted(set(words.rest())) for line in text.split("\n") if line]
    except (DocgenError, etree.XMLSyntaxError):
        return [], []


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
        struct.error,
        etree.XMLSyntaxError,
    ):
        return {}
    return {item.get("name", ""): "".join(item.itertext()).strip() for item in root}


Segment = tuple[str, bool]  # text, and whether it stands in a field that repeats what is said elsewhere
Line = list[Segment]


class _Words:
    """A package's words: `body` the document's lines with its notes, `rest` the other stories and the charts."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._styles = Styles(parts)
        numbers = parts.get(_NUMBERING)
        self._numbering = Numbering(None if numbers is None else etree.fromstring(numbers), self._styles)
        self._notes = Notes(parts)
        self._looks: dict[tuple[str, bytes], str | None] = {}
        root = etree.fromstring(parts[_DOCUMENT])
        body = root.find(f"{W}body")
        found = list(self._story(root if body is None else body))
        self._said = {_plain("".join(text for text, repeating in line if not repeating)) for line in found} - {""}
        self.body = self._shown(found)

    def rest(self) -> Iterator[str]:
        """Each header, footer, comment and chart as one text."""
        for name, content in self._parts.items():
            if _REST.fullmatch(name):
                yield "\n".join(self._shown(self._story(etree.fromstring(content))))
            elif _CHART.fullmatch(name):
                yield "\n".join(sorted(_chart_words(etree.fromstring(content))))

    def _shown(self, lines: Iterable[Line]) -> list[str]:
        """The lines without what only repeats the body, and without empty ones: programs add and drop those at tables' and sections' ends."""
        joined = (
            "".join(text for text, repeating in line if not (repeating and self._repeats(text))) for line in lines
        )
        return [line.strip() for line in joined if line.strip()]

    def _repeats(self, text: str) -> bool:
        """True for a contents line or running title that says what a line of the body says: a number before it, a page behind."""
        said = _plain(_PAGE_AT_END.sub("", text))
        number = _NUMBER_BEFORE.match(said)
        before = 0 if number is None else number.end()
        return not said or any(said[cut:] in self._said for cut in range(before + 1))

    # --- stories ---

    def _story(self, container: etree._Element) -> Iterator[Line]:
        """Its lines in reading order."""
        yield from self._blocks(container, Reader(self._styles), self._numbering.counter())

    def _blocks(self, container: etree._Element, reader: Reader, counter: Counter) -> Iterator[Line]:
        for block in blocks(container):
            if block.tag == PARAGRAPH:
                yield from self._paragraph(block, reader, counter)
            elif block.tag == TABLE:
                for row in rows(block):
                    if row.find(f"{W}trPr/{W}hidden") is None:
                        for cell in cells(row):
                            yield from self._blocks(cell, reader, counter)
            else:
                yield [("⟦嵌入的文档⟧", False)]
        for comment in container.iterchildren(f"{W}comment"):
            yield from self._blocks(comment, reader, counter)

    def _paragraph(self, paragraph: etree._Element, reader: Reader, counter: Counter) -> Iterator[Line]:
        label = counter.label(paragraph)
        line = _LineOf()
        boxes: list[etree._Element] = []
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        for piece in reader.pieces(paragraph):
            look = None if piece.around.gone or piece.around.hidden else self._look(piece, name)
            if look is None or piece.kind == "picture":
                continue
            if piece.kind == "note":
                yield from self._note(piece.element)
            elif piece.kind == "box":
                boxes.append(piece.element)
            line.add(piece, look)
        segments = line.finished()
        if label is not None and label.form != "bullet" and any(text.strip() for text, _repeating in segments):
            segments.insert(0, (f"{_plain(label.text)} ", all(repeating for _text, repeating in segments)))
        yield segments
        for box in boxes:
            yield from self._story(box)

    def _note(self, reference: etree._Element) -> Iterator[Line]:
        note = self._notes.of(reference)
        if note is not None:
            yield from ([(_NOTE, False), *line] for line in self._story(note.element))

    # --- what a reader can see ---

    def _look(self, piece: Piece, style: str) -> str | None:
        """None for what is hidden; a sign for what is struck out, and for what is white or minute: on dark ground it is read."""
        own = None if piece.run is None else piece.run.find(f"{W}rPr")
        key = style, b"" if own is None else etree.tostring(own)
        if key not in self._looks:
            _paragraph, run = self._styles.with_direct(style, None, own)
            hidden = any(name in run and measures.on_off(run[name].get("val")) for name in _HIDDEN)
            size = measures.integer(run.get("sz", {}).get("val"))
            faint = _faint(run.get("color", {}).get("val", "")) or (size is not None and size < _SMALLEST)
            struck = any(name in run and measures.on_off(run[name].get("val")) for name in _STRUCK)
            self._looks[key] = None if hidden else (_FAINT_SIGN if faint else "") + (_STRUCK_SIGN if struck else "")
        return self._looks[key]


class _LineOf:
    """A paragraph's line while its pieces come."""

    def __init__(self) -> None:
        self._line: Line = []
        self._look = ""
        self._counting: Field | None = None  # the field of page numbers whose result is being read, and what it shows
        self._pages, self._repeating = "", False

    def add(self, piece: Piece, look: str) -> None:
        """The next piece, seen with a look."""
        around = [] if piece.around.field is None else list(piece.around.field.around())
        counting = next((field for field in around if field.name in _PAGES), None)
        repeating = any(field.name in _REPEATING for field in around)
        if counting is not None:
            if counting is not self._counting:
                self._end_counting()
                self._counting, self._repeating = counting, repeating
                self._line.append((_PAGE, repeating))
            self._pages += piece.text
            return
        self._end_counting()
        text = _NOTE if piece.kind == "note" else piece.text or _symbol(piece)
        if text.strip() and look != self._look:
            self._look = look
            self._put(look or _USUAL, repeating)
        self._put(text, repeating)

    def finished(self) -> Line:
        """The line; equal neighbours are one segment."""
        self._end_counting()
        return self._line

    def _put(self, text: str, repeating: bool) -> None:
        if self._line and self._line[-1][1] == repeating:
            self._line[-1] = self._line[-1][0] + text, repeating
        elif text:
            self._line.append((text, repeating))

    def _end_counting(self) -> None:
        """A page number leaves its sign alone; anything else in its place is a text."""
        if self._pages and not _COUNTED.fullmatch(self._pages):
            self._put(self._pages, self._repeating)
        self._counting, self._pages = None, ""


def _symbol(piece: Piece) -> str:
    """A sign of a symbol font that has no character: its font and place."""
    if piece.kind != "symbol":
        return ""
    return f"⟦{piece.element.get(f'{W}font', '')}:{piece.element.get(f'{W}char', '')}⟧"


def _faint(colour: str) -> bool:
    """True for white or nearly white letters."""
    value = int(colour, 16) if measures.is_color(colour) else 0
    return all(value >> shift & 0xFF > _FAINT for shift in (0, 8, 16))


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)


def _chart_words(root: etree._Element) -> Iterator[str]:
    """Titles, names and values that a chart shows; values as numbers, however they are written."""
    for text in root.iter(f"{A}t", f"{C}v"):
        word = (text.text or "").strip()
        try:
            yield f"{float(word):.10g}"
        except ValueError:
            if word:
                yield word
