"""Who may end a document that was issued, and when."""

from __future__ import annotations

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.acting import Act, check_here
from docgen.approval.rules.office import check_office
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.route import from_data
from docgen.approval.rules.state import State, state_of


def deciders(state: State, organisation: Organisation, day: str) -> list[str]:
    """Who may end a document: those at the steps that sign (or at the last step) of its latest route, as staffed today."""
    submissions = [event for event in state.events if event.kind == kinds.SUBMIT]
    if not submissions:
        return []
    route, steps = (from_data(submissions[-1].payload[key]) for key in ("route", "steps"))
    signing = [step for step in route if step.sign] or list(route[-1:])
    people = [person for step in signing for role in step.roles for person in organisation.with_role(role, day)]
    people += [person for step in signing for person in step.people]
    people += [person for step in steps if step.id in {step.id for step in signing} for person in step.people]
    return [
        person
        for person in dict.fromkeys(people)
        if person in organisation.people and organisation.people[person].here(day)
    ]


def check_decider(ledger: Ledger, act: Act, place: str) -> None:
    """By who signs such papers; or by the office, as `act.person` of them decided on paper.

    Raises DocgenError A217, A531, A712 (not theirs to decide, or their own decision entered).
    """
    organisation = confirmed(ledger)
    able = deciders(state_of(ledger, act.document), organisation, act.day)
    check_here(organisation, [act.actor], act.day, place)
    if act.person:
        check_office(organisation, act.actor, act.day, place)
    decider = act.person or act.actor
    if decider not in able:
        names = "、".join(map(organisation.name_of, able)) or "—"
        raise refused(place, messages.NOT_THEIRS_TO_END, name=organisation.name_of(decider), names=names)
    if act.person == act.actor:
        raise refused(place, messages.OWN_DECISION_ENTERED)
