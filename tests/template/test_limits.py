"""Functions under limits: what ends them, by name, and that nothing stays behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from docgen.errors import DocgenError, Location, Problem
from docgen.template import limits
from docgen.template.limits import run_limited

HERE = Location("templates/word/x/template.docx")


def plain(*values: object) -> dict[str, object]:
    return {"values": list(values), "process": os.getpid(), "bytes": b"\0\xff"}


def printing() -> str:
    print("must not mix with the answer", flush=True)
    os.write(1, b"nor this")
    return "answer"


def endless() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(60)


def greedy() -> int:
    kept = []
    while True:
        kept.append(bytearray(5_000_000))


def vast() -> bytes:
    return b"x" * 3_000_000


def dying() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def faulty() -> None:
    raise DocgenError([Problem(HERE, "W120", "一"), Problem(HERE, "W121", "二", "办法")])


def buggy() -> None:
    raise KeyError("a slip of ours")


def writing(path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write("x")


class Forged:
    """What a template that escaped would send."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 3",)


def forged() -> Forged:
    return Forged()


def limited(function: Any, *arguments: object, **limits_: float) -> Any:
    return run_limited(function, arguments, location=HERE, **limits_)  # type: ignore[arg-type]


def code_of(function: Any, *arguments: object, **limits_: float) -> str:
    with pytest.raises(DocgenError) as caught:
        limited(function, *arguments, **limits_)
    (problem,) = caught.value.problems
    assert problem.location == HERE
    assert problem.hint
    return problem.code


def children() -> list[str]:
    """Processes of this one that have ended and were not taken off the table."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    )
    return [line for line in done.stdout.split() if line.startswith("Z")]


def test_a_result_comes_from_another_process_each_time() -> None:
    first, second = limited(plain, 1, "二", None), limited(plain)
    assert first["values"] == [1, "二", None]
    assert first["bytes"] == b"\0\xff"
    assert len({first["process"], second["process"], os.getpid()}) == 3


def test_what_a_function_prints_does_not_reach_the_answer() -> None:
    assert limited(printing) == "answer"


@pytest.mark.parametrize(
    ("function", "bounds", "code"),
    [
        (endless, {"seconds": 0.5}, "W142"),
        (asleep, {"seconds": 0.5}, "W142"),
        (greedy, {"memory_mb": 100}, "W143"),
        (vast, {"output_mb": 1}, "W144"),
        (dying, {}, "W145"),
        (forged, {}, "W145"),
    ],
    ids=["loop", "sleep", "memory", "output", "death", "forged objects"],
)  # fmt: skip
def test_the_limit_that_was_hit_is_named_and_the_next_call_works(
    function: Any, bounds: dict[str, float], code: str
) -> None:
    start = time.monotonic()
    assert code_of(function, **bounds) == code
    assert time.monotonic() - start < 5
    assert limited(plain, 7)["values"] == [7]
    assert children() == []


def test_problems_come_through_and_bugs_stay_bugs() -> None:
    with pytest.raises(DocgenError) as caught:
        limited(faulty)
    assert caught.value.problems == (Problem(HERE, "W120", "一"), Problem(HERE, "W121", "二", "办法"))
    with pytest.raises(RuntimeError, match="a slip of ours"):
        limited(buggy)


def test_a_function_under_limits_writes_no_files(tmp_path: Any) -> None:
    with pytest.raises((RuntimeError, DocgenError)):
        limited(writing, str(tmp_path / "x"))
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_threads_call_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: limited(plain, number)["values"], range(12)))
    assert found == [[number] for number in range(12)]


def _in_worker(number: int) -> object:
    return limited(plain, number)["values"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes_call_too(method: str) -> None:
    limited(plain)  # so that a forked worker inherits a warm helper, which it must not use
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(_in_worker, range(4))) == [[0], [1], [2], [3]]
    assert limited(plain, 9)["values"] == [9]


def test_a_helper_that_was_killed_while_idle_is_replaced() -> None:
    limited(plain)
    for helper in list(limits._idle):
        helper._process.kill()
        helper._process.wait()
    assert limited(plain, 3)["values"] == [3]


def test_helpers_end_with_their_process() -> None:
    code = (
        "from test_limits import plain; from docgen.errors import Location; from docgen.template import limits;"
        "limits.run_limited(plain, (), location=Location('x')); print(limits._idle[0]._process.pid, flush=True);"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    pid = int(done.stdout)
    for _attempt in range(100):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout.strip()
        if not state or state.startswith("Z"):  # gone, or waiting for the system's first process to count it
            return
        time.sleep(0.05)
    pytest.fail("the helper lives on")
