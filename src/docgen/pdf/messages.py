"""What the layout says, each with its way out and its explanation (codes L1xx of this room)."""

from __future__ import annotations

from docgen.errors import Message

DENIED = Message(
    "L101",
    "拒绝读取 {address}",
    "图片放进工作目录的 content/ 或 templates/，用相对路径引用；docgen 不读取网络和别处的文件",
    "排版时要读工作目录以外的文件或网络，被拒绝了。图片放进 content/ 或 templates/。",
)
FOREIGN_LIBRARY = Message(
    "L110",
    "docgen 的排版补丁认得 {known}，装着的不同：{found}",
    "运行 pip install {requirements}",
    "docgen 改写了 WeasyPrint 和 pydyf 的几个内部函数（docs/patches.md），只认得试过的版本；装着的版本或函数不同时，宁可在开始时停下，也不排出错的版面。",
)
