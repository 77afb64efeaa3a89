"""Keys to their English names, text to text: the tree as the schema means it.

People write keys in Chinese (the schema's `title`) or in English, freely
mixed; numbers such as 001, 2024 or 1.10 where a text is wanted; and keys with
nothing behind them. All of it is settled here, on the tree, where every value
still has its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.content.tree import Entry, Mapping, Node, Scalar, Sequence, pointer_step
from docgen.errors import Location, Problem

Schema = dict[str, Any]


def canonicalise(tree: Mapping, schema: Schema) -> tuple[Mapping, list[Problem]]:
    """The tree with English keys and texts as typed; problems: a field given under both its names (S107)."""
    worker = _Canonicaliser(_known(schema))
    node = worker.node(tree, (schema,))
    assert isinstance(node, Mapping)
    return node, worker.problems


def fill_defaults(data: Any, schema: Schema, root: Schema, pointer: str, marks: dict[str, Location]) -> None:
    """Put the schema's `default` values where a property is absent, in place; their place is their parent's."""
    facts = _known(root).facts((schema,))
    if isinstance(data, dict):
        for name, property_schema, defaults in facts.members:
            if name not in data:
                if not defaults:
                    continue
                data[name] = defaults[0]
                marks.setdefault(f"{pointer}/{pointer_step(name)}", marks.get(pointer, Location("")))
            if isinstance(data[name], dict | list):
                fill_defaults(data[name], property_schema, root, f"{pointer}/{pointer_step(name)}", marks)
    elif isinstance(data, list):
        for items in facts.items:
            for index, item in enumerate(data):
                if isinstance(item, dict | list):
                    fill_defaults(item, items, root, f"{pointer}/{index}", marks)


def expand(schema: Any, root: Schema, seen: frozenset[str] = frozenset()) -> Iterator[Schema]:
    """A schema and all it is made of by local $ref, allOf, anyOf, oneOf, if/then/else."""
    if not isinstance(schema, dict):
        return
    yield schema
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        yield from expand(resolve_pointer(reference, root), root, seen | {reference})
    for key in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(key, ()):
            yield from expand(branch, root, seen)
    for key in ("then", "else"):
        if key in schema:
            yield from expand(schema[key], root, seen)


def resolve_pointer(reference: str, root: Schema) -> Any:
    """What a local reference `#/$defs/x` points at; {} if nothing."""
    if not reference.startswith("#"):
        return {}
    target: Any = root
    for step in reference[1:].split("/")[1:]:
        target = target.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(target, dict) else {}
    return target


def property_names(branches: list[Schema]) -> dict[str, str]:
    """{name as it may be written: English name} of all properties of an object schema."""
    names: dict[str, str] = {}
    for branch in branches:
        for name, property_schema in branch.get("properties", {}).items():
            names[name] = name
            title = property_schema.get("title") if isinstance(property_schema, dict) else None
            if isinstance(title, str):
                names.setdefault(title, name)
    return names


@dataclass
class _Facts:
    """What some schemas, expanded, say about one value. Worked out once, as asked for."""

    branches: list[Schema]
    root: Schema

    @cached_property
    def names(self) -> dict[str, str]:
        """{name as it may be written: English name}."""
        names: dict[str, str] = {}
        for branch in self.branches:
            own = property_names([branch])
            for name, property_schema in branch.get("properties", {}).items():
                for part in expand(property_schema, self.root):
                    if isinstance(part.get("title"), str):
                        own.setdefault(part["title"], name)
            for written, name in own.items():
                names.setdefault(written, name)
        return names

    @cached_property
    def required(self) -> set[str]:
        return {name for branch in self.branches for name in branch.get("required", ())}

    @cached_property
    def properties(self) -> dict[str, tuple[Schema, ...]]:
        """The schemas of each property."""
        found: dict[str, tuple[Schema, ...]] = {}
        for branch in self.branches:
            for name, schema in branch.get("properties", {}).items():
                found[name] = (*found.get(name, ()), schema)
        return found

    @cached_property
    def others(self) -> tuple[Schema, ...]:
        """The schemas of properties that no branch names."""
        return tuple(
            branch["additionalProperties"]
            for branch in self.branches
            if isinstance(branch.get("additionalProperties"), dict)
        )

    @cached_property
    def items(self) -> tuple[Schema, ...]:
        return tuple(branch["items"] for branch in self.branches if isinstance(branch.get("items"), dict))

    @cached_property
    def members(self) -> list[tuple[str, Schema, list[Any]]]:
        """Each property with its schema and the defaults that it has, branch by branch."""
        return [
            (name, schema, [part["default"] for part in expand(schema, self.root) if "default" in part])
            for branch in self.branches
            for name, schema in branch.get("properties", {}).items()
        ]

    @cached_property
    def wants_text(self) -> bool:
        return _wants_text(self.branches)


class _Known:
    """The facts of one schema's parts, by the identity of the parts: a schema is not changed once it is in use."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self._facts: dict[tuple[int, ...], _Facts] = {}

    def facts(self, schemas: tuple[Any, ...]) -> _Facts:
        key = tuple(map(id, schemas))
        found = self._facts.get(key)
        if found is None:
            branches = [branch for schema in schemas for branch in expand(schema, self.root)]
            found = self._facts[key] = _Facts(branches, self.root)
        return found


_KEPT = 64
_schemas: dict[int, _Known] = {}


def _known(root: Schema) -> _Known:
    """What is known of a schema; it stays alive here, so that the identities of its parts hold."""
    found = _schemas.get(id(root))
    if found is None or found.root is not root:
        if len(_schemas) >= _KEPT:
            _schemas.clear()
        found = _schemas[id(root)] = _Known(root)
    return found


class _Canonicaliser:
    def __init__(self, known: _Known) -> None:
        self.known = known
        self.problems: list[Problem] = []

    def node(self, node: Node, schemas: tuple[Any, ...]) -> Node:
        facts = self.known.facts(schemas)
        if isinstance(node, Mapping):
            return self._mapping(node, facts)
        if isinstance(node, Sequence):
            return Sequence([self.node(item, facts.items) for item in node.items], node.location)
        return _as_text(node) if facts.wants_text else node

    def _mapping(self, node: Mapping, facts: _Facts) -> Mapping:
        names = facts.names
        entries: dict[str, Entry] = {}
        written: dict[str, str] = {}
        for key, entry in node.entries.items():
            name = names.get(key, key)
            if name in entries and written[name] != key:
                if entry.inherited and not entries[name].inherited:
                    continue
                if not (entries[name].inherited and not entry.inherited):
                    self.problems.append(_twice(key, written[name], entry, entries[name]))
                    continue
            if (
                isinstance(entry.node, Scalar)
                and entry.node.value is None
                and name in names
                and name not in facts.required
            ):
                continue  # a key with nothing behind it is the same as no key
            value = self.node(entry.node, facts.properties.get(name) or facts.others)
            entries[name] = Entry(value, entry.key_location, entry.inherited)
            written[name] = key
        return Mapping(entries, node.location)


def _twice(key: str, other: str, entry: Entry, first: Entry) -> Problem:
    return Problem(
        entry.key_location,
        "S107",
        f"“{key}”与第 {first.key_location.line} 行的“{other}”是同一项",
        "中文名和英文名只写一个",
    )


def _wants_text(branches: list[Schema]) -> bool:
    """True if the schema admits a text and no number or true/false."""
    types: set[str] = set()
    for branch in branches:
        kind = branch.get("type")
        types |= {kind} if isinstance(kind, str) else set(kind or ())
        if "enum" in branch:
            types |= {"string" if isinstance(value, str) else "number" for value in branch["enum"]}
    return "string" in types and not types & {"number", "integer", "boolean"}


def _as_text(node: Node) -> Node:
    if isinstance(node, Scalar) and node.value is not None and not isinstance(node.value, str):
        return Scalar(node.text, node.text, node.location)
    return node
