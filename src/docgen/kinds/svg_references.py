"""What an SVG takes from elsewhere: a picture may be no more than its own bytes, else what it shows can change while it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)|@import\s+(?:url\()?\s*['\"]?([^'\");]*)", re.IGNORECASE)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)


def outside(root: etree._Element) -> str:
    """The first thing that the SVG names outside its own bytes; "" if it names none."""
    for sibling in root.itersiblings(preceding=True):
        if isinstance(sibling, etree._ProcessingInstruction) and sibling.target == "xml-stylesheet":
            return sibling.text or "xml-stylesheet"
    return next((found for found in map(str.strip, _named(root)) if found and not _INSIDE.match(found)), "")


def _named(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        link = etree.QName(element).localname != "a"  # a link is followed by a reader, not by the page
        for name, value in element.attrib.items():
            local = etree.QName(name).localname
            if (local == "href" and link) or local == "src" or (local == "base" and name != local):
                yield str(value)
            yield from _addresses(str(value))
        yield from _addresses("".join(element.itertext()) if etree.QName(element).localname == "style" else "")


def _addresses(text: str) -> Iterator[str]:
    for first, second in _URL.findall(text):
        yield first or second
