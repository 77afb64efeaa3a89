"""A record with pictures, sub-documents or rich text: docxtpl itself renders the whole template.

Such values bring relationships and parts of their own, which docxtpl adds
while it renders. Only its rewriting of the tags is done our way first
(quotes, % and } inside expressions, cells, addresses), as for every form.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from docgen.errors import Location
from docgen.ooxml.package import read_package
from docgen.ooxml.relationships import show_missing
from docgen.template.forms.cells import in_order, opened
from docgen.template.forms.environment import FormEnvironment
from docgen.template.forms.links import (
    LINKS,
    Links,
    move_addresses,
    tagged_addresses,
    take_addresses,
)
from docgen.template.forms.lists import DOCUMENT, NUMBERING, number_lists, read_numbering
from docgen.template.forms.tags import scan, unshield
from docgen.template.forms.values import Builder

_OF_DOCXTPL = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def is_docxtpls(name: str) -> bool:
    """Whether docxtpl renders a part; the others (notes, comments, charts, properties) are rendered as in every form."""
    return _OF_DOCXTPL.fullmatch(name) is not None


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    parts: Mapping[str, bytes]

    def patch_xml(self, src_xml: str) -> str:
        return unshield(in_order(super().patch_xml(opened(scan(src_xml, "").xml))))

    def get_xml(self) -> str:
        return move_addresses(super().get_xml(), tagged_addresses(self.parts, DOCUMENT))

    def get_part_xml(self, part: Any) -> str:
        return move_addresses(super().get_part_xml(part), tagged_addresses(self.parts, str(part.partname).lstrip("/")))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Not here: the form renders properties, once escaped."""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Not here: the form renders all notes."""


def render_whole(
    source: bytes,
    environment: FormEnvironment,
    data: Mapping[str, Any],
    folder: Path,
    location: Location,
    *,
    lists: bool = False,
) -> dict[str, bytes]:
    """The parts for a record with objects (values.py), document, headers and footers rendered; `lists`: some begin anew in loops.

    Raises DocgenError W206 for wrong objects, and whatever the template raises.
    """
    links = Links()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # docxcompose's, about setuptools
        template = _Template(io.BytesIO(source))
        template.parts = read_package(source, location)
        context = Builder(template, folder, location).build(data) | {LINKS: links}
        template.render(context, jinja_env=environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
    parts = show_missing(read_package(buffer.getvalue(), location))
    for name in [name for name in parts if is_docxtpls(name) and tagged_addresses(parts, name)]:
        addresses = take_addresses(parts, name)
        parts[addresses.name] = addresses.rendered(links)
    if lists:
        xml, numbering = number_lists(parts[DOCUMENT].decode(), read_numbering(parts))
        parts |= {DOCUMENT: xml.encode()} | ({NUMBERING: numbering} if numbering else {})
    return parts
