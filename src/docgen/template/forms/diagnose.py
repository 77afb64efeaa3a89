"""Why a record could not be rendered: every absent name and every failing tag, found by rendering once more, slowly."""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from lxml import etree

from docgen.errors import Location, Problem
from docgen.template.forms import messages
from docgen.template.forms.absent import Absences, recorder
from docgen.template.forms.environment import FormEnvironment, PlainValue
from docgen.template.forms.links import LINKS, Links
from docgen.template.forms.part import PartTemplate
from docgen.template.forms.tags import where
from docgen.text.bounds import bounded_range

_FORBIDDEN = re.compile("[\\x00-\\x06\\x08\\x0b\\x0e-\\x1f\\ufffe\\uffff]")
_TRIES = 200  # tags of one part that may fail before it is given up


def diagnose(
    parts: Sequence[PartTemplate], environment: FormEnvironment, data: Mapping[str, Any], location: Location
) -> list[Problem]:
    """Everything that goes wrong when `parts` are rendered with `data` (W204, W207…W209); empty if nothing does."""
    problems = list(_unprintable(data, "", location))
    paths = dict(_paths(data, ""))
    for part in parts:
        problems += _diagnose_part(part, environment, data, paths, location)
    return list(dict.fromkeys(problems))


def broken(error: BaseException, location: Location) -> Problem:
    """An error that has no place in the template."""
    return messages.NOT_RENDERED.at(location, reason=str(error) or type(error).__name__)


def _diagnose_part(
    part: PartTemplate,
    environment: FormEnvironment,
    data: Mapping[str, Any],
    paths: Mapping[int, str],
    location: Location,
) -> list[Problem]:
    """Render again and again, each time without the tag that failed, until it passes or cannot be helped."""
    problems: list[Problem] = []
    absences = Absences(part, paths, data)
    overlay = environment.overlay(undefined=recorder(absences))
    lines = part.source.split("\n")
    for _attempt in range(_TRIES):
        try:
            part.render({"range": bounded_range(), LINKS: Links(), **data}, overlay.from_string("\n".join(lines)))
        except etree.XMLSyntaxError:
            problems.append(_uneven(part, location))
            break
        except Exception as error:
            line = _line_of(error)
            problems.append(_failed(part, line, error, location))
            if not _blank(lines, line):
                break
        else:
            break
    return absences.problems(location) + problems


def _failed(part: PartTemplate, line: int, error: BaseException, location: Location) -> Problem:
    place = where(part.tag_at(line))
    if isinstance(error, SecurityError | OverflowError):
        return messages.FORBIDDEN.at(location, where=place, reason=error)
    if isinstance(error, PlainValue):
        return messages.PLAIN_VALUE.at(location, where=place, value=error)
    reason = error.message if isinstance(error, TemplateError) else str(error) or type(error).__name__
    if isinstance(error, UndefinedError):
        return messages.MISSPELT.at(location, where=place, reason=reason)
    if isinstance(error, ZeroDivisionError | decimal.DivisionByZero):
        reason = "除数是零"
    return messages.FAILED.at(location, where=place, reason=reason)


def _uneven(part: PartTemplate, location: Location) -> Problem:
    tags = [part.tag_at(number + 2) for number in part.structure.uneven[:2]]
    return messages.UNEVEN.at(location, where="；".join(where(tag) for tag in tags))


def _unprintable(value: Any, path: str, location: Location) -> Iterator[Problem]:
    """The texts of the data with characters that XML cannot hold (XML 1.0 §2.2; \\a and \\f have a meaning here)."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unprintable(item, f"{path}.{key}" if path else str(key), location)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _unprintable(item, f"{path}[{number}]", location)
    elif isinstance(value, str) and (found := _FORBIDDEN.search(value)):
        yield messages.CONTROL_CHARACTER.at(location, path=path, code=ord(found[0]))


def _line_of(error: BaseException) -> int:
    line = 0
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno  # Jinja has rewritten it to the template's line
        traceback = traceback.tb_next
    return line


_STATEMENTS = (
    (re.compile(r"^\s*for\s+(.+?)\s+in\s.*$", re.DOTALL), r"for \1 in []"),
    (re.compile(r"^\s*(if|elif)\b.*$", re.DOTALL), r"\1 false"),
    (re.compile(r"^\s*set\s+(\w+)\s*=.*$", re.DOTALL), r"set \1 = ''"),
)


def _blank(lines: list[str], line: int) -> bool:
    """Make the tag on this line harmless: print nothing, loop over nothing. False where that has been done or cannot be."""
    index = line - 1
    if not 0 < index < len(lines):
        return False
    before = lines[index]
    if lines[index - 1].endswith(("{{", "{{-", "{{+")):
        _inner, closing, rest = before.partition("}}")
        lines[index] = f"''{closing}{rest}"
    else:
        inner, closing, rest = before.partition("%}")
        for pattern, harmless in _STATEMENTS:
            if pattern.match(inner):
                lines[index] = f"{pattern.sub(harmless, inner)} {closing}{rest}"
                break
    return lines[index] != before


def _paths(value: Any, path: str) -> Iterator[tuple[int, str]]:
    """id → path of every mapping and list in the data (tasks[2].owner)."""
    if isinstance(value, dict):
        yield id(value), path
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        yield id(value), path
        for number, item in enumerate(value):
            yield from _paths(item, f"{path}[{number}]")
