"""Complex fields (ECMA-376 §17.16): REF, PAGEREF, SEQ, with the result that the tree settled as their cache.

Word shows the cache until someone presses F9, and then computes the same, or
the field is not used: see `number_reference`.
"""

from __future__ import annotations

from docgen.docx.markup import EAST_ASIAN, attribute, escape, run
from docgen.docx.targets import Target
from docgen.docx.writing import Writing
from docgen.model.nodes import Reference


def field(instruction: str, result: str) -> str:
    """A complex field; `result` is runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def write_reference(reference: Reference, writing: Writing, properties: str = EAST_ASIAN) -> str:
    """A reference of any form to a target of any kind."""
    target = writing.targets.get(reference.anchor)
    if reference.form == "page":
        page = run(writing.page(reference.anchor, reference.location), properties)
        return field(f"PAGEREF {reference.anchor} \\h", page)
    if target is None:
        return run(reference.text, properties)
    if reference.form == "title":
        return _title(target, reference.text, properties)
    if reference.form == "number":
        return _number(target, reference.text, properties)
    number, _, title = reference.text.partition(f" {target.title}") if target.title else (reference.text, "", "")
    text = _number(target, number, properties)
    if target.title:
        text += run(" ", properties) + _title(target, target.title, properties) + run(title, properties)
    return text


def _number(target: Target, text: str, properties: str) -> str:
    if target.kind == "caption":
        return field(f"REF {target.anchor} \\h", run(text, properties))
    # \n and not \r: \r is the number "in relative context", which from another chapter reads 第一章第二节 for what we
    # print as 第二节. \n is the number of that level alone, without trailing full stops; it keeps 、, so a 一、 that a
    # sentence quotes as 一 is a plain link to the bookmark.
    if target.number.rstrip(".") == text:
        return field(f"REF {target.anchor} \\n \\h", run(text, properties))
    return link_to(target.anchor, run(text, properties))


def _title(target: Target, text: str, properties: str) -> str:
    if not text:  # a table or figure without a caption has no title, and no bookmark around it
        return ""
    # A title that holds a footnote or a picture would be doubled by REF when Word refreshes it.
    if not target.plain:
        return link_to(target.anchor, run(text, properties))
    return field(f"REF {target.title_anchor} \\h", run(text, properties))


def link_to(anchor: str, content: str) -> str:
    """A hyperlink inside the document."""
    return f'<w:hyperlink w:anchor="{attribute(anchor)}" w:history="1">{content}</w:hyperlink>'
