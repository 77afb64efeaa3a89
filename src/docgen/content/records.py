"""Data for forms: one record, or a list of them, from YAML or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.collector import collector_paused
from docgen.content.encoding import decode
from docgen.content.includes import Resolver
from docgen.content.tree import Sequence
from docgen.content.typed_numbers import as_typed
from docgen.content.workspace import Workspace
from docgen.content.yaml_plain import read_plain
from docgen.errors import Location, Problem
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
            found.problems.append(Problem(Location(file), "C100", "文件超过 200 MB", "分成几个文件"))
            return found
        text, found.problems = decode(path.read_bytes(), file)
    except OSError as error:
        reason = system_reason(error)
        fact = f"文件读不出来：{reason}"
        found.problems.append(Problem(Location(file), "C100", fact, "检查文件是否存在、是否有读取权限"))
        return found
    # The slips that `decode` notes can be mended in YAML; in JSON they do no harm.
    found.problems = [problem for problem in found.problems if text is None]
    if text is None:
        return found
    try:
        data = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        fact = f"JSON 写错了：{error.msg}"
        found.problems.append(Problem(place, "C130", fact, "检查这里的逗号、引号和括号"))
    except (ValueError, RecursionError) as error:
        fact = str(error) if isinstance(error, ValueError) else "JSON 嵌套太深"
        found.problems.append(Problem(Location(file, 1, 1), "C130", fact, "改正数据"))
    else:
        _take(found, data, Location(file, 1, 1), [])
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"名称“{double}”在同一个对象里出现两次")
    return made


def _refuse(name: str) -> Any:
    raise ValueError(f"JSON 里不能有 {name}")


def _take(found: Records, data: Any, whole: Location, places: list[Location]) -> None:
    """Put the records of `data` into `found`; `places` are those of a list's items, as far as they are known."""
    if isinstance(data, dict):
        found.records, found.places = [data], [whole]
        return
    hint = "数据是一组“名称: 内容”；多份数据写成列表，每份一项"
    if not isinstance(data, list) or not data:
        found.problems.append(Problem(whole, "C110", "数据文件里没有一组“名称: 内容”", hint))
        return
    found.single = False
    for number, item in enumerate(data):
        place = places[number] if places else whole
        if isinstance(item, dict):
            found.records.append(item)
            found.places.append(place)
        else:
            fact = f"第 {number + 1} 项不是一组“名称: 内容”"
            found.problems.append(Problem(place, "C110", fact, hint))


def _named(problem: Problem, path: Path) -> Problem:
    return Problem(_at(problem.location, path), problem.code, problem.message, problem.hint, problem.severity)


def _at(place: Location, path: Path) -> Location:
    """Locations as the user named the file, not from its folder."""
    return Location(str(path.parent / place.file), place.line, place.column) if place.file else place
