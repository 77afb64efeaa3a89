"""Word parts brought into the form that is compared: without what a reader does not see, equal things as equal text."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.ooxml.alternatives import descendants
from docgen.ooxml.names import MAIN, W
from docgen.ooxml.runs import Reader
from docgen.ooxml.stories import PARAGRAPH, blocks

# What a reader does not see, or what Word makes anew: of no weight in a comparison, and left out of a redline.
_DROPPED = {
    f"{W}{name}"
    for name in (
        "proofErr", "permStart", "permEnd", "lastRenderedPageBreak",
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    )
}  # fmt: skip
_TRANSPARENT = {f"{W}sdt", f"{W}smartTag", f"{W}customXml"}
_SHELL_PROPERTIES = {f"{W}sdtPr", f"{W}sdtEndPr", f"{W}smartTagPr", f"{W}customXmlPr"}
_SERIAL = re.compile(r"^(\{.*\})?(rsid\w*|paraId|textId)$")
_THING = "\ufffc"  # stands for what is no text


def create(name: str, **attributes: str) -> etree._Element:
    """A w: element with w: attributes."""
    element = etree.Element(f"{W}{name}", nsmap={"w": MAIN})
    for key, text in attributes.items():
        element.set(f"{W}{key}", text)
    return element


def value(element: etree._Element | None, name: str = "val") -> str:
    """A w: attribute, "" if there is none."""
    return "" if element is None else (element.get(f"{W}{name}") or "")


def canonical(element: etree._Element | None, without: Iterable[str] = ()) -> str:
    """XML text that is equal where two elements say the same; children named in `without` (w: names) are left out."""
    if element is None:
        return ""
    clean = copy.deepcopy(element)
    clean.tail = None
    for name in without:
        for child in clean.findall(f"{W}{name}"):
            clean.remove(child)
    if not len(clean) and not clean.attrib and not (clean.text or "").strip():
        return ""
    return etree.tostring(clean, method="c14n", exclusive=True).decode()


def simplified(root: etree._Element) -> etree._Element:
    """The part without serial numbers, proofing marks and content controls, simple fields written out; in place."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in [name for name in element.attrib if _SERIAL.match(str(name))]:
            del element.attrib[name]
        if element.tag in _DROPPED or element.tag in _SHELL_PROPERTIES:
            _remove(element)
    for element in list(root.iter(f"{W}sdtContent", *_TRANSPARENT)):
        _unwrap(element)
    for element in list(root.iter(f"{W}fldSimple")):
        _write_out(element)
    for element in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        _into_paragraph(element)
    return root


def read_text(element: etree._Element) -> str:
    """What is read of a paragraph, a cell or a table, text boxes included; U+FFFC for each picture or note mark."""
    if element.tag == PARAGRAPH:
        return "".join(_texts(element, Reader()))
    reader = Reader()
    paragraphs = (item for item in descendants(element, PARAGRAPH) if not _in_box(item, element))
    return "".join(text for paragraph in paragraphs for text in _texts(paragraph, reader))


def _texts(paragraph: etree._Element, reader: Reader) -> Iterator[str]:
    for piece in reader.pieces(paragraph):
        if piece.kind == "box":
            yield from (read_text(block) for block in blocks(piece.element))
        elif piece.kind in ("picture", "note"):
            yield _THING
        else:
            yield piece.text or (_THING if piece.kind == "symbol" else "")


def _in_box(paragraph: etree._Element, within: etree._Element) -> bool:
    """True for a paragraph of a box in the element: its text comes with the paragraph that the box stands in."""
    for up in paragraph.iterancestors():
        if up is within:
            return False
        if up.tag == f"{W}txbxContent":
            return True
    return False


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    children = list(element)
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)


def _into_paragraph(mark: etree._Element) -> None:
    """A bookmark between blocks goes into the next paragraph (a table's first), or the last one before it."""
    parent = mark.getparent()
    if parent is None or parent.tag in (PARAGRAPH, f"{W}hyperlink"):
        return
    following = next((item for sibling in mark.itersiblings() for item in sibling.iter(PARAGRAPH)), None)
    before = next((item for sibling in mark.itersiblings(preceding=True) for item in sibling.iter(PARAGRAPH)), None)
    if following is not None:
        place = 1 if following.find(f"{W}pPr") is not None else 0
        while place < len(following) and following[place].tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            place += 1
        parent.remove(mark)
        following.insert(place, mark)
    elif before is not None:
        parent.remove(mark)
        before.append(mark)


def _write_out(simple: etree._Element) -> None:
    """w:fldSimple → a complex field of runs: only runs can stand in w:ins and w:del."""
    instruction = create("instrText")
    instruction.text = value(simple, "instr")
    runs = [
        _field_run(create("fldChar", fldCharType="begin")),
        _field_run(instruction),
        _field_run(create("fldChar", fldCharType="separate")),
    ]
    simple[:] = [*runs, *simple, _field_run(create("fldChar", fldCharType="end"))]
    _unwrap(simple)


def _field_run(child: etree._Element) -> etree._Element:
    run = create("r")
    run.append(child)
    return run
