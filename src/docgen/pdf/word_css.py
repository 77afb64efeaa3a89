"""Word's run and paragraph properties as CSS declarations (ECMA-376 §17.3).

Everything here is a pure function of `ooxml.properties`. Sizes stay in
pt; indents in characters become em; borders keep their distance by padding,
as Word measures it.
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.ooxml.elements.paragraphs import Border, Indent, ParagraphProperties, RunProperties, Spacing
from docgen.ooxml.measures import is_color
from docgen.ooxml.properties import Properties, font_size, is_on, read
from docgen.ooxml.theme import mixed
from docgen.pdf.line_heights import BOTH, LineHeights
from docgen.text.latin import LATIN_RANGE

Css = dict[str, str]

_ALIGN = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
_BORDERS = {
    "single": "solid", "thick": "solid", "double": "double", "triple": "double", "dashed": "dashed", "dotted": "dotted",
    "dashSmallGap": "dashed", "dotDash": "dashed", "dotDotDash": "dotted", "inset": "inset", "outset": "outset",
    "thinThickSmallGap": "double", "thickThinSmallGap": "double", "thinThickThinSmallGap": "double",
    "threeDEmboss": "ridge", "threeDEngrave": "groove",
}  # fmt: skip
_UNDERLINES = {
    "double": "double", "wavyDouble": "wavy", "wave": "wavy", "wavyHeavy": "wavy", "dotted": "dotted",
    "dottedHeavy": "dotted", "dash": "dashed", "dashLong": "dashed", "dashedHeavy": "dashed", "dashLongHeavy": "dashed",
    "dotDash": "dashed", "dotDotDash": "dotted",
}  # fmt: skip
_HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}  # fmt: skip
_AUTO_SPACE = "14pt"  # what Word and LibreOffice take for beforeAutospacing and afterAutospacing


def rule(selector: str, css: Css) -> str:
    return f"{selector}{{{declarations(css)}}}\n" if css else ""


def declarations(css: Css) -> str:
    return ";".join(f"{name}:{value}" for name, value in css.items())


def points(twips: int) -> str:
    return f"{twips / 20:g}pt"


# --- runs -----------------------------------------------------------------


def run_css(run: Properties) -> Css:
    """Font, size, weight, colour and the like of a run's effective properties."""
    css: Css = {}
    fonts = run.get("rFonts", {})
    names = family_list(fonts)
    if names:
        css["font-family"] = names
    css["font-size"] = f"{font_size(run):g}pt"
    css["font-weight"] = "bold" if is_on(run, RunProperties.bold) else "normal"
    if is_on(run, RunProperties.italic):
        css["font-style"] = "italic"
    return css | run_decoration(run)


def run_decoration(run: Properties) -> Css:
    css: Css = {}
    color = read(run, RunProperties.color)
    if is_color(color):
        css["color"] = f"#{color}"
    css |= _lines(run)
    gap = read(run, RunProperties.spacing)
    if gap:
        css["letter-spacing"] = points(gap)
    fill = _HIGHLIGHTS.get(read(run, RunProperties.highlight)) or shading(run)
    if fill:
        css["background"] = f"#{fill}"
    align, raised = read(run, RunProperties.vertical), read(run, RunProperties.position)
    if align in ("superscript", "subscript"):
        css |= {"vertical-align": "0.45em" if align == "superscript" else "-0.2em", "font-size": "0.65em"}
    elif raised:
        css["vertical-align"] = f"{raised / 2:g}pt"
    if is_on(run, RunProperties.caps):
        css["text-transform"] = "uppercase"
    if is_on(run, RunProperties.small_caps):
        css["font-variant-caps"] = "small-caps"
    border = run.get("bdr", {})
    if border.get("val", "none") not in ("none", "nil"):
        css["border"] = border_css(border)
    return css


def _lines(run: Properties) -> Css:
    """Underline and strike; Word's kinds of underline as CSS has them."""
    lines = []
    underline = run.get("u", {})
    kind = underline.get("val", "none")
    if kind not in ("none", ""):
        lines.append("underline")
        if kind in _UNDERLINES:
            lines.append(_UNDERLINES[kind])
        if is_color(underline.get("color", "")):
            lines.append(f"#{underline['color']}")
    if is_on(run, RunProperties.strike) or is_on(run, RunProperties.double_strike):
        lines.append("line-through")
    css = {"text-decoration": " ".join(lines)} if lines else {}
    if kind in ("thick", "dottedHeavy", "dashedHeavy", "dashLongHeavy", "wavyHeavy"):
        css["text-decoration-thickness"] = "1.5pt"
    return css


def shading(properties: Properties) -> str:
    """The colour of a w:shd as RRGGBB, percentage patterns mixed; "" for none (§17.3.5)."""
    shade = properties.get("shd", {})
    fill, front, pattern = shade.get("fill", "auto"), shade.get("color", "auto"), shade.get("val", "clear")
    back = fill if is_color(fill) else "FFFFFF"
    over = front if is_color(front) else "000000"
    if pattern.startswith("pct") and pattern[3:].isdecimal():
        return mixed(over, back, int(pattern[3:]) / 100)
    if pattern == "solid":
        return over
    return fill if is_color(fill) else ""


def family_list(fonts: dict[str, str]) -> str:
    """`"L Times New Roman","宋体"`: the Latin face, cut to its own characters by unicode-range, then the Chinese one."""
    latin, asian = fonts.get("ascii", "") or fonts.get("hAnsi", ""), fonts.get("eastAsia", "")
    names = ([f"L {latin}"] if latin else []) + ([asian] if asian else [])
    return ",".join('"' + name.replace("\\", "").replace('"', "") + '"' for name in names)


def latin_families(run: Properties) -> set[str]:
    fonts = run.get("rFonts", {})
    latin = fonts.get("ascii", "") or fonts.get("hAnsi", "")
    return {latin} if latin else set()


def font_faces(families: Iterable[str]) -> str:
    """@font-face rules by which a browser finds the Latin faces; writers.pdf adds those of the machine."""
    return "".join(
        f'@font-face{{font-family:"L {name}";src:local("{name}");unicode-range:{LATIN_RANGE}}}\n'
        for name in sorted(families)
    )


# --- paragraphs -----------------------------------------------------------


def paragraph_css(
    paragraph: Properties,
    run: Properties,
    lines: LineHeights,
    *,
    in_table: bool = False,
    scripts: frozenset[str] = BOTH,
) -> Css:
    """A paragraph's effective properties as CSS; `in_table` and `scripts` as `LineHeights.height` has them."""
    css = run_css(run)
    css["line-height"] = f"{round(lines.height(paragraph, run, in_table=in_table, scripts=scripts), 3):g}pt"
    css["margin-top"], css["margin-bottom"] = _space_before(paragraph, lines), _space_after(paragraph, lines)
    gain = lines.first_line_gain(paragraph, run, in_table=in_table, scripts=scripts)
    if gain:
        css["margin-top"] = f"{float(css['margin-top'].removesuffix('pt')) - gain:.4g}pt"
    css |= _indents(paragraph)
    align = paragraph.get("jc", {}).get("val", "left")
    css["text-align"] = _ALIGN.get(align, "left")
    if align == "distribute":
        css["text-align-last"] = "justify"
    if is_on(paragraph, ParagraphProperties.keep_next):
        css["break-after"] = "avoid"
    if is_on(paragraph, ParagraphProperties.keep_lines):
        css["break-inside"] = "avoid"
    if is_on(paragraph, ParagraphProperties.page_break_before):
        css["break-before"] = "page"
    orphans = "2" if is_on(paragraph, ParagraphProperties.widow_control) else "1"
    css["orphans"] = css["widows"] = orphans
    return _framed(css, paragraph)


def neighbours(selector: str, paragraph: Properties, css: Css) -> str:
    """What changes between two paragraphs of one style: contextual spacing, and borders that run on (§17.3.1.5, .7, .9)."""
    following: Css = {}
    preceding: Css = {}
    if is_on(paragraph, ParagraphProperties.contextual_spacing):
        following["margin-top"] = preceding["margin-bottom"] = "0"
    if css.get("border-top", css.get("border-bottom")):
        between = paragraph.get("border-between", {})
        following["border-top"] = border_css(between)
        if border_css(between) == "none":
            following["padding-top"] = "0"
        preceding |= {"border-bottom": "none", "padding-bottom": "0"}
    return rule(f"{selector}+{selector}", following) + rule(f"{selector}:has(+ {selector})", preceding)


def _space_before(paragraph: Properties, lines: LineHeights) -> str:
    if read(paragraph, Spacing.before_automatic):
        return _AUTO_SPACE
    count = read(paragraph, Spacing.before_lines)
    return f"{count / 100 * lines.unit:g}pt" if count else points(read(paragraph, Spacing.before))


def _space_after(paragraph: Properties, lines: LineHeights) -> str:
    if read(paragraph, Spacing.after_automatic):
        return _AUTO_SPACE
    count = read(paragraph, Spacing.after_lines)
    return f"{count / 100 * lines.unit:g}pt" if count else points(read(paragraph, Spacing.after))


def _indents(paragraph: Properties) -> Css:
    left, right = read(paragraph, Indent.left), read(paragraph, Indent.right)
    hanging_characters = read(paragraph, Indent.hanging_characters)
    # A first line's characters are the paragraph's own; those of left and right are the default style's, and Word
    # keeps beside them what they come to.
    css = {
        "margin-left": points(left) if left else _amount(read(paragraph, Indent.left_characters), left),
        "margin-right": points(right) if right else _amount(read(paragraph, Indent.right_characters), right),
    }
    hanging = _amount(hanging_characters, read(paragraph, Indent.hanging))
    if hanging in ("0pt", "0em"):
        css["text-indent"] = _amount(read(paragraph, Indent.first_line_characters), read(paragraph, Indent.first_line))
        return css
    css["text-indent"] = f"-{hanging}"
    if hanging_characters and not left:
        css["margin-left"] = hanging
    return css


def _amount(characters: int | None, twips: int | None) -> str:
    """An indent in hundredths of a character, or in twips where it has none."""
    return f"{characters / 100:g}em" if characters else points(twips or 0)


def _framed(css: Css, paragraph: Properties) -> Css:
    """Borders and shading: Word draws a side border `space` pt outside the text, so the margin gives way."""
    for side in ("top", "bottom", "left", "right"):
        border = paragraph.get(f"border-{side}")
        if not border or border.get("val", "none") in ("none", "nil"):
            continue
        width = border_width(border)
        space = Border.space.within(border)
        css[f"border-{side}"] = border_css(border)
        css[f"padding-{side}"] = f"{space}pt"
        if side in ("left", "right"):
            css[f"margin-{side}"] = f"calc({css[f'margin-{side}']} - {width + space:g}pt)"
    fill = shading(paragraph)
    if fill:
        css["background"] = f"#{fill}"
    return css


def border_css(border: dict[str, str]) -> str:
    """A border element as `0.5pt solid #7F7F7F`; sizes are eighths of a point."""
    kind = border.get("val", "none")
    if kind in ("none", "nil"):
        return "none"
    color = border.get("color", "auto")
    style = _BORDERS.get(kind, "solid")
    return f"{border_width(border):g}pt {style} {'#' + color if is_color(color) else '#000'}"


def border_width(border: dict[str, str]) -> float:
    """Its width on paper in pt: w:sz is that of one line, and a double border has two and a gap between."""
    kind = border.get("val", "none")
    if kind in ("none", "nil"):
        return 0.0
    width = max(Border.size.within(border), 2) / 8
    return width * {"double": 3, "triple": 5}.get(kind, 1)
