"""PDFs signed under another root, with a revoked or expired certificate, and the roots that an employee would like."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import weasyprint

from docgen.approval.desk.certificates import confirm_root, revoke_certificate
from docgen.approval.issue.certificate import Certificates, organisation_certificates, read_root
from docgen.approval.issue.certificate_chain import chain_fault
from docgen.approval.issue.pdf_signature import Pkcs12Seal, attach
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.certificates import CertificateRoots, certificate_roots
from docgen.approval.verify.answers import from_desk
from docgen.approval.verify.certified import certified
from docgen.approval.verify.record_check import check_record
from docgen.errors import DocgenError
from issuing_samples import PASSPHRASE, Office

NAME = "星河通信技术有限公司"
MADE = datetime(2026, 1, 10, tzinfo=UTC)
AT = "2026-03-02T08:00:00Z"


def certificates(root_key: bytes | None = None, made: datetime = MADE) -> Certificates:
    return organisation_certificates(NAME, PASSPHRASE, made, root_key)


@pytest.fixture(scope="module")
def own() -> Certificates:
    return certificates()


@pytest.fixture(scope="module")
def plain() -> bytes:
    data: bytes = weasyprint.HTML(string="<p>通知</p>").write_pdf()
    return data


def signed(pdf: bytes, made: Certificates, folder: Path) -> bytes:
    return seal(made, folder).sign(pdf, "签发")


def seal(made: Certificates, folder: Path) -> Pkcs12Seal:
    path = folder / f"{made.fingerprint[:8]}.p12"
    path.write_bytes(made.seal)
    return Pkcs12Seal(path, PASSPHRASE)


def roots(made: Certificates) -> CertificateRoots:
    return CertificateRoots({made.root_fingerprint: made.root.decode()})


def test_a_paper_signed_under_the_confirmed_root_passes_also_with_a_later_key_of_that_root(
    own: Certificates, plain: bytes, tmp_path: Path
) -> None:
    later = certificates(own.root_key)
    assert later.root_fingerprint == own.root_fingerprint
    assert later.fingerprint != own.fingerprint
    assert [chain_fault(signed(plain, made, tmp_path), roots(own), AT) for made in (own, later)] == ["", ""]


def test_a_root_of_the_same_name_by_somebody_else_does_not_pass(
    own: Certificates, plain: bytes, tmp_path: Path
) -> None:
    assert "没有连到" in chain_fault(signed(plain, certificates(), tmp_path), roots(own), AT)


@pytest.mark.parametrize("at", ["2026-01-01T00:00:00Z", "2029-06-01T00:00:00Z"])
def test_a_certificate_counts_only_while_it_is_valid(own: Certificates, plain: bytes, tmp_path: Path, at: str) -> None:
    assert "有效期" in chain_fault(signed(plain, own, tmp_path), roots(own), at)


def test_what_is_revoked_does_not_count_from_that_moment_on(own: Certificates, plain: bytes, tmp_path: Path) -> None:
    paper = signed(plain, own, tmp_path)
    for name in (own.fingerprint, own.root_fingerprint):
        known = replace(roots(own), revoked={name: AT})
        assert "吊销" in chain_fault(paper, known, AT)
        assert chain_fault(paper, known, "2026-03-01T08:00:00Z") == ""


def test_what_was_added_altered_or_never_signed_does_not_pass(own: Certificates, plain: bytes, tmp_path: Path) -> None:
    paper = signed(plain, own, tmp_path)
    altered = paper.replace(b"/Title", b"/Titel", 1) if b"/Title" in paper else paper[:900] + b"x" + paper[901:]
    for content in (attach(paper, {"x.json": b"{}"}, "x"), altered, plain, b"", b"%PDF-1.7"):
        assert chain_fault(content, roots(own), AT) != ""


def test_a_signing_certificate_is_no_root(own: Certificates) -> None:
    for content in (b"", own.seal, b"-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"):
        with pytest.raises(DocgenError) as caught:
            read_root(content, "x.pem")
        assert [problem.code for problem in caught.value.problems] == ["A517"]
    assert read_root(own.root, "x.pem")[1] == own.root_fingerprint


def test_only_an_administrator_confirms_a_root_and_then_no_other_certificate_issues(
    own: Certificates, tmp_path: Path
) -> None:
    office = Office(tmp_path)
    pem, name = read_root(own.root, "x")
    with pytest.raises(DocgenError) as caught:
        confirm_root(office.desk, pem, name, office.keys["song"])
    assert {problem.code for problem in caught.value.problems} == {"A308"}
    path = office.approved()
    confirm_root(office.desk, pem, name, office.keys["he"])
    assert certificate_roots(office.desk.ledger().events("")).roots == {name: pem}
    with pytest.raises(DocgenError) as caught:
        office.issue(path, seal(certificates(), tmp_path))
    assert [problem.code for problem in caught.value.problems] == ["A517"]
    made = office.issue(path, seal(own, tmp_path))
    paper = next(file for file in made.files if file.suffix == ".pdf")
    content = paper.read_bytes()
    answer = from_desk(office.desk, paper, content)
    found = certified(content, answer, office.desk.ledger())
    assert (found.genuine, "连到单位确认的证书根" in "".join(found.lines)) == (True, True)
    assert [problem.code for problem in check_record(office.desk)] == []
    # found out later that the key had been in wrong hands
    since = (office.clock.now - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    revoke_certificate(office.desk, own.fingerprint, since, "介质丢失", office.keys["he"])
    found = certified(content, answer, office.desk.ledger())
    assert (found.genuine, found.judged, "吊销" in "".join(found.lines)) == (False, True, True)
    assert [problem.code for problem in check_record(office.desk)] == ["A517"]


def test_a_root_confirmed_later_does_not_vouch_for_what_was_issued_before(tmp_path: Path, own: Certificates) -> None:
    office = Office(tmp_path)
    made = office.issue(office.approved(), seal(own, tmp_path))
    paper = next(file for file in made.files if file.suffix == ".pdf")
    pem, name = read_root(own.root, "x")
    confirm_root(office.desk, pem, name, office.keys["he"])
    content = paper.read_bytes()
    ledger: Ledger = office.desk.ledger()
    found = certified(content, from_desk(office.desk, paper, content), ledger)
    assert (found.genuine, "还没有确认证书根" in "".join(found.lines)) == (True, True)
