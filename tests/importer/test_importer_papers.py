"""Single papers of every usual sort stay whole; one after the other in a file, each is found again."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.importer.importing import import_file, write

PAPERS = sorted((Path(__file__).parents[1] / "importer" / "samples" / "papers").iterdir())


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_single_paper_stays_whole_and_builds(path: Path, workspace: Workspace) -> None:
    imported = import_file(path)
    assert [(draft.first, draft.last) for draft in imported.drafts] == [
        (1, len(path.read_text(encoding="utf-8").splitlines()))
    ]
    assert imported.balance.even
    result = pipeline.build(workspace, write(imported, workspace.content)[0], ("html",))
    assert [str(problem) for problem in result.problems if problem.severity == "error"] == []


@pytest.mark.parametrize("order", [*permutations(range(len(PAPERS)), 2), tuple(range(len(PAPERS)))], ids=str)
def test_papers_in_one_file_are_found_where_they_begin(order: tuple[int, ...], tmp_path: Path) -> None:
    texts = [PAPERS[index].read_text(encoding="utf-8") for index in order]
    path = tmp_path / "合订.txt"
    path.write_text("".join(texts), encoding="utf-8")
    begins = [1]
    for text in texts[:-1]:
        begins.append(begins[-1] + len(text.splitlines()))
    assert [draft.first for draft in import_file(path).drafts] == begins


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("会议纪要", "会议纪要"),
        ("活动方案", "活动方案"),
        ("工作总结", "工作报告"),
        ("招聘启事", "岗位说明书"),
        ("岗位说明", "岗位说明书"),
        ("管理办法", "通用文档"),
    ],
)
def test_what_kind_of_paper_it_is_is_told(name: str, guess: str) -> None:
    path = next(path for path in PAPERS if path.stem == name)
    assert import_file(path).drafts[0].guess == guess


def test_articles_run_on_through_chapters_with_their_items(workspace: Workspace) -> None:
    imported = import_file(next(path for path in PAPERS if path.stem == "管理办法"))
    text = imported.files()[0][1].decode()
    assert [line.split("  #")[0].strip() for line in text.splitlines() if "小标题" in line] == [
        "- 小标题: 总则",
        "- 小标题: 申请与使用",
        "- 小标题: 附则",
    ]
    assert "起始: 3" in text
    assert '- 条文: "有下列情形之一的，不予派车："' in text
    assert list(imported.paper.notes.of("doubt")) == []
