"""Which documents write a name: for departments and posts that were renamed."""

from __future__ import annotations

from docgen.content.load import load_document
from docgen.content.workspace import Workspace
from docgen.errors import Location


def mentions(workspace: Workspace, name: str) -> list[Location]:
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
