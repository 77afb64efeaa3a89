"""Functions run in child processes with limits on time, memory and the size of their results.

A file that is not ours (a template, a PDF, a packet, a picture) may make its reader loop without end or fill the
memory, in places that no check in Python reaches. A child can be killed. `Helpers` keeps warm
processes (`foreign.helper_process`): each has the libraries loaded and forks a fresh process for every
call (or session of calls), so that a call costs a few milliseconds and
leaves nothing behind. Whoever makes a `Helpers` owns its processes: `with Helpers() as helpers`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, BinaryIO, Self

from docgen.errors import DocgenError
from docgen.foreign.helper_process import CALL, DIED, END, HEADER, MEMORY, NEXT, OPEN, OUTPUT, WAITING
from docgen.foreign.limits import DEATH, TIME, Limits

_GRACE = 1.0  # seconds for the way to and fro
_START = 600.0  # seconds for a helper to load


class Helpers:
    """A pool of helper processes, one for each call at a time; several threads may use it. Closed, it can be used again."""

    def __init__(self) -> None:
        self._idle: list[_Helper] = []
        self._lock = threading.Lock()
        self._owner = os.getpid()
        weakref.finalize(self, _close_all, self._idle, self._owner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self, function: Callable[..., Any], arguments: Sequence[Any], limits: Limits, *, preload: Sequence[str] = ()
    ) -> Any:
        """`function(*arguments)` in a child process: a picklable function of a module, plain data in and out.

        `preload` names modules that the helper loads before the first call. Raises DocgenError in the
        words of `limits.said` (B150 time, B151 memory, B152 output, B153 the child died, B154 nested too deep, B155 the file
        made its reader fail), and what the function raised as DocgenError; RuntimeError for a bug in it where `said.odd`
        is None.
        """
        helper = self._take(tuple(preload))
        keep = False
        try:
            message = pickle.dumps((function, tuple(arguments), limits.seconds, limits.memory_mb, limits.output_mb))
            answer = helper.exchange(CALL, message, limits)
            keep = True
        except _Stopped as stopped:
            raise DocgenError(limits.problem(stopped.limit)) from None
        finally:
            self._give_back(helper, keep)
        return limits.result(*answer)

    def session(
        self, function: Callable[..., Any], arguments: Sequence[Any], limits: Limits, *, preload: Sequence[str] = ()
    ) -> Session:
        """A child that keeps what `function(*arguments)` makes: it gives (state, answer). Comes back at once; ask `result()`."""
        return Session(self, self._take(tuple(preload)), limits, function, arguments)

    def warm(self, preload: Sequence[str]) -> None:
        """Start a helper now, to be there when it is wanted; does not wait for it."""
        helper = self._take(tuple(preload))
        self._give_back(helper, True)

    def close(self) -> None:
        """End all helpers that are not at work."""
        with self._lock:
            self._forget_others()
            _close_all(self._idle, self._owner)

    def _take(self, preload: tuple[str, ...]) -> _Helper:
        with self._lock:
            self._forget_others()
            for index, helper in enumerate(self._idle):
                if helper.preload == preload and helper.lives():
                    return self._idle.pop(index)
        return _Helper(preload)

    def _give_back(self, helper: _Helper, keep: bool) -> None:
        if not keep:
            helper.close()
            return
        with self._lock:
            self._idle.append(helper)

    def _forget_others(self) -> None:
        """In a forked process: the helpers are the parent's."""
        if self._owner != os.getpid():
            for helper in self._idle:
                helper.forget()
            self._idle.clear()
            self._owner = os.getpid()


class Session:
    """One child and what it keeps. Requests are answered in their order; the next may be sent before an answer is read."""

    def __init__(
        self,
        helpers: Helpers,
        helper: _Helper,
        limits: Limits,
        function: Callable[..., Any],
        arguments: Sequence[Any],
    ) -> None:
        self._helpers, self._helper, self._limits = helpers, helper, limits
        self._courier = ThreadPoolExecutor(1, thread_name_prefix="docgen-limits")
        self._ended = False
        self._waiting: list[Future[tuple[bytes, bytes]]] = []
        self._send(OPEN, function, arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        """Ask for `function(state, *arguments)`; `result` gives its answer."""
        self._send(NEXT, function, arguments)

    def result(self) -> Any:
        """The answer to the oldest request that has none yet. Raises as `Helpers.run` does."""
        try:
            return self._limits.result(*self._waiting.pop(0).result())
        except _Stopped as stopped:
            self._ended = True
            raise DocgenError(self._limits.problem(stopped.limit)) from None

    def call(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """`send` and `result`."""
        self.send(function, arguments)
        return self.result()

    def close(self) -> None:
        """End the child; its helper goes back to the pool unless something is still going on in it."""
        whole = not self._ended and all(future.done() and not future.exception() for future in self._waiting)
        if whole:
            try:
                self._courier.submit(self._helper.exchange, END, b"", self._limits).result()
            except _Stopped:
                whole = False
        if not whole:
            self._helper.end()  # whoever waits for an answer is told so
        self._courier.shutdown()
        self._helpers._give_back(self._helper, whole)

    def _send(self, kind: bytes, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        limits = self._limits
        message = pickle.dumps((function, tuple(arguments), limits.seconds, limits.memory_mb, limits.output_mb))
        self._waiting.append(self._courier.submit(self._helper.exchange, kind, message, limits))


class _Stopped(Exception):
    """The helper was ended, or ended: which limit it was."""

    def __init__(self, limit: bytes) -> None:
        self.limit = limit


class _Helper:
    """A process with `preload` loaded, on the other end of two pipes; it is waited for when it is first asked."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.preload = preload
        code = f"import sys; sys.path[:] = {sys.path!r}; from docgen.foreign.helper_process import serve; serve({preload!r})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._in: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._out: BinaryIO = self._process.stdout  # type: ignore[assignment]
        self._ready = False

    def lives(self) -> bool:
        return self._process.poll() is None

    def exchange(self, kind: bytes, message: bytes, limits: Limits) -> tuple[bytes, bytes]:
        """Send a request and wait for its answer; _Stopped with the limit that ended it."""
        if not self._ready:  # it says when it has loaded, so that loading is not counted
            try:
                self._speak(None, b"", _START, 0)
            except _Stopped as stopped:
                raise RuntimeError("the helper process does not start") from stopped
            self._ready = True
        return self._speak(kind, message, limits.seconds * WAITING + _GRACE, limits.output_mb * 1_000_000)

    def _speak(self, kind: bytes | None, message: bytes, seconds: float, largest: int) -> tuple[bytes, bytes]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.end()

        clock = threading.Timer(seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            if kind is not None:
                self._in.write(HEADER.pack(kind, len(message)))
                self._in.write(message)
                self._in.flush()
            answer, length = HEADER.unpack(_read(self._out, HEADER.size))
            if length > largest:
                raise _Stopped(OUTPUT)
            return answer, _read(self._out, length)
        except (EOFError, OSError, ValueError, struct.error) as error:
            if late.is_set():
                raise _Stopped(TIME) from error
            raise _Stopped(self._why()) from error
        finally:
            clock.cancel()

    def _why(self) -> bytes:
        """What the helper's end says: which signal its child died of."""
        self.end(wait=1.0)
        code = self._process.returncode
        number = code - DIED if code is not None and code > DIED else 0
        if sys.platform != "win32":
            if number in (signal.SIGXCPU, signal.SIGPROF, signal.SIGALRM):
                return TIME
            if number == signal.SIGKILL:  # the system's own guard of the memory
                return MEMORY
        return DEATH

    def end(self, wait: float = 0) -> None:
        """Kill it and its child, after `wait` seconds for it to go by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wait)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End it, whatever it does, and take it off the process table."""
        self.end()
        self._close_pipes()

    def forget(self) -> None:
        """It is another process's: close the pipes; it ends by itself when nobody holds them."""
        self._process.returncode = 0  # not ours to wait for
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()


def _close_all(idle: list[_Helper], owner: int) -> None:
    while idle:
        helper = idle.pop()
        if owner == os.getpid():
            helper.close()
        else:
            helper.forget()


def _read(source: BinaryIO, count: int) -> bytes:
    content = source.read(count)
    if len(content) < count:
        raise EOFError
    return content
