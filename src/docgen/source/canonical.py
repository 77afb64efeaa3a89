"""Keys to their English names, text to text: the tree as the schema means it.

People write keys in Chinese (the schema's `title`) or in English, freely
mixed; numbers such as 001, 2024 or 1.10 where a text is wanted; and keys with
nothing behind them. All of it is settled here, on the tree, where every value
still has its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.errors import Location, Problem
from docgen.messages import _
from docgen.source.tree import Entry, Mapping, Node, Scalar, Sequence, pointer_step

Schema = dict[str, Any]


def canonicalise(tree: Mapping, schema: Schema) -> tuple[Mapping, list[Problem]]:
    """The tree with English keys and texts as typed; problems: a field given under both its names (S107)."""
    worker = _Canonicaliser(schema)
    node = worker.node(tree, [schema])
    assert isinstance(node, Mapping)
    return node, worker.problems


def fill_defaults(data: Any, schema: Schema, root: Schema, pointer: str, marks: dict[str, Location]) -> None:
    """Put the schema's `default` values where a property is absent, in place; their place is their parent's."""
    branches = list(expand(schema, root))
    if isinstance(data, dict):
        for branch in branches:
            for name, property_schema in branch.get("properties", {}).items():
                inner = f"{pointer}/{pointer_step(name)}"
                for part in expand(property_schema, root):
                    if name not in data and "default" in part:
                        data[name] = part["default"]
                        marks.setdefault(inner, marks.get(pointer, Location("")))
                if name in data:
                    fill_defaults(data[name], property_schema, root, inner, marks)
    elif isinstance(data, list):
        for branch in branches:
            items = branch.get("items")
            if isinstance(items, dict):
                for index, item in enumerate(data):
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


class _Canonicaliser:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._titles: dict[int, dict[str, str]] = {}

    def node(self, node: Node, schemas: list[Any]) -> Node:
        branches = [branch for schema in schemas for branch in expand(schema, self.root)]
        if isinstance(node, Mapping):
            return self._mapping(node, branches)
        if isinstance(node, Sequence):
            items = [branch["items"] for branch in branches if isinstance(branch.get("items"), dict)]
            return Sequence([self.node(item, items) for item in node.items], node.location)
        return _as_text(node) if _wants_text(branches) else node

    def _mapping(self, node: Mapping, branches: list[Schema]) -> Mapping:
        names = self._names(branches)
        required = {name for branch in branches for name in branch.get("required", ())}
        others = [branch["additionalProperties"] for branch in branches if isinstance(branch.get("additionalProperties"), dict)]
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
            if isinstance(entry.node, Scalar) and entry.node.value is None and name in names and name not in required:
                continue  # a key with nothing behind it is the same as no key
            schemas = [branch["properties"][name] for branch in branches if name in branch.get("properties", {})]
            value = self.node(entry.node, schemas or others)
            entries[name] = Entry(value, entry.key_location, entry.inherited)
            written[name] = key
        return Mapping(entries, node.location)

    def _names(self, branches: list[Schema]) -> dict[str, str]:
        names: dict[str, str] = {}
        for branch in branches:
            if id(branch) not in self._titles:
                own = property_names([branch])
                for name, property_schema in branch.get("properties", {}).items():
                    for part in expand(property_schema, self.root):
                        if isinstance(part.get("title"), str):
                            own.setdefault(part["title"], name)
                self._titles[id(branch)] = own
            for written, name in self._titles[id(branch)].items():
                names.setdefault(written, name)
        return names


def _twice(key: str, other: str, entry: Entry, first: Entry) -> Problem:
    return Problem(
        entry.key_location,
        "S107",
        _("“{key}”与第 {line} 行的“{other}”是同一项").format(key=key, other=other, line=first.key_location.line),
        _("中文名和英文名只写一个"),
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
