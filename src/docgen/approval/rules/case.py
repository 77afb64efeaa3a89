"""An event that is judged, with the record as it stood before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.approval.ledger.events import Event
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import Act
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.state import Issued, State, state_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"[0-9a-f]{64}")


class Against(Exception):
    """The event was not allowed; the text says why, in words."""


def need(holds: object, reason: str) -> None:
    """Raises Against with the reason where something does not hold."""
    if not holds:
        raise Against(reason)


@dataclass(frozen=True)
class Case:
    """The event, what counted before it, and the day on which it was done (YYYY-MM-DD); `place` names the record."""

    ledger: Ledger
    event: Event
    day: str
    place: str = ""

    @cached_property
    def state(self) -> State:
        """The event's document before it."""
        return state_of(self.ledger, self.event.document)

    @cached_property
    def organisation(self) -> Organisation:
        return confirmed(self.ledger)

    @property
    def payload(self) -> dict[str, Any]:
        return self.event.payload

    @property
    def act(self) -> Act:
        """Who does it. `person` is whose decision the office entered from paper."""
        recorded = self.payload.get("method") == "recorded"
        person = str(self.payload.get("person") or "") if recorded else ""
        return Act(self.event.document, self.event.actor, self.day, person=person)

    def text(self, key: str) -> str:
        """A text of the payload that must be there. Raises Against where it is empty or none."""
        value = self.payload.get(key)
        need(isinstance(value, str) and value.strip(), f"缺少 {key}")
        return str(value)

    def date(self, key: str) -> str:
        """A day of the payload, YYYY-MM-DD."""
        value = self.text(key)
        need(_DAY.fullmatch(value), f"{key} 不是日期")
        return value

    def hash(self, key: str) -> str:
        """A SHA-256 of the payload."""
        value = self.text(key)
        need(_HASH.fullmatch(value), f"{key} 不是指纹")
        return value

    def hashes(self, key: str) -> Mapping[str, str]:
        """Names of files with their SHA-256, one at least."""
        files = self.payload[key]
        need(isinstance(files, dict) and files, f"{key} 里没有文件")
        for name, value in files.items():
            need(name and not set(name) & set("/\\"), f"{key} 里的文件名不对")
            need(isinstance(value, str) and _HASH.fullmatch(value), f"{key} 里的指纹不对")
        return dict(files)

    def count(self, key: str) -> int:
        """A whole number of the payload, one at least."""
        value = self.payload.get(key)
        need(type(value) is int and value >= 1, f"{key} 不是正整数")
        return int(value)  # type: ignore[arg-type]

    def of_version(self, issued: Issued) -> None:
        """The event must be about this version and its text."""
        need(self.event.revision == issued.revision, "版次不对")
        need(self.payload.get("version") == issued.version, "版本不对")
        need(self.payload.get("digest") == issued.digest, "内容不是这一版的")
