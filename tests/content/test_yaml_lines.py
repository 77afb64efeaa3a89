"""Lists of records read line by line are what a YAML parser makes of them, or are left to it."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml

from docgen.content import yaml_plain
from docgen.content.yaml_lines import read_lines
from docgen.content.yaml_marks import plain_value

NONE: frozenset[str] = frozenset()


def _by_parser(text: str) -> Any:
    """The data by PyYAML's parser, its plain scalars by the core schema; None for what is no YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    return None if root is None else (_data(root), _places(root))


def _data(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(item) for key, item in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return node.value if node.style else plain_value(node.value)


def _places(root: Any) -> list[tuple[int, int]]:
    items = root.value if isinstance(root, yaml.SequenceNode) else [root]
    return [(item.start_mark.line + 1, item.start_mark.column + 1) for item in items]


RECORDS = """\
# 名单
- 姓名: 章以宁
  'no': 00123
  手机: "013800001234"
  到岗: 2026-03-01
  时间: 09:30
  备注: 第1次 面谈，见 C#，a:b
  经历:
  - 公司: 星河
    年限: 3.50

  - 公司: ''
    年限:
  联系:
    电话: ~
    其他:
      邮箱: a@b.cn
- 姓名: 李一
  经历: 无
  评分:
    - 5
    - - 1
      - -2
"""


def test_records_with_lists_and_mappings_inside_are_read_as_the_parser_reads_them() -> None:
    found = read_lines(RECORDS, NONE)
    assert found is not None
    assert found == _by_parser(RECORDS)
    assert str(found[0][0]["no"]) == "00123"


@pytest.mark.parametrize(
    "text",
    [
        "- a: 1\n  a: 2\n",
        "- a: &x 1\n- *x\n",
        "- a: |\n    b\n",
        "- a: b\n    c\n",
        "- a: b\n  - c\n",
        "- a\n  - b\n",
        "- a: [1, 2]\n",
        "- a: 'it''s'\n",
        '- a: "x\\n"\n',
        "- a: b: c\n",
        "- a: b #c\n",
        "- a:\tb\n",
        "- a: !!str 1\n",
        "- a\nb: 1\n",
        "a: 1\n- b\n",
        "k:\n  - a\n  b: 1\n",
        " a: 1\nb: 2\n",
        "---\n- a\n",
        "- a\n...\n- b\n",
        "-\n  a: 1\n",
        "- a:  b\n",
        "a\n",
        "",
        "# nothing\n",
    ],
)
def test_what_is_more_than_plain_lines_is_left_to_the_parser(text: str) -> None:
    assert read_lines(text, NONE) is None


def test_a_key_that_means_something_to_docgen_is_left_to_the_reader_with_places() -> None:
    assert read_lines("- 引入: 其他.yaml\n", frozenset({"引入"})) is None
    assert yaml_plain.read_plain("- 引入: 其他.yaml\n") is None


def test_texts_of_every_make_are_read_as_the_parser_reads_them_or_not_at_all() -> None:
    chance = random.Random(20)
    words = (
        "甲",
        "乙 丙",
        "a:b",
        "x#y",
        "'q'",
        '"r"',
        "1",
        "-5",
        "0x1f",
        "~",
        "true",
        "1.50",
        "",
        "一，二",
        "c: d",
        "e #f",
    )
    keys = ("a", "b", "姓名", "'c'", '"d"', "1")
    taken = 0
    for _number in range(20_000):
        lines = []
        for _line in range(chance.randint(1, 7)):
            indent = " " * chance.choice((0, 0, 0, 2, 2, 4, 1))
            marks = chance.choice(("", "", "- ", "- ", "- - ", "-"))
            key = chance.choice((*(f"{name}: " for name in keys), "", "a:", "b:"))
            lines.append(f"{indent}{marks}{key}{chance.choice(words)}".rstrip(" ") + chance.choice(("", "", "", " ")))
            if not chance.randrange(8):
                lines.append(chance.choice(("", "  ", "# c", "   # d")))
        text = "\n".join(lines) + chance.choice(("", "\n"))
        found = read_lines(text, NONE)
        if found is not None:
            taken += 1
            assert found == _by_parser(text), text
    assert taken > 1000
