"""What is said of LibreOffice, of PDFs that an office program exported, and of finding pages in them (L111–L126)."""

from __future__ import annotations

from docgen.errors import Message

NO_LIBREOFFICE = Message(
    "L111",
    "这台电脑上没有 LibreOffice",
    "安装 LibreOffice（例如 sudo apt-get install libreoffice-writer-nogui）；或自己导出 PDF，用 --pages 导出的.pdf",
    "这一步要用 LibreOffice：表单的 PDF 由它转出，docgen repage --pages libreoffice 用它排版，docgen import 用它读 .doc 和 .wps。装上它；或者自己在 Word、WPS 里导出 PDF（用 --pages 导出的.pdf），或另存为 .docx。",
)
NO_LIBREOFFICE_TO_READ = Message(
    "L111",
    "这台电脑上没有 LibreOffice，读不了 {suffix} 文件",
    "安装 LibreOffice（例如 sudo apt-get install libreoffice-writer-nogui）；或在 Word、WPS 里另存为 .docx",
)
NO_EXPORT = Message(
    "L112",
    "LibreOffice 没有导出 PDF：{said}",
    "在 LibreOffice 里打开这个文件，看能否导出",
    "LibreOffice 没有导出 PDF、打不开旧格式的文件，或太久没有结束。先在 LibreOffice 里打开这个 Word 文件看看；也可以用 Word 或 WPS 导出的 PDF。",
)
NOT_OPENED = Message("L112", "LibreOffice 打不开这个文件：{said}", "在 Word 或 WPS 里打开它，另存为 .docx 再用")
TOO_SLOW = Message("L112", "LibreOffice {seconds} 秒还没有做完，已停止", "在 LibreOffice 里打开这个文件，看能否导出")
BROKEN_PDF = Message(
    "L113",
    "PDF 打不开：文件不完整，或有密码",
    "在 Word 或 WPS 里重新导出 PDF，不要加密码",
    "PDF 打不开：文件不完整，或加了密码。重新导出一份。",
)
NO_TEXT = Message(
    "L114",
    "PDF 里没有文字，认不出标题在哪一页",
    "用 Word 或 WPS 的“导出为 PDF”，不要用扫描件或图片型 PDF",
    "PDF 里没有文字（扫描件，或文字已转成图形），认不出标题在哪一页。用 Word 或 WPS 直接导出。",
)
_SAME_EDITION = "Word 文件与 PDF 须是同一版：打开这个 Word 文件，保存，再导出 PDF"
NOT_FOUND = Message(
    "L121",
    "PDF 里找不到{what}",
    _SAME_EDITION,
    "PDF 里找不到某个标题、题注或索引标记，多半是 PDF 不是从这个 Word 文件导出的：导出之后文件又改过，或弄错了文件。保存 Word 文件，重新导出 PDF 再试。文件没有改动。",
)
NOT_ON_ITS_PAGE = Message("L121", "{what}应在 PDF 第 {page} 页，但那一页没有这些文字", _SAME_EDITION)
ON_SEVERAL_PAGES = Message(
    "L122",
    "{what}在 PDF 里可能在第 {pages} 页，不能确定",
    "导出 PDF 时选“使用标题创建书签”（WPS：导出书签），再试",
    "同样的文字在 PDF 的几页上都有，次序也分不出是哪一处。导出 PDF 时选上“使用标题创建书签”，docgen 就能分辨。文件没有改动。",
)
COUNTS_ANEW_IN_A_PAGE = Message(
    "L126",
    "从{what}起的一节是“连续”的，页码却重新开始，算不出印在纸上的页码",
    "在 Word 里把这个分节符改为“下一页”，或让页码“续前节”",
    "某一节重新开始的页码算不出来：分节符是“连续”的，或编号格式不常见。改为从下一页开始的节，或常用的格式。",
)
UNKNOWN_FORMAT = Message("L126", "页码的编号格式 {form} 不认识", "在 Word 的“设置页码格式”里改为 1、2、3 或 i、ii、iii")
