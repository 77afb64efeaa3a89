"""签收: who was given a version to read, and who signed for it, on paper, without keys.

A batch is a list of people for one version of one document. Its sheet (or a
sheet a person) is printed with the version and the digest's short code,
signed by hand, scanned and returned: the scan is kept, and what was signed is
bound to exactly that text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.approval.after.messages import (
    NO_RECEIPT_CODE,
    NO_SUCH_BATCH,
    NOT_ON_RECEIPT,
    RECEIPT_OF_ANOTHER,
    REFUSAL_UNSAID,
    SIGNED_AND_NOT,
    SIGNED_IN_FUTURE,
    SIGNERS_UNSAID,
)
from docgen.approval.after.roster import Employee
from docgen.approval.desk.attachments import store
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.issued_versions import check_code, holding_version, issued_version
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import Issued, state_of
from docgen.errors import DocgenError, Location


@dataclass(slots=True)
class Batch:
    """A list that was handed out. `signed` and `refused` by staff number: the day, and what is noted of a refusal."""

    number: int
    version: str
    digest: str
    people: tuple[Employee, ...]
    signed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Employee, ...]:
        """Who has neither signed nor refused."""
        return tuple(person for person in self.people if person.id not in self.signed and person.id not in self.refused)


@dataclass(frozen=True, slots=True)
class Return:
    """A signed sheet that came back. `signed` and `refused` are staff numbers; `everyone` beside them means the whole batch but
    those in `unsigned`. `code` is what the sheet bears, `day` YYYY-MM-DD."""

    batch: int
    scan: Path
    code: str
    day: str
    signed: Sequence[str] = ()
    unsigned: Sequence[str] = ()
    refused: Sequence[str] = ()
    everyone: bool = False
    note: str = ""


def open_batch(desk: Desk, path: Path, key: Key, people: Sequence[Employee], version: str = "") -> tuple[Event, Batch]:
    """Record who is to sign for a version. Raises DocgenError A217, A219, A531, A701, A702."""
    place = desk.workspace.relative(path)
    document = known(desk, path).document

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_right(kinds.RECEIPT_SHEET, ledger, desk.act(document, key), place)
        state = state_of(ledger, document)
        issued = holding_version(state, place, desk.day, version)
        rows = [{"id": person.id, "name": person.name, "department": person.department} for person in people]
        payload = {
            "batch": len(batches(ledger, document)) + 1,
            "version": issued.version,
            "digest": issued.digest,
            "people": rows,
        }
        return [Draft(kinds.RECEIPT_SHEET, key.person, document, issued.revision, payload=payload, signer=key)]

    event = desk.transact(decide, key)[0]
    return event, batches(desk.ledger(), document)[-1]


def take_back(desk: Desk, path: Path, key: Key, returned: Return) -> tuple[Event, Batch]:
    """Record a sheet that came back signed, its scan kept.

    Raises DocgenError A216, A217, A219, A531, A604 (the code is another text's), A732 (no such batch, people not in it, …).
    """
    place = desk.workspace.relative(path)
    document = known(desk, path).document
    attachment = store(desk.workspace, returned.scan)

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_right(kinds.RECEIPT, ledger, desk.act(document, key), place)
        batch = _batch(ledger, document, returned.batch, place)
        if not returned.code:
            raise refused(place, NO_RECEIPT_CODE)
        check_code(returned.code, batch.digest, place, RECEIPT_OF_ANOTHER)
        signed, declined = _who(batch, returned, place, desk.day)
        issued = issued_version(state_of(ledger, document), place, batch.version)
        payload = {
            "batch": batch.number, "version": batch.version, "digest": batch.digest, "day": returned.day, "signed": signed,
            "refused": dict.fromkeys(declined, returned.note), "sha256": attachment.sha256, "name": attachment.name, "note": returned.note,
        }  # fmt: skip
        return [Draft(kinds.RECEIPT, key.person, document, issued.revision, payload=payload, signer=key)]

    event = desk.transact(decide, key)[0]
    return event, batches(desk.ledger(), document)[returned.batch - 1]


def batches(ledger: Ledger, document: str) -> list[Batch]:
    """All batches of a document, with who signed so far."""
    found: list[Batch] = []
    for event in ledger.events(document, {kinds.RECEIPT_SHEET, kinds.RECEIPT}):
        payload = event.payload
        if event.kind == kinds.RECEIPT_SHEET:
            found.append(
                Batch(
                    payload["batch"],
                    payload["version"],
                    payload["digest"],
                    tuple(Employee(**row) for row in payload["people"]),
                )
            )
            continue
        batch = found[payload["batch"] - 1]
        batch.signed |= dict.fromkeys(payload["signed"], payload["day"])
        batch.refused |= {id: str(note) for id, note in payload["refused"].items()}
    return found


def receipt_lines(desk: Desk, path: Path, *, everyone: bool = False) -> Iterator[str]:
    """Batch by batch: how many signed, and who has not; `everyone` lists those who have, too. At last who of the batches
    together has not signed for the version in force."""
    state, found = known(desk, path), batches(desk.ledger(), known(desk, path).document)
    if not found:
        yield f"还没有打印过签收单：docgen receipt print {state.path} --roster 名册.csv"
    for batch in found:
        said = "第 {n} 批（{version}，校验码 {code}）：{all} 人，已签收 {signed}，未签收 {missing}"
        line = said.format(
            n=batch.number,
            version=batch.version,
            code=short_code(batch.digest),
            all=len(batch.people),
            signed=len(batch.signed),
            missing=len(batch.missing),
        )
        yield line + (f"，拒签 {len(batch.refused)}" if batch.refused else "")
        for person in batch.people:
            yield from _standing(person, batch, everyone=everyone)
    current = state.in_force(desk.day) or (state.issued[-1] if state.issued else None)
    if found and current is not None:
        yield from _unsigned_of(current, found)


def _standing(person: Employee, batch: Batch, *, everyone: bool) -> Iterator[str]:
    who = "  ".join(filter(None, (person.id, person.name, person.department)))
    if person.id in batch.refused:
        yield ("  " + f"拒签：{who}" + (f"（{batch.refused[person.id]}）" if batch.refused[person.id] else ""))
    elif person.id not in batch.signed:
        yield "  " + f"未签收：{who}"
    elif everyone:
        yield "  " + "已签收：{who}".format(who=f"{who}  {batch.signed[person.id]}")


def _unsigned_of(current: Issued, found: Sequence[Batch]) -> Iterator[str]:
    """People of earlier versions' batches whom nobody has asked to sign for this one."""
    asked = {person.id for batch in found if batch.version == current.version for person in batch.people}
    earlier = {person.id: person for batch in found if batch.version != current.version for person in batch.people}
    rest = [person.name for id, person in earlier.items() if id not in asked]
    if rest:
        yield "签收过旧版、还没有列入 {version} 签收单的：{names}".format(
            version=current.version, names="、".join(rest)
        )


def _batch(ledger: Ledger, document: str, number: int, place: str) -> Batch:
    found = batches(ledger, document)
    if not 0 < number <= len(found):
        raise refused(place, NO_SUCH_BATCH, number=number, place=place)
    return found[number - 1]


def _who(batch: Batch, returned: Return, place: str, today: str) -> tuple[list[str], list[str]]:
    """Who signed and who refused, by staff number, in the sheet's order. Raises DocgenError A732."""
    ids: Mapping[str, Employee] = {person.id: person for person in batch.people}
    named = (*returned.signed, *returned.unsigned, *returned.refused)
    problems = [
        NOT_ON_RECEIPT.at(Location(place), id=id, number=batch.number) for id in dict.fromkeys(named) if id not in ids
    ]
    if returned.everyone == bool(returned.signed) and not returned.refused:
        problems.append(SIGNERS_UNSAID.at(Location(place)))
    if set(returned.signed) & {*returned.unsigned, *returned.refused} or set(returned.unsigned) & set(returned.refused):
        problems.append(SIGNED_AND_NOT.at(Location(place)))
    if returned.refused and not returned.note.strip():
        problems.append(REFUSAL_UNSAID.at(Location(place)))
    if returned.day > today:
        problems.append(SIGNED_IN_FUTURE.at(Location(place), day=returned.day))
    if problems:
        raise DocgenError(problems)
    out = {*returned.unsigned, *returned.refused}
    signed = [id for id in ids if (id not in out if returned.everyone else id in returned.signed)]
    return signed, [id for id in ids if id in returned.refused]
