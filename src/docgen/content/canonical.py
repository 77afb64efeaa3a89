"""Keys to their English names, text to text: the tree as the schema means it.

People write keys in Chinese (the schema's `title`) or in English, freely
mixed; numbers such as 001, 2024 or 1.10 where a text is wanted, 3.0 where a
whole number is; and keys with nothing behind them. All of it is settled here,
on the tree, where every value still has its place.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from docgen.content import messages
from docgen.content.shape import Shape
from docgen.content.tree import Entry, Mapping, Node, Scalar, Sequence, pointer_step
from docgen.errors import Location, Problem


def canonicalise(tree: Mapping, shape: Shape) -> tuple[Mapping, list[Problem]]:
    """The tree with English keys and values as meant; problems: a field given under both its names (S107)."""
    problems: list[Problem] = []
    return _mapping(tree, shape, problems), problems


def fill_defaults(data: Any, shape: Shape, pointer: str, marks: dict[str, Location]) -> None:
    """Put the schema's `default` values where a property is absent, in place; their place is their parent's."""
    if isinstance(data, dict):
        for name in shape.properties:
            if name not in data:
                if name not in shape.defaults:
                    continue
                data[name] = copy.deepcopy(shape.defaults[name])
                marks.setdefault(f"{pointer}/{pointer_step(name)}", marks.get(pointer, Location("")))
            if isinstance(data[name], dict | list):
                fill_defaults(data[name], shape.member(name), f"{pointer}/{pointer_step(name)}", marks)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            if isinstance(item, dict | list):
                fill_defaults(item, shape.items, f"{pointer}/{index}", marks)


def _node(node: Node, shape: Shape, problems: list[Problem]) -> Node:
    if isinstance(node, Scalar):
        return _scalar(node, shape)
    if isinstance(node, Mapping):
        return _mapping(node, shape, problems)
    items = shape.items
    return Sequence([_node(item, items, problems) for item in node.items], node.location)


def _mapping(node: Mapping, shape: Shape, problems: list[Problem]) -> Mapping:
    names = shape.names
    entries: dict[str, Entry] = {}
    written: dict[str, str] = {}
    for key, entry in node.entries.items():
        name = names.get(key, key)
        if name in entries and written[name] != key:
            if entry.inherited and not entries[name].inherited:
                continue
            if not (entries[name].inherited and not entry.inherited):
                problems.append(_twice(key, written[name], entry, entries[name]))
                continue
        child = entry.node
        if isinstance(child, Scalar) and child.value is None and name in names and name not in shape.required:
            continue  # a key with nothing behind it is the same as no key
        entries[name] = Entry(_node(child, shape.member(name), problems), entry.key_location, entry.inherited)
        written[name] = key
    return Mapping(entries, node.location)


def _twice(key: str, other: str, entry: Entry, first: Entry) -> Problem:
    return messages.FIELD_TWICE.at(entry.key_location, key=key, line=first.key_location.line, other=other)


def _scalar(node: Scalar, shape: Shape) -> Scalar:
    value = node.value
    if value is None or isinstance(value, str):
        return node
    if shape.wants_text:
        return Scalar(node.text, node.text, node.location)
    if isinstance(value, Decimal) and shape.wants_integer and value == value.to_integral_value():
        # 3.0 is a whole number (JSON Schema 2020-12, "integer"); what counts with it needs it as one.
        return Scalar(int(value), node.text, node.location)
    return node
