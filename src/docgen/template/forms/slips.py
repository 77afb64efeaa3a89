"""Why one tag cannot be read: the slip that a typist made, and how it is written right (W201)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from jinja2 import Environment, TemplateSyntaxError

from docgen.errors import Location, Problem
from docgen.template.forms import messages
from docgen.template.forms.tags import Tag

_OUTSIDE = ("include", "import", "from", "extends", "block")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SCOPES = ("tr", "tc", "p", "r")
_SCOPE_APART = re.compile(r"^-?\s*-?(tr|tc|p|r)(?:\s+|(?=(?:end)?(?:for|if|else|elif|set|with)\b))", re.IGNORECASE)
_SPACED_NAME = re.compile(r"[^\W\d]\w*(?:[ \t]+[^\W\d][\w.]*)+")
_OPERATORS = frozenset({"if", "else", "is", "in", "not", "and", "or", "for", "recursive", "ignore", "missing"})
# The comma, colon and stop that NFKC leaves as they are, or that a Chinese input method types instead.
_SIGNS = {
    "，": ",",
    "、": ",",
    "。": ".",
    "：": ":",
    "；": ";",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "《": "<",
    "》": ">",
}
_REASONS = (
    (r"expected token 'end of print statement', got '(.*)'", "“{0}”多了出来，或它前面少了运算符、竖线"),
    (r"expected token 'end of statement block', got '(.*)'", "“{0}”多了出来，或它前面少了运算符"),
    (r"expected token '(.*)', got 'end of (?:print statement|statement block|template)'", "后面少了“{0}”"),
    (r"expected token '(.*)', got '(.*)'", "“{1}”的地方应是“{0}”"),
    (r"[Ee]xpected an expression, got 'end of .*'", "标签里没有写内容"),
    (r"unexpected char (.*) at \d+", "不能用字符 {0}"),
    (r"unexpected '(.*)', expected '(.*)'", "“{0}”的地方应是“{1}”"),
    (r"unexpected '(.*)'", "“{0}”是多余的"),
    (r"[Uu]nexpected end of (?:template|statement).*", "没有写完"),
    (r"No test named '(.*)'.*", "is 后面没有“{0}”这种判断"),
    (r"cannot assign to .*", "不能给它赋值"),
)


def slip(
    tag: Tag, error: TemplateSyntaxError, environment: Environment, words: Sequence[str], location: Location
) -> Problem:
    """The problem of a tag that Jinja refuses with `error`; `words` are the statements that there are."""
    short = shortened(tag.text)
    if signs := _wide_signs(tag):
        return messages.WIDE_SIGNS.at(
            location, place=tag.place, tag=short, signs=signs, mended=shortened(_narrow(tag.text))
        )
    if tag.kind == "{%" and tag.word not in words:
        return _no_statement(tag, short, words, location)
    missing = re.match(r"No filter named '(.*)'", error.message or "")
    if missing:
        near = difflib.get_close_matches(missing[1], environment.filters, n=1, cutoff=0.5)
        message = messages.NEAR_FILTER if near else messages.NO_FILTER
        return message.at(location, place=tag.place, tag=short, word=missing[1], near=near[0] if near else "")
    if tag.kind == "{{" and (mended := _closed_up(tag)):
        return messages.BLANK_IN_NAME.at(location, place=tag.place, tag=short, mended=mended)
    return messages.UNREADABLE.at(location, place=tag.place, tag=short, reason=reason_of(error))


def meant_word(tag: Tag, words: Sequence[str]) -> str:
    """The statement that a tag begins or ends: for, endif …, also where its tr, tc, p or r was typed apart."""
    word = tag.word
    apart = _SCOPE_APART.match(tag.text[2:-2]) if word not in words else None
    return re.split(r"[\s(]", tag.text[2 + apart.end() : -2].strip(" -"), maxsplit=1)[0] if apart else word


def reason_of(error: TemplateSyntaxError) -> str:
    """What Jinja complains of, in the user's words."""
    text = error.message or ""
    for pattern, reason in _REASONS:
        if found := re.fullmatch(pattern, text):
            return reason.format(*(group or "" for group in found.groups()))
    return text


def shortened(text: str) -> str:
    """A tag as a message quotes it."""
    return text if len(text) <= 60 else text[:57] + "…"


def _no_statement(tag: Tag, short: str, words: Sequence[str], location: Location) -> Problem:
    if tag.word in _OUTSIDE:
        return messages.OTHER_TEMPLATE.at(location, place=tag.place, tag=short)
    apart = _SCOPE_APART.match(tag.text[2:-2])
    if apart:
        rest = tag.text[2 + apart.end() : -2].strip().strip("-").strip()
        scope = apart[1].lower()
        mended = f"{{%{scope} {rest} %}}" if rest else f"{{%{scope} … %}}"
        return messages.SCOPE_APART.at(location, place=tag.place, tag=short, scope=scope, mended=mended)
    near = difflib.get_close_matches(tag.word.lower(), words, n=1, cutoff=0.5)
    message = messages.NEAR_STATEMENT if near else messages.NO_STATEMENT
    return message.at(location, place=tag.place, tag=short, word=tag.word, near=near[0] if near else "")


def _wide_signs(tag: Tag) -> str:
    """The full-width signs outside texts in quotes: （ ） ， ＝."""
    return "".join(dict.fromkeys(sign for sign in _QUOTED.sub("", tag.inner) if _narrowed(sign) != sign))


def _narrowed(sign: str) -> str:
    """The ASCII sign that a full-width one stands for; letters and digits of that width too."""
    plain = _SIGNS.get(sign) or unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() else sign


def _narrow(text: str) -> str:
    at = 0
    pieces: list[str] = []
    for quoted in _QUOTED.finditer(text):
        pieces += ("".join(map(_narrowed, text[at : quoted.start()])), quoted[0])
        at = quoted.end()
    return "".join((*pieces, "".join(map(_narrowed, text[at:]))))


def _closed_up(tag: Tag) -> str:
    """{{ 姓 名 }} → {{ 姓名 }}; "" for a tag that is not names alone."""
    name = tag.inner.partition("|")[0].strip()
    words = name.split()
    if not _SPACED_NAME.fullmatch(name) or _OPERATORS & set(words) or name.isascii():
        return ""
    return tag.text.replace(name, "".join(words))
