"""The catalogue of what was issued, folded from the record: each version with its files, its approvals, and until when it holds."""

from __future__ import annotations

from dataclasses import replace

from docgen.approval.after.catalogue import Catalogue, Entry
from docgen.approval.issue.manifest import read_identity
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.decisions import Decision, approvals_of
from docgen.approval.rules.state import Issued, State, state_of


def catalogue(ledger: Ledger) -> Catalogue:
    """Every issued version, in the order of issuing."""
    found: list[tuple[int, Entry]] = []
    for document in ledger.documents():
        state = state_of(ledger, document)
        for issued in state.issued:
            for event in (_event(state, issued), *issued.errata):
                if event is not None and (entry := _entry(ledger, state, issued, event)):
                    found.append((event.sequence, entry))
    return Catalogue(tuple(entry for _sequence, entry in sorted(found, key=lambda pair: pair[0])))


def _event(state: State, issued: Issued) -> Event | None:
    return next((event for event in state.events if event.sequence == issued.sequence), None)


def _entry(ledger: Ledger, state: State, issued: Issued, event: Event) -> Entry | None:
    """The version as an event issued it, or corrected it (an erratum that brings files of its own)."""
    identity = read_identity(event.payload)
    if identity is None or "files" not in event.payload:
        return None
    payload = event.payload
    return Entry(
        identity, {str(name): str(value) for name, value in payload["files"].items()},
        str(payload.get("wording") or ""), str(payload.get("certificate") or ""), str(payload.get("folder") or ""),
        issued.effective, issued.until, issued.ended_by, _successor(ledger, state, issued),
        _approvals(ledger, issued, event),
    )  # fmt: skip


def _approvals(ledger: Ledger, issued: Issued, event: Event) -> tuple[Decision, ...]:
    """Told from the events of the approvals themselves. Only how the paper calls the parts that they are about is the
    issue's word; the names of the route stand beside it where they are others."""
    found = approvals_of(ledger, event.document, issued.sequence)
    told = [str(decision.get("scope") or "") for decision in issued.payload.get("decisions") or ()]
    if len(told) != len(found):
        return found
    return tuple(
        replace(decision, scope=f"{words}（{decision.scope}）") if decision.scope and words not in ("", decision.scope) else decision
        for decision, words in zip(found, told, strict=True)
    )  # fmt: skip


def _successor(ledger: Ledger, state: State, issued: Issued) -> str:
    """What took its place, in words: the next version, or another document."""
    if issued.ended_by == kinds.ISSUE:
        later = [other for other in state.issued if other.revision > issued.revision and other.effective]
        return f"{later[0].version}{_numbered(later[0])}" if later else ""
    if issued.ended_by == kinds.SUPERSEDE:
        event = next((event for event in reversed(state.events) if event.kind == kinds.SUPERSEDE), None)
        other = state_of(ledger, str(event.payload.get("by") or "")) if event else None
        return f"《{other.title}》{_numbered(other.issued[-1])}" if other and other.issued else ""
    return ""


def _numbered(issued: Issued) -> str:
    return f"（{issued.number}）" if issued.number else ""
