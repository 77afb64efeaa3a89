"""Chapters laid out one by one and kept: whatever is edited, the files are those of the whole document built cold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from docgen import docx
from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Landscape,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.pdf import html
from docgen.pdf import writer as pdf
from docgen.pdf.chapter_store import Chapters
from docgen.pdf.chapters import write_parts
from docgen.pdf.records import PageRecord
from docgen.template.fill import FilledTemplate, fill

FONTS = FontSet()

SHELLS = Path(__file__).parents[2] / "templates" / "word"
SENTENCE = "互联网专线以光纤直达用户机房，经城域骨干的两个汇聚节点接入（带宽 500 Mbit/s），双路由经不同管道到达。"
FEATURES = ("table", "footnote", "list", "landscape", "break", "figure", "link")


@dataclass(frozen=True)
class Chapter:
    """A chapter of a test document: its name, how many paragraphs, whose pages it refers to, what else is in it.

    `words` are put into paragraph `changed`.
    """

    name: int
    paragraphs: int = 3
    refers: tuple[int, ...] = ()
    features: frozenset[str] = frozenset()
    changed: int = -1
    words: str = ""

    def blocks(self, present: set[int], picture: Path) -> list[Block]:
        found: list[Block] = [Heading(1, (Text(f"部分 {self.name}"),), label=f"part-{self.name}")]
        for target in sorted(present & set(self.refers)):
            page, title = (Reference(f"part-{target}", form, location=Location("t")) for form in ("page", "full"))
            found.append(Paragraph((Text("参见"), title, Text("（第 "), page, Text(f" 页）。{SENTENCE}"))))
        for count in range(self.paragraphs):
            if count % 5 == 1:
                found.append(Heading(2, (Text(f"小节 {count}"),), label=f"section-{self.name}-{count}"))
            words = self.words if count == self.changed else ""
            found.append(Paragraph((Text(f"{count} {words}{SENTENCE * (1 + count % 3)}"),)))
        return found + [
            block for feature in FEATURES if feature in self.features for block in self._more(feature, picture)
        ]

    def _more(self, feature: str, picture: Path) -> list[Block]:
        words = (Text(f"{SENTENCE}"),)
        match feature:
            case "table":
                cells = tuple(Cell((Paragraph((Text(text),)),)) for text in ("项目", "5Mbit/s", SENTENCE))
                header = Row(tuple(replace(cell, header=True) for cell in cells), header=True)
                page = Cell((Paragraph((Reference(f"part-{self.name}", "page", location=Location("t")),)),))
                rows = (header, *(Row((cells[0], page, cells[2])) for _ in range(9)))
                return [Table(rows, (20, 20, 60), caption=(Text("接入"),), label=f"table-{self.name}")]
            case "footnote":
                return [Paragraph((*words, Footnote((Text(f"脚注 {self.name}"),))))]
            case "list":
                return [List(tuple(ListItem((Paragraph(words),)) for _ in range(3)), format="1.")]
            case "landscape":
                return [Landscape((Paragraph(words), Paragraph(words))), Paragraph(words)]
            case "break":
                return [Paragraph(words), PageBreak()]
            case "figure":
                return [Figure(Picture(str(picture), "图", 60, (40, 20)), (Text("拓扑"),), label=f"figure-{self.name}")]
            case _:
                return [
                    Paragraph(
                        (Text("见第"), Reference(f"part-{self.name}", "number", location=Location("t")), Text("章。"))
                    )
                ]


@dataclass
class Desk:
    """A template, a picture and what is kept from one build to the next."""

    filled: FilledTemplate
    picture: Path
    roots: list[Path]
    kept: Chapters = field(default_factory=Chapters)
    known: dict[str, int] = field(default_factory=dict)

    def document(self, chapters: list[Chapter]) -> Document:
        present = {chapter.name for chapter in chapters}
        blocks = [block for chapter in chapters for block in chapter.blocks(present, self.picture)]
        document, problems = resolve(number(Document("测试", tuple(blocks), scheme="chinese-chapter", toc_depth=2)))
        assert problems == []
        return document

    def kept_build(self, chapters: list[Chapter]) -> tuple[bytes, bytes, dict[str, int]]:
        document = self.document(chapters)
        page = html.write(document, self.filled)
        faces, files = FONTS.latin_faces(page)
        layout = pdf.lay_out(
            page, self.roots + files, faces, parts=write_parts(document, self.filled), kept=self.kept, known=self.known
        )
        self.known = layout.page_map
        return layout.write(), docx.write(document, self.filled, layout.page_map, review=False), layout.page_map

    def cold_build(self, chapters: list[Chapter]) -> tuple[bytes, bytes, dict[str, int]]:
        """The whole document in one layout, nothing kept."""
        document = self.document(chapters)
        page = html.write(document, self.filled)
        faces, files = FONTS.latin_faces(page)
        layout = pdf.lay_out(page, self.roots + files, faces)
        return layout.write(), docx.write(document, self.filled, layout.page_map, review=False), layout.page_map


def make_desk(folder: Path, template: str = "bid") -> Desk:
    picture = folder / "picture.png"
    Image.new("RGB", (40, 20), "teal").save(picture)
    fields = {"title": "测试", "header": "页眉", "number": "N-1"}
    return Desk(
        fill(SHELLS / template / "template.docx", fields, Location(template), toc=True, roles={}), picture, [folder]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chapters")


# --- a sequence of edits --------------------------------------------------

chapter_sizes = st.integers(0, 9)
features = st.frozensets(st.sampled_from(FEATURES), max_size=2)
edits = st.lists(
    st.tuples(
        st.sampled_from(("edit", "words", "words", "add", "delete", "move", "refer")),
        st.integers(0, 9),
        chapter_sizes,
        features,
    ),
    min_size=2,
    max_size=3,
)


def edited(chapters: list[Chapter], edit: tuple[str, int, int, frozenset[str]]) -> list[Chapter]:
    what, place, size, more = edit
    chapters = list(chapters)
    place %= len(chapters)
    match what:
        case "edit":
            chapters[place] = replace(chapters[place], paragraphs=size, features=more)
        case "words":
            chapters[place] = replace(chapters[place], changed=size, words="补充的话" * (1 + size % 3 * 20))
        case "add":
            name = max(chapter.name for chapter in chapters) + 1
            chapters.insert(place, Chapter(name, size, (chapters[-1].name, name), more))
        case "delete" if len(chapters) > 1:
            del chapters[place]
        case "move":
            chapters.append(chapters.pop(place))
        case "refer":
            chapters[place] = replace(chapters[place], refers=(chapters[0].name, chapters[-1].name))
    return chapters


def check_edits(folder: Path, sequence: list[tuple[str, int, int, frozenset[str]]], start: list[Chapter]) -> None:
    desk = make_desk(folder)
    chapters = start
    desk.kept_build(chapters)
    for edit in sequence:
        chapters = edited(chapters, edit)
        kept, cold = desk.kept_build(chapters), desk.cold_build(chapters)
        assert kept[2] == cold[2], "page map"
        assert kept[1] == cold[1], "Word file"
        assert kept[0] == cold[0], "PDF"


PHASES = (Phase.explicit, Phase.generate)  # an example builds files: shrinking would take minutes
START = [Chapter(1, 4, (3,), frozenset({"table"})), Chapter(2, 9, (1, 3)), Chapter(3, 2, (2,), frozenset({"footnote"}))]


@settings(max_examples=2, deadline=None, derandomize=True, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(sequence=edits)
def test_after_any_edits_the_kept_build_equals_the_cold_one_byte_for_byte(folder: Path, sequence: list) -> None:  # type: ignore[type-arg]
    check_edits(folder, sequence, START)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(sequence=edits)
def test_after_many_more_edits_too(folder: Path, sequence: list) -> None:  # type: ignore[type-arg]
    check_edits(folder, sequence, START)


def test_numbers_that_gain_a_digit_move_every_chapter_right(folder: Path) -> None:
    long = [Chapter(name, 7, (1, 5), frozenset({"table"})) for name in range(1, 6)]
    check_edits(folder, [("edit", 0, 14, frozenset({"landscape"}))], long)


# --- what is kept ---------------------------------------------------------


def test_only_the_chapter_that_changed_is_laid_out_again(folder: Path) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 6), Chapter(2, 6, (1,)), Chapter(3, 6, (2,))]
    desk.kept_build(chapters)
    before = desk.kept.laid_out
    # one more heading in the first chapter renames every later anchor, and moves no page
    chapters[0] = replace(chapters[0], features=frozenset({"link"}))
    desk.kept_build(chapters)
    again = desk.kept.laid_out - before
    assert 0 < again <= 3


@pytest.mark.parametrize(
    "features", [pytest.param((), marks=pytest.mark.slow), ("table", "list"), ("footnote", "landscape")]
)
def test_a_changed_word_makes_only_the_pages_near_it_anew(folder: Path, features: tuple[str, ...]) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 2), Chapter(2, 40, (1, 3), frozenset(features)), Chapter(3, 2)]
    desk.kept_build(chapters)
    for changed in (33, 39):
        before = desk.kept.laid_out
        chapters[1] = replace(chapters[1], changed=changed, words="补充")
        kept = desk.kept_build(chapters)
        assert 0 < desk.kept.laid_out - before <= 5  # the words go from one place and come to another
    assert kept[0] == desk.cold_build(chapters)[0]
    before = desk.kept.laid_out
    chapters[1] = replace(chapters[1], words="补充、")
    kept = desk.kept_build(chapters)
    assert desk.kept.laid_out - before <= 2
    assert kept[0] == desk.cold_build(chapters)[0]


def test_words_that_move_all_later_pages_of_a_chapter_leave_those_before_alone(folder: Path) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 60), Chapter(2, 2)]
    pages = max(desk.kept_build(chapters)[2].values())
    before = desk.kept.laid_out
    chapters[0] = replace(chapters[0], changed=45, words="补充的话" * 300)
    kept = desk.kept_build(chapters)
    assert max(kept[2].values()) > pages
    assert desk.kept.laid_out - before < pages // 2
    assert kept == desk.cold_build(chapters)


def test_a_new_page_number_does_not_lay_out_a_chapter_again(folder: Path) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 2), Chapter(2, 6, (3,)), Chapter(3, 6, (2,))]
    desk.kept_build(chapters)
    before, moved = desk.kept.laid_out, dict(desk.known)
    chapters[0] = replace(chapters[0], paragraphs=14)
    desk.kept_build(chapters)
    assert desk.known["_Ref000001"] == moved["_Ref000001"]
    assert max(desk.known.values()) > max(moved.values())
    contents, first = 2, 4  # the table of contents gained entries; the first chapter is new
    assert desk.kept.laid_out - before <= contents + first


def test_a_changed_picture_is_a_changed_chapter(folder: Path) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 2, features=frozenset({"figure"})), Chapter(2, 2)]
    desk.kept_build(chapters)
    Image.new("RGB", (40, 20), "red").save(desk.picture, compress_level=0)
    kept = desk.kept_build(chapters)
    assert kept[0] == desk.cold_build(chapters)[0]


def test_no_more_is_kept_than_wanted_and_the_files_stay_right(folder: Path) -> None:
    desk = make_desk(folder)
    chapters = [Chapter(1, 2), Chapter(2, 9), Chapter(3, 2, (1,))]
    whole = desk.kept_build(chapters)
    wanted = sum(chapter.size for chapter in desk.kept._kept.values()) // 2
    desk.kept = Chapters(size=wanted)
    first = desk.kept_build(chapters)
    assert first == whole
    assert 0 < sum(chapter.size for chapter in desk.kept._kept.values()) <= wanted
    before = desk.kept.laid_out
    assert desk.kept_build(chapters) == first
    assert 0 < desk.kept.laid_out - before < max(first[2].values())


@pytest.mark.parametrize("template", ["enterprise", "gbt9704"])
def test_other_templates_give_equal_files_too(folder: Path, template: str) -> None:
    desk = make_desk(folder, template)
    chapters = [
        Chapter(1, 7, (2,), frozenset({"table"})),
        Chapter(2, 5, (1,), frozenset({"landscape"})),
        Chapter(3, 4, (3,)),
    ]
    assert desk.kept_build(chapters) == desk.cold_build(chapters)
    assert desk.kept_build(chapters) == desk.cold_build(chapters)


@pytest.mark.parametrize("template", ["enterprise", "handbook"])
def test_a_layout_for_the_page_map_alone_finds_the_same_pages_and_draws_none(folder: Path, template: str) -> None:
    desk = make_desk(folder, template)
    document = desk.document(
        [Chapter(1, 7, (2,), frozenset({"table"})), Chapter(2, 5, (1,), frozenset({"landscape"})), Chapter(3, 4, (3,))]
    )
    page, parts = html.write(document, desk.filled), write_parts(document, desk.filled)
    faces, files = FONTS.latin_faces(page)
    whole = pdf.lay_out(page, desk.roots + files, faces, parts=parts)
    light = pdf.lay_out(page, desk.roots + files, faces, parts=parts, light=True)
    assert (light.pages, light.page_map, light.numbers) == (whole.pages, whole.page_map, whole.numbers)
    shown = [page for chapter, *_more in light._document.parts for page in chapter.pages]
    assert len(shown) == light.pages
    assert all(isinstance(page, PageRecord) and page.size < 10_000 for page in shown)


@pytest.mark.slow  # tests/pdf/test_side_by_side.py has shorter samples
def test_the_sample_bid_in_chapters_equals_the_whole(own: Workspace) -> None:
    path = own.content / "bids" / "park-network.yaml"
    document, kind = pipeline.resolved(own, path, [])
    assert document is not None
    assert kind is not None
    filled = pipeline._fill(own, own.templates / "word" / kind.template, document, [])
    assert filled is not None
    page = html.write(document, filled)
    faces, files = FONTS.latin_faces(page)
    roots = [own.content, own.templates, *files]
    parts = write_parts(document, filled)
    assert len(parts.parts) == 5
    whole, chapters = pdf.lay_out(page, roots, faces), pdf.lay_out(page, roots, faces, parts=parts)
    assert chapters.page_map == whole.page_map
    assert chapters.write() == whole.write()
