"""Rules that touch employees' interests: what evidence they need, and from when they may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.approval.ledger.events import Draft, utc_now
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.procedure import (
    EVIDENCE,
    EVIDENCE_VOIDED,
    Proof,
    category_of,
    effect_faults,
    faults,
    proofs,
)

TEXT, OTHER = "a" * 64, "b" * 64
COMPLETE: list[dict[str, Any]] = [
    {"category": "opinions", "held": "2026-03-01", "until": "2026-03-08", "digest": OTHER},
    {
        "category": "congress",
        "held": "2026-03-12",
        "digest": TEXT,
        "figures": {"entitled": 60, "attended": 52, "yes": 47, "no": 3, "abstained": 2},
    },
    {"category": "consultation", "held": "2026-03-13", "with": "公司工会", "digest": TEXT},
    {"category": "publicity", "held": "2026-03-20", "until": "2026-03-27", "digest": TEXT},
]


def ledger_of(*payloads: dict[str, Any], voided: tuple[int, ...] = ()) -> Ledger:
    ledger = Ledger()
    drafts = [
        Draft(EVIDENCE, "he", "D0001", 1, payload={"name": "扫描件.pdf", "sha256": "c" * 64, **payload})
        for payload in payloads
    ]
    drafts += [
        Draft(EVIDENCE_VOIDED, "he", "D0001", 1, payload={"sequence": sequence, "reason": "传错"})
        for sequence in voided
    ]
    ledger.extend(ledger.seal(drafts, utc_now()))
    return ledger


def codes(ledger: Ledger, effective: str = "2026-04-01") -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in effect_faults(ledger, "D0001", 1, TEXT, effective, "content/a.yaml")]


def test_a_complete_procedure_lets_the_rule_take_effect_when_its_publicity_has_ended() -> None:
    ledger = ledger_of(*COMPLETE)
    assert codes(ledger, "2026-03-27") == []
    assert codes(ledger, "2026-03-26") == [("A603", "施行日期 2026-03-26 早于公示结束的 2026-03-27")]


@pytest.mark.parametrize("index", range(4), ids=["征求意见", "职代会", "协商", "公示"])
def test_without_any_one_of_its_parts_it_does_not(index: int) -> None:
    ledger = ledger_of(*(payload for n, payload in enumerate(COMPLETE) if n != index))
    name = ["征求意见", "职代会", "协商", "公示"][index]
    assert codes(ledger) == [("A602", f"民主程序缺“{name}”的材料")]


def test_everything_missing_is_said_at_once() -> None:
    assert [code for code, _message in codes(ledger_of())] == ["A602"] * 4


@pytest.mark.parametrize("index", [1, 3], ids=["职代会", "公示"])
def test_a_vote_and_a_publicity_count_only_for_the_text_that_was_issued(index: int) -> None:
    payloads = [dict(payload, digest=OTHER) if n == index else payload for n, payload in enumerate(COMPLETE)]
    ((code, message),) = codes(ledger_of(*payloads))
    assert code == "A602"
    assert "针对的不是签发的这一稿" in message


def test_evidence_of_another_revision_or_voided_does_not_count() -> None:
    ledger = ledger_of(*COMPLETE, voided=(4,))
    assert [proof.category for proof in proofs(ledger, "D0001", 1)] == ["opinions", "congress", "consultation"]
    assert proofs(ledger, "D0001", 2) == []


def test_categories_go_by_their_chinese_and_english_names() -> None:
    assert [category_of(text) for text in ("征求意见", "职代会", "协商", "公示", "congress", "投票")] == [
        "opinions", "congress", "consultation", "publicity", "congress", "",
    ]  # fmt: skip


def vote(**figures: int) -> list[str]:
    proof = Proof(1, "congress", "表决.pdf", "c" * 64, 1, TEXT, "2026-03-12", figures=figures)
    return [problem.message for problem in faults(proof, "content/a.yaml", "2026-03-20")]


def test_a_congress_needs_two_thirds_present_and_more_than_half_of_all_in_favour() -> None:
    assert vote(entitled=60, attended=40, yes=31, no=9) == []
    assert vote(entitled=60, attended=39, yes=39) == ["到会 39 人，不足应到 60 人的三分之二"]
    assert vote(entitled=60, attended=60, yes=30, no=30) == ["同意 30 票，没有超过全体代表 60 人的半数"]
    assert vote(entitled=60, attended=50, yes=60) == ["职代会的人数对不上：应到 60，实到 50，投票 60"]
    assert vote(attended=50) == ["职代会没有写明应到、同意人数"]


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_whatever_the_figures_a_vote_passes_only_as_the_rule_says(
    entitled: int, attended: int, yes: int, no: int
) -> None:
    passes = 0 < attended <= entitled and yes + no <= attended and 3 * attended >= 2 * entitled and 2 * yes > entitled
    assert (vote(entitled=entitled, attended=attended, yes=yes, no=no) == []) is passes


def test_evidence_says_when_it_is_of_the_future_or_has_no_end() -> None:
    proof = Proof(1, "publicity", "公示.jpg", "c" * 64, 1, TEXT, "2026-03-20", "2026-03-10")
    assert [problem.code for problem in faults(proof, "content/a.yaml", "2026-03-19")] == ["A601", "A601"]
