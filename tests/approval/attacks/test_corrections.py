"""Corrections as a way around the approval: a duty moved as a slip of the pen, a proofreader who signed nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from docgen.approval.desk import operations
from docgen.approval.issue import errata
from docgen.approval.issue.errata import Correction
from docgen.approval.issue.proofreading import proofread
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.rules.authority import against
from docgen.approval.rules.corrections import approvers_of
from docgen.approval.rules.state import state_of
from docgen.approval.verify.record_check import check_record
from docgen.compare.compare import compare
from docgen.errors import DocgenError
from docgen.model.nodes import Document, Figure, Heading, Paragraph, Picture, Text
from issuing_samples import Office
from workflow_samples import Company, content, digest, issue_payload, key

SAID = {"class": "错别字", "reason": "漏字", "changes": [["的", "地"]]}


# --- the record, past docgen ---


@pytest.fixture
def company() -> Company:
    """A version is issued: `zhou`, `fang` and (for `song`) `tang` approved all of it, `qian` its prices, `lin` drafted it."""
    company = Company()
    company.delegate("song", "tang")
    now = content(text="1", prices="1")
    company.submit(now)
    for person in ("zhou", "qian", "fang"):
        company.approve(person, now)
    company.approve("tang", now, behalf="song")
    payload = issue_payload(company.ledger, company.state, company.organisation)
    company.append([Draft(kinds.ISSUE, "he", "D0001", 1, payload=payload, signer=key("he"))])
    return company


def consented(company: Company, person: str, text: str = "corrected", **changes: Any) -> Event:
    """The event of a consent, as its author writes it."""
    issued = company.state.issued[-1]
    seen = {"version": "V1.0", "base": issued.text, "digest": digest(text), "reading": digest("pages")} | SAID | changes
    draft = Draft(kinds.CORRECTION_CONSENT, person, "D0001", 1, payload=seen, signer=key(person))
    return company.ledger.seal([draft], company.now)[0]


def corrected(company: Company, consent: int, proofreader: str = "zhou", by: str = "he", **changes: Any) -> Event:
    """The event of a correction, as the registrar writes it."""
    issued = company.state.issued[-1]
    payload = (
        dict(issued.payload) | {"digest": digest("corrected"), "proofreader": proofreader, "consent": consent} | SAID
    )
    payload |= {"folder": f"D0001/V1.0-更正{len(issued.errata) + 1}"} | changes
    return company.ledger.seal([Draft(kinds.ERRATUM, by, "D0001", 1, payload=payload, signer=key(by))], company.now)[0]


def take(company: Company, event: Event) -> int:
    assert against(company.ledger, event) == []
    company.ledger.extend([event])
    return event.sequence


def test_only_who_approved_the_whole_with_their_own_hand_vouches_for_a_correction(company: Company) -> None:
    issued = company.state.issued[-1]
    assert approvers_of(company.ledger, "D0001", issued) == ["zhou", "fang", "tang"]
    found = {
        person: bool(against(company.ledger, consented(company, person))) for person in company.organisation.people
    }
    assert found == {"lin": True, "zhou": False, "qian": True, "fang": False, "song": True, "he": True, "tang": False}


def test_a_proofreader_who_signed_nothing_is_found_in_the_record(company: Company) -> None:
    for sequence in (0, company.ledger.size):
        assert [problem.code for problem in against(company.ledger, corrected(company, sequence))] == ["A427"]
    assert against(company.ledger, corrected(company, take(company, consented(company, "zhou")))) == []


def test_a_consent_counts_for_that_text_class_reason_and_those_changes_alone(company: Company) -> None:
    sequence = take(company, consented(company, "zhou"))
    lies: list[dict[str, Any]] = [
        {"digest": digest("another")}, {"class": "标点"}, {"reason": "别的"}, {"changes": []}, {"consent": sequence - 1},
        {"proofreader": "tang"}, {"proofreader": "he"}, {"proofreader": "lin"},
    ]  # fmt: skip
    for lie in lies:
        assert against(company.ledger, corrected(company, **({"consent": sequence} | lie))), lie
    assert against(company.ledger, corrected(company, sequence)) == []


def test_a_consent_is_used_up_and_replaced_by_a_later_one(company: Company) -> None:
    first = take(company, consented(company, "zhou"))
    later = take(company, consented(company, "zhou", "second thoughts"))
    assert against(company.ledger, corrected(company, first))
    take(company, corrected(company, later, digest=digest("second thoughts")))
    assert state_of(company.ledger, "D0001").issued[-1].consents == ()
    for sequence in (first, later):
        assert against(company.ledger, corrected(company, sequence))
    assert against(company.ledger, consented(company, "zhou", base=company.state.issued[-1].digest))


def test_who_issues_does_not_vouch() -> None:
    """The office's own person approved the version, too."""
    company = Company(
        people={"lin": ("拟稿",), "he": ("登记", "签发")}, route=[{"step": "sign", "by": ["签发"], "sign": True}]
    )
    now = content(text="1", prices="1")
    company.submit(now)
    company.approve("he", now)
    payload = issue_payload(company.ledger, company.state, company.organisation)
    company.append([Draft(kinds.ISSUE, "he", "D0001", 1, payload=payload, signer=key("he"))])
    sequence = take(company, consented(company, "he"))
    assert against(company.ledger, corrected(company, sequence, proofreader="he"))


# --- a text editor and the commands ---


def codes(act: Any) -> list[str]:
    with pytest.raises(DocgenError) as error:
        act()
    return [problem.code for problem in error.value.problems]


def issued(office: Office, text: str) -> Path:
    path = office.approved(正文=text)
    office.issue(path)
    return path


def test_a_duty_is_not_moved_to_another_department_as_a_slip_of_the_pen(tmp_path: Path) -> None:
    office = Office(tmp_path)
    path = issued(office, "采购组负责核对，请遵照执行。")
    slip = Correction("错别字", "笔误", "zhou")
    registrar, proofreader = office.keys["he"], office.keys["zhou"]

    office.write(正文="总经理办公室负责核对，请遵照执行。")
    assert codes(lambda: errata.correct(office.desk, path, registrar, None, slip)) == ["A721"]

    # A name that organisation.yaml does not know is a matter of who looks at it: nobody has.
    office.write(正文="市场组负责核对，请遵照执行。")
    assert codes(lambda: errata.correct(office.desk, path, registrar, None, slip)) == ["A726"]
    for person in ("he", "lin", "qian"):
        with pytest.raises(DocgenError):
            errata.look(office.desk, path, office.keys[person], Correction("错别字", "笔误", person))

    # The proofreader consents to a harmless one; the registrar issues the other.
    office.write(正文="采购组负责核对，请照章执行。")
    seen = errata.look(office.desk, path, proofreader, slip)
    assert seen.found.changes == [("遵照", "照章")]
    office.write(正文="市场组负责核对，请遵照执行。")
    assert codes(lambda: errata.consent(office.desk, proofreader, seen)) == ["A535"]
    office.write(正文="采购组负责核对，请照章执行。")
    errata.consent(office.desk, proofreader, errata.look(office.desk, path, proofreader, slip))
    office.write(正文="市场组负责核对，请遵照执行。")
    assert codes(lambda: errata.correct(office.desk, path, registrar, None, slip)) == ["A726"]
    assert operations.known(office.desk, path).issued[-1].errata == ()

    office.write(正文="采购组负责核对，请照章执行。")
    other = Correction("错别字", "别的理由", "zhou")
    assert codes(lambda: errata.correct(office.desk, path, registrar, None, other)) == ["A726"]
    made, _found = errata.correct(office.desk, path, registrar, None, slip)
    assert made.event.payload["changes"] == [["遵照", "照章"]]
    assert check_record(office.desk) == []


def picture(folder: Path, name: str, colour: str) -> Document:
    file = folder / name
    Image.new("RGB", (8, 8), colour).save(file)
    return Document("", (Figure(Picture(str(file), "各档单价")),))


@pytest.mark.parametrize("sort", ["错别字", "标点", "版式"])
def test_another_picture_title_or_level_of_a_clause_is_no_slip(sort: str, tmp_path: Path) -> None:
    old, new = picture(tmp_path, "a.png", "red"), picture(tmp_path, "b.png", "blue")
    assert proofread(compare(old, new), sort).faults == ["换了图片，或改了它的大小和说明"]
    assert proofread(compare(Document("薪酬制度", ()), Document("奖惩制度", ())), sort).faults
    clauses = [Document("", (Heading(level, (Text("支付"),)),)) for level in (1, 2)]
    assert proofread(compare(*clauses), sort).faults


def test_what_changes_no_word_is_listed_or_refused() -> None:
    set_left, centred = (Document("", (Paragraph((Text("附则"),), role),)) for role in ("body", "center"))
    assert proofread(compare(set_left, centred), "版式").changes == [("附则", "附则（段落样式改变）")]
    assert proofread(compare(set_left, set_left), "错别字").faults


def faults(old: str, new: str, sort: str = "错别字", **marks: frozenset[str]) -> list[str]:
    def words(text: str, looks: frozenset[str] = frozenset()) -> Document:
        return Document("", (Paragraph((Text(text, looks),)),))

    names = {"财务部", "大客户部", "客户部", "总经理", "林示例"}
    return proofread(compare(words(old), words(new, marks.get("looks", frozenset()))), sort, names).faults


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("财务部负责核对。", "大客户部负责核对。"),
        ("财务部核对，客户部审批。", "客户部核对，财务部审批。"),
        ("财物部负责核对。", "财务部负责核对。"),
        ("总经理签批。", "副总经理签批。"),
        ("总经理签批。", "总经理助理签批。"),
        ("员工林示例负责。", "员工林示利负责。"),
    ],
)
def test_names_of_departments_posts_and_people_are_no_slips(old: str, new: str) -> None:
    assert any("名称" in fault for fault in faults(old, new)), faults(old, new)


def test_a_slip_beside_names_and_punctuation_behind_one_are_slips() -> None:
    assert faults("财务部负责合对，总经理签批。", "财务部负责核对，总经理签批。") == []
    assert faults("请送财务部。", "请送财务部！", "标点") == []


@pytest.mark.parametrize("sort", ["错别字", "标点", "版式"])
def test_words_are_not_struck_out_as_a_matter_of_layout(sort: str) -> None:
    assert any(
        "删除线" in fault for fault in faults("员工享受补贴。", "员工享受补贴。", sort, looks=frozenset({"del"}))
    )
    assert faults("员工享受补贴。", "员工享受补贴。", "版式", looks=frozenset({"strong"})) == []
