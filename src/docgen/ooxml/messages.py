"""What the ooxml room says of a file: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

_SAVE_AGAIN = "在 Word 或 WPS 里打开它，另存为 .docx 再用"
_OTHER_SOURCE = "这不像正常的 Word 文件；请从可信的来源重新取得模板"
_NO_DOCTYPE = "正常的 Word 文件没有 DOCTYPE；请从可信的来源重新取得模板"

UNREADABLE = Message(
    "W101",
    "Word 文件打不开：{reason}",
    _SAVE_AGAIN,
    "Word 模板打不开，或不是 .docx。旧格式 .doc 请在 Word 或 WPS 里另存为 .docx。",
)
NO_DOCUMENT = Message("W101", "压缩包里没有 Word 文档（word/document.xml）", _SAVE_AGAIN)
BROKEN_PART = Message("W101", "部件 {part} 已损坏（第 {line} 行）", _SAVE_AGAIN)
NO_BODY = Message("W101", "{part} 不是普通的 Word 正文", _SAVE_AGAIN)
TOO_LARGE = Message(
    "W102",
    "Word 文件太大：{count} 个部件，展开后 {megabytes} MB",
    _OTHER_SOURCE,
    "Word 模板大得不正常，或压缩比异常。docgen 不展开这样的文件，以免占满内存。",
)
BOMB = Message("W102", "部件 {part} 的压缩比异常（压缩炸弹）", _OTHER_SOURCE)
MACROS = Message(
    "W103",
    "Word 文件带有宏",
    "在 Word 里另存为不带宏的 .docx",
    "Word 模板带有宏（.docm）。宏会在收件人的电脑上运行，docgen 不接受；请另存为不带宏的 .docx。",
)
TEMPLATE_MACROS = Message("W103", "Word 模板带有宏（.docm、.dotm）", "在 Word 里另存为不带宏的 .docx 或 .dotx")
DOCTYPE = Message(
    "W104",
    "部件 {part} 里有 DOCTYPE 声明",
    _NO_DOCTYPE,
    "Word 文件的部件里有 DOCTYPE 声明。正常的 Word 文件没有它；它可能用来读取别的文件。",
)
ODD_ENCODING = Message("W104", "部件 {part} 用了不寻常的编码", _NO_DOCTYPE)
NAMED_ENCODING = Message("W104", "部件 {part} 用了不寻常的编码 {encoding}", _NO_DOCTYPE)
OUTSIDE = Message(
    "W105",
    "部件名 {part} 指到了文件之外",
    _OTHER_SOURCE,
    "Word 文件的压缩包不正常：部件的名称指到文件之外、重名、互相重叠、加了密，或用了 Word 不用的压缩方法。不要使用这样的文件。",
)
TWICE = Message("W105", "部件 {part} 出现了两次", _OTHER_SOURCE)
ODD_PACKING = Message("W105", "部件 {part} 加了密，或用了 Word 不用的压缩方法", _OTHER_SOURCE)
OVERLAPPING = Message("W105", "部件 {part} 与 {other} 重叠（压缩炸弹）", _OTHER_SOURCE)
MISSING_PART = Message(
    "W106",
    "{source} 引用的部件 {target} 不在文件里",
    "Word 能打开，但那里什么也没有；若是图片，重新插入一次再保存",
    "Word 文件里有一条关系指向不存在的部件（被清理工具删去的缩略图、图片等）。Word 照样打开，docgen 也照样使用；若那里本来有图片，请在 Word 里重新插入。",
    severity="warning",
)
NO_MEASURE = Message(
    "W107",
    "{part}：{element} 的 {attribute}=“{value}”不是{expected}，按没有写处理{more}",
    "在 Word 里打开它，重新设一次这处格式再保存",
    "Word 文件里有读不懂的度量、开关或数字（多半是转换工具写错的）。docgen 认得小数、带单位的长度（12pt、2.5cm、1in）、百分数和各种写法的开关；别的写法当作没有写，用默认值。",
    severity="warning",
)
