"""The files of private keys, each in its owner's own folder, never in the workspace: `<person>-<key id>.pem`."""

from __future__ import annotations

import os
from pathlib import Path

from docgen.approval.desk.messages import KEY_NOT_WRITTEN, NO_PRIVATE_KEY
from docgen.approval.ledger import keys
from docgen.approval.ledger.keys import Key
from docgen.errors import DocgenError, Location
from docgen.messages import system_reason


def keys_folder() -> Path:
    """Where this user's private keys are: what DOCGEN_KEYS names, else `~/.config/docgen/keys`."""
    if own := os.environ.get("DOCGEN_KEYS"):
        return Path(own)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "docgen" / "keys"


def save(key: Key, folder: Path, passphrase: str) -> Path:
    """Write the private key, readable by its owner only; the file. Raises DocgenError A302 (passphrase too short), A303."""
    content = keys.encrypted(key, passphrase)
    path = folder / f"{key.person}-{key.key_id}.pem"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DocgenError(KEY_NOT_WRITTEN.at(Location(str(path)), reason=system_reason(error))) from error
    return path


def load(person: str, folder: Path, known: dict[str, str], passphrase: str) -> Key:
    """The person's private key whose public one is among `known` (key id → public key), unlocked.

    Raises DocgenError A304 (no private key here), A305 (wrong passphrase), A306 (damaged file).
    """
    paths = [folder / f"{person}-{name}.pem" for name in known]
    path = next((path for path in reversed(paths) if path.is_file()), None)
    if path is None:
        raise DocgenError(NO_PRIVATE_KEY.at(Location(str(folder)), person=person, folder=folder))
    key = unlock(path, person, passphrase)
    if key.key_id not in known:
        raise keys.damaged(str(path))
    return key


def unlock(path: Path, person: str, passphrase: str) -> Key:
    """The private key of a file. Raises DocgenError A305 (wrong passphrase), A306 (unreadable or damaged)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise keys.damaged(str(path)) from error
    return keys.decrypted(content, person, passphrase, str(path))
