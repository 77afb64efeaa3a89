"""Witnesses outside of the workspace: a second folder, a note in git, a time stamp. They tell what the workspace alone cannot."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from approval_samples import Clock, furnish, staffed
from docgen.approval.after.timestamps import check_stamp, check_stamps, stamp
from docgen.approval.desk import breaks, operations
from docgen.approval.desk.desk import Desk, checkpoint_file
from docgen.approval.desk.witnesses import check_notes
from docgen.approval.ledger.keys import Key
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

Office = tuple[Desk, dict[str, Key], Path]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    monkeypatch.delenv("DOCGEN_WITNESS", raising=False)
    monkeypatch.delenv("DOCGEN_TSA", raising=False)
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    operations.submit(desk, path, keys["lin"])
    with desk:
        yield desk, keys, path


def refused(act: object) -> list[str]:
    assert callable(act)
    with pytest.raises(DocgenError) as error:
        act()
    assert all(problem.hint for problem in error.value.problems)
    return [problem.code for problem in error.value.problems]


def backup(desk: Desk, folder: Path) -> Path:
    folder.mkdir()
    raw, copy = sqlite3.connect(desk.workspace.record), sqlite3.connect(folder / "record.db")
    raw.backup(copy)
    raw.close()
    copy.close()
    shutil.copy(checkpoint_file(desk.workspace), folder)
    return folder


def rolled_back(desk: Desk, earlier: Path, clock: Clock) -> Desk:
    """Everything of the workspace as it was; and no key's head that would tell, for all act from other machines."""
    desk.record.close()
    shutil.copy(earlier / "record.db", desk.workspace.record)
    for ending in ("-wal", "-shm"):
        Path(f"{desk.workspace.record}{ending}").unlink(missing_ok=True)
    shutil.copy(earlier / "checkpoint.json", checkpoint_file(desk.workspace))
    for head in earlier.parent.glob("private/*.head.json"):
        head.unlink()
    return Desk.open(desk.workspace, clock=clock)


def test_a_rollback_that_no_key_saw_is_told_by_a_witness_in_another_folder(
    office: Office, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, keys, path = office
    folder = tmp_path / "witness"
    desk.begin_witness(folder, keys["he"])
    monkeypatch.setenv("DOCGEN_WITNESS", str(folder))
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    assert desk.check() == []
    with rolled_back(desk, earlier, clock) as later:
        assert refused(lambda: operations.remind(later, path, keys["lin"])) == ["A433"]
        assert [problem.code for problem in later.check()] == ["A433"]
        monkeypatch.delenv("DOCGEN_WITNESS")
        assert later.check() == []  # what cannot be known without one


def test_a_witness_named_by_the_workspace_counts_for_everybody_and_missing_is_a_failure(
    office: Office, tmp_path: Path
) -> None:
    desk, keys, path = office
    folder = tmp_path / "mounted"
    (desk.workspace.root / "docgen.yaml").write_text(f"witness: [{folder}]\n", encoding="utf-8")
    assert refused(lambda: operations.remind(desk, path, keys["lin"])) == ["A446"]
    assert [problem.code for problem in desk.check()] == ["A446"]
    assert not folder.exists()
    desk.begin_witness(folder, keys["he"])
    operations.remind(desk, path, keys["lin"])
    assert desk.check() == []
    shutil.rmtree(folder)  # the other disk is gone
    assert refused(lambda: operations.remind(desk, path, keys["lin"])) == ["A446"]
    assert not folder.exists()
    assert refused(lambda: breaks.accept(desk, keys["lin"], "盘坏了")) == ["A308"]
    breaks.accept(desk, keys["he"], "见证盘坏了，换了一块")
    assert [(problem.code, problem.severity) for problem in desk.check()] == [("A438", "warning")]


def test_a_witness_is_not_begun_over_one_that_contradicts(office: Office, clock: Clock, tmp_path: Path) -> None:
    desk, keys, path = office
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    desk.begin_witness(tmp_path / "witness", keys["he"])
    with rolled_back(desk, earlier, clock) as later:
        assert refused(lambda: later.begin_witness(tmp_path / "witness", keys["he"])) == ["A433"]


def git(desk: Desk, *arguments: str) -> str:
    command = ["git", "-C", str(desk.workspace.root), "-c", "user.name=x", "-c", "user.email=x@x", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_rollback_is_told_by_the_notes_of_the_repository(
    office: Office, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, keys, path = office
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "x@x")
    assert refused(lambda: desk.note(keys["he"])) == ["A447"]  # no repository
    git(desk, "init", "-q")
    assert refused(lambda: desk.note(keys["he"])) == ["A447"]  # no commit
    git(desk, "add", "content")
    git(desk, "commit", "-q", "-m", "一")
    desk.note(keys["he"])
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    desk.note(keys["he"])
    assert desk.check() == []
    assert git(desk, "notes", "--ref=docgen", "show").count('"size"') == 2
    with rolled_back(desk, earlier, clock) as later:
        assert [problem.code for problem in later.check()] == ["A433"]
        git(desk, "notes", "--ref=docgen", "append", "-m", "not a checkpoint")
        assert [problem.code for problem in check_notes(later.workspace, later.ledger())] == ["A433", "A431"]


class TestAuthority:
    """A time-stamp authority of our own: a root, and a certificate for time stamping under it."""

    __test__ = False

    def __init__(self, at: datetime) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "时间戳试验")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(5)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        der = certificate.public_bytes(serialization.Encoding.DER)
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.stamper = DummyTimeStamper(
            asn1_x509.Certificate.load(der), asn1_keys.PrivateKeyInfo.load(private), fixed_dt=at
        )


def test_a_rollback_and_a_time_made_up_are_told_by_a_time_stamp(
    office: Office, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, keys, path = office
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    authority = TestAuthority(clock.now + timedelta(hours=1))
    file = stamp(desk, keys["he"], authority.stamper)
    content = file.read_bytes()
    ledger = desk.ledger()
    root = tmp_path / "authority.pem"
    root.write_bytes(authority.pem)
    assert [(p.code, p.severity) for p in check_stamps(desk, ledger)] == [("A449", "warning")]  # nobody holds its root
    monkeypatch.setenv("DOCGEN_TSA", str(root))
    assert check_stamps(desk, ledger) == []
    for change in ({"head": "0" * 64}, {"size": 3}, {"at": "2020-01-01T00:00:00Z"}):
        data = json.loads(content)
        data["checkpoint"] |= change
        told = check_stamp(json.dumps(data).encode(), ledger, "x")
        assert [(p.code, p.severity) for p in told] == [("A449", "error")]
    other = TestAuthority(clock.now)
    root.write_bytes(other.pem)
    assert [(p.code, p.severity) for p in check_stamps(desk, ledger)] == [("A449", "warning")]
    root.write_bytes(authority.pem)
    for broken in (b"", b"{}", content.replace(b'"token": "30', b'"token": "31')):
        assert [p.code for p in check_stamp(broken, ledger, "x")] == ["A449"]
    before = TestAuthority(clock.now - timedelta(days=2))  # the record's clock was two days ahead, the authority says
    root.write_bytes(before.pem)
    early = stamp(desk, keys["he"], before.stamper, tmp_path / "early.json")
    assert [p.code for p in check_stamp(early.read_bytes(), ledger, "x")] == ["A449"]
    root.write_bytes(authority.pem)
    with rolled_back(desk, earlier, clock) as later:
        assert [problem.code for problem in check_stamps(later, later.ledger())] == ["A433"]
