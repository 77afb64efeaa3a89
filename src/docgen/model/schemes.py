"""Numbering schemes and list formats as data.

A level's `text` is written as Word's lvlText (ECMA-376 §17.9.11): `%1` is the
ordinal of level 1 and so on. `model.numbering` prints from these tables
and `docx.numbering` makes Word's multilevel list from the same ones,
so the two cannot differ. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.text.ordinals import OrdinalFormat


@dataclass(frozen=True, slots=True)
class Level:
    """One level: ordinal format, pattern, and what stands between number and title.

    `restart` False: the ordinal runs on across its parents (chapters across volumes).
    `legal`: inherited ordinals are printed as 1, 2, 3 (w:isLgl).
    """

    format: OrdinalFormat
    text: str
    separator: str = " "
    restart: bool = True
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """Headings, appendices, captions and lists of one house style.

    `caption_level`: the heading level whose ordinal prefixes captions
    (表 2-3); 0: captions run through (表 3). `lists`: the list format of
    depth 1, 2, 3 where the template names none.
    """

    name: str
    title: str
    levels: tuple[Level, ...]
    appendix: tuple[Level, ...]
    caption_level: int = 1
    lists: tuple[str, ...] = ("1.", "（1）", "①")


_APPENDIX = (
    Level("upperLetter", "附录%1"),
    Level("decimal", "%1.%2"),
    Level("decimal", "%1.%2.%3"),
)

SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            "chinese-chapter",
            "第一章 / 第一节 / 一、/（一）/ 1.",
            (
                Level("chineseCountingThousand", "第%1章"),
                Level("chineseCountingThousand", "第%2节"),
                Level("chineseCountingThousand", "%3、", ""),
                Level("chineseCountingThousand", "（%4）", ""),
                Level("decimal", "%5.", " "),
            ),
            _APPENDIX,
        ),
        Scheme(
            "gov",
            "一、/（一）/ 1. /（1）",
            (
                Level("chineseCountingThousand", "%1、", ""),
                Level("chineseCountingThousand", "（%2）", ""),
                Level("decimal", "%3.", " "),
                Level("decimal", "（%4）", ""),
            ),
            _APPENDIX,
            caption_level=0,
            lists=("1.", "（1）", "①"),
        ),
        Scheme(
            "decimal",
            "1 / 1.1 / 1.1.1",
            tuple(Level("decimal", ".".join(f"%{n}" for n in range(1, depth + 1))) for depth in range(1, 6)),
            _APPENDIX,
            lists=("（1）", "①", "a)"),
        ),
        Scheme(
            "policy",
            "第一章 / 第一条 /（一）/ 1.",
            (
                Level("chineseCountingThousand", "第%1章"),
                Level("chineseCountingThousand", "第%2条", restart=False),
                Level("chineseCountingThousand", "（%3）", ""),
                Level("decimal", "%4.", " "),
            ),
            _APPENDIX,
            caption_level=0,
            lists=("（一）", "1.", "（1）"),
        ),
        Scheme(
            "bid-volumes",
            "第一卷 / 第一章（跨卷连续）/ 第一节 / 一、/（一）",
            (
                Level("chineseCountingThousand", "第%1卷"),
                Level("chineseCountingThousand", "第%2章", restart=False),
                Level("chineseCountingThousand", "第%3节"),
                Level("chineseCountingThousand", "%4、", ""),
                Level("chineseCountingThousand", "（%5）", ""),
            ),
            _APPENDIX,
            caption_level=2,
        ),
        Scheme(
            "parts",
            "第一部分 / 第一章（各部分重起）/ 第一节 / 一、/（一）",
            (
                Level("chineseCountingThousand", "第%1部分"),
                Level("chineseCountingThousand", "第%2章"),
                Level("chineseCountingThousand", "第%3节"),
                Level("chineseCountingThousand", "%4、", ""),
                Level("chineseCountingThousand", "（%5）", ""),
            ),
            _APPENDIX,
            caption_level=0,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A list marker: ordinal format, pattern (`%1` the ordinal), and what stands between it and the text.

    A full-width mark brings its own space: （1）文字, not （1） 文字.
    `continues`: the number above (of the item that the list stands in, else of the heading) comes before the ordinal.
    """

    format: OrdinalFormat
    text: str
    separator: str = " "
    continues: bool = False


LIST_FORMATS: dict[str, ListFormat] = {
    "1.": ListFormat("decimal", "%1."),
    "1.1": ListFormat("decimal", "%1", continues=True),
    "（1）": ListFormat("decimal", "（%1）", ""),
    "①": ListFormat("decimalEnclosedCircle", "%1"),
    "a)": ListFormat("lowerLetter", "%1)"),
    "一、": ListFormat("chineseCountingThousand", "%1、", ""),
    "（一）": ListFormat("chineseCountingThousand", "（%1）", ""),
    "bullet": ListFormat("bullet", "•"),
}
