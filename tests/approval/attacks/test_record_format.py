"""The record's format: two events never have one hash, the record's identity is in each, and an older record goes on visibly."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from docgen.approval.desk.desk import Desk, anchor_file, checkpoint_file
from docgen.approval.desk.key_files import unlock
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.events import COLUMNS, Draft, from_row, seal
from docgen.approval.ledger.keys import Key, generate
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import START, Sealing, hash_of, rows_digest, signed_bytes
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.record import Record
from docgen.approval.rules.authority import check_rules
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

OLD = Path(__file__).parents[1] / "record_of_format_1"
PASSPHRASE = "旧记录口令-2026"
LATER = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
IDENTITY = Sealing(2, "5e" * 32)
ROW = (7, "D0001", "approve", 2, "zhou", "", "review", "2026-03-02T01:00:00Z", '{"note":"同意"}', "ab" * 32, "cd" * 8)


def test_no_two_different_rows_have_one_hash() -> None:
    """Text moved from one field into the next, types exchanged, and ten thousand rows of the same few letters."""
    like = [
        ROW,
        (7, "D0001a", "pprove", *ROW[3:]),
        (7, "D0001\napprove", "", *ROW[3:]),
        ("7", *ROW[1:]),
        (*ROW[:3], "2", *ROW[4:]),
        (*ROW[:3], 2.0, *ROW[4:]),
        (7, b"D0001", *ROW[2:]),
        (7, None, *ROW[2:]),
        (7, "", *ROW[2:]),
        (*ROW[:5], "review", "", *ROW[7:]),
    ]
    chance = random.Random(4)
    for _n in range(10_000):
        fields = ["".join(chance.choices("a,1\n", k=chance.randrange(3))) for _field in range(9)]
        like.append((chance.randrange(3), *fields[:2], chance.randrange(3), *fields[2:]))
    assert len({hash_of(row, IDENTITY) for row in like}) == len({repr(row) for row in like})


def test_a_row_of_another_type_than_the_columns_is_found_in_either_format() -> None:
    for sealing in (Sealing(1, "5e" * 32), IDENTITY):
        events = [seal(Draft("note", "lin", revision=2), 0, START, "2026-03-02T01:00:00Z", sealing)]
        row = list(events[0].row)
        assert check_chain([tuple(row)], sealing=sealing) == []
        row[3] = "2"
        assert [problem.code for problem in check_chain([tuple(row)], sealing=sealing)] == ["A421"]


def test_an_event_moved_into_another_record_is_found_though_all_hashes_before_it_are_copied_too() -> None:
    own = generate("he")

    def record(name: str) -> Ledger:
        ledger = Ledger()
        ledger.extend(
            ledger.seal(
                [Draft(kinds.SET_UP, "he", payload={"workspace": name, "public": own.public}, signer=own)], LATER
            )
        )
        ledger.extend(ledger.seal([Draft("note", "he", "D0001", signer=own)], LATER))
        return ledger

    one, other = record("一"), record("二")
    assert one.genesis != other.genesis
    assert one.genesis == next(iter(one)).hash
    moved = list(list(one)[1].row)
    moved[9] = other.genesis  # made to follow on; its hash anew, its signature as it was
    moved[11] = hash_of(moved, other.sealing)
    rows = [next(iter(other)).row, tuple(moved)]
    assert check_chain(rows) == []
    assert [problem.code for problem in check_signatures(from_row(row) for row in rows)] == ["A424"]
    digest = moved[11]
    assert signed_bytes(digest, one.sealing) != signed_bytes(digest, other.sealing)


def old_rows() -> list[tuple[Any, ...]]:
    return [tuple(row) for row in json.loads((OLD / "rows.json").read_text(encoding="utf-8"))]


def write(file: Path, rows: list[tuple[Any, ...]], version: str) -> None:
    """A record's file with these rows, as the release of that version would have left it."""
    Record.open(f"sqlite:///{file}", create=True).close()
    with sqlite3.connect(file) as raw:
        raw.executemany(f"INSERT INTO docgen_events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * 13)})", rows)
        raw.execute("UPDATE docgen_version SET version_num = ?", (version,))
    raw.close()


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Key]]:
    """A workspace whose record release 0.9 began, and its administrator's key."""
    keys = tmp_path / "private"
    keys.mkdir()
    monkeypatch.setenv("DOCGEN_KEYS", str(keys))
    workspace = Workspace(tmp_path / "work")
    for name, place in (
        ("anchor.json", anchor_file(workspace)),
        ("checkpoint.json", checkpoint_file(workspace)),
        ("organisation.yaml", workspace.organisation),
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(OLD / name, place)
    write(workspace.record, old_rows(), "0001")
    private = Path(shutil.copy(next(OLD.glob("he-*.pem")), keys))  # unlocking it writes it anew
    with Desk.open(workspace, clock=lambda: LATER) as desk:
        yield desk, unlock(private, "he", PASSPHRASE)


def organisation(he: Key) -> Draft:
    """An act like any other: the organisation confirmed again."""
    event = next(from_row(row) for row in old_rows() if row[2] == kinds.ORGANISATION)
    return Draft(kinds.ORGANISATION, "he", payload=event.payload, signer=he)


def code(error: pytest.ExceptionInfo[DocgenError]) -> str:
    return error.value.problems[0].code


def test_a_record_of_the_first_format_is_read_as_it_is_and_goes_on_only_after_it_was_sealed_anew(
    old: tuple[Desk, Key],
) -> None:
    desk, he = old
    assert desk.check() == []
    assert desk.ledger().sealing.format == 1
    with pytest.raises(DocgenError) as error:
        desk.transact(lambda ledger: [organisation(he)], he)
    assert code(error) == "A412"
    event = desk.re_seal(he)
    assert event.payload == {
        "format": 2, "count": 6, "head": old_rows()[-1][11], "rows": rows_digest(old_rows()), "found": [],
    }  # fmt: skip
    note = desk.transact(lambda ledger: [organisation(he)], he)[0]
    assert desk.check() == []
    assert [row for row in desk.record.rows()][:6] == old_rows()
    assert note.hash == hash_of(note.row, Sealing(2, old_rows()[0][11]))
    with Desk.open(desk.workspace, clock=lambda: LATER) as again:
        assert again.check() == []
        assert again.ledger().genesis == old_rows()[0][11]
        with pytest.raises(DocgenError) as error:
            again.re_seal(he)
    assert code(error) == "A412"


def test_a_release_that_does_not_know_the_new_format_is_told_by_the_version(old: tuple[Desk, Key]) -> None:
    desk, he = old

    def version() -> Any:
        return desk.record._connected().exec_driver_sql("SELECT version_num FROM docgen_version").scalar()

    assert version() == "0001"
    desk.re_seal(he)
    assert version() == "0002"


def test_an_old_record_with_faults_is_not_sealed_anew(old: tuple[Desk, Key]) -> None:
    desk, he = old
    forged = list(old_rows()[-1])
    forged[0], forged[7], forged[9], forged[12] = 7, "2026-12-02T00:00:00Z", forged[11], "00" * 64
    forged[11] = hash_of(forged, Sealing(1, ""))
    desk.record._connected().exec_driver_sql(
        f"INSERT INTO docgen_events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * 13)})", tuple(forged)
    )
    with pytest.raises(DocgenError) as error:
        desk.re_seal(he)
    assert code(error) == "A424"
    assert len(desk.record.rows()) == 7


def test_a_re_sealing_that_says_other_than_what_stood_there_is_found(old: tuple[Desk, Key]) -> None:
    """Also where a signature was exchanged, which the first format's hashes leave out: the digest is over whole rows."""
    _desk, he = old
    good = {"format": 2, "count": 6, "head": old_rows()[-1][11], "rows": rows_digest(old_rows()), "found": []}
    whole = [from_row(row) for row in old_rows()]
    for change in ({"count": 5}, {"head": "0" * 64}, {"rows": "0" * 64}, {"format": 3}, {}):
        ledger = Ledger(whole)
        ledger.extend(ledger.seal([Draft(kinds.RE_SEAL, "he", payload=good | change, signer=he)], LATER))
        assert [problem.code for problem in check_rules(ledger)] == (["A427"] if change else [])
    again = ledger.seal([Draft(kinds.RE_SEAL, "he", payload=good, signer=he)], LATER)
    assert [problem.code for problem in check_rules([*ledger, *again])] == ["A427"]
    touched = [event.row for event in ledger]
    touched[3] = (*touched[3][:12], "11" * 64)
    assert check_chain(touched) == []
    assert [problem.code for problem in check_rules(from_row(row) for row in touched)] == ["A427"]


def test_an_old_format_cannot_be_feigned_for_what_follows_the_re_sealing(old: tuple[Desk, Key]) -> None:
    desk, he = old
    desk.re_seal(he)
    last = desk.ledger().events()[-1]
    forged = seal(Draft("note", "he", signer=he), last.sequence, last.hash, last.at, Sealing(1, desk.ledger().genesis))
    assert [p.code for p in check_chain([*(tuple(r) for r in desk.record.rows()), forged.row])] == ["A421"]


def test_a_re_sealing_is_an_administrators(old: tuple[Desk, Key]) -> None:
    own = generate("zhou")
    ledger = Ledger(from_row(row) for row in old_rows())
    event = ledger.seal([Draft(kinds.RE_SEAL, "zhou", payload={"format": 2}, signer=own)], LATER)
    assert [problem.code for problem in check_signatures([*ledger, *event])] == ["A425"]
