"""Ten company templates as offices make them: adopted, filled, and upright."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from docgen.errors import Location
from docgen.ooxml.package import write_package
from docgen.template.adopt import adopt
from docgen.template.fill import fill
from office_templates import OFFICES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUES = {
    "title": "青禾装备集团智慧工厂",
    "client": "青禾装备集团",
    "organization": "星河科技",
    "number": "XH-1",
    "version": "V2",
    "date": "2026年3月1日",
}


@pytest.mark.parametrize("name", OFFICES)
def test_the_fields_of_an_offices_template_are_found_and_filled(name: str, tmp_path: Path) -> None:
    content, expected = OFFICES[name]()
    place = Location(f"{name}.docx")
    adopted = adopt(content, place)
    assert adopted.cover.fields == expected
    (tmp_path / "template.docx").write_bytes(write_package(adopted.parts))
    filled = fill(tmp_path / "template.docx", VALUES, place, toc=True, roles=adopted.roles)
    root = etree.fromstring(filled.parts["word/document.xml"])
    size = root.find(f"{W}body/{W}sectPr/{W}pgSz")
    assert size is not None
    assert float(size.get(f"{W}w", "")) < float(size.get(f"{W}h", ""))
    text = "".join(
        "".join(etree.fromstring(part).itertext(f"{W}t"))
        for part_name, part in filled.parts.items()
        if part_name.startswith(("word/document", "word/header", "word/footer"))
    )
    for field in expected & VALUES.keys():
        assert VALUES[field] in text, field
    assert "{{" not in text
    assert "××" not in text
