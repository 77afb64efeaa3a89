"""What the codes of the checker mean: the rules' docstrings, and the checker's own."""

from __future__ import annotations

from docgen.check import messages
from docgen.check.rule import FAMILIES, Rule
from docgen.check.rules import RULES
from docgen.errors import explained

_OWN = explained(messages)


def explain(rule: Rule) -> str:
    """The documentation of a rule, with its name, severity and whether --fix mends it."""
    level = "错误" if rule.severity == "error" else "警告"
    fix = "，--fix 可以改正" if rule.fixable else ""
    return f"{rule.title}（{rule.name}，{level}{fix}）\n{rule.documentation}"


EXPLANATIONS: dict[str, str] = {**_OWN, **{code: explain(rule) for code, rule in sorted(RULES.items())}}


def rules_page() -> str:
    """docs/rules.md: every rule with its documentation, by family."""
    lines = [
        "# 检查规则",
        "",
        "由规则的文档字符串生成：`python -m docgen.check.explanations > docs/rules.md`；测试保证两者一致。",
        "",
        "`docgen check` 默认运行全部规则。`--select K3`、`--ignore K503` 按代码的开头选；`docgen.yaml` 的 `checks.rules` 改级别或关闭；",
        "`# docgen: ignore K503 原因` 写在那一行或上一行，只忽略那一处，必须写原因。",
    ]
    for family, title in FAMILIES.items():
        lines += ["", f"## {family}xx {title}", ""]
        if family == "K0":
            lines += [f"- **{code}** {text}" for code, text in _OWN.items()]
            continue
        for code in sorted(code for code in RULES if code.startswith(family)):
            rule = RULES[code]
            level = "错误" if rule.severity == "error" else "警告"
            fix = "；`--fix` 可以改正" if rule.fixable else ""
            lines += [f"### {code} {rule.title}", "", f"`{rule.name}`，{level}{fix}", ""]
            for line in rule.documentation.split("\n"):
                lines += [line, ""] if line else []
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(rules_page())
