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
from typing import Any

from docgen.app.batch.task import Order, Outcome, killed, make
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem

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
            fact = "集群上的 docgen 或字体与本机不同，排出的版面会不一样"
            hint = "在每台机器上装同一版本的 docgen 和同样的字体，再启动 dask worker"
            return Outcome(path, [Problem(Location(workspace.relative(path)), "B136", fact, hint)])
        return make(order, path)


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
        fact = "没有安装集群用的组件"
        hint = "pip install 'docgen[cluster]'；或去掉 --cluster，用本机的多个进程（--jobs）"
        raise DocgenError(Problem(Location("--cluster"), "B134", fact, hint)) from error
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
    fact = f"连不上集群的调度器：{reason}"
    hint = "检查地址，例如 tcp://10.0.0.5:8786；重新启动 dask scheduler 后用 docgen build --resume 接着做"
    return DocgenError(Problem(Location(address), "B135", fact, hint))
