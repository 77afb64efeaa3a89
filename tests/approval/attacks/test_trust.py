"""Verification without an anchor: a forger's own record, workspace, checkpoint or key must never call a file an original."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.approval.after.catalogue import export
from docgen.approval.after.entries import catalogue
from docgen.approval.after.exporting import export_checkpoint
from docgen.approval.desk.trust import FILE, Root, TrustStore
from docgen.approval.ledger.checkpoints import make_checkpoint
from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.ledger import Ledger
from docgen.cli import main
from docgen.errors import DocgenError
from issuing_samples import Office, trial_seal


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("genuine"))
    path = office.approved(正文="价款一百元。")
    office.issue(path, trial_seal(office.folder))
    office.publish(path, "2026-03-02")
    export_checkpoint(office.desk, office.keys["he"], office.folder / "far.json")
    return office


@pytest.fixture(scope="module")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A stranger who makes a company of the same names and issues what he likes."""
    office = Office(tmp_path_factory.mktemp("forger"))
    path = office.approved(正文="价款九千元。")
    office.issue(path, trial_seal(office.folder))
    office.publish(path, "2026-03-02")
    export_checkpoint(office.desk, office.keys["he"], office.folder / "far.json")
    return office


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing was ever pinned; its keys folder."""
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "keys"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "keys"


def pdf(office: Office) -> Path:
    return office.workspace.root / "issued" / "notices" / "notice" / "V1.0" / "notice-V1.0.pdf"


def docgen(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def fingerprint(office: Office) -> str:
    return next(iter(office.desk.ledger())).hash


def far(office: Office) -> Path:
    return office.folder / "far.json"


# --- unpinned ---


@pytest.mark.parametrize("suffix", ["pdf", "docx", "yaml"])
def test_a_workspace_that_came_as_a_zip_vouches_for_nothing(
    forger: Office, reader: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    sent = tmp_path / "sent"
    shutil.copytree(forger.workspace.root, sent)
    monkeypatch.chdir(sent)
    paper = sent / pdf(forger).relative_to(forger.workspace.root).with_suffix(f".{suffix}")
    done = docgen("verify", paper if suffix != "yaml" else sent / "content" / "notices" / "notice.yaml")
    assert (done.exit_code, "无法判断" in done.output, "原件" in done.output) == (3, True, False), done.output
    done = docgen("verify", "--record")
    assert (done.exit_code, "完好" in done.output) == (3, False), done.output


def test_a_checkpoint_by_a_key_of_its_own_vouches_for_nothing(forger: Office, reader: Path) -> None:
    done = docgen("verify", "--checkpoint", far(forger), pdf(forger))
    assert (done.exit_code, "原件" in done.output) == (3, False), done.output


def test_a_file_alone_cannot_be_judged(genuine: Office, reader: Path) -> None:
    done = docgen("verify", pdf(genuine))
    assert (done.exit_code, "原件" in done.output) == (3, False), done.output


def test_an_altered_file_is_told_even_by_who_trusts_nobody(genuine: Office, reader: Path, tmp_path: Path) -> None:
    content = bytearray(pdf(genuine).read_bytes())
    content[2000] ^= 1
    (tmp_path / "x.pdf").write_bytes(content)
    assert docgen("verify", "--checkpoint", far(genuine), tmp_path / "x.pdf").exit_code == 1


# --- pinned ---


def test_with_the_root_pinned_the_genuine_file_is_known_and_the_forged_is_not(
    genuine: Office, forger: Office, reader: Path
) -> None:
    assert docgen("trust", far(genuine), "--fingerprint", fingerprint(genuine)).exit_code == 0
    done = docgen("verify", "--checkpoint", far(genuine), pdf(genuine))
    assert (done.exit_code, "原件，截至" in done.output, "核对过指纹" in done.output) == (0, True, True), done.output
    done = docgen("verify", "--checkpoint", far(genuine), pdf(forger))
    assert (done.exit_code, "不是原件" in done.output) == (1, True), done.output
    done = docgen("verify", "--checkpoint", far(forger), pdf(forger))
    assert (done.exit_code, "警报" in done.output) == (1, True), done.output


def test_trust_on_first_use_is_called_that_in_every_answer_until_the_fingerprint_was_compared(
    genuine: Office, reader: Path
) -> None:
    assert "没有核对过指纹" in docgen("trust", far(genuine)).output
    assert "没有核对过指纹" in docgen("verify", "--checkpoint", far(genuine), pdf(genuine)).output
    docgen("trust", far(genuine), "--fingerprint", f"DOCGEN-ROOT:{fingerprint(genuine).upper()}")
    assert "没有核对过指纹" not in docgen("verify", "--checkpoint", far(genuine), pdf(genuine)).output
    assert "核对过指纹" in docgen("trust", "--list").output


def test_a_fingerprint_that_is_not_the_records_pins_nothing(genuine: Office, forger: Office, reader: Path) -> None:
    done = docgen("trust", far(forger), "--fingerprint", fingerprint(genuine))
    assert (done.exit_code, "A472" in done.output) == (1, True)
    assert not (reader / FILE).exists()


def test_a_second_record_of_the_same_name_is_not_pinned_without_its_fingerprint(
    genuine: Office, forger: Office, reader: Path
) -> None:
    docgen("trust", far(genuine))
    done = docgen("trust", far(forger))
    assert (done.exit_code, "A472" in done.output) == (1, True), done.output
    assert docgen("trust", "--forget", fingerprint(genuine)).exit_code == 0
    assert docgen("verify", "--checkpoint", far(genuine), pdf(genuine)).exit_code == 3


def test_a_damaged_list_of_pins_is_no_empty_one(genuine: Office, reader: Path) -> None:
    reader.mkdir()
    for content in ("", "[]", '{"format": "docgen-trust-1", "roots": [{}]}'):
        (reader / FILE).write_text(content, encoding="utf-8")
        done = docgen("verify", "--checkpoint", far(genuine), pdf(genuine))
        assert (done.exit_code, "A471" in done.output) == (1, True)


def test_who_sets_a_record_up_has_pinned_it(genuine: Office) -> None:
    root = TrustStore(genuine.folder).find(fingerprint(genuine))
    assert root is not None
    assert root.how == "set-up"


# --- contradictions ---


def test_a_genuine_and_a_forged_checkpoint_together_are_an_alarm_whichever_is_longer(
    genuine: Office, forger: Office, reader: Path
) -> None:
    docgen("trust", far(genuine), "--fingerprint", fingerprint(genuine))
    for pair in ((genuine, forger), (forger, genuine)):
        for paper in (pdf(genuine), pdf(forger)):
            done = docgen("verify", "--checkpoint", far(pair[0]), "--checkpoint", far(pair[1]), paper)
            assert (done.exit_code, "警报" in done.output) == (1, True), done.output
            assert all(office.desk.ledger().head in done.output for office in pair)


def test_two_histories_of_one_record_are_an_alarm(tmp_path: Path, reader: Path) -> None:
    """The registrar himself shows one history to one, another to another."""
    office = Office(tmp_path / "office")
    office.desk.record.close()
    twin = office.copy(tmp_path / "twin")
    office = office.copy(tmp_path / "again")
    files = []
    for one, words in ((office, "一百元"), (twin, "九千元"), (twin, "")):
        if words:
            one.issue(one.approved(正文=words))
        files.append(export_checkpoint(one.desk, one.keys["he"], tmp_path / f"{len(files)}.json"))
    docgen("trust", files[0])
    done = docgen("verify", "--checkpoint", files[0], "--checkpoint", files[1], pdf(twin))
    assert (done.exit_code, "警报" in done.output) == (1, True), done.output
    # one after the other, which the reader's own memory finds
    assert docgen("verify", "--checkpoint", files[0], pdf(office)).exit_code == 0
    done = docgen("verify", "--checkpoint", files[1], pdf(twin))
    assert (done.exit_code, "警报" in done.output, "以前见过" in done.output) == (1, True, True), done.output


def test_a_record_rolled_back_is_an_alarm_to_who_saw_it_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path / "office")
    monkeypatch.setenv("DOCGEN_KEYS", str(office.folder))
    path = office.approved()
    office.issue(path)
    office.publish(path, "2026-03-02")
    office.desk.record.close()
    shutil.copytree(office.workspace.root, tmp_path / "backup")
    office = office.copy(tmp_path / "later")
    from docgen.approval.after.ending import abolish

    abolish(office.desk, office.workspace.content / "notices" / "notice.yaml", office.keys["song"], reason="不再执行")
    monkeypatch.chdir(office.workspace.root)
    assert "废止" in docgen("verify", pdf(office)).output
    monkeypatch.chdir(tmp_path / "backup")
    done = docgen("verify", pdf(office))
    assert (done.exit_code, "警报" in done.output, "现行有效" in done.output) == (1, True, False), done.output


# --- catalogues made up by someone with a key ---


def test_an_employee_with_a_valid_key_exports_no_catalogue_of_his_own(
    genuine: Office, reader: Path, tmp_path: Path
) -> None:
    docgen("trust", far(genuine))
    ledger, key = genuine.desk.ledger(), genuine.keys["qian"]
    checkpoint = make_checkpoint(ledger, key, genuine.clock())
    (tmp_path / "own.json").write_bytes(export(catalogue(ledger).entries, checkpoint, ledger, key))
    done = docgen("verify", "--checkpoint", tmp_path / "own.json", pdf(genuine))
    assert (done.exit_code, "A432" in done.output, "原件" in done.output) == (1, True, False), done.output


@pytest.mark.parametrize("change", ["drop", "invent", "files", "genesis", "heads", "row"])
def test_a_catalogue_whose_versions_are_not_those_of_its_rows_is_refused_though_its_signature_is_right(
    genuine: Office, reader: Path, tmp_path: Path, change: str
) -> None:
    """Whoever holds a keeper's key and makes the file by hand."""
    docgen("trust", far(genuine))
    data = json.loads(far(genuine).read_text(encoding="utf-8"))
    if change == "drop":
        data["issued"] = []
    elif change == "invent":
        data["issued"].append(data["issued"][0] | {"version": "V9.0"})
    elif change == "files":
        data["issued"][0]["files"]["notice-V1.0.pdf"] = "0" * 64
    elif change == "genesis":
        del data["rows"][0]
    elif change == "heads":
        data["heads"][3] = "0" * 64
    else:
        issue = next(row for row in data["rows"] if row[2] == "issue")
        issue[4] = "song"
    del data["signature"]
    signed = f"docgen-catalogue-2\n{canonical_json(data)}".encode()
    data["signature"] = genuine.keys["he"].sign(signed).hex()
    (tmp_path / "own.json").write_text(json.dumps(data), encoding="utf-8")
    done = docgen("verify", "--checkpoint", tmp_path / "own.json", pdf(genuine))
    assert (done.exit_code, "A432" in done.output) == (1, True), done.output


def test_a_forgers_key_with_a_registered_name_is_nobodys(genuine: Office, reader: Path, tmp_path: Path) -> None:
    docgen("trust", far(genuine))
    forged = Ledger(genuine.desk.ledger())
    from docgen.approval.ledger.keys import generate

    key = generate("he")
    checkpoint = make_checkpoint(forged, key, genuine.clock())
    (tmp_path / "own.json").write_bytes(export(catalogue(forged).entries, checkpoint, forged, key))
    done = docgen("verify", "--checkpoint", tmp_path / "own.json", pdf(genuine))
    assert (done.exit_code, "A432" in done.output) == (1, True), done.output


def test_an_older_checkpoint_says_as_of_when_and_that_a_newer_one_was_seen(
    genuine: Office, reader: Path, tmp_path: Path
) -> None:
    docgen("trust", far(genuine))
    store = TrustStore(reader)
    root = store.find(fingerprint(genuine))
    assert isinstance(root, Root)
    store.saw(root, root.size + 500, "f" * 64)
    done = docgen("verify", "--checkpoint", far(genuine), pdf(genuine))
    assert (done.exit_code, "截至" in done.output, "以新的为准" in done.output) == (0, True, True), done.output


def test_a_pin_refused_leaves_what_was_pinned(reader: Path) -> None:
    store = TrustStore(reader)
    store.pin(Root("a" * 64, "甲", "first-use", ""))
    with pytest.raises(DocgenError):
        store.pin(Root("b" * 64, "甲", "first-use", ""))
    assert [root.record for root in store.roots()] == ["a" * 64]
