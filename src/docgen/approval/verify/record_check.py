"""`docgen verify --record`: the record, its checkpoints near and far, every issued file, and whether each issue was rightly made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from docgen.approval.after.catalogue import read_catalogue
from docgen.approval.after.timestamps import check_stamps
from docgen.approval.desk.attachments import named_attachments, stored
from docgen.approval.desk.desk import Desk
from docgen.approval.issue.certificate_chain import chain_fault
from docgen.approval.issue.issued_check import check_files
from docgen.approval.issue.issued_folder import CHECKPOINT
from docgen.approval.issue.messages import UNCHAINED_CERTIFICATE
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.checkpoints import check_checkpoint, read_checkpoint
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.certificates import certificate_roots
from docgen.approval.rules.consequences import check_compromised
from docgen.approval.verify.messages import ATTACHMENT_TOUCHED, NUMBER_GIVEN_TWICE, UNREADABLE_CHECKPOINT
from docgen.compare.sources import ISSUED
from docgen.errors import DocgenError, Location, Problem
from docgen.messages import system_reason
from docgen.reading import file_digest


def check_record(desk: Desk, checkpoints: Sequence[Path] = ()) -> list[Problem]:
    """Everything wrong, named by event or file; `checkpoints` are exported ones, kept elsewhere.

    A broken chain is all there is to say: what follows from it would be guesses.
    """
    problems = desk.check()
    if any(problem.code in ("A421", "A422", "A423") for problem in problems):
        return problems
    ledger = desk.unjudged()
    problems += check_stamps(desk, ledger)
    problems += _check_checkpoints(desk, ledger, checkpoints)
    try:
        problems += _check_issued(desk, ledger)
    except DocgenError as error:  # an event that lacks what belongs to it: where its document stood, nobody can say
        problems += [
            problem for problem in error.problems if problem.message not in {known.message for known in problems}
        ]
    problems += _check_attachments(desk, ledger)
    problems += check_compromised(ledger, desk.record.place)
    return list(dict.fromkeys(problems))


def _check_issued(desk: Desk, ledger: Ledger) -> list[Problem]:
    """Numbers, issues with their files, and what was published."""
    problems: list[Problem] = []
    problems += _check_numbers(ledger, desk.record.place)
    for event in ledger.events(kinds={kinds.ISSUE}):
        problems += check_files(desk, event)
    for event in ledger.events(kinds={kinds.ERRATUM}):
        problems += check_files(desk, event)
    return problems + _check_certificates(desk, ledger)


def _check_certificates(desk: Desk, ledger: Ledger) -> list[Problem]:
    """Signed PDFs must be under a root that the record had confirmed when they were issued, if it had confirmed any."""
    problems: list[Problem] = []
    for event in ledger.events(kinds={kinds.ISSUE, kinds.ERRATUM}):
        known = certificate_roots(ledger.events(""), event.sequence)
        if not known.roots or not event.payload.get("certificate"):
            continue
        folder = desk.workspace.root / ISSUED / str(event.payload.get("folder") or "")
        for name, digest in dict(event.payload.get("files") or {}).items():
            file = folder / name
            if file.suffix != ".pdf" or file_digest(file) != digest:  # what was touched is told elsewhere
                continue
            if fault := chain_fault(file.read_bytes(), known, event.at):
                problems.append(UNCHAINED_CERTIFICATE.at(Location(desk.workspace.relative(file)), fault=fault))
    return problems


def _check_checkpoints(desk: Desk, ledger: Ledger, exported: Sequence[Path]) -> list[Problem]:
    """Those given, the one exported into issued/, and the one in the folder of each version."""
    owners = keyring(ledger.events("")).owners
    problems: list[Problem] = []
    for path in [*exported, *sorted((desk.workspace.root / ISSUED).glob(f"**/{CHECKPOINT}"))]:
        place = desk.workspace.relative(path)
        try:
            content = path.read_bytes()
            checkpoint = (
                read_catalogue(content, place).checkpoint if b'"issued"' in content else read_checkpoint(content)
            )
            assert checkpoint is not None  # a catalogue from a file has one
        except OSError as error:
            problems.append(UNREADABLE_CHECKPOINT.at(Location(place), reason=system_reason(error)))
        except DocgenError as error:
            problems += [
                Problem(Location(place), problem.code, problem.message, problem.hint) for problem in error.problems
            ]
        else:
            problems += check_checkpoint(checkpoint, ledger, owners, place)
    return problems


def _check_numbers(ledger: Ledger, place: str) -> list[Problem]:
    given = Counter(str(event.payload.get("text")) for event in ledger.events(kinds={kinds.NUMBER}))
    return [NUMBER_GIVEN_TWICE.at(Location(place), text=text) for text, count in given.items() if count > 1]


def _check_attachments(desk: Desk, ledger: Ledger) -> list[Problem]:
    """Papers that the record names must be in the store as they were."""
    problems = []
    for event, attachment in named_attachments(ledger):
        file = stored(desk.workspace, attachment.sha256)
        if file is None or file_digest(file) != attachment.sha256:
            place = desk.workspace.relative(file) if file else f"evidence/{attachment.sha256}"
            problems.append(ATTACHMENT_TOUCHED.at(Location(place), sequence=event.sequence, name=attachment.name))
    return problems
