"""Table cells with a tag of their own (`{% cellbg %}`, `{% colspan %}`, `{% vm %}`, `{% hm %}`): properties where they belong.

docxtpl writes a shade, a span or a merge first or last among a cell's
properties, loses it where the cell has none, and puts it beside them where they are
empty. Here such a cell is given properties before docxtpl sees it, and what
docxtpl has written is put in the order of the schema (ECMA-376 part 1
§17.4.69, CT_TcPr). Both happen to the template, once, and so for every record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.ooxml.names import W

_SEQUENCE = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange",
)  # fmt: skip
_RANKS = {name: rank for rank, name in enumerate(_SEQUENCE)}
_OWN = re.compile(r"\{%[-+]?\s*(?:cellbg|colspan|vm|hm)\b")
_EMPTY = re.compile(r"<w:tcPr((?: [^>]*)?)/>")
_PROPERTIES = re.compile(r"<w:tcPr(?: [^>]*)?>(?:(?!</?w:tcPr[ >]).)*</w:tcPr>", re.DOTALL)
_CHILD = re.compile(r"""<w:(\w+)(?:\{[{%].*?[%}]\}|[^<>])*?(?:/>|>.*?</w:\1>)""", re.DOTALL)


def with_properties(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts, every cell that has a tag of its own with a w:tcPr; parts without such tags keep their bytes."""
    made = dict(parts)
    for name, content in parts.items():
        if not name.startswith("word/") or not (b"<w:tc>" in content or b"<w:tc " in content):
            continue
        root = etree.fromstring(content)
        bare = [cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tcPr") is None and _OWN.search(_text(cell))]
        for cell in bare:
            cell.insert(0, etree.Element(f"{W}tcPr"))
        if bare:
            made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def opened(xml: str) -> str:
    """The part's XML with empty w:tcPr written as two tags, between which docxtpl can put something."""
    return _EMPTY.sub(r"<w:tcPr\1></w:tcPr>", xml)


def in_order(patched: str) -> str:
    """What docxtpl has made of the part, cells' properties with a tag in them in the schema's order."""
    return _PROPERTIES.sub(_sorted, patched)


def _text(cell: etree._Element) -> str:
    """The cell's own text, without that of a table inside."""
    return "".join(text.text or "" for text in cell.iter(f"{W}t") if next(text.iterancestors(f"{W}tc"), None) is cell)


def _sorted(found: re.Match[str]) -> str:
    text = found[0]
    if "{{" not in text and "{%" not in text:
        return text
    head, body = text[: text.index(">") + 1], text[text.index(">") + 1 : -len("</w:tcPr>")]
    children = list(_CHILD.finditer(body))
    if "".join(child[0] for child in children) != body.strip():
        return text  # what is not understood stays
    ordered = sorted(children, key=lambda child: _RANKS.get(child[1], len(_RANKS)))
    return f"{head}{''.join(child[0] for child in ordered)}</w:tcPr>"
