"""`docgen pay` as a contract: sheets for all, a summary, a workbook; or every problem with its cell, and nothing written."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.content.workspace import Workspace
from judges import validate_docx

ROOT = Path(__file__).parents[2]
SCORES = (ROOT / "content" / "pay" / "scores-2026-04.csv").read_text(encoding="utf-8")


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A scratch workspace with the sample policy, as the current folder."""
    for folder in ("policies", "pay"):
        shutil.copytree(ROOT / "content" / folder, workspace.content / folder)
    monkeypatch.chdir(workspace.root)
    return workspace


def pay(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["pay", *arguments])


def scores(here: Workspace, text: str, name: str = "四月.csv", encoding: str = "utf-8") -> str:
    (here.root / name).write_bytes(text.encode(encoding))
    return name


POLICY = "content/policies/pay-policy.yaml"
THREE = "".join(line for line in SCORES.splitlines(keepends=True) if not any(name in line for name in "丁戊己庚辛"))


def test_a_team_gets_a_summary_a_workbook_and_a_sheet_each(here: Workspace) -> None:
    table = scores(here, THREE, encoding="gbk")
    result = pay(
        POLICY, "--scores", table, "--deals", "content/pay/deals-2026-04.csv", "--month", "2026-04", "-o", "出"
    )
    # The deals of people who are not in this table are problems, each with its cell.
    assert result.exit_code == 1
    assert "A7 单元格" in result.output
    assert not (here.root / "出").exists()
    result = pay(POLICY, "--scores", table, "--month", "2026-04", "-o", "出")
    assert result.exit_code == 0, result.output
    assert "3 人，9 个文件；应发合计 4,526.00 元（试算，税前）" in result.output
    files = sorted(
        file.relative_to(here.root / "出").as_posix() for file in (here.root / "出").rglob("*") if file.is_file()
    )
    names = [f"试算单/员工{name}.{suffix}" for name in "丙乙甲" for suffix in ("docx", "pdf")]
    assert files == sorted([*names, *(f"薪酬试算汇总.{suffix}" for suffix in ("docx", "pdf", "xlsx"))])
    documents = [here.root / "出" / name for name in files if name.endswith(".docx")]
    assert validate_docx(documents) == {document: [] for document in documents}


def test_several_processes_write_the_same_bytes_as_one(here: Workspace) -> None:
    table = scores(here, THREE)
    for jobs in ("1", "2"):
        assert pay(POLICY, "--scores", table, "--format", "docx", "-o", jobs, "--jobs", jobs).exit_code == 0
    one, two = (
        {file.relative_to(here.root / jobs): file.read_bytes() for file in (here.root / jobs).rglob("*.*")}
        for jobs in "12"
    )
    assert len(one) == 5
    assert one == two


def test_the_workbooks_sums_are_live_and_right_and_its_texts_are_no_formulas(here: Workspace) -> None:
    table = scores(here, THREE.replace("员工乙", "=1+1"))
    for folder in ("一", "二"):
        assert pay(POLICY, "--scores", table, "--format", "docx", "-o", folder).exit_code == 0
    first, second = ((here.root / folder / "薪酬试算汇总.xlsx").read_bytes() for folder in ("一", "二"))
    assert first == second
    live = openpyxl.load_workbook(io.BytesIO(first))["试算汇总"]
    known = openpyxl.load_workbook(io.BytesIO(first), data_only=True)["试算汇总"]
    rows = [list(row) for row in known.iter_rows(min_row=4, values_only=True)]
    assert (live["O4"].value, live["O7"].value, live["I4"].value) == ("=SUM(K4:N4)", "=SUM(O4:O6)", "=SUM(E4:H4)")
    assert [row[14] for row in rows] == [854, 774, 2898, 4526]
    assert (live["C5"].value, live["C5"].data_type) == ("=1+1", "s")
    assert "试算" in live["A2"].value
    assert "未确认" not in live["A2"].value


def test_each_sheet_holds_its_own_person_and_nobody_else(here: Workspace) -> None:
    import zipfile

    result = pay("content/pay/team-2026-04.yaml", "--format", "docx", "-o", "出")
    assert result.exit_code == 0, result.output
    for name in "甲乙丙丁":
        with zipfile.ZipFile(here.root / "出" / "试算单" / f"员工{name}.docx") as archive:
            text = archive.read("word/document.xml").decode()
        assert [other for other in "甲乙丙丁戊己庚辛" if f"员工{other}" in text] == [name]


def test_every_problem_is_said_with_file_row_and_column_and_nothing_is_written(here: Workspace) -> None:
    rows = [
        "姓名,单位,基础工作,大客户服务和维护,信息反馈,大客户营消",
        "员工甲,,21,27,16,26.5",
        "员工乙,,优,,13,25",
        "员工甲,火星办事处,19,28.5,18,28",
        "合计,,1,1,1,1",
    ]
    result = pay(POLICY, "--scores", scores(here, "\n".join(rows)), "-o", "出")
    assert result.exit_code == 1
    said = sorted(
        (line.split(": ")[0], line.split(": ")[1][:4])
        for line in result.output.splitlines()
        if line.startswith("四月.csv")
    )
    assert said == [
        ("四月.csv", "Y114"), ("四月.csv:2:3", "Y116"), ("四月.csv:2:6", "Y113"), ("四月.csv:3:3", "Y115"),
        ("四月.csv:3:4", "Y114"), ("四月.csv:4:1", "Y112"), ("四月.csv:4:2", "Y118"), ("四月.csv:5:1", "Y111"),
    ]  # fmt: skip
    assert "C2 单元格：员工甲的“基础工作”得 21 分，超出 0 到 20" in result.output
    assert "是不是“大客户营销”" in result.output
    assert not (here.root / "出").exists()


def test_whoever_is_on_the_list_but_has_no_scores_is_named(here: Workspace) -> None:
    result = pay(
        "content/pay/team-2026-04.yaml",
        "--scores",
        scores(here, SCORES.replace("XH-0108,员工辛", "XH-0108,员工新")),
        "-o",
        "出",
    )
    assert result.exit_code == 1
    assert "“员工辛”在名单里，得分表里没有" in result.output
    assert "四月.csv:9:2: Y123 B9 单元格：“员工新”有得分，名单里没有" in result.output


def test_a_formula_that_nobody_confirmed_is_warned_of_and_said_on_every_paper(here: Workspace) -> None:
    import zipfile

    path = here.root / POLICY
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    确认人: 人力资源部经理林示例\n", ""), encoding="utf-8")
    result = pay(POLICY, "--scores", scores(here, THREE), "--format", "docx", "-o", "出")
    assert result.exit_code == 0, result.output
    assert result.output.count("Y101") == 1
    for file in (here.root / "出").rglob("*.docx"):
        with zipfile.ZipFile(file) as archive:
            assert "公式未经确认" in archive.read("word/document.xml").decode()
    sheet = openpyxl.load_workbook(here.root / "出" / "薪酬试算汇总.xlsx")["试算汇总"]
    assert "公式未经确认" in sheet["A2"].value


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        ((POLICY,), 1, "Y131"),
        (("content/pay/sheet-2026-04.yaml", "--scores", "四月.csv"), 1, "Y130"),
        ((POLICY, "--scores", "没有.csv"), 2, "没有.csv"),
        ((POLICY, "--scores", "四月.csv", "--month", "四月"), 2, "2026-04"),
        ((POLICY, "--scores", "四月.csv", "--format", "html"), 2, "docx、pdf"),
        ((POLICY, "--scores", "空.csv"), 1, "空.csv: C141 文件是空的"),
        ((POLICY, "--scores", "旧.xls"), 1, "旧.xls: C142 不能读 .xls 文件"),
        ((POLICY, "--scores", "四月.csv", "--month", "2026-03", "--format", "docx"), 0, "Y109"),
    ],
)
def test_wrong_files_and_options_are_answered_in_words(
    here: Workspace, arguments: tuple[str, ...], exit_code: int, said: str
) -> None:
    scores(here, THREE)
    scores(here, "", "空.csv")
    (here.root / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500))
    result = pay(*arguments)
    assert (result.exit_code, said in result.output, "Traceback" in result.output) == (exit_code, True, False), (
        result.output
    )
    assert exit_code == 0 or not here.output.exists()


def test_people_of_one_name_without_numbers_are_not_written_over_each_other(here: Workspace) -> None:
    text = THREE.replace("员工乙", "员工甲")
    result = pay(POLICY, "--scores", scores(here, text), "--format", "docx", "-o", "出")
    assert result.exit_code == 0, result.output
    names = sorted(file.name for file in (here.root / "出" / "试算单").iterdir())
    assert names == ["员工丙.docx", "员工甲-XH-0101.docx", "员工甲-XH-0102.docx"]
    result = pay(
        POLICY,
        "--scores",
        scores(here, text.replace("员工丙", "员工?").replace("XH-0102,员工甲", "XH-0102,员工*")),
        "-o",
        "又",
    )
    assert result.exit_code == 1
    assert "Y132" in result.output


def test_an_empty_table_has_the_policys_columns_and_once_filled_in_is_priced(here: Workspace) -> None:
    scores(here, "工号,姓名\n007,员工甲\n008,员工乙\n", "名单.csv")
    result = pay(POLICY, "--blank", "得分.xlsx", "--people", "名单.csv")
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(here.root / "得分.xlsx")
    sheet = book["得分"]
    header = [cell.value for cell in sheet[1]]
    assert header == [
        "工号", "姓名", "单位", "岗位", "基础工作", "大客户服务和维护", "信息反馈", "大客户营销",
        "一次性业务", "专线与云网业务", "系统集成业务", "长期合作项目", "突出贡献奖",
    ]  # fmt: skip
    limits = {
        str(rule.sqref): rule.formula2
        for rule in sheet.data_validations.dataValidation
        if rule.operator != "greaterThanOrEqual"
    }
    assert (limits["E2:E201"], limits["F2:F201"]) == ("20", "30")
    for row in (2, 3):
        for column, value in zip("EFGHI", (16, 24, 13, 25, 10000), strict=True):
            sheet[f"{column}{row}"] = value
    book.save(here.root / "得分.xlsx")
    result = pay(POLICY, "--scores", "得分.xlsx", "--people", "名单.csv", "--format", "docx", "-o", "出")
    assert "2 人，4 个文件；应发合计 2,548.00 元" in result.output
    assert (here.root / "出" / "试算单" / "员工甲.docx").is_file()
    again = pay(POLICY, "--blank", "得分.xlsx")
    assert (again.exit_code, "Y133" in again.output) == (1, True)
