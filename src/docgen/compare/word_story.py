"""One story (body, header, footer, note) of two Word files as one with tracked changes."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.compare.word_bookmarks import one_sided, places, renamed
from docgen.compare.word_forms import canonical, create, value
from docgen.compare.word_marks import Marks, Status
from docgen.compare.word_package import Transfer, fingerprint, relationship_attributes
from docgen.compare.word_paragraph_ends import Made, join_insertions, part_insertions, settle_end
from docgen.compare.word_plan import RowStep, Step, Unit, pairs, plan
from docgen.compare.word_tokens import Token, Writer, Written, compared, tokens
from docgen.ooxml.fields import marks_of, with_bookmarks
from docgen.ooxml.names import R, W
from docgen.ooxml.opened import Package


@dataclass(slots=True)
class Redline:
    """What all stories of one redline share."""

    transfer: Transfer
    marks: Marks
    names: dict[str, str] = field(default_factory=dict)  # bookmarks of the old file → of the new one
    kept_notes: list[tuple[str, str, str]] = field(default_factory=list)  # tag of the mark, old id, new id
    new_notes: list[tuple[str, str]] = field(default_factory=list)  # tag of the mark, new id
    old_notes: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # tag of the mark, old id, its id in the new file
    next_note: int = 1
    next_bookmark: int = 1


class Side:
    """What things of one file are, in words that both files share (word_tokens.Identity)."""

    def __init__(self, package: Package, part: str, names: dict[str, str]) -> None:
        self._package = package
        self._part = part
        self._names = names

    def instruction(self, text: str) -> str:
        return with_bookmarks(text, self._names)

    def target(self, link: etree._Element) -> str:
        anchor = value(link, "anchor")
        found = self._package.relationships(self._part).get(link.get(f"{R}id") or "")
        return ("" if found is None else found.target) + "#" + self._names.get(anchor, anchor)

    def content(self, element: etree._Element) -> str:
        clean = copy.deepcopy(element)
        for item in clean.iter("{*}docPr", "{*}cNvPr"):
            item.attrib.pop("id", None)
        for item, name in relationship_attributes(clean):
            related = self._package.relationships(self._part).get(item.get(name) or "")
            target = "" if related is None else self._package.target(self._part, related)
            item.set(name, fingerprint(self._package, target) if target else "")
        return hashlib.sha256(canonical(clean).encode()).hexdigest()


class Story:
    """Merges containers of a part of the old file into one of the new."""

    def __init__(self, redline: Redline, old_part: str, new_part: str) -> None:
        self._redline = redline
        self._old_part = old_part
        self._new_part = new_part
        self._old_side = Side(redline.transfer.old, old_part, redline.names)
        self._new_side = Side(redline.transfer.new, new_part, {})
        self._marks = redline.marks

    def merge(self, old: etree._Element, new: etree._Element) -> None:
        """Turn the new container into the redline of both, in place."""
        steps = plan(old, new)
        self._learn(steps, old)
        self._fill(new, steps)

    def mark_all(self, container: etree._Element, status: Status) -> None:
        """Mark the text of a container as inserted or deleted, its paragraphs staying: a note that comes or goes whole."""
        for paragraph in list(container.iter(f"{W}p")):
            made = self._paragraph(None, paragraph) if status == "ins" else self._paragraph(paragraph, None)
            properties = paragraph.find(f"{W}pPr")
            paragraph[:] = ([] if properties is None else [properties]) + list(made.paragraph)

    # --- what the pairs teach ---

    def _learn(self, steps: list[Step], container: etree._Element) -> None:
        """Lists and bookmarks that are the same in both files; bookmarks that go get names that no other has."""
        names = self._redline.names
        for old, new in pairs(steps):
            before, after = (value(item.find(f"{W}pPr/{W}numPr/{W}numId")) for item in (old, new))
            if before and after:
                self._redline.transfer.numbers.learn(before, after)
            olds, news = ([value(mark, "name") for mark in item.iter(f"{W}bookmarkStart")] for item in (old, new))
            if len(olds) == len(news):
                names |= dict(zip(olds, news, strict=True))
        for mark in container.iter(f"{W}bookmarkStart"):
            names.setdefault(value(mark, "name"), f"_Old{len(names) + 1:06d}")

    # --- blocks ---

    def _fill(self, container: etree._Element, steps: list[Step]) -> None:
        kept = [child for child in container if child.tag in (f"{W}tcPr", f"{W}sectPr")]
        ahead = [child for child in kept if child.tag == f"{W}tcPr"]
        after = [child for child in kept if child.tag == f"{W}sectPr"]
        container[:] = [*ahead, *self._blocks(steps), *after]

    def _blocks(self, steps: list[Step]) -> list[etree._Element]:
        made: list[Made | etree._Element] = []
        for step in steps:
            if step.unit.kind != "p" and made:
                settle_end(made, stays=step.stays)
            made += self._block(step)
        settle_end(made, stays=True)
        join_insertions(made)
        part_insertions(made, self._marks)
        return [self._finished(item) if isinstance(item, Made) else item for item in made]

    def _block(self, step: Step) -> Sequence[Made | etree._Element]:
        old, new = step.old, step.new
        if step.unit.kind == "p":
            return [self._paragraph(None if old is None else old.element, None if new is None else new.element)]
        if step.unit.kind == "region":
            return self._region(step)
        if step.unit.kind == "tbl":
            return [self._table(step)]
        return [] if new is None else [new.element]  # a bookmark or the like between paragraphs

    def _region(self, step: Step) -> Sequence[Made | etree._Element]:
        """The paragraphs of a field over several: its beginning and end stay, what is between them is compared."""
        if step.old is None or step.new is None:
            return [
                made
                for unit in step.unit.inside
                for made in self._block(Step(unit if step.old else None, unit if step.new else None))
            ]
        beginning, end = _taken_out(step.new)
        _taken_out(step.old)
        made = [item for inside in step.inside for item in self._block(inside)]
        settle_end(made, stays=True)
        paragraphs = [item.paragraph for item in made if isinstance(item, Made)]
        for offset, run in enumerate(beginning):
            paragraphs[0].insert(offset, run)
        paragraphs[-1].extend(end)
        return made

    def _finished(self, made: Made) -> etree._Element:
        properties = self._marks.paragraph_properties(made.status, made.new, made.old)
        if properties is not None:
            made.paragraph.insert(0, properties)
        return made.paragraph

    # --- paragraphs ---

    def _paragraph(self, old: etree._Element | None, new: etree._Element | None) -> Made:
        before, old_end = ([], []) if old is None else tokens(old, self._old_side)
        after, end = ([], []) if new is None else tokens(new, self._new_side)
        paragraph = create("p")
        writer = Writer(self._marks, paragraph, self._adopt)
        names = self._redline.names
        if old is not None and new is not None:
            items = compared(before, after)
            bookmarks = places(items, old_end, end, names)
        else:
            items = [Written("del", token) for token in before] + [Written("ins", token) for token in after]
            bookmarks = one_sided(items, old_end if new is None else end)
            if new is None:
                bookmarks = {place: [renamed(mark, names) for mark in marks] for place, marks in bookmarks.items()}
        for place, item in enumerate(items):
            self._note(item)
            writer.write_bookmarks(bookmarks.get(place, ()))
            writer.write(item)
        writer.write_bookmarks(bookmarks.get(len(items), ()))
        status: Status = "equal" if old is not None and new is not None else "del" if new is None else "ins"
        return Made(paragraph, status, _properties(new), self._old_properties(old), stays=status == "equal")

    def _old_properties(self, paragraph: etree._Element | None) -> etree._Element | None:
        """The w:pPr of an old paragraph with its list and style as they are called in the new file."""
        properties = _properties(paragraph)
        if properties is None:
            return None
        for number in properties.iter(f"{W}numId"):
            number.set(f"{W}val", self._redline.transfer.numbers.translate(value(number)))
        self._adopt(properties)
        return properties

    def _adopt(self, element: etree._Element) -> None:
        """Bring what an element of the old file refers to into the new one."""
        transfer = self._redline.transfer
        for item, name in relationship_attributes(element):
            item.set(name, transfer.relationship(self._old_part, self._new_part, item.get(name) or ""))
        for style in element.iter(f"{W}rStyle", f"{W}pStyle", f"{W}tblStyle"):
            transfer.style(value(style))
        for instruction in element.iter(f"{W}instrText"):
            instruction.text = with_bookmarks(instruction.text or "", self._redline.names)
        if element.tag == f"{W}hyperlink" and value(element, "anchor"):
            element.set(f"{W}anchor", self._redline.names.get(value(element, "anchor"), value(element, "anchor")))

    def _note(self, item: Written) -> None:
        """Remember what becomes of a footnote; one that goes gets an id that is free in the new file."""
        token, redline = item.token, self._redline
        if not token.note:
            return
        mark = next(
            child
            for run in token.runs
            for child in run
            if child.tag in (f"{W}footnoteReference", f"{W}endnoteReference")
        )
        tag = str(mark.tag)
        if item.status == "equal" and item.old is not None:
            redline.kept_notes.append((tag, item.old.note, token.note))
        elif item.status == "ins":
            redline.new_notes.append((tag, token.note))
        else:
            identifier = str(redline.next_note)
            redline.next_note += 1
            redline.old_notes.append((tag, token.note, identifier))
            item.token = _with_note(token, identifier)

    # --- tables ---

    def _table(self, step: Step) -> etree._Element:
        table = copy.deepcopy(step.unit.element)
        rows = step.rows if step.stays else []
        made = [self._row(row) for row in rows] or [
            self._whole_row(row, "ins" if step.old is None else "del") for row in table.findall(f"{W}tr")
        ]
        for row in table.findall(f"{W}tr"):
            table.remove(row)
        if step.new is None:
            self._adopt_properties(table)
        table.extend(made)
        return table

    def _adopt_properties(self, table: etree._Element) -> None:
        for style in table.iterfind(f"{W}tblPr/{W}tblStyle"):
            self._redline.transfer.style(value(style))

    def _row(self, step: RowStep) -> etree._Element:
        if step.old is None or step.new is None:
            row = step.new or step.old
            assert row is not None
            return self._whole_row(row.element, "ins" if step.old is None else "del")
        made = copy.deepcopy(step.new.element)
        for cell, steps in zip(made.findall(f"{W}tc"), step.cells, strict=True):
            self._fill(cell, steps)
        return made

    def _whole_row(self, row: etree._Element, status: Status) -> etree._Element:
        made = copy.deepcopy(row)
        self._marks.row(made, status)
        for cell in made.findall(f"{W}tc"):
            blocks = [self._whole(unit, status) for unit in _cell_units(cell)]
            cell[:] = [child for child in cell if child.tag == f"{W}tcPr"] + blocks
        return made

    def _whole(self, unit: etree._Element, status: Status) -> etree._Element:
        if unit.tag == f"{W}p":
            made = self._paragraph(unit, None) if status == "del" else self._paragraph(None, unit)
            return self._finished(made)
        if unit.tag == f"{W}tbl":
            table = copy.deepcopy(unit)
            rows = [self._whole_row(row, status) for row in table.findall(f"{W}tr")]
            for row in table.findall(f"{W}tr"):
                table.remove(row)
            table.extend(rows)
            return table
        return unit


def _properties(paragraph: etree._Element | None) -> etree._Element | None:
    found = None if paragraph is None else paragraph.find(f"{W}pPr")
    return None if found is None else copy.deepcopy(found)


def _cell_units(cell: etree._Element) -> Iterator[etree._Element]:
    return (child for child in list(cell) if child.tag != f"{W}tcPr" and isinstance(child.tag, str))


def _taken_out(region: Unit) -> tuple[list[etree._Element], list[etree._Element]]:
    """The runs that begin a field over several paragraphs, and those that end it; taken out of their paragraphs."""
    beginning: list[etree._Element] = []
    for run in list(region.inside[0].element.iter(f"{W}r")):
        beginning.append(run)
        if "separate" in marks_of(run):
            break
    last = region.inside[-1].element
    closing = [run for run in last.iter(f"{W}r") if "end" in marks_of(run)]
    end = closing[-1:]
    for run in [*beginning, *end]:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    return beginning, end


def _with_note(token: Token, identifier: str) -> Token:
    runs = [copy.deepcopy(run) for run in token.runs]
    for run in runs:
        for mark in run.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            mark.set(f"{W}id", identifier)
    return Token(token.key, look=token.look, runs=runs, link=token.link, lead=token.lead, note=identifier)
