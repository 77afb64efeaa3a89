"""Status, inbox, log and route as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.subject import subject_of
from docgen.approval.ledger.digests import sha256, short_code
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import procedure
from docgen.approval.rules.days import clock
from docgen.approval.rules.delegations import delegations
from docgen.approval.rules.descriptions import actor, event_text, overdue, rule, scope, step_standing
from docgen.approval.rules.office import ROLES
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.route import Step
from docgen.approval.rules.run import Submission
from docgen.approval.rules.state import Issued, State, Status, state_of, states
from docgen.approval.rules.voting import may_confirm
from docgen.compare.sources import ISSUED, MANIFEST
from docgen.errors import DocgenError
from docgen.foreign import read_json


def status_lines(desk: Desk, paths: Sequence[Path]) -> Iterator[str]:
    """Each document: status, version, and whose turn it is. `paths` are content files."""
    ledger, organisation, day = desk.ledger(), desk.organisation(), desk.day
    for path in paths:
        document = desk.document(path)
        state = state_of(ledger, document) if document else State("")
        status = state.status(day)
        yield f"{desk.workspace.relative(path)}  {status.label}  {state.version}" + _in_force(state, day)
        for step in state.current:
            names = "、".join(_present(organisation, person, day) for person in step.pending)
            yield "  " + f"{step.step.name}：等待 {names}" + overdue(step, day)
        yield from _procedure(desk, ledger, state)
        if state.run and state.run.returned:
            yield "  " + f"退回理由：{state.run.reason}"
        if state.run and state.run.submission and state.run.open:
            yield from _drift(desk, path, state.run.submission, state.run.route)
        if state.run is None and state.issued:
            yield from _edited(desk, path, state.issued[-1])


def inbox_lines(desk: Desk, person: str) -> Iterator[str]:
    """What waits for a person: their own turns, those they may take for another, entries from paper and acts of
    another administrator that they may confirm, and their own drafts sent back."""
    ledger, organisation, day = desk.ledger(), desk.organisation(), desk.day
    given = [item for item in delegations(ledger) if item.delegate == person]
    of_office = person in organisation.people and bool(set(organisation.people[person].roles) & set(ROLES))
    ring = keyring(ledger.events(""))
    for proposal in ring.proposals if person in ring.administrators else []:
        if proposal.by != person:
            said = event_text(ledger.events()[proposal.sequence - 1], organisation)
            yield f"{organisation.name_of(proposal.by)}{said}：核对后再办一次，才算数"
    for state in states(ledger):
        for step in state.current:
            for vote in step.entered:
                if may_confirm(organisation, state, person, vote):
                    yield (
                        _line(state, step.step.name)
                        + f"：确认第 {vote.sequence} 条对{organisation.name_of(vote.decider)}纸面签批的登记（docgen confirm）"
                    )
            if person in step.pending:
                yield _line(state, step.step.name) + overdue(step, day)
            for principal in step.pending:
                if any(
                    item.principal == principal and item.covers(state.document, state.kind, step.step.id, day)
                    for item in given
                ):
                    yield (
                        _line(state, step.step.name)
                        + f"（代{organisation.name_of(principal)}，办理时加 --for {principal}）"
                    )
        for event in state.issued[-1].consents if state.run is None and state.issued and of_office else ():
            who = organisation.name_of(event.actor)
            yield (
                _line(state, "更正")
                + f"：{who}已看过并同意（{event.payload['class']}：{event.payload['reason']}），可以办 docgen erratum"
            )
        if state.run and state.run.returned and person in state.run.editors:
            yield _line(state, "退回修改") + f"：{state.run.reason}"
        if state.run and state.status(day) == Status.SIGNED and person in state.run.editors:
            yield _line(state, "已签发，可以定稿（docgen issue）")


def log_lines(desk: Desk, path: Path) -> Iterator[str]:
    """Everything that happened to a document, oldest first: time, person, what, and the digest's short form."""
    ledger, organisation = desk.ledger(), desk.organisation()
    state = state_of(ledger, desk.document(path))
    for event in state.events:
        digest = event.payload.get("whole") or event.payload.get("digest")
        code = f"  [{short_code(digest)}]" if isinstance(digest, str) and len(digest) == 64 else ""
        yield f"{event.sequence:>5}  {clock(event.at)}  {actor(event, organisation)}  {event_text(event, organisation, state)}{code}"


def route_lines(desk: Desk, state: State, steps: Sequence[Step]) -> Iterator[str]:
    """The route, a step a line, with where the document stands. `steps` for a document that was not submitted yet."""
    organisation, day = desk.organisation(), desk.day
    shown = {found.step.id: found for found in state.steps} if state.run and state.run.open else {}
    number, group = 0, ""
    for step in (found.step for found in state.steps) if shown else steps:
        if not step.group or step.group != group:
            number += 1
        group = step.group
        found = shown.get(step.id)
        mark = ("✓" if found.passed else "▶" if found.current else "○") if found else "○"
        beside = "（并行）" if step.group else ""
        yield f"{mark} {number}. {step.name}{beside}  {rule(step)}，{scope(step)}" + (
            "" if found else "：" + "、".join(map(organisation.name_of, step.people))
        )
        if found:
            yield "     " + step_standing(found, organisation, day)
    if state.run and state.run.open and state.complete:
        yield "各步都已办完，可以定稿（docgen issue）"


def _present(organisation: Organisation, person: str, day: str) -> str:
    """The person's name; who has left is said to have, since nobody can act for them (withdraw and hand in again)."""
    name = organisation.name_of(person)
    here = person in organisation.people and organisation.people[person].here(day)
    return name if here else f"{name}（已离岗：撤回后重新送审，会另派人）"


def _line(state: State, what: str) -> str:
    return f"{state.path}  {what}  {state.version}"


def _in_force(state: State, day: str) -> str:
    if state.run is None:
        number = state.issued[-1].number if state.issued else ""
        return f"  {number}" if number else ""
    issued = state.in_force(day)
    return "  " + f"（现行 {issued.version} {issued.number}）" if issued else ""


def _procedure(desk: Desk, ledger: Ledger, state: State) -> Iterator[str]:
    """What an issued version still lacks before it may take effect."""
    last = state.issued[-1] if state.run is None and state.issued else None
    if last is None or last.effective or last.until or not last.payload.get("democratic_procedure"):
        return
    found = procedure.proofs(ledger, state.document, last.revision)
    lacking = [problem.message for problem in procedure.gaps(found, last.digest, state.path)]
    if lacking:
        yield "  " + "还不能生效：{facts}".format(facts="；".join(lacking))
    else:
        yield "  " + f"民主程序材料齐全，最早可于 {procedure.earliest(found, last.digest)} 施行（docgen publish）"


def _edited(desk: Desk, path: Path, issued: Issued) -> Iterator[str]:
    """Whether the file on disk is still what was issued, an erratum counted in."""
    if issued.until or _as_issued(desk, issued):
        return
    try:
        if subject_of(desk.snapshot(path)).content.digest == issued.text:
            return
        what = "与签发的 {version} 不同：修订请重新送审（docgen submit），错别字用 docgen erratum 更正；否则改回去"
    except DocgenError:
        what = "在签发 {version} 以后改过，现在有错误（docgen check）"
    yield "  注意：磁盘上的内容" + what.format(version=issued.version)


def _as_issued(desk: Desk, issued: Issued) -> bool:
    """True if all files that the version was made from are what they were: then nothing has to be composed to know it."""
    payload = (issued.errata[-1] if issued.errata else issued).payload
    root = desk.workspace.root
    try:
        content = (root / ISSUED / str(payload["folder"]) / MANIFEST).read_bytes()
        sources = read_json(content)["sources"] if sha256(content) == payload["manifest"] else {}
        return bool(sources) and all(sha256((root / name).read_bytes()) == known for name, known in sources.items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _drift(desk: Desk, path: Path, submission: Submission, route: Sequence[Step]) -> Iterator[str]:
    """Whether the file on disk is still what was handed in."""
    try:
        now = subject_of(desk.snapshot(path)).with_scopes(route).content
    except DocgenError:
        yield "  " + "注意：磁盘上的内容现在有错误，先改好（docgen check）"
        return
    if now.digest == submission.digest:
        return
    untouched = [
        step.name
        for step in route
        if step.scope_key in now.scopes and now.scopes[step.scope_key] == submission.scopes.get(step.scope_key)
    ]
    kept = "；范围未变、签批仍有效的步骤：{names}".format(names="、".join(untouched)) if untouched else ""
    yield "  " + "注意：磁盘上的内容与送审稿不同，重新送审后才能审批" + kept
