"""A resolved document as JSON and back: kept beside an issued file, it can be compared years later, labels and all.

Pictures are kept by what they show, not as files or data: `sha256:` and the hash stand where their file's name was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from docgen.compare import messages
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json
from docgen.model import nodes
from docgen.model.nodes import Document, Picture
from docgen.model.traversal import Transform
from docgen.reading import DISK, Files

FORMAT = "docgen-document-1"
_CLASSES = {item.__name__: item for item in vars(nodes).values() if isinstance(item, type) and is_dataclass(item)}
_PLACES = {"location", "origin"}  # where something stood in files that may be gone


def freeze(document: Document, files: Files = DISK, *, drawings: bool = False) -> bytes:
    """The document as JSON, equal bytes for equal documents; pictures are read from `files`. With `drawings`, what docgen drew
    is kept whole, to be printed again."""
    data = {"format": FORMAT, "document": _plain(document, files, drawings)}
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
    raise DocgenError(messages.BROKEN_TREE.at(location))


def picture_hash(picture: Picture, files: Files = DISK) -> str:
    """SHA-256 of what a picture shows, in hex; of its name if the file is gone."""
    if picture.file.startswith("sha256:"):
        return picture.file.removeprefix("sha256:")
    try:
        content = picture.svg.encode() or files.read(Path(picture.file))
    except OSError:
        content = picture.file.encode()
    return hashlib.sha256(content).hexdigest()


def with_hashes(document: Document, files: Files) -> Document:
    """The document with its pictures known by what they show, as `files` has them: to be compared without another look at the disk."""
    return replace(document, blocks=_WithHashes(files).blocks(document.blocks))


class _WithHashes(Transform):
    def __init__(self, files: Files) -> None:
        self.files = files

    def drawn(self, picture: Picture) -> Picture:
        return replace(picture, file=f"sha256:{picture_hash(picture, self.files)}")


def _plain(value: Any, files: Files, drawings: bool) -> Any:
    if isinstance(value, Picture):
        drawn = {"svg": value.svg, "pixels": list(value.pixels), "dpi": value.dpi} if drawings and value.svg else {}
        return {
            "": "Picture",
            "file": f"sha256:{picture_hash(value, files)}",
            "alt": value.alt,
            "width_mm": value.width_mm,
            **drawn,
        }
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            item.name: _plain(getattr(value, item.name), files, drawings)
            for item in fields(value)
            if item.name not in _PLACES
        }
        return {"": type(value).__name__, **kept}
    if isinstance(value, dict):
        return {str(key): _plain(item, files, drawings) for key, item in value.items()}
    if isinstance(value, frozenset):
        return {"": "frozenset", "items": sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(item, files, drawings) for item in value]
    return str(value) if isinstance(value, str) else value


def _built(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_built(item) for item in value)
    if not isinstance(value, dict):
        return value
    name = value.get("")
    if name == "frozenset":
        return frozenset(value["items"])
    made = {key: _built(item) for key, item in value.items() if key or name is None}
    if name is None:
        return made
    hints = _hints(name)
    if wrong := [key for key, item in made.items() if not _fits(item, hints[key])]:
        raise ValueError(f"{name}: {wrong}")
    return _CLASSES[name](**made)


@cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(_CLASSES[name])


def _fits(value: Any, hint: Any) -> bool:
    """True if a value read back is of the type that its field declares."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in inner)
    if origin is Literal:
        return value in inner
    if origin is tuple:
        kinds = inner[:1] * len(value) if inner[1:] == (...,) and isinstance(value, tuple) else inner
        return isinstance(value, tuple) and len(kinds) == len(value) and all(map(_fits, value, kinds))
    if origin is frozenset:
        return isinstance(value, frozenset) and all(_fits(item, inner[0]) for item in value)
    if origin in (dict, Mapping):
        return isinstance(value, dict) and all(
            _fits(key, inner[0]) and _fits(item, inner[1]) for key, item in value.items()
        )
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, origin or hint) and not (hint is int and isinstance(value, bool))
