"""A file of eight papers without delimiters, with every fault that such files have: found, repaired, reported, and built."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docgen.app import build as pipeline
from docgen.content.load import load_document
from docgen.content.workspace import Workspace
from docgen.importer.conservation import count
from docgen.importer.importing import Imported, import_file, write
from docgen.importer.values import Value, values

SAMPLES = Path(__file__).parents[1] / "importer" / "samples"
COLLECTION = SAMPLES / "collection.txt"


@pytest.fixture(scope="module")
def collection() -> Imported:
    return import_file(COLLECTION)


def texts(data: Any) -> list[str]:
    return [value.text for value in values(data)]


def noted(imported: Imported, kind: str, topic: str = "") -> list[str]:
    """`S12 words` of each note of a kind."""
    return [
        f"{note.place} {note.what or note.text}"
        for note in imported.paper.notes.all
        if note.kind == kind and topic in ("", note.topic)
    ]


def test_eight_papers_are_found_where_they_begin(collection: Imported) -> None:
    assert [(draft.first, draft.last) for draft in collection.drafts] == [
        (1, 7), (8, 15), (16, 18), (19, 23), (24, 48), (49, 78), (79, 108), (109, 131),
    ]  # fmt: skip
    assert [draft.guess for draft in collection.drafts] == [
        "岗位说明书", "工作报告", "讲话稿", "岗位说明书", "培训大纲", "岗位说明书", "岗位说明书", "薪酬制度",
    ]  # fmt: skip
    assert "标题说有 8 篇，相符" in collection.report


def test_a_count_of_papers_that_does_not_fit_is_said(tmp_path: Path) -> None:
    path = tmp_path / "合集.txt"
    path.write_text(COLLECTION.read_text(encoding="utf-8").replace("精选8篇", "精选十篇"), encoding="utf-8")
    assert "S1 标题说有 10 篇，分出 8 篇" in noted(import_file(path), "undecided", "篇数")


def test_flat_duties_keep_their_order_though_two_numbers_had_no_sign(collection: Imported) -> None:
    duties = collection.drafts[0].data["岗位职责"]
    assert [duty.first for duty in duties] == [3, 4, 5, 6, 6, 7]
    assert duties[4].text == "组织代理商满意度调查，负责汇总意见。"
    assert duties[5].text == "处理代理商投诉，负责三个工作日内答复。"


def test_tasks_are_grouped_by_cadence_under_one_count(collection: Imported) -> None:
    tasks = collection.drafts[5].data["工作任务"]
    assert [(group["周期"], len(group["任务"])) for group in tasks] == [
        ("每天", 2),
        ("每周", 3),
        ("每月", 2),
        ("每季", 1),
    ]
    assert (
        tasks[1]["任务"][0]["内容"].text
        == "每周走访两家代理商的门店，检查陈列、库存和价签，发现问题当场协调解决并记录在案。"
    )
    assert tasks[1]["任务"][0]["内容"].place == "S69–71"


def test_nested_decimals_become_qualifications_with_points(collection: Imported) -> None:
    qualifications = collection.drafts[5].data["任职条件"]
    assert [entry["名称"].text for entry in qualifications] == ["教育背景", "工作经验", "工作技能", "其他"]
    assert [point.text for point in qualifications[2]["各条"]] == [
        "熟悉代理商管理制度，能够独立组织招商会。",
        "能够起草合作协议，准确记录谈判内容。",
    ]


def test_glued_fields_fill_the_overview(collection: Imported) -> None:
    overview = collection.drafts[6].data["概述"]
    assert {key: value.text for key, value in overview.items()} == {
        "岗位名称": "区域经理", "部门": "渠道部", "定员": "3", "工作地点": "第二办公区", "直接上级": "销售总监", "直接下属": "渠道专员",
    }  # fmt: skip


def test_numbers_of_one_style_at_two_depths_are_told_apart(collection: Imported) -> None:
    rules = collection.drafts[6].data["工作细则"]
    assert [rule["标题"].text for rule in rules] == ["总则", "区域经理", "日常管理"]
    assert [(sign, value.text[:6]) for sign, value in rules[1]["正文"].parts] == [
        ("", "区域经理应当"), ("1. ", "熟悉本区域的"), ("2. ", "作风正派，处"), ("", "区域经理行使"), ("1. ", "拟订本区域的"), ("2. ", "提请总监任免"),
    ]  # fmt: skip


def test_run_together_numbers_are_repaid_to_their_headings(collection: Imported) -> None:
    chapters = collection.drafts[4].data["部分"][0]["章"]
    sections = {
        section["名称"].text: [topic for topic in section["知识点"]]
        for chapter in chapters
        for section in chapter["节"]
    }
    assert texts(sections["客户分类"]) == ["客户分级的方法"]
    assert texts(sections["使命与价值"]) == ["企业的使命", "企业的服务承诺"]
    assert texts(sections["服务规范"]) == ["营业厅服务规范", "上门服务规范", "投诉处理时限"]
    assert texts(sections["廉洁要求"]) == ["廉洁从业规定", "礼品登记的办理思路"]
    assert texts(sections["方案编写"]) == ["方案的结构", "方案的报价办法"]
    assert [list(topic) for topic in sections["演示技巧"]] == [["熟悉", "掌握"], ["了解", "熟悉"]]
    assert texts(sections["演示技巧"]) == ["演示的准备", "答疑的要领", "演示设备：投影设备", "备用方案"]
    assert "S46 “方案编写”有 3 个编号，只有 2 条，无法复原；按见到的条目排" in noted(collection, "undecided")
    assert "S40–44 “办理思…路”：S40 的“路”接回 S44" in noted(collection, "changed", "断开的词")


def test_the_score_model_is_read_and_its_faults_told(collection: Imported) -> None:
    assert "评分模型：门店巡检 40（S120）、代理商服务 40（S121）、信息报送 20（S122），合计 100 分" in collection.report
    assert "差（不满意） 0–16、一般（一般满意） 16–30、较好（满意） 30–36、好（很满意） 36–40" in collection.report
    assert "固定金额：绩效工资 900 元/月（S115）" in collection.report


@pytest.mark.parametrize(
    ("topic", "place", "words"),
    [
        ("单位名称", "S5", "蓝湖科技有限公司"),
        ("编号", "S7", "没有分隔符"),
        ("残缺", "S12", "像是半句话"),
        ("用词", "S16", "“竟聘”像是“竞聘”"),
        ("数目", "S16", "三点优势，只见到 2"),
        ("残缺", "S17", "找到解决的办法"),
        ("编号", "S41", "缺少第三章"),
        ("任职要求", "S53", "年龄35"),
        ("任职要求", "S53", "形象气质"),
        ("编号", "S59", "有的写“.”，有的写“、”"),
        ("编号", "S62", "缺少编号 2.3"),
        ("内容相近", "S72", "与 S67"),
        ("编号", "S73", "“4.5、”夹在 3.x 之间"),
        ("内容相近", "S75", "与 S61"),
        ("编号", "S76", "编号 3.6 重复"),
        ("错位", "S86", "和竞品动向"),
        ("引用", "S91", "《渠道人员月度考核表》"),
        ("编号", "S95", "从 6 退到 3"),
        ("编号", "S100", "用同一种编号"),
        ("编号", "S106", "第三章"),
        ("残缺", "S108", "管理责"),
        ("丢失的符号", "S110", "“固定工资 年终奖金”"),
        ("丢失的符号", "S116", "20000 × 3% = 600"),
        ("名称不一", "S118", "这里叫“情报上报”"),
        ("未定义", "S118", "由得分算出金额"),
        ("分档", "S126", "16、30、36 分同时属于两档"),
        ("缺漏", "S131", "“信息报送”没有“标准”"),
    ],
)
def test_every_fault_of_the_paper_is_told_at_its_line(collection: Imported, topic: str, place: str, words: str) -> None:
    assert [what for what in noted(collection, "doubt", topic) if what.startswith(f"{place} ") and words in what]


def test_what_web_pages_added_is_dropped_and_listed(collection: Imported) -> None:
    assert noted(collection, "dropped", "网页文字") == [
        "S10 学习资料网", "S112 中文资料库版权所有", "S132 【渠道主管工作职责】推荐阅读:", "S133 渠道主管述职报告03-12",
        "S134 渠道经理竞聘稿11-02", "S1 网页给合集起的名",
    ]  # fmt: skip


def test_spaces_in_words_and_broken_lines_are_closed_and_told(collection: Imported) -> None:
    assert "S84 去掉：执行情␣况并书" in noted(collection, "changed", "字间空格")
    assert "S9–10 接上：段的实习。我↵负责在门口接" in noted(collection, "changed", "硬换行")
    assert "S95 “3工作细则”粘在上一条后面，已分开" in noted(collection, "changed", "粘连")


def test_no_character_is_lost_and_none_invented(collection: Imported) -> None:
    source = count(COLLECTION.read_text(encoding="utf-8"))
    drafted: Counter[str] = sum((count(text) for draft in collection.drafts for text in texts(draft.data)), Counter())
    dropped: Counter[str] = sum((count(note.text) for note in collection.paper.notes.of("dropped")), Counter())
    assert source == drafted + dropped
    assert collection.balance.even


def test_every_text_has_its_lines_and_confidence_and_reads_back_as_it_was(
    collection: Imported, workspace: Workspace
) -> None:
    for draft, path in zip(collection.drafts, write(collection, workspace.content), strict=False):
        comments = re.findall(
            r"# 来源 S\d+(?:–\d+)? 置信 [01](?:\.\d+)?$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert len(comments) == sum(1 for _place in _places(draft.data))
        loaded = load_document(path, workspace)
        assert loaded.problems == []
        assert count("".join(_plain(loaded.data))) == count("".join(_plain(draft.data)))


def _places(data: Any) -> Any:
    """Values and passages of a draft: each has one comment."""
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _places(item)
    elif not isinstance(data, str | int):
        yield data


def _plain(data: Any) -> Any:
    """All texts of a draft or of what was loaded, without the signs that Markdown wants."""
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _plain(item)
    elif isinstance(data, Value):
        yield data.text
    elif hasattr(data, "parts"):
        yield from (sign.strip() + value.text for sign, value in data.parts)
    else:
        yield str(data).replace("\\", "")


@pytest.mark.parametrize("number", range(1, 9))
def test_every_draft_builds_at_once(collection: Imported, number: int, workspace: Workspace) -> None:
    draft = collection.drafts[number - 1]
    if not (workspace.templates / draft.kind / "kind.yaml").is_file():
        pytest.skip(f"no kind {draft.kind} here")
    path = next(path for path in write(collection, workspace.content) if path.name == draft.name)
    result = pipeline.build(workspace, path, ("docx",))
    assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
    assert result.outputs["docx"].startswith(b"PK")


def test_a_kind_that_the_workspace_lacks_is_not_written(workspace: Workspace) -> None:
    imported = import_file(COLLECTION, known=("general",))
    assert {draft.kind for draft in imported.drafts} == {"general"}
    assert imported.balance.even
    for path in write(imported, workspace.content)[:-1]:
        result = pipeline.build(workspace, path, ("html",))
        assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
