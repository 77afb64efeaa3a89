"""Runs a kind's template, and says in the reader's language what Jinja found wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from docgen.errors import Location, Problem
from docgen.kinds.environment import Environment
from docgen.kinds.template_place import place_of_error

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
                fact = f"模板生成的内容超过 {LARGEST // 1_000_000} 百万字"
                problems.append(Problem(fallback, "T115", fact, "检查模板里的循环；内容确实很多就分成几份文件"))
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
        return Problem(place, "T100", *_syntax(error.message or "", environment))
    place = place_of_error(error, locate, fallback)
    match error:
        case TemplateNotFound():
            fact = f"找不到模板文件“{error.name}”"
            near = difflib.get_close_matches(str(error.name), environment.list_templates(["html"]), n=1)
            hint = f"是不是“{near[0]}”？" if near else "文件在文种文件夹或 templates/_shared 里"
            return Problem(place, "T100", fact, hint)
        case SecurityError() | OverflowError():
            fact = f"模板里有不许做的事：{error}"
            return Problem(place, "T116", fact, "模板只能读内容、做简单的计算")
        case RecursionError():
            return Problem(place, "T115", "模板互相引入没有尽头", "检查 include 和 macro")
        case UnicodeDecodeError():
            return Problem(place, "T100", "模板引入的文件不是 UTF-8 编码", "在编辑器里另存为 UTF-8")
        case ZeroDivisionError() | ArithmeticError():
            return Problem(place, "T104", "模板算不出来：除数是零，或数太大", "先用 {% if %} 判断除数")
        case _:
            fact = f"模板算不出来：{error}"
            return Problem(place, "T104", fact, "多半是内容的类型不对：例如拿文字去做加减")


def _syntax(message: str, environment: Environment) -> tuple[str, str]:
    """Jinja's English as fact and way out; what is not known here is passed on."""
    if found := _NO_SUCH.search(message):
        names: Iterable[str] = environment.filters if found[1] == "filter" else environment.tests
        what = "过滤器" if found[1] == "filter" else "判断"
        near = difflib.get_close_matches(found[2], names, n=1)
        hint = f"是不是“{near[0]}”？" if near else "可用的过滤器见 docs/architecture.md"
        return f"没有{what}“{found[2]}”", hint
    if found := _NO_TAG.search(message):
        return f"没有标签 {{% {found[1]} %}}", "可用：if、for、set、macro、include、from … import"
    if found := _OPEN.search(message):
        return f"{{% {found[2]} %}} 没有结束", f"补上 {{% end{found[2]} %}}"
    if found := _EXPECTED.search(message):
        fact = f"模板写错了：这里应是 {found[1]}，却是 {found[2]}"
        return fact, "检查 {{ }}、{% %}、括号和引号是否成对"
    return f"模板写错了：{message}", "检查 {{ }} 和 {% %} 是否成对"
