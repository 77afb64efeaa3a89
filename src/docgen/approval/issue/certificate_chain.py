"""A PDF's signature held against the organisation's certificate roots: pyHanko's whole validation, at the moment of issue.

The chain must end in a root that the record confirms, each certificate valid and none revoked at that moment (the record's,
which nobody dates at will), the file as it was signed, and certified with no change allowed (DocMDP).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docgen.approval.issue.certificate import fingerprint
from docgen.approval.issue.messages import UNCHAINED_CERTIFICATE
from docgen.approval.ledger.events import moment
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.certificates import CertificateRoots, certificate_roots
from docgen.errors import DocgenError, Location


def check_chain(pdf: bytes, ledger: Ledger, at: str, place: str) -> None:
    """Raises DocgenError A517 for a PDF signed otherwise than under a root that the record confirms, if it confirms any."""
    known = certificate_roots(ledger.events(""))
    if known.roots and (fault := chain_fault(pdf, known, at)):
        raise DocgenError(UNCHAINED_CERTIFICATE.at(Location(place), fault=fault))


def chain_fault(pdf: bytes, known: CertificateRoots, at: str) -> str:
    """Why a PDF's last signature is not one of the organisation's at a moment (UTC); "" if it is."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        return _fault(signatures[-1], known, at) if signatures else "没有签名"
    except Exception:  # whatever a damaged or foreign file makes of the validation, it is none that passed
        return "签名验证不了"


def _fault(embedded: Any, known: CertificateRoots, at: str) -> str:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    roots = _read(known.at(at))
    if not roots:
        return "单位确认的证书根那时都已吊销"
    context = ValidationContext(
        trust_roots=roots, moment=moment(at), allow_fetching=False, weak_hash_algos=("md2", "md5", "sha1")
    )
    usage = KeyUsageConstraints(key_usage={"digital_signature"})
    status = validate_pdf_signature(embedded, context, key_usage_settings=usage)
    if not (status.intact and status.valid):
        return "签名与内容不符"
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return "签名之后又追加了内容"
    if not status.trusted or not status.bottom_line:
        return "证书没有连到单位确认的证书根，或在签发时不在有效期内"
    if embedded.docmdp_level is None or embedded.docmdp_level.value != 1:
        return "没有按“不许改动”签名"
    path = status.validation_path
    for certificate in [embedded.signer_cert, *(path.iter_certs(include_root=True) if path is not None else ())]:
        if known.is_revoked(fingerprint(certificate.dump()), at):
            return "证书那时已经吊销"
    return ""


def _read(pems: Sequence[str]) -> list[Any]:
    from asn1crypto import pem, x509

    return [x509.Certificate.load(pem.unarmor(text.encode())[2]) for text in pems]
