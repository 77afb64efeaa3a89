"""Chapters laid out side by side: processes of this machine that take parts from a common pile, this process among them.

A worker is a fresh Python, never a fork: Pango and fontconfig keep threads and locks that a fork would copy in any state.
It reads nothing itself but fonts: pictures and style sheets it asks for here, where they come from the paper's snapshot.
Whatever goes wrong with a worker, its part is laid out here: workers save time, and change no byte.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from docgen.fonts.font_set import FontSet
from docgen.pdf.chapter_render import Chapter, Job, RenderCache
from docgen.pdf.fetching import Fetcher
from docgen.pdf.patches.carried import FontName, find_font
from docgen.pdf.records import MarginRecord, PageRecord
from docgen.reading import Files

CHARACTERS_A_PAGE = 3400  # of HTML; a first guess only
_GONE = -1  # in place of a job: a worker has nothing more to say
_START_PAGES = 20  # what could be laid out while a worker starts, and as much again


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told of a part: the job, the fonts, and the folders that it may read from."""

    job: Job
    fonts: FontSet
    roots: tuple[Path, ...]


@dataclass(slots=True)
class Done:
    """A part from a worker: its chapter (the flow without its HTML), the fonts it names, its margins, what was denied to it."""

    chapter: Chapter
    fonts: list[FontName]
    margins: dict[Any, MarginRecord]
    denied: list[str]


class Workers:
    """Up to `count` processes beside this one, started when they are first worth it, ended by `close` (or `with`).

    They are worth it for `pages` estimated pages and more. Several threads may have one Workers: while one of them uses
    the processes, the others do without. `taken` counts the chapters that came from processes.
    """

    def __init__(self, count: int, pages: int = 40) -> None:
        self.count, self._pages = max(0, count), pages
        self.taken = 0
        self._workers: list[_Worker] = []
        self._in_use = threading.Lock()
        self._owner = os.getpid()
        weakref.finalize(self, _end_all, self._workers, self._owner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that run now."""
        return [worker.process.pid for worker in self._workers if worker.lives()]

    def close(self) -> None:
        """End the processes, whatever they do; when they are next wanted, others are started."""
        _end_all(self._workers, self._owner)

    def lay_out(
        self,
        jobs: Mapping[int, Job],
        fetcher: Fetcher,
        cache: RenderCache,
        here: Callable[[int], Chapter],
    ) -> dict[int, Chapter] | None:
        """A chapter for each job, the longest first; `here` makes one in this process. None if workers would not pay.

        `fetcher` answers what workers ask for; `cache` learns their fonts and margins. Raises what `here` raises.
        """
        if self._owner != os.getpid() or cache.fonts is None or not self._in_use.acquire(blocking=False):
            return None
        try:
            wanted = self._hire(jobs)
            if not wanted:
                return None
            work = _Round(jobs, fetcher, cache, here, wanted)
            chapters = work.run()
            self.taken += work.taken
            return chapters
        finally:
            self._in_use.release()

    def _hire(self, jobs: Mapping[int, Job]) -> list[_Worker]:
        """The processes that are worth it; those that died are forgotten."""
        for worker in [worker for worker in self._workers if not worker.lives()]:
            worker.end()
            self._workers.remove(worker)
        pages = sum(job.size for job in jobs.values()) // CHARACTERS_A_PAGE
        if len(jobs) < 3 or pages < self._pages:
            return []
        wanted = min(self.count, len(jobs) - 1, max(1, pages // _START_PAGES - 1))
        while len(self._workers) < wanted:
            try:
                self._workers.append(_Worker())
            except OSError:  # no more processes, or no program to start: fewer will do
                break
        return [worker for worker in self._workers if not worker.busy][: max(wanted, 0)]


class _Round:
    """One pile of jobs: a thread for each worker hands out and listens, this thread lays out too."""

    def __init__(
        self,
        jobs: Mapping[int, Job],
        fetcher: Fetcher,
        cache: RenderCache,
        here: Callable[[int], Chapter],
        workers: list[_Worker],
    ) -> None:
        assert cache.fonts is not None
        self._jobs, self._fetcher, self._cache, self._here = jobs, fetcher, cache, here
        self._workers, self._fonts = workers, cache.fonts
        self._pile = deque(sorted(jobs, key=lambda index: jobs[index].size, reverse=True))
        self._lock = threading.Lock()
        self._closed = False  # to workers
        self._in_hand: dict[int, _Worker] = {}
        self._answers: SimpleQueue[tuple[int, bytes | None]] = SimpleQueue()
        self._chapters: dict[int, Chapter] = {}
        self.taken = 0

    def run(self) -> dict[int, Chapter]:
        for worker in self._workers:
            worker.busy = True
            threading.Thread(target=self._hand_out, args=(worker,), daemon=True).start()
        try:
            while len(self._chapters) < len(self._jobs):
                index = None if not self._answers.empty() else self._next(None)
                if index is None:
                    index, answer = self._answers.get()
                    if index == _GONE or (answer is not None and self._take(index, answer)):
                        continue
                self._chapters[index] = self._here(index)
        finally:
            with self._lock:
                self._closed = True
                left = list(self._in_hand.values())
            for worker in left:  # broken off: nobody waits for what they are at
                worker.end()
        return self._chapters

    def _next(self, worker: _Worker | None) -> int | None:
        """The longest job that nobody has taken."""
        with self._lock:
            if not self._pile or (worker and self._closed):
                return None
            index = self._pile.popleft()
            if worker:
                self._in_hand[index] = worker
            return index

    def _hand_out(self, worker: _Worker) -> None:
        """A worker's thread."""
        try:
            worker.wait()
            while (index := self._next(worker)) is not None:
                answer = None
                try:
                    answer = worker.ask(Order(self._jobs[index], self._fonts, self._fetcher.roots), self._fetcher.files)
                finally:
                    with self._lock:
                        del self._in_hand[index]
                    self._answers.put((index, answer))
        except (OSError, EOFError, ValueError, pickle.PickleError):
            worker.end()  # it has died, or says what nobody understands
        finally:
            worker.busy = False
            if not worker.lives():
                worker.forget()
            self._answers.put((_GONE, None))  # whoever waits for it looks around

    def _take(self, index: int, answer: bytes) -> bool:
        """Make a worker's chapter one of this process; False if it cannot be one."""
        job = self._jobs[index]
        done: Done = pickle.loads(answer)  # from docgen itself
        for address in done.denied:
            self._fetcher.deny(address)
        setting = self._cache.setting(job.faces)
        self._cache.sheets(job.style, job.faces, self._fetcher)  # the setting learns the faces from them
        if not all([find_font(setting, name) for name in done.fonts]):
            return False
        chapter = done.chapter
        chapter.owner = job.owner
        chapter.flow = type(job.flow)(job.flow.before, job.flow.blocks, job.flow.after, chapter.flow.beginnings)
        for page in chapter.pages:
            assert isinstance(page, PageRecord)
            if page.margins is not None:
                page.margins = (job.owner, page.margins[1])
        self._cache.margins.take({((job.owner, key[0][1]), *key[1:]): made for key, made in done.margins.items()})
        self._chapters[index] = chapter
        self.taken += 1
        return True


class _Worker:
    """A process on the other end of two pipes; `busy` while a thread listens to it."""

    def __init__(self) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from docgen.pdf.layout_worker import serve; serve()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is this process's business
        )  # fmt: skip
        self.busy = False
        self._ready = False

    def lives(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> None:
        """Until it has loaded. Raises EOFError if it has died."""
        if not self._ready:
            pickle.load(self._out)
            self._ready = True

    def ask(self, order: Order, files: Files) -> bytes | None:
        """`Done` as bytes; None if the part cannot be taken out of the worker. Raises EOFError, OSError if it has died.

        Meanwhile files that it asks for are read here.
        """
        self._send(order)
        while True:
            what, *told = pickle.load(self._out)
            if what == "done":
                answer: bytes | None = told[0]
                return answer
            try:
                self._send((getattr(files, what)(*told), None))
            except OSError as error:
                self._send((None, OSError(error.errno, error.strerror)))

    def end(self) -> None:
        """Kill it, whatever it does, and take it off the process table."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            self.process.kill()
        self.process.wait()
        if not self.busy:
            self.forget()

    def forget(self) -> None:
        """Close the pipes: a process that nobody speaks to ends by itself."""
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError, AttributeError):
                pipe.close()  # type: ignore[union-attr]

    @property
    def _out(self) -> Any:
        return self.process.stdout

    def _send(self, what: Any) -> None:
        pipe: Any = self.process.stdin
        pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        pipe.flush()


def _end_all(workers: list[_Worker], owner: int) -> None:
    while workers:
        worker = workers.pop()
        if owner == os.getpid():
            worker.end()
        else:
            worker.process.returncode = 0  # the parent's, not ours to wait for
            worker.forget()
