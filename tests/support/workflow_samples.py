"""A small company, its keys, and a ledger to act in: the rules without content files and database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key, generate
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import rearranging, submitting, voting
from docgen.approval.rules.acting import Act, Content, Evidence
from docgen.approval.rules.days import day_at
from docgen.approval.rules.decisions import decided, signer_names, signing_day, summary_of
from docgen.approval.rules.numbers import given_number
from docgen.approval.rules.organisation import Organisation, Person
from docgen.approval.rules.route import Step, read_route, scope_key
from docgen.approval.rules.state import State, StepState, state_of
from docgen.approval.rules.submitting import PaperToSubmit
from docgen.errors import Location

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PLACE = Location("kind.yaml", 1, 1)
PEOPLE = {
    "lin": ("拟稿",),
    "zhou": ("审核", "评审"),
    "qian": ("财务", "评审"),
    "fang": ("法务", "评审"),
    "song": ("签发", "评审"),
    "he": ("登记",),
    "tang": ("评审",),
}


@cache
def key(person: str) -> Key:
    return generate(person)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content(**parts: str) -> Content:
    """Content by parts: the whole's digest and that of each part."""
    return Content(
        digest(repr(sorted(parts.items()))), {name: digest(f"{name}={text}") for name, text in parts.items()}
    )


def steps(data: Any) -> tuple[Step, ...]:
    route, problems = read_route(data, PLACE)
    assert problems == []
    return route.steps


ROUTE = [
    {"step": "review", "by": ["审核"]},
    {"together": [{"step": "finance", "by": ["财务"], "scope": "prices"}, {"step": "legal", "by": ["法务"]}]},
    {"step": "sign", "by": ["签发"], "sign": True},
]


def issue_payload(ledger: Ledger, state: State, organisation: Organisation) -> dict[str, Any]:
    """What the issue of a finished review says, but for files that nobody made."""
    assert state.run is not None
    assert state.run.submission is not None
    given = given_number(ledger, state.document, state.revision)
    return {
        "document": state.document, "revision": state.revision, "version": state.next_version, "title": state.title, "kind": "制度",
        "number": given.text if given else "", "document_number": given.payload if given else {},
        "issued_on": signing_day(state), "digest": state.run.submission.digest,
        "folder": f"{state.document}/{state.next_version}", "files": {"a.pdf": digest("pdf"), "manifest.json": digest("manifest")},
        "manifest": digest("manifest"), "wording": "", "certificate": "", "pages": 1,
        "decisions": [asdict(decision) for decision in decided(state, organisation)],
        "signers": signer_names(state, organisation), "summary": summary_of(state),
    }  # fmt: skip


class Company:
    """A ledger with an organisation and a key for everyone; each act is checked and appended as the record would."""

    def __init__(self, route: Any = ROUTE, people: dict[str, Sequence[str]] | None = None) -> None:
        self.ledger = Ledger()
        self.now = START
        self.route = steps(route)
        roles = people or PEOPLE
        self.organisation = Organisation(
            "星河", {id: Person(id, id, roles=tuple(given)) for id, given in roles.items()}
        )
        self.append([Draft(kinds.SET_UP, "he", payload={"public": key("he").public}, signer=key("he"))])
        for id in roles:
            if id != "he":
                payload = {"person": id, "key_id": key(id).key_id, "public": key(id).public}
                self.append([Draft(kinds.KEY, "he", payload=payload, signer=key("he"))])
        self.confirm(self.organisation)

    def confirm(self, organisation: Organisation) -> None:
        self.organisation = organisation
        payload = organisation.payload | {"digest": organisation.digest}
        self.append([Draft(kinds.ORGANISATION, "he", payload=payload, signer=key("he"))])

    def append(self, drafts: Iterable[Draft]) -> list[Event]:
        self.now += timedelta(minutes=1)
        events = self.ledger.seal(drafts, self.now)
        self.ledger.extend(events)
        return events

    def act(self, actor: str, document: str = "D0001", **more: Any) -> Act:
        return Act(document, actor, day_at(self.now), key(actor), **more)

    def submit(
        self,
        now: Content,
        person: str = "lin",
        document: str = "D0001",
        lookup: Callable[[str], Any] = lambda _field: None,
        **more: Any,
    ) -> list[Event]:
        known = document if self.ledger.events(document) else ""
        paper = PaperToSubmit(
            f"content/{document}.yaml", "policy", "制度", self._scoped(now), self.route, lookup, **more
        )
        return self.append(submitting.submit(self.ledger, self.act(person, known), paper))

    def approve(self, actor: str, now: Content, seen: Content | None = None, **more: Any) -> list[Event]:
        scoped = self._scoped(now)
        return self.append(
            voting.approve(self.ledger, self.act(actor, **more), self._scoped(seen) if seen else scoped, scoped)
        )

    def confirm_entry(self, actor: str, entry: int, **more: Any) -> list[Event]:
        return self.append(voting.confirm(self.ledger, self.act(actor, **more), entry))

    def send_back(
        self, actor: str, now: Content, to: str = "", resume: str = "", reason: str = "改", **more: Any
    ) -> list[Event]:
        return self.append(
            voting.send_back(self.ledger, self.act(actor, **more), self._scoped(now), reason, to, resume)
        )

    def withdraw(self, person: str) -> list[Event]:
        return self.append(submitting.withdraw(self.ledger, self.act(person)))

    def transfer(self, person: str, to: str, **more: Any) -> list[Event]:
        return self.append(rearranging.transfer(self.ledger, self.act(person, **more), to))

    def add_signer(self, person: str, added: str, position: str = "with", **more: Any) -> list[Event]:
        return self.append(rearranging.add_signer(self.ledger, self.act(person, **more), added, position))

    def remove_signer(self, person: str, gone: str) -> list[Event]:
        return self.append(rearranging.remove_signer(self.ledger, self.act(person), gone))

    def delegate(
        self, person: str, to: str, starts: str = "2026-03-01", ends: str = "2026-03-31", **more: Any
    ) -> list[Event]:
        act = self.act(person, more.pop("document", ""))
        return self.append(rearranging.delegate(self.ledger, act, to, starts, ends, **more))

    def issue(self, version: str = "V1.0", number: str = "", effective: str = "") -> None:
        state = self.state
        assert state.complete
        if number:
            payload = {
                "code": "星河",
                "year": int(signing_day(state)[:4]),
                "number": len(state.issued) + 1,
                "text": number,
            }
            self.append([Draft(kinds.NUMBER, "he", "D0001", state.revision, payload=payload, signer=key("he"))])
        payload = issue_payload(self.ledger, state, self.organisation) | {"version": version}
        self.append([Draft(kinds.ISSUE, "he", "D0001", state.revision, payload=payload, signer=key("he"))])
        if effective:
            payload = {"version": version, "effective": effective}
            self.append([Draft(kinds.PUBLISH, "he", "D0001", state.revision, payload=payload, signer=key("he"))])

    @property
    def state(self) -> State:
        return state_of(self.ledger, "D0001")

    def step(self, id: str) -> StepState:
        return next(step for step in self.state.steps if step.step.id == id)

    @property
    def turn(self) -> dict[str, tuple[str, ...]]:
        """Step → who may act now."""
        return {step.step.id: step.pending for step in self.state.current}

    @property
    def status(self) -> str:
        return str(self.state.status(self.now.date().isoformat()))

    def _scoped(self, now: Content) -> Content:
        """The content with the digests of the scopes that the route names, made of the parts' digests."""
        scopes = {}
        for step in self.route:
            if step.scope != ("whole",):
                scopes[scope_key(step.scope)] = digest("".join(now.scopes[part] for part in step.scope))
        return Content(now.digest, scopes)


def paper(company: Company, code: str) -> Evidence:
    return Evidence("签批单.pdf", digest("scan"), code)
