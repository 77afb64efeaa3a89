"""Every sample paper watched and edited at random: after each edit the files are those of a cold build, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docgen.app.batch.task import Order
from docgen.app.watch import Watch
from docgen.content.workspace import Workspace
from paper_edits import random_edit
from small_paper import EDITS, make_small_paper
from watched_papers import Desk, SamplePapers, make_desk

ROOT = Path(__file__).parents[2]
PAPERS = [path.relative_to(ROOT).as_posix() for path in Workspace(ROOT).documents([ROOT / "content"])]


def compare(desk: Desk, what: str) -> None:
    """A build by the watch against one that keeps nothing."""
    seen, wanted = desk.watched(), desk.cold()
    assert seen[0] == wanted[0], what
    assert seen[1].keys() == wanted[1].keys(), what
    assert [name for name in wanted[1] if seen[1][name] != wanted[1][name]] == [], what


def check(desk: Desk, first: dict[str, bytes], chance: random.Random, edits: int, *, undo: bool) -> None:
    """So many edits, each compared with a cold build; with `undo` each is taken back, and the `first` files come again."""
    for _edit in range(edits):
        edit = random_edit(desk.files, chance)
        edit.make()
        try:
            compare(desk, edit.what)
        finally:
            if undo:
                edit.undo()
        if undo:
            assert desk.watched()[1] == first, f"undone: {edit.what}"


@pytest.mark.parametrize("paper", PAPERS)  # tests/support/scheduling.py keeps each together with who else judges it
def test_a_watched_paper_is_the_cold_one_after_an_edit_and_after_it_is_undone(
    samples: SamplePapers, paper: str
) -> None:
    desk = samples.desk(paper)
    _problems, first = desk.told(samples.built(paper).result)
    check(desk, first, random.Random(paper), 1, undo=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("paper", PAPERS)
def test_a_watched_paper_is_the_cold_one_after_many_edits(workspace: Workspace, paper: str, seed: int) -> None:
    desk = make_desk(workspace, paper)
    chance = random.Random(f"{paper} {seed}")
    check(desk, desk.watched()[1], chance, 6, undo=False)
    check(desk, desk.watched()[1], chance, 3, undo=True)


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
        if place % 6 == 5 or "label" in edit.what:
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
