"""Word's styles as CSS: the PDF's look is made from the shell and from nothing else.

Everything here is a pure function of `shell.styles` properties. Sizes stay in
pt; indents in characters become em; an exact line pitch becomes line-height,
borders keep their distance by padding, as Word measures it (ECMA-376 §17.3.1).
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.shell.roles import ROLES, Roles
from docgen.shell.styles import LATIN_RANGE, Properties, Styles, TableLook, integer, is_on

Css = dict[str, str]

TABLE_CLASSES = {"grid": "table", "form": "form-table", "plain": "plain-table"}

_AUTO_LINE = 1.448  # height of a line of CJK text to its size: ascent and descent of the usual fonts
_ALIGN = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
_BORDERS = {"single": "solid", "thick": "solid", "double": "double", "dashed": "dashed", "dotted": "dotted"}

_BASE = """\
*{margin:0;padding:0}
html{font-kerning:none}
body{hyphens:none}
.l{line-height:0}
a{color:inherit;text-decoration:none}
table{border-collapse:collapse;table-layout:fixed;width:100%}
th{font-weight:normal}
tr{break-inside:avoid}
ol,ul{list-style:none}
img{vertical-align:baseline}
sup,sub{font-size:0.65em;line-height:0}
sup{vertical-align:0.45em}
sub{vertical-align:-0.2em}
.u,.blank{text-decoration:underline}
.blank{white-space:pre}
em{font-style:italic}
code{font-family:"L Courier New","黑体"}
.t::after{content:leader(".") target-counter(attr(href),page)}
.pg::before{content:target-counter(attr(href),page)}
.pn::before{content:counter(page)}
.pt::before{content:counter(pages)}
.fn{float:footnote;text-indent:0}
.fn::footnote-call{content:attr(data-n);font-size:0.65em;line-height:0;vertical-align:0.45em}
.fn::footnote-marker{content:attr(data-n) " ";font-size:0.8em;vertical-align:0.3em}
"""


def stylesheet(styles: Styles, roles: Roles) -> str:
    """The CSS of everything a document can hold, by role; page set-up comes from `shell_html`."""
    rules = [_BASE]
    families: set[str] = set()
    for role in ROLES:
        if role in ("header", "footer", "table", "form-table", "plain-table", "footnote-reference", "hyperlink"):
            continue
        css = paragraph_css(*styles.resolve(roles[role]))
        if role == "figure":
            css.pop("line-height", None)
        rules.append(rule(f".{role}", css))
        families |= latin_families(styles.resolve(roles[role])[1])
    link = styles.resolve(roles["hyperlink"])[1] if styles.name(roles["hyperlink"]) else {}
    rules.append(rule("a.out", run_decoration(link)))
    for role in TABLE_CLASSES.values():
        rules += table_rules(f"table.{role}", styles.table(roles[role]))
    rules.append(font_faces(families | {"Courier New"}))
    return "".join(rules)


def rule(selector: str, css: Css) -> str:
    return f"{selector}{{{declarations(css)}}}\n" if css else ""


def declarations(css: Css) -> str:
    return ";".join(f"{name}:{value}" for name, value in css.items())


def points(twips: str | int | None) -> str:
    return f"{integer(str(twips)) / 20:g}pt" if twips is not None else "0"


# --- runs -----------------------------------------------------------------


def run_css(run: Properties) -> Css:
    """Font, size, weight, colour and the like of a run's effective properties."""
    css: Css = {}
    fonts = run.get("rFonts", {})
    names = family_list(fonts)
    if names:
        css["font-family"] = names
    css["font-size"] = f"{size(run):g}pt"
    css["font-weight"] = "bold" if is_on(run, "b") else "normal"
    if is_on(run, "i"):
        css["font-style"] = "italic"
    return css | run_decoration(run)


def run_decoration(run: Properties) -> Css:
    css: Css = {}
    color = run.get("color", {}).get("val", "auto")
    if color != "auto":
        css["color"] = f"#{color}"
    lines = []
    if run.get("u", {}).get("val", "none") not in ("none", ""):
        lines.append("underline")
    if is_on(run, "strike"):
        lines.append("line-through")
    if lines:
        css["text-decoration"] = " ".join(lines)
    gap = integer(run.get("spacing", {}).get("val"))
    if gap:
        css["letter-spacing"] = points(gap)
    fill = run.get("shd", {}).get("fill", "auto")
    if fill != "auto":
        css["background"] = f"#{fill}"
    align = run.get("vertAlign", {}).get("val")
    if align in ("superscript", "subscript"):
        css |= {"vertical-align": "0.45em" if align == "superscript" else "-0.2em", "font-size": "0.65em"}
    if is_on(run, "caps"):
        css["text-transform"] = "uppercase"
    return css


def size(run: Properties) -> float:
    """Font size in pt; Word's default is 10."""
    return integer(run.get("sz", {}).get("val"), 20) / 2


def family_list(fonts: dict[str, str]) -> str:
    """`"L Times New Roman","宋体"`: the Latin face, cut to its own characters by unicode-range, then the Chinese one."""
    latin, asian = fonts.get("ascii", ""), fonts.get("eastAsia", "")
    names = ([f"L {latin}"] if latin else []) + ([asian] if asian else [])
    return ",".join(f'"{name}"' for name in names)


def latin_families(run: Properties) -> set[str]:
    latin = run.get("rFonts", {}).get("ascii")
    return {latin} if latin else set()


def font_faces(families: Iterable[str]) -> str:
    """@font-face rules by which a browser finds the Latin faces; writers.pdf adds those of the machine."""
    return "".join(
        f'@font-face{{font-family:"L {name}";src:local("{name}");unicode-range:{LATIN_RANGE}}}\n'
        for name in sorted(families)
    )


# --- paragraphs -----------------------------------------------------------


def paragraph_css(paragraph: Properties, run: Properties) -> Css:
    """A paragraph style's effective properties as CSS."""
    css = run_css(run)
    css["line-height"] = line_height(paragraph, size(run))
    spacing = paragraph.get("spacing", {})
    if not is_on(paragraph, "contextualSpacing"):
        css["margin-top"], css["margin-bottom"] = (_space(spacing, side) for side in ("before", "after"))
    css |= _indents(paragraph)
    align = paragraph.get("jc", {}).get("val", "left")
    css["text-align"] = _ALIGN.get(align, "left")
    if align == "distribute":
        css["text-align-last"] = "justify"
    if is_on(paragraph, "keepNext"):
        css["break-after"] = "avoid"
    if is_on(paragraph, "keepLines"):
        css["break-inside"] = "avoid"
    if is_on(paragraph, "pageBreakBefore"):
        css["break-before"] = "page"
    lines = "2" if is_on(paragraph, "widowControl", True) else "1"
    css["orphans"] = css["widows"] = lines
    return _framed(css, paragraph)


def line_height(paragraph: Properties, font_size: float) -> str:
    """w:spacing/@w:line by its rule (ECMA-376 §17.3.1.33): twips if exact or atLeast, 240ths of a line if auto."""
    spacing = paragraph.get("spacing", {})
    line = integer(spacing.get("line"), 240)
    natural = font_size * _AUTO_LINE
    match spacing.get("lineRule", "auto"):
        case "exact":
            return f"{line / 20:g}pt"
        case "atLeast":
            return f"{max(line / 20, natural):g}pt"
        case _:
            return f"{natural * line / 240:.3f}pt"


def _space(spacing: dict[str, str], side: str) -> str:
    lines = integer(spacing.get(f"{side}Lines"))
    return f"{lines / 100 * 12:g}pt" if lines else points(spacing.get(side, "0"))


def _indents(paragraph: Properties) -> Css:
    indent = paragraph.get("ind", {})

    def amount(name: str) -> str:
        characters = integer(indent.get(f"{name}Chars"))
        return f"{characters / 100:g}em" if characters else points(indent.get(name, "0"))

    css = {"margin-left": amount("left"), "margin-right": amount("right")}
    hanging = amount("hanging")
    css["text-indent"] = f"-{hanging}" if hanging not in ("0pt", "0em") else amount("firstLine")
    if hanging not in ("0pt", "0em") and integer(indent.get("hangingChars")) and not integer(indent.get("left")):
        css["margin-left"] = hanging
    return css


def _framed(css: Css, paragraph: Properties) -> Css:
    """Borders and shading: Word draws a side border `space` pt outside the text, so the margin gives way."""
    for side in ("top", "bottom", "left", "right"):
        border = paragraph.get(f"border-{side}")
        if not border or border.get("val", "none") in ("none", "nil"):
            continue
        width = max(integer(border.get("sz")), 2) / 8
        space = integer(border.get("space"))
        css[f"border-{side}"] = border_css(border)
        css[f"padding-{side}"] = f"{space}pt"
        if side in ("left", "right"):
            css[f"margin-{side}"] = f"calc({css[f'margin-{side}']} - {width + space:g}pt)"
    fill = paragraph.get("shd", {}).get("fill", "auto")
    if fill != "auto":
        css["background"] = f"#{fill}"
    return css


def border_css(border: dict[str, str]) -> str:
    """A border element as `0.5pt solid #7F7F7F`; sizes are eighths of a point."""
    if border.get("val", "none") in ("none", "nil"):
        return "none"
    color = border.get("color", "auto")
    width = max(integer(border.get("sz")), 2) / 8
    return f"{width:g}pt {_BORDERS.get(border.get('val', ''), 'solid')} {'#000' if color == 'auto' else '#' + color}"


# --- tables ---------------------------------------------------------------


def table_rules(selector: str, look: TableLook) -> list[str]:
    """Cells, borders, padding (Word's cell margin less half the border) and the first row's shading."""
    inside = {side: look.borders.get(f"border-{side}", {}) for side in ("insideH", "insideV")}
    outside = {side: look.borders.get(f"border-{side}", {}) for side in ("top", "right", "bottom", "left")}
    cell: Css = {
        "border-top": border_css(inside["insideH"]),
        "border-bottom": border_css(inside["insideH"]),
        "border-left": border_css(inside["insideV"]),
        "border-right": border_css(inside["insideV"]),
        "vertical-align": "middle",
        "text-align": "left",
    }
    across = _width(inside["insideV"]) / 2
    for side, give in (("top", 0.0), ("right", across), ("bottom", 0.0), ("left", across)):
        cell[f"padding-{side}"] = f"{max(look.margins[side] / 20 - give, 0):g}pt"
    rules = [
        rule(selector, {f"border-{side}": border_css(border) for side, border in outside.items()}),
        rule(f"{selector} td,{selector} th", cell),
    ]
    run, head, _paragraph = look.conditions.get("firstRow", ({}, {}, {}))
    css = run_decoration(run) | ({"font-weight": "bold"} if is_on(run, "b") else {})
    fill = head.get("shd", {}).get("fill", "auto")
    if fill != "auto":
        css["background"] = f"#{fill}"
    rules.append(rule(f"{selector} thead th,{selector} thead td", css))
    return rules


def _width(border: dict[str, str]) -> float:
    return 0.0 if border.get("val", "none") in ("none", "nil") else max(integer(border.get("sz")), 2) / 8
