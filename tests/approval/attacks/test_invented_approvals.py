"""An issue that lists approvals nobody gave: refused, and what a file shows is told from the approvals' own events."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.approval.after.entries import catalogue
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.authority import check_rules
from docgen.approval.rules.decisions import Decision
from workflow_samples import Company, content, issue_payload, key

PEOPLE = ("zhou", "qian", "fang", "song")


@pytest.fixture
def company() -> Company:
    company = Company()
    now = content(text="1", prices="1")
    company.submit(now)
    for person in PEOPLE:
        company.approve(person, now)
    return company


def issued(company: Company, **changes: Any) -> Ledger:
    """The record after the registrar issued past docgen, with the payload changed."""
    payload = issue_payload(company.ledger, company.state, company.organisation) | changes
    draft = Draft(kinds.ISSUE, "he", "D0001", 1, payload=payload, signer=key("he"))
    return Ledger([*company.ledger, *company.ledger.seal([draft], company.now)])


def shown(ledger: Ledger) -> tuple[Decision, ...]:
    return catalogue(ledger).entries[0].decisions


def test_an_issue_that_lists_approvals_nobody_gave_is_found(company: Company) -> None:
    told = issue_payload(company.ledger, company.state, company.organisation)["decisions"]
    assert check_rules(issued(company)) == []
    lies: list[dict[str, Any]] = [
        {"decisions": [*told, told[0] | {"person": "tang"}]},
        {"decisions": told[:-1]},
        {"decisions": [told[0] | {"person": "tang"}, *told[1:]]},
        {"decisions": [told[0] | {"at": "2026-03-01T00:00:00Z"}, *told[1:]]},
        {"decisions": [told[0] | {"comment": "完全同意"}, *told[1:]]},
        {"decisions": []},
        {"signers": "tang"},
        {"issued_on": "2020-01-01"},
        {"number": "星河〔2026〕99号"},
        {"version": "V9.9"},
        {"title": "另一份制度"},
        {"files": {}},
    ]
    for lie in lies:
        assert [problem.code for problem in check_rules(issued(company, **lie))] == ["A427"], lie


def test_what_a_file_shows_as_approvals_comes_from_the_approvals(company: Company) -> None:
    told = issue_payload(company.ledger, company.state, company.organisation)["decisions"]
    honest = shown(issued(company))
    assert [decision.person for decision in honest] == list(PEOPLE)
    invented = [decision | {"person": "tang", "comment": "完全同意", "how": "signed"} for decision in told]
    assert shown(issued(company, decisions=invented)) == honest
    assert shown(issued(company, decisions=[*told, *invented])) == honest
    assert shown(issued(company, decisions=[])) == honest
    # Only how the paper calls the part stands beside what the route calls it.
    named = [decision | {"scope": "第三章　价格"} if decision["scope"] else decision for decision in told]
    assert [one.scope for one in shown(issued(company, decisions=named)) if one.scope] == ["第三章　价格（prices）"]
