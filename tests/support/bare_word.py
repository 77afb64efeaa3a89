"""Word files of bare XML: a body with numbering, styles, notes, as little as a reader needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}


def part(root: str, inside: str) -> bytes:
    """A part with all namespaces that the samples use."""
    return f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>".encode()


def bare_parts(body: str, more: Mapping[str, bytes] | None = None, **inside: str) -> dict[str, bytes]:
    """The parts of a Word file; `inside` gives what numbering, styles, footnotes and endnotes hold."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{main}.{name}+xml"/>'
        for name in _ROOTS
        if inside.get(name)
    )
    relations = "".join(
        f'<Relationship Id="rId{name}" Type="{_OFFICE}/relationships/{name}" Target="{name}.xml"/>'
        for name in _ROOTS
        if inside.get(name)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>{overrides}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'.encode(),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }  # fmt: skip
    parts |= {f"word/{name}.xml": part(root, inside[name]) for name, root in _ROOTS.items() if inside.get(name)}
    return parts | dict(more or {})


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def bare_docx(body: str, more: Mapping[str, bytes] | None = None, **inside: str) -> bytes:
    """`bare_parts` as a .docx."""
    return packed(bare_parts(body, more, **inside))


def saved_docx(folder: Path, body: str, **inside: str) -> Path:
    file = folder / "bare.docx"
    file.write_bytes(bare_docx(body, **inside))
    return file


def run(text: str, look: str = "") -> str:
    """A run; `look` is what its w:rPr holds."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inside: str, style: str = "", number: int | None = None, level: int | None = None, more: str = "") -> str:
    """A paragraph of runs (plain text is made one); `number` is its w:numId, `more` stands in its w:pPr."""
    numbered = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    numbered += "" if number is None else f'<w:numId w:val="{number}"/>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f"<w:numPr>{numbered}</w:numPr>" if numbered else ""
    )
    runs = "".join(text if text.startswith("<") else run(text) for text in inside)
    return f"<w:p>{f'<w:pPr>{properties}{more}</w:pPr>' if properties or more else ''}{runs}</w:p>"


def mark(kind: str, inside: str = "") -> str:
    """A run with a w:fldChar."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, *result: str) -> str:
    """A complex field of runs."""
    return mark("begin") + code(instruction) + mark("separate") + "".join(result) + mark("end")


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells, each a paragraph or several."""
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    columns = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{cells}</w:tbl>"


def level(
    index: int = 0, form: str = "decimal", text: str | None = None, start: int | None = 1, restart: int | None = None,
    *, legal: bool = False, suffix: str = "", style: str = "",
) -> str:  # fmt: skip
    """A w:lvl; the text is `%n.` if none is given."""
    return (
        f'<w:lvl w:ilvl="{index}">'
        + ("" if start is None else f'<w:start w:val="{start}"/>')
        + f'<w:numFmt w:val="{form}"/>'
        + ("" if restart is None else f'<w:lvlRestart w:val="{restart}"/>')
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:isLgl/>" if legal else "")
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{f"%{index + 1}." if text is None else text}"/></w:lvl>'
    )


def definition(identifier: int, *levels: str, more: str = "") -> str:
    """A w:abstractNum; `more` stands before its levels (style links)."""
    return (
        f'<w:abstractNum w:abstractNumId="{identifier}"><w:multiLevelType w:val="multilevel"/>{more}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def instance(identifier: int, of: int, *overrides: str) -> str:
    """A w:num of a definition."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def override(index: int, start: int | None = None, level: str = "") -> str:
    """A w:lvlOverride."""
    begin = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{index}">{begin}{level}</w:lvlOverride>'
