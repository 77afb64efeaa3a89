"""A Word template's package: its parts, relationships, settings and font table."""

from __future__ import annotations

from word_template_pieces import FANG, HEAD, HEI, KAI, LATIN, NAMESPACES, SANS, SONG, XIAOBIAO
from word_template_styles import Look, styles

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(look: Look, body: str, parts: dict[str, str], *, even_odd: bool = False) -> dict[str, bytes]:
    """A whole .docx; `parts` are header and footer bodies by file name, related as rId of their order from 10."""
    relations = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "fontTable", "fontTable.xml"),
    ]
    relations += [(f"rId{number}", name[:6], name) for number, name in enumerate(parts, 10)]
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{CONTENT}.{kind}+xml"/>'
        for name, kind in (
            ("document.xml", "document.main"), ("styles.xml", "styles"), ("settings.xml", "settings"),
            ("fontTable.xml", "fontTable"), *((name, name[:6]) for name in parts),
        )
    )  # fmt: skip
    texts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relationships(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": settings(even_odd=even_odd),
        "word/fontTable.xml": font_table(),
    }
    for name, content in parts.items():
        tag = "hdr" if name.startswith("header") else "ftr"
        texts[f"word/{name}"] = f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"
    made = {name: (HEAD + text).encode() for name, text in texts.items()}
    made["word/styles.xml"] = styles(look).encode()
    return made


def relationships(rows: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{RELATION}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def settings(*, even_odd: bool) -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1),
        )
    )  # fmt: skip
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f"{'<w:evenAndOddHeaders/>' if even_odd else ''}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """What Word takes where a font is missing: the usual names of the same face."""
    rows = ((SONG, "SimSun"), (HEI, "SimHei"), (KAI, "KaiTi"), (FANG, "FangSong"), (XIAOBIAO, "方正小标宋_GBK"))
    inside = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in rows
    )
    inside += "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, family in ((LATIN, "roman"), (SANS, "swiss"))
    )
    return f"<w:fonts {NAMESPACES}>{inside}</w:fonts>"
