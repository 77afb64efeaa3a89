"""Scores and pay: half-open bands and weighted sums, exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from docgen.text.money import as_decimal


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


def band_faults(bands: Sequence[Mapping[str, Any]], top: Decimal | int | str) -> list[tuple[int, str]]:
    """What keeps half-open bands from covering 0 to `top` without gap or overlap: (index of the band, fact) each.

    Each band has `from` and `to`; their order does not matter. Empty: every score from 0 to `top` has one band.
    """
    rows = sorted(range(len(bands)), key=lambda index: as_decimal(bands[index]["from"]))
    faults: list[tuple[int, str]] = []
    reached = Decimal(0)
    for index in rows:
        low, high = as_decimal(bands[index]["from"]), as_decimal(bands[index]["to"])
        if low >= high:
            faults.append((index, f"下限 {low} 不小于上限 {high}"))
            continue
        if low > reached:
            faults.append((index, f"{reached} 到 {low} 之间没有等级"))
        elif low < reached:
            faults.append((index, f"{low} 到 {min(high, reached)} 之间有两个等级"))
        reached = max(reached, high)
    if rows and reached != as_decimal(top):
        faults.append((rows[-1], f"最高一档到 {reached} 为止，满分是 {top}"))
    return faults


def shares(parts: Sequence[Decimal], digits: int = 1) -> list[Decimal]:
    """Each part's percentage of the sum, rounded so that the percentages make exactly 100 (largest remainders).

    All zero if the sum is zero. No part may be negative.
    """
    total = sum(parts, Decimal(0))
    if not total:
        return [Decimal(0).scaleb(-digits)] * len(parts)
    step = 10**digits
    exact = [Fraction(part) * 100 * step / Fraction(total) for part in parts]
    whole = [int(value) for value in exact]
    rest = 100 * step - sum(whole)
    for index in sorted(range(len(parts)), key=lambda index: (whole[index] - exact[index], index))[:rest]:
        whole[index] += 1
    return [Decimal(value).scaleb(-digits) for value in whole]
