"""Renamed departments and posts, and where the old name still stands: content, templates, and versions that hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.organisations import differences, load_organisation
from docgen.approval.issue.issued_folder import IssuedFolder
from docgen.approval.issue.wording import lines
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.rules.organisation import Organisation, from_payload
from docgen.approval.rules.state import Issued, Status, states
from docgen.content.load import load_document
from docgen.content.workspace import Workspace
from docgen.errors import Location

_HOLDS = (Status.ISSUED, Status.PUBLISHED, Status.IN_FORCE)
_TEXTS = (".html", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A renaming and every place where the old name still stands: where, and what that is (内容, 模板, 现行文件)."""

    old: str
    new: str
    places: tuple[tuple[str, str], ...]


def renamings_in_use(desk: Desk) -> list[Renaming]:
    """Every renaming the record knows, and those in the file that are not confirmed yet, with the places of the old name; none without places."""
    found = []
    for old, new in renamings(desk):
        places = [(str(place), "内容") for place in _mentions(desk.workspace, old)]
        places += [(place, "模板") for place in _templates(desk, old)]
        places += [(place, "现行文件") for place in _issued(desk, old)]
        if places:
            found.append(Renaming(old, new, tuple(places)))
    return found


def renamings(desk: Desk) -> list[tuple[str, str]]:
    """Old and new names, oldest first; a name that came back into use is none."""
    known = [from_payload(event.payload) for event in desk.ledger().events("", {kinds.ORGANISATION})]
    now = load_organisation(desk.workspace)
    current = _names(now)
    pairs: dict[str, str] = {}
    for before, after in zip(known, [*known[1:], now], strict=True):
        for change in differences(before, after):
            if change.old and change.new:
                pairs[change.old] = change.new
    return [(old, new) for old, new in pairs.items() if old not in current]


def _names(organisation: Organisation) -> set[str]:
    return {*organisation.departments.values(), *organisation.posts.values()}


def _mentions(workspace: Workspace, name: str) -> list[Location]:
    """Every place in the documents' content, and in what they include, where the name stands; each once."""
    found: dict[Location, None] = {}
    for path in workspace.documents():
        loaded = load_document(path, workspace)
        for pointer, place in loaded.marks.items():
            value = _at(loaded.data, pointer)
            if isinstance(value, str) and name in value:
                found.setdefault(place)
    return sorted(found)


def _at(data: object, pointer: str) -> object:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            data = data[int(key)]
        elif isinstance(data, dict) and key in data:
            data = data[key]
        else:
            return None
    return data


def _templates(desk: Desk, name: str) -> list[str]:
    files = sorted(file for file in desk.workspace.templates.rglob("*") if file.suffix in _TEXTS and file.is_file())
    return [
        desk.workspace.relative(file) for file in files if name in file.read_text(encoding="utf-8", errors="ignore")
    ]


def _issued(desk: Desk, name: str) -> list[str]:
    """Versions that hold or will, by the words of their Word files."""
    found = []
    for state in states(desk.ledger()):
        for issued in state.issued:
            if issued.status(desk.day) in _HOLDS and any(name in line for line in _words(desk, issued)):
                found.append(
                    " ".join(
                        filter(
                            None, (f"《{issued.payload.get('title') or state.title}》{issued.version}", issued.number)
                        )
                    )
                )
    return found


def _words(desk: Desk, issued: Issued) -> list[str]:
    payload = issued.errata[-1].payload if issued.errata else issued.payload
    folder = IssuedFolder(desk.workspace.root).of(str(payload.get("folder") or "-"))
    file: Path | None = next((folder / name for name in payload.get("files") or () if name.endswith(".docx")), None)
    return lines(file.read_bytes()) if file is not None and file.is_file() else []
