"""Where in a template something happens: by Jinja's frames while rendering, by `data-at` on every element afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from docgen.errors import Location
from docgen.template.rendered_line import rendered_line

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


class LineMarks(Extension):
    """Writes the place of every tag that stands in a template's own text.

    `data-at="line:template"` goes into a start tag, the comment
    `<!--@line:template-->` before an end tag.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        name = stream.name or ""
        for token in stream:
            if token.type == "data" and "<" in token.value:
                value = _with_places(token.value, token.lineno, name)
                yield Token(token.lineno, "data", value)
            else:
                yield token


def _with_places(text: str, line: int, name: str) -> str:
    def mark(found: re.Match[str]) -> str:
        at = line + text.count("\n", 0, found.start())
        if found[0].startswith("</"):
            return f"<!--@{at}:{name}-->{found[0]}"
        return f'{found[0]} data-at="{at}:{name}"'

    return _TAG.sub(mark, text)


def current_place(locate: Callable[[str | None], str]) -> Location:
    """The template line being rendered; `locate` turns a template's file name into a workspace path."""
    place = rendered_line()
    return Location("") if place is None else Location(locate(place[0]), place[1], 1)


def place_of_error(error: BaseException, locate: Callable[[str | None], str], fallback: Location) -> Location:
    """The innermost template line in a traceback (Jinja rewrites its frames to the template's lines)."""
    traceback = error.__traceback__
    place = fallback
    while traceback is not None:
        filename = traceback.tb_frame.f_code.co_filename
        if filename.endswith(".html"):
            place = Location(locate(filename), traceback.tb_lineno, 1)
        traceback = traceback.tb_next
    return place
