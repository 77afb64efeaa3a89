"""The examples of all kinds as content of a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

from docgen.content.workspace import Workspace

ROOT = Path(__file__).parents[2]


def place_examples(workspace: Workspace) -> None:
    """Put every kind's example, and what examples take from the library, into a workspace that has the templates."""
    for folder in sorted(path.parent for path in (ROOT / "templates").glob("*/example.yaml")):
        place_example(workspace, folder)


def place_example(workspace: Workspace, kind: Path) -> Path:
    """The same for the kind of one folder of templates/; the example's path."""
    path = workspace.content / kind.name / "example.yaml"
    path.parent.mkdir()
    shutil.copy(kind / "example.yaml", path)
    if not workspace.library.is_dir():
        shutil.copytree(ROOT / "content" / "library", workspace.library)
    return path
