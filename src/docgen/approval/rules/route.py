"""Routes: the steps a document passes, as data.

    route:
      - {step: review, name: 审核, by: [部门负责人], due: 3, returns: {to: drafter, resume: again}}
      - together:                                  # side by side
          - {step: finance, name: 财务会签, by: [财务], scope: prices}
          - {step: legal, name: 法务会签, by: [法务]}
      - {step: board, name: 公司评审, by: [评审], rule: 5, veto: false, when: {field: quotation_total, over: 200000}}
      - {step: sign, name: 签发, people: [song], sign: true, duplicates: again}

Who: `by` (roles) and `people` (ids). `rule`: all (default), any, majority or a number of approvals. `order`: together
(default) or sequence. `veto`: one return sends the document back (default true); else returns are counted. `scope`:
whole (default), a name of the kind's `scopes`, or a list of headings' labels or titles. `duplicates`: skip (default) or
again, for who has approved the same content in an earlier step. `returns`: where a return goes: drafter (default),
previous, any; and then `resume`: again (default: steps from there on anew) or here (straight to who returned it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from docgen.approval.rules import messages
from docgen.approval.rules.conditions import Condition, read_conditions
from docgen.errors import Location, Message, Problem

Rule = Literal["all", "any", "majority"] | int
Target = Literal["drafter", "previous", "any"]
Resume = Literal["again", "here"]
WHOLE = ("whole",)

_KEYS = (
    "step",
    "name",
    "by",
    "people",
    "rule",
    "order",
    "veto",
    "scope",
    "when",
    "due",
    "returns",
    "duplicates",
    "sign",
)
_CHOICES: dict[str, tuple[str, ...]] = {"order": ("together", "sequence"), "duplicates": ("skip", "again")}


@dataclass(frozen=True, slots=True)
class Step:
    """A step. In a route `people` are those named; in the steps of a submission all who are to act, and the conditions hold.

    `group` is equal for neighbouring steps that run side by side, else "". `due` is in days, 0 for none.
    """

    id: str
    name: str
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rule: Rule = "all"
    order: str = "together"
    veto: bool = True
    scope: tuple[str, ...] = WHOLE
    group: str = ""
    when: tuple[Condition, ...] = ()
    due: int = 0
    return_to: Target = "drafter"
    resume: Resume = "again"
    duplicates: str = "skip"
    sign: bool = False
    added: tuple[str, ...] = ()  # of the people, those who came by add-signer

    @property
    def scope_key(self) -> str:
        return scope_key(self.scope)

    @property
    def needed(self) -> int:
        """Approvals that the step needs; never 0, so that nobody to ask is never consent."""
        count = len(self.people)
        match self.rule:
            case "all":
                return max(count, 1)
            case "any":
                return 1
            case "majority":
                return count // 2 + 1
            case number:
                return max(int(number), 1)


def scope_key(scope: tuple[str, ...]) -> str:
    """A scope's name in a submission's digests."""
    return "|".join(sorted(scope))


@dataclass(frozen=True, slots=True)
class Route:
    steps: tuple[Step, ...] = field(default_factory=tuple)


def to_data(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """Steps as plain data for the record."""
    return [asdict(step) for step in steps]


def from_data(data: list[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps that `to_data` wrote."""
    found = []
    for entry in data:
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        values["when"] = tuple(Condition(**condition) for condition in values["when"])
        found.append(Step(**values))
    return tuple(found)


def read_route(data: Any, place: Location) -> tuple[Route, list[Problem]]:
    """The route of a kind.yaml or docgen.yaml, and everything wrong with it (A101)."""
    reader = _Reader(place)
    if not isinstance(data, list) or not data:
        reader.fault(messages.NO_STEPS)
        return Route(), reader.problems
    steps: list[Step] = []
    for number, entry in enumerate(data, 1):
        if isinstance(entry, Mapping) and "together" in entry:
            parts = entry["together"]
            if set(entry) != {"together"} or not isinstance(parts, list) or not parts:
                reader.fault(messages.NO_PARALLEL_STEPS)
                continue
            steps += [replace(step, group=f"g{number}") for part in parts if (step := reader.step(part))]
        elif step := reader.step(entry):
            steps.append(step)
    ids = [step.id for step in steps]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        reader.fault(messages.STEP_TWICE, step=id)
    return Route(tuple(steps)), reader.problems


class _Reader:
    def __init__(self, place: Location) -> None:
        self._place = place
        self.problems: list[Problem] = []

    def fault(self, message: Message, **values: str) -> None:
        self.problems.append(message.at(self._place, **values))

    def step(self, entry: Any) -> Step | None:
        if not isinstance(entry, Mapping) or not str(entry.get("step") or "").strip():
            self.fault(messages.STEP_WITHOUT_NAME)
            return None
        id = str(entry["step"]).strip()
        before = len(self.problems)
        for key in entry:
            if key not in _KEYS:
                self.fault(messages.UNKNOWN_STEP_KEY, step=id, key=key, names="、".join(_KEYS))
        roles, people = self.texts(entry, "by", id), self.texts(entry, "people", id)
        if not roles and not people:
            self.fault(messages.STEP_OF_NOBODY, step=id)
        choices = {key: self.choice(entry, key, values, id) for key, values in _CHOICES.items()}
        return_to, resume = self.returns(entry, id)
        when, faults = read_conditions(entry.get("when"), id, self._place)
        self.problems += faults
        rule = self.rule(entry, id)
        flags = {key: self.flag(entry, key, default, id) for key, default in (("veto", True), ("sign", False))}
        due = entry.get("due", 0)
        if not isinstance(due, int) or isinstance(due, bool) or not 0 <= due <= 365:
            self.fault(messages.DUE_NO_DAYS, step=id)
            due = 0
        scope = self.texts(entry, "scope", id) or WHOLE
        if len(self.problems) > before:
            return None
        name = str(entry.get("name") or id).strip()
        return Step(
            id, name, roles, people, rule, choices["order"], flags["veto"], scope, "", when, due, return_to, resume, choices["duplicates"], flags["sign"]
        )  # fmt: skip

    def texts(self, entry: Mapping[str, Any], key: str, id: str) -> tuple[str, ...]:
        value = entry.get(key)
        values = [] if value is None else value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item.strip() for item in values):
            self.fault(messages.STEP_VALUE_NO_TEXTS, step=id, key=key)
            return ()
        return tuple(dict.fromkeys(item.strip() for item in values))

    def choice(self, entry: Mapping[str, Any], key: str, values: tuple[str, ...], id: str) -> str:
        value = entry.get(key, values[0])
        if value not in values:
            self.fault(messages.STEP_VALUE_NO_CHOICE, step=id, key=key, names="、".join(values))
        return str(value)

    def flag(self, entry: Mapping[str, Any], key: str, default: bool, id: str) -> bool:
        value = entry.get(key, default)
        if not isinstance(value, bool):
            self.fault(messages.STEP_VALUE_NO_FLAG, step=id, key=key)
        return bool(value)

    def rule(self, entry: Mapping[str, Any], id: str) -> Rule:
        value = entry.get("rule", "all")
        if value in ("all", "any", "majority"):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault(messages.ODD_RULE, step=id)
        return "all"

    def returns(self, entry: Mapping[str, Any], id: str) -> tuple[Target, Resume]:
        value = entry.get("returns") or {}
        known = {"to": ("drafter", "previous", "any"), "resume": ("again", "here")}
        if not isinstance(value, Mapping) or any(key not in known or value[key] not in known[key] for key in value):
            self.fault(messages.ODD_RETURNS, step=id)
            return "drafter", "again"
        return value.get("to", "drafter"), value.get("resume", "again")
