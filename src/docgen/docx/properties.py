"""Document properties and settings: what a reader should find in them, and nothing of how the file came to be."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docgen.docx.markup import escape
from docgen.model.nodes import Document
from docgen.ooxml.names import (
    CORE,
    CORE_PROPERTIES,
    CUSTOM,
    CUSTOM_PROPERTIES,
    EXTENDED,
    EXTENDED_PROPERTIES,
    SETTINGS,
    THUMBNAIL,
    VARIANTS,
    M,
    W,
)  # fmt: skip
from docgen.ooxml.opened import Package
from docgen.ooxml.relationships import related
from docgen.ooxml.styles import PART as STYLES_PART

_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP = "docProps/app.xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one that Word shows under 自定义 (ECMA-376 §22.3)

# What w:settings holds after footnotePr, in the order of CT_Settings.
_AFTER_NOTES = (
    f"{W}endnotePr",
    f"{W}compat",
    f"{W}docVars",
    f"{W}rsids",
    f"{M}mathPr",
    *(
        f"{W}{name}"
        for name in (
            "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
            "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType",
            "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
        )
    ),
)  # fmt: skip

# What w:compat may hold before doNotExpandShiftReturn (CT_Compat).
_BEFORE_SHIFT_RETURN = frozenset(
    f"{W}{name}"
    for name in (
        "useSingleBorderforContiguousCells", "wpJustification", "noTabHangInd", "noLeading", "spaceForUL",
        "noColumnBalance", "balanceSingleByteDoubleByteWidth", "noExtraLineSpacing",
        "doNotLeaveBackslashAlone", "ulTrailSpace",
    )
)  # fmt: skip


def write_properties(document: Document, package: Package, moment: str) -> None:
    """docProps/core.xml and app.xml made new; `moment` (ISO 8601, UTC) is both creation and change."""
    package.remove(package.relationships("").find(THUMBNAIL).lstrip("/"))
    texts = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "cp:keywords": document.keywords,
        "dc:language": document.language,
    }
    inside = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts.items() if text)
    for name in ("created", "modified"):
        inside += f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(moment)}</dcterms:{name}>'
    core = (
        f'<cp:coreProperties xmlns:cp="{CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}</cp:coreProperties>'
    )
    app = f'<Properties xmlns="{EXTENDED}"><Application>docgen</Application></Properties>'
    _put(package, _CORE, core, CORE_PROPERTIES, _CORE_TYPE)
    _put(package, _APP, app, EXTENDED_PROPERTIES, _APP_TYPE)


def write_marks(package: Package, marks: Sequence[tuple[str, str]]) -> None:
    """Custom properties, which programs keep when they save the file again; those of the template are dropped with them."""
    if not marks:
        return
    inside = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{number}" name="{escape(name)}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for number, (name, text) in enumerate(marks, 2)
    )
    custom = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANTS}">{inside}</Properties>'
    _put(package, _CUSTOM, custom, CUSTOM_PROPERTIES, _CUSTOM_TYPE)


def _put(package: Package, name: str, xml: str, relationship: str, content_type: str) -> None:
    current = package.relationships("").find(relationship).lstrip("/")
    if current and current != name:
        package.remove(current)
    package.set_xml(name, etree.fromstring(xml))
    package.override(name, content_type)
    if current != name:
        package.relationships("").internal(relationship, name)


def write_settings(package: Package, *, footnotes: bool) -> None:
    """Take revision ids and updateFields out of the template's settings, and put in what the body needs.

    That is the note separators, if there are `footnotes`, and that a line
    which ends at a line break is not stretched to the margin.
    """
    name = related(package.parts, package.main, SETTINGS)
    if not name:
        return
    root = etree.fromstring(package.parts[name])
    for tag in ("rsids", "updateFields", "trackRevisions"):
        for child in root.findall(f"{W}{tag}"):
            root.remove(child)
    if footnotes and root.find(f"{W}footnotePr") is None:
        notes = etree.Element(f"{W}footnotePr")
        for identifier in ("-1", "0"):
            etree.SubElement(notes, f"{W}footnote").set(f"{W}id", identifier)
        _insert(root, notes, _AFTER_NOTES)
    compatibility = root.find(f"{W}compat")
    if compatibility is None:
        compatibility = etree.Element(f"{W}compat")
        _insert(root, compatibility, _AFTER_NOTES[2:])
    if compatibility.find(f"{W}doNotExpandShiftReturn") is None:
        place = sum(1 for child in compatibility if child.tag in _BEFORE_SHIFT_RETURN)
        compatibility.insert(place, etree.Element(f"{W}doNotExpandShiftReturn"))
    _name_theme_language(root)
    package.set_xml(name, root)


def _name_theme_language(root: etree._Element) -> None:
    """Say that the theme's East Asian fonts are those for Chinese, where the template names no language.

    Word and LibreOffice choose among a theme's fonts by script by it (§17.15.1.88); without it they take any font.
    """
    language = root.find(f"{W}themeFontLang")
    if language is None:
        language = etree.Element(f"{W}themeFontLang")
        language.set(f"{W}val", "en-US")
        _insert(root, language, _AFTER_NOTES[_AFTER_NOTES.index(f"{W}themeFontLang") + 1 :])
    if not language.get(f"{W}eastAsia"):
        language.set(f"{W}eastAsia", "zh-CN")


def write_language(document: Document, package: Package) -> None:
    """Name the text's language in the style defaults: Word's Chinese line breaking and punctuation follow it.

    A template that names another Chinese than the document's (zh-TW, zh-HK) keeps it.
    """
    root = etree.fromstring(package.parts[STYLES_PART])
    place = root
    for name in ("docDefaults", "rPrDefault", "rPr"):
        inner = place.find(f"{W}{name}")
        if inner is None:
            inner = etree.Element(f"{W}{name}")
            place.insert(0, inner)
        place = inner
    language = place.find(f"{W}lang")
    if language is None:
        language = etree.SubElement(place, f"{W}lang")
    primary = document.language.split("-")[0]
    if not language.get(f"{W}eastAsia", "").startswith(primary):
        language.set(f"{W}eastAsia", document.language)
        package.set_xml(STYLES_PART, root)


def _insert(root: etree._Element, element: etree._Element, following: tuple[str, ...]) -> None:
    """Put a setting before the first of those that the schema wants after it."""
    after = next((child for child in root if child.tag in following), None)
    if after is None:
        root.append(element)
    else:
        after.addprevious(element)


def strip_revision_ids(package: Package) -> None:
    """No part of the file keeps an rsid: they tell one editing session of the template from another."""
    for name, part in package.parts.items():
        if not (name.startswith("word/") and name.endswith(".xml") and b"rsid" in part):
            continue
        root = etree.fromstring(part)
        for element in list(root.iter(f"{W}*")):
            if element.tag in (f"{W}rsid", f"{W}rsids"):
                element.getparent().remove(element)
                continue
            for key in [key for key in element.attrib if str(key).startswith(f"{W}rsid")]:
                del element.attrib[key]
        package.set_xml(name, root)
