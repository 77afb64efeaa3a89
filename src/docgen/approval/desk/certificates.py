"""Confirming the organisation's certificate roots in the record, and revoking certificates."""

from __future__ import annotations

from docgen.approval.desk.desk import Desk
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger


def confirm_root(desk: Desk, certificate: str, fingerprint: str, administrator: Key) -> Event:
    """PDFs may be signed under this root (PEM) from now on, and under confirmed ones alone. Raises DocgenError A308."""
    payload = {"fingerprint": fingerprint, "certificate": certificate}
    return _act(desk, Draft(kinds.CERTIFICATE_ROOT, administrator.person, payload=payload, signer=administrator))


def revoke_certificate(desk: Desk, fingerprint: str, since: str, reason: str, administrator: Key) -> Event:
    """What a certificate (of a root, or under one) signed from `since` on (UTC, "" now) no longer counts. Raises DocgenError A308."""
    payload = {"fingerprint": fingerprint, "since": since, "reason": reason}
    return _act(desk, Draft(kinds.CERTIFICATE_REVOKED, administrator.person, payload=payload, signer=administrator))


def _act(desk: Desk, draft: Draft) -> Event:
    def decide(ledger: Ledger) -> list[Draft]:
        check_administrator(ledger, draft.actor)
        return [draft]

    assert isinstance(draft.signer, Key)
    return desk.transact(decide, draft.signer)[0]
