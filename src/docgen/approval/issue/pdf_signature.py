"""Signed PDFs: PAdES baseline B (ETSI EN 319 142-1), certified with no change allowed (DocMDP level 1, ISO 32000-1 §12.8.2.2).

`Seal` is the seam for whoever signs: a PKCS#12 file, or a program of the
certificate's issuer that takes the PDF and gives it back signed (USB key,
signature server). What came back is looked at before it is believed.
"""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from docgen.approval.issue.certificate import fingerprint
from docgen.approval.issue.messages import SIGNING_FAILED, UNUSABLE_CERTIFICATE
from docgen.errors import DocgenError, Location
from docgen.messages import system_reason

FIELD = "DocgenSeal"
_LARGEST = 200_000  # packed bytes of an attachment that is read: ours are a few thousand, others may be bombs
_UNPACKED = 20_000_000
_NODES = 500  # of the tree of attachments: ours has one
_SECONDS = 120  # for an outside signer: somebody may have to type a PIN

State = Literal["none", "intact", "extended", "altered", "unreadable"]


class Seal(Protocol):
    """Signs a finished PDF, as a new last part of the file."""

    def sign(self, pdf: bytes, reason: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Signature:
    """What a PDF's signature shows. `state`: no signature, all of the file as it was signed, something put behind it,
    what was signed altered, or a file that cannot be read; `certificate` is the signer's fingerprint, `signer` the name on it."""

    state: State
    certificate: str = ""
    signer: str = ""
    signed_at: str = ""
    certified: bool = False  # as a final document, no change allowed


@dataclass(frozen=True, slots=True)
class Pkcs12Seal:
    """A key and certificate in a .p12 or .pfx file."""

    path: Path
    passphrase: str

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """Raises DocgenError A513 (file or passphrase), A514 (the PDF)."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import PdfSignatureMetadata, signers
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

        signer = self._signer()
        metadata = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason,
            certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
        )  # fmt: skip
        out = io.BytesIO()
        signers.PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    def _signer(self) -> Any:
        import contextlib
        import logging

        from pyhanko.sign import signers

        signer = None
        logging.getLogger("pyhanko.sign.signers.pdf_cms").addHandler(logging.NullHandler())
        with contextlib.suppress(OSError, ValueError):
            signer = signers.SimpleSigner.load_pkcs12_data(
                self.path.read_bytes(), other_certs=[], passphrase=self.passphrase.encode()
            )
        if signer is None:
            raise DocgenError(UNUSABLE_CERTIFICATE.at(Location(str(self.path))))
        return signer


@dataclass(frozen=True, slots=True)
class CommandSeal:
    """A program that reads the PDF from standard input and writes it signed to standard output."""

    command: Sequence[str]

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """Raises DocgenError A515 where the program fails, or gives back something else than this PDF, signed."""
        place = Location(" ".join(self.command))
        try:
            done = subprocess.run(list(self.command), input=pdf, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            said = f"{_SECONDS} 秒没有答复" if isinstance(error, subprocess.TimeoutExpired) else system_reason(error)
            raise _failed(place, str(said)) from error
        if done.returncode:
            raise _failed(
                place,
                done.stderr.decode("utf-8", "replace").strip()[-200:] or f"退出码 {done.returncode}",
            )
        if not done.stdout.startswith(pdf):
            raise _failed(place, "交回的不是在原文件后面加签名的 PDF")
        if read_signature(done.stdout).state != "intact":
            raise _failed(place, "交回的 PDF 没有完好的签名")
        return done.stdout


def attach(pdf: bytes, files: Mapping[str, bytes], description: str) -> bytes:
    """The PDF with files attached, as a part put behind it; readers show them as 附件."""
    from pyhanko.pdf_utils import embed, generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for name, content in files.items():
        data = embed.EmbeddedFileObject.from_file_data(writer, content, mime_type="application/json")
        spec = embed.FileSpec(
            name, file_name=name, embedded_data=data, description=description, af_relationship=generic.pdf_name("/Data")
        )
        embed.embed_file(writer, spec)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attachments(pdf: bytes) -> dict[str, bytes]:
    """The files attached to a PDF by name, but for very large ones; none where it cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    found: dict[str, bytes] = {}
    try:
        names = PdfFileReader(io.BytesIO(pdf), strict=False).root["/Names"]["/EmbeddedFiles"]
        _collect(names, found, [_NODES], 0)
    except Exception:  # a damaged or foreign file may go wrong anywhere in the reader: then nothing is known of it
        return found
    return found


def _collect(node: Any, found: dict[str, bytes], left: list[int], depth: int) -> None:
    """The names of a name tree (ISO 32000-1 §7.9.6) with their embedded files; indexing follows references, iterating does not.

    A tree of strangers may hold itself: no more than `left` nodes are looked at.
    """
    left[0] -= 1
    if depth > 20 or len(found) > 100 or left[0] < 0:
        return
    names = _member(node, "/Names")
    for index in range(1, len(names), 2):
        spec = names[index]
        stream = spec["/EF"]["/F"]
        content = _unpacked(stream)
        if content is not None:
            found[str(spec["/UF"] if "/UF" in spec else spec["/F"])] = content
    kids = _member(node, "/Kids")
    for index in range(min(len(kids), _NODES)):
        _collect(kids[index], found, left, depth + 1)


def _unpacked(stream: Any) -> bytes | None:
    """A stream's content as ours are packed, plain or deflated once; None for one that is larger, or packed otherwise."""
    packed = bytes(stream.encoded_data)
    if len(packed) > _LARGEST:
        return None
    if "/Filter" not in stream:
        return packed
    if stream["/Filter"] not in ("/FlateDecode", ["/FlateDecode"]) or "/DecodeParms" in stream:
        return None
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, _UNPACKED)
    return content if unpacking.eof else None


def _member(node: Any, key: str) -> Any:
    """`get` would give the reference itself."""
    try:
        return node[key]
    except KeyError:
        return []


def read_signature(pdf: bytes) -> Signature:
    """What the last signature of a PDF shows; never raises: a file may come from anywhere."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        signatures = reader.embedded_regular_signatures
        if not signatures:
            return Signature("none")
        embedded = signatures[-1]
        certificate = embedded.signer_cert
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(embedded, context, skip_diff=True)
        covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        state: State = "altered" if not (status.intact and status.valid) else "intact" if covered else "extended"
        at = status.signer_reported_dt
        return Signature(
            state, fingerprint(certificate.dump()), str(certificate.subject.native.get("common_name", "")),
            at.isoformat() if at else "", embedded.docmdp_level is not None and embedded.docmdp_level.value == 1,
        )  # fmt: skip
    except Exception:  # as above: whatever a damaged file makes of the reader, it is not an intact one
        return Signature("unreadable" if b"/ByteRange" not in pdf else "altered")


def _failed(place: Location, said: str) -> DocgenError:
    return DocgenError(SIGNING_FAILED.at(place, said=said))
