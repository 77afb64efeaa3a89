"""Documents in processes of this machine: as many at once as asked, whatever happens to one of them.

The workers are spawned, not forked: Pango and fontconfig keep threads and
locks that a fork would copy in any state, and spawning is the same on every
system. Each has a pipe of its own: that concurrent.futures has one for all
means that a worker killed while it sends leaves the others' answers behind
half a message, and the batch waiting for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from docgen.app.batch.interrupt import uninterrupted
from docgen.app.batch.task import Outcome

Work = Callable[[Path], Outcome]

_MANY = 4  # times as many paths as workers: then each has one more in hand, and need not wait while files are written


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(work: Work, paths: Sequence[Path], jobs: int, killed: Work) -> Generator[Outcome]:
    """The outcome of `work` for every path, as they come; `killed` gives that of a path whose worker died twice.

    With one job everything happens in this process; else `work` must be
    picklable. Closing the iterator ends the workers at once: they hold
    nothing, since only this process writes files.
    """
    if jobs <= 1:
        yield from map(work, paths)
        return
    died: list[Path] = []
    yield from _round(work, paths, jobs, died)
    died_again: list[Path] = []
    yield from _round(work, died, 1, died_again)  # alone: what found no memory beside others may find it now
    yield from map(killed, died_again)


def _round(work: Work, paths: Iterable[Path], jobs: int, died: list[Path]) -> Iterator[Outcome]:
    """Outcomes in the order of their completion; paths whose worker died are added to `died`."""
    waiting = deque(paths)
    workers: dict[Connection, _Worker] = {}
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                worker = _Worker(work)
                workers[worker.connection] = worker
                worker.take(waiting, 1)
            for connection in wait(list(workers)):
                assert isinstance(connection, Connection)
                worker = workers[connection]
                outcome = worker.answer()
                if outcome is None:
                    died.append(worker.paths.popleft())
                    waiting.extendleft(reversed(worker.paths))
                    worker.end()
                    del workers[connection]
                    continue
                worker.take(waiting, 2 if len(waiting) > _MANY * jobs else 1)
                if not worker.paths:
                    worker.end()
                    del workers[connection]
                yield outcome
    finally:
        for worker in workers.values():
            worker.end()


class _Worker:
    """A process, the pipe to it, and the paths that it has in hand, the one it works on first."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.paths: deque[Path] = deque()
        self.connection, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, there), daemon=True)
        with uninterrupted():
            self._process.start()
        there.close()  # so that the pipe ends when the worker does

    def take(self, waiting: deque[Path], count: int) -> None:
        """Hand it paths until it has `count` in hand."""
        while waiting and len(self.paths) < count:
            self.paths.append(waiting.popleft())
            try:
                self.connection.send(self.paths[-1])
            except OSError:  # it has died: `answer` will say so
                return

    def answer(self) -> Outcome | None:
        """The outcome of the first path; None if the worker has died."""
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            return None
        self.paths.popleft()
        return outcome

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _serve(work: Work, connection: Connection) -> None:
    """The worker's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    threading.Thread(target=_follow_parent, daemon=True).start()
    while True:
        connection.send(work(connection.recv()))


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
