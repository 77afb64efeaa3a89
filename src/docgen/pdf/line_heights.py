"""How high a line is: Word's line spacing with the fonts' own heights and the page's document grid (ECMA-376 §17.3.1.33, §17.6.5).

An exact pitch is what it says. A multiple is of the natural height, which is
the highest ascent and the deepest descent of the fonts that the style names,
as LibreOffice takes it; with a document grid a line takes whole steps of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.ooxml.elements.paragraphs import ParagraphProperties, Spacing
from docgen.ooxml.properties import Properties, font_size, is_on, line_of, read

Extents = Callable[[str], tuple[float, float, float]]  # a font's name → ascent, descent and leading in em

ASIAN, LATIN = "asian", "latin"
BOTH = frozenset({ASIAN, LATIN})
_USUAL = (1.16, 0.288, 0.0)  # of the usual Chinese fonts, where the fonts are not known


def usual_extents(_name: str) -> tuple[float, float, float]:
    """Ascent, descent and leading of a Chinese font when nobody has looked into the file."""
    return _USUAL


@dataclass(frozen=True, slots=True)
class LineHeights:
    """`extents` looks a font up; `pitch` is the document grid's step in pt, 0 without a grid of lines.

    The grid reaches into table cells only if `cells` says so (w:adjustLineHeightInTable, §17.15.3.1).
    """

    extents: Extents = field(default=usual_extents)
    pitch: float = 0.0
    cells: bool = False

    @property
    def unit(self) -> float:
        """What w:beforeLines and w:afterLines count: a line of the grid, 12 pt without one (§17.3.1.33)."""
        return self.pitch or 12.0

    def height(
        self, paragraph: Properties, run: Properties, *, in_table: bool = False, scripts: frozenset[str] = BOTH
    ) -> float:
        """The line's height in pt: w:line is twips if exact or atLeast, 240ths of a line if auto.

        `scripts` are those of its text; `in_table` that it stands in a cell, or in a header, where no grid is.
        """
        line, kind = line_of(paragraph), read(paragraph, Spacing.rule)
        if kind == "exact":
            return line / 20
        natural = self._snapped(paragraph, self.natural(run, scripts), in_table)
        return max(line / 20, natural) if kind == "atLeast" else natural * line / 240

    def first_line_gain(
        self, paragraph: Properties, run: Properties, *, in_table: bool = False, scripts: frozenset[str] = BOTH
    ) -> float:
        """By how much, in pt, a paragraph's first line is lower than its others.

        On a grid LibreOffice multiplies the natural height there, and the steps of the grid in all other lines.
        """
        if read(paragraph, Spacing.rule) != "auto":
            return 0.0
        natural = self.natural(run, scripts)
        return (self._snapped(paragraph, natural, in_table) - natural) * max(line_of(paragraph) / 240 - 1, 0.0)

    def drop(self, height: float, paragraph: Properties, run: Properties, scripts: frozenset[str]) -> float:
        """How far below CSS's place, in pt, the text of a line `height` pt high stands.

        A multiple puts its extra space below the text, a least height above it; CSS halves it.
        """
        kind = read(paragraph, Spacing.rule)
        if kind == "exact" or self.pitch:
            return 0.0
        fonts = run.get("rFonts", {})
        first = fonts.get("ascii", "") or fonts.get("hAnsi", "") or fonts.get("eastAsia", "")
        ascent, descent, _leading = self.extents(first) if first else _USUAL
        points = font_size(run)
        css = (height + (ascent - descent) * points) / 2
        found = self._fonts(run, scripts)
        if kind == "auto":
            return max(ascent + leading for ascent, _, leading in found) * points - css
        return height - max(descent for _, descent, _ in found) * points - css

    def natural(self, run: Properties, scripts: frozenset[str] = BOTH) -> float:
        """A single line's height in pt, of the fonts that its text needs together."""
        found = self._fonts(run, scripts)
        return font_size(run) * (
            max(ascent + leading for ascent, _, leading in found) + max(descent for _, descent, _ in found)
        )

    def _fonts(self, run: Properties, scripts: frozenset[str]) -> list[tuple[float, float, float]]:
        fonts = run.get("rFonts", {})
        latin = fonts.get("ascii", "") or fonts.get("hAnsi", "")
        names = [
            name for script, name in ((ASIAN, fonts.get("eastAsia", "")), (LATIN, latin)) if name and script in scripts
        ]
        return [self.extents(name) for name in names] or [_USUAL]

    def _snapped(self, paragraph: Properties, natural: float, in_table: bool) -> float:
        if not self.pitch or (in_table and not self.cells) or not is_on(paragraph, ParagraphProperties.on_grid):
            return natural
        return self.pitch * -(-natural // self.pitch)


def scripts_of(text: str) -> frozenset[str]:
    """Which of a run's fonts a text needs; an empty line is as high as the Latin font, as in Word."""
    found = {
        ASIAN if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—" else LATIN
        for sign in text
        if not sign.isspace()
    }
    return frozenset(found) or frozenset({LATIN})
