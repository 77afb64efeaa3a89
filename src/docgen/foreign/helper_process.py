"""The other side of `foreign.helpers`: a process with the libraries loaded that answers calls, each in a child of its own.

It loads no more of docgen than it is asked to. Requests and answers are a header (what follows, how long it is) and a
pickle; where there is no fork (Windows) the helper makes the call itself, under the clock of the one who asks alone.
"""

from __future__ import annotations

import contextlib
import gc
import math
import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from docgen.errors import DocgenError

HEADER = struct.Struct(">cQ")  # what follows, and how long it is
CALL, OPEN, NEXT, END = b"C", b"S", b"N", b"E"  # to the helper
RESULT, PROBLEMS, MEMORY, OUTPUT, DEEP, BUG = b"R", b"P", b"M", b"O", b"N", b"B"  # from it
DIED = 100  # the helper's exit code when its child died, plus the signal
# How many times longer than it may compute a call may take: a busy machine is not the file's fault.
WAITING = 10 if hasattr(os, "fork") else 1


def serve(preload: Sequence[str]) -> None:
    """The helper: answers calls on standard input until it closes. What functions print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    calls = sys.stdin.buffer
    for name in preload:
        __import__(name)
    gc.freeze()  # the children's collector leaves these objects, and so their pages, alone
    answers.write(HEADER.pack(RESULT, 0))
    while (request := _next_request(calls)) is not None:
        kind, (function, arguments, seconds, memory_mb, output_mb) = request
        if not hasattr(os, "fork"):
            _serve_one(kind, calls, answers, function, arguments, output_mb)
            continue
        child = os.fork()
        if child == 0:
            _limit(seconds, memory_mb)
            _serve_one(kind, calls, answers, function, arguments, output_mb)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            os._exit(DIED + os.WTERMSIG(status))
        if status:
            os._exit(1)


def _next_request(calls: BinaryIO) -> tuple[bytes, Any] | None:
    """The kind of the next request and what it asks for; None where the other side has gone."""
    header = calls.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    return kind, pickle.loads(calls.read(length)) if length else None  # from docgen itself


def _serve_one(
    kind: bytes,
    calls: BinaryIO,
    answers: BinaryIO,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    output_mb: int,
) -> None:
    """Answer a call; of a session, also those that follow, until it ends."""
    if kind == CALL:
        _answer(answers, function, arguments, output_mb)
        return
    state: Any = None

    def opening(*given: Any) -> Any:
        nonlocal state
        state, answer = function(*given)
        return answer

    _answer(answers, opening, arguments, output_mb)
    _pause_clock()
    while (request := _next_request(calls)) is not None:
        kind, asked = request
        if kind == END:
            answers.write(HEADER.pack(RESULT, 0))
            return
        function, arguments, seconds, _memory_mb, output_mb = asked
        if hasattr(os, "fork"):
            _limit_time(seconds)
        _answer(answers, function, (state, *arguments), output_mb)
        _pause_clock()


def _limit(seconds: float, memory_mb: int) -> None:
    """Limits of this process; a platform that lacks one goes without (the parent's clock remains)."""
    import resource

    _limit_time(seconds)
    wanted = {
        resource.RLIMIT_AS: _address_space() + memory_mb * 1_000_000,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # nothing that reads writes files
    }
    for kind, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _limit_time(seconds: float) -> None:
    """So many seconds of the processor from now; more on the clock."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(ValueError, OSError):
        most = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * WAITING)


def _pause_clock() -> None:
    """No time is counted while nothing is asked."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _address_space() -> int:
    """Bytes of address space in use; a generous guess where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 1_000_000_000


def _answer(answers: BinaryIO, function: Callable[..., Any], arguments: tuple[Any, ...], output_mb: int) -> None:
    try:
        kind, content = RESULT, pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)
    except DocgenError as error:
        kind, content = PROBLEMS, pickle.dumps(error.problems)
    except MemoryError:
        kind, content = MEMORY, b""
    except RecursionError:
        kind, content = DEEP, b""
    except Exception:
        kind, content = BUG, traceback.format_exc().encode()[-20_000:]
    if len(content) > output_mb * 1_000_000:
        kind, content = OUTPUT, b""
    view = memoryview(HEADER.pack(kind, len(content)) + content)
    while view:
        view = view[answers.write(view) :]
