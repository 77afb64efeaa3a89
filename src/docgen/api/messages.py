"""What the library says of its own: names and folders of a workspace."""

from __future__ import annotations

from docgen.errors import Message

EXISTS = Message(
    "B103",
    "文件已经存在",
    "换一个名称，或直接编辑它",
    "docgen new 不覆盖已有的文件。换一个名称，或直接编辑已有的文件。",
)
TAKEN = Message(
    "B104",
    "文件夹里已经有 {names}",
    "换一个空文件夹；docgen 不会覆盖已有的文件",
    "docgen init 只在没有 templates/ 和 content/ 的文件夹里建立工作目录。",
)
OUTSIDE = Message(
    "B105",
    "名称不能指向 content/ 以外：{name}",
    "写文件名，或 content/ 下的文件夹和文件名",
    "新文件的名称不能用：它指向 content/ 以外，或带有 Windows 的文件名里不能有的字符。",
)
UNSAFE_NAME = Message("B105", '文件名里不能有 \\ : * ? " < > |，在 Windows 上打不开：{name}', "换一个名称")
UNREADABLE = Message("A526", "文件读不出来：{reason}", "检查文件名和权限", "要查验的文件读不出来，或太大。")
OTHER_TEXT = Message("A206", "您看的文稿校验码是 {code}，现在的内容是 {now}", "重新打印或打开送审稿，看过再办理")
PAPER_INCOMPLETE = Message(
    "A216", "登记纸面签批的内容不全", "三项都要写：--recorded-for 人员 --evidence 扫描件 --code 纸面上的校验码"
)
