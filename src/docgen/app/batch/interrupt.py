"""Ctrl-C at a moment that suits."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the block is left; a process started in it never sees it (POSIX).

    A blocked signal is not enough: another thread takes it, and Python has the main thread handle it all the same. So
    the handler itself waits. Outside of the main thread nobody is interrupted anyway.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    come: list[tuple[int, Any]] = []
    handler = signal.signal(signal.SIGINT, lambda number, frame: come.append((number, frame)))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)  # what came meanwhile comes to the handler that waits
        signal.signal(signal.SIGINT, signal.SIG_DFL if handler is None else handler)
        if come and callable(handler):
            handler(*come[-1])
        elif come:  # the system's own way, which is to end, or to go on
            signal.raise_signal(signal.SIGINT)
