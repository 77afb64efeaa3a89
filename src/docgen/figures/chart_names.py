"""The names below a standing chart: on one line, on a few, or rising at a slant; never overlapping, never cut."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.figures.canvas import Box, Canvas
from docgen.figures.chart_frame import INK, PITCH, ROW
from docgen.figures.measure import MM_PER_PT, text_width, wrap_evenly
from docgen.model.chart_look import TEXT_SIZE

_LINES = 3
_NARROWEST = (3.2, 5.0)  # em: narrower names of two and of three lines are read more easily at a slant
_APART = 1.5  # mm between two names on a line
_LONGEST = 60.0  # mm, of a name at a slant
_AIR = 1.4  # mm between the axis and the names
_SPARE = 3.0  # mm: office programs set names lower, and cut off what reaches the picture's edge
_SPACED = 0.25  # em between Chinese and Latin, which office programs add
_BOUNDARY = re.compile(r"(?<=[A-Za-z0-9])(?=[\u2e80-\u9fff])|(?<=[\u2e80-\u9fff])(?=[A-Za-z0-9])")
_WORD = re.compile(r"[A-Za-z0-9.,%/+-]+")
_TIME = re.compile(r"\d{4}|[年月季日周]|^Q[1-4]|^W\d|:\d\d")


@dataclass(frozen=True, slots=True)
class Names:
    """How the names are written.

    `height` is the room they take below the plot; `left` how far they reach beyond its
    left edge, both in mm.
    """

    lines: tuple[tuple[str, ...], ...]
    slant: int
    every: int
    height: float
    left: float = 0.0

    def draw(self, canvas: Canvas, plot: Box, lower: float = 0.0) -> None:
        """Below the plot, `lower` mm more than they need."""
        slot = plot.width / len(self.lines)
        top = plot.bottom + _AIR + lower
        for index, lines in enumerate(self.lines):
            if index % self.every:
                continue
            x = plot.x + (index + 0.5) * slot
            if self.slant:
                # The right end of the line's middle stands below the category.
                down = ROW / 2 * math.cos(math.radians(self.slant)) + 0.3
                canvas.text(x, top + down, lines[0], TEXT_SIZE, anchor="end", color=INK, angle=-self.slant)
                continue
            for row, line in enumerate(lines):
                canvas.text(x, top + ROW / 2 + row * PITCH, line, TEXT_SIZE, anchor="middle", color=INK)


def level_names(names: Sequence[str], slot: float) -> Names | None:
    """The names level in at most three lines; None if the slots, in mm, are too narrow for that."""
    room = slot - _APART
    if room <= 0 or any(text_width(word, TEXT_SIZE) > room for name in names for word in _WORD.findall(name)):
        return None
    lines = tuple(tuple(wrap_evenly(name, room, TEXT_SIZE)) for name in names)
    for rows in lines:
        if len(rows) > 1 and room < _NARROWEST[len(rows) > 2] * TEXT_SIZE * MM_PER_PT:
            return None
        if len(rows) > _LINES:
            return None
        if any(text_width(row, TEXT_SIZE) > room for row in rows):
            return None
    return Names(lines, 0, 1, _AIR + (max(map(len, lines)) - 1) * PITCH + ROW)


def slanted_names(names: Sequence[str], slot: float, slant: int, most_skipped: int = 1) -> Names | None:
    """The names rising at 45 or 90 degrees; None if even so they would meet, or one is too long.

    Of a sequence, as lines have it, only each n-th may be named, up to `most_skipped`.
    """
    angle = math.radians(slant)
    every = math.ceil((ROW + 0.2) / (slot * math.sin(angle)))
    longest = max(text_width(name, TEXT_SIZE) for name in names)
    if every > most_skipped or longest > _LONGEST:
        return None
    high = max(map(_spaced_width, names)) * math.sin(angle) + ROW * math.cos(angle) + _SPARE
    reaches = [text_width(name, TEXT_SIZE) * math.cos(angle) + ROW / 2 * math.sin(angle) for name in names]
    left = max(reach - (index + 0.5) * slot for index, reach in enumerate(reaches))
    return Names(tuple((name,) for name in names), slant, every, _AIR + high, max(left, 0.0))


def _spaced_width(name: str) -> float:
    """The width in mm of a name as an office program sets it."""
    return text_width(name, TEXT_SIZE) + len(_BOUNDARY.findall(name)) * _SPACED * TEXT_SIZE * MM_PER_PT


def are_times(names: Sequence[str]) -> bool:
    """True if the categories look like years, quarters, months or days: they run from left to right."""
    return all(_TIME.search(name) for name in names)
