"""Forms: what is reported, what docxtpl cannot do, files from the command line."""

from __future__ import annotations

import functools
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from lxml import etree

from docgen.cli import main
from docgen.errors import DocgenError, Location, Problem
from docgen.ooxml.package import read_package
from docgen.template.forms import compile_form
from docgen.template.forms.session import FormSession
from form_templates import PICTURE, STAFF, paragraphs, saved, table
from judges import validate_docx

PLACE = Location("表.docx")


def texts(package: bytes, part: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(package)).read(part))
    return ["".join(paragraph.itertext("{*}t")) for paragraph in root.iter("{*}p")]


def render(document: Any, data: dict[str, Any]) -> list[str]:
    return texts(compile_form(saved(document), PLACE).render(data))


def faults(document: Any, data: dict[str, Any] | None = None) -> list[Problem]:
    with pytest.raises(DocgenError) as caught:
        compile_form(saved(document), PLACE).render(data or {})
    return list(caught.value.problems)


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


# --- where docxtpl stumbles --------------------------------------------------


def test_percent_signs_and_braces_stand_inside_expressions() -> None:
    document = paragraphs(
        "{%p for x in xs if x % 2 %}", "{{ x }}", "{%p endfor %}", "{{ {'a': {'b': 1}}.a.b }}", "{{ '100%}' }}"
    )
    assert render(document, {"xs": [1, 2, 3]}) == ["1", "3", "1", "100%}"]


def test_chinese_quotes_in_a_text_stay_and_quotes_around_a_text_are_straightened() -> None:
    assert render(paragraphs('{{ "他说“好”" }}', "{{ “无” }}", "{{ a|default(‘空’) }}"), {}) == ["他说“好”", "无", "空"]


@pytest.mark.parametrize("name", ["p", "r", "tc", "tr"])
def test_a_colour_or_a_span_by_a_name_that_is_also_a_mark_stays_in_its_cell(name: str) -> None:
    document = paragraphs("x")
    table(
        document,
        ["{%tr for x in xs %}", ""],
        [f"{{% cellbg {name} %}}甲", f"{{% colspan {name}|length %}}乙"],
        ["{%tr endfor %}", ""],
    )
    xml = (
        zipfile.ZipFile(io.BytesIO(compile_form(saved(document), PLACE).render({"xs": [1], name: "00"})))
        .read("word/document.xml")
        .decode()
    )
    assert 'w:fill="00"' in xml
    assert '<w:gridSpan w:val="2"/>' in xml


def test_a_cell_whose_paragraphs_all_go_keeps_an_empty_one_and_a_row_without_cells_goes() -> None:
    document = docx.Document()
    made = table(document, ["甲", "{%p if a %}"], ["乙", "丙"])
    for text in ("有", "{%p endif %}"):
        made.cell(0, 1).add_paragraph(text)
    table(document, ["{%tc for c in cs %}", "{{ c }}", "{%tc endfor %}"])
    root = etree.fromstring(
        read_package(compile_form(saved(document), PLACE).render({"a": False, "cs": []}), PLACE)["word/document.xml"]
    )
    assert [len(row.findall("{*}tc")) for row in root.iter("{*}tr")] == [2, 2]
    assert all(cell[-1].tag.endswith("}p") for cell in root.iter("{*}tc"))


@pytest.mark.parametrize(("tag", "lost"), [("{{r note }}", "note"), ("{{p note|upper }}", "note|upper")])
def test_a_plain_value_where_markup_belongs_is_named_and_nothing_is_lost(tag: str, lost: str) -> None:
    (problem,) = faults(paragraphs("x", tag), {"note": "文"})
    assert (problem.code, "正文第 2 段" in problem.message, lost in problem.message) == ("W208", True, True)
    assert codes(faults(paragraphs(tag), {"other": 1})) == {"W207"}
    assert render(paragraphs("前", tag), {"note": ""})[0] == "前"


def test_properties_are_escaped_once() -> None:
    document = paragraphs("x")
    document.core_properties.title = "{{ title }}"
    core = read_package(compile_form(saved(document), PLACE).render({"title": "R&D"}), PLACE)["docProps/core.xml"]
    assert b"R&amp;D<" in core


def test_a_records_own_field_wins_over_a_method_of_its_mapping() -> None:
    assert render(paragraphs("{{ order.items }}"), {"order": {"items": 3}}) == ["3"]


def test_exact_decimals_go_with_numbers_in_the_template() -> None:
    from decimal import Decimal

    assert render(
        paragraphs("{{ price * 1.13 }} {{ price * qty }} {{ price }}"), {"price": Decimal("0.10"), "qty": 3}
    ) == ["0.1130 0.30 0.10"]


def test_the_fields_own_filters_are_there() -> None:
    assert render(paragraphs("{{ 1234.5|rmb }}{{ day|date_cn }}"), {"day": "2026-03-01"}) == [
        "人民币壹仟贰佰叁拾肆元伍角整2026年3月1日"
    ]


# --- everything that is wrong, at once ---------------------------------------


def test_unclosed_unpaired_and_unreadable_tags_are_reported_together_with_their_places() -> None:
    document = paragraphs("{{ name", "{% if a %}", "{% fro x in y %}", "{{ a b }}", "{%p endfor %}", "{{ x|nofilter }}")
    table(document, ["甲", "{{ a"])
    problems = faults(document)
    assert {"W200", "W201", "W203"} == codes(problems)
    said = "\n".join(str(problem) for problem in problems)
    for place in (
        "正文第 1 段",
        "正文第 2 段",
        "正文第 3 段",
        "正文第 4 段",
        "正文第 5 段",
        "正文第 6 段",
        "第 1 个表格第 1 行第 2 格",
    ):
        assert place in said
    assert "是不是“for”" in said


def test_row_tags_outside_a_table_and_two_paragraph_tags_in_one_paragraph_are_faults() -> None:
    problems = faults(paragraphs("{%tr if x %}", "{%tr endif %}", "{%p if a %}{%p endif %}"))
    assert [problem.code for problem in problems] == ["W202", "W202", "W202"]


def test_absent_names_are_all_reported_with_tag_and_path() -> None:
    document = paragraphs(
        "{{ compnay }}", "{%p for p in people %}", "{{ p.name }}{{ p.titel }}{{ p.boss.name }}", "{%p endfor %}"
    )
    document.sections[0].footer.paragraphs[0].text = "{{ number }}"
    document.core_properties.subject = "{{ subjekt }}"
    said = "\n".join(str(problem) for problem in faults(document, STAFF))
    for expected in (
        "“compnay”",
        "是不是“company”",
        "people[0].titel",
        "people[2].boss",
        "页脚（footer1.xml）第 1 段",
        "“number”",
        "文档属性",
        "“subjekt”",
    ):
        assert expected in said


def test_failing_calculations_are_reported_beside_absent_names() -> None:
    problems = faults(
        paragraphs("{{ 1/0 }}", "{{ a|rmb }}", "{% for x in 5 %}{% endfor %}", "{{ absent }}"), {"a": "x"}
    )
    assert [problem.code for problem in problems] == ["W207", "W208", "W208", "W208"]


def test_a_block_that_cuts_through_a_table_is_a_fault_only_where_it_breaks_the_file() -> None:
    document = paragraphs("{% for x in xs %}")
    table(document, ["{{ x }}", "{% endfor %}"])
    assert codes(faults(document, {"xs": [1, 2]})) == {"W204"}
    assert "1" in render(document, {"xs": [1]})


def test_a_control_character_in_the_data_is_named_by_its_path() -> None:
    problems = faults(paragraphs("{{ a.b[0] }}"), {"a": {"b": ["x\x0by"]}})
    assert "a.b[0]" in problems[0].message
    assert "U+000B" in problems[0].message


@pytest.mark.parametrize(
    "tag",
    ["{{ 'a' * n }}", "{% for i in range(n) %}{% endfor %}", "{{ 9 ** n }}", "{{ x|attr(dunder) }}", "{{ x[dunder] }}", "{{ wide % 1 }}", "{{ wide.format(1) }}"],
)  # fmt: skip
def test_escapes_and_vast_expressions_that_come_with_the_data_are_stopped(tag: str) -> None:
    data = {"n": 10**9, "x": "y", "dunder": "__class__", "wide": "%1000000d{:1000000}"}
    assert codes(faults(paragraphs(tag), data)) <= {"W207", "W208", "W209"}


def test_a_form_that_never_ends_is_stopped_and_nothing_is_written(
    letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loops = "{% for a in l %}" * 6 + "{% endfor %}" * 6
    paragraphs(loops).save("无尽.docx")
    Path("长.json").write_text(json.dumps({"l": list(range(1000))}), encoding="utf-8")
    monkeypatch.setattr("docgen.app.form.FormSession", functools.partial(FormSession, seconds=2.0))
    result = CliRunner().invoke(main, ["form", "无尽.docx", "长.json"])
    assert result.exit_code == 1
    assert "W142" in result.output
    assert not Path("长.docx").exists()


# --- objects -----------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photo.png").write_bytes(PICTURE)
    annex = paragraphs("附件正文")
    annex.save(str(tmp_path / "annex.docx"))
    return tmp_path


def test_rich_text_pictures_and_documents_come_from_data(folder: Path) -> None:
    document = paragraphs("{{r note }}", "{{ photo }}", "{{p terms }}", "{{p annex }}", "{{ '%d%%' % 5 }}")
    data = {
        "note": {
            "$rich": [
                "注意：",
                {"text": "周五 & 前", "bold": True, "color": "C00000", "size": 12, "url": "https://example.com"},
            ]
        },
        "photo": {"$picture": "photo.png", "width": 30},
        "terms": {"$paragraphs": [{"text": "第一条"}, "第二条"]},
        "annex": {"$document": "annex.docx"},
    }
    made = compile_form(saved(document), PLACE).render(data, folder)
    assert [text for text in texts(made) if text] == ["注意：周五 & 前", "第一条", "第二条", "附件正文", "5%"]
    assert any(name.startswith("word/media/") for name in read_package(made, PLACE))
    assert made == compile_form(saved(document), PLACE).render(data, folder)


def test_wrong_objects_are_all_reported_with_their_paths(folder: Path) -> None:
    data = {
        "a": {"$picture": "none.png", "width": "wide"},
        "b": [{"$document": "../annex.docx"}, {"$picture": "annex.docx"}],
        "c": {"$rich": [{"text": "x", "bald": True}]},
    }
    with pytest.raises(DocgenError) as caught:
        compile_form(saved(paragraphs("{{ a }}{{ b }}{{ c }}")), PLACE).render(data, folder)
    said = [problem.message for problem in caught.value.problems]
    assert len(said) == 5
    assert [problem.code for problem in caught.value.problems] == ["W206"] * 5
    assert any("b[1]" in message for message in said)


# --- the command -------------------------------------------------------------


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    document = paragraphs("{{ 姓名 }} 同志：", "聘任为 {{ 岗位 }}。")
    table(
        document, ["期", "任务"], ["{%tr for t in 任务 %}", ""], ["{{ loop.index }}", "{{ t }}"], ["{%tr endfor %}", ""]
    )
    document.save("聘书.docx")
    Path("一人.yaml").write_text("姓名: 甲\n岗位: 经理\n任务: [一, 二]\n", encoding="utf-8")
    rows = [{"姓名": f"人{n}", "岗位": "专员", "任务": ["对账"]} for n in range(3)]
    Path("众人.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_a_form_that_belongs_to_no_kind_may_use_the_filters_of_all_installed_extensions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paragraphs("得分 {{ 分 | number }}").save("通知.docx")
    Path("一人.yaml").write_text("分: 24.50\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["form", "通知.docx", "一人.yaml", "-o", "甲.docx"])
    assert result.exit_code == 0, result.output
    assert texts(Path("甲.docx").read_bytes())[0] == "得分 24.5"


def test_one_record_makes_one_valid_file(letters: Path) -> None:
    result = CliRunner().invoke(main, ["form", "聘书.docx", "一人.yaml", "-o", "out/甲.docx"])
    assert result.exit_code == 0, result.output
    assert texts(Path("out/甲.docx").read_bytes())[:2] == ["甲 同志：", "聘任为 经理。"]
    assert not any(validate_docx([Path("out/甲.docx")]).values())


def test_each_record_makes_a_file_named_by_the_pattern(letters: Path) -> None:
    result = CliRunner().invoke(
        main, ["form", "聘书.docx", "众人.json", "--each", "-o", "out", "--name", "{{ 姓名 }}/聘书"]
    )
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("out").iterdir()) == ["人0_聘书.docx", "人1_聘书.docx", "人2_聘书.docx"]


def test_a_record_that_fails_is_named_and_the_others_are_written(letters: Path) -> None:
    Path("众人.yaml").write_text(
        "- {姓名: 甲, 岗位: 经理, 任务: []}\n- {姓名: 乙, 任务: []}\n- {姓名: 丙, 岗位: 员, 任务: []}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["form", "聘书.docx", "众人.yaml", "--each", "-o", "out"])
    assert result.exit_code == 1
    assert "众人.yaml:2:" in result.output
    assert "“岗位”" in result.output
    assert sorted(path.name for path in Path("out").iterdir()) == ["0001.docx", "0003.docx"]


def test_names_given_twice_stop_before_anything_is_written(letters: Path) -> None:
    result = CliRunner().invoke(main, ["form", "聘书.docx", "众人.json", "--each", "-o", "out", "--name", "{{ 岗位 }}"])
    assert result.exit_code == 1
    assert "B141" in result.output
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[1, 2]", "C110"),
        ('{"a": 1, "a": 2}', "C130"),
        ('{"a": 1,}', "C130"),
        ("[]", "C110"),
        ('{"a": NaN}', "C130"),
        ("", "C130"),
    ],
)
def test_bad_json_is_reported_with_its_place(letters: Path, content: str, code: str) -> None:
    Path("坏.json").write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["form", "聘书.docx", "坏.json"])
    assert result.exit_code == 1
    assert code in result.output
    assert "Traceback" not in result.output


def test_a_list_without_each_a_missing_file_and_the_template_as_output_are_refused(letters: Path) -> None:
    for arguments, code in (
        (["众人.json"], "B140"),
        (["没有.yaml"], "B142"),
        (["一人.yaml", "-o", "聘书.docx"], "B142"),
    ):
        result = CliRunner().invoke(main, ["form", "聘书.docx", *arguments])
        assert (result.exit_code, code in result.output) == (1, True)


def test_a_word_template_file_becomes_a_document(letters: Path) -> None:
    parts = read_package(Path("聘书.docx"), PLACE)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    from docgen.ooxml.package import write_package

    Path("聘书.dotx").write_bytes(write_package(parts))
    assert CliRunner().invoke(main, ["form", "聘书.dotx", "一人.yaml", "-o", "甲.docx"]).exit_code == 0
    docx.Document("甲.docx")


def test_an_empty_value_is_a_warning(letters: Path) -> None:
    Path("空.yaml").write_text("姓名:\n岗位: 经理\n任务: []\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["form", "聘书.docx", "空.yaml"])
    assert result.exit_code == 0
    assert "W205" in result.output
