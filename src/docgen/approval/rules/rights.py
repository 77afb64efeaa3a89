"""Who may do what: one table, by the kinds of events, asked by the commands before they act and by whoever reads the record.

Having the right is one thing, the act's being right another: that is `authority`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.keyring import check_administrator, keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import Act, check_here, standing
from docgen.approval.rules.corrections import approvers_of
from docgen.approval.rules.ending import check_decider
from docgen.approval.rules.issued_versions import issued_version
from docgen.approval.rules.office import ROLES, check_office
from docgen.approval.rules.organisation import confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import state_of

KEEPERS = ("印章", "办公室", "登记")  # roles whose bearers keep the seals


@dataclass(frozen=True, slots=True)
class Right:
    """`who` may, in words; `check` takes the record as it stands, the act and the document's path, and raises DocgenError for
    everybody else."""

    who: str
    check: Callable[[Ledger, Act, str], None]


def check_right(kind: str, ledger: Ledger, act: Act, place: str = "") -> None:
    """Raises DocgenError for who may not do an act of this kind: A201 to A204, A217, A308, A531, A604, A712, A751, by the right."""
    RIGHTS[kind].check(ledger, act, place)


def editors_of(ledger: Ledger, document: str, revision: int) -> set[str]:
    """Who drafted or edited a revision, as its submissions say."""
    return {
        person
        for event in ledger.events(document, {kinds.SUBMIT})
        if event.revision == revision
        for person in (event.actor, *event.payload["editors"])
    }


def _founder(ledger: Ledger, act: Act, place: str) -> None:
    if ledger.size:
        raise refused(place, messages.BEGUN_ALREADY)


def _administrator(ledger: Ledger, act: Act, place: str) -> None:
    check_administrator(ledger, act.actor)


def _holder(ledger: Ledger, act: Act, place: str) -> None:
    """For themselves, or an administrator: which of them, and whether two are needed, is said by the keys' own rules."""
    if not keyring(ledger.events("")).keys_of(act.actor):
        check_administrator(ledger, act.actor)


def _member(ledger: Ledger, act: Act, place: str) -> None:
    check_here(confirmed(ledger), [act.actor], act.day, place)


def _turn(ledger: Ledger, act: Act, place: str) -> None:
    standing(ledger, act)


def _office(ledger: Ledger, act: Act, place: str) -> None:
    check_office(confirmed(ledger), act.actor, act.day, place)


def _drafter_or_office(ledger: Ledger, act: Act, place: str) -> None:
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, place)
    if set(organisation.people[act.actor].roles) & set(ROLES):
        return
    if act.actor not in editors_of(ledger, act.document, state_of(ledger, act.document).revision):
        raise refused(place, messages.NOT_THEIRS_TO_ATTACH, name=organisation.name_of(act.actor))


def _decider(ledger: Ledger, act: Act, place: str) -> None:
    check_decider(ledger, act, place)


def _approver(ledger: Ledger, act: Act, place: str) -> None:
    check_proofreader(ledger, act, place)


def check_proofreader(ledger: Ledger, act: Act, place: str) -> None:
    """That the actor may vouch for a correction of the last issued version. Raises DocgenError A217, A701, A722 (a drafter),
    A725 (nobody who approved the whole of it)."""
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, place)
    issued = issued_version(state_of(ledger, act.document), place)
    drafters = editors_of(ledger, act.document, issued.revision)
    if act.actor in drafters:
        raise refused(place, messages.PROOFREAD_BY_DRAFTER, name=organisation.name_of(act.actor))
    approvers = [person for person in approvers_of(ledger, act.document, issued) if person not in drafters]
    if act.actor not in approvers:
        names = "、".join(map(organisation.name_of, approvers)) or "没有人"
        name = organisation.name_of(act.actor)
        raise refused(place, messages.PROOFREAD_BY_OUTSIDER, name=name, version=issued.version, names=names)


def _keeper(ledger: Ledger, act: Act, place: str) -> None:
    organisation = confirmed(ledger)
    check_here(organisation, [act.actor], act.day, place)
    if not set(organisation.people[act.actor].roles) & set(KEEPERS):
        raise refused(place, messages.NO_SEAL_KEEPER, name=organisation.name_of(act.actor))


FOUNDER = Right("建立记录的人，只一次", _founder)
ADMINISTRATOR = Right("管理员", _administrator)
HOLDER = Right("管理员，或密钥的主人为自己", _holder)
MEMBER = Right("在岗的人", _member)  # and what the act itself asks: one's own draft, one's own delegation
TURN = Right("轮到办理的人、受其委托的人，或登记人", _turn)
SECOND = Right("所登记的本人，或另一位登记人", _member)
OFFICE = Right("办公室（角色“登记”“办公室”）", _office)
DRAFTER_OR_OFFICE = Right("起草人，或办公室", _drafter_or_office)
DECIDER = Right("签发这类文件的人，或按纸面决定登记的办公室", _decider)
APPROVER = Right("批准过这一版全文、没有起草它的人", _approver)
KEEPER = Right("保管印章的人（角色“印章”“办公室”“登记”）", _keeper)

RIGHTS: dict[str, Right] = {
    kinds.SET_UP: FOUNDER,
    kinds.KEY: HOLDER,
    kinds.KEY_PROPOSED: ADMINISTRATOR,
    kinds.KEY_REVOKED: HOLDER,
    kinds.ADMINISTRATOR_PROPOSED: ADMINISTRATOR,
    kinds.ADMINISTRATOR: ADMINISTRATOR,
    kinds.ORGANISATION: ADMINISTRATOR,
    kinds.CERTIFICATE_ROOT: ADMINISTRATOR,
    kinds.CERTIFICATE_REVOKED: ADMINISTRATOR,
    kinds.POLICY: ADMINISTRATOR,
    kinds.RE_SEAL: ADMINISTRATOR,
    kinds.CLOCK_CORRECTION: ADMINISTRATOR,
    kinds.BREAK_ACCEPTED: ADMINISTRATOR,
    kinds.HEAD_ACCEPTED: MEMBER,
    kinds.DELEGATE: MEMBER,
    kinds.DELEGATION_ENDED: MEMBER,
    kinds.SUBMIT: MEMBER,
    kinds.WITHDRAW: MEMBER,
    kinds.RELOCATE: MEMBER,
    kinds.REMIND: MEMBER,
    kinds.APPROVE: TURN,
    kinds.RETURN: TURN,
    kinds.CONFIRM_RECORDED: SECOND,
    kinds.TRANSFER: TURN,
    kinds.ADD_SIGNER: TURN,
    kinds.REMOVE_SIGNER: MEMBER,
    kinds.NUMBER: OFFICE,
    kinds.NUMBER_RESERVED: OFFICE,
    kinds.NUMBER_VOIDED: OFFICE,
    kinds.ISSUE: OFFICE,
    kinds.CORRECTION_CONSENT: APPROVER,
    kinds.ERRATUM: OFFICE,
    kinds.PUBLISH: OFFICE,
    kinds.ABOLISH: DECIDER,
    kinds.SUPERSEDE: DECIDER,
    kinds.EVIDENCE: DRAFTER_OR_OFFICE,
    kinds.EVIDENCE_VOIDED: DRAFTER_OR_OFFICE,
    kinds.RECEIPT_SHEET: OFFICE,
    kinds.RECEIPT: OFFICE,
    kinds.DISTRIBUTE: OFFICE,
    kinds.RECALL: OFFICE,
    kinds.SEAL: KEEPER,
    kinds.ARCHIVE: OFFICE,
}
