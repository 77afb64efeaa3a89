"""The Jinja environment of forms: sandboxed, escaping, strict about names, bounded in what an expression may make."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from docgen.domain.filters import FILTERS
from docgen.messages import _

LONGEST = 1_000_000  # characters or items that one expression may make
ROUNDS = 100_000  # of one range()
_WIDTH = re.compile(r"\d{5,}|\*")


class FormEnvironment(SandboxedEnvironment):
    """A record's own keys win over the methods of a dict (`row.items` is the record's field)."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _bound(operator, left, right)
        # Content's numbers are exact decimals; 1.1 in a template is a float, and Python would not mix the two.
        if isinstance(left, Decimal) and isinstance(right, float):
            right = Decimal(str(right))
        elif isinstance(left, float) and isinstance(right, Decimal):
            left = Decimal(str(left))
        return super().call_binop(context, operator, left, right)


def make_environment() -> FormEnvironment:
    """An environment with Jinja's filters and the field's own (money, rmb, date_cn …) beside them."""
    environment = FormEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters |= FILTERS
    environment.globals["range"] = _range
    environment.globals.pop("lipsum", None)
    return environment


def _range(*bounds: int) -> range:
    made = range(*bounds)
    if made and abs(made[-1] - made[0]) // abs(made.step) >= ROUNDS:
        raise SecurityError(_("range 超过 {n} 次").format(n=ROUNDS))
    return made


def _bound(operator: str, left: Any, right: Any) -> None:
    """SecurityError for an operation whose result would fill the memory."""
    if operator == "**" and (abs(right) > 1000 or (isinstance(left, int) and left.bit_length() * right > 10_000)):
        raise SecurityError(_("乘方太大"))
    if operator == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int) and len(text) * times > LONGEST:
                raise SecurityError(_("重复出来的文字超过 {n} 字").format(n=LONGEST))
    if operator == "%" and isinstance(left, str) and _WIDTH.search(left):
        raise SecurityError(_("格式“{pattern}”太宽").format(pattern=left[:40]))
