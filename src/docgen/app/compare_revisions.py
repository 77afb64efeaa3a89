"""Two revisions of a document, found, built or read, and compared: the building of them, and the room that compares.

What comes of it: the changes, 修订对照表 in Word and PDF, and a Word file with tracked changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docgen.app.build import NONE, Snapshot, Stamp, build_snapshot, typeset
from docgen.compare import messages
from docgen.compare.changes import Changes
from docgen.compare.compare import compare
from docgen.compare.issued import as_listed, stamp_beside, without_pages
from docgen.compare.reading import read_document
from docgen.compare.redline import redline
from docgen.compare.sources import Finder, Source, find, latest
from docgen.compare.stored import thaw, with_hashes
from docgen.compare.table import table_document
from docgen.content.workspace import Workspace
from docgen.docx.moment import fixed_moment
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.foreign.once import read_once
from docgen.model.nodes import NODES, Document

_TEMPLATE = "sheet"


@dataclass(frozen=True, slots=True)
class Side:
    """One revision: its name, its tree, its Word file (empty where none was wanted), its kind's template ("" if not known), and
    whether the Word file was read and not built."""

    name: str
    document: Document
    word: bytes
    template: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions and what changed from the old to the new."""

    old: Side
    new: Side
    changes: Changes

    @property
    def foreign(self) -> bool:
        """True where a Word file of either was not built here."""
        return self.old.foreign or self.new.foreign


def compare_revisions(
    workspace: Workspace, file: Path, words: Sequence[str], *, redlines: bool = False, finders: Sequence[Finder] = ()
) -> Comparison:
    """Compare revisions of a content file that `words` name (sources.find): none, one, or two.

    With one, the other is the file as it stands; with none, the last issued version (else Git's HEAD) and the file.
    `redlines`: Word files are wanted too. Raises DocgenError: V10x, V11x, and what is wrong with a revision's content.
    """
    named = list(words) or [latest(workspace.root, file)]
    with find(workspace.root, file, named, finders) as found:
        if len(found) == 1:
            found.append(Source("现稿", content=file.resolve(), root=workspace.root))
        # Of a version that is a Word file only, both are read as Word files: like is compared with like.
        read = any(source.word is not None and source.tree is None for source in found)
        # A draft is printed as the issued version is: its number, date and sheet are no change that anyone made.
        stamp = next((stamp_beside(source.tree.parent) for source in found if source.tree is not None), NONE)
        old, new = (_side(source, stamp, words=read or redlines, read=read) for source in found)
    return Comparison(old, new, compare(old.document, new.document))


def papers(
    workspace: Workspace, file: Path, made: Comparison, formats: Sequence[str], *, author: str, now: datetime
) -> tuple[dict[str, bytes], list[Problem]]:
    """The wanted papers by file name: 修订对照表 (docx, pdf) and the Word file with tracked changes (redline), marked
    by `author` at `now`; and warnings.

    Raises DocgenError with what is wrong.
    """
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    if printed := [name for name in formats if name != "redline"]:
        name = f"{file.stem}-修订对照表"
        document = table_document(made.changes, old_name=made.old.name, new_name=made.new.name)
        known = (workspace.templates / "word" / _TEMPLATE / "template.docx").is_file()
        template = _TEMPLATE if known else made.new.template or made.old.template
        result = typeset(workspace, document, printed, template=template, name=Path(name))
        if has_errors(result.problems):
            raise DocgenError(result.problems)
        problems += result.problems
        contents |= {f"{name}.{form}": result.outputs[form] for form in printed}
    if "redline" in formats:
        # SOURCE_DATE_EPOCH for files that are to be equal byte for byte.
        moment = fixed_moment() or now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        marked = (made.old.word, made.new.word, author, moment, made.old.name, made.new.name)
        content = read_once(_redline, marked, Location(made.old.name)) if made.foreign else _redline(*marked)
        contents[f"{file.stem}-修订标记.docx"] = content
    return contents, problems


def _side(source: Source, stamp: Stamp, *, words: bool, read: bool) -> Side:
    """A revision built (with `stamp`), or read from its Word file (`read`: in any case)."""
    document, template = None, ""
    if source.content is not None and source.root is not None:
        snapshot = Snapshot(Workspace(source.root), source.content)
        result = build_snapshot(snapshot, ("docx",) if words else (), stamp=stamp)
        if has_errors(result.problems) or result.document is None or result.kind is None:
            raise DocgenError(result.problems or [_no_body(source)])
        document = with_hashes(without_pages(result.document, stamp), snapshot.files)
        template = result.kind.template
        content, place = result.outputs.get("docx", b""), Location(str(source.content))
    else:
        assert source.word is not None
        content, place = source.word.read_bytes(), Location(str(source.word))
        if source.tree is not None:
            document = _tree(source.tree)
    if read or document is None:
        # A Word file that somebody sent: in a child, which may be stopped.
        document = (
            read_once(read_document, (content, place), place, classes=NODES)
            if source.word
            else read_document(content, place)
        )
    return Side(source.name, document, content, template, foreign=source.word is not None)


def _redline(old: bytes, new: bytes, author: str, moment: str, old_name: str, new_name: str) -> bytes:
    return redline(old, new, author=author, date=moment, old_name=old_name, new_name=new_name)


def _tree(file: Path) -> Document:
    content = file.read_bytes()
    if not as_listed(file, content):
        raise DocgenError(messages.CHANGED_TREE.at(Location(str(file))))
    return thaw(content, Location(str(file)))


def _no_body(source: Source) -> Problem:
    return messages.A_FORM.at(Location(str(source.content)))
