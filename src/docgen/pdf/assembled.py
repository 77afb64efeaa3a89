"""All pages of a document, numbered: what can be asked of them, and the file that is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docgen.pdf.chapter_render import Chapter
from docgen.pdf.patches import assembly
from docgen.pdf.patches.file_writing import Packed
from docgen.pdf.patches.page_counters import LivePage
from docgen.pdf.patches.setting import Setting
from docgen.pdf.records import Glyphs, MarginRecord, PageRecord


@dataclass(frozen=True, slots=True)
class Printed:
    """A page's content, its headers and footers, and the numbers that are put into both: `content` is the same object as
    long as nobody has laid the page out anew."""

    content: Any
    margins: tuple[bytes, ...]
    numbers: tuple[Any, ...]


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
    files: Packed
    setting: Setting
    fetcher: Any

    def document(self, only: int = 0) -> Any:
        """A WeasyPrint Document of the pages, for one file; with `only` of that page, from 1."""
        pages: list[Any] = []
        number = 0
        for chapter, names, numbers in self.parts:
            if only and not number < only <= number + len(chapter.pages):
                number += len(chapter.pages)
                continue
            for page in chapter.pages:
                number += 1
                margins = self.margins[number - 1]
                if only and number != only:
                    continue
                if isinstance(page, LivePage):
                    pages.append(page.page(number, self.total, names, numbers))
                elif margins is not None:
                    fonts = self.setting.fonts
                    glyphs = self._glyphs if only else None
                    pages.append(assembly.Sheet(page, margins, number, self.total, names, numbers, fonts, glyphs))
        return assembly.document(pages, self.parts[0][0].metadata, self.fetcher, self.setting)

    def _glyphs(self, font: Any) -> set[int]:
        """All that the document shows in a font."""
        found: set[int] = set()
        for chapter, _names, _numbers in self.parts:
            for page in chapter.pages:
                for need in page.body.needs if isinstance(page, PageRecord) else ():
                    if isinstance(need, Glyphs) and need.font[0] == font:
                        found.update(need.texts)
        return found

    def printed(self) -> list[Printed]:
        """What each page prints, to be compared with what it printed before."""
        found: list[Printed] = []
        for chapter, _names, numbers in self.parts:
            for page in chapter.pages:
                number = len(found) + 1
                margins = self.margins[number - 1]
                if not isinstance(page, PageRecord) or margins is None:
                    found.append(Printed(page, (), (number, self.total, *numbers.values())))
                    continue
                known = {**numbers, "page": str(number), "pages": str(self.total)}
                drawn = (margins.behind, page.body, margins.before)
                shown = tuple(known[hole.of] for one in drawn for hole in one.holes)
                found.append(Printed(page, (margins.behind.content, margins.before.content), shown))
        return found

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
