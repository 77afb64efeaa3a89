"""Are the files of an issued version where the record says, and as they were written?"""

from __future__ import annotations

from docgen.approval.desk.desk import Desk
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.messages import ISSUED_FILE_GONE, ISSUED_FILE_TOUCHED
from docgen.approval.ledger.events import Event
from docgen.compare.sources import ISSUED
from docgen.errors import DocgenError, Location, Problem
from docgen.reading import file_digest


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
