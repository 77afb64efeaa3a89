"""Word headings: one multilevel list under any template, the tree's numbers in every scheme, references that Word can refresh."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from docgen.model.nodes import Block, Footnote, Heading, Reference, Text
from docgen.model.schemes import SCHEMES
from docx_samples import (
    W,
    Word,
    fields,
    foreign_template,
    heading,
    para,
    text_of,
    value,
    written,
)


def level_texts(word: Word, number: str) -> list[str]:
    """The lvlText of every level of the list that a w:numId stands for."""
    return [value(level.find(f"{W}lvlText")) for level in definition(word, number).iter(f"{W}lvl")]


def definition(word: Word, number: str) -> etree._Element:
    root = word.part("word/numbering.xml")
    instance = next(item for item in root.iter(f"{W}num") if value(item, "numId") == number)
    abstract = value(instance.find(f"{W}abstractNumId"))
    return next(item for item in root.iter(f"{W}abstractNum") if value(item, "abstractNumId") == abstract)


def numbers(word: Word, text: str) -> tuple[str, str]:
    """(w:ilvl, w:numId) of the paragraph with `text`."""
    properties = word.paragraph(text).find(f"{W}pPr/{W}numPr")
    assert properties is not None
    return value(properties.find(f"{W}ilvl")), value(properties.find(f"{W}numId"))


CHAPTERS: tuple[Block, ...] = (
    heading(1, "总则"),
    heading(2, "目的"),
    heading(2, "范围"),
    heading(1, "职责"),
    heading(2, "分工"),
)


def test_all_headings_stand_in_one_multilevel_list() -> None:
    word = written(*CHAPTERS)
    found = [numbers(word, text) for text in ("总则", "目的", "范围", "职责", "分工")]
    assert [level for level, _ in found] == ["0", "1", "1", "0", "1"]
    assert len({number for _, number in found}) == 1
    assert level_texts(word, found[0][1]) == [level.text for level in SCHEMES["chinese-chapter"].levels]
    kind = definition(word, found[0][1]).find(f"{W}multiLevelType")
    assert value(kind) == "multilevel"


def test_a_level_says_how_word_counts_and_what_follows_the_number() -> None:
    word = written(*CHAPTERS)
    levels = list(definition(word, numbers(word, "总则")[1]).iter(f"{W}lvl"))
    assert [value(level.find(f"{W}numFmt")) for level in levels] == ["chineseCountingThousand"] * 4 + ["decimal"]
    assert [value(level.find(f"{W}suff")) for level in levels] == ["space", "space", "nothing", "nothing", "space"]


def test_a_heading_holds_its_title_only_since_word_prints_the_number() -> None:
    assert text_of(written(*CHAPTERS).paragraph("总则")) == "总则"


def test_a_heading_keeps_its_styles_indent_so_that_no_numbering_indent_shows() -> None:
    indent = written(*CHAPTERS).paragraph("总则").find(f"{W}pPr/{W}ind")
    assert value(indent, "left") == "0"


def test_heading_styles_are_bound_to_the_list_so_that_a_heading_added_in_word_is_numbered() -> None:
    word = written(*CHAPTERS)
    number = numbers(word, "总则")[1]
    styles = {value(item, "styleId"): item for item in word.part("word/styles.xml").iter(f"{W}style")}
    for level in range(1, 6):
        style = styles[f"Heading{level}"].find(f"{W}pPr/{W}numPr")
        assert style is not None
        assert (value(style.find(f"{W}ilvl")), value(style.find(f"{W}numId"))) == (str(level - 1), number)
    links = [value(level.find(f"{W}pStyle")) for level in definition(word, number).iter(f"{W}lvl")]
    assert links == [f"Heading{level}" for level in range(1, 6)]
    assert styles["Heading6"].find(f"{W}pPr/{W}numPr") is None


def test_a_style_based_on_a_heading_stays_unnumbered(tmp_path: Path) -> None:
    word = written(*CHAPTERS, filled=foreign_template(tmp_path))
    styles = {value(item, "styleId"): item for item in word.part("word/styles.xml").iter(f"{W}style")}
    assert value(styles["TOCHeading"].find(f"{W}basedOn")) == "Heading1"
    assert value(styles["TOCHeading"].find(f"{W}pPr/{W}numPr/{W}numId")) == "0"


def test_a_heading_style_that_the_templates_own_text_uses_is_left_alone(tmp_path: Path) -> None:
    word = written(*CHAPTERS, filled=foreign_template(tmp_path, title_style="Heading 1"))
    assert text_of(word.paragraph("公司的Word 模板")) == "公司的Word 模板"
    styles = {value(item, "styleId"): item for item in word.part("word/styles.xml").iter(f"{W}style")}
    ours = numbers(word, "总则")[1]
    assert value(styles["Heading1"].find(f"{W}pPr/{W}numPr/{W}numId")) != ours
    assert value(styles["Heading2"].find(f"{W}pPr/{W}numPr/{W}numId")) == ours


def test_an_unnumbered_heading_loses_the_number_that_a_style_would_give(tmp_path: Path) -> None:
    word = written(heading(1, "前言", numbered=False), heading(1, "总则"), filled=foreign_template(tmp_path))
    assert numbers(word, "前言") == ("0", "0")
    assert level_texts(word, numbers(word, "总则")[1])[0] == "第%1章"


def test_appendices_have_a_list_of_their_own() -> None:
    word = written(*CHAPTERS, heading(1, "图纸", appendix=True), heading(2, "目录表"))
    assert numbers(word, "图纸")[1] == numbers(word, "目录表")[1] != numbers(word, "总则")[1]
    assert level_texts(word, numbers(word, "图纸")[1]) == ["附录%1", "%1.%2", "%1.%2.%3"]


def test_articles_run_on_through_the_chapters_in_a_list_of_their_own() -> None:
    word = written(*CHAPTERS, scheme="policy")
    articles = {numbers(word, text) for text in ("目的", "范围", "分工")}
    assert len(articles) == 1
    ((level, number),) = articles
    assert level == "1"
    assert numbers(word, "总则") == ("0", numbers(word, "职责")[1])
    assert number != numbers(word, "总则")[1]
    assert level_texts(word, number)[1] == "第%2条"


def test_a_section_begins_again_under_a_volume_without_chapters() -> None:
    blocks = (
        heading(1, "商务"),
        heading(2, "资格"),
        heading(3, "证书"),
        heading(1, "报价"),
        heading(3, "总价"),
        heading(3, "分项"),
    )
    word = written(*blocks, heading(2, "说明"), scheme="bid-volumes")
    skipped = numbers(word, "总价")
    assert skipped[1] != numbers(word, "证书")[1] == numbers(word, "分项")[1]
    instance = next(
        item for item in word.part("word/numbering.xml").iter(f"{W}num") if value(item, "numId") == skipped[1]
    )
    starts = {value(item, "ilvl"): value(item.find(f"{W}startOverride")) for item in instance.iter(f"{W}lvlOverride")}
    assert starts["2"] == "1"
    assert numbers(word, "说明") == numbers(word, "资格")


def test_definitions_stand_before_instances_beside_the_templates_own(tmp_path: Path) -> None:
    word = written(*CHAPTERS, filled=foreign_template(tmp_path))
    root = word.part("word/numbering.xml")
    kinds = [etree.QName(item).localname for item in root if etree.QName(item).localname in ("abstractNum", "num")]
    assert kinds == sorted(kinds)
    for tag, name in (("abstractNum", "abstractNumId"), ("num", "numId")):
        identifiers = [value(item, name) for item in root.iter(f"{W}{tag}")]
        assert len(identifiers) == len(set(identifiers))


def test_a_reference_by_number_is_a_field_with_the_number_as_its_result() -> None:
    word = written(*CHAPTERS, heading(1, "附则", "last"), para("见", Reference("last"), "的规定"))
    anchor = value(word.paragraph("附则").find(f"{W}bookmarkStart"), "name")
    assert fields(word.paragraph("的规定")) == [(f"REF {anchor} \\n \\h", "第三章")]


def test_references_by_title_and_in_full_are_fields_too() -> None:
    word = written(
        heading(1, "附则", "last"), para("按", Reference("last", "title"), "与", Reference("last", "full"), "办")
    )
    anchor = value(word.paragraph("附则").find(f"{W}bookmarkStart"), "name")
    title, number = (f"REF {anchor} \\h", "附则"), (f"REF {anchor} \\n \\h", "第一章")
    assert fields(word.paragraph("办")) == [title, number, title]
    assert text_of(word.paragraph("办")) == "按附则与第一章 附则办"


def test_a_reference_by_page_shows_the_page_of_the_page_map() -> None:
    word = written(*CHAPTERS, heading(1, "附则", "last"), para("见第 ", Reference("last", "page"), " 页"))
    assert fields(word.paragraph("见第")) == [("PAGEREF _Ref000006 \\h", "8")]


def test_a_number_that_word_would_print_otherwise_is_a_plain_link() -> None:
    word = written(
        heading(1, "薪酬", "pay"), para("见", Reference("pay"), "。"), scheme="gov"
    )  # Word's field says 一、
    assert fields(word.paragraph("见")) == []
    link = word.paragraph("见").find(f"{W}hyperlink")
    assert link is not None
    assert (value(link, "anchor"), text_of(link)) == ("_Ref000001", "一")


def test_a_title_with_a_footnote_is_a_plain_link_since_a_field_would_double_the_note() -> None:
    title = Heading(1, (Text("范围"), Footnote((Text("注"),))), label="scope")
    word = written(title, para("见", Reference("scope", "title"), "。"))
    assert fields(word.paragraph("见")) == []
    assert text_of(word.paragraph("见")) == "见范围。"


def test_every_bookmark_that_a_field_names_is_there_once_and_short_enough_for_word() -> None:
    word = written(*CHAPTERS, heading(1, "附则", "last"), para("见", Reference("last", "full")), toc_depth=2)
    names = [value(item, "name") for item in word.all("w:bookmarkStart")]
    assert len(names) == len(set(names))
    assert all(name.isascii() and len(name) <= 40 for name in names)
    wanted = {instruction.split()[1] for instruction, _ in fields(word.document) if "REF" in instruction}
    assert wanted <= set(names)
