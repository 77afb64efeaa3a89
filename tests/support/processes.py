"""Other processes, waited for by what they do: nothing here depends on how busy the machine is."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 900  # seconds until a test gives up: only what is broken takes so long, on whatever machine
NARROW = 4096  # bytes that a narrow pipe holds: a program that prints more waits for its reader


@dataclass(frozen=True, slots=True)
class Child:
    """A process of another: its number and state ("R" runs, "S" sleeps, "Z" has ended and was not asked after …)."""

    pid: int
    state: str


def children(parent: int) -> list[Child]:
    """The processes that a process has started and not yet taken off the table (Linux: /proc)."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, its_parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:  # gone meanwhile
                continue
            if int(its_parent) == parent:
                found.append(Child(int(entry.name), state))
    return found


def wait_for_end(pid: int) -> None:
    """Until a process, anybody's child, has ended. AssertionError if it lives on."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        assert poll.poll(PATIENCE * 1000), f"process {pid} lives on"
    finally:
        os.close(descriptor)


def read_lines(process: subprocess.Popen[str], count: int) -> list[str]:
    """The first lines that a program prints, without their ends; it may have printed no more than a narrow pipe holds."""
    assert process.stdout is not None
    lines = [process.stdout.readline() for _line in range(count)]
    assert all(lines), f"the program ended after {lines}"
    return [line.rstrip("\n") for line in lines]


def read_rest(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What else a program of a group of its own prints, and says on standard error, until all that hold its pipes have ended.

    (`communicate` would lose what `read_lines` has taken from the pipe and not given out yet.)
    """
    assert process.stdout is not None
    assert process.stderr is not None
    watch = threading.Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
    watch.start()
    try:
        with ThreadPoolExecutor(1) as pool, process.stdout, process.stderr:
            said = pool.submit(process.stderr.read)
            return process.stdout.read(), said.result()
    finally:
        process.wait()
        watch.cancel()
