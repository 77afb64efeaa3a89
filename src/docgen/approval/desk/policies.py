"""The files of the policy: read, compared with what the record confirmed, confirmed by an administrator."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from docgen.app.snapshot import read_kind
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.messages import POLICY_CHANGED, POLICY_NEVER_CONFIRMED
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.policy import Policy, confirmed_policy
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.kinds.kind import Kind
from docgen.reading import DISK, Files, FirstReading, file_digest

SETTINGS = "docgen.yaml"


def name_of(workspace: Workspace, path: Path) -> str:
    """How records call a file: its path in the workspace; `package:<extension>:<path>` for one that a package brought, so
    that two machines call it alike; else the whole path. A file has one name, whatever `..` a kind reaches it by."""
    path = Path(os.path.normpath(path))
    if path.is_relative_to(workspace.root):
        return path.relative_to(workspace.root).as_posix()
    for extension in workspace.extensions.all():
        home = extension.kinds()
        if home is not None and path.is_relative_to(home):
            return f"package:{extension.name}:{path.relative_to(home).as_posix()}"
    return path.as_posix()


def path_of(workspace: Workspace, name: str) -> Path:
    """The file that `name_of` calls so, on this machine. Raises DocgenError T118 where its package is not installed."""
    if not name.startswith("package:"):
        return workspace.root / name
    _package, extension, rest = name.split(":", 2)
    return (workspace.extensions.get(extension).kinds() or Path()) / rest


def is_policy(name: str) -> bool:
    """True for the names of files that are policy."""
    return name == SETTINGS or name.startswith(("templates/", "fonts/", "package:"))


def policy_now(workspace: Workspace, files: Files = DISK) -> Policy:
    """All files of the policy as they are: the settings, everything below templates/ and fonts/, what packages bring."""
    homes = [workspace.templates, workspace.fonts]
    homes += [home for extension in workspace.extensions.all() if (home := extension.kinds()) is not None]
    found = [workspace.root / SETTINGS] if files.is_file(workspace.root / SETTINGS) else []
    found += [path for home in homes for path in files.find(home, "**/*") if not _is_dropping(path)]
    return Policy({name_of(workspace, path): digest for path in found if (digest := file_digest(path))})


def relevant(workspace: Workspace, kind: Kind, files: FirstReading) -> dict[str, str]:
    """The policy's files that a paper of this kind is made from, as `files` have them: name → SHA-256, "" for one that is not there.

    All of the kind's own folder, of what is shared and of its Word template's; whatever else was asked for; all fonts.
    """
    folders = kind.template_folders(workspace.templates)
    if kind.template:
        folders.append(kind.template_file.parent)
    paths: list[Path] = [workspace.root / SETTINGS]
    for folder in dict.fromkeys([*folders, workspace.fonts]):
        paths += [path for path in files.find(folder, "**/*") if not _is_dropping(path)]
    paths += files.asked()
    names = {name_of(workspace, path): path for path in paths}
    return {name: files.digest(path) if files.is_file(path) else "" for name, path in names.items() if is_policy(name)}


def check_policy(desk: Desk, kind: Kind, files: FirstReading, ledger: Ledger | None = None) -> None:
    """Raises DocgenError A341 where what this kind's papers are made from is not what an administrator confirmed, A342 where
    nothing was ever confirmed."""
    known = confirmed_policy(desk.ledger() if ledger is None else ledger)
    if known is None:
        raise DocgenError(POLICY_NEVER_CONFIRMED.at(Location("")))
    now = relevant(desk.workspace, kind, files)
    folders = [f"{name_of(desk.workspace, kind.folder)}/", "fonts/"]
    gone = [name for name in known.files if name.startswith(tuple(folders)) and name not in now]
    if changes := known.differences(now, {*now, *gone}):
        raise DocgenError(POLICY_CHANGED.at(Location(changes[0].split("（")[0]), changes="；".join(changes)))


def check_policy_of(desk: Desk, kind: str, ledger: Ledger | None = None) -> None:
    """The same of a kind by its name, as the files are now: for acts that read no paper. Raises also what reading the kind raises."""
    files = FirstReading(desk.files)
    check_policy(desk, read_kind(desk.workspace, kind, files), files, ledger)


def changes(desk: Desk) -> list[str]:
    """What differs from the confirmed policy, in words."""
    known, now = confirmed_policy(desk.ledger()) or Policy(), policy_now(desk.workspace)
    return known.differences(now.files, {*known.files, *now.files})


def confirm(desk: Desk, key: Key) -> list[str]:
    """Record the policy's files as they are now; what changed. Raises DocgenError A308."""
    found: list[str] = []
    now = policy_now(desk.workspace)

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_administrator(ledger, key.person)
        known = confirmed_policy(ledger)
        found[:] = (known or Policy()).differences(now.files, {*(known or Policy()).files, *now.files})
        if known is not None and not found:
            return []
        return [draft(now, key)]

    desk.transact(decide, key)
    return found


def draft(policy: Policy, key: Key) -> Draft:
    """The event that confirms a policy."""
    return Draft(kinds.POLICY, key.person, payload=policy.payload, signer=key)


def _is_dropping(path: Path) -> bool:
    """What programs leave beside files: Word's locks, the system's own notes. One that a template asks for counts all the same."""
    return path.name.startswith((".", "~$")) or "__pycache__" in path.parts
