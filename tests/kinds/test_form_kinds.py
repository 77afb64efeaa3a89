"""A kind's Word forms: instead of a body or beside it, filled with the same checked content."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.office import libreoffice as office
from form_templates import paragraphs, table

SCHEMA = """\
type: object
additionalProperties: false
required: [title]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  note: {type: string, title: 备注}
  people: {type: array, title: 人员, default: [], items: {type: string}}
"""
CONTENT = "文种: 卡片\n标题: 出入证\n人员: [甲某, 乙某]\n"


def card(workspace: Workspace, *texts: str, kind: str = "title: 卡片\nform: card.docx\n", body: str = "") -> Path:
    """A kind with the form of `texts` and one content file; its path."""
    folder = workspace.templates / "card"
    folder.mkdir()
    (folder / "kind.yaml").write_text(kind, encoding="utf-8")
    (folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    if body:
        (folder / "body.html").write_text(body, encoding="utf-8")
    paragraphs(*texts).save(str(folder / "card.docx"))
    path = workspace.content / "card.yaml"
    path.write_text(CONTENT, encoding="utf-8")
    return path


def texts(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        xml = archive.read("word/document.xml").decode()
    return [
        text
        for paragraph in xml.split("</w:p>")
        if (text := "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", paragraph)))
    ]


def test_a_form_instead_of_a_body_is_the_whole_document(workspace: Workspace) -> None:
    path = card(
        workspace, "{{ title }}", "{%p for p in people %}", "{{ loop.index }} {{ p }}{{ note }}", "{%p endfor %}"
    )
    result = pipeline.build(workspace, path, ("docx",))
    assert result.problems == []
    assert texts(result.outputs["docx"]) == ["出入证", "1 甲某", "2 乙某"]
    assert [file.name for file in pipeline.write(workspace, result, workspace.output)] == ["card.docx"]


def test_a_form_beside_a_body_is_a_file_of_its_own(workspace: Workspace) -> None:
    kind = 'title: 卡片\ntemplate: sheet\nform: [card.docx]\nfields: {title: "{{ title }}"}\n'
    path = card(workspace, "证：{{ title }}", kind=kind, body="<p>{{ title }}一览</p>")
    result = pipeline.build(workspace, path, ("docx",))
    assert result.problems == []
    assert "出入证一览" in texts(result.outputs["docx"])
    assert texts(result.outputs["card.docx"]) == ["证：出入证"]
    assert sorted(file.name for file in pipeline.write(workspace, result, workspace.output)) == [
        "card.card.docx",
        "card.docx",
    ]


def test_a_fault_in_a_form_is_named_with_its_file_and_place_and_nothing_comes_out(workspace: Workspace) -> None:
    path = card(workspace, "{{ title }}", "{{ titel }}")
    result = pipeline.build(workspace, path, ("docx",))
    assert result.outputs == {}
    (problem,) = result.problems
    assert (problem.location.file, problem.code) == ("templates/card/card.docx", "W207")
    assert "正文第 2 段" in problem.message


def test_content_that_breaks_the_schema_never_reaches_the_form(workspace: Workspace) -> None:
    path = card(workspace, "{{ title }}")
    path.write_text("文种: 卡片\n标题: 出入证\n人数: 3\n", encoding="utf-8")
    result = pipeline.build(workspace, path, ("docx",))
    assert ([problem.code[0] for problem in result.problems], result.outputs) == (["S"], {})


def test_without_libreoffice_the_word_file_comes_and_the_pdf_is_a_warning(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = card(workspace, "{{ title }}")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(office, "_PLACES", ())
    result = pipeline.build(workspace, path, ("docx", "pdf"))
    assert [(problem.code, problem.severity) for problem in result.problems] == [("L111", "warning")]
    assert list(result.outputs) == ["docx"]


def test_a_kind_without_a_body_names_one_form_that_is_there(workspace: Workspace) -> None:
    path = card(workspace, "x", kind="title: 卡片\nform: [card.docx, other.docx]\n")
    with pytest.raises(DocgenError) as caught:
        pipeline.load_kind(workspace, "卡片")
    assert {problem.code for problem in caught.value.problems} == {"T105"}
    assert path.is_file()


def test_merged_and_shaded_cells_of_a_kinds_form_stand_in_the_schemas_order() -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from lxml import etree

    from docgen.template.forms import compile_form
    from form_templates import saved

    document = paragraphs("x")
    made = table(
        document, ["{%tr for p in people %}", ""], ["{% vm %}{{ p }}", "{% cellbg p %}y"], ["{%tr endfor %}", ""]
    )
    for cell in made._cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    form = compile_form(saved(document), Location("x.docx")).render({"people": ["FF0000", "00FF00"]})
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = [[etree.QName(child).localname for child in properties] for properties in root.iter("{*}tcPr")]
    assert names == [["tcW", "vMerge", "vAlign"], ["tcW", "shd", "vAlign"]] * 2
