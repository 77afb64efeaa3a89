"""A workspace of many small documents, and docgen run over it as a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from docgen.content.workspace import Workspace
from note_kind import KIND, SCHEMA
from processes import NARROW, read_rest

SOURCE = Path(__file__).parents[2] / "src"
PROGRAM = "from docgen.cli import main; main()"
FAR = "/".join(letter * 200 for letter in "ab")  # a folder whose name makes every line long


def notes(workspace: Workspace, count: int) -> list[Path]:
    """`count` notes of a scratch kind; each takes its text from one of three library entries."""
    folder = workspace.templates / "note"
    folder.mkdir()
    body = "<h1>{{ title }}</h1>\n{{ text | md }}\n"
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", body)):
        (folder / name).write_text(text, encoding="utf-8")
    workspace.library.mkdir(parents=True)
    for entry in range(3):
        (workspace.library / f"text-{entry}.yaml").write_text(f"text: 第 {entry} 种正文。\n", encoding="utf-8")
    paths = []
    for number in range(count):
        path = workspace.content / f"note-{number:02d}.yaml"
        path.write_text(f"文种: 便笺\n标题: 第 {number} 张\nuse: text-{number % 3}\n", encoding="utf-8")
        paths.append(path)
    return paths


def start(workspace: Workspace, *arguments: str) -> subprocess.Popen[str]:
    """`docgen build …` in a process group of its own.

    Its lines go through a narrow pipe: with `--out FAR` it cannot be more than some twenty documents ahead of whoever
    reads them, so that a batch of sixty is in its middle for as long as a test likes.
    """
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "build", *arguments],
        cwd=workspace.root, env=os.environ | {"PYTHONPATH": str(SOURCE)}, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, pipesize=NARROW,
    )  # fmt: skip


def build(workspace: Workspace, *arguments: str) -> tuple[int, str, str]:
    """Run `docgen build …` to its end: exit code, standard output, standard error."""
    process = start(workspace, *arguments)
    out, err = read_rest(process)
    return process.returncode, out, err


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
