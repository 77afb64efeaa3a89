"""All pages of a document, numbered: what can be asked of them, and the file that is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docgen.pdf.chapter_render import Chapter
from docgen.pdf.patches import assembly
from docgen.pdf.patches.file_writing import Packed
from docgen.pdf.patches.page_counters import LivePage
from docgen.pdf.patches.setting import Setting
from docgen.pdf.records import MarginRecord, PageRecord


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
