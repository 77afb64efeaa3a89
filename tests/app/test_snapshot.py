"""A paper is read once: whatever is written to the disk while it is derived, digested, routed and printed is not in it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import approval_samples
from approval_samples import Clock, staffed
from docgen.app import snapshot as snapshots
from docgen.app.build import build_snapshot
from docgen.app.snapshot import Snapshot
from docgen.approval.desk import operations
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.organisations import load_organisation
from docgen.approval.desk.routes import route_for
from docgen.approval.desk.subject import subject_of
from docgen.approval.ledger import event_kinds as kinds
from docgen.content import load
from docgen.content.includes import Resolver
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.kinds.body import BodyBuilder
from docgen.kinds.kind_cache import KindCache
from docgen.reading import Disk, Files, FirstReading

KIND = """\
title: 报告
template: sheet
numbering: decimal
fields: {title: "{{ title }}"}
values: {total: "{{ rows | length }}"}
scopes: {名单: [list]}
form: card.docx
"""
SCHEMA = """\
type: object
additionalProperties: false
required: [kind, title, rows]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  version: {type: string, title: 版本, default: ""}
  text: {$ref: "../_parts/schema.yaml#/$defs/text"}
  company: {type: string, title: 公司}
  scan: {type: object, title: 扫描件}
  rows: {type: array, title: 名单, items: {type: object, properties: {姓名: {type: string}, 分: {type: number}}}}
"""
PARTS = "$defs: {text: {type: string, title: 正文}}\n"
BODY = """\
{% include "closing.html" %}
<h1 id="text">正文</h1><p>{{ text }}{{ company }}</p>
<figure><img src="plan.png"/><figcaption>平面图</figcaption></figure>
<figure><img src="sign.svg"/><figcaption>标志</figcaption></figure>
<h1 id="list">名单</h1><p>{% for row in rows %}{{ row.姓名 }} {{ row.分 }}；{% endfor %}</p>
"""
ROUTES = """\
routes:
  报告:
    - {step: review, name: 审核, by: [审核], scope: 名单}
    - {step: board, name: 评审, by: [财务], when: {field: total, over: 1}}
    - {step: sign, name: 签发, by: [签发], sign: true}
"""
CONTENT = """\
文种: 报告
标题: 季度报告
include: _more.yaml
公司: {use: company/name#/名称}
扫描件: {$picture: scan.png, width: 20}
名单: {include: list.csv}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="{colour}"/></svg>'


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(buffer, "PNG")
    return buffer.getvalue()


def card() -> bytes:
    from docx import Document

    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("{{ title }} {{ scan }}")
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def paper(workspace: Workspace) -> Path:
    """A report made of everything that a paper can be made from."""
    sheet = workspace.templates / "word" / "sheet"
    for folder in workspace.templates.iterdir():
        if folder.name not in ("word", "_shared"):
            shutil.rmtree(folder)
    files: dict[str, str | bytes] = {
        "docgen.yaml": ROUTES,
        "templates/report/kind.yaml": KIND,
        "templates/report/schema.yaml": SCHEMA,
        "templates/report/body.html": BODY,
        "templates/report/card.docx": card(),
        "templates/report/plan.png": picture("red"),
        "templates/_parts/schema.yaml": PARTS,
        "templates/_shared/closing.html": "<p>开头。</p>",
        "content/organisation.yaml": approval_samples.ORGANISATION,
        "content/report.yaml": CONTENT,
        "content/_more.yaml": "正文: 一切照旧。\n",
        "content/list.csv": "姓名,分\n甲,1.5\n乙,2\n",
        "content/scan.png": picture("green"),
        "content/sign.svg": SVG.format(colour="blue"),
        "content/library/company/name.yaml": "名称: 星河公司\n",
    }
    for name, text in files.items():
        path = workspace.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (sheet / "style.css").write_text("p { color: black }", encoding="utf-8")
    return workspace.content / "report.yaml"


Harm = Callable[[Path], None]


def _overwritten(path: Path) -> None:
    path.write_bytes(b"# other\n" + bytes(reversed(path.read_bytes())))


def _replaced(path: Path) -> None:
    other = path.with_name(".other")
    other.write_bytes(b"other")
    os.replace(other, path)


def _deleted(path: Path) -> None:
    path.unlink()


def _grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n# more")


HARMS = (_overwritten, _replaced, _deleted, _grown)


class Restless(Disk):
    """A disk on which somebody works: every file is another as soon as it has been read, what was missing comes, folders fill."""

    def __init__(self, root: Path, harm: Harm) -> None:
        self._root, self._harm = root, harm
        self.read_paths: list[Path] = []

    def read(self, path: Path, most: int | None = None) -> bytes:
        content = super().read(path, most)
        if path.is_relative_to(self._root):
            self.read_paths.append(path)
            self._harm(path)
        return content

    def is_file(self, path: Path) -> bool:
        there = super().is_file(path)
        if not there and path.parent.is_dir():
            path.write_bytes(b"came later")
        return there

    def find(self, folder: Path, pattern: str) -> list[Path]:
        found = super().find(folder, pattern)
        if pattern == "*/kind.yaml":
            (folder / "aaa").mkdir(exist_ok=True)
            (folder / "aaa" / "kind.yaml").write_text("title: 报告\n", encoding="utf-8")
        return found


def made(workspace: Workspace, path: Path, files: Files | None = None) -> tuple[object, ...]:
    """All that comes of a paper: digests, route, organisation, printed files, sources."""
    snapshot = Snapshot(workspace, path) if files is None else Snapshot(workspace, path, files=files)
    subject = subject_of(snapshot)
    route = route_for(workspace, subject.kind, snapshot.files).steps
    steps = [step for step in route if all(condition.holds(subject.lookup) for condition in step.when)]
    people = load_organisation(workspace, snapshot.files).digest
    result = build_snapshot(snapshot, ("docx", "pdf"))
    assert [str(problem) for problem in result.problems] == []
    return (
        subject.with_scopes(steps).content,
        tuple(step.id for step in steps),
        people,
        result.outputs,
        snapshot.sources(),
    )


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_done_to_a_file_after_it_was_read_is_nowhere_in_the_paper(
    workspace: Workspace, paper: Path, harm: Harm
) -> None:
    calm = made(workspace, paper)
    files = Restless(workspace.root, harm)
    assert made(workspace, paper, files) == calm
    assert calm[1] == ("review", "board", "sign")
    assert len(set(files.read_paths)) == len(files.read_paths)  # each was read once
    read = {path.name for path in files.read_paths}
    assert {
        "docgen.yaml",
        "organisation.yaml",
        "report.yaml",
        "_more.yaml",
        "name.yaml",
        "list.csv",
        "plan.png",
    } <= read
    assert {"sign.svg", "scan.png", "card.docx", "kind.yaml", "schema.yaml", "body.html", "closing.html"} <= read
    assert {"template.docx", "style.css"} <= read


def test_a_snapshot_says_what_the_disk_no_longer_holds(workspace: Workspace, paper: Path) -> None:
    snapshot = Snapshot(workspace, paper)
    build_snapshot(snapshot, ("docx",))
    assert snapshot.changed() == []
    text = (workspace.content / "list.csv").read_bytes()
    (workspace.content / "list.csv").write_bytes(text + "丙,3\n".encode())
    (workspace.content / "sign.svg").unlink()
    (workspace.templates / "word" / "sheet" / "template.yaml").write_text("roles: {}\n", encoding="utf-8")
    assert sorted(snapshot.changed()) == ["content/list.csv", "content/sign.svg", "templates/word/sheet/template.yaml"]
    (workspace.content / "list.csv").write_bytes(text)
    assert "content/list.csv" not in snapshot.changed()


def test_a_link_that_is_led_elsewhere_stays_where_it_led(workspace: Workspace, paper: Path) -> None:
    target, other = workspace.content / "one.txt", workspace.content / "two.txt"
    target.write_bytes(b"one")
    other.write_bytes(b"two")
    link = workspace.content / "link.txt"
    link.symlink_to(target)
    files = FirstReading()
    assert files.read(link) == b"one"
    link.unlink()
    link.symlink_to(other)
    assert (files.read(link), files.resolve(link)) == (b"one", target)
    assert files.changed() == [link]


def test_a_file_too_large_for_one_reader_is_read_for_another(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 100)
    files = FirstReading()
    with pytest.raises(OSError, match="large"):
        files.read(file, 10)
    assert files.is_file(file)
    assert files.read(file, 100) == b"x" * 100
    with pytest.raises(OSError, match="large"):
        files.read(file, 99)


# --- the approval ---


@pytest.fixture
def desk(workspace: Workspace, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "private"))
    made, _keys = staffed(workspace, Clock())
    return made


def _counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often documents are loaded, validated, composed and resolved, by whoever; the stages go on as ever."""
    stages = {
        "load": (Resolver, "load"),
        "validate": (load, "validate"),
        "compose": (BodyBuilder, "blocks"),
        "resolve": (snapshots, "resolve"),
    }
    counts = dict.fromkeys(stages, 0)

    def counting(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            counts[name] += 1
            return stage(*arguments, **named)

        return run

    for name, (place, attribute) in stages.items():
        monkeypatch.setattr(place, attribute, counting(name, getattr(place, attribute)))
    return counts


def test_a_submission_loads_and_validates_once_and_composes_as_it_is_with_its_slots_filled_and_as_it_is_read(
    desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = desk.key("lin", approval_samples.PASSPHRASE)
    counts = _counted(monkeypatch)
    with desk:
        operations.submit(desk, paper, key)
    assert counts == {"load": 1, "validate": 1, "compose": 3, "resolve": 3}


def test_an_approval_of_what_was_seen_derives_nothing_anew(
    desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, zhou = (desk.key(person, approval_samples.PASSPHRASE) for person in ("lin", "zhou"))
    with desk:
        operations.submit(desk, paper, lin)
        seen = operations.seen(desk, paper)
        counts = _counted(monkeypatch)
        operations.approve(desk, paper, zhou, seen)
        assert set(counts.values()) == {0}
        assert desk.check() == []


@pytest.mark.parametrize("harm", HARMS)
def test_a_paper_that_is_edited_while_it_is_handed_in_is_not(
    desk: Desk, workspace: Workspace, paper: Path, harm: Harm
) -> None:
    key = desk.key("lin", approval_samples.PASSPHRASE)
    desk.files = Restless(workspace.root, harm)
    with desk, pytest.raises(DocgenError) as caught:
        operations.submit(desk, paper, key)
    assert [problem.code for problem in caught.value.problems] == ["A222"]
    assert "content/report.yaml" in str(caught.value)
    assert desk.ledger().events(kinds={kinds.SUBMIT}) == []


def test_an_edit_that_changes_no_word_lets_an_approval_stand(desk: Desk, paper: Path) -> None:
    lin, zhou = (desk.key(person, approval_samples.PASSPHRASE) for person in ("lin", "zhou"))
    with desk:
        operations.submit(desk, paper, lin)
        seen = operations.seen(desk, paper)
        paper.write_text(f"# 只是说明\n{CONTENT}", encoding="utf-8")
        assert operations.approve(desk, paper, zhou, seen).kind == kinds.APPROVE


# --- kinds kept from paper to paper ---


def test_a_kept_kind_is_read_anew_when_any_of_its_files_is_another(workspace: Workspace, paper: Path) -> None:
    cache = KindCache()

    def kind() -> object:
        return Snapshot(workspace, paper, kinds=cache).content.kind

    first = kind()
    assert kind() is first
    schema = workspace.templates / "_parts" / "schema.yaml"
    schema.write_text(PARTS.replace("正文", "全文"), encoding="utf-8")
    second = kind()
    assert second is not first
    (workspace.templates / "report" / "body.html").unlink()
    third = Snapshot(workspace, paper, kinds=cache).content.kind
    assert third is not None
    assert not third.has_body
