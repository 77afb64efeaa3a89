"""Word files as they come: automatic numbers, merged cells, forms, tracked changes, old formats."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docgen.app import build as pipeline
from docgen.content.load import load_document
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.importer.conservation import count
from docgen.importer.importing import Imported, import_file, write
from docgen.importer.values import values
from import_word_samples import furnished, job_form, rules, standards, tracked, visible_words

SAMPLES = Path(__file__).parents[1] / "importer" / "samples"


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def drafted(imported: Imported) -> Counter[str]:
    return sum((count(value.text) for draft in imported.drafts for value in values(draft.data)), Counter())


def builds(imported: Imported, workspace: Workspace, formats: tuple[str, ...] = ("docx",)) -> pipeline.Result:
    path = write(imported, workspace.content)[0]
    result = pipeline.build(workspace, path, formats)
    assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
    return result


def plain(data: Any) -> Any:
    """A draft with its values as strings."""
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    if hasattr(data, "parts"):
        return [
            sign + value.text if hasattr(value, "text") else plain([list(row) for row in value.rows])
            for sign, value in data.parts
        ]
    return getattr(data, "text", data)


def test_automatic_numbers_make_the_outline_and_merged_cells_stay_merged(tmp_path: Path, workspace: Workspace) -> None:
    imported = import_file(put(tmp_path, "规定.docx", rules()))
    assert plain(imported.drafts[0].data) == {
        "文种": "通用文档",
        "标题": "客户档案管理规定",
        "章节": [
            {
                "小标题": "总则",
                "内容": [
                    {
                        "列表": ["为规范客户档案的建立、使用和保管，制定本规定。", "本规定适用于各业务部门。"],
                        "样式": "一、",
                    }
                ],
            },
            {
                "小标题": "档案的建立",
                "内容": [
                    {
                        "列表": [
                            {
                                "条文": "档案由客户经理建立，内容包括：",
                                "各条": ["客户的基本信息；", "历次走访的记录；"],
                                "样式": "1.",
                            },
                            "档案应在签约后十日内建成。",
                        ],
                        "样式": "一、",
                    },
                    {"正文": ["保管期限见下表。"]},
                    {
                        "表格": {
                            "列宽": imported.drafts[0].data["章节"][1]["内容"][2]["表格"]["列宽"],
                            "行": [
                                [{"文字": "类别", "跨行": 2}, {"文字": "期限", "跨列": 2}],
                                ["电子", "纸质"],
                                ["合同", "十年", "十年"],
                                ["走访记录", "三年", "一年"],
                            ],
                        }
                    },
                ],
            },
            {"小标题": "附则", "编序号": False, "内容": [{"正文": ["本规定由市场部解释。"]}]},
        ],
    }
    assert drafted(imported) == count(visible_words(rules()))
    assert builds(imported, workspace).document is not None


def test_what_a_draft_cannot_carry_is_listed(tmp_path: Path) -> None:
    report = import_file(put(tmp_path, "规定.docx", rules())).report
    assert "**页眉** `星河通信技术有限公司 内部资料`" in report
    assert "这里有图片或嵌入的对象，没有导入" in report


def test_a_form_of_labels_and_cells_becomes_fields(tmp_path: Path, workspace: Workspace) -> None:
    imported = import_file(put(tmp_path, "说明书.docx", job_form()))
    data = plain(imported.drafts[0].data)
    assert data["标题"] == "区域销售主管岗位说明书"
    assert data["概述"] == {"岗位名称": "区域销售主管", "部门": "市场部", "定员": "2", "直接上级": "市场部经理"}
    assert data["岗位职责"] == ["负责本区域的销售计划与执行；", "负责代理商的培训；", "组织每月的销售例会。"]
    assert data["任职条件"] == [
        {"名称": "教育程度", "要求": "大专以上学历。"},
        {"名称": "工作经验", "要求": "从事销售工作三年。"},
    ]
    assert imported.balance.even
    builds(imported, workspace)


def test_a_description_that_docgen_made_comes_back_to_its_fields(workspace: Workspace, own: Workspace) -> None:
    made = workspace.content / "例.yaml"
    made.write_text((own.templates / "job-description" / "example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    known = load_document(made, workspace).data
    path = put(workspace.root, "例.docx", pipeline.build(workspace, made, ("docx",)).outputs["docx"])
    made.unlink()
    imported = import_file(path)
    data = plain(imported.drafts[0].data)
    assert imported.balance.even
    assert data["标题"] == known["标题"]
    assert data["概述"] | {"定员": 2} == {key: text for key, text in known["概述"].items() if key != "拼音"}
    assert data["岗位职责"] == known["岗位职责"]
    assert [(group["周期"], len(group["任务"])) for group in data["工作任务"]] == [
        (group["周期"], len(group["任务"])) for group in known["工作任务"]
    ]
    assert [entry["名称"] for entry in data["任职条件"]] == [entry["名称"] for entry in known["任职条件"]]
    builds(imported, workspace)


def test_tables_of_duties_and_of_indicators_become_the_fields_they_are(tmp_path: Path, workspace: Workspace) -> None:
    imported = import_file(put(tmp_path, "标准.docx", standards()))
    data = plain(imported.drafts[0].data)
    assert data["职责及标准"] == [
        {"职责": "走访重点客户", "标准": "每月不少于八家，有记录", "占时": "60"},
        {"职责": "核对货款", "标准": "月底前与财务对清", "占时": "40"},
    ]
    assert data["工作目标"] == [{"指标": "回款率", "目标值": "100%", "周期": "每月"}]
    text = imported.files()[0][1].decode()
    assert "| 部门 | 事由 |" in text
    assert "| 财务部 | 对账 \\| 开票 |" in text
    assert imported.balance.even
    builds(imported, workspace)


def test_boxes_notes_links_controls_and_fields_keep_their_text(tmp_path: Path, workspace: Workspace) -> None:
    imported = import_file(put(tmp_path, "巡检.docx", furnished()))
    assert plain(imported.drafts[0].data)["章节"] == [
        {
            "小标题": "巡检的次序",
            "编序号": False,
            "内容": [
                {
                    "正文": [
                        "先到仓库", "再到柜台", "要点见右框。", "先看库存，再看陈列。", "价签以系统为准（以当日零时为准）。", "下载巡检表后打印。",
                        "责任人：店长。", "三月一日起执行。",
                    ]
                }
            ],
        }
    ]  # fmt: skip
    lost = {note.topic: note.text for note in imported.paper.notes.of("dropped")}
    assert lost == {"批注": "这里再核实", "目录": "巡检的次序 1"}
    assert imported.balance.even
    builds(imported, workspace)


def test_tracked_changes_are_refused_with_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        import_file(put(tmp_path, "修订.docx", tracked()))
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file) == ("I110", "修订.docx")
    assert "4 处修订没有处理：插入“每日登记。”、删除“每周一次。”、移走“按年装订。”、移入“按年装订。”" in problem.message
    assert "--changes accept" in problem.hint


def test_tracked_changes_are_accepted_when_asked(tmp_path: Path, workspace: Workspace) -> None:
    imported = import_file(put(tmp_path, "修订.docx", tracked()), changes="accept")
    assert plain(imported.drafts[0].data)["岗位职责"] == [
        "负责渠道的日常联络；每日登记。",
        "负责合同的归档；",
        "负责返点的核对。按年装订。",
    ]
    assert [note.text for note in imported.paper.notes.of("dropped") if note.topic == "修订中删去的文字"] == [
        "每周一次。"
    ]
    markers = count("1、2、3、")
    assert drafted(imported) + markers == count(visible_words(tracked(), without=("del", "moveFrom")))
    builds(imported, workspace)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_formats_come_in_through_libreoffice(tmp_path: Path, workspace: Workspace) -> None:
    """A .wps is the same compound file under another name."""
    imported = import_file(put(tmp_path, "旧稿.wps", (SAMPLES / "岗位表单.doc").read_bytes()))
    data = plain(imported.drafts[0].data)
    assert data["概述"] == {"岗位名称": "区域销售主管", "部门": "市场部", "定员": "2", "直接上级": "市场部经理"}
    assert data["岗位职责"] == ["负责本区域的销售计划与执行；", "负责代理商的培训；", "组织每月的销售例会。"]
    builds(imported, workspace)
