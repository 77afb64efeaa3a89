"""A certificate for trial: a key and a self-signed certificate of the organisation, as PKCS#12, to sign issued PDFs with.

It shows what a signature does; nobody outside trusts it. For papers that have to stand
before others the company takes a certificate of a recognised authority (电子签名法 Art. 16) instead.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from docgen.approval.issue.messages import (
    CERTIFICATE_EXISTS,
    CERTIFICATE_NAME,
    CERTIFICATE_NOT_WRITTEN,
    SHORT_CERTIFICATE_PASSPHRASE,
)
from docgen.errors import DocgenError, Location
from docgen.files import write_aside
from docgen.messages import system_reason

YEARS = 3
SHORTEST = 8  # characters of a passphrase
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def trial_certificate(organisation: str, passphrase: str, now: datetime) -> tuple[bytes, str]:
    """A new key (P-256) with its certificate as PKCS#12, and the certificate's fingerprint.

    Raises DocgenError A511 for a passphrase that is too short or an organisation without a name.
    """
    place = Location("证书")
    if len(passphrase) < SHORTEST:
        raise DocgenError(SHORT_CERTIFICATE_PASSPHRASE.at(place, least=SHORTEST))
    name = organisation.strip()
    if not 1 <= len(name) <= 64:
        raise DocgenError(CERTIFICATE_NAME.at(place))
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{name}（试用）"[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    content = pkcs12.serialize_key_and_certificates(
        b"docgen", key, certificate, None, serialization.BestAvailableEncryption(passphrase.encode())
    )
    return content, fingerprint(certificate.public_bytes(serialization.Encoding.DER))


def write_certificate(path: Path, content: bytes) -> Path:
    """Put a PKCS#12 file where only its owner reads it; an existing one is never overwritten (A512)."""
    if path.exists():
        raise DocgenError(CERTIFICATE_EXISTS.at(Location(str(path))))
    try:
        aside = write_aside(path, content)
        aside.chmod(0o600)
        aside.replace(path)
    except OSError as error:
        raise DocgenError(CERTIFICATE_NOT_WRITTEN.at(Location(str(path)), reason=system_reason(error))) from error
    return path


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, in hex: what people compare."""
    return hashlib.sha256(der).hexdigest()
