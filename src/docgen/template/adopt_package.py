"""The package of a company's template made fit to be a template: .dotx to .docx, ties to other files cut, waste removed."""

from __future__ import annotations

from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.ooxml.messages import TEMPLATE_MACROS
from docgen.ooxml.names import CT, R, W
from docgen.ooxml.opened import serialize
from docgen.ooxml.relationships import find_part, read_relationships, relationships_name, resolve

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml"
_MACRO = b"macroEnabled"
_WASTE = (
    "image",
    "hyperlink",
    "oleObject",
    "package",
    "chart",
    "diagramData",
    "diagramLayout",
    "diagramQuickStyle",
    "diagramColors",
)
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"


def refuse_macros(parts: dict[str, bytes], location: Location) -> None:
    """DocgenError W103 for a .docm or .dotm, also one whose macros were taken out by hand."""
    if _MACRO in parts["[Content_Types].xml"] or any(name.lower().endswith("vbadata.xml") for name in parts):
        raise DocgenError(TEMPLATE_MACROS.at(location))


def as_document(parts: dict[str, bytes]) -> bool:
    """Turn a template's (.dotx) main content type into a document's, in place; True if it was one."""
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(_MAIN + b".template.main+xml", _MAIN + b".document.main+xml")
    return parts["[Content_Types].xml"] != types


def cut_template(parts: dict[str, bytes]) -> list[str]:
    """Take out w:attachedTemplate, in place; the addresses that it pointed to."""
    name, relations = "word/settings.xml", "word/_rels/settings.xml.rels"
    if name not in parts or b"attachedTemplate" not in parts[name] + parts.get(relations, b""):
        return []
    settings = etree.fromstring(parts[name])
    for element in settings.findall(f"{W}attachedTemplate"):
        settings.remove(element)
    parts[name] = serialize(settings)
    targets: list[str] = []
    if relations in parts:
        root = etree.fromstring(parts[relations])
        for item in list(root):
            if item.get("Type", "").endswith("/attachedTemplate"):
                targets.append(item.get("Target", ""))
                root.remove(item)
        parts[relations] = serialize(root)
        if not len(root):
            del parts[relations]
    return targets or [""]


def external_targets(parts: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """(part, kind, address) of everything outside the file that is fetched on opening: not hyperlinks, which wait for a click."""
    found = []
    for name, content in sorted(parts.items()):
        if not name.endswith(".rels"):
            continue
        for item in etree.fromstring(content):
            kind = item.get("Type", "").rpartition("/")[2]
            if item.get("TargetMode") == "External" and kind != "hyperlink":
                found.append((name.replace("_rels/", "").removesuffix(".rels"), kind, item.get("Target", "")))
    return found


def remove_waste(parts: dict[str, bytes]) -> None:
    """Take out what only the sample text used: its pictures, charts, comments and notes, in place."""
    _remove_comments(parts)
    if DOCUMENT_RELATIONS in parts:
        used = {
            value
            for element in etree.fromstring(parts["word/document.xml"]).iter("*")
            for name, value in element.attrib.items()
            if str(name).startswith(R)
        }
        root = etree.fromstring(parts[DOCUMENT_RELATIONS])
        for item in list(root):
            if item.get("Type", "").rpartition("/")[2] in _WASTE and item.get("Id", "") not in used:
                root.remove(item)
        parts[DOCUMENT_RELATIONS] = serialize(root)
    _remove_unreachable(parts)


def _remove_comments(parts: dict[str, bytes]) -> None:
    if b"<w:commentReference" in parts["word/document.xml"] or DOCUMENT_RELATIONS not in parts:
        return
    root = etree.fromstring(parts[DOCUMENT_RELATIONS])
    kinds = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
    gone = [item for item in root if item.get("Type", "").rpartition("/")[2] in kinds]
    for item in gone:
        root.remove(item)
    if gone:
        parts[DOCUMENT_RELATIONS] = serialize(root)


def _remove_unreachable(parts: dict[str, bytes]) -> None:
    """Parts that no relationship leads to, with their content types; customXml and docProps stay."""
    reached = {"[Content_Types].xml", "_rels/.rels"}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        reached.add(relationships_name(part))
        for item in read_relationships(parts, part):
            target = "" if item.external else find_part(parts, resolve(part, item.target))
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    gone = [name for name in parts if name not in reached]
    for name in gone:
        del parts[name]
    types = etree.fromstring(parts["[Content_Types].xml"])
    stale = [item for item in types.iter(f"{CT}Override") if item.get("PartName", "").lstrip("/") in gone]
    for item in stale:
        types.remove(item)
    if stale:
        parts["[Content_Types].xml"] = serialize(types)
