"""Built-in styles under all their names: Word stores the English one, WPS and converters what their user reads (ECMA-376 part 1 §17.7.4.9)."""

from __future__ import annotations

from collections.abc import Iterator

# Word's name → the names of a Chinese user interface.
_CHINESE: dict[str, tuple[str, ...]] = {
    "normal": ("正文",),
    "title": ("标题",),
    "subtitle": ("副标题",),
    **{f"heading {level}": (f"标题 {level}",) for level in range(1, 10)},
    **{f"toc {level}": (f"目录 {level}", f"目次 {level}") for level in range(1, 10)},
    "toc heading": ("toc 标题", "目录标题"),
    "table of figures": ("图表目录",),
    "caption": ("题注",),
    "header": ("页眉",),
    "footer": ("页脚",),
    "page number": ("页码",),
    "footnote text": ("脚注文本",),
    "footnote reference": ("脚注引用",),
    "endnote text": ("尾注文本",),
    "endnote reference": ("尾注引用",),
    "annotation text": ("批注文字",),
    "annotation reference": ("批注引用",),
    "balloon text": ("批注框文本",),
    "hyperlink": ("超链接",),
    "body text": ("正文文本",),
    "body text indent": ("正文文本缩进",),
    "body text first indent": ("正文首行缩进",),
    "body text first indent 2": ("正文首行缩进 2",),
    "normal indent": ("正文缩进",),
    "list": ("列表",),
    **{f"list {level}": (f"列表 {level}",) for level in range(2, 6)},
    "list paragraph": ("列出段落", "列表段落"),
    "list bullet": ("列表项目符号",),
    "list number": ("列表编号",),
    "no spacing": ("无间隔",),
    "plain text": ("纯文本",),
    "date": ("日期",),
    "signature": ("签名",),
    "closing": ("结束语",),
    "salutation": ("称呼",),
    "quote": ("引用",),
    "strong": ("要点",),
    "emphasis": ("强调",),
    "normal table": ("普通表格",),
    "table grid": ("网格型",),
    "no list": ("无列表",),
}
_ENGLISH = {chinese: english for english, names in _CHINESE.items() for chinese in names}


def built_in_name(name: str) -> str:
    """Word's own name of a built-in style called `name` in English or Chinese, in small letters; "" for any other style."""
    known = name.strip().casefold()
    return known if known in _CHINESE else _ENGLISH.get(known, "")


def other_names(name: str, aliases: str = "") -> Iterator[str]:
    """The further names of a style, in small letters: the parts of a name with commas, its aliases, a built-in style's in both languages."""
    for part in f"{name},{aliases}".casefold().split(","):
        known = part.strip()
        if known:
            yield known
        english = known if known in _CHINESE else _ENGLISH.get(known)
        if english:
            yield english
            yield from _CHINESE[english]
