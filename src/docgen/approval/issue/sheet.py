"""The approval sheet (发文稿纸, 审批单) and the table of revisions, as blocks on the template's own styles.

They are printed from the record's events, never from what somebody typed;
a reader sees who decided what, for whom, when, and how it was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.approval.issue.qr_codes import root_code, text_code
from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.days import NONE, clock, day
from docgen.approval.rules.decisions import Decision
from docgen.model.nodes import Align, Block, Cell, LineBreak, PageBreak, Paragraph, Row, Table, Text

_SHORT = 8  # characters of an opinion that stands in one line with its author


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says; empty texts print as a dash. `drafted` is UTC, `issued_on` YYYY-MM-DD; `digest` is that of the
    whole text and `root` the record's identity (hash of its first event), both in hex and printed as QR codes."""

    title: str
    kind: str
    number: str
    version: str
    issued_on: str
    code: str
    secrecy: str = ""
    department: str = ""
    drafters: str = ""
    drafted: str = ""
    recipients: str = ""
    summary: str = ""
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[str, ...] = ()
    digest: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of the revision history."""

    version: str
    issued_on: str
    number: str
    summary: str
    approver: str


def sheet_pages(sheet: Sheet) -> tuple[Block, ...]:
    """The sheet on a page of its own: the form, one row a step, then who gave which approval to what."""
    return (
        PageBreak(),
        _heading("发文审批单"),
        _form(sheet),
        _paragraph("审批记录", "caption"),
        _record(sheet.decisions, sheet.code),
        *_remarks(sheet),
    )


def history_pages(revisions: Sequence[Revision]) -> tuple[Block, ...]:
    """The table of revisions, oldest first."""
    head = ("版本", "签发日期", "文号", "修订说明", "签发人")
    rows = [
        _row(
            (row.version, row.issued_on or NONE, row.number or NONE, row.summary or NONE, row.approver or NONE),
            ("center", "center", "center", "", "center"),
        )
        for row in revisions
    ]
    table = Table((_head(head), *rows), (10, 17, 29, 30, 14))
    return (_heading("修订记录"), table)


def _form(sheet: Sheet) -> Table:
    pairs = [
        ("文号", sheet.number, "版本", sheet.version),
        ("文种", sheet.kind, "签发日期", day(sheet.issued_on) if sheet.issued_on else ""),
        ("拟稿部门", sheet.department, "拟稿人", sheet.drafters),
        ("送审时间", clock(sheet.drafted) if sheet.drafted else "", "密级", sheet.secrecy),
    ]
    rows = [Row((_label("标题"), _value(sheet.title, span=3)))]
    rows += [Row((_label(one), _value(first), _label(other), _value(second))) for one, first, other, second in pairs]
    if sheet.recipients:
        rows.append(Row((_label("主送"), _value(sheet.recipients, span=3))))
    for step in dict.fromkeys(decision.step for decision in sheet.decisions):
        taken = [decision for decision in sheet.decisions if decision.step == step]
        blocks = tuple(Paragraph(_spoken(decision)) for decision in taken)
        rows.append(Row((_label(step), Cell(blocks, colspan=3, valign="middle"))))
    if sheet.summary:
        rows.append(Row((_label("修订说明"), _value(sheet.summary, span=3))))
    rows.append(_codes(sheet))
    return Table(tuple(rows), (16, 34, 16, 34), "form")


def _codes(sheet: Sheet) -> Row:
    """The code of the whole text, to type and to scan; beside it the record's fingerprint, to hold a pinned one against."""
    seen = (Text("全文"), LineBreak(), *_lines(sheet.code))
    code = (Paragraph(seen), *((Paragraph((text_code(sheet.digest),)),) if sheet.digest else ()))
    if not sheet.root:
        return Row((_label("校验码"), Cell(code, colspan=3, valign="middle")))
    named = (Text("签发单位的审批记录"), LineBreak(), *_lines(short_code(sheet.root)))
    root = (Paragraph(named), Paragraph((root_code(sheet.root),)))
    return Row((_label("校验码"), Cell(code, valign="middle"), _label("记录指纹"), Cell(root, valign="middle")))


def _spoken(decision: Decision) -> tuple[Text | LineBreak, ...]:
    """同意。甲某（总经理）2026-03-01 16:05."""
    said = decision.comment.strip() or "同意"
    said = said if said.endswith(("。", "！", "？")) else f"{said}。"
    # A long opinion has its line to itself: name and time then stay together.
    between: tuple[Text | LineBreak, ...] = (LineBreak(),) if len(said) > _SHORT else (Text("　"),)
    return (Text(said), *between, Text(_who(decision), frozenset({"strong"})), Text(f"　{clock(decision.at)}"))


def _who(decision: Decision) -> str:
    name = decision.person
    if decision.on_behalf:
        name = f"{decision.person}代{decision.on_behalf}"
    return f"{name}（{decision.post}）" if decision.post else name


def _record(decisions: Sequence[Decision], whole: str) -> Table:
    head = ("步骤", "审批人", "时间", "方式", "所见范围及校验码")
    rows = []
    for decision in decisions:
        how = "电子签名" if decision.how == "signed" else f"{decision.registrar}登记"
        texts = (decision.step, _who(replace(decision, post="")), clock(decision.at), how)
        # The whole's code stands in the form above; only a part's is another.
        scope = Text(decision.scope or "全文")
        seen = Paragraph((scope,) if decision.code == whole else (scope, LineBreak(), *_lines(decision.code)))
        cells = _row(texts, ("center",) * 4).cells
        rows.append(Row((*cells, Cell((seen,), align="center", valign="middle"))))
    return Table((_head(head), *rows), (15, 18, 25, 15, 27))


def _lines(code: str) -> tuple[Text | LineBreak, ...]:
    """A code in two lines: a narrow cell would break it anywhere."""
    first, rest = code[:20], code[20:]
    return (Text(first), LineBreak(), Text(rest)) if rest else (Text(first),)


def _remarks(sheet: Sheet) -> tuple[Block, ...]:
    return tuple(_paragraph(text, "plain") for text in sheet.remarks)


def _heading(text: str) -> Paragraph:
    return _paragraph(text, "toc-title")


def _paragraph(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(text),), role)


def _label(text: str) -> Cell:
    return Cell((_paragraph(text),), header=True, align="center", valign="middle")


def _value(text: str, span: int = 1) -> Cell:
    return Cell((_paragraph(text or NONE),), colspan=span, valign="middle")


def _head(texts: Sequence[str]) -> Row:
    return Row(
        tuple(Cell((_paragraph(text),), header=True, align="center", valign="middle") for text in texts), header=True
    )


def _row(texts: Sequence[str], aligns: Sequence[Align]) -> Row:
    return Row(
        tuple(
            Cell((_paragraph(text),), align=align, valign="middle") for text, align in zip(texts, aligns, strict=True)
        )
    )
