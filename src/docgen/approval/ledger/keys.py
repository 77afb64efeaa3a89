"""Ed25519 keys (RFC 8032): private ones in a passphrase-protected PEM of their owner, public ones in the record."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from docgen.approval.ledger.messages import DAMAGED_KEY, NO_REQUEST, SHORT_PASSPHRASE, UNUSABLE_ID, WRONG_PASSPHRASE
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json

SHORTEST = 8  # characters of a passphrase
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
    """The short name of a public key: 16 hex digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


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


def encrypted(key: Key, passphrase: str) -> bytes:
    """The private key as PEM that the passphrase opens. Raises DocgenError A302 for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise DocgenError(SHORT_PASSPHRASE.at(Location(""), least=SHORTEST))
    return key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )


def decrypted(content: bytes, person: str, passphrase: str, place: str) -> Key:
    """The private key of a PEM. Raises DocgenError A305 (wrong passphrase), A306 (damaged) at `place`."""
    try:
        private = serialization.load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError) as error:
        if b"ENCRYPTED PRIVATE KEY" not in content or "password" not in str(error).lower():
            raise damaged(place) from error
        raise DocgenError(WRONG_PASSPHRASE.at(Location(place))) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise damaged(place)
    return Key(person, private)


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
