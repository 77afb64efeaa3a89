"""Is an issued version what it should be: issued after a finished review of its content, its files as they were written."""

from __future__ import annotations

from docgen.approval.desk.desk import Desk
from docgen.approval.issue.issued_folder import IssuedFolder
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
    fact = "第 {n} 条记录签发了 {version}，但当时审批没有完成，或签发的不是批准的内容"
    hint = "这一版不能作数；查清是谁签发的，再重新送审"
    return [Problem(Location(place), "A525", fact.format(n=event.sequence, version=event.payload.get("version")), hint)]


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
        if found != known:
            fact = "签发件不见了" if not found else "签发件在签发后被改动过"
            hint = "从备份恢复；docgen verify 可核对找回的文件是不是原件"
            problems.append(Problem(Location(f"{ISSUED}/{name}/{file}"), "A524", fact, hint))
    return problems
