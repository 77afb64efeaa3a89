"""The data of a flow chart: steps and what follows them, read and checked.

`{title?, steps: [{id, name, type?, role?, next?: [id | {to, label?}]}]}`; `type` is start, step, decision, document
or end (step if absent; the Chinese names are known too), `role` the swim lane. A step without `next` leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.figures import messages
from docgen.figures.faults import Fault, Record, first_of_each, near, record

TYPES = {"start": "start", "step": "step", "decision": "decision", "document": "document", "end": "end",
         "开始": "start", "步骤": "step", "判断": "decision", "文件": "document", "结束": "end"}  # fmt: skip
_FLOW = ("title", "steps")
_STEP = ("id", "name", "type", "role", "next")
_LARGEST = 400  # steps


@dataclass(frozen=True, slots=True)
class Edge:
    """From one step to another, by index; `label` is a condition such as 是 or 驳回."""

    source: int
    target: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    type: str
    role: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Edges in the order of their steps' `next`."""

    title: str
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]

    @property
    def roles(self) -> list[str]:
        """Swim lanes in the order of their first steps; none if no step has a role."""
        return [role for role in dict.fromkeys(step.role for step in self.steps) if role]


def read_flow(data: Any) -> tuple[Flow | None, list[Fault]]:
    """The flow, or None and all that is wrong (P131, P132, P135, P137, P138, P139)."""
    source, faults = record(data, _FLOW)
    if source is None:
        return None, faults
    records = source.records("steps", _STEP, required=True)
    if len(records) > _LARGEST:
        source.fault(messages.TOO_MANY_STEPS, "steps", count=len(records))
        return None, faults
    names = [(item.text("id", required=True), (*item.path, "id")) for item in records]
    index = first_of_each(names, faults, "步骤")
    edges: list[Edge] = []
    steps: list[Step] = []
    for number, item in enumerate(records):
        steps.append(Step(item.text("name", required=True), item.choice("type", TYPES, "step"), item.text("role")))
        edges += _next(item, number, index, faults)
    if faults:
        return None, faults
    return Flow(source.text("title"), tuple(_with_roles(steps)), tuple(dict.fromkeys(edges))), faults


def _next(item: Record, number: int, index: dict[str, int], faults: list[Fault]) -> list[Edge]:
    value = item.raw("next")
    entries = value if isinstance(value, list) else [] if value is None else [value]
    edges: list[Edge] = []
    for position, entry in enumerate(entries):
        path = (*item.path, "next", position) if isinstance(value, list) else (*item.path, "next")
        if isinstance(entry, Mapping):
            one = Record(entry, path, faults, ("to", "label"))
            target, label, path = one.text("to", required=True), one.text("label"), (*path, "to")
        elif isinstance(entry, str | int) and not isinstance(entry, bool):
            target, label = str(entry).strip(), ""
        else:
            faults.append(Fault(path, messages.STEP_NEXT))
            continue
        if target in index:
            edges.append(Edge(number, index[target], label))
        elif target:
            faults.append(
                Fault(
                    path, messages.NO_STEP, {"target": target, "way": near(target, list(index), "next 里写步骤的 id")}
                )
            )
    return edges


def _with_roles(steps: list[Step]) -> list[Step]:
    """Where some steps have a role, the others stand in the lane of the step before them."""
    role = next((step.role for step in steps if step.role), "")
    found: list[Step] = []
    for step in steps:
        role = step.role or role
        found.append(Step(step.name, step.type, role))
    return found
