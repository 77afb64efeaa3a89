"""What is said while a Word file is written, and of the page numbers that a Word file keeps (L120, L123…L129)."""

from __future__ import annotations

from docgen.errors import Message

_SAVE_AGAIN = "在 Word 或 WPS 里打开这个文件，另存为 .docx 再试"

# --- writing ---

NOT_IN_PAGE_MAP = Message(
    "L120",
    "排版结果里找不到“{anchor}”所在的页",
    "这是 docgen 的缺陷：请连同内容文件一起报告",
    "排版结果里找不到某个标题或表所在的页，目录页码无法填写。这是 docgen 的缺陷，请报告。",
)
NO_EPOCH = Message(
    "B120",
    "“{epoch}”不是从 1970 年起的秒数",
    "改为整数，例如 1767225600；或取消这个变量",
    "环境变量 SOURCE_DATE_EPOCH 应是整数（1970 年以来的秒数），文件的日期由它而来。",
)
ODD_PICTURE = Message(
    "P121",
    "Word 文件只能放 PNG 或 JPEG 图片，“{source}”不是",
    "把图片另存为 PNG（SVG 图按 300 dpi 导出），再改引用的文件名",
    "这种图片放不进 Word 文件；另存为 PNG 或 JPEG。",
)
CONTROL_CHARACTER = Message(
    "D120",
    "文字里有 Word 文件不能容纳的字符 U+{number:04X}（在“{before}”之后）",
    "删除这个看不见的控制字符，再生成一次",
    "文字里有 Word 文件不能容纳的控制字符。",
)

# --- the page numbers that a file keeps ---

BOOKMARK_GONE = Message(
    "L123",
    "{what}指向的书签“{anchor}”已不在文件里",
    "它指的标题可能被删了；在 Word 或 WPS 里更新整个目录，或删去这处引用",
    "目录项或页码引用指向的书签已经不在 Word 文件里，在 Word 里会显示“错误！未定义书签”。更新整个目录，或删去这处引用。",
)
ENTRY_WITHOUT_LINK = Message(
    "L124",
    "目录项{what}没有指向标题的链接，不知道它是哪一个标题",
    "在 Word 或 WPS 里更新整个目录（右键，更新域），保存后再试",
    "目录项没有指向标题的链接，或索引项在正文里没有对应的标记（XE 域），docgen 不知道它指哪一处。在 Word 里更新整个目录或索引。",
)
ENTRY_WITHOUT_MARK = Message(
    "L124", "{what}：正文里没有对应的索引标记（XE 域）", "在 Word 里更新索引（选中后按 F9），保存后再试"
)
NO_STORED_PAGE = Message(
    "L125",
    "{what}：页码域里没有存下页码",
    "在 Word 或 WPS 里全选后按 F9 更新域，保存后再试",
    "页码域里没有存下结果，没有地方可填。在 Word 里按 F9 更新域，保存后再试。",
)
OWN_FORMAT = Message(
    "L127",
    "{what}：域 {code} 有自己的格式，页码没有改",
    "在 Word 里选中它按 F9，或去掉域代码里的格式开关",
    "这个页码域带有自己的格式开关（\\p、\\#、\\*），docgen 不改它，以免改错。其余的页码都已改正。",
    severity="warning",
)
NOT_UTF8 = Message(
    "L129",
    "部件 {part} 不是 UTF-8 编码",
    _SAVE_AGAIN,
    "Word 文件的部件不是 UTF-8 编码，或不是完好的 XML。在 Word 或 WPS 里另存为 .docx。",
)
BROKEN_XML = Message("L129", "部件 {part} 不是完好的 XML（第 {line} 行）", _SAVE_AGAIN)
