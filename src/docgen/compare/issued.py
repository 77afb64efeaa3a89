"""What an issue wrote into a paper, kept beside it, so that the next draft can be printed alike and compared with it:
then only what people changed is a change, not the number, the date and the sheet that a draft has not got yet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.compare.sources import MANIFEST
from docgen.compare.stored import freeze, picture_hash, thaw
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json
from docgen.model.nodes import Document, Picture
from docgen.model.stamp import NONE, Stamp
from docgen.model.traversal import Transform, pictures

STAMP = "stamp.json"
# What a stamp draws is QR codes: squares of black on white, and nothing else.
_MODULES = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" width="\d+mm" height="\d+mm" viewBox="0 0 \d+ \d+">\n'
    r'(?:<path d="[Mhvz\d -]+" fill="#(?:fff|000)"/>\n)+</svg>\n'
)


def freeze_stamp(stamp: Stamp) -> bytes:
    """A stamp as JSON."""
    back = json.loads(freeze(Document("", stamp.back), drawings=True))
    data = {
        "number": stamp.number,
        "issued_on": stamp.issued_on,
        "version": stamp.version,
        "watermark": stamp.watermark,
        "back": back,
        "drawings": {picture_hash(one): _drawn(one) for one in pictures(stamp.back) if one.svg},
    }
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def stamp_beside(folder: Path) -> Stamp:
    """The stamp of the issued version in a folder; none where it is not kept or cannot be read."""
    file = folder / STAMP
    try:
        data = read_json(file.read_bytes())
        back = thaw(json.dumps(data["back"]).encode(), Location(str(file))).blocks
        back = _WithDrawings(data.get("drawings") or {}).blocks(back)
        number, issued_on, version = (
            text if text is None else str(text) for text in (data[name] for name in ("number", "issued_on", "version"))
        )
        return Stamp(number, issued_on, version, str(data["watermark"]), back=back)
    except (OSError, ValueError, KeyError, TypeError, DocgenError):
        return NONE


def _drawn(picture: Picture) -> dict[str, object]:
    return {"svg": picture.svg, "pixels": list(picture.pixels), "dpi": picture.dpi}


class _WithDrawings(Transform):
    """Puts drawings back that the tree knows by their hashes. ValueError for one that is none of ours: a file may be anybody's."""

    def __init__(self, drawings: Mapping[str, Mapping[str, Any]]) -> None:
        self.drawings = drawings

    def drawn(self, picture: Picture) -> Picture:
        digest = picture.file.removeprefix("sha256:")
        known = self.drawings[digest]
        svg, (wide, high) = str(known["svg"]), known["pixels"]
        if not _MODULES.fullmatch(svg) or hashlib.sha256(svg.encode()).hexdigest() != digest:
            raise ValueError("drawing")
        return replace(
            picture,
            file=f"{digest}.svg",
            svg=svg,
            pixels=(int(wide), int(high)),
            dpi=float(known["dpi"]),
            source=digest,
        )


def as_listed(file: Path, content: bytes) -> bool:
    """False if a manifest beside the file says that it was issued with other content; no manifest says nothing."""
    try:
        listed = read_json((file.parent / MANIFEST).read_bytes())["files"][file.name]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return bool(listed == hashlib.sha256(content).hexdigest())


def without_pages(document: Document, stamp: Stamp) -> Document:
    """A stamped document without the blocks that the stamp put before and after its own."""
    blocks = document.blocks[len(stamp.front) : len(document.blocks) - len(stamp.back)]
    return replace(document, blocks=blocks)
