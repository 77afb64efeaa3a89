"""Two revisions of a paper, and what changed between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Location, Problem
from docgen.files import write_together

if TYPE_CHECKING:
    from docgen.api.workspace import Workspace
    from docgen.app.compare_revisions import Comparison as Made
    from docgen.compare.changes import Changes

FORMATS = ("docx", "pdf", "redline")


class Comparison:
    """What changed from one revision to the other."""

    def __init__(self, workspace: Workspace, file: Path, made: Made) -> None:
        """Use `Paper.compare` or `Workspace.compare`."""
        self._workspace = workspace
        self._file = file
        self._made = made

    @property
    def changes(self) -> Changes:
        """The changes themselves, by fields, clauses and tables."""
        return self._made.changes

    def lines(self) -> Iterator[str]:
        """A summary, a line a clause."""
        from docgen.compare.clauses import clauses, renumbered
        from docgen.compare.table import field_name, summary

        changes = self.changes
        yield summary(changes)
        for change in changes.fields:
            yield f"  {field_name(change.name)}：{change.old or '（无）'} → {change.new or '（无）'}"
        for clause in clauses(changes):
            yield f"  {clause.name or '文首'}：{'；'.join(clause.notes)}"
        for item in renumbered(changes):
            yield f"  {item.old} → {item.new} {item.title}：仅编号变化"

    def papers(
        self, formats: Sequence[str] = FORMATS, *, author: str = "docgen", now: datetime | None = None
    ) -> tuple[dict[str, bytes], list[Problem]]:
        """Files by name: 修订对照表 ("docx", "pdf"), and a Word file with tracked changes by `author` ("redline", where the
        comparison was asked for with `redlines`), dated `now` (None: this moment); and warnings. Raises DocgenError with what is
        wrong."""
        from docgen.app.compare_revisions import papers

        return papers(
            self._workspace.folder, self._file, self._made, formats, author=author, now=now or datetime.now(UTC)
        )

    def save(self, folder: str | Path, formats: Sequence[str] = FORMATS, *, author: str = "docgen") -> list[Path]:
        """Write the papers into a folder, all or none."""
        contents, _problems = self.papers(formats, author=author)
        return self.write(contents, folder)

    def write(self, contents: Mapping[str, bytes], folder: str | Path) -> list[Path]:
        """Write what `papers` gave into a folder, all or none. Raises DocgenError B101."""
        return write_together([(Path(folder) / name, one) for name, one in contents.items()], Location(str(folder)))


def compare(workspace: Workspace, file: Path, revisions: Sequence[str], *, redlines: bool) -> Comparison:
    """`Workspace.compare`."""
    from docgen.app.compare_revisions import compare_revisions

    return Comparison(workspace, file, compare_revisions(workspace.folder, file, revisions, redlines=redlines))
