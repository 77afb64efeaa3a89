"""What the importer's problem codes mean, for `docgen explain`."""

from __future__ import annotations

EXPLANATIONS: dict[str, str] = {
    "I101": "docgen import 找不到或读不出文件。检查文件名、所在的文件夹和权限。",
    "I102": "要导入的文件里没有文字。扫描件、图片要先用文字识别软件取出文字。",
    "I103": "要导入的文件不是文字，也不是 Word 文件。可以导入 .txt、.md、.docx；.doc 和 .wps 由 LibreOffice 转换。",
    "I104": "Word 文件设了打开密码，里面的内容读不到。去掉密码另存后再导入。",
    "I105": "要导入的文件太大。文书不会有这么多文字，多半是图片。",
    "I110": "Word 文件里有没处理的修订（插入、删除、移动）。同一段话有两种写法，docgen 不替你选：先在 Word 里处理，或用 --changes accept 当作全部接受。",
    "I120": "草稿或报告已经存在，docgen import 不覆盖。用 --out 换一个文件夹，或先移走旧的草稿。",
    "I121": "指定的文种（--kind）不认识，或不能由导入生成。不写 --kind，docgen 自己判断。",
    "I122": "导入的文字和草稿对不上：有字符既不在草稿里，也不在丢弃清单里，或多了出来。这是 docgen 的缺陷；报告里写着是哪些字，请对照原稿找回。",
}
