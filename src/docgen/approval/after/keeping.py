"""Rows of a record far from it: are they the record's, and did whoever vouches for them keep its register?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import COLUMNS, Event, from_row
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger, sealings
from docgen.approval.ledger.sealing import Sealing, hash_of
from docgen.approval.rules.office import ROLES
from docgen.approval.rules.organisation import confirmed
from docgen.errors import DocgenError


def read_row(row: Sequence[Any]) -> Event:
    """A row from plain data as an event. ValueError where it is not made of what a record's rows are."""
    numbers = [place for place, name in enumerate(COLUMNS) if name in ("sequence", "revision")]
    if len(row) != len(COLUMNS) or any(
        type(value) is not (int if place in numbers else str) for place, value in enumerate(row)
    ):
        raise ValueError("row")
    return from_row(row)


def strays(events: Sequence[Event], heads: Sequence[str]) -> list[Event]:
    """The events that are not what their hashes say, or not the ones at their places among the hashes of all events."""
    return [
        event for event, sealing in sealings(events) if not _is_whole(event, sealing) or not _at_its_place(event, heads)
    ]


def _is_whole(event: Event, sealing: Sealing) -> bool:
    try:
        return hash_of(event.row, sealing) == event.hash
    except (ValueError, TypeError, OverflowError):
        return False


def _at_its_place(event: Event, heads: Sequence[str]) -> bool:
    at = event.sequence
    return 0 < at <= len(heads) and heads[at - 1] == event.hash and (at == 1 or heads[at - 2] == event.previous)


def keeper_fault(events: Sequence[Event], person: str, key_id: str) -> str:
    """Why a person's signature does not vouch for what a record holds, as its own rows tell; "" if it does.

    It must be an administrator's, or of someone with one of the office's roles, by a key that counts at the end of the rows.
    """
    ring = keyring(event for event in events if not event.document)
    if key_id not in ring.keys_of(person):
        return f"签署的密钥不是记录里 {person} 的有效密钥"
    try:
        organisation = confirmed(Ledger(event for event in events if event.kind == kinds.ORGANISATION))
    except (DocgenError, LookupError, ValueError, TypeError, AttributeError):
        return "记录里没有确认过的人员"
    roles = organisation.people[person].roles if person in organisation.people else ()
    if person not in ring.administrators and not set(roles) & set(ROLES):
        return f"{organisation.name_of(person)}不是管理员，也没有{'、'.join(ROLES)}的角色，不能为整个记录作证"
    return ""
