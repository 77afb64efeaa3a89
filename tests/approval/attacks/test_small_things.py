"""What people write into the record, and small things that misled who reads it. (Issue 10, break 11)"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from approval_samples import Clock, furnish, staffed, write
from docgen.approval.desk import operations
from docgen.approval.desk.desk import Desk, checkpoint_file
from docgen.approval.desk.reports import log_lines, status_lines
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.decisions import decided
from docgen.approval.rules.state import state_of
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.foreign import one_line
from issuing_samples import Office as Issuing

Office = tuple[Desk, dict[str, Key], Path]


class Interrupted(Clock):
    """A clock that does something the first time it is looked at after the record has grown beyond `size`."""

    def __init__(self) -> None:
        super().__init__()
        self.record, self.size = Path(), 0
        self.then: Callable[[], None] | None = None

    def __call__(self) -> datetime:
        if self.then is not None:
            with closing(sqlite3.connect(self.record)) as connection:
                grown = connection.execute("SELECT count(*) FROM docgen_events").fetchone()[0] > self.size
            if grown:
                then, self.then = self.then, None
                then()
        return super().__call__()


@pytest.fixture
def clock() -> Interrupted:
    return Interrupted()


@pytest.fixture
def office(
    workspace: Workspace, clock: Interrupted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    monkeypatch.chdir(workspace.root)
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    with desk:
        yield desk, keys, path


def said(*words: str) -> str:
    result = CliRunner().invoke(main, [*words], catch_exceptions=False)
    return result.output


# --- what is printed of the record ---


@pytest.mark.parametrize(
    "note",
    ["\x1b[2J同意", "同意\x07", "\x9b31m同意", "\u202e意同", "a\\\x1b", "甲\x7f", "\b\b\b不同意", "\u2066同意"],
)
def test_what_steers_a_terminal_is_not_recorded(office: Office, note: str) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    with pytest.raises(DocgenError) as refused:
        operations.approve(desk, path, keys["zhou"], operations.seen(desk, path), note=note)
    assert [problem.code for problem in refused.value.problems] == ["A411"]
    assert state_of(desk.ledger(), desk.document(path)).steps[0].votes == ()


@pytest.mark.parametrize("note", ["同意\\u001b", "路径 C:\\u0000\\b", "第一行\n第二行", "列\t列", "100%"])
def test_what_only_looks_like_it_is_recorded(office: Office, note: str) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    event = operations.approve(desk, path, keys["zhou"], operations.seen(desk, path), note=note)
    assert event.payload["note"] == note


def test_a_note_adds_no_line_of_its_own_to_any_listing(office: Office) -> None:
    desk, keys, path = office
    forged = "好\n   99  2026-03-02 09:00  宋示例  同意（签发）\u2028   99  第三行"
    operations.submit(desk, path, keys["lin"], summary=forged)
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path), note=forged)
    operations.send_back(desk, path, keys["fang"], forged)
    for words in (("log", str(path)), ("status", str(path)), ("route", str(path)), ("inbox", "--as", "lin")):
        output = said(*words)
        assert [line for line in output.splitlines() if line.lstrip().startswith("99")] == []
    assert len(said("log", str(path)).splitlines()) == 3


def test_an_error_that_quotes_somebody_steers_no_terminal(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    printed = said("approve", str(path), "--as", "\x1b[2J\u202e宋示例", "--yes")
    assert "宋示例" in printed
    assert [
        unicodedata.name(c, hex(ord(c))) for c in printed if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"
    ] == []


def test_a_line_of_a_listing_is_one_line() -> None:
    assert one_line("a\nb\r\nc\x85d\u2028e\tf\x1bg") == "a b c d e f\N{REPLACEMENT CHARACTER}g"


def test_the_log_tells_the_time_by_beijings_clock(office: Office) -> None:
    """As everything else does: what was done at 18:10 UTC was done the next day."""
    desk, keys, path = office
    clock = desk.record.clock
    assert isinstance(clock, Clock)
    clock.now = clock.now.replace(hour=18, minute=10)
    event, _subject = operations.submit(desk, path, keys["lin"])
    assert event.at.startswith("2026-03-02T18:1")
    assert any("2026-03-03 02:1" in line for line in log_lines(desk, path))
    assert desk.day == "2026-03-03"


# --- what stands is said ---


def test_a_checkpoint_that_cannot_be_written_leaves_the_act_and_says_that_it_stands(
    office: Office, clock: Interrupted
) -> None:
    desk, keys, path = office
    file = checkpoint_file(desk.workspace)

    def blocked() -> None:
        file.unlink()
        file.mkdir()

    operations.submit(desk, path, keys["lin"])
    seen, before = operations.seen(desk, path), desk.ledger().size
    clock.record, clock.size, clock.then = desk.workspace.record, before, blocked
    with pytest.raises(DocgenError) as failed:
        operations.approve(desk, path, keys["zhou"], seen)
    first = failed.value.problems[0]
    assert first.code == "A439"
    assert str(before + 1) in first.message
    assert len(failed.value.problems) > 1  # the reason too
    assert desk.ledger().size == before + 1
    assert [vote.person for vote in state_of(desk.ledger(), desk.document(path)).steps[0].votes] == ["zhou"]


# --- status ---


def test_status_tells_of_an_edit_after_issuing(tmp_path: Path) -> None:
    office = Issuing(tmp_path)
    path = office.approved()
    office.issue(path)
    assert "注意" not in "".join(status_lines(office.desk, [path]))
    path.write_text("# 只加一句注释\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "注意" not in "".join(status_lines(office.desk, [path]))
    office.write(正文="请认真执行。")
    edited = "".join(status_lines(office.desk, [path]))
    assert "与签发的 V1.0 不同" in edited
    path.write_text("文种: 通知\n", encoding="utf-8")
    assert "在签发 V1.0 以后改过，现在有错误" in "".join(status_lines(office.desk, [path]))


def test_every_submission_is_counted(office: Office) -> None:
    desk, keys, path = office
    for text in ("第一稿。", "第二稿。", "第三稿。"):
        write(path, text)
        operations.submit(desk, path, keys["lin"])
    lines = [line for line in log_lines(desk, path) if "送审" in line]
    assert [re.findall(r"第 \d+ 版第 \d+ 稿", line) for line in lines] == [[f"第 1 版第 {n} 稿"] for n in (1, 2, 3)]


def test_a_message_tells_a_moment_of_the_record_by_beijings_clock(office: Office, clock: Interrupted) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    clock.now = clock.now.replace(hour=0, minute=0)
    with pytest.raises(DocgenError) as behind:
        operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    assert "2026-03-02 08:0" in behind.value.problems[0].message
    assert "Z" not in behind.value.problems[0].message


def test_a_note_of_an_earlier_record_does_not_stop_the_issue(office: Office) -> None:
    """Earlier releases recorded control characters, which no Word file can hold."""
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path), note="同意")
    state, organisation = state_of(desk.ledger(), desk.document(path)), desk.organisation()
    vote = state.steps[0].votes[0]
    vote.payload["note"] = "同意\x1b[2J"
    assert [decision.comment for decision in decided(state, organisation)] == ["同意\N{REPLACEMENT CHARACTER}[2J"]
