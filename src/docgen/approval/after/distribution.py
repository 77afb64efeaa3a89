"""Controlled copies: who has which numbered copy of which version, and which came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.approval.after.messages import LOSS_UNSAID, NO_RECIPIENT, NOT_OUT, NOT_OUT_TO_PRINT
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.days import day_of
from docgen.approval.rules.issued_versions import OVER, holding_version, issued_version
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.rights import check_right
from docgen.approval.rules.state import State, state_of
from docgen.errors import DocgenError, Location

_MOST = 500  # copies at once


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by its number, which is unique in its document. `back` is the day it came back ("" it is out), `how` what became of it."""

    number: int
    to: str
    version: str
    day: str
    back: str = ""
    how: str = ""

    @property
    def label(self) -> str:
        """As printed: 003."""
        return f"{self.number:03d}"


def distribute(
    desk: Desk, path: Path, key: Key, recipients: Sequence[str], version: str = ""
) -> tuple[Event, list[Copy]]:
    """Give a numbered copy of a version to each recipient. Raises DocgenError A217, A219, A531, A701, A702, A741 (no recipient)."""
    place = desk.workspace.relative(path)
    document = known(desk, path).document
    wanted = [name.strip() for name in recipients]

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_right(kinds.DISTRIBUTE, ledger, desk.act(document, key), place)
        if not 0 < len(wanted) <= _MOST or not all(wanted):
            raise refused(place, NO_RECIPIENT, most=_MOST)
        issued = holding_version(state_of(ledger, document), place, desk.day, version)
        first = len(copies(ledger, document)) + 1
        rows = [{"copy": first + at, "to": name} for at, name in enumerate(wanted)]
        payload = {"version": issued.version, "digest": issued.digest, "copies": rows}
        return [Draft(kinds.DISTRIBUTE, key.person, document, issued.revision, payload=payload, signer=key)]

    event = desk.transact(decide, key)[0]
    return event, copies(desk.ledger(), document)[-len(wanted) :]


def recall(desk: Desk, path: Path, key: Key, numbers: Sequence[int], how: str, note: str = "") -> Event:
    """Copies came back; `how` says what became of them (收回, 销毁, 遗失). Raises DocgenError A217, A219, A531, A742."""
    place = desk.workspace.relative(path)
    document = known(desk, path).document

    def decide(ledger: Ledger) -> Iterable[Draft]:
        check_right(kinds.RECALL, ledger, desk.act(document, key), place)
        out = {copy.number: copy for copy in copies(ledger, document) if not copy.back}
        wrong = [number for number in numbers if number not in out]
        if wrong or not numbers:
            have = "、".join(copy.label for copy in out.values()) or "—"
            raise refused(place, NOT_OUT, numbers="、".join(f"{number:03d}" for number in wrong), have=have)
        if how == "遗失" and not note.strip():
            raise refused(place, LOSS_UNSAID)
        payload = {"copies": sorted(set(numbers)), "how": how, "note": note.strip()}
        return [
            Draft(kinds.RECALL, key.person, document, state_of(ledger, document).revision, payload=payload, signer=key)
        ]

    return desk.transact(decide, key)[0]


def copies(ledger: Ledger, document: str) -> list[Copy]:
    """All copies of a document in the order of their numbers."""
    found: list[Copy] = []
    for event in ledger.events(document, {kinds.DISTRIBUTE, kinds.RECALL}):
        payload, day = event.payload, day_of(event.at)
        if event.kind == kinds.DISTRIBUTE:
            found += [Copy(row["copy"], row["to"], payload["version"], day) for row in payload["copies"]]
        else:
            back = set(payload["copies"])
            found = [replace(copy, back=day, how=payload["how"]) if copy.number in back else copy for copy in found]
    return found


def copies_out(desk: Desk, path: Path) -> list[Copy]:
    """The copies of versions that are (or will be) over and did not come back."""
    state = known(desk, path)
    ending = {issued.version for issued in state.issued if issued.until}
    return [copy for copy in copies(desk.ledger(), state.document) if not copy.back and copy.version in ending]


def distribution_lines(desk: Desk, path: Path) -> Iterator[str]:
    """Copy by copy: who has it, whether it came back; what should come back now is marked."""
    state = known(desk, path)
    found = copies(desk.ledger(), state.document)
    if not found:
        yield f"还没有发出受控副本：docgen distribute {state.path} --to 部门"
    for copy in found:
        yield "  ".join(
            filter(
                None,
                (
                    copy.label,
                    copy.version,
                    copy.to,
                    f"{copy.day} 发",
                    standing(state, copy, desk.day),
                ),
            )
        )


def standing(state: State, copy: Copy, day: str) -> str:
    """What became of a copy, or what should."""
    if copy.back:
        return f"{copy.back} {copy.how}"
    issued = next((item for item in state.issued if item.version == copy.version), None)
    return "版本已失效，应收回" if issued and issued.status(day) in OVER else "在用"


def chosen(desk: Desk, path: Path, numbers: Sequence[int]) -> list[Copy]:
    """The copies of these numbers (none: all that are out). Raises DocgenError A742."""
    place = desk.workspace.relative(path)
    state = known(desk, path)
    issued_version(state, place)
    out = [copy for copy in copies(desk.ledger(), state.document) if not copy.back]
    missing = [number for number in numbers if number not in {copy.number for copy in out}]
    if missing:
        raise DocgenError(
            NOT_OUT_TO_PRINT.at(Location(place), numbers="、".join(f"{number:03d}" for number in missing), place=place)
        )
    return [copy for copy in out if not numbers or copy.number in numbers]
