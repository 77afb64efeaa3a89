"""Ed25519 keys (RFC 8032): private ones in a file of their owner (`wrapping`), public ones in the record."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from docgen.approval.ledger.messages import DAMAGED_KEY, NO_REQUEST, UNUSABLE_ID
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json

ID_LENGTH = 32  # hex digits of a key's id: 128 bits, which nobody meets by trying
OLD_LENGTH = 16  # of ids in records of earlier versions: the first half of today's
_PERSON = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Key:
    """A person's private key, unlocked. A `Signer` of events."""

    person: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public key, 64 hex digits."""
        return self.private.public_key().public_bytes_raw().hex()

    @property
    def key_id(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


def key_id(public: str) -> str:
    """The name of a public key: 32 hex digits (128 bits) of its SHA-256. ValueError for what is no public key."""
    raw = bytes.fromhex(public)
    if len(raw) != 32 or public != raw.hex():
        raise ValueError("public key")
    return hashlib.sha256(raw).hexdigest()[:ID_LENGTH]


def is_id_of(name: str, public: str) -> bool:
    """True if `name` is the id of this public key, as written today or by earlier versions. ValueError as in `key_id`."""
    return len(name) in (ID_LENGTH, OLD_LENGTH) and key_id(public).startswith(name)


def fingerprint(public: str) -> str:
    """What people compare, by voice or on paper: the key's id in eight groups, `3F2A-9C01-…`."""
    name = key_id(public).upper()
    return "-".join(name[start : start + 4] for start in range(0, len(name), 4))


def same_fingerprint(typed: str, public: str) -> bool:
    """True if somebody typed this key's fingerprint, whole, however grouped."""
    return re.sub(r"[\s:：-]", "", typed).casefold() == key_id(public)


def generate(person: str) -> Key:
    """A new key. Raises DocgenError A301 for an id that could not be a file's name."""
    if not _PERSON.fullmatch(person):
        raise DocgenError(UNUSABLE_ID.at(Location(""), person=person))
    return Key(person, Ed25519PrivateKey.generate())


def verify(public: str, signature: str, message: bytes) -> bool:
    """True if the signature (hex) over the message is this key's."""
    try:
        _public_key(public).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(1_000)  # a record has many signatures of few people
def _public_key(public: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))


def request(key: Key) -> str:
    """What an owner hands to the administrator: the public key, signed by itself, as JSON."""
    fields = {"person": key.person, "public": key.public}
    return (
        json.dumps(fields | {"signature": key.sign(_request_bytes(fields)).hex()}, ensure_ascii=False, indent=1) + "\n"
    )


def read_request(content: bytes, place: str) -> tuple[str, str]:
    """Person and public key of a request. Raises DocgenError A307 for anything else than what `request` wrote."""
    try:
        data = read_json(content)
        fields = {name: str(data[name]) for name in ("person", "public")}
        if not verify(fields["public"], str(data["signature"]), _request_bytes(fields)):
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise DocgenError(NO_REQUEST.at(Location(place))) from error
    return fields["person"], fields["public"]


def _request_bytes(fields: dict[str, str]) -> bytes:
    return f"docgen-key-request-1\n{fields['person']}\n{fields['public']}".encode()


def damaged(place: str) -> DocgenError:
    """A306: a key file that cannot be read."""
    return DocgenError(DAMAGED_KEY.at(Location(place)))
