"""Text in Word: values are never markup, marks are runs, lists restart, notes and links are where they belong."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.docx.look import Look
from docgen.errors import DocgenError
from docgen.model.nodes import (
    Blank,
    Checkbox,
    Footnote,
    Inline,
    LineBreak,
    Link,
    Note,
    Reference,
)
from docgen.ooxml.styles import Styles
from docx_samples import (
    CONTENT,
    W,
    Word,
    cell,
    heading,
    items,
    para,
    row,
    table,
    template,
    text,
    text_of,
    value,
    written,
)

NASTY = "R&D <draft> \"q\" 'a' ]]> {{ evil }} {% raw %} <?docgen body?> <w:p/> &amp;"


def runs(*children: Inline | str) -> list[tuple[str, set[str]]]:
    """The runs of a paragraph: (text, names of its direct run properties)."""
    paragraph = written(para("起", *children)).paragraph("起")
    found = []
    for item in paragraph.iter(f"{W}r"):
        properties = item.find(f"{W}rPr")
        names = set() if properties is None else {etree.QName(child).localname for child in properties}
        found.append((text_of(item), names - {"rFonts", "bCs", "iCs"}))
    return found[1:]


def style_of(word: Word, words: str) -> str:
    return value(word.paragraph(words).find(f"{W}pPr/{W}pStyle"))


def test_a_value_reaches_word_as_text_wherever_it_stands() -> None:
    word = written(
        heading(1, NASTY, "nasty"),
        para(
            NASTY,
            Footnote((text(NASTY),)),
            Link("https://example.com/?a=1&b=<2>", (text(NASTY),)),
            Reference("nasty", "full"),
        ),
        items(NASTY),
        table(row(cell(NASTY), NASTY), caption=NASTY),
        toc_depth=1,
        subject=NASTY,
    )
    shown = [text_of(item) for item in word.document.iter(f"{W}p")]
    # contents, heading, paragraph, link, reference, item, two cells, caption
    assert sum(words.count(NASTY) for words in shown) == 9
    assert NASTY in text_of(word.part("word/footnotes.xml"))
    assert word.part("docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}subject") == NASTY


def test_spaces_tabs_and_line_ends_in_a_value_survive() -> None:
    word = written(para("  两边  有空格 \t制表\n换行"))
    paragraph = word.paragraph("有空格")
    assert text_of(paragraph) == "  两边  有空格 制表换行"
    assert [etree.QName(item).localname for item in paragraph.iter(f"{W}tab", f"{W}br")] == ["tab", "br"]


def test_a_control_character_is_an_error_at_its_place() -> None:
    with pytest.raises(DocgenError) as caught:
        written(para(text("到此为止\x0b了", line=7)))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.location)) == ("D120", f"{CONTENT}:7:3")
    assert "U+000B" in problem.message


def test_marks_become_run_properties() -> None:
    assert runs(
        text("粗", "strong"), text("斜", "em"), text("线", "u"), text("删", "del"), text("上", "sup"), text("下", "sub"),
        text("都", "strong", "em", "u"),
    ) == [
        ("粗", {"b"}), ("斜", {"i"}), ("线", {"u"}), ("删", {"strike"}), ("上", {"vertAlign"}), ("下", {"vertAlign"}),
        ("都", {"b", "i", "u"}),
    ]  # fmt: skip


def test_chinese_punctuation_takes_the_chinese_font() -> None:
    hints = {value(item, "hint") for item in written(para("“引号”——……")).paragraph("引号").iter(f"{W}rFonts")}
    assert hints == {"eastAsia"}


def test_blanks_are_underlined_and_boxes_are_ticked() -> None:
    assert runs(Blank(4), Checkbox(True), Checkbox(False)) == [("　　　　", {"u"}), ("☑", set()), ("☐", set())]


def test_a_line_break_does_not_stretch_the_line_before_it() -> None:
    word = written(para("一行", LineBreak(), "又一行"))
    assert word.paragraph("一行").find(f".//{W}br") is not None
    assert word.part("word/settings.xml").find(f"{W}compat/{W}doNotExpandShiftReturn") is not None


def test_each_role_takes_its_style_of_the_template() -> None:
    roles = {"body": "BodyText", "plain": "PlainText1", "lead": "Lead", "center": "Centered", "right": "RightAligned",
             "signature": "SignatureLine", "form": "FormText"}  # fmt: skip
    word = written(*(para(f"角色{role}。", role=role) for role in roles), Note((para("提示一下。"),)))
    assert {role: style_of(word, f"角色{role}。") for role in roles} == roles
    assert style_of(word, "提示一下") == "NoteBox"


def test_a_link_is_a_relationship_to_the_outside() -> None:
    word = written(para("见", Link("https://example.com/a?b=1&c=2", (text("标准"),))))
    link = word.paragraph("标准").find(f"{W}hyperlink")
    assert link is not None
    identifier = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    (found,) = (item for item in word.part("word/_rels/document.xml.rels") if item.get("Id") == identifier)
    assert (found.get("Target"), found.get("TargetMode")) == ("https://example.com/a?b=1&c=2", "External")
    assert value(link.find(f"{W}r/{W}rPr/{W}rStyle")) == "Hyperlink"


# --- lists ---


def list_number(word: Word, words: str) -> str:
    return value(word.paragraph(words).find(f"{W}pPr/{W}numPr/{W}numId"))


def marker(word: Word, words: str) -> tuple[str, str, str]:
    """(numFmt, lvlText, start) of the list in which a paragraph stands."""
    root = word.part("word/numbering.xml")
    instance = next(item for item in root.iter(f"{W}num") if value(item, "numId") == list_number(word, words))
    abstract = value(instance.find(f"{W}abstractNumId"))
    definition = next(item for item in root.iter(f"{W}abstractNum") if value(item, "abstractNumId") == abstract)
    level = definition.find(f"{W}lvl")
    assert level is not None
    return (
        value(level.find(f"{W}numFmt")),
        value(level.find(f"{W}lvlText")),
        value(instance.find(f"{W}lvlOverride/{W}startOverride")),
    )


def test_each_list_starts_again_at_its_own_start() -> None:
    word = written(items("甲", "乙"), para("中间"), items("丙"), items("丁", start=5))
    assert list_number(word, "甲") == list_number(word, "乙")
    assert len({list_number(word, words) for words in "甲丙丁"}) == 3
    assert [marker(word, words)[2] for words in "甲丙丁"] == ["1", "1", "5"]


@pytest.mark.parametrize(
    ("form", "number_format", "level_text"),
    [
        ("1.", "decimal", "%1."),
        ("（1）", "decimal", "（%1）"),
        ("①", "decimalEnclosedCircle", "%1"),
        ("a)", "lowerLetter", "%1)"),
        ("一、", "chineseCountingThousand", "%1、"),
        ("（一）", "chineseCountingThousand", "（%1）"),
        ("bullet", "bullet", "•"),
    ],
)
def test_a_list_format_is_words_own(form: str, number_format: str, level_text: str) -> None:
    assert marker(written(items("甲", form=form)), "甲")[:2] == (number_format, level_text)


def test_deeper_lists_take_deeper_styles_and_markers() -> None:
    word = written(items("外层", items("中层", items("内层", items("最内层")))))
    assert [style_of(word, words) for words in ("外层", "中层", "内层", "最内层")] == [
        "List",
        "List2",
        "List3",
        "List3",
    ]
    assert [marker(word, words)[1] for words in ("外层", "中层", "内层")] == ["%1.", "（%1）", "%1"]


def test_a_second_paragraph_of_an_item_has_no_marker() -> None:
    word = written(items("第一项", para("第一项的又一段"), "第二项"))
    assert word.paragraph("又一段").find(f"{W}pPr/{W}numPr") is None
    assert list_number(word, "第一项") == list_number(word, "第二项")


def test_an_item_keeps_its_styles_indent_whatever_the_numbering_says() -> None:
    word = written(items("第一项"))
    look = Look(Styles(word.parts), template().roles)
    indent = word.paragraph("第一项").find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert {etree.QName(name).localname: number for name, number in indent.attrib.items()}.items() >= look.indent(
        "List"
    ).items()


# --- footnotes ---


def notes(word: Word) -> list[tuple[str, str]]:
    """(id, text) of the notes that are not separators."""
    root = word.part("word/footnotes.xml")
    return [
        (value(item, "id"), text_of(item).strip()) for item in root.iter(f"{W}footnote") if item.get(f"{W}type") is None
    ]


def test_footnotes_are_numbered_in_reading_order_and_related_to_the_text() -> None:
    word = written(para("一", Footnote((text("注甲"),))), table(row(cell(para("二", Footnote((text("注乙"),)))), "三")))
    assert notes(word) == [("1", "注甲"), ("2", "注乙")]
    assert [value(item, "id") for item in word.all("w:footnoteReference")] == ["1", "2"]
    assert value(word.paragraph("一").findall(f".//{W}rStyle")[-1]) == "FootnoteReference"


def test_separators_are_named_in_the_settings() -> None:
    word = written(para("一", Footnote((text("注"),))))
    settings = word.part("word/settings.xml")
    assert [value(item, "id") for item in settings.iter(f"{W}footnote")] == ["-1", "0"]


def test_a_link_in_a_footnote_belongs_to_the_footnotes_part() -> None:
    word = written(para("一", Footnote((Link("https://example.com/", (text("网页"),)),))))
    targets = [item.get("Target") for item in word.part("word/_rels/footnotes.xml.rels")]
    assert targets == ["https://example.com/"]
    assert b"example.com" not in word.parts["word/_rels/document.xml.rels"]


def test_a_document_without_notes_has_no_notes_part() -> None:
    assert "word/footnotes.xml" not in written(para("没有注")).parts
