"""The workflow at the command line: what users type and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from approval_samples import PASSPHRASE, PEOPLE, furnish, write
from docgen.cli import main
from docgen.content.workspace import Workspace

Run = Callable[..., Result]
FILE = "content/制度.yaml"


@pytest.fixture
def run(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("submit", FILE, "--as", "lin")` in a workspace with everyone's key registered."""
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    monkeypatch.setenv("DOCGEN_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(workspace.root)
    furnish(workspace)

    def run_(*arguments: str, ok: bool = True) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == (0 if ok else 1), result.output
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        return result

    run_("set-up", "--as", "何示例")
    for person in PEOPLE:
        run_("key", "new", "--as", person)
        fingerprint = run_("key", "fingerprint", "--as", person).output.strip()
        run_("key", "register", f"keys/{person}.pub", "--as", "he", "--fingerprint", fingerprint)
    return run_


def test_a_document_from_draft_to_signed(run: Run) -> None:
    assert "草稿" in run("status").output
    assert run("route", FILE).output.splitlines()[1:] == [
        "○ 1. 审核  一人，全文：周示例",
        "○ 2. 财务会签（并行）  一人，报价：钱示例",
        "○ 2. 法务会签（并行）  一人，全文：方示例",
        "○ 3. 签发  一人，全文：宋示例",
    ]
    handed = run("submit", FILE, "--as", "lin", "--summary", "初稿").output
    code = handed.split("校验码 ")[1].split("（")[0]
    assert "审核：等待 周示例" in handed
    assert run("inbox", "--as", "zhou").output == f"{FILE}  审核  V0.1\n"
    run("approve", FILE, "--as", "zhou", "--code", code)
    run("approve", FILE, "--as", "qian", "--yes", "--note", "数字无误")
    returned = run("return", FILE, "--as", "fang", "--reason", "第二句有歧义").output
    assert "退回起草人（法务会签；改好后直接回到这一步）：第二句有歧义" in returned
    assert run("inbox", "--as", "lin").output == f"{FILE}  退回修改  V0.1：第二句有歧义\n"
    write(Path(FILE), "第二稿。")
    run("submit", FILE, "--as", "lin")
    run("approve", FILE, "--as", "zhou", "--yes")
    run("approve", FILE, "--as", "fang", "--yes")
    assert "可以定稿" in run("approve", FILE, "--as", "song", "--yes").output
    assert run("status", FILE).output == f"{FILE}  已签发  V0.2\n"
    log = run("log", FILE).output.splitlines()
    assert len(log) == 8
    assert "宋示例  同意（签发）" in log[-1]
    assert all("[" in line for line in log)
    route = run("route", FILE).output
    assert route.count("✓") == 4
    assert "同意：方示例" in route


def test_an_edited_draft_is_shown_as_such_and_not_approved(run: Run) -> None:
    run("submit", FILE, "--as", "lin")
    run("approve", FILE, "--as", "zhou", "--yes")
    write(Path(FILE), "改了一个字。")
    assert "范围未变、签批仍有效的步骤：财务会签" in run("status", FILE).output
    assert "A205" in run("approve", FILE, "--as", "qian", "--yes", ok=False).output
    Path(FILE).write_text("文种: 短制度\n", encoding="utf-8")
    assert "现在有错误" in run("status", FILE).output


def test_the_code_of_another_draft_is_refused(run: Run) -> None:
    run("submit", FILE, "--as", "lin")
    assert "A206" in run("approve", FILE, "--as", "zhou", "--code", "AAAAA-AAAAA", ok=False).output
    assert "A206" in run("approve", FILE, "--as", "zhou", ok=False).output  # not said, and nobody to ask


def test_signers_are_changed_on_the_way(run: Run) -> None:
    run("submit", FILE, "--as", "lin")
    run("add-signer", FILE, "钱示例", "--as", "zhou", "--position", "before")
    assert "钱示例" in run("status", FILE).output
    run("approve", FILE, "--as", "qian", "--yes")
    delegated = run("delegate", FILE, "--as", "zhou", "--to", "song", "--until", "2099-12-31").output
    assert "W0001" in delegated
    assert "代周示例，办理时加 --for zhou" in run("inbox", "--as", "song").output
    run("transfer", FILE, "--as", "zhou", "--to", "he", "--reason", "出差")
    assert "等待 何示例" in run("status", FILE).output
    assert "催办：何示例" in run("remind", FILE, "--as", "lin", "--note", "急").output
    run("delegate", "--as", "zhou", "--end", "W0001")
    run("withdraw", FILE, "--as", "lin")
    assert "草稿" in run("status", FILE).output


def test_someone_acts_for_another_only_as_delegated(run: Run) -> None:
    run("submit", FILE, "--as", "lin")
    run("delegate", "--as", "zhou", "--to", "he", "--until", "2099-12-31", "--kind", "short")
    run("approve", FILE, "--as", "he", "--for", "周示例", "--yes")
    assert "何示例代周示例" in run("log", FILE).output
    assert "同意：何示例代周示例" in run("route", FILE).output


def test_paper_is_entered_by_the_registrar(run: Run, tmp_path: Path) -> None:
    code = run("submit", FILE, "--as", "lin").output.split("校验码 ")[1].split("（")[0]
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"scan")
    recorded = ("--recorded-for", "zhou", "--evidence", str(scan), "--code", code)
    assert "A216" in run("approve", FILE, "--as", "he", "--recorded-for", "zhou", "--yes", ok=False).output
    assert "A216" in run("approve", FILE, "--as", "song", *recorded, ok=False).output
    assert "登记 周示例 的签批" in run("approve", FILE, "--as", "he", *recorded).output
    assert "周示例（何示例登记）第" in run("route", FILE).output  # it waits for 周示例
    assert "对周示例纸面签批的登记（docgen confirm）" in run("inbox", "--as", "zhou").output
    assert "docgen confirm" not in run("inbox", "--as", "song").output
    assert "A223" in run("confirm", FILE, "--as", "song", "--yes", ok=False).output
    assert "A216" in run("confirm", FILE, "--as", "zhou", "--code", "AAAAA-AAAAA", ok=False).output
    assert "签批件 scan.pdf" in run("confirm", FILE, "--as", "zhou", "--yes").output
    assert "同意：周示例（何示例登记、周示例确认）" in run("route", FILE).output


def test_the_route_is_drawn(run: Run, tmp_path: Path) -> None:
    run("submit", FILE, "--as", "lin")
    run("route", FILE, "-o", str(tmp_path / "route.svg"))
    drawn = (tmp_path / "route.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    for text in ("拟稿送审", "▶ 审核", "财务会签", "周示例", "编号定稿"):
        assert text in drawn


def test_people_keys_and_administrators_are_kept(run: Run) -> None:
    run("person", "add", "chen", "陈示例", "--as", "he", "--department", "hr", "--role", "审核", "--role", "财务")
    assert "{编号: chen, 姓名: 陈示例, 部门: hr, 角色: [审核, 财务]}" in Path("content/organisation.yaml").read_text(
        encoding="utf-8"
    )
    assert "chen  陈示例  人力资源部  审核、财务  没有密钥" in run("person", "list").output
    before = Path("content/organisation.yaml").read_bytes()
    assert "A110" in run("person", "add", "wu", "吴示例", "--as", "he", "--department", "none", ok=False).output
    assert "A310" in run("person", "add", "chen", "又一人", "--as", "he", ok=False).output
    assert "A308" in run("person", "add", "wu", "吴示例", "--as", "lin", ok=False).output
    assert Path("content/organisation.yaml").read_bytes() == before
    run("key", "revoke", "song", "--reason", "遗失", "--as", "he")
    assert "已吊销：遗失" in run("key", "list").output
    run("admin", "add", "lin", "--as", "he")
    assert run("admin", "list").output == "he  何示例\nlin  林示例\n"
    assert "已提议" in run("admin", "remove", "何示例", "--as", "lin").output
    assert "林示例提议不再让何示例当管理员：核对后再办一次，才算数" in run("inbox", "--as", "he").output
    assert "提议" not in run("inbox", "--as", "lin").output
    listed = run("key", "list").output
    assert "林示例（lin）  有效  单人登记：何示例" in listed
    assert "待另一位管理员办理" in listed
    assert "单人登记：林示例、周示例、钱示例、方示例的密钥由何示例一个人登记" in run("verify", "--record").output
    run("admin", "remove", "何示例", "--as", "he")
    assert run("admin", "list").output == "lin  林示例\n"
    assert run("organisation", "show").output == "没有改动\n"


def test_a_renamed_department_is_reported_where_it_is_written(run: Run) -> None:
    write(Path(FILE), "人力资源部负责。")
    file = Path("content/organisation.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("人力资源部", "人才部"), encoding="utf-8")
    assert "改名为“人才部”" in run("organisation", "show").output
    assert "A311" in run("submit", FILE, "--as", "lin", ok=False).output
    assert f"{FILE}:3:5 仍写“人力资源部”" in run("organisation", "confirm", "--as", "he").output


def test_a_moved_file_is_taken_up_again(run: Run) -> None:
    run("submit", FILE, "--as", "lin")
    Path(FILE).rename("content/新名.yaml")
    assert "A219" in run("approve", "content/新名.yaml", "--as", "zhou", "--yes", ok=False).output
    assert "A220" in run("approve", FILE, "--as", "zhou", "--yes", ok=False).output
    afresh = run("submit", "content/新名.yaml", "--as", "lin", ok=False).output
    assert "A220" in afresh
    assert f"docgen submit content/新名.yaml --moved-from {FILE}" in afresh
    run("submit", "content/新名.yaml", "--moved-from", FILE, "--as", "lin")
    run("approve", "content/新名.yaml", "--as", "zhou", "--yes")
    assert "内容文件移到" in run("log", "content/新名.yaml").output


def test_a_lost_record_is_not_called_one_that_was_never_begun(run: Run, workspace: Workspace) -> None:
    run("submit", FILE, "--as", "lin")
    workspace.record.unlink()
    assert "审批记录不见了" in run("status", FILE, ok=False).output
    begun = run("set-up", "--as", "he", ok=False).output
    assert "A314" in begun
    assert "从备份恢复它；不能重新建立" in begun


def test_numbers_are_reserved_voided_and_listed(run: Run, workspace: Workspace) -> None:
    assert "A441" in run("number", "list", "short", ok=False).output
    kind = workspace.templates / "short" / "kind.yaml"
    kind.write_text(kind.read_text(encoding="utf-8") + "number: {code: 星河, start_at: 37}\n", encoding="utf-8")
    refused = run("number", "reserve", "短制度", "37", "--year", "2026", "--reason", "x", "--as", "he", ok=False)
    assert "A341" in refused.output
    assert "templates/short/kind.yaml（有改动）" in run("policy", "show").output
    run("policy", "confirm", "--as", "he")
    assert "没有改动" in run("policy", "show").output
    run("number", "reserve", "短制度", "37", "--year", "2026", "--reason", "留给年度计划", "--as", "he")
    run("number", "void", "short", "38", "--year", "2026", "--reason", "打印作废", "--as", "he")
    assert run("number", "list", "short", "--year", "2026").output.splitlines() == [
        "星河〔2026〕37号  保留  留给年度计划",
        "星河〔2026〕38号  作废  打印作废",
        "下一个：星河〔2026〕39号",
    ]
    assert (
        "A441"
        in run("number", "reserve", "short", "38", "--year", "2026", "--reason", "x", "--as", "he", ok=False).output
    )


def test_without_a_record_a_person_or_a_passphrase_the_way_out_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DOCGEN_PASSPHRASE", raising=False)
    monkeypatch.delenv("DOCGEN_PERSON", raising=False)
    monkeypatch.chdir(workspace.root)
    furnish(workspace)
    asked = {
        ("status",): "docgen set-up",
        ("submit", FILE, "--as", "lin"): "docgen set-up",
        ("set-up",): "DOCGEN_PERSON",
        ("set-up", "--as", "he"): "--passphrase-file",
        ("set-up", "--as", "nobody", "--passphrase-file", "secret"): "organisation.yaml",
    }
    Path("secret").write_text("long enough now\n", encoding="utf-8")
    for arguments, way_out in asked.items():
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == 1
        assert way_out in result.output
    Path("short").write_text("short", encoding="utf-8")
    assert "A302" in CliRunner().invoke(main, ["set-up", "--as", "he", "--passphrase-file", "short"]).output
    assert CliRunner().invoke(main, ["set-up", "--as", "he", "--passphrase-file", "secret"]).exit_code == 0


def test_the_people_file_is_no_document(run: Run, workspace: Workspace) -> None:
    assert workspace.organisation not in workspace.documents()
    assert "C203" in run("build", "content/organisation.yaml", ok=False).output
