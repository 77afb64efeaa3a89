"""Conditions on content: `when: {field: quotation_total, over: 200000}`; several in a list must all hold.

A field is a path into the content's data (`project.name`) or a value that the kind computes (kind.yaml `values`).
Where a number is asked of a field that has none, the condition holds: rather one signature too many than one too few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from docgen.approval.rules.messages import ODD_CONDITION
from docgen.errors import Location, Problem

Lookup = Callable[[str], Any]  # a field → its value, None where there is none
_NUMBERS = ("over", "at_least", "under", "at_most")
OPERATORS = (*_NUMBERS, "equals", "in", "present")


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is text (numbers too: the record holds no fractions); for `in` a tuple of texts."""

    field: str
    operator: str
    value: str | tuple[str, ...] = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, list):  # as read back from the record
            object.__setattr__(self, "value", tuple(self.value))

    def holds(self, lookup: Lookup) -> bool:
        """Whether it is so for the content behind `lookup`."""
        found = lookup(self.field)
        if self.operator == "present":
            return (found not in (None, "", [], {})) == (self.value == "true")
        if self.operator == "equals":
            return found is not None and _text(found) == self.value
        if self.operator == "in":
            return found is not None and _text(found) in self.value
        number, limit = _number(found), Decimal(str(self.value))
        if number is None:
            return True
        match self.operator:
            case "over":
                return number > limit
            case "at_least":
                return number >= limit
            case "under":
                return number < limit
            case _:
                return number <= limit


def read_conditions(data: Any, step: str, place: Location) -> tuple[tuple[Condition, ...], list[Problem]]:
    """The conditions of a step, and what is wrong with them (A103)."""
    entries = [] if data is None else data if isinstance(data, list) else [data]
    found: list[Condition] = []
    problems: list[Problem] = []
    for entry in entries:
        condition = _read(entry)
        if condition is None:
            problems.append(ODD_CONDITION.at(place, step=step, operators="、".join(OPERATORS)))
        else:
            found.append(condition)
    return tuple(found), problems


def _read(entry: Any) -> Condition | None:
    if not isinstance(entry, Mapping) or len(entry) != 2 or not isinstance(entry.get("field"), str):
        return None
    operator = next(key for key in entry if key != "field")
    value = entry[operator]
    if operator in _NUMBERS:
        return Condition(entry["field"], operator, str(value)) if _number(value) is not None else None
    if operator == "present":
        return Condition(entry["field"], operator, "true" if value else "false") if isinstance(value, bool) else None
    if operator == "in":
        return (
            Condition(entry["field"], operator, tuple(map(_text, value))) if isinstance(value, list) and value else None
        )
    if operator == "equals" and isinstance(value, str | int | Decimal | float):
        return Condition(entry["field"], operator, _text(value))
    return None


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
