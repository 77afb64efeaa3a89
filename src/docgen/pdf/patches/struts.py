"""Struts, the heights of empty lines (CSS 2.1 §10.8.1), kept with their styles."""

from __future__ import annotations

from typing import Any

from docgen.pdf.patches.declaration import WEASYPRINT, Patch
from docgen.pdf.patches.setting import is_ours


def _strut(stock: Any) -> Any:
    def strut(style: Any) -> Any:
        """strut, (line height, baseline) of a style's empty line; kept with the style: it is asked for at every line."""
        if not is_ours(style):
            return stock(style)
        found = style.__dict__.get("strut")
        if found is None:
            found = style.strut = stock(style)
        return found

    return strut


DECLARED = (
    Patch(
        target="weasyprint.text.line_break:strut",
        why="the height of an empty line is kept with the style, not found by a text of all that fonts depend on: up to 8 % of a cold bid, nothing of a save",
        versions=WEASYPRINT,
        source="b57885b70dd0",
        signature="(style)",
        replacement=_strut,
        retired="WeasyPrint keeps the strut with the style",
        also=("weasyprint.layout.inline", "weasyprint.css.units", "weasyprint.css.computed_values"),
        offer="the strut kept with the style",
        speed=True,
    ),
)
