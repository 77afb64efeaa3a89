"""The .docx as a file: valid by an outside judge, the same bytes each time, telling only what a reader should know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import judges
from docgen.docx import write
from docgen.errors import DocgenError
from docgen.model.nodes import Document, Footnote, Link
from docgen.ooxml.package import write_package
from docgen.template.fill import FilledTemplate
from docx_samples import (
    CONTENT,
    W,
    Word,
    every_node,
    foreign_template,
    heading,
    pages,
    para,
    resolved,
    template,
    text,
    text_of,
    value,
    written,
)

DCTERMS = "{http://purl.org/dc/terms/}"
DC = "{http://purl.org/dc/elements/1.1/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


# --- the outside judge ---


def test_the_validator_finds_nothing_in_a_document_with_every_node(tmp_path: Path) -> None:
    cases: dict[str, tuple[FilledTemplate, str]] = {
        "enterprise": (template("enterprise", toc=True), "chinese-chapter"),
        "bid": (template("bid", toc=True), "bid-volumes"),
        "company": (foreign_template(tmp_path), "decimal"),
    }
    files = []
    for name, (filled, scheme) in cases.items():
        for review in (False, True) if name == "bid" else (name == "company",):
            word = written(*every_node(tmp_path), filled=filled, scheme=scheme, toc_depth=3, review=review)
            files.append(tmp_path / f"{name}-{review}.docx")
            files[-1].write_bytes(word.content)
    assert judges.validate_docx(files) == {file: [] for file in files}


def test_the_validator_is_not_asleep(tmp_path: Path) -> None:
    word = written(para("正文"))
    file = tmp_path / "wrong.docx"
    broken = word.parts["word/document.xml"].replace(b"<w:jc ", b"<w:nonsense/><w:jc ", 1)
    assert broken != word.parts["word/document.xml"]
    file.write_bytes(write_package({**word.parts, "word/document.xml": broken}))
    (errors,) = judges.validate_docx([file]).values()
    assert any("nonsense" in error for error in errors)


def test_a_missing_validator_is_a_failure_and_no_skip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(tmp_path / "nowhere"))
    with pytest.raises(AssertionError, match="not installed"):
        judges.validate_docx([tmp_path / "any.docx"])


# --- the same bytes ---


def test_two_writings_give_the_same_bytes_and_leave_the_template_as_it_was(tmp_path: Path) -> None:
    document = resolved(*every_node(tmp_path), toc_depth=3)
    filled = template(toc=True)
    before = dict(filled.parts)
    first = write(document, filled, pages(document), review=True)
    assert write(document, filled, pages(document), review=True) == first
    assert filled.parts == before


# --- properties ---


def moments(word: Word) -> list[str | None]:
    core = word.part("docProps/core.xml")
    return [core.findtext(DCTERMS + name) for name in ("created", "modified")]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-03-01", "2026-03-01T00:00:00Z"),
        ("2026年3月1日", "2026-03-01T00:00:00Z"),
        ("2026年三月", "2000-01-01T00:00:00Z"),
        ("2026-02-30", "2000-01-01T00:00:00Z"),
        ("", "2000-01-01T00:00:00Z"),
    ],
)
def test_the_file_is_dated_by_the_document_and_never_by_the_clock(date: str, moment: str) -> None:
    assert moments(written(para("正文"), fields={"date": date})) == [moment, moment]


def test_the_build_environment_may_date_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert moments(written(para("正文"), fields={"date": "2026-03-01"})) == ["2026-01-01T00:00:00Z"] * 2


def test_a_wrong_date_in_the_environment_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(DocgenError, match="SOURCE_DATE_EPOCH: B120"):
        written(para("正文"))


def test_properties_name_title_subject_keywords_and_language_and_no_author() -> None:
    word = written(para("正文"), subject="港口", keywords="数据 平台")
    core = word.part("docProps/core.xml")
    assert [core.findtext(name) for name in (f"{DC}title", f"{DC}subject", f"{CORE}keywords", f"{DC}language")] == [
        "港口数据平台建设方案",
        "港口",
        "数据 平台",
        "zh-CN",
    ]
    assert core.find(f"{DC}creator") is None
    assert core.find(f"{CORE}lastModifiedBy") is None
    assert text_of(word.part("docProps/app.xml")) == ""
    assert b"<Application>docgen</Application>" in word.parts["docProps/app.xml"]


def test_the_style_defaults_name_the_language_of_the_text(tmp_path: Path) -> None:
    filled = foreign_template(tmp_path)
    assert b'w:eastAsia="en-US"' in filled.parts["word/styles.xml"]
    for word in (written(para("正文"), filled=filled), written(para("正文"))):
        language = word.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert value(language, "eastAsia") == "zh-CN"


def test_the_templates_own_properties_do_not_show_through(tmp_path: Path) -> None:
    word = written(para("正文"), filled=foreign_template(tmp_path))
    assert b"python-docx" not in word.parts["docProps/core.xml"]
    assert not any("thumbnail" in name for name in word.parts)


def test_every_part_has_a_content_type_and_every_relationship_a_part(tmp_path: Path) -> None:
    word = written(*every_node(tmp_path), toc_depth=2)
    types = word.part("[Content_Types].xml")
    extensions = {item.get("Extension") for item in types if item.get("Extension")}
    overrides = {item.get("PartName", "")[1:] for item in types if item.get("PartName")}
    assert overrides <= set(word.parts)
    assert all(
        name in overrides or name.rpartition(".")[2] in extensions
        for name in word.parts
        if name != "[Content_Types].xml"
    )
    inside = [item for item in word.part("word/_rels/document.xml.rels") if item.get("TargetMode") != "External"]
    assert all(f"word/{item.get('Target')}" in word.parts for item in inside)


# --- review and issue ---


def marked() -> Document:
    return resolved(
        heading(1, "需求"),
        para(
            "模板的字",
            text("内容的字", line=12),
            text("另一处", line=15),
            Link("https://example.com/", (text("链接里", line=12),)),
        ),
        para("注", Footnote((text("注里的字", line=15),))),
    )


def both() -> tuple[Word, Word]:
    document = marked()
    return tuple(Word.open(write(document, template(), pages(document), review=review)) for review in (True, False))  # type: ignore[return-value]


def test_review_puts_each_field_into_a_content_control_with_an_opaque_tag() -> None:
    review, _ = both()
    controls = [*review.all("w:sdt"), *review.part("word/footnotes.xml").iter(f"{W}sdt")]
    tags = [value(item.find(f"{W}sdtPr/{W}tag")) for item in controls]
    assert [text_of(item) for item in controls] == ["内容的字", "另一处", "链接里", "注里的字"]
    assert all(re.fullmatch("[a-z2-7]{12}", tag) for tag in tags)
    assert tags[0] == tags[2] != tags[1] == tags[3]
    identifiers = [value(item.find(f"{W}sdtPr/{W}id")) for item in controls]
    assert len(set(identifiers)) == 4


def test_template_text_has_no_control() -> None:
    review, _ = both()
    assert all("模板的字" not in text_of(item) for item in review.all("w:sdt"))


def test_an_issue_tells_nothing_of_where_its_text_came_from() -> None:
    review, issue = both()
    assert text_of(issue.document) == text_of(review.document)
    for name, part in issue.parts.items():
        assert b"w:sdt" not in part, name
        assert b"rsid" not in part, name
    for word in (review, issue):
        for name, part in word.parts.items():
            assert CONTENT.encode() not in part, name
            assert b"/needs/" not in part, name


def test_revision_ids_of_the_template_do_not_reach_the_file(tmp_path: Path) -> None:
    filled = foreign_template(tmp_path)
    assert any(b"rsid" in part for part in filled.parts.values())
    word = written(heading(1, "需求"), filled=filled, toc_depth=1)
    assert not any(b"rsid" in part for part in word.parts.values())
