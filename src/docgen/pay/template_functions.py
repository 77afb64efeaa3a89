"""The template functions `priced_examples` and `priced_team`: pay reckoned from the content, problems at its lines.

Both take JSON pointers into the content, so that what is wrong in a table's
cell is said of that cell. They give None where nothing could be priced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docgen.errors import Location, Problem
from docgen.extension import Rendering
from docgen.pay import messages
from docgen.pay.examples import price_examples
from docgen.pay.scheme import Scheme, early, near, read_scheme
from docgen.pay.statements import Statement
from docgen.pay.summary import summarise
from docgen.pay.tables import Tables, price_team


def pricing(rendering: Rendering) -> dict[str, Callable[..., Any]]:
    """The functions for one rendering."""
    data, place = rendering.data, rendering.place

    def scheme(pointer: str) -> tuple[Scheme | None, Mapping[str, Any]]:
        policy = data[pointer[1:]] if pointer else data
        found, problems = read_scheme(policy, place, pointer)
        rendering.report(problems)
        return found, policy

    def priced_examples(pointer: str = "") -> Any:
        """`.scheme` and `.statements` of the policy at the pointer ("" the document)."""
        found, policy = scheme(pointer)
        if found is None:
            return None
        statements, problems = price_examples(found, policy, place, pointer)
        rendering.report(problems)
        return None if problems else {"scheme": found, "statements": statements}

    def priced_team(
        pointer: str,
        people: str,
        deals: str = "",
        roster: str = "",
        person: Any = None,
        month: Any = "",
        effective: Any = "",
    ) -> Any:
        """`.scheme`, `.statements` and `.summary`; with `person` (name or number) only that one's statement.

        A `month` (2026-04) that ends before the policy is `effective` (2026-04-01) is a warning.
        """
        found, _policy = scheme(pointer)
        rendering.report(early(str(month or ""), str(effective or ""), place("/month")))
        if found is None:
            return None
        statements, problems = price_team(found, data, Tables(people, deals, roster), place)
        rendering.report(problems)
        if problems:
            return None
        if person:
            statements, problems = _only(str(person), statements, place)
            rendering.report(problems)
        return {"scheme": found, "statements": statements, "summary": summarise(statements)} if statements else None

    return {"priced_examples": priced_examples, "priced_team": priced_team}


def _only(
    person: str, statements: list[Statement], place: Callable[[str], Location]
) -> tuple[list[Statement], list[Problem]]:
    found = [statement for statement in statements if person in (statement.number, statement.name)]
    if len(found) == 1:
        return found, []
    if found:
        return [], [messages.PERSON_SHARED.at(place("/person"), person=person)]
    way = near(person, [statement.name for statement in statements], "得分表里有")
    return [], [messages.PERSON_UNKNOWN.at(place("/person"), person=person, way=way)]
