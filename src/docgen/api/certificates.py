"""The organisation's certificates for PDFs: made, their root confirmed in the record, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.api.verifying import read_any
from docgen.approval.desk.certificates import confirm_root as _confirm
from docgen.approval.desk.certificates import revoke_certificate as _revoke
from docgen.approval.desk.key_files import keys_folder
from docgen.approval.issue.certificate import organisation_certificates, read_root, write_certificate
from docgen.approval.issue.messages import NO_MOMENT, OTHER_CERTIFICATE_ROOT
from docgen.approval.ledger.events import moment, timestamp
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key


@dataclass(frozen=True, slots=True)
class Made:
    """Files of new certificates, and their fingerprints; `root` is what an administrator confirms."""

    seal: Path
    root: Path
    fingerprint: str
    root_fingerprint: str


def make_certificates(organisation: str, passphrase: str, file: str | Path | None = None) -> Made:
    """A key to sign PDFs with (PKCS#12, `seal.p12` in the folder of keys if None) under the organisation's root, whose key lies
    beside it as <name>-root.p12 and its certificate as <name>-root.pem: made if there is none. Raises DocgenError A511 to A513."""
    seal = Path(file) if file else keys_folder() / "seal.p12"
    root_key, root = seal.with_name(f"{seal.stem}-root.p12"), seal.with_name(f"{seal.stem}-root.pem")
    kept = root_key.read_bytes() if root_key.is_file() else None
    made = organisation_certificates(organisation, passphrase, datetime.now(UTC), kept)
    write_certificate(seal, made.seal)
    if kept is None:
        write_certificate(root_key, made.root_key)
        write_certificate(root, made.root)
    return Made(seal, root, made.fingerprint, made.root_fingerprint)


def confirm_root(approvals: Approvals, file: str | Path, key: Key, fingerprint: str = "") -> str:
    """Confirm a root's certificate (PEM) as the organisation's: its fingerprint. Raises DocgenError A308, A517 (no root, or not
    the one whose fingerprint is given)."""
    pem, found = read_root(read_any(Path(file)), str(file))
    given = fingerprint.replace(":", "").replace(" ", "").lower()
    if given and given != found:
        raise DocgenError(OTHER_CERTIFICATE_ROOT.at(Location(str(file)), found=found, given=given))
    _confirm(approvals.desk, pem, found, key)
    return found


def revoke(approvals: Approvals, fingerprint: str, key: Key, *, since: str = "", reason: str = "") -> None:
    """Revoke a certificate by its fingerprint, from a moment on (UTC, as events write it; "" now). Raises DocgenError A308, A517."""
    try:
        since = timestamp(moment(since)) if since else ""
    except ValueError as error:
        raise DocgenError(NO_MOMENT.at(Location(""), text=since)) from error
    _revoke(approvals.desk, fingerprint.replace(":", "").lower(), since, reason, key)
