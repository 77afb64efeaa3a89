"""A person added to content/organisation.yaml: one line behind the last person's, the rest of the file as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from docgen.approval.desk.messages import ID_IN_USE, ORGANISATION_NOT_WRITABLE
from docgen.approval.desk.organisations import load_organisation
from docgen.approval.rules.organisation import Person
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.files import write_together

_PLAIN = re.compile(r"[^\W\d][\w.-]*")


def add_person(workspace: Workspace, person: Person) -> None:
    """Write the entry. Raises DocgenError A110 for a faulty file or entry (then nothing is written), A310 for an id in use."""
    file = workspace.organisation
    place = Location(workspace.relative(file))
    known = load_organisation(workspace)
    if person.id in known.people:
        raise DocgenError(ID_IN_USE.at(place, id=person.id))
    before = file.read_bytes()
    lines = before.decode("utf-8").splitlines(keepends=True)
    marks = load_data(file, workspace).marks
    entries = [mark for pointer, mark in marks.items() if re.fullmatch(r"/(人员|people)/\d+", pointer)]
    start = max(mark.line for mark in entries) - 1
    indent = re.match(r"\s*", lines[start])
    assert indent is not None  # it matches anything
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > len(indent[0])):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    lines.insert(end, f"{indent[0]}- {{{_entry(person)}}}\n")
    write_together([(file, "".join(lines).encode())], place)
    try:
        added = load_organisation(workspace)
        if {**known.people, person.id: person} != added.people:
            raise DocgenError(ORGANISATION_NOT_WRITABLE.at(place))
    except DocgenError:
        write_together([(file, before)], place)
        raise


def _entry(person: Person) -> str:
    parts = [f"编号: {_text(person.id)}", f"姓名: {_text(person.name)}"]
    parts += [f"部门: {_text(person.department)}"] if person.department else []
    parts += [f"岗位: {_text(person.post)}"] if person.post else []
    parts += [f"角色: [{_listed(person.roles)}]"] if person.roles else []
    return ", ".join(parts)


def _listed(values: Sequence[str]) -> str:
    return ", ".join(map(_text, values))


def _text(value: str) -> str:
    return (
        value
        if _PLAIN.fullmatch(value)
        and value.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
        else json.dumps(value, ensure_ascii=False)
    )
