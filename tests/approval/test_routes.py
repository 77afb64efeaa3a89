"""Routes, conditions, people and numbers as data: what can be written, and what is wrong with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import numbers, versions
from docgen.approval.rules.conditions import Condition, read_conditions
from docgen.approval.rules.organisation import from_payload, read_organisation
from docgen.approval.rules.route import Step, from_data, read_route, to_data
from docgen.errors import DocgenError, Location, visible
from workflow_samples import PLACE, START, key, steps


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (None, "至少一步"),
        ([], "至少一步"),
        (["review"], "step: 名称"),
        ([{"step": "a", "name": "审核"}], "没有写由谁办理"),
        ([{"step": "a", "by": []}], "没有写由谁办理"),
        ([{"step": "a", "by": [1]}], "文字的列表"),
        ([{"step": "a", "by": ["x"], "who": 1}], "不认识的名称“who”"),
        ([{"step": "a", "by": ["x"], "rule": 0}], "rule"),
        ([{"step": "a", "by": ["x"], "rule": True}], "rule"),
        ([{"step": "a", "by": ["x"], "rule": "most"}], "rule"),
        ([{"step": "a", "by": ["x"], "order": "random"}], "order"),
        ([{"step": "a", "by": ["x"], "veto": "yes"}], "veto"),
        ([{"step": "a", "by": ["x"], "due": "soon"}], "due"),
        ([{"step": "a", "by": ["x"], "returns": "drafter"}], "returns"),
        ([{"step": "a", "by": ["x"], "returns": {"to": "nowhere"}}], "returns"),
        ([{"step": "a", "by": ["x"]}, {"step": "a", "by": ["y"]}], "两个步骤都叫"),
        ([{"together": []}], "并行步骤"),
        ([{"together": [{"step": "a", "by": ["x"]}], "name": "x"}], "并行步骤"),
    ],
)
def test_a_faulty_route_is_named(data: Any, fact: str) -> None:
    _route, problems = read_route(data, PLACE)
    assert any(fact in problem.message for problem in problems)
    assert {(problem.code, problem.location) for problem in problems} == {("A101", PLACE)}
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("when", ["total", {"field": "x"}, {"field": "x", "over": "much"}, {"field": "x", "above": 1}, {"over": 1, "under": 2},
                                  {"field": "x", "in": "a"}, {"field": "x", "present": 1}, {"field": "x", "over": 1, "under": 2}])  # fmt: skip
def test_a_faulty_condition_is_named(when: Any) -> None:
    conditions, problems = read_conditions(when, "board", PLACE)
    assert (conditions, [problem.code for problem in problems]) == ((), ["A103"])


@pytest.mark.parametrize(
    ("when", "value", "holds"),
    [
        ({"over": 200000}, Decimal("200000"), False),
        ({"over": 200000}, Decimal("200000.01"), True),
        ({"over": 200000}, "1,200,000.00", True),
        ({"over": 200000}, None, True),
        ({"over": 200000}, "面议", True),
        ({"under": 5}, True, True),
        ({"at_least": 5}, 5, True),
        ({"at_most": 5}, 5.5, False),
        ({"equals": "甲"}, "甲", True),
        ({"equals": "甲"}, None, False),
        ({"equals": True}, True, True),
        ({"in": ["甲", "乙"]}, "丙", False),
        ({"present": True}, "", False),
        ({"present": False}, None, True),
    ],
)
def test_a_condition_holds_or_not(when: dict[str, Any], value: Any, holds: bool) -> None:
    conditions, problems = read_conditions({"field": "x", **when}, "board", PLACE)
    assert problems == []
    assert conditions[0].holds({"x": value}.get) is holds


texts = st.text(min_size=1, max_size=4).filter(lambda text: visible(text) == text)  # what the record takes (A411)


@given(
    st.builds(
        Step,
        id=texts,
        name=texts,
        roles=st.lists(texts).map(tuple),
        people=st.lists(texts, unique=True).map(tuple),
        rule=st.sampled_from(["all", "any", "majority"]) | st.integers(1, 9),
        scope=st.lists(texts, min_size=1).map(tuple),
        when=st.lists(st.builds(Condition, field=texts, operator=st.just("in"), value=st.lists(texts).map(tuple))).map(
            tuple
        ),
        added=st.lists(texts).map(tuple),
    )
)
def test_steps_come_back_from_the_record_as_they_went_in(step: Step) -> None:
    ledger = Ledger()
    event = ledger.seal([Draft("note", "lin", payload={"steps": to_data((step,))})], START)[0]
    assert from_data(event.payload["steps"]) == (step,)


@given(st.integers(0, 9), st.sampled_from(["all", "any", "majority"]) | st.integers(1, 12))
def test_nobody_to_ask_is_never_consent(count: int, rule: Any) -> None:
    step = Step("a", "a", people=tuple(map(str, range(count))), rule=rule)
    assert step.needed >= 1
    if rule == "majority":
        assert 2 * step.needed > count >= 2 * (step.needed - 1)


ORGANISATION = {
    "名称": "星河",
    "部门": {"hr": "人力资源部"},
    "人员": [
        {"编号": "lin", "姓名": "林示例", "部门": "hr", "角色": ["拟稿"]},
        {"id": "zhou", "name": "周示例", "roles": "审核", "left": "2026-05-01"},
    ],
}


def test_an_organisation_is_read_in_chinese_or_english_and_kept_in_the_record() -> None:
    organisation, problems = read_organisation(ORGANISATION, lambda pointer: Location(pointer))
    assert problems == []
    assert from_payload(organisation.payload) == organisation
    assert [organisation.with_role("审核", day) for day in ("2026-04-30", "2026-05-01")] == [["zhou"], []]
    assert [organisation.find(text) for text in ("lin", "周示例", "x")] == ["lin", "zhou", ""]


@pytest.mark.parametrize(
    ("change", "place", "fact"),
    [
        ({"人员": []}, "", "没有写人员"),
        ({"人员": ["林"]}, "/人员/0", "名称: 内容"),
        ({"人员": [{"编号": "l i n", "姓名": "林"}]}, "/人员/0", "编号和姓名"),
        ({"人员": [{"编号": "lin", "姓名": "林", "部门": "x"}]}, "/人员/0", "没有编号为“x”的部门"),
        ({"人员": [{"编号": "lin", "姓名": "林", "离岗": "5月"}]}, "/人员/0", "离岗日期"),
        ({"人员": [{"编号": "lin", "姓名": "林", "电话": "1"}]}, "/人员/0/电话", "不认识的名称"),
        ({"人员": [{"编号": "lin", "姓名": "林"}, {"编号": "lin", "姓名": "周"}]}, "/人员/1", "用了两次"),
        ({"部门": ["人力资源部"]}, "", "编号: 名称"),
    ],
)
def test_a_faulty_organisation_is_named_at_its_place(change: dict[str, Any], place: str, fact: str) -> None:
    _organisation, problems = read_organisation({**ORGANISATION, **change}, lambda pointer: Location(pointer))
    assert any(fact in problem.message and problem.location.file == place for problem in problems)


RULE = numbers.read_rule({"code": "星河人", "start_at": {2026: 37}}, PLACE)


def issue(ledger: Ledger, number: numbers.Number) -> None:
    ledger.extend(ledger.seal([Draft(kinds.ISSUE, "he", "D0001", payload={"document_number": number.payload})], START))


def test_numbers_run_by_year_from_where_the_company_begins() -> None:
    ledger = Ledger()
    found = []
    for year in (2026, 2026, 2027, 2026):
        number = numbers.next_number(ledger, RULE, year)
        issue(ledger, number)
        found.append(number.text)
    assert found == ["星河人〔2026〕37号", "星河人〔2026〕38号", "星河人〔2027〕1号", "星河人〔2026〕39号"]


@given(st.lists(st.tuples(st.sampled_from(["next", "reserve", "void", "use"]), st.integers(35, 45)), max_size=30))
def test_no_number_is_ever_given_twice(acts: list[tuple[str, int]]) -> None:
    ledger = Ledger()
    used: list[int] = []
    for act, value in acts:
        try:
            if act == "next":
                issue(ledger, number := numbers.next_number(ledger, RULE, 2026))
                used.append(number.number)
            elif act == "use":
                issue(ledger, number := numbers.reserved_number(ledger, RULE, 2026, value))
                used.append(number.number)
            else:
                change = numbers.reserve if act == "reserve" else numbers.void
                ledger.extend(ledger.seal(change(ledger, RULE, 2026, value, "理由", "he", key("he")), START))
        except DocgenError as error:
            assert [problem.code for problem in error.problems] == ["A441"]  # noqa: PT017 (either way is fine here)
    voided = {
        n for n, (standing, _why) in numbers.taken(ledger, "星河人", 2026).items() if standing == kinds.NUMBER_VOIDED
    }
    assert len(used) == len(set(used))
    assert not voided & set(used)


def test_rules_that_print_alike_share_their_numbers() -> None:
    """Two kinds with codes of their own whose patterns write the same text out."""
    one, other = (
        numbers.read_rule({"code": code, "pattern": "星河〔{year}〕{number}号"}, PLACE) for code in ("人", "综")
    )
    ledger = Ledger()
    for rule in (one, other, one):
        draft = numbers.give(ledger, rule, "D0001", 1, 2026, 0, "he", key("he"))
        ledger.extend(ledger.seal([draft], START))
    ledger.extend(ledger.seal(numbers.reserve(ledger, other, 2026, 3, "留用", "he", key("he")), START))
    assert [event.payload["text"] for event in ledger.events(kinds={kinds.NUMBER})] == [
        f"星河〔2026〕{n}号" for n in (1, 2, 3)
    ]
    with pytest.raises(DocgenError) as error:
        numbers.reserved_number(ledger, other, 2026, 3)
    assert error.value.problems[0].code == "A441"


@pytest.mark.parametrize(
    "data", [None, {}, {"code": 5}, {"code": "x", "pattern": "{code}{number}"}, {"code": "x", "pattern": "{code}〔{year}〕"},
             {"code": "x", "start_at": 0}, {"code": "x", "pattern": "{other}"}, {"code": "x", "first": 3}, {"code": "x", "width": 10**9},
             {"code": "x", "start_at": {"²": 1}}, *({"code": "x", "pattern": f"{{year}}{{number}}{more}"} for more in ("{code.real}", "{code[0]}", "{code!r}", "{number:>99999999999}", "{"))]
)  # fmt: skip
def test_a_faulty_number_rule_is_named(data: Any) -> None:
    with pytest.raises(DocgenError) as error:
        numbers.read_rule(data, PLACE)
    assert error.value.problems[0].code == "A441"


@pytest.mark.parametrize(
    ("last", "major", "following"),
    [("", False, "V1.0"), ("V1.0", False, "V1.1"), ("V1.9", False, "V1.10"), ("V1.3", True, "V2.0")],
)
def test_versions_count_up(last: str, major: bool, following: str) -> None:
    assert versions.following(last, major=major) == following


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_short_codes_are_28_letters_that_tell_digests_apart(one: bytes, other: bytes) -> None:
    codes = [short_code(digest.hex()) for digest in (one, other)]
    assert all([len(part) for part in code.split("-")] == [4] * 7 and not set(code) & set("ILOU") for code in codes)
    assert (codes[0] == codes[1]) == (int.from_bytes(one) >> 116 == int.from_bytes(other) >> 116)


def test_a_route_may_be_one_list_of_steps_side_by_side() -> None:
    found = steps([{"together": [{"step": "a", "by": ["x"]}, {"step": "b", "by": ["y"]}]}, {"step": "c", "by": ["z"]}])
    assert [(step.id, bool(step.group)) for step in found] == [("a", True), ("b", True), ("c", False)]
    assert found[0].group == found[1].group
