"""Functions under limits: what ends them, by name, and that nothing stays behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import processes
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign.helpers import Helpers
from docgen.foreign.limits import Limits, Said

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
    threading.Event().wait()


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


def fraction() -> Fraction:
    return Fraction(1, 3)


def deep(depth: int = 0) -> int:
    return deep(depth + 1) + 1


def writing(path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write("x")


class Forged:
    """What a template that escaped would send."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 3",)


def forged() -> Forged:
    return Forged()


def counting(start: int) -> tuple[list[int], str]:
    return [start], "open"


def counted(state: list[int], step: int) -> list[int]:
    state.append(state[-1] + step)
    return state


def lost(state: list[int]) -> None:
    endless()


@pytest.fixture(scope="module")
def helpers() -> Iterator[Helpers]:
    with Helpers() as made:
        yield made


def limited(helpers: Helpers, function: Any, *arguments: object, **bounds: Any) -> Any:
    return helpers.run(function, arguments, Limits(HERE, **bounds))


def code_of(helpers: Helpers, function: Any, *arguments: object, **bounds: Any) -> str:
    with pytest.raises(DocgenError) as caught:
        limited(helpers, function, *arguments, **bounds)
    (problem,) = caught.value.problems
    assert problem.location == HERE
    assert problem.hint
    return problem.code


def unburied() -> list[processes.Child]:
    """Processes of this one that have ended and were not taken off the table."""
    return [process for process in processes.children(os.getpid()) if process.state == "Z"]


def test_a_result_comes_from_another_process_each_time(helpers: Helpers) -> None:
    first, second = limited(helpers, plain, 1, "二", None), limited(helpers, plain)
    assert first["values"] == [1, "二", None]
    assert first["bytes"] == b"\0\xff"
    assert len({first["process"], second["process"], os.getpid()}) == 3


def test_what_a_function_prints_does_not_reach_the_answer(helpers: Helpers) -> None:
    assert limited(helpers, printing) == "answer"


@pytest.mark.parametrize(
    ("function", "bounds", "code"),
    [
        (endless, {"seconds": 0.2}, "B150"),
        (asleep, {"seconds": 0.1}, "B150"),
        (greedy, {"memory_mb": 100}, "B151"),
        (vast, {"output_mb": 1}, "B152"),
        (dying, {}, "B153"),
        (forged, {}, "B153"),
        (deep, {}, "B154"),
        (buggy, {}, "B155"),
    ],
    ids=["loop", "sleep", "memory", "output", "death", "forged objects", "nesting", "a reader that fails"],
)  # fmt: skip
def test_the_limit_that_was_hit_is_named_and_the_next_call_works(
    helpers: Helpers, function: Any, bounds: dict[str, float], code: str
) -> None:
    assert code_of(helpers, function, **bounds) == code  # and returns: what goes on for ever was stopped
    assert limited(helpers, plain, 7)["values"] == [7]
    assert unburied() == []


def test_problems_come_through_and_bugs_stay_bugs(helpers: Helpers) -> None:
    with pytest.raises(DocgenError) as caught:
        limited(helpers, faulty)
    assert caught.value.problems == (Problem(HERE, "W120", "一"), Problem(HERE, "W121", "二", "办法"))
    with pytest.raises(RuntimeError, match="a slip of ours"):
        limited(helpers, buggy, said=Said(odd=None))


def test_only_the_classes_that_the_caller_named_come_back(helpers: Helpers) -> None:
    assert limited(helpers, fraction, classes=(Fraction,)) == Fraction(1, 3)
    assert code_of(helpers, fraction, classes=(Decimal,)) == "B153"


def test_a_function_under_limits_writes_no_files(helpers: Helpers, tmp_path: Any) -> None:
    with pytest.raises((RuntimeError, DocgenError)):
        limited(helpers, writing, str(tmp_path / "x"))
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_threads_call_at_the_same_time(helpers: Helpers) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: limited(helpers, plain, number)["values"], range(12)))
    assert found == [[number] for number in range(12)]


def _in_worker(number: int) -> object:
    with Helpers() as own:
        return limited(own, plain, number)["values"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes_call_too(helpers: Helpers, method: str) -> None:
    limited(helpers, plain)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(_in_worker, range(4))) == [[0], [1], [2], [3]]
    assert limited(helpers, plain, 9)["values"] == [9]


def test_a_forked_process_does_not_use_its_parents_helpers(helpers: Helpers) -> None:
    limited(helpers, plain)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, repr(limited(helpers, plain, 5)["values"]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 100) == b"[5]"
    assert limited(helpers, plain, 6)["values"] == [6]


def test_a_helper_that_was_killed_while_idle_is_replaced(helpers: Helpers) -> None:
    limited(helpers, plain)
    for helper in list(helpers._idle):
        helper._process.kill()
        helper._process.wait()
    assert limited(helpers, plain, 3)["values"] == [3]


def test_a_session_keeps_what_it_made_and_its_next_request_may_be_sent_before_an_answer_is_read(
    helpers: Helpers,
) -> None:
    with helpers.session(counting, (1,), Limits(HERE)) as session:
        assert session.result() == "open"
        session.send(counted, (2,))
        session.send(counted, (3,))
        assert [session.result(), session.result()] == [[1, 3], [1, 3, 6]]
        assert session.call(counted, (4,)) == [1, 3, 6, 10]
    assert limited(helpers, plain, 7)["values"] == [7]
    assert unburied() == []


def test_a_session_that_passes_a_limit_ends_and_says_which(helpers: Helpers) -> None:
    with helpers.session(counting, (1,), Limits(HERE, 0.2)) as session:
        session.result()
        time.sleep(2.5)  # nothing is asked: no time is counted
        assert session.call(counted, (1,)) == [1, 2]
        with pytest.raises(DocgenError) as caught:
            session.call(lost, ())
    assert [problem.code for problem in caught.value.problems] == ["B150"]
    assert limited(helpers, plain, 7)["values"] == [7]


def test_a_session_closed_in_the_middle_of_a_request_leaves_nothing_behind(helpers: Helpers) -> None:
    with helpers.session(counting, (1,), Limits(HERE)) as session:
        session.send(lost, ())
    assert limited(helpers, plain, 7)["values"] == [7]
    assert unburied() == []


def test_helpers_end_when_their_owner_closes_them() -> None:
    with Helpers() as own:
        limited(own, plain)
        (helper,) = own._idle
    assert helper._process.poll() is not None


def test_helpers_end_with_their_process() -> None:
    code = (
        "from test_limits import plain; from docgen.errors import Location; from docgen.foreign.helpers import Helpers; from docgen.foreign.limits import Limits;"
        "helpers = Helpers(); helpers.run(plain, (), Limits(Location('x'))); print(helpers._idle[0]._process.pid, flush=True);"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    processes.wait_for_end(int(done.stdout))
