"""The working folder: papers, kinds, Word templates, and what is done with several papers at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docgen.api import messages
from docgen.content.workspace import Workspace as Folder
from docgen.content.workspace import find
from docgen.errors import DocgenError, Location

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals
    from docgen.api.checking import Checking
    from docgen.api.comparing import Comparison
    from docgen.api.importing import Imported
    from docgen.api.paper import Paper
    from docgen.api.templates import Adoption
    from docgen.api.verifying import Answer
    from docgen.app.batch import Batch as Batch
    from docgen.app.batch import Finished as Finished
    from docgen.app.watch import Watch as Watch
    from docgen.app.watch import WatchedBuild as WatchedBuild
    from docgen.kinds.kind import Kind

_PARTS = ("templates", "content")
_FORBIDDEN = '\\:*?"<>|'


def open_workspace(folder: str | Path = ".") -> Workspace:
    """The workspace that `folder` lies in: the nearest folder at or above it with content/ and templates/, or docgen.yaml.

    Raises DocgenError C204 if there is none.
    """
    return Workspace(find(Path(folder)))


def create_workspace(folder: str | Path) -> Workspace:
    """A new workspace with docgen's own templates and samples. Raises DocgenError B104 where `folder` holds one already."""
    root = Path(folder)
    taken = [name for name in _PARTS if (root / name).exists()]
    if taken:
        raise DocgenError(messages.TAKEN.at(Location(str(root)), names="、".join(taken)))
    package = Path(__file__).resolve().parents[1]
    # In the wheel the starter lies in the package; an editable install has the repository's own folders.
    starter = package / "starter" if (package / "starter").is_dir() else package.parents[1]
    for name in _PARTS:
        shutil.copytree(starter / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("output", "fonts"):
        (root / name).mkdir(parents=True, exist_ok=True)
    return open_workspace(root)


class Workspace:
    """A working folder. What it has read of kinds and templates it keeps for the next paper; threads may share it.

    Paths that are given to it are absolute, or from its root; what it gives are absolute paths.
    """

    def __init__(self, folder: Folder) -> None:
        """Use `open_workspace`."""
        from docgen.kinds.kind_cache import KindCache

        self.folder = folder
        self.kinds_read = KindCache()

    def __repr__(self) -> str:
        return f"docgen.open_workspace({str(self.root)!r})"

    @property
    def root(self) -> Path:
        """The folder itself."""
        return self.folder.root

    @property
    def output(self) -> Path:
        """Where papers are written unless another folder is given."""
        return self.folder.output

    @property
    def templates(self) -> Path:
        """A folder for each kind, `_shared` for what their templates share, `word` for Word templates."""
        return self.folder.templates

    def path(self, name: str | Path) -> Path:
        """The absolute path of a file that is named from the root."""
        return self.root / name

    def relative(self, path: str | Path) -> str:
        """How messages call a file: from the root with forward slashes; one outside by its whole path."""
        return self.folder.relative(self.path(path))

    # --- papers -------------------------------------------------------------

    def papers(self, paths: Iterable[str | Path] = ()) -> list[Paper]:
        """The papers under `paths`, sorted, each once; all of content/ if none are given.

        Entries of the library and files whose names begin with `_` or `.` are no papers, unless they are named outright.
        Raises DocgenError C203 for a file that is none.
        """
        return [self.paper(path) for path in self.folder.documents([self.path(path) for path in paths])]

    def paper(self, path: str | Path) -> Paper:
        """The paper in a content file. It is read once, when something first asks for it: ask here again for what it says then."""
        from docgen.api.paper import Paper

        return Paper(self, self.path(path))

    def new_paper(self, kind: str, name: str) -> Paper:
        """A new content file with the kind's example, content/<kind>/<name>.yaml (a `name` with folders: content/<name>.yaml).

        `kind` is a folder's name or a Chinese title. Raises DocgenError: no such kind (T101), the file exists (B103), a name
        that leads out of content/ or that Windows has no file for (B105).
        """
        found = self.kind(kind)
        relative = PurePosixPath(name.removesuffix(".yaml"))
        if relative.is_absolute() or ".." in relative.parts:
            raise DocgenError(messages.OUTSIDE.at(Location(name), name=name))
        if any(character in _FORBIDDEN or not character.isprintable() for character in name):
            raise DocgenError(messages.UNSAFE_NAME.at(Location(name), name=name))
        home = self.folder.content if len(relative.parts) > 1 else self.folder.content / found.name
        target = home / f"{relative}.yaml"
        if target.exists():
            raise DocgenError(messages.EXISTS.at(Location(self.relative(target))))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((found.folder / "example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        return self.paper(target)

    # --- kinds --------------------------------------------------------------

    def kinds(self) -> list[Kind]:
        """Every kind, by name: the workspace's and those of installed packages. Raises DocgenError for one that is broken."""
        from docgen.app.build import find_kinds

        return find_kinds(self.folder)

    def kind(self, name: str) -> Kind:
        """The kind of this folder name or Chinese title. Raises DocgenError T101 if there is none, T105 if it is broken."""
        from docgen.app.snapshot import read_kind

        return read_kind(self.folder, name, kinds=self.kinds_read)

    # --- many papers --------------------------------------------------------

    def check(
        self,
        papers: Iterable[Paper] | None = None,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        quick: bool = False,
        progress: Callable[[Paper], None] | None = None,
    ) -> Checking:
        """Everything wrong with the papers (all if None): content, kinds, layout, and the rules of the checker.

        `select` and `ignore` are beginnings of codes, or names of rules; `quick` leaves the layout out: no problems of fonts
        and pages, and much less time. `progress` is told of each paper before it is looked at. Raises DocgenError K003 for
        settings in docgen.yaml that are wrong.
        """
        from docgen.api.checking import check

        return check(self, papers, select=select, ignore=ignore, quick=quick, progress=progress)

    def mend(
        self, paths: Iterable[str | Path] = (), *, select: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> list[str]:
        """Mend what is certain in the content files under `paths` (all of content/ if none): typing slips, then what the rules
        are sure of. What was done, one line each. Raises DocgenError B101 for a file that cannot be written."""
        from docgen.api.checking import mend

        return mend(self, paths, select=select, ignore=ignore)

    def has_rule(self, word: str) -> bool:
        """True if a word for `select` or `ignore` means at least one rule of the checker."""
        from docgen.check.rules import known_code

        return known_code(word, self.folder.extensions)

    def batch(
        self,
        papers: Iterable[Paper] | None = None,
        formats: Sequence[str] = ("docx", "pdf"),
        out: str | Path | None = None,
        *,
        jobs: int | None = None,
        cluster: str = "",
        resume: bool = False,
        review: bool = False,
        standards: Sequence[str] = (),
        template: str = "",
    ) -> Batch:
        """The papers (all if None) to be built and written below `out` (output/ if None); `run` of what this gives does it.

        `jobs` is the number of processes (None: one a processor; 1: this one): of the papers, and where there are fewer
        papers, of the chapters of a long one; `cluster` the address of a Dask scheduler in
        their place. `resume` leaves out what a former run wrote and what has not changed since. The rest is as in
        `Paper.build`.
        """
        from docgen.app.batch import Batch, Order, cores

        files = [paper.path for paper in (self.papers() if papers is None else papers)]
        jobs = cores() if jobs is None else jobs
        order = Order(
            self.root,
            tuple(formats),
            review,
            tuple(standards),
            template,
            self._stamps(files, review=review),
            processes=1 if cluster else max(1, jobs // max(1, len(files))),
        )
        return Batch(order, files, Path(out) if out else self.output, jobs=jobs, scheduler=cluster, resume=resume)

    def watch(
        self,
        paths: Sequence[str | Path] = (),
        formats: Sequence[str] = ("docx", "pdf"),
        out: str | Path | None = None,
        *,
        review: bool = False,
        standards: Sequence[str] = (),
    ) -> Watch:
        """What builds the papers under `paths` again and again, in this process, and does again only what has changed."""
        from docgen.app.batch import Order, cores
        from docgen.app.watch import Watch

        self.papers(path for path in paths if self.path(path).exists())  # a file that is no paper is refused at once
        order = Order(self.root, tuple(formats), review, tuple(standards), processes=cores())
        return Watch(self.folder, [self.path(path) for path in paths], order, Path(out) if out else self.output)

    def _stamps(self, files: Sequence[Path], *, review: bool) -> tuple[tuple[Path, Any], ...]:
        """What the approval workflow prints on the papers; a workspace without a record costs nothing."""
        if not review and not (self.root / "keys" / "anchor.json").is_file():
            return ()
        from docgen.approval.issue.stamping import draft_stamps

        return tuple(draft_stamps(self.folder, files, review=review).items())

    # --- templates, papers from elsewhere ------------------------------------

    def word_templates(self) -> list[str]:
        """The names of the Word templates in templates/word/."""
        return sorted(file.parent.name for file in self.folder.templates.glob("word/*/template.docx"))

    def adopt_template(self, file: str | Path, *, name: str = "", kind: str = "", replace: bool = False) -> Adoption:
        """Make a Word template of a company's own .docx or .dotx: templates/word/<name>/, both files or none.

        `name` is the file's if empty, `kind` one that the template is for: fields that it has no place for are warned of.
        Raises DocgenError: what is wrong with the file (W1xx), no such kind (T101), the name is taken (W187) without `replace`.
        """
        from docgen.app.adopt import adopt_template

        return adopt_template(self.folder, self.path(file), name=name, kind=kind, force=replace)

    def import_paper(self, file: str | Path, *, kind: str = "", accept_changes: bool = False) -> Imported:
        """Drafts of a paper made elsewhere, as `docgen.import_paper`, of kinds that this workspace has."""
        from docgen.api.importing import import_paper

        return import_paper(self.path(file), kind=kind, accept_changes=accept_changes, workspace=self)

    def compare(self, file: str | Path, revisions: Sequence[str] = (), *, redlines: bool = False) -> Comparison:
        """Two revisions of a content file: those that `revisions` name, or one and the file as it stands, or (none) the last
        issued version, else Git's HEAD, and the file. A revision is another .yaml or .docx file, an issued version (V1.0), or
        a revision of Git's. `redlines`: a Word file with tracked changes is wanted too. Raises DocgenError V10x, V11x."""
        from docgen.api.comparing import compare

        return compare(self, self.path(file), revisions, redlines=redlines)

    # --- approval -----------------------------------------------------------

    def approvals(self) -> Approvals:
        """The record of approvals, open until it is left (`with`). Raises DocgenError A401 to A410, A312."""
        from docgen.api.approvals import open_approvals

        return open_approvals(self)

    def verify(self, file: str | Path) -> Answer:
        """What a file is, by this workspace's record: genuine or not, in force, approved by whom; without a record, by itself."""
        from docgen.api.verifying import verify

        return verify(self.path(file), workspace=self)
