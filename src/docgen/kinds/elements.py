"""HTML of the closed set to elements: a strict parser that names the template's line for everything it refuses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from docgen.errors import Location, Message, Problem
from docgen.kinds import messages
from docgen.kinds.provenance import first_origin, strip_marks
from docgen.model.nodes import Origin

_LEVELS = [f"h{level}" for level in range(1, 7)]
_ROLES = ["body", "plain", "lead", "center", "right", "signature", "form"]
_CELL = frozenset({"colspan", "rowspan", "class"})

# element → attributes it may have (docs/architecture.md, "The body")
ELEMENTS: dict[str, frozenset[str]] = {
    **{level: frozenset({"id", "class"}) for level in _LEVELS},
    "p": frozenset({"id", "class"}),
    "ul": frozenset(), "ol": frozenset({"type", "start"}), "li": frozenset(),
    "table": frozenset({"id", "class", "data-widths"}), "caption": frozenset(), "thead": frozenset(),
    "tbody": frozenset(), "tr": frozenset({"data-height", "class"}), "th": _CELL, "td": _CELL,
    "dl": frozenset({"data-columns"}), "dt": frozenset(), "dd": frozenset(),
    "figure": frozenset({"id"}), "figcaption": frozenset(), "img": frozenset({"src", "alt", "width"}),
    "aside": frozenset(), "hr": frozenset(), "section": frozenset({"class"}), "div": frozenset(),
    **{name: frozenset() for name in ("strong", "b", "em", "i", "u", "sup", "sub", "del", "s", "code", "span")},
    "br": frozenset(), "a": frozenset({"href"}), "ref": frozenset({"to", "form"}), "fn": frozenset(),
    "blank": frozenset({"size"}), "box": frozenset({"checked"}),
}  # fmt: skip
CLASSES: dict[str, frozenset[str]] = {
    **{level: frozenset({"unnumbered", "appendix"}) for level in _LEVELS},
    "p": frozenset(_ROLES),
    "table": frozenset({"grid", "form", "plain"}),
    "tr": frozenset({"keep"}),
    "th": frozenset({"left", "center", "right", "top", "middle"}),
    "td": frozenset({"left", "center", "right", "top", "middle"}),
    "section": frozenset({"landscape"}),
}
_VOID = frozenset({"img", "hr", "br"})
_AT = re.compile(r'data-at="([^"]*)"')
_DEEPEST = 100  # elements in elements: no document needs more, and the tree is walked by recursion


class PlacedText(str):
    """Marked text with the place of the tag before it, moved on by the lines between."""

    place: Location


@dataclass(slots=True)
class Element:
    """An element with its place; children are elements and marked text. `origins` are those of marked attributes."""

    name: str
    attributes: dict[str, str]
    place: Location
    children: list[Element | str] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class ElementParser(HTMLParser):
    """Feeds on rendered HTML; `root` holds the result, `problems` what is outside the set or badly nested."""

    def __init__(self, table: list[Origin], locate: Callable[[str], str], fallback: Location) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, fallback)
        self.problems: list[Problem] = []
        self._open = [self.root]
        self._too_deep = False
        self._last = fallback
        self._table = table
        self._locate = locate

    @property
    def is_between(self) -> bool:
        """True if all that was fed so far has been read, and no element is open."""
        return not self.rawdata and len(self._open) == 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = self._place(dict(attrs).get("data-at") or "")
        element = Element(tag, {}, place)
        self._last = place
        if tag not in ELEMENTS:
            near = difflib.get_close_matches(tag, ELEMENTS, n=1, cutoff=0.6)
            self._problem(
                messages.NO_ELEMENT,
                place,
                tag=tag,
                way=f"是不是 <{near[0]}>？" if near else "可用的元素见 docs/architecture.md 的表",
            )
        for name, value in attrs:
            if name != "data-at":
                self._attribute(element, name, value or "")
        if len(self._open) > _DEEPEST:
            if not self._too_deep:
                self._problem(messages.ELEMENTS_TOO_DEEP, place, deepest=_DEEPEST)
            self._too_deep = True
        else:
            self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open[-1].name == tag:
            self._open.pop()
            return
        names = [element.name for element in self._open[1:]]
        if tag not in names:
            self._problem(messages.END_TAG_TOO_MANY, self._last, tag=tag)
            return
        while self._open[-1].name != tag:
            self._unclosed(self._open.pop())
        self._open.pop()

    def handle_data(self, data: str) -> None:
        text = PlacedText(data)
        text.place = self._last
        if stripped := strip_marks(data).strip():
            lines = data.count("\n", 0, data.find(stripped[0]))
            text.place = Location(self._last.file, self._last.line + lines, 1)
        self._open[-1].children.append(text)

    def handle_comment(self, data: str) -> None:
        if data.startswith("@"):
            self._last = self._place(data[1:])

    def close(self) -> None:
        if self.rawdata.lstrip().startswith("<"):  # HTMLParser would take the rest of the document for text
            tag = re.split(r"[\s/>]", self.rawdata.lstrip(), maxsplit=1)[0]
            place = self._place(found[1]) if (found := _AT.search(self.rawdata)) else self._last
            self._problem(messages.UNFINISHED_TAG, place, tag=tag)
            self.rawdata = ""
        super().close()
        while len(self._open) > 1:
            self._unclosed(self._open.pop())

    def _attribute(self, element: Element, name: str, value: str) -> None:
        tag = element.name
        origin = first_origin(value, self._table)
        if origin is not None:
            element.origins[name] = origin
        element.attributes[name] = strip_marks(value)
        if tag not in ELEMENTS:
            return
        if name not in ELEMENTS[tag]:
            known = "、".join(sorted(ELEMENTS[tag])) or "没有"
            self._problem(messages.NO_ATTRIBUTE, element.place, tag=tag, name=name, known=known)
        elif name == "class":
            for word in strip_marks(value).split():
                if word not in CLASSES.get(tag, ()):
                    known = "、".join(sorted(CLASSES.get(tag, ()))) or "没有"
                    self._problem(messages.NO_CLASS, element.place, tag=tag, word=word, known=known)

    def _unclosed(self, element: Element) -> None:
        self._problem(messages.NO_END_TAG, element.place, name=element.name)

    def _problem(self, message: Message, place: Location, **values: object) -> None:
        self.problems.append(message.at(place, **values))

    def _place(self, mark: str) -> Location:
        """`12:body.html` from a template's own text, `12:@path` from a template function; else the parent's place."""
        line, _colon, name = mark.partition(":")
        if not line.isdecimal():
            return self._open[-1].place
        return Location(name[1:] if name.startswith("@") else self._locate(name), int(line), 1)
