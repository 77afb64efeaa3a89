"""Form templates with data: one record to one file, or a list of records to many. The pipeline of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.content.records import Records, read_records
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_together
from docgen.messages import system_reason
from docgen.template.forms import compile_form
from docgen.template.forms.environment import FormEnvironment, make_environment
from docgen.template.forms.order import put_cells_in_order
from docgen.template.limits import run_limited

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


Outcome = bytes | list[Problem]

RECORDS = 250  # in one call of the child: what compiling costs is then little to each
SECONDS = 60.0  # for one call
_LIBRARIES = ("docgen.app.form", "docgen.template.forms.form", "docgen.template.forms.whole")


@dataclass(slots=True)
class Rendered:
    """One record's outcome: the file written (None if it failed) and its problems."""

    file: Path | None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Template:
    """A form template that has been found in order: its bytes, its name for messages, and the warnings about it."""

    source: bytes
    location: Location
    warnings: list[Problem] = field(default_factory=list)

    def render(self, records: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Outcome]:
        """Each record's .docx, or its problems. A template is anybody's file: it runs in a child process, with limits.

        Raises DocgenError W142…W145 where a limit is passed.
        """
        for start in range(0, len(records), RECORDS):
            chunk = list(records[start : start + RECORDS])
            yield from run_limited(
                render_records, (self.source, str(self.location), chunk, folder),
                location=self.location, seconds=SECONDS, preload=_LIBRARIES,
            )  # fmt: skip


def render_records(source: bytes, name: str, records: Sequence[Mapping[str, Any]], folder: Path) -> list[Outcome]:
    """The form compiled once and rendered for each record; problems in a record's place where it could not be."""
    form = compile_form(source, Location(name))
    made: list[Outcome] = []
    for data in records:
        try:
            made.append(form.render(data, folder))
        except DocgenError as error:
            made.append(list(error.problems))
    return made


def check_template(source: bytes, name: str) -> list[Problem]:
    """The warnings about a form template. Raises DocgenError with everything wrong with it."""
    return compile_form(source, Location(name)).warnings


def read_template(path: Path, name: str = "") -> Template:
    """The form template at `path`, in order. Raises DocgenError B142 (no such file), W10x, W15x, W16x, W20x."""
    location = Location(name or str(path))
    try:
        source = path.read_bytes()
    except OSError as error:
        hint = "检查文件名、所在的文件夹和权限"
        fact = f"表单模板读不出来：{system_reason(error)}"
        raise DocgenError(Problem(location, "B142", fact, hint)) from error
    arguments = (source, str(location))
    found = run_limited(check_template, arguments, location=location, seconds=SECONDS, preload=_LIBRARIES)
    return Template(source, location, found)


def read_both(template: Path, data: Path) -> tuple[Template, Records]:
    """Template and records. Raises DocgenError with all that is wrong with either."""
    problems: list[Problem] = []
    form = None
    try:
        form = read_template(template)
    except DocgenError as error:
        problems += error.problems
    records = read_records(data)
    problems += records.problems
    if form is None or has_errors(problems):
        raise DocgenError(problems)
    return form, records


def write_one(form: Template, records: Records, out: Path, folder: Path) -> list[Problem]:
    """Render the only record to `out`; its warnings. Raises DocgenError: B140 if there are several, W20x."""
    if not records.single:
        hint = "加上 --each，每份数据生成一个文件"
        place = records.places[0]
        raise DocgenError(Problem(place, "B140", f"数据是列表，有 {len(records.records)} 份", hint))
    outcome = next(form.render(records.records, folder))
    if not isinstance(outcome, bytes):
        raise DocgenError(outcome)
    write_together([(out, outcome)], Location(str(out)))
    return empty_values(records.records[0], records.places[0])


def write_each(form: Template, records: Records, out: Path, folder: Path, pattern: str) -> Iterator[Rendered]:
    """Render every record to a file of its own in the folder `out`; a record that fails does not stop the others.

    `pattern` is a Jinja text over the record that gives the file's name ("{{ 工号 }}-{{ 姓名 }}"), or "" for
    numbers. Raises DocgenError B141 before anything is written if names are missing or given twice.
    """
    names = _names(records, pattern)
    outcomes = form.render(records.records, folder)
    for name, data, place, outcome in zip(names, records.records, records.places, outcomes, strict=True):
        file = out / f"{name}.docx"
        if isinstance(outcome, bytes):
            write_together([(file, outcome)], Location(str(file)))
            yield Rendered(file, empty_values(data, place))
        else:
            yield Rendered(None, [_in_record(problem, name, place) for problem in outcome])


def fill_forms(
    forms: Sequence[Path], names: Sequence[str], schema: Mapping[str, Any], data: Mapping[str, Any], folder: Path
) -> list[bytes]:
    """A kind's forms filled with a document's content; optional fields that are not filled in are empty.

    `names` are the forms' names for messages. Raises DocgenError with what is wrong with any of them.
    """
    known = {name: "" for name in schema.get("properties", {})} | dict(data)
    made: list[bytes] = []
    problems: list[Problem] = []
    for path, name in zip(forms, names, strict=True):
        try:
            outcome = next(read_template(path, name).render([known], folder))
            if isinstance(outcome, bytes):
                made.append(put_cells_in_order(outcome, Location(name)))
            else:
                problems += outcome
        except DocgenError as error:
            problems += error.problems
    if problems:
        raise DocgenError(problems)
    return made


def empty_values(data: dict[str, Any], place: Location) -> list[Problem]:
    """A warning W205 that names the values left empty in YAML (null): Jinja prints them as None."""
    paths = [path for path, value in _leaves(data, "") if value is None]
    if not paths:
        return []
    fact = "没有填的值会印成 None：{paths}".format(paths="、".join(paths[:12]))
    return [Problem(place, "W205", fact, '填上内容；确实空着的写 ""', "warning")]


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
    fact = f"{name}（{place}）：{problem.message}"
    return Problem(problem.location, problem.code, fact, problem.hint, problem.severity)


def _names(records: Records, pattern: str) -> list[str]:
    if not pattern:
        width = max(4, len(str(len(records.records))))
        return [f"{number:0{width}}" for number in range(1, len(records.records) + 1)]
    environment = make_environment()
    problems: list[Problem] = []
    names: list[str] = []
    first: dict[str, Location] = {}
    for data, place in zip(records.records, records.places, strict=True):
        name = _name(environment, pattern, data, place, problems)
        names.append(name)
        if name and name.casefold() in first:
            fact = f"文件名“{name}”与 {first[name.casefold()]} 的重复"
            problems.append(Problem(place, "B141", fact, "在 --name 里加上编号一类不会重复的字段"))
        first.setdefault(name.casefold(), place)
    if problems:
        raise DocgenError(problems)
    return names


def _name(
    environment: FormEnvironment, pattern: str, data: dict[str, Any], place: Location, problems: list[Problem]
) -> str:
    from html import unescape

    try:
        text = unescape(environment.from_string(pattern).render(data))
    except Exception as error:  # a wrong pattern, a wrong name, a filter that cannot: all are the pattern's fault
        fact = f"文件名“{pattern}”取不出来：{error}"
        problems.append(Problem(place, "B141", fact, "检查 --name 里的名称"))
        return ""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:120]
    if not name:
        problems.append(Problem(place, "B141", "文件名是空的", "检查 --name 里的名称"))
    return name
