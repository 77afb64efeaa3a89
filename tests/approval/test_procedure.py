"""After the review: evidence before effect, receipts on paper, copies, seals, corrections, the archive, the end."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from docgen.approval.after import archive, distribution, ending, evidence, publishing, receipts, seal_log
from docgen.approval.after.copy_printing import print_copies
from docgen.approval.after.evidence import Material
from docgen.approval.after.packet import check_packet
from docgen.approval.after.papers import as_csv, typeset
from docgen.approval.after.receipt_printing import print_batch
from docgen.approval.after.receipts import Return
from docgen.approval.after.register import read_register, register_document, register_files, register_lines
from docgen.approval.after.renamings import renamings_in_use
from docgen.approval.after.roster import Employee, read_roster
from docgen.approval.desk import attachments, key_files, operations, policies
from docgen.approval.desk.reports import status_lines
from docgen.approval.issue import errata
from docgen.approval.issue import issue as issuing
from docgen.approval.issue.errata import Correction
from docgen.approval.issue.issue import Issuance
from docgen.approval.issue.proofreading import Proofreading, proofread
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft
from docgen.approval.rules import procedure
from docgen.approval.rules.state import Status
from docgen.approval.verify.answers import from_desk
from docgen.approval.verify.record_check import check_record
from docgen.cli import main
from docgen.compare.compare import compare
from docgen.errors import DocgenError
from docgen.model.nodes import Document, Paragraph, Text
from issuing_samples import PASSPHRASE, Office
from judges import validate_docx
from office import libreoffice_pdf, page_count

STAFF = [Employee(f"G{number:03d}", f"职工{number}", "大客户部") for number in range(1, 6)]


def codes(act: Callable[[], object]) -> list[str]:
    """The codes of the problems that an act meets."""
    with pytest.raises(DocgenError) as error:
        act()
    return [problem.code for problem in error.value.problems]


def flaws(docx: bytes, folder: Path) -> list[str]:
    """What the Open XML SDK finds wrong with a Word file."""
    file = folder / "judged.docx"
    file.write_bytes(docx)
    return validate_docx([file])[file]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a notice that holds: made once, to be copied."""
    office = Office(tmp_path_factory.mktemp("first"))
    in_force(office)
    office.desk.record.close()
    return office


@pytest.fixture
def held(first: Office, tmp_path: Path) -> Office:
    """A copy of it."""
    return first.copy(tmp_path)


@pytest.fixture
def rules(office: Office) -> Office:
    """The office, where notices touch employees' interests and are kept for good."""
    file = office.workspace.templates / "notice" / "kind.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "democratic_procedure: true\nretention: 永久\n", encoding="utf-8"
    )
    policies.confirm(office.desk, office.keys["he"])
    return office


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "扫描件.pdf"
    file.write_bytes(b"%PDF-1.4 a scan")
    return file


def attach(office: Office, path: Path, category: str, scan: Path, **more: Any) -> None:
    values: dict[str, Any] = {"held": "2026-03-01", "until": "2026-03-02"}
    if category == "职代会":
        values = {"held": "2026-03-01", "figures": {"entitled": 30, "attended": 28, "yes": 25}}
    if category == "协商":
        values = {"held": "2026-03-01", "party": "公司工会"}
    evidence.attach(office.desk, path, office.keys["he"], Material(category, scan, **(values | more)))


def attach_all(office: Office, path: Path, scan: Path) -> None:
    for category in ("征求意见", "职代会", "协商", "公示"):
        attach(office, path, category, scan)


def notice_of(held: Office) -> Path:
    """The notice that holds."""
    return held.workspace.content / "notices" / "notice.yaml"


def in_force(office: Office, name: str = "notice", **fields: str) -> Path:
    """A notice that was issued and holds."""
    path = office.approved(name, **fields)
    office.issue(path)
    office.publish(path)
    return path


# --- the democratic procedure ---


def test_a_rule_does_not_take_effect_before_its_evidence_is_there_and_its_publicity_over(
    rules: Office, scan: Path
) -> None:
    path = rules.approved()
    rules.issue(path)
    assert codes(lambda: rules.publish(path, "2026-03-02")) == ["A602"] * 4
    assert list(status_lines(rules.desk, [path]))[1].startswith("  还不能生效：民主程序缺“征求意见”的材料")
    for category in ("征求意见", "职代会", "协商"):
        attach(rules, path, category, scan)
    attach(rules, path, "公示", scan, held="2026-03-02", until="2026-03-08")
    assert codes(lambda: rules.publish(path, "2026-03-07")) == ["A603"]
    assert operations.known(rules.desk, path).status("2026-03-09") == Status.ISSUED
    rules.publish(path, "2026-03-08")
    assert [operations.known(rules.desk, path).status(day) for day in ("2026-03-07", "2026-03-08")] == [
        Status.PUBLISHED,
        Status.IN_FORCE,
    ]
    assert check_record(rules.desk) == []


def test_a_revision_needs_evidence_of_its_own(rules: Office, scan: Path) -> None:
    path = rules.approved()
    attach_all(rules, path, scan)
    rules.issue(path)
    rules.publish(path, "2026-03-02")
    rules.approved(正文="改过的正文。")
    rules.issue(path)
    assert codes(lambda: rules.publish(path, "2026-04-01")) == ["A602"] * 4


def test_a_vote_on_an_earlier_draft_does_not_carry_the_one_that_was_issued(rules: Office, scan: Path) -> None:
    path = rules.write()
    operations.submit(rules.desk, path, rules.keys["lin"])
    attach_all(rules, path, scan)
    rules.write(正文="职代会之后又改了。")
    operations.submit(rules.desk, path, rules.keys["lin"])
    rules.approve_all(path)
    rules.issue(path)
    assert codes(lambda: rules.publish(path, "2026-03-02")) == ["A602", "A602"]


def test_evidence_is_kept_under_its_hash_and_its_loss_is_found(rules: Office, scan: Path) -> None:
    path = rules.approved()
    attach_all(rules, path, scan)
    scan.unlink()
    (kept,) = (rules.workspace.root / "evidence").iterdir()
    assert kept.read_bytes() == b"%PDF-1.4 a scan"
    kept.write_bytes(b"%PDF-1.4 another")
    assert [problem.code for problem in check_record(rules.desk)] == ["A607"] * 4
    scan.write_bytes(b"%PDF-1.4 a scan")
    attach(rules, path, "公示", scan)
    assert check_record(rules.desk) == []


def test_who_has_nothing_to_do_with_a_paper_attaches_nothing_and_a_wrong_check_code_is_refused(
    rules: Office, scan: Path
) -> None:
    path = rules.approved()
    material = Material("公示", scan, "2026-03-01", "2026-03-02")
    assert codes(lambda: evidence.attach(rules.desk, path, rules.keys["qian"], material)) == ["A604"]
    assert codes(lambda: attach(rules, path, "公示", scan, code="ABCD-ABCD-ABCD")) == ["A604"]
    digest = operations.seen(rules.desk, path).content.digest
    attach(rules, path, "公示", scan, code=short_code(digest))
    evidence.attach(rules.desk, path, rules.keys["lin"], material)


def test_days_are_kept_in_one_form_however_they_were_written(rules: Office, scan: Path) -> None:
    path = rules.approved()
    attach(rules, path, "公示", scan, held="20260228", until=" 2026-W10-1")
    assert [
        event.payload["held"] + event.payload["until"]
        for event in rules.desk.ledger().events(kinds={procedure.EVIDENCE})
    ] == ["2026-02-282026-03-02"]
    assert codes(lambda: attach(rules, path, "公示", scan, until="2026-02-30")) == ["A601"]


def test_the_store_of_papers_is_asked_by_hashes_only(rules: Office, scan: Path) -> None:
    found = attachments.store(rules.workspace, scan)
    assert attachments.stored(rules.workspace, found.sha256) is not None
    for name in ("", "*", found.sha256[:8], "../../keys/anchor", "/etc/host", "**"):
        assert attachments.stored(rules.workspace, name) is None


def test_a_publishing_forced_into_the_record_without_evidence_is_found(rules: Office) -> None:
    path = rules.approved()
    made = rules.issue(path)
    payload = {"version": "V1.0", "effective": "2026-03-02", "note": ""}
    forged = Draft(kinds.PUBLISH, "he", made.event.document, 1, payload=payload, signer=rules.keys["he"])
    assert codes(lambda: rules.desk.transact(lambda _ledger: [forged], rules.keys["he"])) == ["A606"] * 4
    rules.desk.record.transact(lambda _ledger: [forged])
    assert [problem.code for problem in check_record(rules.desk) if problem.code != "A437"] == ["A606"] * 4


def test_voided_evidence_counts_no_more_until_the_version_is_out(rules: Office, scan: Path) -> None:
    path = rules.approved()
    attach_all(rules, path, scan)
    rules.issue(path)
    sequence = procedure.proofs(rules.desk.ledger(), "D0001", 1)[-1].sequence
    evidence.void(rules.desk, path, rules.keys["he"], sequence, "传错了文件")
    assert codes(lambda: rules.publish(path, "2026-03-02")) == ["A602"]
    attach(rules, path, "公示", scan)
    rules.publish(path, "2026-03-02")
    assert codes(lambda: evidence.void(rules.desk, path, rules.keys["he"], sequence - 1, "不想要了")) == ["A605"]


def test_kinds_that_touch_nobody_need_no_evidence(held: Office) -> None:
    path = notice_of(held)
    assert operations.known(held.desk, path).status(held.desk.day) == Status.IN_FORCE
    assert "不要求民主程序" in "\n".join(evidence.evidence_lines(held.desk, path))


# --- receipts ---


def test_employees_sign_on_paper_and_who_has_not_is_listed(held: Office, scan: Path) -> None:
    path = notice_of(held)
    _event, batch = receipts.open_batch(held.desk, path, held.keys["he"], STAFF)
    returned = Return(
        batch.number,
        scan,
        short_code(batch.digest),
        "2026-03-02",
        unsigned=["G004"],
        refused=["G005"],
        everyone=True,
        note="见证人周示例",
    )
    _event, batch = receipts.take_back(held.desk, path, held.keys["he"], returned)
    assert (list(batch.signed), batch.refused, [person.id for person in batch.missing]) == (
        ["G001", "G002", "G003"],
        {"G005": "见证人周示例"},
        ["G004"],
    )
    later = Return(batch.number, scan, short_code(batch.digest), "2026-03-02", signed=["G004"])
    assert receipts.take_back(held.desk, path, held.keys["he"], later)[1].missing == ()


def test_a_sheet_of_another_version_is_not_taken(held: Office, scan: Path) -> None:
    path = notice_of(held)
    _event, batch = receipts.open_batch(held.desk, path, held.keys["he"], STAFF)
    held.approved(正文="改过的正文。")
    held.issue(path)
    other = operations.known(held.desk, path).issued[-1].digest
    returned = Return(batch.number, scan, short_code(other), "2026-03-02", everyone=True)
    assert codes(lambda: receipts.take_back(held.desk, path, held.keys["he"], returned)) == ["A732"]
    assert not any(batch.signed for batch in receipts.batches(held.desk.ledger(), "D0001"))


def test_everything_wrong_with_a_returned_sheet_is_said_at_once(held: Office, scan: Path) -> None:
    path = notice_of(held)
    _event, batch = receipts.open_batch(held.desk, path, held.keys["he"], STAFF)
    returned = Return(1, scan, short_code(batch.digest), "2031-01-01", signed=["G009", "G001"], refused=["G001"])
    assert codes(lambda: receipts.take_back(held.desk, path, held.keys["he"], returned)) == ["A732"] * 4
    assert codes(lambda: receipts.take_back(held.desk, path, held.keys["he"], Return(7, scan, "x", "2026-03-02"))) == [
        "A732"
    ]


def test_who_signed_for_the_old_version_and_was_not_asked_again_is_named(held: Office, scan: Path) -> None:
    path = notice_of(held)
    receipts.open_batch(held.desk, path, held.keys["he"], STAFF)
    held.approved(正文="改过的正文。")
    held.issue(path)
    held.publish(path)
    receipts.open_batch(held.desk, path, held.keys["he"], STAFF[:3])
    assert list(receipts.receipt_lines(held.desk, path))[-1] == "签收过旧版、还没有列入 V1.1 签收单的：职工4、职工5"


def test_nobody_signs_for_what_was_not_issued(office: Office) -> None:
    path = office.approved()
    assert codes(lambda: receipts.open_batch(office.desk, path, office.keys["he"], STAFF)) == ["A701"]


def test_the_sheet_bears_version_code_names_and_room_for_signatures(held: Office, tmp_path: Path) -> None:
    path = notice_of(held)
    _event, batch = receipts.open_batch(held.desk, path, held.keys["he"], STAFF)
    word, pdf = print_batch(held.desk, path, 1, tmp_path / "out")
    said = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout.replace(" ", "")
    assert all(
        text in said for text in ("V1.0", short_code(batch.digest), "星河办〔2026〕37号", "G001", "职工5", "本人签名")
    )
    assert validate_docx([word]) == {word: []}
    each = print_batch(held.desk, path, 1, tmp_path / "out", each=True)[1]
    pages = subprocess.run(["pdfinfo", each], capture_output=True, text=True, check=True).stdout
    assert "Pages:           5" in pages


def test_a_long_list_breaks_its_pages_alike_in_word_and_pdf(held: Office, tmp_path: Path) -> None:
    staff = [Employee(f"G{number:03d}", f"职工{number}", "大客户部") for number in range(1, 61)]
    receipts.open_batch(held.desk, notice_of(held), held.keys["he"], staff)
    word, pdf = print_batch(held.desk, notice_of(held), 1, tmp_path / "out")
    assert page_count(libreoffice_pdf(word, tmp_path)) == page_count(pdf) == 3


def test_a_roster_is_read_from_a_table_and_its_faults_named_by_cell(tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_bytes("工号,姓名,部门\nG001,甲某,大客户部\n002,乙某,\n".encode("gbk"))
    assert read_roster(file) == [Employee("G001", "甲某", "大客户部"), Employee("002", "乙某", "")]
    file.write_text("工号,姓名\nG001,甲某\nG001,乙某\nG003,\n", encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        read_roster(file)
    assert [(problem.code, problem.location.line) for problem in error.value.problems] == [("A731", 3), ("A731", 4)]


# --- the register, abolishing, superseding ---


def test_the_register_says_what_holds_what_is_to_come_and_what_is_over(office: Office) -> None:
    old, new, gone = (in_force(office, name) for name in ("old", "new", "gone"))
    coming = office.approved("coming")
    office.issue(coming)
    ending.supersede(office.desk, old, office.keys["song"], new)
    ending.abolish(office.desk, gone, office.keys["song"], "不再需要")
    lines = register_lines(read_register(office.desk))
    day = office.desk.day
    assert lines == [
        "现行有效：1 件", f"  《关于new的通知》V1.0　星河办〔2026〕38号　{day} 起施行",
        "已签发待施行：1 件", "  《关于coming的通知》V1.0　星河办〔2026〕40号　尚未发布",
        "废止和被代替：2 件", f"  《关于old的通知》V1.0　星河办〔2026〕37号　{day} 起由《关于new的通知》（星河办〔2026〕38号）代替",
        f"  《关于gone的通知》V1.0　星河办〔2026〕39号　{day} 废止",
    ]  # fmt: skip
    assert [
        len(part)
        for part in (
            read_register(office.desk, day="2026-01-01").in_force,
            read_register(office.desk, kind="薪酬制度").in_force,
        )
    ] == [0, 0]


def test_the_register_is_the_same_as_word_pdf_and_csv(office: Office, tmp_path: Path) -> None:
    in_force(office)
    made = register_files(office.desk, read_register(office.desk), ("docx", "pdf", "csv"))
    assert flaws(made["docx"], tmp_path) == []
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert [(row["文号"], row["标题"], row["状态"]) for row in rows] == [
        ("星河办〔2026〕37号", "关于notice的通知", "生效")
    ]
    again = typeset(office.workspace, register_document(read_register(office.desk)), ("docx", "pdf"), "register")
    assert (again["docx"], again["pdf"]) == (made["docx"], made["pdf"])


def test_a_text_that_excel_would_compute_stays_text() -> None:
    content = as_csv(("标题", "文号"), [("=1+1", "-"), ("普通", "@x")]).decode("utf-8-sig")
    assert content == "标题,文号\r\n'=1+1,-\r\n普通,'@x\r\n"


def test_only_who_signs_such_papers_abolishes_one_or_the_office_from_paper(held: Office, scan: Path) -> None:
    path = notice_of(held)
    assert codes(lambda: ending.abolish(held.desk, path, held.keys["lin"], "不想要了")) == ["A712"]
    assert codes(lambda: ending.abolish(held.desk, path, held.keys["he"], "不想要了")) == ["A712"]
    assert codes(lambda: ending.abolish(held.desk, path, held.keys["song"], " ")) == ["A711"]
    assert codes(lambda: ending.abolish(held.desk, path, held.keys["song"], "早于签发", effective="2026-01-01")) == [
        "A713"
    ]
    ending.abolish(held.desk, path, held.keys["he"], "机构撤销", person="song", material=scan, effective="2026-05-01")
    state = operations.known(held.desk, path)
    assert [state.status(day) for day in ("2026-04-30", "2026-05-01")] == [Status.IN_FORCE, Status.ABOLISHED]
    assert codes(lambda: ending.abolish(held.desk, path, held.keys["song"], "再来一次", effective="2026-05-01")) == [
        "A714"
    ]


def test_a_document_is_replaced_by_another_one_that_holds_and_not_by_itself(office: Office) -> None:
    old, new = in_force(office, "old"), office.approved("new")
    assert codes(lambda: ending.supersede(office.desk, old, office.keys["song"], new)) == ["A715"]
    assert codes(lambda: ending.supersede(office.desk, old, office.keys["song"], old)) == ["A715"]
    office.issue(new)
    office.publish(new, "2026-06-01")
    ending.supersede(office.desk, old, office.keys["song"], new)
    assert [operations.known(office.desk, old).status(day) for day in ("2026-05-31", "2026-06-01")] == [
        Status.IN_FORCE,
        Status.SUPERSEDED,
    ]


# --- copies ---


def test_copies_are_numbered_once_printed_with_their_owner_and_recalled(held: Office, tmp_path: Path) -> None:
    path = notice_of(held)
    _event, first = distribution.distribute(held.desk, path, held.keys["he"], ["财务部", "法律事务部"])
    _event, second = distribution.distribute(held.desk, path, held.keys["he"], ["大客户部"])
    assert [copy.label for copy in (*first, *second)] == ["001", "002", "003"]
    printed = print_copies(held.desk, path, first[1:], tmp_path / "out")
    said = subprocess.run(["pdftotext", printed[0], "-"], capture_output=True, text=True, check=True).stdout
    assert "受控副本 002" in said
    assert "发：法律事务部" in said
    distribution.recall(held.desk, path, held.keys["he"], [2], "收回")
    assert codes(lambda: distribution.recall(held.desk, path, held.keys["he"], [2], "收回")) == ["A742"]
    assert codes(lambda: distribution.recall(held.desk, path, held.keys["he"], [1], "遗失")) == ["A742"]
    ending.abolish(held.desk, path, held.keys["song"], "不再需要")
    assert [copy.number for copy in distribution.copies_out(held.desk, path)] == [1, 3]
    assert [line.split("  ")[-1] for line in distribution.distribution_lines(held.desk, path)] == [
        "版本已失效，应收回",
        f"{held.desk.day} 收回",
        "版本已失效，应收回",
    ]
    assert codes(lambda: distribution.distribute(held.desk, path, held.keys["he"], ["财务部"])) == ["A702"]


def test_no_copy_is_printed_of_a_text_that_has_changed(held: Office, tmp_path: Path) -> None:
    path = notice_of(held)
    _event, sent = distribution.distribute(held.desk, path, held.keys["he"], ["财务部"])
    held.write(正文="改过的正文。")
    assert codes(lambda: print_copies(held.desk, path, sent, tmp_path / "out")) == ["A743"]
    assert not (tmp_path / "out").exists()


# --- seals ---


def test_a_seal_goes_only_on_what_was_issued_and_is_as_it_was_issued(office: Office) -> None:
    path = office.approved()

    def seal(keeper: str = "he", applicant: str = "lin", purpose: str = "报送主管部门") -> object:
        return seal_log.add(office.desk, path, office.keys[keeper], "公章", 2, purpose, applicant)

    assert codes(seal) == ["A701"]
    made = office.issue(path)
    assert codes(lambda: seal(applicant="he")) == ["A751"]
    assert codes(lambda: seal(keeper="lin", applicant="zhou")) == ["A751"]
    assert codes(lambda: seal(purpose=" ")) == ["A751"]
    seal()
    (use,) = seal_log.uses(office.desk.ledger(), office.desk.organisation())
    assert (use.seal, use.number, use.copies, use.applicant, use.keeper) == (
        "公章",
        "星河办〔2026〕37号",
        2,
        "林示例",
        "何示例",
    )
    pdf = next(file for file in made.files if file.suffix == ".pdf")
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert codes(seal) == ["A524"]


def test_an_issue_forced_into_the_record_gets_no_seal(office: Office) -> None:
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    payload = {
        "version": "V1.0",
        "number": "",
        "digest": "a" * 64,
        "decisions": [{"step": "x"}],
        "folder": "notices/notice/V1.0",
        "files": {},
    }
    forged = Draft(kinds.ISSUE, "he", "D0001", 1, payload=payload, signer=office.keys["he"])
    assert codes(lambda: office.desk.transact(lambda _ledger: [forged], office.keys["he"])) == ["A525"]
    office.desk.record.transact(lambda _ledger: [forged])
    found = codes(lambda: seal_log.add(office.desk, path, office.keys["he"], "公章", 1, "用途", "lin"))
    assert found[0] == "A525"


def test_the_seal_log_is_printed_and_exported(held: Office, tmp_path: Path) -> None:
    path = notice_of(held)
    seal_log.add(held.desk, path, held.keys["he"], "公章", 2, "报送", "lin")
    found = seal_log.uses(held.desk.ledger(), held.desk.organisation(), year="2026")
    made = seal_log.use_files(held.desk, found, seal_log.FORMATS)
    assert flaws(made["docx"], tmp_path) == []
    assert "公章" in made["csv"].decode("utf-8-sig")
    assert seal_log.uses(held.desk.ledger(), held.desk.organisation(), year="2025") == []


# --- corrections ---


def correction(sort: str = "错别字", proofreader: str = "zhou") -> Correction:
    return Correction(sort, "校对发现的错字", proofreader)


def mend(office: Office, path: Path, said: Correction) -> tuple[Issuance, Proofreading]:
    """The proofreader looks and consents, then the office issues it."""
    proofreader = office.keys[said.proofreader]
    errata.consent(office.desk, proofreader, errata.look(office.desk, path, proofreader, said))
    return errata.correct(office.desk, path, office.keys["he"], None, said)


def test_a_slip_is_mended_after_the_issue_with_number_date_and_version_as_they_were(office: Office) -> None:
    path = in_force(office, 正文="请各部们遵照执行。")
    original = operations.known(office.desk, path).issued[-1]
    office.write(正文="请各部门遵照执行。")
    made, found = mend(office, path, correction())
    assert found.changes == [("们", "门")]
    assert made.folder.name == "V1.0-更正1"
    state = operations.known(office.desk, path)
    assert (state.issued[-1].version, state.issued[-1].number, state.issued[-1].digest) == (
        original.version,
        original.number,
        original.digest,
    )
    assert state.status(office.desk.day) == Status.IN_FORCE
    assert check_record(office.desk) == []
    pdf = next(file for file in made.files if file.suffix == ".pdf")
    answer = from_desk(office.desk, pdf, pdf.read_bytes())
    assert (answer.genuine, answer.in_force) == (True, True)
    said = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.replace("\n", "")
    assert "第 1 次更正（错别字" in said
    assert "校对（电子签名）：周示例" in said
    first = next((office.workspace.root / "issued" / "notices" / "notice" / "V1.0").glob("*.pdf"))
    assert any("以更正件" in line for line in from_desk(office.desk, first, first.read_bytes()).lines)
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction())) == ["A722"]
    assert codes(lambda: operations.submit(office.desk, path, office.keys["lin"])) == ["A214"]
    office.write(正文="请各部门遵照执行！")
    again, _found = mend(office, path, correction("标点"))
    pdf = next(file for file in again.files if file.suffix == ".pdf")
    said = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert [said.count(f"第 {n} 次更正") for n in (1, 2)] == [1, 1]
    assert [entry.folder for entry in read_register(office.desk).in_force] == ["notices/notice/V1.0-更正2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("罚款 100 元。", "罚款 200 元。"),
        ("员工不得迟到。", "员工应得迟到。"),
        ("三日以内办理。", "五日以内办理。"),
        ("请遵照执行。", "请遵照执行。本通知另有细则，由人力资源部另行制定。"),
        ("第一段。", "第一段。\n\n又一段。"),
    ],
)
def test_what_is_more_than_a_slip_goes_through_the_review(office: Office, before: str, after: str) -> None:
    path = in_force(office, 正文=before)
    office.write(正文=after.replace("\n", "\\n"))
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction())) == ["A721"]
    assert [folder.name for folder in (office.workspace.root / "issued" / "notices" / "notice").iterdir()] == ["V1.0"]


def test_a_drafter_does_not_proofread_and_a_revision_under_way_takes_the_correction(office: Office) -> None:
    path = in_force(office, 正文="请各部们遵照执行。")
    office.write(正文="请各部门遵照执行。")
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction(proofreader="lin"))) == [
        "A722"
    ]
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction(sort="大改"))) == [
        "A722"
    ]
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction(sort="标点"))) == [
        "A721"
    ]
    operations.submit(office.desk, path, office.keys["lin"])
    assert codes(lambda: errata.correct(office.desk, path, office.keys["he"], None, correction())) == ["A723"]


def words(text: str) -> Document:
    return Document("", (Paragraph((Text(text),)),))


@given(
    st.text(st.sampled_from("公司员工请遵照执行办理"), min_size=12, max_size=30),
    st.integers(0, 11),
    st.sampled_from("0123456789一二三十百%不无应须可"),
)
def test_no_figure_and_no_binding_word_ever_comes_in_as_a_correction(text: str, at: int, sign: str) -> None:
    changed = text[:at] + sign + text[at + 1 :]
    assert proofread(compare(words(text), words(changed)), "错别字").faults != []


# --- the archive ---


def test_a_packet_holds_everything_is_equal_byte_for_byte_and_verifies_alone_and_by_the_record(
    rules: Office, scan: Path, tmp_path: Path
) -> None:
    path = rules.approved()
    attach_all(rules, path, scan)
    rules.issue(path)
    rules.publish(path, "2026-03-02")
    _event, batch = receipts.open_batch(rules.desk, path, rules.keys["he"], STAFF)
    receipts.take_back(
        rules.desk,
        path,
        rules.keys["he"],
        Return(1, scan, short_code(batch.digest), "2026-03-02", everyone=True, unsigned=["G005"]),
    )
    event, packet = archive.archive(rules.desk, path, rules.keys["he"])
    content = packet.read_bytes()
    again, _packet = archive.archive(rules.desk, path, rules.keys["he"], out=tmp_path / "again")
    assert again == event
    distribution.distribute(rules.desk, path, rules.keys["he"], ["财务部"])
    assert archive.archive(rules.desk, path, rules.keys["he"])[1].name == "notice-V1.0-2.zip"
    assert packet.read_bytes() == content
    assert (tmp_path / "again" / packet.name).read_bytes() == content
    names = zipfile.ZipFile(packet).namelist()
    assert {name.split("/")[0] for name in names} == {
        "packet.json",
        "01-定稿",
        "02-送审稿",
        "03-审批",
        "04-民主程序",
        "05-签收",
        "卷内目录.docx",
        "卷内目录.pdf",
    }
    facts, problems = check_packet(content, "packet")
    assert problems == []
    assert (facts["retention"], facts["missing"]) == ("永久", ["签收单第 1 批还有 1 人未签收"])
    assert check_packet(content, "packet", rules.desk.ledger())[1] == []


def test_a_packet_that_was_touched_is_found_out(held: Office, tmp_path: Path) -> None:
    path = notice_of(held)
    _event, packet = archive.archive(held.desk, path, held.keys["he"], retention="10年")

    def repacked(change: Callable[[dict[str, bytes]], None]) -> list[str]:
        with zipfile.ZipFile(packet) as source:
            files = {name: source.read(name) for name in source.namelist()}
        change(files)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in files.items():
                target.writestr(name, content)
        return [problem.message for problem in check_packet(out.getvalue(), "packet", held.desk.ledger())[1]]

    def edit_log(files: dict[str, bytes]) -> None:
        files["03-审批/经过.txt"] += "甲某同意".encode()

    def forge(files: dict[str, bytes]) -> None:
        facts = json.loads(files["packet.json"])
        approval = next(row for row in facts["record"] if row[2] == "approve")
        approval[4] = "qian"
        files["packet.json"] = json.dumps(facts).encode()

    assert repacked(edit_log) == ["03-审批/经过.txt 被改动过"]
    assert repacked(lambda files: files.pop("卷内目录.pdf") and None) == ["包里缺少 卷内目录.pdf"]
    assert repacked(lambda files: files.update({"多.txt": b"x"})) == ["包里多出了 多.txt"]
    assert len(repacked(forge)) == 1
    assert repacked(lambda _files: None) == ["归档登记里没有这个包：重新打包过，或不是这里归档的"]
    assert check_packet(b"PK", "packet")[1][0].code == "A762"


def test_archiving_asks_for_the_retention_and_for_the_text_that_was_issued(held: Office) -> None:
    path = notice_of(held)
    assert codes(lambda: archive.archive(held.desk, path, held.keys["he"])) == ["A761"]
    held.write(正文="改过的正文。")
    assert codes(lambda: archive.archive(held.desk, path, held.keys["he"], retention="永久")) == ["A763"]
    event, _packet = archive.archive(held.desk, path, held.keys["he"], retention="永久", review_copy=False)
    assert event.payload["retention"] == "永久"


# --- renamed departments ---


def test_a_renamed_department_reports_content_templates_and_versions_that_hold(office: Office) -> None:
    path = in_force(office, 正文="由总经理办公室解释。")
    file = office.workspace.organisation
    file.write_text(file.read_text(encoding="utf-8").replace("总经理办公室", "综合管理部"), encoding="utf-8")
    (found,) = renamings_in_use(office.desk)
    assert (found.old, found.new) == ("总经理办公室", "综合管理部")
    place = office.workspace.relative(path)
    assert next(where for where, what in found.places if what == "内容").startswith(place)
    assert ("《关于notice的通知》V1.0 星河办〔2026〕37号", "现行文件") in found.places
    ending.abolish(office.desk, path, office.keys["song"], "不再需要")
    path.unlink()
    assert renamings_in_use(office.desk) == []


def test_publishing_still_asks_checks_of_its_caller(office: Office) -> None:
    path = office.approved()
    office.issue(path)
    shutil.rmtree(office.workspace.root / "issued" / ".aside", ignore_errors=True)
    asked: list[str] = []
    publishing.publish(office.desk, path, office.keys["he"], checks=[lambda *given: asked.append(given[-1]) or []])
    assert asked == [office.desk.day]
    assert isinstance(issuing.complete_interrupted(office.desk, path), type(None))


# --- the commands ---


@pytest.fixture
def typed(held: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[int, str]]:
    """What a command typed in the workspace by the office's 何示例 answers: exit code and screen."""
    held.desk.record.close()
    monkeypatch.chdir(held.workspace.root)
    for name, value in (("DOCGEN_KEYS", str(held.folder)), ("DOCGEN_PASSPHRASE", PASSPHRASE), ("DOCGEN_PERSON", "he")):
        monkeypatch.setenv(name, value)

    def run(line: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, shlex.split(line))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    return run


def test_the_commands_say_what_they_did_and_refuse_in_words(
    typed: Callable[[str], tuple[int, str]], held: Office
) -> None:
    file = "content/notices/notice.yaml"
    said = {
        f"distribute {file} --to 财务部 --to 办公室": (0, "002  V1.0  办公室"),
        f"distribute {file} --to 财务部 --recall 1": (2, "分两次办"),
        f"distribute {file} --recall 2 --how 销毁": (0, "销毁"),
        f"distribute {file} --recall 9": (1, "A742"),
        f"distribute {file} --print -o 副本": (0, "副本001.pdf"),
        f"seal-log {file} --seal 公章 --purpose 备案": (2, "写明申请人"),
        f"seal-log {file} --seal 公章 --purpose 备案 --applicant 林示例": (0, "公章 1 份"),
        "seal-log -o 登记": (0, "登记/用印登记簿.csv"),
        "register -o 登记 --format csv": (0, "登记/文件登记簿.csv"),
        "register --kind 薪酬制度 --day 2026-03-02": (0, "现行有效：0 件"),
        f"receipt print {file} -o 签收": (0, "第 1 批签收单（V1.0，5 人）"),
        f"receipt print {file} -o 签收 --batch 1 --each": (0, "每人一页.pdf"),
        f"receipt list {file} --all": (0, "未签收：lin  林示例"),
        f"evidence {file} 公示": (2, "材料文件和日期"),
        f"evidence {file} 广播 登记/文件登记簿.csv --on 2026-03-02": (1, "A604"),
        f"evidence {file} 公示 登记/文件登记簿.csv --on 三月二日": (1, "A601"),
        f"archive {file}": (1, "A761"),
        f"archive {file} --retention 10年": (0, "notice-V1.0.zip"),
        "archive --verify archive/notice-V1.0.zip": (0, "与审批记录相符"),
        "archive --verify 登记/文件登记簿.csv": (1, "A762"),
        f"erratum {file} --class 错别字 --reason 无 --proofreader zhou --unsigned": (1, "A722"),
        "organisation check": (0, "没有文档写着旧名称"),
        f"abolish {file} --reason 试试": (1, "A712"),
        f"supersede {file} --by {file} --reason 试试": (1, "A715"),
        "explain A721": (0, "文字更正"),
    }
    for line, (code, text) in said.items():
        found, screen = typed(line)
        assert (found, text in screen) == (code, True), f"{line}\n{screen}"
    people = held.workspace.organisation
    people.write_text(people.read_text(encoding="utf-8").replace("总经理办公室", "综合管理部"), encoding="utf-8")
    held.write(正文="由总经理办公室解释。")
    code, screen = typed("organisation confirm")
    assert (code, "仍写“总经理办公室”（内容）" in screen) == (0, True), screen
    assert typed("organisation check")[0] == 1
    held.write(正文="请遵照执行！")
    office_does = f"erratum {file} --class 标点 --reason 语气 --proofreader zhou --unsigned"
    code, screen = typed(office_does)
    assert (code, "A726" in screen, "“。”改为“！”" in screen, "周示例" in screen) == (1, True, True, True), screen
    looks = f"erratum {file} --consent --class 标点 --reason 语气"
    assert "A725" in typed(f"{looks} --yes")[1]  # 何示例 issues, and approved nothing
    key_files.save(held.keys["zhou"], held.folder, PASSPHRASE)
    code, screen = typed(f"{looks} --as zhou")
    assert (code, "“。”改为“！”" in screen, "A206" in screen) == (1, True, True), screen
    assert typed(f"{looks} --as zhou --yes")[0] == 0
    assert "周示例已看过并同意（标点：语气）" in typed("inbox")[1]
    assert typed(office_does)[0] == 0
    assert "看过并同意更正 V1.0（标点）：“。”改为“！”" in typed(f"log {file}")[1]
    assert typed(f"{looks} --proofreader zhou")[0] == 2
