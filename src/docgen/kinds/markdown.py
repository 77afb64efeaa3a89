"""Rich text in the content: Markdown (CommonMark with tables) to the closed set of HTML.

Besides CommonMark: `[](#label)` refers to a heading, table or figure by its
number, `[页码](#label)` by page, `[标题](#label)` by title, `[全](#label)` by
both; a picture alone in its paragraph is a figure, its title the caption. Raw
HTML is text. Every run of text carries the origin of its own line.

Left out of CommonMark, because they surprise people who type Chinese: a line
of dashes does not make a heading of the text above it, and four spaces do not
make code. Emphasis may stand against Chinese punctuation (**注意：**请看).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote  # the parser percent-encodes Chinese addresses

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markupsafe import escape

from docgen.errors import Location, Message, Problem
from docgen.kinds import messages
from docgen.kinds.provenance import SourcedText, marked, moved
from docgen.kinds.text_check import WIDE, text_place
from docgen.model.memo import Memo
from docgen.model.nodes import Origin

_FORMS = {"": "number", "编号": "number", "页码": "page", "页": "page", "标题": "title", "全": "full"}
_PLAIN = {
    "paragraph_open": "<p>", "paragraph_close": "</p>", "bullet_list_open": "<ul>", "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>", "list_item_open": "<li>", "list_item_close": "</li>",
    "blockquote_open": "<aside>", "blockquote_close": "</aside>", "table_open": "<table>", "table_close": "</table>",
    "thead_open": "<thead>", "thead_close": "</thead>", "tbody_open": "<tbody>", "tbody_close": "</tbody>",
    "tr_open": "<tr>", "tr_close": "</tr>", "th_close": "</th>", "td_close": "</td>",
    "strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>",
    "s_open": "<del>", "s_close": "</del>",
}  # fmt: skip
_DEEPEST = 20  # markdown-it drops, without a word, what stands deeper
_IS_WIDE = re.compile(f"[{WIDE}]")


@lru_cache(1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"]).disable(["lheading", "code"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for * and _, but Chinese punctuation counts as a letter.

    CommonMark (0.31, 6.2) lets no ** close between punctuation and a letter,
    which rests on spaces between words; Chinese has none.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    point_before, point_after = _parts_words(before), _parts_words(after)
    left = not space_after and (not point_after or space_before or point_before)
    right = not space_before and (not point_before or space_after or point_after)
    may_open = left and (marker == "*" or not right or point_before)
    may_close = right and (marker == "*" or not left or point_after)
    for _each in range(end - state.pos):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), end - state.pos, len(state.tokens) - 1, -1, may_open, may_close))
    state.pos = end
    return True


def _parts_words(character: str) -> bool:
    """Punctuation in CommonMark's sense, without the Chinese."""
    return not _IS_WIDE.match(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


MarkdownTexts = Memo[tuple[str, int, Location, str], tuple[int, str, tuple[Origin, ...]]]


def markdown_html(value: Any, base: int, problems: list[Problem], texts: MarkdownTexts | None = None) -> str:
    """Block HTML of a Markdown text. Headings go to level `base` + their own; with `base` 0 they are a problem (T110).

    `texts` keeps it for the next time, with its origins and the number of the first.
    """
    if texts is None or not isinstance(value, SourcedText) or not isinstance(base, int):
        return _block_html(value, base, problems)
    key = (str(value), int(base), value.origin.location, value.origin.path)
    table = value.origins.table
    first, found = len(table), len(problems)
    known = texts.get(key)
    if known is not None:
        before, html, origins = known
        table += origins
        return html if before == first else moved(html, first - before)
    html = _block_html(value, base, problems)
    if len(problems) == found:  # what is wrong has to be said again the next time
        texts.keep(key, (first, html, tuple(table[first:])))
    return html


def _block_html(value: Any, base: int, problems: list[Problem]) -> str:
    writer = _Writer(value, problems)
    return "".join(writer.blocks(_parser().parse(str(value)), base))


def inline_html(value: Any, problems: list[Problem]) -> str:
    """Inline HTML of a one-paragraph Markdown text."""
    if not value:
        return ""
    writer = _Writer(value, problems)
    return "".join(writer.inlines(token.children or ()) for token in _parser().parseInline(str(value)))


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
            if token.nesting == 1 and token.level + 1 >= _DEEPEST:
                self._problem(messages.LISTS_TOO_DEEP, depth=_DEEPEST)
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
                self._problem(messages.HEADING_IN_TEXT)
            return "<p>" if token.type == "heading_open" else "</p>"
        level = min(base + int(token.tag[1]), 6)
        return f"<h{level}>" if token.type == "heading_open" else f"</h{level}>"

    def _inline_block(self, token: Token) -> str:
        if _is_picture(token):
            picture = (token.children or [])[0]
            caption = str(picture.attrGet("title") or "")
            figcaption = f"<figcaption>{self._text(caption)}</figcaption>" if caption else ""
            return f"<figure>{self._picture(picture)}{figcaption}</figure>"
        return self.inlines(token.children or ())

    def inlines(self, tokens: Sequence[Token]) -> str:
        """Inline HTML of a paragraph's tokens."""
        parts: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == "softbreak":
                self._line += 1
                parts.append("" if _between_wide(tokens, index) else " ")
                continue
            if token.type == "link_open":
                self._check_reference(tokens, index)
            parts.append(self.inline(token))
        return "".join(parts)

    def _check_reference(self, tokens: Sequence[Token], index: int) -> None:
        """A reference prints what it refers to: a text of the author's own would be lost."""
        address = str(tokens[index].attrGet("href") or "")
        text = _text_of_link(tokens, index)
        if address.startswith("#") and reference_form(text) is None:
            self._problem(messages.REFERENCE_WITH_TEXT, address=address, text=text)

    def inline(self, token: Token) -> str:
        match token.type:
            case "text":
                return self._text(token.content)
            case "hardbreak":
                self._line += 1
                return "<br>"
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
            return f'<ref to="{self._text(unquote(address[1:]))}">'
        self._closers.append("</a>")
        return f'<a href="{escape(address)}">'

    def _picture(self, token: Token) -> str:
        source = self._text(unquote(str(token.attrGet("src") or "")))
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
        assert self._value is not None
        return text_place(self._value, self._value.origin.location, self._line)

    def _problem(self, message: Message, **values: object) -> None:
        place = self._place() if self._value is not None else Location("")
        self._problems.append(message.at(place, **values))


def _between_wide(tokens: Sequence[Token], index: int) -> bool:
    """True if the visible characters on both sides of a line end are Chinese."""
    before = next((token.content for token in reversed(tokens[:index]) if token.content), "")
    after = next((token.content for token in tokens[index + 1 :] if token.content), "")
    return bool(before and after and _IS_WIDE.match(before[-1]) and _IS_WIDE.match(after[0]))


def _text_of_link(tokens: Sequence[Token], index: int) -> str:
    text = ""
    for token in tokens[index + 1 :]:
        if token.type == "link_close":
            break
        text += token.content
    return text


def _is_picture(token: Token) -> bool:
    children = token.children or []
    return token.type == "inline" and len(children) == 1 and children[0].type == "image"


def reference_form(text: str) -> str | None:
    """The reference form that a link text asks for; None if it is a text of its own."""
    return _FORMS.get(text.strip())
