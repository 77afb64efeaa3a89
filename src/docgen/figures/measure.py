"""How wide a text will be, and where its lines break: before anything is drawn, without a font at hand.

Chinese characters are an em wide in every face. Latin is measured by the
advance widths of Arial, which the drawings ask for first (canvas.FAMILIES).
Characters in neither table count as an em: rather too wide than cut off.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

MM_PER_PT = 25.4 / 72

# Advance widths of U+0020…U+007E in thousandths of an em.
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
    611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
_EMOJI = 1.3  # em

_NEVER_FIRST = frozenset("，。、；：？！）》】』」〉”’…—％‰·,.;:?!)]}%°℃～")
_NEVER_LAST = frozenset("（《【『「〈“‘([{￥$#№")


def text_width(text: str, size_pt: float, *, bold: bool = False) -> float:
    """The width of one line in mm."""
    return sum([_advance(character, bold) for character in text]) * size_pt * MM_PER_PT


def wrap(text: str, width_mm: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width_mm`: Chinese breaks anywhere but before closing and after opening marks,
    Latin at spaces, and a word that is wider than a whole line wherever it must.

    Line ends in the text are kept. At least one line; never an empty one between others.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_line(" ".join(paragraph.split()), width_mm, size_pt, bold)
    return lines or [""]


def wrap_evenly(text: str, width_mm: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Like `wrap`, in as many lines, but of about equal length: no line of one character at the end of a label."""
    return list(_even_lines(text, width_mm, size_pt, bold))


@lru_cache(16384)  # layouts try one label in many widths, and come back to the same ones
def _even_lines(text: str, width_mm: float, size_pt: float, bold: bool) -> tuple[str, ...]:
    lines = wrap(text, width_mm, size_pt, bold=bold)
    if len(lines) == 1:
        return tuple(lines)
    low, high = width_mm / len(lines) / 2, width_mm
    for _step in range(6):
        middle = (low + high) / 2
        narrower = wrap(text, middle, size_pt, bold=bold)
        if len(narrower) <= len(lines):
            high, lines = middle, narrower
        else:
            low = middle
    return tuple(lines)


def _wrap_line(text: str, width_mm: float, size_pt: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    room = width_mm / (size_pt * MM_PER_PT) + 1e-9  # em
    for piece, wide, ending in _pieces(text, bold):
        if used + wide - ending <= room:
            line, used = line + piece, used + wide
            continue
        if line.strip():
            lines.append(line.strip())
        line, used = piece.lstrip(), wide
        while text_width(line.rstrip(), size_pt, bold=bold) > width_mm + 1e-9 and len(line) > 1:
            count = max(1, _fitting(line, width_mm, size_pt, bold))
            lines.append(line[:count])
            line = line[count:]
            used = text_width(line, size_pt, bold=bold) / (size_pt * MM_PER_PT)
    if line.strip():
        lines.append(line.strip())
    return lines


def _fitting(text: str, width_mm: float, size_pt: float, bold: bool) -> int:
    """How many characters of a word fit on a line."""
    total = 0.0
    for count, character in enumerate(text):
        total += _advance(character, bold) * size_pt * MM_PER_PT
        if total > width_mm:
            return count
    return len(text)


@lru_cache(4096)
def _pieces(text: str, bold: bool) -> tuple[tuple[str, float, float], ...]:
    """The text cut at every place where a line may end, with widths in em: of the piece, and of the space that ends it.

    A space stays with what is before it.
    """
    if not text:
        return ()
    starts = [0]
    for index, (before, after) in enumerate(pairwise(text), 1):
        if _may_break(before, after):
            starts.append(index)
    pieces = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return tuple(
        (piece, sum(_advance(c, bold) for c in piece), _advance(" ", bold) if piece.endswith(" ") else 0.0)
        for piece in pieces
    )


def _may_break(before: str, after: str) -> bool:
    if (
        after == " "
        or after in _NEVER_FIRST
        or before in _NEVER_LAST
        or unicodedata.combining(after)
        or after in "\u200d\ufe0f"
    ):
        return False
    if before == " ":
        return True
    if before in "-/\\_" and after.isalpha():
        return True
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return ord(character) >= 0x2E80 or character in "“”‘’…—"


@lru_cache(8192)
def _advance(character: str, bold: bool) -> float:
    code = ord(character)
    if 0x20 <= code <= 0x7E:
        return (_BOLD if bold else _REGULAR)[code - 0x20] / 1000
    if unicodedata.combining(character) or character in "\u200b\u200d\ufe0e\ufe0f":
        return 0.0
    return _EMOJI if code >= 0x1F000 and unicodedata.east_asian_width(character) == "W" and code < 0x20000 else 1.0
