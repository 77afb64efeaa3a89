"""Papers that a watch follows; every sample paper once a process, its first build shared by all who judge its files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docgen.app import build as pipeline
from docgen.app.batch.task import Order
from docgen.app.watch import Watch
from docgen.content.load import load_document
from docgen.content.workspace import Workspace

ROOT = Path(__file__).parents[2]
FORMATS = ("docx", "pdf")


@dataclass
class Desk:
    """A paper of a workspace of its own, watched; `files` are the YAML files that it is made from."""

    workspace: Workspace
    path: Path
    watch: Watch
    files: list[Path] = field(default_factory=list)

    def first_build(self) -> pipeline.Result:
        """The first build of the watch, with all that `Watch.build` does not hand on; what it keeps is as if that had built."""
        return pipeline.build(self.workspace, self.path, FORMATS, kept=self.watch._kept)

    def watched(self) -> tuple[list[str], dict[str, bytes]]:
        """The problems of a build by the watch, and the files that it has written."""
        built = self.watch.build(self.path)
        return [str(problem) for problem in built.problems], {file.name: file.read_bytes() for file in built.files}

    def cold(self) -> tuple[list[str], dict[str, bytes]]:
        """The same by a build that keeps nothing."""
        return self.told(pipeline.build(self.workspace, self.path, FORMATS))

    def told(self, result: pipeline.Result) -> tuple[list[str], dict[str, bytes]]:
        """What `watched` gives for the same build."""
        problems = [str(problem) for problem in result.problems]
        if any(problem.severity == "error" for problem in result.problems):
            return problems, {}
        return problems, {pipeline.target(self.workspace, self.path, Path("out"), name).name: content for name, content in result.outputs.items()}  # fmt: skip


def make_desk(workspace: Workspace, paper: str) -> Desk:
    """A desk for a sample paper (its path from the root), in a workspace that has the templates already."""
    shutil.copytree(ROOT / "content", workspace.content, dirs_exist_ok=True)
    path = workspace.root / paper
    watch = Watch(workspace, [path], Order(workspace.root, FORMATS), workspace.root / "output")
    desk = Desk(workspace, path, watch)
    result = pipeline.examine(pipeline.Snapshot(workspace, path))
    desk.files = sorted(
        {file for file in (path, *result.files) if file.suffix == ".yaml" and file.is_relative_to(workspace.content)}
    )
    return desk


@dataclass(frozen=True)
class Built:
    """A sample paper's first build and its files."""

    result: pipeline.Result
    docx: Path
    pdf: Path


class SamplePapers:
    """Every sample paper's first build, and the desk of the one that was asked for last: what a desk keeps is large."""

    def __init__(self, new_folder: Callable[[str], Path]) -> None:
        self._new_folder = new_folder
        self._built: dict[str, Built] = {}
        self._desk: tuple[str, Desk] | None = None

    def built(self, paper: str) -> Built:
        """The first build of a paper (its path from the repository's root)."""
        if paper not in self._built:
            self.desk(paper)
        return self._built[paper]

    def desk(self, paper: str) -> Desk:
        """The paper after its first build; whoever edits its files must put them back."""
        if self._desk is None or self._desk[0] != paper:
            root = self._new_folder(Path(paper).stem).resolve()
            shutil.copytree(ROOT / "templates", root / "templates")
            desk = make_desk(Workspace(root), paper)
            self._built[paper] = self._write(desk.first_build(), root)
            self._desk = (paper, desk)
        return self._desk[1]

    @staticmethod
    def _write(result: pipeline.Result, folder: Path) -> Built:
        assert not result.problems, "\n".join(map(str, result.problems))
        docx, pdf = folder / f"{result.path.stem}.docx", folder / "own.pdf"
        docx.write_bytes(result.outputs["docx"])
        pdf.write_bytes(result.outputs["pdf"])
        return Built(result, docx, pdf)


def sample_papers() -> tuple[list[str], list[str]]:
    """The sample papers that have a body, and those that are Word forms, as paths from the root."""
    own = Workspace(ROOT)
    papers = {path.relative_to(ROOT).as_posix(): load_document(path, own).kind_name for path in own.documents()}
    has_body = {name: pipeline.load_kind(own, name).has_body for name in set(papers.values())}
    return [one for one in papers if has_body[papers[one]]], [one for one in papers if not has_body[papers[one]]]
