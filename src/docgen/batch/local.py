"""Documents in processes of this machine: as many at once as asked, whatever happens to one of them.

The workers are spawned, not forked: Pango and fontconfig keep threads and
locks that a fork would copy in any state, and spawning is the same on every
system. A worker that dies takes its pool with it (concurrent.futures cannot
tell which document was its last), so the documents then in flight are tried
again one by one, each alone: what kills its process once more is reported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from docgen.batch.task import Outcome

Work = Callable[[Path], Outcome]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(work: Work, paths: Sequence[Path], jobs: int, killed: Work) -> Generator[Outcome]:
    """The outcome of `work` for every path, as they come; `killed` gives that of a path whose worker died twice.

    With one job everything happens in this process. Both functions must be
    picklable. Closing the iterator ends the workers at once.
    """
    if jobs <= 1:
        yield from map(work, paths)
        return
    waiting = deque(paths)
    while waiting:
        suspects: list[Path] = []
        yield from _crowd(work, waiting, jobs, suspects)
        for path in suspects:
            alone: list[Path] = []
            yield from _crowd(work, deque([path]), 1, alone)
            yield from map(killed, alone)


def _crowd(work: Work, waiting: deque[Path], jobs: int, suspects: list[Path]) -> Iterator[Outcome]:
    """Outcomes until nothing waits or a worker dies; then `suspects` are the paths in flight.

    No more than two paths a worker are in flight, so that finished bytes do not pile up.
    """
    flying: dict[Future[Outcome], Path] = {}
    with _pool(jobs) as pool:
        while waiting or flying:
            while waiting and len(flying) < 2 * jobs and not suspects:
                path = waiting.popleft()
                flying[_submit(pool, work, path)] = path
            done, _rest = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                path = flying.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    suspects.append(path)
                else:
                    yield outcome
            if suspects and not flying:
                return


def _submit(pool: ProcessPoolExecutor, work: Work, path: Path) -> Future[Outcome]:
    """Hand a path over. A worker is started here if one is missing: it inherits that Ctrl-C is not for it."""
    with _ctrl_c_blocked():
        try:
            return pool.submit(work, path)
        except BrokenProcessPool as error:  # broken between two submissions
            future: Future[Outcome] = Future()
            future.set_exception(error)
            return future


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose workers are gone when the block is left, however it is left."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    finished = False
    try:
        yield pool
        finished = True
    finally:
        if not finished:
            _end(set(multiprocessing.active_children()) - others)
        pool.shutdown(wait=True, cancel_futures=True)


def _end(workers: set[BaseProcess]) -> None:
    for worker in workers:
        worker.kill()  # it holds nothing: only this process writes files


def _begin() -> None:
    """In a new worker: Ctrl-C is the parent's business, and without the parent there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _ctrl_c_blocked() -> Iterator[None]:
    """Ctrl-C waits until the block is left; a process started in it keeps it blocked (POSIX; nothing on Windows)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
