"""What docgen says of Word templates (W110…W191): code, fact, way out and explanation of each in one place.

W101…W107 are said by `ooxml`, W200…W210 by `template.forms`.
"""

from __future__ import annotations

from docgen.errors import Message

# --- limits: W142…W145 ---

_LOOPS = "检查模板里的循环和重复；正常的模板用不到这么多。不认识的模板，不要使用"
TOO_LONG = Message(
    "W142",
    "模板渲染超过 {seconds} 秒，已停止（时间限制）",
    _LOOPS,
    "模板渲染用的时间太长，已停止。多半是模板里的循环没有尽头。别人给的模板在单独的进程里渲染，超过时间就停止。",
)
TOO_MUCH_MEMORY = Message(
    "W143",
    "模板渲染用了超过 {megabytes} MB 内存，已停止（内存限制）",
    _LOOPS,
    "模板渲染用的内存太多，已停止。多半是模板里重复或循环得太多。",
)
TOO_MUCH_OUTPUT = Message(
    "W144",
    "模板渲染的结果超过 {megabytes} MB，已停止（输出限制）",
    _LOOPS,
    "模板渲染的结果太大，已停止。检查模板里的循环。",
)
CHILD_DIED = Message(
    "W145",
    "渲染模板的进程意外结束",
    _LOOPS,
    "渲染模板的进程意外结束。模板可能损坏，或是有意为之；在 Word 里另存一份再试，不认识的模板不要使用。",
)

# --- adopting: W192 ---

NARROW_BOX = Message(
    "W192",
    "封面的文本框放不下长名称：{tag} 超过 {count} 字左右就会被切掉（常见的有 {expected} 字）",
    "在 template.docx 里把文本框拉大，或把字号改小，或在它的格式里选“根据文字调整形状大小”",
    "封面上的标题、客户等写在大小固定的文本框里。名称长了，Word 会切掉放不下的行，PDF 里则会与下面的文字重叠。",
    severity="warning",
)
