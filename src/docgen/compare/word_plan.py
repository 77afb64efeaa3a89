"""Which paragraphs, tables and rows of two Word stories belong together: settled before anything is written.

A story is what stands in the body, a cell, a header, a footer or a note: paragraphs and tables in a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from rapidfuzz.distance import Indel

from docgen.compare.align import align
from docgen.compare.word_forms import canonical, read_text, value
from docgen.ooxml.fields import depth_change, read_fields
from docgen.ooxml.names import W

_PARAGRAPH_LEAST = 0.45
_ROW_LEAST = 0.4

Kind = Literal["p", "tbl", "region", "other"]


@dataclass(slots=True)
class Unit:
    """A block of a story. A region is the paragraphs of one field (a table of contents), kept in `inside`."""

    kind: Kind
    element: etree._Element
    text: str = ""
    key: Hashable = ""
    section: bool = False  # it ends a section
    inside: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A table row: its cells, and its shape (what cannot be noted as a change within the row)."""

    element: etree._Element
    cells: list[etree._Element]
    shape: tuple[str, ...]
    text: str


@dataclass(slots=True)
class RowStep:
    """A row that stays, goes or comes; of one that stays, the steps of each cell."""

    old: Row | None
    new: Row | None
    cells: list[list[Step]] = field(default_factory=list)


@dataclass(slots=True)
class Step:
    """A block that stays (both), goes (old) or comes (new)."""

    old: Unit | None
    new: Unit | None
    rows: list[RowStep] = field(default_factory=list)
    inside: list[Step] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        return self.old is not None and self.new is not None

    @property
    def unit(self) -> Unit:
        unit = self.new or self.old
        assert unit is not None
        return unit


def plan(old: etree._Element, new: etree._Element) -> list[Step]:
    """The steps from one story to the other."""
    return _steps(units(old), units(new))


def units(container: etree._Element) -> list[Unit]:
    """The blocks of a body, cell, header, footer or note; the paragraphs of a field over several of them as one."""
    made: list[Unit] = []
    for element in container:
        if element.tag == f"{W}p":
            text = read_text(element)
            style = value(element.find(f"{W}pPr/{W}pStyle"))
            section = element.find(f"{W}pPr/{W}sectPr") is not None
            made.append(Unit("p", element, text, ("p", style, section, text), section))
        elif element.tag == f"{W}tbl":
            text = read_text(element)
            made.append(Unit("tbl", element, text, ("tbl", text, table_shape(element))))
        elif element.tag not in (f"{W}tcPr", f"{W}sectPr") and isinstance(element.tag, str):
            made.append(Unit("other", element, "", ("other", canonical(element))))
    return _regions(made)


def table_shape(table: etree._Element) -> tuple[str, ...]:
    """What of a table is compared as a whole: its look, its grid, and its merged cells in order."""
    spans = tuple(f"{index_free}" for row in table.findall(f"{W}tr") if (index_free := _spans(row)))
    return (canonical(table.find(f"{W}tblPr")), canonical(table.find(f"{W}tblGrid")), *spans)


def pairs(steps: Sequence[Step]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Every paragraph that stays, old and new, in reading order."""
    for step in steps:
        if step.old is not None and step.new is not None and step.unit.kind == "p":
            yield step.old.element, step.new.element
        yield from pairs(step.inside)
        for row in step.rows:
            for cell in row.cells:
                yield from pairs(cell)


def _spans(row: etree._Element) -> str:
    """The merged cells of a row, "" if it has none."""
    cells = [
        (value(cell.find(f"{W}tcPr/{W}gridSpan")), cell.find(f"{W}tcPr/{W}vMerge")) for cell in row.findall(f"{W}tc")
    ]
    if not any(span not in ("", "1") or merge is not None for span, merge in cells):
        return ""
    return "|".join(
        f"{span or 1}{'' if merge is None else 'r' if value(merge) == 'restart' else 'c'}" for span, merge in cells
    )


def _regions(blocks: list[Unit]) -> list[Unit]:
    """Paragraphs from a field's beginning to its end, where that is not in one paragraph, become one unit."""
    made: list[Unit] = []
    open_units: list[Unit] = []
    depth = 0
    for unit in blocks:
        if unit.kind == "p":
            depth += depth_change(unit.element)
        if depth > 0 or open_units:
            open_units.append(unit)
            if depth <= 0:
                made.append(_region(open_units))
                open_units, depth = [], 0
        else:
            made.append(unit)
    return made + open_units


def _region(inside: list[Unit]) -> Unit:
    first = inside[0].element
    instruction = next((item.code for item in read_fields(first)), "")
    plain = all(unit.kind == "p" for unit in inside)
    key = (
        ("region", instruction.strip())
        if plain
        else ("region", instruction.strip(), tuple(unit.key for unit in inside))
    )
    return Unit("region", first, instruction, key, inside=list(inside))


# --- steps ---


def _steps(old: list[Unit], new: list[Unit]) -> list[Step]:
    def likeness(i: int, j: int) -> float:
        return _likeness(old[i], new[j])

    steps: list[Step] = []
    for pair in align([unit.key for unit in old], [unit.key for unit in new], likeness, _PARAGRAPH_LEAST):
        before = None if pair.old is None else old[pair.old]
        after = None if pair.new is None else new[pair.new]
        steps += _step(before, after)
    return _with_paired_ends(steps)


def _step(old: Unit | None, new: Unit | None) -> list[Step]:
    if old is None or new is None:
        return [Step(old, new)]
    if old.kind == "tbl":
        rows = _rows(old.element, new.element)
        return [Step(old, None), Step(None, new)] if rows is None else [Step(old, new, rows=rows)]
    if old.kind == "region":
        return [Step(old, new, inside=_steps(old.inside, new.inside))]
    return [Step(old, new)]


def _likeness(old: Unit, new: Unit) -> float:
    if old.kind != new.kind or old.section != new.section or old.kind == "other":
        return 0.0
    if old.kind == "region":
        return float(old.key == new.key)
    if not old.text or not new.text:
        return 0.5 if old.text == new.text else 0.0
    same_style = isinstance(old.key, tuple) and isinstance(new.key, tuple) and old.key[1] == new.key[1]
    return min(1.0, Indel.normalized_similarity(old.text, new.text) + (0.1 if same_style else 0.0))


def _with_paired_ends(steps: list[Step]) -> list[Step]:
    """Where a story (or what stands before a table that stays) ends in paragraphs that go and others that come, the last of both pair.

    The last paragraph's mark can be neither deleted nor inserted: there is nothing that it could run into.
    """
    made: list[Step] = []
    for index, step in enumerate(steps):
        made.append(step)
        following = steps[index + 1] if index + 1 < len(steps) else None
        if following is None or (following.stays and following.unit.kind != "p"):
            _pair_end(made)
    return made


def _pair_end(steps: list[Step]) -> None:
    last = len(steps)
    while last and not steps[last - 1].stays and steps[last - 1].unit.kind == "p":
        last -= 1
    going = [index for index in range(last, len(steps)) if steps[index].old is not None]
    coming = [index for index in range(last, len(steps)) if steps[index].new is not None]
    if not going or not coming or coming[-1] != len(steps) - 1 or going[-1] > coming[0]:
        return
    old, new = steps[going[-1]].old, steps[coming[-1]].new
    if old is not None and new is not None and old.section == new.section:
        steps[coming[-1]] = Step(old, new)
        del steps[going[-1]]


# --- tables ---


def _rows(old: etree._Element, new: etree._Element) -> list[RowStep] | None:
    """The steps of a table's rows; None for a table that is to be replaced whole."""
    if table_shape(old) != table_shape(new):
        return None
    olds, news = [_row(row) for row in old.findall(f"{W}tr")], [_row(row) for row in new.findall(f"{W}tr")]

    def likeness(i: int, j: int) -> float:
        if olds[i].shape != news[j].shape:
            return 0.0
        if not olds[i].text and not news[j].text:
            return 1.0
        return Indel.normalized_similarity(*(row.text.replace("\x1f", "") for row in (olds[i], news[j])))

    steps: list[RowStep] = []
    for pair in align(
        [(row.shape, row.text) for row in olds], [(row.shape, row.text) for row in news], likeness, _ROW_LEAST
    ):
        before = None if pair.old is None else olds[pair.old]
        after = None if pair.new is None else news[pair.new]
        cells = []
        if before is not None and after is not None:
            cells = [plan(one, other) for one, other in zip(before.cells, after.cells, strict=True)]
        steps.append(RowStep(before, after, cells))
    # A table of which no row stays is another table: Word would show its rows twice in one frame.
    return steps if any(step.cells for step in steps) else None


def _row(row: etree._Element) -> Row:
    cells = row.findall(f"{W}tc")
    shape = (
        canonical(row.find(f"{W}trPr")),
        canonical(row.find(f"{W}tblPrEx")),
        *(canonical(cell.find(f"{W}tcPr")) for cell in cells),
    )
    return Row(row, cells, shape, "\x1f".join(read_text(cell) for cell in cells))
