"""What may be recorded of evidence, receipts, copies, seals and archives."""

from __future__ import annotations

from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.rules import messages, procedure
from docgen.approval.rules.acting import check_here
from docgen.approval.rules.case import Case, need
from docgen.approval.rules.decisions import approvals_of
from docgen.approval.rules.issued_versions import holding_version, issued_version
from docgen.approval.rules.procedure import CATEGORIES, Proof
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.state import Issued
from docgen.errors import DocgenError

RETENTIONS = ("永久", "30年", "10年")  # 企业文件材料归档范围和档案保管期限规定（国家档案局令第10号）


def evidence(case: Case) -> None:
    """Of the text that is under review or was issued last, and right by itself (A601)."""
    state, payload = case.state, case.payload
    submission = state.run.submission if state.run else None
    digest = submission.digest if submission else state.issued[-1].digest if state.issued else ""
    need(digest and payload.get("digest") == digest, "材料针对的不是这一稿")
    need(case.event.revision == state.revision, "版次不对")
    need(payload.get("category") in CATEGORIES, "没有这一类材料")
    held, until = case.date("held"), case.date("until") if payload.get("until") else ""
    proof = Proof(
        0, payload["category"], case.text("name"), case.hash("sha256"), state.revision, digest, held, until,
        str(payload.get("with") or ""), figures=payload.get("figures"),
    )  # fmt: skip
    if problems := procedure.faults(proof, case.place, case.day):
        raise DocgenError(problems)


def evidence_voided(case: Case) -> None:
    """A piece of the revision, before a version was published on it."""
    state = case.state
    need(case.event.revision == state.revision, "版次不对")
    known = [proof.sequence for proof in procedure.proofs(case.ledger, case.event.document, state.revision)]
    need(case.payload.get("sequence") in known, "没有这份材料")
    case.text("reason")
    need(not (state.run is None and state.issued and state.issued[-1].effective), "已据以发布的材料不能作废")


def receipt_sheet(case: Case) -> None:
    _of_holding(case)
    need(case.payload.get("batch") == len(_sheets(case)) + 1, "批次不连续")
    people = case.payload["people"]
    need(people and len({row["id"] for row in people}) == len(people), "名单不对")
    need(
        all(isinstance(value, str) for row in people for value in (row["id"], row["name"], row["department"])),
        "名单不对",
    )


def receipt(case: Case) -> None:
    """Of people on the batch's sheet, with the scan, on a day that has come."""
    payload, sheets = case.payload, _sheets(case)
    batch = case.count("batch")
    need(batch <= len(sheets), "没有这一批签收单")
    sheet = sheets[batch - 1].payload
    for name in ("version", "digest"):
        need(payload.get(name) == sheet[name], "签收的不是这一批的内容")
    need(case.event.revision == issued_version(case.state, case.state.path, sheet["version"]).revision, "版次不对")
    ids = {row["id"] for row in sheet["people"]}
    signed, declined = list(payload["signed"]), dict(payload["refused"])
    need(signed or declined, "没有人签收")
    need(ids >= {*signed, *declined} and not set(signed) & set(declined), "签收的人不在名单上")
    need(case.date("day") <= case.day, "签收的日期还没有到")
    case.hash("sha256")
    case.text("name")


def distribute(case: Case) -> None:
    _of_holding(case)
    rows = case.payload["copies"]
    first = len(_copies(case)) + 1
    need(rows and [row["copy"] for row in rows] == list(range(first, first + len(rows))), "份号不连续")
    need(all(isinstance(row["to"], str) and row["to"].strip() for row in rows), "没有写明发给谁")


def recall(case: Case) -> None:
    numbers = list(case.payload["copies"])
    need(case.event.revision == case.state.revision, "版次不对")
    need(numbers and len(set(numbers)) == len(numbers), "没有写明份号")
    need({number for number, back in _copies(case).items() if not back} >= set(numbers), "这些份号不在外面")
    case.text("how")


def seal(case: Case) -> None:
    """On a version that holds and was approved, asked for by somebody else."""
    issued = _of_holding(case)
    applicant = case.text("applicant")
    check_here(case.organisation, [applicant], case.day, case.state.path)
    if applicant == case.event.actor:
        raise refused(case.state.path, messages.OWN_SEAL_REQUEST)
    case.text("seal")
    case.text("purpose")
    case.count("copies")
    need(approvals_of(case.ledger, case.event.document, issued.sequence), "这一版没有审批")


def archive(case: Case) -> None:
    issued = issued_version(case.state, case.state.path, case.text("version"))
    case.of_version(issued)
    need(case.payload.get("retention") in RETENTIONS, "保管期限不对")
    case.hash("sha256")
    case.text("name")


def _of_holding(case: Case) -> Issued:
    """The version it is about, which must hold on that day."""
    issued = holding_version(case.state, case.state.path, case.day, case.text("version"))
    case.of_version(issued)
    return issued


def _sheets(case: Case) -> list[Any]:
    return case.ledger.events(case.event.document, {kinds.RECEIPT_SHEET})


def _copies(case: Case) -> dict[int, bool]:
    """The copies of the document by number: True for those that came back."""
    found: dict[int, bool] = {}
    for event in case.ledger.events(case.event.document, {kinds.DISTRIBUTE, kinds.RECALL}):
        if event.kind == kinds.DISTRIBUTE:
            found |= dict.fromkeys((row["copy"] for row in event.payload["copies"]), False)
        else:
            found |= dict.fromkeys(event.payload["copies"], True)
    return found
