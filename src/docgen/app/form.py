"""Form templates with data: one record to one file, or a list of records to many. The pipeline of forms.

    with Helpers() as helpers, open_form(path, helpers) as form:
        records = read_records(data)
        check_both(form, records)
        for rendered in write_each(form, records, out, data.parent, pattern): …

The template is compiled in a child process from the moment it is opened, while the data are read here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from docgen.app import messages
from docgen.collector import collector_paused
from docgen.content.records import Records
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.extension import Extensions
from docgen.files import many_files, write_together
from docgen.foreign.helpers import Helpers
from docgen.kinds.kind import Kind
from docgen.messages import system_reason
from docgen.reading import DISK, Files
from docgen.template.forms.messages import EMPTY_VALUES
from docgen.template.forms.session import FormSession, Outcome
from docgen.template.forms.values import named_files

if TYPE_CHECKING:
    from docgen.template.forms.environment import FormEnvironment

RECORDS = 100  # in one request: some megabytes, so that writing begins while the rest is made
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(slots=True)
class Rendered:
    """One record's outcome: the file written (None if it failed) and its problems."""

    file: Path | None
    problems: list[Problem] = field(default_factory=list)


def open_form(
    path: Path, helpers: Helpers, name: str = "", files: Files = DISK, extensions: Sequence[str] | None = None
) -> FormSession:
    """The form template at `path` in `files`, being compiled in a child of `helpers`; `extensions` are those whose filters it
    may use: a kind's own, and all that are installed for a form that belongs to no kind. Raises DocgenError B142 (no such file)."""
    location = Location(name or str(path))
    try:
        source = files.read(path)
    except OSError as error:
        raise DocgenError(messages.UNREADABLE_FORM.at(location, reason=system_reason(error))) from error
    named = Extensions().names() if extensions is None else extensions
    return FormSession(source, location, helpers, named)


def check_form(path: Path, name: str = "") -> list[Problem]:
    """The warnings about the form template at `path`. Raises DocgenError B142, W10x, W14x…W16x, W20x."""
    with Helpers() as helpers, open_form(path, helpers, name) as form:
        return form.warnings


def check_both(form: FormSession, records: Records) -> list[Problem]:
    """The warnings about template and records. Raises DocgenError with all that is wrong with either."""
    problems: list[Problem] = []
    try:
        problems += form.warnings
    except DocgenError as error:
        problems += error.problems
    problems += records.problems
    if has_errors(problems):
        raise DocgenError(problems)
    return problems


def fill_each(form: FormSession, records: Sequence[Mapping[str, Any]], folder: Path) -> Generator[Outcome]:
    """Each record's .docx, or None, and its problems; the next records are made while these are used.

    Raises DocgenError W142…W145 where a limit is passed.
    """
    chunks = [records[start : start + RECORDS] for start in range(0, len(records), RECORDS)]
    for number, _chunk in enumerate(chunks):
        if not number:
            form.send(chunks[0], folder)
        outcomes = form.receive()
        if number + 1 < len(chunks):
            form.send(chunks[number + 1], folder)
        yield from outcomes


def write_one(form: FormSession, records: Records, out: Path, folder: Path) -> list[Problem]:
    """Render the only record to `out`; its warnings. Raises DocgenError: B140 if there are several, W20x."""
    if not records.single:
        raise DocgenError(messages.SEVERAL_RECORDS.at(records.places[0], count=len(records.records)))
    content, problems = form.fill(records.records[0], folder)
    if content is None:
        raise DocgenError(problems)
    write_together([(out, content)], Location(str(out)))
    return [*problems, *empty_values(records.records[0], records.places[0])]


def write_each(form: FormSession, records: Records, out: Path, folder: Path, pattern: str) -> Iterator[Rendered]:
    """Render every record to a file of its own in the folder `out`; a record that fails does not stop the others.

    `pattern` is a Jinja text over the record that gives the file's name ("{{ 工号 }}-{{ 姓名 }}"), or "" for
    numbers. Raises DocgenError B141 before anything is written if names are missing or given twice.
    """
    names = _names(records, pattern)
    with collector_paused(), many_files(out) as write, closing(fill_each(form, records.records, folder)) as outcomes:
        for name, data, place, (content, found) in zip(names, records.records, records.places, outcomes, strict=True):
            problems = [_in_record(problem, name, place) for problem in found]
            if content is None:
                yield Rendered(None, problems)
            else:
                yield Rendered(write(f"{name}.docx", content), [*problems, *empty_values(data, place)])


def fill_forms(
    kind: Kind, names: Sequence[str], data: Mapping[str, Any], folder: Path, helpers: Helpers, files: Files
) -> tuple[list[bytes], list[Problem]]:
    """A kind's forms filled with a document's content, and warnings; optional fields that are not filled in are empty.

    `names` are the forms' names for messages; forms, and what the data names in `folder`, are read from `files`.
    Raises DocgenError with what is wrong with any of them.
    """
    known = {name: "" for name in kind.schema.root.get("properties", {})} | dict(data)
    extensions = tuple(extension.name for extension in kind.extensions)
    made: list[bytes] = []
    problems: list[Problem] = []
    with _as_read(known, folder, files) as place:
        for path, name in zip(kind.forms, names, strict=True):
            try:
                with open_form(path, helpers, name, files, extensions) as form:
                    warnings = form.warnings
                    content, found = form.fill(known, place)
            except DocgenError as error:
                problems += error.problems
                continue
            problems += [*warnings, *found]
            if content is not None:
                made.append(content)
    if has_errors(problems):
        raise DocgenError(problems)
    return made, problems


@contextmanager
def _as_read(data: Mapping[str, Any], folder: Path, files: Files) -> Iterator[Path]:
    """A folder with the files of `folder` that the data names, as `files` has them: the child that fills a form looks there."""
    names = named_files(data)
    if not names:
        yield folder
        return
    home = files.resolve(folder)
    with TemporaryDirectory(prefix="docgen-form-") as made:
        for name in names:
            file = files.resolve(folder / name)
            if file.is_relative_to(home) and files.is_file(file):
                copy = Path(made) / name
                os.makedirs(copy.parent, exist_ok=True)
                copy.write_bytes(files.read(file))
        yield Path(made)


def empty_values(data: dict[str, Any], place: Location) -> list[Problem]:
    """A warning W205 that names the values left empty in YAML (null): Jinja prints them as None."""
    if not _has_empty(data):
        return []
    paths = [path for path, value in _leaves(data, "") if value is None]
    return [EMPTY_VALUES.at(place, paths="、".join(paths[:12]))]


def _has_empty(value: dict[str, Any] | list[Any]) -> bool:
    for item in value.values() if isinstance(value, dict) else value:
        if item is None or (isinstance(item, dict | list) and _has_empty(item)):
            return True
    return False


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
    from docgen.template.forms.environment import make_environment

    environment = make_environment()
    problems: list[Problem] = []
    names: list[str] = []
    first: dict[str, Location] = {}
    for data, place in zip(records.records, records.places, strict=True):
        name = _name(environment, pattern, data, place, problems)
        names.append(name)
        if name and name.casefold() in first:
            problems.append(messages.NAME_TWICE.at(place, name=name, first=first[name.casefold()]))
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
        problems.append(messages.NO_NAME.at(place, pattern=pattern, reason=error))
        return ""
    name = _FORBIDDEN.sub("_", text).strip(" .")[:120]
    if not name:
        problems.append(messages.EMPTY_NAME.at(place))
    return name
