"""Styles, the document's defaults and settings (ECMA-376 part 1 §17.7, §17.15)."""

from __future__ import annotations

from docgen.ooxml.declared import INTEGER, ON_OFF, SCALE, TEXT, TWIPS, Attribute, Child, Children, Toggle, Value, View
from docgen.ooxml.elements.paragraphs import ParagraphProperties, RunProperties
from docgen.ooxml.elements.tables import CellProperties, RowProperties, TableProperties


class ConditionalPart(View, tag="tblStylePr"):
    """What a table style gives a part of the table: firstRow, lastCol, band1Horz … (§17.7.6.6)."""

    kind = Attribute("type", TEXT, "")
    paragraph = Child(ParagraphProperties)
    run = Child(RunProperties)
    table = Child(TableProperties)
    row = Child(RowProperties)
    cell = Child(CellProperties)


class Style(View, tag="style"):
    """§17.7.4.17. `type` is paragraph, character, table or numbering."""

    identifier = Attribute("styleId", TEXT, "")
    type = Attribute("type", TEXT, "paragraph")
    default = Attribute("default", ON_OFF, False)
    custom = Attribute("customStyle", ON_OFF, False)
    name = Value("name", TEXT, "")
    aliases = Value("aliases", TEXT, "")
    based_on = Value("basedOn", TEXT, "")
    next = Value("next", TEXT, "")
    link = Value("link", TEXT, "")
    priority = Value("uiPriority", INTEGER, 99)
    paragraph = Child(ParagraphProperties)
    run = Child(RunProperties)
    table = Child(TableProperties)
    row = Child(RowProperties)
    cell = Child(CellProperties)
    parts = Children(ConditionalPart)
    hidden = Toggle("hidden")
    semi_hidden = Toggle("semiHidden")
    quick = Toggle("qFormat")


class RunDefaults(View, tag="rPrDefault"):
    properties = Child(RunProperties)


class ParagraphDefaults(View, tag="pPrDefault"):
    properties = Child(ParagraphProperties)


class Defaults(View, tag="docDefaults"):
    """§17.7.5.1."""

    run = Child(RunDefaults)
    paragraph = Child(ParagraphDefaults)


class StyleSheetRoot(View, tag="styles"):
    defaults = Child(Defaults)
    styles = Children(Style)


class CompatibilitySetting(View, tag="compatSetting"):
    """§17.15.3.4."""

    name = Attribute("name", TEXT, "")
    address = Attribute("uri", TEXT, "")
    value = Attribute("val", TEXT, "")


class Compatibility(View, tag="compat"):
    """§17.15.3."""

    settings = Children(CompatibilitySetting)
    grid_in_cells = Toggle("adjustLineHeightInTable")
    no_extra_line_spacing = Toggle("noExtraLineSpacing")


class SettingsRoot(View, tag="settings"):
    """§17.15.1.78."""

    compatibility = Child(Compatibility)
    default_tab = Value("defaultTabStop", TWIPS, 720)
    zoom = Value("zoom", SCALE, 100, attribute="percent")
    even_and_odd = Toggle("evenAndOddHeaders")
    mirrored_margins = Toggle("mirrorMargins")
    gutter_at_top = Toggle("gutterAtTop")
    track_changes = Toggle("trackRevisions")
    update_fields = Toggle("updateFields")
    borders_without_header = Toggle("bordersDoNotSurroundHeader")
    borders_without_footer = Toggle("bordersDoNotSurroundFooter")
