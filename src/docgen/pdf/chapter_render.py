"""One part of a document laid out and drawn to records: whole, or from the page before an edit to where the old pages go on.

All that a layout needs is a `Job`, plain data that another process can take (`side_by_side`), and a `RenderCache`, which
holds what one process keeps from part to part: settings, parsed style sheets, and what headers and footers are made from.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import weasyprint

from docgen.fonts.font_set import FontSet
from docgen.pdf.page_flow import Flow, Plan
from docgen.pdf.patches import drawing, page_counters
from docgen.pdf.patches.margins import Margins, margins_held
from docgen.pdf.patches.numerals import numerals
from docgen.pdf.patches.page_counters import LivePage
from docgen.pdf.patches.parsed_page import ParsedPage
from docgen.pdf.patches.resuming import Course, Start, bound_at_top
from docgen.pdf.patches.setting import Setting
from docgen.pdf.records import Hole, PageRecord

LIVE_BYTES = 4_000_000  # a page that keeps its boxes


@dataclass(slots=True)
class Chapter:
    """A part laid out and drawn.

    Anchors have names of the chapter's own ("x0", "x1" …), so that one more heading elsewhere does not change it.
    `bound` is False where a number is not in one text box, or its digits depend on each other, so that it cannot be
    changed without a new layout; `shown` are the anchors whose pages are shown. `light` chapters can only be counted.
    `flow` is what was laid out, `owner` whose headers and footers it has, `fresh` which of its pages were made for it.
    """

    pages: list[PageRecord | LivePage]
    bound: bool
    shown: tuple[str, ...]
    metadata: Any
    faces: str
    light: bool
    flow: Flow
    owner: Any
    fresh: range = range(0)
    size: int = 0

    @property
    def live(self) -> bool:
        return any(isinstance(page, LivePage) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Job:
    """A part to be laid out.

    `opening` is what every page of the document begins with, `flow` the body with placeholders for the numbers of pages,
    `shown` the anchors that they stand for, `exact` true where they are the numbers themselves. `owner` is what headers
    and footers depend on. `turned`: the part begins on a left page. `missing` are the anchors that are on no page;
    `number` is about the page where the part begins, `total` about how many there are. With `light` nothing is drawn.
    """

    opening: str
    style: str
    faces: str
    flow: Flow
    shown: tuple[str, ...]
    owner: Any
    exact: bool
    turned: bool
    missing: frozenset[str]
    number: int
    total: int
    light: bool

    @property
    def size(self) -> int:
        """How many characters of HTML."""
        flow = self.flow
        return len(flow.before) + sum(map(len, flow.blocks)) + len(flow.after)


class RenderCache:
    """What one process keeps from layout to layout; for one thread at a time."""

    def __init__(self) -> None:
        self.fonts: FontSet | None = None
        self._settings: dict[str, Setting] = {}
        self._sheets: dict[tuple[str, str], Any] = {}
        self.margins = Margins()

    def use_fonts(self, fonts: FontSet) -> bool:
        """What is laid out from here on is printed with `fonts`; True if what was laid out before was printed with others."""
        known, self.fonts = self.fonts, fonts
        if known is None or known is fonts or (known.text == fonts.text and known.is_current()):
            return False
        self._settings.clear()
        self._sheets.clear()
        self.margins.forget(set())
        return True

    def setting(self, faces: str) -> Setting:
        """What the pages with such @font-face rules are laid out and drawn with."""
        if faces not in self._settings:
            self._settings[faces] = Setting(self.fonts)
        return self._settings[faces]

    def sheets(self, style: str, faces: str, fetcher: Any) -> list[Any]:
        """Parsed style sheets; `fetcher` reads the faces once."""
        if (style, faces) not in self._sheets:
            setting = self.setting(faces)
            self._sheets[(style, faces)] = [
                weasyprint.CSS(string=text, font_config=setting, url_fetcher=fetcher) for text in (faces, style) if text
            ]
        return list(self._sheets[(style, faces)])

    def keep_only(self, chapters: Iterable[Chapter]) -> None:
        """Let go of what none of these chapters needs."""
        chapters = list(chapters)
        used = {chapter.faces for chapter in chapters}
        self._settings = {faces: setting for faces, setting in self._settings.items() if faces in used}
        self._sheets = {known: sheets for known, sheets in self._sheets.items() if known[1] in used}
        self.margins.forget(
            {page.margins for chapter in chapters for page in chapter.pages if isinstance(page, PageRecord)}
        )


def render(job: Job, cache: RenderCache, fetcher: Any) -> Chapter:
    """The whole part; `fetcher` reads what its HTML and its style name."""
    course = Course()
    flow = job.flow
    document, frames = _laid_out(job, flow.before + "\n".join(flow.blocks) + flow.after, course, cache, fetcher)
    chapter = _drawn(job, flow, document, frames, cache)
    if flow.blocks and not job.light:
        bound = [bound_at_top(page, 3) for page in document.pages]
        chapter.flow = flow.begun(course.starts[:-1], bound)
    del document, frames
    gc.collect(0)  # the boxes refer to each other, and the collector may be paused
    return chapter


def resume(job: Job, planned: Plan, like: Chapter, cache: RenderCache, fetcher: Any) -> Chapter | None:
    """The part with some pages of one like it; None if the new pages do not arrive at old ones."""
    arrived: list[int] = []

    def has_arrived(start: Start) -> bool:
        place = planned.arrived(start)
        arrived.extend([] if place is None else [place])
        return place is not None

    course = Course(planned.start, None if planned.whole and not like.pages else has_arrived)
    document, frames = _laid_out(job, planned.html, course, cache, fetcher)
    if course.failed or not (course.ended or planned.whole):
        return None
    if planned.first and not all(cache.margins.knows(job.owner, frame) for frame in frames):
        return None  # what its headers show was set on earlier pages
    behind = arrived[-1] if course.ended else len(like.pages)
    chapter = _drawn(job, planned.new, document, frames, cache, whole=not planned.first)
    bound = [bound_at_top(page, 3) for page in document.pages]
    made = planned.beginnings(course.starts[: len(document.pages)], bound)
    fresh = len(chapter.pages)
    chapter.pages[:0] = like.pages[: planned.first]
    chapter.pages += like.pages[behind:]
    chapter.fresh = range(planned.first, planned.first + fresh)
    chapter.flow = planned.joined(made, behind)
    chapter.size = sum(page.size for page in chapter.pages if isinstance(page, PageRecord))
    shown = sum(page.body.count(Hole) for page in chapter.pages if isinstance(page, PageRecord))
    chapter.bound = shown == len(chapter.shown) and not chapter.live
    return chapter if chapter.bound else None


def _laid_out(job: Job, body: str, course: Course, cache: RenderCache, fetcher: Any) -> tuple[Any, list[Any]]:
    """WeasyPrint's document of a body, and the frames of its pages."""
    setting = cache.setting(job.faces)
    sheets = cache.sheets(job.style, job.faces, fetcher)
    opening = job.opening
    if job.turned:
        opening = opening.replace("<html ", '<html style="break-before:left" ', 1)
    setting.course = course
    try:
        with margins_held(setting) as frames:
            page = ParsedPage(f"{opening}</head>\n<body>{body}</body></html>\n", fetcher, job.style)
            return page.render(stylesheets=sheets, font_config=setting), frames
    finally:
        setting.course = None


def _drawn(
    job: Job, flow: Flow, document: Any, frames: list[Any], cache: RenderCache, *, whole: bool = True
) -> Chapter:
    """A laid-out part as records of its pages."""
    setting = cache.setting(job.faces)
    blanks = page_counters.blanks(document.pages)
    learnt = {blank: numerals(setting, blank.box.style) for blank in blanks}
    bound = len(blanks) == len(job.shown) and None not in learnt.values()
    holes = {} if job.exact else {
        blank.box: Hole(blank.anchor, len(blank.box.text), found) for blank, found in learnt.items() if found
    }  # fmt: skip
    shown = () if job.exact else job.shown
    chapter = Chapter([], bound, shown, document.metadata, job.faces, job.light, flow, job.owner)
    for place, (page, frame) in enumerate(zip(document.pages, frames, strict=True)):
        page.links = [link for link in page.links if not (link[0] == "internal" and link[1] in job.missing)]
        resets = page_counters.counter_resets(page)
        if job.light:
            chapter.pages.append(PageRecord(0, 0, {}, [], page.anchors, [], resets))
            continue
        number = job.number + place
        try:
            margins = cache.margins.learn(job.owner, frame, number, max(number, job.total), whole=whole)
            laid = drawing.record(page, setting, holes, resets, margins)
            chapter.pages.append(laid)
            chapter.size += laid.size
        except drawing.NotPortable:
            chapter.pages.append(LivePage(page, frame, [blank for blank in blanks if blank.page == place]))
            chapter.size += LIVE_BYTES
    chapter.fresh = range(len(chapter.pages))
    return chapter
