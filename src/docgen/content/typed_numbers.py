"""Numbers that print as they were typed: 00123, 013800001234, +86, 1e5.

A form prints what its data says. YAML reads an employee's number as a number
and loses its zeros; here such a number keeps its text. It still counts,
compares and goes through filters as the number that it is.
"""

from __future__ import annotations

from decimal import Decimal

from docgen.content.tree import Mapping, Node, Scalar, Value


class TypedInteger(int):
    """A whole number and how it stands in the file."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[object, ...]:
        return typed, (int(self), self.text)


class TypedDecimal(Decimal):
    """A decimal number and how it stands in the file."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[object, ...]:  # type: ignore[override]
        return typed, (Decimal(self), self.text)


def typed(value: Value, text: str) -> Value:
    """The value of a scalar; a number that would print otherwise than `text` prints so."""
    if type(value) not in (int, Decimal) or str(value) == text:
        return value
    made = TypedInteger(value) if isinstance(value, int) else TypedDecimal(value)  # type: ignore[arg-type]
    made.text = text
    return made


def as_typed(node: Node) -> object:
    """Plain data of a tree, its numbers as they were typed."""
    if isinstance(node, Scalar):
        return typed(node.value, node.text)
    if isinstance(node, Mapping):
        return {key: as_typed(entry.node) for key, entry in node.entries.items()}
    return [as_typed(item) for item in node.items]
