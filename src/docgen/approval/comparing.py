"""What an issue wrote into a paper, kept beside it, so that the next draft can be printed alike and compared with it:
then only what people changed is a change, not the number, the date and the sheet that a draft has not got yet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from docgen.document.nodes import Document
from docgen.document.stamp import NONE, Stamp
from docgen.errors import DocgenError, Location
from docgen.revision.stored import freeze, thaw

STAMP = "stamp.json"


def kept_stamp(stamp: Stamp) -> bytes:
    """A stamp as JSON."""
    back = json.loads(freeze(Document("", stamp.back)))
    data = {"number": stamp.number, "issued_on": stamp.issued_on, "version": stamp.version, "watermark": stamp.watermark, "back": back}
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def stamp_beside(folder: Path) -> Stamp:
    """The stamp of the issued version in a folder; none where it is not kept or cannot be read."""
    file = folder / STAMP
    try:
        data = json.loads(file.read_bytes())
        back = thaw(json.dumps(data["back"]).encode(), Location(str(file))).blocks
        return Stamp(data["number"], data["issued_on"], data["version"], str(data["watermark"]), back=back)
    except (OSError, ValueError, KeyError, TypeError, DocgenError):
        return NONE


def without_pages(document: Document, stamp: Stamp) -> Document:
    """A stamped document without the blocks that the stamp put before and after its own."""
    blocks = document.blocks[len(stamp.front) : len(document.blocks) - len(stamp.back)]
    return replace(document, blocks=blocks)
