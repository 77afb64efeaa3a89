"""Styles that a company's template does not have, made in its look.

Headings, text, captions and cells that were formatted by hand get styles with that formatting; what is missing is
derived from the company's body style, so that a table or a note looks as if the company had made it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from docgen.ooxml.elements.paragraphs import Border
from docgen.ooxml.names import W
from docgen.ooxml.properties import Properties, font_size
from docgen.ooxml.styles import Styles
from docgen.template.adopt_roles import RoleMap
from docgen.template.direct_looks import DirectLooks, Sample
from docgen.template.style_sheet import NAME, StyleSheet, copies, make

_TABLE_SIZE = 10.5  # pt: the largest that cells of a derived style have
_NO_INDENT = {"firstLineChars": 0, "firstLine": 0, "leftChars": 0, "left": 0}


class StyleMaker:
    """Completes a RoleMap; `parts` are the template's, `width` is the body's text width in twips."""

    def __init__(
        self, sheet: StyleSheet, parts: dict[str, bytes], roles: RoleMap, looks: DirectLooks, width: int
    ) -> None:
        self._sheet, self._parts, self._roles, self._looks, self._width = sheet, parts, roles, looks, width
        self._styles = Styles(parts)
        self._default = self._styles.default_paragraph

    def complete(self, tables: Iterable[etree._Element], *, contents_title: bool) -> None:
        """Make every style that is missing; `tables` are the sample's, `contents_title` asks for one of 目录."""
        self._make_body()
        self._make_plain()
        self._make_headings()
        self._make_aligned()
        self._make_contents(contents_title)
        self._make_cells()
        self._make_captions()
        self._make_lists()
        self._make_notes()
        self._make_tables(list(tables))

    # --- what was formatted by hand ---

    def _make_body(self) -> None:
        if "body" in self._roles.ids:
            return
        sample = self._looks.body
        if sample is None or not self._differs(sample):
            self._roles.set("body", self._default, "默认样式")
            return
        extra = []
        if sample.by_spaces:
            size = self._size_of(sample)
            extra = [make("ind", firstLineChars=200, firstLine=round(size * 40))]
        self._from_sample("body", "CompanyBody", "公司正文", sample, extra)

    def _differs(self, sample: Sample) -> bool:
        return sample.by_spaces or bool(copies(sample.paragraph) or copies(sample.run))

    def _from_sample(
        self,
        role: str,
        identifier: str,
        name: str,
        sample: Sample,
        extra: list[etree._Element],
        leave: tuple[str, ...] = (),
    ) -> None:
        taken = {item.tag for item in extra}
        paragraph = [
            item for item in copies(sample.paragraph, ("numPr", "outlineLvl", *leave)) if item.tag not in taken
        ]
        style = self._sheet.add(
            identifier,
            name,
            based=self._default,
            paragraph=[*paragraph, *extra],
            run=copies(sample.run),
            following=self._roles.ids.get("body", ""),
        )
        text = sample.text.strip()[:16]
        self._created(role, style, f"手工格式（如“{text}”）")

    # --- what the body style gives ---

    def _make_plain(self) -> None:
        """Text without an indent; the default style serves where it is the body's but for the indent."""
        if "plain" in self._roles.ids:
            return
        body, default = self._resolve(self._roles.ids["body"]), self._resolve(self._default)
        if _without_indent(body) == _without_indent(default) and not _indented(default[0]):
            return
        self._derive("plain", "PlainText1", "无缩进正文", "body", [make("ind", **_NO_INDENT)])

    def _make_headings(self) -> None:
        keep = [make("keepNext"), make("keepLines")]
        if not any(f"heading{level}" in self._roles.ids for level in range(1, 7)):
            for level, sample in enumerate(self._looks.headings, 1):
                name = f"heading {level}" if not self._has(f"heading {level}") else f"公司标题 {level}"
                extra = [*(make(item.tag.partition("}")[2]) for item in keep), make("outlineLvl", val=level - 1)]
                self._from_sample(f"heading{level}", f"Heading{level}", name, sample, extra, ("ind",))
        for level in range(1, 7):
            if f"heading{level}" not in self._roles.ids:
                self._make_heading(level)

    def _make_heading(self, level: int) -> None:
        name = f"heading {level}" if not self._has(f"heading {level}") else f"公司标题 {level}"
        following = self._roles.ids["body"]
        if level > 1:
            paragraph = [make("pageBreakBefore", val=0), make("outlineLvl", val=level - 1)]
            size = max(self._size(f"heading{level - 1}") - 1, self._size("body"))
            self._derive(
                f"heading{level}", f"Heading{level}", name, f"heading{level - 1}", paragraph, _sized(size), following
            )
            return
        size = self._size("body") + 4
        look = [make("rFonts", eastAsia="黑体"), make("b"), *_sized(size)]
        space = make("spacing", before=240, after=120, line=round(size * 30), lineRule="exact")
        paragraph = [make("keepNext"), make("keepLines"), space, make("jc", val="left"), make("outlineLvl", val=0)]
        self._derive("heading1", "Heading1", name, "plain", paragraph, look, following)

    def _make_aligned(self) -> None:
        margin = round(self._size("body") * 40)
        self._derive_missing("center", "Centered", "居中", "plain", [make("jc", val="center")])
        self._derive_missing("right", "RightAligned", "居右", "plain", [make("jc", val="right")])
        signature = [
            make("keepLines"),
            make("ind", **_NO_INDENT, rightChars=200, right=margin),
            make("jc", val="right"),
        ]
        self._derive_missing("signature", "SignatureLine", "落款", "plain", signature)
        automatic = make("spacing", before=120, after=0, line=240, lineRule="auto")
        self._derive_missing("figure", "Figure", "图", "plain", [make("keepNext"), automatic, make("jc", val="center")])

    def _make_contents(self, title: bool) -> None:
        if title:
            size = self._size("heading1")
            font = self._resolve(self._roles.ids["heading1"])[1].get("rFonts", {}).get("eastAsia", "黑体")
            space = make("spacing", before=0, after=200, line=round(size * 34), lineRule="exact")
            look = [make("rFonts", eastAsia=font), *_sized(size)]
            self._derive_missing(
                "toc-title", "TOCHeading", "TOC Heading", "plain", [space, make("jc", val="center")], look
            )
        tab = make("tabs")
        tab.append(make("tab", val="right", leader="dot", pos=self._width))
        for level in range(1, 4):
            if f"toc{level}" in self._roles.ids:
                continue
            name, unit = f"toc {level}", round(self._size("body") * 20)
            if level <= len(self._looks.contents):
                self._from_sample(f"toc{level}", f"TOC{level}", name, self._looks.contents[level - 1], [])
            elif level > 1:
                self._derive(
                    f"toc{level}",
                    f"TOC{level}",
                    name,
                    f"toc{level - 1}",
                    [make("ind", leftChars=200 * (level - 1), left=2 * unit * (level - 1))],
                )
            else:
                self._derive("toc1", "TOC1", name, "plain", [copy.deepcopy(tab), make("jc", val="left")])

    def _make_cells(self) -> None:
        sample = self._looks.cell
        if "table-text" not in self._roles.ids and sample is not None and self._differs(sample):
            self._from_sample("table-text", "TableText", "表格文字", sample, [], ("ind",))
        size = min(self._size("body"), _TABLE_SIZE)
        line = make("spacing", before=0, after=0, line=round(size * 32), lineRule="exact")
        self._derive_missing(
            "table-text",
            "TableText",
            "表格文字",
            "plain",
            [make("snapToGrid", val=0), line, make("jc", val="left")],
            _sized(size),
        )
        self._derive_missing(
            "table-head", "TableHead", "表头文字", "table-text", [make("jc", val="center")], [make("b"), make("bCs")]
        )

    def _make_captions(self) -> None:
        for role, sample, keep in (
            ("caption", self._looks.caption, True),
            ("figure-caption", self._looks.figure_caption, False),
        ):
            if role not in self._roles.ids and sample is not None:
                extra = [make("keepNext" if keep else "keepLines")]
                names = ("Caption", "caption") if keep else ("FigureCaption", "图题")
                self._from_sample(role, *names, sample, extra, ("ind",))
        size = min(self._size("body"), _TABLE_SIZE)
        space = make("spacing", before=120, after=60, line=round(size * 34), lineRule="exact")
        paragraph = [make("keepNext"), make("keepLines"), space, make("jc", val="center")]
        self._derive_missing("caption", "Caption", "caption", "plain", paragraph, _sized(size))

    def _make_lists(self) -> None:
        unit = round(self._size("body") * 20)
        indent = self._resolve(self._roles.ids.get("list1") or self._roles.ids["body"])[0].get("ind", {})
        first = {name: value for name, value in indent.items() if name in ("firstLine", "firstLineChars")}
        for level in (2, 3):
            steps = level - 1
            paragraph = [make("ind", leftChars=100 * steps * 2, left=2 * unit * steps, **first)]
            origin = "list1" if "list1" in self._roles.ids else "body"
            self._derive_missing(f"list{level}", f"List{level}", f"List {level}", origin, paragraph)

    def _make_notes(self) -> None:
        unit = round(self._size("body") * 20)
        border = make("pBdr")
        border.append(make("left", val="single", sz=18, space=8, color="7F7F7F"))
        self._derive_missing(
            "note", "NoteBox", "提示", "plain", [border, make("ind", firstLine=0, left=unit, right=unit)]
        )
        small = make("spacing", before=0, after=0, line=260, lineRule="exact")
        self._derive_missing(
            "footnote-text", "FootnoteText", "footnote text", "plain", [small, make("jc", val="left")], _sized(9)
        )
        if "footnote-reference" not in self._roles.ids:
            style = self._sheet.add(
                "FootnoteReference", "footnote reference", kind="character", run=[make("vertAlign", val="superscript")]
            )
            self._created("footnote-reference", style, "上标")

    def _make_tables(self, tables: list[etree._Element]) -> None:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        if "table" not in self._roles.ids:
            borders = next(
                (found for table in tables if (found := table.find(f"{W}tblPr/{W}tblBorders")) is not None), None
            )
            if borders is not None:
                inside, origin = _inside(borders), "样例表格的边框"
            else:
                inside, origin = _grid(sides, 4, "auto"), "细实线"
            style = self._sheet.add(
                "CompanyTable",
                "公司表格",
                kind="table",
                based=self._styles.default_table,
                extra=f"<w:tblPr><w:tblBorders>{inside}</w:tblBorders></w:tblPr>",
            )
            self._created("table", style, origin)
        if "form-table" not in self._roles.ids:
            look = Styles({**self._parts, NAME: self._sheet.xml()}).table(self._roles.ids["table"]).borders
            border = next((item for item in look.values() if item.get("val") not in (None, "none", "nil")), {})
            inside = _grid(sides, min(Border.size.within(border) or 4, 8), border.get("color", "auto"))
            style = self._sheet.add(
                "CompanyForm",
                "公司表单",
                kind="table",
                based=self._styles.default_table,
                extra=f"<w:tblPr><w:tblBorders>{inside}</w:tblBorders></w:tblPr>",
            )
            self._created("form-table", style, self._title("table"))

    # --- making ---

    def _derive_missing(
        self,
        role: str,
        identifier: str,
        name: str,
        origin: str,
        paragraph: list[etree._Element],
        run: Iterable[etree._Element] = (),
    ) -> None:
        if role not in self._roles.ids:
            self._derive(role, identifier, name, origin, paragraph, run)

    def _derive(
        self, role: str, identifier: str, name: str, origin: str, paragraph: list[etree._Element],
        run: Iterable[etree._Element] = (), following: str = "",
    ) -> None:  # fmt: skip
        based = self._roles.ids.get(origin, self._default)
        style = self._sheet.add(identifier, name, based=based, paragraph=paragraph, run=run, following=following)
        self._created(role, style, self._title(origin))

    def _created(self, role: str, style: str, origin: str) -> None:
        self._styles = Styles({**self._parts, NAME: self._sheet.xml()})
        self._roles.set(role, style, "新建")
        self._roles.created.append((role, self._styles.name(style), origin))

    def _title(self, role: str) -> str:
        return f"“{self._styles.name(self._roles.ids.get(role, self._default))}”"

    def _has(self, name: str) -> bool:
        return ("paragraph", name) in self._styles.by_name

    def _resolve(self, style: str) -> tuple[Properties, Properties]:
        return self._styles.resolve(style)

    def _size(self, role: str) -> float:
        return font_size(self._resolve(self._roles.ids.get(role, self._default))[1])

    def _size_of(self, sample: Sample) -> float:
        return font_size(self._styles.with_direct("", sample.paragraph, sample.run)[1])


def _sized(size: float) -> list[etree._Element]:
    return [make("sz", val=round(size * 2)), make("szCs", val=round(size * 2))]


def _indented(paragraph: Properties) -> bool:
    return any(value != "0" for value in paragraph.get("ind", {}).values())


def _without_indent(look: tuple[Properties, Properties]) -> tuple[Properties, Properties]:
    return {name: value for name, value in look[0].items() if name != "ind"}, look[1]


def _grid(sides: Iterable[str], size: int, color: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>' for side in sides)


def _inside(borders: etree._Element) -> str:
    return "".join(
        f"<w:{etree.QName(side).localname} "
        + " ".join(f'w:{etree.QName(k).localname}="{v}"' for k, v in side.attrib.items())
        + "/>"
        for side in borders
    )
