"""The paper as approvers read it: built when it is handed in and reduced to digests, so that what is issued can be held against it.

Built without the workflow's own marks (no watermark, no check code), and with values made up for it where the workflow
will fill in number, date and version: what a template prints beside them then stands on these pages, too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from docgen.app.build import build_snapshot
from docgen.app.second_process import tree_digest
from docgen.app.snapshot import Snapshot
from docgen.approval.desk.messages import TEXT_OFF_PAGE
from docgen.approval.desk.slots import probe
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import canonical_json
from docgen.errors import DocgenError, Location, has_errors
from docgen.model.stamp import NONE
from docgen.pdf.page_pictures import page_texts, picture_digests, texts_off_page


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """SHA-256, in hex, of the composed tree ("" for a form), of all pages' text and of each page's picture (none where no
    PDF can be made), and of each Word file."""

    tree: str
    text: str
    pages: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {"tree": self.tree, "text": self.text, "pages": list(self.pages), "words": list(self.words)}

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, in hex."""
        return hashlib.sha256(canonical_json(self.plain).encode()).hexdigest()

    def differences(self, other: ReadingCopy) -> list[str]:
        """In words, where another copy is not this one."""
        found = []
        if self.tree != other.tree:
            found.append("正文的结构或文字不同")
        if self.text != other.text:
            found.append("页面上的文字不同")
        if len(self.pages) != len(other.pages):
            found.append(f"页数不同（{len(self.pages)} 页，现在 {len(other.pages)} 页）")
        else:
            pages = [
                str(number)
                for number, (was, now) in enumerate(zip(self.pages, other.pages, strict=True), 1)
                if was != now
            ]
            if pages:
                found.append(f"第 {'、'.join(pages[:12])} 页的样子不同")
        if self.words != other.words:
            found.append("Word 文件不同")
        return found


def read_copy(data: Any) -> ReadingCopy:
    """The copy that `plain` wrote. LookupError, TypeError for what it did not write."""
    return ReadingCopy(str(data["tree"]), str(data["text"]), tuple(data["pages"]), tuple(data["words"]))


@dataclass(frozen=True, slots=True)
class BuiltCopy:
    """A reading copy with the Word files that it was made of, by name."""

    copy: ReadingCopy
    word: dict[str, bytes]


def reading_copy(snapshot: Snapshot) -> BuiltCopy:
    """Build a paper and reduce it. Raises DocgenError with everything that a build finds, A344 for text beyond the edges of
    the PDF's pages: Word breaks such a line, so that the one file would say what the other hides."""
    kind = snapshot.content.kind
    result = build_snapshot(snapshot, ("docx", "pdf"), stamp=probe(kind) if kind else NONE)
    if has_errors(result.problems):
        raise DocgenError(result.problems)
    pdf = result.outputs.get("pdf", b"")
    if beyond := texts_off_page(pdf) if pdf else []:
        place = Location(snapshot.name)
        raise DocgenError([TEXT_OFF_PAGE.at(place, page=page, text=_short(text)) for page, text in beyond])
    word = {name: content for name, content in sorted(result.outputs.items()) if name.endswith("docx")}
    copy = ReadingCopy(
        tree_digest(snapshot),
        sha256("\f".join(page_texts(pdf)).encode()) if pdf else "",
        tuple(picture_digests(pdf)) if pdf else (),
        tuple(map(sha256, word.values())),
    )
    return BuiltCopy(copy, word)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
