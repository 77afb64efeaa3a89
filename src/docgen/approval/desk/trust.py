"""Whose record a reader believes: roots pinned in the reader's own folder, never in a workspace.

A root is a record's identity: the hash of its first event, which covers the first administrator's public key. Whoever holds
it for genuine pins it (`docgen trust`); what any folder, ZIP or checkpoint says of itself counts for nothing without it. Each
root remembers the newest head that was seen of its record, so that an older or another one is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from docgen.approval.desk.messages import (
    ANOTHER_ROOT_OF_THIS_NAME,
    OTHER_FINGERPRINT,
    ROOT_NOT_KNOWN,
    TRUST_UNREADABLE,
)
from docgen.approval.ledger.digests import bears, short_code
from docgen.errors import DocgenError, Location
from docgen.files import write_together
from docgen.foreign import read_json, visible

FILE = "trust.json"
FORMAT = "docgen-trust-1"

How = Literal["set-up", "compared", "first-use"]
_SAID: dict[str, str] = {
    "set-up": "记录是在这台电脑上建立的",
    "compared": "认定时核对过指纹",
    "first-use": "首次使用时认定，没有核对过指纹",
}


@dataclass(frozen=True, slots=True)
class Root:
    """A pinned record. `record` is the hash of its first event (hex), `name` what it calls its organisation, `how` it came to be
    pinned and `since` when (UTC); `certificates` are fingerprints of the organisation's certificate roots as its record
    confirms them. `size` and `head` are the newest state that was seen of it (0, "" none)."""

    record: str
    name: str
    how: How
    since: str
    certificates: tuple[str, ...] = ()
    size: int = 0
    head: str = ""

    @property
    def fingerprint(self) -> str:
        """As it is printed on papers."""
        return short_code(self.record)

    @property
    def said(self) -> str:
        """How it came to be pinned, in words."""
        return _SAID[self.how]


class TrustStore:
    """The roots in a folder's `trust.json`."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def roots(self) -> tuple[Root, ...]:
        """All roots. Raises DocgenError A471 for a damaged file: whom one believes must not be guessed."""
        try:
            content = self.file.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unreadable() from error
        try:
            data = read_json(content)
            if data["format"] != FORMAT:
                raise ValueError
            return tuple(_root(row) for row in data["roots"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._unreadable() from error

    def find(self, record: str) -> Root | None:
        """The root of the record whose first event has this hash."""
        return next((root for root in self.roots() if root.record == record), None)

    def named(self, name: str) -> tuple[Root, ...]:
        """The roots of records that call their organisation so."""
        return tuple(root for root in self.roots() if root.name == name)

    def pin(self, root: Root, fingerprint: str = "") -> Root:
        """Believe a record from now on; `fingerprint` is what its owner says it is, "" where nobody was asked.

        Raises DocgenError A472 (the fingerprint is another's; another record of this name is pinned and nothing was
        compared), B101.
        """
        place = Location(str(self.file))
        if fingerprint and not bears(fingerprint, root.record):
            raise DocgenError(OTHER_FINGERPRINT.at(place, given=visible(fingerprint), found=root.fingerprint))
        others = [other for other in self.named(root.name) if other.record != root.record]
        if others and not fingerprint:
            known = "、".join(other.fingerprint for other in others)
            raise DocgenError(
                ANOTHER_ROOT_OF_THIS_NAME.at(place, name=visible(root.name), known=known, found=root.fingerprint)
            )
        old = self.find(root.record)
        kept = old or root
        if fingerprint and kept.how == "first-use":
            kept = replace(kept, how="compared")
        self._write([*(other for other in self.roots() if other.record != root.record), kept])
        return kept

    def forget(self, fingerprint: str) -> Root:
        """Believe a record no longer. Raises DocgenError A472 where none is pinned by this fingerprint."""
        found = next((root for root in self.roots() if bears(fingerprint, root.record)), None)
        if found is None:
            raise DocgenError(ROOT_NOT_KNOWN.at(Location(str(self.file)), given=visible(fingerprint)))
        self._write([root for root in self.roots() if root != found])
        return found

    def saw(self, root: Root, size: int, head: str, certificates: Iterable[str] | None = None) -> None:
        """Remember the newest state of a record that was held for genuine; a folder that cannot be written is left as it is."""
        known = root.certificates if certificates is None else tuple(certificates)
        newer = replace(root, certificates=known)
        if size > root.size:
            newer = replace(newer, size=size, head=head)
        if newer != root:
            with suppress(DocgenError):
                self._write([newer if other.record == root.record else other for other in self.roots()])

    def _write(self, roots: Iterable[Root]) -> None:
        data = {"format": FORMAT, "roots": [asdict(root) for root in roots]}
        content = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
        write_together([(self.file, content)], Location(str(self.file)))

    def _unreadable(self) -> DocgenError:
        return DocgenError(TRUST_UNREADABLE.at(Location(str(self.file))))


def _root(row: dict[str, Any]) -> Root:
    root = Root(**(row | {"certificates": tuple(row["certificates"])}))
    texts = (root.record, root.name, root.since, root.head, *root.certificates)
    if root.how not in _SAID or type(root.size) is not int or not all(isinstance(text, str) for text in texts):
        raise ValueError
    int(root.record, 16)
    return root
