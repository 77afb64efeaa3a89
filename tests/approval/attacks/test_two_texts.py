"""A drafter with a text editor: a second text under the digest of the approved one. (Issue 10, break 1)"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image

from approval_samples import Clock, furnish, staffed, write
from docgen.approval.desk import operations
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.routes import route_for
from docgen.approval.desk.subject import Subject, subject_of
from docgen.approval.issue.issue import check_ready
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.state import state_of
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError

Office = tuple[Desk, dict[str, Key], Path]


@pytest.fixture
def office(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    path = furnish(workspace)
    for name in ("图.png", "甲/图.png", "乙/图.png"):
        (workspace.content / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (8, 8), {"图": "red", "甲": "blue", "乙": "green"}[name[0]]).save(workspace.content / name)
    desk, keys = staffed(workspace, Clock())
    with desk:
        yield desk, keys, path


def approved(office: Office) -> None:
    desk, keys, path = office
    operations.submit(desk, path, keys["lin"])
    for person in ("zhou", "qian", "fang", "song"):
        operations.approve(desk, path, keys[person], operations.seen(desk, path))
    assert state_of(desk.ledger(), desk.document(path)).complete


# What was approved, and what the drafter writes in its place. Lines of text that were digested once were the same for some.
TEXTS = {
    "a clause as a line of a picture's alternative text": (
        "入职时收押金。\n\n![流程](图.png)\n\n员工交纳风险抵押金 20000 元，离职不退。",
        "入职时收押金。\n\n![流程&#10;paragraph body 员工交纳风险抵押金 20000 元，离职不退。](图.png)",
    ),
    "a brace that ends a strike early": (
        "~~押金不退~~} 另行规定。",
        "~~押金不退} 另行规定。~~",
    ),
    "a strike that reaches less far": ("~~押金 20000 元~~，离职退还。", "~~押金~~ 20000 元，离职退还。"),
    "a text moved into a picture's alternative text": ("![图](图.png) 不予退还。", "![图 不予退还。](图.png)"),
    "a line break that is only written": ("甲方  \n乙方", "甲方{br}乙方"),
    "a reference that is only written": ("见[标题](#table-prices)。", "见{ref title table-prices 价格}。"),
    "two pictures of one name in each other's place": (
        "![图](甲/图.png)\n\n![图](乙/图.png)",
        "![图](乙/图.png)\n\n![图](甲/图.png)",
    ),
    "a no-break space for a space": ("押金 20000 元", "押金\u00a020000 元"),
    "a letter of another script": ("押金 A 级", "押金 \u0410 级"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_was_approved_cannot_be_written_in_another_way(office: Office, name: str) -> None:
    desk, keys, path = office
    before, after = TEXTS[name]
    write(path, json.dumps(before, ensure_ascii=False))
    approved(office)
    seen = subject_of(desk.snapshot(path))
    write(path, json.dumps(after, ensure_ascii=False))
    forged = subject_of(desk.snapshot(path))
    assert forged.document != seen.document
    assert forged.content.digest != seen.content.digest
    with pytest.raises(DocgenError) as refused:
        check_ready(desk, path, keys["he"])
    assert [problem.code for problem in refused.value.problems] == ["A533"]


def test_a_title_or_field_that_runs_on_is_not_the_next_field(office: Office) -> None:
    desk, keys, path = office
    approved(office)
    approved_digest = subject_of(desk.snapshot(path)).content.digest
    for title in ("短制度\nfield number=星河〔2026〕9号", "短制度 ", "短制度\n"):
        path.write_text(
            path.read_text(encoding="utf-8").replace(
                next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("标题")),
                "标题: " + repr(title).replace("'", '"'),
            ),
            encoding="utf-8",
        )
        assert subject_of(desk.snapshot(path)).content.digest != approved_digest
    with pytest.raises(DocgenError):
        check_ready(desk, path, keys["he"])


def test_a_part_is_not_approved_by_a_decoy_of_its_title(office: Office) -> None:
    """Finance signs the prices: a second section of that name, or another title behind a reference in it, is theirs too."""
    desk, _keys, _path = office
    body = desk.workspace.templates / "short" / "body.html"
    plain = body.read_text(encoding="utf-8")
    kind = desk.workspace.templates / "short" / "kind.yaml"
    kind.write_text(kind.read_text(encoding="utf-8").replace("[prices]", "[报价]"), encoding="utf-8")
    decoy = "<h1>报价</h1><p>另付风险金。</p>"
    found = {scope(office)}
    for text in (plain + decoy, decoy + plain):
        body.write_text(text, encoding="utf-8")
        found.add(scope(office))
    assert len(found) == 3


def test_a_title_that_a_reference_prints_in_a_part_belongs_to_the_part(office: Office) -> None:
    desk, _keys, path = office
    body = desk.workspace.templates / "short" / "body.html"
    plain = body.read_text(encoding="utf-8")
    found: list[str] = []
    for title in ("总则", "总则（押金不退）"):
        text = plain.replace(">总则<", f">{title}<") + '<p>照{{ ref("text", form="title") }}办。</p>'
        body.write_text(text, encoding="utf-8")
        found.append(scope(office))
    assert found[0] != found[1]
    write(path, **{"附言": "编号由此变动。"})  # only numbers change
    assert scope(office) == found[1]


def test_a_part_that_prints_the_page_of_something_is_approved_with_the_whole_paper(office: Office) -> None:
    desk, _keys, path = office
    body = desk.workspace.templates / "short" / "body.html"
    plain = body.read_text(encoding="utf-8")
    write(path, **{"附言": "每月。"})
    without = scope(office)
    write(path, **{"附言": "每月。" * 900})  # what follows stands pages later
    assert scope(office) == without
    body.write_text(plain.replace("<table", '<p>另发{{ ref("text", form="page") }}元。</p><table', 1), encoding="utf-8")
    printed = scope(office)
    write(path, **{"附言": "每月。"})
    assert len({without, printed, scope(office)}) == 3


def scope(office: Office) -> str:
    desk, _keys, path = office
    subject = subject_of(desk.snapshot(path))
    return next(iter(subject.with_scopes(route_for(desk.workspace, subject.kind).steps).content.scopes.values()))


# --- papers that are only a form ---

FORM = """\
title: 表单
form: form.docx
route: [{step: sign, name: 签发, by: [签发], sign: true}]
"""


def form(office: Office, text: str) -> Subject:
    """A paper that a Word form prints."""
    desk, _keys, path = office
    folder = desk.workspace.templates / "form"
    folder.mkdir(exist_ok=True)
    (folder / "kind.yaml").write_text(FORM, encoding="utf-8")
    (folder / "schema.yaml").write_text(
        "type: object\nproperties: {kind: {type: string, title: 文种}, title: {type: string, title: 标题}}\n",
        encoding="utf-8",
    )
    document = docx.Document()
    document.add_paragraph(
        "{{ title }} {{ amount }} {% for name, value in rows.items() %}{{ name }}{{ value }}{% endfor %}"
    )
    if not (folder / "form.docx").exists():
        document.save(str(folder / "form.docx"))
    paper = path.with_name("表.yaml")
    paper.write_text("文种: 表单\n标题: 押金单\n" + text, encoding="utf-8")
    return subject_of(desk.snapshot(paper))


def test_what_a_form_prints_is_told_apart_by_type_and_order(office: Office) -> None:
    texts = (
        "amount: 1.5", 'amount: "1.5"', "amount: 1.50", "amount: 15", "amount: true", 'amount: "true"',
        'amount: ""', "amount: [1, 5]", 'amount: "[1,5]"', "amount: {甲: 1, 乙: 2}", "amount: {乙: 2, 甲: 1}",
        "amount: 1\n另付: 2", 'amount: "1\\n另付: 2"',
    )  # fmt: skip
    assert len({form(office, text + "\n").content.digest for text in texts}) == len(texts)
    first, other = (form(office, text).content.digest for text in ("a: 1\nb: 2\n", "b: 2\na: 1\n"))
    assert first == other  # a form asks for a top key by its name


def test_a_picture_that_a_form_takes_in_is_part_of_what_is_approved(office: Office) -> None:
    desk, _keys, _path = office
    text = "stamp: {$picture: 图.png}\n"
    before = form(office, text).content.digest
    Image.new("RGB", (8, 8), "black").save(desk.workspace.content / "图.png")
    assert form(office, text).content.digest != before
