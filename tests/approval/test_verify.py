"""Verifying: a file that was issued is known, wherever it is; one that was touched is found, and what was done to it is said."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
from click.testing import CliRunner

from docgen.approval.after.catalogue import Catalogue, Entry, read_catalogue
from docgen.approval.after.entries import catalogue
from docgen.approval.after.exporting import export_checkpoint
from docgen.approval.desk import operations
from docgen.approval.issue.foreign_files import ForeignFiles
from docgen.approval.issue.manifest import ATTACHMENT, Identity, attachment
from docgen.approval.issue.pdf_signature import attach
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import Draft
from docgen.approval.rules.days import day_of
from docgen.approval.verify.answers import from_catalogue, from_desk, from_file_alone
from docgen.approval.verify.record_check import check_record
from docgen.approval.verify.verify import examine
from docgen.cli import main
from docgen.errors import DocgenError, Location
from docgen.ooxml.package import read_package, write_package
from issuing_samples import Office, trial_seal
from office import libreoffice_file

WORD = "word/document.xml"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A notice in two versions: V1.0 in force from March, V1.1 from May 2026 on."""
    office = Office(tmp_path_factory.mktemp("verify"))
    path = office.approved(summary="首次发布", 施行日期="2026-03-10")
    office.issue(path, trial_seal(office.folder))
    office.publish(path)
    office.write(正文="请认真执行。", 施行日期="2026-05-01")
    operations.submit(office.desk, path, office.keys["lin"])
    office.approve_all(path)
    office.issue(path, trial_seal(office.folder))
    office.publish(path)
    return office


def paper(office: Office, suffix: str, version: str = "V1.0") -> Path:
    return office.workspace.root / "issued" / "notices" / "notice" / version / f"notice-{version}.{suffix}"


def known(office: Office) -> Catalogue:
    return catalogue(office.desk.ledger())


# --- as issued ---


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_copy_under_another_name_is_known_with_its_standing_and_its_approvers(
    issued: Office, suffix: str, tmp_path: Path
) -> None:
    copy = shutil.copy(paper(issued, suffix), tmp_path / f"抄件.{suffix}")
    answer = from_desk(issued.desk, copy, copy.read_bytes())
    assert (answer.verdict, answer.genuine) == ("genuine", True)
    assert answer.identity is not None
    assert (answer.identity.version, answer.identity.number) == ("V1.0", "星河办〔2026〕37号")
    text = "\n".join(answer.lines)
    assert [name for name in ("周示例", "钱示例", "宋示例", "财务会签", "范围：价格") if name not in text] == []


def test_an_old_version_is_an_original_that_no_longer_holds(issued: Office) -> None:
    content = paper(issued, "pdf").read_bytes()
    by_day = {day: from_catalogue(content, known(issued), day) for day in ("2026-03-09", "2026-03-10", "2026-05-01")}
    assert [by_day[day].headline for day in by_day] == ["原件，已发布", "原件，现行有效", "原件，已被替代"]
    assert [answer.in_force for answer in by_day.values()] == [False, True, False]
    assert "由 V1.1（星河办〔2026〕38号） 代替" in "\n".join(by_day["2026-05-01"].lines)


def test_the_content_itself_is_held_against_what_was_issued(issued: Office) -> None:
    path = issued.workspace.content / "notices" / "notice.yaml"
    content = path.read_text(encoding="utf-8")
    assert from_desk(issued.desk, path, b"").verdict == "genuine"
    try:
        path.write_text(content.replace("认真", "认 真"), encoding="utf-8")
        assert from_desk(issued.desk, path, b"").verdict == "changed"
    finally:
        path.write_text(content, encoding="utf-8")


# --- touched ---


def test_every_flipped_byte_of_an_issued_pdf_is_found(tmp_path: Path) -> None:
    """All of them, in the signature's own padding too, which no signature covers: the whole file's hash is in the record."""
    plain = weasyprint.HTML(string="<html lang=en><title>Notice</title><p>Notice</p>").write_pdf()
    identity = Identity("D0001", 1, "V1.0", "1", "Notice", "notice", "2026-03-01", "0" * 64)
    pdf = trial_seal(tmp_path).sign(attach(plain, {ATTACHMENT: attachment(identity, [], {})}, "x"), "x")
    catalogue = Catalogue((Entry(identity, {"notice.pdf": sha256(pdf)}),))
    assert examine(pdf, catalogue).genuine
    missed = [
        position for position in range(len(pdf)) if catalogue.by_hash(sha256(_flipped(pdf, position))) is not None
    ]
    assert missed == []
    with ForeignFiles() as files:
        sample = [
            examine(_flipped(pdf, position), catalogue, reader=files).verdict
            for position in range(7, len(pdf), len(pdf) // 120)
        ]
    assert "genuine" not in sample
    assert sample.count("altered") > 100  # most still say what they were; a broken head or index says nothing any more


def _flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes((content[position] ^ 0x01,)) + content[position + 1 :]


def test_an_annotation_behind_the_signature_is_told_from_the_part_that_was_issued(issued: Office) -> None:
    finding = examine(attach(paper(issued, "pdf").read_bytes(), {"note.json": b"{}"}, "批注"), known(issued))
    assert finding.verdict == "altered"
    assert "后面又追加了" in finding.facts[0]


def test_a_pdf_signed_anew_by_someone_else_is_found(issued: Office, tmp_path: Path) -> None:
    content = paper(issued, "pdf").read_bytes()
    original = content[: content.index(b"%%EOF") + 6]  # before attachment and signature
    identity = known(issued).entries[0].identity
    forged = trial_seal(tmp_path).sign(attach(original, {ATTACHMENT: attachment(identity, [], {})}, "x"), "x")
    finding = examine(forged, known(issued))
    assert finding.verdict == "altered"
    assert "另签" in finding.facts[0]


def test_a_pdf_whose_signature_was_taken_off_is_found(issued: Office) -> None:
    identity = known(issued).entries[0].identity
    plain = weasyprint.HTML(string="<p>x</p>").write_pdf()
    finding = examine(attach(plain, {ATTACHMENT: attachment(identity, [], {})}, "x"), known(issued))
    assert (finding.verdict, finding.facts[0][:5]) == ("altered", "签名不见了")


def test_a_version_that_nobody_issued_is_found(issued: Office) -> None:
    identity = replace(known(issued).entries[0].identity, version="V9.0")
    plain = weasyprint.HTML(string="<p>x</p>").write_pdf()
    assert (
        examine(attach(plain, {ATTACHMENT: attachment(identity, [], {})}, "x"), known(issued)).verdict == "unrecorded"
    )


def test_a_word_file_saved_again_by_another_program_keeps_its_words_and_is_no_original(
    issued: Office, tmp_path: Path
) -> None:
    saved = libreoffice_file(paper(issued, "docx"), tmp_path, "docx:MS Word 2007 XML", "docx")
    assert sha256(saved.read_bytes()) != sha256(paper(issued, "docx").read_bytes())
    answer = from_desk(issued.desk, saved, saved.read_bytes())
    assert (answer.verdict, answer.genuine) == ("resaved", False)
    assert "文字与签发件相同" in answer.lines[0]


def test_a_changed_word_is_named(issued: Office) -> None:
    docx = _edited(paper(issued, "docx"), "请遵照执行。", "请酌情执行。")
    answer = from_desk(issued.desk, Path("x.docx"), docx)
    assert answer.verdict == "altered"
    assert "签发：请遵照执行。　现为：请酌情执行。" in answer.lines


def test_a_word_file_without_its_marks_is_known_by_its_words(issued: Office) -> None:
    parts = dict(read_package(paper(issued, "docx"), Location("x")))
    del parts["docProps/custom.xml"]
    assert examine(write_package(parts), known(issued)).verdict == "resaved"


def test_a_damaged_word_file_is_no_original(issued: Office) -> None:
    content = paper(issued, "docx").read_bytes()
    with ForeignFiles() as files:
        verdicts = {
            examine(_flipped(content, position), known(issued), reader=files).verdict
            for position in range(0, len(content), len(content) // 40)
        }
    assert verdicts <= {"altered", "resaved", "unknown"}


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"hello", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF\n"]
)
def test_what_docgen_never_issued_is_unknown(issued: Office, content: bytes) -> None:
    assert examine(content, known(issued)).verdict == "unknown"


def _edited(path: Path, old: str, new: str) -> bytes:
    parts = dict(read_package(path, Location("x")))
    changed = parts[WORD].replace(old.encode(), new.encode())
    assert changed != parts[WORD]
    return write_package(parts | {WORD: changed})


def test_a_file_made_of_endings_does_not_keep_docgen_busy(issued: Office) -> None:
    assert examine(b"%PDF-1.7\n" + b"%%EOF\n" * 200_000, known(issued)).verdict == "unknown"


# --- far from the record ---


def test_an_exported_checkpoint_answers_without_the_record(issued: Office, tmp_path: Path) -> None:
    file = export_checkpoint(issued.desk, issued.keys["he"], tmp_path / "checkpoint.json")
    far = read_catalogue(file.read_bytes(), "x")
    assert far.entries == known(issued).entries
    answer = from_catalogue(paper(issued, "docx").read_bytes(), far, "2026-03-20")
    assert far.checkpoint is not None
    day = day_of(far.checkpoint.at)
    assert (answer.headline, answer.in_force) == (f"原件，截至 {day} 现行有效", True)
    assert answer.as_of == far.checkpoint.at


@pytest.mark.parametrize(
    ("old", "new"), [("V1.0", "V1.2"), ("2026-05-01", "2027-05-01"), ("宋示例", "林示例"), ('"size": ', '"size": 1')]
)
def test_a_checkpoint_that_was_edited_is_refused(issued: Office, tmp_path: Path, old: str, new: str) -> None:
    file = export_checkpoint(issued.desk, issued.keys["he"], tmp_path / "checkpoint.json")
    with pytest.raises(DocgenError) as caught:
        read_catalogue(file.read_text(encoding="utf-8").replace(old, new).encode(), "x")
    assert [problem.code for problem in caught.value.problems] == ["A432"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"format": "docgen-catalogue-1"}',
        b'{"format": "docgen-catalogue-1", "issued": 3, "checkpoint": [], "signature": ""}',
    ],
)
def test_what_is_no_checkpoint_is_one_clear_problem(content: bytes) -> None:
    with pytest.raises(DocgenError) as caught:
        read_catalogue(content, "x")
    assert [problem.code for problem in caught.value.problems] == ["A431"]


def test_a_file_alone_is_never_called_an_original(issued: Office) -> None:
    content = paper(issued, "pdf").read_bytes()
    answer = from_file_alone(content)
    assert (answer.verdict, answer.genuine) == ("unchecked", False)
    assert "签名完好" in "".join(answer.lines)
    assert from_file_alone(_flipped(content, 2000)).verdict == "altered"
    assert from_file_alone(b"hello").verdict == "unknown"


# --- the whole record ---


def found(office: Office, *checkpoints: Path) -> list[str]:
    return [problem.code for problem in check_record(office.desk, checkpoints)]


@pytest.fixture
def small(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.issue(office.approved())
    return office


def test_a_sound_record_has_nothing_to_say(issued: Office) -> None:
    assert found(issued) == []


def test_an_issued_file_that_was_touched_or_is_gone_is_named(small: Office) -> None:
    pdf, docx = paper(small, "pdf"), paper(small, "docx")
    pdf.write_bytes(_flipped(pdf.read_bytes(), 99))
    docx.unlink()
    problems = check_record(small.desk)
    assert sorted((problem.code, problem.location.file.rpartition("/")[2]) for problem in problems) == [
        ("A524", "notice-V1.0.docx"),
        ("A524", "notice-V1.0.pdf"),
    ]
    shutil.rmtree(pdf.parent)
    assert found(small) == ["A523"]


@pytest.mark.parametrize("content", ["", "[]", '{"size": 1}'])
def test_a_damaged_checkpoint_is_one_fault_among_others(small: Office, content: str) -> None:
    (small.workspace.content / "checkpoint.json").write_text(content, encoding="utf-8")
    paper(small, "pdf").write_bytes(b"")
    problems = check_record(small.desk)
    assert [(problem.code, problem.location.file) for problem in problems] == [
        ("A431", "content/checkpoint.json"), ("A524", "issued/notices/notice/V1.0/notice-V1.0.pdf"),
    ]  # fmt: skip


def test_an_issue_without_its_approvals_is_found_though_its_signature_is_right(small: Office) -> None:
    """Whoever holds a key and writes past docgen's rules: the rules are applied again to what the record says."""
    payload = dict(small.desk.ledger().events(kinds={kinds.ISSUE})[0].payload) | {
        "document": "D0002",
        "files": {},
        "folder": "notices/notice/V1.0",
    }
    path = small.write("other")
    operations.submit(small.desk, path, small.keys["lin"])
    small.desk.record.transact(
        lambda _ledger: [Draft(kinds.ISSUE, "he", "D0002", 1, payload=payload, signer=small.keys["he"])]
    )
    assert "A525" in found(small)


def test_a_record_cut_short_or_forged_is_found_by_the_checkpoint_in_a_paper(small: Office, tmp_path: Path) -> None:
    far = export_checkpoint(small.desk, small.keys["he"], tmp_path / "far.json")
    assert found(small, far) == []
    file = small.workspace.record
    small.desk.record.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')  # whoever can write to the file can do so too
        connection.execute("DELETE FROM docgen_events WHERE sequence = (SELECT max(sequence) FROM docgen_events)")
    small.desk = type(small.desk).open(small.workspace, clock=small.clock)
    assert set(found(small, far)) == {"A433"}


# --- the command ---


def test_the_command_says_what_each_file_is_and_fails_if_one_is_no_original(
    issued: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(issued.workspace.root)
    monkeypatch.setenv("DOCGEN_KEYS", str(issued.folder))
    altered = tmp_path / "改过.pdf"
    altered.write_bytes(_flipped(paper(issued, "pdf").read_bytes(), 2000))
    run = CliRunner().invoke(main, ["verify", str(paper(issued, "pdf", "V1.1"))])
    assert run.exit_code == 0, run.output
    assert "原件" in run.output
    run = CliRunner().invoke(main, ["verify", "--json", str(paper(issued, "docx")), str(altered)])
    assert run.exit_code == 1
    assert [(entry["verdict"], entry["identity"]["version"]) for entry in json.loads(run.output)] == [
        ("genuine", "V1.0"),
        ("altered", "V1.0"),
    ]


def test_the_command_works_far_from_the_workspace_by_a_checkpoint(
    issued: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = export_checkpoint(issued.desk, issued.keys["he"], tmp_path / "checkpoint.json")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_KEYS", str(issued.folder))
    run = CliRunner().invoke(main, ["verify", "--checkpoint", str(file), str(paper(issued, "docx"))])
    assert (run.exit_code, "原件" in run.output) == (0, True), run.output
    run = CliRunner().invoke(main, ["verify", str(paper(issued, "docx"))])
    assert (run.exit_code, "没有可以核对的记录" in run.output) == (3, True), run.output
    run = CliRunner().invoke(main, ["verify", "nowhere.pdf"])
    assert (run.exit_code, "A526" in run.output) == (1, True), run.output
    assert CliRunner().invoke(main, ["verify"]).exit_code == 2


def test_the_command_checks_the_record(issued: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(issued.workspace.root)
    monkeypatch.setenv("DOCGEN_KEYS", str(issued.folder))
    run = CliRunner().invoke(main, ["verify", "--record"])
    assert run.exit_code == 0, run.output
    assert "审批记录完好" in run.output
