"""A mark on every page of a filled template: WordArt behind the text, as Word's own 水印 command writes it, and a line at the page's upper edge.

Both go into the headers, of first and even pages too; a section without a
header gets one that takes no room. Writers then print them as they print
whatever floats in a header, so Word and PDF show the same (VML: ECMA-376 §19.1).
"""

from __future__ import annotations

import posixpath
from html import escape

from lxml import etree

from docgen.ooxml.styles import W, integer

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_R = f"{{{_RELATION}}}"
_V = f"{{{_VML}}}"
_HEADER = f"{_RELATION}/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_DOCUMENT, _RELATIONS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_OWN = "PowerPlusWaterMarkObject"  # the name by which Word knows, and removes, a watermark
_SLANT = 315  # degrees clockwise: from lower left to upper right
_SHARE = 0.9  # of the text's width that the slanted words take
_EMPTY = f'<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:hdr>'


def mark_pages(parts: dict[str, bytes], watermark: str = "", note: str = "") -> None:
    """Put `watermark` behind the text of every page and `note` at its upper edge, in place; a watermark of the template's own gives way."""
    if not (watermark or note) or _DOCUMENT not in parts or _RELATIONS not in parts:
        return
    root = etree.fromstring(parts[_DOCUMENT])
    relations = etree.fromstring(parts[_RELATIONS])
    even = _has_even(parts)
    current: dict[
        str, str
    ] = {}  # kind of page → relationship of the header it prints, from section to section (§17.10.5)
    made = ""
    printed: dict[str, None] = {}
    for section in root.iter(f"{W}sectPr"):
        references = section.iterfind(f"{W}headerReference")
        current |= {reference.get(f"{W}type", "default"): reference.get(f"{_R}id", "") for reference in references}
        for kind in _kinds(section, even=even):
            if kind not in current:
                made = made or _add_header(parts, relations)
                _refer(section, kind, made)
                current[kind] = made
            printed[current[kind]] = None
    width = _text_width(root)
    parts[_DOCUMENT], parts[_RELATIONS] = _written(root), _written(relations)
    targets = {item.get("Id", ""): _part(item.get("Target", "")) for item in relations if item.get("Type") == _HEADER}
    for serial, name in enumerate(
        dict.fromkeys(targets[identifier] for identifier in printed if identifier in targets), 1
    ):
        parts[name] = _marked(parts[name], watermark, note, width, serial)


def _kinds(section: etree._Element, *, even: bool) -> list[str]:
    """The kinds of pages of a section that have a header of their own."""
    first = section.find(f"{W}titlePg")
    return ["default", *(["even"] if even else []), *(["first"] if first is not None and _on(first) else [])]


def _refer(section: etree._Element, kind: str, identifier: str) -> None:
    reference = etree.Element(f"{W}headerReference")
    reference.set(f"{W}type", kind)
    reference.set(f"{_R}id", identifier)
    section.insert(0, reference)


def _has_even(parts: dict[str, bytes]) -> bool:
    settings = parts.get("word/settings.xml")
    element = None if settings is None else etree.fromstring(settings).find(f"{W}evenAndOddHeaders")
    return element is not None and _on(element)


def _on(element: etree._Element) -> bool:
    return element.get(f"{W}val", "1") not in ("0", "false", "off")


def _text_width(root: etree._Element) -> float:
    """Of the last section, which the body stands in, in pt; of its short side where it is turned."""
    section = list(root.iter(f"{W}sectPr"))
    size = section[-1].find(f"{W}pgSz") if section else None
    margins = section[-1].find(f"{W}pgMar") if section else None
    if size is None or margins is None:
        return 440.0
    sides = sum(integer(margins.get(f"{W}{side}")) for side in ("left", "right"))
    return max(min(integer(size.get(f"{W}w"), 11906), integer(size.get(f"{W}h"), 16838)) - sides, 2000) / 20


def _add_header(parts: dict[str, bytes], relations: etree._Element) -> str:
    """A header that takes no room, as a part with its content type and relationship; its relationship id."""
    number = 1
    while f"word/header{number}.xml" in parts:
        number += 1
    name = f"word/header{number}.xml"
    parts[name] = _EMPTY.encode()
    types = etree.fromstring(parts[_TYPES])
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", _HEADER_TYPE)
    parts[_TYPES] = _written(types)
    used = {item.get("Id", "") for item in relations}
    serial = len(relations) + 1
    while f"rId{serial}" in used:
        serial += 1
    item = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
    item.set("Id", f"rId{serial}")
    item.set("Type", _HEADER)
    item.set("Target", posixpath.basename(name))
    return f"rId{serial}"


def _marked(header: bytes, watermark: str, note: str, width: float, serial: int) -> bytes:
    root = etree.fromstring(header)
    if watermark:
        _remove_watermarks(root)
    paragraph = root.find(f"{W}p")
    if paragraph is None:  # nothing but a table or a content control: Word wants a paragraph at the end anyway
        paragraph = etree.fromstring(_EMPTY)[0]
        root.append(paragraph)
    place = 1 if paragraph.find(f"{W}pPr") is not None else 0
    runs = [_word_art(watermark, width, serial)] if watermark else []
    if note:
        runs.append(_note(note, width, serial))
    for run in reversed(runs):
        paragraph.insert(place, etree.fromstring(run))
    return _written(root)


def _remove_watermarks(root: etree._Element) -> None:
    for shape in list(root.iter(f"{_V}shape")):
        if shape.get("id", "").startswith(_OWN) and shape.getparent() is not None:
            shape.getparent().remove(shape)


def _word_art(text: str, width: float, serial: int) -> str:
    """The run of Word's 水印: as large as fits the text's width when it is turned by 45°."""
    count = max(len(text), 2)
    height = width * _SHARE * 2**0.5 / (count + 1)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{height * count:.1f}pt;height:{height:.1f}pt;rotation:{_SLANT};"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r xmlns:w="{_WORD}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="{_OWN}{serial}" o:spid="_x0000_s{2048 + serial}" type="#_x0000_t136" alt="" style="{style}" '
        'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".35"/>'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{escape(text)}"/></v:shape></w:pict></w:r>'
    )


def _note(text: str, width: float, serial: int) -> str:
    """A run with a text box of one line, 6 mm below the page's upper edge, at the right of the text.

    Its insets are Word's usual ones, spelled out: LibreOffice takes them whatever is written, and cuts off what does not fit.
    """
    style = (
        f"position:absolute;margin-left:0;margin-top:17pt;width:{width:.1f}pt;height:20pt;z-index:251659264;"
        "mso-position-horizontal:right;mso-position-horizontal-relative:margin;mso-position-vertical-relative:page"
    )
    look = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体" w:cs="Arial"/><w:color w:val="7F7F7F"/><w:sz w:val="15"/><w:szCs w:val="15"/>'
    paragraph = (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="220" w:lineRule="exact"/><w:ind w:firstLine="0"/><w:jc w:val="right"/></w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
    return (
        f'<w:r xmlns:w="{_WORD}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr><w:pict>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f'<v:shape id="DocgenNote{serial}" o:spid="_x0000_s{3072 + serial}" type="#_x0000_t202" style="{style}" filled="f" stroked="f">'
        f'<v:textbox inset="7.2pt,3.6pt,7.2pt,3.6pt"><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    )


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("word", target))


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
