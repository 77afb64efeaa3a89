"""Attacks: approving one's own words because somebody else handed them in. What the history of the files shows bars."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from approval_samples import ORGANISATION, PEOPLE, Clock, furnish, staffed, write
from docgen.approval.desk import operations
from docgen.approval.desk.desk import Desk
from docgen.approval.issue.stamping import remarks
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.state import State, state_of
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

Office = tuple[Desk, dict[str, Key], Path]
Commit = Callable[..., None]


@pytest.fixture
def office(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    workspace.organisation.write_text(ORGANISATION + "  - {编号: hua, 姓名: 华示例, 角色: [法务]}\n", encoding="utf-8")
    desk, keys = staffed(workspace, Clock(), (*PEOPLE, "hua"))
    with desk:
        yield desk, keys, path


@pytest.fixture
def commit(office: Office) -> Commit:
    """A commit of everything, by whom it says."""
    root = office[0].workspace.root

    def git(*arguments: str, **names: str) -> None:
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=os.environ | names)

    git("init", "-q")

    def made(name: str, address: str, message: str = "改") -> None:
        git("add", "content", "templates/short")
        who = {
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address,
            "GIT_COMMITTER_NAME": "机器人", "GIT_COMMITTER_EMAIL": "bot@example.com",
        }  # fmt: skip
        git("commit", "-q", "-m", message, **who)

    return made


def standing(office: Office) -> State:
    desk, _keys, path = office
    return state_of(desk.ledger(), desk.document(path))


def refusal(office: Office, person: str) -> str:
    desk, keys, path = office
    with pytest.raises(DocgenError) as error:
        operations.approve(desk, path, keys[person], operations.seen(desk, path))
    return error.value.problems[0].code


def test_who_wrote_in_the_paper_does_not_approve_it_though_another_hands_it_in(office: Office, commit: Commit) -> None:
    desk, keys, path = office
    commit("林示例", "someone@example.com")
    write(path, "方示例写的一条。")
    commit("Fang", "fang@example.com")
    event, _subject = operations.submit(desk, path, keys["lin"])
    assert event.payload["editors"] == ["fang", "lin"]
    assert {step.step.id: step.step.people for step in standing(office).steps}["legal"] == ("hua",)
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    assert refusal(office, "fang") == "A203"


def test_a_second_author_of_a_commit_is_an_author(office: Office, commit: Commit) -> None:
    desk, keys, path = office
    commit("林示例", "lin@example.com", "改\n\nCo-authored-by: 周示例 <z@example.com>")
    with pytest.raises(DocgenError) as error:  # nobody else may review
        operations.submit(desk, path, keys["lin"])
    assert error.value.problems[0].code == "A215"
    assert "周示例" in str(error.value)


def test_an_edit_that_is_committed_after_the_submission_bars_its_author_too(office: Office, commit: Commit) -> None:
    desk, keys, path = office
    commit("林示例", "lin@example.com")
    write(path, "周示例改过，还没有提交。")
    event, _subject = operations.submit(desk, path, keys["lin"])
    assert event.payload["authorship"]["uncommitted"] == ["content/制度.yaml"]
    commit("周示例", "zhou@example.com")
    assert refusal(office, "zhou") == "A203"


def test_the_history_of_what_is_included_counts_and_of_names_the_file_had_before(
    office: Office, commit: Commit
) -> None:
    desk, keys, path = office
    part = path.with_name("part.yaml")
    part.write_text("价格: 12\n", encoding="utf-8")
    commit("钱示例", "qian@example.com")
    old = path.with_name("旧名.yaml")
    path.rename(old)
    commit("方示例", "x@example.com", "改名")
    old.rename(path)
    path.write_text("文种: 短制度\n标题: 考勤制度\n正文: 第一稿。\n引入: part.yaml\n", encoding="utf-8")
    commit("林示例", "lin@example.com")
    with pytest.raises(DocgenError) as error:
        operations.submit(desk, path, keys["lin"])
    assert error.value.problems[0].code == "A215"
    assert "钱示例" in str(error.value)


def test_the_files_own_settings_for_names_and_programs_change_nothing(
    office: Office, commit: Commit, tmp_path: Path
) -> None:
    desk, keys, path = office
    ran = tmp_path / "ran"
    (desk.workspace.root / ".mailmap").write_text("林示例 <lin@example.com> <fang@example.com>\n", encoding="utf-8")
    write(path, "方示例写的一条。")
    commit("方示例", "fang@example.com")
    with (desk.workspace.root / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(f'[core]\n\tfsmonitor = "touch {ran}"\n[log]\n\tmailmap = true\n\tshowSignature = true\n')
    event, _subject = operations.submit(desk, path, keys["lin"])
    assert "fang" in event.payload["editors"]
    assert not ran.exists()


def test_the_sheet_says_from_where_the_authors_are_known(office: Office, commit: Commit) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    assert remarks(standing(office), desk.organisation())[-1] == "拟稿人由送审人申报。"
    write(path, "外人写的一条。")
    commit("外人", "out@example.org")
    operations.submit(desk, path, keys["lin"])
    said = remarks(standing(office), desk.organisation())[-1]
    assert said.startswith("拟稿人据版本库历史（")
    assert "另有作者不在人员名单：外人 <out@example.org>" in said


def test_the_next_revision_asks_only_for_what_was_written_since_the_last_one(office: Office, commit: Commit) -> None:
    from docgen.approval.issue.issue import issue

    desk, keys, path = office
    commit("林示例", "lin@example.com")
    operations.submit(desk, path, keys["lin"])
    for person in ("zhou", "qian", "fang", "hua", "song"):
        operations.approve(desk, path, keys[person], operations.seen(desk, path))
    issue(desk, path, keys["he"])
    write(path, "第二版，何示例写的。")
    commit("何示例", "he@example.com")
    event, _subject = operations.submit(desk, path, keys["he"])
    assert event.payload["editors"] == ["he"]
