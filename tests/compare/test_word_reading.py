"""A finished Word file as the document that it shows: what a reader sees and a comparison must not miss."""

from __future__ import annotations

from bare_word import bare_docx, code, definition, field, instance, level, mark, para, run, table
from docgen.compare.reading import read_document
from docgen.errors import Location
from docgen.model.nodes import Block, Footnote, Link, List, Paragraph, Table, Text


def read(*body: str, **inside: str) -> tuple[Block, ...]:
    return read_document(bare_docx("".join(body), **inside), Location("例.docx")).blocks


def words(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(child.text for child in block.children if isinstance(child, Text))


def test_lists_have_the_numbers_that_word_prints_in_cells_too() -> None:
    lists = definition(0, level(0, "lowerRoman", "%1."), level(1, "bullet", "–")) + instance(1, 0)
    found = read(
        para("甲", number=1, level=0), table((para("乙", number=1, level=0), para("丙"))), para("丁", number=1, level=0),
        para("戊", number=1, level=1), numbering=lists,
    )  # fmt: skip
    first, grid, last = found
    assert isinstance(first, List)
    assert isinstance(last, List)
    assert isinstance(grid, Table)
    (inside,) = grid.rows[0].cells[0].blocks
    assert isinstance(inside, List)
    assert [item.number for made in (first, inside, last) for item in made.items] == ["i.", "ii.", "iii.", "–"]


def test_boxes_equations_ticks_and_symbols_are_read() -> None:
    box = f"<w:r><w:drawing><wps:txbx><w:txbxContent>{para('总价：120 万元')}</w:txbxContent></wps:txbx></w:drawing></w:r>"
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>12</m:t></m:r></m:den></m:f></m:oMath>"
    )
    ticked = (
        mark("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + code("FORMCHECKBOX") + mark("end")
    )
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    found = read(para("报价见框", box), para("月均", fraction), para(ticked, "同意"), para("不少于 ", symbol, "3"))
    assert [words(block) for block in found] == ["报价见框", "总价：120 万元", "月均a/12", "☒同意", "不少于 ≥3"]


def test_links_hold_their_texts_and_fields_their_results() -> None:
    (found,) = read(
        para('<w:hyperlink w:anchor="a">', run("见"), run("附件"), "</w:hyperlink>", field("REF x", run("第三章")))
    )
    assert isinstance(found, Paragraph)
    assert not any(isinstance(child, Link) for child in found.children)  # a link within the file leads nowhere outside
    assert words(found) == "见附件第三章"


def test_endnotes_are_notes_like_footnotes() -> None:
    reference = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    (found,) = read(para("据报", reference), endnotes=f'<w:endnote w:id="2">{para("年报第三页")}</w:endnote>')
    assert isinstance(found, Paragraph)
    (note,) = [child for child in found.children if isinstance(child, Footnote)]
    assert note.children == (Text("年报第三页"),)
