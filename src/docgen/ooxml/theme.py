"""The theme of a Word file: its fonts by slot and script, its colours with tints and shades (ECMA-376 §20.1.6, §17.18.97)."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.measures import hexadecimal, is_color, share
from docgen.ooxml.names import A, W, local

# w:themeColor's names → slots of a:clrScheme, where settings.xml maps nothing else (§17.15.1.20).
_SLOTS = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
    "text2": "dk2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
}  # fmt: skip
_MAPPED = {"t1": ("text1", "tx1"), "bg1": ("background1", "bg1"), "t2": ("text2", "tx2"), "bg2": ("background2", "bg2")}

# An attribute that holds a colour → the attributes that name it in the theme.
_COLORS = {
    "val": ("themeColor", "themeTint", "themeShade"),
    "color": ("themeColor", "themeTint", "themeShade"),
    "fill": ("themeFill", "themeFillTint", "themeFillShade"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """`fonts`: minorHAnsi → Calibri …; `colors`: accent1 → 4472C4 …, with Word's names and DrawingML's."""

    fonts: dict[str, str] = field(default_factory=dict)
    colors: dict[str, str] = field(default_factory=dict)

    def resolved(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        """An element's attributes with its theme colours put into w:val, w:color and w:fill.

        `name` is the element's: in w:color the colour is w:val, elsewhere (borders, w:u, w:shd) w:color.
        """
        if not any("theme" in attribute for attribute in attributes) or name == "rFonts":
            return attributes
        found = dict(attributes)
        for target in ("val" if name == "color" else "color", "fill"):
            color, tint, shade = (attributes.get(attribute, "") for attribute in _COLORS[target])
            if color in self.colors:
                found[target] = _tinted(self.colors[color], tint, shade)
        return found

    def drawn(self, element: etree._Element | None) -> str:
        """A DrawingML colour choice (a:solidFill and the like) as RRGGBB; "" for none (§20.1.2.3)."""
        for choice in element if element is not None else ():
            own = choice.get("val", "") if choice.tag == f"{A}srgbClr" else choice.get("lastClr", "")
            if is_color(own):
                return _modified(own, choice)
            if choice.tag == f"{A}schemeClr" and choice.get("val", "") in self.colors:
                return _modified(self.colors[choice.get("val", "")], choice)
            if choice.tag == f"{A}prstClr":
                return _PRESETS.get(choice.get("val", ""), "000000")
        return ""


_PRESETS = {
    "white": "FFFFFF",
    "black": "000000",
    "red": "FF0000",
    "blue": "0000FF",
    "silver": "C0C0C0",
    "gray": "808080",
}


def read_theme(parts: Mapping[str, bytes]) -> Theme:
    """The theme of a package; an empty one where it has none."""
    content = parts.get("word/theme/theme1.xml")
    if content is None:
        return Theme()
    root = etree.fromstring(content)
    scheme = {
        local(slot): next((color.get("lastClr") or color.get("val", "") for color in slot), "")
        for slot in root.iterfind(f".//{A}clrScheme/*")
    }
    colors = {name: color for name, color in scheme.items() if is_color(color)}
    colors |= {name: colors[slot] for name, slot in _SLOTS.items() if slot in colors}
    colors |= _remapped(parts, colors)
    return Theme(_fonts(root), colors)


def _remapped(parts: Mapping[str, bytes], colors: dict[str, str]) -> dict[str, str]:
    """w:clrSchemeMapping: which slots stand for text and background in this document."""
    settings = parts.get("word/settings.xml")
    mapping = etree.fromstring(settings).find(f"{W}clrSchemeMapping") if settings else None
    if mapping is None:
        return {}
    return {
        name: colors[mapping.get(f"{W}{slot}", "")]
        for slot, names in _MAPPED.items()
        for name in names
        if mapping.get(f"{W}{slot}", "") in colors
    }


def _fonts(root: etree._Element) -> dict[str, str]:
    """{minorHAnsi: Calibri, minorEastAsia: 宋体, …}; East Asian fonts by script Hans where a:ea is empty."""
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        group = root.find(f".//{A}{kind}Font")
        if group is None:
            continue
        latin, asian, complex_script = (_typeface(group.find(f"{A}{name}")) for name in ("latin", "ea", "cs"))
        if not asian:
            asian = next((_typeface(font) for font in group.iterfind(f"{A}font") if font.get("script") == "Hans"), "")
        fonts |= {f"{kind}HAnsi": latin, f"{kind}Ascii": latin, f"{kind}EastAsia": asian, f"{kind}Bidi": complex_script}
    return fonts


def _typeface(element: etree._Element | None) -> str:
    return "" if element is None else element.get("typeface", "")


# --- arithmetic of colours ------------------------------------------------


def _tinted(color: str, tint: str, shade: str) -> str:
    """w:themeTint and w:themeShade, hexadecimal parts of 255, on the luminance (§17.18.97)."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(color))
    if tint:
        part = _part(tint)
        light = light * part + 1 - part
    if shade:
        light *= _part(shade)
    return _hexadecimal(colorsys.hls_to_rgb(hue, light, saturation))


def _part(text: str) -> float:
    value = hexadecimal(text)
    return 1.0 if value is None else value / 255


def _modified(color: str, choice: etree._Element) -> str:
    """a:lumMod, a:lumOff, a:tint and a:shade of a DrawingML colour, in their order."""
    red, green, blue = _parts(color)
    for change in choice:
        name = local(change)
        part = share(change.get("val"))
        if name in ("lumMod", "lumOff"):
            hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
            light = light * part if name == "lumMod" else light + part
            red, green, blue = colorsys.hls_to_rgb(hue, min(light, 1), saturation)
        elif name == "tint":
            red, green, blue = (1 - (1 - value) * part for value in (red, green, blue))
        elif name == "shade":
            red, green, blue = (value * part for value in (red, green, blue))
    return _hexadecimal((red, green, blue))


def mixed(front: str, back: str, part: float) -> str:
    """`part` (0…1) of `front` over `back`: Word's percentage patterns, and what transparency gives on paper."""
    pairs = zip(_parts(front), _parts(back), strict=True)
    red, green, blue = (over * part + under * (1 - part) for over, under in pairs)
    return _hexadecimal((red, green, blue))


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[index : index + 2], 16) / 255 for index in (0, 2, 4))
    return red, green, blue


def _hexadecimal(parts: tuple[float, float, float]) -> str:
    return "".join(f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in parts)
