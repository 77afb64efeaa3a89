"""Policy: what decides how papers are printed and which duties they have, as an administrator confirmed it.

Kinds (body, schema, route, number rule, sheet, watermark, democratic procedure), the templates that they share, Word
templates, docgen.yaml and the workspace's fonts: each a file with its SHA-256. A drafter can write into these files; what he
writes there counts when an administrator has confirmed it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Policy:
    """SHA-256 of each file of the policy, by its name in the workspace (`package:…` for one that a package brought)."""

    files: dict[str, str] = field(default_factory=dict)

    @property
    def payload(self) -> dict[str, Any]:
        """As plain data, for the record."""
        return {"files": dict(sorted(self.files.items())), "digest": self.digest}

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, in hex."""
        return hashlib.sha256(canonical_json(dict(self.files)).encode()).hexdigest()

    def differences(self, now: Mapping[str, str], names: Collection[str]) -> list[str]:
        """In words, which of these files are another than here, new or gone."""
        found = []
        for name in sorted(names):
            was, is_now = self.files.get(name, ""), now.get(name, "")
            if was != is_now:
                found.append(f"{name}（{'新增' if not was else '不见了' if not is_now else '有改动'}）")
        return found


def confirmed_policy(ledger: Ledger) -> Policy | None:
    """The policy as last confirmed in the record; None if it never was (a record begun before there was policy)."""
    events = ledger.events("", {kinds.POLICY})
    return Policy(dict(events[-1].payload["files"])) if events else None
