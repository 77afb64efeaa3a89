"""Inline elements and marked text to inline nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from docgen.errors import Location, Problem
from docgen.kinds import messages
from docgen.kinds.elements import Element
from docgen.kinds.markdown import reference_form
from docgen.kinds.pictures import PictureFinder
from docgen.kinds.provenance import MARKED, strip_marks
from docgen.kinds.text_check import UNPRINTABLE, WIDE, unprintable
from docgen.model.nodes import (
    Blank,
    Checkbox,
    Footnote,
    Inline,
    LineBreak,
    Link,
    Origin,
    Reference,
    ReferenceForm,
    Text,
)

INLINE = frozenset(
    {
        "strong",
        "b",
        "em",
        "i",
        "u",
        "sup",
        "sub",
        "del",
        "s",
        "code",
        "span",
        "br",
        "a",
        "ref",
        "fn",
        "blank",
        "box",
        "img",
    }
)
_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "u": "u",
    "sup": "sup",
    "sub": "sub",
    "del": "del",
    "s": "del",
    "code": "code",
}
_FORMS = ("number", "title", "full", "page")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BETWEEN_WIDE = re.compile(f"(?<=[{WIDE}])[ \t]*\n[ \t\n]*(?=[{WIDE}])")


class InlineBuilder:
    """Makes inline nodes; problems collect in `problems`."""

    def __init__(self, table: list[Origin], pictures: PictureFinder, problems: list[Problem]) -> None:
        self._table = table
        self._pictures = pictures
        self._problems = problems
        self._origin: Origin | None = None
        self._refused = False

    def build(self, children: Iterable[Element | str], place: Location) -> tuple[Inline, ...]:
        """The nodes of one paragraph's children: white space as in HTML, none at the ends or between Chinese lines."""
        self._origin = None  # a mark that a filter cut off must not run on into the next paragraph
        return _trim(list(self._nodes(children, frozenset(), place)))

    def _nodes(self, children: Iterable[Element | str], marks: frozenset[str], place: Location) -> Iterator[Inline]:
        for child in children:
            if isinstance(child, str):
                yield from self._texts(child, marks, place)
            else:
                yield from self._element(child, marks)

    def _texts(self, text: str, marks: frozenset[str], place: Location) -> Iterator[Inline]:
        position = 0
        for found in MARKED.finditer(text):
            yield from self._text(text[position : found.start()], marks, place)
            self._origin = self._table[int(found[1])] if found[1] else None
            position = found.end()
        yield from self._text(text[position:], marks, place)

    def _text(self, text: str, marks: frozenset[str], place: Location) -> Iterator[Inline]:
        if not text:
            return
        if self._origin is None:  # content has been checked at its own lines (text_check)
            self._problems += [unprintable(character, place) for character in dict.fromkeys(UNPRINTABLE.findall(text))]
        text = UNPRINTABLE.sub("", text)
        # A line end that someone typed into a field is meant; one in a template is only its layout.
        lines = text.rstrip("\n").split("\n") if self._origin else [_BETWEEN_WIDE.sub("", text)]
        for index, line in enumerate(lines):
            if index:
                yield LineBreak()
            if line:
                yield Text(_SPACE.sub(" ", line), marks, self._origin)

    def _element(self, element: Element, marks: frozenset[str]) -> Iterator[Inline]:
        name = element.name
        if name in _MARKS:
            yield from self._nodes(element.children, marks | {_MARKS[name]}, element.place)
        elif name == "br":
            yield LineBreak()
        elif name == "a":
            yield from self._link(element, marks)
        elif name == "ref":
            yield self._reference(element)
        elif name == "fn":
            outside, self._origin = self._origin, None
            yield Footnote(self.build(element.children, element.place))
            self._origin = outside
        elif name == "blank":
            yield Blank(self._whole(element, "size", 8))
        elif name == "box":
            yield Checkbox("checked" in element.attributes)
        elif name == "img":
            picture = self._pictures.find(element)
            if picture is not None:
                yield picture
        elif name in INLINE:
            yield from self._nodes(element.children, marks, element.place)
        else:
            if not self._refused:  # what stands in a refused element is not refused once more
                self._refuse(element)
            before, self._refused = self._refused, True
            yield from self._nodes(element.children, marks, element.place)
            self._refused = before

    def _link(self, element: Element, marks: frozenset[str]) -> Iterator[Inline]:
        address = element.attributes.get("href", "")
        if address.startswith("#"):
            yield Reference(address[1:], "title", location=self._place(element, "href"))
            return
        children = tuple(self._nodes(element.children, marks, element.place))
        if not address.startswith(("http://", "https://", "mailto:")):
            self._problems.append(messages.NO_ADDRESS.at(self._place(element, "href"), address=address))
        yield Link(address, children)

    def _reference(self, element: Element) -> Inline:
        place = self._place(element, "to")
        form = element.attributes.get("form") or reference_form(strip_marks("".join(_strings(element)))) or "number"
        if form not in _FORMS:
            self._problems.append(messages.NO_REFERENCE_FORM.at(place, form=form))
            form = "number"
        return Reference(element.attributes.get("to", "").strip(), cast(ReferenceForm, form), location=place)

    def _whole(self, element: Element, name: str, default: int) -> int:
        text = element.attributes.get(name, "")
        if not text:
            return default
        if text.isdecimal() and 0 < int(text) <= 200:
            return int(text)
        self._problems.append(messages.WRONG_COUNT.at(self._place(element, name), name=name, text=text))
        return default

    def _place(self, element: Element, attribute: str) -> Location:
        origin = element.origins.get(attribute)
        return origin.location if origin else element.place

    def _refuse(self, element: Element) -> None:
        self._problems.append(messages.NOT_IN_PARAGRAPH.at(element.place, name=element.name))


def _strings(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _strings(child)


def _trim(nodes: list[Inline]) -> tuple[Inline, ...]:
    """No white space at the ends, none doubled across nodes, none beside a line break."""
    out: list[Inline] = []
    space = True  # a space here would stand at a beginning
    for node in nodes:
        if isinstance(node, Text):
            text = node.text
            if space:
                text = text.lstrip(" ")
            if not text:
                continue
            space = text.endswith(" ")
            out.append(replace(node, text=text))
        else:
            if isinstance(node, LineBreak):
                _strip_end(out)
            space = isinstance(node, LineBreak)
            out.append(node)
    _strip_end(out)
    return tuple(out)


def _strip_end(out: list[Inline]) -> None:
    while out and isinstance(out[-1], Text):
        last = out[-1]
        text = last.text.rstrip(" ")
        if text:
            out[-1] = replace(last, text=text)
            return
        out.pop()
