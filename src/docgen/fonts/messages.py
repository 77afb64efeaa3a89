"""What the fonts say (F1xx)."""

from __future__ import annotations

from docgen.errors import Message

NO_GLYPH = Message(
    "F101",
    "没有字体能印“{character}”（U+{code:04X}）",
    "换一个写法，或把有这个字的字体文件放进工作目录的 fonts/",
    "docgen 认得的字体里没有这个字，印出来会是空框。换一个写法，或把有这个字的字体放进工作目录的 fonts/。机器上别的字体不会被用上，免得换一台机器版面就变。docgen doctor 列出用到的字体。",
)
