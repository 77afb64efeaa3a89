"""Redlines: accepted they are the new file, rejected the old one; by two judges, and valid by a third."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.compare.redline import redline
from docgen.errors import DocgenError
from docgen.model.nodes import (
    Block,
    Document,
    Footnote,
    Landscape,
    Reference,
    Table,
)
from docx_samples import cell, every_node, heading, items, para, resolved, row, table, text, written
from judges import validate_docx
from revision_samples import KINDS, WHEN, edited, example, redlined
from tracked_changes import W, office_saves, office_settles, office_text, parts_of, said, settled


def check(old: bytes, new: bytes, made: bytes) -> None:
    """By the standard's rules the redline is the new file when accepted and the old one when rejected, in every story."""
    parts = parts_of(made)
    for accept, whole in ((True, parts_of(new)), (False, parts_of(old))):
        after = dict(parts)
        for name in parts:
            if name.startswith(("word/footnotes", "word/header", "word/footer")) and name.endswith(".xml"):
                after[name] = etree.tostring(settled(etree.fromstring(parts[name]), accept=accept))
        body = settled(etree.fromstring(parts["word/document.xml"]), accept=accept)
        assert said(after, root=body) == said(whole)
        for name in whole:
            if name.startswith(("word/header", "word/footer")):
                assert said(after, name) == said(whole, name)


def made_of(old: tuple[Block, ...], new: tuple[Block, ...], **more: object) -> etree._Element:
    """The document part of a redline, checked."""
    before, after = written(*old, **more).content, written(*new, **more).content  # type: ignore[arg-type]
    content = redlined(before, after)
    check(before, after, content)
    return etree.fromstring(parts_of(content)["word/document.xml"])


def tracked(root: etree._Element, name: str) -> list[str]:
    """The text of each w:ins or w:del among the runs."""
    found = [item for item in root.iter(f"{W}{name}") if item.getparent().tag not in (f"{W}rPr", f"{W}trPr")]
    return ["".join(text.text or "" for text in item.iter(f"{W}t", f"{W}delText")) for item in found]


def of(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(f".//{path}", {"w": W[1:-1]})


def tables(root: etree._Element, words: str) -> list[etree._Element]:
    return [
        item
        for item in of(root, "w:tbl")
        if words in "".join(text.text or "" for text in item.iter(f"{W}t", f"{W}delText"))
    ]


# --- one change at a time ---


def test_changed_words_are_deleted_and_inserted_and_the_rest_stays() -> None:
    root = made_of((para("满三个月后适用本制度"),), (para("满六个月后适用本制度"),))
    assert (tracked(root, "del"), tracked(root, "ins")) == (["三"], ["六"])
    mark = of(root, "w:p/w:ins")[0]
    assert (mark.get(f"{W}author"), mark.get(f"{W}date")) == ("林示例", WHEN)


def test_an_equal_pair_has_no_tracked_change() -> None:
    blocks = (heading(1, "总则"), para("正文"), items("甲", "乙"), table(row("甲", "乙")))
    root = made_of(blocks, blocks)
    assert [
        item for name in ("ins", "del", "rPrChange", "pPrChange", "sectPrChange") for item in root.iter(f"{W}{name}")
    ] == []


def test_an_inserted_paragraph_has_its_mark_inserted_too() -> None:
    root = made_of((para("甲"), para("丁")), (para("甲"), para("新的一段话"), para("丁")))
    assert tracked(root, "ins") == ["新的一段话"]
    assert len(of(root, "w:pPr/w:rPr/w:ins")) == 1


def test_a_word_made_bold_is_a_change_of_its_look() -> None:
    root = made_of((para("按月发放"),), (para("按月", text("发放", "strong")),))
    assert (tracked(root, "ins"), len(of(root, "w:rPr/w:rPrChange"))) == ([], 1)


def test_a_paragraph_of_another_style_is_a_change_of_its_properties() -> None:
    root = made_of((para("同样的文字"),), (para("同样的文字", role="center"),))
    assert (tracked(root, "ins"), len(of(root, "w:pPr/w:pPrChange"))) == ([], 1)


def test_a_row_comes_and_another_goes() -> None:
    old = table(row("项目", "金额"), row("交通补贴", "100"), row("通信补贴", "50"))
    new = table(row("项目", "金额"), row("外勤津贴", "80"), row("通信补贴", "50"))
    root = made_of((old,), (new,))
    assert (len(of(root, "w:trPr/w:ins")), len(of(root, "w:trPr/w:del"))) == (1, 1)
    assert len(tables(root, "项目")) == 1


def test_a_table_whose_merged_cells_changed_is_replaced_whole() -> None:
    old = table(row("项目", "金额"), row("合计", "100"))
    new = table(row("项目", "金额"), row(cell("合计 100", colspan=2)))
    root = made_of((para("前"), old, para("后")), (para("前"), new, para("后")))
    assert len(tables(root, "合计")) == 2
    assert (len(of(root, "w:trPr/w:ins")), len(of(root, "w:trPr/w:del"))) == (2, 2)


@pytest.mark.parametrize("side", ["goes", "comes"])
def test_the_last_paragraphs_of_a_cell_go_and_come(side: str) -> None:
    short, long = table(row(cell("甲乙丙"), "值")), table(row(cell("甲乙丙", "丁戊己", "庚辛"), "值"))
    made_of((long,), (short,)) if side == "goes" else made_of((short,), (long,))


def test_a_footnote_that_changed_comes_and_goes_where_its_mark_does() -> None:
    old = (para("甲", Footnote((text("注文一"),)), "乙", Footnote((text("将要去掉的注"),))),)
    new = (para("甲", Footnote((text("注文二"),)), "乙"), para("丙", Footnote((text("新的注"),))))
    before, after = written(*old).content, written(*new).content
    content = redlined(before, after)
    check(before, after, content)
    notes = etree.fromstring(parts_of(content)["word/footnotes.xml"])
    assert tracked(notes, "del") == ["一", " 将要去掉的注"] or "将要去掉的注" in "".join(tracked(notes, "del"))
    assert "新的注" in "".join(tracked(notes, "ins"))


def test_a_field_whose_result_changed_is_replaced_whole() -> None:
    cost = table(row("甲", "乙"), caption="报价", label="cost")
    old = (heading(1, "甲章"), para("见", Reference("cost"), "。"), cost)
    new = (heading(1, "甲章"), table(row("丙", "丁"), caption="又一表"), para("见", Reference("cost"), "。"), cost)
    root = made_of(old, new)
    assert "表 1-1" in tracked(root, "del")
    assert "表 1-2" in tracked(root, "ins")
    kinds = [item.get(f"{W}fldCharType") for item in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end")


def test_a_clause_that_goes_takes_its_bookmark_along_under_a_name_of_its_own() -> None:
    old = (heading(1, "甲章"), heading(1, "乙章", "b"), para("见", Reference("b"), "。"))
    root = made_of(old, (heading(1, "甲章"), para("别的话题。")))
    names = [item.get(f"{W}name") for item in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == 2
    ids = [item.get(f"{W}id") for item in root.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == 2
    assert sorted(ids) == sorted(item.get(f"{W}id") for item in root.iter(f"{W}bookmarkEnd"))


def test_the_table_of_contents_stays_one_field() -> None:
    old = (heading(1, "甲章"), para("正文"), heading(1, "乙章"))
    new = (heading(1, "子章"), heading(1, "甲章"), para("正文"))
    root = made_of(old, new, toc_depth=2)
    instructions = [
        item.text for item in root.iter(f"{W}instrText", f"{W}delInstrText") if item.text.strip().startswith("TOC")
    ]
    assert len(instructions) == 1


def test_a_picture_that_changed_is_shown_in_both_states(tmp_path: Path) -> None:
    from docx_samples import picture

    old = (para("图：", picture(tmp_path, "old.png")),)
    new = (para("图：", picture(tmp_path, "new.png", (320, 200))),)
    before, after = written(*old).content, written(*new).content
    content = redlined(before, after)
    check(before, after, content)
    assert {name for name in parts_of(content) if "media/" in name} >= {
        name for part in (before, after) for name in parts_of(part) if "media/" in name
    }


def test_a_document_number_on_cover_and_in_the_header_changes() -> None:
    sample = example("job-description")
    fields = sample.document.fields | {"number": "XH-099", "header": "另一家公司"}
    old, new = sample.word(), sample.word(replace(sample.document, fields=fields))
    content = redlined(old, new)
    check(old, new, content)
    headers = [etree.fromstring(part) for name, part in parts_of(content).items() if name.startswith("word/header")]
    assert any(tracked(root, "ins") for root in headers)


def test_landscape_pages_come_with_their_sections() -> None:
    wide = Landscape((table(row("宽", "表")),))
    made_of((para("前面的话"), para("后面的话")), (para("前面的话"), wide, para("后面的话")))
    made_of((para("前面的话"), wide, para("后面的话")), (para("前面的话"), para("后面的话")))


def test_lists_count_in_both_states_as_they_did() -> None:
    old = (items("一项", "二项", form="（1）"), para("隔开"), items("又一项", form="（1）"))
    new = (
        items("一项", "插入的", "二项", form="（1）"),
        para("隔开"),
        items("全新的表", form="①"),
        para("再隔开"),
        items("又一项", form="（1）"),
    )
    made_of(old, new)
    made_of(new, old)


def test_a_heading_and_the_last_paragraph_that_both_grow_stay_two_paragraphs() -> None:
    old = (heading(1, "经费"), para("按公司的差旅制度报销。"))
    new = (heading(1, "经费与补贴"), para("按公司的差旅制度报销。"), para("新的末段。"))
    made_of(old, new)
    made_of(new, old)


# --- bad input ---


def test_a_file_with_unsettled_changes_is_refused() -> None:
    old, new = written(para("甲")).content, written(para("乙")).content
    with pytest.raises(DocgenError) as raised:
        redline(redlined(old, new), new, author="a", date=WHEN, old_name="旧.docx")
    assert [(str(problem.location), problem.code) for problem in raised.value.problems] == [("旧.docx", "V111")]


def test_a_file_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(DocgenError) as raised:
        redline(b"PK nothing", written(para("乙")).content, author="a", date=WHEN)
    assert raised.value.problems[0].code.startswith("W10")


def test_equal_files_author_and_date_give_equal_bytes() -> None:
    old, new = written(para("甲"), items("一")).content, written(para("乙"), items("一", "二")).content
    assert redlined(old, new) == redlined(old, new)


# --- whatever changes ---


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=2, deadline=None, phases=(Phase.generate,))
@given(random=st.randoms(use_true_random=False), edits=st.integers(1, 12))
def test_accepting_gives_the_new_file_and_rejecting_the_old_for_every_kind(
    kind: str, random: Random, edits: int
) -> None:
    sample = example(kind)
    old, new = sample.word(), sample.word(edited(random, sample.document, edits))
    check(old, new, redlined(old, new))


def test_every_node_survives_any_edit(tmp_path: Path) -> None:
    document = resolved(*every_node(tmp_path), toc_depth=2)
    old = written(*document.blocks, toc_depth=2).content
    for seed in range(4):
        changed = edited(Random(seed), document, 6)
        new = written_again(changed)
        check(old, new, redlined(old, new))


def written_again(document: Document) -> bytes:
    """A document with references that an edit may have left without a target."""
    from docgen.docx import write
    from docx_samples import pages, template

    return write(document, template(toc=document.toc_depth > 0), pages(document), review=False)


# --- the outside judges ---


def revision(kind: str) -> tuple[bytes, bytes]:
    """A kind's example and a revision of it: fields, clauses, words, rows, a footnote, merged cells."""
    sample = example(kind)
    document = edited(Random(kind), sample.document, 8)
    blocks = [
        heading(1, "修订说明"),
        para("本次修订写明如下。", Footnote((text("自发布之日起施行"),))),
        *document.blocks,
    ]
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and len(block.widths) > 1:
            whole = row(cell("合计", colspan=len(block.widths)))
            blocks[place] = replace(block, rows=(*block.rows, whole))
            break
    fields = document.fields | {"number": "星河〔2026〕99号", "title": document.fields.get("title", "") + "（修订）"}
    return sample.word(), sample.word(replace(document, blocks=tuple(blocks), fields=fields))


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old_for_every_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [revision(kind) for kind in KINDS]
    redlines = [redlined(old, new) for old, new in pairs]
    files = {kind: tmp_path / f"{kind}.docx" for kind in KINDS}
    for kind, content in zip(KINDS, redlines, strict=True):
        files[kind].write_bytes(content)
    some = list(files.values())[::3]  # the slow run has them all: the validator takes longer than LibreOffice
    assert validate_docx(some) == {file: [] for file in some}
    judged = office_settles(redlines, tmp_path)
    plain = office_saves([content for pair in pairs for content in pair], tmp_path)
    right = 0
    for index, (accepted, rejected) in enumerate(judged):
        old, new = office_text(plain[2 * index]), office_text(plain[2 * index + 1])
        assert old != new
        assert office_text(accepted) == new, KINDS[index]
        assert office_text(rejected) == old, KINDS[index]
        right += 1
    with capsys.disabled():
        print(f"\nLibreOffice: {right} of {len(KINDS)} redlines equal when accepted and when rejected", end=" ")


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing_wrong_in_any_kinds_redline(tmp_path: Path) -> None:
    files = [tmp_path / f"{kind}.docx" for kind in KINDS]
    for file in files:
        file.write_bytes(redlined(*revision(file.stem)))
    assert validate_docx(files) == {file: [] for file in files}


def note(words: str) -> Footnote:
    return Footnote((text(words),))


# Paragraphs that grow at the mark between them: the old two, or three, and the new ones.
GROWING = {
    "words": ((para("按月发放。"), para("年终结算。")), (para("按月发放。自七月起"), para("另于年终结算。"))),
    "a heading": ((para("按月发放。"), heading(1, "结算")), (para("按月发放。自七月起"), heading(1, "年终结算"))),
    "a footnote": ((para("按月发放。"), para("年终结算。")), (para("按月发放。", note("税前")), para("于年终结算。"))),
    "words that also went": (
        (para("按月度足额发放一"), para("二到年终结算完毕")),
        (para("按月度足额发放三"), para("四到年终结算完毕")),
    ),
    "a look that also changed": (
        (para("按月发放。"), para("年", text("终结算。", "strong"))),
        (para("按月发放。自七月起"), para("于", text("年终", "strong"), "结算。")),
    ),
    "a footnote that follows": (
        (para("发放。"), para(note("税前"), "结算。")),
        (para("发放。起"), para("先", note("税前"), "结算。")),
    ),
    "both ends": ((para("甲"), para("乙"), para("丙")), (para("甲一"), para("二乙三"), para("四丙"))),
    "a paragraph between": (
        (para("发放。"), para("结算。")),
        (para("发放。自七月起"), para("又一段"), para("另结算。")),
    ),
    "items of a list": ((items("发放。", "结算。"),), (items("发放。自七月起", "另结算。"),)),
}


def test_paragraphs_that_grow_at_the_mark_between_them_stay_apart(tmp_path: Path) -> None:
    """LibreOffice joins insertions on both sides of a mark, and would reject the mark with them."""
    pairs = [
        tuple(written(para("前"), *blocks, para("后")).content for blocks in sides)
        for old, new in GROWING.values()
        for sides in ((old, new), (new, old))
    ]
    redlines = [redlined(old, new) for old, new in pairs]
    for (old, new), made in zip(pairs, redlines, strict=True):
        check(old, new, made)
    plain = [
        office_text(content) for content in office_saves([content for pair in pairs for content in pair], tmp_path)
    ]
    for index, (accepted, rejected) in enumerate(office_settles(redlines, tmp_path)):
        assert (office_text(rejected), office_text(accepted)) == (plain[2 * index], plain[2 * index + 1]), index


@pytest.mark.slow
def test_libreoffice_agrees_on_many_random_revisions(tmp_path: Path) -> None:
    for seed in range(10):
        samples = [example(kind) for kind in KINDS]
        pairs = [(one.word(), one.word(edited(Random(seed), one.document, 10))) for one in samples]
        folder = tmp_path / str(seed)
        judged = office_settles([redlined(*pair) for pair in pairs], folder)
        plain = office_saves([content for pair in pairs for content in pair], folder)
        for index, (accepted, rejected) in enumerate(judged):
            assert office_text(accepted) == office_text(plain[2 * index + 1]), (seed, KINDS[index])
            assert office_text(rejected) == office_text(plain[2 * index]), (seed, KINDS[index])
