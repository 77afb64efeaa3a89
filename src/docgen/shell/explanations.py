"""What the shell room's problem codes mean, for `docgen explain`."""

from __future__ import annotations

from docgen.messages import _

EXPLANATIONS: dict[str, str] = {
    "W101": _("Word 模板打不开，或不是 .docx。旧格式 .doc 请在 Word 或 WPS 里另存为 .docx。"),
    "W102": _("Word 模板大得不正常，或压缩比异常。docgen 不展开这样的文件，以免占满内存。"),
    "W103": _("Word 模板带有宏（.docm）。宏会在收件人的电脑上运行，docgen 不接受；请另存为不带宏的 .docx。"),
    "W104": _("Word 文件的部件里有 DOCTYPE 声明。正常的 Word 文件没有它；它可能用来读取别的文件。"),
    "W110": _("Word 模板里须有一段只写 {{p body }}，正文排在那里。"),
    "W111": _("正文或目录的位置出现了不止一处。只留一处。"),
    "W112": _("{{p body }} 和 {{p toc }} 须单独成段，直接放在正文里，不能在表格、文本框里，也不能与别的文字同段。"),
    "W120": _("Word 模板里的标签写错了，例如 {{ 没有配对的 }}，或 {% if %} 没有 {% endif %}。"),
    "W121": _("Word 模板用了 docgen 不知道的名称。可用的名称见 docs/architecture.md；kind.yaml 的 fields 可以增加。"),
    "W130": _("排版需要的样式不在 Word 模板里。内置样式要在文档里用过一次才会存进文件；也可在 shell.yaml 的 roles 里指定替代的样式。"),
    "W131": _("shell.yaml 的 roles 里写了不存在的角色。"),
    "W140": _("样式用了多倍行距或最小行距。行高随字体而变，Word、WPS 和 PDF 的分页可能不同，目录页码以 PDF 为准会有出入。改为固定值即可一致。"),
    "W141": _("页面的文档网格与正文的固定行距不一致，各软件对齐网格的做法不同，分页可能不同。选“无网格”，或让两者相等。"),
}
