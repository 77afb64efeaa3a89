"""Instructions of fields, and fields in trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bare_word import code, field, mark, para, part, run
from docgen.ooxml.fields import (
    code_of,
    depth_change,
    mark_of,
    read_fields,
    read_instruction,
    whole_fields,
    with_bookmarks,
)
from docgen.ooxml.names import W


@pytest.mark.parametrize(
    ("text", "name", "arguments", "switches"),
    [
        (' STYLEREF  "公司 标题1" \\n \\* MERGEFORMAT ', "STYLEREF", ("公司 标题1",), {"n": ""}),
        ("PAGE \\*roman \\* MERGEFORMAT", "PAGE", (), {"*": "roman"}),
        ("PAGE\\*MERGEFORMAT", "PAGE", (), {}),
        ("PAGE\\* Arabic", "PAGE", (), {"*": "Arabic"}),
        ("pageref _Ref1 \\H", "PAGEREF", ("_Ref1",), {"h": ""}),
        (' TOC \\o "1-3" \\h \\z \\u ', "TOC", ("1-3",), {"o": "", "h": "", "z": "", "u": ""}),
        ('DATE \\@ "yyyy年M月d日"', "DATE", (), {"@": "yyyy年M月d日"}),
        ("SEQ 表 \\* ARABIC \\s 1", "SEQ", ("表", "1"), {"*": "ARABIC", "s": ""}),
        ('XE "a \\"b\\" c:d"', "XE", ('a "b" c:d',), {}),
        ("= 2 + 3", "=", ("2", "+", "3"), {}),
        ("", "", (), {}),
        ('"', "", (), {}),
    ],
)
def test_an_instruction_is_name_arguments_and_switches(text: str, name: str, arguments: tuple[str, ...], switches: dict[str, str]) -> None:  # fmt: skip
    found = read_instruction(text)
    assert (found.name, found.arguments, dict(found.switches)) == (name, arguments, switches)


def test_the_word_behind_a_switch_of_the_fields_own_is_its_value() -> None:
    found = read_instruction('TOC \\o "2-4" \\t "样式甲,1" \\h')
    assert (found.value("o"), found.value("t"), found.value("h"), found.value("x")) == ("2-4", "样式甲,1", "", "")


def test_bookmarks_of_an_instruction_are_called_otherwise_and_nothing_else_changes() -> None:
    assert with_bookmarks(" REF _Ref1  \\h \\* MERGEFORMAT", {"_Ref1": "_Old7", "h": "x"}).startswith(" REF _Old7  \\")
    assert with_bookmarks('HYPERLINK \\l "甲"', {"甲": "乙"}) == 'HYPERLINK \\l "乙"'


def test_every_field_of_a_tree_is_found_with_the_one_around_it() -> None:
    root = etree.fromstring(part("body", para(field("IF ", field("PAGE", run("1")))) + para('<w:fldSimple w:instr="DATE"/>', mark("begin"), code("TOC"))))  # fmt: skip
    found = read_fields(root)
    assert [(item.name, item.parent.name if item.parent else "", item.ended) for item in found] == [
        ("IF", "", True), ("PAGE", "IF", True), ("DATE", "", True), ("TOC", "", False),
    ]  # fmt: skip


def test_the_innermost_whole_fields_come_with_their_runs() -> None:
    paragraph = etree.fromstring(part("p", field("IF ", field("PAGE", run("1"), run("2"))) + field("DATE", run("昨"))))
    found = whole_fields(paragraph)
    assert [(item.code, len(item.marks), len(item.results)) for item in found] == [("PAGE", 4, 2), ("DATE", 4, 1)]
    cut = etree.fromstring(part("p", mark("begin") + code(" PA") + code("GE ") + mark("end")))
    assert [item.instruction.name for item in whole_fields(cut)] == ["PAGE"]
    assert whole_fields(etree.fromstring(part("p", mark("begin") + code("PAGE") + mark("separate")))) == []


def test_runs_tell_their_mark_their_code_and_how_deep_they_lead() -> None:
    runs = list(etree.fromstring(part("p", field("PAGE", run("1")))))
    assert [mark_of(item) for item in runs] == ["begin", "", "separate", "", "end"]
    assert code_of(runs) == "PAGE"
    root = etree.fromstring(part("body", para(mark("begin"), mark("begin"), mark("end")) + para(mark("end"))))
    assert [depth_change(item) for item in root.iter(f"{W}p")] == [1, -1]


@given(st.text(max_size=60))
def test_no_text_makes_an_instruction_fall(text: str) -> None:
    assert read_instruction(text).name == read_instruction(text).name.upper()
