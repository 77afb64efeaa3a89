"""The template's own paragraphs as HTML with inline styles: what a company has put on its cover and in its headers.

A `Story` is one part's text: the body, a header, a text box. It knows the
page it stands on, so that drawings and tabs come to their places; a running
story (header, footer) collects what floats in `shapes`, in page coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape

from lxml import etree

from docgen.ooxml.elements.paragraphs import Border, Frame, ParagraphProperties, RunProperties
from docgen.ooxml.fields import Instruction
from docgen.ooxml.names import W
from docgen.ooxml.properties import Properties, font_size, is_exact, is_on, read
from docgen.pdf.drawings import Drawings, Drawn
from docgen.pdf.line_heights import LineHeights, scripts_of
from docgen.pdf.page_rules import Page
from docgen.pdf.tab_stops import Piece, Stop, Tab, read_stops, set_line, text_width
from docgen.pdf.template_runs import Atom, atoms
from docgen.pdf.word_css import (
    Css,
    border_css,
    declarations,
    paragraph_css,
    points,
    run_css,
)
from docgen.template.fill import FilledTemplate

TableText = tuple[Properties, Properties]  # what a table's style gives its cells' paragraphs and runs


@dataclass(slots=True)
class Surroundings:
    """What all stories of a template share. `field_html` prints a counting field; `styled` says what a style's text sets."""

    filled: FilledTemplate
    lines: LineHeights
    field_html: Callable[[Instruction, str], str]
    styled: Callable[[str, str], str]
    default_tab: float = 36.0
    outdented_tables: bool = False


@dataclass(slots=True)
class Story:
    """Writes the blocks of one part; `relations` maps its relationship ids to part names."""

    shared: Surroundings
    relations: dict[str, str]
    page: Page
    section: str = "s0"
    width: float = 0.0  # of the text, in pt
    running: bool = False
    y: float = 0.0  # where a running story's next paragraph begins, from the page's edge, about
    shapes: list[tuple[bool, str]] = field(default_factory=list)  # (behind, HTML) in page coordinates
    break_next: bool = False  # a page break waits for the next block
    begins_page: bool = False  # the next block is the first of a section, which begins a page

    # --- blocks ---

    def blocks(self, elements: Iterable[etree._Element], table: TableText | None = None) -> str:
        return "".join(self.block(element, table) for element in elements)

    def block(self, element: etree._Element, table: TableText | None = None) -> str:
        """A w:p, w:tbl or w:sdt; anything else is not seen by a reader."""
        from docgen.pdf.template_table import write_table

        if element.tag == f"{W}p":
            return self._paragraph(element, table)
        if element.tag == f"{W}tbl":
            html = write_table(self, element)
            if self.break_next:
                self.break_next = False
                return f'<div style="break-before:page">{html}</div>'
            return html
        if element.tag == f"{W}sdt":
            return self.blocks(element.iterfind(f"{W}sdtContent/*"), table)
        return ""

    # --- paragraphs ---

    def _paragraph(self, paragraph: etree._Element, table: TableText | None) -> str:
        direct = paragraph.find(f"{W}pPr")
        style = style_of(direct)
        found = atoms(paragraph)
        writer = _Paragraph(self, style, direct, found, table)
        writer.join(paragraph)
        parts: list[list[Atom]] = [[]]
        for atom in found:
            if atom.kind == "page":
                parts.append([])
            else:
                parts[-1].append(atom)
        html = ""
        for index, part in enumerate(parts):
            if index:
                self.break_next = not self.running
            if index and not part:  # nothing after the break: the paragraph's mark stays before it
                continue
            html += writer.write(part)
        return html

    def place(self, drawn: Drawn) -> str:
        """A floating drawing: kept for the page if the story runs, else HTML to stand before its paragraph."""
        anchor = drawn.anchor
        assert anchor is not None
        left, top = anchor.left(self.page), anchor.top(self.page)
        if self.running:
            top = self.y + anchor.down.offset if top is None else top
            css = {"position": "absolute", "left": f"{left:g}pt", "top": f"{top:g}pt"}
            self.shapes.append((anchor.behind, f'<div style="{declarations(css)}">{drawn.html}</div>'))
            return ""
        if top is None and anchor.wrap == "topAndBottom":
            css = {"margin-left": f"{left - self.page.left:g}pt", "margin-top": f"{max(anchor.down.offset, 0):g}pt"}
            return f'<div style="{declarations(css)}">{drawn.html}</div>'
        if top is None and anchor.wrap in ("square", "tight", "through"):
            side = "right" if left + drawn.width / 2 > self.page.width / 2 else "left"
            inset = left - self.page.left if side == "left" else self.page.width - self.page.right - left - drawn.width
            css = {
                "float": side,
                f"margin-{side}": f"{max(inset, 0):g}pt",
                "margin-top": f"{max(anchor.down.offset, 0):g}pt",
            }
            css[f"margin-{'left' if side == 'right' else 'right'}"] = f"{anchor.gaps.get('left', 9):g}pt"
            return f'<div style="{declarations(css)}">{drawn.html}</div>'
        css = {"position": "absolute", "left": f"{left - self.page.left:g}pt"}
        css |= {"margin-top": f"{anchor.down.offset:g}pt"} if top is None else {"top": f"{top - self.page.top:g}pt"}
        css["z-index"] = "-1" if anchor.behind else "1"
        return f'<div style="{declarations(css)}">{drawn.html}</div>'

    def drawings(self) -> Drawings:
        filled = self.shared.filled

        def picture(identifier: str) -> tuple[str, bytes] | None:
            name = self.relations.get(identifier, "")
            content = filled.parts.get(name)
            return None if content is None else (name, content)

        return Drawings(picture, filled.styles.theme, self._text_box)

    def _text_box(self, blocks: Iterable[etree._Element], width: float) -> str:
        inner = replace(self, width=width, shapes=[], y=0.0, break_next=False)
        return inner.blocks(blocks)


class _Paragraph:
    """One w:p on its way to HTML."""

    def __init__(
        self, story: Story, style: str, direct: etree._Element | None, found: list[Atom], table: TableText | None
    ) -> None:
        self._story = story
        self._style = style
        self._direct = direct
        self._table = table
        styles = story.shared.filled.styles
        mark = (
            direct.find(f"{W}rPr")
            if direct is not None and not any(atom.kind in ("text", "field") for atom in found)
            else None
        )
        self._properties, self._run = styles.with_direct(style, direct, mark, table=table)
        lines = story.shared.lines
        self._unsnapped = table is not None or story.running
        self._scripts = scripts_of("".join("0" if atom.field else atom.text for atom in found))
        self._css = paragraph_css(self._properties, self._run, lines, in_table=self._unsnapped, scripts=self._scripts)
        self._strut(found, lines)

    def join(self, paragraph: etree._Element) -> None:
        """What changes between paragraphs alike: contextual spacing, and a frame that goes on (§17.3.1.5, .7, .9)."""
        before, after = (self._alike(other) for other in (paragraph.getprevious(), paragraph.getnext()))
        if is_on(self._properties, ParagraphProperties.contextual_spacing):
            for side, (same_style, _same_frame) in (("top", before), ("bottom", after)):
                if same_style:
                    self._css[f"margin-{side}"] = "0pt"
        if before[1]:
            between = border_css(self._properties.get("border-between", {}))
            self._css["border-top"] = between
            self._css["padding-top"] = (
                "0pt" if between == "none" else points(20 * Border.space.within(self._properties["border-between"]))
            )
        if after[1]:
            self._css |= {"border-bottom": "none", "padding-bottom": "0pt"}

    def _alike(self, other: etree._Element | None) -> tuple[bool, bool]:
        """(the same style, the same borders and indents) of a neighbour."""
        if other is None or other.tag != f"{W}p":
            return False, False
        direct = other.find(f"{W}pPr")
        theirs = self._story.shared.filled.styles.with_direct(style_of(direct), direct, table=self._table)[0]
        frames = [
            {key: value for key, value in found.items() if key.startswith("border-") or key == "ind"}
            for found in (self._properties, theirs)
        ]
        framed = any(key in self._css for key in ("border-top", "border-bottom"))
        return style_of(direct) == self._style, framed and frames[0] == frames[1]

    def _strut(self, found: list[Atom], lines: LineHeights) -> None:
        """A line that is not exact is as high as the largest text in it: that text's size becomes the paragraph's."""
        if is_exact(self._properties):
            return
        runs = [
            self._resolved(atom.run)
            for atom in found
            if atom.kind in ("text", "field") and (atom.text.strip() or atom.field)
        ]
        largest = max(runs, key=font_size, default=self._run)
        if runs and font_size(largest) != font_size(self._run):
            own = font_size(self._run)
            for name in ("margin-left", "margin-right", "text-indent"):
                if self._css[name].endswith("em"):
                    self._css[name] = f"{float(self._css[name][:-2]) * own:g}pt"
            self._css["font-size"] = f"{font_size(largest):g}pt"
            self._run = {**self._run, "sz": {"val": str(round(font_size(largest) * 2))}}
            again = paragraph_css(self._properties, largest, lines, in_table=self._unsnapped, scripts=self._scripts)
            self._css |= {name: again[name] for name in ("line-height", "margin-top")}

    def _resolved(self, run: etree._Element | None) -> Properties:
        direct = run.find(f"{W}rPr") if run is not None else None
        if direct is None:
            return self._run
        return self._story.shared.filled.styles.with_direct(self._style, None, direct, table=self._table)[1]

    def write(self, part: list[Atom]) -> str:
        story = self._story
        floating, inside, tabbed = self._lines(part)
        css = dict(self._css)
        if tabbed:
            css |= {"position": "relative", "text-align": "left"}
        text = "".join(atom.text for atom in part if atom.kind == "text")
        if text.startswith(" ") or any("  " in atom.text for atom in part):
            css["white-space"] = "pre-wrap"  # Word keeps every blank
        setting = story.shared.styled(self._style, text) if text.strip() else ""
        if setting:
            css["string-set"] = setting
        css = self._framed(css)
        if not inside:
            inside = "<br>"
        elif _only_picture(part):
            css["line-height"] = "normal"
        breaks = story.break_next or css.get("break-before") == "page"
        if (breaks or story.begins_page) and css["margin-top"] not in ("0", "0pt"):
            css["margin-break"] = "auto"  # space above stays where the page is begun, as in Word
        story.break_next = story.begins_page = False
        if breaks and floating:
            css.pop("break-before", None)
            html = f'<div style="break-before:page">{floating}<p style="{escape(declarations(css))}">{inside}</p></div>'
        else:
            css |= {"break-before": "page"} if breaks else {}
            html = f'{floating}<p style="{escape(declarations(css))}">{inside}</p>'
        story.y += self._height(part, css)
        return html

    def _framed(self, css: Css) -> Css:
        """w:framePr, the old way to put a page number in the middle or at the edge of a footer (§17.3.1.11)."""
        align = read(self._properties, Frame.align_across)
        align = {"outside": "right", "inside": "left"}.get(align, align)
        if self._story.running and align in ("left", "center", "right"):
            return css | {"text-align": align}
        return css

    def _height(self, part: list[Atom], css: Css) -> float:
        """About how high the paragraph is, in pt: what stands in a header decides where the text begins."""
        line = 0.0 if css["line-height"] == "normal" else points_of(css["line-height"])
        pictures = [
            drawn.height
            for atom in part
            if atom.element is not None and atom.kind == "drawing"
            for drawn in self._drawn(atom)
            if drawn.anchor is None
        ]
        breaks = sum(atom.kind == "line" for atom in part)
        wide = sum(text_width(atom.text, self._resolved(atom.run)) for atom in part if atom.kind == "text")
        room = max(self._story.width - points_of(css["margin-left"]) - points_of(css["margin-right"]), 1)
        rows = max(int(wide // room) + 1, breaks + 1) if not any(atom.kind == "tab" for atom in part) else breaks + 1
        around = sum(
            points_of(css.get(name, "0")) for name in ("margin-top", "margin-bottom", "padding-top", "padding-bottom")
        )
        exact = is_exact(self._properties) and css["line-height"] != "normal"
        return around + rows * line + (0.0 if exact else max(max(pictures, default=0.0) - line * 0.8, 0.0))

    # --- lines ---

    def _lines(self, part: list[Atom]) -> tuple[str, str, bool]:
        """(what floats, the lines' HTML, whether there are tabs)."""
        floating = ""
        lines: list[tuple[list[Piece], list[Tab]]] = [([Piece("", 0.0)], [])]
        for atom in part:
            pieces, tabs = lines[-1]
            if atom.kind == "line":
                lines.append(([Piece("", 0.0)], []))
            elif atom.kind == "tab":
                tabs.append(self._tab(atom))
                pieces.append(Piece("", 0.0))
            else:
                more, piece = self._piece(atom)
                floating += more
                last = pieces[-1]
                pieces[-1] = Piece(last.html + piece.html, last.width + piece.width, last.text + piece.text)
        tabbed = any(tabs for _pieces, tabs in lines)
        inside = [self._line(pieces, tabs, first=not index) for index, (pieces, tabs) in enumerate(lines)]
        if not any(inside):
            return floating, "", False
        height = points_of(self._css["line-height"])
        drop = self._story.shared.lines.drop(height, self._properties, self._run, self._scripts)
        style = f' style="vertical-align:{-drop:.3g}pt"' if abs(drop) > 0.05 else ""
        return floating, f'<span class="l"{style}>{"<br>".join(inside)}</span>', tabbed

    def _line(self, pieces: list[Piece], tabs: list[Tab], *, first: bool) -> str:
        if not tabs:
            return pieces[0].html
        indent = points_of(self._css["margin-left"], font_size(self._run))
        start = indent + (points_of(self._css["text-indent"], font_size(self._run)) if first else 0.0)
        story = self._story
        return set_line(
            pieces, tabs, read_stops(self._properties), start=start, indent=indent, default=story.shared.default_tab,
            room=story.width if story.running else 0.0, height=self._css["line-height"],
        )  # fmt: skip

    def _tab(self, atom: Atom) -> Tab:
        own = self._resolved(atom.run)
        css = "text-decoration:underline" if read(own, RunProperties.underline) not in ("none", "") else ""
        element = atom.element
        align = element.get(f"{W}alignment") if element is not None else None
        if align is None or element is None:
            return Tab(css)
        # w:ptab: a place between the margins, whatever the stops are (§17.3.3.23).
        place = {"left": 0.0, "center": self._story.width / 2, "right": self._story.width}.get(align, 0.0)
        return Tab(css, Stop(place, align, element.get(f"{W}leader", "none")))

    def _piece(self, atom: Atom) -> tuple[str, Piece]:
        """(what floats, what stands in the line)."""
        own = self._resolved(atom.run)
        if atom.kind == "drawing":
            floating, inline, width = "", "", 0.0
            for drawn in self._drawn(atom):
                if drawn.anchor is not None:
                    floating += self._story.place(drawn)
                    continue
                inline += (
                    drawn.html
                    if drawn.html.startswith("<img")
                    else f'<span style="display:inline-block">{drawn.html}</span>'
                )
                width += drawn.width
            return floating, Piece(inline, width)
        if atom.kind == "field" and atom.field is not None:
            html = self._story.shared.field_html(atom.field, self._story.section)
            return "", Piece(self._styled(html, own), 2 * font_size(own))
        text = escape(atom.text, quote=False)
        return "", Piece(self._styled(text, own), text_width(atom.text, own), text)

    def _drawn(self, atom: Atom) -> list[Drawn]:
        return [] if atom.element is None else self._story.drawings().draw(atom.element)

    def _styled(self, html: str, run: Properties) -> str:
        if not html:
            return html
        own, under = run_css(run), run_css(self._run)
        css = {name: value for name, value in own.items() if under.get(name) != value}
        return f'<span style="{escape(declarations(css))}">{html}</span>' if css else html


def points_of(length: str, em: float = 12.0) -> float:
    """A CSS length that this package wrote, in pt; of a calc() its first term."""
    text = length.removeprefix("calc(").split()[0].rstrip(")")
    for unit, factor in (("pt", 1.0), ("em", em), ("", 1.0)):
        if text.endswith(unit):
            try:
                return float(text[: len(text) - len(unit)]) * factor
            except ValueError:
                return 0.0
    return 0.0


def style_of(properties: etree._Element | None) -> str:
    style = properties.find(f"{W}pStyle") if properties is not None else None
    return "" if style is None else style.get(f"{W}val", "")


def _only_picture(part: list[Atom]) -> bool:
    return any(atom.kind == "drawing" for atom in part) and not any(
        atom.kind in ("field", "tab") or atom.text.strip() for atom in part
    )
