"""What the codes of fonts (F1xx) and layout (L1xx) mean, for `docgen explain`."""

from __future__ import annotations

from docgen.messages import _

EXPLANATIONS: dict[str, str] = {
    "F101": _("装着的字体里没有这个字，印出来会是空框。换一个写法，或把有这个字的字体放进工作目录的 fonts/。docgen doctor 列出用到的字体。"),
    "L101": _("排版时要读工作目录以外的文件或网络，被拒绝了。图片放进 content/ 或 templates/。"),
    "L110": _("docgen 的中文排版层只配 WeasyPrint 70；版本不符时宁可停下，也不排出难看的版面。"),
    "L120": _("排版结果里找不到某个标题或表所在的页，目录页码无法填写。这是 docgen 的缺陷，请报告。"),
}
