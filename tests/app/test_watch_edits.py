"""Every sample paper watched and edited at random: after each edit the files are those of a cold build, byte for byte."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docgen.app import build as pipeline
from docgen.app.batch.task import Order
from docgen.app.watch import Watch
from docgen.content.workspace import Workspace
from paper_edits import random_edit
from small_paper import EDITS, make_small_paper

ROOT = Path(__file__).parents[2]
PAPERS = [path.relative_to(ROOT).as_posix() for path in Workspace(ROOT).documents([ROOT / "content"])]


@dataclass
class Desk:
    """A paper of a workspace of its own, watched; `files` are the YAML files that it is made from."""

    workspace: Workspace
    path: Path
    watch: Watch
    files: list[Path] = field(default_factory=list)

    def watched(self) -> tuple[list[str], dict[str, bytes]]:
        """The problems of a build by the watch, and the files that it has written."""
        built = self.watch.build(self.path)
        return [str(problem) for problem in built.problems], {file.name: file.read_bytes() for file in built.files}

    def cold(self) -> tuple[list[str], dict[str, bytes]]:
        """The same by a build that keeps nothing."""
        result = pipeline.build(self.workspace, self.path, ("docx", "pdf"))
        problems = [str(problem) for problem in result.problems]
        if any(problem.severity == "error" for problem in result.problems):
            return problems, {}
        return problems, {pipeline.target(self.workspace, self.path, Path("out"), name).name: content for name, content in result.outputs.items()}  # fmt: skip


def make_desk(workspace: Workspace, paper: str) -> Desk:
    shutil.copytree(ROOT / "content", workspace.content, dirs_exist_ok=True)
    path = workspace.root / paper
    watch = Watch(workspace, [path], Order(workspace.root, ("docx", "pdf")), workspace.root / "output")
    desk = Desk(workspace, path, watch)
    result = pipeline.examine(pipeline.Snapshot(workspace, path))
    desk.files = sorted(
        {file for file in (path, *result.files) if file.suffix == ".yaml" and file.is_relative_to(workspace.content)}
    )
    return desk


def compare(desk: Desk, what: str) -> None:
    """A build by the watch against one that keeps nothing."""
    seen, wanted = desk.watched(), desk.cold()
    assert seen[0] == wanted[0], what
    assert seen[1].keys() == wanted[1].keys(), what
    assert [name for name in wanted[1] if seen[1][name] != wanted[1][name]] == [], what


def check(desk: Desk, chance: random.Random, edits: int, *, undo: bool) -> None:
    """So many edits, each compared with a cold build; with `undo` each is taken back, and the first files come again."""
    _problems, first = desk.watched()
    for _edit in range(edits):
        edit = random_edit(desk.files, chance)
        edit.make()
        compare(desk, edit.what)
        if undo:
            edit.undo()
            assert desk.watched()[1] == first, f"undone: {edit.what}"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_watched_paper_is_the_cold_one_after_an_edit_and_after_it_is_undone(workspace: Workspace, paper: str) -> None:
    check(make_desk(workspace, paper), random.Random(paper), 1, undo=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("paper", PAPERS)
def test_a_watched_paper_is_the_cold_one_after_many_edits(workspace: Workspace, paper: str, seed: int) -> None:
    desk = make_desk(workspace, paper)
    chance = random.Random(f"{paper} {seed}")
    check(desk, chance, 6, undo=False)
    check(desk, chance, 3, undo=True)


def make_small_desk(workspace: Workspace) -> Desk:
    path = make_small_paper(workspace.root)
    return Desk(workspace, path, Watch(workspace, [path], Order(workspace.root, ("docx", "pdf")), workspace.output))


def test_edits_of_numbers_references_includes_pictures_macros_templates_and_kind_are_built_as_anew(
    workspace: Workspace,
) -> None:
    desk, chance = make_small_desk(workspace), random.Random(9)
    compare(desk, "at first")
    for place, edit in enumerate(EDITS):
        edit.make(workspace.root, chance)
        if place % 3 == 2 or "label" in edit.what:
            compare(desk, edit.what)
        else:
            desk.watched()  # the slow run compares each


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_edits_of_all_files_of_a_paper_in_any_order_are_built_as_anew(workspace: Workspace, seed: int) -> None:
    desk, chance = make_small_desk(workspace), random.Random(seed)
    for edit in chance.choices([one for one in EDITS if "label" not in one.what], k=12):
        edit.make(workspace.root, chance)
        compare(desk, edit.what)
