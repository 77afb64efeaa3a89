"""A record with pictures, sub-documents or rich text: docxtpl itself renders the whole template.

Such values bring relationships and parts of their own, which docxtpl adds
while it renders. Only its rewriting of the tags is done our way first
(quotes, % and } inside expressions), as for every form.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from markupsafe import Markup

from docgen.errors import Location
from docgen.ooxml.package import read_package, write_package
from docgen.template.forms.environment import FormEnvironment
from docgen.template.forms.lists import DOCUMENT, NUMBERING, number_lists, read_numbering
from docgen.template.forms.tags import scan, unshield
from docgen.template.forms.values import Builder


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    def patch_xml(self, src_xml: str) -> str:
        return unshield(super().patch_xml(scan(src_xml, "").xml))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """As docxtpl's, without its second escaping of &, < and >."""
        properties = self.docx.core_properties
        for name in ("author", "comments", "identifier", "language", "subject", "title"):
            rendered = jinja_env.from_string(getattr(properties, name)).render(context)
            setattr(properties, name, Markup(rendered).unescape())


def render_whole(
    source: bytes,
    environment: FormEnvironment,
    data: Mapping[str, Any],
    folder: Path,
    location: Location,
    *,
    lists: bool = False,
) -> bytes:
    """The .docx for a record with objects (values.py); `lists`: some begin anew in loops (lists.py). Raises DocgenError W206 for those, and whatever the template raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # docxcompose's, about setuptools
        template = _Template(io.BytesIO(source))
        context = Builder(template, folder, location).build(data)
        template.render(context, jinja_env=environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
    parts = read_package(buffer.getvalue(), location)
    if lists:
        xml, numbering = number_lists(parts[DOCUMENT].decode(), read_numbering(parts))
        parts |= {DOCUMENT: xml.encode()} | ({NUMBERING: numbering} if numbering else {})
    return write_package(parts)
