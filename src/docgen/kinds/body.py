"""Elements to the document's blocks: the one place that knows what may stand where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.errors import Location, Message, Problem
from docgen.kinds import messages
from docgen.kinds.elements import Element, PlacedText
from docgen.kinds.inlines import INLINE, InlineBuilder
from docgen.kinds.pictures import PictureFinder
from docgen.kinds.provenance import first_origin, strip_marks
from docgen.kinds.tables import TableBuilder
from docgen.model.nodes import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    Landscape,
    List,
    ListItem,
    Note,
    Origin,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from docgen.model.schemes import LIST_FORMATS

_TRANSPARENT = ("", "div", "section")
_DL_WIDTHS = {1: (24.0, 76.0), 2: (18.0, 32.0, 18.0, 32.0)}


class BodyBuilder:
    """Makes blocks; `problems` collects what stands where it may not."""

    def __init__(self, table: list[Origin], pictures: PictureFinder, problems: list[Problem]) -> None:
        self._table = table
        self._pictures = pictures
        self._problems = problems
        self._inlines = InlineBuilder(table, pictures, problems)
        self._tables = TableBuilder(self._cell_blocks, problems)
        self._inside: list[str] = []  # the elements around a block that keep headings and page breaks out

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """The blocks of the body, a section or an aside: text must stand in paragraphs there."""
        return tuple(self._children(parent, loose=False))

    def _cell_blocks(self, cell: Element) -> tuple[Block, ...]:
        return self._nested(cell) or (Paragraph((), location=cell.place),)

    def _nested(self, element: Element, *, loose: bool = True) -> tuple[Block, ...]:
        """The blocks in an element that headings, page breaks and landscape pages may not stand in."""
        self._inside.append(element.name)
        blocks = tuple(self._children(element, loose=loose))
        self._inside.pop()
        return blocks

    def _children(self, parent: Element, *, loose: bool) -> Iterator[Block]:
        """Blocks in order. `loose`: bare text and inline elements make a paragraph of their own (li, td, dd)."""
        pending: list[Element | str] = []
        for child in parent.children:
            if isinstance(child, str) or child.name in INLINE:
                pending.append(child)
                continue
            yield from self._loose_text(pending, parent, loose)
            pending = []
            yield from self._block(child)
        yield from self._loose_text(pending, parent, loose)

    def _loose_text(self, pending: list[Element | str], parent: Element, loose: bool) -> Iterator[Block]:
        if not any(not isinstance(child, str) or strip_marks(child).strip() for child in pending):
            return
        children = self._inlines.build(pending, parent.place)
        if not children:
            return
        if not loose:
            text = "".join(strip_marks(child) for child in pending if isinstance(child, str)).strip()[:20]
            first = next((child for child in pending if isinstance(child, Element)), None)
            origin = next((o for o in (first_origin(c, self._table) for c in pending if isinstance(c, str)) if o), None)
            placed = next((c for c in pending if isinstance(c, PlacedText) and strip_marks(c).strip()), None)
            place = origin.location if origin else placed.place if placed else first.place if first else parent.place
            self._problem(messages.TEXT_OUTSIDE, place, text=text)
        yield Paragraph(children, location=self._place(children, parent.place))

    def _block(self, element: Element) -> Iterator[Block]:
        match element.name:
            case "p":
                yield from self._paragraph(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" if any(name != "section" for name in self._inside):
                self._misplaced(element)
                yield from self._loose_text([*element.children], element, True)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._heading(element)
            case "ul" | "ol":
                yield from self._list(element)
            case "table":
                yield from self._captioned_table(element)
            case "dl":
                yield from self._pairs(element)
            case "figure":
                yield from self._figure(element)
            case "aside":
                yield Note(self._nested(element), element.place)
            case "hr":
                yield PageBreak()
            case "section" if "landscape" in element.classes and self._inside:
                self._misplaced(element)
                yield from self._children(element, loose=False)
            case "section" if "landscape" in element.classes:
                yield Landscape(self._nested(element, loose=False), element.place)
            case name if name in _TRANSPARENT:
                yield from self._children(element, loose=False)
            case name:
                if name in ("li", "td", "th", "tr", "thead", "tbody", "caption", "dt", "dd", "figcaption"):
                    self._problem(messages.MISPLACED_PART, element.place, name=name)
                yield from self._children(element, loose=True)

    def _misplaced(self, element: Element) -> None:
        self._problem(messages.MISPLACED, element.place, name=element.name, inside=self._inside[-1])

    # --- paragraphs and headings ---

    def _paragraph(self, element: Element) -> Iterator[Block]:
        role = next(iter(element.classes), "body")
        children = self._inlines.build(element.children, element.place)
        label = element.attributes.get("id", "").strip()
        if not children and role == "body" and not label:
            return  # an optional text that was left out
        yield Paragraph(children, role, label, location=self._place(children, element.place))

    def _heading(self, element: Element) -> Block:
        children = self._inlines.build(element.children, element.place)
        place = element.origins["id"].location if "id" in element.origins else self._place(children, element.place)
        if not children:
            self._problem(messages.EMPTY_HEADING, element.place)
        return Heading(
            int(element.name[1]),
            children,
            element.attributes.get("id", "").strip(),
            "unnumbered" not in element.classes,
            "appendix" in element.classes,
            location=place,
        )

    def _list(self, element: Element) -> Iterator[Block]:
        items: list[ListItem] = []
        for child in element.children:
            if isinstance(child, Element) and child.name == "li":
                items.append(ListItem(self._nested(child)))
            elif isinstance(child, Element) or strip_marks(child).strip():
                place = child.place if isinstance(child, Element) else element.place
                self._problem(messages.ONLY_ITEMS, place)
        form = element.attributes.get("type", "").strip() if element.name == "ol" else "bullet"
        if form and form not in LIST_FORMATS:
            known = "、".join(name for name in LIST_FORMATS if name != "bullet")
            self._problem(messages.NO_LIST_FORMAT, element.place, form=form, known=known)
            form = ""
        start = strip_marks(element.attributes.get("start", "1")).strip()
        if not start.isdecimal():
            self._problem(messages.WRONG_LIST_START, element.place, start=start)
            start = "1"
        if items:
            yield List(tuple(items), form, int(start), location=element.place)

    # --- tables and figures ---

    def _captioned_table(self, element: Element) -> Iterator[Block]:
        table = self._tables.table(element)
        if not table.rows:
            return
        caption = next(
            (child for child in element.children if isinstance(child, Element) and child.name == "caption"), None
        )
        label = element.attributes.get("id", "").strip()
        children = self._inlines.build(caption.children, caption.place) if caption else None
        place = element.origins["id"].location if "id" in element.origins else element.place
        yield replace(table, caption=children, label=label, location=place)

    def _pairs(self, element: Element) -> Iterator[Block]:
        """A dl as a form: names and values in one or two columns of pairs."""
        wanted = element.attributes.get("data-columns", "1").strip()
        if wanted not in ("1", "2"):
            self._problem(messages.WRONG_COLUMNS, element.place, wanted=wanted)
        per_row = 2 if wanted == "2" else 1
        pairs: list[tuple[Cell, Cell]] = []
        term: Cell | None = None
        for child in element.children:
            if isinstance(child, str):
                if strip_marks(child).strip():
                    self._problem(messages.TEXT_IN_PAIRS, element.place)
                continue
            if child.name == "dt" and term is None:
                term = Cell(self._cell_blocks(child), header=True, valign="middle")
            elif child.name == "dd" and term is not None:
                pairs.append((term, Cell(self._cell_blocks(child), valign="middle")))
                term = None
            else:
                self._problem(messages.UNPAIRED, child.place)
        if term is not None:
            self._problem(messages.LAST_UNPAIRED, element.place)
        rows: list[Row] = []
        for index in range(0, len(pairs), per_row):
            cells = [cell for pair in pairs[index : index + per_row] for cell in pair]
            missing = per_row * 2 - len(cells)
            if missing:
                cells[-1] = replace(cells[-1], colspan=1 + missing)
            rows.append(Row(tuple(cells)))
        if rows:
            yield Table(tuple(rows), _DL_WIDTHS[per_row], "form", location=element.place)

    def _figure(self, element: Element) -> Iterator[Block]:
        picture: Picture | None = None
        found = False
        caption: tuple[Inline, ...] | None = None
        for child in element.children:
            if isinstance(child, str):
                if strip_marks(child).strip():
                    self._stray_in_figure(element)
            elif child.name == "img" and not found:
                picture, found = self._pictures.find(child), True
            elif child.name == "figcaption":
                caption = self._inlines.build(child.children, child.place)
            else:
                self._stray_in_figure(child)
        if not found:
            self._problem(messages.FIGURE_WITHOUT_PICTURE, element.place)
        if picture is not None:
            label = element.attributes.get("id", "").strip()
            yield Figure(picture, caption, label, location=element.place)

    def _stray_in_figure(self, element: Element) -> None:
        self._problem(messages.FIGURE_WITH_MORE, element.place)

    # --- places ---

    def _place(self, children: tuple[Inline, ...], fallback: Location) -> Location:
        """The content's line if the block begins with content, else the template's."""
        origin = next((child.origin for child in children if isinstance(child, Text) and child.origin), None)
        return origin.location if origin else fallback

    def _problem(self, message: Message, place: Location, **values: object) -> None:
        self._problems.append(message.at(place, **values))
