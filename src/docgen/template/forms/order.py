"""Cell properties in the order of the standard: docxtpl writes merges and shades where they are easiest to write.

`{% vm %}`, `{% hm %}`, `{% colspan %}` and `{% cellbg %}` put their element first
or last in a cell's properties. Word reads that; the schema (ECMA-376 part 1
§17.4.69, CT_TcPr) and strict readers do not. `docgen form` gives what docxtpl gives;
a kind's document is put in order.
"""

from __future__ import annotations

from lxml import etree

from docgen.errors import Location
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.styles import W

_SEQUENCE = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange",
)  # fmt: skip
_RANKS = {f"{W}{name}": rank for rank, name in enumerate(_SEQUENCE)}


def put_cells_in_order(package: bytes, location: Location) -> bytes:
    """The .docx with every cell's properties in the schema's order; as it is where they were."""
    parts = read_package(package, location)
    changed = False
    for name in [
        name for name in parts if name.startswith("word/") and name.endswith(".xml") and b":tcPr" in parts[name]
    ]:
        root = etree.fromstring(parts[name])
        if any([_sort(properties) for properties in root.iter(f"{W}tcPr")]):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed = True
    return write_package(parts) if changed else package


def _sort(properties: etree._Element) -> bool:
    """True if anything stood elsewhere."""
    ordered = sorted(properties, key=lambda child: _RANKS.get(child.tag, len(_RANKS)))
    if ordered == list(properties):
        return False
    properties[:] = ordered
    return True
