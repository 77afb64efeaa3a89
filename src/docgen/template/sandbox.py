"""The Jinja environment of Word templates: sandboxed, escaping, with the bounds that the sandbox does not set."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined
from jinja2.sandbox import SandboxedEnvironment

from docgen.text.bounds import bounded_range, check_operation

# What a template, or an expression in it, may raise; anything else is a bug of docgen.
FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError)


class BoundedEnvironment(SandboxedEnvironment):
    """For one rendering. Operations that can explode go through `check_operation`, also when Jinja folds constants."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined)
        self.globals["range"] = bounded_range()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)
