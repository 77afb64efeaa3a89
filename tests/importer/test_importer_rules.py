"""The importer's rules by property: nothing is lost of any text, collapsed numbers come back, numbers are read as typed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.importer.cleaning import clean
from docgen.importer.importing import import_file, write
from docgen.importer.markers import marker_of
from docgen.importer.outline import outline
from docgen.importer.paper import Line, Notes, Paper
from docgen.importer.pieces import cut
from docgen.importer.punctuation import widen
from docgen.importer.syllabus import read_syllabus
from docgen.importer.units import units_of
from docgen.importer.yaml_text import yaml_text
from docgen.text.numerals import chinese_value

HAN = st.text(st.sampled_from("货架门店客户合同区域报表价签库存渠道经营服务流程需求投影答疑"), min_size=2, max_size=8)
MARKERS = [
    "",
    "1、",
    "2、",
    "3. ",
    "(1)",
    "（2）",
    "一、",
    "(二)",
    "第一章 ",
    "第二节",
    "1.1、",
    "1.4.1、",
    "①",
    "第一：",
    "1.2.3.",
    "- ",
    "5",
    "•  ",
]
ENDS = [
    "",
    "。",
    ";",
    "：",
    ":",
    "，",
    "!",
    "范文网",
    " 第二节",
    "；6实施",
    "100%",
    "\u200b",
    "(注)",
    "*",
    "# ",
    "|",
    "\\",
    '"',
    "\x07",
]
NOISE = [
    "每天:",
    "每 季:",
    "岗位职责",
    "任职条件:",
    "部门名称:市场部岗位名称:专员",
    "【某某】推荐阅读:",
    "第三方公司",
    "",
    "  ",
    "篇二",
    "---",
    "标题：",
    "今天我竞聘",
]
LINE = st.one_of(
    st.builds(
        lambda marker, text, verb, end: marker + verb + text + end,
        st.sampled_from(MARKERS),
        HAN,
        st.sampled_from(["", "负责", "熟悉", "掌握"]),
        st.sampled_from(ENDS),
    ),
    st.sampled_from(NOISE),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)


def imported_text(text: str, suffix: str = ".txt"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"稿{suffix}"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return import_file(path)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_nothing_is_lost_and_nothing_invented_of_any_text(lines: list[str]) -> None:
    text = "渠道工作说明\n" + "\n".join(line.replace("\r", "").encode("utf-8", "ignore").decode() for line in lines)
    imported = imported_text(text)
    assert imported.balance.missing + imported.balance.surplus == ""
    for draft in imported.drafts:
        assert yaml.safe_load(yaml_text(draft.data, []))["文种"] == draft.kind_title


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            LINE,
            st.sampled_from(
                [
                    "# 标题",
                    "## 小节",
                    "| 甲 | 乙 |",
                    "| --- | --- |",
                    "**重点**内容",
                    "[网站](https://a.example)",
                    "![图](a.png)",
                    "> 引文",
                    "```",
                    "***",
                ]
            ),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_nothing_is_lost_of_any_markdown(lines: list[str]) -> None:
    text = "渠道工作说明\n" + "\n".join(line.replace("\r", "").encode("utf-8", "ignore").decode() for line in lines)
    imported = imported_text(text, ".md")
    assert imported.balance.missing + imported.balance.surplus == ""


def test_an_item_that_is_nothing_but_a_sites_words_is_dropped_with_its_number() -> None:
    imported = imported_text("渠道工作说明\n价格由公司统一制定。\n(1)价价范文网", ".txt")
    assert "范文网" not in imported.files()[0][1].decode()
    assert imported.problems == []


def test_the_drafts_of_any_text_build(workspace: Workspace) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(LINE, min_size=1, max_size=25), st.sampled_from([".txt", ".md"]))
    def builds(lines: list[str], suffix: str) -> None:
        text = "渠道工作说明\n" + "\n".join(line.replace("\r", "").encode("utf-8", "ignore").decode() for line in lines)
        for draft in workspace.content.iterdir():
            draft.unlink()
        for path in write(imported_text(text, suffix), workspace.content)[:-1]:
            result = pipeline.build(workspace, path, ("html",))
            assert [str(problem) for problem in result.problems if problem.severity == "error"] == []

    builds()


@st.composite
def collapsed(draw: st.DrawFn) -> tuple[list[tuple[str, list[str]]], str]:
    """Sections with their items, and the same as a broken conversion writes it: some lists' items come after a later section's."""
    count = draw(st.integers(2, 7))
    sections = []
    for number in range(count):
        items = draw(st.lists(HAN.map(lambda text: text + "要点"), min_size=1, max_size=5))
        sections.append(
            (
                f"第{'一二三四五六七'[number]}节",
                [draw(st.sampled_from(["了解", "熟悉", "掌握"])) + item for item in items],
            )
        )
    lines, owed = ["第一章 基础"], []
    for index, (sign, items) in enumerate(sections):
        run = "".join(f"{n}." for n in range(1, len(items) + 1))
        if index < count - 1 and draw(st.booleans()):
            lines.append(f"{sign} 小节{index} \n{run}")
            owed.append(items)
            continue
        given_back = (
            [item for items in reversed(owed) for item in items] if draw(st.booleans()) or index == count - 1 else []
        )
        if given_back:
            owed = []
        lines.append(f"{sign} 小节{index} \n{run}{' '.join(items + given_back)}")
    return sections, "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(collapsed())
def test_collapsed_numbers_come_back_to_their_headings(case: tuple[list[tuple[str, list[str]]], str]) -> None:
    sections, text = case
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    syllabus = read_syllabus(lines, Notes())
    found = [
        (group.title, [item.text for item in group.items])
        for part in syllabus.parts
        for group in part.walk()
        if group.kind == "section"
    ]
    assert found == [(f"小节{index}", items) for index, (_sign, items) in enumerate(sections)]
    assert syllabus.unrepaired == 0


@pytest.mark.parametrize(
    ("text", "style", "ordinals"),
    [
        ("1、甲", "1", (1,)), ("12．甲", "1", (12,)), ("3.甲", "1", (3,)), ("(4)甲", "(1)", (4,)), ("（５）甲", "(1)", (5,)),
        ("1.4.1、甲", "1.1", (1, 4, 1)), ("2.3 甲", "1.1", (2, 3)), ("一、甲", "一", (1,)), ("十二、甲", "一", (12,)),
        ("(一)甲", "(一)", (1,)), ("〔二〕甲", "(一)", (2,)), ("第一章 甲", "chapter", (1,)), ("第十二节甲", "section", (12,)), ("第3条 甲", "article", (3,)),
        ("第一:甲", "第", (1,)), ("第二，甲", "第", (2,)), ("③甲", "①", (3,)), ("b)甲", "a", (2,)), ("• 甲", "•", (0,)), ("第二部分 甲", "part", (2,)),
    ],
)  # fmt: skip
def test_every_style_of_number_is_read(text: str, style: str, ordinals: tuple[int, ...]) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.style, marker.ordinals, text[len(marker.text) :]) == (style, ordinals, "甲")


@pytest.mark.parametrize(
    "text",
    [
        "3年以上经验",
        "2.5万元",
        "10.5%以上",
        "5进行调查",
        "一切以客户为先",
        "第一次到店",
        "2026年3月",
        "4.5倍",
        "A类客户",
        "甲",
    ],
)
def test_what_counts_something_is_no_number_of_an_item(text: str) -> None:
    assert marker_of(text) is None


def test_a_bare_digit_is_a_number_only_where_it_carries_on() -> None:
    assert marker_of("5进行调查", bare=5) is not None
    assert marker_of("5进行调查", bare=4) is None
    assert marker_of("3年以上经验", bare=3) is None


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("二十", 20), ("二十一", 21), ("一百零五", 105), ("二〇", 20), ("七", 7)]
)
def test_chinese_ordinals_are_numbers(text: str, number: int) -> None:
    assert chinese_value(text) == number


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("甲,乙:丙;丁!", "甲，乙：丙；丁！"), ("价格(含税)1,000元", "价格（含税）1,000元"), ("10:30开会", "10:30开会"), ("见https://a.example,后", "见https://a.example，后"),
        ("OA(办公)系统", "OA（办公）系统"), ("f(x)", "f(x)"), ("(差):0-8分", "（差）：0-8分"), ("Word,Excel", "Word,Excel"), ("甲, 乙", "甲，乙"),
    ],
)  # fmt: skip
def test_half_width_marks_widen_between_chinese_only(text: str, wide: str) -> None:
    assert widen(text)[0] == wide


def test_a_heading_is_where_a_style_of_numbers_begins_anew() -> None:
    text = (
        "一、总则\n(一)目的\n1、规范管理。\n2、提高效率。\n(二)范围\n适用于各部门。\n二、职责\n(一)部门\n1、执行制度。"
    )
    notes = Notes()
    root = outline(units_of([Line(number, line) for number, line in enumerate(text.split("\n"), 1)], notes))

    def shape(node) -> list:
        return [(child.value.text, shape(child)) for child in node.children]

    assert shape(root) == [
        ("总则", [("目的", [("规范管理。", []), ("提高效率。", [])]), ("范围", [("适用于各部门。", [])])]),
        ("职责", [("部门", [("执行制度。", [])])]),
    ]


def test_one_paper_with_two_numbered_lists_stays_one() -> None:
    text = "渠道专员岗位职责\n工作职责\n1、负责代理商的日常联络与回访;\n2、负责合同归档。\n任职要求\n1、大专以上学历;\n2、有责任心,负责任。"
    paper = Paper("稿", [Line(number, line) for number, line in enumerate(text.split("\n"), 1)], "")
    clean(paper)
    assert len(cut(paper.lines)) == 1
