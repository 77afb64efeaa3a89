"""`docgen verify --record`: the record, its checkpoints near and far, every issued file, and whether each issue was rightly made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from docgen.approval.after.catalogue import read_catalogue
from docgen.approval.after.evidence import check_published
from docgen.approval.after.kept import named_files, stored
from docgen.approval.desk.desk import Desk
from docgen.approval.issue.shelf import CHECKPOINT, FOLDER, Shelf, file_hash
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.checkpoints import check_checkpoint, read_checkpoint
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.state import fold
from docgen.errors import DocgenError, Location, Problem
from docgen.messages import system_reason


def check_record(desk: Desk, checkpoints: Sequence[Path] = ()) -> list[Problem]:
    """Everything wrong, named by event or file; `checkpoints` are exported ones, kept elsewhere.

    A broken chain is all there is to say: what follows from it would be guesses.
    """
    problems = desk.check()
    if any(problem.code in ("A421", "A422", "A423") for problem in problems):
        return problems
    ledger = desk.ledger()
    problems += _check_checkpoints(desk, ledger, checkpoints)
    try:
        problems += _check_issued(desk, ledger)
    except DocgenError as error:  # an event that lacks what belongs to it: where its document stood, nobody can say
        problems += [
            problem for problem in error.problems if problem.message not in {known.message for known in problems}
        ]
    problems += _check_kept(desk, ledger)
    return list(dict.fromkeys(problems))


def _check_issued(desk: Desk, ledger: Ledger) -> list[Problem]:
    """Numbers, issues with their files, and what was published."""
    problems: list[Problem] = []
    problems += _check_numbers(ledger, desk.record.place)
    for event in ledger.events(kinds={kinds.ISSUE}):
        problems += check_rules(ledger, event, desk.record.place)
        problems += check_files(desk, event)
    for event in ledger.events(kinds={kinds.ERRATUM}):
        problems += check_files(desk, event)
    return problems + check_published(ledger, desk.record.place)


def _check_checkpoints(desk: Desk, ledger: Ledger, exported: Sequence[Path]) -> list[Problem]:
    """Those given, the one exported into issued/, and the one in the folder of each version."""
    owners = keyring(ledger.events("")).owners
    problems: list[Problem] = []
    for path in [*exported, *sorted((desk.workspace.root / FOLDER).glob(f"**/{CHECKPOINT}"))]:
        place = desk.workspace.relative(path)
        try:
            content = path.read_bytes()
            checkpoint = (
                read_catalogue(content, place).checkpoint if b'"issued"' in content else read_checkpoint(content)
            )
            assert checkpoint is not None  # a catalogue from a file has one
        except OSError as error:
            fact = f"检查点读不出来：{system_reason(error)}"
            problems.append(Problem(Location(place), "A431", fact, "检查路径和权限"))
        except DocgenError as error:
            problems += [
                Problem(Location(place), problem.code, problem.message, problem.hint) for problem in error.problems
            ]
        else:
            problems += check_checkpoint(checkpoint, ledger, owners, place)
    return problems


def _check_numbers(ledger: Ledger, place: str) -> list[Problem]:
    given = Counter(str(event.payload.get("text")) for event in ledger.events(kinds={kinds.NUMBER}))
    hint = "查清哪一份先用，另一份废止后重新编号"
    return [
        Problem(Location(place), "A544", f"文号 {text} 给了两次", hint) for text, count in given.items() if count > 1
    ]


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
    shelf = Shelf(desk.workspace.root)
    name = str(event.payload.get("folder") or "")
    try:
        folder = shelf.finish(name, str(event.payload.get("manifest") or ""))
    except DocgenError as error:
        return list(error.problems)
    problems = []
    for file, known in dict(event.payload.get("files") or {}).items():
        found = file_hash(folder / file)
        if found != known:
            fact = "签发件不见了" if not found else "签发件在签发后被改动过"
            hint = "从备份恢复；docgen verify 可核对找回的文件是不是原件"
            problems.append(Problem(Location(f"{FOLDER}/{name}/{file}"), "A524", fact, hint))
    return problems


def _check_kept(desk: Desk, ledger: Ledger) -> list[Problem]:
    """Papers that the record names must be in the store as they were."""
    problems = []
    for event, kept in named_files(ledger):
        file = stored(desk.workspace, kept.sha256)
        if file is None or file_hash(file) != kept.sha256:
            fact = f"第 {event.sequence} 条记录的材料“{kept.name}”不见了，或被改动过"
            place = desk.workspace.relative(file) if file else f"evidence/{kept.sha256}"
            problems.append(Problem(Location(place), "A607", fact, "从备份恢复 evidence 文件夹"))
    return problems
