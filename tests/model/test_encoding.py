"""The tree's encoding: what a reader could tell apart has other bytes, and the bytes are the tree."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from docgen import cbor
from docgen.content.typed_numbers import typed
from docgen.model.encoding import decode, decode_data, encode, encode_blocks, encode_data, known_digest, normal
from docgen.model.nodes import (
    Blank,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.traversal import BLOCKS, INLINES
from tree_samples import nearly, tree


def digest(picture: Picture) -> str:
    return hashlib.sha256(picture.file.encode()).hexdigest()


def paragraph(*children: Any) -> Document:
    return Document("题", (Paragraph(children),))


# --- no two trees have one encoding ---------------------------------------


def compare(pairs: int, seed: int, size: int = 3) -> int:
    """How many of so many random pairs were unequal; each pair's bytes are unequal exactly where its trees are."""
    random, unequal = Random(seed), 0
    for number in range(pairs):
        if number % 20 == 0:
            one = tree(random, size)
            bytes_of_one, plain_one = encode(one, digest), normal(one, digest)
            assert decode(bytes_of_one) == plain_one
            assert encode(plain_one, known_digest) == bytes_of_one
        other = nearly(random, one)
        differ = normal(other, digest) != plain_one
        assert (encode(other, digest) != bytes_of_one) == differ, (one, other)
        unequal += differ
    return unequal


def test_trees_that_nearly_are_each_other_have_other_bytes() -> None:
    assert compare(6_000, 11) > 3_000


@pytest.mark.slow
def test_a_million_pairs_of_near_trees_have_no_digest_in_common() -> None:
    assert compare(1_000_000, 2026, 1) > 400_000


def test_random_trees_of_one_run_have_as_many_encodings_as_there_are_trees() -> None:
    random = Random(5)
    trees = [tree(random) for _ in range(4_000)]
    plain = [normal(one, digest) for one in trees]
    distinct: list[Document] = []
    by_text: dict[str, list[Document]] = {}
    for one in plain:
        known = by_text.setdefault(repr(one), [])
        if not known:
            known.append(one)
            distinct.append(one)
    assert len({encode(one, digest) for one in trees}) == len(distinct)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paragraph(Picture("/a.png", "流程图\n  paragraph body 押金不退")), paragraph(Picture("/a.png", "流程图"))),
        (paragraph(Text("退还} 押金", frozenset({"del"}))), paragraph(Text("退还", frozenset({"del"})), Text(" 押金"))),
        (paragraph(Text("不予退还", frozenset({"del"}))), paragraph(Text("不予", frozenset({"del"})), Text("退还"))),
        (paragraph(Text("押金"), Picture("/a.png", "图")), paragraph(Picture("/a.png", "押金图"))),
        (paragraph(Text("一"), LineBreak(), Text("二")), paragraph(Text("一\n二"))),
        (paragraph(Text("{☑}")), paragraph(Checkbox(True))),
        (paragraph(Text("{blank 8}")), paragraph(Blank(8))),
        (Document("题\nfield a=1", ()), Document("题", (), fields={"a": "1"})),
        (Document("", (), fields={"a": "1\nfield b=2"}), Document("", (), fields={"a": "1", "b": "2"})),
        (Document("", (), fields={"a=b": "c"}), Document("", (), fields={"a": "b=c"})),
        (
            Document("", (Table((), (33.3333331, 66.6666669)),)),
            Document("", (Table((), (33.3333334, 66.6666666)),)),
        ),
    ],
)
def test_papers_that_one_text_was_written_for_are_told_apart(one: Document, other: Document) -> None:
    assert encode(one, digest) != encode(other, digest)


# --- every field of every node --------------------------------------------

# What prints nothing and follows from the rest.
LEFT_OUT = {
    "Text": {"origin"},
    "Reference": {"anchor", "location"},
    "Picture": {"pixels", "dpi", "location", "svg", "chart", "source"},  # of a file: its bytes say it
    "Heading": {"anchor", "location"},
    "Paragraph": {"anchor", "location"},
    "List": {"sequence", "location"},
    "Table": {"anchor", "location"},
    "Figure": {"anchor", "location"},
    "Note": {"location"},
    "Landscape": {"location"},
}
WORDS = (Text("字"),)
NODES = (
    Text("字"), LineBreak(), Link("https://example.com", WORDS), Reference("t", text="表 1"), Footnote(WORDS, 1), Blank(),
    Checkbox(), Picture("/a.png", "图"), Heading(1, WORDS), Paragraph(WORDS), List((ListItem((Paragraph(WORDS),)),)),
    ListItem((Paragraph(WORDS),)), Cell((Paragraph(WORDS),)), Row((Cell(()),)), Table((Row((Cell(()),)),), (100,)),
    Figure(Picture("/a.png", "图")), Note((Paragraph(WORDS),)), PageBreak(), Landscape((Paragraph(WORDS),)),
)  # fmt: skip


def within(node: Any) -> Document:
    match node:
        case ListItem():
            return within(List((node,)))
        case Cell():
            return within(Row((node,)))
        case Row():
            return within(Table((node,), (100,)))
        case _ if type(node) in INLINES:
            return within(Paragraph((node,)))
    return Document("题", (node,))


def another(name: str, value: Any) -> Any:
    if name == "picture":
        return Picture("/b.png", "图")
    if name == "caption":
        return WORDS
    match value:
        case bool():
            return not value
        case str():
            return value + "乙"
        case int() | float():
            return value + 1.5
        case frozenset():
            return frozenset({"del"})
        case dict():
            return {"a": "b"}
        case tuple():
            return (100.5,) if name == "widths" else ()
    raise AssertionError(f"{name}: {value!r}")


def test_every_field_that_prints_is_in_the_encoding() -> None:
    """A field that a node is given later is met here: it is encoded, or stands in the list above."""
    assert {type(node) for node in NODES} >= {*BLOCKS, *INLINES}
    for node in NODES:
        before = encode(within(node), digest)
        for field in fields(node):
            if field.name not in LEFT_OUT.get(type(node).__name__, ()):
                changed = replace(node, **{field.name: another(field.name, getattr(node, field.name))})
                assert encode(within(changed), digest) != before, f"{type(node).__name__}.{field.name}"


def test_every_field_of_the_document_is_in_the_encoding() -> None:
    document = within(Paragraph(WORDS))
    for field in fields(document):
        changed = replace(document, **{field.name: another(field.name, getattr(document, field.name))})
        assert encode(changed, digest) != encode(document, digest), field.name


def test_a_picture_is_its_bytes_and_a_drawing_its_data() -> None:
    picture = paragraph(Picture("/a.png", "图"))
    assert encode(picture, lambda one: "a" * 64) != encode(picture, lambda one: "b" * 64)
    drawing = Picture("drawing-1.svg", "甲", svg="<svg/>", source="data")
    redrawn = replace(drawing, file="drawing-2.svg", svg="<svg><g/></svg>", alt="画法不同")
    assert encode(paragraph(drawing), digest) == encode(paragraph(redrawn), digest)
    assert encode(paragraph(drawing), digest) != encode(paragraph(replace(drawing, source="other")), digest)


# --- what makes no difference ---------------------------------------------


def test_where_a_text_came_from_and_how_it_was_cut_makes_no_difference() -> None:
    one = paragraph(Text("甲"), Text(""), Text("乙", frozenset()))
    assert encode(one, digest) == encode(paragraph(Text("甲乙")), digest)
    assert encode(Document("", (), fields={"b": "2", "a": "1", "c": ""}), digest) == encode(
        Document("", (), fields={"a": "1", "b": "2"}), digest
    )
    table = Table((), (50, 50))
    assert encode(within(table), digest) == encode(within(replace(table, widths=(50.0, 50.0))), digest)


def test_some_blocks_are_not_a_document_of_them() -> None:
    blocks = (Paragraph(WORDS),)
    assert encode_blocks(blocks, digest) != encode(Document("", blocks), digest)


# --- bytes that are none --------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x80", b"\xff", b"\x9f\xff", b"\x81" * 5_000 + b"\x80",
        cbor.encode(["document"]),
        cbor.encode(["document", "", "", "", "", "", "", 0, [], [], [["text", "a", []]]]),
        cbor.encode(["document", "", "", "", "", "", "", 0, [["b", "1"], ["a", "1"]], [], []]),  # fields out of order
        cbor.encode(["document", "", "", "", "", "", "", 0, [], [], [["paragraph", "body", "", [["text", "", []]]]]]),
        encode(paragraph(Text("字")), digest) + b"\x00",
        b"\x18\x01",  # 1, but not in its shortest form
    ],
)  # fmt: skip
def test_bytes_that_the_encoding_does_not_write_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(content)


@pytest.mark.parametrize("value", [{"a": 1}, {1, 2}, Decimal(1), float("nan"), float("inf"), object(), "\ud800"])
def test_only_plain_data_are_encoded(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        cbor.encode([value])


def test_a_digest_is_of_its_own_name() -> None:
    assert len({cbor.digest("a-1", "b"), cbor.digest("a-2", "b"), cbor.digest("a-1", ["b"]), cbor.digest("a-1b")}) == 4


# --- data -----------------------------------------------------------------


def test_values_of_other_types_are_other_data() -> None:
    values: list[Any] = [
        1, 1.0, "1", True, Decimal(1), Decimal("1.0"), Decimal("1.00"), None, "", "null", [], {}, [1], ["1"], [[1]],
        {"a": 1}, {"a": "1"}, {1: "a"}, {"1": "a"}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, ["a", "b"], ["a,b"], ["ab"],
        date(2026, 3, 1), "2026-03-01", typed(123, "00123"), 123, typed(Decimal("1E+5"), "1e5"), Decimal("1E+5"), 0, False,
        {"a": {"b": 1}}, {"a": None, "b": 1}, {"a": ["b", 1]}, ["mapping", ["a", 1]], ["integer", 1, "1"],
    ]  # fmt: skip
    assert len({encode_data(value) for value in values}) == len(values)


def test_data_come_back_as_they_were() -> None:
    value = {"a": [1, "1", Decimal("1.50"), True, None, {"b": []}], "c": date(2026, 3, 1), "d": 1.5}
    back = decode_data(encode_data(value))
    assert back == value
    assert str(back["a"][2]) == "1.50"
