"""The Jinja environment of a kind's body: sandboxed, autoescaping, with the field's own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from docgen.errors import Location
from docgen.kinds import messages
from docgen.kinds.budget import Budget, CountingGenerator, apparent_size, sizes
from docgen.kinds.compiled import Compiled, TemplateCode
from docgen.kinds.drawings import Drawings
from docgen.kinds.limits import REFUSED_FILTERS, NoRawOutput
from docgen.kinds.loader import FilesLoader
from docgen.kinds.markdown import MarkdownTexts, inline_html, markdown_html
from docgen.kinds.provenance import (
    Origins,
    Record,
    SourcedDecimal,
    SourcedInteger,
    SourcedText,
    marked,
    origin_of,
    strip_marks,
)
from docgen.kinds.template_place import LineMarks, current_place
from docgen.kinds.undefined import Reporter, undefined_class
from docgen.reading import Files
from docgen.text.bounds import bounded_range, check_operation, check_pattern
from docgen.text.filters import FILTERS
from docgen.text.printable import CHANCE_FILTERS, CHANCE_FUNCTIONS, printable


class Environment(SandboxedEnvironment):
    """Content keys win over dict methods (`group.items`), `reporter` collects what goes wrong, `drawings` what is drawn."""

    reporter: Reporter
    drawings: Drawings
    budget: Budget
    intercepted_binops = frozenset({"*", "**", "%", "+"})
    code_generator_class = CountingGenerator

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operation(operator, left, right)
        self.budget.check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(
        __self, __context: Any, __obj: Any, *args: Any, **kwargs: Any
    ) -> Any:  # named as Jinja does: a template's own names are arguments
        __self.budget.check_call(__obj, args)
        return super().call(__context, __obj, *args, **kwargs)

    def count_round(self) -> str:
        """Asked at the beginning of every loop's and macro's body (`CountingGenerator`)."""
        self.budget.count_round()
        return ""

    def joined(self, values: Sequence[Any], escaped: bool) -> str:
        """What `~` puts together (`CountingGenerator`)."""
        self.budget.count_made(sizes(values))
        return markup_join(values) if escaped else str_join(values)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Record):
            if attribute in obj:
                return obj[attribute]
            if attribute not in ("items", "keys", "values", "get"):
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Record) and isinstance(argument, str):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)


def make_environment(
    folders: Sequence[Path],
    locate: Callable[[str | None], str],
    known: frozenset[str] | None,
    origins: Origins,
    files: Files,
    code: TemplateCode,
    filters: Mapping[str, Callable[..., Any]],
    texts: MarkdownTexts | None = None,
) -> Environment:
    """An environment for the templates in `folders`; `locate` turns file names into workspace paths.

    Templates are read through `files`; what was compiled of them is in `code`, or put there. `filters` are those of the
    kind's extensions. `texts` keeps the HTML of Markdown texts for the next rendering.
    """
    reporter = Reporter(lambda: current_place(locate))
    budget = Budget()
    environment = Environment(
        loader=FilesLoader(list(dict.fromkeys(folders)), files),
        bytecode_cache=Compiled(reporter, code),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[NoRawOutput, LineMarks],
        finalize=_printable,
    )
    environment.reporter, environment.budget = reporter, budget
    environment.undefined = undefined_class(reporter, known)
    environment.filters |= {
        name: _reporting(name, function, reporter) for name, function in {**FILTERS, **filters}.items()
    }
    environment.filters["format"] = _format
    environment.filters["md"] = _markdown(reporter, texts)
    environment.filters["mdi"] = lambda value: Markup(inline_html(value, reporter.problems))
    for name in ("replace", "join"):
        environment.filters[name] = _counted(name, environment.filters[name], budget)
    for refused in (*REFUSED_FILTERS, *CHANCE_FILTERS):
        environment.filters.pop(refused, None)
    for refused in CHANCE_FUNCTIONS:
        environment.globals.pop(refused, None)
    environment.drawings = Drawings(reporter, origins.table)
    environment.globals |= _globals(reporter, environment.drawings)
    return environment


@pass_context
def _printable(context: Any, value: Any) -> Any:
    """What every printed expression goes through; a name that is not there reports itself.

    That it takes the context keeps Jinja from computing constants while it compiles: those it would not show to it.
    A list or mapping is counted: parts of it that are shared are written as often as they stand.
    """
    if isinstance(value, list | tuple | dict):
        context.environment.budget.count_made(apparent_size(value))
    return value if isinstance(value, Undefined) else printable(value)


def _counted(name: str, function: Callable[..., Any], budget: Budget) -> Callable[..., Any]:
    """Jinja's `replace` and `join`, which make longer texts of short ones."""

    @wraps(function)
    def filter_(environment: Any, value: Any, *arguments: Any, **named: Any) -> Any:
        if name == "replace":
            budget.count_replaced(str(value), (*arguments, *named.values()))
        else:
            budget.count_joined(value, str(arguments[0]) if arguments else "")
        return function(environment, value, *arguments, **named)

    return filter_


def _reporting(name: str, function: Callable[..., Any], reporter: Reporter) -> Callable[..., Any]:
    """A filter whose failure is a problem at its line; what it prints keeps the origin of what it was given."""

    @wraps(function)
    def filter_(value: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(value, Undefined):
            return str(value)  # which reports a name that nobody knows
        try:
            result = function(value, *arguments, **named)
        except (ValueError, TypeError, ArithmeticError, KeyError):
            origin = origin_of((value,))
            reporter.add(messages.UNFIT_FOR_FILTER, origin.location if origin else None, value=value, name=name)
            return ""
        if isinstance(result, str) and isinstance(value, SourcedText | SourcedInteger | SourcedDecimal):
            return marked(value.origin_index, escape(result))
        return result

    return filter_


def _format(pattern: Any, *values: Any) -> Any:
    """The `%` operator with the values' plain texts; the result is escaped like any text."""
    check_pattern(str(pattern))
    plain = tuple(
        Decimal(v) if isinstance(v, SourcedDecimal) else int(v) if isinstance(v, SourcedInteger) else v for v in values
    )
    return str(pattern) % plain


def _markdown(reporter: Reporter, texts: MarkdownTexts | None) -> Callable[..., Markup]:
    if texts is not None:
        texts.begin()

    def filter_(value: Any, base: int = 0) -> Markup:
        """Markdown → block HTML; headings are allowed if `base` says below which level they stand."""
        if isinstance(value, Undefined) or value is None:
            return Markup(str(value or ""))
        return Markup(markdown_html(value, base, reporter.problems, texts))

    return filter_


def _globals(reporter: Reporter, drawings: Drawings) -> dict[str, Any]:
    def at() -> str:
        place = reporter.place()
        return f' data-at="{place.line}:@{escape(place.file)}"'

    def ref(label: Any, form: str = "number") -> Markup:
        return Markup(f'<ref to="{escape(label)}" form="{escape(form)}"{at()}></ref>')

    def blank(size: int = 8) -> Markup:
        return Markup(f'<blank size="{escape(str(size))}"{at()}></blank>')

    def box(checked: object = False) -> Markup:
        return Markup(f"<box{' checked' if checked else ''}{at()}></box>")

    def fn(text: Any) -> Markup:
        return Markup(f"<fn{at()}>{escape(text)}</fn>")

    def complain(fact: Any, hint: Any = "", at: Any = None, *, warning: bool = False) -> str:
        """What a kind itself finds wrong with its content: a problem at the place that `at` came from. Prints nothing."""
        origin = origin_of((at,))
        plain, way = strip_marks(str(fact)), strip_marks(str(hint))
        message = messages.COMPLAINT_WARNING if warning else messages.COMPLAINT
        reporter.add(message, origin.location if origin else None, fact=plain, way=way)
        return ""

    return {
        "range": bounded_range(),
        "ref": ref,
        "blank": blank,
        "box": box,
        "fn": fn,
        "complain": complain,
        "draw": drawings.function(at),
    }


def fallback_place(folder: Path, locate: Callable[[str | None], str]) -> Location:
    return Location(locate(str(folder / "body.html")), 1, 1)
