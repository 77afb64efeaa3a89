"""Jobs: four shapes of description from real content, and one description that feeds every paper of its post."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.errors import Problem
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    List,
    Paragraph,
    Reference,
    Table,
)
from docgen.model.traversal import plain_text, walk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def papers(workspace: Workspace) -> Workspace:
    """A workspace with all job content of the repository."""
    for name in ("library", "jobs", "handbooks", "assessments", "postings", "forms"):
        shutil.copytree(ROOT / "content" / name, workspace.content / name)
    return workspace


def resolved(workspace: Workspace, name: str) -> tuple[Document, list[Problem]]:
    problems: list[Problem] = []
    document, _kind = pipeline.resolved(workspace, workspace.content / name, problems)
    assert document is not None, problems
    return document, problems


def printed(blocks: tuple[Block, ...]) -> list[str]:
    """Every line of the document as its reader sees it: numbers with their text, cells one by one."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                lines.append(f"{block.number} {plain_text(block.children)}".strip())
            case Paragraph():
                lines.append(plain_text(block.children))
            case List():
                for item in block.items:
                    first, *rest = printed(item.blocks)
                    lines += [f"{item.number} {first}", *rest]
            case Table():
                for row in block.rows:
                    lines += [line for cell in row.cells for line in printed(cell.blocks)]
            case _:
                lines += printed(getattr(block, "blocks", ()))
    return lines


def table_after(document: Document, heading: str) -> Table:
    """The first table below a heading."""
    found = False
    for block in walk(document.blocks):
        found = found or (isinstance(block, Heading) and plain_text(block.children) == heading)
        if found and isinstance(block, Table):
            return block
    raise AssertionError(f"no table below {heading}")


def cell_text(cell: Cell) -> str:
    return "".join(printed(cell.blocks))


def change(workspace: Workspace, name: str, old: str, new: str) -> None:
    path = workspace.content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def tried(workspace: Workspace, name: str) -> list[Problem]:
    problems: list[Problem] = []
    pipeline.resolved(workspace, workspace.content / name, problems)
    return problems


# --- the four shapes ---


def test_a_flat_description_has_its_duties_as_one_list(own: Workspace) -> None:
    document, _problems = resolved(own, "jobs/key-account-office-manager.yaml")
    duties = next(block for block in document.blocks if isinstance(block, List))
    assert [item.number for item in duties.items] == [f"（{n}）" for n in range(1, 7)]


def test_duties_and_qualifications_stand_side_by_side(own: Workspace) -> None:
    document, _problems = resolved(own, "jobs/chain-channel-manager.yaml")
    duties, qualifications = [block for block in document.blocks if isinstance(block, List)]
    assert len(duties.items) == 8
    inner = [block for item in qualifications.items for block in item.blocks if isinstance(block, List)]
    assert [[item.number for item in block.items] for block in inner] == [["①", "②", "③"]] * 2


def test_clauses_are_numbered_in_decimals_with_one_count_of_tasks_over_all_cadences(own: Workspace) -> None:
    document, _problems = resolved(own, "jobs/franchise-account-manager.yaml")
    numbers = [line.split()[0] for line in printed(document.blocks) if line[:1].isdigit()]
    assert [n for n in numbers if n.startswith("1.") and n.count(".") == 1] == [f"1.{n}" for n in range(1, 7)]
    assert [n for n in numbers if n.startswith("1.4.")] == [f"1.4.{n}" for n in range(1, 6)]
    assert [n for n in numbers if n.startswith("2.")] == [f"2.{n}" for n in range(1, 9)]
    assert [n for n in numbers if n.startswith("3.")] == [f"3.{n}" for n in range(1, 40)]
    assert (
        "任务按周期分组，序号连续编排，共 39 项：每天 13 项、每周 7 项、每月 12 项、每季 4 项、每年 3 项。"
        in printed(document.blocks)
    )


def test_a_full_standard_has_duties_with_standards_shares_that_add_up_and_distinct_powers(own: Workspace) -> None:
    document, _problems = resolved(own, "jobs/sales-group-manager.yaml")
    lines = printed(document.blocks)
    assert {"业务三组", "4 人", "业务总监", "储备干部"} <= set(lines)
    standards = table_after(document, "岗位职责及标准")
    assert [cell_text(row.cells[0]) for row in standards.rows[1:-1]] == [str(n) for n in range(1, 12)]
    assert cell_text(standards.rows[-1].cells[-1]) == "100%"
    powers = table_after(document, "职权")
    assert {cell_text(row.cells[-3]) for row in powers.rows[1:]} >= {"拟订", "提请", "决定", "批准"}
    assert max(int(cell_text(row.cells[0])) for row in powers.rows[1:] if len(row.cells) == 5) == 7
    qualifications = next(lst for lst in document.blocks if isinstance(lst, List) and "个人特征" in printed((lst,))[0])
    assert len(qualifications.items) == 11


# --- one source, many papers ---

PAPERS = (
    "jobs/sales-group-manager.yaml",
    "handbooks/position-handbook.yaml",
    "assessments/sales-group-manager-assessment.yaml",
)


def test_a_changed_duty_changes_the_description_the_handbook_and_the_indicator_sheet(papers: Workspace) -> None:
    old, new = "按时召开周末业务例会", "按时召开周五业务例会"
    change(papers, "jobs/sales-group-manager.yaml", old, new)
    for name in PAPERS:
        text = "\n".join(printed(resolved(papers, name)[0].blocks))
        assert new in text, name
        assert old not in text, name


def test_a_changed_quota_changes_the_description_the_handbook_and_the_forms(papers: Workspace) -> None:
    change(
        papers,
        "jobs/franchise-account-manager.yaml",
        "事项: 开发新的潜在客户, 数量: 5",
        "事项: 开发新的潜在客户, 数量: 7",
    )
    for name in (
        "jobs/franchise-account-manager.yaml",
        "handbooks/position-handbook.yaml",
        "forms/franchise-account-manager-forms.yaml",
    ):
        assert any("开发新的潜在客户不少于 7 户" in line for line in printed(resolved(papers, name)[0].blocks)), name
    forms = resolved(papers, "forms/franchise-account-manager-forms.yaml")[0]
    visits = table_after(forms, "客户回访登记表")  # the head to fill in
    lines = [
        block
        for block in walk(forms.blocks)
        if isinstance(block, Table) and block is not visits and len(block.widths) == 8
    ]
    assert [cell.rowspan for row in lines[0].rows for cell in row.cells if cell.rowspan > 1] == [10, 7]
    week = table_after(forms, "定量任务完成情况")
    assert [cell_text(row.cells[1]) for row in week.rows[1:]] == ["50 户", "35 户"]


def test_a_changed_qualification_changes_the_recruitment_text(papers: Workspace) -> None:
    change(papers, "jobs/franchise-account-manager.yaml", "懂得基本的网络常识", "懂得数据网络的常识")
    assert any(
        "懂得数据网络的常识" in line
        for line in printed(resolved(papers, "postings/franchise-account-manager-posting.yaml")[0].blocks)
    )


def test_every_form_names_the_tasks_that_it_serves_and_its_page(own: Workspace) -> None:
    document, problems = resolved(own, "forms/franchise-account-manager-forms.yaml")
    assert problems == []
    listing = table_after(document, "表单一览")
    served = {cell_text(row.cells[1]): cell_text(row.cells[3]) for row in listing.rows[1:]}
    assert served == {
        "工作日志": "每天第 12 项", "客户回访登记表": "每天第 1 项", "周报": "每周第 16 项、每周第 18 项", "月度总结": "每月第 22 项",
        "客户档案": "每天第 2 项、每月第 31 项", "谈判纪要": "每天第 10 项", "货款催收流水账": "每月第 23 项",
    }  # fmt: skip
    references = [
        child for row in listing.rows[1:] for block in row.cells[-1].blocks for child in getattr(block, "children", ())
    ]
    assert all(isinstance(child, Reference) and child.form == "page" for child in references)
    assert len(references) == 7


def test_the_log_lists_the_days_tasks_and_the_month_its_indicators(own: Workspace) -> None:
    document, _problems = resolved(own, "forms/franchise-account-manager-forms.yaml")
    tables = [block for block in walk(document.blocks) if isinstance(block, Table)]
    log = next(table for table in tables if "今天的工作任务" in printed((table,)))
    assert len(log.rows) == 1 + 13
    assert [cell_text(row.cells[2]) for row in table_after(document, "指标完成情况").rows[1:]] == ["100%"] * 4
    assert len(table_after(document, "每月任务完成情况").rows) == 1 + 12


# --- the handbook ---


def test_the_handbook_registers_charts_and_indexes_every_post(own: Workspace) -> None:
    document, problems = resolved(own, "handbooks/position-handbook.yaml")
    assert problems == []
    register = table_after(document, "岗位一览")
    posts = [cell_text(row.cells[2]) for row in register.rows[1:-1]]
    assert len(posts) == len(set(posts)) == 8
    chart = next(
        block.picture.svg for block in walk(document.blocks) if getattr(block, "label", "") == "figure-organisation"
    )
    assert all(name in chart for name in ("大客户部", "业务部", "渠道部", "储备干部", "招商专员"))
    by_name = table_after(document, "按岗位名称")
    assert sorted(cell_text(row.cells[1]) for row in by_name.rows[1:]) == sorted(posts)
    assert [cell_text(row.cells[0]) for row in by_name.rows[1:] if cell_text(row.cells[0])] == sorted(
        cell_text(row.cells[0]) for row in by_name.rows[1:] if cell_text(row.cells[0])
    )


def test_the_subject_index_names_each_post_that_speaks_of_it_with_the_page_of_the_part(own: Workspace) -> None:
    document, _problems = resolved(own, "handbooks/position-handbook.yaml")
    index = table_after(document, "主题索引")
    rows = [[cell_text(cell) for cell in row.cells] for row in index.rows[1:]]
    start = next(n for n, row in enumerate(rows) if row[0] == "客户满意度")
    found = [rows[start][1]] + [row[1] for row in rows[start + 1 : start + 4] if not row[0]]
    assert found[:3] == ["大客户室经理", "招商大客户经理", "招商专员"]
    references = [
        c
        for row in index.rows[1:]
        for block in row.cells[2].blocks
        for c in getattr(block, "children", ())
        if isinstance(c, Reference)
    ]
    assert all(reference.form == "page" for reference in references)
    assert len(references) >= len(rows)


def test_the_matrix_has_each_task_once_under_its_cadence(own: Workspace) -> None:
    document, _problems = resolved(own, "handbooks/position-handbook.yaml")
    matrix = next(block for block in walk(document.blocks) if getattr(block, "label", "") == "table-tasks")
    assert isinstance(matrix, Table)
    tasks = [row for row in matrix.rows[1:] if len(row.cells) > 1]
    total = sum(
        len(group["任务"])
        for path in job_files()
        for group in yaml.safe_load(path.read_text(encoding="utf-8")).get("工作任务", ())
    )
    assert len(tasks) == total
    assert all([cell_text(cell) for cell in row.cells[2:7]].count("●") == 1 for row in tasks)


def job_files() -> list[Path]:
    return [*(ROOT / "content/jobs").glob("*.yaml"), *(ROOT / "content/handbooks").glob("_*.yaml")]


# --- what the kinds find wrong ---


def test_shares_that_pass_a_hundred_or_stay_below_eighty_are_said_at_their_line(papers: Workspace) -> None:
    name = "jobs/sales-group-manager.yaml"
    change(papers, name, "货款按合同约定的日期回笼, 占时: 20", "货款按合同约定的日期回笼, 占时: 21")
    found = tried(papers, name)
    assert [(p.code, p.severity, p.location.file) for p in found] == [("T117", "error", f"content/{name}")]
    assert "合计 101%" in found[0].message
    assert found[0].location.line > 1
    change(papers, name, "占时: 21", "占时: 1")
    change(papers, name, "无挪用、无坏账, 占时: 20", "无挪用、无坏账, 占时: 10")
    assert [(p.code, p.severity) for p in tried(papers, name)] == [("T117", "warning")]


def test_weights_that_do_not_make_a_hundred_are_said_in_the_description_and_in_the_sheet(papers: Workspace) -> None:
    change(papers, "jobs/sales-group-manager.yaml", "权重: 60", "权重: 50")
    for name in ("jobs/sales-group-manager.yaml", "assessments/sales-group-manager-assessment.yaml"):
        assert ["每季考核的指标权重合计 90%，不是 100%" in p.message for p in tried(papers, name)] == [True], name


def test_points_and_grades_of_a_sheet_must_fit(papers: Workspace) -> None:
    name = "assessments/sales-group-manager-assessment.yaml"
    change(papers, name, "履职: 30", "履职: 20")
    change(papers, name, "起点: 0", "起点: 70")
    assert {p.code for p in tried(papers, name)} == {"T117"}
    assert len(tried(papers, name)) == 3


def test_a_posting_for_more_people_than_the_post_has_places_is_warned_of(papers: Workspace) -> None:
    name = "postings/franchise-account-manager-posting.yaml"
    change(papers, name, "招聘人数: 2", "招聘人数: 5")
    assert [(p.code, p.severity, "多于岗位的定员 4 人" in p.message) for p in tried(papers, name)] == [
        ("T117", "warning", True)
    ]
    change(papers, name, '截止日期: "2026-03-31"', '截止日期: "2026-02-28"')
    assert sorted(p.severity for p in tried(papers, name)) == ["error", "warning"]


def test_a_subject_that_no_post_speaks_of_is_an_error_at_its_line(papers: Workspace) -> None:
    name = "handbooks/position-handbook.yaml"
    change(papers, name, "{主题: 价格, 拼音: jiage, 词: [价格]}", "{主题: 宇航, 拼音: yuhang}")
    found = tried(papers, name)
    assert [(p.code, p.location.file, "宇航" in p.message) for p in found] == [("T117", f"content/{name}", True)]


def test_posts_whose_superiors_go_in_a_circle_are_said(papers: Workspace) -> None:
    change(papers, "jobs/sales-group-manager.yaml", "直接上级: 业务总监", "直接上级: 储备干部")
    assert any("互为上下级" in p.message for p in tried(papers, "handbooks/position-handbook.yaml"))


def test_a_description_without_a_single_duty_or_task_is_refused_in_the_fields_words(papers: Workspace) -> None:
    path = papers.content / "jobs" / "bare.yaml"
    path.write_text(
        "文种: 岗位说明书\n标题: 题\n单位: 某公司\n编号: X-1\n概述: {岗位名称: 岗, 部门: 部, 直接上级: 上}\n",
        encoding="utf-8",
    )
    assert [p.code for p in tried(papers, "jobs/bare.yaml")] != []
