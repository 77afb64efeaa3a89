"""Organisation charts: no box on another, no name cut off, everybody there however many pictures it takes."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.figures.canvas import Area, Drawing
from docgen.figures.draw import TURNED, UPRIGHT, draw
from docgen.figures.people import DEEPEST
from drawing_checks import drawn, words

LONG = "星河通信（集团）股份有限公司江城分公司网络建设与 SD-WAN 运行维护中心"


def unit(name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "children": list(children), **more}


def company(departments: int, people: int) -> dict[str, Any]:
    parts = [
        unit(
            f"部门{d}{'网络建设与运行维护中心' if d % 2 else ''}",
            *[unit(f"成员{d}-{p}{LONG if p == 0 else ''}", title="高级工程师", count=p) for p in range(people)],
            title="部长",
        )
        for d in range(departments)
    ]
    return unit(
        LONG,
        *parts,
        side=[{"name": "总经理办公室"}, {"name": "审计与风险控制委员会", "title": "独立"}, {"name": "法务部"}],
    )


def check_boxes(pictures: list[Drawing]) -> None:
    """Boxes, known by their texts' holders, share no ground."""
    for picture in pictures:
        boxes = {text.holder for text in picture.texts if text.holder}
        assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []


@pytest.mark.parametrize("area", [UPRIGHT, TURNED])
@pytest.mark.parametrize(
    ("departments", "people"), [(0, 0), (1, 0), (2, 2), (6, 12), (13, 6), (80, 0), (1, 80), (3, 60)]
)
def test_no_box_or_name_overlaps_and_everybody_is_there(area: Area, departments: int, people: int) -> None:
    data = company(departments, people)
    pictures = drawn("organisation", data, area)
    check_boxes(pictures)
    said = words(pictures)
    for department in data["children"]:
        for each in (department, *department["children"]):
            assert each["name"].replace(" ", "") in said


def test_eighty_people_in_six_departments_take_few_pictures() -> None:
    assert len(draw("organisation", company(6, 12), UPRIGHT)[0]) <= 4


def test_a_small_chart_is_one_small_picture_in_large_type() -> None:
    [picture] = drawn("organisation", unit("项目经理", unit("设计组"), unit("施工组"), unit("质量组")), UPRIGHT)
    assert picture.width_mm < 120
    assert {text.size_pt for text in picture.texts} == {9.5}


def test_a_box_that_goes_on_elsewhere_says_in_which_picture_and_that_picture_has_it_as_its_head() -> None:
    pictures = drawn("organisation", company(6, 14), UPRIGHT)
    marks = [text.text for text in pictures[0].texts if text.text.startswith("见")]
    assert len(marks) == 6
    known = {f"见下图（{number}/{len(pictures)}）" for number in range(2, len(pictures) + 1)}
    assert set(marks) <= known | {"见本图"}
    assert set(marks) & known
    for number, picture in enumerate(pictures[1:], 2):
        heads = sum(1 for text in picture.texts if text.text.startswith("部门"))
        assert heads == marks.count(f"见下图（{number}/{len(pictures)}）")


def test_a_count_stands_with_the_post() -> None:
    assert "组长（5人）" in words(drawn("organisation", unit("施工组", title="组长", count=5), UPRIGHT))


def nested(levels: int) -> dict[str, Any]:
    return unit(f"第{levels}层", nested(levels - 1)) if levels > 1 else unit("末层")


def test_as_many_levels_as_a_page_holds() -> None:
    check_boxes(drawn("organisation", nested(DEEPEST), UPRIGHT))


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ({"children": [{"name": "甲"}]}, "P131", ()),
        (unit("甲", {"title": "无名"}), "P131", ("children", 0)),
        (unit("甲", {"name": "乙", "chidren": []}), "P132", ("children", 0, "chidren")),
        (unit("甲", count=-1), "P138", ("count",)),
        ({"name": "甲", "children": "乙"}, "P131", ("children",)),
        ({"name": "甲", "children": ["乙"]}, "P131", ("children", 0)),
        (nested(DEEPEST + 1), "P139", ("children", 0) * DEEPEST),
    ],
)
def test_a_fault_has_its_code_and_place(data: Any, code: str, path: tuple[str | int, ...]) -> None:
    pictures, faults = draw("organisation", data, UPRIGHT)
    assert pictures == []
    assert [(fault.code, fault.path) for fault in faults] == [(code, path)]


NAMES = st.text(alphabet="综合管理部（）ABC mn-1，。", min_size=1, max_size=30).filter(lambda name: bool(name.strip()))
UNITS: st.SearchStrategy[Any] = st.recursive(
    st.fixed_dictionaries({"name": NAMES}, optional={"title": NAMES, "count": st.integers(0, 5000)}),
    lambda inner: st.fixed_dictionaries(
        {"name": NAMES, "children": st.lists(inner, max_size=9)},
        optional={"side": st.lists(st.fixed_dictionaries({"name": NAMES}), max_size=4)},
    ),
    max_leaves=60,
)


@settings(max_examples=15, deadline=None)
@given(UNITS)
def test_whatever_the_tree_nothing_overlaps_or_is_cut_off(data: Any) -> None:
    _pictures, faults = draw("organisation", data, UPRIGHT)
    if not [fault for fault in faults if fault.code == "P139"]:
        check_boxes(drawn("organisation", data, UPRIGHT))
