"""Issuing: exactly what was approved, with a number of its own, together or not at all."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.app.build import load_kind, resolved
from docgen.app.snapshot import Snapshot
from docgen.approval.desk import operations, policies
from docgen.approval.desk.blanking import without_slots
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.subject import slots_of
from docgen.approval.issue import issue as issuing
from docgen.approval.issue.issued_folder import MANIFEST
from docgen.approval.issue.manifest import ATTACHMENT, read_attachment
from docgen.approval.issue.pdf_signature import attachments, read_signature
from docgen.approval.issue.stamping import draft_stamps
from docgen.approval.issue.wording import marks
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256, short_code
from docgen.approval.rules import numbers
from docgen.approval.rules.state import Status, state_of
from docgen.approval.verify.record_check import check_record
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.model.encoding import encode
from docgen.model.nodes import Document
from docgen.model.stamp import Stamp
from docgen.ooxml.package import read_package
from issuing_samples import PASSPHRASE, Office, trial_seal
from judges import validate_docx
from kind_examples import place_examples
from office import libreoffice_pdf, page_count
from processes import PATIENCE


def codes(error: pytest.ExceptionInfo[DocgenError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, issuing.Issuance]:
    """A notice that is out, its PDF signed."""
    office = Office(tmp_path_factory.mktemp("issued"))
    path = office.approved(summary="首次发布")
    return office, office.issue(path, trial_seal(office.folder))


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


# --- what comes out ---


def test_word_pdf_manifest_and_checkpoint_stand_together_in_a_folder_of_their_own(
    issued: tuple[Office, issuing.Issuance],
) -> None:
    office, made = issued
    assert made.folder == office.workspace.root / "issued" / "notices" / "notice" / "V1.0"
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "checkpoint.json", "document.json", "manifest.json", "notice-V1.0.docx", "notice-V1.0.pdf", "stamp.json",
    ]  # fmt: skip
    assert {path.name: sha256(path.read_bytes()) for path in made.folder.iterdir()} == made.event.payload["files"]
    assert not list((office.workspace.root / "issued" / ".aside").iterdir())


def test_number_date_and_version_are_printed_and_the_number_begins_where_the_company_does(
    issued: tuple[Office, issuing.Issuance],
) -> None:
    _office, made = issued
    assert made.event.payload["number"] == "星河办〔2026〕37号"
    text = text_of(made.folder / "notice-V1.0.pdf")
    assert "37号" in re.sub(r"\s", "", text)
    assert "2026年3月2日" in re.sub(r"\s", "", text)
    assert "V1.0" in text


def test_the_sheet_in_the_paper_is_the_record(issued: tuple[Office, issuing.Issuance]) -> None:
    office, made = issued
    text = text_of(made.folder / "notice-V1.0.pdf")
    for name in ("林示例", "周示例", "钱示例", "宋示例", "财务会签", "电子签名", "首次发布"):
        assert name in text, name
    assert [decision["person"] for decision in made.event.payload["decisions"]] == ["周示例", "钱示例", "宋示例"]
    assert made.event.payload["decisions"][1]["scope"] == "价格"
    code = operations.seen(office.desk, office.workspace.content / "notices" / "notice.yaml").code
    assert all(part in text for part in (code[:20], code[20:]))
    root = short_code(next(iter(office.desk.ledger())).hash)
    assert all(part in text for part in (root[:20], root[20:]))


def test_outside_judges_accept_both_files(issued: tuple[Office, issuing.Issuance], tmp_path: Path) -> None:
    _office, made = issued
    docx, pdf = made.folder / "notice-V1.0.docx", made.folder / "notice-V1.0.pdf"
    assert validate_docx([docx]) == {docx: []}
    assert subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=False).returncode == 0
    assert page_count(libreoffice_pdf(docx, tmp_path)) == page_count(pdf) == made.event.payload["pages"]


def test_the_pdf_is_signed_and_carries_who_approved_it_and_how_far_the_record_was(
    issued: tuple[Office, issuing.Issuance],
) -> None:
    office, made = issued
    pdf = (made.folder / "notice-V1.0.pdf").read_bytes()
    signature = read_signature(pdf)
    assert (signature.state, signature.certified, signature.certificate) == (
        "intact",
        True,
        made.event.payload["certificate"],
    )
    identity, data = read_attachment(attachments(pdf)[ATTACHMENT])
    assert identity is not None
    assert (identity.document, identity.version, identity.digest) == ("D0001", "V1.0", made.event.payload["digest"])
    events = {event.sequence: list(event.row) for event in office.desk.ledger()}
    assert [row for row in data["approvals"] if events[row[0]] != row] == []
    assert [row[2] for row in data["approvals"]] == ["submit", "approve", "approve", "approve"]
    assert data["checkpoint"]["size"] == made.event.sequence - 1
    assert marks((made.folder / "notice-V1.0.docx").read_bytes())["DocgenVersion"] == "V1.0"


def test_the_manifest_says_what_the_files_were_made_from_and_with(issued: tuple[Office, issuing.Issuance]) -> None:
    office, made = issued
    manifest = json.loads((made.folder / MANIFEST).read_bytes())
    source = office.workspace.content / "notices" / "notice.yaml"
    assert manifest["sources"]["content/notices/notice.yaml"] == sha256(source.read_bytes())
    assert "templates/word/sheet/template.docx" in manifest["sources"]
    assert manifest["files"]["notice-V1.0.pdf"]["sha256"] == made.event.payload["files"]["notice-V1.0.pdf"]
    assert {"docgen", "weasyprint", "python", "pyhanko"} <= manifest["versions"].keys()
    assert "宋体" in manifest["fonts"]


@pytest.mark.parametrize("papers", ["examples", pytest.param("samples", marks=pytest.mark.slow)])
def test_issuing_changes_no_digest(own: Workspace, workspace: Workspace, papers: str) -> None:
    """What the workflow writes is exactly what approvals leave out: for every kind's example (or every sample), stamped and not."""
    if papers == "examples":
        place_examples(workspace)
    else:
        workspace = own
    assert len(workspace.documents()) >= 17
    for path in workspace.documents():
        document, kind = resolved(workspace, path, [])
        assert kind is not None
        if not kind.has_body:
            continue  # a Word form has no tree: its content is digested as data
        assert document is not None
        slots = slots_of(kind)
        written = Stamp(
            "星河人〔2026〕99号" if "number" in slots else None, "2031-12-31" if "date" in slots else None, "V7.0"
        )
        stamped, _kind = resolved(workspace, path, [], stamp=written)
        assert stamped is not None
        assert _seen(stamped, slots) == _seen(document, slots), path


def _seen(document: Document, slots: tuple[str, ...]) -> bytes:
    fields = {name: text for name, text in document.fields.items() if name not in slots}
    blanked = replace(document, blocks=without_slots(document.blocks, slots), fields=fields)
    return encode(blanked, lambda picture: sha256(Path(picture.file).read_bytes()))


# --- when it is refused ---


def test_nothing_is_issued_before_every_step_has_passed(office: Office) -> None:
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["A532"]
    assert not office.desk.ledger().events(kinds={kinds.NUMBER, kinds.ISSUE})


def test_a_comma_changed_after_the_approval_stops_the_issue(office: Office) -> None:
    path = office.approved()
    path.write_text(path.read_text(encoding="utf-8").replace("请遵照执行", "请，遵照执行"), encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["A533"]


def test_only_the_office_issues(office: Office) -> None:
    path = office.approved()
    with pytest.raises(DocgenError) as caught:
        issuing.issue(office.desk, path, office.keys["lin"])
    assert codes(caught) == ["A531"]


def test_a_version_is_issued_once(office: Office) -> None:
    path = office.approved()
    office.issue(path)
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["A534"]


class Meddler:
    """A signer who does something to the workspace while the files are being made."""

    def __init__(self, meddle: object) -> None:
        self._meddle = meddle

    def sign(self, pdf: bytes, _reason: str) -> bytes:
        assert callable(self._meddle)
        self._meddle()
        return pdf


def test_an_edit_while_the_files_are_made_stops_the_issue(office: Office) -> None:
    path = office.approved()

    def edit() -> None:
        path.write_bytes(path.read_bytes().replace("执行".encode(), "办理".encode()))

    with pytest.raises(DocgenError) as caught:
        office.issue(path, Meddler(edit))
    assert codes(caught) == ["A535"]
    assert "content/notices/notice.yaml" in str(caught.value)
    assert not office.desk.ledger().events(kinds={kinds.ISSUE})
    assert not (office.workspace.root / "issued" / "notices").exists()


def test_an_edit_that_is_undone_while_the_files_are_made_is_nowhere_in_them(office: Office) -> None:
    path = office.approved()
    content = path.read_bytes()

    def edit_and_undo() -> None:
        path.write_bytes(content.replace("执行".encode(), "办理".encode()))
        path.write_bytes(content)

    made = office.issue(path, Meddler(edit_and_undo))
    assert "执行" in text_of(made.folder / "notice-V1.0.pdf")


def test_a_new_submission_while_the_files_are_made_stops_the_issue(office: Office) -> None:
    path = office.approved()
    other = Desk.open(office.workspace, clock=office.clock)

    def resubmit() -> None:
        operations.withdraw(other, path, office.keys["lin"])

    with pytest.raises(DocgenError) as caught:
        office.issue(path, Meddler(resubmit))
    assert codes(caught) == ["A532"]


# --- numbers ---


def test_a_number_that_was_given_is_taken_again_by_the_next_try(office: Office) -> None:
    path, other = office.approved("one"), office.approved("two")

    def fail() -> None:
        raise DocgenError(())

    with pytest.raises(DocgenError):
        office.issue(path, Meddler(fail))
    assert office.issue(other).event.payload["number"] == "星河办〔2026〕38号"
    assert office.issue(path).event.payload["number"] == "星河办〔2026〕37号"


def test_reserved_and_voided_numbers_are_passed_over_and_a_reserved_one_can_be_asked_for(office: Office) -> None:
    rule = numbers.NumberRule("星河办", start_at={0: 37})
    key = office.keys["he"]
    office.desk.transact(lambda ledger: numbers.reserve(ledger, rule, 2026, 37, "留给年报", "he", key), key)
    office.desk.transact(lambda ledger: numbers.void(ledger, rule, 2026, 38, "打错了", "he", key), key)
    assert office.issue(office.approved("one")).event.payload["number"] == "星河办〔2026〕39号"
    assert office.issue(office.approved("two"), number=37).event.payload["number"] == "星河办〔2026〕37号"
    with pytest.raises(DocgenError) as caught:
        office.issue(office.approved("three"), number=38)
    assert codes(caught) == ["A441"]


def _issue_in_a_process(root: Path, names: list[str], start: object, results: object) -> None:
    workspace = Workspace(root)
    desk = Desk.open(workspace)
    key = desk.key("he", PASSPHRASE, root.parent / "private")
    start.wait()  # type: ignore[attr-defined]
    said = []
    for name in names:
        try:
            said.append(
                issuing.issue(desk, workspace.content / "notices" / f"{name}.yaml", key).event.payload["number"]
            )
        except DocgenError as error:
            said.append(error.problems[0].code)
    results.put(said)  # type: ignore[attr-defined]


def test_two_processes_that_issue_at_once_never_give_a_number_twice(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.startswith("postgresql"):
        monkeypatch.setenv("DOCGEN_DATABASE_URL", database)
    office = _living(tmp_path)
    names = ["甲", "乙"]
    for name in names:
        office.approved(name)
    office.desk.record.close()
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(2), context.Queue()
    # Both want both: one of them comes first at each.
    processes = [
        context.Process(target=_issue_in_a_process, args=(office.workspace.root, order, start, results))
        for order in (names, names[::-1])
    ]
    for process in processes:
        process.start()
    said = [results.get(timeout=PATIENCE) for _process in processes]
    for process in processes:
        process.join()
    given = sorted(answer for answers in said for answer in answers if answer.startswith("星河办"))
    year = office.clock.now.year
    assert given == [f"星河办〔{year}〕37号", f"星河办〔{year}〕38号"], said
    assert {answer for answers in said for answer in answers} - set(given) <= {"A534", "A535"}
    desk = Desk.open(office.workspace)
    assert check_record(desk) == []
    assert len(desk.ledger().events(kinds={kinds.NUMBER})) == 2


# --- interruptions ---


def test_files_that_cannot_be_put_in_place_are_put_there_by_the_next_call(office: Office) -> None:
    path = office.approved()
    hindrance = office.workspace.root / "issued" / "notices"
    hindrance.parent.mkdir()
    hindrance.write_bytes(b"in the way")
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["B101"]
    hindrance.unlink()
    made = office.issue(path)
    assert made.resumed
    assert {file.name: sha256(file.read_bytes()) for file in made.files} == made.event.payload["files"]
    assert check_record(office.desk) == []


def test_what_fails_after_the_record_is_written_does_not_take_the_files_with_it(office: Office) -> None:
    path = office.approved()
    checkpoint = office.workspace.content / "checkpoint.json"
    kept, record, clock = checkpoint.read_bytes(), office.desk.record, office.desk.record.clock

    def clock_that_blocks() -> datetime:
        """Asked for the checkpoint's time once the issue is written."""
        if record._ledger.events(kinds={kinds.ISSUE}) and checkpoint.is_file():
            checkpoint.unlink()
            (checkpoint / "in the way").mkdir(parents=True)
        return clock()

    record.clock = clock_that_blocks
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["A439", "B101"]  # it stands, and says so
    record.clock = clock
    assert len(office.desk.ledger().events(kinds={kinds.ISSUE})) == 1
    shutil.rmtree(checkpoint)
    checkpoint.write_bytes(kept)
    assert office.issue(path).resumed
    office.desk.write_checkpoint(office.keys["he"])
    assert check_record(office.desk) == []


def test_a_folder_that_is_there_already_is_not_overwritten(office: Office) -> None:
    path = office.approved()
    folder = office.workspace.root / "issued" / "notices" / "notice" / "V1.0"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        office.issue(path)
    assert codes(caught) == ["A522"]
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    assert not office.desk.ledger().events(kinds={kinds.ISSUE})


def _kill_rounds(office: Office, rounds: int) -> None:
    """Issue in a process, kill it after a time that moves through its whole run, and look whether everything fits."""
    context = multiprocessing.get_context("spawn")
    for number in range(rounds):
        name = f"通知{number}"
        path = office.approved(name)
        office.desk.record.close()
        start, results = context.Barrier(2), context.Queue()
        process = context.Process(target=_issue_in_a_process, args=(office.workspace.root, [name], start, results))
        process.start()
        start.wait()
        process.join(timeout=0.02 + 1.2 * number / rounds)
        if process.is_alive():
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        office.desk = Desk.open(office.workspace)
        state = state_of(office.desk.ledger(), operations.known(office.desk, path).document)
        folder = office.workspace.root / "issued" / "notices" / name / "V1.0"
        assert state.issued or not folder.exists()
        if not (state.issued and folder.exists()):
            issuing.issue(office.desk, path, office.keys["he"])
        assert check_record(office.desk) == []
    given = [event.payload["number"] for event in office.desk.ledger().events(kinds={kinds.ISSUE})]
    assert len(set(given)) == rounds == len(office.desk.ledger().events(kinds={kinds.NUMBER}))


def test_a_kill_in_the_middle_of_issuing_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    _kill_rounds(_living(tmp_path), 3)


@pytest.mark.slow
def test_many_kills_in_the_middle_of_issuing(tmp_path: Path) -> None:
    _kill_rounds(_living(tmp_path), 60)


def _living(tmp_path: Path) -> Office:
    """An office whose next desk goes by the machine's own clock, as its other processes do."""
    return Office(tmp_path, datetime.now(UTC) - timedelta(hours=6))


# --- the next revision ---


def test_an_issued_version_is_what_the_next_draft_is_compared_with(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.approved()
    office.issue(path)
    monkeypatch.chdir(office.workspace.root)
    same = CliRunner().invoke(main, ["diff", str(path), "V1.0"])
    assert same.exit_code == 0, same.output
    office.write(正文="请认真执行。")
    changed = CliRunner().invoke(main, ["diff", str(path), "-o", "比较", "--format", "redline"])
    assert changed.exit_code == 0, changed.output
    assert [line for line in changed.output.splitlines() if line.startswith("  ")] == ["  一、正文：修改"]
    (redline,) = (office.workspace.root / "比较").glob("*.docx")
    document = read_package(redline, Location("redline"))["word/document.xml"].decode()
    inserted = re.findall(r"<w:ins .*?</w:ins>", document)
    words = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", "".join(inserted)))
    assert "认真" in words
    assert words in "请认真执行。"
    assert "星河办" not in "".join(re.findall(r"<w:del .*?</w:del>", document))


# --- publishing ---


def test_a_published_version_holds_from_its_day_and_the_one_before_until_then(office: Office) -> None:
    path = office.approved(施行日期="2026-03-10")
    office.issue(path)
    office.publish(path)
    first = operations.known(office.desk, path).issued[0]
    assert [first.status(day) for day in ("2026-03-09", "2026-03-10")] == [Status.PUBLISHED, Status.IN_FORCE]
    office.write(正文="请认真执行。", 施行日期="2026-05-01")
    operations.submit(office.desk, path, office.keys["lin"], summary="改一处措辞")
    office.approve_all(path)
    assert office.issue(path).event.payload["version"] == "V1.1"
    office.publish(path)
    first, second = operations.known(office.desk, path).issued
    assert [first.status(day) for day in ("2026-04-30", "2026-05-01")] == [Status.IN_FORCE, Status.SUPERSEDED]
    assert second.status("2026-05-01") == Status.IN_FORCE
    text = text_of(office.workspace.root / "issued" / "notices" / "notice" / "V1.1" / "notice-V1.1.pdf")
    for expected in ("修订记录", "改一处措辞", "星河办〔2026〕37号", "星河办〔2026〕38号"):
        assert expected in text.replace(" ", ""), expected


def test_a_day_that_is_none_or_lies_before_the_signing_is_refused(office: Office) -> None:
    path = office.approved()
    office.issue(path)
    for effective in ("2026-03-01", "明天", "2026-02-30"):
        with pytest.raises(DocgenError) as caught:
            office.publish(path, effective)
        assert codes(caught) == ["A537"], effective


def test_a_version_is_published_once_and_not_before_it_is_issued(office: Office) -> None:
    path = office.approved()
    with pytest.raises(DocgenError) as caught:
        office.publish(path)
    assert codes(caught) == ["A536"]
    office.issue(path)
    office.publish(path)
    with pytest.raises(DocgenError) as caught:
        office.publish(path)
    assert codes(caught) == ["A536"]


# --- what a build prints ---


def test_a_build_prints_the_state_of_the_content_as_it_is_now(office: Office) -> None:
    path = office.write()

    def mark(*, review: bool = False) -> tuple[str, bool]:
        made = draft_stamps(office.workspace, [path], review=review).get(path)
        stamp = made and made(Snapshot(office.workspace, path))
        return ("", False) if stamp is None else (stamp.watermark, "校验码" in stamp.note)

    assert mark() == ("", False)  # the workflow does not know it
    assert mark(review=True) == ("草稿", True)
    operations.submit(office.desk, path, office.keys["lin"])
    assert (mark(), mark(review=True)) == (("审核中", False), ("审核中", True))
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("执行", "办理"), encoding="utf-8")
    assert mark() == ("草稿", False)
    path.write_text(content, encoding="utf-8")
    office.approve_all(path)
    assert mark() == ("审核中", False)
    office.issue(path)
    assert mark() == ("受控", False)


def test_the_code_on_a_review_copy_is_the_one_that_a_signed_paper_must_bear(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    monkeypatch.chdir(office.workspace.root)
    run = CliRunner().invoke(main, ["build", "--for", "review", str(path)])
    assert run.exit_code == 0, run.output
    pages = text_of(office.workspace.output / "notices" / "notice.pdf").split("\f")[:-1]
    printed = [re.search(r"校验码\s*((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})", page) for page in pages]
    assert all(printed)
    scan = office.workspace.root.parent / "签批单.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    code = printed[0][1] if printed[0] else ""
    for given, refused in (("00000-00000", True), (code, False)):
        evidence = operations.evidence(office.desk, scan, given)
        arguments = {"person": "zhou", "evidence": evidence}
        if refused:
            with pytest.raises(DocgenError) as caught:
                operations.approve(
                    office.desk, path, office.keys["he"], operations.seen(office.desk, path), **arguments
                )
            assert codes(caught) == ["A216"]
        else:
            seen = operations.seen(office.desk, path)
            entry = operations.approve(office.desk, path, office.keys["he"], seen, **arguments)
            operations.confirm(office.desk, path, office.keys["zhou"], entry.sequence)
    office.approve_all(path)
    made = office.issue(path)
    first = made.event.payload["decisions"][0]
    assert (first["person"], first["how"]) == ("周示例", "recorded")
    assert "何示例" in first["registrar"]
    assert "何示例" in text_of(made.folder / "notice-V1.0.pdf")  # in a narrow column, over several lines


# --- the commands ---


def test_the_commands_issue_and_publish_with_a_trial_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = _living(tmp_path)
    path = office.approved()
    office.desk.record.close()
    monkeypatch.chdir(office.workspace.root)
    for name, value in {
        "DOCGEN_KEYS": str(office.folder),
        "DOCGEN_PERSON": "he",
        "DOCGEN_PASSPHRASE": PASSPHRASE,
        "DOCGEN_SEAL_PASSPHRASE": PASSPHRASE,
    }.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    refused = run("issue", str(path))
    assert (refused.exit_code, "A516" in refused.output) == (1, True), refused.output
    made = run("key", "certificate")
    assert made.exit_code == 0, made.output
    issued = run("issue", str(path))
    assert issued.exit_code == 0, issued.output
    assert re.search(r"V1\.0　星河办〔\d{4}〕37号", issued.output)
    with monkeypatch.context() as unsaid:
        unsaid.delenv("DOCGEN_SEAL_PASSPHRASE")
        again = run("issue", str(path))
    assert (again.exit_code, "A534" in again.output) == (1, True), again.output  # not asked for a passphrase in vain
    pdf = office.workspace.root / "issued" / "notices" / "notice" / "V1.0" / "notice-V1.0.pdf"
    assert read_signature(pdf.read_bytes()).state == "intact"
    published = run("publish", str(path), "--effective", "2999-01-01")
    assert (published.exit_code, "2999-01-01" in published.output) == (0, True), published.output
    assert run("verify", str(pdf)).exit_code == 0
    exported = run("checkpoint")
    assert exported.exit_code == 0, exported.output
    assert (office.workspace.root / "issued" / "checkpoint.json").is_file()
    assert run("verify", "--record").exit_code == 0


def test_a_kind_may_print_no_watermark_and_no_sheet(office: Office) -> None:
    file = office.workspace.templates / "notice" / "kind.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "watermark: {issued: ''}\nsheet: false\n", encoding="utf-8")
    policies.confirm(office.desk, office.keys["he"])
    kind = load_kind(office.workspace, "notice")
    assert kind.workflow["sheet"] is False
    made = office.issue(office.approved())
    pdf = made.folder / "notice-V1.0.pdf"
    text = text_of(pdf)
    assert "审批单" not in text
    assert "受控" not in re.sub(r"\s", "", text)
    assert read_attachment(attachments(pdf.read_bytes())[ATTACHMENT])[1]["approvals"] == []
