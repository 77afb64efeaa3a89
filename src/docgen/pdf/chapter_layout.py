"""Chapters laid out one by one, kept, and put together again: pages equal to those of the whole.

Each part of `chapters.Parts` is rendered by itself, without margin boxes and
with placeholders for the numbers of pages; when all parts are there, every
page gets its number and every reference its page (`patches.page_counters`). A part is
rendered again only if its HTML, the style, the fonts, its pictures or the
digits of a page number in it change; where it stands does not matter.

Where only the page map is wanted, a part's pages are let go of as soon as it
is laid out (`light`): memory is then that of the largest part.
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
from docgen.pdf.patches import page_counters
from docgen.pdf.patches.page_cache import DrawnPages
from docgen.pdf.patches.page_counters import Blank, Frame
from docgen.pdf.patches.parsed_page import ParsedPage
from docgen.pdf.patches.setting import Setting

ROUNDS = 6
KEPT_PAGES = 600  # some 4 MB each

_CHARACTERS_A_PAGE = 3400  # of HTML; a first guess only
_ANCHOR = re.compile(r'<[a-z][^>]* id="([^"]+)"')
_NAMED = re.compile(r'(<[a-z][^>]* (?:id="|href="#))([^"]+)"')
_PICTURE = re.compile(r'<img src="(file:[^"]+)"')
_SIDES = re.compile(r"@page[^{]*:(?:left|right)")


@dataclass(slots=True)
class Chapter:
    """A part laid out: WeasyPrint's document, the frames of its pages, and the blanks for numbers.

    Anchors have names of the chapter's own ("x0", "x1" …), so that one more
    heading elsewhere does not change it; `links` and `anchors` keep each page's
    under these. `bound` is False where a number is not in one text box, so that
    it cannot be changed without a new layout.
    """

    document: Any
    frames: list[Frame]
    blanks: list[Blank]
    bound: bool
    links: list[list[Any]]
    anchors: list[dict[str, Any]]

    @property
    def pages(self) -> int:
        return len(self.document.pages)


class Chapters:
    """Chapters kept between builds in one process, no more than `pages` pages of them after a build."""

    def __init__(self, pages: int = KEPT_PAGES) -> None:
        self._limit = pages
        self._kept: OrderedDict[str, Chapter] = OrderedDict()
        self._sheets: dict[tuple[str, str], tuple[Any, Any]] = {}
        self._fonts: FontSet | None = None
        self.laid_out = 0  # how many pages have been laid out, over all builds
        self.drawn = DrawnPages()

    def get(self, key: str, used: set[int]) -> Chapter | None:
        """A kept chapter that this build does not show elsewhere already: equal parts need a layout each."""
        chapter = self._kept.get(key)
        if chapter is None or id(chapter) in used:
            return None
        self._kept.move_to_end(key)
        return chapter

    def keep(self, key: str, chapter: Chapter) -> None:
        self.laid_out += chapter.pages
        self._kept[key] = chapter

    def forget(self, shown: Sequence[str]) -> None:
        """Let go of chapters above the wanted pages: first those that this build did not show, the longest unused first.

        Of a document that is larger by itself the last chapters go, not the
        longest unused: the next build asks for all of them in the same order.
        """
        total = sum(chapter.pages for chapter in self._kept.values())
        for key in [*(key for key in self._kept if key not in set(shown)), *reversed(shown)]:
            if total <= self._limit:
                return
            chapter = self._kept.pop(key, None)
            total -= chapter.pages if chapter else 0

    def use_fonts(self, fonts: FontSet) -> None:
        """What is laid out from here on is printed with `fonts`; what was laid out with others is let go of."""
        if self._fonts is not None and self._fonts.text != fonts.text:
            self._sheets.clear()
            self._kept.clear()
        self._fonts = fonts

    def sheets(self, style: str, faces: str, fetcher: Any) -> tuple[list[Any], Any]:
        """Parsed style sheets and the font configuration they belong to; `fetcher` reads the faces once."""
        if (style, faces) not in self._sheets:
            fonts = next((fonts for (_style, known), (_sheets, fonts) in self._sheets.items() if known == faces), None)
            if fonts is None:
                self._sheets.clear()
                fonts = Setting(self._fonts)
            sheets = [
                weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in (faces, style) if text
            ]
            self._sheets[(style, faces)] = (sheets, fonts)
        return self._sheets[(style, faces)]


@dataclass(slots=True)
class LightPage:
    """What the page map needs of a page: its anchors, and how it resets counters."""

    anchors: dict[str, Any]
    counter_reset: Any


@dataclass(slots=True)
class LightDocument:
    """Pages that can be counted and not drawn."""

    pages: list[LightPage]


def lay_out_chapters(
    parts: Parts, faces: str, fetcher: Any, kept: Chapters, known: Mapping[str, int], *, light: bool = False
) -> Any | None:
    """A WeasyPrint Document of all pages, numbered; None if the numbers do not settle: the whole has to be laid out at once.

    `known` is the page map of an earlier build, or empty: it saves a second layout where a guess has too few digits.
    `light` gives a LightDocument of the same pages, which cannot be drawn.
    """
    assembly = _Assembly(parts, faces, fetcher, kept, dict(known), light=light)
    for _round in range(ROUNDS):
        assembly.lay_out()
        if assembly.settled():
            document = assembly.document()
            kept.forget(assembly.keys)
            return document
    return None


class _Assembly:
    """One build: its parts, what is known of their pages, and the chapters laid out so far."""

    def __init__(
        self, parts: Parts, faces: str, fetcher: Any, kept: Chapters, page_map: dict[str, int], *, light: bool
    ) -> None:
        self._light = light
        self._parts, self._faces, self._fetcher, self._kept = parts, faces, fetcher, kept
        self._sided = bool(_SIDES.search(parts.style))
        self._page_map = page_map
        self._bodies, self._names = zip(*(_own_names(part.body) for part in parts.parts), strict=True)
        self._exact: set[int] = set()  # parts whose numbers must be right before the layout
        self._chapters: list[Chapter | None] = [None] * len(parts.parts)
        self.keys: list[str] = [""] * len(parts.parts)

    # --- laying out ---

    def lay_out(self) -> None:
        """Each part whose key has changed; the first, with the table of contents, last, when most pages are known."""
        count = len(self._parts.parts)
        for index in [*range(1, count), 0]:
            self._guess()
            html, key = self._page(index)
            if key == self.keys[index]:
                continue
            used = {id(chapter) for place, chapter in enumerate(self._chapters) if place != index}
            chapter = self._kept.get(key, used)
            if chapter is None:
                chapter = self._render(index, html)
                self._kept.keep(key, chapter)
            self._chapters[index], self.keys[index] = chapter, key

    def _starts(self) -> list[int]:
        """How many pages stand before each part, and in all: known or guessed."""
        starts = [0]
        for part, chapter in zip(self._parts.parts, self._chapters, strict=True):
            starts.append(starts[-1] + (chapter.pages if chapter else max(1, len(part.body) // _CHARACTERS_A_PAGE)))
        return starts

    def _guess(self) -> None:
        """Pages of the anchors, as far as they are known by now."""
        starts = self._starts()
        for index, (part, chapter, start) in enumerate(zip(self._parts.parts, self._chapters, starts, strict=False)):
            if chapter:
                names = self._names[index]
                self._page_map.update(
                    {
                        names[int(own[1:])]: start + page + 1
                        for page, anchors in reversed(list(enumerate(chapter.anchors)))
                        for own in anchors
                    }
                )
                continue
            for found in _ANCHOR.finditer(part.body):
                self._page_map.setdefault(found[1], start + found.start() // _CHARACTERS_A_PAGE + 1)

    def _page(self, index: int) -> tuple[str, str]:
        """A part's whole HTML page with its placeholders, and the key under which its layout is kept."""
        part = self._parts.parts[index]
        exact, names = index in self._exact, self._names[index]

        def placed(found: re.Match[str]) -> str:
            page = str(self._page_map.get(names[int(found[2][1:])], 0))
            return f'<a class="{found[1]}" href="#{found[2]}" data-p="{page if exact else "0" * len(page)}">'

        turned = self._sided and self._starts()[index] % 2 == 1
        opening = (
            self._parts.opening.replace("<html ", '<html style="break-before:left" ', 1)
            if turned
            else self._parts.opening
        )
        html = f"{opening}</head>\n<body>{REFERENCE.sub(placed, self._bodies[index])}</body></html>\n"
        seal = hashlib.sha256()
        for text in (html, self._style(part), self._faces, *_pictures(part.body)):
            seal.update(text.encode() + b"\0")
        return html, seal.hexdigest()

    def _style(self, part: Part) -> str:
        return self._parts.continuing_style if part.continuing else self._parts.style

    def _render(self, index: int, html: str) -> Chapter:
        part = self._parts.parts[index]
        sheets, fonts = self._kept.sheets(self._style(part), self._faces, self._fetcher)
        with page_counters.margins_held(fonts) as frames:
            page = ParsedPage(html, self._fetcher)
            document = page.render(stylesheets=sheets, font_config=fonts)
        blanks = page_counters.blanks(document.pages)
        bound = len(blanks) == len(REFERENCE.findall(part.body))
        anchors = [shown.anchors for shown in document.pages]
        if self._light:
            pages = [LightPage({}, page_counters.counter_resets(shown)) for shown in document.pages]
            del page, document, frames
            gc.collect()  # the pages' boxes refer to each other, and the collector may be paused
            return Chapter(LightDocument(pages), [], blanks, bound, [], anchors)
        links = [shown.links for shown in document.pages]
        return Chapter(document, list(frames), blanks, bound, links, anchors)

    # --- numbering ---

    def settled(self) -> bool:
        """True if every part is laid out with numbers of the right length, or right ones where they cannot be set later."""
        self._guess()
        for index, chapter in enumerate(self._chapters):
            assert chapter is not None
            if index not in self._exact and not (chapter.bound and self._fits(index, chapter)):
                self._exact.add(index)
        return all(self._page(index)[1] == key for index, key in enumerate(self.keys))

    def _fits(self, index: int, chapter: Chapter) -> bool:
        """False if a number has as many digits as its placeholder, but not its width."""
        numbers = [(blank, self._number(index, blank)) for blank in chapter.blanks]
        return all(blank.fits(number) for blank, number in numbers if len(number) == len(blank.box.text))

    def _number(self, index: int, blank: Blank) -> str:
        return str(self._page_map.get(self._names[index][int(blank.anchor[1:])], 0))

    def document(self) -> Any:
        """All pages in one WeasyPrint Document, each with its number, each reference with its page."""
        if self._light:
            return self._light_document()
        total = self._starts()[-1]
        pages: list[Any] = []
        for index, chapter in enumerate(self._chapters):
            assert chapter is not None
            shown: dict[int, list[str]] = {}
            if index not in self._exact:
                for blank in chapter.blanks:
                    number = self._number(index, blank)
                    blank.fill(number)
                    shown.setdefault(blank.page, []).append(number)
            names = self._names[index]
            for place, (page, frame) in enumerate(zip(chapter.document.pages, chapter.frames, strict=True)):
                pages.append(page)
                frame.number(len(pages), total)
                page.stamp = (len(pages), total, *shown.get(place, ()))
                page.anchors = {names[int(own[1:])]: target for own, target in chapter.anchors[place].items()}
                links = [
                    (kind, names[int(target[1:])] if kind == "internal" else target, rectangle, box)
                    for kind, target, rectangle, box in chapter.links[place]
                ]
                page.links = links + frame.links
        first = self._chapters[0]
        assert first is not None
        return first.document.copy(pages)

    def _light_document(self) -> LightDocument:
        pages: list[LightPage] = []
        for names, chapter in zip(self._names, self._chapters, strict=True):
            assert chapter is not None
            for page, anchors in zip(chapter.document.pages, chapter.anchors, strict=True):
                page.anchors = {names[int(own[1:])]: target for own, target in anchors.items()}
                pages.append(page)
        return LightDocument(pages)


def _own_names(body: str) -> tuple[str, list[str]]:
    """A part with its anchors, and those it refers to, named x0, x1 … as they come; and their true names in this order."""
    names: dict[str, int] = {}

    def renamed(found: re.Match[str]) -> str:
        return f'{found[1]}x{names.setdefault(found[2], len(names))}"'

    return _NAMED.sub(renamed, body), list(names)


def _pictures(body: str) -> Sequence[str]:
    """Size and time of each picture file: a changed picture is a changed chapter."""
    seals = []
    for address in dict.fromkeys(_PICTURE.findall(body)):
        path = Path(unquote(urlsplit(unescape(address)).path))
        try:
            state = path.stat()
            seals.append(f"{address} {state.st_size} {state.st_mtime_ns}")
        except OSError:
            seals.append(f"{address} -")
    return seals
