"""Flow charts: no line over a text, no box on another, every way on there, pages joined by numbers."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.figures.canvas import Area, Box, Drawing
from docgen.figures.draw import TURNED, UPRIGHT, draw
from docgen.figures.flow_grid import arrange
from docgen.figures.steps import read_flow
from drawing_checks import drawn, words

LONG = "提交信息化推进领导小组办公室会签并报分管副总经理批准（含 SD-WAN 部分）"
ROLES = ["申请部门", "财务与供应链管理部", "总经理办公室", "信息中心"]


def step(name: str, *following: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": more.pop("text", name), "next": list(following), **more}


def to(name: str, label: str) -> dict[str, str]:
    return {"to": name, "label": label}


def approval(count: int, lanes: bool = False) -> dict[str, Any]:
    steps = []
    for index in range(count):
        following: list[Any] = [f"s{index + 1}"] if index < count - 1 else []
        if index % 4 == 2 and index < count - 6:
            following = [
                to(f"s{index + 1}", "通过"),
                to(f"s{index * 7 % (index + 1)}", "退回修改后重新申报"),
                to(f"s{index + 5}", "特批"),
            ]
        kind = "start" if index == 0 else "end" if index == count - 1 else "decision" if index % 4 == 2 else "step"
        more = {"role": ROLES[index * 7 % 4]} if lanes else {}
        steps.append(
            step(f"s{index}", *following, text=f"{LONG if index % 5 == 1 else '部门审核'}{index}", type=kind, **more)
        )
    return {"steps": steps}


def check_lines(pictures: list[Drawing]) -> None:
    """No line runs over a text, and the boxes that hold the steps' texts share no ground."""
    for picture in pictures:
        for start, end in picture.lines:
            x, y = min(start[0], end[0]), min(start[1], end[1])
            line = Box(x, y, abs(start[0] - end[0]), abs(start[1] - end[1]))
            for text in picture.texts:
                assert not text.box.meets(line), f"a line runs over “{text.text}”"
        boxes = {text.holder for text in picture.texts if text.holder}
        assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []


@pytest.mark.parametrize("area", [UPRIGHT, TURNED])
@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("count", [1, 5, 40])
def test_no_line_or_label_covers_another_and_every_step_is_there(area: Area, lanes: bool, count: int) -> None:
    data = approval(count, lanes)
    pictures = drawn("flow", data, area)
    check_lines(pictures)
    said = words(pictures)
    assert all(item["name"].replace(" ", "") in said for item in data["steps"])
    labels = [entry["label"] for item in data["steps"] for entry in item["next"] if isinstance(entry, dict)]
    assert said.count("特批") == labels.count("特批")


def test_lanes_have_their_heads_on_every_page() -> None:
    pictures = drawn("flow", approval(40, lanes=True), UPRIGHT)
    assert len(pictures) > 1
    for picture in pictures:
        assert all(role in words([picture]) for role in ROLES)


def test_a_line_to_another_page_ends_in_a_circle_with_the_number_of_the_one_it_goes_on_from() -> None:
    pictures = drawn("flow", {"steps": [step(f"s{n}", f"s{n + 1}") for n in range(30)] + [step("s30")]}, UPRIGHT)
    numbers = [[text.text for text in picture.texts if text.text.isdigit()] for picture in pictures]
    assert numbers[0] == ["1"]
    assert numbers[1][:2] in (["2", "1"], ["1", "2"])
    assert numbers[-1] == [str(len(pictures) - 1)]


def test_the_first_way_on_stands_below_and_the_second_beside() -> None:
    data = {
        "steps": [
            step("a", "b"),
            step("b", to("c", "是"), to("d", "否"), type="判断"),
            step("c", "e"),
            step("d", "e"),
            step("e"),
        ]
    }
    flow, _faults = read_flow(data)
    assert flow is not None
    grid = arrange(flow, 3)
    assert grid.rows == (0, 1, 2, 2, 3)
    assert grid.columns == (0, 0, 0, 1, 0)


def test_a_way_back_does_not_change_the_order_of_steps() -> None:
    flow, _faults = read_flow({"steps": [step("a", "b"), step("b", "c"), step("c", "a", "d"), step("d")]})
    assert flow is not None
    assert arrange(flow, 3).rows == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ({"steps": [step("a", "b")]}, "P135", ("steps", 0, "next", 0)),
        ({"steps": [step("a", to("b", "是"))]}, "P135", ("steps", 0, "next", 0, "to")),
        ({"steps": [{"id": "a", "name": "甲", "next": "b"}]}, "P135", ("steps", 0, "next")),
        ({"steps": [step("a"), step("a")]}, "P137", ("steps", 1, "id")),
        ({"steps": [step("a", type="决策")]}, "P138", ("steps", 0, "type")),
        ({"steps": [{"id": "a"}]}, "P131", ("steps", 0)),
        ({"steps": [step("a", {"label": "是"})]}, "P131", ("steps", 0, "next", 0)),
        ({"steps": [step("a", lane="x")]}, "P132", ("steps", 0, "lane")),
        ({}, "P131", ()),
        ({"steps": [step(f"s{n}", role=f"角色{n}") for n in range(30)]}, "P139", ("steps",)),
    ],
)
def test_a_fault_has_its_code_and_place(data: Any, code: str, path: tuple[str | int, ...]) -> None:
    pictures, faults = draw("flow", data, UPRIGHT)
    assert pictures == []
    assert [(fault.code, fault.path) for fault in faults] == [(code, path)]


NAMES = st.text(alphabet="审核会签（）ABC mn-1，。", min_size=1, max_size=30).filter(lambda name: bool(name.strip()))


@st.composite
def flows(draw_: st.DrawFn) -> dict[str, Any]:
    count = draw_(st.integers(1, 25))
    lanes = draw_(st.booleans())
    steps = []
    for index in range(count):
        targets = draw_(st.lists(st.integers(0, count - 1), max_size=4, unique=True))
        following = [to(f"s{target}", draw_(st.one_of(st.just(""), NAMES))) for target in targets]
        kind = draw_(st.sampled_from(["start", "step", "decision", "end", "document"]))
        more = {"role": draw_(st.sampled_from(ROLES))} if lanes else {}
        steps.append(step(f"s{index}", *following, text=draw_(NAMES), type=kind, **more))
    return {"steps": steps}


@settings(max_examples=25, deadline=None)
@given(flows())
def test_whatever_the_flow_no_line_or_label_covers_another(data: dict[str, Any]) -> None:
    check_lines(drawn("flow", data, UPRIGHT))
