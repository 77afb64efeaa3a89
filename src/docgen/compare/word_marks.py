"""Tracked changes as elements (ECMA-376 §17.13.5): who, when, and where each mark may stand."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from docgen.compare.word_forms import canonical, create
from docgen.ooxml.names import W

Status = Literal["equal", "ins", "del"]

_TEXTS = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
# What w:pPrChange cannot hold (CT_PPrBase): the mark's own look, the section, an older change.
_NOT_BASE = ("rPr", "sectPr", "pPrChange")
_MARKS = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


@dataclass(slots=True)
class Marks:
    """Makes the marks of one redline; ids run through all parts."""

    author: str
    date: str
    first: int = 1
    count: int = field(default=0, init=False)

    def mark(self, name: str) -> etree._Element:
        """An empty w:ins, w:del, w:rPrChange … with id, author and date."""
        self.count += 1
        return create(name, id=str(self.first + self.count - 1), author=self.author, date=self.date)

    def look_change(self, properties: etree._Element | None, old: etree._Element | None) -> etree._Element | None:
        """The new w:rPr of a run (or mark) with a note of the old one, if they differ; the new one as it is if not."""
        if canonical(properties) == canonical(old):
            return properties
        properties = create("rPr") if properties is None else properties
        change = self.mark("rPrChange")
        change.append(create("rPr") if old is None else copy.deepcopy(old))
        properties.append(change)
        return properties

    def paragraph_properties(
        self, status: Status, new: etree._Element | None, old: etree._Element | None
    ) -> etree._Element | None:
        """The w:pPr of a paragraph whose mark is inserted, deleted or stays.

        With both given, what differs is noted as w:pPrChange, w:rPrChange and w:sectPrChange; `new` is what stands
        after all is accepted, `old` after all is rejected.
        """
        if new is None and old is None and status == "equal":
            return None
        base = new if new is not None else old
        result = create("pPr") if base is None else copy.deepcopy(base)
        if status != "equal":
            look = result.find(f"{W}rPr")
            if look is None:
                look = create("rPr")
                _insert_before(result, look, ("sectPr", "pPrChange"))
            look.insert(0, self.mark(status))
            return result
        self._note_look(result, new, old)
        self._note_section(result, old)
        if canonical(new, _NOT_BASE) != canonical(old, _NOT_BASE):
            change = self.mark("pPrChange")
            change.append(_without(old, _NOT_BASE))
            result.append(change)
        return result

    def section_change(self, section: etree._Element, old: etree._Element) -> None:
        """Note in a w:sectPr what the old one said of the page; headers and footers cannot be noted."""
        references = ("headerReference", "footerReference", "sectPrChange")
        if canonical(section, references) != canonical(old, references):
            change = self.mark("sectPrChange")
            change.append(_without(old, references))
            section.append(change)

    def row(self, row: etree._Element, status: Status) -> None:
        """Mark a table row (w:tr) as inserted or deleted."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = create("trPr")
            ahead = [child for child in row if child.tag == f"{W}tblPrEx"]
            row.insert(len(ahead), properties)
        properties.append(self.mark(status))

    def _note_look(self, result: etree._Element, new: etree._Element | None, old: etree._Element | None) -> None:
        new_look = None if new is None else new.find(f"{W}rPr")
        old_look = None if old is None else old.find(f"{W}rPr")
        if canonical(new_look) == canonical(old_look):
            return
        look = result.find(f"{W}rPr")
        if look is None:
            look = create("rPr")
            _insert_before(result, look, ("sectPr", "pPrChange"))
        self.look_change(look, old_look)

    def _note_section(self, result: etree._Element, old: etree._Element | None) -> None:
        section = result.find(f"{W}sectPr")
        before = None if old is None else old.find(f"{W}sectPr")
        if section is not None and before is not None:
            self.section_change(section, before)


def as_deleted(element: etree._Element) -> etree._Element:
    """A run with its texts as deleted texts; in place."""
    for item in element.iter(*_TEXTS):
        if not any(parent.tag.endswith("}txbxContent") for parent in item.iterancestors()):
            item.tag = _TEXTS[item.tag]
    return element


def _without(element: etree._Element | None, names: tuple[str, ...]) -> etree._Element:
    if element is None:
        return create("pPr")
    clean = copy.deepcopy(element)
    for name in names:
        for child in clean.findall(f"{W}{name}"):
            clean.remove(child)
    return clean


def _insert_before(parent: etree._Element, child: etree._Element, names: tuple[str, ...]) -> None:
    following = next((item for item in parent if item.tag in {f"{W}{name}" for name in names}), None)
    if following is None:
        parent.append(child)
    else:
        parent.insert(parent.index(following), child)
