"""What the codes of fonts (F1xx) and layout (L1xx) mean, for `docgen explain`."""

from __future__ import annotations

EXPLANATIONS: dict[str, str] = {
    "F101": "装着的字体里没有这个字，印出来会是空框。换一个写法，或把有这个字的字体放进工作目录的 fonts/。docgen doctor 列出用到的字体。",
    "L101": "排版时要读工作目录以外的文件或网络，被拒绝了。图片放进 content/ 或 templates/。",
    "L110": "docgen 的中文排版层只配 WeasyPrint 70；版本不符时宁可停下，也不排出难看的版面。",
    "L120": "排版结果里找不到某个标题或表所在的页，目录页码无法填写。这是 docgen 的缺陷，请报告。",
    "L111": "这一步要用 LibreOffice：docgen repage --pages libreoffice 用它排版，docgen import 用它读 .doc 和 .wps。装上它；或者自己在 Word、WPS 里导出 PDF（用 --pages 导出的.pdf），或另存为 .docx。",
    "L112": "LibreOffice 没有导出 PDF、打不开旧格式的文件，或太久没有结束。先在 LibreOffice 里打开这个 Word 文件看看；也可以用 Word 或 WPS 导出的 PDF。",
    "L113": "PDF 打不开：文件不完整，或加了密码。重新导出一份。",
    "L114": "PDF 里没有文字（扫描件，或文字已转成图形），认不出标题在哪一页。用 Word 或 WPS 直接导出。",
    "L121": "PDF 里找不到某个标题、题注或索引标记，多半是 PDF 不是从这个 Word 文件导出的：导出之后文件又改过，或弄错了文件。保存 Word 文件，重新导出 PDF 再试。文件没有改动。",
    "L122": "同样的文字在 PDF 的几页上都有，次序也分不出是哪一处。导出 PDF 时选上“使用标题创建书签”，docgen 就能分辨。文件没有改动。",
    "L123": "目录项或页码引用指向的书签已经不在 Word 文件里，在 Word 里会显示“错误！未定义书签”。更新整个目录，或删去这处引用。",
    "L124": "目录项没有指向标题的链接，或索引项在正文里没有对应的标记（XE 域），docgen 不知道它指哪一处。在 Word 里更新整个目录或索引。",
    "L125": "页码域里没有存下结果，没有地方可填。在 Word 里按 F9 更新域，保存后再试。",
    "L126": "某一节重新开始的页码算不出来：分节符是“连续”的，或编号格式不常见。改为从下一页开始的节，或常用的格式。",
    "L127": "这个页码域带有自己的格式开关（\\p、\\#、\\*），docgen 不改它，以免改错。其余的页码都已改正。",
    "L129": "Word 文件的部件不是 UTF-8 编码，或不是完好的 XML。在 Word 或 WPS 里另存为 .docx。",
}
