"""Runs a kind's template, and says in the reader's language what Jinja found wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from docgen.errors import Location, Problem
from docgen.kinds import messages
from docgen.kinds.environment import Environment
from docgen.kinds.template_place import place_of_error
from docgen.messages import meant

LARGEST = 50_000_000  # characters of rendered HTML: a template that runs away is stopped here
# What a template, or an expression in it, may raise; anything else is a bug of docgen.
FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError)
_NO_SUCH = re.compile(r"No (filter|test) named '(.+?)'")
_OPEN = re.compile(r"Jinja was looking for the following tags: (.+?)\. .*?closed is '(\w+)'", re.DOTALL)
_NO_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_EXPECTED = re.compile(r"expected token '(.+?)', got '(.+?)'")

Locate = Callable[[str | None], str]


def render(environment: Environment, data: Mapping[str, Any], locate: Locate, fallback: Location) -> str | None:
    """The HTML of body.html, or None and a problem in the environment's reporter.

    `locate` turns a template's file name into a workspace path; `fallback` is
    the place of a fault that has none of its own.
    """
    problems = environment.reporter.problems
    pieces: list[str] = []
    size = 0
    try:
        for piece in environment.get_template("body.html").generate(**data):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                problems.append(messages.TOO_MUCH_MADE.at(fallback, millions=LARGEST // 1000000))
                return None
    except FAULTS as error:
        problems.append(fault(error, environment, locate, fallback))
        return None
    return "".join(pieces)


def fault(error: BaseException, environment: Environment, locate: Locate, fallback: Location) -> Problem:
    """What an exception of Jinja, or of an expression in a template, means to the one who wrote the template."""
    if isinstance(error, TemplateSyntaxError):
        place = (
            Location(locate(error.filename), error.lineno, 1)
            if error.filename not in (None, "<template>")
            else fallback
        )
        return _syntax(error.message or "", environment, place)
    place = place_of_error(error, locate, fallback)
    match error:
        case TemplateNotFound():
            home = "文件在文种文件夹或 templates/_shared 里"
            way = meant(str(error.name), environment.list_templates(["html"]), home, 0.6)
            return messages.NO_TEMPLATE_FILE.at(place, name=error.name, way=way)
        case SecurityError() | OverflowError():
            return messages.NOT_ALLOWED.at(place, reason=error)
        case RecursionError():
            return messages.ENDLESS_INCLUDES.at(place)
        case UnicodeDecodeError():
            return messages.NOT_UTF8.at(place)
        case ZeroDivisionError() | ArithmeticError():
            return messages.NO_RESULT.at(place)
        case _:
            return messages.NOT_COMPUTABLE.at(place, reason=error)


def _syntax(message: str, environment: Environment, place: Location) -> Problem:
    """Jinja's English as fact and way out; what is not known here is passed on."""
    if found := _NO_SUCH.search(message):
        names: Iterable[str] = environment.filters if found[1] == "filter" else environment.tests
        unknown = messages.NO_FILTER if found[1] == "filter" else messages.NO_TEST
        way = meant(found[2], names, "可用的过滤器见 docs/architecture.md", 0.6)
        return unknown.at(place, name=found[2], way=way)
    if found := _NO_TAG.search(message):
        return messages.NO_TAG.at(place, name=found[1])
    if found := _OPEN.search(message):
        return messages.NO_END.at(place, name=found[2])
    if found := _EXPECTED.search(message):
        return messages.UNEXPECTED.at(place, wanted=found[1], found=found[2])
    return messages.WRONG_SYNTAX.at(place, reason=message)
