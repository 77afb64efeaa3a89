"""The other end of `side_by_side`: a process that lays out one part after another and sends records back."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import Any, BinaryIO

from docgen.collector import collector_paused
from docgen.pdf import patches
from docgen.pdf.chapter_render import Chapter, Job, RenderCache, render
from docgen.pdf.fetching import Fetcher
from docgen.pdf.page_flow import Flow
from docgen.pdf.patches.carried import font_names, to_bytes
from docgen.pdf.records import PageRecord
from docgen.pdf.side_by_side import Done, Order

_FEWER, _MORE, _PAGES = 0.7, 1.4, 3  # how far a guess of a page number may be off


def serve() -> None:
    """Answer orders on standard input until it closes. What libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    line = _Line(sys.stdin.buffer, answers)
    patches.install()
    line.send(("ready",))
    cache = RenderCache()
    with collector_paused():
        while True:
            try:
                order: Order = line.receive()
            except EOFError:
                return
            line.send(("done", _laid_out(order, cache, line)))


def _laid_out(order: Order, cache: RenderCache, line: _Line) -> bytes | None:
    """The part, pickled; None where it cannot leave this process, or anything went wrong: it is laid out again over there."""
    job = order.job
    fonts = order.fonts
    cache.use_fonts(fonts if cache.fonts is None or cache.fonts.text != fonts.text else cache.fonts)
    fetcher = Fetcher(order.roots, _Asked(line))
    try:
        chapter = render(job, cache, fetcher)
        if chapter.live:
            return None
        return to_bytes(_told(job, chapter, cache, fetcher))
    except (EOFError, BrokenPipeError):
        raise
    except Exception:
        return None


def _told(job: Job, chapter: Chapter, cache: RenderCache, fetcher: Fetcher) -> Done:
    flow = chapter.flow
    pages = [page for page in chapter.pages if isinstance(page, PageRecord)]
    last = job.number + len(pages)
    margins = {}
    if not job.light:
        margins = cache.margins.told(
            {page.margins for page in pages},
            range(max(1, int(job.number * _FEWER)), int(last * _MORE) + _PAGES),
            range(max(1, int(job.total * _FEWER)), int(max(job.total, last) * _MORE) + _PAGES),
        )
    # Headers and footers, and the HTML, are known over there.
    margins = {((None, key[0][1]), *key[1:]): made for key, made in margins.items()}
    for page in pages:
        if page.margins is not None:
            page.margins = (None, page.margins[1])
    chapter.flow, chapter.owner = Flow("", (), "", flow.beginnings), None
    return Done(chapter, font_names(cache.setting(job.faces)), margins, fetcher.denied)


class _Line:
    """The two pipes."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._orders, self._answers = orders, answers

    def receive(self) -> Any:
        return pickle.load(self._orders)  # from docgen itself

    def send(self, what: tuple[Any, ...]) -> None:
        pickle.dump(what, self._answers, protocol=pickle.HIGHEST_PROTOCOL)
        self._answers.flush()


class _Asked:
    """Files that are read by the process at the other end."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def read(self, path: Path, most: int | None = None) -> bytes:
        content: bytes = self._ask("read", path, most)
        return content

    def is_file(self, path: Path) -> bool:
        return bool(self._ask("is_file", path))

    def resolve(self, path: Path) -> Path:
        found: Path = self._ask("resolve", path)
        return found

    def find(self, folder: Path, pattern: str) -> list[Path]:
        found: list[Path] = self._ask("find", folder, pattern)
        return found

    def _ask(self, *question: Any) -> Any:
        self._line.send(question)
        found, error = self._line.receive()
        if error is not None:
            raise error
        return found
