"""`docgen check`'s rules at work: places, suppressions, settings, corrections, formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.check.explanations import rules_page
from docgen.check.fixes import Fix, mended
from docgen.check.rule import FAMILIES
from docgen.check.rules import RULES
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.explanations import EXPLANATIONS

KIND = 'title: 便笺\ndescription: 试验用\ntemplate: enterprise\nnumbering: decimal\ntoc: 0\nfields:\n  title: "{{ title }}"\n'
SCHEMA = """\
type: object
additionalProperties: false
required: [kind, title]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  organization: {type: string, title: 单位}
  text: {type: string, title: 正文, x-format: markdown}
  duties: {type: array, title: 职责, items: {type: string}}
  qualifications: {type: array, title: 任职条件, items: {type: string}}
  start: {type: string, title: 开始日期}
  end: {type: string, title: 结束日期}
  shares:
    type: array
    title: 考核
    items:
      type: object
      properties:
        name: {type: string, title: 名称}
        weight: {type: integer, title: 权重}
  sections:
    type: array
    title: 各节
    items:
      type: object
      properties:
        title: {type: string, title: 标题}
        text: {type: string, title: 正文}
        sections: {type: array, title: 各节, items: {type: object, properties: {title: {type: string, title: 标题}, text: {type: string, title: 正文}}}}
  points: {type: integer, title: 满分}
  bands:
    type: array
    title: 分档
    items:
      type: object
      properties:
        name: {type: string, title: 等级}
        lower: {type: integer, title: 下限}
        upper: {type: integer, title: 上限}
"""
BODY = "<h1>{{ title }}</h1>{{ text | md }}{% if duties %}<ol>{% for duty in duties %}<li>{{ duty }}</li>{% endfor %}</ol>{% endif %}"
BODY += "{% for one in sections %}<h2>{{ one.title }}</h2>{% if one.text %}<p>{{ one.text }}</p>{% endif %}{% for two in one.sections %}<h3>{{ two.title }}</h3><p>{{ two.text }}</p>{% endfor %}{% endfor %}"


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A scratch workspace with the kind 便笺, as the current folder."""
    folder = workspace.templates / "note"
    folder.mkdir()
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY)):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(workspace.root)
    return workspace


def note(here: Workspace, text: str, name: str = "甲") -> Path:
    path = here.content / f"{name}.yaml"
    path.write_text(f"文种: 便笺\n标题: 试验\n{text}", encoding="utf-8")
    return path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--quick", *arguments])


def found(*arguments: str) -> list[tuple[str, int, int]]:
    """(code, line, column) of every problem."""
    result = check("--format", "json", *arguments)
    return [(row["code"], row["line"], row["column"]) for row in json.loads(result.stdout)]


# --- places ---


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("正文: 参加竟聘的员工\n", (3, 7)),
        ('正文: "参加竟聘的员工"\n', (3, 8)),
        ("正文: |\n  第一段。\n\n  参加竟聘的员工\n", (6, 5)),
        ("正文: >\n  第一行\n  参加竟聘的员工\n", (5, 5)),
        ("正文:\n  第一行，\n  参加竟聘的员工\n", (5, 5)),
        ("职责:\n  - 走访客户\n  - 参加竟聘的员工\n", (5, 7)),
        ("职责: [走访客户, 参加竟聘的员工]\n", (3, 14)),
    ],
)
def test_a_finding_stands_at_its_line_and_column_in_every_form_of_yaml(
    here: Workspace, text: str, place: tuple[int, int]
) -> None:
    note(here, text)
    assert found() == [("K302", *place)]


def test_what_several_papers_use_is_reported_once_and_at_its_own_file(here: Workspace) -> None:
    (here.content / "_common.yaml").write_text("正文: 参加竟聘的员工\n", encoding="utf-8")
    for name in ("甲", "乙"):
        note(here, "引入: _common.yaml\n", name)
    rows = json.loads(check("--format", "json").stdout)
    assert [(row["file"], row["line"]) for row in rows] == [("content/_common.yaml", 1)]


# --- rules on fields and tree ---


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("考核:\n  - {名称: 业绩, 权重: 60}\n  - {名称: 态度, 权重: 30}\n", "K403"),
        ("满分: 20\n分档:\n  - {等级: 差, 下限: 0, 上限: 8}\n  - {等级: 好, 下限: 9, 上限: 20}\n", "K402"),
        ("满分: 20\n分档:\n  - {等级: 差, 下限: 0, 上限: 8}\n  - {等级: 好, 下限: 8, 上限: 18}\n", "K402"),
        ('开始日期: "2026-05-01"\n结束日期: "2026-03-01"\n', "K405"),
        ("各节:\n  - {标题: 售后服务}\n  - {标题: 培训计划, 正文: 共三天。}\n", "K101"),
        ("各节: [{标题: 售后服务。, 正文: 三年免费。}]\n", "K102"),
        ("正文: |\n  | 指标 | 权重 |\n  | --- | --- |\n  | 收入 | 50% |\n  | 回款 | 30% |\n", "K403"),
        ("职责: [1、走访客户, 2、建立档案]\n", "K203"),
        ("单位: 星河通信技术有限公司\n正文: 投标人为星河通讯技术有限公司。\n", "K604"),
        ("任职条件: [本市户口优先]\n", "K506"),
        ("任职条件: [无乙肝等传染病]\n", "K505"),
    ],
)
def test_a_fault_of_fields_or_tree_is_found(here: Workspace, text: str, code: str) -> None:
    note(here, text)
    assert {row[0] for row in found()} == {code}


@pytest.mark.parametrize(
    "text",
    [
        "考核:\n  - {名称: 每月, 权重: 100}\n  - {名称: 每季, 权重: 60}\n  - {名称: 每季, 权重: 40}\n",
        "满分: 20\n分档:\n  - {等级: 好, 下限: 8, 上限: 20}\n  - {等级: 差, 下限: 0, 上限: 8}\n",
        '开始日期: "2026-03-01"\n结束日期: "2026-05-01"\n',
        "各节: [{标题: 售后服务, 各节: [{标题: 热线, 正文: 全年无休。}]}]\n",
        "职责: [走访客户, 建立档案]\n",
    ],
)
def test_good_fields_and_trees_are_silent(here: Workspace, text: str) -> None:
    note(here, text)
    assert found() == []


# --- sums, terms of law, residue of copying ---


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("单价3,200元，24台，小计76,800元。", []),
        ("单价3,200元，24台，小计78,600元。", ["K408"]),
        ("光缆按每公里8,600元、共7公里报价，另计接续费4,800元，合计65,000元。", []),
        ("光缆按每公里8,600元、共7公里报价，另计接续费4,800元，合计66,000元。", ["K408"]),
        ("总价69,000元；按协议下浮10%后为62,100元。", []),
        ("总价69,000元；按协议下浮10%后为61,200元。", ["K408"]),
        ("收入由400万元增长到500万元，增长25%。", []),
        ("收入由400万元增长到500万元，增长20%。", ["K408"]),
        ("在岗18人，其中客户经理11人、工程师4人、内勤3人。", []),
        ("在岗18人，其中客户经理11人、工程师4人、内勤2人。", ["K408"]),
        ("在岗18人，其中党员11人、女员工8人。", []),
        ("得分＝业绩×50%＋态度×30%＋能力×20%。", []),
        ("得分＝业绩×50%＋态度×30%＋能力×10%。", ["K403"]),
        ("试用期为六个月。", []),
        ("试用期为七个月。", ["K508"]),
        ("竞业限制期限为两年，按月给予补偿。", []),
        ("竞业限制期限为三年，按月给予补偿。", ["K508"]),
        ("公司不得向员工收取押金。", []),
        ("员工入职时缴纳押金三百元。", ["K508"]),
        ("投标截止时间为2026年5月10日23:30。", []),
        ("投标截止时间为2026年5月10日25:30。", ["K406"]),
        ("上半年（1—6月）考核一次。", []),
        ("上半年（7—12月）考核一次。", ["K406"]),
        ("津贴标准为每人每月150元，按月发放。", []),
        ("津贴标准为每人每月150，按月发放。", ["K310"]),
        ("来源：客户管理系统的快照。", []),
        ("来源：网络 【字体：大 中 小】", ["K308", "K308"]),
        ("负责分部工程的验收", []),
        ("负责隐蔽工程的影像留存，做好分部工程的", ["K309"]),
        ("质保期为三年。质保期为三年。", []),
        ("质保期为三年。质保期为五年。", ["K607"]),
    ],
)
def test_figures_terms_and_copied_words_are_judged_by_what_they_say(
    here: Workspace, text: str, codes: list[str]
) -> None:
    note(here, f"正文: {text}\n")
    assert [row[0] for row in found("--select", "K308,K309,K310,K403,K406,K408,K508,K607")] == codes


# --- suppressions ---


@pytest.mark.parametrize(
    "text",
    [
        "正文: 参加竟聘的员工 # docgen: ignore K302 引用原题\n",
        "# docgen: ignore K302 引用原题\n正文: 参加竟聘的员工\n",
        "# docgen: ignore K302,K301 引用原题\n正文: 参加竟聘,的员工\n",
        "# docgen：忽略 K302 引用原题\n正文: |\n  第一段。\n\n  参加竟聘的员工\n",
    ],
)
def test_a_comment_with_a_reason_takes_a_problem_off(here: Workspace, text: str) -> None:
    note(here, text)
    assert found() == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("正文: 参加竟聘的员工 # docgen: ignore K302\n", ["K001"]),
        ("正文: 参加竟聘的员工 # docgen: ignore 原因\n", ["K302", "K001"]),
        ("正文: 参加竞聘的员工 # docgen: ignore K302 原因\n", ["K002"]),
        ("正文: 参加竟聘的员工 # docgen: ignore K301 原因\n", ["K302", "K002"]),
        ("正文: 参加竞聘的员工 # docgen: ignore K999 原因\n", ["K003"]),
    ],
)
def test_a_suppression_without_reason_or_of_nothing_is_reported(here: Workspace, text: str, codes: list[str]) -> None:
    note(here, text)
    assert [row[0] for row in found()] == codes


def test_a_suppression_is_not_called_useless_where_its_rule_did_not_run(here: Workspace) -> None:
    note(here, "正文: 参加竞聘的员工 # docgen: ignore K302 原因\n")
    assert found("--ignore", "K302") == []


# --- settings and selection ---


def test_docgen_yaml_sets_levels_names_and_terms(here: Workspace) -> None:
    note(here, "正文: 参加竟聘,感谢南天网络有限公司。见《员工奖惩细则》。按DQMS评估。空桶回收。客户经理，客服经理。\n")
    assert sorted(row[0] for row in found()) == ["K301", "K302", "K602", "K603", "K605"]
    settings = (
        "检查:\n  规则: {K302: off, K301: error}\n  单位: [南天网络有限公司]\n  文件: [员工奖惩细则]\n"
        "  缩写: [DQMS]\n  禁用名称: [空桶]\n  术语: [[客户经理, 客服经理]]\n"
    )
    (here.root / "docgen.yaml").write_text(settings, encoding="utf-8")
    result = check("--format", "json")
    assert result.exit_code == 1
    assert sorted((row["code"], row["severity"]) for row in json.loads(result.stdout)) == [
        ("K301", "error"), ("K603", "warning"), ("K606", "warning"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "settings",
    [
        "checks: 1\n",
        "checks: {rule: {}}\n",
        "checks: {rules: {K999: off}}\n",
        "checks: {rules: {K301: loud}}\n",
        "checks: {titles: 甲}\n",
        "checks: {terms: [甲]}\n",
    ],
)
def test_settings_that_are_not_understood_are_named_with_their_place(here: Workspace, settings: str) -> None:
    note(here, "正文: 好\n")
    (here.root / "docgen.yaml").write_text(settings, encoding="utf-8")
    result = check()
    assert result.exit_code == 1
    assert "docgen.yaml:1:" in result.output
    assert "K003" in result.output


def test_select_and_ignore_take_beginnings_of_codes_and_names(here: Workspace) -> None:
    note(here, "正文: 参加竟聘,提交TODO\n")
    assert {row[0] for row in found()} == {"K104", "K301", "K302"}
    assert {row[0] for row in found("--select", "K3")} == {"K301", "K302"}
    assert {row[0] for row in found("--select", "K3", "--ignore", "half-width-punctuation")} == {"K302"}
    assert check("--select", "K9").exit_code == 2


def test_warnings_alone_do_not_fail_and_errors_do(here: Workspace) -> None:
    path = note(here, "正文: 参加竟聘的员工\n")
    assert check(str(path)).exit_code == 0
    note(here, "任职条件: [限男性]\n")
    assert check(str(path)).exit_code == 1


def test_a_build_says_nothing_of_the_rules(here: Workspace) -> None:
    note(here, "正文: 参加竟聘的员工\n")
    result = CliRunner().invoke(main, ["build", "--format", "html"])
    assert result.exit_code == 0
    assert "K302" not in result.output


# --- corrections ---


def test_fix_mends_what_is_certain_and_leaves_every_other_byte(here: Workspace) -> None:
    path = note(
        here,
        "正文: |   # 注释,不动\n  参加竟聘,每天１０家。   \n\n  做好货款回 笼工作(含尾款)。\n职责: [\"对予,帐目\", '账目:核对']\n",
    )
    before = path.read_bytes().decode()
    result = check("--fix")
    assert result.exit_code == 0, result.output
    expected = (
        before.replace("竟聘,每天１０家", "竞聘，每天10家")
        .replace("回 笼工作(含尾款)", "回笼工作（含尾款）")
        .replace("对予,帐目", "对于，账目")
        .replace("账目:核对", "账目：核对")
    )
    assert path.read_bytes().decode() == expected
    assert found() == []


def test_fix_leaves_folded_text_and_suppressed_lines_alone(here: Workspace) -> None:
    path = note(here, "正文: >\n  参加竟聘的\n  员工\n职责:\n  - 参加竟聘 # docgen: ignore K302 引用原题\n")
    before = path.read_bytes()
    assert "K302" in check("--fix").output
    assert path.read_bytes() == before


def test_fix_touches_only_the_files_that_were_named(here: Workspace) -> None:
    shared = here.content / "_common.yaml"
    shared.write_text("正文: 参加竟聘的员工\n", encoding="utf-8")
    path = note(here, "引入: _common.yaml\n职责: [参加竟聘]\n")
    check("--fix", str(path))
    assert "竟聘" in shared.read_text(encoding="utf-8")
    assert "竟聘" not in path.read_text(encoding="utf-8")


def test_a_correction_that_no_longer_fits_its_place_or_overlaps_another_is_left_out() -> None:
    first = Fix(Location("甲", 1, 1), "竟聘", "竞聘", "K302")
    raw, done = mended(
        "竟聘,\n".encode(),
        [first, Fix(Location("甲", 1, 2), "聘,", "聘，", "K301"), Fix(Location("甲", 2, 1), "乙", "丙", "K302")],
    )
    assert raw.decode() == "竟聘，\n"
    assert [fix.right for fix in done] == ["聘，"]


@pytest.mark.parametrize("raw", ["\ufeff竟聘\r\n好\r\n".encode(), "竟聘".encode("gb18030")])
def test_line_ends_and_foreign_encodings_survive_a_correction(raw: bytes) -> None:
    fixed, _done = mended(raw, [Fix(Location("甲", 1, 1), "竟聘", "竞聘", "K302")])
    assert fixed in (raw, raw.replace("竟".encode(), "竞".encode()))
    assert len(fixed) == len(raw)


# --- formats and documentation ---


def test_sarif_names_rules_places_and_levels(here: Workspace) -> None:
    note(here, "正文: 参加竟聘的员工\n任职条件: [限男性]\n")
    log = json.loads(check("--format", "sarif").stdout)
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    results = [
        (result["ruleId"], result["level"], result["locations"][0]["physicalLocation"]["region"])
        for result in run["results"]
    ]
    assert results == [
        ("K302", "warning", {"startLine": 3, "startColumn": 7}),
        ("K501", "error", {"startLine": 4, "startColumn": 8}),
    ]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/%E7%94%B2.yaml"


def test_the_page_of_rules_is_what_the_rules_say() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_page()


def test_every_rule_says_what_why_bad_good_and_whence() -> None:
    for code, rule in RULES.items():
        assert code[:2] in FAMILIES
        assert code in EXPLANATIONS
        for part in ("为什么：", "不好：", "好：", "来源："):
            assert part in rule.documentation, code
    result = CliRunner().invoke(main, ["explain", "k501"])
    assert result.exit_code == 0
    assert "妇女权益保障法" in result.output
    assert CliRunner().invoke(main, ["explain", "sex-in-hiring"]).output == result.output
