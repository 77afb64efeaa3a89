"""What one person is paid: scores, rewarded deals, and the statement with its sum. Amounts are 元.

Each amount is rounded once, as the policy says; totals are the sums of what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from docgen.pay.bands import band
from docgen.pay.formula import FormulaError
from docgen.pay.scheme import Indicator, Scheme, Standards


@dataclass(frozen=True, slots=True)
class Score:
    """One indicator's score and the band that holds it."""

    indicator: Indicator
    score: Decimal
    band: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deal:
    """Revenue that is rewarded: `reward` is revenue × rate %, rounded. `row` is its place in the deals table, −1 for none."""

    business: str
    revenue: Decimal
    rate: Decimal
    reward: Decimal
    row: int = -1


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person is paid for one month, before tax and insurance; `sum` is of the rounded parts.

    `row` is the person's place in the table of scores.
    """

    name: str
    number: str
    unit: str
    post: str
    scores: Sequence[Score]
    total: Decimal
    grade: str
    standards: Standards
    working: str  # the formula with this person's figures
    pay: Decimal
    deals: Sequence[Deal]
    award: Decimal
    row: int = 0

    @property
    def reward(self) -> Decimal:
        return sum((deal.reward for deal in self.deals), Decimal("0.00"))

    @property
    def allowance(self) -> Decimal:
        return self.standards.allowance

    @property
    def sum(self) -> Decimal:
        return self.pay + self.reward + self.award + self.allowance

    @property
    def parts(self) -> tuple[Decimal, ...]:
        return (self.pay, self.reward, self.award, self.allowance)


def price_one(scheme: Scheme, row: Mapping[str, Any], deals: Sequence[Deal], index: int = 0) -> Statement:
    """The statement of a row whose values are all right. Raises FormulaError where the formula has no amount for it."""
    scores = [_scored(item, Decimal(row[item.name])) for item in scheme.indicators]
    total = sum((score.score for score in scores), Decimal(0))
    standards = scheme.units[row.get("unit") or ""]
    values = scheme.values(standards, total)
    amount = scheme.formula.value(values)
    if amount < 0:
        raise FormulaError(f"得 {total} 分时公式算出负数 {scheme.round(amount)}")
    return Statement(
        name=str(row["name"]),
        number=str(row.get("number") or ""),
        unit=str(row.get("unit") or ""),
        post=str(row.get("post") or ""),
        scores=scores,
        total=total,
        grade=str(band(total, scheme.grades)["grade"]),
        standards=standards,
        working=scheme.formula.with_numbers(values),
        pay=scheme.round(amount),
        deals=deals,
        award=Decimal(row.get("award") or 0).quantize(Decimal("0.01")),
        row=index,
    )


def make_deal(scheme: Scheme, standards: Standards, business: str, revenue: Decimal, row: int = -1) -> Deal:
    """A deal at the rate of these standards."""
    rate = standards.rates[business]
    return Deal(business, revenue, rate, scheme.round(Fraction(revenue) * Fraction(rate) / 100), row)


def _scored(indicator: Indicator, score: Decimal) -> Score:
    return Score(indicator, score, indicator.band(score))
