"""What the app room says itself: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

# --- forms: B140…B142 ---

SEVERAL_RECORDS = Message(
    "B140",
    "数据是列表，有 {count} 份",
    "加上 --each，每份数据生成一个文件",
    "docgen form 的数据是列表时，须加 --each，每份数据生成一个文件。",
)
NAME_TWICE = Message(
    "B141",
    "文件名“{name}”与 {first} 的重复",
    "在 --name 里加上编号一类不会重复的字段",
    "--name 取不出文件名，或两份数据取出同一个文件名。",
)
NO_NAME = Message("B141", "文件名“{pattern}”取不出来：{reason}", "检查 --name 里的名称")
EMPTY_NAME = Message("B141", "文件名是空的", "检查 --name 里的名称")
UNREADABLE_FORM = Message(
    "B142",
    "表单模板读不出来：{reason}",
    "检查文件名、所在的文件夹和权限",
    "docgen form 找不到模板或数据文件，或输出会盖掉模板。",
)
NO_FILE = Message("B142", "没有这个文件", "检查文件名和所在的文件夹")
OVER_TEMPLATE = Message("B142", "输出会盖掉模板自己", "用 -o 写明输出文件")
