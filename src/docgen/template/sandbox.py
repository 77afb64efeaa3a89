"""The Jinja environment of Word templates: sandboxed, escaping, with the bounds that the sandbox does not set."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined, pass_context
from jinja2.sandbox import SandboxedEnvironment

from docgen.text.bounds import bounded_range, check_operation
from docgen.text.printable import CHANCE_FILTERS, CHANCE_FUNCTIONS, printable

# What a template, or an expression in it, may raise; anything else is a bug of docgen.
FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError)


@pass_context
def plainly(_context: Any, value: Any) -> Any:
    """What every printed expression goes through: TypeError for what would print another text in another run.

    That it takes the context keeps Jinja from computing constants while it compiles: those it would not show to it.
    """
    return value if isinstance(value, Undefined) else printable(value)


class BoundedEnvironment(SandboxedEnvironment):
    """For one rendering. Operations that can explode go through `check_operation`, also when Jinja folds constants."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined, finalize=plainly)
        for refused in CHANCE_FILTERS:
            self.filters.pop(refused, None)
        for refused in CHANCE_FUNCTIONS:
            self.globals.pop(refused, None)
        self.globals["range"] = bounded_range()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)
