"""The names of events, all there are: a record that holds another kind is refused. Each has its rule in `rules.authority`."""

from __future__ import annotations

from typing import Final

# Of the workspace (document "").
SET_UP: Final = "set-up"  # the first event: {workspace, person, public, format}; signed by the key it names
# Where two persons must act, the first one's event proposes and the second one's is the act itself (keyring.Keyring).
KEY_PROPOSED: Final = "key-proposed"  # {person, key_id, public}: by one administrator; KEY by another makes it count
KEY: Final = "key"  # {person, key_id, public}: a person's key is known from here on
KEY_REVOKED: Final = "key-revoked"  # {key_id, reason, since}: since "" or UTC, from when on it was in wrong hands
ADMINISTRATOR_PROPOSED: Final = "administrator-proposed"  # {person, added: bool}
ADMINISTRATOR: Final = "administrator"  # {person, added: bool}
ORGANISATION: Final = "organisation"  # {digest, people, departments, posts}: confirmed by an administrator
POLICY: Final = (
    "policy"  # {digest, files: {name: sha256}}: kinds, templates, settings, fonts, confirmed by an administrator
)
CERTIFICATE_ROOT: Final = "certificate-root"  # {fingerprint, certificate}: PEM of a root that PDFs may be signed under
CERTIFICATE_REVOKED: Final = (
    "certificate-revoked"  # {fingerprint, since, reason}: of a root or of a certificate under one
)
DELEGATE: Final = "delegate"  # {id, to, starts, ends, documents, kinds, steps}; actor is whose authority it is
DELEGATION_ENDED: Final = "delegation-ended"  # {id}
RE_SEAL: Final = "re-seal"  # {format, count, head, rows, found: [...]}: what follows is of the new format (`sealing`)
CLOCK_CORRECTION: Final = "clock-correction"  # {last, reason}: its time counts, though the one before it is later
BREAK_ACCEPTED: Final = (
    "break-accepted"  # {reason, found: [...]}: what a checkpoint or witness said otherwise is given up
)
HEAD_ACCEPTED: Final = "head-accepted"  # {reason, found: [...]}: the actor gives up the head that the own key kept

# Of a document.
SUBMIT: Final = "submit"
WITHDRAW: Final = "withdraw"
APPROVE: Final = "approve"
CONFIRM_RECORDED: Final = (
    "confirm-recorded"  # {entry: sequence, whole, evidence}: a second person vouches for what a registrar entered
)
RETURN: Final = "return"
TRANSFER: Final = "transfer"  # {to}
ADD_SIGNER: Final = "add-signer"  # {person, position: with/before/after, new_step}
REMOVE_SIGNER: Final = "remove-signer"  # {person, reason}
REMIND: Final = "remind"  # {to: [...]}
RELOCATE: Final = "relocate"  # {path}
ISSUE: Final = "issue"  # {version, number, issued_on, digest, …}; the revision ends with it
PUBLISH: Final = "publish"  # {version, effective}
CORRECTION_CONSENT: Final = "correction-consent"  # {version, base, digest, reading, class, reason, changes}: who approved it has seen what is to be mended
ERRATUM: Final = "erratum"  # {version, proofreader, consent: sequence, …}
ABOLISH: Final = "abolish"  # {reason, effective, version}
SUPERSEDE: Final = "supersede"  # {by: document id, effective}
EVIDENCE: Final = (
    "evidence"  # {category, name, sha256, digest, held, until, figures: {…}, with, note}: of the democratic procedure
)
EVIDENCE_VOIDED: Final = "evidence-voided"  # {sequence, reason}

NUMBER: Final = "number"  # {code, year, number, text}: given to the revision, whether or not it comes to be issued
NUMBER_RESERVED: Final = "number-reserved"  # {code, year, number, reason}
NUMBER_VOIDED: Final = "number-voided"  # {code, year, number, reason}

# Of an issued version: what the office does with it. They change nothing in a document's status.
RECEIPT_SHEET: Final = "receipt-sheet"  # {batch, version, digest, people: [{id, name, department}]}
RECEIPT: Final = "receipt"  # {batch, version, digest, day, signed: [id], refused: {id: note}, sha256, name}
DISTRIBUTE: Final = "distribute"  # {version, digest, copies: [{copy, to}]}
RECALL: Final = "recall"  # {version, copies: [number], how, note}
SEAL: Final = "seal"  # {version, digest, seal, copies, purpose, applicant}
ARCHIVE: Final = "archive"  # {version, digest, retention, sha256, name, files}

KNOWN: Final = frozenset(value for name, value in vars().items() if name.isupper() and isinstance(value, str))
