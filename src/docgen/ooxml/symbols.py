"""Characters of symbol fonts as the Unicode characters that look like them: w:sym, bullets, ticks of forms (ECMA-376 part 1 §17.3.3.30).

Symbol fonts hold their signs at 0x20 … 0xFF, which Word stores as U+F020 … U+F0FF or as they are. Only signs that papers
and forms use are known; others are None, and it is for the reader to say that something is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

_PRIVATE = 0xF000


def _run(first: int, signs: str) -> dict[int, str]:
    return dict(enumerate(signs, first))


_SYMBOL = (
    _run(0x30, "0123456789:;<=>?")
    | _run(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
    | _run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
    | _run(0xA2, "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")
    | {0x20: " ", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2C: ",", 0x2D: "−", 0x2E: ".", 0x2F: "/", 0x25: "%"}
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"}
    | {0xC0: "ℵ", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCC: "⊂", 0xCD: "⊆"}
    | {0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨"}
    | {0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫"}
)
_WINGDINGS = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□",
    0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | _run(0x81, "①②③④⑤⑥⑦⑧⑨⑩") | _run(0x8C, "❶❷❸❹❺❻❼❽❾❿")  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0xA2: "■",
    0xA3: "□",
} | _run(0x6A, "①②③④⑤⑥⑦⑧⑨⑩")  # fmt: skip
_WINGDINGS_3 = {0x7D: "▶", 0x75: "▶", 0x84: "◀", 0x70: "▲", 0x71: "▼"}

_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3,
}  # fmt: skip


def in_unicode(font: str, code: int) -> str | None:
    """The sign that a font shows for a code, None where it is not known; a font of ordinary letters shows the character itself."""
    table = _FONTS.get(font.casefold().strip())
    if table is not None:
        return table.get(code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code)
    private = _PRIVATE <= code <= _PRIVATE + 0xFF
    return chr(code) if 0x20 <= code <= 0x10FFFF and not private and not 0xD800 <= code <= 0xDFFF else None


def text_in_unicode(font: str, text: str) -> str:
    """Text in a font, sign by sign; a private character that is not known stays as it is."""
    known = font.casefold().strip() in _FONTS
    return "".join(
        (in_unicode(font, ord(sign)) or sign) if known or _PRIVATE <= ord(sign) <= _PRIVATE + 0xFF else sign
        for sign in text
    )
