"""The issued version that something is done with after its issue: signed for, sent out, sealed, archived."""

from __future__ import annotations

from docgen.approval.ledger.digests import short_code
from docgen.approval.rules.refusals import refuse
from docgen.approval.rules.state import Issued, State, Status

OVER = (Status.ABOLISHED, Status.SUPERSEDED)


def issued_version(state: State, place: str, version: str = "") -> Issued:
    """The version named ("" the last one). Raises DocgenError A701 where there is none."""
    if not state.issued:
        raise refuse(place, "A701", "这份文档还没有签发", "审批完成后先运行 docgen issue")
    if not version:
        return state.issued[-1]
    found = next((issued for issued in state.issued if issued.version in (version, f"V{version}")), None)
    if found is None:
        known = "、".join(issued.version for issued in state.issued)
        raise refuse(
            place,
            "A701",
            f"没有签发过 {version}",
            f"签发过的有：{known}",
        )
    return found


def holding_version(state: State, place: str, day: str, version: str = "") -> Issued:
    """The same, of a version that is not abolished or replaced by that day (A702)."""
    issued = issued_version(state, place, version)
    if issued.status(day) in OVER:
        fact = f"{issued.version} 自 {issued.until} 起已经失效"
        raise refuse(place, "A702", fact, "用现行的版本；docgen register 列出现行有效的文件")
    return issued


def check_code(code: str, digest: str, place: str, error: str) -> None:
    """Raises DocgenError (the code `error`) where the code printed on a paper ("" unknown) is not that of the digest."""
    if code and code.replace("-", "").strip().upper() != short_code(digest).replace("-", ""):
        fact = f"纸面上的校验码是 {code}，这一稿的是 {short_code(digest)}：不是同一稿"
        raise refuse(place, error, fact, "核对是不是拿错了稿子；确是旧稿，对现在的稿子重新办理")
