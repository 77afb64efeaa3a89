"""The heads that keys keep, each beside its private key in the owner's own folder: `<person>-<key id>.head.json`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from docgen.approval.ledger.heads import check_head, head_of, read_head
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import HEAD_DAMAGED
from docgen.errors import DocgenError, Location, Problem
from docgen.files import write_together

_ENDING = ".head.json"


def head_file(folder: Path, key: Key) -> Path:
    """Where a key of this folder keeps its head."""
    return folder / f"{key.person}-{key.key_id}{_ENDING}"


def check_own(folder: Path, key: Key, ledger: Ledger) -> list[Problem]:
    """The record against the head that a key keeps; nothing where it has not acted from this folder yet."""
    return _check(head_file(folder, key), ledger)


def check_all(folder: Path, key_ids: Collection[str], ledger: Ledger) -> list[Problem]:
    """The record against the heads that keys of these ids keep in the folder."""
    files = sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []
    wanted = [file for file in files if file.name.removesuffix(_ENDING).rpartition("-")[2] in key_ids]
    return [problem for file in wanted for problem in _check(file, ledger)]


def keep(folder: Path, key: Key, ledger: Ledger) -> None:
    """Write where the record stands beside the key. Raises DocgenError B101."""
    file = head_file(folder, key)
    write_together([(file, head_of(ledger).to_json().encode())], Location(str(file)))


def _check(file: Path, ledger: Ledger) -> list[Problem]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return []
    except OSError:
        return [HEAD_DAMAGED.at(Location(str(file)))]
    try:
        return check_head(read_head(content, str(file)), ledger, str(file))
    except DocgenError as error:
        return list(error.problems)
