"""The shell's own pages for the PDF: cover, headers, footers and page set-up, read from the filled Word file.

The shell's sections become CSS named pages s0, s1 …; headers and footers
become running elements; what stands before and after the slots becomes
paragraphs and tables with Word's look (ECMA-376 §17.6, §17.10).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from docgen.shell.fill import FilledShell
from docgen.shell.styles import W, integer
from docgen.writers.shell_paragraph import ShellParagraphs
from docgen.writers.stylesheet import declarations

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EDGES = (("headerReference", "top", "h"), ("footerReference", "bottom", "f"))


@dataclass(slots=True)
class Section:
    """One section of the shell: its name as a CSS page, its children, its page in twips, its running parts.

    `running` maps (edge, type) to the part's name: ("top", "default") → word/header1.xml.
    """

    name: str
    children: list[etree._Element]
    size: tuple[int, int]
    margins: dict[str, int]
    running: dict[tuple[str, str], str]
    title_page: bool = False


@dataclass(slots=True)
class ShellPages:
    """The shell as HTML: `css` of all pages, and the pieces between which body and contents stand."""

    css: str
    pieces: list[str] = field(default_factory=list)  # HTML, or the marks BODY and TOC
    body_section: str = "s0"


BODY, TOC = "\ufdd8body", "\ufdd8toc"


def shell_pages(filled: FilledShell) -> ShellPages:
    """Everything of the shell that the reader sees, in order, with marks where the slots are."""
    root = etree.fromstring(filled.parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None  # shell.fill has checked it
    even_odd = b"<w:evenAndOddHeaders" in filled.parts.get("word/settings.xml", b"")
    sections = _sections(body, _relations(filled.parts, "word/document.xml"))
    paragraphs = ShellParagraphs(filled, _relations(filled.parts, "word/document.xml"))
    pages = ShellPages("".join(_page_rules(section, even_odd) for section in sections))
    for section in sections:
        pages.pieces.append(f'<section style="page:{section.name}">{_running(section, filled, even_odd)}')
        for child in section.children:
            if isinstance(child, etree._ProcessingInstruction):
                pages.pieces.append(BODY if child.text == "body" else TOC)
                if child.text == "body":
                    pages.body_section = section.name
            else:
                pages.pieces.append(paragraphs.block(child))
        pages.pieces.append("</section>")
    return pages


def _sections(body: etree._Element, relations: dict[str, str]) -> list[Section]:
    """Children up to each w:sectPr; a header that a section does not name is that of the section before (§17.10.1)."""
    sections: list[Section] = []
    children: list[etree._Element] = []
    running: dict[tuple[str, str], str] = {}
    for child in body:
        properties = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr") if child.tag == f"{W}p" else None
        if properties is None:
            children.append(child)
            continue
        if child.tag == f"{W}p" and child.find(f"{W}r") is not None:
            children.append(child)
        running = running | _references(properties, relations)
        sections.append(_section(f"s{len(sections)}", children, properties, running))
        children = []
    return sections


def _references(properties: etree._Element, relations: dict[str, str]) -> dict[tuple[str, str], str]:
    found = {}
    for tag, edge, _letter in _EDGES:
        for reference in properties.iterfind(f"{W}{tag}"):
            target = relations.get(reference.get(f"{R}id", ""), "")
            found[(edge, reference.get(f"{W}type", "default"))] = target
    return found


def _section(
    name: str, children: list[etree._Element], properties: etree._Element, running: dict[tuple[str, str], str]
) -> Section:
    size, margin = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    wide = integer(size.get(f"{W}w"), 11906) if size is not None else 11906
    high = integer(size.get(f"{W}h"), 16838) if size is not None else 16838
    margins = {
        side: integer(margin.get(f"{W}{side}"), default) if margin is not None else default
        for side, default in (("top", 1440), ("right", 1440), ("bottom", 1440), ("left", 1440), ("header", 720), ("footer", 720), ("gutter", 0))
    }
    return Section(name, children, (wide, high), margins, running, properties.find(f"{W}titlePg") is not None)


# --- @page rules ----------------------------------------------------------


def _page_rules(section: Section, even_odd: bool) -> str:
    wide, high = section.size
    margins = section.margins
    upright = {side: abs(margins[side]) for side in ("top", "right", "bottom", "left")}
    upright["left"] += margins["gutter"]
    rules = _page(section.name, section, (wide, high), upright, even_odd)
    if wide <= high:
        # A turned page keeps its place in the binding: left becomes top, and so on round (as writers.docx.sections).
        turned = {
            "top": margins["left"],
            "right": upright["top"],
            "bottom": margins["right"],
            "left": upright["bottom"],
        }
        rules += _page(f"{section.name}l", section, (high, wide), turned, even_odd, turned=True)
    return rules


def _page(
    name: str, section: Section, size: tuple[int, int], margins: dict[str, int], even_odd: bool, *, turned: bool = False
) -> str:
    own = section.margins
    sides = " ".join(f"{margins[side] / 20:g}pt" for side in ("top", "right", "bottom", "left"))
    css = f"@page {name}{{size:{size[0] / 20:g}pt {size[1] / 20:g}pt;margin:{sides}}}\n"
    kinds = [("default", name)]
    if even_odd:
        kinds = [("default", f"{name}:right"), ("even", f"{name}:left")]
    if section.title_page and not turned:
        kinds.append(("first", f":nth(1 of {name})"))
    for kind, selector in kinds:
        boxes = ""
        for _tag, edge, letter in _EDGES:
            distance = own["header" if edge == "top" else "footer"]
            if turned:
                gap = abs(own[edge]) - distance
                distance = max(margins[edge] - gap, 284)
            has = section.running.get((edge, kind))
            content = f"element({section.name}{letter}{kind})" if has else "none"
            boxes += (
                f"@{edge}-center{{content:{content};width:100%;vertical-align:{edge};"
                f"padding-{edge}:{distance / 20:g}pt}}"
            )
        css += f"@page {selector}{{{boxes}}}\n"
    return css


def _running(section: Section, filled: FilledShell, even_odd: bool) -> str:
    """The section's headers and footers as running elements, at its very start."""
    out = ""
    kinds = ["default"] + (["even"] if even_odd else []) + (["first"] if section.title_page else [])
    for _tag, edge, letter in _EDGES:
        for kind in kinds:
            name = section.running.get((edge, kind))
            content = filled.parts.get(name or "")
            if not name or content is None:
                continue
            paragraphs = ShellParagraphs(filled, _relations(filled.parts, name))
            inside = "".join(paragraphs.block(child) for child in etree.fromstring(content))
            style = declarations({"position": f"running({section.name}{letter}{kind})", "width": "100%"})
            out += f'<div style="{escape(style)}">{inside}</div>'
    return out


def _relations(parts: dict[str, bytes], part: str) -> dict[str, str]:
    """Relationship id → part name (or outside address) of one part."""
    folder, name = posixpath.split(part)
    content = parts.get(f"{folder}/_rels/{name}.rels")
    if content is None:
        return {}
    found = {}
    for item in etree.fromstring(content):
        target = item.get("Target", "")
        if item.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("Id", "")] = target
    return found
