"""Every sample document: built, judged by outsiders, and the same pages in Word and PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.model.nodes import Figure, Heading, Table
from docgen.model.traversal import walk
from judges import validate_docx
from kind_examples import place_example
from office import bookmarks, libreoffice_pdf, page_count
from watched_papers import Built, SamplePapers, sample_papers

ROOT = Path(__file__).parents[2]
DOCUMENTS, FORMS = sample_papers()


@pytest.fixture(
    params=[
        pytest.param(paper, id=Path(paper).stem) for paper in DOCUMENTS
    ]  # tests/support/scheduling.py keeps each together
)
def built(request: pytest.FixtureRequest, samples: SamplePapers) -> Built:
    return samples.built(request.param)


def test_the_open_xml_sdk_finds_nothing_wrong(built: Built) -> None:
    assert validate_docx([built.docx]) == {built.docx: []}


def test_headings_tables_and_figures_stand_on_the_same_page_in_word_and_pdf(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.result.document is not None
    office = libreoffice_pdf(built.docx, tmp_path)
    found = bookmarks(office)
    marked = [
        block
        for block in walk(built.result.document.blocks)
        if isinstance(block, Heading | Table | Figure) and block.anchor in found
    ]
    headings = [block for block in walk(built.result.document.blocks) if isinstance(block, Heading)]
    assert {block.anchor for block in headings} <= found.keys()
    apart = [
        f"{block.number} {block.label}: PDF {built.result.page_map[block.anchor]}, Word {found[block.anchor]}"
        for block in marked
        if built.result.page_map[block.anchor] != found[block.anchor]
    ]
    with capsys.disabled():
        print(f"\n{built.docx.stem}: {len(marked) - len(apart)} of {len(marked)} on the same page", end=" ")
    assert not apart
    assert page_count(office) == built.result.pages == page_count(built.pdf)


def test_the_pdf_is_sound_tagged_and_has_title_language_and_outline(built: Built) -> None:
    done = subprocess.run(["qpdf", "--check", built.pdf], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert built.result.document is not None
    with pikepdf.open(built.pdf) as file:
        assert str(file.docinfo["/Title"]) == built.result.document.title
        assert str(file.Root.Lang) == "zh-CN"
        assert bool(file.Root.MarkInfo.Marked)
        headings = [block for block in walk(built.result.document.blocks) if isinstance(block, Heading)]
        with file.open_outline() as outline:
            assert bool(outline.root) == bool(headings)


def test_every_font_of_the_pdf_is_embedded(built: Built) -> None:
    listing = subprocess.run(["pdffonts", built.pdf], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]
    assert listing
    for line in listing:
        assert line.split()[-5] == "yes", line


def test_an_issued_word_file_says_nothing_of_its_making(built: Built) -> None:
    import zipfile

    with zipfile.ZipFile(built.docx) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for trace in (b"<w:sdt>", b"w:rsid", b".yaml", b"content/", b"w:updateFields", b"w:dirty"):
        assert trace not in everything


@pytest.mark.parametrize("paper", FORMS, ids=lambda paper: Path(paper).stem)
def test_a_form_document_is_valid_and_its_pdf_sound_and_both_are_the_same_bytes_every_time(
    paper: str, own: Workspace, samples: SamplePapers
) -> None:
    built = samples.built(paper)
    docx, pdf = built.docx, built.pdf
    assert validate_docx([docx]) == {docx: []}
    assert b"w:rsid" not in _part(docx.read_bytes(), "word/document.xml").encode()
    subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=True)
    with pikepdf.open(pdf) as file:
        assert (str(file.Root.Lang), bool(file.Root.MarkInfo.Marked), "聘任" in str(file.docinfo["/Title"])) == (
            "zh-CN",
            True,
            True,
        )
    assert pipeline.build(own, own.root / paper, ("docx", "pdf")).outputs == built.result.outputs


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in (ROOT / "templates").glob("*/kind.yaml")), ids=lambda p: p.name
)
def test_a_kinds_example_gives_its_golden_tree_word_and_html(
    folder: Path, workspace: Workspace, golden: Callable[[str, str], None]
) -> None:
    from docgen.model.dump import dump

    path = place_example(workspace, folder)
    result = pipeline.build(workspace, path, ("docx", "pdf"))
    # An example's pay formula is confirmed by nobody: whoever starts from it is told so.
    problems = [problem for problem in result.problems if problem.code != "Y101"]
    assert not problems, "\n".join(map(str, problems))
    golden(f"{folder.name}/document.xml", _lines(_part(result.outputs["docx"], "word/document.xml")))
    if result.document is None:
        assert result.kind is not None
        assert not result.kind.has_body
        return
    golden(f"{folder.name}/tree.txt", dump(result.document))
    golden(f"{folder.name}/page.html", result.html.replace(workspace.root.as_uri(), "file:///work"))


def _part(docx: bytes, name: str) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name).decode()


def _lines(xml: str) -> str:
    for tag in ("</w:p>", "</w:tr>", "</w:tbl>", "<w:tr>", "</w:sectPr>", "</w:tblPr>"):
        xml = xml.replace(tag, f"{tag}\n")
    return xml
