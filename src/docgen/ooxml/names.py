"""Names of Office Open XML: namespaces, relationship types, and the Strict ones turned into the usual (ECMA-376 parts 1 and 4).

All of docgen reads and writes the transitional namespaces. A Strict file (Word's
“Strict Open XML Document”, ISO/IEC 29500-1) is brought into them once, when its
package is read (`transitional`); so no other room knows that there are two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = f"{_OFFICE}/relationships"  # of r:id, and the beginning of relationship types
PACKAGE_RELATIONSHIPS = f"{_PACKAGE}/relationships"
CONTENT_TYPES = f"{_PACKAGE}/content-types"

# A namespace as lxml begins a name with it.
W = f"{{{MAIN}}}"
R = f"{{{RELATIONSHIPS}}}"
M = f"{{{_OFFICE}/math}}"
A = f"{{{DRAWING}/main}}"
C = f"{{{DRAWING}/chart}}"
PIC = f"{{{DRAWING}/picture}}"
WP = f"{{{DRAWING}/wordprocessingDrawing}}"
DGM = f"{{{DRAWING}/diagram}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix that every file uses
W10 = "{urn:schemas-microsoft-com:office:word}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
CT = f"{{{CONTENT_TYPES}}}"
PR = f"{{{PACKAGE_RELATIONSHIPS}}}"

# Relationship types (part 1 §15.2 …; part 2 annex G for those of the package).
OFFICE_DOCUMENT = f"{RELATIONSHIPS}/officeDocument"
STYLES = f"{RELATIONSHIPS}/styles"
NUMBERING = f"{RELATIONSHIPS}/numbering"
SETTINGS = f"{RELATIONSHIPS}/settings"
THEME = f"{RELATIONSHIPS}/theme"
FOOTNOTES = f"{RELATIONSHIPS}/footnotes"
ENDNOTES = f"{RELATIONSHIPS}/endnotes"
COMMENTS = f"{RELATIONSHIPS}/comments"
HEADER = f"{RELATIONSHIPS}/header"
FOOTER = f"{RELATIONSHIPS}/footer"
IMAGE = f"{RELATIONSHIPS}/image"
HYPERLINK = f"{RELATIONSHIPS}/hyperlink"
CHART = f"{RELATIONSHIPS}/chart"
PACKAGE = f"{RELATIONSHIPS}/package"
EXTENDED_PROPERTIES = f"{RELATIONSHIPS}/extended-properties"
CUSTOM_PROPERTIES = f"{RELATIONSHIPS}/custom-properties"
CORE_PROPERTIES = f"{_PACKAGE}/relationships/metadata/core-properties"
THUMBNAIL = f"{_PACKAGE}/relationships/metadata/thumbnail"

# Namespaces of the properties' parts (part 1 §22.2, §22.3, §22.4; part 2 §11).
EXTENDED = f"{_OFFICE}/extended-properties"
CUSTOM = f"{_OFFICE}/custom-properties"
VARIANTS = f"{_OFFICE}/docPropsVTypes"
CORE = f"{_PACKAGE}/metadata/core-properties"

# What part 1 spells otherwise than part 4, after …/ooxml/<family>/; any other name of a family stays as it is.
_STRICT = "http://purl.oclc.org/ooxml/"
STRICT_W = f"{{{_STRICT}wordprocessingml/main}}"  # for who reads parts as they are stored
_FAMILIES = {
    "officeDocument": _OFFICE,
    "drawingml": DRAWING,
    "wordprocessingml": "http://schemas.openxmlformats.org/wordprocessingml/2006",
    "spreadsheetml": "http://schemas.openxmlformats.org/spreadsheetml/2006",
    "presentationml": "http://schemas.openxmlformats.org/presentationml/2006",
    "schemaLibrary": "http://schemas.openxmlformats.org/schemaLibrary/2006",
}
_RENAMED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
# Namespaces stand in declarations, relationship types and the uri of graphic data; elsewhere the words are somebody's text.
_STRICT_NAME = re.compile(
    rb"""(\s(?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)(?=["'])"""
)
_CONFORMANCE = re.compile(rb"""\s[\w.-]+:conformance\s*=\s*["']strict["']""")


def transitional(part: bytes) -> bytes:
    """An XML part (not in UTF-16) with the Strict namespaces and relationship types as part 4 has them; any other as it is."""
    if _STRICT.encode() not in part:
        return part
    return _STRICT_NAME.sub(_renamed, _CONFORMANCE.sub(b"", part, count=1))


def _renamed(found: re.Match[bytes]) -> bytes:
    return found[1] + usual_name(f"{_STRICT}{found[2].decode()}/{found[3].decode()}").encode()


def usual_name(uri: str) -> str:
    """A namespace or relationship type of Strict as part 4 has it; any other as it is."""
    if not uri.startswith(_STRICT):
        return uri
    family, _, name = uri.removeprefix(_STRICT).partition("/")
    if family not in _FAMILIES:
        return uri
    head, gap, last = name.rpartition("/")
    return f"{_FAMILIES[family]}/{head}{gap}{_RENAMED.get(last, last)}"


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A qualified name without its namespace: `{…}val` → `val`."""
    return name.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The element's name without namespace; "" for a comment or a processing instruction."""
    tag = element.tag
    return plain(tag) if isinstance(tag, str) else ""


def w(path: str) -> str:
    """A path of w: names as lxml's `find` wants it: `pPr/pStyle`."""
    return "/".join(f"{W}{name}" for name in path.split("/"))
