"""Bar, line and pie charts drawn from data: no text upon another, none cut off; everything wrong is found at once."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.figures.canvas import Drawing, PlacedText
from docgen.figures.draw import TURNED, UPRIGHT, draw

NAMES = st.text(alphabet="项目实施改造（一期）ABcd 0123.、年月", min_size=1, max_size=22).filter(str.strip)
VALUES = st.none() | st.decimals(-(10**7), 10**8, places=2) | st.integers(0, 500)


def drawn(kind: str, data: dict[str, Any], area: Any = UPRIGHT) -> Drawing:
    pictures, faults = draw(kind, data, area)
    assert faults == []
    (picture,) = pictures
    return picture


def bars(*values: object, names: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "categories": names or [f"项{index}" for index in range(len(values))],
        "series": [{"name": "数量", "values": list(values)}],
        **more,
    }


def pie(**parts: object) -> dict[str, Any]:
    return {"items": [{"name": name, "value": value} for name, value in parts.items()]}


def texts(picture: Drawing) -> list[str]:
    return [text.text for text in picture.texts]


# --- geometry ---


def meet(one: PlacedText, other: PlacedText) -> bool:
    """True if two texts share more than an edge, also where they are turned (separating axes)."""
    for text in (one, other):
        for angle in (math.radians(text.angle), math.radians(text.angle) + math.pi / 2):
            spans = [[x * math.cos(angle) + y * math.sin(angle) for x, y in shape.corners] for shape in (one, other)]
            if max(spans[0]) <= min(spans[1]) + 0.02 or max(spans[1]) <= min(spans[0]) + 0.02:
                return False
    return True


def assert_readable(picture: Drawing) -> None:
    """No text upon another, none beyond the picture or the shape that holds it."""
    for one, other in combinations(picture.texts, 2):
        assert not meet(one, other), (one.text, other.text)
    for text in picture.texts:
        for x, y in text.corners:
            assert -0.05 <= x <= picture.width_mm + 0.05, text
            assert -0.05 <= y <= picture.height_mm + 0.05, text
        assert text.holder is None or text.holder.holds(text.box), text
    for shape in picture.shapes:
        assert shape.y >= -0.05, shape
        assert shape.bottom <= picture.height_mm + 0.05, shape


@st.composite
def chart_data(draw_: st.DrawFn, most: int = 14, series: int = 4) -> dict[str, Any]:
    names = draw_(st.lists(NAMES, min_size=1, max_size=most))
    titles = draw_(st.lists(NAMES, min_size=1, max_size=series, unique_by=lambda name: " ".join(name.split())))
    rows = [draw_(st.lists(VALUES, min_size=len(names), max_size=len(names))) for _title in titles]
    if not any(value is not None for row in rows for value in row):
        rows[0][0] = 1
    return {
        "title": draw_(st.just("") | NAMES),
        "unit": draw_(st.sampled_from(["", "万元", "Mbit/s"])),
        "categories": names,
        "series": [{"name": title, "values": row} for title, row in zip(titles, rows, strict=True)],
    }


@settings(max_examples=60, deadline=None)
@given(chart_data(), st.booleans(), st.booleans(), st.sampled_from([UPRIGHT, TURNED]))
def test_texts_of_bars_never_meet_and_are_never_cut(
    data: dict[str, Any], stacked: bool, horizontal: bool, area: Any
) -> None:
    pictures, faults = draw("bar", {**data, "stacked": stacked, "horizontal": horizontal}, area)
    assert {fault.code for fault in faults} <= {"P139"}  # more than a page holds
    for picture in pictures:
        assert_readable(picture)
        assert picture.height_mm <= area.height


@settings(max_examples=60, deadline=None)
@given(chart_data(most=40, series=8))
def test_texts_of_lines_never_meet_and_are_never_cut(data: dict[str, Any]) -> None:
    pictures, faults = draw("line", data, UPRIGHT)
    assert {fault.code for fault in faults} <= {"P139"}
    for picture in pictures:
        assert_readable(picture)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=16, unique_by=lambda name: " ".join(name.split())),
    st.lists(st.decimals(0, 1000, places=1) | st.integers(1, 3), min_size=16, max_size=16),
)
def test_texts_of_a_pie_never_meet_and_are_never_cut(names: list[str], values: list[Any]) -> None:
    data = {"items": [{"name": name, "value": value} for name, value in zip(names, values, strict=False)]}
    pictures, faults = draw("pie", data, UPRIGHT)
    assert {fault.code for fault in faults} <= {"P153"}  # nothing but zeros
    for picture in pictures:
        assert_readable(picture)
        shares = re.findall(r"([\d.]+)%", re.sub(r"\s", "", "".join(texts(picture)).replace(" ", "")))
        assert shares


def test_a_pie_of_twelve_prints_shares_that_sum_to_a_hundred() -> None:
    picture = drawn("pie", pie(**{f"第{chr(0x4E00 + index)}类": 300 // (index + 1) + 1 for index in range(12)}))
    assert_readable(picture)
    assert sum(Decimal(text.split()[-1].rstrip("%")) for text in texts(picture)) == 100


def test_thin_slices_have_a_key_and_stand_at_the_side() -> None:
    picture = drawn("pie", pie(骨干=900, 无线=500, 一=5, 二=4, 三=3))
    assert picture.chart is not None
    assert picture.chart.plan.keyed == {2, 3, 4}
    assert picture.chart.plan.first_angle == 271
    assert len(picture.shapes) == 3
    assert_readable(picture)


def test_many_categories_and_series_stand_with_names_at_a_slant() -> None:
    data = {
        "unit": "台",
        "categories": [f"第{index}批次设备" for index in range(1, 25)],
        "series": [
            {"name": f"很长的系列名称{row}", "values": [(index * row) % 97 for index in range(24)]}
            for row in range(1, 7)
        ],
    }
    picture = drawn("bar", data)
    assert_readable(picture)
    assert picture.chart is not None
    assert (picture.chart.plan.slant, picture.chart.horizontal) == (45, False)
    assert len(picture.shapes) == 24 * 6 + 6


def test_long_names_lay_the_bars_down_and_break_into_lines() -> None:
    names = [
        "总部园区骨干网与两处机房的改造建设以及割接期间的应急保障",
        *(f"东麓分厂第{index}车间接入与无线覆盖" for index in range(9)),
    ]
    picture = drawn("bar", bars(*range(1, 11), names=names))
    assert picture.chart is not None
    assert picture.chart.horizontal
    assert_readable(picture)
    assert not any(text.angle for text in picture.texts)


def test_days_stay_standing_even_where_names_must_slant() -> None:
    picture = drawn("bar", bars(*range(15), names=[f"2026年{day}日末结算" for day in range(1, 16)]))
    assert picture.chart is not None
    assert (picture.chart.horizontal, picture.chart.plan.slant) == (False, 45)


def test_of_many_points_on_a_line_each_nth_is_named() -> None:
    picture = drawn(
        "line", bars(*range(60), names=[f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(60)])
    )
    assert picture.chart is not None
    assert picture.chart.plan.every == 3
    assert sum(bool(text.angle) for text in picture.texts) == 20
    assert_readable(picture)


def test_values_have_thousands_separators_and_equal_decimals() -> None:
    found = texts(drawn("bar", bars(1234567, "1,000.5", 0)))
    assert {"1,234,567.0", "1,000.5", "0.0", "1,000,000"} <= set(found)


def test_a_gap_breaks_the_line_and_leaves_no_bar() -> None:
    line = drawn("line", bars(1, 2, None, 3, 4))
    assert (line.svg.count("<polyline"), line.svg.count("<circle")) == (2, 4)
    bar = drawn("bar", bars(1, None, 3))
    assert len(bar.shapes) == 2


def test_bars_are_as_high_as_their_values() -> None:
    picture = drawn("bar", bars(100, 50, -25))
    heights = [shape.height for shape in picture.shapes]
    assert heights[0] == pytest.approx(2 * heights[1]) == pytest.approx(4 * heights[2])
    assert picture.shapes[0].bottom == pytest.approx(picture.shapes[2].y)


@pytest.mark.parametrize("values", [(0, 0), (5,), (-5,), ("0.0001",), (999999999999999,), (-3, 3)])
def test_unusual_values_are_drawn(values: tuple[object, ...]) -> None:
    for kind in ("bar", "line"):
        assert_readable(drawn(kind, bars(*values)))
    assert_readable(drawn("bar", bars(*values, horizontal=True)))


def test_equal_data_give_equal_pictures() -> None:
    data = pie(网络=412, 语音=310, 云=268, 服务=180)
    assert drawn("pie", data).svg == drawn("pie", data).svg


# --- what is wrong with the data ---


def faults(kind: str, data: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    pictures, found = draw(kind, data, UPRIGHT)
    assert pictures == []
    return [(fault.code, fault.path) for fault in found]


def test_everything_wrong_with_a_chart_is_found_at_once() -> None:
    data = {
        "categories": ["甲", "乙", "丙"],
        "unit": "一个长得放不进图里的计量单位的名称和说明",
        "series": [
            {"name": "收入", "values": [1, "12万", True]},
            {"name": "收入", "values": [1, 2]},
            {"values": [1, 2, 3]},
        ],
        "stack": True,
    }
    assert faults("bar", data) == [
        ("P132", ("stack",)),
        ("P150", ("series", 0, "values", 1)),
        ("P150", ("series", 0, "values", 2)),
        ("P151", ("series", 1, "values")),
        ("P131", ("series", 2)),
        ("P137", ("series", 1, "name")),
    ]


@pytest.mark.parametrize(
    ("kind", "data", "code", "path"),
    [
        ("pie", pie(甲=3, 乙=-1), "P152", ("items", 1, "value")),
        ("pie", pie(甲=0), "P153", ("items",)),
        ("pie", {"items": []}, "P153", ()),
        ("pie", pie(**{f"第{index}份": 1 for index in range(17)}), "P154", ("items",)),
        ("pie", {"items": [{"name": "甲"}]}, "P131", ("items", 0)),
        ("bar", bars(), "P153", ()),
        ("bar", bars(None, None), "P153", ("series",)),
        ("bar", {"categories": ["甲"]}, "P153", ()),
        ("bar", bars("1234567890.1234567"), "P155", ("series", 0, "values", 0)),
        ("bar", bars(10**15), "P155", ("series", 0, "values", 0)),
        ("bar", bars(1, names=["长" * 61]), "P156", ("categories", 0)),
        (
            "bar",
            {"categories": ["甲"], "series": [{"name": f"{index}", "values": [1]} for index in range(9)]},
            "P154",
            ("series",),
        ),
        ("line", bars(*range(501)), "P154", ("series",)),
        ("line", bars(1, stacked=True), "P132", ("stacked",)),
        ("line", bars(*range(20), names=["长" * 40] * 20), "P139", ("categories",)),
        ("bar", bars(*range(80)), "P139", ("categories",)),
        ("bar", "甲", "P131", ()),
        ("bar", bars(1, names=[None]), "P131", ("categories", 0)),  # type: ignore[list-item]
    ],
)
def test_a_fault_has_its_code_and_its_place(kind: str, data: Any, code: str, path: tuple[str | int, ...]) -> None:
    assert faults(kind, data) == [(code, path)]
