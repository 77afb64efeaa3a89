"""A function run in a child process with limits on time, memory and the size of its result.

A template that is not ours may loop without end or fill the memory, in places
that no check in Python reaches. A child can be killed. One helper process is
kept warm for each call at a time: it has the libraries loaded and forks a
fresh process for every call, so that a call costs a few milliseconds and
leaves nothing behind. Where there is no fork (Windows) the helper makes the
call itself, under the clock alone.

What comes back is plain data (dict, list, tuple, set, str, bytes, numbers) and
`Problem`s: a template that escaped into the child cannot send objects.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from docgen.errors import DocgenError, Location, Problem

SECONDS, MEMORY_MB, OUTPUT_MB = 30.0, 1024, 200

_HEADER = struct.Struct(">cQ")  # what follows, and how long it is
_RESULT, _PROBLEMS, _MEMORY, _OUTPUT, _BUG = b"R", b"P", b"M", b"O", b"B"
_DIED = 100  # the helper's exit code when its child died, plus the signal
_GRACE = 1.0  # seconds for the way to and fro
_START = 60.0  # seconds for a helper to load


def run_limited(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    *,
    location: Location,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    output_mb: int = OUTPUT_MB,
    preload: Sequence[str] = (),
) -> Any:
    """`function(*arguments)` in a child process: a picklable function of a module, plain data in and out.

    `seconds` bound the time (on the clock and of the processor), `memory_mb` what the call may take beyond
    the libraries, `output_mb` the result pickled. `location` names the template in messages; `preload` names modules
    that the helper loads before the first call. Raises DocgenError W142 (time), W143 (memory), W144 (output), W145
    (the child died), and what the function raised as DocgenError; RuntimeError for a bug in it.
    """
    helper = _take(tuple(preload))
    keep = False
    try:
        kind, content = helper.call(
            pickle.dumps((function, tuple(arguments), seconds, memory_mb, output_mb)), seconds, output_mb
        )
        keep = True
    except _Stopped as stopped:
        raise DocgenError(_problem(stopped.limit, location, seconds, memory_mb, output_mb)) from None
    finally:
        if keep:
            _give_back(helper)
        else:
            helper.close()
    if kind == _BUG:
        raise RuntimeError(content.decode("utf-8", "replace"))
    if kind not in (_RESULT, _PROBLEMS):
        raise DocgenError(_problem(kind, location, seconds, memory_mb, output_mb))
    try:
        result = _PlainData(io.BytesIO(content)).load()
    except Exception as error:  # whatever broken or forged bytes may raise
        raise DocgenError(_problem(_DEATH, location, seconds, memory_mb, output_mb)) from error
    if kind == _PROBLEMS:
        raise DocgenError(result)
    return result


class _Stopped(Exception):
    """The helper was ended, or ended: which limit it was."""

    def __init__(self, limit: bytes) -> None:
        self.limit = limit


_TIME, _DEATH = b"T", b"D"


def _problem(limit: bytes, location: Location, seconds: float, memory_mb: int, output_mb: int) -> Problem:
    hint = "检查模板里的循环和重复；正常的模板用不到这么多。不认识的模板，不要使用"
    if limit == _TIME:
        return Problem(location, "W142", "模板渲染超过 {n} 秒，已停止（时间限制）".format(n=f"{seconds:g}"), hint)
    if limit == _MEMORY:
        return Problem(location, "W143", f"模板渲染用了超过 {memory_mb} MB 内存，已停止（内存限制）", hint)
    if limit == _OUTPUT:
        return Problem(location, "W144", f"模板渲染的结果超过 {output_mb} MB，已停止（输出限制）", hint)
    return Problem(location, "W145", "渲染模板的进程意外结束", hint)


class _PlainData(pickle.Unpickler):
    """Refuses every class but those of problems: bytes from the child are not trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("docgen.errors", "Problem"), ("docgen.errors", "Location")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"not plain data: {module}.{name}")


# --- this side: helpers ---------------------------------------------------


class _Helper:
    """A warm process on the other end of two pipes."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.preload = preload
        code = f"import sys; sys.path[:] = {sys.path!r}; from docgen.template.limits import serve; serve({preload!r})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._in: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._out: BinaryIO = self._process.stdout  # type: ignore[assignment]
        self._exchange(None, _START, 0)  # it says when it is ready, so that loading is not counted

    def lives(self) -> bool:
        return self._process.poll() is None

    def call(self, message: bytes, seconds: float, output_mb: int) -> tuple[bytes, bytes]:
        """Send a call and wait for its answer; _Stopped with the limit that ended it."""
        return self._exchange(message, seconds + _GRACE, output_mb * 1_000_000)

    def _exchange(self, message: bytes | None, seconds: float, largest: int) -> tuple[bytes, bytes]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._kill()

        clock = threading.Timer(seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            if message is not None:
                self._in.write(_HEADER.pack(b"C", len(message)) + message)
                self._in.flush()
            kind, length = _HEADER.unpack(_read(self._out, _HEADER.size))
            if length > largest:
                raise _Stopped(_OUTPUT)
            return kind, _read(self._out, length)
        except (EOFError, OSError, struct.error) as error:
            if late.is_set():
                raise _Stopped(_TIME) from error
            raise _Stopped(self._why()) from error
        finally:
            clock.cancel()

    def _why(self) -> bytes:
        """What the helper's end says: which signal its child died of."""
        self._kill(wait=1.0)
        code = self._process.returncode
        number = code - _DIED if code is not None and code > _DIED else 0
        if sys.platform != "win32":
            if number in (signal.SIGXCPU, signal.SIGALRM):
                return _TIME
            if number == signal.SIGKILL:  # the system's own guard of the memory
                return _MEMORY
        return _DEATH

    def _kill(self, wait: float = 0) -> None:
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
        self._kill()
        self.forget()

    def forget(self) -> None:
        """Close the pipes; the helper ends by itself when nobody holds them."""
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()


_idle: list[_Helper] = []
_guard = threading.Lock()


def _take(preload: tuple[str, ...]) -> _Helper:
    with _guard:
        for index, helper in enumerate(_idle):
            if helper.preload == preload and helper.lives():
                return _idle.pop(index)
    try:
        return _Helper(preload)
    except _Stopped as stopped:
        raise RuntimeError("the helper process for templates does not start") from stopped


def _give_back(helper: _Helper) -> None:
    with _guard:
        _idle.append(helper)


def _close_all() -> None:
    while _idle:
        _idle.pop().close()


def _forget_all() -> None:
    """In a forked process: the helpers are the parent's."""
    global _guard
    _guard = threading.Lock()
    for helper in _idle:
        helper._process.returncode = 0  # not ours to wait for
        helper.forget()
    _idle.clear()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _read(source: BinaryIO, count: int) -> bytes:
    content = source.read(count)
    if len(content) < count:
        raise EOFError
    return content


# --- the other side -------------------------------------------------------


def serve(preload: Sequence[str]) -> None:
    """The helper: answers calls on standard input until it closes. What functions print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    calls = sys.stdin.buffer
    for name in preload:
        __import__(name)
    gc.freeze()  # the children's collector leaves these objects, and so their pages, alone
    answers.write(_HEADER.pack(_RESULT, 0))
    while True:
        header = calls.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        _kind, length = _HEADER.unpack(header)
        function, arguments, seconds, memory_mb, output_mb = pickle.loads(calls.read(length))  # from docgen itself
        if not hasattr(os, "fork"):
            _answer(answers, function, arguments, output_mb)
            continue
        child = os.fork()
        if child == 0:
            _limit(seconds, memory_mb)
            _answer(answers, function, arguments, output_mb)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            os._exit(_DIED + os.WTERMSIG(status))
        if status:
            os._exit(1)


def _limit(seconds: float, memory_mb: int) -> None:
    """Limits of this process; a platform that lacks one goes without (the parent's clock remains)."""
    import resource

    wanted = {
        resource.RLIMIT_CPU: math.ceil(seconds),
        resource.RLIMIT_AS: _address_space() + memory_mb * 1_000_000,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # a template writes no files
    }
    for kind, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _address_space() -> int:
    """Bytes of address space in use; a generous guess where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 1_000_000_000


def _answer(answers: BinaryIO, function: Callable[..., Any], arguments: tuple[Any, ...], output_mb: int) -> None:
    try:
        kind, content = _RESULT, pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)
    except DocgenError as error:
        kind, content = _PROBLEMS, pickle.dumps(error.problems)
    except MemoryError:
        kind, content = _MEMORY, b""
    except Exception:
        kind, content = _BUG, traceback.format_exc().encode()[-20_000:]
    if len(content) > output_mb * 1_000_000:
        kind, content = _OUTPUT, b""
    view = memoryview(_HEADER.pack(kind, len(content)) + content)
    while view:
        view = view[answers.write(view) :]
