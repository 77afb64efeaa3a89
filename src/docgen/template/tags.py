"""docgen's tags in a Word template, one by one with their places: unclosed, misspelt, unknown, unpaired.

What docxtpl understands is checked: {{ }}, {% %}, {# #}, with p, tr, tc and r behind the opening mark. Each part is
rendered by itself, so {% if %} must end in the part where it begins.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, meta, nodes
from lxml import etree

from docgen.errors import Location, Message, Problem
from docgen.template import messages
from docgen.template.paragraph_text import text_of
from docgen.template.places import shortened, spots, text_parts

_OPEN = re.compile(r"\{\{|\{%|\{#")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KIND = re.compile(r"(p|tr|tc|r)\s+")
_NEAR = re.compile(r"\{\s+\{|\}\s+\}|\{\s+%|%\s+\}|｛\s*｛|｝\s*｝|｛\s*%|%\s*｝")
_PAIRS = {
    "if": "endif",
    "for": "endfor",
    "with": "endwith",
    "filter": "endfilter",
    "macro": "endmacro",
    "call": "endcall",
}
_ENDS = {end: begin for begin, end in _PAIRS.items()}
_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}
_SINGLE = ("set", "cellbg", "colspan", "vm", "hm", "do", "raw", "endraw")
_SLOTS = ("body", "toc")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its opening mark, kind (p, tr, tc, r or ""), inside and place. `whole` is it as written."""

    mark: str
    kind: str
    inside: str
    place: str
    whole: str


@dataclass(slots=True)
class _Part:
    """What is open and known while a part is read."""

    open: list[tuple[str, Tag]] = field(default_factory=list)
    local: set[str] = field(default_factory=set)


def check_tags(parts: dict[str, bytes], names: Iterable[str], location: Location) -> list[Problem]:
    """W120 and W121 for every tag of every part that is wrong; `names` are those that a template may use."""
    known = set(names)
    problems: list[Problem] = []
    for texts in _texts(parts):
        state = _Part()
        for place, text in texts:
            tags, found = read_tags(text, place, location)
            problems += found
            for tag in tags:
                problems += _check(tag, state, known, location)
        for word, tag in state.open:
            problems.append(_wrong(tag, location, messages.UNPAIRED, word=_PAIRS[word]))
    return problems


def read_tags(text: str, place: str, location: Location) -> tuple[list[Tag], list[Problem]]:
    """The tags of one paragraph's text; problems for marks that do not close or look like slips."""
    tags: list[Tag] = []
    problems: list[Problem] = []

    def slip(message: Message, written: str, **values: object) -> None:
        problems.append(message.at(location, place=place, text=shortened(written), **values))

    for near in _NEAR.finditer(text):
        slip(messages.ODD_BRACES, text[near.start() :])
    position = 0
    while (opening := _OPEN.search(text, position)) is not None:
        _stray(text[position : opening.start()], slip)
        mark = opening[0]
        end = text.find(_CLOSE[mark], opening.end())
        following = _OPEN.search(text, opening.end())
        if end < 0 or (following is not None and following.start() < end and mark != "{#"):
            slip(messages.UNCLOSED, text[opening.start() :], closing=_CLOSE[mark])
            position = len(text) if following is None else following.start()
            continue
        inside = text[opening.end() : end]
        kind = _KIND.match(inside)
        bare = (inside[kind.end() :] if kind else inside).strip().strip("-").strip().translate(_QUOTES)
        tags.append(Tag(mark, kind[1] if kind else "", bare, place, text[opening.start() : end + 2]))
        position = end + 2
    _stray(text[position:], slip)
    return tags, problems


def _stray(text: str, slip: Callable[[Message, str], None]) -> None:
    found = re.search(r"\}\}|%\}|#\}", text)
    if found is not None:
        slip(messages.STRAY, text[max(found.start() - 12, 0) : found.end()])


def _texts(parts: dict[str, bytes]) -> Iterator[list[tuple[str, str]]]:
    """The places and texts of each part that docxtpl renders."""
    for part in text_parts(parts):
        yield [(spot.place, text_of(spot.paragraph)) for spot in spots(part, etree.fromstring(parts[part]))]
    if _CORE in parts:
        root = etree.fromstring(parts[_CORE])
        yield [
            (f"文档属性 {etree.QName(item).localname}", item.text or "") for item in root if isinstance(item.tag, str)
        ]


def _check(tag: Tag, state: _Part, known: set[str], location: Location) -> list[Problem]:
    if tag.mark == "{#":
        return []
    if tag.mark == "{{":
        return _names(tag, f"{{{{ {tag.inside} }}}}", state, known, location)
    word, _gap, rest = tag.inside.partition(" ")
    if word in _PAIRS:
        state.open.append((word, tag))
        problems = _names(tag, f"{{% {word} {rest} %}}{{% {_PAIRS[word]} %}}", state, known, location)
        state.local |= _bound(f"{{% {word} {rest} %}}{{% {_PAIRS[word]} %}}")
        return problems
    if word in _ENDS:
        return _close(tag, word, state, location)
    if word in _MIDDLE:
        if not state.open or state.open[-1][0] not in _MIDDLE[word]:
            return [_wrong(tag, location, messages.NO_OPEN_IF)]
        return _names(tag, f"{{% if {rest} %}}{{% endif %}}", state, known, location) if word == "elif" else []
    if word in _SINGLE:
        if word == "set":
            state.local |= _bound(f"{{% set {rest} %}}")
            return _names(tag, f"{{% set {rest} %}}", state, known, location)
        return []
    near = difflib.get_close_matches(word, [*_PAIRS, *_ENDS, *_MIDDLE, *_SINGLE], n=1, cutoff=0.5)
    message = messages.NEAR_STATEMENT if near else messages.NO_STATEMENT
    return [_wrong(tag, location, message, word=word, near="".join(near))]


def _close(tag: Tag, word: str, state: _Part, location: Location) -> list[Problem]:
    wanted = _ENDS[word]
    if state.open and state.open[-1][0] == wanted:
        state.open.pop()
        return []
    if any(begun == wanted for begun, _tag in state.open):
        problems = []
        while state.open[-1][0] != wanted:
            _begun, open_tag = state.open.pop()
            problems.append(_wrong(open_tag, location, messages.NOT_ENDED, end=tag.whole))
        state.open.pop()
        return problems
    return [_wrong(tag, location, messages.NOT_BEGUN, word=wanted)]


def _names(tag: Tag, source: str, state: _Part, known: set[str], location: Location) -> list[Problem]:
    """Syntax and unknown names of one tag, made into a whole template."""
    environment = Environment(autoescape=True)
    try:
        undeclared = meta.find_undeclared_variables(environment.parse(source))
    except TemplateSyntaxError as error:
        return [_wrong(tag, location, messages.WRONG_TAG, reason=error.message or type(error).__name__)]
    problems = []
    for name in sorted(undeclared - known - state.local):
        if name in _SLOTS:
            if tag.kind != "p":
                problems.append(_wrong(tag, location, messages.NO_P, name=name))
            continue
        near = difflib.get_close_matches(name, [*known, *_SLOTS], n=1, cutoff=0.5)
        message = messages.NEAR_NAME if near else messages.UNKNOWN_NAME
        values = {"name": name, "near": "".join(near), "names": " ".join(sorted(known))}
        problems.append(_wrong(tag, location, message, **values))
    return problems


def _bound(source: str) -> set[str]:
    """Names that {% for %} and {% set %} give."""
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError:
        return set()
    names = {item.name for item in tree.find_all(nodes.Name) if item.ctx == "store"}
    return names | ({"loop"} if tree.find(nodes.For) else set())


def _wrong(tag: Tag, location: Location, message: Message, **values: object) -> Problem:
    return message.at(location, place=tag.place, tag=tag.whole, **values)
