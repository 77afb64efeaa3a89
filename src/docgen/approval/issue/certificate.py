"""An organisation's own certificates: a root, and under it a key with its certificate, as PKCS#12, to sign issued PDFs with.

An administrator confirms the root in the record; readers who trust the record then trust what is signed under it. Programs
that know nothing of the record do not. For papers that have to stand
before others the company takes a certificate of a recognised authority (电子签名法 Art. 16) instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from docgen.approval.issue.messages import (
    CERTIFICATE_EXISTS,
    CERTIFICATE_NAME,
    CERTIFICATE_NOT_WRITTEN,
    NO_CERTIFICATE_ROOT,
    SHORT_CERTIFICATE_PASSPHRASE,
    UNUSABLE_CERTIFICATE,
)
from docgen.errors import DocgenError, Location
from docgen.files import write_aside
from docgen.messages import system_reason

YEARS = 3
ROOT_YEARS = 10
SHORTEST = 8  # characters of a passphrase
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True, slots=True)
class Certificates:
    """An organisation's root, and a certificate under it that signs papers. `seal` is the signing key with both certificates,
    `root_key` the root's key with its own (PKCS#12 both), `root` the root's certificate as PEM; fingerprints are SHA-256 in hex."""

    seal: bytes
    root_key: bytes
    root: bytes
    fingerprint: str
    root_fingerprint: str


def organisation_certificates(
    organisation: str, passphrase: str, now: datetime, root_key: bytes | None = None
) -> Certificates:
    """A new signing key (P-256, three years) with its certificate under the organisation's root: that of `root_key`, else a new
    one (ten years, for nothing but certificates and their revocation).

    Raises DocgenError A511 for a passphrase that is too short or an organisation without a name, A513 for a root that the
    passphrase does not open.
    """
    place = Location("证书")
    if len(passphrase) < SHORTEST:
        raise DocgenError(SHORT_CERTIFICATE_PASSPHRASE.at(place, least=SHORTEST))
    name = organisation.strip()
    if not 1 <= len(name) <= 64:
        raise DocgenError(CERTIFICATE_NAME.at(place))
    above, root = _opened(root_key, passphrase) if root_key else _new_root(name, now)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(_name(name, "签发"), root.subject, key, now, YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False)
        .sign(above, hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    return Certificates(
        pkcs12.serialize_key_and_certificates(b"docgen", key, certificate, [root], lock),
        root_key or pkcs12.serialize_key_and_certificates(b"docgen root", above, root, None, lock),
        root.public_bytes(serialization.Encoding.PEM),
        fingerprint(certificate.public_bytes(serialization.Encoding.DER)),
        fingerprint(root.public_bytes(serialization.Encoding.DER)),
    )


def read_root(content: bytes, place: str) -> tuple[str, str]:
    """A root's certificate as PEM, and its fingerprint. Raises DocgenError A517 for what is no certificate that may sign others."""
    try:
        found = x509.load_pem_x509_certificate(content)
        found.verify_directly_issued_by(found)
        if not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise ValueError("no root")
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound) as error:
        raise DocgenError(NO_CERTIFICATE_ROOT.at(Location(place))) from error
    pem = found.public_bytes(serialization.Encoding.PEM).decode()
    return pem, fingerprint(found.public_bytes(serialization.Encoding.DER))


def _new_root(name: str, now: datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, "证书根")
    root = (
        _builder(subject, subject, key, now, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, root


def _opened(content: bytes, passphrase: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    try:
        key, root, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError as error:
        raise DocgenError(UNUSABLE_CERTIFICATE.at(Location("证书根"))) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or root is None:
        raise DocgenError(UNUSABLE_CERTIFICATE.at(Location("证书根")))
    return key, root


def _name(organisation: str, what: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation[:60]}{what}"[:64]),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """Papers, or certificates and lists of revoked ones: never both."""
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=not signs, crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip


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
