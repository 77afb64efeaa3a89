"""Content files: marks, includes, library entries, Chinese keys, and everything wrong at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.content.load import Loaded, load_document, prepare
from docgen.content.schema import Schema
from docgen.content.schema_files import inline_references
from docgen.content.workspace import Workspace, find
from docgen.content.yaml_marks import parse
from docgen.errors import DocgenError


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    root = tmp_path.resolve()
    for name in ("content/library", "templates"):
        (root / name).mkdir(parents=True)
    return Workspace(root)


def write(space: Workspace, name: str, text: str) -> Path:
    path = space.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(space: Workspace, text: str) -> Loaded:
    return load_document(write(space, "doc.yaml", text), space)


def codes(loaded: Loaded) -> list[str]:
    return [f"{p.location.line}:{p.location.column} {p.code}" for p in loaded.problems]


def test_scalars_are_read_by_the_yaml_1_2_core_schema(space: Workspace) -> None:
    loaded = load(
        space, "a: NO\nb: yes\nc: 010\nd: 1_000\ne: 1.50\nf: 2026-03-01\ng: 12:30\nh: 0x1F\ni: true\nj: ~\nk: 1e3\n"
    )
    assert loaded.data == {
        "a": "NO", "b": "yes", "c": 10, "d": "1_000", "e": Decimal("1.50"), "f": "2026-03-01", "g": "12:30", "h": 31,
        "i": True, "j": None, "k": Decimal("1E+3"),
    }  # fmt: skip


def test_every_value_and_key_knows_its_line_and_column(space: Workspace) -> None:
    loaded = load(space, "甲: 一\n乙:\n  - 丙: 二\n")
    assert (loaded.marks["/乙/0/丙"].line, loaded.marks["/乙/0/丙"].column) == (3, 8)
    assert (loaded.key_marks["/乙"].line, loaded.key_marks["/乙"].column) == (2, 1)


def test_a_key_given_twice_is_an_error_that_names_the_first(space: Workspace) -> None:
    loaded = load(space, "甲: 1\n乙: 2\n甲: 3\n")
    assert codes(loaded) == ["3:1 C102"]
    assert "第 1 行" in loaded.problems[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [1,2]\n" + "".join(f"k{n}: *a\n" for n in range(1100)), "C104"),
        (
            "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(8)),
            "C104",
        ),
        ("a: " + "[" * 100 + "]" * 100, "C103"),
        ("a: " + "[" * 5000 + "]" * 5000, "C103"),
        ("a: !!python/object/apply:os.system [ls]\n", "C107"),
        ("base: &b {x: 1}\nc:\n  <<: *b\n", "C107"),
        ("a: 1\n---\nb: 2\n", "C108"),
        ("", "C109"),
        ("- 1\n- 2\n", "C110"),
        ("[a, b]: 1\n", "C105"),
    ],
)
def test_hostile_and_odd_yaml_is_bounded_and_named(space: Workspace, text: str, code: str) -> None:
    assert code in {problem.code for problem in load(space, text).problems}


def test_an_include_lies_under_the_files_own_keys(space: Workspace) -> None:
    write(space, "_base.yaml", "甲: 基\n乙: 基\n")
    loaded = load(space, "引入: _base.yaml\n乙: 己\n")
    assert loaded.data == {"甲": "基", "乙": "己"}
    assert loaded.marks["/甲"].file == "content/_base.yaml"


def test_a_library_entry_or_a_part_of_it_is_taken_at_any_depth(space: Workspace) -> None:
    write(space, "library/p/x.yaml", "名称: 专线\n参数:\n  带宽: 1 G\n")
    loaded = load(space, "产品:\n  - {引用: p/x, 名称: 改名}\n带宽: {use: p/x#/参数/带宽}\n")
    assert loaded.data == {"产品": [{"名称": "改名", "参数": {"带宽": "1 G"}}], "带宽": "1 G"}


def test_cycles_missing_entries_and_paths_outside_are_reported_where_they_are_written(space: Workspace) -> None:
    write(space, "library/a.yaml", "x: {use: b}\n")
    write(space, "library/b.yaml", "y: {use: a}\n")
    write(space, "library/专线.yaml", "名称: 专线\n")
    assert "C207" in {problem.code for problem in load(space, "a: {use: a}\n").problems}
    missing = load(space, "甲: 1\n产品: {引用: 专现}\n")
    assert codes(missing) == ["2:10 C201"]
    assert "专线" in missing.problems[0].hint
    assert "C202" in {problem.code for problem in load(space, "引入: ../../../etc/passwd.yaml\n").problems}


SCHEMA_ROOT: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "jobs"],
    "properties": {
        "name": {"type": "string", "title": "岗位名称"},
        "code": {"type": "string", "title": "编号"},
        "level": {"enum": ["高", "低"], "title": "级别"},
        "jobs": {"type": "array", "title": "职责", "minItems": 1, "items": {"$ref": "#/$defs/job"}},
    },
    "$defs": {
        "job": {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {
                "text": {"type": "string", "title": "内容"},
                "share": {"type": "number", "title": "占时", "maximum": 100},
            },
        }
    },
}


SCHEMA = Schema(SCHEMA_ROOT)


def test_chinese_and_english_keys_mix_freely(space: Workspace) -> None:
    loaded = load(space, "岗位名称: 经理\ncode: 001\n职责:\n  - {内容: 甲, share: 20.5}\n  - {text: 乙}\n")
    assert prepare(loaded, SCHEMA) == []
    assert loaded.data == {
        "name": "经理",
        "code": "001",
        "jobs": [{"text": "甲", "share": Decimal("20.5")}, {"text": "乙"}],
    }


def test_a_field_under_both_its_names_is_an_error(space: Workspace) -> None:
    loaded = load(space, "岗位名称: 甲\nname: 乙\n职责: [{内容: 丙}]\n")
    assert [(p.code, p.location.line) for p in prepare(loaded, SCHEMA)] == [("S107", 2)]


def test_schema_problems_are_said_in_the_fields_words_each_at_its_place(space: Workspace) -> None:
    loaded = load(space, "级别: 中\n职责:\n  - {内荣: 甲}\n  - {内容: [乙], 占时: 120}\n")
    problems = prepare(loaded, SCHEMA)
    assert [(p.location.line, p.code) for p in problems] == [
        (1, "S101"),
        (1, "S105"),
        (3, "S101"),
        (3, "S103"),
        (4, "S104"),
        (4, "S106"),
    ]
    text = "\n".join(map(str, problems))
    assert "岗位名称" in text
    assert "是不是“内容”" in text
    assert "required property" not in text
    assert "/jobs" not in text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("岗位名称: 甲\n占时: 20\n职责: [{内容: 丙}]\n", "“占时”是“职责”里的字段：写到那下面，多缩进两格"),
        ("岗位名称: 甲\n编好: 1\n职责: [{内容: 丙}]\n", "是不是“编号”？"),
        ("岗位名称: 甲\n甲乙丙: 1\n职责: [{内容: 丙}]\n", "这里可以写：岗位名称、级别、编号、职责"),
    ],
)
def test_an_unknown_name_is_led_to_where_it_belongs(space: Workspace, text: str, hint: str) -> None:
    assert [problem.hint for problem in prepare(load(space, text), SCHEMA)] == [hint]


def test_a_missing_file_is_never_taken_for_the_one_that_asks_for_it(space: Workspace) -> None:
    assert "是不是" not in load(space, "引入: docs.yaml\n").problems[0].hint


def test_a_schema_may_build_on_another_kinds(space: Workspace) -> None:
    whole = inline_references(
        {"items": {"$ref": "../job/schema.yaml"}, "x": {"$ref": "../job/schema.yaml#/$defs/job"}}, lambda _: SCHEMA_ROOT
    )
    assert whole["items"]["$ref"] == "#/$defs/file1"
    assert whole["$defs"]["file1"]["properties"]["jobs"]["items"]["$ref"] == "#/$defs/file1/$defs/job"


def test_documents_are_found_without_library_and_parts(space: Workspace) -> None:
    for name in ("a/x.yaml", "_part.yaml", "library/y.yaml", ".hidden/z.yaml", "note.txt"):
        write(space, name, "a: 1\n")
    assert [path.name for path in space.documents()] == ["x.yaml"]
    with pytest.raises(DocgenError) as caught:
        space.documents([space.library / "y.yaml", space.content / "note.txt"])
    assert [problem.code for problem in caught.value.problems] == ["C203", "C203"]


def test_the_workspace_is_found_from_below_and_its_absence_is_said(
    space: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert find(space.content / "library") == space
    with pytest.raises(DocgenError):
        find(tmp_path_factory.mktemp("nowhere"))


def test_a_large_file_is_read_with_all_its_marks() -> None:
    text = "".join(f"- 名称: 第{n}项\n  说明: 一段不长的说明文字，带标点。\n  数量: {n}\n" for n in range(4000))
    tree, problems = parse(text, "big.yaml")
    assert tree is not None
    assert problems == []
