"""Line feeds, tabs, \\a and \\f in values, as docxtpl writes them: breaks, tab stops, new paragraphs, new pages.

docxtpl goes through every run of every paragraph with regular expressions.
The outcome is the same where only paragraphs that hold such a character are
touched, which is what this does.
"""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_RUN = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_PARAGRAPH_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>")
_RUN_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>")
_SPECIAL = re.compile(r"[\n\t\a\f]")


def resolve_listing(xml: str) -> str:
    """The XML with control characters inside w:t turned into w:br, w:tab, new paragraphs (\\a) and new pages (\\f)."""
    return _PARAGRAPH.sub(_paragraph, xml)


def _paragraph(found: re.Match[str]) -> str:
    text = found[0]
    if not _SPECIAL.search(text):
        return text
    properties = _PARAGRAPH_PROPERTIES.search(text)
    around = properties[0] if properties else ""
    return _RUN.sub(lambda run: _run(run[0], around), text)


def _run(text: str, around: str) -> str:
    if not _SPECIAL.search(text):
        return text
    properties = _RUN_PROPERTIES.search(text)
    own = properties[0] if properties else ""
    return _TEXT.sub(lambda run_text: _text(run_text[0], around, own), text)


def _text(text: str, around: str, own: str) -> str:
    start = f'<w:r>{own}<w:t xml:space="preserve">'
    return (
        text.replace("\t", f"</w:t></w:r><w:r>{own}<w:tab/></w:r>{start}")
        .replace("\a", f"</w:t></w:r></w:p><w:p>{around}{start}")
        .replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        .replace("\f", f'</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{around}{start}')
    )
