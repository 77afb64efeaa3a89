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
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.styles import W

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
_UNSHIELD = str.maketrans({shield: character for character, shield in _SHIELDED.items()} | {_APART: " "})
_CELL = re.compile(r"\{%[-+]?\s*(?:colspan|cellbg)\s+")
CHECKS = {
    "r": "docgen_runs",
    "p": "docgen_paragraphs",
}  # functions of the environment around what {{r }} and {{p }} print
_WANTED = re.compile(r"\{\{([rp])\s+(?=[^\s}])")
_PIECE = re.compile(r"<[^>]*>|[^<]+")
_PARAGRAPH = re.compile(r"<(/?)w:p(?:[ >]|/>)")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_INNER = re.compile(r"^\{[{%#](?:(tr|tc|p|r)\s)?(.*)[}%#]\}$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `text` as typed, with straight quotes; `scope` is p, tr, tc, r or ""; `inner` what Jinja reads.

    `place` is where a person finds it (正文第 3 段); `paragraph` counts the
    part's paragraphs from 0; `in_table` is how many tables it stands in.
    """

    text: str
    place: str
    paragraph: int
    in_table: int = 0
    closed: bool = True

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


def where(tag: Tag | None) -> str:
    """Place and text of a tag, for messages."""
    return f"{tag.place}：{tag.text}" if tag else "表单"


def unshield(text: str) -> str:
    """The text with the shielded characters back."""
    return text.translate(_UNSHIELD)


def scan(xml: str, part: str) -> Scanned:
    """Find and shield all tags of a part's XML; `part` is its name for people (正文, 页眉 …)."""
    places = paragraph_places(xml, part)
    visible, positions, owners = _visible(xml)
    raw = list(xml)
    tags: list[Tag] = []
    strays: list[tuple[str, str]] = []
    at = 0
    while (start := _next_delimiter(visible, at)) is not None:
        owner = owners[start]
        place, depth = places[owner] if 0 <= owner < len(places) else (part, 0)
        opening = visible[start : start + 2]
        if opening not in _CLOSING:
            strays.append((opening, place))
            at = start + 2
            continue
        end, straight = _tag_end(visible, start)
        if end is None:
            line = visible[start:].split("\0", 1)[0]
            tags.append(Tag(line, place, owner, depth, closed=False))
            at = start + 2
            continue
        text = "".join(straight.get(index, visible[index]) for index in range(start, end))
        tags.append(Tag(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), place, owner, depth))
        if opening == "{#" and not tags[-1].scope:
            at = end  # what stands in a comment cannot lead docxtpl astray
            continue
        for index in range(start + 2, end - 2):
            character = straight.get(index, visible[index])
            raw[positions[index]] = _SHIELDED.get(character, character)
        if (wanted := _WANTED.match(visible, start, end)) and visible[end - 3] != "-":
            raw[positions[wanted.end()]] = f"{_APART}{CHECKS[wanted[1]]}({raw[positions[wanted.end()]]}"
            raw[positions[end - 3]] += ")"
        elif cell := _CELL.match(visible, start, end):
            # docxtpl writes {{p }} for {% cellbg p %}, and then takes p for its mark of a paragraph.
            raw[positions[cell.end()]] = _APART + raw[positions[cell.end()]]
        at = end
    return Scanned("".join(raw), tags, strays)


def _visible(xml: str) -> tuple[str, list[int], list[int]]:
    """The text outside markup, each character's place in `xml`, and its paragraph; \\0 stands where a paragraph begins or ends."""
    characters: list[str] = []
    positions: list[int] = []
    owners: list[int] = []
    stack = [-1]
    count = -1
    for piece in _PIECE.finditer(xml):
        text = piece[0]
        if not text.startswith("<"):
            characters += text
            positions += range(piece.start(), piece.end())
            owners += [stack[-1]] * len(text)
            continue
        paragraph = _PARAGRAPH.match(text)
        if paragraph is None:
            continue
        if paragraph[1]:
            stack.pop()
        else:
            count += 1
            if not text.endswith("/>"):
                stack.append(count)
        characters.append("\0")
        positions.append(piece.start())
        owners.append(stack[-1])
    return "".join(characters), positions, owners


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
        if quote:
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


# --- places ---------------------------------------------------------------


def paragraph_places(xml: str, part: str) -> list[tuple[str, int]]:
    """For each paragraph of a part, in document order: where it is, for people, and in how many tables it stands."""
    root = etree.fromstring(xml.encode())
    tables = {
        table: number for number, table in enumerate((t for t in root.iter(f"{W}tbl") if not _inside(t, "tbl")), 1)
    }
    places: list[tuple[str, int]] = []
    count = 0
    for paragraph in root.iter(f"{W}p"):
        cell, table, depth, box = _surroundings(paragraph)
        if table is not None and cell is not None:
            row = cell.getparent()
            assert row is not None
            across = row.findall(f"{W}tc").index(cell) + 1 if cell in row.findall(f"{W}tc") else 1
            rows = list(table.iter(f"{W}tr"))
            down = rows.index(row) + 1 if row in rows else 1
            place = f"{part}第 {tables.get(table, 1)} 个表格第 {down} 行第 {across} 格"
        else:
            if not box:
                count += 1
            place = f"{part}第 {max(count, 1)} 段"
        places.append((place + ("的文本框" if box else ""), depth))
    return places


def _inside(element: etree._Element, name: str) -> bool:
    return next(element.iterancestors(f"{W}{name}"), None) is not None


def _surroundings(paragraph: etree._Element) -> tuple[etree._Element | None, etree._Element | None, int, bool]:
    """The innermost cell, the outermost table, the number of tables around, and whether it is in a text box."""
    cell = table = None
    depth, box = 0, False
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == f"{W}tc" and cell is None:
            cell = ancestor
        elif ancestor.tag == f"{W}tbl":
            table = ancestor
            depth += 1
        elif ancestor.tag == f"{W}txbxContent":
            box = True
    return cell, table, depth, box
