"""What was done in a person's name while they were not there: told to them at their next act, so that nothing of it stays unseen."""

from __future__ import annotations

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger


def notices(ledger: Ledger, person: str, key_id: str) -> list[Event]:
    """The events that concern a person's name, recorded since they last used this key and not signed with it.

    For a key that signed nothing yet: all there ever were if it is the person's first, else those from its registration on.
    """
    ring = keyring(ledger.events(""))

    def own(event: Event) -> bool:
        return bool(event.key_id) and key_id.startswith(event.key_id)

    used = [event.sequence for event in ledger if own(event)]
    if used:
        since = used[-1]
    else:
        first = next((id for id, owner in ring.owners.items() if owner == person), key_id) == key_id
        since = 0 if first or key_id not in ring.registrations else ring.registrations[key_id].sequence - 1
    events = list(ledger)
    return [event for event in events[since:] if not own(event) and _concerns(event, person, ring.owners, events)]


def _concerns(event: Event, person: str, owners: dict[str, str], events: list[Event]) -> bool:
    payload = event.payload
    if person in (event.actor, event.on_behalf):  # with another key than the one at hand, or by a delegate
        return True
    match event.kind:
        case kinds.KEY | kinds.KEY_PROPOSED | kinds.ADMINISTRATOR | kinds.ADMINISTRATOR_PROPOSED:
            return payload.get("person") == person
        case kinds.KEY_REVOKED:
            name = str(payload.get("key_id", ""))
            return any(owner == person and id.startswith(name) for id, owner in owners.items() if name)
        case kinds.APPROVE | kinds.RETURN:
            return payload.get("method") == "recorded" and payload.get("person") == person
        case kinds.CONFIRM_RECORDED:
            entry = payload.get("entry")
            found = events[entry - 1] if isinstance(entry, int) and 0 < entry <= len(events) else None
            return found is not None and found.payload.get("person") == person
    return False
