"""Who owns the database puts things beside the rows: a trigger that swallows an act, a view that never ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from docgen.approval.after import ending
from docgen.approval.desk.desk import Desk
from docgen.errors import DocgenError
from issuing_samples import Office


def run(office: Office, *statements: str) -> None:
    connection = sqlite3.connect(office.workspace.record)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def codes(error: pytest.ExceptionInfo[DocgenError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


SWALLOWING = "CREATE TRIGGER q BEFORE INSERT ON docgen_events BEGIN SELECT RAISE(IGNORE); END"


def test_an_act_that_a_trigger_swallows_is_not_said_to_stand(tmp_path: Path) -> None:
    office = Office(tmp_path)
    path = office.approved()
    office.issue(path)
    size = office.desk.ledger().size
    run(office, SWALLOWING)  # while the desk is open
    with pytest.raises(DocgenError) as error:
        ending.abolish(office.desk, path, office.keys["song"], "不再施行")
    assert codes(error) == ["A406"]
    assert "有效" not in str(error.value)
    assert office.desk.ledger().size == size


@pytest.mark.parametrize(
    "statements",
    [
        [SWALLOWING],
        [
            "ALTER TABLE docgen_events RENAME TO e",
            "CREATE VIEW docgen_events AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT e.* FROM e, r",
        ],
        ["ALTER TABLE docgen_version RENAME TO v", "CREATE VIEW docgen_version AS SELECT * FROM v"],
        [
            "DROP TRIGGER docgen_events_no_update",
            "CREATE TRIGGER docgen_events_no_update BEFORE UPDATE ON docgen_events BEGIN SELECT 1; END",
        ],
        ["CREATE INDEX slow ON docgen_events (payload || payload)"],
        ["ALTER TABLE docgen_events ADD COLUMN more AS (payload || payload)"],
    ],
    ids=[
        "a trigger",
        "a view without an end",
        "a view of the version",
        "a guard that guards nothing",
        "an index",
        "a column",
    ],
)
def test_a_database_with_more_in_it_than_docgen_made_is_neither_read_nor_written(
    tmp_path: Path, statements: list[str]
) -> None:
    office = Office(tmp_path)
    office.desk.record.close()
    run(office, *statements)
    with pytest.raises(DocgenError) as error:
        Desk.open(office.workspace)
    assert codes(error) == ["A415"]


def test_a_record_without_its_guards_is_read_for_the_chain_is_the_proof(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.desk.record.close()
    run(office, "DROP TRIGGER docgen_events_no_update")
    with Desk.open(office.workspace, clock=office.clock) as desk:
        assert desk.check() == []
