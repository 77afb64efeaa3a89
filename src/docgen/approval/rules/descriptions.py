"""Events and steps in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event, moment
from docgen.approval.ledger.keys import fingerprint
from docgen.approval.rules import procedure
from docgen.approval.rules.days import clock, day_at
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.route import WHOLE, Step
from docgen.approval.rules.run import BY_PERSON, DRAFTER, StepState, Vote
from docgen.approval.rules.state import State


def rule(step: Step) -> str:
    """How many must approve: 一人, 全体 3 人, 任一人, 过半数 …"""
    count = len(step.people)
    if step.rule == "any":
        return f"{count} 人中任一人" if count > 1 else "一人"
    if step.rule not in ("all", "majority") and step.needed == count:
        return f"全体 {count} 人"
    if step.rule == "majority":
        return f"{count} 人中过半数"
    if step.rule == "all":
        order = "，依次" if step.order == "sequence" and count > 1 else ""
        return f"全体 {count} 人" + order if count > 1 else "一人"
    return f"{count} 人中至少 {step.needed} 人"


def scope(step: Step) -> str:
    """What a step is about."""
    return "全文" if step.scope == WHOLE else "、".join(step.scope)


def who(vote: Vote, organisation: Organisation) -> str:
    """乙, 乙代甲, 甲（丙登记）."""
    name = organisation.name_of(vote.person)
    if vote.decider != vote.person:
        name = f"{organisation.name_of(vote.decider)}代{name}"
    if vote.registrar:
        second = f"、{organisation.name_of(vote.confirmer)}确认" if vote.confirmer else ""
        name += f"（{organisation.name_of(vote.registrar)}登记{second}）"
    return name


def step_standing(state: StepState, organisation: Organisation, day: str) -> str:
    """Where a step stands: 通过：…；等待：…；尚未到."""
    parts = []
    if approvals := [who(vote, organisation) for vote in state.votes if vote.approves]:
        parts.append("同意：{names}".format(names="、".join(approvals)))
    if refusals := [who(vote, organisation) for vote in state.votes if not vote.approves]:
        parts.append("不同意：{names}".format(names="、".join(refusals)))
    for vote in state.entered:
        whom = organisation.name_of(vote.decider) if vote.awaits == BY_PERSON else "另一位登记人"
        parts.append(f"{who(vote, organisation)}第 {vote.sequence} 条，待{whom}确认（docgen confirm）")
    for person, earlier in state.carried.items():
        parts.append(f"{organisation.name_of(person)}已在 {earlier} 同意同样的内容，不再重复")
    if state.pending:
        names = "、".join(organisation.name_of(person) for person in state.pending)
        parts.append(f"等待：{names}" + overdue(state, day))
    if not state.passed and not state.current:
        parts.append("尚未轮到")
    return "；".join(parts)


def due_day(state: StepState) -> str:
    """The last day of a current step, as a date; "" for none."""
    if not state.since or not state.step.due:
        return ""
    return day_at(moment(state.since) + timedelta(days=state.step.due))


def overdue(state: StepState, day: str) -> str:
    """（限 2026-03-05）, or that it is over."""
    due = due_day(state)
    if not due:
        return ""
    return f"（已超期，限 {due}）" if day > due else f"（限 {due}）"


def event_text(event: Event, organisation: Organisation, state: State | None = None) -> str:
    """What happened, in a sentence without person and time."""
    payload, name = event.payload, organisation.name_of
    step = _step_name(event.step, state)
    match event.kind:
        case kinds.SUBMIT:
            extra = "；".join(_passed_over(event, organisation))
            draft = f"第 {_draft(event, state)} 稿" if state else ""
            return f"送审《{payload['title']}》，第 {event.revision} 版{draft}" + (f"（{extra}）" if extra else "")
        case kinds.WITHDRAW:
            return "撤回" + _reason(payload["reason"])
        case kinds.APPROVE:
            entered = (
                "登记 {name} 的签批：".format(name=name(payload["person"])) if payload["method"] == "recorded" else ""
            )
            waits = f"，待{_confirmer(payload)}确认" if payload.get("confirm") else ""
            return entered + f"同意（{step}）" + _reason(payload["note"]) + waits
        case kinds.CONFIRM_RECORDED:
            return "确认第 {entry} 条登记（{step}）".format(entry=payload["entry"], step=step)
        case kinds.RETURN:
            entered = (
                "登记 {name} 的签批：".format(name=name(payload["person"])) if payload["method"] == "recorded" else ""
            )
            if payload["effect"] == "vote":
                return entered + f"不同意（{step}）" + _reason(payload["reason"])
            target = "起草人" if payload["to"] == DRAFTER else _step_name(payload["to"], state)
            resume = "之后各步重新办理" if payload["resume"] == "again" else "改好后直接回到这一步"
            return entered + f"退回{target}（{step}；{resume}）" + _reason(payload["reason"])
        case kinds.TRANSFER:
            return "把“{step}”转给{to}".format(step=step, to=name(payload["to"])) + _reason(payload["reason"])
        case kinds.ADD_SIGNER:
            return "在“{step}”加签{person}".format(step=step, person=name(payload["person"])) + _reason(
                payload["reason"]
            )
        case kinds.REMOVE_SIGNER:
            return "在“{step}”减签{person}".format(step=step, person=name(payload["person"])) + _reason(
                payload["reason"]
            )
        case kinds.REMIND:
            return "催办：{names}".format(names="、".join(map(name, payload["to"]))) + _reason(payload["note"])
        case kinds.RELOCATE:
            return "内容文件移到 {path}".format(path=payload["path"])
        case kinds.NUMBER:
            return "取文号 {text}".format(text=payload["text"])
        case kinds.ISSUE:
            return "定稿编号：{version} {number}".format(
                version=payload.get("version", ""), number=payload.get("number", "")
            )
        case kinds.PUBLISH:
            return "发布，{day} 起生效".format(day=payload.get("effective", ""))
        case kinds.ABOLISH:
            return "废止，{day} 起".format(day=payload.get("effective", "")) + _reason(str(payload.get("reason", "")))
        case kinds.SUPERSEDE:
            return "被替代，{day} 起".format(day=payload.get("effective", "")) + _reason(str(payload.get("reason", "")))
        case kinds.DELEGATE:
            return "委托{to}代办，{starts} 至 {ends}".format(
                to=name(payload["to"]), starts=payload["starts"], ends=payload["ends"]
            )
        case kinds.DELEGATION_ENDED:
            return "收回委托 {id}".format(id=payload["id"])
        case kinds.CORRECTION_CONSENT:
            said = "看过并同意更正 {version}（{sort}）：{changes}".format(
                version=payload["version"], sort=payload["class"], changes=changes_text(payload["changes"])
            )
            return said + _reason(payload["reason"])
        case kinds.ERRATUM:
            return "更正（{sort}）".format(sort=payload.get("class", "")) + _reason(str(payload.get("reason", "")))
        case kinds.BREAK_ACCEPTED | kinds.HEAD_ACCEPTED:
            return "接受记录与检查点或所见位置的不符" + _reason(payload["reason"])
        case kinds.CLOCK_CORRECTION:
            return "更正时钟：前一条写的是 {last}".format(last=clock(payload["last"])) + _reason(payload["reason"])
        case kinds.RE_SEAL:
            found = f"，查时有 {len(payload['found'])} 处提示" if payload["found"] else "，查过没有问题"
            return f"重新封存：旧格式 {payload['count']} 条{found}"
        case _:
            return _of_people(event, organisation) or _afterwards(event, organisation)


def changes_text(changes: Sequence[Sequence[str]]) -> str:
    """What a correction changes, old and new words."""
    return "；".join(f"“{old}”改为“{new}”" for old, new in changes) or "文字没有变化"


def _of_people(event: Event, organisation: Organisation) -> str:
    """What concerns keys and administrators; "" for anything else."""
    payload = event.payload
    person = organisation.name_of(str(payload.get("person", "")))
    match event.kind:
        case kinds.SET_UP:
            return "建立审批记录"
        case kinds.ORGANISATION:
            return "确认人员名单"
        case kinds.KEY | kinds.KEY_PROPOSED:
            did = "登记" if event.kind == kinds.KEY else "提议登记"
            return f"{did}{person}的密钥（指纹 {fingerprint(str(payload['public']))}）"
        case kinds.KEY_REVOKED:
            since = f"（{clock(payload['since'])} 起落在别人手里）" if payload.get("since") else ""
            return f"吊销密钥 {payload['key_id']}{since}" + _reason(str(payload.get("reason", "")))
        case kinds.ADMINISTRATOR | kinds.ADMINISTRATOR_PROPOSED:
            did = "" if event.kind == kinds.ADMINISTRATOR else "提议"
            return f"{did}使{person}成为管理员" if payload.get("added") else f"{did}不再让{person}当管理员"
    return ""


def _draft(event: Event, state: State) -> int:
    """Which submission of its revision this is, from 1."""
    same = (one for one in state.events if one.kind == kinds.SUBMIT and one.revision == event.revision)
    return sum(1 for one in same if one.sequence <= event.sequence)


def _afterwards(event: Event, organisation: Organisation) -> str:
    """What is done around a version: evidence, receipts, copies, seals, archive."""
    payload = event.payload
    match event.kind:
        case procedure.EVIDENCE:
            return "附民主程序材料：{category}（{name}）".format(
                category=procedure.category_name(payload["category"]), name=payload["name"]
            )
        case procedure.EVIDENCE_VOIDED:
            return "作废第 {n} 条材料".format(n=payload["sequence"]) + _reason(payload["reason"])
        case kinds.RECEIPT_SHEET:
            return "发出第 {n} 批签收单（{version}，{count} 人）".format(
                n=payload["batch"], version=payload["version"], count=len(payload["people"])
            )
        case kinds.RECEIPT:
            return "收回第 {n} 批签收单：签收 {count} 人".format(n=payload["batch"], count=len(payload["signed"]))
        case kinds.DISTRIBUTE:
            sent = "、".join(f"{row['copy']:03d} {row['to']}" for row in payload["copies"])
            return "分发 {version} 受控副本：{copies}".format(version=payload["version"], copies=sent)
        case kinds.RECALL:
            numbers = "、".join(f"{number:03d}" for number in payload["copies"])
            return "{how}副本 {copies}".format(how=payload["how"], copies=numbers) + _reason(payload["note"])
        case kinds.SEAL:
            applicant = organisation.name_of(payload["applicant"])
            text = "在 {version} 上用{seal} {n} 份，{applicant}申请"
            return text.format(
                version=payload["version"], seal=payload["seal"], n=payload["copies"], applicant=applicant
            ) + _reason(payload["purpose"])
        case kinds.ARCHIVE:
            return "归档 {version}，保管期限 {retention}".format(
                version=payload["version"], retention=payload["retention"]
            )
    return event.kind


def actor(event: Event, organisation: Organisation) -> str:
    """Who did it: 乙, 乙代甲."""
    hand = organisation.name_of(event.actor)
    recorded = event.payload.get("method") == "recorded"
    if not event.on_behalf or recorded:
        return hand
    return f"{hand}代{organisation.name_of(event.on_behalf)}"


def _confirmer(payload: dict[str, Any]) -> str:
    """Who has to confirm what was entered from paper."""
    return "本人" if payload["confirm"] == BY_PERSON else "另一位登记人"


def _passed_over(event: Event, organisation: Organisation) -> list[str]:
    return [
        "{names}是起草人，不参加 {step}".format(names="、".join(map(organisation.name_of, people)), step=step)
        for step, people in event.payload["passed_over"].items()
    ]


def _step_name(id: str, state: State | None) -> str:
    if state is None:
        return id
    names = {step.id: step.name for step in state.run.route} if state.run else {}
    if id not in names:  # of a revision that is over: as its last submission named it
        for event in state.events:
            if event.kind == kinds.SUBMIT:
                names |= {str(step["id"]): str(step["name"]) for step in event.payload["steps"]}
            elif event.kind == kinds.ADD_SIGNER and event.payload.get("new_step"):
                names[event.payload["new_step"]] = str(event.payload.get("name") or event.payload["new_step"])
    return names.get(id, id)


def _reason(text: str) -> str:
    return f"：{text}" if text else ""
