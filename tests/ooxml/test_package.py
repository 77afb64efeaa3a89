"""A package is read in one form, whoever wrote it: names of the parts, namespaces, encoding, relationships to nothing."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.ooxml.names import OFFICE_DOCUMENT, STYLES, THEME, W, transitional
from docgen.ooxml.opened import Package
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.relationships import (
    Relationships,
    hide_missing,
    main_part,
    read_relationships,
    related,
    relationships_name,
    resolve,
    show_missing,
    source_of,
)  # fmt: skip
from docgen.ooxml.relationships import dangling as find_dangling
from word_packages import changed, dangling, letter, packed, parts_of, strict, word_online

HERE = Location("信.docx")


def texts(content: bytes) -> list[str]:
    return ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in etree.fromstring(content).iter(f"{W}p")]


def test_an_ordinary_file_is_read_as_it_is() -> None:
    package = letter("甲方")
    assert read_package(package, HERE) == parts_of(package)


def test_the_document_is_what_the_relationships_say_not_what_it_is_called() -> None:
    parts = read_package(word_online(letter("一", "二")), HERE)
    assert texts(parts["word/document.xml"]) == ["一", "二"]
    assert {"word/styles.xml", "word/settings.xml", "word/numbering.xml", "word/theme/theme1.xml"} <= parts.keys()
    assert not any("2.xml" in name for name in parts)
    assert (related(parts, main_part(parts), STYLES), related(parts, main_part(parts), THEME)) == (
        "word/styles.xml",
        "word/theme/theme1.xml",
    )
    assert [p.text for p in docx.Document(io.BytesIO(write_package(parts))).paragraphs] == ["一", "二"]


def test_content_types_follow_the_parts_names() -> None:
    parts = read_package(word_online(letter("一")), HERE)
    assert Package(parts).content_type("word/document.xml") == Package(parts_of(letter("一"))).content_type(
        "word/document.xml"
    )


def test_a_stray_part_under_the_documents_usual_name_makes_way() -> None:
    def stray(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'.encode()

    parts = read_package(changed(word_online(letter("一")), stray), HERE)
    assert texts(parts["word/document.xml"]) == ["一"]
    assert texts(parts["word/document_1.xml"]) == []


def test_a_document_in_another_folder_keeps_what_it_leads_to() -> None:
    def moved(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith("word/")]:
            parts[name.replace("word/", "content/", 1)] = parts.pop(name)
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"word/document.xml"', b'"/content/document.xml"')
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b'"/word/', b'"/content/')

    parts = read_package(changed(letter("一"), moved), HERE)
    assert texts(parts["word/document.xml"]) == ["一"]
    assert b"w:docDefaults" in parts["word/styles.xml"]
    assert list(find_dangling(parts)) == []
    assert [p.style.name for p in docx.Document(io.BytesIO(write_package(parts))).paragraphs] == ["Normal"]


def test_as_stored_nothing_is_renamed() -> None:
    package = word_online(letter("一"))
    assert read_package(package, HERE, as_stored=True) == parts_of(package)


def test_a_strict_file_is_read_in_the_usual_namespaces() -> None:
    parts = read_package(strict(letter("严格")), HERE)
    assert texts(parts["word/document.xml"]) == ["严格"]
    assert not any(
        b"purl.oclc.org/ooxml" in content for name, content in parts.items() if name.endswith((".xml", ".rels"))
    )
    assert b"conformance" not in parts["word/document.xml"]
    assert [p.text for p in docx.Document(io.BytesIO(write_package(parts))).paragraphs] == ["严格"]


def test_a_text_about_strict_names_stays_what_was_written() -> None:
    said = "命名空间 http://purl.oclc.org/ooxml/wordprocessingml/main 见标准"
    part = f'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:t>{said}</w:t></w:p>'.encode()
    assert said.encode() in transitional(part)
    assert b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"' in transitional(part)


def test_a_part_in_utf_16_is_read_as_utf_8() -> None:
    def other(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/document.xml"])
        parts["word/document.xml"] = etree.tostring(root, encoding="UTF-16", xml_declaration=True)

    parts = read_package(changed(letter("宽字符"), other), HERE)
    assert "宽字符" in parts["word/document.xml"].decode()


def test_relationships_to_missing_parts_are_read_and_named() -> None:
    parts = read_package(dangling(letter("一")), HERE)
    assert [(source, item.target) for source, item in find_dangling(parts)] == [
        ("", "docProps/gone.jpeg"),
        ("word/document.xml", "../NULL"),
    ]
    with pytest.raises(KeyError):
        docx.Document(io.BytesIO(write_package(parts)))
    hidden = hide_missing(parts)
    assert [p.text for p in docx.Document(io.BytesIO(write_package(hidden))).paragraphs] == ["一"]
    shown = show_missing(hidden)
    assert list(find_dangling(shown)) == list(find_dangling(parts))
    assert {name: content for name, content in shown.items() if not name.endswith(".rels")} == {
        name: content for name, content in parts.items() if not name.endswith(".rels")
    }
    sound = read_package(letter("一"), HERE)
    assert hide_missing(sound) is show_missing(sound) is sound


@pytest.mark.parametrize(
    ("source", "target", "part"),
    [
        ("word/document.xml", "styles.xml", "word/styles.xml"), ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"), ("", "word/document.xml", "word/document.xml"),
        ("", "/word/document.xml", "word/document.xml"), ("word/document.xml", "media\\\\图%201.png", "word/media/图 1.png"),
        ("word/document.xml", "./media/a.png#frag", "word/media/a.png"), ("word/document.xml", "../../up.xml", "../up.xml"),
    ],
)  # fmt: skip
def test_a_target_is_resolved_against_its_source(source: str, target: str, part: str) -> None:
    assert resolve(source, target) == part.replace("../", "") or resolve(source, target) == part


def test_the_names_of_relationship_parts_go_both_ways() -> None:
    for part in ("", "word/document.xml", "word/charts/chart1.xml"):
        assert source_of(relationships_name(part)) == part


def test_equal_relationships_share_an_id_and_new_ids_are_free() -> None:
    relationships = Relationships(None)
    first = relationships.external("link", "https://a.example/")
    assert relationships.external("link", "https://a.example/") == first
    assert relationships.internal("link", "https://a.example/") != first
    assert [item.id for item in relationships] == ["rId1", "rId2"]


def test_no_document_at_all_is_said() -> None:
    parts = parts_of(letter("一"))
    del parts["word/document.xml"]
    with pytest.raises(DocgenError) as caught:
        read_package(packed(parts), HERE)
    assert [problem.code for problem in caught.value.problems] == ["W101"]


def test_a_workbook_is_no_document() -> None:
    def workbook(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = b"<workbook/>"
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"xl/workbook.xml")

    with pytest.raises(DocgenError, match=r"W101 xl/workbook\.xml 不是普通的 Word 正文"):
        read_package(changed(letter("一"), workbook), HERE)


def test_an_opened_package_writes_what_was_changed() -> None:
    package = Package(read_package(letter("一"), HERE))
    for node in package.tree(package.main).iter(f"{W}t"):
        node.text = "改"
    package.relationships(package.main).external("link", "https://a.example/")
    parts = package.finish()
    assert texts(parts["word/document.xml"]) == ["改"]
    assert read_relationships(parts, "word/document.xml")[-1].external
    assert [item.kind for item in read_relationships(parts, "") if item.type == OFFICE_DOCUMENT] == ["officeDocument"]
