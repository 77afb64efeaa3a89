"""Forms: every part equals what docxtpl writes, canonical XML compared (docs/forms.md lists the exceptions)."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.errors import Location
from docgen.metadata import without_metadata
from docgen.template.forms import compile_form
from form_templates import TEMPLATES, canonical, paragraphs, saved, with_footnotes
from forms_by_docxtpl import by_docxtpl, parts_of


def differing(source: bytes, data: dict[str, Any]) -> list[str]:
    theirs = {name: without_metadata(content) for name, content in by_docxtpl(source, data).items()}
    ours = parts_of(compile_form(source, Location("x.docx")).render(data))
    assert theirs.keys() == ours.keys()
    return [
        name
        for name in theirs
        if theirs[name] != ours[name]
        and not (name.endswith((".xml", ".rels")) and canonical(theirs[name]) == canonical(ours[name]))
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_part_equals_docxtpls(name: str) -> None:
    document, data = TEMPLATES[name]()
    assert differing(saved(document), data) == []


def test_footnotes_equal_docxtpls() -> None:
    source = with_footnotes(saved(paragraphs("正文 {{ a }}")), "注：{{ a }}{% if b %}，另见 {{ b }}{% endif %}")
    assert differing(source, {"a": "R&D", "b": "乙"}) == []


def test_at_least_thirty_templates_are_compared() -> None:
    assert len(TEMPLATES) >= 30
