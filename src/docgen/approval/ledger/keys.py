"""Ed25519 keys (RFC 8032): private ones in a passphrase-protected PEM of their owner, public ones in the record.

A private key never enters the workspace. It lies in the person's own folder,
`~/.config/docgen/keys` or what DOCGEN_KEYS names, as `<person>-<key id>.pem`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json
from docgen.messages import system_reason

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
        fact = f"人员编号“{person}”不能用"
        raise DocgenError(Problem(Location(""), "A301", fact, "编号用字母、数字、汉字、点和短横，不超过 40 个字符"))
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


def keys_folder() -> Path:
    """Where this user's private keys are."""
    if own := os.environ.get("DOCGEN_KEYS"):
        return Path(own)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "docgen" / "keys"


def save(key: Key, folder: Path, passphrase: str) -> Path:
    """Write the private key, readable by its owner only; the file. Raises DocgenError A302 (passphrase too short), A303."""
    if len(passphrase) < SHORTEST:
        fact = "口令太短"
        raise DocgenError(Problem(Location(""), "A302", fact, f"口令至少 {SHORTEST} 个字符"))
    path = folder / f"{key.person}-{key.key_id}.pem"
    content = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        fact = f"写不出密钥文件：{system_reason(error)}"
        raise DocgenError(
            Problem(Location(str(path)), "A303", fact, "检查文件夹的权限；环境变量 DOCGEN_KEYS 可另指一个文件夹")
        ) from error
    return path


def load(person: str, folder: Path, known: dict[str, str], passphrase: str) -> Key:
    """The person's private key whose public one is among `known` (key id → public key), unlocked.

    Raises DocgenError A304 (no private key here), A305 (wrong passphrase), A306 (damaged file).
    """
    paths = [folder / f"{person}-{name}.pem" for name in known]
    path = next((path for path in reversed(paths) if path.is_file()), None)
    if path is None:
        fact = f"这台电脑上没有“{person}”的有效密钥"
        hint = f"密钥放在 {folder}；新的密钥用 docgen key new --as {person}，再请管理员登记"
        raise DocgenError(Problem(Location(str(folder)), "A304", fact, hint))
    key = unlock(path, person, passphrase)
    if key.key_id not in known:
        raise _damaged(path)
    return key


def unlock(path: Path, person: str, passphrase: str) -> Key:
    """The private key of a file. Raises DocgenError A305 (wrong passphrase), A306 (unreadable or damaged)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(path) from error
    try:
        private = serialization.load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError) as error:
        if b"ENCRYPTED PRIVATE KEY" not in content or "password" not in str(error).lower():
            raise _damaged(path) from error
        hint = "再试一次；口令忘了就用 docgen key new 另建一把，请管理员吊销旧的"
        raise DocgenError(Problem(Location(str(path)), "A305", "口令不对", hint)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _damaged(path)
    return Key(person, private)


def request(key: Key) -> str:
    """What an owner hands to the administrator: the public key, signed by itself, as JSON."""
    fields = {"person": key.person, "public": key.public}
    return (
        json.dumps(fields | {"signature": key.sign(_request_bytes(fields)).hex()}, ensure_ascii=False, indent=1) + "\n"
    )


def read_request(path: Path) -> tuple[str, str]:
    """Person and public key of a request. Raises DocgenError A307 for anything else than what `request` wrote."""
    try:
        data = read_json(path.read_bytes())
        fields = {name: str(data[name]) for name in ("person", "public")}
        if not verify(fields["public"], str(data["signature"]), _request_bytes(fields)):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        fact = "这不是完好的公钥申请"
        raise DocgenError(
            Problem(Location(str(path)), "A307", fact, "请本人用 docgen key new 重新生成，把 .pub 文件原样交来")
        ) from error
    return fields["person"], fields["public"]


def _request_bytes(fields: dict[str, str]) -> bytes:
    return f"docgen-key-request-1\n{fields['person']}\n{fields['public']}".encode()


def _damaged(path: Path) -> DocgenError:
    fact = "密钥文件读不出来或已损坏"
    return DocgenError(
        Problem(Location(str(path)), "A306", fact, "从备份恢复；没有备份就用 docgen key new 另建一把，请管理员吊销旧的")
    )
