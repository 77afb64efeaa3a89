"""What comparing says: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

_GIT_BROKEN = "Git 取不出那个版本：仓库不完整，或 Git 没有回应。"

NO_REVISION = Message(
    "V101",
    "找不到这个版本",
    "写成：另一个 .yaml 或 .docx 文件，已签发的版本（V1.0），或 Git 的提交、标签（HEAD~1）",
    "docgen diff 的版本写成另一个 .yaml 或 .docx 文件、已签发的版本（V1.0），或 Git 的提交、标签。",
)
NOT_IN_REVISION = Message(
    "V102",
    "版本 {revision} 里没有这个文件",
    "新建的文件还没有旧版可比，提交到 Git 或签发以后才有；要与别的文件比，写 docgen diff 文件 旧稿.docx；"
    "文件若改过名，取出那时的文件再比：git show {revision}:旧路径 > 旧版.yaml",
    "Git 的那个版本里没有这个内容文件：那时还没有建立，或叫别的名称。",
)
GIT_FAILS = Message("V103", "Git 取不出这个版本：{reason}", "检查 Git 仓库是否完整（git fsck）", _GIT_BROKEN)
GIT_IS_SLOW = Message("V103", "Git 一分钟没有回应", "稍后再试，或先把那个版本存成文件再比较")
A_FORM = Message(
    "V104",
    "这个文种只有表单，没有可比较的正文",
    "在 Word 里用“比较”功能比较两个表单",
    "这个文种的文档是填好的 Word 表单，没有可以比较的正文。",
)
CHANGES = Message(
    "V111",
    "文件里有未处理的修订",
    "先在 Word 里接受或拒绝全部修订，再比较",
    "Word 文件里有别人未处理的修订，比较的结果会混进这些修订。先在 Word 里接受或拒绝它们。",
)
BROKEN_TREE = Message(
    "V112",
    "存档的文档树读不出来",
    "这个文件由 docgen 写出，不能手改；从备份恢复它，或与 Word 文件比较",
    "签发件旁边存档的文档树（document.json）损坏或被改过。从备份恢复，或把它移走，改与 Word 文件比较。",
)
CHANGED_TREE = Message(
    "V112",
    "存档的文档树与清单不符：签发后被改动过",
    "从备份恢复这个文件夹；docgen verify --record 列出所有改动过的签发件",
)
