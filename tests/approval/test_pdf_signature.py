"""Signed PDFs: what the signature covers, what an outside judge says of it, what shows that a file was touched."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from docgen.approval.issue.certificate import organisation_certificates, write_certificate
from docgen.approval.issue.pdf_signature import CommandSeal, Pkcs12Seal, attach, attachments, read_signature
from docgen.errors import DocgenError

PASSPHRASE = "试用证书的口令-1"
NOW = datetime.now(UTC)  # certificates are judged by today's date, not by the documents'


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    made = organisation_certificates("星河通信技术有限公司", PASSPHRASE, NOW)
    return write_certificate(tmp_path_factory.mktemp("key") / "seal.p12", made.seal), made.fingerprint


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A small PDF as docgen's own come: from WeasyPrint, tagged."""
    import weasyprint

    data: bytes = weasyprint.HTML(string="<html lang=zh><title>制度</title><h1>制度</h1><p>正文</p>").write_pdf(
        pdf_tags=True
    )
    return data


@pytest.fixture(scope="module")
def signed(plain: bytes, certificate: tuple[Path, str]) -> bytes:
    return Pkcs12Seal(certificate[0], PASSPHRASE).sign(
        attach(plain, {"docgen.json": b'{"document": "D0001"}'}, "签发标识"), "签发"
    )


def test_a_signed_pdf_is_certified_with_the_certificate_given(signed: bytes, certificate: tuple[Path, str]) -> None:
    found = read_signature(signed)
    assert (found.state, found.certificate, found.signer, found.certified) == (
        "intact",
        certificate[1],
        "星河通信技术有限公司签发",
        True,
    )


def test_pyhanko_finds_a_pades_signature_over_the_whole_file_with_no_change_allowed(signed: bytes) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    embedded = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures[0]
    status = validate_pdf_signature(
        embedded, ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    )
    assert status.bottom_line
    assert status.docmdp_ok
    assert embedded.docmdp_level == MDPPerm.NO_CHANGES
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_poppler_and_qpdf_accept_the_signed_file(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, "No syntax or stream encoding errors found" in checked.stdout) == (0, True)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def test_what_was_attached_is_read_again_and_stands_under_the_signature(signed: bytes, plain: bytes) -> None:
    assert attachments(signed) == {"docgen.json": b'{"document": "D0001"}'}
    assert attachments(plain) == {}
    assert attachments(b"%PDF-1.7 nothing") == {}


def test_a_large_attachment_is_not_unpacked(plain: bytes) -> None:
    assert attachments(attach(plain, {"large.bin": os.urandom(300_000), "small.json": b"{}"}, "x")) == {
        "small.json": b"{}"
    }


def test_every_flipped_byte_that_the_signature_covers_is_seen(signed: bytes) -> None:
    """A sample here; the hash of the whole file (test_issue.py) finds all, also in the signature's own padding."""
    gap = re.search(rb"<[0-9A-Fa-f]{2000,}>", signed)  # the signature itself, which covers all but itself
    assert gap is not None
    covered = [
        position for position in range(0, len(signed), len(signed) // 90) if not gap.start() <= position < gap.end()
    ]
    assert len(covered) > 60
    missed = []
    for position in covered:
        altered = bytearray(signed)
        altered[position] ^= 0x01
        if read_signature(bytes(altered)).state in ("intact", "extended"):
            missed.append(position)
    assert missed == []


def test_something_put_behind_the_signature_is_seen(signed: bytes) -> None:
    assert read_signature(attach(signed, {"more.json": b"{}"}, "后加")).state == "extended"


def test_a_pdf_without_a_signature_and_a_file_that_is_none_are_told_apart(plain: bytes) -> None:
    assert [read_signature(content).state for content in (plain, b"", b"%PDF-1.7\nxx")] == [
        "none",
        "unreadable",
        "unreadable",
    ]


@pytest.mark.parametrize("content", [b"", b"no certificate", b"0\x82\x01\x02"])
def test_a_broken_certificate_is_one_clear_problem(content: bytes, plain: bytes, tmp_path: Path) -> None:
    path = tmp_path / "seal.p12"
    path.write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        Pkcs12Seal(path, PASSPHRASE).sign(plain, "签发")
    assert [problem.code for problem in caught.value.problems] == ["A513"]


def test_a_wrong_passphrase_is_one_clear_problem(certificate: tuple[Path, str], plain: bytes) -> None:
    with pytest.raises(DocgenError) as caught:
        Pkcs12Seal(certificate[0], "别的口令-12345").sign(plain, "签发")
    assert [problem.code for problem in caught.value.problems] == ["A513"]


@pytest.mark.parametrize(("organisation", "passphrase"), [("星河", "short"), ("", PASSPHRASE), ("长" * 65, PASSPHRASE)])
def test_no_certificate_without_a_name_and_a_passphrase(organisation: str, passphrase: str) -> None:
    with pytest.raises(DocgenError) as caught:
        organisation_certificates(organisation, passphrase, NOW)
    assert [problem.code for problem in caught.value.problems] == ["A511"]


def test_a_certificate_is_its_owners_alone_and_never_overwritten(certificate: tuple[Path, str]) -> None:
    assert certificate[0].stat().st_mode & 0o077 == 0
    with pytest.raises(DocgenError) as caught:
        write_certificate(certificate[0], b"another")
    assert [problem.code for problem in caught.value.problems] == ["A512"]


# --- an outside signer ---


def outside(tmp_path: Path, body: str) -> CommandSeal:
    """A signer as a company would have it: a program of its own."""
    program = tmp_path / "signer.py"
    program.write_text(f"import sys\npdf = sys.stdin.buffer.read()\n{body}\n", encoding="utf-8")
    return CommandSeal((sys.executable, str(program)))


def test_an_outside_program_signs_in_docgens_place(plain: bytes, certificate: tuple[Path, str], tmp_path: Path) -> None:
    body = (
        "from pathlib import Path\nfrom docgen.approval.issue.pdf_signature import Pkcs12Seal\n"
        f"sys.stdout.buffer.write(Pkcs12Seal(Path({str(certificate[0])!r}), {PASSPHRASE!r}).sign(pdf, 'x'))"
    )
    assert read_signature(outside(tmp_path, body).sign(plain, "签发")).certificate == certificate[1]


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit('no PIN')",
        "sys.stdout.buffer.write(pdf)",
        "sys.stdout.buffer.write(b'%PDF-1.7 something else')",
        "pass",
    ],
)
def test_what_an_outside_program_gives_back_is_looked_at(body: str, plain: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        outside(tmp_path, body).sign(plain, "签发")
    assert [problem.code for problem in caught.value.problems] == ["A515"]


def test_an_outside_program_that_is_not_there_is_one_clear_problem(plain: bytes) -> None:
    with pytest.raises(DocgenError) as caught:
        CommandSeal(("/no/such/signer",)).sign(plain, "签发")
    assert [problem.code for problem in caught.value.problems] == ["A515"]
