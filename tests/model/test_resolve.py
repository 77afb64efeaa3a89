"""References find their target, by number, title or page; the rest is said with its place."""

from __future__ import annotations

from docgen.errors import Location
from docgen.model.dump import digest, dump
from docgen.model.nodes import (
    Cell,
    Document,
    Heading,
    Inline,
    Origin,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import number
from docgen.model.resolve import resolve

PLACE = Location("templates/demo/body.html", 7, 3)


def resolved(*blocks: object, scheme: str = "chinese-chapter") -> tuple[list[str], list[str]]:
    document, problems = resolve(number(Document("文档", tuple(blocks), scheme=scheme)))  # type: ignore[arg-type]
    texts = [
        child.text
        for block in document.blocks
        if isinstance(block, Paragraph)
        for child in block.children
        if isinstance(child, Reference)
    ]
    return texts, [f"{problem.location} {problem.code} {problem.message}" for problem in problems]


def refer(*references: Inline) -> Paragraph:
    return Paragraph(references)


SCOPE = Heading(1, (Text("范围"),), label="scope", location=Location("a.html", 1, 1))


def test_a_reference_reads_as_number_title_or_both() -> None:
    paragraph = refer(*(Reference("scope", form) for form in ("number", "title", "full", "page")))  # type: ignore[arg-type]
    assert resolved(SCOPE, paragraph) == (["第一章", "范围", "第一章 范围", ""], [])


def test_a_reference_may_stand_before_its_target() -> None:
    assert resolved(refer(Reference("scope")), SCOPE) == (["第一章"], [])


def test_a_number_in_a_sentence_loses_its_mark() -> None:
    assert resolved(SCOPE, refer(Reference("scope")), scheme="gov") == (["一"], [])


def test_a_table_is_referred_to_by_its_caption_number() -> None:
    cell = Cell((Paragraph((Text("值"),)),))
    table = Table((Row((cell,)),), (100.0,), caption=(Text("费用"),), label="cost")
    assert resolved(SCOPE, table, refer(Reference("cost", "full"))) == (["表 1-1 费用"], [])


def test_a_dangling_reference_names_its_place_and_the_nearest_label() -> None:
    document, problems = resolve(number(Document("文档", (SCOPE, refer(Reference("scop", location=PLACE))))))
    assert document.blocks
    (problem,) = problems
    assert (str(problem.location), problem.code) == ("templates/demo/body.html:7:3", "D102")
    assert "scope" in problem.hint


def test_a_label_used_twice_is_said_once_for_each_repeat() -> None:
    assert resolved(SCOPE, SCOPE)[1] == ["a.html:1:1 D101 标签“scope”重复定义"]


def test_a_number_is_not_to_be_had_from_something_unnumbered() -> None:
    plain = Heading(1, (Text("前言"),), label="preface", numbered=False)
    problems = resolved(plain, refer(Reference("preface", location=PLACE)))[1]
    assert problems == ["templates/demo/body.html:7:3 D103 引用“preface”要求编号，但该处没有编号"]


def test_the_digest_binds_the_text_and_not_its_place_in_a_file() -> None:
    def paper(text: str, line: int) -> Document:
        origin = Origin(Location("content/a.yaml", line, 1), "/x")
        return Document("文档", (Paragraph((Text(text, origin=origin),)),))

    assert digest(paper("甲", 1)) == digest(paper("甲", 9))
    assert digest(paper("甲", 1)) != digest(paper("乙", 1))


def test_the_dump_cannot_confuse_text_with_structure() -> None:
    marked = Document("文档", (Paragraph((Text("重", frozenset({"strong"})),)),))
    typed = Document("文档", (Paragraph((Text("{strong 重}"),)),))
    assert dump(marked) != dump(typed)
