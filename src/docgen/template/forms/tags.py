"""Tags as a typist left them: found across runs, with their places, before docxtpl's rewriting.

Word cuts `{{ name }}` into runs as it likes, and turns quotes into “smart”
ones. docxtpl mends both with regular expressions that stumble over `%`, `}`
and quotes inside an expression. `scan` finds every tag by reading it as Jinja
would (quotes and brackets count), and gives the XML back with those
characters shielded (private-use characters), so that docxtpl's rewriting sees plain tags;
`unshield` brings them back afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from docgen.template.forms.story import Place, paragraph_places, read_story

_SHIELDED = {
    "%": "\ue010",
    "}": "\ue011",
    "{": "\ue012",
    "#": "\ue013",
    "“": "\ue014",
    "”": "\ue015",
    "‘": "\ue016",
    "’": "\ue017",
}
_APART = "\ue01a"  # a space that docxtpl does not take for one
# Typed with a Chinese input method or copied from a page: inside a tag they are blanks, or nothing.
_BLANKS = dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009", " ") | dict.fromkeys("\u200b\u200e\u200f\ufeff", "")
_UNSHIELD = str.maketrans({shield: character for character, shield in _SHIELDED.items()} | {_APART: " "})
_CELL = re.compile(r"\{%[-+]?\s*(?:colspan|cellbg)\s+")
CHECKS = {
    "r": "docgen_runs",
    "p": "docgen_paragraphs",
}  # functions of the environment around what {{r }} and {{p }} print
_WANTED = re.compile(r"\{\{([rp])\s+(?=[^\s}])")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_INNER = re.compile(r"^\{[{%#](?:(tr|tc|p|r)\s)?(.*)[}%#]\}$", re.DOTALL)
_BETWEEN_TEXTS = re.compile(r"</w:t>.*<w:t(?: [^>]*)?>", re.DOTALL)
_WHOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# What looks like a tag and is none: ｛｛ 姓名 ｝｝, { { 姓名 } }, ｛% if %｝, {％ if ％}.
_NEAR = re.compile(r"｛[\s\u3000]*[｛{]|\{[\s\u3000]*｛|\{\s+\{|[｛{][\s\u3000]*[％﹪]|｛[\s\u3000]*%|\{\s+%")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `text` as typed, with straight quotes; `scope` is p, tr, tc, r or ""; `inner` what Jinja reads.

    `place` is where a person finds it (正文第 3 段); `paragraph` counts the
    part's paragraphs from 0; `in_table` is how many tables it stands in;
    `group` numbers the paragraph, row or cell that it takes the place of (-1: none), and `beside` is the text that goes with it.
    """

    text: str
    place: str
    paragraph: int
    in_table: int = 0
    closed: bool = True
    beside: str = ""
    group: int = -1

    @property
    def kind(self) -> str:
        """{{, {% or {#."""
        return self.text[:2]

    @property
    def scope(self) -> str:
        found = _INNER.match(self.text)
        return (found[1] or "") if found else ""

    @property
    def inner(self) -> str:
        found = _INNER.match(self.text)
        return found[2].strip().strip("-+").strip() if found else ""

    @property
    def word(self) -> str:
        """The statement's first word: for, endif, vm …; "" for an expression."""
        return re.split(r"[\s(]", self.inner, maxsplit=1)[0] if self.kind == "{%" else ""


@dataclass(slots=True)
class Scanned:
    """A part after scanning: `xml` with shielded tags, and the tags in the order of the text."""

    xml: str
    tags: list[Tag]
    strays: list[tuple[str, str]]  # }} or %} that close nothing, with their places
    near: list[tuple[str, str]] = field(default_factory=list)  # what looks like a tag, with its place


def where(tag: Tag | None) -> str:
    """Place and text of a tag, for messages."""
    return f"{tag.place}：{tag.text}" if tag else "表单"


def unshield(text: str) -> str:
    """The text with the shielded characters back."""
    return text.translate(_UNSHIELD)


def scan(xml: str, part: str, *, words: bool = True) -> Scanned:
    """Find and shield all tags of a part's XML; `part` is its name for people (正文, 页眉 …).

    Without `words` the part is not WordprocessingML: each text between its elements is read by itself.
    """
    places = paragraph_places(xml, part) if words else []
    nowhere = Place(part)
    story = read_story(xml, words)
    visible, positions, owners = story.visible, story.positions, story.owners
    raw = list(xml)
    found: list[tuple[int, Tag]] = list(_in_markup(xml, raw, story.markup, places, part))
    strays: list[tuple[str, str]] = []
    outside = list(visible)  # what is no tag
    at = 0
    while (start := _next_delimiter(visible, at)) is not None:
        owner = owners[start]
        place = places[owner] if 0 <= owner < len(places) else nowhere
        opening = visible[start : start + 2]
        if opening not in _CLOSING:
            strays.append((opening, place.text))
            at = start + 2
            continue
        end, straight = _tag_end(visible, start)
        if end is None:
            line = visible[start:].split("\0", 1)[0]
            found.append((positions[start], Tag(line, place.text, owner, place.tables, closed=False)))
            outside[start : start + len(line)] = " " * len(line)
            at = start + 2
            continue
        text = "".join(straight.get(index, visible[index]) for index in range(start, end))
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        tag = Tag(text, place.text, owner, place.tables)
        found.append((positions[start], tag))
        outside[start:end] = " " * (end - start)
        at = end
        if opening == "{#" and not tag.scope:
            continue  # what stands in a comment cannot lead docxtpl astray
        _shield(raw, visible, positions, start, end, straight)
        _gather(raw, xml, positions, start, end)
    found.sort(key=lambda item: item[0])
    tags = _with_neighbours([tag for _position, tag in found], outside, owners, places)
    near = [
        (
            _line(visible, match.start()),
            (places[owner] if 0 <= (owner := owners[match.start()]) < len(places) else nowhere).text,
        )
        for match in _NEAR.finditer("".join(outside))
    ]
    return Scanned("".join(raw), tags, strays, near)


def _shield(raw: list[str], visible: str, positions: list[int], start: int, end: int, straight: dict[int, str]) -> None:
    """The characters between a tag's marks as docxtpl's rewriting does not stumble over them."""
    for index in range(start + 2, end - 2):
        character = straight.get(index, visible[index])
        raw[positions[index]] = _SHIELDED.get(character, character)
    if (wanted := _WANTED.match(visible, start, end)) and visible[end - 3] != "-":
        raw[positions[wanted.end()]] = f"{_APART}{CHECKS[wanted[1]]}({raw[positions[wanted.end()]]}"
        raw[positions[end - 3]] += ")"
    elif cell := _CELL.match(visible, start, end):
        # docxtpl writes {{p }} for {% cellbg p %}, and then takes p for its mark of a paragraph.
        raw[positions[cell.end()]] = _APART + raw[positions[cell.end()]]


def _gather(raw: list[str], xml: str, positions: list[int], start: int, end: int) -> None:
    """A tag cut into several elements that are no w:t (a field's instruction, an equation, a chart's text) goes into the first.

    docxtpl joins what lies in several w:t, and nothing else.
    """
    gaps = (xml[positions[index - 1] + 1 : positions[index]] for index in range(start + 1, end))
    if all(not gap or _BETWEEN_TEXTS.fullmatch(gap) for gap in gaps):
        return
    whole = "".join(raw[positions[index]] for index in range(start, end))
    for index in range(start, end):
        raw[positions[index]] = ""
    raw[positions[start]] = whole


def _in_markup(
    xml: str, raw: list[str], markup: list[tuple[int, int, int]], places: list[Place], part: str
) -> Iterator[tuple[int, Tag]]:
    """The tags in attributes (a picture's description, a document variable), with their entities resolved."""
    for begin, end, owner in markup:
        place = places[owner] if 0 <= owner < len(places) else Place(part)
        for match in _WHOLE.finditer(xml, begin, end):
            text = unescape(match[0])
            for index in range(match.start(), match.end()):
                raw[index] = ""
            inner = "".join(_SHIELDED.get(character, character) for character in text[2:-2])
            raw[match.start()] = f"{text[:2]}{inner}{text[-2:]}"
            yield match.start(), Tag(text, f"{place.text}的图片说明等属性", owner, place.tables)


def _with_neighbours(tags: list[Tag], outside: list[str], owners: list[int], places: list[Place]) -> list[Tag]:
    """The tags with what else stands in the paragraph, row or cell that each takes the place of."""
    if not any(_takes_place(tag) for tag in tags):
        return tags
    texts: dict[int, list[str]] = {}
    for character, owner in zip(outside, owners, strict=True):
        if character != "\0":
            texts.setdefault(owner, []).append(character)
    own = {owner: "".join(characters).strip() for owner, characters in texts.items()}
    for tag in tags:
        if not tag.scope and tag.kind != "{#":  # another tag in the same row is lost as text is
            own[tag.paragraph] = f"{own.get(tag.paragraph, '')}{tag.text}"
    made = []
    for tag in tags:
        if _takes_place(tag) and 0 <= tag.paragraph < len(places):
            here = places[tag.paragraph]
            group = {"p": tag.paragraph, "tr": here.row, "tc": here.cell}[tag.scope]
            owners_of = {"p": [tag.paragraph], "tr": _same(places, "row", group), "tc": _same(places, "cell", group)}
            beside = "".join(own.get(owner, "") for owner in owners_of[tag.scope])
            tag = replace(tag, beside=beside, group=group)
        made.append(tag)
    return made


def _takes_place(tag: Tag) -> bool:
    return tag.kind == "{%" and tag.scope in ("p", "tr", "tc")


def _same(places: list[Place], what: str, number: int) -> list[int]:
    """The paragraphs of one row or cell."""
    return [index for index, other in enumerate(places) if getattr(other, what) == number] if number >= 0 else []


def _line(visible: str, at: int) -> str:
    return visible[at:].split("\0", 1)[0]


_DELIMITER = re.compile(r"\{[{%#]|[%}]\}")


def _next_delimiter(visible: str, at: int) -> int | None:
    found = _DELIMITER.search(visible, at)
    return found.start() if found else None


def _tag_end(visible: str, start: int) -> tuple[int | None, dict[int, str]]:
    """Where the tag that opens at `start` ends, and which quotes in it are delimiters, straightened.

    A straight quote is first taken to close only by its like; where that
    leaves the tag open, any quote of its kind closes (Word mixes them).
    """
    limit = visible.find("\0", start)
    text = visible[: limit if limit >= 0 else len(visible)]
    closing = _CLOSING[text[start : start + 2]]
    plain = text.find(closing, start + 2)
    if closing == "#}":
        return (plain + 2 if plain >= 0 else None), {}
    for strict in (True, False):
        end, straight = _read_tag(text, start, closing, strict)
        if end is not None:
            return end, straight
    # A quote that never closes: Jinja will say so, at this place.
    return (plain + 2 if plain >= 0 else None), {}


def _read_tag(text: str, start: int, closing: str, strict: bool) -> tuple[int | None, dict[int, str]]:
    straight: dict[int, str] = {}
    quote = ""  # the straight form of the open quote
    exact = False  # opened by a straight one: only a straight one closes
    depth = 0
    index = start + 2
    while index < len(text):
        character = text[index]
        plain = _STRAIGHT.get(character, character)
        if character in _BLANKS and not quote:
            straight[index] = _BLANKS[character]
        elif quote:
            if character == "\\":
                index += 2
                continue
            if plain == quote and (character == plain or not exact):
                straight[index] = plain
                quote = ""
        elif plain in "\"'":
            quote, exact = plain, strict and character == plain
            straight[index] = plain
        elif depth <= 0 and text.startswith(closing, index):
            return index + 2, straight
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        index += 1
    return None, straight
