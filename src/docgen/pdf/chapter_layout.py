"""Chapters laid out one by one, drawn, and put together again: pages equal to those of the whole.

Each part of `chapters.Parts` is laid out by itself, without margin boxes and with placeholders for the numbers of pages,
and drawn at once to records (`records.PageRecord`); its boxes are let go of. When all parts are there, every page gets
its number and every reference its page. A part is laid out again only if its HTML, the style, the fonts, its pictures
or the digits of a page number in it change; where it stands does not matter.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import weasyprint

from docgen.fonts.font_set import FontSet
from docgen.pdf.chapters import REFERENCE, Part, Parts
from docgen.pdf.page_flow import Flow, Plan, plan
from docgen.pdf.patches import assembly, drawing, page_counters
from docgen.pdf.patches.margins import Margins, margins_held
from docgen.pdf.patches.numerals import numerals
from docgen.pdf.patches.page_counters import LivePage
from docgen.pdf.patches.parsed_page import ParsedPage
from docgen.pdf.patches.resuming import Course, Start, bound_at_top
from docgen.pdf.patches.setting import Setting
from docgen.pdf.records import Hole, MarginRecord, PageRecord
from docgen.reading import DISK, Files, FirstReading

ROUNDS = 6
KEPT_BYTES = 400_000_000  # of records; a page of text takes some 100 kB
_LIVE_BYTES = 4_000_000  # a page that keeps its boxes

_CHARACTERS_A_PAGE = 3400  # of HTML; a first guess only
_ANCHOR = re.compile(r'<[a-z][^>]* id="([^"]+)"')
_NAMED = re.compile(r'(<[a-z][^>]* (?:id="|href="#))([^"]+)"')
_PICTURE = re.compile(r'<img src="(file:[^"]+)"')
_SIDES = re.compile(r"@page[^{]*:(?:left|right)")


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
class Named:
    """A part's body with anchors named x0, x1 … as they come, in all that its key and its numbers need.

    `names` are their true names in this order, `places` the anchors defined in it with their places in the text,
    `shown` the anchors whose pages it shows, by own names, in order.
    """

    before: str
    blocks: tuple[str, ...]
    after: str
    names: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    shown: tuple[str, ...]
    pictures: tuple[str, ...]
    digest: bytes


class Chapters:
    """Chapters kept between builds in one process, no more than `size` bytes of them after a build."""

    def __init__(self, size: int = KEPT_BYTES) -> None:
        self._limit = size
        self._kept: OrderedDict[bytes, Chapter] = OrderedDict()
        self._fonts: FontSet | None = None
        self._settings: dict[str, Setting] = {}
        self._sheets: dict[tuple[str, str], Any] = {}
        self._named: dict[Part, Named] = {}
        self.margins = Margins()
        self.files = assembly.FileCache()
        self.laid_out = 0  # how many pages have been laid out, over all builds

    def get(self, key: bytes, used: set[int]) -> Chapter | None:
        """A kept chapter; if it has live pages, only one that this build does not show elsewhere already."""
        chapter = self._kept.get(key)
        if chapter is None or (id(chapter) in used and chapter.live):
            return None
        self._kept.move_to_end(key)
        return chapter

    def keep(self, key: bytes, chapter: Chapter) -> None:
        self.laid_out += len(chapter.fresh)
        self._kept[key] = chapter

    def like(self, flow: Flow, owner: Any) -> Chapter | None:
        """The kept chapter with the same headers and most blocks in common, from the beginning and from the end."""
        best, found = 0, None
        for chapter in reversed(self._kept.values()):
            if chapter.owner == owner and chapter.bound and not chapter.light and not chapter.live:
                common = chapter.flow.common(flow)
                if common > best:
                    best, found = common, chapter
        return found

    def forget(self, shown: Sequence[bytes], parts: Sequence[Part]) -> None:
        """Let go of chapters above the wanted size: first those that this build did not show, the longest unused first.

        Of a document that is larger by itself the last chapters go, not the longest unused: the next build asks for
        all of them in the same order.
        """
        self._named = {part: self._named[part] for part in parts}
        total = sum(chapter.size for chapter in self._kept.values())
        for key in [*(key for key in self._kept if key not in set(shown)), *reversed(shown)]:
            if total <= self._limit:
                break
            chapter = self._kept.pop(key, None)
            total -= chapter.size if chapter else 0
        kept = self._kept.values()
        used = {chapter.faces for chapter in kept}
        self._settings = {faces: setting for faces, setting in self._settings.items() if faces in used}
        self._sheets = {known: sheets for known, sheets in self._sheets.items() if known[1] in used}
        self.margins.forget(
            {page.margins for chapter in kept for page in chapter.pages if isinstance(page, PageRecord)}
        )

    def named(self, part: Part) -> Named:
        if part not in self._named:
            self._named[part] = _named(part)
        return self._named[part]

    def use_fonts(self, fonts: FontSet) -> None:
        """What is laid out from here on is printed with `fonts`; what was laid out with others is let go of."""
        known = self._fonts
        if known is not None and known is not fonts and (known.text != fonts.text or not known.is_current()):
            for kept in (self._kept, self._settings, self._sheets):
                kept.clear()
            self.margins.forget(set())
        self._fonts = fonts

    def setting(self, faces: str) -> Setting:
        """What the pages with such @font-face rules are laid out and drawn with."""
        if faces not in self._settings:
            self._settings[faces] = Setting(self._fonts)
        return self._settings[faces]

    def sheets(self, style: str, faces: str, fetcher: Any) -> list[Any]:
        """Parsed style sheets; `fetcher` reads the faces once."""
        if (style, faces) not in self._sheets:
            setting = self.setting(faces)
            self._sheets[(style, faces)] = [
                weasyprint.CSS(string=text, font_config=setting, url_fetcher=fetcher) for text in (faces, style) if text
            ]
        return list(self._sheets[(style, faces)])


@dataclass(slots=True)
class Assembled:
    """All pages of a document, each with its number: what can be asked of them, and the file.

    `margins` are the headers and footers of each page (None for a live page), `parts` the chapters with the true names
    of their anchors and the numbers that they show.
    """

    total: int
    page_map: dict[str, int]
    resets: list[Any]
    margins: list[MarginRecord | None]
    parts: list[tuple[Chapter, tuple[str, ...], dict[str, str]]]
    files: assembly.FileCache
    setting: Setting
    fetcher: Any

    def document(self) -> Any:
        """A WeasyPrint Document of the pages, for one file."""
        pages: list[Any] = []
        for chapter, names, numbers in self.parts:
            for page in chapter.pages:
                margins = self.margins[len(pages)]
                number = len(pages) + 1
                if isinstance(page, LivePage):
                    pages.append(page.page(number, self.total, names, numbers))
                elif margins is not None:
                    fonts = self.setting.fonts
                    pages.append(assembly.Sheet(page, margins, number, self.total, names, numbers, fonts))
        return assembly.document(pages, self.parts[0][0].metadata, self.fetcher, self.setting)

    def finish(self, pdf: Any) -> None:
        """Before the file is put together."""
        self.files.pack(pdf)

    def links_lead_somewhere(self) -> bool:
        """False if a link of a page that is drawn already leads to an anchor that is on no page."""
        pages = iter(self.margins)
        for chapter, names, _numbers in self.parts:
            for page in chapter.pages:
                margins = next(pages)
                if isinstance(page, PageRecord) and margins is not None:
                    for kind, target, _rectangle in (*page.links, *margins.links):
                        if kind == "internal" and names[int(target[1:])] not in self.page_map:
                            return False
        return True


def lay_out_chapters(
    parts: Parts,
    faces: str,
    fetcher: Any,
    kept: Chapters,
    known: Mapping[str, int],
    *,
    light: bool = False,
    files: Files = DISK,
) -> Assembled | None:
    """All pages, numbered; None if the numbers do not settle, or a link leads nowhere: the whole has to be laid out at once.

    `known` is the page map of an earlier build, or empty: it saves a second layout where a guess has too few digits.
    `files` are where pictures are read from. With `light` nothing is drawn: the pages can be counted and not written.
    """
    layout = _Layout(parts, faces, fetcher, kept, known, files, light=light)
    for _round in range(ROUNDS):
        layout.lay_out()
        if layout.settled():
            assembled = layout.assembled()
            kept.forget(layout.keys, parts.parts)
            return assembled if assembled.links_lead_somewhere() else None
    return None


class _Layout:
    """One build: its parts, what is known of their pages, and the chapters laid out so far."""

    def __init__(
        self,
        parts: Parts,
        faces: str,
        fetcher: Any,
        kept: Chapters,
        known: Mapping[str, int],
        files: Files,
        *,
        light: bool,
    ) -> None:
        self._files = files
        self._light = light
        self._parts, self._faces, self._fetcher, self._kept, self._known = parts, faces, fetcher, kept, known
        self._sided = bool(_SIDES.search(parts.style))
        self._named = [kept.named(part) for part in parts.parts]
        self._where = {
            name: (index, place // _CHARACTERS_A_PAGE)
            for index, named in reversed(list(enumerate(self._named)))
            for name, place in reversed(named.places)
        }
        self._exact: set[int] = set()  # parts whose numbers must be right before the layout
        self._chapters: list[Chapter | None] = [None] * len(parts.parts)
        self._start = self._starts()
        self.keys: list[bytes] = [b""] * len(parts.parts)
        self._seals = [self._seal(index) for index in range(len(parts.parts))]

    # --- laying out ---

    def lay_out(self) -> None:
        """Each part whose key has changed; the first, with the table of contents, last, when most pages are known."""
        order = [*range(1, len(self._parts.parts)), 0]
        for index in order:
            self._take(index)
        for index in order:
            key = self._key(index)
            if key == self.keys[index] or self._take(index):
                continue
            chapter = self._render(index)
            self._kept.keep(key, chapter)
            self._place(index, key, chapter)

    def _take(self, index: int) -> bool:
        """Take a part from what is kept, if it is there."""
        key = self._key(index)
        if key == self.keys[index]:
            return True
        chapter = self._kept.get(key, {id(one) for place, one in enumerate(self._chapters) if place != index})
        if chapter is None or (chapter.light and not self._light):
            return False
        self._place(index, key, chapter)
        return True

    def _place(self, index: int, key: bytes, chapter: Chapter) -> None:
        names = self._named[index].names
        for page, laid in reversed(list(enumerate(chapter.pages))):
            for own in laid.anchors:
                self._where[names[int(own[1:])]] = (index, page)
        self._chapters[index], self.keys[index] = chapter, key
        self._start = self._starts()

    def _starts(self) -> list[int]:
        """How many pages stand before each part, and in all: known or guessed."""
        starts = [0]
        for part, chapter in zip(self._parts.parts, self._chapters, strict=True):
            guess = max(1, part.size // _CHARACTERS_A_PAGE)
            starts.append(starts[-1] + (len(chapter.pages) if chapter else guess))
        return starts

    def _number(self, name: str) -> int:
        """The page of an anchor, as far as it is known by now; 0 for one that is nowhere."""
        if name not in self._where:
            return 0
        index, page = self._where[name]
        if self._chapters[index] is None and name in self._known:
            return self._known[name]
        return self._start[index] + page + 1

    def _numbers(self, index: int) -> list[str]:
        named = self._named[index]
        return [str(self._number(named.names[int(own[1:])])) for own in named.shown]

    def _turned(self, index: int) -> bool:
        return self._sided and self._start[index] % 2 == 1

    def _missing(self, index: int) -> list[str]:
        """Own names of anchors that are nowhere: links to them are none."""
        return [f"x{place}" for place, name in enumerate(self._named[index].names) if name not in self._where]

    def _seal(self, index: int) -> bytes:
        """What a part's layout depends on, but for numbers and pictures."""
        part = self._parts.parts[index]
        seal = hashlib.sha256(self._named[index].digest)
        for text in (self._parts.opening, self._style(part), self._faces, *self._missing(index)):
            seal.update(text.encode() + b"\0")
        return seal.digest()

    def _pictures(self, index: int) -> list[str]:
        """Each picture file and a digest of it: a changed picture is a changed chapter."""
        return [f"{address} {_digest(self._files, address)}" for address in self._named[index].pictures]

    def _key(self, index: int) -> bytes:
        """Under which a part's layout is kept: the digits of its numbers, or the numbers where they have to be right."""
        numbers = self._numbers(index)
        shown = " ".join(numbers if index in self._exact else map(str, map(len, numbers)))
        seal = hashlib.sha256(self._seals[index])
        for text in (shown, str(self._turned(index)), *self._pictures(index)):
            seal.update(text.encode() + b"\0")
        return seal.digest()

    def _flow(self, index: int) -> Flow:
        """A part's HTML with its placeholders."""
        numbers = iter(self._numbers(index))
        exact = index in self._exact

        def placed(found: re.Match[str]) -> str:
            page = next(numbers)
            return f'<a class="{found[1]}" href="#{found[2]}" data-p="{page if exact else "0" * len(page)}">'

        named = self._named[index]
        before, *blocks, after = (REFERENCE.sub(placed, piece) for piece in (named.before, *named.blocks, named.after))
        return Flow(before, tuple(blocks), after)

    def _style(self, part: Part) -> str:
        return self._parts.continuing_style if part.continuing else self._parts.style

    def _render(self, index: int) -> Chapter:
        """A part laid out and drawn: with what is kept of one like it, from the page before what is new."""
        part, flow, named = self._parts.parts[index], self._flow(index), self._named[index]
        style = self._style(part)
        owner = (style, self._faces, named.before, named.after if "<section" in named.after else "")
        if index not in self._exact and not self._light and not self._turned(index):
            like = self._kept.like(flow, owner)
            for more in (False, True) if like else ():
                planned = plan(like.flow, flow, style, more=more, sided=self._sided) if like else None
                if like is None or planned is None:
                    break
                chapter = self._resumed(index, planned, like)
                if chapter is not None:
                    return chapter
                if planned.whole:
                    break
        course = Course()
        laid = self._laid_out(index, flow.before + "\n".join(flow.blocks) + flow.after, course)
        chapter = self._drawn(index, flow, *laid, owner)
        if flow.blocks and not self._light:
            bound = [bound_at_top(page, 3) for page in laid[0].pages]
            chapter.flow = flow.begun(course.starts[:-1], bound)
        del laid
        gc.collect(0)  # the boxes refer to each other, and the collector may be paused
        return chapter

    def _laid_out(self, index: int, body: str, course: Course) -> tuple[Any, list[Any]]:
        """WeasyPrint's document of a body, and the frames of its pages."""
        setting = self._kept.setting(self._faces)
        sheets = self._kept.sheets(self._style(self._parts.parts[index]), self._faces, self._fetcher)
        opening = self._parts.opening
        if self._turned(index):
            opening = opening.replace("<html ", '<html style="break-before:left" ', 1)
        setting.course = course
        try:
            with margins_held(setting) as frames:
                page = ParsedPage(f"{opening}</head>\n<body>{body}</body></html>\n", self._fetcher)
                return page.render(stylesheets=sheets, font_config=setting), frames
        finally:
            setting.course = None

    def _resumed(self, index: int, planned: Plan, like: Chapter) -> Chapter | None:
        """A part of which some pages are those of one like it; None if the new pages do not arrive at old ones."""
        arrived: list[int] = []

        def has_arrived(start: Start) -> bool:
            place = planned.arrived(start)
            arrived.extend([] if place is None else [place])
            return place is not None

        course = Course(planned.start, None if planned.whole and not like.pages else has_arrived)
        document, frames = self._laid_out(index, planned.html, course)
        if course.failed or not (course.ended or planned.whole):
            return None
        margins = self._kept.margins
        if planned.first and not all(margins.knows(like.owner, frame) for frame in frames):
            return None  # what its headers show was set on earlier pages
        behind = arrived[-1] if course.ended else len(like.pages)
        chapter = self._drawn(index, planned.new, document, frames, like.owner)
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

    def _drawn(self, index: int, flow: Flow, document: Any, frames: list[Any], owner: Any) -> Chapter:
        """A laid-out part as records of its pages."""
        setting, named = self._kept.setting(self._faces), self._named[index]
        blanks = page_counters.blanks(document.pages)
        learnt = {blank: numerals(setting, blank.box.style) for blank in blanks}
        bound = len(blanks) == len(named.shown) and None not in learnt.values()
        holes = {} if index in self._exact else {
            blank.box: Hole(blank.anchor, len(blank.box.text), found) for blank, found in learnt.items() if found
        }  # fmt: skip
        missing = set(self._missing(index))
        shown = () if index in self._exact else named.shown
        chapter = Chapter([], bound, shown, document.metadata, self._faces, self._light, flow, owner)
        for place, (page, frame) in enumerate(zip(document.pages, frames, strict=True)):
            page.links = [link for link in page.links if not (link[0] == "internal" and link[1] in missing)]
            resets = page_counters.counter_resets(page)
            if self._light:
                chapter.pages.append(PageRecord(0, 0, {}, [], page.anchors, [], resets))
                continue
            number = self._start[index] + place + 1
            try:
                margins = self._kept.margins.learn(owner, frame, number, max(number, self._start[-1]))
                laid = drawing.record(page, setting, holes, resets, margins)
                chapter.pages.append(laid)
                chapter.size += laid.size
            except drawing.NotPortable:
                chapter.pages.append(LivePage(page, frame, [blank for blank in blanks if blank.page == place]))
                chapter.size += _LIVE_BYTES
        chapter.fresh = range(len(chapter.pages))
        return chapter

    # --- numbering ---

    def settled(self) -> bool:
        """True if every part is laid out with numbers of the right length, or right ones where they cannot be set later."""
        for index, chapter in enumerate(self._chapters):
            if chapter is not None and not chapter.bound:
                self._exact.add(index)
        return all(self._key(index) == key for index, key in enumerate(self.keys))

    def assembled(self) -> Assembled:
        chapters = [chapter for chapter in self._chapters if chapter is not None]
        parts = []
        page_map: dict[str, int] = {}
        for index, (chapter, named) in enumerate(zip(chapters, self._named, strict=True)):
            numbers = {own: str(self._number(named.names[int(own[1:])])) for own in chapter.shown}
            parts.append((chapter, named.names, numbers))
            for page, laid in enumerate(chapter.pages):
                for own in laid.anchors:
                    page_map.setdefault(named.names[int(own[1:])], self._start[index] + page + 1)
        margins: list[MarginRecord | None] = []
        for laid in (laid for chapter in chapters for laid in chapter.pages):
            made = None
            if isinstance(laid, PageRecord) and not self._light:
                made = self._kept.margins.record(laid.margins, len(margins) + 1, self._start[-1])
            margins.append(made)
        resets = [page.resets for chapter in chapters for page in chapter.pages]
        setting = self._kept.setting(self._faces)
        return Assembled(self._start[-1], page_map, resets, margins, parts, self._kept.files, setting, self._fetcher)


def _named(part: Part) -> Named:
    names: dict[str, int] = {}

    def renamed(found: re.Match[str]) -> str:
        return f'{found[1]}x{names.setdefault(found[2], len(names))}"'

    before, *blocks, after = (_NAMED.sub(renamed, piece) for piece in (part.before, *part.blocks, part.after))
    pieces = (before, *blocks, after)
    shown = tuple(anchor for piece in pieces for _kind, anchor in REFERENCE.findall(piece))
    places: list[tuple[str, int]] = []
    passed = 0
    for piece in (part.before, *part.blocks, part.after):
        places += [(found[1], passed + found.start()) for found in _ANCHOR.finditer(piece)]
        passed += len(piece)
    pictures = tuple(dict.fromkeys(found for piece in pieces for found in _PICTURE.findall(piece)))
    seal = hashlib.sha256()
    for piece in pieces:
        seal.update(piece.encode() + b"\0")
    return Named(before, tuple(blocks), after, tuple(names), tuple(places), shown, pictures, seal.digest())


def _digest(files: Files, address: str) -> str:
    path = Path(unquote(urlsplit(unescape(address)).path))
    try:
        return files.digest(path) if isinstance(files, FirstReading) else hashlib.sha256(files.read(path)).hexdigest()
    except OSError:
        return ""
