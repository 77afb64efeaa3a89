"""The event by which a record of an earlier format goes on in the present one.

It holds how many events were before it, the last one's hash, a digest over all their rows (signatures too, which the first
format's hashes left out), and what a check of them found. The rows themselves stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Signer
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import NOT_TO_RE_SEAL
from docgen.approval.ledger.sealing import FORMAT, rows_digest
from docgen.errors import DocgenError, Location


def re_seal(ledger: Ledger, person: str, found: Sequence[str], signer: Signer | None) -> list[Draft]:
    """The re-sealing of a record by an administrator; `found` is what a check of it said.

    Raises DocgenError A308 (no administrator), A412 (of the present format already).
    """
    check_administrator(ledger, person)
    if ledger.sealing.format == FORMAT:
        raise DocgenError(NOT_TO_RE_SEAL.at(Location("")))
    payload = {
        "format": FORMAT,
        "count": ledger.size,
        "head": ledger.head,
        "rows": rows_digest(event.row for event in ledger),
        "found": list(found),
    }
    return [Draft(kinds.RE_SEAL, person, payload=payload, signer=signer)]
