"""Witnesses of the record outside of the workspace: folders on another disk or machine, and notes in the workspace's git repository.

A folder is named by the workspace (`witness:` in docgen.yaml, one or a list) or by the user (DOCGEN_WITNESS, divided as PATH
is); it holds a checkpoint of its own for each record, which is kept as the one beside the content is: compared before every
act, refreshed after it, and as bad missing as unfit. A note holds the checkpoint of the moment in `refs/notes/docgen`, which
goes with the repository to wherever that is pushed; all notes there are held against the record.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from docgen.approval.desk.kept_checkpoints import KeptCheckpoint
from docgen.approval.desk.messages import NO_GIT_COMMIT, NO_WITNESS
from docgen.approval.ledger.checkpoints import Checkpoint, check_embedded
from docgen.approval.ledger.ledger import Ledger
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors

REF = "docgen"  # refs/notes/docgen


def folders(workspace: Workspace) -> list[Path]:
    """The folders of the workspace's and the user's witnesses. Raises DocgenError for a docgen.yaml that cannot be read."""
    named = [name for name in os.environ.get("DOCGEN_WITNESS", "").split(os.pathsep) if name]
    settings = workspace.root / "docgen.yaml"
    if settings.is_file() and settings.stat().st_size:
        loaded = load_data(settings, workspace)
        if has_errors(loaded.problems):
            raise DocgenError(loaded.problems)
        said = loaded.data.get("witness") or []
        named += [str(name) for name in (said if isinstance(said, list) else [said])]
    return list(dict.fromkeys((workspace.root / name).resolve() for name in named))


def witness(folder: Path, genesis: str) -> KeptCheckpoint:
    """The checkpoint of a record in a witness's folder."""
    file = folder / f"docgen-{genesis[:32]}.json"
    return KeptCheckpoint(file, str(file), NO_WITNESS)


def write_note(workspace: Workspace, checkpoint: Checkpoint) -> str:
    """Note a checkpoint at the repository's present commit; the commit. Raises DocgenError A447 where there is none, or git fails."""
    content = json.dumps(json.loads(checkpoint.to_json()), ensure_ascii=False)
    commit = _git(workspace, "rev-parse", "--verify", "HEAD").strip()
    _git(workspace, "notes", f"--ref={REF}", "append", "-F", "-", commit, given=content)
    return commit


def check_notes(workspace: Workspace, ledger: Ledger) -> list[Problem]:
    """The record against all checkpoints that were noted in the repository; nothing where there is no repository, or no note."""
    try:
        listed = _git(workspace, "notes", f"--ref={REF}", "list")
    except DocgenError:
        return []
    problems: list[Problem] = []
    for line in listed.splitlines():
        blob, _space, commit = line.partition(" ")
        place = f"git notes {REF} {commit[:12]}"
        for checkpoint in _noted(_git(workspace, "cat-file", "blob", blob)):
            problems += check_embedded(checkpoint, ledger, place)
    return problems


def _noted(text: str) -> Iterator[object]:
    """The JSON texts of a note, one a line; what is none is given as None, which no check takes for a checkpoint."""
    for line in text.splitlines():
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield None


def _git(workspace: Workspace, *arguments: str, given: str = "") -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(workspace.root), *arguments],
            input=given, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=60, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise DocgenError(NO_GIT_COMMIT.at(Location(""))) from error
    return done.stdout
