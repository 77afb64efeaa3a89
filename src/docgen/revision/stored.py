"""A resolved document as JSON and back: kept beside an issued file, it can be compared years later, labels and all.

Pictures are kept by what they show, not as files or data: `sha256:` and the hash stand where their file's name was.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from docgen.document import nodes
from docgen.document.nodes import Document, Picture
from docgen.errors import DocgenError, Location, Problem
from docgen.foreign import read_json
from docgen.messages import _

FORMAT = "docgen-document-1"
_CLASSES = {item.__name__: item for item in vars(nodes).values() if isinstance(item, type) and is_dataclass(item)}
_PLACES = {"location", "origin"}  # where something stood in files that may be gone


def freeze(document: Document) -> bytes:
    """The document as JSON, equal bytes for equal documents."""
    data = {"format": FORMAT, "document": _plain(document)}
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def thaw(content: bytes, location: Location) -> Document:
    """The document that `freeze` was given. Raises DocgenError V112 for anything else."""
    try:
        data = read_json(content)
        if data["format"] == FORMAT:
            found = _built(data["document"])
            if isinstance(found, Document):
                return found
    except (ValueError, KeyError, TypeError):
        pass
    hint = _("这个文件由 docgen 写出，不能手改；从备份恢复它，或与 Word 文件比较")
    raise DocgenError(Problem(location, "V112", _("存档的文档树读不出来"), hint))


def picture_hash(picture: Picture) -> str:
    """SHA-256 of what a picture shows, in hex; of its name if the file is gone."""
    if picture.file.startswith("sha256:"):
        return picture.file.removeprefix("sha256:")
    try:
        content = picture.svg.encode() or Path(picture.file).read_bytes()
    except OSError:
        content = picture.file.encode()
    return hashlib.sha256(content).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Picture):
        return {"": "Picture", "file": f"sha256:{picture_hash(value)}", "alt": value.alt, "width_mm": value.width_mm}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {item.name: _plain(getattr(value, item.name)) for item in fields(value) if item.name not in _PLACES}
        return {"": type(value).__name__, **kept}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return {"": "frozenset", "items": sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _built(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_built(item) for item in value)
    if not isinstance(value, dict):
        return value
    name = value.get("")
    if name == "frozenset":
        return frozenset(value["items"])
    if name is None:
        return {key: _built(item) for key, item in value.items()}
    return _CLASSES[name](**{key: _built(item) for key, item in value.items() if key})
