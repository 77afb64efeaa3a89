"""Every piece of content text knows its file, line, column and path, through filters, macros and Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose_samples import composed
from docgen.errors import Location
from docgen.kinds.text_check import check_content
from docgen.model.nodes import Heading, Origin, Paragraph, Text


def runs(root: Path, body: str, content: str = "") -> list[tuple[str, str]]:
    """(text, content path) of every run of the paragraphs."""
    found: list[tuple[str, str]] = []
    for block in composed(root, body, content).blocks:
        assert isinstance(block, Paragraph | Heading)
        found += [(c.text, c.origin.path if c.origin else "") for c in block.children if isinstance(c, Text)]
    return found


def test_a_leaf_carries_its_mark_and_path(tmp_path: Path) -> None:
    (block,) = composed(tmp_path, "<p>{{ person.name }}</p>", "person:\n  name: 王某").blocks
    assert isinstance(block, Paragraph)
    place = Location("content/memo.yaml", 4, 9)
    assert block.children == (Text("王某", origin=Origin(place, "/person/name")),)
    assert block.location == place


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("text", "甲<乙"),
        ("text | upper", "甲<乙"),
        ("text | trim", "甲<乙"),
        ("text | replace('甲', '丙')", "丙<乙"),
        ("text[:1]", "甲"),
        ("text or title", "甲<乙"),
        ("text if title else ''", "甲<乙"),
        ("text | mdi", "甲<乙"),
        ("[text] | join('、')", "甲<乙"),
    ],
)
def test_an_expression_that_gives_the_text_keeps_its_origin(tmp_path: Path, expression: str, printed: str) -> None:
    assert runs(tmp_path, f"<p>{{{{ {expression} }}}}</p>", 'text: "甲<乙"') == [(printed, "/text")]


def test_an_amount_that_a_filter_writes_keeps_its_origin(tmp_path: Path) -> None:
    assert runs(tmp_path, "<p>计 {{ amount | money }} 元</p>", "amount: 1200") == [
        ("计 ", ""),
        ("1,200.00", "/amount"),
        (" 元", ""),
    ]


def test_origins_pass_through_macros_set_blocks_and_concatenation(tmp_path: Path) -> None:
    body = "{% macro m(x) %}<p>{{ x ~ '！' }}</p>{% endmacro %}{% set y %}{{ title }}{% endset %}{{ m(text) }}<p>{{ y }}</p>"
    assert runs(tmp_path, body, "text: 甲") == [("甲", "/text"), ("！", ""), ("题目", "/title")]


def test_a_mark_that_a_filter_cut_off_does_not_reach_the_next_paragraph(tmp_path: Path) -> None:
    found = runs(tmp_path, "<p>{{ (text ~ '！')[:4] }}</p><p>模板</p>", "text: 甲乙丙丁")
    assert found[-1] == ("模板", "")


def test_leaves_behave_as_the_values_they_are(tmp_path: Path) -> None:
    body = (
        "<p>{{ text == '甲' }}{{ '甲' in text }}{{ {'甲': 1}[text] }}{{ count + 1 }}{{ count > 2 }}"
        "{{ (groups | groupby('name'))[0].list | length }}{{ text is string }}{{ count is number }}</p>"
    )
    printed = "".join(
        text for text, _path in runs(tmp_path, body, "text: 甲\ncount: 3\ngroups: [{name: 乙}, {name: 乙}]")
    )
    assert printed == "TrueTrue14True2TrueTrue"


def test_a_label_from_the_content_places_its_heading_and_reference_there(tmp_path: Path) -> None:
    body = '<h1 id="{{ text }}">标题</h1><p>{{ ref(person.name) }}</p>'
    heading, paragraph = composed(tmp_path, body, "text: label\nperson: {name: label}").blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert (heading.label, heading.location) == ("label", Location("content/memo.yaml", 3, 7))
    assert paragraph.children[0].location == Location("content/memo.yaml", 4, 16)  # type: ignore[union-attr]


def test_every_markdown_paragraph_knows_its_own_line(tmp_path: Path) -> None:
    content = "text: |\n  第一段\n\n  - 甲\n  - 乙\n\n  末段\n  接着"
    blocks = composed(tmp_path, "{{ text | md }}", content).blocks
    first, last = blocks[0], blocks[-1]
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert [
        child.origin.location.line
        for child in (*first.children, *last.children)
        if isinstance(child, Text) and child.origin
    ] == [
        4,
        9,
        10,
    ]


@pytest.mark.parametrize("character", ["\\u202E", "\\u2066", "\\uFDD0", "\\uFDD2", "\\uFFFE", "\\x07"])
def test_an_unprintable_character_is_reported_in_the_content_and_left_out(tmp_path: Path, character: str) -> None:
    result = composed(tmp_path, "<p>{{ text }}</p>", f'text: "甲{character}0\\uFDD1乙"')
    assert set(result.said) == {"content/memo.yaml:3 T108"}
    assert result.document is not None
    (paragraph,) = result.document.blocks
    assert isinstance(paragraph, Paragraph)
    assert [child.text for child in paragraph.children if isinstance(child, Text)] == ["甲0乙"]


def test_an_unprintable_character_in_a_long_text_is_reported_at_its_line() -> None:
    marks = {"/text": Location("content/memo.yaml", 3, 7)}
    problems = check_content({"text": "一\n\n二\u202e二\n"}, marks)
    assert [problem.location.line for problem in problems] == [6]


def test_an_unprintable_character_of_a_template_is_reported_there(tmp_path: Path) -> None:
    assert composed(tmp_path, "<p>甲</p>\n<p>乙&#x202E;</p>").said == ["templates/memo/body.html:2 T108"]


def test_emoji_are_text(tmp_path: Path) -> None:
    assert runs(tmp_path, "<p>{{ text }}</p>", "text: 好😀") == [("好😀", "/text")]
