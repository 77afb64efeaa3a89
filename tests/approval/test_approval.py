"""From a content file to the record: what is approved, by whom, and what is refused."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import postgresql
from approval_samples import ORGANISATION, PASSPHRASE, Clock, furnish, staffed, write
from docgen.app.build import find_kinds, load_kind
from docgen.app.snapshot import Snapshot
from docgen.approval.after.renamings import renamings_in_use
from docgen.approval.desk import operations, organisations, people, policies
from docgen.approval.desk.desk import Desk, anchor_file, checkpoint_file
from docgen.approval.desk.routes import route_for
from docgen.approval.desk.subject import Subject, subject_of
from docgen.approval.issue.issue import issue
from docgen.approval.ledger.event_kinds import APPROVE, KEY_PROPOSED
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keys import Key
from docgen.approval.record.store import Record
from docgen.approval.rules.route import Step
from docgen.approval.rules.state import State, state_of
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.model.encoding import encode, encode_blocks, known_digest
from docgen.model.nodes import (
    Blank,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)

Office = tuple[Desk, dict[str, Key], Path]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(workspace: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    with desk:
        yield desk, keys, path


def code(error: pytest.ExceptionInfo[DocgenError]) -> str:
    problem = error.value.problems[0]
    assert problem.message
    assert problem.hint
    return problem.code


def state(office: Office) -> State:
    desk, _keys, path = office
    return state_of(desk.ledger(), desk.document(path))


def approve(office: Office, *persons: str) -> None:
    desk, keys, path = office
    for person in persons:
        operations.approve(desk, path, keys[person], operations.seen(desk, path))


def turn(office: Office) -> list[str]:
    return [person for step in state(office).current for person in step.pending]


def route(desk: Desk) -> tuple[Step, ...]:
    return route_for(desk.workspace, load_kind(desk.workspace, "short")).steps


def subject(office: Office) -> Subject:
    desk, _keys, path = office
    return subject_of(desk.snapshot(path)).with_scopes(route(desk))


def test_a_document_goes_its_way_and_a_changed_comma_goes_back_to_who_saw_it(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    approve(office, "zhou", "qian", "fang")
    write(path, "第一稿，。")
    with pytest.raises(DocgenError) as changed:
        approve(office, "song")
    operations.submit(desk, path, keys["lin"])
    assert (code(changed), turn(office)) == ("A205", ["zhou"])
    approve(office, "zhou")
    assert turn(office) == ["fang"]  # finance signed the prices, which are what they were
    approve(office, "fang", "song")
    assert state(office).complete
    assert desk.check() == []


def test_an_edit_between_reading_and_approving_is_caught_inside_the_transaction(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    seen = operations.seen(desk, path)
    write(path, "另一稿。")
    with pytest.raises(DocgenError) as edited:
        operations.approve(desk, path, keys["zhou"], seen)
    operations.submit(desk, path, keys["lin"])
    with pytest.raises(DocgenError) as resubmitted:
        operations.approve(desk, path, keys["zhou"], seen)
    assert (code(edited), code(resubmitted)) == ("A205", "A206")
    assert state(office).steps[0].votes == ()


def test_slots_that_the_workflow_writes_are_no_part_of_what_is_approved(office: Office) -> None:
    desk, _keys, path = office
    kind = desk.workspace.templates / "short" / "kind.yaml"
    kind.write_text(kind.read_text(encoding="utf-8") + "number: {code: 星河}\n", encoding="utf-8")
    before = subject(office).content
    write(path, **{"编号": "星河〔2026〕8号", "版本": "V1.0", "日期": "2026-03-02"})
    assert subject(office).content == before
    write(path, **{"附言": "加一句。"})
    assert subject(office).content.digest != before.digest


def test_a_scope_changes_with_its_section_and_not_with_numbering(office: Office) -> None:
    _desk, _keys, path = office
    first = subject(office).content
    write(path, **{"附言": "多了一章，报价由第 2 章变为第 3 章。"})
    second = subject(office).content
    write(path, price="11")
    third = subject(office).content
    assert first.scopes == second.scopes != third.scopes
    assert len({first.digest, second.digest, third.digest}) == 3


def test_pictures_and_the_word_template_are_part_of_what_is_approved(office: Office) -> None:
    from PIL import Image

    desk, _keys, _path = office
    picture = desk.workspace.content / "图.png"
    Image.new("RGB", (8, 8), "red").save(picture)
    body = desk.workspace.templates / "short" / "body.html"
    body.write_text(
        body.read_text(encoding="utf-8") + '<figure><img src="图.png" alt="图"/></figure>', encoding="utf-8"
    )
    digests = [subject(office).content.digest]
    Image.new("RGB", (8, 8), "blue").save(picture)
    digests.append(subject(office).content.digest)
    template = desk.workspace.templates / "word" / "sheet" / "template.docx"
    shutil.copy(desk.workspace.templates / "word" / "enterprise" / "template.docx", template)
    digests.append(subject(office).content.digest)
    assert len(set(digests)) == 3
    assert subject(office).content.digest == digests[-1]


def test_a_drawing_is_approved_by_its_data_whatever_a_later_docgen_draws(office: Office) -> None:
    desk, _keys, path = office
    body = desk.workspace.templates / "short" / "body.html"
    plain = body.read_text(encoding="utf-8")

    def drawn(name: str) -> Subject:
        steps = f'{{"steps": [{{"id": "a", "name": "{name}"}}]}}'
        body.write_text(plain + f'{{{{ draw("flow", {steps}, caption="流程") }}}}', encoding="utf-8")
        return subject(office)

    one, other = drawn("拟稿"), drawn("审核")
    assert one.content.digest != other.content.digest
    assert one.document is not None
    figure = one.document.blocks[-1]
    assert isinstance(figure, Figure)
    later = replace(figure, picture=replace(figure.picture, svg="<svg/>", file="drawing-x.svg", alt="画法不同"))
    assert encode_blocks((later,), known_digest) == encode_blocks((figure,), known_digest)
    assert path.is_file()


def test_the_bytes_that_digests_are_taken_of_stay_what_they_were() -> None:
    """If this fails, an upgrade would void every approval under way."""
    words = (
        Text("甲", frozenset({"strong"})),
        Text("乙"),
        Reference("t", text="表 1"),
        Footnote((Text("注"),), 1),
        Blank(4),
        Checkbox(True),
        LineBreak(),
    )
    blocks = (
        Heading(1, words, "h", number="1"),
        Paragraph((Link("https://example.com", (Text("丙"),)), Picture("/x/y.png", "图")), "lead", "p"),
        List((ListItem((Paragraph((Text("丁"),)),), "1."),), "1.", depth=1),
        Table(
            (Row((Cell((Paragraph((Text("戊"),)),), header=True, colspan=2),), header=True),),
            (50, 50),
            caption=(Text("表"),),
            label="t",
            number="表 1",
        ),
        Figure(Picture("/x/z.png", "图", 80), (Text("图"),), "f", "图 1"),
        Note((Paragraph((Text("己"),)),)),
        PageBreak(),
        Landscape((Paragraph((Text("庚"),)),)),
    )
    document = Document("题", blocks, "short", fields={"title": "题", "number": ""}, values={"total": "1"})
    taken = hashlib.sha256(encode(document, lambda picture: "0" * 64)).hexdigest()
    assert taken == "8a1634c29d600d0a76a6fe6a2ba662aa7152748e9c00a09b5a43d9132fbf963c"


def test_a_computed_value_decides_whether_a_step_applies(office: Office) -> None:
    desk, keys, path = office
    write(path, price="100000")
    operations.submit(desk, path, keys["lin"])
    assert [step.step.id for step in state(office).steps] == ["review", "finance", "legal", "sign"]
    write(path, price="100000.5")
    operations.submit(desk, path, keys["lin"])
    assert [step.step.id for step in state(office).steps] == ["review", "finance", "legal", "board", "sign"]


def test_the_workspace_may_have_routes_of_its_own(office: Office) -> None:
    desk, _keys, _path = office
    settings = desk.workspace.root / "docgen.yaml"
    settings.write_text("routes:\n  short:\n    - {step: sign, by: [签发]}\n", encoding="utf-8")
    assert [step.id for step in route(desk)] == ["sign"]
    settings.write_text(
        "routes:\n  短制度:\n    - {step: other, by: [签发]}\n  default:\n    - {step: any, by: [签发]}\n",
        encoding="utf-8",
    )
    assert [step.id for step in route(desk)] == ["other"]
    kind = desk.workspace.templates / "short" / "kind.yaml"
    written = kind.read_text(encoding="utf-8")
    kind.write_text(written.split("route:")[0], encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8").replace("短制度", "别的"), encoding="utf-8")
    assert [step.id for step in route(desk)] == ["any"]
    settings.unlink()
    with pytest.raises(DocgenError) as none:
        route(desk)
    assert code(none) == "A104"
    kind.write_text(written, encoding="utf-8")
    settings.write_text("routes:\n  short:\n    - {step: sign, bye: [签发]}\n", encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        route(desk)
    assert {problem.code for problem in error.value.problems} == {"A101"}
    assert error.value.problems[0].location.line > 1


def test_every_kind_that_has_a_route_has_one_that_can_be_read(own: Workspace) -> None:
    kinds = [kind for kind in find_kinds(own) if "route" in kind.workflow]
    assert {"bid", "proposal", "job-description", "job-handbook"} <= {kind.name for kind in kinds}
    for kind in kinds:
        assert route_for(own, kind).steps


def test_every_sample_with_a_route_could_be_handed_in(own: Workspace) -> None:
    from docgen.approval.rules.staffing import staff

    organisation = organisations.load_organisation(own)
    confirmed = policies.policy_now(own)
    checked = 0
    for path in own.documents():
        found = subject_of(Snapshot(own, path))
        if "route" not in found.kind.workflow:
            continue
        rules = route_for(own, found.kind).steps
        found.with_scopes(rules)  # every scope is found
        made_from = policies.relevant(own, found.kind, found.snapshot.files)
        assert confirmed.differences(made_from, made_from) == []  # every file has the name by which it was confirmed
        staffed, problems = staff(rules, organisation, found.lookup, {"lin", "lu"}, "2026-03-02", found.path)
        assert problems == []
        board = [step for step in staffed.steps if step.id == "board"]
        if found.kind == "proposal":
            assert board[0].needed == 5  # the sample's quotation is above 200,000
        checked += 1
    assert checked >= 5


def test_paper_signed_outside_is_entered_with_its_scan(office: Office, tmp_path: Path) -> None:
    desk, keys, path = office
    _event, handed = operations.submit(desk, path, keys["lin"])
    scan = tmp_path / "签批单.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    seen = operations.seen(desk, path)
    wrong = operations.evidence(desk, scan, "00000-00000")
    with pytest.raises(DocgenError) as error:
        operations.approve(desk, path, keys["he"], seen, person="zhou", evidence=wrong)
    assert code(error) == "A216"
    event = operations.approve(
        desk, path, keys["he"], seen, person="zhou", evidence=operations.evidence(desk, scan, handed.code)
    )
    assert state(office).steps[0].votes == ()  # one pair of eyes
    operations.confirm(desk, path, keys["zhou"], event.sequence)
    vote = state(office).steps[0].votes[0]
    assert (vote.person, vote.registrar, vote.confirmer) == ("zhou", "he", "zhou")
    assert event.key_id == keys["he"].key_id
    kept = desk.workspace.root / "evidence" / f"{vote.payload['evidence']}.pdf"
    assert kept.read_bytes() == scan.read_bytes()


def test_a_moved_file_is_named_and_its_new_place_recorded(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    moved = path.with_name("改名.yaml")
    path.rename(moved)
    with pytest.raises(DocgenError) as gone:
        operations.seen(desk, path)
    with pytest.raises(DocgenError) as unknown:
        operations.seen(desk, moved)
    assert (code(gone), code(unknown)) == ("A220", "A219")
    operations.relocate(desk, "content/制度.yaml", moved, keys["lin"])
    operations.approve(desk, moved, keys["zhou"], operations.seen(desk, moved))
    assert state_of(desk.ledger(), desk.document(moved)).steps[0].passed


def test_a_document_with_errors_is_not_handed_in(office: Office) -> None:
    desk, keys, path = office
    path.write_text("文种: 短制度\n标题: x\n", encoding="utf-8")
    size = desk.ledger().size
    with pytest.raises(DocgenError) as error:
        operations.submit(desk, path, keys["lin"])
    assert {problem.code[0] for problem in error.value.problems} == {"S"}
    assert desk.ledger().size == size


# --- people and keys --------------------------------------------------------


def test_a_wrong_passphrase_an_unknown_key_and_a_revoked_one_are_told_apart(office: Office) -> None:
    desk, keys, path = office
    with pytest.raises(DocgenError) as wrong:
        desk.key("lin", "wrong passphrase")
    with pytest.raises(DocgenError) as nobody:
        desk.person("nobody")
    private = next((desk.workspace.root.parent / "private").glob("song-*.key"))
    private.rename(private.with_suffix(".away"))
    with pytest.raises(DocgenError) as absent:
        desk.key("song", PASSPHRASE)
    private.with_suffix(".away").rename(private)
    private.write_bytes(private.read_bytes()[:60])
    with pytest.raises(DocgenError) as damaged:
        desk.key("song", PASSPHRASE)
    people.revoke_key(desk, "lin", "口令泄露", keys["he"])
    with pytest.raises(DocgenError) as revoked:
        desk.key("lin", PASSPHRASE)
    with pytest.raises(DocgenError) as used:
        operations.submit(desk, path, keys["lin"])
    found = [code(error) for error in (wrong, nobody, absent, damaged, revoked, used)]
    assert found == ["A305", "A310", "A304", "A306", "A313", "A313"]
    assert "口令泄露" in revoked.value.problems[0].message


def test_only_administrators_register_revoke_and_confirm(office: Office) -> None:
    desk, keys, _path = office
    _private, public = people.new_key(desk.workspace, "song", PASSPHRASE)
    for act in (
        lambda: people.register_key(desk, public, keys["lin"]),
        lambda: people.revoke_key(desk, "song", "x", keys["lin"]),
        lambda: people.set_administrator(desk, "lin", True, keys["lin"]),
        lambda: organisations.confirm(desk, keys["lin"]),
    ):
        with pytest.raises(DocgenError) as error:
            act()
        assert code(error) == "A308"
    people.set_administrator(desk, "lin", True, keys["he"])
    assert people.register_key(desk, public, keys["lin"]).kind == KEY_PROPOSED
    assert people.register_key(desk, public, keys["he"]).payload["person"] == "song"


def test_the_last_administrator_and_their_key_cannot_go(office: Office) -> None:
    desk, keys, _path = office
    for act in (
        lambda: people.set_administrator(desk, "he", False, keys["he"]),
        lambda: people.revoke_key(desk, "he", "x", keys["he"]),
    ):
        with pytest.raises(DocgenError) as error:
            act()
        assert code(error) == "A315"


def test_a_public_key_that_was_changed_on_its_way_is_not_registered(office: Office) -> None:
    desk, keys, _path = office
    _private, public = people.new_key(desk.workspace, "song", PASSPHRASE)
    public.write_text(public.read_text(encoding="utf-8").replace("song", "lin"), encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        people.register_key(desk, public, keys["he"])
    assert code(error) == "A307"


def test_an_edited_organisation_counts_only_when_an_administrator_has_confirmed_it(office: Office) -> None:
    desk, keys, path = office
    file = desk.workspace.organisation
    file.write_text(
        ORGANISATION.replace("姓名: 林示例, 部门: hr, 岗位: clerk, 角色: [拟稿]", "姓名: 林示例, 角色: [拟稿, 签发]"),
        encoding="utf-8",
    )
    with pytest.raises(DocgenError) as error:
        operations.submit(desk, path, keys["lin"])
    assert code(error) == "A311"
    assert "林示例" in error.value.problems[0].hint
    assert [change.text for change in organisations.confirm(desk, keys["he"])] == ["林示例的登记有变动"]
    operations.submit(desk, path, keys["lin"])


def test_a_renamed_department_names_the_documents_that_still_write_the_old_name(office: Office) -> None:
    desk, keys, path = office
    write(path, "由人力资源部负责。")
    desk.workspace.organisation.write_text(ORGANISATION.replace("hr: 人力资源部", "hr: 人才发展部"), encoding="utf-8")
    change = organisations.confirm(desk, keys["he"])[0]
    assert (change.old, change.new) == ("人力资源部", "人才发展部")
    (renaming,) = renamings_in_use(desk)
    assert [place for place, what in renaming.places if what == "内容"] == ["content/制度.yaml:3:5"]


# --- the record's surroundings -----------------------------------------------


def test_the_record_of_another_workspace_or_a_lost_one_is_refused(office: Office, clock: Clock) -> None:
    desk, _keys, _path = office
    anchor = anchor_file(desk.workspace)
    whole = anchor.read_text(encoding="utf-8")
    anchor.write_text(whole.replace('"record": "', '"record": "0'), encoding="utf-8")
    with pytest.raises(DocgenError) as other:
        Desk.open(desk.workspace, clock=clock)
    anchor.write_text("x", encoding="utf-8")
    with pytest.raises(DocgenError) as broken:
        Desk.open(desk.workspace, clock=clock)
    anchor.write_text(whole, encoding="utf-8")
    with pytest.raises(DocgenError) as twice:
        people.set_up(desk.workspace, "he", PASSPHRASE)
    desk.record.close()
    for file in desk.workspace.state.glob("record.db*"):
        file.unlink()
    with pytest.raises(DocgenError) as lost:
        Desk.open(desk.workspace, clock=clock)
    assert [code(error) for error in (other, broken, twice, lost)] == ["A312", "A312", "A314", "A410"]


def test_tampering_with_the_file_is_named_by_the_check(office: Office, clock: Clock) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    approve(office, "zhou")
    desk.record.close()
    file = desk.workspace.record
    whole = file.read_bytes()
    size = desk.ledger().size
    desk.record.close()
    tampering = {
        "UPDATE docgen_events SET actor = 'song' WHERE kind = 'approve'": "A421",
        "DELETE FROM docgen_events WHERE kind = 'submit'": "A422",
        f"DELETE FROM docgen_events WHERE sequence = {size}": "A433",
        "UPDATE docgen_events SET signature = '00' WHERE kind = 'approve'": "A424",
    }
    for statement, expected in tampering.items():
        file.write_bytes(whole)
        raw = sqlite3.connect(file)
        raw.executescript(f"DROP TRIGGER docgen_events_no_update; DROP TRIGGER docgen_events_no_delete; {statement};")
        raw.close()
        with Record.open(f"sqlite:///{file}", clock=clock) as record:
            problems = Desk(desk.workspace, record).check()
        # whose key has acted here notices a cut tail as well
        assert [problem.code for problem in problems if problem.code != "A436"] == [expected], statement


def test_a_forged_approval_is_not_built_upon(office: Office) -> None:
    """Written past docgen, rightly chained and signed, by someone who is not asked: the document is not issued."""
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    approve(office, "zhou", "qian", "fang")
    honest = state(office).events[-1]
    forged = Draft(
        APPROVE,
        "lin",
        honest.document,
        1,
        "song",
        "sign",
        {**honest.payload, "person": "lin", "meaning": "签发"},
        keys["lin"],
    )
    desk.record.transact(lambda ledger: [forged])
    with pytest.raises(DocgenError) as error:
        desk.ledger()
    assert code(error) == "A427"
    with pytest.raises(DocgenError) as unissued:
        issue(desk, path, keys["he"])
    assert code(unissued) == "A427"


def test_the_checkpoint_beside_the_content_follows_the_record(office: Office) -> None:
    from docgen.approval.ledger.checkpoints import read_checkpoint

    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    checkpoint = read_checkpoint(checkpoint_file(desk.workspace).read_bytes())
    assert (checkpoint.size, checkpoint.head, checkpoint.person) == (desk.ledger().size, desk.ledger().head, "lin")
    assert checkpoint.genuine
    checkpoint_file(desk.workspace).unlink()
    assert [(problem.code, problem.severity) for problem in desk.check()] == [("A435", "error")]


def test_a_clock_set_back_keeps_everything_as_it_was(office: Office, clock: Clock) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    clock.now -= timedelta(days=2)
    with pytest.raises(DocgenError) as error:
        approve(office, "zhou")
    assert code(error) == "A402"
    assert state(office).steps[0].votes == ()


def test_the_same_work_is_done_on_postgresql(
    workspace: Workspace, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: postgresql.Cluster
) -> None:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    monkeypatch.setenv("DOCGEN_DATABASE_URL", postgres.new_database())
    path = furnish(workspace)
    desk, keys = staffed(workspace, clock)
    with desk:
        operations.submit(desk, path, keys["lin"])
        for person in ("zhou", "qian", "fang", "song"):
            operations.approve(desk, path, keys[person], operations.seen(desk, path))
        assert state((desk, keys, path)).complete
        assert desk.check() == []
    assert not workspace.record.exists()
    with Desk.open(workspace, clock=clock) as again:
        assert state((again, keys, path)).complete
