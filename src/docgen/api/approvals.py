"""The record of approvals: where papers stand, and what people do to them. docs/approval.md says what it is for.

`Approvals` is the record of one workspace, open. Reviewing stands here; people and keys, numbers, and what comes with and
after the issue are its parts `people`, `numbers`, `issued`. Persons are named by id or name, papers by `Paper` or path; a
path need not exist, since what moved away has a record too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.api import messages
from docgen.api.answers import Entered, RoutePlan
from docgen.api.answers import Recorded as Recorded
from docgen.api.answers import Seen as Seen
from docgen.approval.desk import operations
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.key_files import keys_folder as keys_folder
from docgen.approval.ledger.events import Event
from docgen.approval.ledger.keys import Key as Key
from docgen.approval.rules.acting import Evidence
from docgen.errors import DocgenError, Location
from docgen.foreign import one_line

if TYPE_CHECKING:
    from docgen.api.issued import Issued
    from docgen.api.numbers import Numbers
    from docgen.api.paper import Paper
    from docgen.api.people import People
    from docgen.api.workspace import Workspace


class Approvals:
    """The record of a workspace, open; a context manager, which closes it. Times are those of its clock."""

    def __init__(self, workspace: Workspace, desk: Desk) -> None:
        """Use `Workspace.approvals`."""
        self.workspace = workspace
        self.desk = desk

    def __enter__(self) -> Approvals:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record."""
        self.desk.record.close()

    @property
    def place(self) -> str:
        """Where the record is: a file, or a database."""
        return self.desk.record.place

    # --- who ----------------------------------------------------------------

    def person(self, name: str) -> str:
        """The id of a person by id or name. Raises DocgenError A310."""
        return self.desk.person(name)

    def name_of(self, person: str) -> str:
        """The name of a person by id."""
        return self.desk.organisation().name_of(person)

    def key(self, person: str, passphrase: str) -> Key:
        """The person's unlocked key, from the folder of keys. Raises DocgenError A310, A313, A304 to A306."""
        return self.desk.key(self.person(person), passphrase)

    @cached_property
    def people(self) -> People:
        """People, keys, administrators, the organisation."""
        from docgen.api.people import People

        return People(self)

    @cached_property
    def numbers(self) -> Numbers:
        """Document numbers: kept back, given up."""
        from docgen.api.numbers import Numbers

        return Numbers(self)

    @cached_property
    def issued(self) -> Issued:
        """Issuing, and what comes after."""
        from docgen.api.issued import Issued

        return Issued(self)

    # --- where things stand -------------------------------------------------

    @property
    def today(self) -> str:
        """The day by the record's clock, YYYY-MM-DD in local time."""
        return self.desk.day

    def status(self, papers: Iterable[Paper] | None = None) -> list[str]:
        """A line for each paper (all if None): its state, its version, whose turn it is."""
        from docgen.approval.desk.reports import status_lines

        chosen = self.workspace.papers() if papers is None else papers
        return [one_line(line) for line in status_lines(self.desk, [paper.path for paper in chosen])]

    def inbox(self, person: str) -> list[str]:
        """What waits for a person: to act on, to act on for others, returned to them."""
        from docgen.approval.desk.reports import inbox_lines

        return [one_line(line) for line in inbox_lines(self.desk, self.person(person))]

    def log(self, file: Paper | str | Path) -> list[str]:
        """Everything that happened to a paper. Raises DocgenError A201 for one that the record does not know."""
        from docgen.approval.desk.reports import log_lines

        path = self.file(file)
        operations.known(self.desk, path)
        return [one_line(line) for line in log_lines(self.desk, path)]

    def route(self, file: Paper | str | Path) -> RoutePlan:
        """The way a paper goes, or is going."""
        from docgen.approval.desk.planning import planned
        from docgen.approval.desk.reports import route_lines
        from docgen.approval.desk.route_chart import draw_route

        plan, path = planned(self.desk, self.file(file)), self.workspace.relative(self.file(file))
        heading = f"《{plan.title}》  {plan.state.status(self.today).label}  {plan.state.version}"
        lines = [one_line(line) for line in (*route_lines(self.desk, plan.state, plan.steps), *plan.notes)]
        return RoutePlan(
            one_line(heading),
            lines,
            lambda: draw_route("审批路线", plan.state, plan.steps, self.desk.organisation(), path),
        )

    def seen(self, file: Paper | str | Path) -> Seen:
        """The text that is under review now. Raises DocgenError A2xx where none is."""
        return Seen(operations.seen(self.desk, self.file(file)))

    def manifest(self, file: Paper | str | Path) -> list[str]:
        """Everything that the text under review was made from, each with its SHA-256, and what it is not bound to and why.
        Raises DocgenError A2xx where none is, A351, A352."""
        from docgen.approval.desk.closure import load

        path = self.file(file)
        run = operations.known(self.desk, path).run
        submission = run.submission if run else None
        return load(
            self.desk.workspace, submission.closure if submission else "", self.workspace.relative(path)
        ).lines()

    # --- the drafter --------------------------------------------------------

    def submit(
        self,
        file: Paper | str | Path,
        key: Key,
        *,
        drafters: Sequence[str] = (),
        major: bool = False,
        summary: str = "",
    ) -> Recorded:
        """Hand a paper in. `drafters` wrote in it besides the key's owner, and may not approve it; `major`: the next version is a
        whole one; `summary` says what changed."""
        others = [self.person(name) for name in drafters]
        event, subject = operations.submit(
            self.desk, self.file(file), key, drafters=others, major=major, summary=summary
        )
        return self.recorded(event, code=subject.code)

    def relocate(self, old: str | Path, file: Paper | str | Path, key: Key) -> Recorded:
        """Note that the content file of a paper was moved or renamed; `old` is its path before, or the document's id."""
        known = str(old) if str(old) in self.desk.ledger().documents() else self.workspace.relative(self.file(old))
        return self.recorded(operations.relocate(self.desk, known, self.file(file), key))

    def withdraw(self, file: Paper | str | Path, key: Key, reason: str = "") -> Recorded:
        """Take back what was handed in."""
        return self.recorded(operations.withdraw(self.desk, self.file(file), key, reason))

    # --- those who sign -----------------------------------------------------

    def approve(
        self,
        file: Paper | str | Path,
        key: Key,
        seen: Seen | None = None,
        *,
        behalf: str = "",
        step: str = "",
        note: str = "",
        recorded_for: str = "",
        evidence: str | Path | None = None,
        code: str = "",
    ) -> Recorded:
        """Approve what was `seen` (None: what is under review now).

        `behalf`: for someone who has delegated it. `recorded_for`, with `evidence` and the `code` printed on it: entered from
        paper by a registrar, to count once it is confirmed (`confirm`). Raises DocgenError A2xx.
        """
        event = operations.approve(
            self.desk,
            self.file(file),
            key,
            (seen or self.seen(file)).subject,
            behalf=self._maybe(behalf),
            step=step,
            note=note,
            person=self._maybe(recorded_for),
            evidence=self._evidence(recorded_for, evidence, code),
        )
        return self.recorded(event)

    def send_back(
        self,
        file: Paper | str | Path,
        key: Key,
        reason: str,
        *,
        to: str = "",
        resume: str = "",
        behalf: str = "",
        step: str = "",
        recorded_for: str = "",
        evidence: str | Path | None = None,
        code: str = "",
    ) -> Recorded:
        """Send a paper back, to the step `to` ("drafter": whoever drafted it; "": as the route says). `resume`: "again", all later
        steps act once more; "here", it comes straight back. The rest as in `approve`."""
        event = operations.send_back(
            self.desk,
            self.file(file),
            key,
            reason,
            to=to,
            resume=resume,
            behalf=self._maybe(behalf),
            step=step,
            person=self._maybe(recorded_for),
            evidence=self._evidence(recorded_for, evidence, code),
        )
        return self.recorded(event)

    def to_confirm(self, file: Paper | str | Path, key: Key) -> list[Entered]:
        """What registrars entered from paper and the key's owner is to confirm."""
        name = self.name_of
        return [
            Entered(vote.sequence, step.step.name, name(vote.decider), name(vote.registrar), vote.payload["evidence_name"],
                    vote.payload["evidence"], vote.decider == key.person)
            for step, vote in operations.to_confirm(self.desk, self.file(file), key)
        ]  # fmt: skip

    def confirm(self, file: Paper | str | Path, key: Key, entry: int, code: str = "") -> Recorded:
        """Confirm what a registrar entered in event `entry`: by the person whose approval it is, or another registrar, who then
        names the `code` that the paper bears. It counts from here on. Raises DocgenError A201, A216, A217, A219, A223."""
        return self.recorded(operations.confirm(self.desk, self.file(file), key, entry, code))

    def transfer(self, file: Paper | str | Path, key: Key, to: str, reason: str = "", step: str = "") -> Recorded:
        """Hand one's turn to another, who then acts in their own name."""
        return self.recorded(operations.transfer(self.desk, self.file(file), key, self.person(to), reason, step))

    def add_signer(
        self, file: Paper | str | Path, key: Key, person: str, position: str = "with", reason: str = "", step: str = ""
    ) -> Recorded:
        """Ask one more to sign: "with", "before" or "after" oneself."""
        return self.recorded(
            operations.add_signer(self.desk, self.file(file), key, self.person(person), position, reason, step)
        )

    def remove_signer(
        self, file: Paper | str | Path, key: Key, person: str, reason: str = "", step: str = ""
    ) -> Recorded:
        """Take off someone whom one has added and who has not spoken yet."""
        return self.recorded(
            operations.remove_signer(self.desk, self.file(file), key, self.person(person), reason, step)
        )

    def delegate(
        self,
        key: Key,
        to: str,
        until: str,
        *,
        starts: str = "",
        file: Paper | str | Path | None = None,
        kinds: Sequence[str] = (),
        steps: Sequence[str] = (),
    ) -> Recorded:
        """Let another act in one's place from `starts` ("": today) to `until`, both days included; for one paper, some kinds or
        steps if they are named. The delegation's id is in the payload."""
        path = None if file is None else self.file(file)
        return self.recorded(
            operations.delegate(self.desk, path, key, self.person(to), starts or self.today, until, kinds, steps)
        )

    def end_delegation(self, key: Key, id: str) -> Recorded:
        """Take a delegation back."""
        return self.recorded(operations.end_delegation(self.desk, key, id))

    def remind(self, file: Paper | str | Path, key: Key, note: str = "") -> Recorded:
        """Remind all whose turn it is."""
        return self.recorded(operations.remind(self.desk, self.file(file), key, note))

    # --- for the parts ------------------------------------------------------

    def file(self, file: Paper | str | Path) -> Path:
        """The path as the record knows papers by: absolute, links not followed."""
        path = file if isinstance(file, str | Path) else file.path
        return Path(os.path.normpath(self.workspace.path(path)))

    def recorded(self, event: Event, code: str = "") -> Recorded:
        """An event with where its paper stands after it."""
        from docgen.approval.rules.descriptions import actor, event_text
        from docgen.approval.rules.state import state_of

        organisation = self.desk.organisation()
        state = state_of(self.desk.ledger(), event.document)
        text = f"{actor(event, organisation)} {event_text(event, organisation, state)}"
        if not event.document:
            return Recorded(event, text)
        waiting = tuple((one.step.name, tuple(map(organisation.name_of, one.pending))) for one in state.current)
        return Recorded(event, text, waiting, state.complete, state.path, str(state.version), code)

    def _maybe(self, person: str) -> str:
        return self.person(person) if person else ""

    def _evidence(self, recorded_for: str, file: str | Path | None, code: str) -> Evidence | None:
        if not recorded_for and file is None:
            return None
        if not recorded_for or file is None or not code:
            raise DocgenError(messages.PAPER_INCOMPLETE.at(Location("")))
        return operations.evidence(self.desk, Path(file), code)


def open_approvals(workspace: Workspace, clock: Callable[[], datetime] | None = None) -> Approvals:
    """`Workspace.approvals`; times are those of `clock` if one is given."""
    desk = Desk.open(workspace.folder) if clock is None else Desk.open(workspace.folder, clock=clock)
    return Approvals(workspace, desk)
