"""Documents on a Dask cluster (https://distributed.dask.org), an optional extra: docgen[cluster].

A task names the document, not its content: the workers see the workspace
under the same path, on a shared file system, and have the same docgen and the
same fonts; a worker that has others refuses. Finished bytes come back to this
process, which alone writes them. A worker that dies loses nothing: Dask gives
its documents to another one.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.app.batch import messages
from docgen.app.batch.task import Order, Outcome, killed, make
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen.kinds.kind_cache import KindCache

_PATIENCE = 30  # seconds until a scheduler that does not answer is given up
_ONE_AT_A_TIME = threading.Lock()  # Pango is not made for threads, whatever --nthreads a worker was started with


def outcomes(order: Order, paths: Sequence[Path], address: str) -> Generator[Outcome]:
    """The outcome of every path, as they come; a document that took several workers down is a problem (B132).

    Raises DocgenError: B134 (the extra is not installed), B135 (the scheduler is not there, or is lost).
    """
    distributed = _library()
    with _client(distributed, address) as client, _lost(distributed, address):
        workers = client.scheduler_info()["workers"]
        together = max(4, 2 * sum(worker["nthreads"] for worker in workers.values()))
        waiting = iter(paths)
        run = uuid.uuid4().hex
        wanted = identity(Workspace(order.root).fonts)
        flying: dict[Any, Path] = {}

        def start(completed: Any) -> None:
            path = next(waiting, None)
            if path is not None:
                # A key of its own: Dask gives equal keys the old result.
                future = client.submit(_make, order, path, wanted, key=f"docgen-{run}-{path}", pure=False)
                flying[future] = path
                completed.add(future)

        completed = distributed.as_completed()
        for _turn in range(together):
            start(completed)
        for future in completed:
            path = flying.pop(future)
            start(completed)
            yield _outcome(distributed, future, order, path)
            future.release()


@cache
def identity(fonts: Path) -> str:
    """What makes two machines give the same bytes: docgen, its libraries, and the fonts (`fonts`: the workspace's own)."""
    from docgen.app.batch.inputs import program
    from docgen.fonts.font_set import FontSet

    return f"{program()} {FontSet(fonts).fingerprint()}"


def _make(order: Order, path: Path, wanted: str) -> Outcome:
    """On the worker."""
    workspace = Workspace(order.root)
    with _ONE_AT_A_TIME:
        if identity(workspace.fonts) != wanted:
            return Outcome(path, [messages.OTHER_PROGRAM.at(Location(workspace.relative(path)))])
        return make(order, path, kinds=_kinds_here())


def _kinds_here() -> KindCache:
    """The kinds that this worker has read before: kept with the worker."""
    import distributed

    from docgen.kinds.kind_cache import KindCache

    try:
        worker = distributed.get_worker()
    except ValueError:  # not in a worker
        return KindCache()
    found: KindCache = vars(worker).setdefault("docgen_kinds", KindCache())
    return found


def _outcome(distributed: Any, future: Any, order: Order, path: Path) -> Outcome:
    try:
        result: Outcome = future.result()
    except distributed.KilledWorker:
        return killed(Workspace(order.root), path)
    return result


def _library() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise DocgenError(messages.NO_CLUSTER_LIBRARY.at(Location("--cluster"))) from error
    return distributed


@contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what a user is to know is a problem with a place
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise _unreachable(address, f"{_PATIENCE} 秒内没有回应") from error
    try:
        yield client
    finally:
        client.close(timeout=_PATIENCE)


@contextmanager
def _lost(distributed: Any, address: str) -> Iterator[None]:
    """A scheduler that goes away in mid-batch is a problem with a way out."""
    from concurrent.futures import CancelledError

    try:
        yield
    except (OSError, CancelledError) as error:
        raise _unreachable(address, "中途断开") from error


def _unreachable(address: str, reason: str) -> DocgenError:
    return DocgenError(messages.NO_SCHEDULER.at(Location(address), reason=reason))
