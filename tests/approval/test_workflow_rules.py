"""The rules of approving, without content files and database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.acting import Evidence
from docgen.approval.rules.authority import check_rules
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.state import state_of
from docgen.errors import DocgenError
from workflow_samples import Company, content, digest, key, paper

FIRST = content(text="一", prices="10")
PRICES = content(text="一", prices="11")
TEXT = content(text="二", prices="10")


def codes(error: pytest.ExceptionInfo[DocgenError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.fixture
def company() -> Company:
    return Company()


def test_steps_come_one_after_another_and_a_group_side_by_side(company: Company) -> None:
    assert company.status == "draft"
    company.submit(FIRST)
    assert company.turn == {"review": ("zhou",)}
    company.approve("zhou", FIRST)
    assert company.turn == {"finance": ("qian",), "legal": ("fang",)}
    company.approve("fang", FIRST)
    assert company.turn == {"finance": ("qian",)}
    assert company.status == "review"
    company.approve("qian", FIRST)
    assert (company.turn, company.status) == ({"sign": ("song",)}, "approved")
    company.approve("song", FIRST)
    assert (company.turn, company.status, company.state.complete) == ({}, "signed", True)


def test_a_change_voids_only_the_approvals_whose_scope_changed(company: Company) -> None:
    company.submit(FIRST)
    for person in ("zhou", "qian", "fang"):
        company.approve(person, FIRST)
    company.submit(TEXT)
    assert [step.step.id for step in company.state.steps if step.passed] == ["finance"]
    assert company.turn == {"review": ("zhou",)}
    company.submit(PRICES)
    assert [step.step.id for step in company.state.steps if step.passed] == []


def test_signing_binds_to_the_whole_so_that_any_change_voids_it(company: Company) -> None:
    company.submit(FIRST)
    for person in ("zhou", "qian", "fang", "song"):
        company.approve(person, FIRST)
    assert company.state.complete
    company.submit(TEXT)
    assert not company.state.complete


def test_nobody_approves_what_they_have_not_seen_or_what_has_changed_since(company: Company) -> None:
    company.submit(FIRST)
    with pytest.raises(DocgenError) as changed:
        company.approve("zhou", TEXT, seen=FIRST)
    company.submit(TEXT)
    with pytest.raises(DocgenError) as unseen:
        company.approve("zhou", TEXT, seen=FIRST)
    assert codes(changed) + codes(unseen) == ["A205", "A206"]
    assert company.state.steps[0].votes == ()


def test_who_drafted_or_edited_does_not_approve() -> None:
    company = Company([{"step": "review", "by": ["评审"]}])
    company.submit(FIRST, drafters=("zhou",))
    assert company.step("review").step.people == ("qian", "fang", "song", "tang")
    with pytest.raises(DocgenError) as drafter:
        company.approve("zhou", FIRST)
    company.delegate("qian", "zhou")
    with pytest.raises(DocgenError) as delegate:
        company.approve("zhou", FIRST, behalf="qian")
    with pytest.raises(DocgenError) as transferred:
        company.transfer("qian", "zhou")
    with pytest.raises(DocgenError) as added:
        company.add_signer("qian", "zhou")
    assert [codes(error) for error in (drafter, delegate, transferred, added)] == [["A203"]] * 4


def test_who_edits_a_later_draft_loses_the_approval_given_to_an_earlier_one() -> None:
    company = Company([{"step": "finance", "by": ["财务", "法务"], "rule": "any", "scope": "prices"}])
    company.submit(FIRST)
    company.approve("qian", FIRST)
    assert company.state.complete
    company.submit(TEXT, drafters=("qian",))
    assert not company.state.complete
    assert company.turn == {"finance": ("fang",)}


def test_a_step_with_nobody_left_keeps_the_document_from_being_handed_in() -> None:
    company = Company([{"step": "review", "by": ["审核"]}])
    with pytest.raises(DocgenError) as editor:
        company.submit(FIRST, person="zhou")
    nobody = Company([{"step": "review", "by": ["没有这个角色"]}])
    with pytest.raises(DocgenError) as empty:
        nobody.submit(FIRST)
    few = Company([{"step": "board", "by": ["评审"], "rule": 6}])
    with pytest.raises(DocgenError) as short:
        few.submit(FIRST)
    none = Company([{"step": "board", "by": ["评审"], "when": {"field": "x", "equals": "y"}}])
    with pytest.raises(DocgenError) as no_step:
        none.submit(FIRST)
    assert [codes(error) for error in (editor, empty, short, no_step)] == [["A215"]] * 4


@pytest.mark.parametrize(("rule", "needed"), [("all", 5), ("any", 1), ("majority", 3), (4, 4)])
def test_as_many_approvals_as_the_rule_says_pass_a_step(rule: str | int, needed: int) -> None:
    company = Company([{"step": "board", "by": ["评审"], "rule": rule}])
    company.submit(FIRST)
    for count, person in enumerate(("zhou", "qian", "fang", "song", "tang")[:needed], 1):
        assert company.state.complete is False
        company.approve(person, FIRST)
        assert company.state.complete is (count == needed)


def test_people_in_sequence_act_in_their_order() -> None:
    company = Company([{"step": "board", "by": ["评审"], "order": "sequence"}])
    company.submit(FIRST)
    assert company.turn == {"board": ("zhou",)}
    with pytest.raises(DocgenError) as early:
        company.approve("qian", FIRST)
    company.approve("zhou", FIRST)
    assert (codes(early), company.turn) == (["A202"], {"board": ("qian",)})


def test_without_a_veto_a_return_counts_until_the_step_cannot_pass() -> None:
    company = Company([{"step": "board", "by": ["评审"], "rule": 4, "veto": False}])
    company.submit(FIRST)
    company.send_back("zhou", FIRST)
    assert (company.status, company.step("board").refusals) == ("review", 1)
    company.approve("qian", FIRST)
    company.send_back("fang", FIRST)
    assert company.status == "returned"


def test_a_return_needs_a_reason_and_a_place_that_the_route_allows(company: Company) -> None:
    company.submit(FIRST)
    company.approve("zhou", FIRST)
    with pytest.raises(DocgenError) as reason:
        company.send_back("fang", FIRST, reason=" ")
    with pytest.raises(DocgenError) as place:
        company.send_back("fang", FIRST, to="review")
    assert codes(reason) + codes(place) == ["A207", "A208"]


def test_after_a_return_all_steps_run_again_or_only_the_one_who_returned() -> None:
    again, here = (
        Company(
            [
                {"step": "review", "by": ["审核"]},
                {"step": "legal", "by": ["法务"], "returns": {"resume": resume}},
                {"step": "sign", "by": ["签发"]},
            ]
        )
        for resume in ("again", "here")
    )
    for company in (again, here):
        company.submit(FIRST)
        company.approve("zhou", FIRST)
        company.send_back("fang", FIRST)
        assert (company.status, company.turn) == ("returned", {})
        company.submit(FIRST)
    assert again.turn == {"review": ("zhou",)}
    assert here.turn == {"legal": ("fang",)}


def test_a_return_to_an_earlier_step_asks_that_step_again() -> None:
    route = [
        {"step": "review", "by": ["审核"]},
        {"step": "finance", "by": ["财务"]},
        {"step": "legal", "by": ["法务"], "returns": {"to": "any"}},
    ]
    again, here = Company(route), Company(route)
    for company in (again, here):
        company.submit(FIRST)
        company.approve("zhou", FIRST)
        company.approve("qian", FIRST)
    again.send_back("fang", FIRST, to="review", resume="again")
    here.send_back("fang", FIRST, to="review", resume="here")
    for company in (again, here):
        assert company.turn == {"review": ("zhou",)}
        company.approve("zhou", FIRST)
    assert again.turn == {"finance": ("qian",)}
    assert here.turn == {"legal": ("fang",)}


def test_someone_who_approved_the_same_content_is_not_asked_twice() -> None:
    route = [{"step": "review", "by": ["审核"]}, {"step": "board", "by": ["评审"]}]
    company = Company(route)
    company.submit(FIRST)
    company.approve("zhou", FIRST)
    assert company.step("board").carried == {"zhou": "review"}
    assert company.turn == {"board": ("qian", "fang", "song", "tang")}
    again = Company([route[0], {**route[1], "duplicates": "again"}])
    again.submit(FIRST)
    again.approve("zhou", FIRST)
    assert again.turn == {"board": ("zhou", "qian", "fang", "song", "tang")}


def test_having_approved_a_part_is_not_having_approved_the_whole() -> None:
    route = [{"step": "finance", "by": ["财务"], "scope": "prices"}, {"step": "board", "people": ["qian"]}]
    company = Company(route)
    company.submit(FIRST)
    company.approve("qian", FIRST)
    assert company.turn == {"board": ("qian",)}


def test_a_delegate_acts_in_a_period_and_scope_and_passes_nothing_on(company: Company) -> None:
    company.submit(FIRST)
    with pytest.raises(DocgenError) as without:
        company.approve("tang", FIRST, behalf="zhou")
    company.delegate("zhou", "tang", starts="2026-04-01", ends="2026-04-30")
    company.delegate("zhou", "tang", document_kinds=("bid",))
    company.delegate("zhou", "tang", steps=("sign",))
    with pytest.raises(DocgenError) as outside:
        company.approve("tang", FIRST, behalf="zhou")
    company.delegate("zhou", "tang", document="D0001")
    company.delegate("tang", "he")
    with pytest.raises(DocgenError) as chain:
        company.approve("he", FIRST, behalf="zhou")
    with pytest.raises(DocgenError) as passed_on:
        company.transfer("tang", "he", behalf="zhou")
    assert [codes(error) for error in (without, outside, chain, passed_on)] == [["A209"], ["A209"], ["A209"], ["A210"]]
    event = company.approve("tang", FIRST, behalf="zhou")[0]
    vote = company.step("review").votes[0]
    assert (event.actor, event.on_behalf, vote.person, vote.decider) == ("tang", "zhou", "zhou", "tang")


def test_a_transferred_turn_is_the_new_persons_own(company: Company) -> None:
    company.submit(FIRST)
    company.transfer("zhou", "tang")
    assert company.turn == {"review": ("tang",)}
    with pytest.raises(DocgenError) as gone:
        company.approve("zhou", FIRST)
    company.approve("tang", FIRST)
    assert (codes(gone), company.step("review").passed) == (["A202"], True)


@pytest.mark.parametrize(("position", "turns"), [
    ("with", [("zhou", "tang"), ("tang",)]),
    ("before", [("tang",), ("zhou",)]),
    ("after", [("zhou",), ("tang",)]),
])  # fmt: skip
def test_a_signer_is_added_beside_before_or_after(
    company: Company, position: str, turns: list[tuple[str, ...]]
) -> None:
    company.submit(FIRST)
    company.add_signer("zhou", "tang", position)
    assert list(company.turn.values()) == [turns[0]]
    company.approve(turns[0][0], FIRST)
    assert list(company.turn.values()) == [turns[1]]
    company.approve(turns[1][0], FIRST)
    assert set(company.turn) == {"finance", "legal"}


def test_an_added_signer_stays_with_the_next_draft_and_can_be_taken_off_by_who_added(company: Company) -> None:
    company.submit(FIRST)
    company.add_signer("zhou", "tang")
    company.add_signer("zhou", "song", "after")
    company.submit(TEXT)
    assert [step.step.people for step in company.state.steps[:2]] == [("zhou", "tang"), ("song",)]
    with pytest.raises(DocgenError) as other:
        company.remove_signer("qian", "tang")
    with pytest.raises(DocgenError) as required:
        company.remove_signer("zhou", "qian")
    company.remove_signer("zhou", "tang")
    company.remove_signer("zhou", "song")
    assert [step.step.id for step in company.state.steps] == ["review", "finance", "legal", "sign"]
    assert (codes(other), codes(required)) == (["A212"], ["A212"])


@pytest.mark.parametrize("position", ["with", "before", "after"])
def test_who_takes_an_added_signers_turn_is_asked_about_the_next_draft_too(company: Company, position: str) -> None:
    company.submit(FIRST)
    company.add_signer("zhou", "tang", position)
    if position == "after":
        company.approve("zhou", FIRST)
    company.transfer("tang", "song")
    company.submit(TEXT)
    assert any("song" in step.step.people for step in company.state.steps if step.step.id.startswith("review"))
    assert check_rules(company.ledger) == []


def test_an_event_that_lacks_what_belongs_to_it_is_named_and_no_standing_made_up(company: Company) -> None:
    """Rightly signed, written past docgen: every command that asks for the standing says so."""
    company.submit(FIRST)
    whole = dict(company.ledger.events("D0001")[0].payload)
    for kind, payload in ((kinds.SUBMIT, {}), (kinds.SUBMIT, whole | {"scopes": {}}), (kinds.SUBMIT, whole | {"steps": 5}), (kinds.APPROVE, {}),
                          (kinds.ERRATUM, {}), (kinds.RETURN, {"effect": "return", "to": "nowhere", "reason": "", "resume": "again"})):  # fmt: skip
        ledger = Ledger(company.ledger)
        ledger.extend(ledger.seal([Draft(kind, "lin", "D0001", 1, payload=payload, signer=key("lin"))], company.now))
        ledger.extend(
            ledger.seal(
                [Draft(kinds.WITHDRAW, "lin", "D0001", 1, payload={"reason": ""}, signer=key("lin"))], company.now
            )
        )
        assert {problem.code for problem in check_rules(ledger)} == {"A427"}
        with pytest.raises(DocgenError) as error:
            state_of(ledger, "D0001")
        assert codes(error) == ["A427"]


def test_a_registrar_enters_what_was_signed_on_paper_only_with_this_drafts_code(company: Company) -> None:
    company.submit(FIRST)
    code = short_code(FIRST.digest)
    with pytest.raises(DocgenError) as other_draft:
        company.approve("he", FIRST, person="zhou", evidence=paper(company, short_code(TEXT.digest)))
    with pytest.raises(DocgenError) as no_registrar:
        company.approve("tang", FIRST, person="zhou", evidence=paper(company, code))
    with pytest.raises(DocgenError) as own:
        company.approve("he", FIRST, person="he", evidence=paper(company, code))
    assert [codes(error) for error in (other_draft, no_registrar, own)] == [["A216"]] * 3
    entry = company.approve("he", FIRST, person="zhou", evidence=Evidence("扫描.pdf", digest("x"), code.lower()))[0]
    company.confirm_entry("zhou", entry.sequence)
    vote = company.step("review").votes[0]
    assert (vote.person, vote.decider, vote.registrar, vote.payload["evidence"]) == ("zhou", "zhou", "he", digest("x"))


def test_only_the_drafter_withdraws_and_a_withdrawn_draft_keeps_what_was_approved_of_it(company: Company) -> None:
    company.submit(FIRST)
    company.approve("zhou", FIRST)
    with pytest.raises(DocgenError) as other:
        company.withdraw("zhou")
    company.withdraw("lin")
    assert (codes(other), company.status, company.turn) == (["A213"], "draft", {})
    company.submit(FIRST)
    assert company.turn == {"finance": ("qian",), "legal": ("fang",)}


def test_a_running_document_keeps_its_route_until_it_is_withdrawn(company: Company) -> None:
    company.submit(FIRST)
    before = [step.step.id for step in company.state.steps]
    company.route = (*company.route, replace(company.route[0], id="again"))
    company.send_back("zhou", FIRST)
    company.submit(TEXT)
    assert [step.step.id for step in company.state.steps] == before
    company.withdraw("lin")
    company.submit(FIRST)
    assert [step.step.id for step in company.state.steps] == [*before, "again"]


def test_conditions_are_asked_again_of_every_draft() -> None:
    company = Company(
        [
            {"step": "review", "by": ["审核"]},
            {"step": "board", "by": ["评审"], "when": {"field": "total", "over": 200000}},
        ]
    )
    company.submit(FIRST, lookup={"total": "200000.00"}.get)
    assert [step.step.id for step in company.state.steps] == ["review"]
    company.submit(PRICES, lookup={"total": "200000.01"}.get)
    assert [step.step.id for step in company.state.steps] == ["review", "board"]
    company.submit(FIRST, lookup={}.get)
    assert [step.step.id for step in company.state.steps] == ["review", "board"]


def test_someone_who_left_or_was_never_there_does_nothing(company: Company) -> None:
    company.submit(FIRST)
    people = dict(company.organisation.people)
    people["zhou"] = replace(people["zhou"], left="2026-03-02")
    company.confirm(Organisation("星河", people))
    with pytest.raises(DocgenError) as left:
        company.approve("zhou", FIRST)
    with pytest.raises(DocgenError) as unknown:
        company.submit(TEXT, drafters=("nobody",))
    assert (codes(left), codes(unknown)) == (["A217"], ["A217"])


def test_when_someone_leaves_on_the_way_handing_in_again_asks_who_has_their_role_now(company: Company) -> None:
    company.submit(FIRST)
    company.approve("zhou", FIRST)
    people = dict(company.organisation.people)
    people["qian"] = replace(people["qian"], left="2026-03-02")
    people["tang"] = replace(people["tang"], roles=("财务",))
    company.confirm(Organisation("星河", people))
    with pytest.raises(DocgenError) as left:
        company.approve("qian", FIRST)
    company.withdraw("lin")
    company.submit(FIRST)
    assert codes(left) == ["A217"]
    assert company.turn == {"finance": ("tang",), "legal": ("fang",)}


def test_nothing_is_handed_in_twice_and_an_approver_does_not_change_the_draft(company: Company) -> None:
    company.submit(FIRST)
    with pytest.raises(DocgenError) as same:
        company.submit(FIRST)
    with pytest.raises(DocgenError) as other:
        company.submit(TEXT, person="tang")
    assert (codes(same), codes(other)) == (["A214"], ["A214"])


def test_nobody_votes_twice_in_a_step() -> None:
    company = Company([{"step": "board", "by": ["评审"]}])
    company.submit(FIRST)
    company.approve("zhou", FIRST)
    with pytest.raises(DocgenError) as again:
        company.approve("zhou", FIRST)
    with pytest.raises(DocgenError) as back:
        company.send_back("zhou", FIRST)
    assert (codes(again), codes(back)) == (["A204"], ["A204"])


def test_versions_and_standing_follow_issue_publication_and_the_next_revision(company: Company) -> None:
    company.submit(FIRST)
    assert (company.state.version, company.state.next_version) == ("V0.1", "V1.0")
    company.submit(TEXT)
    assert company.state.version == "V0.2"
    for person in ("zhou", "qian", "fang", "song"):
        company.approve(person, TEXT)
    company.issue("V1.0", "星河〔2026〕1号")
    assert (company.state.version, company.status) == ("V1.0", "issued")
    with pytest.raises(DocgenError) as same:
        company.submit(TEXT)
    company.submit(PRICES, major=True)
    assert codes(same) == ["A214"]
    assert (company.state.revision, company.state.next_version, company.state.version) == (2, "V2.0", "V2.0（第1稿）")
    assert company.turn == {"review": ("zhou",)}


def test_a_version_is_in_force_from_its_day_until_the_next_ones(company: Company) -> None:
    company.submit(FIRST)
    for person in ("zhou", "qian", "fang", "song"):
        company.approve(person, FIRST)
    company.issue("V1.0", effective="2026-04-01")
    company.submit(TEXT)
    for person in ("zhou", "qian", "fang", "song"):
        if person in {name for pending in company.turn.values() for name in pending}:
            company.approve(person, TEXT)
    company.issue("V1.1", effective="2026-05-01")
    state = company.state
    versions = [
        getattr(state.in_force(day), "version", "") for day in ("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01")
    ]
    assert versions == ["", "V1.0", "V1.0", "V1.1"]
    assert [str(issued.status("2026-06-01")) for issued in state.issued] == ["superseded", "in-force"]
