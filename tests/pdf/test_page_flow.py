"""Where the pages of a chapter begin, and which of them an edit leaves as they are."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.pdf.page_flow import Flow, count_elements, plan
from docgen.pdf.patches.resuming import Start

BEFORE = '<section style="page:s0"><p>封面</p></section><section style="page:s1"><div>页眉</div><div>页脚</div>'
BLOCKS = tuple(f"<p>段 {number}</p>" for number in range(12))


def start(element: int, inner: Any = None, *, clean: bool = True) -> Start:
    """A page that begins with an element of the second section, whose first two are its header and footer."""
    return Start({0: {1: {element: inner}}}, {"break": "any", "page": None}, True, ([0], {}, [], []), clean)


def flow(blocks: tuple[str, ...] = BLOCKS, *, bound: int = 0) -> Flow:
    """Blocks in pages of three, the first page being the cover."""
    begun = [Start(None, {}, True, ([0], {}, [], []), True), *(start(place) for place in (2, 5, 8, 11))]
    return Flow(BEFORE, blocks, "</section>").begun(begun, [bound] * 5)


def changed(*places: int) -> Flow:
    return Flow(
        BEFORE, tuple(f"{block}!" if place in places else block for place, block in enumerate(BLOCKS)), "</section>"
    )


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>a</p>", 1),
        ("", 0),
        ('<p class="caption">a</p><table><tr><td><p>b<br></p></td></tr></table>', 2),
        ("<ol><li><p>a</p><ol><li>b</li></ol></li></ol>\n<p>c</p>", 2),
        ('<img src="a"><p>b<img src="c" alt=""></p>', 2),
    ],
)
def test_elements_at_the_top_of_a_piece_are_counted(html: str, count: int) -> None:
    assert count_elements(html) == count


def test_pages_begin_at_blocks_of_the_last_section() -> None:
    assert flow().levels == (1, 2)
    assert [known and known.block for known in flow().beginnings] == [None, 0, 3, 6, 9]


def test_a_page_that_has_seen_nothing_of_the_edit_is_the_first_to_be_made() -> None:
    found = plan(flow(), changed(7), "")
    assert found is not None
    assert found.first == 3
    assert found.html.startswith('<section></section><section style="page:s1"><p>段 5</p>')
    assert found.start is not None
    assert found.start.path == {0: {1: {1: None}}}


def test_a_page_whose_first_block_is_new_is_made_from_the_page_before() -> None:
    found = plan(flow(), changed(6), "")
    assert found is not None
    assert found.first == 2


def test_blocks_that_are_not_parted_are_seen_by_the_page_before_as_well() -> None:
    found = plan(flow(bound=1), changed(7), "")
    assert found is not None
    assert found.first == 2


def test_the_new_pages_end_where_an_old_one_begins_behind_the_edit() -> None:
    found = plan(flow(), changed(4), "")
    assert found is not None
    assert found.arrived(start(5 - 2)) is None  # block 5: no old page begins there
    assert found.arrived(start(6 + 1 - (found.block + 1))) == 3
    assert not found.whole


def test_an_edit_on_the_first_page_is_laid_out_from_the_beginning() -> None:
    found = plan(flow(), changed(0), "")
    assert found is not None
    assert found.first == 0
    assert found.html.startswith(BEFORE)


def test_a_block_more_moves_the_old_pages_behind_it() -> None:
    more = Flow(BEFORE, (*BLOCKS[:7], "<p>新</p>", *BLOCKS[7:]), "</section>")
    found = plan(flow(), more, "")
    assert found is not None
    joined = found.joined([], 4)
    assert joined.beginnings[-1] is not None
    assert joined.blocks[joined.beginnings[-1].block] == BLOCKS[9]


@pytest.mark.parametrize(
    "rule", ["h1+p{margin:0}", "p:nth-child(2){color:red}", "@page s1:nth(2n of s1){margin:0}", "p{width:5vw}"]
)
def test_rules_that_count_or_compare_neighbours_ask_for_all_pages(rule: str) -> None:
    assert plan(flow(), changed(7), rule) is None


def test_pages_with_footnotes_carried_over_are_no_beginnings() -> None:
    begun = Flow(BEFORE, BLOCKS, "</section>").begun([start(2), start(5, clean=False)], [0, 0])
    assert [known is None for known in begun.beginnings] == [False, True]
