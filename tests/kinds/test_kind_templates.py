"""Templates: what they see of the content, what is said when they are wrong, and what they may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose_samples import composed
from docgen.model.nodes import Paragraph, Text

PLACE = "templates/memo/body.html"


def texts(root: Path, body: str, content: str = "") -> str:
    """The text of the only paragraph."""
    (paragraph,) = composed(root, body, content).blocks
    assert isinstance(paragraph, Paragraph)
    return "".join(child.text for child in paragraph.children if isinstance(child, Text))


def test_content_is_text_whatever_it_contains(tmp_path: Path) -> None:
    assert texts(tmp_path, "<p>{{ text }}</p>", 'text: "R&D <draft> {{ title }}"') == "R&D <draft> {{ title }}"


def test_a_content_key_wins_over_a_method_of_the_mapping(tmp_path: Path) -> None:
    body = "<p>{% for group in groups %}{{ group.items | join('、') }}{% endfor %}</p>"
    assert texts(tmp_path, body, "groups: [{items: [甲, 乙]}]") == "甲、乙"


def test_every_unknown_name_is_reported_at_its_line_with_the_nearest_one(tmp_path: Path) -> None:
    body = "<p>{{ titel }}</p>\n{% for group in groups %}\n<p>{{ group.nmae }}</p>\n{% endfor %}\n{% if persn.name %}{% endif %}"
    result = composed(tmp_path, body, "groups: [{name: 甲}]")
    assert result.said == [f"{PLACE}:1 T102", f"{PLACE}:3 T102", f"{PLACE}:5 T102"]
    assert [problem.hint for problem in result.problems] == ["是不是“title”？", "是不是“name”？", "是不是“person”？"]


def test_an_optional_field_that_is_absent_is_empty_and_false(tmp_path: Path) -> None:
    body = (
        "<p>{{ text }}{{ person.name }}{{ amount | money }}{{ date | date_cn }}{{ text | mdi }}"
        "{% if person.age or groups %}是{% else %}否{% endif %}{% for group in groups %}组{% endfor %}"
        "{{ text is defined }}{{ text | default('缺') }}</p>{{ text | md }}"
    )
    assert texts(tmp_path, body) == "否False缺"


def test_an_absent_field_cannot_be_calculated_with(tmp_path: Path) -> None:
    assert composed(tmp_path, "<p>a</p>\n<p>{{ amount * 2 }}</p>").said == [f"{PLACE}:2 T103"]


def test_numbers_of_the_content_calculate_exactly(tmp_path: Path) -> None:
    body = "<p>{{ amount * count }}|{{ amount | money }}|{{ [amount, amount] | sum }}|{{ '%03d' | format(count) }}</p>"
    assert texts(tmp_path, body, "amount: 0.10\ncount: 3") == "0.30|0.10|0.20|003"


def test_the_fields_filters_write_money_dates_and_numerals(tmp_path: Path) -> None:
    body = "<p>{{ amount | rmb }}|{{ date | date_cn }}|{{ date | date_caps }}|{{ count | cn }}|{{ 0.063 | percent(1) }}</p>"
    printed = texts(tmp_path, body, 'amount: 12.5\ndate: "2026-03-01"\ncount: 120')
    assert printed == "人民币壹拾贰元伍角整|2026年3月1日|二〇二六年三月一日|一百二十|6.3%"


def test_a_value_that_a_filter_cannot_write_is_reported_in_the_content(tmp_path: Path) -> None:
    assert composed(tmp_path, "<p>{{ text | money }}</p>", "text: 面议").said == ["content/memo.yaml:3 T104"]


def test_a_template_can_use_parts_of_its_own_folder_and_the_shared_one(tmp_path: Path) -> None:
    files = {
        "templates/memo/forms.html": "{% macro seal() %}<p>{{ title }}（章）</p>{% endmacro %}",
        "templates/_shared/part.html": "<p>共用</p>",
    }
    body = '{% from "forms.html" import seal with context %}{{ seal() }}{% include "part.html" %}'
    assert len(composed(tmp_path, body, files=files).blocks) == 2


def test_a_fault_in_an_included_file_is_reported_there(tmp_path: Path) -> None:
    files = {"templates/_shared/part.html": "<p>\n{{ nosuch }}</p>\n<center>x</center>"}
    said = composed(tmp_path, '<p>a</p>\n{% include "part.html" %}', files=files).said
    assert said == ["templates/_shared/part.html:2 T102", "templates/_shared/part.html:3 T106"]


@pytest.mark.parametrize("name", ["nosuch.html", "../other/body.html", "/etc/passwd"])
def test_a_template_cannot_include_from_elsewhere(tmp_path: Path, name: str) -> None:
    files = {"templates/other/body.html": "<p>x</p>"}
    assert composed(tmp_path, f'<p>a</p>\n{{% include "{name}" %}}', files=files).said == [f"{PLACE}:2 T100"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>{{ text | moeny }}</p>", "没有过滤器“moeny”"),
        ("{% for row in groups %}<p>x</p>", "{% for %} 没有结束"),
        ("{% fro row in groups %}", "没有标签 {% fro %}"),
        ("<p>{{ title ]</p>", "模板写错了"),
        ("{% autoescape false %}{{ text }}{% endautoescape %}", "不能用 autoescape"),
        ("<p>{{ text | safe }}</p>", "没有过滤器“safe”"),
    ],
)
def test_a_template_that_cannot_be_read_is_explained_in_chinese(tmp_path: Path, body: str, message: str) -> None:
    result = composed(tmp_path, f"<p>a</p>\n{body}")
    assert result.said == [f"{PLACE}:2 T100"]
    assert message in result.problems[0].message
    assert result.problems[0].hint


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>{{ 1 / 0 }}</p>", "T104"),
        ("<p>{{ title + 1 }}</p>", "T104"),
        ("<p>{{ title.__class__ }}</p>", "T102"),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", "T116"),
        ("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}", "T116"),
        ("<p>{{ '甲' * 10000000 }}</p>", "T116"),
        ("<p>{{ 10 ** 100 ** 100 }}</p>", "T116"),
        ("<p>{{ '%099999999d' | format(1) }}</p>", "T116"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "T115"),
        ('{% include "body.html" %}', "T115"),
    ],
)
def test_a_template_that_breaks_or_runs_away_stops_with_a_place(tmp_path: Path, body: str, code: str) -> None:
    assert composed(tmp_path, f"<p>a</p>\n{body}").said == [f"{PLACE}:2 {code}"]


def test_a_template_in_another_encoding_is_named(tmp_path: Path) -> None:
    files = {"templates/memo/part.html": "<p>中</p>".encode("gbk")}
    assert composed(tmp_path, '{% include "part.html" %}', files=files).said == [f"{PLACE}:1 T100"]


def test_a_template_that_prints_nothing_is_a_problem(tmp_path: Path) -> None:
    assert composed(tmp_path, "{% if text %}<p>x</p>{% endif %}").said == [f"{PLACE}:1 T114"]
