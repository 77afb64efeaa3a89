"""Private keys under a passphrase: a versioned file of docgen's own, its key derived by scrypt (RFC 7914).

A file is a JSON object {format, person, public, kdf: {name, n, r, p, salt}, nonce, data}. `data` is the 32 bytes of the Ed25519
key under ChaCha20-Poly1305 (RFC 8439); all other fields are authenticated with them, so that no file can be passed off as
another person's or made cheaper to guess. PKCS#8 files of earlier versions are still read.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.keys import Key, damaged, key_id
from docgen.approval.ledger.messages import SHORT_PASSPHRASE, WRONG_PASSPHRASE
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json

FORMAT = "docgen-key-2"
SHORTEST = 12  # characters of a passphrase
WORDS = 5  # of a phrase, which may then be shorter
_DISTINCT = 5  # different characters, at least


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: scrypt's N, r, p. It takes 128 * n * r bytes of memory."""

    n: int
    r: int = 8
    p: int = 1

    @property
    def memory(self) -> int:
        return 128 * self.n * self.r


COST = Cost(2**17)  # 128 MiB and some 0.4 s of a processor
_MOST = Cost(2**20)  # a file that asks for more is damaged: nobody's memory is filled by opening a key


def check_passphrase(passphrase: str) -> None:
    """Raises DocgenError A302 for a passphrase that is too short: 12 characters, or a phrase of 5 words."""
    long = len(passphrase) >= SHORTEST or len(passphrase.split()) >= WORDS
    if not long or len(set(passphrase)) < _DISTINCT:
        raise DocgenError(SHORT_PASSPHRASE.at(Location(""), least=SHORTEST, words=WORDS))


def wrapped(key: Key, passphrase: str, cost: Cost | None = None) -> bytes:
    """The private key as a file that the passphrase opens; `cost` None: COST. How long the passphrase is, is not looked at."""
    head = {
        "format": FORMAT,
        "person": key.person,
        "public": key.public,
        "kdf": {"name": "scrypt", "salt": secrets.token_hex(16), **asdict(cost or COST)},
        "nonce": secrets.token_hex(12),
    }
    data = _cipher(head, passphrase).encrypt(
        bytes.fromhex(str(head["nonce"])), key.private.private_bytes_raw(), canonical_json(head).encode()
    )
    return (json.dumps(head | {"data": data.hex()}, ensure_ascii=False, indent=1) + "\n").encode()


def unwrapped(content: bytes, person: str, passphrase: str, place: str) -> tuple[Key, bool]:
    """The private key of a file, and whether the file is to be written anew (an older format, or a lower cost).

    Raises DocgenError A305 (wrong passphrase), A306 (damaged, or another person's) at `place`.
    """
    if content.lstrip().startswith(b"-----BEGIN"):
        return _of_pem(content, person, passphrase, place), True
    try:
        head = dict(read_json(content))
        data, nonce = bytes.fromhex(head.pop("data")), bytes.fromhex(head["nonce"])
        cost = _cost(head)
        if head["format"] != FORMAT or head["person"] != person:
            raise ValueError
        cipher, beside = _cipher(head, passphrase), canonical_json(head).encode()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(place) from error
    try:
        private = Ed25519PrivateKey.from_private_bytes(cipher.decrypt(nonce, data, beside))
    except InvalidTag as error:
        raise DocgenError(WRONG_PASSPHRASE.at(Location(place))) from error
    except ValueError as error:
        raise damaged(place) from error
    return Key(person, private), cost.n * cost.r * cost.p < COST.n * COST.r * COST.p


def public_of(content: bytes, place: str) -> str:
    """The public key that a file of this format says it holds, without the passphrase; "" for a PEM. Raises DocgenError A306."""
    if content.lstrip().startswith(b"-----BEGIN"):
        return ""
    try:
        public = str(read_json(content)["public"])
        key_id(public)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(place) from error
    return public


def _cost(head: dict[str, Any]) -> Cost:
    kdf = head["kdf"]
    cost = Cost(kdf["n"], kdf["r"], kdf["p"])
    if kdf["name"] != "scrypt" or not all(type(value) is int and value > 0 for value in (cost.n, cost.r, cost.p)):
        raise ValueError
    if cost.memory > _MOST.memory or cost.p > 16:
        raise ValueError
    return cost


def _cipher(head: dict[str, Any], passphrase: str) -> ChaCha20Poly1305:
    cost, salt = _cost(head), bytes.fromhex(head["kdf"]["salt"])
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=cost.n, r=cost.r, p=cost.p).derive(passphrase.encode()))


def _of_pem(content: bytes, person: str, passphrase: str, place: str) -> Key:
    """A key as versions before 0.3 kept it: PKCS#8, PBKDF2."""
    try:
        private = serialization.load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError) as error:
        if b"ENCRYPTED PRIVATE KEY" not in content or "password" not in str(error).lower():
            raise damaged(place) from error
        raise DocgenError(WRONG_PASSPHRASE.at(Location(place))) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise damaged(place)
    return Key(person, private)
