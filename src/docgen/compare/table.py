"""修订对照表: changes as a document, to be printed by the same writers as any other.

A row a clause: 序号, 原条款 (what went struck through), 修订后条款 (what came bold and underlined), 说明. Then the
clauses that have another number only, and 其他条款不变.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from docgen.compare.changes import Changes, Item
from docgen.compare.clauses import Clause, clauses, heading_text, renumbered
from docgen.compare.inlines import compare_inlines, text_of
from docgen.compare.table_cells import GAP, marked, paragraph, shown
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import number

_Sides = tuple[list[Block], list[Block]]  # what stands in the old column and in the new one
_TALL = 26  # lines of a row: a taller one is continued in the next, which can go to the next page
_LINE = 17  # characters of a line
_WIDTHS = (7.0, 40.0, 40.0, 13.0)
_NAMES = {
    "title": "标题", "subtitle": "副标题", "kind_title": "文种", "organization": "单位", "client": "客户",
    "number": "编号", "version": "版本", "date": "日期", "secrecy": "密级", "copy_mark": "正本／副本",
    "project": "项目", "tender_number": "招标编号", "header": "页眉", "footnote_line": "版记",
}  # fmt: skip


def table_document(changes: Changes, *, old_name: str = "", new_name: str = "") -> Document:
    """The 修订对照表 of two revisions as a numbered document for the template `sheet`.

    `old_name` and `new_name` say in the table's head which revisions they are (“V1.0”, “V1.1”, a file's name).
    """
    name = "《{title}》".format(title=(changes.new.fields.get("title") or changes.new.title).strip("《》"))
    fields = {
        "title": "修订对照表",
        "organization": changes.new.fields.get("organization", ""),
        "number": changes.new.fields.get("number", ""),
        "date": changes.new.fields.get("date", ""),
        "header": name,
    }
    blocks: list[Block] = [Paragraph((Text(name, frozenset({"strong"})),), "center"), paragraph(summary(changes))]
    rows = [*_field_rows(changes), *(_clause_row(clause) for clause in clauses(changes))]
    if rows:
        blocks.append(paragraph("下表中，删除线为删去的文字，加粗并加下划线为新写入的文字，“……”为未改动的段落。"))
        blocks.append(_table(rows, old_name, new_name))
    blocks += _renumbered(changes)
    blocks.append(paragraph("其他条款不变。" if changes.any else "两个版本的内容相同，没有修订。"))
    return number(
        Document(name + fields["title"], tuple(blocks), scheme="decimal", fields=fields, kind=changes.new.kind)
    )


def summary(changes: Changes) -> str:
    """One sentence: how many clauses (and fields of cover and header) were changed, added, deleted, moved."""
    found = Counter(_sort(clause) for clause in clauses(changes))
    words = [
        ("修改 {n} 条", found["modified"]),
        ("新增 {n} 条", found["added"]),
        ("删除 {n} 条", found["deleted"]),
        ("移动 {n} 条", found["moved"]),
        ("仅编号变化 {n} 条", len(renumbered(changes))),
        ("封面与页眉 {n} 处", len(changes.fields)),
    ]
    said = [text.format(n=count) for text, count in words if count]
    return "本次修订：{all}。".format(all="，".join(said)) if said else "本次没有修订。"


def _sort(clause: Clause) -> str:
    """A clause is added, deleted or moved if all of it is and its heading with it."""
    kinds = {item.kind for item in clause.changed}
    heading = any(isinstance(item.new or item.old, Heading) for item in clause.changed)
    return kinds.pop() if heading and len(kinds) == 1 else "modified"


def field_name(name: str) -> str:
    """What a field of cover, header or footer is called by people."""
    return _NAMES.get(name, name)


# --- rows ---


def _table(rows: Sequence[_Line], old_name: str, new_name: str) -> Table:
    old = "原条款" + (f"（{old_name}）" if old_name else "")
    new = "修订后条款" + (f"（{new_name}）" if new_name else "")
    head = Row(tuple(Cell((paragraph(words),), header=True) for words in ("序号", old, new, "说明")), header=True)
    body = []
    for ordinal, line in enumerate(rows, 1):
        for place, (before, after) in enumerate(line.stretches):
            first = place == 0
            cells = (
                Cell((paragraph(str(ordinal) if first else ""),), align="center", valign="top"),
                Cell(tuple(before) or (paragraph("（无）" if first else ""),), valign="top"),
                Cell(tuple(after) or (paragraph("（删去）" if first else ""),), valign="top"),
                Cell((paragraph(line.note if first else ""),), valign="top"),
            )
            body.append(Row(cells))
    return Table((head, *body), _WIDTHS)


@dataclass(frozen=True, slots=True)
class _Line:
    """A clause in the table: old and new text side by side, in stretches that fit a page well, and what happened."""

    stretches: list[_Sides]
    note: str


def _field_rows(changes: Changes) -> list[_Line]:
    rows = []
    for change in changes.fields:
        name = field_name(change.name)
        parts = compare_inlines((Text(change.old),), (Text(change.new),))
        before: list[Block] = [paragraph(f"{name}：", *marked(parts, new=False))] if change.old else []
        after: list[Block] = [paragraph(f"{name}：", *marked(parts, new=True))] if change.new else []
        rows.append(_Line([(before, after)], "封面与页眉" if before and after else "新增" if after else "删除"))
    return rows


def _clause_row(clause: Clause) -> _Line:
    """What the clause says in both revisions: its heading, and what changed; a long one in several stretches."""
    units = [_unit(item) for item in clause.items]
    sides = [[block for unit in units for block in unit[place]] for place in (0, 1)]
    headings = (_heading(clause, sides[0], new=False), _heading(clause, sides[1], new=True))
    stretches: list[_Sides] = [headings]
    for unit in units:
        for piece in _pieces(unit):
            room = _TALL if len(stretches) > 1 else _TALL + 3  # the heading never stands in a row alone
            if _height(stretches[-1]) + _height(piece) > room:
                stretches.append(([], []))
            last = stretches[-1]
            last[0].extend(piece[0])
            last[1].extend(piece[1])
    return _Line([(_with_single_gaps(old), _with_single_gaps(new)) for old, new in stretches], "；".join(clause.notes))


def _unit(item: Item | None) -> _Sides:
    return ([GAP], [GAP]) if item is None else (shown(item, new=False), shown(item, new=True))


def _heading(clause: Clause, blocks: list[Block], *, new: bool) -> list[Block]:
    """The clause's heading, where it is not itself among what changed; alone, it says that what changed is on the other side."""
    heading = clause.new if new else clause.old
    if heading is None or any((item.new if new else item.old) is heading for item in clause.changed):
        return []
    return [paragraph(Text(heading_text(heading), frozenset({"strong"}))), *([] if blocks else [GAP])]


def _pieces(unit: _Sides) -> list[_Sides]:
    """A block's two sides in stretches of lines that fit a page well: a whole table of a hundred rows does not at once."""
    made: list[_Sides] = [([], [])]
    for old, new in zip_longest(*unit):
        piece = ([old] if old is not None else [], [new] if new is not None else [])
        if _height(made[-1]) + _height(piece) > _TALL:
            made.append(([], []))
        made[-1][0].extend(piece[0])
        made[-1][1].extend(piece[1])
    return made


def _height(sides: _Sides) -> int:
    """About how many lines the taller side takes."""
    return max(
        sum(1 + len(text_of(block.children)) // _LINE for block in side if isinstance(block, Paragraph))
        for side in sides
    )


def _with_single_gaps(blocks: Iterable[Block]) -> list[Block]:
    """One …… where several would meet."""
    made: list[Block] = []
    for block in blocks:
        if block != GAP or (made and made[-1] != GAP):
            made.append(block)
    return made if made != [GAP] else []


# --- numbers ---


def _renumbered(changes: Changes) -> list[Block]:
    found = renumbered(changes)
    if not found:
        return []
    head = Row(tuple(Cell((paragraph(words),), header=True) for words in ("原编号", "现编号", "条款")), header=True)
    rows = [
        Row((
            Cell((paragraph(item.old or "（无）"),), align="center"),
            Cell((paragraph(item.new or "（无）"),), align="center"),
            Cell((paragraph(item.title),)),
        ))
        for item in found
    ]  # fmt: skip
    return [paragraph("以下条款只有编号变化，内容不变："), Table((head, *rows), (18.0, 18.0, 64.0))]
