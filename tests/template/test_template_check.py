"""`docgen template check`: every fault of a Word template at once, with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from company_parts import Parts, fonts, p, run, section, spacing, style, styles, table, table_normal
from company_templates import TEMPLATES
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem
from docgen.ooxml.names import IMAGE
from docgen.ooxml.package import read_package, write_package
from docgen.template.check import check_template
from docgen.template.paragraph_text import replace_span, text_of

HERE = Location("template.docx")
ROOT = Path(__file__).parents[2]
SHELLS = sorted((ROOT / "templates" / "word").glob("*/template.docx"))
LAST = section(wrapped=False)
STYLES = styles(
    fonts("宋体"), "",
    [
        style("Normal", "Normal", spacing(440), default=True), table_normal(),
        *(style(f"Heading{n}", f"heading {n}", spacing(440)) for n in (1, 2, 3)),
    ],
)  # fmt: skip


def faults(body: str, **more: object) -> list[Problem]:
    return check_template(Parts(body + LAST, STYLES, **more).package(), HERE, {})[0]  # type: ignore[arg-type]


def only(problems: list[Problem], code: str) -> Problem:
    [problem] = [item for item in problems if item.code == code]
    return problem


@pytest.mark.parametrize("path", SHELLS, ids=lambda path: path.parent.name)
def test_the_shipped_templates_have_no_fault(path: Path) -> None:
    assert check_template(path.read_bytes(), HERE, {})[0] == []


def test_all_faults_come_at_once() -> None:
    body = (
        p("{{ titel }}") + p("{{ title") + p("{% if date %}") + p("{% fi %}") + p("{% endfor %}") + p("正文 {{p body }}")
        + table([["{{ organisation }}", "{{p toc }}"]], [2000, 2000], "")
    )  # fmt: skip
    found = [(problem.code, problem.message) for problem in faults(body)]
    texts = "\n".join(f"{code} {message}" for code, message in found)
    assert "W121 正文 第 1 段：{{ titel }} 用了没有的名称“titel”" in texts
    assert "W120 正文 第 2 段：“{{ title”没有用 }} 结束" in texts
    assert "W120 正文 第 3 段：{% if date %} 没有配对的 {% endif %}" in texts
    assert "W120 正文 第 4 段：{% fi %} 里没有名为“fi”的命令" in texts
    assert "W120 正文 第 5 段：{% endfor %} 写错了：前面没有 {% for %}" in texts
    assert "W112 正文 第 6 段：{{p body }} 与别的文字写在一段里" in texts
    assert "W121 正文 第 1 个表格第 1 行第 1 格：{{ organisation }} 用了没有的名称“organisation”" in texts
    assert "W112 正文 第 1 个表格第 1 行第 2 格：{{p toc }} 不在正文里" in texts
    assert len(found) == 8


def test_the_nearest_name_is_suggested() -> None:
    assert only(faults(p("{{ organisation }}") + p("{{p body }}")), "W121").hint == "是不是“organization”？"
    assert "少了 p" in only(faults(p("{{ body }}") + p("{{p body }}")), "W120").message


def test_tags_in_headers_footers_and_properties_are_checked() -> None:
    running = {"header1": p("{{ titel }}"), "footer1": p("{% if date %}")}
    messages = [problem.message for problem in faults(p("{{p body }}"), running=running, title="{{ nmae }}")]
    assert any(message.startswith("页眉（header1.xml） 第 1 段：{{ titel }}") for message in messages)
    assert any(message.startswith("页脚（footer1.xml） 第 1 段：{% if date %} 没有配对") for message in messages)
    assert any(message.startswith("文档属性 title：{{ nmae }}") for message in messages)


@pytest.mark.parametrize(
    "text", ["{ { title } }", "｛｛ title ｝｝", "{{ title }", "title }}", "{% if date }}", "{{ title | }}"]
)
def test_a_slip_in_the_brackets_is_an_error(text: str) -> None:
    found = faults(p(text) + p("{{p body }}"))
    assert found
    assert {problem.code for problem in found} == {"W120"}
    assert all("正文 第 1 段" in problem.message for problem in found)


def test_a_tag_split_into_runs_is_one_tag() -> None:
    assert faults(p(raw=run("{", "<w:b/>") + run("{ ti") + run("tle }", "<w:i/>") + run("}")) + p("{{p body }}")) == []


def test_loops_conditions_and_smart_quotes_are_understood() -> None:
    body = "{%p if date and secrecy != “内部” %}|{%tr for row in title %}|{{ row.name }}{{ loop.index }}|{%tr endfor %}|{%p else %}|{%p endif %}|{# 备注 #}|{{p body }}"
    assert faults("".join(p(line) for line in body.split("|"))) == []


def test_missing_styles_and_slots_are_named_with_the_way_out() -> None:
    look = styles(fonts("宋体"), "", [style("Normal", "Normal", spacing(440), default=True), table_normal()])
    found = check_template(Parts(p("封面") + LAST, look).package(), HERE, {})[0]
    assert "docgen template adopt" in only(found, "W110").hint
    assert [problem.code for problem in found].count("W130") == 3


def test_a_companys_own_template_gets_its_warnings() -> None:
    found = check_template(TEMPLATES["theme_fonts"](), HERE, {})[0]
    assert {problem.code for problem in found} == {"W110", "W121", "W140", "W141", "W170"}
    assert "用了没有的名称“客户名称”" in only(found, "W121").message
    found = check_template(TEMPLATES["two_columns"](), HERE, {})[0]
    assert {"W177", "W178", "W191"} <= {problem.code for problem in found}
    assert "W186" in {problem.code for problem in check_template(TEMPLATES["first_odd_even"](), HERE, {})[0]}


# --- the command line -----------------------------------------------------


@pytest.fixture
def inside(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(workspace.root)
    return workspace


def test_adopt_then_check_then_build_on_the_command_line(inside: Workspace) -> None:
    template = inside.root / "公司模板.docx"
    template.write_bytes(TEMPLATES["style_based"]())
    runner = CliRunner()
    adopted = runner.invoke(main, ["template", "adopt", "公司模板.docx", "--for", "岗位说明书"])
    assert adopted.exit_code == 0, adopted.output
    assert "templates/job-description/kind.yaml 里写：template: 公司模板" in adopted.output
    checked = runner.invoke(main, ["template", "check", "公司模板"])
    assert (checked.exit_code, checked.output.strip()) == (0, "0 个错误，0 个警告")
    content = inside.content / "岗位.yaml"
    content.write_text((ROOT / "templates/job-description/example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    built = runner.invoke(main, ["build", "content/岗位.yaml", "--template", "公司模板", "--format", "docx"])
    assert built.exit_code == 0, built.output
    assert (inside.output / "岗位.docx").is_file()
    assert runner.invoke(main, ["template", "adopt", "公司模板.docx"]).exit_code == 1
    assert runner.invoke(main, ["build", "--template", "没有"]).exit_code == 2


def test_check_says_json_and_exits_with_one_on_an_error(inside: Workspace) -> None:
    (inside.root / "坏.docx").write_bytes(Parts(p("{{ titel }}") + p("{{p body }}") + LAST, STYLES).package())
    done = CliRunner().invoke(main, ["template", "check", "坏.docx", "--format", "json"])
    assert done.exit_code == 1
    assert [row["code"] for row in json.loads(done.stdout) if row["severity"] == "error"] == ["W121"]


def test_what_is_no_word_file_is_refused_in_words(inside: Workspace) -> None:
    (inside.root / "坏.docx").write_bytes(b"PK")
    for command in ("adopt", "check"):
        done = CliRunner().invoke(main, ["template", command, "坏.docx"])
        assert done.exit_code == 1
        assert "W101" in done.output


# --- text in runs ---------------------------------------------------------


def test_a_span_over_runs_tabs_and_breaks_is_replaced_in_the_first_runs_look() -> None:
    from lxml import etree

    from company_parts import NAMESPACES

    source = p(raw=run("编号", "<w:b/>") + run("：\t__") + run("__（盖章）"))
    paragraph = etree.fromstring(source.replace("<w:p>", f"<w:p {NAMESPACES}>", 1))
    assert text_of(paragraph) == "编号：\t____（盖章）"
    replace_span(paragraph, 4, 8, "{{ number }}")
    assert text_of(paragraph) == "编号：\t{{ number }}（盖章）"
    replace_span(paragraph, 3, 16, "甲")
    assert text_of(paragraph) == "编号：甲（盖章）"
    replace_span(paragraph, 8, 8, "乙")
    assert text_of(paragraph) == "编号：甲（盖章）乙"


def test_a_form_is_checked_as_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from form_templates import paragraphs

    monkeypatch.chdir(tmp_path)
    paragraphs("{{ 姓名 }} 同志", "{%p for 项 in 职责 %}", "{{ 项|cn }}", "{%p endfor %}").save("好.docx")
    paragraphs("{{ 姓名", "{%p for 项 in 职责 %}", "{{ 项 }}").save("坏.docx")
    good = CliRunner().invoke(main, ["template", "check", "好.docx", "--format", "json"])
    assert (good.exit_code, [(item["code"], item["severity"]) for item in json.loads(good.stdout)]) == (
        0,
        [("W110", "warning")],
    )
    bad = CliRunner().invoke(main, ["template", "check", "坏.docx"])
    assert bad.exit_code == 1
    assert "正文第 1 段：标签没有写完" in bad.output
    assert "W203 正文第 2 段" in bad.output
    kinds_own = CliRunner().invoke(
        main, ["template", "check", str(ROOT / "templates" / "appointment-letter" / "form.docx")]
    )
    assert (kinds_own.exit_code, kinds_own.output.strip()) == (0, "0 个错误，0 个警告")


def test_a_measure_that_means_nothing_and_a_picture_that_is_not_there_are_warned_of() -> None:
    body = p("正文") + p("{{p body }}").replace("<w:p>", '<w:p><w:pPr><w:ind w:left="breit"/></w:pPr>', 1)
    problems = faults(body)
    assert "w:ind 的 w:left=“breit”不是长度" in only(problems, "W107").message
    parts = dict(read_package(Parts(p("{{p body }}") + LAST, STYLES).package(), HERE))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b'<w:body><!-- "rIdGone" -->', 1)
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdGone" Type="{IMAGE}" Target="media/gone.png"/></Relationships>'.encode(),
    )
    problem = only(check_template(write_package(parts), HERE, {})[0], "W106")
    assert (problem.severity, "word/media/gone.png" in problem.message) == ("warning", True)
