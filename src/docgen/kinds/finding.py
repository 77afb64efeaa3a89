"""Kinds found by name: first among the workspace's, then among those that installed packages bring."""

from __future__ import annotations

from pathlib import Path

from docgen.errors import DocgenError, Location, Problem
from docgen.extension import Extensions
from docgen.kinds import messages
from docgen.kinds.kind import Kind, ReadYaml, WorkspaceLike
from docgen.kinds.kind_folder import read_folder
from docgen.messages import meant
from docgen.reading import DISK, Files


def find_kinds(workspace: WorkspaceLike, read_yaml: ReadYaml, files: Files = DISK) -> list[Kind]:
    """Every kind by name, one of the workspace before one of the same name in a package; `read_yaml` reads from `files`.

    Raises DocgenError with everything wrong in any kind.
    """
    found: list[Kind] = []
    problems: list[Problem] = []
    by_name = {folder.name: folder for folder in _package_folders(workspace.extensions, files)}
    by_name |= {folder.name: folder for folder in _workspace_folders(workspace, files)}
    for name in sorted(by_name):
        try:
            found.append(read_folder(by_name[name], workspace, read_yaml, files))
        except DocgenError as error:
            problems += error.problems
    if problems:
        raise DocgenError(problems)
    return found


def load_kind(workspace: WorkspaceLike, name: str, read_yaml: ReadYaml, files: Files = DISK) -> Kind:
    """The kind with this folder name or Chinese title.

    Raises DocgenError T101 with an empty place if there is none: the caller knows who asked.
    """
    titles: dict[str, Path] = {}
    names: list[str] = []
    # The packages are asked only for what the workspace has not.
    for in_packages in (False, True):
        own = _package_folders(workspace.extensions, files) if in_packages else _workspace_folders(workspace, files)
        folder = next((folder for folder in own if folder.name == name), None)
        if folder is None:
            named = {title: folder for folder in own if (title := _title(folder, read_yaml))}
            titles, names = named | titles, [*names, *(folder.name for folder in own)]
            folder = named.get(name)
        if folder is not None:
            return read_folder(folder, workspace, read_yaml, files)
    known = "现有的文种：" + "、".join(titles)
    raise DocgenError(messages.NO_KIND.at(Location(""), name=name, way=meant(name, [*titles, *names], known, 0.4)))


def _title(folder: Path, read_yaml: ReadYaml) -> str:
    """A kind's Chinese name; "" for a broken kind.yaml, which is the fault of another kind than the one asked for."""
    try:
        return str(read_yaml(folder / "kind.yaml").get("title") or "")
    except DocgenError:
        return ""


def _workspace_folders(workspace: WorkspaceLike, files: Files) -> list[Path]:
    return [file.parent for file in files.find(workspace.templates, "*/kind.yaml")]


def _package_folders(extensions: Extensions, files: Files) -> list[Path]:
    homes = [home for extension in extensions.all() if (home := extension.kinds())]
    return [file.parent for home in homes for file in files.find(home, "*/kind.yaml")]
