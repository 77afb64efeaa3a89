"""Content as read from YAML: a tree of values, each with its place.

Includes, library entries, Chinese keys and text-or-number questions are
settled on this tree, where a value carries its place with it. Only then is
it flattened to plain data and a dict of marks, which the rooms above use.
Nodes are never changed after they are made, so aliases, included files and
library entries share them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.errors import Location

Value = str | int | Decimal | bool | None


@dataclass(slots=True)
class Scalar:
    """One value; `text` is what stands in the file (`001` for the integer 1)."""

    value: Value
    text: str
    location: Location


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    location: Location


@dataclass(slots=True)
class Entry:
    """A mapping's value and the place of its key; `inherited`: from an included file or a library entry."""

    node: Node
    key_location: Location
    inherited: bool = False


@dataclass(slots=True)
class Mapping:
    """Keys and values in the file's order."""

    entries: dict[str, Entry]
    location: Location


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Flat:
    """Plain data with the places beside it: both dicts are by JSON pointer, the whole document is ''."""

    data: Any = None
    marks: dict[str, Location] = field(default_factory=dict)
    key_marks: dict[str, Location] = field(default_factory=dict)


def pointer_step(key: str) -> str:
    """A key as one step of a JSON pointer (RFC 6901): `~` and `/` escaped."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def flatten(node: Node) -> Flat:
    """Plain data (dict, list, str, int, Decimal, bool, None) and the place of every value and key."""
    flat = Flat()
    flat.data = _flatten(node, "", flat)
    return flat


def _flatten(node: Node, pointer: str, flat: Flat) -> Any:
    flat.marks[pointer] = node.location
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_flatten(item, f"{pointer}/{index}", flat) for index, item in enumerate(node.items)]
    data: dict[str, Any] = {}
    for key, entry in node.entries.items():
        inner = f"{pointer}/{pointer_step(key)}"
        flat.key_marks[inner] = entry.key_location
        data[key] = _flatten(entry.node, inner, flat)
    return data
