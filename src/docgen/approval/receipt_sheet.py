"""The sheets that employees sign: one list for a batch, or a page a person."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.approval.days import day as in_words
from docgen.approval.papers import form, grid, paper, text
from docgen.approval.receipts import Batch
from docgen.document.nodes import Blank, Block, Document, PageBreak, Paragraph, Text
from docgen.messages import _
from docgen.workflow.digests import short_code
from docgen.workflow.state import Issued

_ROW_MM = 10  # room for a signature


def batch_sheet(batch: Batch, issued: Issued, organization: str) -> Document:
    """The list of a batch: a line a person, with room for signature and date."""
    head = (_("序号"), _("工号"), _("姓名"), _("部门"), _("本人签名"), _("签收日期"))
    rows = [
        (str(place), person.id, person.name, person.department, "", "") for place, person in enumerate(batch.people, 1)
    ]
    blocks: list[Block] = [
        _facts(batch, issued), text(_declaration(issued), "body"),
        grid(head, rows, (8, 14, 14, 22, 24, 18), height_mm=_ROW_MM),
        Paragraph((Text(_("发放人签名：")), Blank(8), Text(_("　　收回日期：")), Blank(4), Text(_("年")), Blank(2), Text(_("月")), Blank(2), Text(_("日"))), "plain"),
    ]  # fmt: skip
    return paper(_("制度签收单"), blocks, **_fields(batch, issued, organization))


def single_sheets(batch: Batch, issued: Issued, organization: str) -> Document:
    """A page a person, for those who sign apart from each other."""
    blocks: list[Block] = []
    for place, person in enumerate(batch.people):
        blocks += (
            [PageBreak(), text(_("制度签收单"), "toc-title")] if place else []
        )  # the first one's title is the paper's
        blocks += [
            _facts(batch, issued),
            form(
                [
                    (_("姓名"), person.name, _("工号"), person.id),
                    (_("部门"), person.department or "—", _("序号"), f"{place + 1} / {len(batch.people)}"),
                ]
            ),
            text(_declaration(issued), "body"),
            Paragraph((Text(_("本人签名：")), Blank(8)), "signature"),
            Paragraph((Blank(4), Text(_("年")), Blank(2), Text(_("月")), Blank(2), Text(_("日"))), "signature"),
        ]
    return paper(_("制度签收单"), blocks, **_fields(batch, issued, organization))


def _facts(batch: Batch, issued: Issued) -> Block:
    payload = issued.payload
    title = str(payload.get("title") or "")
    pairs: Sequence[tuple[str, str, str, str]] = (
        (_("文件"), f"《{title}》", "", ""),
        (_("文号"), issued.number or "—", _("版本"), issued.version),
        (_("签发日期"), in_words(str(payload.get("issued_on") or "")), _("施行日期"), in_words(issued.effective)),
        (
            _("签收批次"),
            _("第 {n} 批，{count} 人").format(n=batch.number, count=len(batch.people)),
            _("校验码"),
            short_code(batch.digest),
        ),
    )
    return form(pairs)


def _declaration(issued: Issued) -> str:
    said = _("本人已收到并阅读上列文件（{version}）的全文，知悉其内容。校验码与文件审批单上所印的相同，即为同一文本。")
    return said.format(version=issued.version)


def _fields(batch: Batch, issued: Issued, organization: str) -> dict[str, str]:
    return {"organization": organization, "number": issued.number, "version": issued.version}
