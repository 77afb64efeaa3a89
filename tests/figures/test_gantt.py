"""Gantt plans: every label whole and free, dates where they belong, faults at their place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.figures.draw import TURNED, UPRIGHT, draw
from docgen.figures.timescale import make_scale
from drawing_checks import drawn, words

START = date(2026, 3, 2)
LONG = "三期厂房智能仓储与自动导引车调度系统（含 WMS/MES 接口）联合调试"


def task(name: str, offset: int = 0, days: int = 10, **more: Any) -> dict[str, Any]:
    return {"name": name, "start": (START + timedelta(days=offset)).isoformat(), "days": days, **more}


def many(count: int) -> dict[str, Any]:
    tasks = [
        task(
            f"{index + 1}{LONG if index % 4 == 0 else '设备安装'}",
            index * 5,
            20,
            group=f"第{index // 9 + 1}阶段{LONG if index // 9 == 2 else ''}",
            owner="信息化推进办公室" if index % 3 else "张伟",
            progress=index,
            milestone=index % 10 == 9,
        )
        for index in range(count)
    ]
    for index, item in enumerate(tasks[1:]):
        item["after"] = [tasks[index]["name"]]
    return {"tasks": tasks, "today": "2026-05-01"}


@pytest.mark.parametrize("count", [1, 5, 60])
@pytest.mark.parametrize("area", [UPRIGHT, TURNED])
def test_no_label_overlaps_or_is_cut_off(count: int, area: Any) -> None:
    pictures = drawn("gantt", many(count), area)
    said = words(pictures)
    for item in many(count)["tasks"]:
        assert item["name"].replace(" ", "") in said


def test_sixty_tasks_go_over_several_pictures_with_the_head_on_each() -> None:
    pictures = drawn("gantt", many(60), UPRIGHT)
    assert len(pictures) > 1
    for picture in pictures:
        assert {"任务", "责任人"} <= {text.text for text in picture.texts}
    heights = [picture.height_mm for picture in pictures]
    assert max(heights) - min(heights) < 40


def test_a_group_that_goes_on_says_so_and_never_ends_a_page() -> None:
    pictures = drawn("gantt", {"tasks": [task(f"任务{n}", n, group="建设阶段") for n in range(60)]}, UPRIGHT)
    firsts = [next(text.text for text in picture.texts if text.text.startswith("建设阶段")) for picture in pictures]
    assert firsts == ["建设阶段", *["建设阶段（续）"] * (len(pictures) - 1)]


@pytest.mark.parametrize(
    ("days", "unit"), [(1, "day"), (20, "day"), (90, "week"), (300, "month"), (1500, "quarter"), (6000, "quarter")]
)
def test_the_calendar_takes_the_finest_unit_that_can_be_read(days: int, unit: str) -> None:
    assert make_scale("", 50, 100, START, START + timedelta(days=days - 1)).unit == unit


def test_a_week_begins_on_monday_and_a_bar_covers_its_last_day() -> None:
    scale = make_scale("week", 50, 70, date(2026, 3, 4), date(2026, 3, 20))
    assert (scale.start, scale.end) == (date(2026, 3, 2), date(2026, 3, 23))
    assert scale.x(date(2026, 3, 9)) == pytest.approx(50 + 70 / 3)


def test_months_carry_their_year_once() -> None:
    scale = make_scale("week", 40, 110, date(2026, 11, 2), date(2027, 2, 28))
    assert [span.label for span in scale.upper()] == ["2026年11月", "12月", "2027年1月", "2月"]


PLACES = [
    ({"tasks": [task("甲", end="2026-01-01", days=None)]}, "P134", ("tasks", 0, "end")),
    ({"tasks": [task("甲", start="2026-02-30")]}, "P133", ("tasks", 0, "start")),
    ({"tasks": [task("甲", after=["乙方"]), task("乙")]}, "P135", ("tasks", 0, "after", 0)),
    ({"tasks": [task("甲", after="乙"), task("乙", after=["甲"])]}, "P136", ("tasks", 1, "after", 0)),
    ({"tasks": [task("甲"), task("甲")]}, "P137", ("tasks", 1, "name")),
    ({"tasks": [task("甲", progress=120)]}, "P138", ("tasks", 0, "progress")),
    ({"tasks": [task("甲", progres=20)]}, "P132", ("tasks", 0, "progres")),
    ({"tasks": [{"start": "2026-03-01", "days": 2}]}, "P131", ("tasks", 0)),
    ({"tasks": [{"name": "甲", "start": "2026-03-01"}]}, "P131", ("tasks", 0)),
    ({"tasks": [task("甲", end="2026-04-01")]}, "P138", ("tasks", 0, "days")),
    ({"tasks": []}, "P131", ()),
    ({"tasks": [task("甲")], "unit": "年"}, "P138", ("unit",)),
    ({"tasks": [task("甲")], "start": "2026-03-10"}, "P134", ("tasks", 0, "start")),
    ({"tasks": [task("甲"), task("乙", start="2206-03-01")]}, "P134", ("tasks",)),
    ([], "P131", ()),
]


@pytest.mark.parametrize(("data", "code", "path"), PLACES)
def test_a_fault_has_its_code_and_place(data: Any, code: str, path: tuple[str | int, ...]) -> None:
    pictures, faults = draw("gantt", data, UPRIGHT)
    assert pictures == []
    assert [(fault.code, fault.path) for fault in faults] == [(code, path)]


def test_all_faults_come_at_once() -> None:
    data = {"tasks": [task("甲", start="三月一日"), task("乙", after=["丙"], progress=-1), task("乙")]}
    assert sorted(fault.code for fault in draw("gantt", data, UPRIGHT)[1]) == ["P133", "P135", "P137", "P138"]


NAMES = st.text(alphabet="项目实施经理部（）ABC mn-1，。", min_size=1, max_size=30).filter(
    lambda name: bool(name.strip())
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(NAMES, NAMES, st.integers(0, 900), st.integers(1, 300), st.booleans()), min_size=1, max_size=70)
)
def test_whatever_the_tasks_no_label_overlaps_or_is_cut_off(rows: list[tuple[str, str, int, int, bool]]) -> None:
    tasks = [
        task(f"{index}{name}", offset, days, group=group if offset % 2 else "", owner=group, milestone=milestone)
        for index, (name, group, offset, days, milestone) in enumerate(rows)
    ]
    for index, item in enumerate(tasks[:-1]):
        item["after"] = [tasks[index + 1]["name"]]
    drawn("gantt", {"tasks": tasks}, UPRIGHT)
