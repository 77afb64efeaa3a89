"""What a file is: which issued version, whether it is still as it was issued, and if not, what shows that it was touched.

The whole file's hash decides: it covers every byte, also those that a PDF
signature leaves out. A file that does not fit is then asked what it says it
is (attachment, custom properties, words), and told apart: saved again, added
to, altered, or never issued here.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Literal

from docgen.approval.after.catalogue import Catalogue, Entry
from docgen.approval.issue.foreign_files import ForeignFiles
from docgen.approval.issue.manifest import Identity, from_marks, read_attachment
from docgen.approval.issue.pdf_signature import Signature
from docgen.approval.issue.wording import FORMAT
from docgen.approval.ledger.digests import sha256
from docgen.errors import DocgenError

Verdict = Literal["genuine", "resaved", "altered", "unrecorded", "unknown"]
_PARTS = 30  # of a PDF that was added to again and again: a file may come from anywhere, and each is hashed
_SHOWN = 3  # altered paragraphs that are printed
_LONGEST = 60  # characters of each


@dataclass(frozen=True, slots=True)
class Finding:
    """`verdict`: byte for byte as issued; saved again with the same words; altered; says it is a version that nobody issued;
    nothing that docgen knows. `entry` is the version it is, or comes from; `facts` are sentences for a reader."""

    verdict: Verdict
    entry: Entry | None = None
    facts: tuple[str, ...] = ()

    @property
    def genuine(self) -> bool:
        return self.verdict == "genuine"


def examine(
    content: bytes,
    catalogue: Catalogue,
    original: Callable[[Entry, str], bytes | None] | None = None,
    reader: ForeignFiles | None = None,
) -> Finding:
    """What the file is, by the catalogue. `original` gives the issued file of an entry by its suffix, where it is at hand:
    altered paragraphs are then named. What is not an issued file byte for byte is opened by `reader`, or one for this file."""
    entry = catalogue.by_hash(sha256(content))
    if entry is not None:
        return Finding("genuine", entry, ("与签发时登记的文件逐字节相同",))
    if not content.startswith((b"%PDF-", b"PK")):
        return Finding("unknown", None, ("不是 docgen 签发的 PDF 或 Word 文件",))
    with nullcontext(reader) if reader else ForeignFiles() as files:
        if content.startswith(b"%PDF-"):
            return _examine_pdf(content, catalogue, files)
        return _examine_word(content, catalogue, original, files)


def described(content: bytes, reader: ForeignFiles | None = None) -> tuple[Identity | None, Signature]:
    """What a file says of itself, where there is nothing to hold it against. Raises DocgenError B15x for one that nobody can read."""
    if not content.startswith((b"%PDF-", b"PK")):
        return None, Signature("none")
    with nullcontext(reader) if reader else ForeignFiles() as files:
        if content.startswith(b"%PDF-"):
            told = files.pdf(content)
            identity, _data = read_attachment(told.attachment)
            return identity, told.signature
        return from_marks(files.word(content).marks), Signature("none")


def _unread(error: DocgenError) -> Finding:
    """A file that does not let itself be read is none that docgen issued: those are known by their hash."""
    return Finding("unknown", None, tuple(f"里面没有看：{problem.message}" for problem in error.problems))


# --- PDF ------------------------------------------------------------------


def _examine_pdf(content: bytes, catalogue: Catalogue, files: ForeignFiles) -> Finding:
    longest = _issued_part(content, catalogue)
    if longest is not None:
        entry, length = longest
        fact = "前 {length} 字节与签发件相同，后面又追加了 {more} 字节：签发之后有人加了批注、填了表单或改了内容"
        return Finding("altered", entry, (fact.format(length=length, more=len(content) - length),))
    try:
        told = files.pdf(content)
    except DocgenError as error:
        return _unread(error)
    signature = told.signature
    identity, _data = read_attachment(told.attachment)
    if identity is None:
        return Finding("unknown", None, ("文件里没有 docgen 的签发标识", *_signature_facts(signature)))
    named = catalogue.by_identity(identity)
    if named is None:
        return _unrecorded(identity)
    return Finding("altered", named, _alterations(signature, named))


def _issued_part(content: bytes, catalogue: Catalogue) -> tuple[Entry, int] | None:
    """The issued file that this one begins with, if it was only added to: the longest. Each byte is hashed once."""
    lengths: set[int] = set()
    end = content.rfind(b"%%EOF", 0, len(content) - 1)
    for _part in range(_PARTS):
        if end <= 0:
            break
        lengths |= set(range(end + 5, min(end + 8, len(content))))
        end = content.rfind(b"%%EOF", 0, end)
    view, hashed, done = memoryview(content), hashlib.sha256(), 0
    found: tuple[Entry, int] | None = None
    for length in sorted(lengths):
        hashed.update(view[done:length])
        done = length
        entry = catalogue.by_hash(hashed.hexdigest())
        if entry is not None:
            found = entry, length
    return found


def _alterations(signature: Signature, entry: Entry) -> tuple[str, ...]:
    match signature.state:
        case "none":
            return ("签名不见了：文件被另存、打印或重新生成过，内容是否改动无从判断",)
        case "extended":
            return ("签名之后又追加了内容，与签发件不符",)
        case "intact" if signature.certificate == entry.certificate:
            return ("签名完好，证书也是签发时的，但不是登记的那个文件（同一证书另签的一份）",)
        case "intact":
            return (f"签名完好，但签名的证书（{signature.signer}）不是签发时的证书：有人改动后另签",)
    return ("文件在签名之后被改动过：签名与内容不符",)


def _signature_facts(signature: Signature) -> tuple[str, ...]:
    match signature.state:
        case "none" | "unreadable":
            return ()
        case "intact":
            return (f"带有“{signature.signer}”的完好签名",)
    return ("带有签名，但签名之后文件被改动过",)


# --- Word -----------------------------------------------------------------


def _examine_word(
    content: bytes,
    catalogue: Catalogue,
    original: Callable[[Entry, str], bytes | None] | None,
    files: ForeignFiles,
) -> Finding:
    try:
        told = files.word(content)
    except DocgenError as error:
        return _unread(error)
    identity, words = from_marks(told.marks), told.wording
    if identity is None:
        entry = catalogue.by_wording(words)
        if entry is None:
            return Finding(
                "unknown", None, ("文件里没有 docgen 的签发标识" if words else "文件已损坏，或不是 Word 文件",)
            )
        return Finding("resaved", entry, ("签发标识被去掉了；文字与签发件相同，格式和图片是否改动没有核对",))
    entry = catalogue.by_identity(identity)
    if entry is None:
        return _unrecorded(identity)
    if not entry.wording.startswith(FORMAT):
        # Of the time when fewer words were compared: the issued file itself says what its words are, where it is at hand.
        issued = original(entry, ".docx") if original else None
        if issued is None or sha256(issued) not in entry.files.values():
            return Finding("altered", entry, ("文件在签发后重新保存过；文字是否改动，要在签发的工作目录里核对",))
        entry = replace(entry, wording=files.word(issued).wording)
    if words == entry.wording:
        return Finding("resaved", entry, ("文件在签发后重新保存过；文字与签发件相同，格式和图片是否改动没有核对",))
    if not words:
        return Finding("altered", entry, ("文件已损坏：内容读不出来",))
    facts = ["文字在签发后被改动过"]
    issued = original(entry, ".docx") if original else None
    if issued is not None:
        facts += _altered_lines([*files.word(issued).lines], [*told.lines])
    return Finding("altered", entry, tuple(facts))


def _altered_lines(issued: list[str], found: list[str]) -> list[str]:
    """The first paragraphs that are not as issued."""
    said: list[str] = []
    count = 0
    for tag, first, last, start, end in difflib.SequenceMatcher(None, issued, found, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        count += max(last - first, end - start)
        if len(said) < _SHOWN:
            before, after = _short("；".join(issued[first:last])), _short("；".join(found[start:end]))
            said.append("签发：{before}　现为：{after}".format(before=before or "（无）", after=after or "（删去）"))
    if count > len(said):
        said.append(f"改动的段落共 {count} 处")
    return said


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _unrecorded(identity: Identity) -> Finding:
    fact = "文件自称是“{title}”{version}（{number}），但签发记录里没有这一版：是伪造的，或记录不全"
    return Finding(
        "unrecorded",
        None,
        (fact.format(title=identity.title, version=identity.version, number=identity.number or "无文号"),),
    )
