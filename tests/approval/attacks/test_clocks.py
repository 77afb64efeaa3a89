"""Clocks set forward and back: nobody is locked out for good, nothing that has ended works again, and what was done is seen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from approval_samples import Clock, furnish, staffed
from docgen.approval.desk import operations
from docgen.approval.desk.clock_check import check_clock
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.events import Draft, seal, utc_now
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.authority import check_rules
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

Office = tuple[Desk, dict[str, Key], Path]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    monkeypatch.delenv("DOCGEN_TODAY", raising=False)
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    operations.submit(desk, path, keys["lin"])
    with desk:
        yield desk, keys, path


def refused(act: object) -> str:
    assert callable(act)
    with pytest.raises(DocgenError) as error:
        act()
    assert error.value.problems[0].hint
    return error.value.problems[0].code


def approve(office: Office, person: str, **more: str) -> None:
    desk, keys, path = office
    operations.approve(desk, path, keys[person], operations.seen(desk, path), **more)


def test_a_clock_years_ahead_is_asked_about_before_anything_is_recorded(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _keys, _path = office
    size = desk.ledger().size
    clock.now += timedelta(days=5 * 365)
    assert refused(lambda: approve(office, "zhou")) == "A413"
    monkeypatch.setenv("DOCGEN_TODAY", "2026-03-02")
    assert refused(lambda: approve(office, "zhou")) == "A413"
    assert desk.ledger().size == size
    monkeypatch.setenv("DOCGEN_TODAY", "2031-03-01")  # an office that rested five years
    approve(office, "zhou")
    assert desk.ledger().events()[-1].at.startswith("2031-03-01")


def test_an_approval_years_ahead_locks_nobody_out_for_good(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody said yes to the question: an administrator corrects the time, and that stays visible."""
    desk, keys, _path = office
    honest = clock.now
    clock.now += timedelta(days=5 * 365)
    monkeypatch.setenv("DOCGEN_TODAY", "2031-03-01")
    approve(office, "zhou")
    monkeypatch.delenv("DOCGEN_TODAY")
    wrong = desk.ledger().last_time
    clock.now = honest + timedelta(hours=1)
    assert [problem.code for problem in desk.check()] == ["A402"]
    assert refused(lambda: approve(office, "fang")) == "A402"
    assert refused(lambda: desk.correct_clock(keys["lin"], "年份错了")) == "A308"
    assert refused(lambda: desk.correct_clock(keys["he"], "")) == "A414"
    event = desk.correct_clock(keys["he"], "周示例的电脑年份错了")
    assert event.payload == {"last": wrong, "reason": "周示例的电脑年份错了"}
    approve(office, "fang")
    assert desk.ledger().last_time.startswith("2026-03-02")
    assert refused(lambda: desk.correct_clock(keys["he"], "再来一次")) == "A414"
    assert [(problem.code, problem.severity) for problem in desk.check()] == [("A438", "warning")]


def test_a_row_with_an_earlier_time_than_the_one_before_it_is_found(office: Office) -> None:
    desk, keys, _path = office
    last = desk.ledger().events()[-1]
    rows = [tuple(row) for row in desk.record.rows()]
    for at in (
        "2026-03-01T00:00:00Z",
        "0000-00-00T00:00:00Z",
        "tomorrow",
        "2026-13-40T99:00:00Z",
        "９９９９-01-01T00:00:00Z",
    ):
        draft = Draft(kinds.REMIND, "lin", last.document, 1, payload={}, signer=keys["lin"])
        event = seal(draft, last.sequence, last.hash, at, desk.ledger().sealing)
        assert [problem.code for problem in check_chain([*rows, event.row])] == ["A428"], at


def test_a_correction_is_an_administrators_and_of_a_later_time_only(office: Office) -> None:
    desk, keys, _path = office
    ledger = desk.ledger()
    last = ledger.events()[-1]
    for person, at, payload in (
        ("lin", "2026-03-01T00:00:00Z", {"last": last.at, "reason": "x"}),
        ("he", "2027-03-01T00:00:00Z", {"last": last.at, "reason": "x"}),
        ("he", "2026-03-01T00:00:00Z", {"last": "2030-01-01T00:00:00Z", "reason": "x"}),
        ("he", "2026-03-01T00:00:00Z", {"last": last.at, "reason": " "}),
    ):
        draft = Draft(kinds.CLOCK_CORRECTION, person, payload=payload, signer=keys[person])
        event = seal(draft, last.sequence, last.hash, at, ledger.sealing)
        assert "A427" in [problem.code for problem in check_rules([*ledger, event])]


def test_an_expired_delegation_does_not_work_again_when_the_clock_is_set_back(office: Office, clock: Clock) -> None:
    desk, keys, path = office
    operations.delegate(desk, None, keys["zhou"], "qian", "2026-03-02", "2026-03-03")
    clock.now += timedelta(days=5)
    operations.remind(desk, path, keys["lin"], "请尽快")  # the record has seen 7 March
    assert refused(lambda: approve(office, "qian", behalf="zhou")) == "A209"
    for back in (timedelta(days=5), timedelta(minutes=3)):
        clock.now -= back
        assert refused(lambda: approve(office, "qian", behalf="zhou")) == "A209"
        clock.now += back
    assert desk.day == "2026-03-07"
    clock.now -= timedelta(days=5)
    assert desk.day == "2026-03-07"  # what is shown and judged is of the record's last day at least


def test_a_delegation_of_one_day_counts_by_beijings_calendar_and_no_hour_longer(office: Office, clock: Clock) -> None:
    desk, keys, _path = office
    clock.now = datetime(2026, 3, 2, 15, 50, tzinfo=UTC)  # 23:50 in Beijing
    operations.delegate(desk, None, keys["zhou"], "qian", "2026-03-02", "2026-03-02")
    clock.now = datetime(2026, 3, 2, 16, 5, tzinfo=UTC)  # the third, in Beijing; still the second by UTC
    assert refused(lambda: approve(office, "qian", behalf="zhou")) != "A402"
    last = desk.ledger().events()[-1]
    payload = {
        "digest": "0" * 64, "whole": "0" * 64, "scope": ["whole"], "method": "signed", "person": "zhou", "note": "", "meaning": "审核",
    }  # fmt: skip
    draft = Draft(kinds.APPROVE, "qian", "D0001", 1, "zhou", "review", payload, keys["qian"])
    forged = seal(draft, last.sequence, last.hash, "2026-03-02T16:06:00Z", desk.ledger().sealing)
    assert [problem.code for problem in check_rules([*desk.ledger(), forged])] == ["A427"]


def test_a_clock_behind_the_contents_files_is_noticed(office: Office) -> None:
    desk, _keys, path = office
    now = utc_now()
    later = (now + timedelta(days=3)).timestamp()
    os.utime(path, (later, later))
    ledger = type(desk.ledger())()
    assert refused(lambda: check_clock(desk.workspace, ledger, now, machines=True)) == "A402"
    check_clock(desk.workspace, ledger, now + timedelta(days=3), machines=True)
    check_clock(desk.workspace, ledger, now, machines=False)
