"""Who is to sign for a document: a list of names with staff numbers, as .csv or .xlsx, or the organisation's own people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.approval.after.messages import ROSTER_ROW, ROSTER_SIZE, ROSTER_TWICE
from docgen.approval.rules.organisation import Organisation
from docgen.content.spreadsheet import read_table
from docgen.content.tree import Mapping, Scalar
from docgen.errors import DocgenError, Location, Problem, has_errors

_NAMES = {"id": ("工号", "编号", "id"), "name": ("姓名", "name"), "department": ("部门", "department")}
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Employee:
    """`id` is the staff number, by which a person is known."""

    id: str
    name: str
    department: str = ""


def read_roster(path: Path) -> list[Employee]:
    """The people of a table with the columns 工号, 姓名 and, if wanted, 部门. Raises DocgenError C14x, A731 with everything wrong."""
    rows, problems = read_table(path, str(path))
    if rows is None or has_errors(problems):
        raise DocgenError(problems)
    found: dict[str, Employee] = {}
    faults: list[Problem] = []
    for row in rows.items:
        if not isinstance(row, Mapping):
            continue
        values = {key: _text(row, names) for key, names in _NAMES.items()}
        place = Location(str(path), row.location.line, row.location.column)
        if not values["id"] or not values["name"]:
            faults.append(ROSTER_ROW.at(place))
        elif values["id"] in found:
            faults.append(ROSTER_TWICE.at(place, id=values["id"]))
        else:
            found[values["id"]] = Employee(**values)
    if not faults and not 0 < len(found) <= _MOST:
        faults.append(ROSTER_SIZE.at(Location(str(path)), most=_MOST))
    if faults:
        raise DocgenError(faults)
    return list(found.values())


def organisation_roster(organisation: Organisation, day: str) -> list[Employee]:
    """Everyone of the organisation who is there on that day."""
    return [
        Employee(person.id, person.name, organisation.departments.get(person.department, ""))
        for person in organisation.people.values()
        if person.here(day)
    ]


def _text(row: Mapping, names: tuple[str, ...]) -> str:
    for name in names:
        entry = row.entries.get(name)
        if entry is not None and isinstance(entry.node, Scalar):
            return entry.node.text.strip()
    return ""
