"""Sections: page set-up, page numbers, columns, headers and footers (ECMA-376 part 1 §17.6, §17.10)."""

from __future__ import annotations

from docgen.ooxml.declared import INTEGER, ON_OFF, TEXT, TWIPS, Attribute, Child, Children, Toggle, Value, View
from docgen.ooxml.names import R


class PageSize(View, tag="pgSz"):
    width = Attribute("w", TWIPS, 11906)
    height = Attribute("h", TWIPS, 16838)
    orientation = Attribute("orient", TEXT, "portrait")


class PageMargins(View, tag="pgMar"):
    top = Attribute("top", TWIPS, 1440)
    bottom = Attribute("bottom", TWIPS, 1440)
    left = Attribute("left", TWIPS, 1440)
    right = Attribute("right", TWIPS, 1440)
    header = Attribute("header", TWIPS, 720)
    footer = Attribute("footer", TWIPS, 720)
    gutter = Attribute("gutter", TWIPS, 0)


class PageNumbers(View, tag="pgNumType"):
    start = Attribute("start", INTEGER, None)
    form = Attribute("fmt", TEXT, "decimal")


class Column(View, tag="col"):
    width = Attribute("w", TWIPS, 0)
    gap = Attribute("space", TWIPS, 0)


class Columns(View, tag="cols"):
    count = Attribute("num", INTEGER, 1)
    gap = Attribute("space", TWIPS, 720)
    equal = Attribute("equalWidth", ON_OFF, True)
    line = Attribute("sep", ON_OFF, False)
    own = Children(Column)


class DocumentGrid(View, tag="docGrid"):
    kind = Attribute("type", TEXT, "default")
    pitch = Attribute("linePitch", TWIPS, 0)
    characters = Attribute("charSpace", INTEGER, 0)


class HeaderReference(View, tag="headerReference"):
    kind = Attribute("type", TEXT, "default")
    identifier = Attribute("id", TEXT, "", space=R)


class FooterReference(View, tag="footerReference"):
    kind = Attribute("type", TEXT, "default")
    identifier = Attribute("id", TEXT, "", space=R)


class SectionProperties(View, tag="sectPr"):
    """What a section says itself; `sections` knows what it takes over from the one before."""

    kind = Value("type", TEXT, "nextPage")
    vertical = Value("vAlign", TEXT, "top")
    text_direction = Value("textDirection", TEXT, "lrTb")
    size = Child(PageSize)
    margins = Child(PageMargins)
    numbers = Child(PageNumbers)
    columns = Child(Columns)
    grid = Child(DocumentGrid)
    headers = Children(HeaderReference)
    footers = Children(FooterReference)
    title_page = Toggle("titlePg")
    gutter_right = Toggle("rtlGutter")
