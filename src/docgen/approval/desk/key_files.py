"""The files of private keys, each in its owner's own folder, never in the workspace: `<person>-<key id>.key`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from docgen.approval.desk.messages import KEY_NOT_WRITTEN, NO_PRIVATE_KEY
from docgen.approval.ledger import keys, wrapping
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
    wrapping.check_passphrase(passphrase)
    content = wrapping.wrapped(key, passphrase)
    path = folder / f"{key.person}-{key.key_id}.key"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, content)
    except OSError as error:
        raise DocgenError(KEY_NOT_WRITTEN.at(Location(str(path)), reason=system_reason(error))) from error
    return path


def load(person: str, folder: Path, known: Collection[str], passphrase: str) -> Key:
    """The person's private key whose id is among `known`, unlocked; the last of them that lies here.

    Raises DocgenError A304 (no private key here), A305 (wrong passphrase), A306 (damaged file).
    """
    path = next((path for name in reversed([*known]) for path in _files(person, folder, name) if path.is_file()), None)
    if path is None:
        raise DocgenError(NO_PRIVATE_KEY.at(Location(str(folder)), person=person, folder=folder))
    key = unlock(path, person, passphrase)
    if key.key_id not in known:
        raise keys.damaged(str(path))
    return key


def unlock(path: Path, person: str, passphrase: str) -> Key:
    """The private key of a file. One of an older format, or cheaper to guess than today's, is written anew on the way.

    Raises DocgenError A305 (wrong passphrase), A306 (unreadable or damaged).
    """
    key, weak = wrapping.unwrapped(_content(path), person, passphrase, str(path))
    if weak:
        _rewrap(path, key, passphrase)
    return key


def own_fingerprints(person: str, folder: Path) -> dict[str, str]:
    """The fingerprints of the private keys of a person that lie here, by file name, oldest first; no passphrase is needed.

    Files of earlier versions do not say theirs and are left out. Raises DocgenError A306 for a damaged one.
    """
    paths = sorted(folder.glob(f"{person}-*.key"), key=lambda path: (path.stat().st_mtime, path.name))
    publics = {path.name: wrapping.public_of(_content(path), str(path)) for path in paths}
    return {name: keys.fingerprint(public) for name, public in publics.items() if public}


def _files(person: str, folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{person}-{name}.key"
    yield folder / f"{person}-{name}.pem"
    yield folder / f"{person}-{name[: keys.OLD_LENGTH]}.pem"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise keys.damaged(str(path)) from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _rewrap(old: Path, key: Key, passphrase: str) -> None:
    """Put the key under today's wrapping, and then remove the old file. Where that cannot be done, the old file stays."""
    new = old.with_name(f"{key.person}-{key.key_id}.key")
    aside = new.with_name(f".{new.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            _write_new(aside, wrapping.wrapped(key, passphrase))
            aside.replace(new)
        finally:
            aside.unlink(missing_ok=True)
        if old != new:
            old.unlink()
