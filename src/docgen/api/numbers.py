"""Document numbers of a kind and a year: used, kept back, given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.approval.ledger import event_kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import numbers
from docgen.approval.rules.rights import check_right

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key

_STANDINGS = {
    event_kinds.NUMBER: "已取号",
    event_kinds.ISSUE: "已用",
    event_kinds.NUMBER_RESERVED: "保留",
    event_kinds.NUMBER_VOIDED: "作废",
}


@dataclass(frozen=True, slots=True)
class NumberUse:
    """A number that is not free: as it is printed, its standing (已取号, 已用, 保留, 作废), and why."""

    text: str
    standing: str
    reason: str


class Numbers:
    """The numbers of a record: `Approvals.numbers`. `year` is this year's if 0."""

    def __init__(self, approvals: Approvals) -> None:
        self._approvals = approvals
        self._desk = approvals.desk

    def taken(self, kind: str, year: int = 0) -> list[NumberUse]:
        """The numbers of a kind that are not free."""
        rule, when = self._rule(kind), self._year(year)
        found = sorted(numbers.taken(self._desk.ledger(), rule.code, when).items())
        return [NumberUse(rule.text(when, value), _STANDINGS[standing], reason) for value, (standing, reason) in found]

    def next(self, kind: str, year: int = 0) -> str:
        """The number that the next issue gets."""
        return numbers.next_number(self._desk.ledger(), self._rule(kind), self._year(year)).text

    def reserve(self, kind: str, value: int, reason: str, key: Key, year: int = 0) -> str:
        """Keep a number back: it is not given by itself. The number as it is printed."""
        rule, when = self._confirmed_rule(kind), self._year(year)

        def decide(ledger: Ledger) -> list[Draft]:
            check_right(event_kinds.NUMBER_RESERVED, ledger, self._desk.act("", key))
            return numbers.reserve(ledger, rule, when, value, reason, key.person, key)

        self._desk.transact(decide, key)
        return rule.text(when, value)

    def void(self, kind: str, value: int, reason: str, key: Key, year: int = 0) -> str:
        """Give a number up for ever. The number as it would be printed."""
        rule, when = self._confirmed_rule(kind), self._year(year)

        def decide(ledger: Ledger) -> list[Draft]:
            check_right(event_kinds.NUMBER_VOIDED, ledger, self._desk.act("", key))
            return numbers.void(ledger, rule, when, value, reason, key.person, key)

        self._desk.transact(decide, key)
        return rule.text(when, value)

    def _rule(self, kind: str) -> numbers.NumberRule:
        from docgen.approval.desk.routes import number_rule

        return number_rule(self._desk.workspace, self._approvals.workspace.kind(kind))

    def _confirmed_rule(self, kind: str) -> numbers.NumberRule:
        """The same, as an administrator confirmed it: for what is recorded by it. Raises DocgenError A341, A342."""
        from docgen.approval.desk.policies import check_policy_of

        check_policy_of(self._desk, kind)
        return self._rule(kind)

    def _year(self, year: int) -> int:
        return year or int(self._desk.day[:4])
