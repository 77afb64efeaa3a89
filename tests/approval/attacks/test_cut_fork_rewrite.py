"""The record cut off, forked, rewritten, rolled back or exchanged by the owner of its files; then somebody else's innocent act."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from approval_samples import PASSPHRASE, Clock, furnish, staffed
from docgen.approval.after.exporting import export_checkpoint
from docgen.approval.desk import breaks, operations, people
from docgen.approval.desk.desk import Desk, anchor_file, checkpoint_file
from docgen.approval.desk.head_files import head_file
from docgen.approval.desk.key_files import keys_folder
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.checkpoints import check_embedded, make_checkpoint
from docgen.approval.ledger.heads import head_of
from docgen.approval.ledger.keys import Key
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

Office = tuple[Desk, dict[str, Key], Path]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    operations.submit(desk, path, keys["lin"])
    with desk:
        yield desk, keys, path


def cut(desk: Desk, first: int) -> None:
    """What the owner of the database does to the rows from this number on."""
    with sqlite3.connect(desk.workspace.record) as raw:
        raw.execute("DROP TRIGGER IF EXISTS docgen_events_no_delete")
        raw.execute("DELETE FROM docgen_events WHERE sequence >= ?", (first,))
    raw.close()


def again(desk: Desk, clock: Clock) -> Desk:
    """The same workspace, opened by the next command."""
    return Desk.open(desk.workspace, clock=clock)


def remind(desk: Desk, key: Key, path: Path) -> None:
    """An innocent act."""
    operations.remind(desk, path, key, "请尽快")


def refused(act: object) -> list[str]:
    assert callable(act)
    with pytest.raises(DocgenError) as error:
        act()
    assert all(problem.hint for problem in error.value.problems)
    return [problem.code for problem in error.value.problems]


def test_a_tail_that_was_cut_off_is_not_laundered_by_the_next_persons_act(office: Office, clock: Clock) -> None:
    desk, keys, path = office
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    kept = checkpoint_file(desk.workspace).read_bytes()
    cut(desk, desk.ledger().size)
    with again(desk, clock) as later:
        size = later.ledger().size
        assert refused(lambda: remind(later, keys["lin"], path)) == ["A433"]
        assert refused(lambda: later.write_checkpoint(keys["lin"])) == ["A433"]
        assert refused(lambda: export_checkpoint(later, keys["he"], later.workspace.root / "x.json")) == ["A433"]
        assert later.ledger().size == size
        assert checkpoint_file(desk.workspace).read_bytes() == kept
        assert "A433" in [problem.code for problem in later.check()]


def test_a_checkpoint_that_is_gone_or_another_ones_stops_acts_and_fails_the_check(office: Office, clock: Clock) -> None:
    desk, keys, path = office
    file = checkpoint_file(desk.workspace)
    whole = file.read_text(encoding="utf-8")
    file.unlink()
    assert refused(lambda: remind(desk, keys["lin"], path)) == ["A435"]
    assert [(problem.code, problem.severity) for problem in desk.check()] == [("A435", "error")]
    for text, code in (("{}", "A431"), (whole.replace('"person": "lin"', '"person": "zhou"'), "A432")):
        file.write_text(text, encoding="utf-8")
        assert refused(lambda: remind(desk, keys["lin"], path)) == [code]
    file.write_text(whole, encoding="utf-8")
    remind(desk, keys["lin"], path)
    assert desk.check() == []


def roll_back(desk: Desk, earlier: Path) -> None:
    """Record, checkpoint and anchor as they were, all at once."""
    shutil.copy(earlier / "record.db", desk.workspace.record)
    for ending in ("-wal", "-shm"):
        Path(f"{desk.workspace.record}{ending}").unlink(missing_ok=True)
    shutil.copy(earlier / "checkpoint.json", checkpoint_file(desk.workspace))


def backup(desk: Desk, folder: Path) -> Path:
    folder.mkdir()
    raw, copy = sqlite3.connect(desk.workspace.record), sqlite3.connect(folder / "record.db")
    raw.backup(copy)
    raw.close()
    copy.close()
    shutil.copy(checkpoint_file(desk.workspace), folder)
    return folder


def test_everything_rolled_back_together_is_told_by_the_keys_that_saw_more(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    desk, keys, path = office
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    seen = head_of(desk.ledger())
    desk.record.close()
    roll_back(desk, earlier)
    with again(desk, clock) as later:
        with pytest.raises(DocgenError) as error:
            remind(later, keys["zhou"], path)
        problem = error.value.problems[0]
        assert problem.code == "A436"
        assert seen.shown in problem.message  # both heads
        assert head_of(later.ledger()).shown in problem.message
        assert [problem.code for problem in later.check()] == ["A436"]  # whoever asks, on zhou's machine
        remind(later, keys["lin"], path)  # who saw no more cannot know: that is what the witness is for
        with pytest.raises(DocgenError) as error:
            remind(later, keys["zhou"], path)
        assert "分了岔" in error.value.problems[0].message or "短" in error.value.problems[0].message


def test_a_fork_made_on_a_copy_is_told_when_its_history_is_swapped_in(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    """A practice clone of the workspace, in which the same key was used."""
    desk, keys, path = office
    desk.record.close()
    clone = tmp_path / "clone"
    shutil.copytree(desk.workspace.root, clone)
    with again(desk, clock) as real:
        remind(real, keys["lin"], path)
        operations.approve(real, path, keys["zhou"], operations.seen(real, path))
    with Desk.open(Workspace(clone), clock=clock) as practice:
        # the key of who acted in the one is refused in the other
        assert refused(lambda: remind(practice, keys["lin"], clone / "content" / path.name)) == ["A436"]
        for n in range(3):  # an attacker with a folder of keys of his own
            practice.lives(keys["fang"], tmp_path / "own")
            operations.delegate(practice, None, keys["fang"], "qian", f"2026-04-0{n + 1}", f"2026-04-0{n + 1}")
    shutil.copy(clone / ".docgen" / "record.db", desk.workspace.record)
    shutil.copy(clone / "content" / "checkpoint.json", checkpoint_file(desk.workspace))
    with again(desk, clock) as later:
        with pytest.raises(DocgenError) as error:
            remind(later, keys["lin"], path)
        assert [problem.code for problem in error.value.problems] == ["A436"]
        assert "分了岔" in error.value.problems[0].message
        assert "A436" in {problem.code for problem in later.check()}


def test_a_record_written_anew_with_new_keys_for_everybody_contradicts_keys_and_issued_files(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    desk, keys, path = office
    issued = make_checkpoint(desk.ledger(), keys["he"], clock())
    embedded = {name: getattr(issued, name) for name in issued.__slots__}
    assert check_embedded(embedded, desk.ledger(), "x.pdf") == []
    genesis = desk.ledger().genesis
    desk.record.close()
    workspace = desk.workspace
    for file in (anchor_file(workspace), checkpoint_file(workspace), workspace.record):
        file.unlink()
    forged, _file = people.set_up(workspace, "he", PASSPHRASE, clock=clock, folder=tmp_path / "forger")
    with forged:
        assert forged.ledger().genesis != genesis
        assert [problem.code for problem in check_embedded(embedded, forged.ledger(), "x.pdf")] == ["A434"]
        # lin's public key is public: the forger registers it again, and lin's next act tells
        administrator = forged.key("he", PASSPHRASE, tmp_path / "forger")
        people.register_key(forged, workspace.root / "keys" / "lin.pub", administrator)
        with pytest.raises(DocgenError) as error:
            operations.submit(forged, path, keys["lin"])
        assert [problem.code for problem in error.value.problems] == ["A436"]
        assert "另一份记录" in error.value.problems[0].message


def test_an_issued_files_checkpoint_is_told_when_it_is_forged_or_none(office: Office, clock: Clock) -> None:
    desk, keys, _path = office
    good = make_checkpoint(desk.ledger(), keys["he"], clock())
    plain = {name: getattr(good, name) for name in good.__slots__}
    for change, code in (
        ({"size": good.size + 5}, "A432"),
        ({"head": "0" * 64}, "A432"),
        ({"person": "song"}, "A432"),
        ({"format": "docgen-checkpoint-1"}, "A432"),
        ({"format": "other"}, "A431"),
        ({"size": "7"}, "A431"),
    ):
        assert [problem.code for problem in check_embedded({**plain, **change}, desk.ledger(), "x.pdf")] == [code]
    assert [problem.code for problem in check_embedded(None, desk.ledger(), "x.pdf")] == ["A431"]


def test_the_way_on_after_a_restored_backup_is_an_administrators_and_stays_in_the_record(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    desk, keys, path = office
    earlier = backup(desk, tmp_path / "earlier")
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    later_checkpoint = checkpoint_file(desk.workspace).read_bytes()
    desk.record.close()
    roll_back(desk, earlier)
    checkpoint_file(desk.workspace).write_bytes(later_checkpoint)  # the record alone was restored, from last night
    with again(desk, clock) as later:
        assert refused(lambda: remind(later, keys["lin"], path)) == ["A433"]
        assert refused(lambda: breaks.accept(later, keys["lin"], "硬盘坏了")) == ["A308"]
        assert refused(lambda: breaks.accept(later, keys["he"], " ")) == ["A440"]
        done = breaks.accept(later, keys["he"], "硬盘坏了，恢复了昨晚的备份")
        assert [event.kind for event in done.events] == [kinds.BREAK_ACCEPTED]
        assert any("A433" in line for line in done.found)
        remind(later, keys["lin"], path)
        # whose key saw more is asked in person
        assert refused(lambda: remind(later, keys["zhou"], path)) == ["A436"]
        own = breaks.accept(later, keys["zhou"], "硬盘坏了，我的审批要重做")
        assert [event.kind for event in own.events] == [kinds.HEAD_ACCEPTED]
        operations.approve(later, path, keys["zhou"], operations.seen(later, path))
        assert refused(lambda: breaks.accept(later, keys["he"], "再来一次")) == ["A440"]
        told = later.check()
        assert [(problem.code, problem.severity) for problem in told] == [("A438", "warning")] * 2
        assert "硬盘坏了，恢复了昨晚的备份" in told[0].message


def test_rows_written_past_docgen_leave_the_checkpoint_behind_and_are_pointed_out(office: Office) -> None:
    desk, keys, _path = office
    payload = {"person": "lin", "added": True}
    desk.record.transact(
        lambda ledger: [operations.Draft(kinds.ADMINISTRATOR, "he", payload=payload, signer=keys["he"])]
    )
    assert [(problem.code, problem.severity) for problem in desk.check()] == [("A437", "warning")]


def test_an_act_whose_checkpoint_cannot_be_written_says_that_it_stands(office: Office) -> None:
    desk, keys, path = office
    folder = keys_folder()
    head_file(folder, keys["lin"]).unlink()
    head_file(folder, keys["lin"]).mkdir()  # in the way
    (head_file(folder, keys["lin"]) / "x").touch()
    assert refused(lambda: remind(desk, keys["lin"], path)) == ["A436"]
    shutil.rmtree(head_file(folder, keys["lin"]))
    size = desk.ledger().size

    def decide(ledger: object) -> list[operations.Draft]:
        head_file(folder, keys["he"]).unlink(missing_ok=True)
        (head_file(folder, keys["he"]) / "x").mkdir(parents=True)
        return [
            operations.Draft(kinds.ADMINISTRATOR, "he", payload={"person": "lin", "added": True}, signer=keys["he"])
        ]

    assert refused(lambda: desk.transact(decide, keys["he"]))[:1] == ["A439"]
    assert desk.ledger().size == size + 1


def test_an_export_is_not_overwritten_by_a_shorter_records(office: Office, clock: Clock, tmp_path: Path) -> None:
    desk, keys, path = office
    earlier = backup(desk, tmp_path / "earlier")
    file = desk.workspace.root / "issued" / "checkpoint.json"
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    export_checkpoint(desk, keys["fang"], file)
    desk.record.close()
    roll_back(desk, earlier)
    with again(desk, clock) as later:
        assert refused(lambda: export_checkpoint(later, keys["lin"], file)) == ["A433"]


def test_a_second_record_is_not_begun_beside_the_checkpoint_of_the_first(office: Office, clock: Clock) -> None:
    desk, _keys, _path = office
    desk.record.close()
    for file in (anchor_file(desk.workspace), desk.workspace.record):
        file.unlink()
    assert refused(lambda: people.set_up(desk.workspace, "he", PASSPHRASE, clock=clock)) == ["A314"]
