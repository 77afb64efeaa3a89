"""Measure the approval record: appends that survive a power cut, the check of the chain, the check of signatures.

    tools/bench_workflow.py

`rows()` gives the lines for tools/bench.py. The peer of an append is the same row put into a table of SQLite itself, each in
a transaction of its own and with the same pragmas, in the same run and the same folder, turn by turn.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path

from bench import Row, clock, table
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keys import Key, generate
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.record import Record

_PAYLOAD = {
    "digest": "a" * 64,
    "whole": "b" * 64,
    "scope": ["whole"],
    "method": "signed",
    "person": "zhou",
    "note": "同意",
    "meaning": "审核",
}
_COLUMNS = "sequence, document, kind, revision, actor, on_behalf, step, at, payload, previous, key_id, hash, signature"


def rows() -> list[Row]:
    """The table's lines; takes about a minute."""
    key = generate("zhou")
    with tempfile.TemporaryDirectory(prefix="docgen-record-") as name:
        return [appends(Path(name), key), *checks(Path(name), key)]


def draft(key: Key) -> Draft:
    return Draft(kinds.APPROVE, "zhou", "D0001", 1, "", "review", _PAYLOAD, key)


def appends(folder: Path, key: Key, parts: int = 10, count: int = 200) -> Row:
    """Signed events one a transaction beside bare inserts, in turns, so that neighbours on the machine weigh on both."""
    own = bare = 0.0
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=FULL").close()
    connection.execute(f"CREATE TABLE events ({_COLUMNS.replace('sequence', 'sequence INTEGER PRIMARY KEY')})")
    with Record.open(f"sqlite:///{folder / 'own.db'}", create=True) as record:
        for _part in range(parts):
            start = time.perf_counter()
            for _n in range(count):
                record.transact(lambda ledger: [draft(key)])
            own += time.perf_counter() - start
            written = [event.row for event in record.ledger()][-count:]
            start = time.perf_counter()
            for row in written:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(f"INSERT INTO events ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
                connection.execute("COMMIT")
            bare += time.perf_counter() - start
    connection.close()
    total = parts * count
    work = "an approval: checked against the chain, signed, appended (SQLite, synchronous=FULL)"
    return Row(
        work,
        f"{total / own:,.0f} a second",
        f"bare SQLite insert: {total / bare:,.0f} a second",
        f"{bare / own:.2f} ×",
        "≥ 0.4 ×",
    )


def checks(folder: Path, key: Key, count: int = 40_000) -> list[Row]:
    """The chain of a long record, read from its file; its signatures, on all processors."""
    url = f"sqlite:///{folder / 'long.db'}"
    with Record.open(url, create=True) as record:
        record.transact(lambda ledger: [Draft(kinds.SET_UP, "zhou", payload={"public": key.public}, signer=key)])
        record.transact(lambda ledger: [draft(key) for _n in range(count)])
        kept = record.rows()
        ledger: Ledger = record.ledger()
        found: list[object] = []
        chain = clock(lambda: found.extend(check_chain(kept)))
        read = clock(lambda: found.extend(check_chain(record.rows())))
        signatures = clock(lambda: found.extend(check_signatures(ledger)), times=2)
    assert found == []
    assert len(kept) == count + 1
    return [
        Row(
            f"check of the chain, {count:,} events",
            f"{len(kept) / chain:,.0f} a second",
            "with reading them: " + f"{len(kept) / read:,.0f}",
            goal="≥ 150,000 a second",
        ),
        Row(
            f"check of all signatures (Ed25519), {count:,} events",
            f"{len(kept) / signatures:,.0f} a second",
            goal="≥ 8,000 a second",
        ),
    ]


if __name__ == "__main__":
    print(table(rows()))
