"""Attacks: signing as another, entering what nobody gave, taking another's paper; by an administrator, a registrar, a drafter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from approval_samples import ORGANISATION, PASSPHRASE, Clock, furnish, staffed
from docgen.approval.desk import operations, people
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger import keys as key_pairs
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft, seal, timestamp
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.sealing import FORMAT, Sealing
from docgen.approval.ledger.signatures import check_signatures
from docgen.approval.rules.acting import Evidence
from docgen.approval.rules.authority import check_rules
from docgen.approval.rules.consequences import check_compromised, consequences
from docgen.approval.rules.notices import notices
from docgen.approval.rules.state import state_of
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Problem
from workflow_samples import Company, content, digest, key

Office = tuple[Desk, dict[str, Key], Path]
TEXT = content(text="试用期三个月", prices="3")


@pytest.fixture
def office(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    workspace.organisation.write_text(
        ORGANISATION + "  - {编号: hua, 姓名: 华示例, 角色: [登记]}\n  - {编号: mei, 姓名: 梅示例}\n", encoding="utf-8"
    )
    desk, keys = staffed(workspace, Clock())
    with desk:
        yield desk, keys, path


@pytest.fixture
def two(office: Office) -> Office:
    """The office with a second administrator, 周示例."""
    desk, keys, _path = office
    people.set_administrator(desk, "zhou", True, keys["he"])
    return office


def code(act: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(DocgenError) as error:
        act(*arguments, **more)
    assert error.value.problems[0].hint
    return error.value.problems[0].code


def request(folder: Path, person: str) -> tuple[Key, Path]:
    """A key made by whoever likes, in the name of a person, and the request for its registration."""
    made = key_pairs.generate(person)
    file = folder / f"{person}.pub"
    file.write_text(key_pairs.request(made), encoding="utf-8")
    return made, file


def forged(desk: Desk, draft: Draft) -> list[str]:
    """A row written past docgen by who has a key of their own: what the check of the record says of it."""
    ledger = desk.ledger()
    events = [*ledger, *ledger.seal([draft], desk.record.clock())]
    return [problem.code for problem in [*check_signatures(events), *check_rules(events)]]


# --- keys ---------------------------------------------------------------------


def test_a_lone_administrator_registers_no_second_key_for_another(office: Office, tmp_path: Path) -> None:
    desk, keys, _path = office
    own, file = request(tmp_path, "song")
    assert people.register_key(desk, file, keys["he"]).kind == kinds.KEY_PROPOSED
    assert code(people.register_key, desk, file, keys["he"]) == "A317"
    assert own.key_id not in keyring(desk.ledger().events("")).active
    assert code(operations.submit, desk, _path, own) == "A313"


def test_a_key_that_an_administrator_wrote_into_the_record_alone_does_not_count(office: Office) -> None:
    desk, keys, _path = office
    own = key_pairs.generate("song")
    payload = {"person": "song", "key_id": own.key_id, "public": own.public}
    assert forged(desk, Draft(kinds.KEY, "he", payload=payload, signer=keys["he"])) == ["A426"]
    ledger = desk.ledger()
    row = ledger.seal([Draft(kinds.KEY, "he", payload=payload, signer=keys["he"])], desk.record.clock())[0]
    later = Draft(kinds.DELEGATE, "song", payload={}, signer=own)
    ledger.extend([row])
    events = [*ledger, *ledger.seal([later], desk.record.clock())]
    assert [problem.code for problem in check_signatures(events)] == ["A426", "A425"]


def test_revoking_someones_key_first_does_not_let_one_administrator_register_another(
    two: Office, tmp_path: Path
) -> None:
    desk, keys, _path = two
    people.revoke_key(desk, "song", "遗失", keys["he"])
    _own, file = request(tmp_path, "song")
    assert people.register_key(desk, file, keys["he"]).kind == kinds.KEY_PROPOSED
    assert keyring(desk.ledger().events("")).keys_of("song") == {}


def test_two_administrators_register_a_key_and_both_are_named(two: Office, tmp_path: Path) -> None:
    desk, keys, _path = two
    own, file = request(tmp_path, "mei")
    assert people.register_key(desk, file, keys["he"]).kind == kinds.KEY_PROPOSED
    assert people.register_key(desk, file, keys["zhou"]).kind == kinds.KEY
    ring = keyring(desk.ledger().events(""))
    how = ring.registrations[own.key_id]
    assert (how.how, how.by, how.alone, ring.proposals) == ("two", ("he", "zhou"), "", [])
    assert check_signatures(desk.ledger()) == []


def test_a_proposal_for_one_key_lets_no_other_key_in(two: Office, tmp_path: Path) -> None:
    desk, keys, _path = two
    _first, file = request(tmp_path, "mei")
    people.register_key(desk, file, keys["he"])
    _other, swapped = request(tmp_path, "mei")  # put in the place of the request that was compared
    assert people.register_key(desk, swapped, keys["zhou"]).kind == kinds.KEY_PROPOSED
    assert keyring(desk.ledger().events("")).keys_of("mei") == {}


def test_a_swapped_request_is_noticed_by_the_fingerprint_that_its_owner_names(office: Office, tmp_path: Path) -> None:
    desk, keys, _path = office
    _private, file = people.new_key(desk.workspace, "mei", PASSPHRASE)
    said = key_pairs.fingerprint(people.read_request(file)[1])
    _thief, swapped = request(tmp_path, "mei")
    file.write_bytes(swapped.read_bytes())
    assert code(people.register_key, desk, file, keys["he"], said) == "A318"
    assert keyring(desk.ledger().events("")).keys_of("mei") == {}


def test_a_further_key_is_registered_by_its_owners_older_one(office: Office, tmp_path: Path) -> None:
    desk, keys, _path = office
    own, file = request(tmp_path, "song")
    people.register_key(desk, file, keys["song"])
    assert keyring(desk.ledger().events("")).registrations[own.key_id].how == "own-key"
    _other, file = request(tmp_path, "qian")
    assert code(people.register_key, desk, file, keys["song"]) == "A308"


def test_what_a_lone_administrator_registers_is_marked_as_that(office: Office) -> None:
    desk, keys, _path = office
    ring = keyring(desk.ledger().events(""))
    assert {ring.registrations[keys[person].key_id].alone for person in ("lin", "song")} == {"he"}
    assert ring.registrations[keys["he"].key_id].alone == ""


def test_one_of_two_administrators_neither_adds_nor_removes_one(two: Office) -> None:
    desk, keys, _path = two
    event = people.set_administrator(desk, "lin", True, keys["he"])
    assert event is not None
    assert event.kind == kinds.ADMINISTRATOR_PROPOSED
    event = people.set_administrator(desk, "zhou", False, keys["he"])
    assert event is not None
    assert event.kind == kinds.ADMINISTRATOR_PROPOSED
    assert keyring(desk.ledger().events("")).administrators == {"he", "zhou"}
    for payload in ({"person": "lin", "added": True}, {"person": "zhou", "added": False}):
        assert forged(desk, Draft(kinds.ADMINISTRATOR, "he", payload=payload, signer=keys["he"])) == ["A426"]
    people.set_administrator(desk, "lin", True, keys["zhou"])
    people.set_administrator(desk, "zhou", False, keys["lin"])
    assert keyring(desk.ledger().events("")).administrators == {"he", "lin"}
    people.set_administrator(desk, "lin", False, keys["lin"])  # oneself
    assert check_signatures(desk.ledger()) == []


def test_a_proposal_whose_author_is_gone_or_lost_the_key_is_nobodys(two: Office, tmp_path: Path) -> None:
    desk, keys, _path = two
    _own, file = request(tmp_path, "mei")
    people.register_key(desk, file, keys["zhou"])
    people.revoke_key(desk, "zhou", "电脑失窃", keys["he"])
    assert people.register_key(desk, file, keys["he"]).kind == kinds.KEY_PROPOSED


def test_the_owner_is_told_at_the_next_act_what_was_done_in_their_name(two: Office, tmp_path: Path) -> None:
    desk, keys, path = two
    assert [event.kind for event in notices(desk.ledger(), "song", keys["song"].key_id)] == ["key"]
    operations.delegate(desk, None, keys["song"], "zhou", "2026-03-01", "2026-04-01")
    assert notices(desk.ledger(), "song", keys["song"].key_id) == []
    second, file = request(tmp_path, "song")
    people.register_key(desk, file, keys["he"])
    people.register_key(desk, file, keys["zhou"])  # two administrators together
    desk.transact(lambda ledger: [Draft(kinds.DELEGATE, "song", payload=dict(
        id="W0002", to="he", starts="2026-03-01", ends="2026-03-31", documents=[], kinds=[], steps=[]), signer=second)], second)  # fmt: skip
    told = notices(desk.ledger(), "song", keys["song"].key_id)
    assert [event.kind for event in told] == [kinds.KEY_PROPOSED, kinds.KEY, kinds.DELEGATE]
    operations.submit(desk, path, keys["lin"])
    operations.approve(desk, path, keys["zhou"], operations.seen(desk, path))
    assert notices(desk.ledger(), "lin", keys["lin"].key_id) == []


# --- entered from paper -------------------------------------------------------


def evidence(desk: Desk, folder: Path, path: Path) -> Evidence:
    scan = folder / "自己写的.txt"
    scan.write_text("同意", encoding="utf-8")
    return operations.evidence(desk, scan, operations.seen(desk, path).code)


def test_a_registrar_alone_carries_no_approval(office: Office, tmp_path: Path) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    paper = evidence(desk, tmp_path, path)
    entry = operations.approve(desk, path, keys["he"], operations.seen(desk, path), person="zhou", evidence=paper)
    state = state_of(desk.ledger(), desk.document(path))
    assert state.steps[0].votes == ()
    assert [step.step.id for step in state.current] == ["review"]
    for person in ("he", "song", "lin"):
        assert code(operations.confirm, desk, path, keys[person], entry.sequence, paper.code) == "A223"
    payload = {"entry": entry.sequence, "whole": entry.payload["whole"], "evidence": entry.payload["evidence"]}
    document = desk.document(path)
    assert forged(
        desk, Draft(kinds.CONFIRM_RECORDED, "he", document, 1, step="review", payload=payload, signer=keys["he"])
    ) == ["A427"]
    bare = {name: value for name, value in entry.payload.items() if name != "confirm"}
    assert forged(desk, Draft(kinds.APPROVE, "he", document, 1, step="review", payload=bare, signer=keys["he"])) == [
        "A427"
    ]
    operations.confirm(desk, path, keys["zhou"], entry.sequence)
    assert state_of(desk.ledger(), document).steps[0].passed
    assert check_rules(desk.ledger()) == []


def test_who_has_no_key_is_vouched_for_by_a_second_registrar_with_the_papers_code(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    workspace.organisation.write_text(ORGANISATION + "  - {编号: hua, 姓名: 华示例, 角色: [登记]}\n", encoding="utf-8")
    desk, keys = staffed(workspace, Clock(), ("lin", "qian", "fang", "song", "hua"))  # 周示例 has no key
    with desk:
        operations.submit(desk, path, keys["lin"])
        paper = evidence(desk, tmp_path, path)
        entry = operations.approve(desk, path, keys["he"], operations.seen(desk, path), person="zhou", evidence=paper)
        assert entry.payload["confirm"] == "registrar"
        assert code(operations.confirm, desk, path, keys["he"], entry.sequence, paper.code) == "A223"
        assert code(operations.confirm, desk, path, keys["song"], entry.sequence, paper.code) == "A223"
        assert code(operations.confirm, desk, path, keys["hua"], entry.sequence) == "A216"  # has not read the paper
        operations.confirm(desk, path, keys["hua"], entry.sequence, paper.code)
        vote = state_of(desk.ledger(), desk.document(path)).steps[0].votes[0]
        assert (vote.registrar, vote.confirmer) == ("he", "hua")


def test_an_entry_for_another_draft_is_confirmed_by_nobody() -> None:
    company = Company()
    company.submit(TEXT)
    paper = Evidence("签批单.pdf", digest("scan"), short_code(TEXT.digest))
    entry = company.approve("he", TEXT, person="zhou", evidence=paper)[0]
    company.submit(content(text="试用期六个月", prices="3"))
    assert code(company.confirm_entry, "zhou", entry.sequence) == "A223"


def test_an_entry_never_takes_the_place_of_what_its_person_signed() -> None:
    company = Company()
    company.submit(TEXT)
    paper = Evidence("签批单.pdf", digest("scan"), short_code(TEXT.digest))
    entry = company.approve("he", TEXT, person="zhou", evidence=paper)[0]
    company.approve("zhou", TEXT)
    assert company.step("review").votes[0].registrar == ""
    assert code(company.confirm_entry, "zhou", entry.sequence) == "A223"


# --- a key in wrong hands -----------------------------------------------------


def test_votes_given_with_a_stolen_key_no_longer_count_and_are_listed() -> None:
    company = Company()
    company.submit(TEXT)
    company.approve("zhou", TEXT)
    company.approve("qian", TEXT)
    before = company.ledger.last_time
    company.approve("fang", TEXT)  # the thief
    company.transfer("song", "tang")
    company.approve("tang", TEXT)
    assert company.state.complete
    company.issue()
    reason = {"reason": "电脑失窃", "since": company.ledger.events()[-4].at}
    assert reason["since"] > before
    for person in ("fang", "song"):
        company.append(
            [Draft(kinds.KEY_REVOKED, "he", payload=reason | {"key_id": key(person).key_id}, signer=key("he"))]
        )
    listed = [(one.event.kind, one.event.actor) for one in consequences(company.ledger, key("fang").key_id)]
    assert listed == [(kinds.APPROVE, "fang"), (kinds.ISSUE, "he")]
    assert [problem.code for problem in check_compromised(company.ledger, "record")] == ["A320"]
    assert check_signatures(company.ledger) == []  # what was signed then was signed with a key that counted then


def test_a_turn_that_a_stolen_key_gave_away_comes_back() -> None:
    company = Company()
    company.submit(TEXT)
    company.transfer("zhou", "tang")  # the thief's friend
    company.approve("tang", TEXT)
    assert company.step("review").passed
    since = company.ledger.events("D0001", {kinds.TRANSFER})[0].at
    payload = {"key_id": key("zhou").key_id, "reason": "失窃", "since": since}
    company.append([Draft(kinds.KEY_REVOKED, "he", payload=payload, signer=key("he"))])
    assert not company.step("review").passed
    assert company.turn == {"review": ("zhou",)}


def test_the_time_from_which_a_key_was_in_wrong_hands_is_in_the_past(office: Office) -> None:
    desk, keys, _path = office
    for text in ("2036-01-01", "昨天", "2026-13-01"):
        assert code(people.revoke_key, desk, "fang", "失窃", keys["he"], text) == "A319"
    event = people.revoke_key(desk, "fang", "失窃", keys["fang"], "2026-03-01 08:30")  # by its owner
    assert event.payload["since"] == "2026-03-01T00:30:00Z"


def test_nobody_but_the_owner_and_administrators_revokes_a_key(office: Office) -> None:
    desk, keys, _path = office
    assert code(people.revoke_key, desk, "fang", "x", keys["lin"]) == "A308"
    payload = {"key_id": keys["fang"].key_id, "reason": "x", "since": "2026-01-01T00:00:00Z"}
    assert forged(desk, Draft(kinds.KEY_REVOKED, "lin", payload=payload, signer=keys["lin"])) == ["A426"]


# --- another's paper ----------------------------------------------------------


def test_nobody_moves_anothers_paper_but_the_office(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    moved = path.with_name("抢走.yaml")
    path.rename(moved)
    assert code(operations.relocate, desk, "content/制度.yaml", moved, keys["fang"]) == "A224"
    document = desk.ledger().documents()[0]
    draft = Draft(kinds.RELOCATE, "fang", document, 1, payload={"path": "content/抢走.yaml"}, signer=keys["fang"])
    assert forged(desk, draft) == ["A427"]
    operations.relocate(desk, "content/制度.yaml", moved, keys["he"])
    assert desk.document(moved) == document


# --- records of earlier versions ----------------------------------------------


def test_a_record_of_an_earlier_version_is_read_by_its_own_rules_until_it_is_sealed_anew() -> None:
    ledger, now = Ledger(), Company().now

    def append(draft: Draft) -> list[Problem]:
        old = draft.kind != kinds.RE_SEAL and ledger.sealing.format != FORMAT
        sealing = Sealing(1, ledger.genesis) if old else Sealing(FORMAT, ledger.genesis)
        event = seal(draft, ledger.size, ledger.head, timestamp(now), sealing)
        problems = check_signatures([*ledger, event])
        if not problems:
            ledger.extend([event])
        return problems

    def registered() -> list[Problem]:
        """Another key of 宋, by one administrator; or an act with it, as a check."""
        own = key_pairs.generate("song")
        payload = {"person": "song", "key_id": own.key_id[:16], "public": own.public}
        problems = append(Draft(kinds.KEY, "he", payload=payload, signer=key("he")))
        return problems or append(Draft(kinds.DELEGATION_ENDED, "song", payload={"id": "W1"}, signer=OldName(own)))

    assert append(Draft(kinds.SET_UP, "he", payload={"public": key("he").public}, signer=key("he"))) == []
    assert registered() == registered() == []
    assert append(Draft(kinds.RE_SEAL, "he", payload={}, signer=key("he"))) == []
    assert [problem.code for problem in registered()] == ["A426"]


class OldName:
    """A signer that names its key as versions before 0.3 did, by half of today's id."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self.key_id = key.key_id[:16]

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)
