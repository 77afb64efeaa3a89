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
from docgen.ooxml.fields import read_instruction
from docgen.ooxml.names import PR, V
from docgen.ooxml.package import is_xml
from docgen.template import messages
from docgen.template.hostile_tags import refuse_tags
from docgen.template.part_names import called
from docgen.vector import SvgError, read_svg

# Fields that read another file, start a program, or run a macro (ECMA-376 §17.16.5; DDE, DDEAUTO, IMPORT by Word alone).
FIELDS = frozenset({
    "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT", "RD", "DATABASE", "EMBED",
    "MACROBUTTON", "CONTROL", "HTMLACTIVEX", "AUTOTEXTLIST", "PRINT", "SUBSCRIBER",
})  # fmt: skip
_RELATIONSHIP = f"{PR}Relationship"
# Relationships, by the last word of their type: what an external one fetches, what an internal one embeds.
_EXTERNAL = {
    "attachedTemplate": "附加模板", "oleObject": "OLE 对象", "frame": "框架网页", "subDocument": "子文档",
    "image": "图片", "aFChunk": "嵌入的文档（altChunk）", "mailMergeSource": "邮件合并的数据源",
}  # fmt: skip
_INTERNAL = {
    "oleObject": "OLE 对象", "aFChunk": "嵌入的文档（altChunk）", "control": "ActiveX 控件",
    "activeXControlBinary": "ActiveX 控件", "subDocument": "子文档", "attachedToolbars": "自定义工具栏",
    "extensibility": "自定义功能区（customUI）", "webextensiontaskpanes": "任务窗格（加载项）", "webextension": "加载项",
    "keyMapCustomizations": "自定义快捷键", "wordVbaData": "宏的数据", "vbaProject": "宏", "transform": "XSLT 转换",
    "mailMergeSource": "邮件合并的数据源", "recipientData": "邮件合并的数据源", "video": "视频", "audio": "声音", "media": "视频、声音",
}  # fmt: skip
_ELEMENTS = {
    "OLEObject": "OLE 对象", "altChunk": "嵌入的文档（altChunk）", "control": "ActiveX 控件",
    "subDoc": "子文档", "mailMerge": "邮件合并的数据源", "frameset": "框架网页", "ocx": "ActiveX 控件",
    "webVideoPr": "联机视频（webVideoPr）", "taskpanes": "任务窗格（加载项）", "taskpane": "任务窗格（加载项）",
    "webextension": "加载项", "webextensionref": "加载项", "webExtensionLinked": "加载项", "webExtensionCreated": "加载项",
    "customUI": "自定义功能区（customUI）", "objectEmbed": "OLE 对象", "objectLink": "OLE 对象", "movie": "视频",
    "videoFile": "视频", "audioFile": "声音", "entryMacro": "窗体域的宏", "exitMacro": "窗体域的宏",
    "saveThroughXslt": "XSLT 转换", "scriptAnchor": "网页脚本", "script": "网页脚本",
}  # fmt: skip
_TYPES = {
    "activex": "ActiveX 控件", "oleobject": "OLE 对象", "webextension": "加载项", "customui": "自定义功能区（customUI）",
    "vbaproject": "宏", "keymapcustomizations": "自定义快捷键", "attachedtoolbars": "自定义工具栏",
}  # fmt: skip
# What a reader's click may open: pages and letters. ms-msdt:, search-ms:, file: and the like start programs or leak passwords.
_LINKS = ("http:", "https:", "mailto:", "tel:", "#")
_HIDING = re.compile(r"[\x00-\x20\u200b-\u200f\u2028-\u202e\ufeff]")
_PLACE = re.compile(r"[a-z][a-z0-9+.\-]*:|[\\/]")  # a scheme, a drive, or a place outside of the file's own folder
_ADDRESS = re.compile(r"^\s*(?:[A-Za-z][A-Za-z0-9+.\-]+:|\\\\|//)")


def refuse_hostile(parts: Mapping[str, bytes], location: Location) -> list[Problem]:
    """Everything dangerous in a package that `read_package` has let through, each with its part; [] for a decent file.

    W150 what Word would fetch from elsewhere, W151 embedded programs and documents, W152 fields that start or read
    something, W160…W162 template tags (hostile_tags), W101 parts that are no XML. Nothing of the package is run,
    rendered or expanded.
    """
    problems: list[Problem] = []
    for name, content in parts.items():
        if name.lower().endswith((".svg", ".svgz")):  # a picture: shown, not read for fields or tags
            problems += _picture(name, content, location)
            continue
        if not is_xml(name, content):
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
            elif not _is_page(target):
                yield _linked(target, called(source), location)
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
            elif key == "href" and not _is_page(str(value)):
                yield _linked(str(value), called(name), location)
    for item in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
        action = _attribute(item, "action")
        if "program" in action.lower() or "macro" in action.lower():
            yield _linked(action, called(name), location)


def _picture(name: str, content: bytes, location: Location) -> Iterator[Problem]:
    try:
        read_svg(content)
    except SvgError as error:
        yield _embedded(f"不能用的 SVG 图：{error.what or '不是完好的图片'}", called(name), location)


def _is_page(target: str) -> bool:
    """True for a link to a page, a letter, or a file beside this one; spaces and control characters hide no scheme."""
    plain = _HIDING.sub("", target).lower()
    return plain.startswith(_LINKS) or not _PLACE.match(plain)


def _linked(target: str, where: str, location: Location) -> Problem:
    return messages.LEADING_OUT.at(location, where=where, target=target[:80])


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
        elif field == "HYPERLINK" and not _is_page(target := read_instruction(instruction).argument):
            yield _linked(target, called(name), location)
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
