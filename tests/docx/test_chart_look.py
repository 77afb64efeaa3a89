"""What both twins of a chart agree on: the value axis, printed numbers, shares and colours."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.chart_look import (
    LINE_PALETTE,
    PALETTE,
    axis_title,
    lightness,
    number_text,
    percentages,
    rounded_share,
    text_on,
    value_axis,
)
from docgen.model.charts import Chart, ChartKind, Series

VALUES = st.decimals(-(10**9), 10**9, places=3)


def chart(*values: object, kind: ChartKind = "bar", stacked: bool = False, unit: str = "") -> Chart:
    """A chart of one series, or of several where `values` are tuples."""
    rows = [value if isinstance(value, tuple) else None for value in values]
    given_rows = [tuple(values)] if None in rows else rows
    series = tuple(
        Series(f"系列{index}", tuple(_decimal(value) for value in row or ())) for index, row in enumerate(given_rows)
    )
    return Chart(
        kind, tuple(f"项{index}" for index in range(len(series[0].values))), series, unit=unit, stacked=stacked
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def ticks(made: Chart) -> list[str]:
    axis = value_axis(made)
    return [number_text(tick, axis.decimals) for tick in axis.ticks]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((250, 96, 74, 118), "0 50 100 150 200 250 300"),
        ((-3, 7), "-4 -2 0 2 4 6 8"),
        ((-3, -1), "-4 -3 -2 -1 0"),
        (("0.003", "0.0012"), "0.000 0.001 0.002 0.003 0.004"),
        ((12345678,), "0 5,000,000 10,000,000 15,000,000"),
        ((0, 0), "0 1"),
        ((5, None), "0 1 2 3 4 5 6"),
    ],
)
def test_ticks_are_multiples_of_one_two_or_five(values: tuple[object, ...], expected: str) -> None:
    assert " ".join(ticks(chart(*values))) == expected


def test_lines_that_vary_little_do_not_start_at_zero_and_bars_always_do() -> None:
    assert ticks(chart("99.1", "98.2", "99.5", kind="line"))[0] == "97.5"
    assert ticks(chart("99.1", "98.2", "99.5"))[0] == "0"


def test_stacked_bars_reach_the_sum_of_their_parts_on_both_sides() -> None:
    axis = value_axis(chart((30, 40), (30, -20), (30, -10), stacked=True))
    assert (axis.low, axis.high) == (-50, 100)


@given(st.lists(VALUES, min_size=1, max_size=12), st.sampled_from(["bar", "line"]))
def test_every_value_lies_on_the_axis_and_its_ticks_are_few_and_even(values: list[Decimal], kind: ChartKind) -> None:
    axis = value_axis(chart(*values, kind=kind))
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 9
    assert axis.ticks[-1] == axis.high
    assert {right - left for left, right in pairwise(axis.ticks)} == {axis.step}
    assert axis.step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=16).filter(any))
def test_shares_sum_to_a_hundred_and_are_within_a_tenth_of_the_truth(values: list[Decimal]) -> None:
    shares = percentages(values)
    assert sum(shares) == 100
    assert all(
        abs(share - value * 100 / sum(values)) < Decimal("0.1") for share, value in zip(shares, values, strict=True)
    )


def test_the_largest_remainder_is_rounded_up() -> None:
    assert percentages([Decimal(1)] * 3) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))
    assert rounded_share(Decimal(1), Decimal(3)) == Decimal("33.3")


def test_the_unit_stands_at_the_axis_with_the_name_of_a_single_series() -> None:
    assert axis_title(chart(1, unit="万元")) == "系列0（万元）"
    assert axis_title(chart((1,), (2,), unit="万元")) == "单位：万元"
    assert axis_title(chart((1,), (2,))) == ""


def test_colours_stay_apart_in_grey() -> None:
    for palette, apart in ((PALETTE[:8], 6), (LINE_PALETTE, 2)):
        shades = [lightness(shade) for shade in palette]
        assert min(abs(one - other) for one, other in combinations(shades, 2)) > apart
        assert min(abs(one - other) for one, other in pairwise(shades)) > 15


def test_lines_are_dark_enough_on_white_and_text_is_read_on_every_colour() -> None:
    assert all(lightness(shade) < 75 for shade in LINE_PALETTE)
    assert all(abs(lightness(shade) - lightness(text_on(shade))) > 35 for shade in PALETTE)
