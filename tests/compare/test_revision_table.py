"""修订对照表: a row a clause, what changed marked, what only has another number listed; the same in Word and PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.app import build as pipeline
from docgen.compare.compare import compare
from docgen.compare.reading import read_document
from docgen.compare.table import summary, table_document
from docgen.content.workspace import Workspace
from docgen.model.dump import dump
from docgen.model.nodes import Block, Document, Footnote, Paragraph, Table, Text
from docgen.model.traversal import plain_text
from docx_samples import cell, heading, items, para, resolved, row, table, text
from judges import validate_docx
from office import libreoffice_pdf, page_count
from revision_samples import KINDS, Sample, content, edited, example


def revised_policy() -> tuple[Document, Document]:
    """The sample pay policy and a revision of it: a clause comes, one goes, one moves, words and a rate change."""
    old = content("policies/pay-policy.yaml").document
    blocks = list(old.blocks)
    heads = {plain_text(block.children): place for place, block in enumerate(blocks) if hasattr(block, "level")}
    scope = heads["适用范围"]
    clause = blocks[scope + 1]
    assert isinstance(clause, Paragraph)
    words = "".join(child.text for child in clause.children if isinstance(child, Text)).replace("满三个月", "满六个月")
    blocks[scope + 1] = replace(clause, children=(Text(words),))
    rates = next(
        place for place, block in enumerate(blocks) if isinstance(block, Table) and block.label == "table-rewards"
    )
    rewards = blocks[rates]
    assert isinstance(rewards, Table)
    last = rewards.rows[2].cells[:-1]
    rows = (*rewards.rows[:2], replace(rewards.rows[2], cells=(*last, cell("3.5%", align="center"))), *rewards.rows[3:])
    blocks[rates] = replace(rewards, rows=rows)
    gone = heads["新旧制度的关系"]
    del blocks[gone : gone + 2]
    blocks[scope:scope] = [heading(2, "定义"), para("本制度所称大客户，是指年业务收入五十万元以上的政企客户。")]
    fields = old.fields | {"number": "星河人〔2026〕21号"}
    return old, resolved(*blocks, scheme=old.scheme, kind=old.kind, fields=fields)


def table_of(old: tuple[Block, ...], new: tuple[Block, ...]) -> list[list[str]]:
    """The table's rows below its head, cells as text, lines parted by ⏎; [-went-] {+came+}."""
    document = table_document(compare(resolved(*old), resolved(*new)))
    found = [block for block in document.blocks if isinstance(block, Table)]
    return (
        [["⏎".join(_line(block) for block in one.blocks) for one in line.cells][1:] for line in found[0].rows[1:]]
        if found
        else []
    )


def _line(block: Block) -> str:
    assert isinstance(block, Paragraph)
    made = ""
    for child in block.children:
        assert isinstance(child, Text)
        went, came = "del" in child.marks, {"strong", "u"} <= child.marks
        made += f"[-{child.text}-]" if went else f"{{+{child.text}+}}" if came else child.text
    return made


def test_the_table_of_a_revised_pay_policy(golden: Callable[[str, str], None]) -> None:
    changes = compare(*revised_policy())
    golden("revision/pay-policy-table.txt", dump(table_document(changes, old_name="V1.0", new_name="V1.1")))
    assert summary(changes) == "本次修订：修改 2 条，新增 1 条，删除 1 条，仅编号变化 1 条，封面与页眉 1 处。"


def test_a_row_shows_the_clause_before_and_after_with_the_words_marked() -> None:
    old = (heading(1, "适用范围"), para("满三个月后适用。"), para("不变的一段。"), para("每月5日发放。"))
    new = (heading(1, "适用范围"), para("满六个月后适用。"), para("不变的一段。"), para("每月10日发放。"))
    assert table_of(old, new) == [
        [
            "第一章 适用范围⏎满[-三-]个月后适用。⏎……⏎每月[-5-]日发放。",
            "第一章 适用范围⏎满{+六+}个月后适用。⏎……⏎每月{+10+}日发放。",
            "修改",
        ]
    ]


def test_a_clause_that_comes_has_no_old_side_and_one_that_goes_no_new_side() -> None:
    old = (heading(1, "总则"), para("公司的规定。"), heading(1, "保底工资"), para("按规定执行。"))
    new = (heading(1, "定义"), para("名词的含义。"), heading(1, "总则"), para("公司的规定。"))
    assert table_of(old, new) == [
        ["（无）", "{+第一章 +}{+定义+}⏎{+名词的含义。+}", "新增"],
        ["[-第二章 -][-保底工资-]⏎[-按规定执行。-]", "（删去）", "删除"],
    ]


def test_a_changed_row_of_a_table_comes_with_its_head() -> None:
    head = row("项目", "金额", header=True)
    old = (heading(1, "补贴"), table(head, row("通信补贴", "50"), row("交通补贴", "100"), caption="补贴标准"))
    new = (heading(1, "补贴"), table(head, row("通信补贴", "50"), row("交通补贴", "120"), caption="补贴标准"))
    assert table_of(old, new) == [
        [
            "第一章 补贴⏎表 1-1 补贴标准⏎项目 ｜ 金额⏎……⏎交通补贴 ｜ [-100-]",
            "第一章 补贴⏎表 1-1 补贴标准⏎项目 ｜ 金额⏎……⏎交通补贴 ｜ {+120+}",
            "修改",
        ]
    ]


def test_list_items_come_with_their_numbers_and_notes_in_words() -> None:
    old = (heading(1, "分工"), items("人力资源部编制工资表。", "财务部发放。"))
    note = para("财务部", Footnote((text("含出纳"),)), "发放。")
    new = (heading(1, "分工"), items("人力资源部编制工资表。", "审计部抽查结果。", "财务部发放。"), note)
    (made,) = table_of(old, new)
    assert made[1] == "第一章 分工⏎……⏎2. {+审计部抽查结果。+}⏎……⏎{+财务部+}{+〔注：+}{+含出纳+}{+〕+}{+发放。+}"


def test_two_equal_revisions_give_a_table_that_says_so() -> None:
    document = resolved(heading(1, "总则"), para("正文"))
    made = table_document(compare(document, document))
    assert "两个版本的内容相同，没有修订。" in dump(made)
    assert not [block for block in made.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kinds_revision_gives_a_table_that_can_be_printed(kind: str, own: Workspace) -> None:
    from random import Random

    old = example(kind).document
    document = table_document(compare(old, edited(Random(kind), old, 10)))
    result = pipeline.typeset(own, document, ("docx",), template="sheet", name=Path("对照表"))
    assert (result.problems, list(result.outputs)) == ([], ["docx"])


def test_word_and_pdf_of_the_table_have_the_same_pages(own: Workspace, tmp_path: Path) -> None:
    document = table_document(compare(*revised_policy()), old_name="V1.0", new_name="V1.1")
    result = pipeline.typeset(own, document, ("docx", "pdf"), template="sheet", name=Path("对照表"))
    assert not result.problems
    docx = tmp_path / "table.docx"
    docx.write_bytes(result.outputs["docx"])
    assert validate_docx([docx]) == {docx: []}
    assert page_count(libreoffice_pdf(docx, tmp_path)) == result.pages


# --- issued files read back ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_file_read_back_has_the_numbers_that_the_document_printed(kind: str) -> None:
    from docgen.errors import Location
    from docgen.model.nodes import Heading
    from docgen.model.traversal import walk

    sample: Sample = example(kind)
    read = read_document(sample.word(), Location("issued.docx"))

    def heads(document: Document) -> list[tuple[str, str]]:
        return [
            (block.number, plain_text(block.children)) for block in walk(document.blocks) if isinstance(block, Heading)
        ]

    assert heads(read) == heads(sample.document)


def test_a_word_file_read_back_is_equal_to_another_of_the_same_content_and_shows_what_changed() -> None:
    from docgen.errors import Location

    old, new = revised_policy()
    sample = content("policies/pay-policy.yaml")
    one, other = (read_document(sample.word(document), Location("x.docx")) for document in (old, new))
    assert not compare(one, one).any
    assert summary(compare(one, other)).startswith("本次修订：修改 3 条，新增 1 条，删除 1 条")
