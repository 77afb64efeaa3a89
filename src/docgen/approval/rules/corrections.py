"""Corrections after the issue: who may vouch for one, and for which they did.

What goes out under an approval bears the signature of somebody who saw just that. So a correction counts with the signed
consent of one who had approved the whole of that version with their own hand: no drafter, not the registrar who issues
it, not someone for whom another decided.
"""

from __future__ import annotations

from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.route import WHOLE
from docgen.approval.rules.state import Issued, fold

CORRECTIONS = ("错别字", "标点", "版式")


def approvers_of(ledger: Ledger, document: str, issued: Issued) -> list[str]:
    """Who approved the whole of a version with their own hand, in the order of the votes: whose votes count today, too."""
    earlier = [event for event in ledger.events(document) if event.sequence < issued.sequence]
    votes = [
        vote
        for step in fold(document, earlier, ledger.suspect).steps
        if step.step.scope == WHOLE
        for vote in step.votes
        if vote.approves and not vote.awaits
    ]
    return list(dict.fromkeys(vote.decider for vote in sorted(votes, key=lambda vote: vote.sequence)))


def consent_of(issued: Issued, proofreader: str, digest: str, sort: str, reason: str) -> Event | None:
    """The proofreader's consent to this text (SHA-256) under this class and reason; None where their last word is another.

    A later consent of the same person takes the place of an earlier one; a correction that is issued uses up all.
    """
    last = next((event for event in issued.consents if event.actor == proofreader), None)
    if last is None:
        return None
    said = (last.payload["base"], last.payload["digest"], last.payload["class"], last.payload["reason"])
    return last if said == (issued.text, digest, sort, reason) else None
