"""Chapters laid out one by one, drawn, and put together again: pages equal to those of the whole.

Each part of `chapters.Parts` is laid out by itself, without margin boxes and with placeholders for the numbers of pages,
and drawn at once to records (`chapter_render`); its boxes are let go of. When all parts are there, every page gets
its number and every reference its page. A part is laid out again only if its HTML, the style, the fonts, its pictures
or the digits of a page number in it change; where it stands does not matter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from docgen.pdf.assembled import Assembled
from docgen.pdf.chapter_render import Chapter, Job, render, resume
from docgen.pdf.chapter_store import Chapters
from docgen.pdf.chapters import REFERENCE, Part, Parts
from docgen.pdf.fetching import Fetcher
from docgen.pdf.page_flow import Flow, plan
from docgen.pdf.patches.margins import FrameMissing
from docgen.pdf.patches.page_counters import LivePage
from docgen.pdf.records import MarginRecord, PageRecord
from docgen.pdf.side_by_side import CHARACTERS_A_PAGE, Workers
from docgen.reading import DISK, Files, FirstReading

ROUNDS = 6

_SIDES = re.compile(r"@page[^{]*:(?:left|right)")


def lay_out_chapters(
    parts: Parts,
    faces: str,
    fetcher: Fetcher,
    kept: Chapters,
    known: Mapping[str, int],
    *,
    light: bool = False,
    files: Files = DISK,
    workers: Workers | None = None,
) -> Assembled | None:
    """All pages, numbered; None if the numbers do not settle, or a link leads nowhere: the whole has to be laid out at once.

    `known` is the page map of an earlier build, or empty: it saves a second layout where a guess has too few digits.
    `files` are where pictures are read from; `workers` take parts where many have to be laid out. With `light` nothing is drawn: the pages can be counted and not written.
    """
    layout = _Layout(parts, faces, fetcher, kept, known, files, workers, light=light)
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
        fetcher: Fetcher,
        kept: Chapters,
        known: Mapping[str, int],
        files: Files,
        workers: Workers | None,
        *,
        light: bool,
    ) -> None:
        self._files, self._workers = files, workers
        self._light = light
        self._parts, self._faces, self._fetcher, self._kept, self._known = parts, faces, fetcher, kept, known
        self._sided = bool(_SIDES.search(parts.style))
        self._named = [kept.named(part) for part in parts.parts]
        self._where = {
            name: (index, place // CHARACTERS_A_PAGE)
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
        # The table of contents too: its numbers are guesses then, but how many pages it takes is known for the next turn.
        self._side_by_side([index for index in order if self._key(index) != self.keys[index]])
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
            guess = max(1, part.size // CHARACTERS_A_PAGE)
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

    def _owner(self, index: int) -> Any:
        named = self._named[index]
        style = self._style(self._parts.parts[index])
        return style, self._faces, named.before, named.after if "<section" in named.after else ""

    def _job(self, index: int) -> Job:
        return Job(
            self._parts.opening,
            self._style(self._parts.parts[index]),
            self._faces,
            self._flow(index),
            self._named[index].shown,
            self._owner(index),
            index in self._exact,
            self._turned(index),
            frozenset(self._missing(index)),
            self._start[index] + 1,
            self._start[-1],
            self._light,
        )

    def _side_by_side(self, indices: Sequence[int]) -> None:
        """Have these parts laid out by the workers and this process, those excepted of which most is kept already."""
        if self._workers is None or not self._workers.count or len(indices) < 3:
            return
        jobs = {index: self._job(index) for index in indices}
        jobs = {index: job for index, job in jobs.items() if not self._mostly_kept(job)}
        keys = {index: self._key(index) for index in jobs}  # what is laid out now, wherever numbers come to stand

        def here(index: int) -> Chapter:
            return render(jobs[index], self._kept.cache, self._fetcher)

        chapters = self._workers.lay_out(jobs, self._fetcher, self._kept.cache, here) or {}
        for index, chapter in sorted(chapters.items()):
            self._kept.keep(keys[index], chapter)
            self._place(index, keys[index], chapter)

    def _mostly_kept(self, job: Job) -> bool:
        like = self._kept.like(job.flow, job.owner)
        return like is not None and 2 * like.flow.common(job.flow) >= len(job.flow.blocks)

    def _render(self, index: int) -> Chapter:
        """A part laid out and drawn: with what is kept of one like it, from the page before what is new."""
        job = self._job(index)
        if not (job.exact or job.light or job.turned):
            like = self._kept.like(job.flow, job.owner)
            for more in range(3) if like else ():
                planned = plan(like.flow, job.flow, job.style, more=more, sided=self._sided) if like else None
                if like is None or planned is None:
                    break
                chapter = resume(job, planned, like, self._kept.cache, self._fetcher)
                if chapter is not None:
                    return chapter
                if planned.whole:
                    break
        return render(job, self._kept.cache, self._fetcher)

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
        for index, chapter in enumerate(chapters):
            margins += [
                self._margins(index, laid, number) for number, laid in enumerate(chapter.pages, len(margins) + 1)
            ]
        resets = [page.resets for chapter in chapters for page in chapter.pages]
        setting = self._kept.cache.setting(self._faces)
        return Assembled(self._start[-1], page_map, resets, margins, parts, self._kept.files, setting, self._fetcher)

    def _margins(self, index: int, laid: PageRecord | LivePage, number: int) -> MarginRecord | None:
        """A page's headers and footers; None for a page that makes them itself, or is only counted."""
        if self._light or not isinstance(laid, PageRecord):
            return None
        margins = self._kept.cache.margins
        try:
            return margins.record(laid.margins, number, self._start[-1])
        except FrameMissing:  # a worker has what they are made from, and did not expect such numbers
            render(self._job(index), self._kept.cache, self._fetcher)
            return margins.record(laid.margins, number, self._start[-1])


def _digest(files: Files, address: str) -> str:
    path = Path(unquote(urlsplit(unescape(address)).path))
    try:
        return files.digest(path) if isinstance(files, FirstReading) else hashlib.sha256(files.read(path)).hexdigest()
    except OSError:
        return ""
