"""What the checker says of itself: suppressions and settings; what its rules say stands with them."""

from __future__ import annotations

from docgen.errors import Message

SUPPRESSION_WITHOUT_CODE = Message(
    "K001",
    "忽略没有写代码",
    "写成 # docgen: ignore K301 原因；docgen explain K301 说明代码",
    "一条忽略没有写代码或原因。写成 # docgen: ignore K503 特种作业的法定年龄：以后的人才知道为什么。",
    severity="warning",
)
SUPPRESSION_WITHOUT_REASON = Message(
    "K001",
    "忽略 {codes} 没有写原因",
    "在代码后面写原因，例如 # docgen: ignore K503 特种作业的法定年龄",
    severity="warning",
)
SUPPRESSION_UNUSED = Message(
    "K002",
    "这一行没有 {code} 的问题，忽略是多余的",
    "删去这条忽略",
    "一条忽略没有用处：这一行并没有那个问题。删去它，免得以后真有问题时被盖住。",
    severity="warning",
)
SETTINGS_NO_MAPPING = Message(
    "K003",
    "checks 应是一组“名称: 内容”",
    "例如 rules: {{K503: off}}",
    "docgen.yaml 的 checks 或一条忽略里，名称、代码或级别写得不对。",
)
UNKNOWN_SETTING = Message("K003", "checks 里没有“{key}”这一项", "可以写：{names}")
NO_TEXTS = Message("K003", "“{key}”应是一列文字", "例如 [甲, 乙]")
RULES_NO_MAPPING = Message("K003", "rules 应是一组“代码: 级别”", "例如 {{K503: off}}")
UNKNOWN_RULE = Message("K003", "没有规则 {code}", "docgen explain 列出全部代码")
WRONG_LEVEL = Message("K003", "{code} 的级别只能是 error、warning、off")
WRONG_TERMS = Message("K003", "terms 的每一项是一组叫法", "例如 [[大客户营销, 业务揽收]]")
SUPPRESSED_UNKNOWN_RULE = Message("K003", "没有规则 {code}", "docgen explain 列出全部代码", severity="warning")
