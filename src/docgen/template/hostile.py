"""What a Word template from somewhere may not hold, named one by one before anything of it is used.

A Word file can load from the network, start programs, bring other files into
itself and, as a template of ours, carry expressions that reach for Python's
inside. The zip itself, macros and DOCTYPE are `package.read_package`'s; here are
relationships, embedded objects, fields and, in `hostile_tags`, the tags, in every part alike.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml.names import PR, V
from docgen.ooxml.package import is_xml
from docgen.template import messages
from docgen.template.hostile_tags import refuse_tags

# Fields that read another file, start a program, or run a macro (ECMA-376 §17.16.5; DDE, DDEAUTO, IMPORT by Word alone).
FIELDS = frozenset({
    "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT", "RD", "DATABASE", "EMBED",
    "MACROBUTTON", "CONTROL", "HTMLACTIVEX", "AUTOTEXTLIST",
})  # fmt: skip
_PARTS = (
    (re.compile(r"^word/document\d*\.xml$"), "正文"),
    (re.compile(r"^word/header\d*\.xml$"), "页眉"),
    (re.compile(r"^word/footer\d*\.xml$"), "页脚"),
    (re.compile(r"^word/footnotes\.xml$"), "脚注"),
    (re.compile(r"^word/endnotes\.xml$"), "尾注"),
    (re.compile(r"^word/comments\w*\.xml$"), "批注"),
    (re.compile(r"^word/settings\.xml$"), "设置"),
    (re.compile(r"^docProps/"), "文档属性"),
)
_RELATIONSHIP = f"{PR}Relationship"
# Relationships, by the last word of their type: what an external one fetches, what an internal one embeds.
_EXTERNAL = {
    "attachedTemplate": "附加模板", "oleObject": "OLE 对象", "frame": "框架网页", "subDocument": "子文档",
    "image": "图片", "aFChunk": "嵌入的文档（altChunk）", "mailMergeSource": "邮件合并的数据源",
}  # fmt: skip
_INTERNAL = {
    "oleObject": "OLE 对象", "aFChunk": "嵌入的文档（altChunk）", "control": "ActiveX 控件",
    "activeXControlBinary": "ActiveX 控件", "subDocument": "子文档", "attachedToolbars": "自定义工具栏",
}  # fmt: skip
_ELEMENTS = {
    "OLEObject": "OLE 对象", "altChunk": "嵌入的文档（altChunk）", "control": "ActiveX 控件",
    "subDoc": "子文档", "mailMerge": "邮件合并的数据源", "frameset": "框架网页", "ocx": "ActiveX 控件",
}  # fmt: skip
_TYPES = {"activex": "ActiveX 控件", "oleobject": "OLE 对象"}
_ADDRESS = re.compile(r"^\s*(?:[A-Za-z][A-Za-z0-9+.\-]+:|\\\\|//)")


def refuse_hostile(parts: Mapping[str, bytes], location: Location) -> list[Problem]:
    """Everything dangerous in a package that `read_package` has let through, each with its part; [] for a decent file.

    W150 what Word would fetch from elsewhere, W151 embedded programs and documents, W152 fields that start or read
    something, W160…W162 template tags (hostile_tags), W101 parts that are no XML. Nothing of the package is run,
    rendered or expanded.
    """
    problems: list[Problem] = []
    for name, content in parts.items():
        if not is_xml(name, content) or name.lower().endswith(".svg"):  # a picture: shown, not read for fields or tags
            continue
        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError:
            problems.append(messages.BROKEN_PART.at(location, part=called(name)))
            continue
        if name.lower() == "[content_types].xml":
            problems += _types(root, location)
        elif name.lower().endswith(".rels"):
            problems += _relationships(name, root, location)
            problems += refuse_tags(root, called(name), location)
        else:
            problems += _elements(name, root, location)
            problems += _fields(name, root, location)
            problems += refuse_tags(root, called(name), location)
    return list(dict.fromkeys(problems))


def called(part: str) -> str:
    """A part as a message names it: 页眉（word/header1.xml）."""
    words = next((words for pattern, words in _PARTS if pattern.match(part)), "")
    return f"{words}（{part}）" if words else part


def _types(root: etree._Element, location: Location) -> Iterator[Problem]:
    for item in root:
        kind = (item.get("ContentType") or "").lower() if isinstance(item.tag, str) else ""
        for word, what in _TYPES.items():
            if word in kind and item.get("PartName"):
                yield _embedded(what, called((item.get("PartName") or "").lstrip("/")), location)


def _relationships(name: str, root: etree._Element, location: Location) -> Iterator[Problem]:
    folder, file = posixpath.split(name)
    source = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")]) or "整个文件"
    for item in root.iter(_RELATIONSHIP):
        kind = (item.get("Type") or "").rstrip("/").rpartition("/")[2]
        target = item.get("Target") or ""
        if (item.get("TargetMode") or "").lower() == "external" or _ADDRESS.match(target):
            if kind != "hyperlink":
                yield _fetched(_EXTERNAL.get(kind, kind), target, called(source), location)
        elif kind in _INTERNAL:
            yield _embedded(_INTERNAL[kind], called(source), location)


def _elements(name: str, root: etree._Element, location: Location) -> Iterator[Problem]:
    for item in root.iter(*(f"{{*}}{tag}" for tag in _ELEMENTS)):
        yield _embedded(_ELEMENTS[etree.QName(item).localname], called(name), location)
    for item in root.iter(f"{V}*"):
        for key, value in item.attrib.items():
            # A hyperlink of a shape is an href without a namespace.
            linked = key == "src" or key.endswith("}href")
            if linked and _ADDRESS.match(str(value)):
                yield _fetched("图片", str(value), called(name), location)


def _fetched(what: str, target: str, where: str, location: Location) -> Problem:
    return messages.FETCHED.at(location, where=where, what=what, target=target[:80])


def _embedded(what: str, where: str, location: Location) -> Problem:
    return messages.EMBEDDED.at(location, where=where, what=what)


def _fields(name: str, root: etree._Element, location: Location) -> Iterator[Problem]:
    for instruction, nested in _instructions(root):
        words = instruction.split(None, 1)
        field = words[0].upper().strip('"') if words else ""
        if field in FIELDS:
            yield messages.REACHING_FIELD.at(location, where=called(name), field=field)
        elif nested:
            yield messages.MADE_FIELD.at(location, where=called(name))


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and whether that began with another field."""

    instruction: str = ""
    nested: bool = False
    separated: bool = False


def _instructions(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Each field's own instruction, runs joined, and whether another field stands in it before its name."""
    open_fields: list[_Field] = []
    for item in root.iter("{*}fldSimple", "{*}fldChar", "{*}instrText"):
        local = etree.QName(item).localname
        inner = open_fields[-1] if open_fields else None
        if local == "fldSimple":
            yield _attribute(item, "instr"), False
        elif local == "instrText":
            if inner:
                inner.instruction += "".join(item.itertext())
        elif (kind := _attribute(item, "fldCharType")) == "begin":
            if inner and not inner.separated and not inner.instruction.strip():
                inner.nested = True
            open_fields.append(_Field())
        elif kind == "separate" and inner:
            inner.separated = True
        elif kind == "end" and inner:
            open_fields.pop()
            yield inner.instruction, inner.nested
    for left in open_fields:  # a field without its end is one all the same
        yield left.instruction, left.nested


def _attribute(item: etree._Element, name: str) -> str:
    return next((str(value) for key, value in item.attrib.items() if etree.QName(key).localname == name), "")
