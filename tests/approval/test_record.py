"""The record on disk, on SQLite and on PostgreSQL: nothing lost, nothing half-written, every failure named."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import postgresql
from docgen.approval.ledger.events import Draft, canonical_json
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import START
from docgen.approval.record import Record, database_url
from docgen.approval.record.mounts import network_file_system
from docgen.errors import DocgenError, Location, Problem
from processes import PATIENCE
from workflow_samples import key

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def note(text: str, **more: Any) -> Draft:
    return Draft("note", "lin", "D0001", payload={"text": text}, signer=key("lin"), **more)


def code(error: pytest.ExceptionInfo[DocgenError]) -> str:
    problem = error.value.problems[0]
    assert problem.message
    assert problem.hint
    return problem.code


@pytest.fixture
def record(database: str) -> Iterator[Record]:
    with Record.open(database, create=True) as opened:
        yield opened


def test_what_was_appended_is_read_back_in_its_order_by_anyone(database: str) -> None:
    with Record.open(database, create=True) as record, Record.open(database) as other:
        assert (record.ledger().size, record.ledger().head) == (0, START)
        first = record.transact(lambda ledger: [note("一"), note("二")])
        second = other.transact(lambda ledger: [note(f"第{ledger.size + 1}条")])
        assert [event.sequence for event in first + second] == [1, 2, 3]
        assert list(record.ledger()) == first + second
        assert second[0].previous == first[1].hash
        assert [event.payload["text"] for event in record.ledger().events("D0001")] == ["一", "二", "第3条"]


@pytest.mark.parametrize("name", ["a?b=1", "100%25", "甲 乙#1", "x@y:z"])
def test_a_record_lies_in_its_folder_whatever_that_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("DOCGEN_DATABASE_URL", raising=False)
    file = tmp_path / name / ".docgen" / "record.db"
    with Record.open(database_url(file), create=True) as record:
        record.transact(lambda _ledger: [Draft("note", "lin")])
    assert file.is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_refusal_inside_the_transaction_leaves_nothing(record: Record) -> None:
    def refuse(ledger: Ledger) -> list[Draft]:
        raise DocgenError(Problem(Location("x"), "A202", "no", "way"))

    with pytest.raises(DocgenError):
        record.transact(refuse)
    with pytest.raises(ZeroDivisionError):
        record.transact(lambda ledger: [note(str(1 // 0))])
    record.transact(lambda ledger: [note("一")])
    assert record.ledger().size == 1


def test_a_decision_that_draws_nothing_up_writes_nothing(record: Record) -> None:
    assert record.transact(lambda ledger: []) == []
    assert record.ledger().size == 0


def test_a_clock_set_back_is_refused_and_a_little_difference_between_machines_is_not(database: str) -> None:
    with Record.open(database, create=True, clock=lambda: NOON) as record:
        record.transact(lambda ledger: [note("一")])
    with Record.open(database, clock=lambda: NOON - timedelta(seconds=90)) as near:
        assert near.transact(lambda ledger: [note("二")])[0].at == "2026-03-02T04:00:00Z"
    with Record.open(database, clock=lambda: NOON - timedelta(days=1)) as back, pytest.raises(DocgenError) as error:
        back.transact(lambda ledger: [note("三")])
    assert code(error) == "A402"
    with Record.open(database) as record:
        assert record.ledger().size == 2


def test_the_record_of_a_newer_docgen_is_left_alone(database: str) -> None:
    with Record.open(database, create=True) as record:
        record.transact(lambda ledger: [note("一")])
        record._connected().exec_driver_sql("UPDATE docgen_version SET version_num = '0999'")
    with pytest.raises(DocgenError) as error:
        Record.open(database)
    assert code(error) == "A403"


def test_rows_cannot_be_changed_or_deleted_by_a_slip(record: Record) -> None:
    record.transact(lambda ledger: [note("一")])
    for statement in ("UPDATE docgen_events SET actor = 'x'", "DELETE FROM docgen_events"):
        with pytest.raises(Exception, match="append-only"):
            record._connected().exec_driver_sql(statement)
    assert record.ledger().events()[0].actor == "lin"


@pytest.mark.parametrize("payload", [{"x": 1.5}, {"x": {1: 2}}, {"x": object()}, {"x": "\ud800"}])
def test_data_that_has_no_one_text_is_refused(record: Record, payload: dict[str, Any]) -> None:
    with pytest.raises(DocgenError) as error:
        record.transact(lambda ledger: [Draft("note", "lin", payload=payload)])
    assert code(error) == "A411"
    with pytest.raises(DocgenError):
        record.transact(lambda ledger: [Draft("note", "lin\nx")])
    assert record.ledger().size == 0


def test_equal_data_has_one_text() -> None:
    assert (
        canonical_json({"b": [1, None], "a": "一\n"})
        == canonical_json({"a": "一\n", "b": (1, None)})
        == '{"a":"一\\n","b":[1,null]}'
    )


def test_a_record_that_is_not_there_is_not_made_by_asking(tmp_path: Path, postgres: postgresql.Cluster) -> None:
    for url in (f"sqlite:///{tmp_path / 'record.db'}", postgres.new_database()):
        with pytest.raises(DocgenError) as error:
            Record.open(url)
        assert code(error) == "A410"
    assert list(tmp_path.iterdir()) == []


def test_a_locked_record_is_named_and_what_waited_is_not_lost(database: str) -> None:
    with Record.open(database, create=True) as first, Record.open(database, patience=0.2) as second:
        with first.exclusively(), pytest.raises(DocgenError) as error:
            second.transact(lambda ledger: [note("一")])
        assert code(error) == "A404"
        assert second.transact(lambda ledger: [note("一")])[0].sequence == 1


def test_rows_that_vanish_under_an_open_record_are_noticed(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with Record.open(f"sqlite:///{file}", create=True) as record:
        record.transact(lambda ledger: [note("一"), note("二")])
        with sqlite3.connect(file) as raw:
            raw.executescript("DROP TRIGGER docgen_events_no_delete; DELETE FROM docgen_events WHERE sequence = 2")
        raw.close()
        with pytest.raises(DocgenError) as error:
            record.transact(lambda ledger: [note("三")])
    assert code(error) == "A406"


def test_a_corrupt_file_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with Record.open(f"sqlite:///{file}", create=True) as record:
        record.transact(lambda ledger: [note(f"第{n}条") for n in range(300)])
    whole = file.read_bytes()
    for damaged in (b"no database at all" * 100, whole[:4096] + bytes(len(whole) - 4096), whole[: len(whole) // 2]):
        file.write_bytes(damaged)
        with pytest.raises(DocgenError) as error, Record.open(f"sqlite:///{file}") as record:
            record.ledger()
        assert code(error) in ("A406", "A421", "A422")
        assert file.read_bytes() == damaged


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    url = f"sqlite:///{folder / 'record.db'}"
    Record.open(url, create=True).close()
    if os.geteuid() != 0:
        (folder / "record.db").chmod(stat.S_IRUSR)
        with pytest.raises(DocgenError) as error, Record.open(url) as record:
            record.transact(lambda ledger: [note("一")])
        assert code(error) == "A405"
    # root writes anywhere: an SQLite that is told to be read-only answers the same
    with Record.open(url) as record:
        record._connected().exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(DocgenError) as error:
            record.transact(lambda ledger: [note("一")])
    assert code(error) == "A405"


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlserver", "postgresql://h:abc/x", "postgresql://[::1/x"])
def test_an_unknown_database_is_refused(url: str) -> None:
    with pytest.raises(DocgenError) as error:
        Record.open(url)
    assert code(error) == "A409"


def test_a_database_that_is_not_running_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as error:
        Record.open(f"postgresql://x@/none?host={tmp_path}", patience=1)
    assert code(error) == "A407"


def test_postgresql_gone_in_the_middle_leaves_nothing_and_the_next_try_goes_on(postgres: postgresql.Cluster) -> None:
    url = postgres.new_database()
    with Record.open(url, create=True) as record:
        record.transact(lambda ledger: [note("一")])

        def interrupted(ledger: Ledger) -> list[Draft]:
            postgres.terminate_connections(url)
            return [note("二")]

        with pytest.raises(DocgenError) as error:
            record.transact(interrupted)
        assert code(error) == "A407"
        assert record.transact(lambda ledger: [note("三")])[0].sequence == 2
        assert [event.payload["text"] for event in record.ledger()] == ["一", "三"]


def test_a_connection_that_breaks_at_the_commit_is_asked_again_whether_it_was_done(
    postgres: postgresql.Cluster,
) -> None:
    url = postgres.new_database()
    with Record.open(url, create=True) as record:
        record.transact(lambda ledger: [note("一")])
        _break_after(record, "COMMIT", lambda: postgres.terminate_connections(url))
        assert [event.sequence for event in record.transact(lambda ledger: [note("二")])] == [2]
        assert record.ledger().size == 2


def _break_after(record: Record, statement: str, act: Callable[[], None]) -> None:
    """The next such statement is carried out, and then the answer is lost with the connection."""
    connection = record._connected()
    plain = connection.exec_driver_sql

    def breaking(text: str, *rest: Any, **more: Any) -> Any:
        result = plain(text, *rest, **more)
        if text == statement:
            act()
            plain("SELECT 1")  # fails: the answer to the commit never came
        return result

    connection.exec_driver_sql = breaking  # type: ignore[method-assign]


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / /srv rw,relatime shared:1 - nfs4 server:/srv rw
31 30 0:41 / /srv/local rw,relatime shared:2 - xfs /dev/vdb rw
32 22 0:42 / /mnt/my\\040share rw - cifs //server/share rw
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("/srv/team", "nfs4"), ("/srv/local/team", ""), ("/home/team", ""), ("/mnt/my share/team", "cifs"), ("/srvx", "")],
)
def test_a_network_mount_is_told_from_a_disk(tmp_path: Path, folder: str, expected: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_file_system(Path(folder), mounts) == expected


def test_a_record_on_a_network_mount_is_refused_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 254:0 / / rw - ext4 /dev/vda rw\n30 22 0:40 / {tmp_path} rw - nfs server:/ rw\n", encoding="utf-8"
    )
    monkeypatch.setattr("docgen.approval.record.mounts.MOUNTS", mounts)
    with pytest.raises(DocgenError) as error:
        Record.open(f"sqlite:///{tmp_path / 'state' / 'record.db'}", create=True)
    assert code(error) == "A401"
    assert "DOCGEN_DATABASE_URL" in error.value.problems[0].hint
    assert not (tmp_path / "state").exists()


def test_the_database_keeps_to_wal_and_full_synchronisation(tmp_path: Path) -> None:
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}", create=True) as record:
        asked = [
            record._connected().exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert asked == ["wal", 2]


def test_the_migrations_make_the_table_that_the_program_writes_to(record: Record) -> None:
    from sqlalchemy import inspect

    from docgen.approval.record.tables import EVENTS

    columns = inspect(record._connected()).get_columns("docgen_events")
    assert [(column["name"], column["nullable"]) for column in columns] == [
        (column.name, column.nullable) for column in EVENTS.columns
    ]


WRITER = """
import sys
from docgen.approval.ledger.events import Draft
from docgen.approval.record import Record
with Record.open(sys.argv[1], patience=900) as record:
    for n in range(int(sys.argv[2])):
        record.transact(lambda ledger: [Draft("note", "lin", payload={"after": ledger.size})])
"""


def test_processes_that_write_at_once_wait_for_each_other(database: str) -> None:
    Record.open(database, create=True).close()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, database, "20"]) for _ in range(3)]
    assert [writer.wait(PATIENCE) for writer in writers] == [0, 0, 0]
    with Record.open(database) as record:
        assert [event.payload["after"] for event in record.ledger()] == list(range(60))
