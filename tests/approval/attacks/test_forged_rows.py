"""Rows written past docgen, rightly chained: unsigned, of a kind that nobody knows, by someone who had no part in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.approval.after import archive, distribution, ending, publishing, register, seal_log
from docgen.approval.desk import operations, reports
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.verify.answers import from_desk
from docgen.approval.verify.record_check import check_record
from docgen.errors import DocgenError
from issuing_samples import Office

ZEROS = "0" * 128


class Nobody:
    """Names another's key, which everybody can read in the record, and has not got it."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id

    def sign(self, _message: bytes) -> bytes:
        return bytes.fromhex(ZEROS)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("forged"))
    path = office.approved()
    office.issue(path)
    office.publish(path)
    office.desk.record.close()
    return office


@pytest.fixture
def office(published: Office, tmp_path: Path) -> Office:
    return published.copy(tmp_path)


def codes(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(DocgenError) as error:
        act()
    return [problem.code for problem in error.value.problems]


def every_command(office: Office, desk: Desk) -> dict[str, Callable[[], Any]]:
    """What shows something or does something, by the command's name."""
    path, key = office.workspace.content / "notices" / "notice.yaml", office.keys["he"]
    paper = office.workspace.root / "issued/notices/notice/V1.0/notice-V1.0.pdf"
    return {
        "verify FILE": lambda: from_desk(desk, paper, paper.read_bytes()),
        "verify CONTENT": lambda: from_desk(desk, path, path.read_bytes()),
        "status": lambda: list(reports.status_lines(desk, [path])),
        "inbox": lambda: list(reports.inbox_lines(desk, "lin")),
        "log": lambda: list(reports.log_lines(desk, path)),
        "register": lambda: register.read_register(desk),
        "seal-log": lambda: seal_log.add(desk, path, key, "公章", 1, "报送", "lin"),
        "distribute": lambda: distribution.distribute(desk, path, key, ["财务部"]),
        "archive": lambda: archive.archive(desk, path, key, retention="永久", review_copy=False),
        "publish": lambda: publishing.publish(desk, path, key),
        "abolish": lambda: ending.abolish(desk, path, office.keys["song"], "不用了"),
        "submit": lambda: operations.submit(desk, path, office.keys["lin"]),
        "withdraw": lambda: operations.withdraw(desk, path, office.keys["lin"]),
        "delegate": lambda: operations.delegate(desk, None, office.keys["song"], "zhou", "2026-03-01", "2026-03-31"),
        "organisation": desk.organisation,
        "checkpoint": lambda: desk.write_checkpoint(key),
    }


def test_a_row_with_a_signature_of_zeros_is_believed_by_no_command(office: Office) -> None:
    payload = {"reason": "业务调整", "effective": "2026-03-02", "version": "V1.0", "method": "signed"}
    forged = Draft(kinds.ABOLISH, "song", "D0001", 1, payload=payload, signer=Nobody(office.keys["song"].key_id))
    (event,) = office.desk.record.transact(lambda _ledger: [forged])
    assert event.signature == ZEROS
    for name, act in every_command(office, office.desk).items():
        assert codes(act) == ["A424"], name
    with Desk.open(office.workspace, clock=office.clock) as fresh:
        assert {name: codes(act) for name, act in every_command(office, fresh).items() if codes(act) != ["A424"]} == {}
        assert "A424" in [problem.code for problem in check_record(fresh)]
    assert office.desk.unjudged().size == event.sequence  # nothing was written upon it


def test_an_event_of_an_unknown_kind_is_an_error_with_everything_else_that_is_wrong(office: Office) -> None:
    unknown = Draft("absolve", "lin", "D0001", 1, payload={"x": 1}, signer=office.keys["lin"])
    assert codes(lambda: office.desk.transact(lambda _ledger: [unknown], office.keys["lin"])) == ["A427"]
    office.desk.record.transact(lambda _ledger: [unknown, Draft(kinds.REMIND, "lin", "D0001", 1, payload={})])
    for name, act in every_command(office, office.desk).items():
        assert sorted(codes(act)) == ["A424", "A427"], name


def test_what_a_desk_refused_to_write_does_not_keep_it_from_working(office: Office) -> None:
    path = office.write("other")
    unknown = Draft("absolve", "lin", "D0001", 1, payload={}, signer=office.keys["lin"])
    assert codes(lambda: office.desk.transact(lambda _ledger: [unknown], office.keys["lin"])) == ["A427"]
    operations.submit(office.desk, path, office.keys["lin"])
    assert operations.known(office.desk, path).current
    assert check_record(office.desk) == []
