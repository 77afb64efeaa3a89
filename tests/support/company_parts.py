"""Small pieces of WordprocessingML from which company_templates.py is put together, as Word itself would write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from docgen.ooxml.package import write_package

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT, TEMPLATE = f"{_MAIN}.document.main+xml", f"{_MAIN}.template.main+xml"
A4 = (11906, 16838)


# --- runs and paragraphs --------------------------------------------------


def fonts(asian: str, latin: str = "Times New Roman") -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}"/>'


def face(
    asian: str = "", size: float = 0, *, bold: bool = False, color: str = "", latin: str = "Times New Roman"
) -> str:
    """The inside of w:rPr."""
    parts = [fonts(asian, latin) if asian else "", "<w:b/><w:bCs/>" if bold else ""]
    parts += [f'<w:color w:val="{color}"/>' if color else ""]
    parts += [f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""]
    return "".join(parts)


def run(text: str, look: str = "") -> str:
    """A run; a tab in `text` becomes w:tab, a form feed a page break."""
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in text.split("\t"))
    inside = '<w:br w:type="page"/>' if text == "\f" else inside
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>"


def complex_field(instruction: str, result: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result, look)}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def p(text: str = "", style: str = "", properties: str = "", look: str = "", *, raw: str = "") -> str:
    """A paragraph of one run; `raw` is ready-made XML after it."""
    inside = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{run(text, look) if text else ''}{raw}</w:p>"


def spacing(line: int, rule: str = "exact", before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def jc(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


CENTER = jc("center")


def style(
    identifier: str, name: str, properties: str = "", look: str = "", *, based: str = "", kind: str = "paragraph",
    default: bool = False, following: str = "", extra: str = "",
) -> str:  # fmt: skip
    parts = [f'<w:name w:val="{name}"/>', f'<w:basedOn w:val="{based}"/>' if based else ""]
    parts += [f'<w:next w:val="{following}"/>' if following else "", "<w:qFormat/>" if kind == "paragraph" else ""]
    parts += [f"<w:pPr>{properties}</w:pPr>" if properties else "", f"<w:rPr>{look}</w:rPr>" if look else "", extra]
    custom = ' w:customStyle="1"' if not name.isascii() else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark}{custom} w:styleId="{identifier}">{"".join(parts)}</w:style>'


def styles(defaults: str, paragraph_defaults: str, entries: Sequence[str]) -> str:
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault>{f'<w:pPr>{paragraph_defaults}</w:pPr>' if paragraph_defaults else ''}</w:pPrDefault></w:docDefaults>"
        f"{''.join(entries)}</w:styles>"
    )


def table_normal(identifier: str = "TableNormal", name: str = "Normal Table") -> str:
    margins = '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    extra = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>{margins}</w:tblCellMar></w:tblPr>'
    return style(identifier, name, kind="table", default=True, extra=extra)


def borders(tag: str, sides: str, size: int, color: str = "auto") -> str:
    inside = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>' for side in sides.split()
    )
    return f"<w:{tag}>{inside}</w:{tag}>"


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[int], properties: str, cell_style: str = "", look: str = ""
) -> str:
    """A table of plain cells; `properties` is the inside of w:tblPr."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = ""
    for row in rows:
        cells = zip(row, widths, strict=True)
        body += "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(text, cell_style, look=look)}</w:tc>' for text, width in cells
        ) + "</w:tr>"  # fmt: skip
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def control(alias: str, tag: str, binding: str, content: str, *, block: bool = True) -> str:
    """A content control showing its placeholder, bound to a document property by an XPath over its store."""
    bound = f"<w:dataBinding {binding}/>" if binding else ""
    inside = f'<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{1000 + sum(map(ord, tag))}"/><w:showingPlcHdr/>{bound}<w:text/>'
    return f"<w:sdt><w:sdtPr>{inside}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def section(
    references: str = "", *, size: tuple[int, int] = A4, margins: tuple[int, int, int, int] = (1440, 1800, 1440, 1800),
    kind: str = "nextPage", numbers: str = "", columns: str = '<w:cols w:space="425"/>', extra: str = "", border: str = "",
    wrapped: bool = True,
) -> str:  # fmt: skip
    """A w:sectPr (margins top, right, bottom, left), in a paragraph of its own unless it is the last."""
    turned = ' w:orient="landscape"' if size[0] > size[1] else ""
    top, right, bottom, left = margins
    inside = (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="{size[0]}" w:h="{size[1]}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="992" w:gutter="0"/>'
        f"{border}{numbers}{columns}{extra}</w:sectPr>"
    )
    return p(properties=inside) if wrapped else inside


def reference(edge: str, identifier: str, kind: str = "default") -> str:
    return f'<w:{edge}Reference w:type="{kind}" r:id="{identifier}"/>'


def picture(identifier: str, width_mm: float, height_mm: float, name: str = "logo") -> str:
    wide, high = round(width_mm * 36000), round(height_mm * 36000)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="1" name="{name}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{name}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identifier}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def logo(color: str) -> bytes:
    """A small company mark as PNG."""
    image = Image.new("RGB", (180, 60), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 56, 56), fill=color)
    draw.polygon([(18, 44), (30, 12), (42, 44)], fill="white")
    for index, length in enumerate((108, 84, 96)):
        draw.rectangle((68, 10 + 16 * index, 68 + length, 18 + 16 * index), fill=color)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(150, 150))
    return buffer.getvalue()


# --- the package ----------------------------------------------------------


@dataclass
class Parts:
    """What a template is made of. `running` maps header1, footer2 … to the inside of the part, `media` names to bytes."""

    body: str
    styles: str
    running: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    settings: str = ""
    numbering: str = ""
    theme: str = ""
    main: str = DOCUMENT
    application: str = "<Application>Microsoft Office Word</Application>"
    title: str = ""
    attached_template: str = ""
    extra: Mapping[str, tuple[bytes, str, str]] = field(
        default_factory=dict
    )  # part → content, type, relationship of document

    def package(self) -> bytes:
        parts: dict[str, bytes] = {
            "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{self.body}</w:body></w:document>".encode(),
            "word/styles.xml": self.styles.encode(),
            "word/settings.xml": f"{HEAD}<w:settings {NAMESPACES}>{self.settings}</w:settings>".encode(),
            "docProps/app.xml": f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties">{self.application}</Properties>'.encode(),
            "docProps/core.xml": _core(self.title),
        }
        types = {
            "word/document.xml": self.main,
            "word/styles.xml": f"{_MAIN}.styles+xml",
            "word/settings.xml": f"{_MAIN}.settings+xml",
        }
        relations = [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml")]
        for name, inside in self.running.items():
            tag = "hdr" if name.startswith("header") else "ftr"
            parts[f"word/{name}.xml"] = f"{HEAD}<w:{tag} {NAMESPACES}>{inside}</w:{tag}>".encode()
            types[f"word/{name}.xml"] = f"{_MAIN}.{name.rstrip('0123456789')}+xml"
            relations.append((name, name.rstrip("0123456789"), f"{name}.xml"))
            if "r:embed" in inside or "r:id=" in inside:
                parts[f"word/_rels/{name}.xml.rels"] = _relations(self._pictures())
        for name, (content, kind, relation) in self.extra.items():
            parts[name] = content
            types[name] = kind
            if relation:
                target = name.removeprefix("word/") if name.startswith("word/") else f"../{name}"
                relations.append((f"rIdX{len(relations)}", relation, target))
        for name, content, kind in (
            ("numbering", self.numbering, f"{_MAIN}.numbering+xml"),
            ("theme/theme1", self.theme, "application/vnd.openxmlformats-officedocument.theme+xml"),
        ):
            if content:
                parts[f"word/{name}.xml"] = content.encode()
                types[f"word/{name}.xml"] = kind
                relations.append((f"rId{name[:5]}", name.split("/")[0], f"{name}.xml"))
        if self.attached_template:
            target = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/attachedTemplate" Target="{self.attached_template}" TargetMode="External"/>'
            parts["word/_rels/settings.xml.rels"] = _relations_part(target)
        parts |= {f"word/media/{name}": content for name, content in self.media.items()}
        parts["word/_rels/document.xml.rels"] = _relations([*relations, *self._pictures()])
        parts["_rels/.rels"] = _package_relations("docProps/custom.xml" in parts)
        parts["[Content_Types].xml"] = _types(types)
        return write_package(parts)

    def _pictures(self) -> list[tuple[str, str, str]]:
        return [(name.split(".")[0], "image", f"media/{name}") for name in self.media]


def _core(title: str) -> bytes:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>行政部</dc:creator>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2014-03-05T09:12:00Z</dcterms:created></cp:coreProperties>'
    ).encode()


def _relations(entries: Sequence[tuple[str, str, str]]) -> bytes:
    return _relations_part(
        "".join(
            f'<Relationship Id="{i}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
            for i, kind, target in entries
        )
    )


def _relations_part(inside: str) -> bytes:
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def _package_relations(custom: bool) -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations_part(
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
        + (
            f'<Relationship Id="rId4" Type="{_OFFICE}/relationships/custom-properties" Target="docProps/custom.xml"/>'
            if custom
            else ""
        )
    )


def _types(parts: Mapping[str, str]) -> bytes:
    own = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in {**parts, **own}.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    ).encode()
