"""Every single edit, deletion, swap and truncation of a record of 1,000 events is found, and named by its event."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.checkpoints import check_checkpoint, make_checkpoint, read_checkpoint
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import COLUMNS, Draft, Event, from_row, seal
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import hash_of, signed_bytes
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.rules.authority import check_rules
from docgen.errors import DocgenError, Problem
from workflow_samples import START, Company, content, key

SIZE = 1_000
# Whether a check finds what was done to an event hangs on its place and its neighbours: each of them in the slow run.
EACH = pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)])
Rows = list[tuple[Any, ...]]


@cache
def ledger() -> Ledger:
    """A record as work leaves it: drafts, approvals, returns, and much that was only noted."""
    company = Company()
    number = 0
    while company.ledger.size < SIZE - 10:
        number += 1
        document, now = f"D{number:04d}", content(text=str(number), prices="10")
        company.submit(now, document=document)
        for person in ("zhou", "qian", "fang"):
            company.approve(person, now, document=document)
        if number % 5 == 0:
            company.send_back("song", now, document=document)
        else:
            company.approve("song", now, document=document)
    while company.ledger.size < SIZE:
        company.append([Draft("note", "lin", "D0001", payload={"n": company.ledger.size}, signer=key("lin"))])
    return company.ledger


def rows() -> Rows:
    return [event.row for event in ledger()]


def named(problems: Sequence[Problem], *numbers: int) -> bool:
    return any(str(number) in problem.message for problem in problems for number in numbers)


def changed(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return value[:-1] + ("0" if value[-1] != "0" else "1") if value else "x"


def with_change(at: int, column: int) -> Rows:
    found = rows()
    row = list(found[at])
    row[column] = changed(row[column])
    found[at] = tuple(row)
    return found


def test_the_record_as_it_is_has_no_fault() -> None:
    assert len(ledger()) == SIZE
    assert check_chain(rows()) == []
    assert check_signatures(ledger()) == []


@EACH
def test_an_edit_of_any_event_is_found_and_named(step: int) -> None:
    chance = random.Random(1)
    hashed = len(COLUMNS) - 1  # the signature is the other check's
    missed = []
    for at in (*range(0, SIZE - 1, step), SIZE - 1):
        problems = check_chain(with_change(at, chance.randrange(hashed)))
        if not problems or not named(problems[:2], at + 1, at + 2):
            missed.append(at + 1)
    assert missed == []


@pytest.mark.parametrize("column", range(len(COLUMNS) - 1), ids=COLUMNS[:-1])
def test_an_edit_of_any_column_is_found(column: int) -> None:
    assert [at for at in range(0, SIZE, 97) if not check_chain(with_change(at, column))] == []


def test_an_edited_signature_is_found_and_named() -> None:
    for at in (0, 1, 500, SIZE - 1):
        problems = check_signatures([from_row(row) for row in with_change(at, len(COLUMNS) - 1)])
        assert [problem.code for problem in problems] == ["A424"]
        assert named(problems, at + 1)


def test_an_edit_hidden_behind_a_new_hash_is_found() -> None:
    """Found by the next event, or, where all that follow are hashed anew, by the signature of the first one that changed."""
    for at in (5, 500, SIZE - 1):
        found = rows()
        forged = list(found[at])
        forged[8] = forged[8].replace("{", '{"forged":true,', 1)
        forged[11] = hash_of(forged, ledger().sealing)
        found[at] = tuple(forged)
        chain = check_chain(found)
        assert named(chain, at + 2) if at < SIZE - 1 else chain == []
        for later in range(at + 1, SIZE):
            row = list(found[later])
            row[9] = found[later - 1][11]
            row[11] = hash_of(row, ledger().sealing)
            found[later] = tuple(row)
        assert check_chain(found) == []
        problems = check_signatures([from_row(row) for row in found])
        assert len(problems) == SIZE - at
        assert named(problems[:1], at + 1)


@EACH
def test_a_deletion_of_any_event_is_found_and_named(step: int) -> None:
    whole = rows()
    missed = [
        at
        for at in (*range(0, SIZE - 2, step), SIZE - 2)
        if not named(check_chain(whole[:at] + whole[at + 1 :])[:1], at + 1)
    ]
    assert missed == []


@EACH
def test_a_swap_of_any_neighbours_is_found_and_named(step: int) -> None:
    whole = rows()
    missed = []
    for at in (*range(0, SIZE - 2, step), SIZE - 2):
        swapped = [*whole[:at], whole[at + 1], whole[at], *whole[at + 2 :]]
        if not named(check_chain(swapped)[:1], at + 1, at + 2):
            missed.append(at)
    assert missed == []


def test_contents_of_two_events_exchanged_under_their_numbers_are_found() -> None:
    whole = rows()
    one, other = list(whole[10]), list(whole[20])
    one[1:], other[1:] = other[1:], one[1:]
    found = [*whole[:10], tuple(one), *whole[11:20], tuple(other), *whole[21:]]
    assert named(check_chain(found), 11)


def test_an_insertion_is_found() -> None:
    whole = rows()
    for at in (0, 500, SIZE):
        extra = seal(
            Draft("note", "lin"), at, whole[at - 1][11] if at else "0" * 64, "2026-03-02T00:00:00Z", ledger().sealing
        ).row
        found = [*whole[:at], extra, *whole[at:]]
        problems = check_chain(found) or check_signatures([from_row(row) for row in found])
        assert named(problems, at + 1, at + 2)


def test_a_truncation_to_any_length_is_found_by_the_checkpoint() -> None:
    checkpoint = make_checkpoint(ledger(), key("he"), START + timedelta(days=30))
    events = list(ledger())
    owners = keyring(events).owners
    missed = []
    for length in range(SIZE):
        problems = check_checkpoint(checkpoint, Ledger(events[:length]), owners, "checkpoint.json")
        if [problem.code for problem in problems] != ["A433"] or str(length) not in problems[0].message:
            missed.append(length)
    assert missed == []
    assert check_checkpoint(checkpoint, ledger(), owners, "checkpoint.json") == []


def test_a_record_written_anew_by_someone_with_keys_of_their_own_is_found_by_the_checkpoint() -> None:
    checkpoint = make_checkpoint(ledger(), key("he"), START + timedelta(days=30))
    company = Company()
    while company.ledger.size < SIZE:
        company.append([Draft("note", "lin", payload={"n": company.ledger.size}, signer=key("lin"))])
    forged = company.ledger
    assert check_chain([event.row for event in forged]) == check_signatures(forged) == []
    problems = check_checkpoint(checkpoint, forged, keyring(forged).owners, "checkpoint.json")
    assert [problem.code for problem in problems] == ["A434"]


def test_a_checkpoint_that_was_changed_or_forged_is_found() -> None:
    checkpoint = make_checkpoint(ledger(), key("he"), START)
    owners = keyring(ledger()).owners
    assert read_checkpoint(checkpoint.to_json()) == checkpoint
    for other in (
        replace(checkpoint, size=5, head=list(ledger())[4].hash),
        replace(checkpoint, at="2020-01-01T00:00:00Z"),
        replace(checkpoint, person="song"),
        replace(checkpoint, signature="00" * 64),
        make_checkpoint(ledger(), replace(key("mallory"), person="he"), START),
    ):
        assert [problem.code for problem in check_checkpoint(other, ledger(), owners, "")] == ["A432"]
    for text in (
        "",
        "{}",
        "[]",
        checkpoint.to_json().replace('"size"', '"length"'),
        checkpoint.to_json().replace(str(SIZE), '"x"'),
    ):
        with pytest.raises(DocgenError) as error:
            read_checkpoint(text)
        assert error.value.problems[0].code == "A431"


def test_a_forged_approval_is_found_whoever_signs_it() -> None:
    """By a key of one's own, by one's registered key in another's name, by a revoked key, without a signature."""
    company = Company()
    company.append(
        [Draft(kinds.KEY_REVOKED, "he", payload={"key_id": key("tang").key_id, "reason": "离职"}, signer=key("he"))]
    )
    forged = [
        Draft(kinds.APPROVE, "zhou", "D0001", 1, "", "review", {}, key("mallory")),
        Draft(kinds.APPROVE, "zhou", "D0001", 1, "", "review", {}, key("lin")),
        Draft(kinds.APPROVE, "tang", "D0001", 1, "", "review", {}, key("tang")),
        Draft(kinds.APPROVE, "zhou", "D0001", 1, "", "review", {}),
        Draft(kinds.KEY, "lin", payload={"person": "zhou", "public": key("mallory").public}, signer=key("lin")),
        Draft(kinds.SET_UP, "mallory", payload={"public": key("mallory").public}, signer=key("mallory")),
    ]
    for draft, expected in zip(forged, ("A425", "A425", "A425", "A424", "A426", "A426"), strict=True):
        events = company.ledger.seal([draft], company.now)
        problems = check_signatures([*company.ledger, *events])
        assert [problem.code for problem in problems] == [expected]
        assert named(problems, company.ledger.size + 1)


def test_an_act_that_the_rules_did_not_allow_is_found_though_it_is_rightly_signed() -> None:
    """By someone with a key of their own who writes into the database past docgen."""
    company = Company()
    now = content(text="1", prices="1")
    company.submit(now)
    company.approve("zhou", now)
    good = company.ledger.events()[-1]
    assert check_rules(company.ledger) == []

    def forged(kind: str, actor: str, payload: dict[str, Any], behalf: str = "", step: str = "legal") -> Draft:
        return Draft(kind, actor, "D0001", 1, behalf, step, payload, key(actor))

    vote = {**good.payload, "meaning": "legal", "person": "fang"}
    recorded = {
        **vote,
        "method": "recorded",
        "evidence": "0" * 64,
        "evidence_name": "x.pdf",
        "code": short_code(good.payload["whole"]),
    }
    submitted = dict(company.ledger.events("D0001")[0].payload)
    acts = {
        "in another's place without a delegation": forged(kinds.APPROVE, "tang", {**vote, "person": "tang"}, "fang"),
        "by someone whose turn it is not": forged(kinds.APPROVE, "song", {**vote, "person": "song"}),
        "of other content": forged(kinds.APPROVE, "fang", {**vote, "whole": "0" * 64}),
        "a part taken for the whole": forged(kinds.APPROVE, "fang", {**vote, "digest": "0" * 64}),
        "entered by who is no registrar": forged(kinds.APPROVE, "tang", recorded),
        "entered as if no second person were needed": forged(
            kinds.APPROVE, "he", {**recorded, "code": short_code(good.payload["whole"])}
        ),
        "confirmed though nothing was entered": forged(
            kinds.CONFIRM_RECORDED, "fang", {"entry": 1, "whole": good.payload["whole"], "evidence": "0" * 64}
        ),
        "moved by who never drafted it": forged(kinds.RELOCATE, "tang", {"path": "content/elsewhere.yaml"}, step=""),
        "entered with the code of another draft": forged(kinds.APPROVE, "he", {**recorded, "code": "AAAAA-AAAAA"}),
        "a turn given away by someone else": forged(
            kinds.TRANSFER, "tang", {"person": "fang", "to": "tang", "reason": ""}
        ),
        "a signer added by someone else": forged(
            kinds.ADD_SIGNER, "tang", {"person": "he", "position": "with", "new_step": "", "name": "x", "reason": ""}
        ),
        "a draft changed by an approver": forged(kinds.SUBMIT, "tang", {**submitted, "editors": ["tang"]}, step=""),
        "a step left out": forged(kinds.SUBMIT, "lin", {**submitted, "steps": submitted["steps"][:-1]}, step=""),
        "a submitter who does not count as drafter": forged(kinds.SUBMIT, "lin", {**submitted, "editors": []}, step=""),
        "without what belongs to it": forged(kinds.APPROVE, "fang", {"digest": "0" * 64, "method": "signed"}),
    }
    for what, draft in acts.items():
        events = [*company.ledger, *company.ledger.seal([draft], company.now)]
        assert check_chain([event.row for event in events]) == check_signatures(events) == []
        problems = check_rules(events)
        assert [problem.code for problem in problems] == ["A427"], what
        assert named(problems, len(events))
    assert (
        check_rules([*company.ledger, *company.ledger.seal([forged(kinds.APPROVE, "fang", vote)], company.now)]) == []
    )


def test_what_an_approver_signed_cannot_be_moved_to_another_event() -> None:
    events = list(ledger())
    signed = next(event for event in events if event.kind == kinds.APPROVE)
    other = replace(signed, step="sign")
    assert key("zhou").key_id == signed.key_id
    moved = replace(other, hash=hash_of(other.row, ledger().sealing))
    assert [p.code for p in check_signatures([*events[: signed.sequence - 1], moved])] == ["A424"]
    assert signed_bytes(moved.hash, ledger().sealing) != signed_bytes(signed.hash, ledger().sealing)


def test_a_long_record_is_checked_by_several_processes_with_the_same_answer() -> None:
    company = Company()
    company.append([Draft("note", "lin", payload={"n": n}, signer=key("lin")) for n in range(4_500)])
    events: list[Event] = list(company.ledger)
    events[3_000] = replace(events[3_000], signature=events[2_999].signature)
    found = check_signatures(events, processes=2)
    assert found == check_signatures(events, processes=1)
    assert named(found, 3_001)
    assert len(found) == 1
