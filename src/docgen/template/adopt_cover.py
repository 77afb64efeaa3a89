"""A company's cover, headers and footers: what stands there for a field becomes docgen's tag, in the same look.

What is not certain is reported and left as it is (W173, W174); nothing else of the cover is touched.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import Location, Message, Problem
from docgen.ooxml.names import W
from docgen.ooxml.properties import font_size
from docgen.ooxml.styles import Styles
from docgen.template import messages
from docgen.template.cover_fields import (
    Found,
    bracketed,
    find_fields,
    is_company,
    is_kind_word,
    kept_default,
    value_field,
)
from docgen.template.cover_fields import field_of as label_field
from docgen.template.fill import FIELDS
from docgen.template.paragraph_text import pieces, replace_span, text_of
from docgen.template.places import DOCUMENT, Spot, shortened, spots
from docgen.template.template_layout import TemplateLayout, style_of

_BOUND = {
    "title": "title", "subject": "subtitle", "company": "organization", "category": "kind_title",
    "publishdate": "date", "contentstatus": "version",
}  # fmt: skip  # last step of a w:dataBinding's XPath → field
_KNOWN = frozenset(FIELDS)
_TAG = re.compile(r"\{\{[^{}]*?\b([a-z_]+)\b")  # the first name in a tag
_STANDS_OUT = 16  # pt: a label without brackets is a placeholder from this size on
_TITLE_SIZE = 18  # pt: the smallest that a cover's title has if it is not centred
_REAL_DATE = re.compile(r"[\d年月日./\s-]+")
_FACT = re.compile(r"[A-Za-z]?[\d×ＸX.\-/]+|\S*\d\S*")  # what a version or a number looks like in a table


@dataclass(frozen=True, slots=True)
class Insertion:
    """A tag and what it took the place of ("" for nothing)."""

    place: str
    before: str
    tag: str


@dataclass(slots=True)
class CoverResult:
    insertions: list[Insertion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)


class Cover:
    """Puts the tags into the roots of document, headers and footers, in place."""

    def __init__(
        self,
        roots: dict[str, etree._Element],
        layout: TemplateLayout,
        styles: Styles,
        declared: frozenset[str] | None,
        location: Location,
    ) -> None:
        self.result = CoverResult()
        self._styles, self._declared, self._location = styles, declared, location
        end = (
            layout.body
            if layout.contents is None
            else layout.contents[0]
            if layout.contents_title is None
            else layout.contents_title
        )
        self._layout = layout
        self._front = set(layout.children[:end])
        self._first_page = set(layout.children[: min(layout.cover, end)])
        self._spots = [spot for part, root in roots.items() for spot in spots(part, root) if self._is_kept(spot)]
        self._done: set[etree._Element] = set()
        self._names: dict[str, str] = {}  # texts of the cover that a header may repeat → tag

    def fill(self) -> CoverResult:
        """Everything that is certain replaced, everything else reported; call once."""
        for spot in self._spots:
            self._tagged(spot)
        for spot in self._spots:
            self._content_controls(spot)
        for spot in self._spots:
            self._value_cell(spot)
        for spot in self._spots:
            self._paragraph(spot)
        if self._first_page and not self.result.fields & {"title", "project"}:
            self._find_title()
        for spot in self._spots:
            if spot.part != DOCUMENT:
                self._repeated(spot)
        places = [spot.place for spot in self._spots]
        self.result.insertions.sort(key=lambda insertion: places.index(insertion.place))
        return self.result

    def _is_kept(self, spot: Spot) -> bool:
        return spot.part != DOCUMENT or self._top(spot.paragraph) in self._front

    def _top(self, element: etree._Element) -> etree._Element:
        """The child of w:body that an element of the document stands in."""
        while (parent := element.getparent()) is not None and parent.tag != f"{W}body":
            element = parent
        return element

    def _tagged(self, spot: Spot) -> None:
        """A paragraph that somebody gave docgen's tags already stays as it is."""
        text = text_of(spot.paragraph)
        names = set(_TAG.findall(text)) & _KNOWN
        if names or "{%" in text:
            self._done.add(spot.paragraph)
            self.result.fields |= names
            for item in reversed(bracketed(text, self._declared, _KNOWN)):
                if text.startswith("{{", item.start):
                    self._braces(spot, item, text[item.start : item.end])

    # --- content controls ---

    def _content_controls(self, spot: Spot) -> None:
        controls = [*spot.paragraph.iter(f"{W}sdt")]
        outer = spot.paragraph.getparent()
        if outer is not None and outer.tag == f"{W}sdtContent" and len(outer.findall(f"{W}p")) == 1:
            controls.append(outer.getparent())
        for control in controls:
            name = self._control_field(control)
            if name is None:
                continue
            if not name:
                self._doubt(messages.UNKNOWN_BINDING, spot, text_of(spot.paragraph))
                continue
            inside = set(control.iter())
            own = [piece for piece in pieces(spot.paragraph) if piece.element in inside]
            text = "".join(piece.text for piece in own)
            start = own[0].start if own else len(text_of(spot.paragraph))
            self._replace(spot, Found(start, start + len(text), name))
            _unwrap(control)
            self._done.add(spot.paragraph)
            self._company(spot, text_of(spot.paragraph))  # a header often has the title bound and the company typed
            if control in self._layout.children:  # the paragraph itself is now what stands in the body
                self._layout.children[self._layout.children.index(control)] = spot.paragraph
                self._front.add(spot.paragraph)

    def _control_field(self, control: etree._Element) -> str | None:
        """The field of a content control, "" for a bound one that is no field, None for one that is not bound."""
        properties = control.find(f"{W}sdtPr")
        if properties is None or properties.find(f"{W}docPartObj") is not None:
            return None
        binding = properties.find(f"{W}dataBinding")
        if binding is not None:
            step = re.sub(r"\[\d+\]$", "", binding.get(f"{W}xpath", "").rpartition("/")[2]).rpartition(":")[2]
            return _BOUND.get(step.casefold(), "")
        if properties.find(f"{W}date") is not None:
            return "date"
        for name in ("alias", "tag"):
            label = properties.find(f"{W}{name}")
            if label is not None and (found := label_field(label.get(f"{W}val", ""), self._declared)):
                return found
        return None

    # --- tables and paragraphs ---

    def _value_cell(self, spot: Spot) -> None:
        """A cell beside a label: 文件编号 | ____."""
        cell = spot.paragraph.getparent()
        if cell is None or cell.tag != f"{W}tc" or spot.paragraph in self._done or len(cell.findall(f"{W}p")) != 1:
            return
        before = cell.getprevious()
        if before is None or before.tag != f"{W}tc":
            return
        label = "".join(text_of(item) for item in before.findall(f"{W}p"))
        text = text_of(spot.paragraph)
        found = value_field(label, text, self._declared)
        if found is None or label_field(text, self._declared):
            return
        self._done.add(spot.paragraph)
        if not found.field:
            self._doubt(messages.CHOICES, spot, text)
        elif (
            find_fields(text, self._declared, _KNOWN)
            or not text.strip()
            or found.default
            or _FACT.fullmatch(text.strip())
        ):
            self._replace(spot, found)
        elif found.field in ("title", "project", "subtitle", "organization", "client"):
            self._doubt(messages.READY_TEXT, spot, text, label=label.strip())

    def _paragraph(self, spot: Spot) -> None:
        if spot.paragraph in self._done:
            return
        text = text_of(spot.paragraph)
        found = find_fields(text, self._declared, _KNOWN)
        if not found:
            self._company(spot, text)
            return
        in_cell = next(spot.paragraph.iterancestors(f"{W}tc"), None) is not None
        for item in reversed(found):
            if item.alone and not self._stands_out(spot):
                continue
            quoted = text[item.start : item.end]
            if in_cell and _REAL_DATE.fullmatch(quoted) and not text[: item.start].rstrip().endswith(("：", ":")):
                continue  # a date in a table of revisions, not the paper's
            if quoted.startswith("{{"):
                self._braces(spot, item, quoted)
            elif item.field:
                self._done.add(spot.paragraph)
                self._replace(spot, item)
            else:
                self._doubt(messages.UNKNOWN_PLACEHOLDER, spot, quoted)

    def _braces(self, spot: Spot, item: Found, quoted: str) -> None:
        """{{客户名称}}: a tag that docgen does not know would stop every build."""
        self._done.add(spot.paragraph)
        if item.field:
            self._replace(spot, item)
            return
        replace_span(spot.paragraph, item.start, item.end, f"【{quoted.strip('{} ')}】")
        self._doubt(messages.UNTAGGED, spot, quoted)

    def _company(self, spot: Spot, text: str) -> None:
        """A paragraph, or what stands between its tabs, that is a company's name and nothing else."""
        start = 0
        for segment in re.split(r"(\t)", text):
            if is_company(segment):
                lead = len(segment) - len(segment.lstrip())
                name = segment.strip()
                self._done.add(spot.paragraph)
                self._replace(spot, Found(start + lead, start + lead + len(name), "organization", kept_default(name)))
                return
            start += len(segment)

    def _stands_out(self, spot: Spot) -> bool:
        if next(spot.paragraph.iterancestors(f"{W}tc"), None) is not None:
            return False
        size, centred = self._look(spot)
        return centred or size >= _STANDS_OUT

    def _look(self, spot: Spot) -> tuple[float, bool]:
        """Size in pt of the paragraph's biggest run, and whether it is centred."""
        sizes, centred = [0.0], False
        for run in spot.paragraph.iter(f"{W}r"):
            if run.find(f"{W}t") is None:
                continue
            properties, look = self._styles.with_direct(
                style_of(spot.paragraph), spot.paragraph.find(f"{W}pPr"), run.find(f"{W}rPr")
            )
            sizes.append(font_size(look))
            centred = properties.get("jc", {}).get("val") in ("center", "distribute")
        return max(sizes), centred

    # --- the title ---

    def _find_title(self) -> None:
        """No placeholder says where the title is: the biggest centred text of the first page, or a line above 投标文件."""
        candidates: list[tuple[float, Spot]] = []
        for spot in self._spots:
            if (
                spot.part != DOCUMENT
                or spot.paragraph in self._done
                or not text_of(spot.paragraph).strip()
                or self._top(spot.paragraph) not in self._first_page
            ):
                continue
            size, centred = self._look(spot)
            if centred or size >= _TITLE_SIZE:
                candidates.append((size, spot))
        own = [item for item in candidates if not is_kind_word(text_of(item[1].paragraph))]
        if own:
            spot = max(own, key=lambda item: item[0])[1]
            text = text_of(spot.paragraph)
            self._doubt(messages.BIGGEST_AS_TITLE, spot, text)
            lead = len(text) - len(text.lstrip())
            self._replace(spot, Found(lead, len(text.rstrip()), "title"))
        elif candidates:
            spot = max(candidates, key=lambda item: item[0])[1]
            self._doubt(messages.TITLE_ADDED, spot, text_of(spot.paragraph))
            self._insert_title(spot)
        else:
            self.result.problems.append(messages.NO_TITLE.at(self._location))

    def _insert_title(self, spot: Spot) -> None:
        title = copy.deepcopy(spot.paragraph)
        replace_span(title, 0, len(text_of(title)), "{{ title }}")
        spot.paragraph.addprevious(title)
        if spot.paragraph in self._layout.children:
            self._layout.insert(self._layout.children.index(spot.paragraph), title)
        self.result.insertions.append(Insertion(spot.place, "", "{{ title }}"))
        self.result.fields.add("title")

    def _repeated(self, spot: Spot) -> None:
        """A header that repeats the cover's company or title."""
        text = text_of(spot.paragraph)
        for name, tag in self._names.items():
            start = text.find(name)
            if start >= 0 and spot.paragraph not in self._done:
                replace_span(spot.paragraph, start, start + len(name), tag)
                self.result.insertions.append(Insertion(spot.place, name, tag))
                text = text_of(spot.paragraph)

    # --- changing and reporting ---

    def _replace(self, spot: Spot, found: Found) -> None:
        text = text_of(spot.paragraph)[found.start : found.end]
        replace_span(spot.paragraph, found.start, found.end, found.tag)
        self.result.insertions.append(Insertion(spot.place, text.strip(), found.tag))
        self.result.fields.add(found.field)
        if (
            spot.part == DOCUMENT
            and found.field in ("organization", "title")
            and len(text.strip()) >= 4
            and "____" not in text
        ):
            self._names[text.strip()] = found.tag

    def _doubt(self, message: Message, spot: Spot, text: str, **values: object) -> None:
        """Say `message` of a place and the text there."""
        problem = message.at(self._location, place=spot.place, text=shortened(text), **values)
        self.result.problems.append(problem)


def _unwrap(control: etree._Element) -> None:
    """Replace a content control by its content, without the grey of a placeholder."""
    parent, content = control.getparent(), control.find(f"{W}sdtContent")
    assert parent is not None
    for style in list(control.iter(f"{W}rStyle")):
        run = style.getparent()
        if run is not None and "placeholder" in style.get(f"{W}val", "").casefold():
            run.remove(style)
    place = parent.index(control)
    children: Iterable[etree._Element] = list(content) if content is not None else []
    parent.remove(control)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
