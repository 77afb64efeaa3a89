"""Numbers are settled in the tree: headings, captions, lists, footnotes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.model.nodes import (
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import heading_separator, number
from docgen.model.schemes import SCHEMES


def heading(level: int, title: str = "标题", **more: object) -> Heading:
    return Heading(level, (Text(title),), **more)  # type: ignore[arg-type]


def table(caption: str | None = "表题") -> Table:
    cell = Cell((Paragraph((Text("值"),)),))
    return Table((Row((cell,)),), (100.0,), caption=None if caption is None else (Text(caption),))


def figure() -> Figure:
    return Figure(Picture("/x.png", "图"), caption=(Text("图题"),))


def bullets(*texts: str, **more: object) -> List:
    return List(tuple(ListItem((Paragraph((Text(text),)),)) for text in texts), **more)  # type: ignore[arg-type]


def numbered(scheme: str, *blocks: object) -> Document:
    return number(Document("文档", tuple(blocks), scheme=scheme))  # type: ignore[arg-type]


def printed(document: Document) -> list[str]:
    return [block.number for block in document.blocks if hasattr(block, "number")]


def test_chinese_chapters_count_chapter_section_and_items() -> None:
    document = numbered("chinese-chapter", *(heading(n) for n in (1, 2, 3, 4, 5, 2, 1, 2)))
    assert printed(document) == ["第一章", "第一节", "一、", "（一）", "1.", "第二节", "第二章", "第一节"]


def test_official_papers_count_in_the_prescribed_order() -> None:
    assert printed(numbered("gov", *(heading(n) for n in (1, 2, 3, 4, 1)))) == ["一、", "（一）", "1.", "（1）", "二、"]


def test_decimal_numbers_carry_their_parents() -> None:
    assert printed(numbered("decimal", *(heading(n) for n in (1, 2, 3, 3, 2)))) == ["1", "1.1", "1.1.1", "1.1.2", "1.2"]


def test_chapters_run_on_across_volumes_of_a_bid() -> None:
    document = numbered("bid-volumes", *(heading(n) for n in (1, 2, 2, 3, 1, 2, 3)))
    assert printed(document) == ["第一卷", "第一章", "第二章", "第一节", "第二卷", "第三章", "第一节"]


def test_an_unnumbered_heading_takes_no_number_and_moves_none() -> None:
    document = numbered("chinese-chapter", heading(1, numbered=False), heading(1), heading(1))
    assert printed(document) == ["", "第一章", "第二章"]


def test_appendices_are_lettered_after_the_chapters() -> None:
    document = numbered(
        "chinese-chapter",
        heading(1),
        heading(1, appendix=True),
        heading(2),
        table(),
        heading(1, appendix=True),
        table(),
    )
    assert printed(document) == ["第一章", "附录A", "A.1", "表 A-1", "附录B", "表 B-1"]


def test_captions_count_by_chapter_and_by_kind() -> None:
    document = numbered("chinese-chapter", heading(1), table(), figure(), table(), heading(1), table(), table(None))
    assert printed(document) == ["第一章", "表 1-1", "图 1-1", "表 1-2", "第二章", "表 2-1", ""]


def test_captions_stay_unique_where_chapters_run_on_across_volumes() -> None:
    document = numbered("bid-volumes", heading(1), heading(2), table(), heading(1), heading(2), table(), table())
    assert [n for n in printed(document) if n.startswith("表")] == ["表 1-1", "表 2-1", "表 2-2"]


def test_lists_restart_and_nest_in_the_schemes_formats() -> None:
    inner = bullets("甲", "乙")
    outer = List((ListItem((Paragraph((Text("一"),)), inner)), ListItem((Paragraph((Text("二"),)),))))
    document = numbered("chinese-chapter", outer, bullets("再来"))
    first, second = document.blocks
    assert isinstance(first, List)
    assert isinstance(second, List)
    assert [item.number for item in first.items] == ["1.", "2."]
    nested = first.items[0].blocks[1]
    assert isinstance(nested, List)
    assert [item.number for item in nested.items] == ["（1）", "（2）"]
    assert second.items[0].number == "1."
    assert len({first.sequence, nested.sequence, second.sequence}) == 3


def test_a_list_may_go_on_from_a_number() -> None:
    (block,) = numbered("gov", bullets("甲", "乙", start=14)).blocks
    assert isinstance(block, List)
    assert [item.number for item in block.items] == ["14.", "15."]


def test_footnotes_run_through_the_document() -> None:
    note = Paragraph((Text("正文"), Footnote((Text("注"),))))
    document = numbered("gov", note, note)
    numbers = [child.number for block in document.blocks for child in block.children if isinstance(child, Footnote)]  # type: ignore[union-attr]
    assert numbers == [1, 2]


def test_the_separator_follows_the_number() -> None:
    document = numbered("chinese-chapter", heading(1), heading(3), heading(1, numbered=False))
    assert [heading_separator(document, block) for block in document.blocks if isinstance(block, Heading)] == [
        " ",
        "",
        "",
    ]


levels = st.lists(st.integers(1, 5), min_size=1, max_size=40)


@given(levels, st.sampled_from(sorted(SCHEMES)))
def test_numbering_twice_changes_nothing(depths: list[int], scheme: str) -> None:
    once = numbered(scheme, *(heading(depth) for depth in depths))
    assert number(once) == once


@given(levels)
def test_decimal_numbers_never_repeat_in_a_well_nested_document(depths: list[int]) -> None:
    nested: list[int] = []
    for depth in depths:
        nested.append(min(depth, (nested[-1] if nested else 0) + 1))
    numbers = printed(numbered("decimal", *(heading(depth) for depth in nested)))
    assert len(set(numbers)) == len(numbers)


@given(levels)
def test_each_number_follows_its_predecessor_on_its_level(depths: list[int]) -> None:
    document = numbered("decimal", *(heading(min(depth, 3)) for depth in depths))
    counts: dict[tuple[int, ...], int] = {}
    for text in printed(document):
        parts = tuple(int(part) for part in text.split("."))
        assert parts[-1] >= 1
        counts[parts[:-1]] = max(counts.get(parts[:-1], 0), parts[-1])
    assert all(count >= 1 for count in counts.values())


@given(st.lists(st.integers(0, 3), max_size=20))
def test_anchors_are_unique_and_fit_word(kinds: list[int]) -> None:
    made = [(heading(1), table(), figure(), Paragraph((), label="x"))[kind] for kind in kinds]
    anchors = [getattr(block, "anchor", "") for block in numbered("gov", *made).blocks]
    assert len(set(anchors)) == len(anchors)
    assert all(len(anchor) <= 40 and anchor.isascii() for anchor in anchors)
