"""Scores and pay: half-open bands and weighted sums, exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from docgen.domain.money import as_decimal


def band(score: Decimal | int | str, bands: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The band with from ≤ score < to; a missing `from` or `to` is open, and the topmost band holds its `to` too.

    Raises ValueError if no band, or more than one, holds the score.
    """
    value = as_decimal(score)
    top = max((as_decimal(row["to"]) for row in bands if row.get("to") is not None), default=None)
    found = [row for row in bands if _holds(value, row, top)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} bands hold {value}")
    return found[0]


def _holds(value: Decimal, row: Mapping[str, Any], top: Decimal | None) -> bool:
    low, high = row.get("from"), row.get("to")
    if low is not None and value < as_decimal(low):
        return False
    if high is None or value < as_decimal(high):
        return True
    return value == top == as_decimal(high)


def band_text(row: Mapping[str, Any], name: str = "X") -> str:
    """A band as printed: 80≤X＜90, X≥90, X＜60."""
    low, high = row.get("from"), row.get("to")
    if low is not None and high is not None:
        return f"{low}≤{name}＜{high}"
    if low is not None:
        return f"{name}≥{low}"
    return f"{name}＜{high}"


def weighted(scores: Sequence[Decimal | int | str], weights: Sequence[Decimal | int | str]) -> Decimal:
    """Σ score × weight ÷ 100, exact; weights are percents. Raises ValueError if they do not add up to 100."""
    shares = [as_decimal(weight) for weight in weights]
    if sum(shares) != 100:
        raise ValueError(f"weights add up to {sum(shares)}")
    return sum((as_decimal(s) * w for s, w in zip(scores, shares, strict=True)), Decimal(0)) / 100
