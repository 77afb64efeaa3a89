"""How high a line is: Word's line spacing with the fonts' own heights and the page's document grid (ECMA-376 §17.3.1.33, §17.6.5).

An exact pitch is what it says. A multiple is of the natural height, which is
the highest ascent and the deepest descent of the fonts that the style names,
as LibreOffice takes it; with a document grid a line takes whole steps of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.shell.styles import Properties, integer, is_on

Extents = Callable[[str], tuple[float, float]]  # a font's name → ascent and descent in em

_USUAL = (1.16, 0.288)  # of the usual Chinese fonts, where the fonts are not known


def usual_extents(_name: str) -> tuple[float, float]:
    """Ascent and descent of a Chinese font when nobody has looked into the file."""
    return _USUAL


@dataclass(frozen=True, slots=True)
class LineHeights:
    """`extents` looks a font up; `pitch` is the document grid's step in pt, 0 without a grid of lines."""

    extents: Extents = field(default=usual_extents)
    pitch: float = 0.0

    @property
    def unit(self) -> float:
        """What w:beforeLines and w:afterLines count: a line of the grid, 12 pt without one (§17.3.1.33)."""
        return self.pitch or 12.0

    def height(self, paragraph: Properties, run: Properties, *, in_table: bool = False) -> str:
        """The line's height as CSS: w:line is twips if exact or atLeast, 240ths of a line if auto."""
        spacing = paragraph.get("spacing", {})
        line = integer(spacing.get("line"), 240)
        kind = spacing.get("lineRule", "auto")
        if kind == "exact":
            return f"{line / 20:g}pt"
        natural = self.natural(run)
        if self.pitch and not in_table and is_on(paragraph, "snapToGrid", True):
            natural = self.pitch * -(-natural // self.pitch)
        if kind == "atLeast":
            return f"{max(line / 20, natural):g}pt"
        return f"{natural * line / 240:.3f}pt"

    def natural(self, run: Properties) -> float:
        """A single line's height in pt, of the run's Chinese and Latin font together."""
        fonts = run.get("rFonts", {})
        names = [name for name in (fonts.get("eastAsia", ""), fonts.get("ascii", "") or fonts.get("hAnsi", "")) if name]
        found = [self.extents(name) for name in names] or [_USUAL]
        points = integer(run.get("sz", {}).get("val"), 20) / 2
        return points * (max(ascent for ascent, _ in found) + max(descent for _, descent in found))
