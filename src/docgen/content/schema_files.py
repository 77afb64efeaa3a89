"""Schemas that refer to other files' schemas, made whole: so that one schema.yaml may build on another kind's."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]


def inline_references(schema: Schema, read: Callable[[str], Schema]) -> Schema:
    """The schema with every `$ref: ../other/schema.yaml#/$defs/x` turned into a local one.

    The other file's schema is copied under `$defs` by its path; `read` gives
    the file that a reference names, relative to the schema.
    """
    whole = copy.deepcopy(schema)
    names: dict[str, str] = {}
    _inline(whole, "", whole, names, read)
    return whole


def _inline(node: Any, home: str, root: Schema, names: dict[str, str], read: Callable[[str], Schema]) -> None:
    """`home` is the local prefix of the file that `node` comes from: its own `#/…` references move with it."""
    if isinstance(node, list):
        for item in node:
            _inline(item, home, root, names, read)
        return
    if not isinstance(node, dict):
        return
    reference = node.get("$ref")
    if isinstance(reference, str):
        file, _, pointer = reference.partition("#")
        if not file:
            node["$ref"] = f"#{home}{pointer}"
        else:
            if file not in names:
                names[file] = f"file{len(names) + 1}"
                other = copy.deepcopy(read(file))
                other.pop("$schema", None)
                other.pop("$id", None)
                root.setdefault("$defs", {})[names[file]] = other
                _inline(other, f"/$defs/{names[file]}", root, names, read)
            node["$ref"] = f"#/$defs/{names[file]}{pointer}"
    for key, value in list(node.items()):
        if key == "$defs" and node is root:
            for name, definition in list(value.items()):
                if name not in names.values():
                    _inline(definition, home, root, names, read)
        elif key not in ("enum", "const", "default", "examples"):
            _inline(value, home, root, names, read)
