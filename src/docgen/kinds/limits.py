"""What a template may not do: print content as markup, or use filters that get around the bounds of `text.bounds`.

Jinja's sandbox keeps templates from Python's inside; these are limits it
does not set. A template is a company's own file, so a limit names what to do
instead of defending to the last byte.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

REFUSED_FILTERS = ("safe", "tojson", "xmlattr", "urlize", "center", "indent", "forceescape")


class NoRawOutput(Extension):
    """Refuses `{% autoescape false %}`: content printed through it would be markup."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        previous: Token | None = None
        for token in stream:
            if token.type == "name" and token.value == "autoescape" and previous and previous.type == "block_begin":
                raise TemplateSyntaxError("不能用 autoescape", token.lineno, stream.name, stream.filename)
            previous = token
            yield token
