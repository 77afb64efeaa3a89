"""Numbers of pages that are put into what has been drawn: how each digit is written in a look, learnt once from WeasyPrint.

That holds where digits do not depend on each other: all equally wide, no kerning, no forms of their own beside others.
It is tried out on whole numbers; for a look in which it does not hold there are no numerals, and whoever wants to show a
number has to lay it out.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout, line_size

from docgen.pdf.patches.declaration import WEASYPRINT, Use
from docgen.pdf.patches.drawing import NotPortable, Pen
from docgen.pdf.records import Glyph, Numerals

_DIGITS = "0123456789"
_TRIED = ("0123456789", "9876543210", "1357902468", "47", "10", "111")
# What a line of text depends on, as weasyprint.text.line_break.Layout reads it from a style.
_LOOK = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "text_decoration_line",
    "visibility",
    "white_space",
    "word_spacing",
)


class _Page:
    """What a Pen asks of a page."""

    width = height = 0
    bleed = {"left": 0, "top": 0, "right": 0, "bottom": 0}  # noqa: RUF012


class _Text:
    """What drawing asks of a text box."""

    def __init__(self, text: str, style: Any, layout: Any) -> None:
        self.text, self.style, self.pango_layout = text, style, layout


class _Probe(Pen):
    """Notes the operands of the operators that show text."""

    def __init__(self, setting: Any) -> None:
        super().__init__(setting, _Page, {})
        self.shown: list[str] = []

    def show_text(self, text: str) -> None:
        self.shown.append(text)


def numerals(setting: Any, style: Any) -> Numerals | None:
    """How digits are written in a style; None where a number has to be laid out to be shown."""
    key = repr([style[name] for name in _LOOK])
    if key not in setting.numerals:
        try:
            setting.numerals[key] = _learn(setting, style)
        except NotPortable:
            setting.numerals[key] = None
    found: Numerals | None = setting.numerals[key]
    return found


def _learn(setting: Any, style: Any) -> Numerals | None:
    if style["visibility"] != "visible" or style["font_size"] < 1e-6:
        return None
    glyphs, parts, widths = [], [], []
    font: Any = None
    for digit in _DIGITS:
        probe = _Probe(setting)
        once, twice, thrice = (_shown(probe, digit * count, style) for count in (1, 2, 3))
        if once is None or twice is None or thrice is None or len(once[0]) != 1:
            return None
        widths.append(once[1])
        parts.append((once[0][0], twice[0][0], thrice[0][1], twice[0][1]))
        ((key, own),) = probe._fonts.items()
        glyph = int(once[0][0][:4], 16)
        if font not in (None, probe._first_uses[key]) or own.to_unicode != {glyph: digit}:
            return None
        font = probe._first_uses[key]
        glyphs.append(Glyph(glyph, own.widths[glyph], digit))
    learnt = Numerals(font, tuple(glyphs), tuple(parts))
    uniform = max(widths) - min(widths) < 1e-6
    return learnt if uniform and all(_holds(setting, learnt, text, style) for text in _TRIED) else None


def _holds(setting: Any, learnt: Numerals, text: str, style: Any) -> bool:
    probe = _Probe(setting)
    _shown(probe, text, style)
    return len(probe.shown) == 1 and b"[%s] TJ" % probe.shown[0].encode("ascii") == learnt.written(text)


def _shown(probe: _Probe, text: str, style: Any) -> tuple[list[str], float] | None:
    """The parts of a text's operand, one a glyph, and the text's width; None if the glyphs are not one for each character."""
    probe.shown.clear()
    layout = create_layout(text, style, None, None, 0)
    width, _height = line_size(layout.get_first_line()[0], style)
    draw_first_line(probe, _Text(text, style, layout), "clip", "none", Matrix())
    layout.deactivate()
    if len(probe.shown) != 1 or len(probe._fonts) != 1:
        return None
    parts: list[str] = []
    for stretch in probe.shown[0].split("<")[1:]:
        letters, _, adjustment = stretch.partition(">")
        parts += [letters[place : place + 4] for place in range(0, len(letters), 4)]
        if adjustment and parts:
            parts[-1] += f">{adjustment}<"
    return (parts, width) if len(parts) == len(text) else None


DECLARED = (
    Use(
        target="weasyprint.draw.text:draw_first_line",
        why="tells how digits are written",
        versions=WEASYPRINT,
        source="1bb8eae6d88e",
    ),
    Use(
        target="weasyprint.text.line_break:line_size",
        why="tells how wide digits are",
        versions=WEASYPRINT,
        source="03fa04fd51fc",
    ),
    Use(
        target="weasyprint.text.line_break:Layout.setup",
        why="reads from a style what the look of digits depends on",
        versions=WEASYPRINT,
        source="fb227a55094f",
    ),
)
