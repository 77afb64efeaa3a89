"""Packages as programs other than Word leave them, made from an ordinary one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx

Parts = dict[str, bytes]
_STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties": b"http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
}


def parts_of(package: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def letter(*texts: str) -> bytes:
    """An ordinary Word file with a paragraph a text."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(package: bytes, change: Callable[[Parts], None]) -> bytes:
    parts = parts_of(package)
    change(parts)
    return packed(parts)


def word_online(package: bytes) -> bytes:
    """As Word Online and SharePoint name the parts: document2.xml, styles2.xml, theme/theme11.xml."""
    renamed = {
        "word/document.xml": "word/document2.xml", "word/_rels/document.xml.rels": "word/_rels/document2.xml.rels",
        "word/styles.xml": "word/styles2.xml", "word/settings.xml": "word/settings2.xml",
        "word/numbering.xml": "word/numbering2.xml", "word/theme/theme1.xml": "word/theme/theme11.xml",
    }  # fmt: skip
    made: Parts = {}
    for name, content in parts_of(package).items():
        if name.endswith(".rels") or name == "[Content_Types].xml":
            for old, new in renamed.items():
                target = old.removeprefix("word/").encode()
                content = content.replace(b'"' + target + b'"', b'"' + new.removeprefix("word/").encode() + b'"')
                content = content.replace(b"word/" + target + b'"', new.encode() + b'"')
        made[renamed.get(name, name)] = content
    return packed(made)


def strict(package: bytes) -> bytes:
    """As Word's “Strict Open XML Document” has it: other namespaces, measures with units."""
    made: Parts = {}
    for name, content in parts_of(package).items():
        for usual, other in _STRICT.items():
            content = content.replace(usual, other)
        if name == "word/document.xml":
            content = re.sub(rb"<w:document ", b'<w:document w:conformance="strict" ', content, count=1)
        made[name] = content
    return packed(made)


def dangling(package: bytes) -> bytes:
    """With relationships to parts that a cleaning tool has taken out: a thumbnail, and NULL."""

    def change(parts: Parts) -> None:
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(
            b"</Relationships>",
            b'<Relationship Id="rIdGone" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/gone.jpeg"/></Relationships>',
        )
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
            b"</Relationships>",
            b'<Relationship Id="rIdNull" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../NULL"/></Relationships>',
        )

    return changed(package, change)


def decimals(package: bytes) -> bytes:
    """With measures as Google Docs writes them: 115.0, 240.0."""
    measured = re.compile(
        rb'(w:(?:w|h|left|right|top|bottom|before|after|line|pos|firstLine|hanging|header|footer|gutter|space|linePitch|sz)=")(-?\d+)"'
    )
    made = parts_of(package)
    for name in made:
        if name.startswith("word/") and name.endswith(".xml"):
            made[name] = measured.sub(rb'\1\2.0"', made[name])
    return packed(made)
