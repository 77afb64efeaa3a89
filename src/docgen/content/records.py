"""Data for forms: one record, or a list of them, from YAML or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from docgen.collector import collector_paused
from docgen.content import messages
from docgen.content.encoding import decode
from docgen.content.includes import Resolver
from docgen.content.tree import Sequence
from docgen.content.typed_numbers import as_typed
from docgen.content.workspace import Workspace
from docgen.content.yaml_plain import read_plain
from docgen.errors import DocgenError, Location, Problem
from docgen.messages import system_reason

_BYTES = 200_000_000


@dataclass(slots=True)
class Records:
    """`records` are mappings; `places` says where each begins; `single`: the file holds one mapping, not a list."""

    records: list[dict[str, Any]] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    single: bool = True


def read_records(path: Path) -> Records:
    """The records of a .yaml, .yml or .json file; what is wrong with it is in `.problems` (C1xx), nothing is raised.

    YAML may use `include`, within the file's folder; its numbers with a point
    are exact decimals. JSON's numbers are what JSON has: doubles.
    """
    with collector_paused():  # which would walk a growing list of records again and again: more than half of the time
        return _json(path) if path.suffix.lower() == ".json" else _yaml(path)


def _yaml(path: Path) -> Records:
    """Numbers print as they were typed (`typed_numbers`); a place is kept for each record alone."""
    found = Records()
    resolver = Resolver(Workspace(path.resolve().parent))
    text = resolver.text(path)
    plain = read_plain(text) if text is not None else None
    if plain is not None:
        data, marks = plain
        file = str(path)
        places = [Location(file, line, column) for line, column in marks]
        whole = places[0] if isinstance(data, dict) or not places else Location(file, 1, 1)
        _take(found, data, whole, places)
    elif (tree := resolver.load(path)) is not None:
        items = tree.items if isinstance(tree, Sequence) else []
        _take(found, as_typed(tree), _at(tree.location, path), [_at(item.location, path) for item in items])
    found.problems = [*(_named(problem, path) for problem in dict.fromkeys(resolver.problems)), *found.problems]
    return found


def _json(path: Path) -> Records:
    found = Records()
    file = str(path)
    try:
        if path.stat().st_size > _BYTES:
            found.problems.append(messages.DATA_TOO_LARGE.at(Location(file)))
            return found
        text, found.problems = decode(path.read_bytes(), file)
    except OSError as error:
        reason = system_reason(error)
        found.problems.append(messages.UNREADABLE.at(Location(file), reason=reason))
        return found
    # The slips that `decode` notes can be mended in YAML; in JSON they do no harm.
    found.problems = [problem for problem in found.problems if text is None]
    if text is None:
        return found
    place = Location(file, 1, 1)
    try:
        data = json.loads(text, object_pairs_hook=partial(_unique, place), parse_constant=partial(_refuse, place))
    except json.JSONDecodeError as error:
        where = Location(file, error.lineno, error.colno)
        found.problems.append(messages.WRONG_JSON.at(where, reason=error.msg))
    except DocgenError as error:
        found.problems += error.problems
    except RecursionError:
        found.problems.append(messages.JSON_TOO_DEEP.at(Location(file, 1, 1)))
    else:
        _take(found, data, Location(file, 1, 1), [])
    return found


def _unique(place: Location, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise DocgenError(messages.JSON_TWICE.at(place, name=double))
    return made


def _refuse(place: Location, name: str) -> Any:
    raise DocgenError(messages.JSON_CONSTANT.at(place, name=name))


def _take(found: Records, data: Any, whole: Location, places: list[Location]) -> None:
    """Put the records of `data` into `found`; `places` are those of a list's items, as far as they are known."""
    if isinstance(data, dict):
        found.records, found.places = [data], [whole]
        return
    if not isinstance(data, list) or not data:
        found.problems.append(messages.NO_RECORD.at(whole))
        return
    found.single = False
    for number, item in enumerate(data):
        place = places[number] if places else whole
        if isinstance(item, dict):
            found.records.append(item)
            found.places.append(place)
        else:
            found.problems.append(messages.ITEM_NO_RECORD.at(place, number=number + 1))


def _named(problem: Problem, path: Path) -> Problem:
    return Problem(_at(problem.location, path), problem.code, problem.message, problem.hint, problem.severity)


def _at(place: Location, path: Path) -> Location:
    """Locations as the user named the file, not from its folder."""
    return Location(str(path.parent / place.file), place.line, place.column) if place.file else place
