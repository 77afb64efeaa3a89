"""The route as a flow chart, with where the document stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docgen.approval.rules.descriptions import rule
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.route import Step
from docgen.approval.rules.state import State
from docgen.errors import DocgenError, Location
from docgen.figures.draw import TURNED, UPRIGHT, draw


def draw_route(title: str, state: State, steps: Sequence[Step], organisation: Organisation, place: str) -> list[str]:
    """The SVG of each page. `steps` for a document not submitted yet. Raises DocgenError P13x where it cannot be drawn."""
    data = _flow(title, state, steps, organisation)
    for area in (UPRIGHT, TURNED):
        pictures, faults = draw("flow", data, area)
        if not faults:
            return [picture.svg for picture in pictures]
    raise DocgenError(fault.at(Location(place)) for fault in faults)


def _in_lines(names: list[str]) -> str:
    """Two names a line, so that none is broken in the middle."""
    return "、\n".join("、".join(names[start : start + 2]) for start in range(0, len(names), 2))


def _flow(title: str, state: State, steps: Sequence[Step], organisation: Organisation) -> dict[str, Any]:
    shown = {found.step.id: found for found in state.steps} if state.run and state.run.open else {}
    stages: list[list[Step]] = []
    for step in [found.step for found in state.steps] if shown else steps:
        if stages and step.group and stages[-1][0].group == step.group:
            stages[-1].append(step)
        else:
            stages.append([step])
    entries: list[dict[str, Any]] = [
        {
            "id": "start",
            "name": "拟稿送审",
            "type": "start",
            "next": [s.id for s in stages[0]] if stages else ["end"],
        }
    ]
    for index, stage in enumerate(stages):
        following = [step.id for step in stages[index + 1]] if index + 1 < len(stages) else ["end"]
        for step in stage:
            found = shown.get(step.id)
            mark = ("✓ " if found.passed else "▶ " if found.current else "") if found else ""
            names = _in_lines(list(map(organisation.name_of, step.people)))
            count = f"\n{rule(step)}" if len(step.people) > 1 else ""
            entries.append(
                {"id": step.id, "name": f"{mark}{step.name}\n{names}{count}", "type": "step", "next": following}
            )
    entries.append({"id": "end", "name": "编号定稿", "type": "end"})
    return {"title": title, "steps": entries}
