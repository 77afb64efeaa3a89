"""A priced team in sums: by component, by unit and by grade; every sum is of the amounts as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from docgen.pay.statements import Statement

_NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Line:
    """Sums over some people; `unit` is "" for the company itself, and for all."""

    unit: str
    people: int
    pay: Decimal
    reward: Decimal
    award: Decimal
    allowance: Decimal
    average_score: Decimal

    @property
    def label(self) -> str:
        """The unit as printed."""
        return self.unit or "公司本部"

    @property
    def sum(self) -> Decimal:
        return self.pay + self.reward + self.award + self.allowance

    @property
    def parts(self) -> tuple[Decimal, ...]:
        return (self.pay, self.reward, self.award, self.allowance)


@dataclass(frozen=True, slots=True)
class Summary:
    """`total` over all, `units` in the order of their first person, `grades` as (grade, people) in that order."""

    total: Line
    units: Sequence[Line]
    grades: Sequence[tuple[str, int]]


def summarise(statements: Sequence[Statement]) -> Summary:
    """The sums of a team of at least one."""
    units = dict.fromkeys(statement.unit for statement in statements)
    lines = [_line(unit, [item for item in statements if item.unit == unit]) for unit in units]
    grades = dict.fromkeys(item.grade for item in sorted(statements, key=lambda item: -item.total))
    counts = [(grade, sum(item.grade == grade for item in statements)) for grade in grades]
    return Summary(_line("", statements), lines, counts)


def _line(unit: str, statements: Sequence[Statement]) -> Line:
    average = sum((item.total for item in statements), Decimal(0)) / len(statements)
    return Line(
        unit,
        len(statements),
        sum((item.pay for item in statements), _NIL),
        sum((item.reward for item in statements), _NIL),
        sum((item.award for item in statements), _NIL),
        sum((item.allowance for item in statements), _NIL),
        average.quantize(Decimal("0.1"), ROUND_HALF_UP),
    )
