"""The typing slips' messages: code → fact and way out."""

from __future__ import annotations

from docgen.errors import Location, Problem

_WARNINGS = frozenset({"C115", "C116"})


def slip_problem(location: Location, code: str, what: str) -> Problem:
    """The problem of one slip; `what` is the sign, character or encoding that was found."""
    fact, hint = _text(code)
    return Problem(
        location,
        code,
        fact.format(what=what),
        hint + "；docgen check --fix 可以自动改正",
        "warning" if code in _WARNINGS else "error",
    )


def _text(code: str) -> tuple[str, str]:
    texts = {
        "C111": ("键后面用了全角冒号“：”", "改成半角冒号加一个空格“: ”；这若是正文，请加引号"),
        "C112": ("列表项前面用了“{what}”", "改成半角减号加一个空格“- ”"),
        "C113": ("缩进、“-”或“:”后面有全角空格或不间断空格", "改成半角空格"),
        "C114": ("缩进用了制表符（Tab）", "改成空格，每级两个；在编辑器里设为“用空格代替制表符”"),
        "C115": ("文件开头有 BOM 标记", "另存为“UTF-8（无 BOM）”"),
        "C116": ("换行符不是 LF（Windows 的 CRLF，或单独的 CR）", "另存为 LF 换行"),
        "C117": ("文件的编码是 {what}，应为 UTF-8", "在编辑器里另存为 UTF-8"),
        "C118": (
            "有看不见的字符 {what}（零宽字符、文字方向标记或行分隔符）",
            "删去它；多半是从网页或聊天软件复制时带来的",
        ),
        "C119": ("键的冒号后面缺一个空格", "写成“名称: 内容”"),
        "C120": ("列表项的“-”后面缺一个空格", "写成“- 内容”"),
        "C121": ("花括号里用了全角逗号“，”分隔", "改成半角逗号加一个空格“, ”；这若是正文，请加引号"),
    }
    return texts[code]
