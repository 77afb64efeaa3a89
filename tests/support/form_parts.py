"""Form templates as offices make them, with tags in every part that a person sees, put together part by part."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsdecls

from docgen.errors import Location
from docgen.ooxml.package import read_package, write_package
from form_templates import saved

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
CHART = (
    f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p>'
    "{title}</a:p></c:rich></c:tx></c:title><c:plotArea/></c:chart></c:chartSpace>"
)


def parts_of(document: Any) -> dict[str, bytes]:
    return read_package(saved(document), Location("x"))


def add_part(parts: dict[str, bytes], name: str, content: str | bytes, kind: str, content_type: str) -> str:
    """A part and the document's relationship to it; the relationship's id."""
    parts[name] = content if isinstance(content, bytes) else content.encode()
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return relate(parts, kind, f"/{name}")


def relate(parts: dict[str, bytes], kind: str, target: str, *, external: bool = False) -> str:
    """A relationship of the document, and its id."""
    name = "word/_rels/document.xml.rels"
    identifier = f"rIdOwn{parts[name].count(b'rIdOwn')}"
    mode = ' TargetMode="External"' if external else ""
    item = f'<Relationship Id="{identifier}" Type="{KINDS}/{kind}" Target="{target}"{mode}/></Relationships>'
    parts[name] = parts[name].replace(b"</Relationships>", item.encode())
    return identifier


def add_body(parts: dict[str, bytes], xml: str) -> None:
    """WordprocessingML at the beginning of the document's body, with the namespaces of words and relationships."""
    name = "word/document.xml"
    declared = xml.replace(">", f' xmlns:r="{KINDS}" {nsdecls("w")}>', 1)
    parts[name] = parts[name].replace(b"<w:body>", b"<w:body>" + declared.encode(), 1)


def add_notes(parts: dict[str, bytes], file: str, note: str, text: str) -> None:
    """A part of foot- or endnotes, or comments, whose only one says `text`."""
    kind = file.removesuffix(".xml")
    author = ' w:author="编制人"' if note == "comment" else ""
    content = f'<w:{kind} {nsdecls("w")}><w:{note} w:id="2"{author}><w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:{note}></w:{kind}>'
    add_part(parts, f"word/{file}", content, kind, f"{_WORDS}{kind}+xml")


def add_chart(parts: dict[str, bytes], title: str) -> None:
    """A chart whose title's runs are `title` (DrawingML)."""
    content_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    add_part(parts, "word/charts/chart1.xml", CHART.replace("{title}", title), "chart", content_type)


def packed(parts: dict[str, bytes]) -> bytes:
    return write_package(parts)
