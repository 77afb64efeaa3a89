"""Hostile templates are refused by name, wherever it stands in them, quickly, and before anything is written."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from click.testing import CliRunner

import hostile_samples as samples
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.explanations import EXPLANATIONS
from docgen.model.nodes import Reference
from docgen.ooxml.package import read_package, write_package
from docgen.template import fill as filling
from docgen.template.fill import fill
from docgen.template.hostile import refuse_hostile
from docx_samples import heading, para, template, written
from hostile_samples import CASES, PLACES, Case

HERE = Location("templates/word/x/template.docx")
TABLE = Path(__file__).parents[2] / "docs" / "hostile-templates.md"
MEMORY = 300  # MB by which refusing may raise this process's peak


def refused(content: bytes, folder: Path) -> list[str]:
    """Codes of the problems; fails for a file that is let through."""
    path = folder / "template.docx"
    path.write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        fill(path, {"title": "题", "organization": "某公司"}, HERE)
    assert all(problem.location == HERE and problem.hint for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_template_is_refused_by_name(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "SECONDS", 2.0)
    monkeypatch.setattr(filling, "MEMORY_MB", 200)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for place in case.places:
        content = case.make(place)
        codes = refused(content, tmp_path)
        assert set(codes) == {case.code}, place
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MEMORY * 1024


@pytest.mark.parametrize("place", PLACES)
def test_the_message_names_the_part(place: str) -> None:
    parts = samples.decent()
    samples.put(
        parts,
        place,
        "{{ x.__class__ }}" if place == "文档属性" else samples.paragraph(samples.run("{{ x.__class__ }}")),
    )
    (problem,) = refuse_hostile(parts, HERE)
    assert f"{place}（{PLACES[place]}）" in problem.message
    assert "__class__" in problem.message


def test_everything_hostile_in_a_file_comes_at_once() -> None:
    parts = samples.decent()
    samples.put(parts, "正文", samples.paragraph(samples.run("{{ x.__class__ }} {{ 'a' * 10**9 }}")))
    samples.put(parts, "页脚", '<w:altChunk r:id="rId99"/>')
    samples.relate(parts, "word/header1.xml", f"{samples.KINDS}/image", "https://evil.example/x.png", "External")
    assert sorted(problem.code for problem in refuse_hostile(parts, HERE)) == ["W150", "W151", "W160", "W161"]


def test_a_decent_template_is_let_through(tmp_path: Path) -> None:
    parts = samples.decent()
    samples.relate(parts, "word/document.xml", f"{samples.KINDS}/hyperlink", "https://example.com/?a=1", "External")
    decent = "{{ title|default('____') }} {% for i in range(3) %}{{ i * 2 }}{% endfor %}{% for _ in range(2) %}{% endfor %} {{ '%05d' % 7 }} {{ title.upper() }} {{ 'a_b'|replace('_', '-') }}"
    samples.put(parts, "正文", samples.paragraph(samples.run(decent)))
    samples.put(
        parts, "页脚", samples.paragraph('<w:fldSimple w:instr=" REF _Ref1 \\h "><w:r><w:t>x</w:t></w:r></w:fldSimple>')
    )
    assert refuse_hostile(parts, HERE) == []
    path = tmp_path / "template.docx"
    path.write_bytes(write_package(parts))
    assert "题 024 00007 题 a-b" in fill(path, {"title": "题"}, HERE).parts["word/document.xml"].decode()


@pytest.mark.parametrize(
    "path", sorted(samples.SHELL.parents[1].glob("*/template.docx")), ids=lambda path: path.parent.name
)
def test_our_own_templates_hold_nothing_hostile(path: Path) -> None:
    assert refuse_hostile(read_package(path, HERE), HERE) == []


def test_a_finished_document_with_contents_and_references_holds_nothing_hostile() -> None:
    word = written(
        heading(1, "总则"),
        para("见", Reference("x"), "。"),
        heading(1, "附则", "x"),
        toc_depth=1,
        filled=template(toc=True),
    )
    assert refuse_hostile(word.parts, HERE) == []


def test_a_template_that_is_not_ours_is_filled_as_ours_would_be(tmp_path: Path) -> None:
    fields = {"title": "R&D <标题>", "organization": "某公司", "red_head": "1"}
    parts = read_package(samples.SHELL, HERE)
    path = tmp_path / "template.docx"
    path.write_bytes(write_package(parts | {"word/media/unused.txt": b"so that it is another file"}))
    theirs, ours = fill(path, fields, HERE), fill(samples.SHELL, fields, HERE)
    # The properties are python-docx's, with the hour; the Word writer makes its own.
    filled = [
        name
        for name in ours.parts
        if not name.startswith("docProps/") and name not in ("[Content_Types].xml", "_rels/.rels")
    ]
    assert {name: theirs.parts[name] for name in filled} == {name: ours.parts[name] for name in filled}
    assert {"word/document.xml", "word/header1.xml", "word/styles.xml"} <= set(filled)


def test_a_build_with_a_hostile_template_writes_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    template = workspace.templates / "word" / "sheet" / "template.docx"
    kind = next(
        folder for folder in sorted(workspace.templates.iterdir()) if "template: sheet" in _text(folder / "kind.yaml")
    )
    (workspace.content / "x.yaml").write_bytes((kind / "example.yaml").read_bytes())
    monkeypatch.chdir(workspace.root)
    for name in ("lipsum.__globals__", "外部图片", "DDE 域", ".docm", "range(10**9)", "一层套一层的 range"):
        case = next(case for case in CASES if case.name == name)
        template.write_bytes(case.make(case.places[0]))
        done = CliRunner().invoke(main, ["build", "content/x.yaml", "--out", "output"])
        assert done.exit_code == 1, done.output
        assert case.code in done.output
        assert "word/sheet/template.docx" in done.output
        assert not (workspace.root / "output").exists()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_every_code_has_its_explanation_and_the_table_in_docs_is_true(request: pytest.FixtureRequest) -> None:
    assert {case.code for case in CASES} <= EXPLANATIONS.keys()
    assert len(CASES) == len({case.name for case in CASES}) >= 30
    rows = "".join(f"| {_cell(case.name)} | {'、'.join(case.places)} | {case.by} | {case.code} |\n" for case in CASES)
    head, mark, _old = TABLE.read_text(encoding="utf-8").partition("| --- | --- | --- | --- |\n")
    if request.config.getoption("--accept"):
        TABLE.write_text(head + mark + rows, encoding="utf-8")
    assert mark
    assert TABLE.read_text(encoding="utf-8") == head + mark + rows, "accept with pytest --accept"


def _cell(name: str) -> str:
    """A name in a Markdown table, where __x__ would be bold and `*` a list."""
    return f"`{name}`" if any(sign in name for sign in "_*\\{") else name
