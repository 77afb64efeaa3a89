"""Headers and footers made after the layout, from little: for each kind of page one frame, drawn once for numbers of so many digits.

WeasyPrint makes a page's margin boxes last, from the page's counters; while a Setting collects `frames` they are held
back. `Margins.learn` keeps of a page what its margin boxes are made from, without the page; `Margins.record` draws them
with holes for the page's number and the total. A second drawing with other digits proves that nothing but the digits
depends on the numbers; where something does, they are drawn for each number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from weasyprint.anchors import gather_anchors
from weasyprint.css.targets import TargetCollector
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import make_margin_boxes

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.drawing import NotPortable, margin_stretches
from docgen.pdf.patches.numerals import numerals
from docgen.pdf.patches.setting import Setting
from docgen.pdf.records import Hole, MarginRecord

_COUNTERS = {"pn": "page", "pt": "pages"}


@dataclass(slots=True)
class Frame:
    """What a page's margin boxes are made from: WeasyPrint's layout context, the page box, the counters, the page's index from 1."""

    context: Any
    page_box: Any
    state: Any
    index: int

    def boxes(self, number: int, total: int) -> list[Any]:
        """The margin boxes for a physical page number from 1 and the document's pages, laid out."""
        self.context.current_page = self.index
        state = deepcopy(self.state)
        state[1]["page"], state[1]["pages"] = [number], [total]
        made = list(make_margin_boxes(self.context, self.page_box, state))
        for box in made:
            layout_box_backgrounds(self.page_box, box, self.context.get_image_from_uri)
        return made

    def slim(self) -> Frame:
        """The same without the page's content and the chapter's."""
        context = copy(self.context)
        context.get_image_from_uri = partial(self.context.get_image_from_uri.func, context=context)
        context.style_for = copy(context.style_for)
        styles = context.style_for.get_computed_styles()
        own = self.page_box.page_type
        context.style_for._computed_styles = {key: style for key, style in styles.items() if key[0] == own}
        context.target_collector = TargetCollector()
        context.running_elements = _last(context.running_elements, self.index)
        context.string_set = _last(context.string_set, self.index)
        context.footnotes, context.page_footnotes, context.tables = [], {}, {}
        context.current_page_footnotes, context.reported_footnotes = [], []
        context.current_footnote_area = context.rendered_notes = None
        context.page_maker = {place: context.page_maker[place] for place in (self.index - 1, self.index)}
        context.broken_out_of_flow, context._excluded_shapes_root_boxes, context._excluded_shapes = {}, [], {}
        page = copy(self.page_box)
        page.children, page.fixed_boxes = (), []
        return Frame(context, page, self.state, self.index)

    def kind(self) -> tuple[Any, ...]:
        """What tells kinds of pages of one section apart: the page's name, and which @page rules hold for it."""
        matches, page_type = self.context.style_for._page_type_match, self.page_box.page_type
        rules = (
            selector
            for sheet, _origin, _specificity in self.context.style_for._sheets
            for _rule, selectors, _declarations in sheet.page_rules
            for _selector_specificity, _pseudo, selector in selectors
        )
        return (page_type.name, tuple(place for place, selector in enumerate(rules) if matches(selector, page_type)))


def _last(store: Any, index: int) -> Any:
    """Of what was set on pages, what holds for the page `index`: the last page's before it, and its own."""
    kept = copy(store)
    kept.clear()
    for name, pages in store.items():
        earlier = [page for page in pages if page < index and pages[page]]
        kept[name].update({page: pages[page] for page in (*earlier[-1:], index) if pages.get(page)})
    return kept


class FrameMissing(Exception):
    """What headers and footers of a kind of page are made from is in another process."""


class Margins:
    """Frames by kind of page, and what was drawn of them."""

    def __init__(self) -> None:
        self._frames: dict[Any, Frame] = {}
        self._drawn: dict[Any, MarginRecord] = {}
        self._numbered: set[Any] = set()  # kinds whose margins depend on more of a number than its digits
        self._live: set[Any] = set()  # kinds whose margins cannot be drawn apart from a file
        self._told: set[Any] = set()  # kinds that another process has drawn

    def learn(self, owner: Any, frame: Frame, number: int, total: int, *, whole: bool = True) -> Any:
        """Keep what is needed of a frame; the key of its kind of page. `owner` tells whose headers they are.

        `number` and `total` are about those of the page; `whole` is False where the layout did not begin with the
        chapter: its frames do not know what was set on earlier pages. Raises NotPortable.
        """
        key = (owner, frame.kind())
        if key in self._live:
            raise NotPortable
        if key in self._told and not whole:
            return key
        if key not in self._frames:
            self._frames[key] = frame.slim()
            try:
                self.record(key, number, total)
            except NotPortable:
                self._live.add(key)
                del self._frames[key]
                raise
        return key

    def knows(self, owner: Any, frame: Frame) -> bool:
        """True if a frame's kind of page has been learnt."""
        key = (owner, frame.kind())
        return key in self._frames or key in self._told

    def record(self, key: Any, number: int, total: int) -> MarginRecord:
        """The margins of a kind of page, drawn for a number and a total of so many digits.

        Raises NotPortable; FrameMissing where another process has the frame and did not draw it for such numbers.
        """
        lengths = (key, len(str(number)), len(str(total)))
        if key not in self._numbered and lengths not in self._drawn:
            if key not in self._frames:
                raise FrameMissing
            frame = self._frames[key]
            made = _drawn(frame, number, total)
            other = _other_digits(number), _other_digits(total)
            if _alike(made, _drawn(frame, *other), other):
                self._drawn[lengths] = made
            else:
                self._numbered.add(key)
        if key not in self._numbered:
            return self._drawn[lengths]
        return _drawn(self._frames[key], number, total, holes=False)

    def told(self, keys: set[Any], numbers: range, totals: range) -> dict[Any, MarginRecord]:
        """For another process: the margins of these kinds of pages, for numbers of all lengths in the two ranges.

        Raises NotPortable where they depend on more than the digits.
        """
        found: dict[Any, MarginRecord] = {}
        for key in keys:
            for number in _of_each_length(numbers):
                for total in _of_each_length(totals):
                    if number <= total:
                        found[key, len(str(number)), len(str(total))] = self.record(key, number, total)
            if key in self._numbered:
                raise NotPortable
        return found

    def take(self, drawn: dict[Any, MarginRecord]) -> None:
        """What another process has `told`."""
        self._drawn = {**drawn, **self._drawn}
        self._told |= {lengths[0] for lengths in drawn}

    def forget(self, keys: set[Any]) -> None:
        """Let go of kinds of pages that are not among `keys`."""
        self._frames = {key: frame for key, frame in self._frames.items() if key in keys}
        self._drawn = {lengths: made for lengths, made in self._drawn.items() if lengths[0] in keys}
        self._numbered &= keys
        self._told &= keys
        self._live.clear()


def _of_each_length(numbers: range) -> list[int]:
    """The greatest of the numbers of each length in decimal digits."""
    return list({len(str(number)): number for number in numbers}.values())


def _other_digits(number: int) -> int:
    """A number of as many digits, each another one."""
    return int("".join("8" if digit != "8" else "3" for digit in str(number)))


def _alike(one: MarginRecord, other: MarginRecord, numbers: tuple[int, int]) -> bool:
    """True if `one` with the other's numbers is the other."""
    if one.tags != other.tags or one.links != other.links:
        return False
    page, pages = numbers
    for mine, its in ((one.behind, other.behind), (one.before, other.before)):
        if [hole.of for hole in mine.holes] != [hole.of for hole in its.holes] or mine.states != its.states:
            return False
        shown = [str({"page": page, "pages": pages}[hole.of]) for hole in mine.holes]
        if mine.filled(0, shown) != its.filled(0, shown) or mine.needs != its.needs:
            return False
    return True


def _drawn(frame: Frame, number: int, total: int, *, holes: bool = True) -> MarginRecord:
    margins = frame.boxes(number, total)
    page = copy(frame.page_box)
    page.children = tuple(margins)
    links: list[Any] = []
    for margin in margins:
        gather_anchors(margin, {}, links, [], {None: []})
    setting = frame.context.font_config
    found: dict[Any, Hole] = {}
    values = {"page": str(number), "pages": str(total)}
    for box in page.descendants() if holes else ():
        name = _COUNTERS.get(box.element.get("class", "")) if _is_counter(box) else None
        if name and box.text == values[name]:
            learnt = numerals(setting, box.style)
            if learnt:
                found[box] = Hole(name, len(box.text), learnt)
    behind, before, tags = margin_stretches(_Size(page), page, setting, found, links)
    return MarginRecord(
        behind, before, tags, tuple((kind, target, rectangle) for kind, target, rectangle, _box in links)
    )


def _is_counter(box: Any) -> bool:
    return isinstance(box, TextBox) and box.element is not None and box.element_tag == "span::before"


class _Size:
    """What drawing asks of a page."""

    def __init__(self, box: Any) -> None:
        self.width, self.height, self.bleed = box.margin_width(), box.margin_height(), box.bleed


@contextmanager
def margins_held(setting: Setting) -> Iterator[list[Frame]]:
    """Layouts inside, with this setting, make no margin boxes; a Frame for each of their pages is in the list, in order."""
    frames: list[Frame] = []
    setting.frames = frames
    try:
        yield frames
    finally:
        setting.frames = None


def _make_margin_boxes(stock: Any) -> Any:
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
        """make_margin_boxes; none while the render's setting collects frames."""
        setting = context.font_config
        frames = setting.frames if isinstance(setting, Setting) else None
        if frames is None:
            yield from stock(context, page, state)
        else:
            frames.append(Frame(context, page, state, context.current_page))

    return make_margin_boxes


DECLARED = (
    Patch(
        target="weasyprint.layout:make_margin_boxes",
        why="headers and footers are made when a chapter's place in the document is known",
        versions=WEASYPRINT,
        source="4a2d2e301eb3",
        signature="(context, page, state)",
        replacement=_make_margin_boxes,
        retired="WeasyPrint lays a document out in parts and numbers its pages afterwards",
        speed=True,
    ),
    Use(
        target="weasyprint.anchors:gather_anchors",
        why="links in headers and footers that were made late",
        versions=WEASYPRINT,
        source="373f8c676f27",
    ),
    Use(
        target="weasyprint.layout.background:layout_box_backgrounds",
        why="backgrounds of headers and footers that were made late",
        versions=WEASYPRINT,
        source="617a870678c8",
    ),
    Use(
        target="weasyprint.layout:LayoutContext",
        why="is kept without a chapter's content, to make headers and footers from",
        versions=WEASYPRINT,
        source="211f859ff4e2",
    ),
    Use(
        target="weasyprint.css:StyleFor",
        why="tells which @page rules hold for a page",
        versions=WEASYPRINT,
        source="dac5a1326168",
    ),
)
