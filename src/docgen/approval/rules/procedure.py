"""The democratic procedure of rules that touch employees' interests (劳动合同法 Art. 4): what must be attached, and from when a rule may hold.

Pay, hours, leave, safety, insurance, training, discipline and quotas: the draft
is discussed by the employees' congress or all staff, opinions are asked for,
it is settled in consultation with the union or representatives, and made
public. A kind says so (`democratic_procedure: true`); the same for a revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.errors import Location, Problem

EVIDENCE: Final = kinds.EVIDENCE
EVIDENCE_VOIDED: Final = kinds.EVIDENCE_VOIDED

OPINIONS, CONGRESS, CONSULTATION, PUBLICITY = "opinions", "congress", "consultation", "publicity"
# What must be said of each beside the paper itself: the options of `docgen evidence`.
_WORDS: Final = {
    OPINIONS: "--from 日期 --to 日期",
    CONGRESS: "--on 日期 --entitled 应到 --attended 实到 --yes 同意票",
    CONSULTATION: "--on 日期 --with 对方",
    PUBLICITY: "--from 日期 --to 日期",
}
CATEGORIES: Final = (OPINIONS, CONGRESS, CONSULTATION, PUBLICITY)
_PRESENT = Fraction(2, 3)  # of the delegates, for the congress to be held at all (企业民主管理规定)


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence. Dates are YYYY-MM-DD; `until` is the last day of opinions or publicity, else ""; `digest` the text's."""

    sequence: int
    category: str
    name: str
    sha256: str
    revision: int
    digest: str
    held: str
    until: str = ""
    party: str = ""
    note: str = ""
    figures: Mapping[str, int] | None = None


def category_name(category: str) -> str:
    """What a user reads and types."""
    return {OPINIONS: "征求意见", CONGRESS: "职代会", CONSULTATION: "协商", PUBLICITY: "公示"}[category]


def category_of(text: str) -> str:
    """The category by its Chinese or English name; "" for another text."""
    return next((category for category in CATEGORIES if text in (category, category_name(category))), "")


def proofs(ledger: Ledger, document: str, revision: int) -> list[Proof]:
    """The evidence that stands for a revision, in order; voided pieces are left out."""
    voided = {event.payload["sequence"] for event in ledger.events(document, {EVIDENCE_VOIDED})}
    events = ledger.events(document, {EVIDENCE})
    return [_proof(event) for event in events if event.revision == revision and event.sequence not in voided]


def faults(proof: Proof, place: str, day: str) -> list[Problem]:
    """What is wrong with a piece of evidence by itself, as of a day: A601."""
    found: list[Problem] = []
    at, name = Location(place), category_name(proof.category)
    if proof.held > day:
        found.append(messages.NOT_YET_HELD.at(at, name=name, held=proof.held))
    if proof.category in (OPINIONS, PUBLICITY) and (not proof.until or proof.until < proof.held):
        found.append(messages.NO_LAST_DAY.at(at, name=name))
    if proof.category == CONGRESS:
        found += _vote_faults(proof.figures or {}, at)
    if proof.category == CONSULTATION and not proof.party:
        found.append(messages.NO_PARTY.at(at))
    return found


def gaps(found: Iterable[Proof], digest: str, place: str) -> list[Problem]:
    """What is still missing before a version with this digest may take effect: A602."""
    by_category: dict[str, list[Proof]] = {}
    for proof in found:
        by_category.setdefault(proof.category, []).append(proof)
    problems = []
    for category in CATEGORIES:
        at, name = Location(place), category_name(category)
        if category not in by_category:
            options = _WORDS[category]
            problems.append(messages.EVIDENCE_MISSING.at(at, name=name, place=place, options=options))
        elif category in (CONGRESS, PUBLICITY) and not any(proof.digest == digest for proof in by_category[category]):
            problems.append(messages.EVIDENCE_OF_ANOTHER.at(at, name=name))
    return problems


def earliest(found: Iterable[Proof], digest: str) -> str:
    """The first day on which a version may take effect: the day its publicity ends, or the latest of the other steps; "" if none is known."""
    days = [proof.until or proof.held for proof in found if proof.category != PUBLICITY or proof.digest == digest]
    return max(days, default="")


def effect_faults(
    ledger: Ledger, document: str, revision: int, digest: str, effective: str, place: str
) -> list[Problem]:
    """Why a version may not take effect on a day (YYYY-MM-DD): A602 for what is missing, A603 for a day too early."""
    found = proofs(ledger, document, revision)
    problems = gaps(found, digest, place)
    first = earliest(found, digest)
    if not problems and effective < first:
        problems.append(messages.EFFECTIVE_TOO_EARLY.at(Location(place), effective=effective, first=first))
    return problems


def _vote_faults(figures: Mapping[str, int], at: Location) -> list[Problem]:
    names = {"entitled": "应到", "attended": "实到", "yes": "同意"}
    missing = [name for key, name in names.items() if not isinstance(figures.get(key), int)]
    if missing:
        return [messages.NO_FIGURES.at(at, names="、".join(missing))]
    entitled, attended, yes = (figures[key] for key in names)
    cast = yes + figures.get("no", 0) + figures.get("abstained", 0)
    if not 0 < attended <= entitled or cast > attended or min(figures.values()) < 0:
        return [messages.FIGURES_DISAGREE.at(at, entitled=entitled, attended=attended, cast=cast)]
    if Fraction(attended, entitled) < _PRESENT:
        return [messages.TOO_FEW_PRESENT.at(at, attended=attended, entitled=entitled)]
    if yes * 2 <= entitled:
        return [messages.TOO_FEW_VOTES.at(at, yes=yes, entitled=entitled)]
    return []


def _proof(event: Event) -> Proof:
    payload: dict[str, Any] = event.payload
    texts = {
        key: str(payload.get(key) or "") for key in ("category", "name", "sha256", "digest", "held", "until", "note")
    }
    return Proof(
        event.sequence,
        revision=event.revision,
        party=str(payload.get("with") or ""),
        figures=payload.get("figures"),
        **texts,
    )
