"""Where docxtpl 0.20.2 stops, loses text or writes a file that Word refuses, and docgen does not: the table of docs/forms.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import jinja2
import pytest
from lxml import etree

from docgen.errors import Location
from docgen.template.forms import compile_form
from form_templates import paragraphs, saved, table
from forms_by_docxtpl import by_docxtpl, parts_of

DOCUMENT = "word/document.xml"
Case = tuple[Any, dict[str, Any], Callable[[dict[str, bytes]], bool]]


def text(parts: dict[str, bytes]) -> str:
    return "|".join("".join(paragraph.itertext("{*}t")) for paragraph in etree.fromstring(parts[DOCUMENT]).iter("{*}p"))


def says(expected: str) -> Callable[[dict[str, bytes]], bool]:
    return lambda parts: text(parts) == expected


def cells_end_in_paragraphs(parts: dict[str, bytes]) -> bool:
    root = etree.fromstring(parts[DOCUMENT])
    return all(cell[-1].tag.endswith("}p") for cell in root.iter("{*}tc")) and all(
        row.find("{*}tc") is not None for row in root.iter("{*}tr")
    )


def conditional_cell() -> Any:
    document = docx.Document()
    made = table(document, ["甲", "{%p if a %}"])
    for content in ("有", "{%p endif %}"):
        made.cell(0, 1).add_paragraph(content)
    return document


def row_without_columns() -> Any:
    document = docx.Document()
    table(document, ["{%tc for c in cs %}", "{{ c }}", "{%tc endfor %}"])
    return document


def coloured_row() -> Any:
    document = paragraphs("前文")
    table(document, ["{%tr for p in colours %}", ""], ["{% cellbg p %}{{ loop.index }}", "x"], ["{%tr endfor %}", ""])
    return document


def titled() -> Any:
    document = paragraphs("x")
    document.core_properties.title = "{{ title }}"
    return document


def tasks() -> Any:
    document = docx.Document()
    for style, line in (("", "{%p for p in people %}"), ("", "{{ p.name }}"), ("", "{%p for t in p.tasks %}"), ("List Number", "{{ t }}"),
                        ("", "{%p endfor %}"), ("", "{%p endfor %}")):  # fmt: skip
        document.add_paragraph(line, style=style or None)
    return document


def separate_lists(parts: dict[str, bytes]) -> bool:
    return len(set(re.findall(rb'<w:numId w:val="(\d+)"', parts[DOCUMENT]))) == 2


CASES: dict[str, Case] = {
    "a percent sign in a paragraph tag": (
        paragraphs("{%p for x in xs if x % 2 %}", "{{ x }}", "{%p endfor %}"),
        {"xs": [1, 2, 3]},
        says("1|3"),
    ),
    "braces in a paragraph tag": (
        paragraphs("{%p if {'a': 1}[key] %}", "有", "{%p endif %}"),
        {"key": "a"},
        says("有"),
    ),
    "a closing brace in a text": (paragraphs("{%p if mark != '}' %}", "有", "{%p endif %}"), {"mark": "x"}, says("有")),
    "Chinese quotes in a text": (paragraphs('{{ "他说“好”" }}'), {}, says("他说“好”")),
    "a cell's colour by a name that is also a mark": (
        coloured_row(),
        {"colours": ["FF0000"]},
        lambda parts: b'w:fill="FF0000"' in parts[DOCUMENT],
    ),
    "an ampersand in a property": (titled(), {"title": "R&D"}, lambda parts: b"R&amp;D<" in parts["docProps/core.xml"]),
    "a field with the name of a method": (paragraphs("{{ order.items }}"), {"order": {"items": 3}}, says("3")),
    "a cell without a paragraph": (conditional_cell(), {"a": False}, cells_end_in_paragraphs),
    "a row without cells": (row_without_columns(), {"cs": []}, cells_end_in_paragraphs),
    "a list in a loop": (
        tasks(),
        {"people": [{"name": "甲", "tasks": ["一"]}, {"name": "乙", "tasks": ["二"]}]},
        separate_lists,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_docxtpl_goes_wrong_and_docgen_does_not(name: str, tmp_path: Path) -> None:
    document, data, right = CASES[name]
    source = saved(document)
    assert right(parts_of(compile_form(source, Location("x.docx")).render(data)))
    try:
        theirs = by_docxtpl(source, data)
    except (jinja2.TemplateError, etree.XMLSyntaxError):
        return
    assert not right(theirs)
