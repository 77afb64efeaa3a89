"""What a schema says about a value and what lies in it: names, types, defaults, worked out once as asked for.

A schema (JSON Schema 2020-12, local references only) is made of parts: `$ref`, `allOf`, `anyOf`, `oneOf`, `then`
and `else` all speak about the same value. A `Shape` is what all parts together say of one value, and gives the
shapes of its members and items. Shapes are made when they are first asked for, since schemas may contain themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any


class Shape:
    """What some schemas, expanded, say about one value. `root` is the whole schema, which local references lead into."""

    def __init__(self, schemas: tuple[Any, ...], root: dict[str, Any]) -> None:
        self.root = root
        self.branches = [branch for schema in schemas for branch in expand(schema, root)]
        self._members: dict[str, Shape] = {}

    def member(self, name: str) -> Shape:
        """The shape of the property `name` (an English name); of a name that no schema has, that of other properties."""
        if name not in self.properties:
            return self.others
        found = self._members.get(name)
        if found is None:
            found = self._members[name] = Shape(self.properties[name], self.root)
        return found

    @cached_property
    def properties(self) -> dict[str, tuple[Any, ...]]:
        """The schemas of each property."""
        found: dict[str, tuple[Any, ...]] = {}
        for branch in self.branches:
            for name, schema in branch.get("properties", {}).items():
                found[name] = (*found.get(name, ()), schema)
        return found

    @cached_property
    def others(self) -> Shape:
        """The shape of properties that no branch names."""
        schemas = (branch.get("additionalProperties") for branch in self.branches)
        return Shape(tuple(schema for schema in schemas if isinstance(schema, dict)), self.root)

    @cached_property
    def items(self) -> Shape:
        """The shape of a list's items."""
        schemas = (branch.get("items") for branch in self.branches)
        return Shape(tuple(schema for schema in schemas if isinstance(schema, dict)), self.root)

    @cached_property
    def names(self) -> dict[str, str]:
        """{name as it may be written: English name}: the schema's titles are the Chinese names."""
        names: dict[str, str] = {}
        for branch in self.branches:
            own = property_names([branch])
            for name, schema in branch.get("properties", {}).items():
                for part in expand(schema, self.root):
                    if isinstance(part.get("title"), str):
                        own.setdefault(part["title"], name)
            for written, name in own.items():
                names.setdefault(written, name)
        return names

    @cached_property
    def known(self) -> frozenset[str] | None:
        """The names of its properties; None where it has none, and any name may stand."""
        return frozenset(self.properties) or None

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(name for branch in self.branches for name in branch.get("required", ()))

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The default of each property that has one: the first that a part of its schema gives."""
        found: dict[str, Any] = {}
        for name, schemas in self.properties.items():
            for part in (part for schema in schemas for part in expand(schema, self.root)):
                if "default" in part:
                    found.setdefault(name, part["default"])
        return found

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that some part admits; those of the values of an `enum` too."""
        types: set[str] = set()
        for branch in self.branches:
            kind = branch.get("type")
            types |= {kind} if isinstance(kind, str) else set(kind or ())
            if "enum" in branch:
                types |= {"string" if isinstance(value, str) else "number" for value in branch["enum"]}
        return frozenset(types)

    @cached_property
    def wants_text(self) -> bool:
        """True if it admits a text and no number or true/false."""
        return "string" in self.types and not self.types & {"number", "integer", "boolean"}

    @cached_property
    def wants_integer(self) -> bool:
        """True if the only numbers that it admits are whole ones."""
        return "integer" in self.types and "number" not in self.types


def expand(schema: Any, root: dict[str, Any], seen: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
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


def resolve_pointer(reference: str, root: dict[str, Any]) -> Any:
    """What a local reference `#/$defs/x` points at; {} if nothing."""
    if not reference.startswith("#"):
        return {}
    target: Any = root
    for step in reference[1:].split("/")[1:]:
        target = target.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(target, dict) else {}
    return target


def property_names(branches: list[dict[str, Any]]) -> dict[str, str]:
    """{name as it may be written: English name} of all properties of an object schema."""
    names: dict[str, str] = {}
    for branch in branches:
        for name, schema in branch.get("properties", {}).items():
            names[name] = name
            title = schema.get("title") if isinstance(schema, dict) else None
            if isinstance(title, str):
                names.setdefault(title, name)
    return names
