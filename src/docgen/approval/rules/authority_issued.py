"""What may be recorded of numbers and versions: given, issued, corrected, published, ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.ledger import sealing_of
from docgen.approval.ledger.sealing import FORMAT
from docgen.approval.rules import messages, numbers, procedure
from docgen.approval.rules.acting import check_here
from docgen.approval.rules.case import Case, need
from docgen.approval.rules.corrections import CORRECTIONS, consent_of
from docgen.approval.rules.decisions import before_issue, decided, signer_names, signing_day, summary_of
from docgen.approval.rules.issued_versions import OVER, issued_version
from docgen.approval.rules.rights import check_proofreader, editors_of
from docgen.approval.rules.state import Issued, State, state_of
from docgen.errors import DocgenError, Location

_SAID = (
    "step",
    "person",
    "at",
    "on_behalf",
    "how",
    "registrar",
    "comment",
)  # of a decision; words of its scope are the paper's


# --- numbers --------------------------------------------------------------


def number(case: Case) -> None:
    """Given to a revision whose review is finished, once; never one that is used or void."""
    state, event = case.state, case.event
    need(state.complete and state.run is not None and event.revision == state.run.revision, "审批没有完成就取了文号")
    need(numbers.given_number(case.ledger, event.document, event.revision) is None, "这一版已经有文号")
    code, year, value = _which(case)
    need(str(year) == signing_day(state)[:4], "文号的年份不是签发的年份")
    standing = numbers.taken(case.ledger, code, year).get(value, ("", ""))[0]
    need(standing in ("", kinds.NUMBER_RESERVED), "文号已经用过或作废")
    need(case.text("text") not in numbers.printed(case.ledger), "文号已经用过")


def number_reserved(case: Case) -> None:
    code, year, value = _which(case)
    case.text("reason")
    need(value not in numbers.taken(case.ledger, code, year), "文号不是空着的")


def number_voided(case: Case) -> None:
    code, year, value = _which(case)
    case.text("reason")
    standing = numbers.taken(case.ledger, code, year).get(value, ("", ""))[0]
    need(standing not in (kinds.ISSUE, kinds.NUMBER_VOIDED), "文号已经用了，或已经作废")


def _which(case: Case) -> tuple[str, int, int]:
    code = case.payload["code"]
    need(isinstance(code, str), "文号的代字不对")
    return code, case.count("year"), case.count("number")


# --- versions -------------------------------------------------------------


def issue(case: Case) -> None:
    """After a finished review, of what was approved, as the next version, with the number that was given and the approvals there are."""
    state, event, payload = case.state, case.event, case.payload
    submission = state.run.submission if state.run else None
    if not state.complete or submission is None or submission.digest != payload.get("digest"):
        raise DocgenError(
            messages.ISSUED_AGAINST_RULES.at(
                Location(case.place), sequence=event.sequence, version=payload.get("version")
            )
        )
    need(event.revision == state.revision, "版次不对")
    need(payload.get("version") == state.next_version, f"版本应当是 {state.next_version}")
    _identity(case, state)
    need(payload["title"] == submission.payload["title"], "标题不是送审的标题")
    need(payload["issued_on"] == signing_day(state), "签发日期不是签发人签批的日期")
    given = numbers.given_number(case.ledger, event.document, event.revision)
    need(payload["number"] == (given.text if given else ""), "文号不是取到的文号")
    need(payload.get("document_number") == (given.payload if given else {}), "文号不是取到的文号")
    need(_told(payload["decisions"]) == _told_by(case, state), "所列的审批与审批记录不符")
    for name, known in (("signers", signer_names(state, case.organisation)), ("summary", summary_of(state))):
        need(payload.get(name, known) == known, f"{name} 与审批记录不符")
    _files(case)


def correction_consent(case: Case) -> None:
    """By one who approved it (that is the right): to another text of the last version, with all that is changed."""
    _correction(case)
    need(case.payload.get("base") == case.state.issued[-1].text, "不是对现行文字的更正")
    case.hash("reading")


def erratum(case: Case) -> None:
    """Of the last version while it holds and nothing is under way: the same number, date and version, other text; with the
    signed consent to just that of one who approved it and does not issue it. (Records of format 1 know no consents.)"""
    state, payload = case.state, case.payload
    issued = _correction(case)
    _identity(case, state)
    for name in ("number", "issued_on"):
        need(payload[name] == issued.payload[name], "更正改了文号或日期")
    proofreader = case.text("proofreader")
    if sealing_of(case.event, case.ledger.sealing).format == FORMAT:
        need(payload["title"] == issued.payload["title"], "更正改了标题")
        need(proofreader != case.event.actor, "校对的是办理更正的人")
        check_proofreader(case.ledger, replace(case.act, actor=proofreader), state.path)
        consent = consent_of(issued, proofreader, payload["digest"], payload["class"], payload["reason"])
        need(consent is not None and consent.sequence == payload.get("consent"), "校对人没有签名同意这样的更正")
        need(consent is not None and consent.payload["changes"] == payload["changes"], "所列的改动不是校对人看过的")
    else:
        check_here(case.organisation, [proofreader], case.day, state.path)
        need(proofreader not in editors_of(case.ledger, case.event.document, issued.revision), "校对的是起草人")
    before = before_issue(case.ledger, case.event.document, issued.sequence)
    need(len(payload["decisions"]) == len(decided(before, case.organisation)), "所列的审批与审批记录不符")
    _files(case)


def _correction(case: Case) -> Issued:
    """What a correction and the consent to it have in common; the version that is corrected."""
    state, payload = case.state, case.payload
    issued = issued_version(state, state.path)
    need(state.run is None, "修订正在进行，不能更正")
    need(issued.status(case.day) not in OVER, "这一版已经失效，不能更正")
    need(case.event.revision == issued.revision, "版次不对")
    need(payload.get("version") == issued.version, "版本不对")
    need(case.hash("digest") != issued.text, "没有更正什么")
    need(payload.get("class") in CORRECTIONS and case.text("reason"), "没有写明更正的类别和理由")
    changes = payload["changes"]
    need(isinstance(changes, list), "没有列出改动")
    for change in changes:
        need(isinstance(change, list) and len(change) == 2, "没有列出改动")
        need(all(isinstance(words, str) for words in change), "没有列出改动")
    return issued


def publish(case: Case) -> None:
    """The last version, once, from no earlier than its signing; where the procedure is asked for, with its evidence (A606)."""
    state, payload = case.state, case.payload
    last = issued_version(state, state.path)
    need(case.event.revision == last.revision and payload.get("version") == last.version, "发布的不是最近签发的一版")
    need(not last.effective and not last.until, "这一版已经发布过，或已经失效")
    day = case.date("effective")
    need(day >= str(last.payload.get("issued_on") or ""), "施行早于签发")
    if not last.payload.get("democratic_procedure"):
        return
    faults = procedure.effect_faults(case.ledger, case.event.document, last.revision, last.digest, day, state.path)
    if faults:
        raise DocgenError([
            messages.PUBLISHED_AGAINST_PROCEDURE.at(
                Location(case.place), sequence=case.event.sequence, version=last.version, fault=fault.message
            )
            for fault in faults
        ])  # fmt: skip


def abolish(case: Case) -> None:
    """A version that was issued and is not over by that day, from no day before its issue; what was entered has its paper."""
    state = case.state
    last = issued_version(state, state.path)
    day = case.date("effective")
    case.text("reason")
    need(case.event.revision == state.revision and case.payload.get("version") == last.version, "版本不对")
    need(not last.until or last.until > day, "这一版已经失效")
    need(day >= str(last.payload.get("issued_on") or ""), "废止早于签发")
    if case.payload.get("method") == "recorded":
        case.hash("sha256")
        case.text("name")
    else:
        need(case.payload.get("method") == "signed" and not case.payload.get("person"), "没有说明怎样决定的")


def supersede(case: Case) -> None:
    """The same by another document that holds, from the day on which it does."""
    abolish(case)
    other = state_of(case.ledger, case.text("by"))
    last = other.issued[-1] if other.issued else None
    need(other.document != case.event.document, "不能由自己代替")
    need(last is not None and last.effective and last.status(case.day) not in OVER, "代替它的文件没有生效")
    need(last is not None and last.effective == case.payload["effective"], "代替的日期不是新文件施行的日期")


def _identity(case: Case, state: State) -> None:
    payload = case.payload
    need(payload["document"] == case.event.document and payload["revision"] == case.event.revision, "文档或版次不对")
    for name in ("title", "kind", "issued_on"):
        case.text(name)


def _files(case: Case) -> None:
    """Files by name and hash, in a folder of their own; the manifest's hash is one of them."""
    files, folder = case.hashes("files"), case.text("folder")
    need(case.hash("manifest") in files.values(), "清单不在文件里")
    parts = folder.split("/")
    need(all(part not in ("", ".", "..") for part in parts) and "\\" not in folder, "文件夹不对")
    earlier = case.ledger.events(kinds={kinds.ISSUE, kinds.ERRATUM})
    need(all(event.payload.get("folder") != folder for event in earlier), "文件夹已是别的一版的")


def _told(decisions: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [tuple(str(decision.get(name, "")) for name in _SAID) for decision in decisions]


def _told_by(case: Case, state: State) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(decision, name)) for name in _SAID) for decision in decided(state, case.organisation)]
