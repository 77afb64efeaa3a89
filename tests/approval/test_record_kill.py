"""Killed in mid-writing, and an editor against six approvers: nothing acknowledged is lost, nothing unseen is approved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.record import Record
from docgen.approval.rules.state import state_of
from processes import PATIENCE
from workflow_race import begin, versions_seen

HERE = Path(__file__).parents[1] / "support"

# Forks a writer a line of input (an interpreter's start takes longer than its life). A writer says each sequence number
# only when `transact` has come back with it.
NURSERY = """
import os, sys
from docgen.approval.ledger.events import Draft
from docgen.approval.record import Record

def write():
    with Record.open(sys.argv[1]) as record:
        while True:
            events = record.transact(lambda ledger: [Draft("note", "lin", payload={"n": ledger.size}) for _ in range(3)])
            # One write, which a pipe takes whole: a kill leaves no half of a line for the next one to be read with.
            os.write(1, f"written {events[-1].sequence} {events[-1].hash}\\n".encode())

for _line in sys.stdin:
    child = os.fork()
    if not child:
        write()
    print("writer", child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


def kill_again_and_again(database: str, kills: int, seed: int) -> None:
    """Writers killed at chance moments; after each, all that was acknowledged is there and follows on."""
    chance = random.Random(seed)
    Record.open(database, create=True).close()
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    acknowledged = 0
    watch = threading.Timer(PATIENCE, nursery.kill)  # whatever is stuck shall fail, not hang
    watch.start()
    with Record.open(database) as record:
        for _kill in range(kills):
            nursery.stdin.write("go\n")
            nursery.stdin.flush()
            lines: list[list[str]] = []
            while not {line[0] for line in lines} >= {"writer", "written"}:
                lines.append(nursery.stdout.readline().split())
                assert lines[-1] not in ([], ["dead"]), (
                    "the writer fell over by itself: its traceback is on standard error"
                )
            time.sleep(chance.random() * 0.01)
            os.kill(next(int(line[1]) for line in lines if line[0] == "writer"), signal.SIGKILL)
            while lines[-1] != ["dead"]:
                lines.append(nursery.stdout.readline().split())
                assert lines[-1], "nothing comes from the writers any more"
            ledger = list(record.ledger())
            assert len(ledger) % 3 == 0  # a transaction is there whole, or not at all
            for line in lines:
                if line[0] == "written" and len(line) == 3 and len(line[2]) == 64:
                    assert ledger[int(line[1]) - 1].hash == line[2]
                    acknowledged = max(acknowledged, int(line[1]))
            assert len(ledger) >= acknowledged
        assert check_chain(record.rows()) == []
    watch.cancel()
    nursery.stdin.close()
    assert nursery.wait() == 0
    nursery.stdout.close()
    assert acknowledged >= 3 * kills


def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_again_and_again(f"sqlite:///{tmp_path / 'record.db'}", 50, seed=1)


def test_kills_lose_nothing_on_postgresql_either(postgres: object) -> None:
    kill_again_and_again(postgres.new_database(), 10, seed=2)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_that_was_acknowledged(database: str) -> None:
    kill_again_and_again(database, 1_000, seed=3)


def race(database: str, folder: Path, rounds: int) -> tuple[int, int]:
    """An editor and six approvers, each a process; the number of approvals, and of those refused for what had changed."""
    begin(database, folder)
    program = str(HERE / "workflow_race.py")
    command = [sys.executable, program, database, str(folder)]
    people = [
        subprocess.Popen([*command, "approver", f"p{n}", str(rounds)], stdout=subprocess.PIPE, text=True)
        for n in range(6)
    ]
    editor = subprocess.Popen([*command, "editor", "lin", str(rounds)], stdout=subprocess.PIPE, text=True)
    told = [process.communicate(timeout=PATIENCE)[0] for process in (editor, *people)]
    rounds = int(told[0])
    assert [process.returncode for process in (editor, *people)] == [0] * 7
    said = [line.split() for output in told[1:] for line in output.splitlines()]
    approved = [(int(line[1]), line[2]) for line in said if line[0] == "approved"]
    with Record.open(database) as record:
        ledger = record.ledger()
        assert check_chain(record.rows()) == []
        assert check_signatures(ledger) == []
        sequences = [event.sequence for event in ledger]
        assert sequences == list(range(1, len(sequences) + 1))  # no forks
        recorded = {event.sequence: event for event in ledger.events("D0001", {"approve"})}
        assert sorted(recorded) == sorted(sequence for sequence, _digest in approved)  # none lost, none made up
        under_review = ""
        for event in ledger.events("D0001"):
            if event.kind == "submit":
                under_review = event.payload["digest"]
            elif event.kind == "approve":
                assert event.payload["digest"] == under_review  # nothing is approved but what is under review
        for sequence, digest in approved:
            assert recorded[sequence].payload["digest"] == digest  # and what its approver had before them
            assert digest in versions_seen(rounds)
        state = state_of(ledger, "D0001")
        assert state.run is not None
        assert state.run.rounds > rounds
    return len(approved), sum(line[0] == "refused" for line in said)


def test_an_editor_against_six_approvers_in_processes(database: str, tmp_path: Path) -> None:
    approved, refused = race(database, tmp_path, 12)
    assert approved > 0
    assert refused > 0
