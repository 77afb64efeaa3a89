"""The table of contents in Word: right pages on first opening, nothing that makes Word ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from docgen.docx import write
from docgen.errors import DocgenError
from docgen.model.nodes import Block
from docx_samples import (
    W,
    fields,
    foreign_template,
    heading,
    para,
    resolved,
    template,
    text_of,
    value,
    written,
)

BLOCKS: tuple[Block, ...] = (
    heading(1, "总则"),
    heading(2, "目的"),
    heading(3, "依据"),
    heading(1, "附则"),
    heading(1, "名词", numbered=False),
    para("正文"),
)


def entries(root: etree._Element) -> list[str]:
    """Entries as read, title|page."""
    found = []
    for item in root.iter(f"{W}p"):
        if item.find(f"{W}pPr/{W}pStyle") is not None and value(item.find(f"{W}pPr/{W}pStyle")).startswith("TOC"):
            runs = "".join(
                "|" if run.tag == f"{W}tab" else run.text or ""
                for run in item.iter(f"{W}t", f"{W}tab")
                if run.getparent().tag == f"{W}r"
            )
            found.append(runs)
    return found


def test_entries_carry_the_numbers_of_the_tree_and_the_pages_of_the_page_map() -> None:
    word = written(*BLOCKS, toc_depth=2)
    assert entries(word.document) == ["目　录", "第一章 总则|3", "第一节 目的|4", "第二章 附则|6", "名词|7"]


def test_one_toc_field_spans_the_entries_and_each_page_is_a_field_in_it() -> None:
    found = fields(written(*BLOCKS, toc_depth=2).document)
    contents = [result for instruction, result in found if instruction.startswith("TOC")]
    assert contents == ["第一章 总则3第一节 目的4第二章 附则6名词7"]
    assert ('TOC \\o "1-2" \\h \\z \\u') in [instruction for instruction, _ in found]
    assert [result for instruction, result in found if instruction.startswith("PAGEREF")] == ["3", "4", "6", "7"]


def test_an_entry_leads_to_its_heading() -> None:
    word = written(*BLOCKS, toc_depth=1)
    anchors = [value(link, "anchor") for link in word.all("w:hyperlink")]
    bookmarks = {value(item, "name"): text_of(item.getparent()) for item in word.all("w:bookmarkStart")}
    assert [bookmarks[anchor] for anchor in anchors] == ["总则", "附则", "名词"]


def test_nothing_makes_word_ask_whether_to_update_fields(tmp_path: Path) -> None:
    for filled in (template(toc=True), foreign_template(tmp_path)):  # the foreign one comes with updateFields
        word = written(*BLOCKS, toc_depth=3, filled=filled)
        assert not any(b"updateFields" in part or b"w:dirty" in part for part in word.parts.values())


def test_a_template_without_a_tab_stop_for_page_numbers_gets_one_at_the_right_margin(tmp_path: Path) -> None:
    entry = written(*BLOCKS, toc_depth=1, filled=foreign_template(tmp_path)).paragraph("第一章")
    stop = entry.find(f"{W}pPr/{W}tabs/{W}tab")
    assert (value(stop), value(stop, "leader"), value(stop, "pos")) == ("right", "dot", "8640")


def test_a_document_without_contents_leaves_the_slot_empty() -> None:
    word = written(*BLOCKS)
    assert entries(word.document) == []
    assert b"<?docgen" not in word.parts["word/document.xml"]


def test_a_heading_that_the_page_map_does_not_know_is_an_error_and_never_a_guess() -> None:
    document = resolved(*BLOCKS, toc_depth=1)
    with pytest.raises(DocgenError) as caught:
        write(document, template(toc=True), {}, review=False)
    assert [problem.code for problem in caught.value.problems] == ["L120"]
