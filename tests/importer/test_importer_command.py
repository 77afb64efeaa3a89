"""`docgen import` as a contract: every encoding, every bad file, nothing overwritten, nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.importer import read as reading
from docgen.office import libreoffice as office
from import_word_samples import job_form, tracked, with_parts

DUTIES = "渠道专员岗位职责\n1、负责代理商的日常联络;\n2、负责合同的归档;\n3、协助核对返点。\n"
MARKDOWN = """\
# 会议室使用规定

适用于**全体员工**，以[行政部](https://a.example)公布的为准。

## 预订

1. 提前一天在系统里预订；
2. 取消的提前两小时说明：
   - 例会；
   - 临时会议。

| 房间 | 座位 |
| --- | --- |
| 一号 | 12 |
| 二号 \\| 三号 | 8 |

## 清洁

> 用后还原桌椅。
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(workspace.root)
    return workspace


def put(here: Workspace, name: str, raw: bytes) -> Path:
    path = here.root / name
    path.write_bytes(raw)
    return path


def refused(here: Workspace, path: Path, *options: str) -> str:
    """What the command says of a file that it does not import; exit 1, no traceback, nothing written."""
    result = run("import", path, *options)
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert list(here.content.iterdir()) == []
    return result.output


def test_a_file_becomes_drafts_that_build_where_the_workspace_keeps_them(here: Workspace) -> None:
    result = run("import", put(here, "职责.txt", DUTIES.encode()))
    assert result.exit_code == 0, result.output
    assert "content/imported/职责/渠道专员岗位职责.yaml  岗位说明书  S1–4" in result.output
    assert sorted(path.name for path in (here.content / "imported" / "职责").iterdir()) == [
        "导入报告-职责.md",
        "渠道专员岗位职责.yaml",
    ]
    built = run("build", "--format", "docx", "content/imported")
    assert built.exit_code == 0, built.output


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_every_usual_encoding_is_read(here: Workspace, encoding: str, said: str) -> None:
    raw = DUTIES.replace("\n", "\r\n").encode(encoding)
    result = run("import", put(here, "稿.txt", b"\xfe\xff" + raw if encoding == "utf-16-be" else raw))
    assert result.exit_code == 0, result.output
    folder = here.content / "imported" / "稿"
    assert "负责代理商的日常联络；  # 来源 S2 置信 0.95" in (folder / "渠道专员岗位职责.yaml").read_text(
        encoding="utf-8"
    )
    assert f"- 原稿：5 行，{said}\n" in (folder / "导入报告-稿.md").read_text(encoding="utf-8")


def test_markdown_keeps_headings_lists_and_tables(here: Workspace) -> None:
    assert run("import", put(here, "规定.md", MARKDOWN.encode()), "-o", here.content).exit_code == 0
    text = (here.content / "会议室使用规定.yaml").read_text(encoding="utf-8")
    assert "适用于全体员工，以行政部 https://a.example 公布的为准。" in text
    assert "小标题: 预订" in text
    assert "文字" not in text
    assert "二号 | 三号" in text
    assert "用后还原桌椅。" in text
    report = (here.content / "导入报告-规定.md").read_text(encoding="utf-8")
    assert "一字不差" in report
    assert run("build", "--format", "docx").exit_code == 0


def test_what_is_there_already_is_never_overwritten(here: Workspace) -> None:
    path = put(here, "职责.txt", DUTIES.encode())
    assert run("import", path).exit_code == 0
    draft = here.content / "imported" / "职责" / "渠道专员岗位职责.yaml"
    draft.write_text("我改过了", encoding="utf-8")
    (draft.parent / "导入报告-职责.md").unlink()
    again = run("import", path)
    assert again.exit_code == 1
    assert "I120 文件已经存在" in again.output
    assert draft.read_text(encoding="utf-8") == "我改过了"
    assert not (draft.parent / "导入报告-职责.md").exists()


def test_a_kind_can_be_asked_for(here: Workspace) -> None:
    path = put(here, "职责.txt", DUTIES.encode())
    assert "通用文档" in run("import", path, "--kind", "通用文档", "-o", here.content / "甲").output
    assert "岗位说明书" in run("import", path, "--kind", "job-description", "-o", here.content / "乙").output
    other = run("import", path, "--kind", "投标文件", "-o", here.content / "丙")
    assert other.exit_code == 1
    assert "I121 导入不能写成文种“投标文件”" in other.output
    assert not (here.content / "丙").exists()


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("空.txt", b"", "空.txt: I102 文件是空的"),
        ("空白.txt", b" \n\t\n", "I102"),
        ("空.docx", b"", "空.docx: I102"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "I103"),
        ("文.pdf", b"%PDF-1.7\n", "I103"),
        ("程序.txt", bytes(range(256)) * 4, "I103"),
        ("压缩.docx", b"PK\x03\x04" + bytes(40), "W101"),
        ("断.docx", job_form()[:2000], "W101"),
        (
            "密.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "I104 文件加了密码",
        ),
        ("广告.txt", "好范文版权所有\nhttp://a.example\n".encode(), "I102"),
    ],
)
def test_a_bad_file_is_refused_in_one_clear_line(here: Workspace, name: str, raw: bytes, said: str) -> None:
    output = refused(here, put(here, name, raw))
    assert said in output
    assert "提示：" in output


def test_a_missing_file_and_a_folder_are_named(here: Workspace) -> None:
    assert "I101 没有这个文件" in refused(here, here.root / "没有.docx")
    assert "I101 这是文件夹" in refused(here, here.templates)


def test_macros_bombs_and_broken_parts_are_refused(here: Workspace) -> None:
    macro = with_parts(job_form(), {"word/vbaProject.bin": b"x"})
    assert "W103" in refused(here, put(here, "宏.docm", macro))
    bomb = with_parts(job_form(), {"word/media/a.bin": bytes(60_000_000)})
    assert "W102" in refused(here, put(here, "炸弹.docx", bomb))
    broken = with_parts(job_form(), {"word/document.xml": b"<w:document"})
    assert "W101" in refused(here, put(here, "坏.docx", broken))
    entity = with_parts(job_form(), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'})
    assert "W104" in refused(here, put(here, "实体.docx", entity))


def test_a_file_beyond_measure_is_refused_before_it_is_read(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1000)
    assert "I105" in refused(here, put(here, "大.txt", DUTIES.encode() * 50))
    monkeypatch.setattr(reading, "LARGEST", 2000)
    assert "I105" in refused(here, put(here, "大.docx", job_form()))


def test_tracked_changes_stop_the_import_until_they_are_decided(here: Workspace) -> None:
    path = put(here, "修订.docx", tracked())
    assert "I110" in refused(here, path)
    assert run("import", path, "--changes", "accept").exit_code == 0


def test_an_old_file_without_libreoffice_says_what_to_do(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    raw = (Path(__file__).parents[1] / "importer" / "samples" / "岗位表单.doc").read_bytes()
    output = refused(here, put(here, "旧.doc", raw))
    assert "L111 这台电脑上没有 LibreOffice，读不了 .doc 文件" in output
    assert "另存为 .docx" in output


def test_outside_a_workspace_a_folder_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "职责.txt"
    path.write_text(DUTIES, encoding="utf-8")
    assert "C204" in run("import", path).output
    assert run("import", path, "-o", tmp_path / "稿").exit_code == 0
    assert (tmp_path / "稿" / "渠道专员岗位职责.yaml").is_file()


def test_marks_that_make_text_of_a_table_are_not_asked_to_be_filled_in(here: Workspace) -> None:
    put(here, "岗位.docx", job_form())
    assert run("import", here.root / "岗位.docx").exit_code == 0
    (report,) = (here.content / "imported").rglob("导入报告*.md")
    wanted, _heading, added = report.read_text(encoding="utf-8").partition("## 加上的字")
    assert "表单里的冒号" in added
    assert "表单里的冒号" not in wanted
