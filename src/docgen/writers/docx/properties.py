"""Document properties and settings: what a reader should find in them, and nothing of how the file came to be."""

from __future__ import annotations

from lxml import etree

from docgen.document.nodes import Document
from docgen.writers.docx.markup import W, escape
from docgen.writers.docx.package import Package

_CORE = "docProps/core.xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP = "docProps/app.xml"
_APP_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_THUMBNAIL_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_SETTINGS_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"

_AFTER_NOTES = tuple(
    f"{W}{name}"
    for name in (
        "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping",
        "doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip


def write_properties(document: Document, package: Package, moment: str) -> None:
    """docProps/core.xml and app.xml made new; `moment` (ISO 8601, UTC) is both creation and change."""
    package.remove(package.relationships("").find(_THUMBNAIL_RELATIONSHIP).lstrip("/"))
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
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}</cp:coreProperties>'
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>docgen</Application></Properties>"
    )
    _put(package, _CORE, core, _CORE_RELATIONSHIP, _CORE_TYPE)
    _put(package, _APP, app, _APP_RELATIONSHIP, _APP_TYPE)


def _put(package: Package, name: str, xml: str, relationship: str, content_type: str) -> None:
    current = package.relationships("").find(relationship).lstrip("/")
    if current and current != name:
        package.remove(current)
    package.set_xml(name, etree.fromstring(xml))
    package.override(name, content_type)
    if current != name:
        package.relationships("").internal(relationship, name)


def write_settings(package: Package, *, footnotes: bool) -> None:
    """Take revision ids and updateFields out of the shell's settings; name the note separators if there are notes."""
    target = package.relationships(package.document_name).find(_SETTINGS_RELATIONSHIP)
    name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    if name not in package.parts:
        return
    root = etree.fromstring(package.parts[name])
    for tag in ("rsids", "updateFields", "trackRevisions"):
        for child in root.findall(f"{W}{tag}"):
            root.remove(child)
    if footnotes and root.find(f"{W}footnotePr") is None:
        notes = etree.Element(f"{W}footnotePr")
        for identifier in ("-1", "0"):
            etree.SubElement(notes, f"{W}footnote").set(f"{W}id", identifier)
        following = next((child for child in root if child.tag in _AFTER_NOTES), None)
        if following is None:
            root.append(notes)
        else:
            following.addprevious(notes)
    package.set_xml(name, root)


def strip_revision_ids(package: Package) -> None:
    """No part of the file keeps an rsid: they tell one editing session of the shell from another."""
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
