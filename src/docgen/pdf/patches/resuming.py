"""A layout that begins and ends within a chapter: from the page before an edit to the first page that begins as it did before.

WeasyPrint makes pages one by one, each from where the last one ended (`page_maker`). While a Setting has a `course`, what
each page began with is noted there; a course with a start has the first page begin in the middle, and the pages end when
the course has come to where the old ones go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout.block import block_level_page_break

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.setting import Setting


@dataclass(frozen=True, slots=True)
class Start:
    """What a page begins with: where in the box tree (None: its beginning), the break before it, its side, the counters.

    `clean` is False where more than that is carried over: footnotes and floats of earlier pages.
    """

    path: Any
    next_page: Any
    right: bool
    state: Any
    clean: bool

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the page groups that go on (CSS GCPM 3, document sequence selectors)."""
        return tuple(group[0] for group in self.state[3])

    def at(self, path: Any) -> Start:
        """The same at another place of another tree; page groups are those of whole sections."""
        return Start(path, self.next_page, self.right, self.state, self.clean)


@dataclass(slots=True)
class Course:
    """One layout: what its pages began with (the last entry: what comes after the last page); where it is to begin and end."""

    start: Start | None = None
    arrived: Callable[[Start], bool] | None = None
    starts: list[Start] = field(default_factory=list)
    ended: bool = False  # before the end of the content, since it had arrived
    failed: bool = False


def _make_all_pages(stock: Any) -> Any:
    def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        """make_all_pages; by the course of the render's setting, if there is one."""
        setting = context.font_config
        course = setting.course if isinstance(setting, Setting) else None
        if course is None:
            yield from stock(context, root_box, html, pages)
            return
        known = list(pages)
        skipped = 0
        if course.start is not None:
            if pages:  # a second turn: counters or running elements were not as expected
                course.failed = True
                yield from pages
                return
            known, skipped = [None], 1
            _begin_in_the_middle(context, course.start)
        course.starts = [_start(context, skipped, clean=True)]
        for place, page in enumerate(stock(context, root_box, html, known)):
            if place < skipped:
                continue
            yield page
            # The generator stands still here: what it carries over to the next page is still in the context.
            clean = not (context.reported_footnotes or context.broken_out_of_flow)
            course.starts.append(_start(context, place + 1, clean=clean))
            if course.arrived is not None and course.starts[-1].path is not None and course.arrived(course.starts[-1]):
                course.ended = True
                context.page_maker = context.page_maker[: place + 2]
                context.page_maker[place + 1][-1]["content_changed"] = False
                break
        del context.page_maker[:skipped]

    return make_all_pages


def _begin_in_the_middle(context: Any, start: Start) -> None:
    """Have the second page begin at a place, and the first count as made: only first pages keep the space at their top."""
    made = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    context.page_maker = [
        (*context.page_maker[0][:4], made),
        (start.path, start.next_page, start.right, deepcopy(start.state), made | {"content_changed": True}),
    ]


def _start(context: Any, place: int, *, clean: bool) -> Start:
    path, next_page, right, state, _remake = context.page_maker[place]
    return Start(path, next_page, right, state, clean)


def bound_at_top(page: Any, depth: int) -> int:
    """How many elements after the first on a page must not be parted from it: the page before has looked at them as well.

    `depth` is the number of boxes from the page's to the one whose children are counted.
    """
    box = page._page_box
    for _step in range(depth):
        if not getattr(box, "children", ()):
            return 0
        box = box.children[0]
    children = getattr(box, "children", ())
    count = 0
    while count + 1 < len(children):
        between = block_level_page_break(children[count], children[count + 1])
        if between not in ("avoid", "avoid-page"):
            break
        count += 1
    return count


DECLARED = (
    Patch(
        target="weasyprint.layout:make_all_pages",
        why="after an edit, pages are made from the one before it to where the old ones go on",
        versions=WEASYPRINT,
        source="b5e403489484",
        signature="(context, root_box, html, pages)",
        replacement=_make_all_pages,
        retired="WeasyPrint lays out a range of a document's pages",
        offer="a layout that begins at a page's recorded state",
        speed=True,
    ),
    Use(
        target="weasyprint.layout.block:block_level_page_break",
        why="tells which elements a page break does not part",
        versions=WEASYPRINT,
        source="4c36f807aa76",
    ),
    Use(
        target="weasyprint.layout.page:remake_page",
        why="makes a page from what is noted of its beginning",
        versions=WEASYPRINT,
        source="1ff09b2dffa1",
    ),
)
