"""Table styles as CSS for the document's own tables: borders, cell margins, and the conditional parts that Word is asked for.

The Word writer asks for the first row, where a table has header rows, and for
row bands (`w:tblLook`); Word then takes the rest from the style, and so does this.
"""

from __future__ import annotations

from docgen.ooxml.properties import Properties
from docgen.ooxml.styles import Styles
from docgen.ooxml.table_styles import TableLook
from docgen.pdf.line_heights import LineHeights
from docgen.pdf.word_css import (
    Css,
    border_css,
    border_width,
    paragraph_css,
    rule,
    run_decoration,
    shading,
)
from docgen.template.roles import Roles

_SIDES = ("top", "right", "bottom", "left")


def table_rules(selector: str, styles: Styles, roles: Roles, look: TableLook, lines: LineHeights) -> list[str]:
    """Cells, borders, padding (Word's cell margin less half the border), and what the style's parts change."""
    inside = {side: look.borders.get(f"border-{side}", {}) for side in ("insideH", "insideV")}
    outside = {side: look.borders.get(f"border-{side}", {}) for side in _SIDES}
    cell: Css = {
        "border-top": border_css(inside["insideH"]),
        "border-bottom": border_css(inside["insideH"]),
        "border-left": border_css(inside["insideV"]),
        "border-right": border_css(inside["insideV"]),
        "vertical-align": "middle",
        "text-align": "left",
    }
    across = border_width(inside["insideV"]) / 2
    for side, give in (("top", 0.0), ("right", across), ("bottom", 0.0), ("left", across)):
        cell[f"padding-{side}"] = f"{max(look.margins[side] / 20 - give, 0):g}pt"
    if shading(look.cell):
        cell["background"] = f"#{shading(look.cell)}"
    rules = [
        rule(selector, {f"border-{side}": border_css(border) for side, border in outside.items()}),
        rule(f"{selector} td,{selector} th", cell),
    ]
    return rules + _texts(selector, styles, roles, look, lines) + _parts(selector, styles, roles, look, lines)


def _texts(selector: str, styles: Styles, roles: Roles, look: TableLook, lines: LineHeights) -> list[str]:
    """What the table's style itself says about the text of its cells."""
    if not look.run and not look.paragraph:
        return []
    return [
        rule(f"{selector} .{role}", _difference(styles, roles[role], look.paragraph, look.run, lines))
        for role in ("table-text", "table-head")
    ]


def _parts(selector: str, styles: Styles, roles: Roles, look: TableLook, lines: LineHeights) -> list[str]:
    """Bands of body rows, then the head rows, which are stronger."""
    rules: list[str] = []
    size = look.bands[0]
    for name, first in (("band1Horz", 1), ("band2Horz", size + 1)):
        if name in look.conditions:
            rows = ",".join(f":nth-child({2 * size}n+{first + index})" for index in range(size))
            rules += _part(f"{selector}>tbody>tr:is({rows})", name, styles, roles, look, lines)
    if "firstRow" in look.conditions:
        rules += _part(f"{selector}>thead>tr", "firstRow", styles, roles, look, lines)
    return rules


def _part(rows: str, name: str, styles: Styles, roles: Roles, look: TableLook, lines: LineHeights) -> list[str]:
    run, cell, paragraph = look.conditions[name]
    css = run_decoration({key: value for key, value in run.items() if key in ("shd", "highlight")})
    fill = shading(cell)
    if fill:
        css["background"] = f"#{fill}"
    for side in ("top", "bottom"):
        if f"border-{side}" in cell:
            css[f"border-{side}"] = border_css(cell[f"border-{side}"])
    for side in ("left", "right"):
        if "border-insideV" in cell:
            css[f"border-{side}"] = border_css(cell["border-insideV"])
    rules = [rule(f"{rows}>:is(td,th)", css)]
    for side, edge in (("left", "first"), ("right", "last")):
        if f"border-{side}" in cell:
            rules.append(
                rule(f"{rows}>:is(td,th):{edge}-child", {f"border-{side}": border_css(cell[f"border-{side}"])})
            )
    table_run, table_paragraph = {**look.run, **run}, {**look.paragraph, **paragraph}
    for role in ("table-text", "table-head"):
        rules.append(rule(f"{rows} .{role}", _difference(styles, roles[role], table_paragraph, table_run, lines)))
    return rules


def _difference(styles: Styles, style: str, paragraph: Properties, run: Properties, lines: LineHeights) -> Css:
    """What a paragraph style looks like in the table, less what it looks like anywhere."""
    plain = paragraph_css(*styles.resolve(style), lines, in_table=True)
    there = paragraph_css(*styles.in_table(style, paragraph, run), lines, in_table=True)
    return {name: value for name, value in there.items() if plain.get(name) != value}
