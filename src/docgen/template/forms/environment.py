"""The Jinja environment of forms: sandboxed, escaping, strict about names, bounded in what an expression may make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment

from docgen.template.forms.links import FILTER, link_filter
from docgen.template.forms.tags import CHECKS
from docgen.template.sandbox import plainly
from docgen.text.bounds import check_fields, check_operation
from docgen.text.filters import FILTERS
from docgen.text.printable import CHANCE_FILTERS, CHANCE_FUNCTIONS


class PlainValue(ValueError):
    """A plain value where the tag prints Word's own markup: docxtpl would lose it between the elements."""


class FormEnvironment(SandboxedEnvironment):
    """A record's own keys win over the methods of a dict (`row.items` is the record's field)."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            check_fields(str(value.__self__))
        return wrapped

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operation(operator, left, right)
        # Content's numbers are exact decimals; 1.1 in a template is a float, and Python would not mix the two.
        if isinstance(left, Decimal) and isinstance(right, float):
            right = Decimal(str(right))
        elif isinstance(left, float) and isinstance(right, Decimal):
            left = Decimal(str(left))
        return super().call_binop(context, operator, left, right)


def make_environment(filters: Mapping[str, Callable[..., Any]] | None = None) -> FormEnvironment:
    """An environment with Jinja's filters, the field's own (money, rmb, date_cn …) beside them, and `filters` over both."""
    environment = FormEnvironment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, finalize=plainly
    )
    environment.filters |= {**FILTERS, FILTER: link_filter, **(filters or {})}
    for refused in CHANCE_FILTERS:
        environment.filters.pop(refused, None)
    for refused in CHANCE_FUNCTIONS:
        environment.globals.pop(refused, None)
    environment.globals |= dict.fromkeys(CHECKS.values(), _markup)
    return environment


def _markup(value: Any) -> Any:
    """The value, if it brings its own runs or paragraphs ($rich, $paragraphs, $document, $picture), or is nothing or absent."""
    if hasattr(value, "__html__") or isinstance(value, Undefined) or value == "":
        return value
    raise PlainValue(str(value)[:20])
