"""The shell's own paragraphs and tables as HTML with inline styles: what a company has put on its cover and in its headers."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from lxml import etree

from docgen.shell.fill import FilledShell
from docgen.shell.styles import Properties, W, integer, local
from docgen.writers.stylesheet import (
    Css,
    border_css,
    declarations,
    paragraph_css,
    run_css,
)

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COUNTERS = {"PAGE": '<span class="pn"></span>', "NUMPAGES": '<span class="pt"></span>', "SECTIONPAGES": '<span class="pt"></span>'}
_PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml"}


class ShellParagraphs:
    """Writes the blocks of one part; `relations` maps its relationship ids to part names."""

    def __init__(self, filled: FilledShell, relations: dict[str, str]) -> None:
        self._filled = filled
        self._styles = filled.styles
        self._relations = relations

    def block(self, element: etree._Element) -> str:
        """A w:p, w:tbl or w:sdt; anything else is not seen by a reader."""
        if element.tag == f"{W}p":
            return self._paragraph(element)
        if element.tag == f"{W}tbl":
            return self._table(element)
        if element.tag == f"{W}sdt":
            return "".join(self.block(child) for child in element.iterfind(f"{W}sdtContent/*"))
        return ""

    # --- paragraphs ---

    def _paragraph(self, paragraph: etree._Element, table: Css | None = None) -> str:
        direct = paragraph.find(f"{W}pPr")
        style = _style_of(direct)
        properties, run = self._styles.with_direct(style, direct)
        css = paragraph_css(properties, run)
        pieces = self._split_at_tabs(paragraph, style, run)
        if not any(pieces):
            return f'<p style="{escape(declarations(css))}"><br></p>'
        if len(pieces) > 1 and "tabs" in properties:
            # Tab stops left, centre and right across a header become columns.
            css |= {"display": "flex", "justify-content": "space-between"}
            inside = "".join(f'<span><span class="l">{piece}</span></span>' for piece in pieces)
        else:
            inside = f'<span class="l">{"　".join(pieces)}</span>'
        if _only_picture(paragraph):
            css["line-height"] = "normal"
        return f'<p style="{escape(declarations(css))}">{inside}</p>'

    def _split_at_tabs(self, paragraph: etree._Element, style: str, base: Properties) -> list[str]:
        """The paragraph's runs as HTML, one piece between two tabs."""
        pieces = [""]
        for kind, text, run in self._atoms(paragraph):
            if kind == "tab":
                pieces.append("")
                continue
            pieces[-1] += self._styled(text, run, style, base)
        return pieces

    def _styled(self, html: str, run: etree._Element, style: str, base: Properties) -> str:
        direct = run.find(f"{W}rPr")
        if direct is None or not html:
            return html
        own, under = run_css(self._styles.with_direct(style, None, direct)[1]), run_css(base)
        css = {name: value for name, value in own.items() if under.get(name) != value}
        return f'<span style="{escape(declarations(css))}">{html}</span>' if css else html

    def _atoms(self, paragraph: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
        """(kind, HTML, run) of each visible piece; a field's cached result is replaced by a counter where it counts pages."""
        instruction, state = "", ""
        for run in paragraph.iter(f"{W}r", f"{W}fldSimple"):
            if run.tag == f"{W}fldSimple":
                counter = _counter(run.get(f"{W}instr", ""))
                if counter:
                    yield "html", counter, run
                continue
            if _in_counted_field(run):
                continue
            for child in run:
                name = local(child) if isinstance(child.tag, str) else ""
                if name == "fldChar":
                    kind = child.get(f"{W}fldCharType")
                    if kind == "begin":
                        instruction, state = "", "instruction"
                    elif kind == "separate":
                        state = "counted" if _counter(instruction) else ""
                        if state:
                            yield "html", _counter(instruction), run
                    else:
                        state = ""
                elif name == "instrText":
                    instruction += child.text or ""
                elif state != "counted" and state != "instruction":
                    yield from self._atom(child, name, run)

    def _atom(self, child: etree._Element, name: str, run: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
        if name == "t":
            yield "html", escape(child.text or "", quote=False), run
        elif name == "tab":
            yield "tab", "", run
        elif name in ("br", "cr"):
            yield "html", "<br>", run
        elif name == "drawing":
            yield "html", self._drawing(child), run

    def _drawing(self, drawing: etree._Element) -> str:
        blip, extent = drawing.find(f".//{_A}blip"), drawing.find(f".//{_WP}extent")
        if blip is None or extent is None:
            return ""
        name = self._relations.get(blip.get(f"{_R}embed", ""), "")
        content = self._filled.parts.get(name)
        if content is None:
            return ""
        wide, high = (integer(extent.get(side)) / 12700 for side in ("cx", "cy"))
        source = base64.b64encode(content).decode("ascii")
        kind = _PICTURES.get(name.rsplit(".", 1)[-1].lower(), "png")
        return f'<img alt="" src="data:image/{kind};base64,{source}" style="width:{wide:g}pt;height:{high:g}pt">'

    # --- tables ---

    def _table(self, table: etree._Element) -> str:
        properties = table.find(f"{W}tblPr")
        name = properties.find(f"{W}tblStyle") if properties is not None else None
        look = self._styles.table(name.get(f"{W}val", "") if name is not None else "")
        borders = dict(look.borders)
        if properties is not None:
            for side in properties.iterfind(f"{W}tblBorders/*"):
                borders[f"border-{local(side)}"] = _attributes(side)
        columns = [integer(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        css: Css = {"width": f"{sum(columns) / 20:g}pt"}
        align = properties.find(f"{W}jc") if properties is not None else None
        if align is not None and align.get(f"{W}val") == "center":
            css |= {"margin-left": "auto", "margin-right": "auto"}
        groups = "".join(f'<col style="width:{column / 20:g}pt">' for column in columns)
        rows = "".join(self._row(row, borders, look.margins) for row in table.iterfind(f"{W}tr"))
        return f'<table style="{escape(declarations(css))}"><colgroup>{groups}</colgroup>{rows}</table>'

    def _row(self, row: etree._Element, borders: Properties, margins: dict[str, int]) -> str:
        height = row.find(f"{W}trPr/{W}trHeight")
        css = f' style="height:{integer(height.get(f"{W}val")) / 20:g}pt"' if height is not None else ""
        return f"<tr{css}>{''.join(self._cell(cell, borders, margins) for cell in row.iterfind(f'{W}tc'))}</tr>"

    def _cell(self, cell: etree._Element, borders: Properties, margins: dict[str, int]) -> str:
        properties = cell.find(f"{W}tcPr")
        span, css = "", {"vertical-align": "top"}
        sides = {
            "top": borders.get("border-insideH", borders.get("border-top", {})),
            "bottom": borders.get("border-insideH", borders.get("border-bottom", {})),
            "left": borders.get("border-insideV", borders.get("border-left", {})),
            "right": borders.get("border-insideV", borders.get("border-right", {})),
        }
        if properties is not None:
            for side in properties.iterfind(f"{W}tcBorders/*"):
                sides[local(side)] = _attributes(side)
            columns = properties.find(f"{W}gridSpan")
            span = f' colspan="{columns.get(f"{W}val")}"' if columns is not None else ""
            vertical = properties.find(f"{W}vAlign")
            if vertical is not None:
                css["vertical-align"] = {"center": "middle", "bottom": "bottom"}.get(vertical.get(f"{W}val", ""), "top")
            fill = properties.find(f"{W}shd")
            if fill is not None and fill.get(f"{W}fill", "auto") != "auto":
                css["background"] = f"#{fill.get(f'{W}fill')}"
        for side in ("top", "right", "bottom", "left"):
            css[f"border-{side}"] = border_css(sides.get(side, {}))
            css[f"padding-{side}"] = f"{margins[side] / 20:g}pt"
        inside = "".join(self.block(child) for child in cell)
        return f'<td{span} style="{escape(declarations(css))}">{inside}</td>'


def _style_of(properties: etree._Element | None) -> str:
    style = properties.find(f"{W}pStyle") if properties is not None else None
    return "" if style is None else style.get(f"{W}val", "")


def _counter(instruction: str) -> str:
    words = instruction.split()
    return _COUNTERS.get(words[0].upper(), "") if words else ""


def _in_counted_field(run: etree._Element) -> bool:
    return any(
        parent.tag == f"{W}fldSimple" and bool(_counter(parent.get(f"{W}instr", ""))) for parent in run.iterancestors()
    )


def _only_picture(paragraph: etree._Element) -> bool:
    return paragraph.find(f".//{W}drawing") is not None and not "".join(paragraph.itertext(f"{W}t")).strip()


def _attributes(element: etree._Element) -> dict[str, str]:
    return {etree.QName(name).localname: value for name, value in element.attrib.items()}
