"""A drafter with a text editor turns what decides of his paper: kind, route, procedure, number, sheet, watermark, fonts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.app.build import load_kind
from docgen.approval.after import publishing
from docgen.approval.desk import operations, policies
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.ledger import Ledger
from docgen.errors import DocgenError
from docgen.reading import FirstReading
from issuing_samples import Office

FONT = next(
    (file for home in ("/usr/share/fonts", "/usr/local/share/fonts") for file in sorted(Path(home).rglob("*.ttf"))),
    None,
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def codes(error: pytest.ExceptionInfo[DocgenError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def edit(office: Office, old: str, new: str, file: str = "templates/notice/kind.yaml") -> Callable[[], None]:
    """Change a file of the workspace; what is given puts it back."""
    path = office.workspace.root / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    return lambda: path.write_text(before, encoding="utf-8") and None


def test_a_slot_that_names_the_text_is_no_slot(office: Office) -> None:
    for slots in ("[date, text]", "[title]", "[price]", "[effective_date]"):
        back = edit(office, "slots: [date]", f"slots: {slots}")
        with pytest.raises(DocgenError) as error:
            load_kind(office.workspace, "notice")
        assert codes(error) == ["T105"]
        back()


def test_a_number_that_no_rule_gives_is_the_drafters_and_no_slot(office: Office) -> None:
    edit(office, "number: {code: 星河办, start_at: 37}\nslots: [date]", "slots: [date, number]")
    with pytest.raises(DocgenError) as error:
        load_kind(office.workspace, "notice")
    assert codes(error) == ["T105"]


def test_a_route_to_one_friend_does_not_count_until_an_administrator_confirms_it(office: Office) -> None:
    path = office.write()
    back = edit(office, "by: [签发], sign: true", "people: [zhou], sign: true")
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(error) == ["A341"]
    assert "templates/notice/kind.yaml" in str(error.value)
    back()
    operations.submit(office.desk, path, office.keys["lin"])
    assert "zhou" not in operations.known(office.desk, path).steps[-1].step.people


def test_a_route_of_docgen_yaml_does_not_count_until_an_administrator_confirms_it(office: Office) -> None:
    path = office.write()
    settings = office.workspace.root / "docgen.yaml"
    settings.write_text("routes: {default: [{step: all, by: [审核]}], 通知: [{step: all, people: [zhou]}]}\n", "utf-8")
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(error) == ["A341"]
    assert policies.changes(office.desk) == ["docgen.yaml（新增）"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("slots: [date]", "slots: [date]\nsheet: false"),
        ("slots: [date]", "slots: [date]\nwatermark: false"),
        ("slots: [date]", "slots: [date]\nretention: 1年"),
        ("code: 星河办, start_at: 37", "code: 星河党办, start_at: 1"),
        ("template: sheet", "template: sheet\nvalues: {total: '1'}"),
    ],
)
def test_what_is_changed_for_the_length_of_one_command_stops_the_issue(office: Office, old: str, new: str) -> None:
    path = office.approved()
    back = edit(office, old, new)
    with pytest.raises(DocgenError) as error:
        office.issue(path)
    assert codes(error) in (["A341"], ["A533"])  # computed values are part of what is approved
    back()
    assert office.issue(path).event.payload["number"] == "星河办〔2026〕37号"


def test_the_democratic_procedure_is_not_switched_off_for_the_length_of_one_command(tmp_path: Path) -> None:
    office = Office(tmp_path)
    edit(office, "slots: [date]", "slots: [date]\ndemocratic_procedure: true")
    policies.confirm(office.desk, office.keys["he"])
    path = office.approved()
    back = edit(office, "democratic_procedure: true", "democratic_procedure: false")
    with pytest.raises(DocgenError) as error:
        office.issue(path)
    assert codes(error) == ["A341"]
    back()
    assert office.issue(path).event.payload["democratic_procedure"] is True
    edit(office, "democratic_procedure: true", "democratic_procedure: false")
    with pytest.raises(DocgenError) as error:
        publishing.publish(office.desk, path, office.keys["he"])
    assert codes(error) == ["A341"]


def test_an_approver_does_not_sign_under_a_policy_that_nobody_confirmed(office: Office) -> None:
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    edit(office, "slots: [date]", "slots: [date]\nsheet: false")
    with pytest.raises(DocgenError) as error:
        operations.approve(office.desk, path, office.keys["zhou"], operations.seen(office.desk, path))
    assert codes(error) == ["A341"]


def test_a_font_brought_along_after_the_approval_stops_the_issue(office: Office) -> None:
    assert FONT is not None
    path = office.approved()
    office.workspace.fonts.mkdir()
    shutil.copy(FONT, office.workspace.fonts / "数字.ttf")
    with pytest.raises(DocgenError) as error:
        office.issue(path)
    assert codes(error) == ["A341"]
    assert "fonts/数字.ttf（新增）" in str(error.value)


def test_another_kind_may_be_edited_meanwhile(office: Office) -> None:
    path = office.approved()
    other = office.workspace.templates / "draft-kind"
    shutil.copytree(office.workspace.templates / "notice", other)
    (other / "kind.yaml").write_text("title: 未完\n", encoding="utf-8")
    (other / "notes.md").write_text("未完", encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        office.issue(path)  # a kind is found by its title, which every kind.yaml may claim
    assert "draft-kind/notes.md" not in str(error.value)
    policies.confirm(office.desk, office.keys["he"])
    (other / "body.html").write_text("<p>还在写</p>", encoding="utf-8")
    assert office.issue(path).event.payload["version"] == "V1.0"


def test_policy_is_confirmed_by_administrators_alone_and_said_in_the_record(office: Office) -> None:
    edit(office, "slots: [date]", "slots: [date]\nsheet: false")
    with pytest.raises(DocgenError) as error:
        policies.confirm(office.desk, office.keys["lin"])
    assert codes(error) == ["A308"]
    assert policies.confirm(office.desk, office.keys["he"]) == ["templates/notice/kind.yaml（有改动）"]
    assert policies.confirm(office.desk, office.keys["he"]) == []
    events = office.desk.ledger().events("", {kinds.POLICY})
    assert [event.actor for event in events] == ["he", "he"]
    assert len(events[-1].payload["files"]["templates/notice/kind.yaml"]) == 64


def test_a_record_in_which_nothing_was_confirmed_asks_for_it(office: Office) -> None:
    before = Ledger(event for event in office.desk.ledger() if event.kind != kinds.POLICY)
    kind = load_kind(office.workspace, "notice")
    with pytest.raises(DocgenError) as error:
        policies.check_policy(office.desk, kind, FirstReading(), before)
    assert codes(error) == ["A342"]
    policies.check_policy(office.desk, kind, FirstReading())


def test_a_document_that_was_issued_or_is_under_review_is_no_paper_of_another_kind(office: Office) -> None:
    easy = office.workspace.templates / "easy"  # confirmed as well, with a shorter route and no procedure
    shutil.copytree(office.workspace.templates / "notice", easy)
    text = (easy / "kind.yaml").read_text(encoding="utf-8")
    (easy / "kind.yaml").write_text(text.replace("title: 通知", "title: 便函", 1), encoding="utf-8")
    policies.confirm(office.desk, office.keys["he"])
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    office.write(文种="便函", 正文="押金 20000 元。")
    with pytest.raises(DocgenError) as under_review:
        operations.submit(office.desk, path, office.keys["lin"])
    office.write()
    office.approve_all(path)
    office.issue(path)
    office.write(文种="便函", 正文="押金 20000 元。")
    with pytest.raises(DocgenError) as issued:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(under_review) == codes(issued) == ["A226"]
