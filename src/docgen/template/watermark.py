"""A mark on every page of a filled template: WordArt behind the text, as Word's own 水印 command writes it, and a line at the page's upper edge.

Both go into the headers, of first and even pages too; a section without a
header gets one that takes no room. Writers then print them as they print
whatever floats in a header, so Word and PDF show the same (VML: ECMA-376 §19.1).
"""

from __future__ import annotations

from html import escape

from lxml import etree

from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import HEADER, MAIN, O, R, V, W
from docgen.ooxml.opened import Package, serialize
from docgen.ooxml.relationships import DOCUMENT
from docgen.ooxml.sections import last_section, page_set_up
from docgen.ooxml.settings import Settings

_VML, _OFFICE = V[1:-1], O[1:-1]
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_OWN = "PowerPlusWaterMarkObject"  # the name by which Word knows, and removes, a watermark
_SLANT = 315  # degrees clockwise: from lower left to upper right
_SHARE = 0.9  # of the text's width that the slanted words take
_EMPTY = f'<w:hdr xmlns:w="{MAIN}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:hdr>'


def mark_pages(parts: dict[str, bytes], watermark: str = "", note: str = "") -> None:
    """Put `watermark` behind the text of every page and `note` at its upper edge, in place; a watermark of the template's own gives way."""
    if not (watermark or note) or DOCUMENT not in parts:
        return
    package = Package(parts)
    root = package.tree(DOCUMENT)
    even = Settings(parts).even_and_odd
    current: dict[
        str, str
    ] = {}  # kind of page → relationship of the header it prints, from section to section (§17.10.5)
    made = ""
    printed: dict[str, None] = {}
    for section in SectionProperties.each(root):
        current |= {reference.kind: reference.identifier for reference in section.headers}
        for kind in ("default", *(["even"] if even else []), *(["first"] if section.title_page else [])):
            if kind not in current:
                made = made or _add_header(package)
                _refer(section.element, kind, made)
                current[kind] = made
            printed[current[kind]] = None
    page = page_set_up(last_section(root))  # which the body stands in; its short side where it is turned
    width = max(min(page.width, page.height) - page.left - page.right, 2000) / 20
    found = (package.relationships(DOCUMENT).get(identifier) for identifier in printed)
    headers = dict.fromkeys(
        package.target(DOCUMENT, item) for item in found if item is not None and item.type == HEADER
    )
    for serial, name in enumerate((name for name in headers if name in package.parts), 1):
        package.parts[name] = _marked(package.parts[name], watermark, note, width, serial)
    parts.update(package.finish())


def _refer(section: etree._Element, kind: str, identifier: str) -> None:
    reference = etree.Element(f"{W}headerReference")
    reference.set(f"{W}type", kind)
    reference.set(f"{R}id", identifier)
    section.insert(0, reference)


def _add_header(package: Package) -> str:
    """A header that takes no room, as a part with its content type and relationship; its relationship id."""
    number = 1
    while f"word/header{number}.xml" in package.parts:
        number += 1
    name = f"header{number}.xml"
    package.parts[f"word/{name}"] = _EMPTY.encode()
    package.override(f"word/{name}", _HEADER_TYPE)
    return package.relationships(DOCUMENT).internal(HEADER, name)


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
    return serialize(root)


def _remove_watermarks(root: etree._Element) -> None:
    for shape in list(root.iter(f"{V}shape")):
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
        f'<w:r xmlns:w="{MAIN}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr><w:pict>'
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
        f'<w:r xmlns:w="{MAIN}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr><w:pict>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f'<v:shape id="DocgenNote{serial}" o:spid="_x0000_s{3072 + serial}" type="#_x0000_t202" style="{style}" filled="f" stroked="f">'
        f'<v:textbox inset="7.2pt,3.6pt,7.2pt,3.6pt"><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    )
