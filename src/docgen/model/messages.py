"""What is wrong with labels and references (D1xx): codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

LABEL_TWICE = Message(
    "D101",
    "标签“{label}”重复定义",
    "{way}",
    "同一个标签（id）出现了两次，引用无法判断指哪一处。给其中一处改名。",
)
NO_LABEL = Message(
    "D102",
    "引用的标签“{label}”不存在",
    "{way}",
    "引用了不存在的标签。检查拼写；被引用的标题、表或图须写上 id。",
)
NO_NUMBER = Message(
    "D103",
    "引用“{label}”要求编号，但该处没有编号",
    '改用 form="title" 按标题引用，或给该处编号（表、图需要题注）',
    '引用要求编号，但目标没有编号。按标题引用（form="title"），或给目标编号；表和图有题注才有编号。',
)
