"""What the revision room's problem codes mean."""

from __future__ import annotations

EXPLANATIONS: dict[str, str] = {
    "V101": "docgen diff 的版本写成另一个 .yaml 或 .docx 文件、已签发的版本（V1.0），或 Git 的提交、标签。",
    "V102": "Git 的那个版本里没有这个内容文件：那时还没有建立，或叫别的名称。",
    "V103": "Git 取不出那个版本：仓库不完整，或 Git 没有回应。",
    "V104": "这个文种的文档是填好的 Word 表单，没有可以比较的正文。",
    "V111": "Word 文件里有别人未处理的修订，比较的结果会混进这些修订。先在 Word 里接受或拒绝它们。",
    "V112": "签发件旁边存档的文档树（document.json）损坏或被改过。从备份恢复，或把它移走，改与 Word 文件比较。",
}
