"""Chapters laid out side by side: processes save time, and the file is that of one process, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import Block, Document, Figure, Heading, Paragraph, Picture, Reference, Text
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.pdf import html, side_by_side
from docgen.pdf import writer as pdf
from docgen.pdf.chapter_store import Chapters
from docgen.pdf.chapters import write_parts
from docgen.pdf.side_by_side import Workers
from docgen.reading import DISK, Files, FirstReading
from docgen.template.fill import FilledTemplate, fill

ROOT = Path(__file__).parents[2]
FONTS = FontSet()
SENTENCE = "互联网专线以光纤直达用户机房，经城域骨干的两个汇聚节点接入（带宽 500 Mbit/s），双路由经不同管道到达。"
LONG = (
    pytest.param("bids/park-network", marks=pytest.mark.slow),
    pytest.param("proposals/smart-factory", marks=pytest.mark.slow),
    pytest.param("handbooks/position-handbook", marks=pytest.mark.slow),
    pytest.param("catalogues/products", marks=pytest.mark.slow),
    "policies/pay-policy",
    "syllabi/key-account",
    "plans/bid-preparation",
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, pages=0) as found:
        yield found


@pytest.fixture
def workers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process lays out only what no worker takes."""
    usual = side_by_side._Round._next

    def after_the_workers(self: side_by_side._Round, worker: side_by_side._Worker | None) -> int | None:
        busy = worker is None and any(one.busy for one in self._workers)
        return None if busy else usual(self, worker)

    monkeypatch.setattr(side_by_side._Round, "_next", after_the_workers)


def template() -> FilledTemplate:
    folder = ROOT / "templates" / "word" / "bid"
    fields = {"title": "测试", "header": "页眉", "number": "N-1"}
    return fill(folder / "template.docx", fields, Location("bid"), toc=True, roles={})


def random_document(seed: int, picture: Path, chapters: int = 7) -> Document:
    """Chapters of all lengths with sections, pictures, and pages of others in their text."""
    chance = random.Random(seed)
    blocks: list[Block] = []
    for name in range(chapters):
        blocks.append(Heading(1, (Text(f"部分 {name}"),), label=f"part-{name}"))
        for count in range(chance.randint(1, 24)):
            match chance.randrange(7):
                case 0:
                    blocks.append(Heading(2, (Text(f"小节 {count}"),)))
                case 1:
                    target = Reference(f"part-{chance.randrange(chapters)}", "page", location=Location("t"))
                    blocks.append(Paragraph((Text("参见第 "), target, Text(" 页。"))))
                case 2:
                    blocks.append(Figure(Picture(str(picture), "图", 60, (40, 20)), (Text("拓扑"),)))
                case _:
                    blocks.append(Paragraph((Text(SENTENCE * chance.randint(1, 9)),)))
    document, problems = resolve(number(Document("测试", tuple(blocks), scheme="chinese-chapter", toc_depth=2)))
    assert problems == []
    return document


def written(
    document: Document,
    filled: FilledTemplate,
    roots: list[Path],
    workers: Workers | None = None,
    *,
    files: Files = DISK,
    kept: Chapters | None = None,
    whole: bool = False,
) -> bytes:
    """The PDF, chapter by chapter or (`whole`) in one layout."""
    page = html.write(document, filled)
    faces, fonts = FONTS.latin_faces(page)
    parts = None if whole else write_parts(document, filled)
    layout = pdf.lay_out(page, [*roots, *fonts], faces, parts=parts, workers=workers, files=files, kept=kept)
    return layout.write()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    found = tmp_path / "picture.png"
    Image.new("RGBA", (40, 20), "teal").save(found)
    return found


@pytest.mark.usefixtures("workers_alone")
@pytest.mark.parametrize("name", LONG)
def test_a_sample_with_chapters_is_the_same_file(name: str, workers: Workers) -> None:
    workspace = Workspace(ROOT)
    problems: list[object] = []
    document, kind = pipeline.resolved(workspace, workspace.content / f"{name}.yaml", problems)  # type: ignore[arg-type]
    assert document is not None
    assert kind is not None
    filled = fill(kind.template_file, document.fields, Location("t"), toc=bool(document.toc_depth), roles={})
    roots = [workspace.content, workspace.templates]
    parts = len(write_parts(document, filled).parts)
    before = workers.taken
    assert written(document, filled, roots, workers) == written(document, filled, roots, whole=True)
    assert (workers.taken > before) == (parts > 3)


@pytest.mark.usefixtures("workers_alone")
def test_a_random_document_is_the_same_file_and_stays_so_after_an_edit(picture: Path, workers: Workers) -> None:
    filled, seed = template(), random.randrange(1 << 32)
    document = random_document(seed, picture)
    kept, before = Chapters(), workers.taken
    alone = written(document, filled, [picture.parent])
    assert written(document, filled, [picture.parent], workers, kept=kept) == alone, seed
    assert workers.taken - before >= 6, seed
    last = max(place for place, block in enumerate(document.blocks) if isinstance(block, Paragraph))
    blocks = list(document.blocks)
    blocks[last] = Paragraph((Text(f"改过的一段。{SENTENCE}"),))
    document = replace(document, blocks=tuple(blocks))
    assert written(document, filled, [picture.parent], workers, kept=kept) == written(
        document, filled, [picture.parent]
    ), seed


@pytest.mark.usefixtures("workers_alone")
def test_pictures_come_from_the_snapshot_whatever_stands_on_the_disk(picture: Path, workers: Workers) -> None:
    filled, document = template(), random_document(20260301, picture)
    snapshot = FirstReading()
    snapshot.read(picture)
    alone = written(document, filled, [picture.parent])
    picture.unlink()
    before = workers.taken
    assert written(document, filled, [picture.parent], workers, files=snapshot) == alone
    assert workers.taken > before


@pytest.mark.usefixtures("workers_alone")
def test_a_worker_that_dies_at_work_leaves_its_chapter_to_this_process(picture: Path) -> None:
    class Deadly(FirstReading):
        """Kills a worker that asks for a file."""

        def __init__(self, workers: Workers) -> None:
            super().__init__()
            self.workers, self.killed = workers, 0

        def read(self, path: Path, most: int | None = None) -> bytes:
            if threading.current_thread() is not threading.main_thread():
                for process in self.workers.processes:
                    os.kill(process, signal.SIGTERM)
                    self.killed += 1
            return super().read(path, most)

    filled, document = template(), random_document(7, picture)
    with Workers(1, pages=0) as workers:
        files = Deadly(workers)
        data = written(document, filled, [picture.parent], workers, files=files)
        assert files.killed
        before = workers.taken
        assert data == written(document, filled, [picture.parent], workers)  # by another process
        assert workers.taken > before
    assert data == written(document, filled, [picture.parent])


def test_processes_end_when_they_are_closed_and_short_papers_start_none(picture: Path) -> None:
    filled, document = template(), random_document(3, picture, 4)
    with Workers(3) as usual:
        written(document, filled, [picture.parent], usual)
        assert usual.processes == []
    with Workers(1, pages=0) as workers:
        written(document, filled, [picture.parent], workers)
        (process,) = workers.processes
    assert workers.processes == []
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_processes_for_another_number_of_them_are_ended_at_once(picture: Path) -> None:
    filled, document = template(), random_document(3, picture, 4)
    kept = pipeline.Kept()
    with Workers(1, pages=0) as workers:
        kept._workers = workers
        written(document, filled, [picture.parent], workers)
        assert workers.processes
        assert kept.workers(3).count == 2
        assert workers.processes == []


def test_what_breaks_a_layout_off_ends_the_workers_that_are_at_it(picture: Path) -> None:
    class Interrupted(FirstReading):
        """Ctrl-C while this process reads a picture."""

        def read(self, path: Path, most: int | None = None) -> bytes:
            if threading.current_thread() is threading.main_thread():
                raise KeyboardInterrupt
            return super().read(path, most)

    filled, document = template(), random_document(7, picture)
    with Workers(1, pages=0) as workers, pytest.raises(KeyboardInterrupt):
        written(document, filled, [picture.parent], workers, files=Interrupted())
    assert workers.processes == []
