"""That the places which the workflow fills print what it fills in, and change nothing else of the paper.

Approvals leave number, date and version open. A template could print something else there (`{{ version | replace(…) }}`), or
other text where they are filled (`{% if number %}`): so the paper is composed with these places filled and held against what
was read, both without what the workflow wrote: when it is handed in with values made up for it, when it is issued with the real ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.app.snapshot import Snapshot
from docgen.approval.desk.messages import SLOTS_PRINT_MORE
from docgen.approval.desk.subject import slots_of
from docgen.errors import DocgenError, Location
from docgen.kinds.kind import Kind
from docgen.model.encoding import encode_blocks
from docgen.model.nodes import Document, Inline, Text
from docgen.model.stamp import Stamp
from docgen.model.traversal import Transform
from docgen.reading import FirstReading
from docgen.text.dates import date_caps, date_cn


def probe(kind: Kind) -> Stamp:
    """Values that no paper bears, for the places that the workflow fills in this kind."""
    slots = slots_of(kind)
    return Stamp("试排〔1999〕987号" if "number" in slots else None, "1999-12-31" if "date" in slots else None, "V98.7")


def check_slots(snapshot: Snapshot) -> None:
    """Raises DocgenError A353 where filling number, date and version changes more than these."""
    kind = snapshot.content.kind
    if kind is None or not kind.has_body:
        return
    stamp = probe(kind)
    check_same_but_for_slots(snapshot, snapshot.resolved(stamp).document, stamp)


def check_same_but_for_slots(snapshot: Snapshot, stamped: Document | None, stamp: Stamp) -> None:
    """Hold the paper with filled places (without the pages that the stamp adds) against what was read. Raises DocgenError A353."""
    kind, read = snapshot.content.kind, snapshot.resolved().document
    assert kind is not None
    if read is None or stamped is None:
        if read is not stamped:
            raise _more(snapshot, "正文")
        return
    before, after = forms(snapshot.data(), kind), forms(snapshot.data(stamp), kind, stamp)
    if _body(read, before, snapshot.files) != _body(stamped, after, snapshot.files):
        raise _more(snapshot, "正文")
    for name in {**read.fields, **stamped.fields}:
        if not same_text(read.fields.get(name, ""), stamped.fields.get(name, ""), before, after):
            raise _more(snapshot, f"模板的 {name}")
    if read.values != stamped.values:
        raise _more(snapshot, "算出的值")


Forms = dict[str, tuple[str, ...]]  # slot → how its value may stand on the page


def forms(data: Mapping[str, Any], kind: Kind, stamp: Stamp | None = None) -> Forms:
    """How the value of each slot may be written: as it is, a date in Chinese and in capitals. The longest first."""
    found: Forms = {}
    for slot in slots_of(kind):
        value = str((stamp.slots() if stamp else {}).get(slot) or data.get(slot) or "")
        written = [value]
        for write in (date_cn, date_caps):
            try:
                written.append(write(value))
            except (ValueError, TypeError):
                continue
        found[slot] = tuple(sorted({text for text in written if text}, key=len, reverse=True))
    return found


def same_text(read: str, stamped: str, before: Forms, after: Forms) -> bool:
    """True for texts that are equal, or are once the values of the slots are taken out."""
    return read == stamped or without(read, before) == without(stamped, after)


def without(text: str, values: Forms) -> str:
    """A text without blanks and without the values of the slots."""
    for written in values.values():
        for form in written:
            text = text.replace(form, "")
    return "".join(text.split())


def _body(document: Document, values: Forms, files: FirstReading) -> bytes:
    return encode_blocks(_Blanked(values).blocks(document.blocks), lambda picture: files.digest(Path(picture.file)))


class _Blanked(Transform):
    """Empties texts that come from a slot and print its value or a part of it, and no others."""

    def __init__(self, values: Forms) -> None:
        self._values = {f"/{slot}": written for slot, written in values.items()}

    def text(self, text: Text) -> Inline:
        written = self._values.get(text.origin.path) if text.origin else None
        if written is None or not (not text.text.strip() or any(text.text.strip() in form for form in written)):
            return text
        return replace(text, text="")


def _more(snapshot: Snapshot, what: str) -> DocgenError:
    return DocgenError(SLOTS_PRINT_MORE.at(Location(snapshot.name), what=what))
