"""Used lengths of a style without percentages, worked out once for all boxes of that style (CSS 2.1 §6.1.3)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from weasyprint.layout.percent import adjust_box_sizing

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.setting import is_ours

_LENGTHS = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def _resolve_percentages(stock: Any) -> Any:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        """resolve_percentages; for a style whose lengths depend on nothing else, what was worked out for the first box."""
        style = box.style
        lengths = style.__dict__.get("used_lengths", False)
        if lengths is False:
            lengths = style.used_lengths = _lengths(style) if is_ours(style) else None
        # Borders that collapsed are those of the box, not of its style.
        if lengths is None or (style["border_collapse"] == "collapse" and "border_top_width" in box.__dict__):
            stock(box, containing_block)
        else:
            box.__dict__.update(lengths)

    return resolve_percentages


def _lengths(style: Any) -> dict[str, Any] | None:
    """The box's attributes that resolve_percentages sets; None if one of them depends on the containing block."""
    used: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            used[name] = 0 if value == "auto" and name.startswith("min_") else value
        elif getattr(value, "unit", "%") == "%":  # functions have no unit
            return None
        else:
            used[name] = value.value
    used |= {name: style[name] for name in _BORDERS}
    box = SimpleNamespace(style=style, **used)
    adjust_box_sizing(box, "width")
    adjust_box_sizing(box, "height")
    del box.style
    return vars(box)


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
        why="the height of an empty line is kept with the style, not found by a text of all that fonts depend on",
        versions=WEASYPRINT,
        source="b57885b70dd0",
        signature="(style)",
        replacement=_strut,
        retired="WeasyPrint keeps the strut with the style",
        also=("weasyprint.layout.inline", "weasyprint.css.units", "weasyprint.css.computed_values"),
        offer="the strut kept with the style",
        speed=True,
    ),
    Patch(
        target="weasyprint.layout.percent:resolve_percentages",
        why="lengths without percentages are worked out once a style, not for each box",
        versions=WEASYPRINT,
        source="71673078096f",
        signature="(box, containing_block)",
        replacement=_resolve_percentages,
        retired="WeasyPrint keeps used lengths that depend on nothing but the style",
        also=tuple(
            f"weasyprint.layout.{name}"
            for name in ("absolute", "block", "column", "float", "grid", "inline", "page", "table")
        ),
        offer="used lengths kept with the style",
        speed=True,
    ),
    Use(
        target="weasyprint.layout.percent:adjust_box_sizing",
        why="box-sizing is taken from used lengths",
        versions=WEASYPRINT,
        source="88f3351db028",
    ),
)
