"""One paper: checked, built, compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, Problem, has_errors

if TYPE_CHECKING:
    from docgen.api.comparing import Comparison
    from docgen.api.workspace import Workspace
    from docgen.app.preview import Preview as Preview
    from docgen.app.preview import PreviewedPage as PreviewedPage
    from docgen.app.snapshot import Snapshot
    from docgen.kinds.kind import Kind


class Paper:
    """The paper in a content file, as it is when something of it is first asked for: everything it is made from is read once.

    For one thread at a time; several papers may be worked on in several threads.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        """Use `Workspace.paper`."""
        self.workspace = workspace
        self.path = path

    def __repr__(self) -> str:
        return f"<paper {self.name}>"

    @property
    def name(self) -> str:
        """The content file's path from the workspace's root."""
        return self.workspace.relative(self.path)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The reading of all its files that everything here is made of."""
        from docgen.app.snapshot import Snapshot

        return Snapshot(self.workspace.folder, self.path, kinds=self.workspace.kinds_read)

    @property
    def kind(self) -> Kind:
        """The kind. Raises DocgenError with what is wrong where it is not known."""
        found = self.snapshot.content
        if found.kind is None:
            raise DocgenError(found.problems)
        return found.kind

    @property
    def title(self) -> str:
        """The title as it is printed; "" where the paper has none, or cannot be composed."""
        document = self.snapshot.resolved().document
        return document.title if document else str(self.data.get("title", ""))

    @property
    def data(self) -> dict[str, Any]:
        """The content with its schema's English names, types and defaults; {} where it could not be read."""
        return self.snapshot.data()

    @property
    def files(self) -> list[Path]:
        """The content file, what it includes and uses, its pictures."""
        return self.snapshot.content_files()

    def check(self, *, select: Iterable[str] = (), ignore: Iterable[str] = (), quick: bool = False) -> list[Problem]:
        """Everything wrong with the paper, as `Workspace.check`; [] for one that builds without a word."""
        return self.workspace.check([self], select=select, ignore=ignore, quick=quick).problems

    def build(
        self,
        formats: Sequence[str] = ("docx", "pdf"),
        *,
        review: bool = False,
        standards: Sequence[str] = (),
        template: str = "",
        jobs: int | None = None,
    ) -> Built:
        """The paper in the wanted formats, of "docx", "pdf", "html".

        `review`: for review, with content controls, the state's watermark and the check code. `standards` are those the PDF
        keeps: "a-3u" (PDF/A-3u), "ua-1" (PDF/UA-1). `template` is another Word template of templates/word/ than the kind's.
        `jobs` is how many processes may lay out the chapters of a long paper (None: one a processor; 1: this one alone); they
        are started where that saves time, and end with the build. What is wrong is in `problems`; with an error among them there are no files.
        """
        from docgen.app.batch import cores
        from docgen.app.build import NONE, build_snapshot

        stamps = dict(self.workspace._stamps([self.path], review=review))
        result = build_snapshot(
            self.snapshot,
            tuple(formats),
            review=review,
            standards=tuple(standards),
            template=template,
            stamp=stamps.get(self.path, NONE),
            processes=cores() if jobs is None else jobs,
        )
        files = {} if has_errors(result.problems) else dict(result.outputs)
        return Built(self, files, result.problems, result.pages, dict(result.page_map))

    def preview(self, *, review: bool = False, template: str = "", jobs: int | None = None) -> Preview:
        """The paper page by page while it is written; `refresh` of what this gives reads its files and lays it out, again
        after each edit. `review`, `template`, `jobs` as for `build`. Leave it by `close`, or use `with`."""
        from docgen.app.batch import cores
        from docgen.app.build import NONE
        from docgen.app.preview import Preview

        stamp = dict(self.workspace._stamps([self.path], review=review)).get(self.path, NONE)
        processes = cores() if jobs is None else jobs
        return Preview(self.workspace.folder, self.path, template=template, stamp=stamp, processes=processes)

    def compare(self, other: Paper | str | Path, *, redlines: bool = False) -> Comparison:
        """What changed from `other` to this paper: another paper, a .yaml or .docx file, an issued version (V1.0) or a revision
        of Git's. As `Workspace.compare`."""
        old = other.path if isinstance(other, Paper) else other
        named = old if isinstance(old, str) and not self.workspace.path(old).is_file() else self.workspace.path(old)
        return self.workspace.compare(self.path, [str(named)], redlines=redlines)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: bytes by format ("docx", "pdf", "html"; a kind's forms by their file names), none if there are errors.

    `pages` is the number of pages, 0 where nothing asked for them; `page_map` gives the page of each label.
    """

    paper: Paper
    files: dict[str, bytes]
    problems: list[Problem] = field(default_factory=list)
    pages: int = 0
    page_map: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True if there is no error among the problems."""
        return not has_errors(self.problems)

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a format. Raises DocgenError with the problems if there are errors."""
        if not self.ok:
            raise DocgenError(self.problems)
        return self.files[name]

    def save(self, folder: str | Path | None = None) -> list[Path]:
        """Write the files below `folder` (the workspace's output/ if None), all or none, as <path below content/>.<format>.

        Raises DocgenError: the problems if there are errors, B101 where a file cannot be written.
        """
        from docgen.app.build import Result, write

        if not self.ok:
            raise DocgenError(self.problems)
        workspace = self.paper.workspace
        out = Path(folder) if folder else workspace.output
        return write(workspace.folder, Result(self.paper.path, outputs=self.files), out)
