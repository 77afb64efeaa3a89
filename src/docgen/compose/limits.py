"""What a template may not do: run away with memory or time, or print content as markup.

Jinja's sandbox keeps templates from Python's inside; these are the bounds it
does not set. A template is a company's own file, so a bound names what to do
instead of defending to the last byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from docgen.messages import _

ROUNDS = 200_000  # of all range() together in one rendering
LONGEST = 1_000_000  # characters or items that one * or one format may make
REFUSED_FILTERS = ("safe", "tojson", "xmlattr", "urlize", "center", "indent", "forceescape")
_WIDTH = re.compile(r"\d{5,}|\*")


class NoRawOutput(Extension):
    """Refuses `{% autoescape false %}`: content printed through it would be markup."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        previous: Token | None = None
        for token in stream:
            if token.type == "name" and token.value == "autoescape" and previous and previous.type == "block_begin":
                raise TemplateSyntaxError(_("不能用 autoescape"), token.lineno, stream.name, stream.filename)
            previous = token
            yield token


def bounded_range() -> Callable[..., range]:
    """`range` for one rendering; SecurityError once all ranges together are too long."""
    left = ROUNDS

    def range_(*bounds: int) -> range:
        nonlocal left
        made = range(*(int(bound) for bound in bounds))
        try:
            left -= len(made)
        except OverflowError:
            left = -1
        if left < 0:
            raise SecurityError(_("range 一共超过 {n} 次").format(n=ROUNDS))
        return made

    return range_


def check_operation(operator: str, left: Any, right: Any) -> None:
    """SecurityError for a * that repeats a text or list beyond `LONGEST`, a vast power, or a vast format."""
    if operator == "**" and (abs(right) > 1000 or (isinstance(left, int) and left.bit_length() * right > 10_000)):
        raise SecurityError(_("乘方太大"))
    if operator == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int) and len(text) * times > LONGEST:
                raise SecurityError(_("重复出来的文字超过 {n} 字").format(n=LONGEST))
    if operator == "%" and isinstance(left, str):
        check_pattern(left)


def check_pattern(pattern: str) -> None:
    """SecurityError for a format pattern with a width or precision of five digits or more."""
    if _WIDTH.search(pattern):
        raise SecurityError(_("格式“{pattern}”太宽").format(pattern=pattern[:40]))
