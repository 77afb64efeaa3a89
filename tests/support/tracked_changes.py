"""Two judges of tracked changes: LibreOffice, and a reading of ECMA-376 that shares nothing with docgen's writer.

`settled` accepts or rejects everything in a .docx by the rules of §17.13.5; `said` brings a story into
a form in which two files are equal if a reader would find them equal: ids, and the names that each
file gives to its bookmarks, lists and pictures, are replaced by what they stand for.
"""

from __future__ import annotations

import copy
import hashlib
import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from office import fresh_profile
from processes import PATIENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ARRANGED = {f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr")}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- our own reading of the standard ---


def settled(root: etree._Element, *, accept: bool) -> etree._Element:
    """The part with every tracked change accepted or rejected."""
    root = copy.deepcopy(root)
    keep, drop = ("ins", "del") if accept else ("del", "ins")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{drop}") is not None:
            row.getparent().remove(row)
        for mark in row.findall(f"{W}trPr/{W}{keep}"):
            mark.getparent().remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for mark in list(root.iter(f"{W}{drop}")):
        if mark.getparent().tag != f"{W}rPr":
            mark.getparent().remove(mark)
    for mark in list(root.iter(f"{W}{keep}")):
        parent = mark.getparent()
        if parent.tag == f"{W}rPr":
            parent.remove(mark)
            continue
        place = parent.index(mark)
        parent[place : place + 1] = list(mark)
    _restore_properties(root, accept=accept)
    for text in root.iter(f"{W}delText", f"{W}delInstrText"):
        text.tag = text.tag.replace("delText", "t").replace("delInstrText", "instrText")
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None:
            _run_on(paragraph)
    return root


def _restore_properties(root: etree._Element, *, accept: bool) -> None:
    for name, kept in (
        ("rPr", ("ins", "del")),
        ("pPr", ("rPr", "sectPr")),
        ("sectPr", ("headerReference", "footerReference")),
    ):
        for change in list(root.iter(f"{W}{name}Change")):
            properties = change.getparent()
            properties.remove(change)
            if accept:
                continue
            staying = [child for child in properties if child.tag in {f"{W}{one}" for one in kept}]
            old = list(change[0])
            ahead = staying if name != "pPr" else []
            after = staying if name == "pPr" else []
            properties[:] = [*ahead, *old, *after]
            properties.attrib.clear()
            properties.attrib.update(change[0].attrib)


def _run_on(paragraph: etree._Element) -> None:
    """A paragraph without its mark: what is left of it begins the next one."""
    parent, following = paragraph.getparent(), paragraph.getnext()
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    parent.remove(paragraph)
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        following[place:place] = content
    else:
        left = [child for child in content if child.tag not in _ARRANGED]
        assert not left, f"text without a paragraph: {''.join(paragraph.itertext())!r}"


def said(parts: dict[str, bytes], part: str = "word/document.xml", root: etree._Element | None = None) -> list[str]:
    """What a part says, one line a paragraph or table boundary, comparable between files."""
    tree = copy.deepcopy(etree.fromstring(parts[part]) if root is None else root)
    reader = _Reader(parts, part, tree)
    return list(reader.block(tree, 0))


class _Reader:
    def __init__(self, parts: dict[str, bytes], part: str, root: etree._Element | None = None) -> None:
        self.parts = parts
        self.part = part
        self.names = {} if root is None else _bookmarked(root)
        self.lists: dict[str, str] = {}
        relationships = parts.get(_relationships(part))
        self.related = (
            {} if relationships is None else {item.get("Id"): item for item in etree.fromstring(relationships)}
        )
        numbering = parts.get("word/numbering.xml")
        self.numbering = None if numbering is None else etree.fromstring(numbering)

    def block(self, element: etree._Element, depth: int):  # type: ignore[no-untyped-def]
        indent = "  " * depth
        for child in element:
            if child.tag == f"{W}p":
                yield f"{indent}p {self.properties(child.find(f'{W}pPr'))} | {self.inline(child)}"
            elif child.tag in _ARRANGED:
                continue
            elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}body", f"{W}footnote", f"{W}sdt", f"{W}sdtContent"):
                if child.tag in (f"{W}sdt", f"{W}sdtContent"):
                    yield from self.block(child, depth)
                    continue
                yield f"{indent}{etree.QName(child).localname}"
                yield from self.block(child, depth + 1)
            else:
                yield indent + self.xml(child)

    def properties(self, element: etree._Element | None) -> str:
        return "" if element is None else self.xml(element)

    def inline(self, paragraph: etree._Element) -> str:
        pieces: list[tuple[str, str]] = []  # look, what
        for link, run in _runs(paragraph):
            look = self.xml(run.find(f"{W}rPr")) if run.find(f"{W}rPr") is not None else ""
            around = "" if link is None else self.target(link)
            for child in run:
                if child.tag == f"{W}rPr" or child.tag == f"{W}lastRenderedPageBreak":
                    continue
                if child.tag == f"{W}t":
                    what = child.text or ""
                elif child.tag == f"{W}instrText":
                    what = "{" + re.sub(r"_\w+", lambda found: self.name(found[0]), child.text or "").strip() + "}"
                elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                    what = self.note(child)
                else:
                    what = self.xml(child)
                key = f"{around} {look}"
                if pieces and pieces[-1][0] == key:
                    pieces[-1] = (key, pieces[-1][1] + what)
                else:
                    pieces.append((key, what))
        return " ".join(f"[{key.strip()}]{what}" for key, what in pieces if what)

    def note(self, mark: etree._Element) -> str:
        folder, tag = ("footnotes", "footnote") if mark.tag == f"{W}footnoteReference" else ("endnotes", "endnote")
        name = f"word/{folder}.xml"
        note = next(
            item
            for item in etree.fromstring(self.parts[name]).iter(f"{W}{tag}")
            if item.get(f"{W}id") == mark.get(f"{W}id")
        )
        return "<note " + " ".join(_Reader(self.parts, name).block(note, 0)) + ">"

    def target(self, link: etree._Element) -> str:
        item = self.related.get(link.get(f"{R}id"))
        return "link " + ("" if item is None else item.get("Target", "")) + "#" + self.name(link.get(f"{W}anchor", ""))

    def name(self, name: str) -> str:
        """A bookmark by the text that it holds; one of another story, or of none, by nothing."""
        return self.names.get(name, "")

    def xml(self, element: etree._Element) -> str:
        clean = copy.deepcopy(element)
        clean.tail = None
        for item in clean.iter():
            for name in list(item.attrib):
                if name.startswith(R):
                    item.set(name, self.content(item.get(name)))
                elif "rsid" in name:
                    del item.attrib[name]
            if item.tag.endswith(("}docPr", "}cNvPr")):
                item.attrib.pop("id", None)
            if item.tag == f"{W}numId":
                item.set(f"{W}val", self.list(item.get(f"{W}val")))
        if (
            not len(clean)
            and not clean.attrib
            and not (clean.text or "").strip()
            and clean.tag in (f"{W}rPr", f"{W}pPr")
        ):
            return ""
        for empty in [item for item in clean.findall(f"{W}rPr") if not len(item)]:
            clean.remove(empty)
        if not len(clean) and clean.tag == f"{W}pPr":
            return ""
        return etree.tostring(clean, method="c14n", exclusive=True).decode().replace(f' xmlns:w="{W[1:-1]}"', "")

    def list(self, number: str) -> str:
        """The list's place among the lists of the file, with what it prints."""
        if number == "0" or self.numbering is None:
            return number
        if number not in self.lists:
            instance = next(item for item in self.numbering.iter(f"{W}num") if item.get(f"{W}numId") == number)
            of = instance.find(f"{W}abstractNumId").get(f"{W}val")
            definition = next(
                item for item in self.numbering.iter(f"{W}abstractNum") if item.get(f"{W}abstractNumId") == of
            )
            texts = [level.get(f"{W}val") for level in definition.iter(f"{W}lvlText")]
            starts = [item.get(f"{W}val") for item in instance.iter(f"{W}startOverride")]
            self.lists[number] = f"list{len(self.lists)} {texts} {starts}"
        return self.lists[number]

    def content(self, identifier: str) -> str:
        item = self.related.get(identifier)
        if item is None:
            return ""
        target = item.get("Target", "")
        if item.get("TargetMode") == "External":
            return target
        name = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(self.part), target))
        )
        return (
            hashlib.sha256(self.parts[name]).hexdigest()[:12]
            if not name.startswith(("word/header", "word/footer"))
            else name
        )


def _bookmarked(root: etree._Element) -> dict[str, str]:
    """The text that each bookmark holds, with what comes after it for one that holds none."""
    found: dict[str, str] = {}
    open_names: dict[str, str] = {}
    for item in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if item.tag == f"{W}bookmarkStart":
            open_names[item.get(f"{W}id")] = item.get(f"{W}name")
            found[item.get(f"{W}name")] = ""
        elif item.tag == f"{W}bookmarkEnd":
            open_names.pop(item.get(f"{W}id"), None)
        else:
            for name in open_names.values():
                found[name] += item.text or ""
    return found


def _runs(paragraph: etree._Element):  # type: ignore[no-untyped-def]
    for run in paragraph.iter(f"{W}r"):
        if any(parent.tag == f"{W}r" for parent in run.iterancestors()):
            continue  # in a text box
        link = next((parent for parent in run.iterancestors() if parent.tag == f"{W}hyperlink"), None)
        yield link, run


def _relationships(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


# --- LibreOffice ---

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Judge" script:language="StarBasic">
Sub Settle(folder, count, first, last)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim save(0) As New com.sun.star.beans.PropertyValue
  save(0).Name = "FilterName"
  save(0).Value = "MS Word 2007 XML"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  commands = Array("", "AcceptAllTrackedChanges", "RejectAllTrackedChanges")
  For number = 0 To CInt(count) - 1
    For index = CInt(first) To CInt(last)
      source = folder &amp; "/" &amp; number &amp; ".docx"
      If FileExists(source) Then
        doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
        If index &gt; 0 Then helper.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; commands(index), "", 0, Array())
        doc.storeToURL(folder &amp; "/" &amp; number &amp; "-" &amp; index &amp; ".docx", save())
        doc.close(True)
      End If
    Next
  Next
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Judge"/>
</library:library>
"""


def office_settles(redlines: Sequence[bytes], folder: Path) -> list[tuple[bytes, bytes]]:
    """Each redline after LibreOffice has accepted all its changes, and after it has rejected all."""
    return [
        (accepted, rejected)
        for accepted, rejected in _office(redlines, folder / "redlines", folder / "profile", (1, 2))
    ]


def office_saves(files: Sequence[bytes], folder: Path) -> list[bytes]:
    """Each file as LibreOffice writes it again: what an accepted or rejected redline is compared with."""
    return [as_is for (as_is,) in _office(files, folder / "plain", folder / "profile", (0,))]


def _office(files: Sequence[bytes], folder: Path, profile: Path, commands: tuple[int, ...]) -> list[tuple[bytes, ...]]:
    """Each file after each of the commands (the places in the macro's list of them)."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run tools/setup.sh test"
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        (folder / f"{number}.docx").write_bytes(content)
    start = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    if not profile.is_dir():  # the first start of a profile would overwrite our macro
        shutil.copytree(fresh_profile(), profile)
    macros = profile / "user" / "basic" / "Standard"
    macros.mkdir(parents=True, exist_ok=True)
    (macros / "Judge.xba").write_text(_MODULE, encoding="utf-8")
    (macros / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    macro = f"macro:///Standard.Judge.Settle({folder.as_uri()},{len(files)},{commands[0]},{commands[-1]})"
    done = subprocess.run([*start, macro], capture_output=True, text=True, timeout=PATIENCE, check=False)
    made = []
    for number in range(len(files)):
        saved = [folder / f"{number}-{index}.docx" for index in commands]
        assert all(file.is_file() for file in saved), f"LibreOffice did not settle {number}: {done.stdout}{done.stderr}"
        made.append(tuple(file.read_bytes() for file in saved))
    return made


def office_text(content: bytes) -> dict[str, list[str]]:
    """What LibreOffice's file says: the paragraphs with text of each story, cells as they come."""
    parts = parts_of(content)
    found: dict[str, list[str]] = {}
    for name in sorted(parts):
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            kind = re.sub(r"\d", "", posixpath.basename(name))
            found.setdefault(kind, []).extend(_lines(etree.fromstring(parts[name])))
    return {
        kind: sorted(set(lines)) if kind.startswith(("header", "footer")) else lines for kind, lines in found.items()
    }


_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b")


def _without_page_numbers(root: etree._Element) -> etree._Element:
    """Results of page fields as #: LibreOffice counts them anew, over the blank lines that it leaves."""
    stack: list[list[object]] = []  # instruction, in the result
    for item in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = item.get(f"{W}fldCharType")
        if kind == "begin":
            stack.append(["", False])
        elif kind == "separate":
            stack[-1][1] = True
        elif kind == "end":
            stack.pop()
        elif item.tag == f"{W}instrText" and stack:
            stack[-1][0] = f"{stack[-1][0]}{item.text}"
        elif stack and stack[-1][1] and _PAGES.match(str(stack[-1][0])):
            item.text = "#"
    return root


def _lines(root: etree._Element) -> list[str]:
    root = _without_page_numbers(root)
    lines = []
    for paragraph in root.iter(f"{W}p"):
        own = [
            item
            for item in paragraph.iter(f"{W}t", f"{W}tab", f"{W}delText")
            if next(item.iterancestors(f"{W}p")) is paragraph
        ]
        text = "".join(
            "\t" if item.tag == f"{W}tab" else item.text or ""
            for item in own
            if next(item.iterancestors(f"{W}r", f"{W}tabs")).tag == f"{W}r"
        )
        if text.strip():
            lines.append(text)
    return lines
