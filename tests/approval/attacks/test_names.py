"""An administrator takes another's name, so that his own signatures read as that other's."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.approval.desk import organisations
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.rules.organisation import confirmed, from_payload
from docgen.errors import DocgenError
from issuing_samples import Office


def rename(office: Office, **names: str) -> None:
    """Other names in organisation.yaml, by the old ones."""
    file = office.workspace.organisation
    text = file.read_text(encoding="utf-8")
    for old, new in names.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["宋示例", "宋 示例", "宋\u3000示例"])
def test_nobody_takes_a_name_that_is_or_was_anothers(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path)
    rename(office, 宋示例="宋某")
    organisations.confirm(office.desk, office.keys["he"])  # one step after the other
    rename(office, 何示例=f'"{name}"')
    with pytest.raises(DocgenError) as error:
        organisations.confirm(office.desk, office.keys["he"])
    assert [problem.code for problem in error.value.problems] == ["A321"]
    assert office.desk.organisation().people["he"].name == "何示例"


def test_both_at_once_neither(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rename(office, 宋示例="宋某", 何示例="宋示例")
    with pytest.raises(DocgenError) as error:
        organisations.confirm(office.desk, office.keys["he"])
    assert [problem.code for problem in error.value.problems] == ["A321"]


def test_a_list_with_anothers_name_that_was_forced_into_the_record_is_found(tmp_path: Path) -> None:
    office = Office(tmp_path)
    payload = confirmed(office.desk.ledger()).payload
    payload["people"]["he"]["name"] = "宋示例"
    payload["digest"] = from_payload(payload).digest
    draft = Draft(kinds.ORGANISATION, "he", payload=payload, signer=office.keys["he"])
    office.desk.record.transact(lambda _ledger: [draft])
    assert "A427" in {problem.code for problem in office.desk.check()}


def test_who_gets_a_name_of_their_own_back_may(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for old, new in (("宋示例", "宋某"), ("宋某", "宋示例")):
        rename(office, **{old: new})
        organisations.confirm(office.desk, office.keys["he"])
    assert office.desk.organisation().people["song"].name == "宋示例"
