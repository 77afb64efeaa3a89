"""WordArt as SVG: a text stretched over its shape, as Word's watermarks are (VML v:textpath, ECMA-376 §19.1.2.23; a:prstTxWarp)."""

from __future__ import annotations

from html import escape

_ASCENT, _DESCENT = 0.88, 0.12  # of a Chinese character's square: what the shape's height holds


def word_art(
    text: str,
    width: float,
    height: float,
    *,
    color: str,
    opacity: float,
    family: str,
    bold: bool = False,
    italic: bool = False,
) -> str:
    """The text as an inline SVG of `width` by `height` pt, its lines filling it; `family` is a CSS family list."""
    lines = text.replace("\r", "\n").split("\n")
    row = height / len(lines)
    look = f'font-family="{escape(family)}" fill="#{color}" fill-opacity="{opacity:g}"'
    look += ' font-weight="bold"' if bold else ""
    look += ' font-style="italic"' if italic else ""
    inside = "".join(
        f'<text x="0" y="{row * (index + _ASCENT / (_ASCENT + _DESCENT)):.4g}" font-size="{row:.4g}" '
        f'textLength="{width:.4g}" lengthAdjust="spacingAndGlyphs" {look}>{escape(line, quote=False)}</text>'
        for index, line in enumerate(lines)
        if line.strip()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.4g}pt" height="{height:.4g}pt" '
        f'viewBox="0 0 {width:.4g} {height:.4g}">{inside}</svg>'
    )
