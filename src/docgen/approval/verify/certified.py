"""Is an issued PDF signed under the roots that the record confirmed when it was issued?"""

from __future__ import annotations

from dataclasses import replace

from docgen.approval.issue.certificate_chain import chain_fault
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.certificates import certificate_roots
from docgen.approval.verify.answers import Answer


def certified(content: bytes, answer: Answer, ledger: Ledger) -> Answer:
    """The answer for an original PDF, with what its certificate is worth; no original where the record confirmed roots before it was
    issued, and the signature is under none of them or was made after it was revoked. A PDF issued unsigned says so."""
    if not answer.genuine or not content.startswith(b"%PDF-"):
        return answer
    digest = sha256(content)
    event = next(
        (
            event
            for event in ledger.events(kinds={kinds.ISSUE, kinds.ERRATUM})
            if digest in dict(event.payload.get("files") or {}).values()
        ),
        None,
    )
    if event is None:
        return answer
    known = certificate_roots(ledger.events(""), event.sequence)
    if not event.payload.get("certificate"):
        return replace(answer, lines=(*answer.lines, "PDF 签发时没有签名"))
    if not known.roots:
        return replace(answer, lines=(*answer.lines, "签发时单位还没有确认证书根：PDF 签名的证书没有核对"))
    if fault := chain_fault(content, known, event.at):
        lines = (f"与登记的文件逐字节相同，但 PDF 的签名不可信：{fault}", *answer.lines[:1])
        return Answer("uncertified", "不能相信：签名证书不是单位的", lines, identity=answer.identity)
    return replace(answer, lines=(*answer.lines, "PDF 签名的证书连到单位确认的证书根，签发时有效"))
