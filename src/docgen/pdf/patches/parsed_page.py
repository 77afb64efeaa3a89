"""A page of docgen's own HTML, read by expat instead of an HTML parser written in Python.

What `pdf.html` writes is well-formed but for elements that have no end (`<br>`, `<img …>`); with these closed it is XML,
and the tree that comes out is the one that HTML's rules give (HTML Standard §13.2), tests hold that. Whatever is not
well-formed goes to WeasyPrint's parser.

WeasyPrint's user agent sheet gives every element six pseudo-elements (a marker, and five for notes), each with a style
of its own. For a page of which is known what is a list item or a note, they are given to these alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA

from docgen.pdf.patches.declaration import WEASYPRINT, Use

_DOCTYPE = "<!DOCTYPE html>"
_VOID = re.compile(r"<(br|col|hr|img|meta|wbr)\b([^>]*?)/?>")
_ENDS_PARAGRAPH = {
    "div",
    "dl",
    "figure",
    "hr",
    "nav",
    "ol",
    "p",
    "section",
    "table",
    "ul",
    *(f"h{n}" for n in range(1, 7)),
}
_FOR_ALL = re.compile(r"^::(marker|footnote-call|footnote-marker|note-call|note-marker|note-callback)(?= \{)", re.M)
_FOR_FEW = {"marker": "li", "footnote-call": ".fn", "footnote-marker": ".fn"}
_FOOTNOTES = re.compile(r"([^{}]*)\{[^{}]*float\s*:\s*footnote", re.I)
_OTHERS = re.compile(r"list-item|position\s*:\s*note|\\[0-9a-f]*[g-z-]", re.I)  # or a name written with escapes
_RAW_TEXT = re.compile(r"<style>[^<]*&|<script|<textarea|<pre")  # where HTML reads otherwise than XML


class ParsedPage(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """As `weasyprint.HTML(string=…, base_url=None)`; `style` is what sheets beside the page say of it, if they are docgen's."""

    def __init__(self, text: str, url_fetcher: Any, style: str | None = None) -> None:
        self._few = style is not None and few_have_pseudo_elements(style)
        root = _tree(text)
        if root is None:
            super().__init__(string=text, url_fetcher=url_fetcher, base_url=None)
            return
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> Any:
        return super()._ua_stylesheets(forms) if forms or not self._few else [_sheet_for_few()]


def few_have_pseudo_elements(style: str) -> bool:
    """True if, with this style sheet of `pdf.html`, nothing is a list item but `li`, a footnote but `.fn`, or another note."""
    return not _OTHERS.search(style) and {found[1].strip() for found in _FOOTNOTES.finditer(style)} <= {".fn"}


@cache
def _sheet_for_few() -> Any:
    """WeasyPrint's user agent sheet, its pseudo-elements for those elements alone that are shown with them."""

    def selector(found: re.Match[str]) -> str:
        return f"{_FOR_FEW.get(found[1], 'x-note')}::{found[1]}"

    return weasyprint.CSS(string=_FOR_ALL.sub(selector, UA), counter_style=CounterStyle())


def _tree(text: str) -> Any | None:
    """The tree of a well-formed page with a head and a body; None for any other."""
    if not text.startswith(_DOCTYPE) or _RAW_TEXT.search(text):
        return None
    try:
        # What stands behind the end of the body belongs to it (§13.2.6.4.19).
        inside, end, after = _VOID.sub(r"<\1\2/>", text.removeprefix(_DOCTYPE)).partition("</body></html>")
        root = ElementTree.fromstring(inside + after + end)
    except ElementTree.ParseError:
        return None
    if root.tag != "html" or [child.tag for child in root] != ["head", "body"]:
        return None
    if any(inner.tag in _ENDS_PARAGRAPH for paragraph in root.iter("p") for inner in paragraph.iterfind(".//*")):
        return None
    for table in root.iter("table"):
        _gather_rows(table)
    return root


def _gather_rows(table: Any) -> None:
    """Rows that stand directly in a table belong to a tbody, as HTML's parser makes one (§13.2.6.4.9)."""
    group = None
    for child in list(table):
        if child.tag != "tr":
            group = None
            continue
        if group is None:
            group = ElementTree.Element("tbody")
            table[list(table).index(child)] = group
        else:
            table.remove(child)
        group.append(child)


DECLARED = (
    Use(
        target="weasyprint:HTML.__init__",
        why="its attributes are set from a tree that expat made",
        versions=WEASYPRINT,
        source="5f19f40b8183",
    ),
    Use(
        target="weasyprint:HTML._ua_stylesheets",
        why="gives pseudo-elements to list items and notes alone, not six to every element",
        versions=WEASYPRINT,
        source="4fadfde9d150",
    ),
)
