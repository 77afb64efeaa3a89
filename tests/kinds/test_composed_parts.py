"""A body read piece by piece is the one read as a whole, and unchanged pieces give the blocks of before."""

from __future__ import annotations

import pytest

from docgen.errors import Location, Problem
from docgen.kinds.pictures import PictureFinder
from docgen.kinds.pieces import ComposedParts, read_blocks
from docgen.kinds.provenance import CLOSE, OPEN, SPLIT
from docgen.model.memo import BlockMemo
from docgen.model.nodes import Block, Document, Origin
from docgen.model.numbering import number
from docgen.model.resolve import ResolvedParts, resolve

PLACE = Location("templates/x/body.html", 1, 1)

BODIES = {
    "plain": "<p>前</p><h1 data-at='2:b.html'>一</h1><p>甲</p>\n<h2>二</h2><table><tr><td>1</td></tr></table>",
    "turned": "<h1>一</h1><section class='landscape'><p>表</p><h2>宽表</h2><p>乙</p></section><h1>二</h1><p>丙 &amp",
    "all in one": "<section><h1>一</h1><p>甲</p><h1>二</h1></section>",
    "text outside": "<h1>一</h1>散落<h1>二</h1><p>甲</p>",
    "not closed": "<h1>一</h1><p>甲<h1>二</h1>",
    "closed twice": "<h1>一</h1></section><h1>二</h1>",
    "heading in a name": "<h1>一</h1><p id='<h2 x'>甲</p><!-- <h2> --><h1>二</h1>",
    "no such element": "<h1>一</h1><center>甲</center><h1>二</h1>",
}


def read(html: str, table: list[Origin], known: ComposedParts | None) -> tuple[tuple[Block, ...], list[Problem]]:
    problems: list[Problem] = []

    def pictures(found: list[Problem]) -> PictureFinder:
        return PictureFinder([], [], found)

    return read_blocks(html, table, lambda name: f"templates/x/{name}", PLACE, pictures, problems, known), problems


@pytest.mark.parametrize("html", BODIES.values(), ids=BODIES)
def test_pieces_give_what_the_whole_gives(html: str) -> None:
    known = ComposedParts()
    for again in range(3):
        assert read(html, [], known) == read(html, [], None), again


def sourced(texts: list[str], before: int) -> tuple[str, list[Origin]]:
    """Chapters of one paragraph each, of origins counted from `before`."""
    table = [Origin(Location("content/y.yaml", 1), "/y")] * before
    html = ""
    for text in texts:
        table.append(Origin(Location(f"content/{text}.yaml", 3), "/text"))
        html += f"<h1>章</h1><p>{OPEN}{len(table) - 1}{SPLIT}{text}{CLOSE}</p>"
    return html, table


def test_an_unchanged_piece_gives_the_very_blocks_wherever_its_origins_stand_in_the_table() -> None:
    known = ComposedParts()
    first, _problems = read(*sourced(["甲", "乙", "丙"], 0), known)
    html, table = sourced(["甲", "新", "丙"], 7)
    later, _problems = read(html, table, known)
    assert later == read(html, table, None)[0]
    assert [one is other for one, other in zip(first, later, strict=True)] == [True, True, False, False, True, True]


def test_a_piece_whose_text_came_from_another_line_is_read_anew() -> None:
    known = ComposedParts()
    html, table = sourced(["甲"], 0)
    read(html, table, known)
    moved = [Origin(Location("content/甲.yaml", 4), "/text")]
    assert read(html, moved, known) == read(html, moved, None)


def test_numbers_and_references_kept_by_block_are_those_counted_anew() -> None:
    composed, numbered, resolved = ComposedParts(), BlockMemo(), ResolvedParts()
    chapter = "<h1 id='{0}'>{0}</h1><p>见<ref to='b'></ref><fn>注</fn></p><ol><li>甲</li></ol><table id='t{0}'><caption>表</caption><tr><td>1</td></tr></table>"
    for names in ("abc", "abc", "bac", "bxc", "bc", "abbc"):
        html = "".join(map(chapter.format, names))
        blocks, _problems = read(html, [], composed)
        document = Document("题", blocks, scheme="chinese-chapter")
        assert resolve(number(document, numbered), resolved) == resolve(number(document)), names


def test_a_label_that_has_gone_is_said_although_its_references_were_kept() -> None:
    composed, numbered, resolved = ComposedParts(), BlockMemo(), ResolvedParts()
    found = []
    for label in ("a", "b", "b"):
        blocks, _problems = read(f"<h1 id='{label}'>章</h1><h1>二</h1><p>见<ref to='a'></ref></p>", [], composed)
        found.append(resolve(number(Document("题", blocks), numbered), resolved)[1])
    assert [[problem.code for problem in problems] for problems in found] == [[], ["D102"], ["D102"]]
