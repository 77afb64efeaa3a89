"""Numbered lists of a form begin anew in each turn of a loop; what a person reads is taken from LibreOffice."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from docgen.errors import Location
from docgen.template.forms import compile_form
from form_templates import PICTURE, saved
from judges import validate_docx
from office import libreoffice_pdf

PLACE = Location("表.docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PEOPLE = {
    "people": [
        {"name": "甲某", "tasks": ["一", "二"]},
        {"name": "乙某", "tasks": ["三"]},
        {"name": "丙某", "tasks": ["四", "五"]},
    ]
}


def letter(*items: tuple[str, str]) -> Any:
    """A document of (style, text); style "" is the plain one."""
    document = docx.Document()
    for style, text in items:
        document.add_paragraph(text, style=style or None)
    return document


def tasks() -> Any:
    return letter(
        ("", "{%p for p in people %}"), ("", "{{ p.name }}"), ("", "{%p for t in p.tasks %}"), ("List Number", "{{ t }}"), ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
    )  # fmt: skip


def lists(package: bytes) -> list[str]:
    """The w:numId of every paragraph that names one."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [str(element.get(f"{W}val")) for element in root.iter(f"{W}numId")]


def made(document: Any, data: dict[str, Any], folder: Path | None = None) -> bytes:
    return compile_form(saved(document), PLACE).render(data, folder)


def grouped(package: bytes) -> list[int]:
    """How many items each list has, in order of their first items."""
    found = lists(package)
    return [found.count(number) for number in dict.fromkeys(found)]


def printed(package: bytes, folder: Path) -> list[str]:
    """The lines as LibreOffice prints them, numbers included."""
    (folder / "made.docx").write_bytes(package)
    pdf = libreoffice_pdf(folder / "made.docx", folder)
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return ["".join(line.split()) for line in said.splitlines() if line.strip()]


def test_each_persons_tasks_count_from_one_in_a_valid_file(tmp_path: Path) -> None:
    package = made(tasks(), PEOPLE)
    assert printed(package, tmp_path) == ["甲某", "1.一", "2.二", "乙某", "1.三", "丙某", "1.四", "2.五"]
    assert validate_docx([tmp_path / "made.docx"]) == {tmp_path / "made.docx": []}


def test_a_list_with_the_levels_of_a_numbering_style_begins_anew_too(tmp_path: Path) -> None:
    """The style's list names a definition without levels, which names a numbering style (§17.9.21), whose list has them."""
    document = tasks()
    numbering = document.part.numbering_part.element
    number = document.styles["List Number"].element.find(f".//{W}numId").get(f"{W}val")
    definition = (
        next(one for one in numbering if one.get(f"{W}numId") == number).find(f"{W}abstractNumId").get(f"{W}val")
    )
    bare = next(one for one in numbering if one.get(f"{W}abstractNumId") == definition)
    full = etree.fromstring(
        etree.tostring(bare).replace(f'w:abstractNumId="{definition}"'.encode(), b'w:abstractNumId="90"')
    )
    link = etree.Element(f"{W}styleLink", {f"{W}val": "Linked"})
    full.insert([one.tag for one in full].index(f"{W}lvl"), link)
    for level in bare.findall(f"{W}lvl"):
        bare.remove(level)
    etree.SubElement(bare, f"{W}numStyleLink", {f"{W}val": "Linked"})
    bare.addnext(full)
    etree.SubElement(
        etree.SubElement(numbering, f"{W}num", {f"{W}numId": "90"}), f"{W}abstractNumId", {f"{W}val": "90"}
    )
    style = document.styles.add_style("Linked", WD_STYLE_TYPE.LIST).element
    properties = etree.SubElement(etree.SubElement(style, f"{W}pPr"), f"{W}numPr")
    etree.SubElement(properties, f"{W}numId", {f"{W}val": "90"})
    package = made(document, PEOPLE)
    assert grouped(package) == [2, 1, 2]
    assert printed(package, tmp_path) == ["甲某", "1.一", "2.二", "乙某", "1.三", "丙某", "1.四", "2.五"]


def test_items_that_are_the_turns_themselves_count_on() -> None:
    document = letter(
        ("", "{%p for p in people %}"),
        ("List Number", "{{ p.name }}"),
        ("", "答：{{ p.tasks[0] }}"),
        ("", "{%p endfor %}"),
    )
    assert lists(made(document, PEOPLE)) == []  # as the template has it: by the style alone


def test_items_over_items_count_on_and_what_is_below_begins_anew() -> None:
    document = letter(
        ("", "{%p for p in people %}"), ("List Number", "{{ p.name }}"), ("", "{%p for t in p.tasks %}"), ("List Number 2", "{{ t }}"),
        ("", "{%p endfor %}"), ("", "{%p endfor %}"),
    )  # fmt: skip
    assert grouped(made(document, PEOPLE)) == [2, 1, 2]


def test_items_typed_one_by_one_in_a_turn_begin_anew_together() -> None:
    document = letter(
        ("", "{%p for p in people %}"),
        ("", "{{ p.name }}"),
        ("List Number", "阅"),
        ("List Number", "签"),
        ("", "{%p endfor %}"),
    )
    assert grouped(made(document, PEOPLE)) == [2, 2, 2]


def test_a_list_in_the_cell_of_a_row_begins_anew_with_the_row_and_a_column_of_numbers_counts_on() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, ["{%tr for p in people %}", "", ""], strict=True):
        cell.text = text
    name, serial, work = table.rows[1].cells
    name.text = "{{ p.name }}"
    serial.paragraphs[0].style = "List Number 2"
    for style, text in (("", "{%p for t in p.tasks %}"), ("List Number", "{{ t }}"), ("", "{%p endfor %}")):
        work.add_paragraph(text, style=style or None)
    table.rows[2].cells[0].text = "{%tr endfor %}"
    package = made(document, PEOPLE)
    assert grouped(package) == [2, 1, 2]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.read("word/document.xml").count(b'<w:pStyle w:val="ListNumber2"/></w:pPr>') == 3


@pytest.mark.parametrize("style", ["List Bullet", "Heading 2"])
def test_bullets_and_headings_stay_as_they_are(style: str) -> None:
    document = letter(
        ("", "{%p for p in people %}"), ("", "{{ p.name }}"), ("", "{%p for t in p.tasks %}"), (style, "{{ t }}"), ("", "{%p endfor %}"),
        ("", "{%p endfor %}"),
    )  # fmt: skip
    assert lists(made(document, PEOPLE)) == []


def test_an_empty_turn_takes_no_list_and_the_next_begins_at_one() -> None:
    people = [{"name": "甲某", "tasks": ["一"]}, {"name": "乙某", "tasks": []}, {"name": "丙某", "tasks": ["二", "三"]}]
    assert grouped(made(tasks(), {"people": people})) == [1, 2]


def test_lists_begin_anew_beside_pictures_and_documents_too(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PICTURE)
    annex = letter(("List Number", "附件一"), ("List Number", "附件二"))
    annex.save(str(tmp_path / "annex.docx"))
    document = tasks()
    document.add_paragraph("{{ photo }}")
    document.add_paragraph("{{p annex }}")
    data = PEOPLE | {"photo": {"$picture": "photo.png", "width": 20}, "annex": {"$document": "annex.docx"}}
    package = made(document, data, tmp_path)
    assert grouped(package)[:3] == [2, 1, 2]
    assert [line for line in printed(package, tmp_path) if "某" not in line] == [
        "1.一",
        "2.二",
        "1.三",
        "1.四",
        "2.五",
        "1.附件一",
        "2.附件二",
    ]
    assert validate_docx([tmp_path / "made.docx"]) == {tmp_path / "made.docx": []}
