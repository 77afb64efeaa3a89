"""Form templates with data: one record to one file, or a list of records to many. The pipeline of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_together
from docgen.messages import _
from docgen.shell.forms import Form, compile_form
from docgen.source.records import Records, read_records

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(slots=True)
class Rendered:
    """One record's outcome: the file written (None if it failed) and its problems."""

    file: Path | None
    problems: list[Problem] = field(default_factory=list)


def read_form(template: Path, data: Path) -> tuple[Form, Records]:
    """The compiled template and the records. Raises DocgenError with all that is wrong with either."""
    problems: list[Problem] = []
    form = None
    try:
        form = compile_form(template, Location(str(template)))
    except DocgenError as error:
        problems += error.problems
    records = read_records(data)
    problems += records.problems
    if form is None or has_errors(problems):
        raise DocgenError(problems)
    return form, records


def write_one(form: Form, records: Records, out: Path, folder: Path) -> list[Problem]:
    """Render the only record to `out`; its warnings. Raises DocgenError: B130 if there are several, W15x."""
    if not records.single:
        hint = _("加上 --each，每份数据生成一个文件")
        place = records.places[0]
        raise DocgenError(Problem(place, "B130", _("数据是列表，有 {n} 份").format(n=len(records.records)), hint))
    content = form.render(records.records[0], folder)
    write_together([(out, content)], Location(str(out)))
    return empty_values(records.records[0], records.places[0])


def write_each(form: Form, records: Records, out: Path, folder: Path, pattern: str) -> Iterator[Rendered]:
    """Render every record to a file of its own in the folder `out`; a record that fails does not stop the others.

    `pattern` is a Jinja text over the record that gives the file's name ("{{ 工号 }}-{{ 姓名 }}"), or "" for
    numbers. Raises DocgenError B131 before anything is written if names are missing or given twice.
    """
    names = _names(form, records, pattern)
    for name, data, place in zip(names, records.records, records.places, strict=True):
        file = out / f"{name}.docx"
        try:
            write_together([(file, form.render(data, folder))], Location(str(file)))
            yield Rendered(file, empty_values(data, place))
        except DocgenError as error:
            yield Rendered(None, [_in_record(problem, name, place) for problem in error.problems])


def empty_values(data: dict[str, Any], place: Location) -> list[Problem]:
    """A warning W205 that names the values left empty in YAML (null): Jinja prints them as None."""
    paths = [path for path, value in _leaves(data, "") if value is None]
    if not paths:
        return []
    fact = _("没有填的值会印成 None：{paths}").format(paths="、".join(paths[:12]))
    return [Problem(place, "W205", fact, _('填上内容；确实空着的写 ""'), "warning")]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{number}]")
    else:
        yield path, value


def _in_record(problem: Problem, name: str, place: Location) -> Problem:
    """The problem with the record that it came up in."""
    fact = _("{record}（{place}）：{fact}").format(record=name, place=place, fact=problem.message)
    return Problem(problem.location, problem.code, fact, problem.hint, problem.severity)


def _names(form: Form, records: Records, pattern: str) -> list[str]:
    if not pattern:
        width = max(4, len(str(len(records.records))))
        return [f"{number:0{width}}" for number in range(1, len(records.records) + 1)]
    problems: list[Problem] = []
    names: list[str] = []
    first: dict[str, Location] = {}
    for data, place in zip(records.records, records.places, strict=True):
        name = _name(form, pattern, data, place, problems)
        names.append(name)
        if name and name.casefold() in first:
            fact = _("文件名“{name}”与 {first} 的重复").format(name=name, first=first[name.casefold()])
            problems.append(Problem(place, "B131", fact, _("在 --name 里加上编号一类不会重复的字段")))
        first.setdefault(name.casefold(), place)
    if problems:
        raise DocgenError(problems)
    return names


def _name(form: Form, pattern: str, data: dict[str, Any], place: Location, problems: list[Problem]) -> str:
    from html import unescape

    try:
        text = unescape(form.file_name(pattern, data))
    except ValueError as error:
        fact = _("文件名“{pattern}”取不出来：{reason}").format(pattern=pattern, reason=error)
        problems.append(Problem(place, "B131", fact, _("检查 --name 里的名称")))
        return ""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:120]
    if not name:
        problems.append(Problem(place, "B131", _("文件名是空的"), _("检查 --name 里的名称")))
    return name
