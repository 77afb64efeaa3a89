"""Is an issued version what it should be: issued after a finished review of its content, its files as they were written."""

from __future__ import annotations

from docgen.approval.desk.desk import Desk
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.messages import ISSUED_AGAINST_RULES, ISSUED_FILE_GONE, ISSUED_FILE_TOUCHED
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.state import fold
from docgen.compare.sources import ISSUED
from docgen.errors import DocgenError, Location, Problem
from docgen.reading import file_digest


def check_rules(ledger: Ledger, event: Event, place: str) -> list[Problem]:
    """The review must have been finished, for this very content, when the version was issued."""
    before = fold(
        event.document, [earlier for earlier in ledger.events(event.document) if earlier.sequence < event.sequence]
    )
    submission = before.run.submission if before.run else None
    if before.complete and submission is not None and submission.digest == event.payload.get("digest"):
        return []
    return [ISSUED_AGAINST_RULES.at(Location(place), sequence=event.sequence, version=event.payload.get("version"))]


def check_files(desk: Desk, event: Event) -> list[Problem]:
    """The files of an issue or a correction must be where the record says, and as they were written (A523, A524)."""
    issued = IssuedFolder(desk.workspace.root)
    name = str(event.payload.get("folder") or "")
    try:
        folder = issued.recover(name, str(event.payload.get("manifest") or ""))
    except DocgenError as error:
        return list(error.problems)
    problems = []
    for file, known in dict(event.payload.get("files") or {}).items():
        found = file_digest(folder / file)
        place = Location(f"{ISSUED}/{name}/{file}")
        if not found:
            problems.append(ISSUED_FILE_GONE.at(place))
        elif found != known:
            problems.append(ISSUED_FILE_TOUCHED.at(place))
    return problems
