"""Which certificates the organisation signs its PDFs with, as its record confirms them: roots, and what was revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event


@dataclass(frozen=True, slots=True)
class CertificateRoots:
    """`roots`: fingerprint → PEM; `revoked`: fingerprint of a root or of a certificate → from when on (UTC)."""

    roots: dict[str, str] = field(default_factory=dict)
    revoked: dict[str, str] = field(default_factory=dict)

    def at(self, moment: str) -> tuple[str, ...]:
        """The roots (PEM) that were not revoked at a moment (UTC)."""
        return tuple(pem for name, pem in self.roots.items() if not self.is_revoked(name, moment))

    def is_revoked(self, fingerprint: str, moment: str) -> bool:
        """True if the certificate no longer counted at a moment."""
        return fingerprint in self.revoked and self.revoked[fingerprint] <= moment


def certificate_roots(events: Iterable[Event], before: int = 0) -> CertificateRoots:
    """The roots confirmed by events, only those before the event of that number if one is given; revocations of any time count,
    from the moment that they name."""
    found = CertificateRoots()
    for event in events:
        name = str(event.payload.get("fingerprint") or "")
        if event.kind == kinds.CERTIFICATE_ROOT and (not before or event.sequence < before):
            found.roots[name] = str(event.payload.get("certificate") or "")
        elif event.kind == kinds.CERTIFICATE_REVOKED:
            since = str(event.payload.get("since") or event.at)
            found.revoked[name] = min(since, found.revoked.get(name, since))
    return found
