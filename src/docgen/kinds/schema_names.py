"""Which names a schema knows at a place of the content: an optional field that was left out is empty, not a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class SchemaNames:
    """`names(pointer)` is the set of property names at a mapping, or None where the schema allows any."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._root = schema
        self._branches: dict[str, list[dict[str, Any]]] = {"": list(self._expand(schema, frozenset()))}
        self._names: dict[str, frozenset[str] | None] = {}

    def __call__(self, pointer: str) -> frozenset[str] | None:
        if pointer not in self._names:
            branches = self._at(pointer)
            names = {name for branch in branches for name in branch.get("properties", {})}
            self._names[pointer] = frozenset(names) if names else None
        return self._names[pointer]

    def _at(self, pointer: str) -> list[dict[str, Any]]:
        if pointer not in self._branches:
            parent, _slash, raw = pointer.rpartition("/")
            step = raw.replace("~1", "/").replace("~0", "~")
            found: list[dict[str, Any]] = []
            for branch in self._at(parent):
                candidates = [branch.get("properties", {}).get(step), branch.get("items") if step.isdecimal() else None]
                if not any(candidates):
                    candidates = [branch.get("additionalProperties")]
                for candidate in candidates:
                    found += self._expand(candidate, frozenset())
            self._branches[pointer] = found
        return self._branches[pointer]

    def _expand(self, schema: Any, seen: frozenset[str]) -> Iterator[dict[str, Any]]:
        if not isinstance(schema, dict):
            return
        yield schema
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#") and reference not in seen:
            target: Any = self._root
            for step in reference[1:].split("/")[1:]:
                target = target.get(step, {}) if isinstance(target, dict) else {}
            yield from self._expand(target, seen | {reference})
        for key in ("allOf", "anyOf", "oneOf"):
            for branch in schema.get(key, ()):
                yield from self._expand(branch, seen)
        for key in ("then", "else"):
            yield from self._expand(schema.get(key), seen)
