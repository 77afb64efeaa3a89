"""What a template's compatibility mode changes in the look of a page (ECMA-376 §17.15.3, [MS-DOCX] §2.3.3)."""

from __future__ import annotations

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def outdented_tables(parts: dict[str, bytes]) -> bool:
    """True where a table stands out to the left by its cell margin: Word's way up to 2010, so without a mode too."""
    content = parts.get("word/settings.xml")
    if content is None:
        return True
    for setting in etree.fromstring(content).iterfind(f"{_W}compat/{_W}compatSetting"):
        if setting.get(f"{_W}name") == "compatibilityMode":
            mode = setting.get(f"{_W}val", "")
            return not mode.isdecimal() or int(mode) < 15
    return True


def adjusts_cells(parts: dict[str, bytes]) -> bool:
    """True where the document grid reaches into table cells (w:adjustLineHeightInTable, §17.15.3.1)."""
    content = parts.get("word/settings.xml")
    option = etree.fromstring(content).find(f"{_W}compat/{_W}adjustLineHeightInTable") if content else None
    return option is not None and option.get(f"{_W}val", "1") not in ("0", "false", "off")
