"""What a rule is: a function from content to findings under a stable code."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.errors import Severity

CODE = r"[A-Z]{1,3}\d{3}"

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


def rule(
    code: str, name: str, title: str, *, severity: Severity = "warning", fixable: bool = False, needs: str = ""
) -> Callable[[Run], Rule]:
    """Make a rule of a function, whose docstring is its documentation (ValueError if it has none).

    `code` is a letter or more and three digits; `needs` saves time: the rule is not run on a text with none of these characters.
    """

    def make(run: Run) -> Rule:
        if not run.__doc__ or not re.fullmatch(CODE, code):
            raise ValueError(f"{code}: a rule needs a docstring and a code such as K301")
        return Rule(code, name, title, severity, fixable, frozenset(needs), run)

    return make
