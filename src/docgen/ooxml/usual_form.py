"""A package brought into the form that all rooms read: the usual namespaces, UTF-8, and the usual names of the parts.

Which part is the document, the relationships say, not its name (ECMA-376 part 1
§11.3.10): Word Online and SharePoint write word/document2.xml, word/styles2.xml,
word/theme/theme11.xml; converters write what they like. Here the parts that docgen looks for
get the names that Word gives them, with everything that leads to them; a file of Word's own stays as it is,
byte for byte and without being copied.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from docgen.ooxml.names import (
    COMMENTS,
    CT,
    ENDNOTES,
    FOOTNOTES,
    NUMBERING,
    PR,
    SETTINGS,
    STYLES,
    THEME,
    transitional,
)  # fmt: skip
from docgen.ooxml.relationships import (
    DOCUMENT,
    find_part,
    main_part,
    read_relationships,
    relationships_name,
    resolve,
    source_of,
)  # fmt: skip

_NAMES = {
    STYLES: "word/styles.xml",
    NUMBERING: "word/numbering.xml",
    SETTINGS: "word/settings.xml",
    FOOTNOTES: "word/footnotes.xml",
    ENDNOTES: "word/endnotes.xml",
    COMMENTS: "word/comments.xml",
    THEME: "word/theme/theme1.xml",
}
_TYPES = "[Content_Types].xml"


def usual_form(parts: dict[str, bytes], xml: dict[str, etree._Element]) -> dict[str, bytes]:
    """The parts in the usual namespaces, encoding and names; `xml` are the trees of those that are XML.

    Relationships, content types and external addresses say the same as before.
    """
    made = {name: transitional(_utf8(content, xml.get(name))) for name, content in parts.items()}
    renamed = _renamed(made)
    return _with_names(made, renamed) if renamed else made


def _utf8(content: bytes, root: etree._Element | None) -> bytes:
    """A part that is XML in another encoding as UTF-8."""
    if root is None or (root.getroottree().docinfo.encoding or "UTF-8").upper() in ("UTF-8", "ASCII", "US-ASCII"):
        return content
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def _renamed(parts: dict[str, bytes]) -> dict[str, str]:
    """Present → usual name, for the document and what it leads to; a part that is in the way gives its name up."""
    main = main_part(parts)
    wanted = {main: DOCUMENT} if main in parts else {}
    for relationship in read_relationships(parts, main):
        usual = _NAMES.get(relationship.type)
        if usual is not None and usual not in wanted.values() and not relationship.external:
            found = find_part(parts, resolve(main, relationship.target))
            if found:
                wanted.setdefault(found, usual)
    renamed = {name: usual for name, usual in wanted.items() if name != usual}
    for usual in list(renamed.values()):
        if usual in parts and usual not in renamed:
            renamed[usual] = _free(usual, parts, renamed)
    return renamed


def _free(name: str, parts: dict[str, bytes], renamed: dict[str, str]) -> str:
    stem, extension = posixpath.splitext(name)
    taken = {known.casefold() for known in (*parts, *renamed.values())}
    serial = 1
    while f"{stem}_{serial}{extension}".casefold() in taken:
        serial += 1
    return f"{stem}_{serial}{extension}"


def _with_names(parts: dict[str, bytes], renamed: dict[str, str]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for name, content in parts.items():
        if name.endswith(".rels"):
            source = source_of(name)
            made[relationships_name(renamed.get(source, source))] = _led(parts, source, content, renamed)
        elif name == _TYPES:
            made[name] = _typed(content, renamed)
        else:
            made[renamed.get(name, name)] = content
    return made


def _led(parts: dict[str, bytes], source: str, content: bytes, renamed: dict[str, str]) -> bytes:
    """A .rels part with its targets under their new names: absolute where the source or the target is called otherwise now."""
    root = etree.fromstring(content)
    for item in root.iter(f"{PR}Relationship"):
        target = item.get("Target", "")
        if item.get("TargetMode", "").lower() == "external" or target.startswith("#"):
            continue
        found = find_part(parts, resolve(source, target))
        if found and (found in renamed or source in renamed):
            item.set("Target", f"/{renamed.get(found, found)}")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _typed(content: bytes, renamed: dict[str, str]) -> bytes:
    root = etree.fromstring(content)
    names = {f"/{name}".casefold(): f"/{new}" for name, new in renamed.items()}
    for item in root.iter(f"{CT}Override"):
        item.set("PartName", names.get(item.get("PartName", "").casefold(), item.get("PartName", "")))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
