"""What verifying the record says, each with its way out and its explanation."""

from __future__ import annotations

from docgen.errors import Message

UNREADABLE_CHECKPOINT = Message(
    "A431",
    "检查点读不出来：{reason}",
    "检查路径和权限",
)
NUMBER_GIVEN_TWICE = Message(
    "A544",
    "文号 {text} 给了两次",
    "查清哪一份先用，另一份废止后重新编号",
    explanation="同一个文号给了两次：记录被改过，或并入了别处的记录。",
)
ATTACHMENT_TOUCHED = Message(
    "A607",
    "第 {sequence} 条记录的材料“{name}”不见了，或被改动过",
    "从备份恢复 evidence 文件夹",
    explanation="记录里登记过的材料（扫描件、导出件）在 evidence/ 里不见了，或被改动过。从备份恢复。",
)
