"""Evidence of the democratic procedure (劳动合同法 Art. 4): attached, voided, listed, and asked for before a rule takes effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.app.build import load_kind
from docgen.approval.after.messages import (
    EVIDENCE_FOR_ANOTHER,
    EVIDENCE_USED,
    HELD_NO_DATE,
    NO_SUCH_CATEGORY,
    NO_SUCH_EVIDENCE,
    NOTHING_SUBMITTED,
    VOIDED_WITHOUT_REASON,
)
from docgen.approval.desk.attachments import store
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import procedure
from docgen.approval.rules.days import checked_day
from docgen.approval.rules.issued_versions import check_code
from docgen.approval.rules.procedure import CATEGORIES, EVIDENCE, EVIDENCE_VOIDED, Proof, category_name, category_of
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import Issued, State, state_of
from docgen.errors import DocgenError, Problem


@dataclass(frozen=True, slots=True)
class Material:
    """A paper as it was handed in. `held` and `until` are YYYY-MM-DD, `code` the check code printed on it ("" none)."""

    category: str
    file: Path
    held: str
    until: str = ""
    party: str = ""
    note: str = ""
    code: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)


def attach(desk: Desk, path: Path, key: Key, material: Material) -> Event:
    """Record a piece of evidence for the revision under way, or else the last one issued, and keep its file.

    It is bound to the text that was last handed in. Raises DocgenError A216 (file), A217, A219, A601, A604, B101.
    """
    place = desk.workspace.relative(path)
    category = category_of(material.category)
    if not category:
        names = "、".join(map(category_name, CATEGORIES))
        raise refused(place, NO_SUCH_CATEGORY, category=material.category, names=names)
    # Days are compared as texts from here on: 20260312 and 2026-W11-4 are dates too, but do not stand in order.
    held, until = (text and checked_day(text, place, HELD_NO_DATE) for text in (material.held, material.until))
    document = known(desk, path).document
    attachment = store(desk.workspace, material.file)

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        check_right(EVIDENCE, ledger, desk.act(document, key), place)
        digest = _text(state, place)
        check_code(material.code, digest, place, EVIDENCE_FOR_ANOTHER)
        payload = {
            "category": category, "name": attachment.name, "sha256": attachment.sha256, "digest": digest, "held": held,
            "until": until, "with": material.party, "note": material.note, "figures": dict(material.figures),
        }  # fmt: skip
        proof = Proof(
            0,
            category,
            attachment.name,
            attachment.sha256,
            state.revision,
            digest,
            held,
            until,
            material.party,
            figures=material.figures,
        )
        problems = procedure.faults(proof, place, desk.day)
        if problems:
            raise DocgenError(problems)
        return [Draft(EVIDENCE, key.person, document, state.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def void(desk: Desk, path: Path, key: Key, sequence: int, reason: str) -> Event:
    """A piece that was attached by mistake counts no longer; it stays in the record. Raises DocgenError A217, A219, A604, A605."""
    place = desk.workspace.relative(path)
    document = known(desk, path).document

    def decide(ledger: Ledger) -> Iterable[Draft]:
        state = state_of(ledger, document)
        check_right(EVIDENCE_VOIDED, ledger, desk.act(document, key), place)
        found = next(
            (proof for proof in procedure.proofs(ledger, document, state.revision) if proof.sequence == sequence), None
        )
        if found is None:
            raise refused(place, NO_SUCH_EVIDENCE, sequence=sequence, place=place)
        if not reason.strip():
            raise refused(place, VOIDED_WITHOUT_REASON)
        if state.run is None and state.issued and state.issued[-1].effective:
            raise refused(place, EVIDENCE_USED, version=state.issued[-1].version)
        payload = {"sequence": sequence, "reason": reason.strip()}
        return [Draft(EVIDENCE_VOIDED, key.person, document, state.revision, payload=payload, signer=key)]

    return desk.transact(decide, key)[0]


def evidence_lines(desk: Desk, path: Path) -> Iterator[str]:
    """What is attached to the revision, what is missing, and from when it may take effect."""
    state, ledger, place = known(desk, path), desk.ledger(), desk.workspace.relative(path)
    found, digest = procedure.proofs(ledger, state.document, state.revision), _text(state, place)
    yield f"《{state.title}》{state.version}  " + f"校验码 {short_code(digest)}"
    for proof in found:
        yield "  " + proof_line(proof, digest)
    if not is_democratic(desk, state.kind):
        yield "  " + "这个文种不要求民主程序（kind.yaml 没有写 democratic_procedure: true）"
        return
    missing = procedure.gaps(found, digest, place)
    yield from ("  " + problem.message for problem in missing)
    if not missing:
        yield "  " + f"材料齐全，最早可于 {procedure.earliest(found, digest)} 施行"


def proof_line(proof: Proof, digest: str) -> str:
    """A piece of evidence in a line; `digest` is the text that counts now."""
    parts = [
        f"{proof.sequence}. {category_name(proof.category)}",
        proof.held + (f" 至 {proof.until}" if proof.until else ""),
    ]
    if proof.figures:
        names = {
            "entitled": "应到",
            "attended": "实到",
            "yes": "同意",
            "no": "反对",
            "abstained": "弃权",
        }
        parts.append(" ".join(f"{name}{proof.figures[key]}" for key, name in names.items() if key in proof.figures))
    parts += [f"与{proof.party}"] if proof.party else []
    parts += [proof.note] if proof.note else []
    parts.append(f"{proof.name}（{proof.sha256[:12]}）")
    parts += [] if proof.digest == digest else [f"针对较早的一稿 {short_code(proof.digest)}"]
    return "  ".join(parts)


def effect_check(desk: Desk, ledger: Ledger, state: State, issued: Issued, day: str) -> list[Problem]:
    """Why a version may not take effect on that day: nothing for kinds that need no such procedure."""
    if not issued.payload.get("democratic_procedure", is_democratic(desk, state.kind)):
        return []
    return procedure.effect_faults(ledger, state.document, issued.revision, issued.digest, day, state.path)


def is_democratic(desk: Desk, kind: str) -> bool:
    """True for a kind (folder) whose papers touch employees' interests."""
    return load_kind(desk.workspace, kind).workflow.get("democratic_procedure") is True


def _text(state: State, place: str) -> str:
    """The digest of the text that the evidence is about: what is under review, or was issued last."""
    if state.run is not None and state.run.submission is not None:
        return state.run.submission.digest
    if not state.issued:
        raise refused(place, NOTHING_SUBMITTED)
    return state.issued[-1].digest
