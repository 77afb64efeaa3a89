"""The whole record rewritten, keys and all, while the genuine papers are out: each paper carries the record as it was."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
import weasyprint

from docgen.approval.issue.manifest import ATTACHMENT, Identity, attachment
from docgen.approval.issue.pdf_signature import attach
from docgen.approval.ledger.checkpoints import make_checkpoint
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.keys import generate
from docgen.approval.verify.answers import from_desk
from docgen.approval.verify.judging import held
from issuing_samples import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("embedded"))
    made.issue(made.approved())
    return made


def heads(office: Office) -> list[str]:
    return [event.hash for event in office.desk.ledger()]


def owners(office: Office) -> dict[str, str]:
    return keyring(office.desk.ledger().events("")).owners


def paper(office: Office) -> Path:
    return office.workspace.root / "issued" / "notices" / "notice" / "V1.0" / "notice-V1.0.pdf"


def test_the_genuine_paper_and_its_own_record_agree(office: Office) -> None:
    content = paper(office).read_bytes()
    answer = from_desk(office.desk, paper(office), content)
    assert answer.genuine
    assert held(content, answer, heads(office), owners(office)) == answer


@pytest.mark.parametrize("change", ["genesis", "middle", "cut", "keys"])
def test_a_rewritten_record_that_lists_the_genuine_file_is_contradicted_by_it(office: Office, change: str) -> None:
    content = paper(office).read_bytes()
    answer = from_desk(office.desk, paper(office), content)
    now, known = heads(office), owners(office)
    if change == "genesis":
        now[0] = "0" * 64
    elif change == "middle":
        now = [now[0], *("0" * 64 for _head in now[1:])]
    elif change == "cut":
        now = now[:4]
    else:
        known = dict.fromkeys((generate("he").key_id,), "he")
    found = held(content, answer, now, known)
    assert (found.verdict, found.genuine, "警报" in found.headline) == ("conflict", False, True)
    if change in ("genesis", "middle", "cut"):
        assert any(head in "".join(found.lines) for head in (*heads(office),))


def test_a_genuine_paper_that_the_rewritten_record_forgot_is_an_alarm_and_a_forged_one_is_not(office: Office) -> None:
    plain = weasyprint.HTML(string="<p>x</p>").write_pdf()
    identity = Identity("D0009", 1, "V1.0", "9", "通知", "通知", "2026-03-01", "0" * 64)
    real = make_checkpoint(office.desk.ledger(), office.keys["he"], office.clock())
    forged = make_checkpoint(office.desk.ledger(), generate("he"), office.clock())
    rewritten = [heads(office)[0], *("0" * 64 for _head in heads(office)[1:])]
    verdicts = []
    for checkpoint in (real, forged, replace(real, size=real.size + 1)):
        content = attach(plain, {ATTACHMENT: attachment(identity, [], asdict(checkpoint))}, "x")
        answer = from_desk(office.desk, Path("x.pdf"), content)
        verdicts.append(held(content, answer, rewritten, owners(office)).verdict)
    assert verdicts == ["conflict", "unrecorded", "unrecorded"]


def test_approvals_that_the_record_does_not_have_are_told(office: Office) -> None:
    plain = weasyprint.HTML(string="<p>x</p>").write_pdf()
    identity = Identity("D0001", 1, "V1.0", "9", "通知", "通知", "2026-03-01", "0" * 64)
    point = asdict(make_checkpoint(office.desk.ledger(), office.keys["he"], office.clock()))
    rows = [list(event.row) for event in office.desk.ledger().events("D0001")]
    rows[1][11] = "0" * 64
    for wrong in (rows, [[]], [[10**9] * 13]):
        content = attach(plain, {ATTACHMENT: attachment(identity, wrong, point)}, "x")
        answer = from_desk(office.desk, Path("x.pdf"), content)
        found = held(content, answer, heads(office), owners(office))
        assert (found.verdict, "审批" in "".join(found.lines)) == ("conflict", True)
