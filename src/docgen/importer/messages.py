"""What the importer says: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

_NO_FILE = "docgen import 找不到或读不出文件。检查文件名、所在的文件夹和权限。"

NO_FILE = Message("I101", "没有这个文件", "检查文件名和所在的文件夹", _NO_FILE)
A_FOLDER = Message("I101", "这是文件夹，不是文件", "一次导入一个文件")
UNREADABLE = Message("I101", "文件读不出来：{reason}", "检查文件的权限；文件若正在 Word 里打开，请先关闭")

EMPTY_FILE = Message("I102", "文件是空的", "检查是不是选错了文件", "要导入的文件里没有文字。扫描件、图片要先用文字识别软件取出文字。")  # fmt: skip
NO_TEXT = Message("I102", "文件里没有文字", "若内容是图片，先用文字识别软件取出文字")
EMBEDDED_ONLY = Message("I102", "文件里没有文字，只嵌着别的文件（altChunk）", "在 Word 里打开它，另存为 .docx，再导入")
NOTHING_TO_IMPORT = Message("I102", "文件里没有可导入的文字", "若内容是图片或网页广告，先取出要导入的文字")

NO_TEXT_FILE = Message(
    "I103",
    "这不是文字文件",
    "可以导入 .txt、.md、.docx；.doc 和 .wps 要装有 LibreOffice",
    "要导入的文件不是文字，也不是 Word 文件。可以导入 .txt、.md、.docx；.doc 和 .wps 由 LibreOffice 转换。",
)
PICTURE_FORM = Message("I103", "这不是能导入的文件", "PDF 和图片先用 Word 或文字识别软件转成 .docx；压缩包先解开")
ENCRYPTED = Message(
    "I104",
    "文件加了密码",
    "在 Word 或 WPS 里打开它，去掉打开密码（文件→信息→保护文档），另存后再导入",
    "Word 文件设了打开密码，里面的内容读不到。去掉密码另存后再导入。",
)
TOO_LARGE = Message(
    "I105",
    "文件有 {size} MB，超过 {limit} MB",
    "文件里多半是图片；删去图片，或分成几个文件再导入",
    "要导入的文件太大。文书不会有这么多文字，多半是图片。",
)
CHANGES = Message(
    "I110",
    "文件里有 {count} 处修订没有处理：{shown}",
    "在 Word 的“审阅”里接受或拒绝修订，再导入；要当作全部接受，加 --changes accept",
    "Word 文件里有没处理的修订（插入、删除、移动）。同一段话有两种写法，docgen 不替你选：先在 Word 里处理，或用 --changes accept 当作全部接受。",
)
THERE_ALREADY = Message(
    "I120",
    "文件已经存在，没有覆盖",
    "用 --out 换一个文件夹，或先移走旧的草稿",
    "草稿或报告已经存在，docgen import 不覆盖。用 --out 换一个文件夹，或先移走旧的草稿。",
)
NO_SUCH_KIND = Message(
    "I121",
    "导入不能写成文种“{kind}”",
    "可以写成：{names}；不写 --kind 由 docgen 判断",
    "指定的文种（--kind）不认识，或不能由导入生成。不写 --kind，docgen 自己判断。",
)
UNEVEN = Message(
    "I122",
    "字符对不上：少了“{missing}”，多了“{surplus}”",
    "请对照原稿找回；这是 docgen 的缺陷，请把原稿的相关段落发给我们",
    "导入的文字和草稿对不上：有字符既不在草稿里，也不在丢弃清单里，或多了出来。这是 docgen 的缺陷；报告里写着是哪些字，请对照原稿找回。",
    "warning",
)
