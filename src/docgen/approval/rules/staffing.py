"""From a route's rules to the steps of one submission: which apply, and who is to act in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from docgen.approval.rules import messages
from docgen.approval.rules.conditions import Lookup
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.route import Step
from docgen.errors import Location, Problem


@dataclass(frozen=True, slots=True)
class Staffed:
    """The steps that apply, with their people; `passed_over` are those left out because they drafted or edited: step → ids."""

    steps: tuple[Step, ...]
    passed_over: dict[str, tuple[str, ...]]


def staff(
    rules: tuple[Step, ...],
    organisation: Organisation,
    lookup: Lookup,
    editors: Collection[str],
    day: str,
    path: str,
    earlier: tuple[Step, ...] = (),
) -> tuple[Staffed, list[Problem]]:
    """The steps for content behind `lookup`, and A215 for each that nobody could ever pass.

    `earlier` are the steps of the last submission of this revision: signers added to it are added again.
    """
    steps: list[Step] = []
    problems: list[Problem] = []
    passed_over: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        if not all(condition.holds(lookup) for condition in rule.when):
            continue
        named = [person for role in rule.roles for person in organisation.with_role(role, day)]
        named += [
            person for person in rule.people if person in organisation.people and organisation.people[person].here(day)
        ]
        wanted = list(dict.fromkeys(named))
        people = tuple(person for person in wanted if person not in editors)
        if len(people) < len(wanted):
            passed_over[rule.id] = tuple(person for person in wanted if person in editors)
        step = replace(rule, people=people)
        if problem := _unpassable(step, organisation, passed_over.get(rule.id, ()), path):
            problems.append(problem)
        steps.append(step)
    if not steps:
        problems.append(messages.NO_STEP_APPLIES.at(Location(path)))
    return Staffed(_with_added(steps, earlier, editors), passed_over), problems


def _unpassable(step: Step, organisation: Organisation, editors: Collection[str], path: str) -> Problem | None:
    if len(step.people) >= step.needed:
        return None
    roles = "、".join([*step.roles, *(organisation.name_of(person) for person in step.people)])
    values = {
        "name": step.name,
        "roles": roles or "、".join(step.people),
        "needed": step.needed,
        "count": len(step.people),
    }
    if editors:
        names = "、".join(organisation.name_of(person) for person in editors)
        return messages.TOO_FEW_BESIDE_EDITORS.at(Location(path), **values, names=names)
    return messages.TOO_FEW_PEOPLE.at(Location(path), **values)


def _with_added(steps: list[Step], earlier: tuple[Step, ...], editors: Collection[str]) -> tuple[Step, ...]:
    """Signers added to the last submission stay, in their step or in the step of their own."""
    found = list(steps)
    ids = [step.id for step in found]
    for index, old in enumerate(earlier):
        added = tuple(person for person in old.added if person not in editors)
        if not added:
            continue
        if old.id in ids:
            at = ids.index(old.id)
            new = tuple(person for person in added if person not in found[at].people)
            found[at] = replace(found[at], people=(*found[at].people, *new), added=new)
        elif set(old.people) == set(old.added):
            before = next((step.id for step in reversed(earlier[:index]) if step.id in ids), "")
            at = ids.index(before) + 1 if before else 0
            found.insert(at, replace(old, people=added, added=added))
            ids.insert(at, old.id)
    return tuple(found)
