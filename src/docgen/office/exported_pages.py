"""A PDF that an office program exported, as text in reading order with its pages, named places and outline.

The text is normalised (NFKC, no white space, one sort of dash) so that it can
be compared with a Word file's; where lines begin is kept beside it. What
stands in the top and bottom margins (running headers, page numbers) is left out.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from docgen.errors import DocgenError, Location
from docgen.office.messages import BROKEN_PDF, NO_TEXT

_SLACK = 2.0  # points that a line may reach into the margin: Word sets a page's first line no higher
_SAME = str.maketrans(
    dict.fromkeys("‐‑‒–—―─−﹣", "-") | dict.fromkeys("·•‧∙", "・") | {"‘": "'", "’": "'", "“": '"', "”": '"'}
)


@dataclass(slots=True)
class ExportedPages:
    """`text` without line ends; `lines` and `pages` are the offsets at which lines and pages begin."""

    text: str = ""
    lines: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    destinations: dict[str, int] = field(default_factory=dict)  # name → page from 1
    outline: list[tuple[str, int]] = field(default_factory=list)  # normalised title, page from 1
    labels: list[str] = field(default_factory=list)  # printed page numbers, if the PDF tells them for all pages

    def page(self, offset: int) -> int:
        """The page, from 1, of a place in the text."""
        return bisect_right(self.pages, offset)

    def line_start(self, offset: int) -> int:
        """Where the line of a place begins."""
        return self.lines[bisect_right(self.lines, offset) - 1]

    def ends_line(self, offset: int) -> bool:
        """True if a line ends before `offset`."""
        place = bisect_left(self.lines, offset)
        return offset == len(self.text) or (place < len(self.lines) and self.lines[place] == offset)

    def destination(self, anchor: str) -> int | None:
        """The page of a bookmark's named destination, if the PDF has one."""
        return self.destinations.get(anchor) or self.destinations.get(_office_name(anchor))


def normal(text: str) -> str:
    """Text as it is compared: compatibility forms and sorts of dashes made one, no white space, no invisible characters."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(
        char for char in plain if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Cn", "Co")
    )


def read_exported(data: bytes, location: Location, margins: tuple[float, float] = (0, 0)) -> ExportedPages:
    """Read a PDF; `margins` are the points at top and bottom that hold nothing of the body.

    Raises DocgenError L113 for what is no readable PDF, L114 for one without text.
    """
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocgenError(BROKEN_PDF.at(location)) from error
    try:
        pages = ExportedPages(destinations=_destinations(file), outline=_outline(file), labels=_labels(file))
        _read_text(file, pages, margins)
    finally:
        file.close()
    if not pages.text:
        raise DocgenError(NO_TEXT.at(location))
    return pages


def _read_text(file: Any, pages: ExportedPages, margins: tuple[float, float]) -> None:
    pieces: list[str] = []
    length = 0
    for number in range(len(file)):
        page = file[number]
        low, high = margins[1] - _SLACK, page.get_height() - margins[0] + _SLACK
        if page.get_rotation():  # text has its place on the page before it was turned
            low, high = -math.inf, math.inf
        pages.pages.append(length)
        for line in _lines(page, low, high):
            pages.lines.append(length)
            pieces.append(line)
            length += len(line)
        page.close()
    pages.text = "".join(pieces)


def _lines(page: Any, low: float, high: float) -> list[str]:
    """The page's lines between two heights (points from the bottom), normalised."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    found: list[str] = []
    line: list[str] = []
    first = -1

    def close_line() -> None:
        text = normal("".join(line))
        if text and low <= _middle(text_page, first) <= high:
            found.append(text)

    for index in range(text_page.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if char in "\r\n":
            close_line()
            line, first = [], -1
            continue
        line.append(char)
        if first < 0 and not char.isspace():
            first = index
    close_line()
    text_page.close()
    return found


def _middle(text_page: Any, index: int) -> float:
    _left, bottom, _right, top = text_page.get_charbox(index, loose=True)
    return float(bottom + top) / 2


def _destinations(file: Any) -> dict[str, int]:
    import pypdfium2.raw as pdfium

    found: dict[str, int] = {}
    for index in range(pdfium.FPDF_CountNamedDests(file)):
        size = ctypes.c_long(0)
        if not pdfium.FPDF_GetNamedDest(file, index, None, size) or size.value <= 0:
            continue
        buffer = ctypes.create_string_buffer(size.value)
        target = pdfium.FPDF_GetNamedDest(file, index, buffer, size)
        page = pdfium.FPDFDest_GetDestPageIndex(file, target) if target else -1
        if page >= 0:
            found.setdefault(buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0"), page + 1)
    return found


def _office_name(anchor: str) -> str:
    """A bookmark's name as LibreOffice writes it: what is no ASCII letter, digit or hyphen as its code in hexadecimal."""
    return "".join(
        char if char.isascii() and (char.isalnum() or char == "-") else f"{ord(char):02X}" for char in anchor
    )


def _outline(file: Any) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for item in file.get_toc():
        target = item.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            found.append((normal(item.get_title()), index + 1))
    return found


def _labels(file: Any) -> list[str]:
    labels = [file.get_page_label(index) for index in range(len(file))]
    return labels if labels and all(labels) else []
