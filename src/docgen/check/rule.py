"""What a rule is: a function from content to findings, registered under a stable code."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.errors import Severity

Run = Callable[[Content], Iterable[Finding]]

FAMILIES = {
    "K0": "检查器本身",
    "K1": "结构",
    "K2": "编号",
    "K3": "语言",
    "K4": "数字",
    "K5": "人员与法律",
    "K6": "一致性",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` K301, `name` half-width-punctuation, `title` 半角标点; `needs` are characters of which the text must hold one."""

    code: str
    name: str
    title: str
    severity: Severity
    fixable: bool
    needs: frozenset[str]
    run: Run

    def findings(self, content: Content) -> Iterable[Finding]:
        """What the rule finds; it is not run on a text with none of the characters that it needs."""
        return () if self.needs and self.needs.isdisjoint(content.characters) else self.run(content)

    @property
    def documentation(self) -> str:
        """The docstring: what, why, bad and good examples, source."""
        return inspect.cleandoc(self.run.__doc__ or "")


RULES: dict[str, Rule] = {}


def rule(
    code: str, name: str, title: str, *, severity: Severity = "warning", fixable: bool = False, needs: str = ""
) -> Callable[[Run], Run]:
    """Register a rule. `needs` saves time: the rule is not run on a text with none of these characters."""

    def register(run: Run) -> Run:
        assert code not in RULES, code
        assert run.__doc__, f"{code} has no documentation"
        RULES[code] = Rule(code, name, title, severity, fixable, frozenset(needs), run)
        return run

    return register
