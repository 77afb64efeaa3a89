"""What a reader sees of a paragraph, read once: texts, fields, drawings, equations, notes, and what is around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bare_word import bare_parts, code, field, mark, para, part, run, table
from docgen.ooxml.controls import is_prompt
from docgen.ooxml.names import W
from docgen.ooxml.notes import Notes
from docgen.ooxml.revisions import content_changes, has_changes, removed, runs_on
from docgen.ooxml.runs import Piece, Reader, pieces, text_of
from docgen.ooxml.stories import blocks, cells, rows
from docgen.ooxml.styles import Styles


def body(*inside: str) -> etree._Element:
    return etree.fromstring(part("body", "".join(inside)))


def read(*inside: str) -> list[Piece]:
    return list(pieces(body(para(*inside))[0]))


def said(found: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in found]


def change(kind: str, *inside: str) -> str:
    return f'<w:{kind} w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z">{"".join(inside)}</w:{kind}>'


def box(*paragraphs: str, picture: str = "") -> str:
    """A box as Word writes it: for itself, and again for old programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>{picture}<a:graphic><wps:wsp><wps:txbx>{content}'
        "</wps:txbx></wps:wsp></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# --- texts ---


def test_texts_tabs_breaks_and_hyphens_come_in_order() -> None:
    inside = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/><w:cr/><w:br w:type='page'/><w:softHyphen/></w:r>"
    assert said(read(inside)) == [
        ("text", "甲"), ("tab", "\t"), ("text", "乙"), ("line", "\n"), ("text", "-"), ("line", "\n"), ("page", ""),
    ]  # fmt: skip


def test_a_tab_stop_of_the_paragraph_is_no_tab() -> None:
    paragraph = body(para("甲", more='<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'))[0]
    assert text_of(paragraph) == "甲"


def test_links_controls_and_other_wrappings_are_walked_through_and_known() -> None:
    found = read(
        '<w:hyperlink w:anchor="here">', run("链接"), "</w:hyperlink>",
        '<w:sdt><w:sdtPr><w:tag w:val="name"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>', run("单击此处"), "</w:sdtContent></w:sdt>",
        "<w:smartTag>", run("上海"), "</w:smartTag>",
    )  # fmt: skip
    assert [piece.text for piece in found] == ["链接", "单击此处", "上海"]
    assert found[0].around.link is not None
    assert found[0].around.link.get(f"{W}anchor") == "here"
    control = found[1].around.control
    assert control is not None
    assert (control.kind, control.tag, is_prompt(control)) == ("text", "name", True)
    assert found[2].around.link is found[2].around.control is None


def test_a_symbol_is_the_sign_that_its_font_shows() -> None:
    signs = [("Wingdings", "F0FE"), ("Wingdings 2", "F0A3"), ("Symbol", "F0B3"), ("Wingdings", "F001"), ("Foo", "F041")]
    found = read(*(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>' for font, char in signs))
    assert said(found) == [("symbol", "☑"), ("symbol", "□"), ("symbol", "≥"), ("symbol", ""), ("symbol", "")]


def test_ruby_is_its_base_and_what_stands_above_it() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('zhāng')}</w:rt><w:rubyBase>{run('章')}</w:rubyBase></w:ruby></w:r>"
    assert [(piece.text, piece.around.ruby) for piece in read(ruby)] == [("章", "base"), ("zhāng", "text")]


def test_hidden_text_is_read_and_told_by_itself_and_by_its_styles() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Open"><w:name w:val="Open"/><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Notes"><w:name w:val="Notes"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    parts = bare_parts("", styles=styles)
    inside = (run("明"), run("暗", "<w:vanish/>"), run("密", '<w:rStyle w:val="Secret"/>'), run("开", '<w:rStyle w:val="Open"/>'), run("显", '<w:vanish w:val="false"/>'))  # fmt: skip
    found = list(pieces(body(para(*inside))[0], Styles(parts)))
    assert "".join(piece.text for piece in found if piece.around.hidden) == "暗密"
    found = list(pieces(body(para(*inside, style="Notes"))[0], Styles(parts)))
    assert "".join(piece.text for piece in found if not piece.around.hidden) == "开显"


# --- fields ---


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    found = read(run("共"), field(" NUMPAGES \\* MERGEFORMAT ", run("12")), run("页"))
    assert said(found) == [("text", "共"), ("field", ""), ("text", "12"), ("text", "页")]
    assert [piece.around.field.name if piece.around.field else "" for piece in found] == [
        "",
        "NUMPAGES",
        "NUMPAGES",
        "",
    ]


def test_a_field_in_an_instruction_is_part_of_it_and_one_in_a_result_is_seen() -> None:
    inner = field(" DOCPROPERTY 编号 ", run("A-7"))
    outer = mark("begin") + code(" IF ") + inner + code(' = "A-7" ') + mark("separate") + run("是") + field("PAGE", run("3")) + mark("end")  # fmt: skip
    found = read(outer)
    assert said(found) == [("field", ""), ("text", "是"), ("field", ""), ("text", "3")]
    first, last = found[0].around.field, found[-1].around.field
    assert first is not None
    assert last is not None
    assert (first.code, first.name) == (' IF A-7 = "A-7" ', "IF")
    assert [item.name for item in last.around()] == ["PAGE", "IF"]


def test_a_simple_field_is_a_field() -> None:
    found = read('<w:fldSimple w:instr=" PAGE ">', run("4"), "</w:fldSimple>", run("完"))
    assert [(piece.kind, piece.text, piece.around.field is not None) for piece in found] == [
        ("field", "", True), ("text", "4", True), ("text", "完", False),
    ]  # fmt: skip


def test_a_field_without_a_result_has_its_place_all_the_same() -> None:
    found = read(mark("begin") + code(' XE "车辆:管理" ') + mark("end"), run("车辆"))
    assert said(found) == [("field", ""), ("text", "车辆")]
    assert found[0].around.field is not None
    assert found[0].around.field.instruction.arguments == ("车辆:管理",)


def test_a_field_may_go_over_several_paragraphs() -> None:
    story = body(
        para(mark("begin"), code(' TOC \\o "1-3" '), mark("separate"), run("总则")), para("职责", mark("end")), para("正文"),
    )  # fmt: skip
    reader = Reader()
    found = [
        [(piece.text, piece.around.field is not None) for piece in reader.pieces(item) if piece.text] for item in story
    ]
    assert found == [[("总则", True)], [("职责", True)], [("正文", False)]]


def test_form_fields_show_their_ticks_and_choices() -> None:
    def form(name: str, inside: str, *result: str) -> str:
        separate = mark("separate") + "".join(result) if result else ""
        return mark("begin", f'<w:ffData><w:name w:val="f"/>{inside}</w:ffData>') + code(name) + separate + mark("end")

    ticked, plain = "<w:checkBox><w:checked/></w:checkBox>", '<w:checkBox><w:default w:val="0"/></w:checkBox>'
    choices = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="本科"/><w:listEntry w:val="硕士"/></w:ddList>'
    inside = (
        form("FORMCHECKBOX", ticked), run("男 "), form("FORMCHECKBOX", plain), run("女 学历："), form("FORMDROPDOWN", choices),
        run(" 姓名："), form("FORMTEXT", "<w:textInput/>", run("王五")),
    )  # fmt: skip
    assert text_of(body(para(*inside))[0]) == "☒男 ☐女 学历：硕士 姓名：王五"
    assert text_of(body(para(form("FORMCHECKBOX", ticked, run("☒"))))[0]) == "☒"  # who stores the sign shows it once


def test_marks_that_do_not_pair_end_nothing() -> None:
    assert text_of(body(para(mark("end"), run("甲"), mark("separate"), run("乙")))[0]) == "甲乙"


# --- changes ---


def test_deleted_and_moved_text_is_told_from_what_stays() -> None:
    inside = (
        run("甲"), change("ins", run("乙")), change("del", "<w:r><w:delText>丙</w:delText></w:r>"), change("moveFrom", run("丁")),
        change("moveTo", run("戊")), change("ins", change("del", "<w:r><w:delText>己</w:delText></w:r>")),
    )  # fmt: skip
    paragraph = body(para(*inside))[0]
    assert [(piece.text, piece.around.revision) for piece in pieces(paragraph)] == [
        ("甲", ""), ("乙", "ins"), ("丙", "del"), ("丁", "moveFrom"), ("戊", "moveTo"), ("己", "del"),
    ]  # fmt: skip
    assert text_of(paragraph) == "甲乙戊"
    assert [(item.kind, item.text) for item in removed(paragraph)] == [("del", "丙"), ("moveFrom", "丁"), ("del", "己")]
    assert len(list(content_changes(paragraph))) == 6
    assert has_changes(paragraph)


def test_a_deleted_paragraph_mark_and_a_change_of_looks_are_changes_too() -> None:
    story = body(para("甲", more=f"<w:rPr>{change('del')}</w:rPr>"), para("乙", more=f"<w:pPrChange {'w:id'}='1' w:author='甲'><w:pPr/></w:pPrChange>"))  # fmt: skip
    assert [runs_on(paragraph) for paragraph in story] == [True, False]
    assert has_changes(story[1])
    assert not has_changes(body(para("丙")))


# --- drawings, notes, equations ---


def test_a_box_is_read_once_and_a_box_in_it_is_of_its_own_paragraphs() -> None:
    found = read(run("外"), box(para("框", box(para("内框的字")))))
    assert said(found) == [("text", "外"), ("box", "")]
    (paragraph,) = blocks(found[1].element)
    inner = list(pieces(paragraph))
    assert said(inner) == [("text", "框"), ("box", "")]
    assert [text_of(item) for item in blocks(inner[1].element)] == ["内框的字"]


def test_a_picture_is_told_with_its_description_and_stands_beside_its_boxes() -> None:
    blip = '<wp:docPr w:id="1" descr="拓扑图"/><a:blip/>'
    found = read(f"<w:r><w:drawing><wp:inline>{blip}</wp:inline></w:drawing></w:r>", box(para("图注"), picture=blip))
    assert said(found) == [("picture", "拓扑图"), ("picture", "拓扑图"), ("box", "")]


def test_notes_are_found_by_their_marks_without_separators() -> None:
    parts = bare_parts(
        para(run("据"), '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="9"/></w:r>'),
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        + para("见附件")
        + "</w:footnote>",
    )
    notes = Notes(parts)
    found = [piece for piece in pieces(etree.fromstring(parts["word/document.xml"])[0][0]) if piece.kind == "note"]
    note = notes.of(found[0].element)
    assert note is not None
    assert (note.kind, [text_of(item) for item in blocks(note.element)]) == ("footnote", ["见附件"])
    assert notes.of(found[1].element) is None
    assert [item.identifier for item in notes.each("footnote")] == ["2"]


# --- stories ---


def test_blocks_rows_and_cells_are_found_through_controls_and_without_deleted_rows() -> None:
    deleted = f"<w:tr><w:trPr>{change('del')}</w:trPr><w:tc>{para('旧')}</w:tc></w:tr>"
    grid = table((para("甲"), para("乙"))).replace("</w:tbl>", f"<w:sdt><w:sdtContent><w:tr><w:tc>{para('丙')}</w:tc></w:tr></w:sdtContent></w:sdt>{deleted}</w:tbl>")  # fmt: skip
    story = body(
        f"<w:sdt><w:sdtContent>{para('一')}{grid}</w:sdtContent></w:sdt>", '<w:altChunk r:id="x"/>', para("二")
    )
    found = list(blocks(story))
    assert [etree.QName(item).localname for item in found] == ["p", "tbl", "altChunk", "p"]
    texts = [["".join(text_of(p) for p in blocks(cell)) for cell in cells(row)] for row in rows(found[1])]
    assert texts == [["甲", "乙"], ["丙"]]


names = ("r", "t", "p", "ins", "del", "hyperlink", "fldChar", "instrText", "fldSimple", "sdt", "sdtContent", "ruby", "rt", "rubyBase", "drawing", "txbxContent", "br", "sym", "rPr", "pPr")  # fmt: skip
trees = st.recursive(
    st.sampled_from(names).map(lambda name: f"<w:{name}/>"),
    lambda inner: st.tuples(st.sampled_from(names), st.lists(inner, max_size=4)).map(
        lambda made: f'<w:{made[0]} w:fldCharType="begin" w:char="zz">{"".join(made[1])}</w:{made[0]}>'
    ),
    max_leaves=20,
)


@given(st.lists(trees, max_size=4))
def test_no_order_of_elements_makes_the_walk_fall(inside: list[str]) -> None:
    list(pieces(body("<w:p>", *inside, "</w:p>")[0]))
