"""The issued version that something is done with after its issue: signed for, sent out, sealed, archived."""

from __future__ import annotations

from docgen.approval.ledger.digests import bears, short_code
from docgen.approval.rules import messages
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import Issued, State, Status
from docgen.errors import Message

OVER = (Status.ABOLISHED, Status.SUPERSEDED)


def issued_version(state: State, place: str, version: str = "") -> Issued:
    """The version named ("" the last one). Raises DocgenError A701 where there is none."""
    if not state.issued:
        raise refused(place, messages.NEVER_ISSUED)
    if not version:
        return state.issued[-1]
    found = next((issued for issued in state.issued if issued.version in (version, f"V{version}")), None)
    if found is None:
        known = "、".join(issued.version for issued in state.issued)
        raise refused(place, messages.NO_SUCH_VERSION, version=version, known=known)
    return found


def holding_version(state: State, place: str, day: str, version: str = "") -> Issued:
    """The same, of a version that is not abolished or replaced by that day (A702)."""
    issued = issued_version(state, place, version)
    if issued.status(day) in OVER:
        raise refused(place, messages.VERSION_OVER, version=issued.version, until=issued.until)
    return issued


def check_code(code: str, digest: str, place: str, message: Message) -> None:
    """Raises DocgenError (the `message`, filled with `code` and `own`) where the code printed on a paper ("" unknown) is not that of the digest."""
    if code and not bears(code, digest):
        raise refused(place, message, code=code, own=short_code(digest))
