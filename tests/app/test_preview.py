"""The changed page alone: what a preview says of pages after an edit, and that a page is the page of the whole file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from docgen.app import build as pipeline
from docgen.app.preview import Preview
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.pdf.writer import page_png

ROOT = Path(__file__).parents[2]
SENTENCE = "互联网专线以光纤直达用户机房，经城域骨干的两个汇聚节点接入，双路由经不同管道到达。"
KIND = """\
title: 长文
description: chapters of paragraphs
template: bid
numbering: chinese-chapter
toc: 1
fields: {title: "{{ title }}", header: "{{ title }}"}
"""
SCHEMA = """\
type: object
properties:
  kind: {type: string}
  title: {type: string}
  chapters: {type: array, items: {type: array, items: {type: string}}}
"""
BODY = """\
{% for chapter in chapters %}
<h1 id="c{{ loop.index }}">部分 {{ loop.index }}</h1>
<p>见第 {{ ref("c" ~ chapters | length, "page") }} 页。</p>
{% for text in chapter %}<p>{{ text }}</p>
{% endfor %}{% endfor %}
"""


class Paper:
    """Chapters of paragraphs, in a workspace of their own."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT / "templates" / "word" / "bid", folder / "templates" / "word" / "bid")
        kind = folder / "templates" / "long"
        kind.mkdir()
        for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY)):
            (kind / name).write_text(text, encoding="utf-8")
        self.workspace = Workspace(folder)
        self.path = folder / "content" / "long.yaml"
        self.path.parent.mkdir()
        self.chapters = [[f"{chapter}-{place} {SENTENCE * 5}" for place in range(22)] for chapter in range(3)]
        self.write()

    def write(self) -> None:
        chapters = "".join(
            f"  - [{', '.join(f'{chr(34)}{text}{chr(34)}' for text in chapter)}]\n" for chapter in self.chapters
        )
        self.path.write_text(f"kind: 长文\ntitle: 长文\nchapters:\n{chapters}", encoding="utf-8")

    def whole(self) -> bytes:
        return pipeline.build(self.workspace, self.path, ("pdf",)).outputs["pdf"]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def check_pages(preview: Preview, whole: bytes, numbers: list[int]) -> None:
    """Each page is the whole file's: the same pixels, the same text."""
    opened = pypdfium2.PdfDocument(whole)
    assert len(opened) == len(preview.pages)
    for number in numbers:
        cut = pypdfium2.PdfDocument.new()
        cut.import_pages(opened, [number - 1])
        alone = pypdfium2.PdfDocument(preview.pdf(number))
        assert len(alone) == 1
        assert alone[0].get_textpage().get_text_range() == opened[number - 1].get_textpage().get_text_range(), number
        pixels = [
            document[place].render(scale=1.5).to_pil().tobytes()
            for document, place in ((alone, 0), (opened, number - 1))
        ]
        assert pixels[0] == pixels[1], number


def test_after_an_edit_the_changed_page_is_that_of_the_whole_file_and_the_others_stay(paper: Paper) -> None:
    preview = Preview(paper.workspace, paper.path)
    assert {page.change for page in preview.refresh()} == {"new"}
    check_pages(preview, paper.whole(), [1, 2, len(preview.pages)])
    assert {page.change for page in preview.refresh()} == {"same"}
    paper.chapters[1][20] = paper.chapters[1][20].replace("光纤", "光缆")
    paper.write()
    new = [page.number for page in preview.refresh() if page.change != "same"]
    assert len(new) == 1
    check_pages(preview, paper.whole(), new)


def test_pages_that_are_only_numbered_otherwise_are_told_from_new_ones(paper: Paper) -> None:
    preview = Preview(paper.workspace, paper.path)
    before = len(preview.refresh())
    begins = preview.page_map
    paper.chapters[1] += [f"新的一段。{SENTENCE * 5}"] * 12
    paper.write()
    pages = preview.refresh()
    moved = len(pages) - before
    assert moved > 0
    last = pages[-1]
    assert (last.change, last.before) == ("renumbered", before)
    anchors = sorted(begins.values())
    third = anchors[-1] + moved
    assert {page.change for page in pages[third - 1 :]} == {"renumbered"}
    assert {page.number - page.before for page in pages[third - 1 :]} == {moved}
    # The first chapter names the last one's page: its first page is numbered otherwise too, no word of it is new.
    first = next(page for page in pages if page.number == anchors[0])
    assert (first.change, first.before) == ("renumbered", first.number)
    check_pages(preview, paper.whole(), [first.number, third, last.number])


def test_with_an_error_the_pages_of_the_last_time_stay(paper: Paper) -> None:
    with Preview(paper.workspace, paper.path) as preview:
        pages = preview.refresh()
        right = paper.path.read_text(encoding="utf-8")
        paper.path.write_text(right + "没有这个: 1\n  错: [", encoding="utf-8")
        assert preview.refresh() == pages
        assert any(problem.severity == "error" for problem in preview.problems)
        assert page_png(preview.pdf(1), 72).startswith(b"\x89PNG")
        paper.path.write_text(right, encoding="utf-8")
        assert {page.change for page in preview.refresh()} == {"same"}
        assert preview.problems == []


def test_a_page_that_is_not_there_is_refused_in_words(paper: Paper) -> None:
    preview = Preview(paper.workspace, paper.path)
    with pytest.raises(DocgenError) as caught:
        preview.pdf(1)
    assert [problem.code for problem in caught.value.problems] == ["B107"]
    pages = len(preview.refresh())
    with pytest.raises(DocgenError) as caught:
        preview.png(pages + 1)
    assert f"共 {pages} 页" in str(caught.value)


def test_a_paper_without_chapters_has_pages_too() -> None:
    workspace = Workspace(ROOT)
    path = workspace.content / "jobs" / "sales-group-manager.yaml"
    with Preview(workspace, path) as preview:
        numbers = [page.number for page in preview.refresh()]
        check_pages(preview, pipeline.build(workspace, path, ("pdf",)).outputs["pdf"], numbers)


def test_a_paper_that_is_a_word_form_has_none_and_says_so() -> None:
    workspace = Workspace(ROOT)
    with Preview(workspace, workspace.content / "letters" / "appointment.yaml") as preview:
        with pytest.raises(DocgenError) as caught:
            preview.refresh()
        assert [problem.code for problem in caught.value.problems] == ["B106"]


def test_a_page_that_was_written_alone_leaves_no_trace_in_the_whole_file(paper: Paper) -> None:
    with Preview(paper.workspace, paper.path) as preview:
        last = len(preview.refresh())
        alone = preview.pdf(last)
        assert preview._layout is not None
        assert preview._layout.write() == paper.whole()
        assert preview.pdf(1) != alone
        check_pages(preview, paper.whole(), [1, last])
