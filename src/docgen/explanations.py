"""All problem codes with what they mean: gathered from the rooms and from installed packages, for `docgen explain`.

A room keeps what it says in its `messages.py` (`docgen.errors.Message`), and is found here by that name alone. Tables of
explanations without messages are what has not been moved there yet.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from docgen.approval.rules.explanations import EXPLANATIONS as RULES_OF_APPROVAL
from docgen.check.explanations import EXPLANATIONS as CHECKS
from docgen.check.explanations import explain
from docgen.check.rules import RULES, rules_of
from docgen.errors import explained
from docgen.extension import Extensions
from docgen.template.explanations import EXPLANATIONS as TEMPLATE

_OWN: dict[str, str] = {
    "L120": "排版结果里找不到某个标题或表所在的页，目录页码无法填写。这是 docgen 的缺陷，请报告。",
    "L123": "目录项或页码引用指向的书签已经不在 Word 文件里，在 Word 里会显示“错误！未定义书签”。更新整个目录，或删去这处引用。",
    "L124": "目录项没有指向标题的链接，或索引项在正文里没有对应的标记（XE 域），docgen 不知道它指哪一处。在 Word 里更新整个目录或索引。",
    "L125": "页码域里没有存下结果，没有地方可填。在 Word 里按 F9 更新域，保存后再试。",
    "L127": "这个页码域带有自己的格式开关（\\p、\\#、\\*），docgen 不改它，以免改错。其余的页码都已改正。",
    "L129": "Word 文件的部件不是 UTF-8 编码，或不是完好的 XML。在 Word 或 WPS 里另存为 .docx。",
    "B120": "环境变量 SOURCE_DATE_EPOCH 应是整数（1970 年以来的秒数），文件的日期由它而来。",
    "P121": "这种图片放不进 Word 文件；另存为 PNG 或 JPEG。",
    "D120": "文字里有 Word 文件不能容纳的控制字符。",
}


def rooms() -> list[ModuleType]:
    """The `messages` modules of docgen's rooms; those of `pay` come with its extension, as any package's do."""
    home = Path(__file__).parent
    names = [file.relative_to(home).with_suffix("").parts for file in sorted(home.rglob("messages.py"))]
    return [import_module(".".join(("docgen", *parts))) for parts in names if parts[0] != "pay"]


EXPLANATIONS: dict[str, str] = {**CHECKS, **TEMPLATE, **RULES_OF_APPROVAL, **explained(*rooms()), **_OWN}


def all_explanations(extensions: Extensions) -> dict[str, str]:
    """What each code means, those of installed packages too; docgen's own codes are nobody else's."""
    found: dict[str, str] = {}
    for extension in extensions.all():
        found |= {message.code: message.explanation for message in extension.messages() if message.explanation}
        found |= {code: explain(rule) for code, rule in rules_of([extension]).items()}
    return {**found, **EXPLANATIONS}


def code_of(word: str, extensions: Extensions) -> str:
    """The code that a word means: a rule of the checker may be asked for by its name too (slip, 常见的错别字)."""
    rules = {**RULES, **rules_of(extensions.all())}
    return next((code for code, rule in rules.items() if word in (rule.name, rule.title)), word.upper())
