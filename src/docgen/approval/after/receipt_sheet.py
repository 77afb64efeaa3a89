"""The sheets that employees sign: one list for a batch, or a page a person."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.approval.after.papers import form, grid, paper, text
from docgen.approval.after.receipts import Batch
from docgen.approval.issue.qr_codes import text_code
from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.days import day as in_words
from docgen.approval.rules.state import Issued
from docgen.model.nodes import Blank, Block, Document, PageBreak, Paragraph, Text

_ROW_MM = 10  # room for a signature


def batch_sheet(batch: Batch, issued: Issued, organization: str) -> Document:
    """The list of a batch: a line a person, with room for signature and date."""
    head = ("序号", "工号", "姓名", "部门", "本人签名", "签收日期")
    rows = [
        (str(place), person.id, person.name, person.department, "", "") for place, person in enumerate(batch.people, 1)
    ]
    blocks: list[Block] = [
        _facts(batch, issued), _code(batch), text(_declaration(issued), "body"),
        grid(head, rows, (8, 14, 14, 22, 24, 18), height_mm=_ROW_MM),
        Paragraph((Text("发放人签名："), Blank(8), Text("　　收回日期："), Blank(4), Text("年"), Blank(2), Text("月"), Blank(2), Text("日")), "plain"),
    ]  # fmt: skip
    return paper("制度签收单", blocks, **_fields(batch, issued, organization))


def single_sheets(batch: Batch, issued: Issued, organization: str) -> Document:
    """A page a person, for those who sign apart from each other."""
    blocks: list[Block] = []
    for place, person in enumerate(batch.people):
        blocks += (
            [PageBreak(), text("制度签收单", "toc-title")] if place else []
        )  # the first one's title is the paper's
        blocks += [
            _facts(batch, issued),
            _code(batch),
            form(
                [
                    ("姓名", person.name, "工号", person.id),
                    ("部门", person.department or "—", "序号", f"{place + 1} / {len(batch.people)}"),
                ]
            ),
            text(_declaration(issued), "body"),
            Paragraph((Text("本人签名："), Blank(8)), "signature"),
            Paragraph((Blank(4), Text("年"), Blank(2), Text("月"), Blank(2), Text("日")), "signature"),
        ]
    return paper("制度签收单", blocks, **_fields(batch, issued, organization))


def _facts(batch: Batch, issued: Issued) -> Block:
    payload = issued.payload
    title = str(payload.get("title") or "")
    pairs: Sequence[tuple[str, str, str, str]] = (
        ("文件", f"《{title}》", "", ""),
        ("文号", issued.number or "—", "版本", issued.version),
        ("签发日期", in_words(str(payload.get("issued_on") or "")), "施行日期", in_words(issued.effective)),
        ("签收批次", f"第 {batch.number} 批，{len(batch.people)} 人", "", ""),
        ("校验码", short_code(batch.digest), "", ""),
    )
    return form(pairs)


def _code(batch: Batch) -> Block:
    """The code of the text, to scan when the sheet comes back."""
    return Paragraph((text_code(batch.digest),), "plain")


def _declaration(issued: Issued) -> str:
    said = "本人已收到并阅读上列文件（{version}）的全文，知悉其内容。校验码与文件审批单上所印的相同，即为同一文本。"
    return said.format(version=issued.version)


def _fields(batch: Batch, issued: Issued, organization: str) -> dict[str, str]:
    return {"organization": organization, "number": issued.number, "version": issued.version}
