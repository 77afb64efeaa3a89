"""A form rendered by docxtpl itself: what docgen's compiled forms are held against."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment


def by_docxtpl(source: bytes, data: dict[str, Any]) -> dict[str, bytes]:
    template = DocxTemplate(io.BytesIO(source))
    template.render(data, jinja_env=Environment(autoescape=True), autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return parts_of(buffer.getvalue())


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
