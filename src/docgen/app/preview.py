"""A paper shown page by page while it is written: after an edit only what has changed is laid out, and one page is written.

No Word file is made and no PDF of the whole: what is kept of the layout are records of pages (`pdf.records`), and a page is
put together from its own when it is asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from docgen.app import messages
from docgen.app.build import NONE, Kept, Snapshot, Stamp, Stamper, lay_out_snapshot
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem

if TYPE_CHECKING:
    from docgen.pdf.assembled import Printed
    from docgen.pdf.writer import Layout

Change = Literal["new", "renumbered", "same"]


@dataclass(frozen=True, slots=True)
class PreviewedPage:
    """A page of the last refreshing: its physical number from 1, and what became of it.

    `change` is "new" where its content was made anew, "renumbered" where only numbers of pages, headers or footers on it
    are others, "same" where it looks as before. `before` is the number of the page that it was (0 for a new page): after
    an edit in the middle, later pages may be the same under other numbers.
    """

    number: int
    change: Change
    before: int


class Preview:
    """One paper, kept from one look to the next. For one thread at a time."""

    def __init__(
        self, workspace: Workspace, path: Path, *, template: str = "", stamp: Stamp | Stamper = NONE, processes: int = 1
    ) -> None:
        self._workspace, self._path = workspace, path
        self._template, self._stamp, self._processes = template, stamp, processes
        self._kept = Kept()
        self._layout: Layout | None = None
        self._printed: list[Printed] = []
        self.problems: list[Problem] = []
        self.pages: list[PreviewedPage] = []
        self.page_map: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def refresh(self) -> list[PreviewedPage]:
        """Read the paper's files again and lay out what has changed: all pages, with what became of each.

        Where there are errors, `problems` has them, and the pages are those of the last time.
        """
        kept = self._kept
        snapshot = Snapshot(self._workspace, self._path, kinds=kept.kinds, known=kept.paper(self._path))
        result, layout = lay_out_snapshot(
            snapshot, kept=kept, template=self._template, stamp=self._stamp, processes=self._processes
        )
        self.problems = result.problems
        if result.kind is not None and not result.kind.has_body:
            raise DocgenError(
                messages.NO_PAGES.at(Location(self._workspace.relative(self._path)), kind=result.kind.title)
            )
        if layout is not None:
            printed = layout.printed()
            self.pages = _changes(self._printed, printed)
            self._layout, self._printed, self.page_map = layout, printed, dict(layout.page_map)
        return self.pages

    def pdf(self, number: int) -> bytes:
        """A page as a PDF of its own, as it looks in the whole. Raises DocgenError B107 if there is no such page."""
        if self._layout is None or not 1 <= number <= len(self.pages):
            place = Location(self._workspace.relative(self._path))
            raise DocgenError(messages.NO_SUCH_PAGE.at(place, number=number, pages=len(self.pages)))
        return self._layout.write_page(number)

    def png(self, number: int, dpi: int = 96) -> bytes:
        """A page as a picture. Raises DocgenError B107 if there is no such page."""
        from docgen.pdf.writer import page_png

        return page_png(self.pdf(number), dpi)

    def close(self) -> None:
        """Let go of what is kept; processes that laid out chapters end."""
        self._kept.close()
        self._kept, self._layout, self._printed, self.pages = Kept(), None, [], []


def _changes(before: Sequence[Printed], now: Sequence[Printed]) -> list[PreviewedPage]:
    """What became of each page. A page laid out anew that came out as the one in its place counts as that one."""
    places: dict[int, deque[int]] = {}  # equal chapters may show one record in several places
    for number, page in enumerate(before, 1):
        places.setdefault(id(page.content), deque()).append(number)
    found = []
    for number, page in enumerate(now, 1):
        own = places.get(id(page.content))
        old = own.popleft() if own else 0
        if not old and number <= len(before) and before[number - 1].content == page.content:
            old = number
        change: Change = "new"
        if old:
            was = before[old - 1]
            change = "same" if (was.margins, was.numbers) == (page.margins, page.numbers) else "renumbered"
        found.append(PreviewedPage(number, change, old))
    return found
