"""Rich text in the content: Markdown (CommonMark with tables) to the closed set of HTML.

Besides CommonMark: `[](#label)` refers to a heading, table or figure by its
number, `[页码](#label)` by page, `[标题](#label)` by title, `[全](#label)` by
both; a picture alone in its paragraph is a figure, its title the caption. Raw
HTML is text. Every run of text carries the origin of its own line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape

from docgen.compose.provenance import SourcedText, marked
from docgen.errors import Location, Problem
from docgen.messages import _

_FORMS = {"": "number", "编号": "number", "页码": "page", "页": "page", "标题": "title", "全": "full"}
_PLAIN = {
    "paragraph_open": "<p>", "paragraph_close": "</p>", "bullet_list_open": "<ul>", "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>", "list_item_open": "<li>", "list_item_close": "</li>",
    "blockquote_open": "<aside>", "blockquote_close": "</aside>", "table_open": "<table>", "table_close": "</table>",
    "thead_open": "<thead>", "thead_close": "</thead>", "tbody_open": "<tbody>", "tbody_close": "</tbody>",
    "tr_open": "<tr>", "tr_close": "</tr>", "th_close": "</th>", "td_close": "</td>",
    "strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>",
    "s_open": "<del>", "s_close": "</del>", "hardbreak": "<br>", "softbreak": "\n",
}  # fmt: skip


@lru_cache(1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def markdown_html(value: Any, base: int, problems: list[Problem]) -> str:
    """Block HTML of a Markdown text. Headings go to level `base` + their own; with `base` 0 they are a problem (T110)."""
    writer = _Writer(value, problems)
    return "".join(writer.blocks(_parser().parse(str(value)), base))


def inline_html(value: Any, problems: list[Problem]) -> str:
    """Inline HTML of a one-paragraph Markdown text."""
    if not value:
        return ""
    writer = _Writer(value, problems)
    return "".join(writer.inline(child) for token in _parser().parseInline(str(value)) for child in token.children or ())


class _Writer:
    def __init__(self, value: Any, problems: list[Problem]) -> None:
        self._value = value if isinstance(value, SourcedText) else None
        self._problems = problems
        self._index: dict[int, int] = {}
        self._line = 0
        self._closers: list[str] = []

    def blocks(self, tokens: list[Token], base: int) -> Iterator[str]:
        tight: list[bool] = []
        for position, token in enumerate(tokens):
            if token.map:
                self._line = token.map[0]
            if token.type in ("paragraph_open", "paragraph_close") and token.hidden:
                continue
            if token.type == "inline":
                yield self._inline_block(token)
            elif token.type == "paragraph_open" and _is_picture(tokens[position + 1]):
                tight.append(True)
            elif token.type == "paragraph_close" and tight:
                tight.pop()
            elif token.type in _PLAIN:
                yield _PLAIN[token.type]
            else:
                yield self._block(token, base)

    def _block(self, token: Token, base: int) -> str:
        match token.type:
            case "ordered_list_open":
                start = token.attrGet("start")
                return f'<ol start="{start}">' if start not in (None, 1) else "<ol>"
            case "th_open" | "td_open":
                align = str(token.attrGet("style") or "").removeprefix("text-align:")
                return f'<{token.tag} class="{align}">' if align else f"<{token.tag}>"
            case "heading_open" | "heading_close":
                return self._heading(token, base)
            case "hr":
                return "<hr>"
            case "fence" | "code_block":
                lines = token.content.rstrip("\n").split("\n")
                return "".join(f'<p class="plain"><code>{self._text(line)}</code></p>' for line in lines)
            case _:
                return self._text(token.content) if token.content else ""

    def _heading(self, token: Token, base: int) -> str:
        if not base:
            if token.type == "heading_open":
                hint = _("标题写在内容的标题字段里；这里用加粗 **文字** 代替")
                self._problem("T110", _("这段文字里不能有标题（#）"), hint)
            return "<p>" if token.type == "heading_open" else "</p>"
        level = min(base + int(token.tag[1]), 6)
        return f"<h{level}>" if token.type == "heading_open" else f"</h{level}>"

    def _inline_block(self, token: Token) -> str:
        if _is_picture(token):
            picture = (token.children or [])[0]
            caption = str(picture.attrGet("title") or "")
            figcaption = f"<figcaption>{self._text(caption)}</figcaption>" if caption else ""
            return f"<figure>{self._picture(picture)}{figcaption}</figure>"
        return "".join(self.inline(child) for child in token.children or ())

    def inline(self, token: Token) -> str:
        match token.type:
            case "text":
                return self._text(token.content)
            case "softbreak":
                self._line += 1
                return "\n"
            case "code_inline":
                return f"<code>{self._text(token.content)}</code>"
            case "link_open":
                return self._link(str(token.attrGet("href") or ""))
            case "link_close":
                return self._closers.pop()
            case "image":
                return self._picture(token)
            case _:
                return _PLAIN.get(token.type, self._text(token.content))

    def _link(self, address: str) -> str:
        if address.startswith("#"):
            self._closers.append("</ref>")
            return f'<ref to="{self._text(address[1:])}">'
        self._closers.append("</a>")
        return f'<a href="{escape(address)}">'

    def _picture(self, token: Token) -> str:
        source = self._text(str(token.attrGet("src") or ""))
        return f'<img src="{source}" alt="{escape(token.content)}">'

    def _text(self, text: str) -> str:
        """Escaped, between the marks of its line."""
        if self._value is None or not text:
            return str(escape(text))
        if self._line not in self._index:
            origin = self._value.origin
            self._index[self._line] = self._value.origins.add(self._place(), origin.path)
        return str(marked(self._index[self._line], escape(text)))

    def _place(self) -> Location:
        """A text of several lines is a block scalar: its first line stands below its key."""
        assert self._value is not None
        place = self._value.origin.location
        if "\n" not in self._value or not place.line:
            return place
        return Location(place.file, place.line + 1 + self._line, 0)

    def _problem(self, code: str, fact: str, hint: str) -> None:
        place = self._place() if self._value is not None else Location("")
        self._problems.append(Problem(place, code, fact, hint))


def _is_picture(token: Token) -> bool:
    children = token.children or []
    return token.type == "inline" and len(children) == 1 and children[0].type == "image"


def reference_form(text: str) -> str | None:
    """The reference form that a link text asks for; None if it is a text of its own."""
    return _FORMS.get(text.strip())


