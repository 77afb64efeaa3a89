"""Papers made elsewhere, as YAML drafts with a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Problem

if TYPE_CHECKING:
    from docgen.api.workspace import Workspace
    from docgen.importer.drafts import Draft
    from docgen.importer.importing import Imported as Made


class Imported:
    """The drafts of a file, and the report of what was read, guessed and doubted; nothing is written before `save`."""

    def __init__(self, made: Made, home: Path) -> None:
        """Use `import_paper`."""
        self._made = made
        self._home = home

    @property
    def problems(self) -> list[Problem]:
        """Warnings: characters that do not add up."""
        return self._made.problems

    @property
    def drafts(self) -> list[Draft]:
        """The drafts in order: `name`, `title`, `kind_title`, `data`, and the lines of the original that each is from."""
        return self._made.drafts

    @property
    def report(self) -> str:
        """The report, in Markdown."""
        return self._made.report

    @property
    def undecided(self) -> int:
        """Places where the reading was not sure."""
        return sum(1 for _note in self._made.paper.notes.of("undecided"))

    @property
    def doubts(self) -> int:
        """Places where the original itself looks wrong."""
        return sum(1 for _note in self._made.paper.notes.of("doubt"))

    def save(self, folder: str | Path | None = None) -> list[Path]:
        """Write the drafts, then the report; all or none. The folder is content/imported/<file>/ of the workspace if None.

        Raises DocgenError I120 where a file is there already, B101 where none can be written.
        """
        from docgen.importer.importing import write

        return write(self._made, Path(folder) if folder else self._home)


def import_paper(
    file: str | Path, *, kind: str = "", accept_changes: bool = False, workspace: Workspace | None = None
) -> Imported:
    """The drafts of a Word, text or Markdown file.

    `kind` (English or Chinese name) writes every piece as that kind; without it each is recognised. `accept_changes`: tracked
    changes that nobody has decided count as accepted, else they are refused. Raises DocgenError with what is wrong (I1xx).
    """
    from docgen.importer.importing import MADE, import_limited

    path = Path(file)
    known: tuple[str, ...] = MADE
    if workspace is not None:
        known = tuple(name for name in MADE if (workspace.folder.templates / name / "kind.yaml").is_file())
    made = import_limited(path, kind=kind, changes="accept" if accept_changes else "refuse", known=known)
    home = workspace.folder.content / "imported" / path.stem if workspace else Path(path.stem)
    return Imported(made, home)
