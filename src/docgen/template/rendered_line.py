"""The template line that Jinja is rendering, asked from inside: by a filter, a function or an undefined value.

Jinja hands a function that a template calls its context, which knows no line. What it does write down is the template
in the name space of the code that it compiled, `__jinja_template__`, from which it makes its own tracebacks; from there
on `get_corresponding_lineno` is public. The name is not documented: jinja2 is capped in pyproject.toml below the next
version that may rename it, and tests/template/test_rendered_line.py finds a Jinja without it.
"""

from __future__ import annotations

import inspect

from jinja2 import Template


def rendered_line() -> tuple[str | None, int] | None:
    """File name ("<template>" where it was made from a string) and line, from 1, of the innermost template being rendered.

    None where no template is above the caller.
    """
    frame = inspect.currentframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            return template.filename, template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return None
