"""Tracked changes in a Word file: found and refused (ECMA-376 part 1 §17.13.5)."""

from __future__ import annotations

from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.importer import messages
from docgen.ooxml.revisions import content_changes

_NAMES = {
    "ins": "插入",
    "del": "删除",
    "moveFrom": "移走",
    "moveTo": "移入",
    "cellIns": "插入单元格",
    "cellDel": "删除单元格",
    "cellMerge": "合并单元格",
}
_SHOWN = 5


def refuse_changes(body: etree._Element, location: Location) -> None:
    """DocgenError I110 if the text has changes that are neither accepted nor rejected; it names the first few."""
    found = list(content_changes(body))
    if not found:
        return
    shown = [f"{_NAMES[item.kind]}“{item.text[:20]}”" if item.text else _NAMES[item.kind] for item in found[:_SHOWN]]
    more = "……" if len(found) > _SHOWN else ""
    raise DocgenError(messages.CHANGES.at(location, count=len(found), shown="、".join(shown) + more))
