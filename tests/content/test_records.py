"""Data for forms: numbers as they were typed, places, and one reading for what is plain and what is not."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.content.includes import Resolver
from docgen.content.records import read_records
from docgen.content.typed_numbers import as_typed, typed
from docgen.content.workspace import Workspace
from docgen.content.yaml_plain import read_plain

NUMBERS = {
    "00123": 123,
    "013800001234": 13800001234,
    "110101199003070013": 110101199003070013,
    "+86": 86,
    "0o17": 15,
    "0x1F": 31,
    "1e5": Decimal("1E+5"),
    ".50": Decimal("0.50"),
    "5.": Decimal(5),
    "-007": -7,
    "1.10": Decimal("1.10"),
}


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("more", ["", "b: &x 1\nc: *x\n"], ids=["plain", "with an alias"])
def test_a_number_prints_as_it_was_typed_and_counts_as_the_number(tmp_path: Path, text: str, more: str) -> None:
    (tmp_path / "d.yaml").write_text(f"a: {text}\n{more}", encoding="utf-8")
    found = read_records(tmp_path / "d.yaml")
    value = found.records[0]["a"]
    assert (str(value), value, value + 1) == (text, NUMBERS[text], NUMBERS[text] + 1)
    assert str(pickle.loads(pickle.dumps(value))) == text


def test_a_number_that_prints_as_typed_anyway_is_a_plain_one() -> None:
    assert type(typed(12, "12")) is int
    assert type(typed(Decimal("1.50"), "1.50")) is Decimal
    assert typed("00123", "00123") == "00123"


def test_each_record_has_its_place_and_what_is_no_record_is_told_at_its_own(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("# 名单\n- 姓名: 甲\n- 乙\n-\n  姓名: 丙\n", encoding="utf-8")
    found = read_records(path)
    assert [(place.line, place.column) for place in found.places] == [(2, 3), (5, 3)]
    assert [(problem.code, problem.location.line) for problem in found.problems] == [("C110", 3)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: 1\na: 2\n", ["C102"]),
        ("a: !!binary x\n", ["C107"]),
        ("a: {<<: 1}\n", ["C107"]),
        ("a: [1\n", ["C101"]),
        ("[1]: 2\n", ["C105"]),
        ("a: \ufdd0\n", ["C106"]),
        ('a: "\\u0007"\n', ["C106"]),
        ("a: 1\n---\nb: 2\n", ["C108"]),
        ("", ["C109"]),
        ("a：1\nb: 1\n", ["C111"]),
    ],
)
def test_what_is_wrong_is_told_as_with_any_content(tmp_path: Path, text: str, codes: list[str]) -> None:
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in read_records(tmp_path / "d.yaml").problems] == codes


def test_includes_are_put_in_place(tmp_path: Path) -> None:
    (tmp_path / "firm.yaml").write_text("公司: 星河\n编号: 007\n", encoding="utf-8")
    (tmp_path / "d.yaml").write_text("- {引入: firm.yaml, 姓名: 甲}\n", encoding="utf-8")
    (record,) = read_records(tmp_path / "d.yaml").records
    assert (record["公司"], str(record["编号"]), record["姓名"]) == ("星河", "007", "甲")


@pytest.mark.parametrize(
    "text",
    [
        "- {a: 1, b: [x, ~, true, 'no', \"是\"]}\n- a: |\n    一\n    二\n  b: >-\n    三\n    四\n",
        "a: 说明 # 注\nb: [1.50, 0010, -3, 1:30, 2026-03-01, NO, .inf]\nc: {d: {e: []}}\n",
        "- 只有一项\n",
    ],
)
def test_the_quick_reading_gives_what_the_reading_with_marks_gives(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    tree = Resolver(Workspace(tmp_path)).load(tmp_path / "d.yaml")
    assert tree is not None
    quick = read_plain(text)
    assert quick is not None
    assert repr(quick[0]) == repr(as_typed(tree))
