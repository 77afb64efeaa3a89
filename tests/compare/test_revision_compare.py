"""What changed between two documents: words, clauses, tables; and that nothing that changed can be missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docgen.compare.changes import Changes, Item, after, before
from docgen.compare.clauses import clauses, renumbered
from docgen.compare.compare import compare
from docgen.compare.stored import freeze, thaw
from docgen.compare.words import differences, pieces
from docgen.errors import DocgenError, Location
from docgen.model.dump import dump
from docgen.model.nodes import Block, Document, Footnote, Landscape, Paragraph, Reference
from docx_samples import cell, every_node, heading, items, para, resolved, row, table, text
from revision_samples import KINDS, edited, example


def changes_of(old: tuple[Block, ...], new: tuple[Block, ...]) -> Changes:
    return compare(resolved(*old), resolved(*new))


def kinds(changes: Changes) -> list[str]:
    return [item.kind for item in changes.items]


def marked(item: Item) -> str:
    """The text of a modified paragraph with [-what went-] and {+what came+}."""
    signs = {"kept": "{}", "restyled": "~{}~", "deleted": "[-{}-]", "added": "{{+{}+}}"}
    made = ""
    for part in item.parts:
        words = "".join(getattr(child, "text", "") for child in (part.new or part.old))
        made += signs[part.status].format(words)
    return made


def words_marked(old: str, new: str) -> str:
    changes = changes_of((para(old),), (para(new),))
    assert len(changes.items) == 1
    return marked(changes.items[0])


# --- words ---


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("满三个月后适用", "满六个月后适用", "满[-三-]{+六+}个月后适用"),
        ("每月5日前发放", "每月10日前发放", "每月[-5-]{+10+}日前发放"),
        ("金额1,234.50元整", "金额1,234.56元整", "金额[-1,234.50-]{+1,234.56+}元整"),
        ("部门负责审核材料", "部门负责审核全部材料", "部门负责审核{+全部+}材料"),
        ("按 GB/T 9704 排版", "按 GB/T 9705 排版", "按 GB/T [-9704-]{+9705+} 排版"),
    ],
)
def test_what_changed_in_a_sentence_is_words_numbers_and_characters(old: str, new: str, expected: str) -> None:
    assert words_marked(old, new) == expected


def test_a_crumb_between_two_changes_is_part_of_the_change() -> None:
    # 的 stands in both by chance: to mark it as unchanged would make two changes of one.
    assert (
        words_marked("由总经理的授权人批准后执行", "由董事会的委托书批准后执行")
        == "由[-总经理的授权人-]{+董事会的委托书+}批准后执行"
    )


def test_a_sentence_of_which_little_is_left_is_another_sentence() -> None:
    changes = compare(
        resolved(heading(1, "总则", "a"), para("甲", label="p")),
        resolved(heading(1, "总则", "a"), para("完全换成另外一句话", label="p")),
    )
    assert marked(changes.items[1]) == "[-甲-]{+完全换成另外一句话+}"


@given(st.text("甲乙丙丁 ab12.,", max_size=40), st.text("甲乙丙丁 ab12.,", max_size=40))
def test_the_spans_of_a_difference_cover_both_texts_in_order(old: str, new: str) -> None:
    olds, news = pieces(old), pieces(new)
    spans = differences(olds, news, [len(piece) for piece in olds])
    assert "".join(olds) == old
    assert [i for span in spans for i in range(span.old_start, span.old_end)] == list(range(len(olds)))
    assert [j for span in spans for j in range(span.new_start, span.new_end)] == list(range(len(news)))
    assert all(
        olds[span.old_start : span.old_end] == news[span.new_start : span.new_end] for span in spans if span.equal
    )


# --- blocks ---


def test_equal_documents_have_no_changes() -> None:
    blocks = (heading(1, "总则"), para("正文"), table(row("甲", "乙")))
    changes = changes_of(blocks, blocks)
    assert not changes.any
    assert kinds(changes) == ["kept", "kept", "kept"]


def test_a_clause_keeps_its_identity_by_its_label_whatever_its_number_and_title() -> None:
    old = (heading(1, "总则"), heading(1, "工资", "pay"), para("按月发放。"))
    new = (heading(1, "总则"), heading(1, "适用的范围"), heading(1, "薪酬与福利", "pay"), para("按月发放。"))
    changes = changes_of(old, new)
    assert kinds(changes) == ["kept", "added", "modified", "kept"]
    assert marked(changes.items[2]) == "[-工资-]{+薪酬与福利+}"


def test_a_clause_that_only_has_another_number_is_listed_as_such() -> None:
    old = (heading(1, "总则"), heading(1, "考核办法"), para("每季度一次。"))
    new = (heading(1, "总则"), heading(1, "薪酬"), para("按月发放。"), heading(1, "考核办法"), para("每季度一次。"))
    changes = changes_of(old, new)
    assert kinds(changes) == ["kept", "added", "added", "renumbered", "kept"]
    assert [(item.old, item.new, item.title) for item in renumbered(changes)] == [("第二章", "第三章", "考核办法")]
    assert [(clause.name, clause.notes) for clause in clauses(changes)] == [("第二章 薪酬", ["新增"])]


def test_a_reference_whose_number_alone_changed_is_no_change_of_the_text() -> None:
    old = (heading(1, "总则"), heading(1, "考核", "check"), para("见", Reference("check"), "。"))
    new = (heading(1, "总则"), heading(1, "薪酬"), heading(1, "考核", "check"), para("见", Reference("check"), "。"))
    assert kinds(changes_of(old, new)) == ["kept", "added", "renumbered", "kept"]


def test_a_clause_that_stands_elsewhere_has_moved() -> None:
    first, second = (
        (heading(1, "考核办法", "a"), para("考核每季度进行一次。")),
        (heading(1, "薪酬结构", "b"), para("薪酬由三部分组成。"), para("另行规定奖金。")),
    )
    changes = changes_of((*first, *second), (*second, *first))
    assert kinds(changes) == ["left", "left", "renumbered", "kept", "kept", "moved", "moved"]
    assert [clause.notes for clause in clauses(changes)] == [["由“第一章 考核办法”移来"]]


def test_a_moved_paragraph_that_was_changed_too_is_told_as_both() -> None:
    old = (
        heading(1, "甲章"),
        para("奖金按项目的实际利润核发，由部门提出。"),
        heading(1, "乙章"),
        para("其他规定见附件。"),
    )
    new = (
        heading(1, "甲章"),
        heading(1, "乙章"),
        para("其他规定见附件。"),
        para("奖金按项目的实际利润核发，由部门申报。"),
    )
    (clause,) = clauses(changes_of(old, new))
    assert clause.notes == ["由“第一章 甲章”移来", "修改"]


def test_a_bold_word_is_a_change_of_look_and_not_of_text() -> None:
    changes = changes_of((para("按月发放"),), (para("按月", text("发放", "strong")),))
    assert marked(changes.items[0]) == "按月~发放~"
    assert [clause.notes for clause in clauses(changes)] == [["格式调整"]]


def test_a_footnote_that_changed_changes_its_sentence() -> None:
    old, new = para("正文", Footnote((text("注一"),)), "。"), para("正文", Footnote((text("注二"),)), "。")
    assert [part.status for part in changes_of((old,), (new,)).items[0].parts] == ["kept", "deleted", "added", "kept"]


def test_a_list_is_compared_by_its_items() -> None:
    (item,) = changes_of((items("一项内容", "二项内容"),), (items("一项内容", "新的一条", "二项内容"),)).items
    assert [entry.kind for entry in item.entries] == ["kept", "added", "renumbered"]


# --- tables ---


def test_a_table_is_compared_by_rows_and_cells() -> None:
    old = table(row("项目", "金额", header=True), row("交通补贴", "100"), row("通信补贴", "50"))
    new = table(row("项目", "金额", header=True), row("交通补贴", "120"), row("外勤津贴", "80"), row("通信补贴", "50"))
    (item,) = changes_of((old,), (new,)).items
    assert [entry.kind for entry in item.entries] == ["kept", "modified", "added", "kept"]
    assert marked(item.entries[1].cells[1][0]) == "[-100-]{+120+}"


@pytest.mark.parametrize(
    "new",
    [
        table(row("项目", "金额"), row(cell("合计", colspan=2))),
        table(row("项目", "金额", "备注"), row("合计", "100", ""), widths=(30, 30, 40)),
    ],
    ids=["merged cells", "columns"],
)
def test_a_table_whose_merged_cells_or_columns_changed_is_replaced_whole(new: Block) -> None:
    (item,) = changes_of((table(row("项目", "金额"), row("合计", "100")),), (new,)).items
    assert (item.kind, item.whole) == ("modified", True)


def test_what_stands_on_landscape_pages_and_in_notes_is_compared_too() -> None:
    changes = changes_of((Landscape((para("宽表之前的话"),)),), (Landscape((para("宽表之前的话改了"),)),))
    assert [marked(item) for item in changes.items[0].inside] == ["宽表之前的话{+改了+}"]


def test_fields_of_cover_and_header_are_compared() -> None:
    old = replace(resolved(para("正文")), fields={"number": "1号", "date": "2026-01-01"})
    new = replace(old, fields={"number": "2号", "date": "2026-01-01", "version": "V1.1"})
    assert [(change.name, change.old, change.new) for change in compare(old, new).fields] == [
        ("number", "1号", "2号"),
        ("version", "", "V1.1"),
    ]


# --- nothing is missing ---


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=2, deadline=None, phases=(Phase.generate,))
@given(random=st.randoms(use_true_random=False), edits=st.integers(1, 12))
def test_the_changes_hold_the_old_and_the_new_document_of_every_kind(kind: str, random: Random, edits: int) -> None:
    old = example(kind).document
    new = edited(random, old, edits)
    changes = compare(old, new)
    assert dump(before(changes)) == dump(old)
    assert dump(after(changes)) == dump(new)
    assert dump(old) != dump(new) or not changes.any


def test_a_document_with_every_node_is_rebuilt_from_its_changes(tmp_path: Path) -> None:
    old = resolved(*every_node(tmp_path))
    for seed in range(5):
        new = edited(Random(seed), old, 6)
        changes = compare(old, new)
        assert (dump(before(changes)), dump(after(changes))) == (dump(old), dump(new))


# --- kept for later ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_frozen_document_is_the_same_to_whoever_compares_it(kind: str) -> None:
    document = example(kind).document
    thawed = thaw(freeze(document), Location("document.json"))
    assert not compare(document, thawed).any
    assert freeze(thawed) == freeze(document)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format": "docgen-document-1", "document": {"": "Row"}}', b"[1]"])
def test_a_damaged_frozen_document_is_a_problem_with_a_way_out(content: bytes) -> None:
    with pytest.raises(DocgenError) as raised:
        thaw(content, Location("issued/document.json"))
    assert [(problem.code, bool(problem.hint)) for problem in raised.value.problems] == [("V112", True)]


def test_paragraphs_of_one_content_field_are_likelier_to_belong_together() -> None:
    def from_field(words: str, line: int) -> Paragraph:
        return Paragraph((text(words, line=line),))

    old = Document("", (from_field("甲乙丙丁戊己庚", 1),))
    new = Document("", (from_field("甲乙丙另起一句", 2),))
    assert kinds(compare(old, new)) == ["modified"]
