"""One part of the race of an editor against six approvers: run as a program of its own.

The content is a file with one line; its digest is that line's. The editor
rewrites it and hands it in, the approvers read it, take a moment, and approve
what they read, checked again under the lock against what is then on disk.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from docgen.approval.desk.key_files import save
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keys import Key, generate
from docgen.approval.ledger.wrapping import unwrapped
from docgen.approval.record import Record
from docgen.approval.rules import submitting, voting
from docgen.approval.rules.acting import Act, Content
from docgen.approval.rules.organisation import Organisation, Person
from docgen.approval.rules.route import read_route
from docgen.approval.rules.submitting import PaperToSubmit
from docgen.errors import DocgenError
from processes import PATIENCE
from workflow_samples import PLACE, digest

OUTCOMES = ("approved", "refused")  # files that say it has happened
PEOPLE = [f"p{n}" for n in range(6)]
ROUTE = [{"step": "board", "people": PEOPLE, "rule": 6}]


def versions_seen(rounds: int) -> set[str]:
    return {digest(f"draft {n}") for n in range(rounds + 1)}


def begin(database: str, folder: Path) -> None:
    """Keys, people, the first draft handed in."""
    folder.mkdir(exist_ok=True)
    keys = {person: generate(person) for person in ["lin", *PEOPLE]}
    for person, key in keys.items():
        save(key, folder, "a passphrase").rename(folder / f"{person}.key")
    write(folder, "draft 0")
    lin = keys["lin"]
    organisation = Organisation("星河", {person: Person(person, person) for person in keys})
    with Record.open(database, create=True) as record:
        drafts = [Draft(kinds.SET_UP, "lin", payload={"public": lin.public}, signer=lin)]
        drafts += [
            Draft(
                kinds.KEY, "lin", payload={"person": p, "key_id": keys[p].key_id, "public": keys[p].public}, signer=lin
            )
            for p in PEOPLE
        ]
        drafts.append(
            Draft(kinds.ORGANISATION, "lin", payload=organisation.payload | {"digest": organisation.digest}, signer=lin)
        )
        record.transact(lambda ledger: drafts)
    submit(database, folder, lin)


def write(folder: Path, text: str) -> None:
    aside = folder / "aside"
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, folder / "content")


def read(folder: Path) -> Content:
    return Content(digest((folder / "content").read_text(encoding="utf-8")), {})


def submit(database: str, folder: Path, key: Key) -> None:
    route, _problems = read_route(ROUTE, PLACE)
    with Record.open(database, patience=PATIENCE) as record:

        def decide(ledger):  # type: ignore[no-untyped-def]
            document = "D0001" if ledger.events("D0001") else ""
            paper = PaperToSubmit("content/x.yaml", "policy", "制度", read(folder), route.steps, lambda field: None)
            return submitting.submit(ledger, Act(document, key.person, "2026-03-02", key), paper)

        record.transact(decide)


def edit(database: str, folder: Path, key: Key, rounds: int) -> None:
    """Rewrite and hand in, `rounds` times and on until an approval and a refusal have been seen; prints how often."""
    n = 0
    while n < rounds or not all((folder / outcome).exists() for outcome in OUTCOMES):
        n += 1
        time.sleep(0.05)  # the pauses only make either outcome likely
        write(folder, f"draft {n}")
        time.sleep(0.01)  # changed, and not handed in yet
        submit(database, folder, key)
    print(n)
    write(folder, "end")


def approve(database: str, folder: Path, key: Key) -> None:
    """Approve what is there, again and again, until the editor has ended."""
    with Record.open(database, patience=PATIENCE) as record:
        while (folder / "content").read_text(encoding="utf-8") != "end":
            seen = read(folder)
            time.sleep(0.005)
            act = Act("D0001", key.person, "2026-03-02", key)
            try:
                events = record.transact(
                    lambda ledger, act=act, seen=seen: voting.approve(ledger, act, seen, read(folder))
                )
            except DocgenError as error:
                if error.problems[0].code in ("A205", "A206"):
                    print("refused", error.problems[0].code, flush=True)
                    (folder / "refused").touch()
                else:
                    time.sleep(0.01)  # approved already
            else:
                print("approved", events[0].sequence, seen.digest, flush=True)
                (folder / "approved").touch()


if __name__ == "__main__":
    address, place, part, who, times = sys.argv[1:6]
    own, _weak = unwrapped((Path(place) / f"{who}.key").read_bytes(), who, "a passphrase", who)
    if part == "editor":
        edit(address, Path(place), own, int(times))
    else:
        approve(address, Path(place), own)
