"""The desk: a workspace with its record open, and the person who works at it.

`keys/anchor.json` in the workspace says which record is its own (the hash of
the first event) and whose key began it; `content/checkpoint.json` how far the
record had come. Both are to be kept with the content, in version control or
in backups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from docgen.app.snapshot import Snapshot
from docgen.approval.desk import head_files, key_files, witnesses
from docgen.approval.desk.clock_check import check_clock
from docgen.approval.desk.kept_checkpoints import KeptCheckpoint
from docgen.approval.desk.messages import (
    ACT_STANDS,
    BREAK_ACCEPTED,
    CLOCK_CORRECTED,
    DAMAGED_ANCHOR,
    KEY_NOT_VALID,
    KEY_REVOKED,
    NO_KEY_REGISTERED,
    NO_SUCH_PERSON,
    OTHER_RECORD,
    RECORD_LOST,
)
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.checkpoints import make_checkpoint
from docgen.approval.ledger.clocks import correct, in_future
from docgen.approval.ledger.events import Draft, Event, from_row, timestamp, utc_now
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.resealing import re_seal
from docgen.approval.record import Record, database_url, lost
from docgen.approval.record.store import missing
from docgen.approval.rules.acting import Act, Evidence
from docgen.approval.rules.days import day_at, day_of
from docgen.approval.rules.organisation import Organisation, confirmed
from docgen.approval.rules.submitting import document_at
from docgen.approval.rules.verified import Verified
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors, visible
from docgen.foreign import read_json
from docgen.kinds.kind_cache import KindCache
from docgen.reading import DISK, Files


def anchor_file(workspace: Workspace) -> Path:
    return workspace.root / "keys" / "anchor.json"


def checkpoint_file(workspace: Workspace) -> Path:
    return workspace.content / "checkpoint.json"


class Desk:
    """A workspace and its record. A context manager: leaving it closes the record."""

    def __init__(self, workspace: Workspace, record: Record, files: Files = DISK) -> None:
        self.workspace = workspace
        self.record = record
        self.files = files
        self._kinds = KindCache()
        self._verified = Verified(record.place)
        self._homes: dict[str, Path] = {}
        self._now: datetime | None = None  # of the act that is being decided

    @classmethod
    def open(cls, workspace: Workspace, *, clock: Callable[[], datetime] = utc_now, files: Files = DISK) -> Desk:
        """Open the workspace's record; papers are read from `files`. Raises DocgenError A401 to A410, A312 (a record that is not this workspace's)."""
        if not anchor_file(workspace).is_file():
            raise missing(workspace.relative(workspace.record))
        if lost(workspace.record):
            raise DocgenError(RECORD_LOST.at(Location(workspace.relative(workspace.record))))
        record = Record.open(database_url(workspace.record), clock=clock)
        desk = cls(workspace, record, files)
        try:
            desk._check_anchor()
        except BaseException:
            record.close()
            raise
        return desk

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self.record.close()

    # --- reading ------------------------------------------------------------

    @property
    def day(self) -> str:
        """Today by Beijing's calendar, YYYY-MM-DD, never before the record's last day: what dates of delegations and of people
        who leave are held against. During an act it is the day of the event that the act becomes."""
        today = day_at(self._now or self.record.clock())
        last = self.record.last_time
        return max(today, day_of(last)) if last else today

    def snapshot(self, path: Path) -> Snapshot:
        """The paper of a content file, to be read once."""
        return Snapshot(self.workspace, path, files=self.files, kinds=self._kinds)

    def ledger(self) -> Ledger:
        """All events as of now: chained, signed, and each allowed when it was done. Nothing is shown and nothing is done by others.

        Raises DocgenError A421 to A427 with everything wrong in the record.
        """
        return self._verified.read(self.record.ledger())

    def unjudged(self) -> Ledger:
        """All events as of now, chained but not judged: for the check of the record, which says what is wrong with each."""
        return self.record.ledger()

    def organisation(self) -> Organisation:
        """The organisation as confirmed in the record."""
        return confirmed(self.ledger())

    def document(self, path: Path) -> str:
        """The id of a content file's document; "" if the record does not know it."""
        return document_at(self.ledger(), self.workspace.relative(path))

    def person(self, text: str) -> str:
        """The id of a person by id or name. Raises DocgenError A310."""
        organisation = self.organisation()
        found = organisation.find(text)
        if found:
            return found
        names = "、".join(f"{person.id}（{person.name}）" for person in organisation.people.values())
        raise DocgenError(NO_SUCH_PERSON.at(Location("content/organisation.yaml"), text=text, names=names or "—"))

    def key(self, person: str, passphrase: str, folder: Path | None = None) -> Key:
        """The person's unlocked key. Raises DocgenError A304 to A306, A313 (none registered, or all revoked)."""
        ring = keyring(self.ledger().events(""))
        known = ring.keys_of(person)
        if not known:
            revoked = [name for name, owner in ring.owners.items() if owner == person]
            if revoked:
                raise DocgenError(KEY_REVOKED.at(Location(""), person=person, reason=ring.revoked.get(revoked[-1], "")))
            raise DocgenError(NO_KEY_REGISTERED.at(Location(""), person=person))
        key = key_files.load(person, folder or key_files.keys_folder(), known, passphrase)
        self.lives(key, folder)
        return key

    def lives(self, key: Key, folder: Path | None) -> None:
        """A private key's folder, where it is another than the user's own: there its head is kept."""
        if folder:
            self._homes[key.key_id] = folder

    # --- writing ------------------------------------------------------------

    def act(
        self,
        document: str,
        key: Key,
        *,
        behalf: str = "",
        step: str = "",
        person: str = "",
        evidence: Evidence | None = None,
    ) -> Act:
        """Who acts on what, today."""
        return Act(document, key.person, self.day, key, behalf, step, person, evidence)

    def transact(self, decide: Callable[[Ledger], Iterable[Draft]], key: Key, *, anew: bool = False) -> list[Event]:
        """`Record.transact` by the owner of `key`, if the record fits all that is kept of it (A431 to A436; not asked with
        `anew`); then the checkpoint beside the content and the key's head are brought up to the record (A437 where that fails).

        `decide` sees judged events, and what it drafts is judged as whoever reads it will. Raises what the record raises,
        A424 to A427 (what stands in the record, or is to be written), and A313 where the key was revoked meanwhile.
        """

        now = self.record.clock()

        def checked(ledger: Ledger) -> Iterable[Draft]:
            self._verified.read(ledger)
            if key.key_id not in keyring(ledger.events("")).keys_of(key.person):
                raise DocgenError(KEY_NOT_VALID.at(Location(""), person=key.person))
            if not anew:
                self.guard(ledger, key)
            check_clock(self.workspace, ledger, now, machines=self.record.clock is utc_now)
            return decide(ledger)

        self._now = now
        try:
            events = self.record.transact(checked, self._verified.write, now)
        finally:
            self._now = None
        if events:
            try:
                self.write_checkpoint(key, anew=anew)
            except DocgenError as error:  # who is told that it failed would do it again
                raise _stands(events, error) from error
        return events

    def re_seal(self, key: Key) -> Event:
        """Seal a record of an earlier format anew, by an administrator's key; the event, which says what a check found.

        Raises DocgenError with everything wrong in the record, A308, A412 (of the present format already).
        """
        found = self.check()
        if has_errors(found):
            raise DocgenError(found)
        texts = [visible(f"{problem.code} {problem.message}") for problem in found]
        return self.transact(lambda ledger: re_seal(ledger, key.person, texts, key), key)[0]

    def correct_clock(self, key: Key, reason: str) -> Event:
        """An administrator's correction of a last event whose time has not come; the event, from which times run on.

        Raises DocgenError A308, A414 (no reason; nothing to correct).
        """
        now = self.record.clock()

        def decide(ledger: Ledger) -> list[Draft]:
            self._verified.read(ledger)
            self.guard(ledger, key)
            return correct(ledger, key.person, timestamp(now), reason, key)

        event = self.record.transact(decide, self._verified.write, now)[0]
        self.write_checkpoint(key)
        return event

    def write_checkpoint(self, key: Key, *, anew: bool = False) -> Path:
        """Sign where the record stands, into the file beside the content, and keep the head with the key; the file.

        One after another, and never backwards or to another record: what stood there is held against the record first.
        `anew` where an event just written says why it does not fit, or where the record begins. Raises DocgenError A431 to A436, B101.
        """
        with self.record.exclusively() as ledger:
            self._verified.read(ledger)
            if not anew:
                self.guard(ledger, key)
            checkpoint = make_checkpoint(ledger, key, self.record.clock())
            for kept in self.kept(ledger.genesis):
                kept.write(checkpoint)
            head_files.keep(self._home(key), key, ledger)
        return checkpoint_file(self.workspace)

    def check(self, *, processes: int | None = None) -> list[Problem]:
        """Everything wrong with the record: the chain, all signatures, acts against the rules, and the checkpoint beside the content."""
        place = self.record.place
        rows = self.record.rows()
        problems = check_chain(rows, place)
        if problems:
            return problems
        ledger = Ledger(from_row(row) for row in rows)
        problems += Verified(place).take(ledger.events(), processes=processes)
        return problems + self._check_history(ledger, sound=not problems)

    # --- what others kept of the record --------------------------------------

    def kept(self, genesis: str) -> list[KeptCheckpoint]:
        """The checkpoint beside the content, and those of the witnesses."""
        file = checkpoint_file(self.workspace)
        outside = [witnesses.witness(folder, genesis) for folder in witnesses.folders(self.workspace)]
        return [KeptCheckpoint(file, self.workspace.relative(file)), *outside]

    def kept_problems(self, ledger: Ledger) -> list[Problem]:
        """What the kept checkpoints show of the record: missing or unfit ones (A431 to A435)."""
        return [problem for kept in self.kept(ledger.genesis) for problem in kept.check(ledger)]

    def head_problems(self, ledger: Ledger, key: Key) -> list[Problem]:
        """What the head that a key keeps shows of the record (A436)."""
        return head_files.check_own(self._home(key), key, ledger)

    def begin_witness(self, folder: Path, key: Key) -> Path:
        """Put the first checkpoint into a witness's folder, or a present one; the file. Raises DocgenError A431 to A436, B101."""
        with self.record.exclusively() as ledger:
            self._verified.read(ledger)
            kept = witnesses.witness(folder.resolve(), ledger.genesis)
            problems = [
                problem for other in self.kept(ledger.genesis) if other != kept for problem in other.check(ledger)
            ]
            problems += self.head_problems(ledger, key)
            if kept.file.exists():
                problems += kept.check(ledger)
            if problems:
                raise DocgenError(problems)
            kept.write(make_checkpoint(ledger, key, self.record.clock()))
        return kept.file

    def note(self, key: Key) -> str:
        """Note a checkpoint in the workspace's git repository; the commit that it stands at. Raises DocgenError A431 to A436, A447."""
        with self.record.exclusively() as ledger:
            self._verified.read(ledger)
            self.guard(ledger, key)
            checkpoint = make_checkpoint(ledger, key, self.record.clock())
        return witnesses.write_note(self.workspace, checkpoint)

    def guard(self, ledger: Ledger, key: Key) -> None:
        """Hold the record against all that is kept of it, before anything is built on it or signed. Raises DocgenError A431 to A436."""
        if problems := self.kept_problems(ledger) + self.head_problems(ledger, key):
            raise DocgenError(problems)

    def _check_history(self, ledger: Ledger, *, sound: bool) -> list[Problem]:
        """The record against everything that was kept of it, also by the keys of this machine; and what contradictions were accepted."""
        # Rows that are wrong themselves are named already: that no checkpoint covers them says nothing more.
        problems = [p for kept in self.kept(ledger.genesis) for p in (kept.check_end if sound else kept.check)(ledger)]
        problems += witnesses.check_notes(self.workspace, ledger)
        problems += head_files.check_all(key_files.keys_folder(), keyring(ledger.events("")).owners, ledger)
        problems += in_future(ledger, self.record.clock(), self.record.place)
        names = confirmed(ledger).name_of
        for event in ledger.events("", {kinds.BREAK_ACCEPTED, kinds.HEAD_ACCEPTED}):
            found = "；".join(map(str, event.payload.get("found") or ()))
            who, reason = names(event.actor), str(event.payload.get("reason", ""))
            place = Location(self.record.place)
            problems.append(BREAK_ACCEPTED.at(place, sequence=event.sequence, who=who, reason=reason, found=found))
        for event in ledger.events("", {kinds.CLOCK_CORRECTION}):
            said = {"who": names(event.actor), "at": event.at, **event.payload}
            problems.append(CLOCK_CORRECTED.at(Location(self.record.place), sequence=event.sequence, **said))
        return problems

    def _home(self, key: Key) -> Path:
        """The folder of a private key."""
        return self._homes.get(key.key_id) or key_files.keys_folder()

    def _check_anchor(self) -> None:
        file = anchor_file(self.workspace)
        place = Location(self.workspace.relative(file))
        try:
            known = read_json(file.read_bytes())["record"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DocgenError(DAMAGED_ANCHOR.at(place)) from error
        first = next(iter(self.unjudged()), None)
        if first is None or first.hash != known:
            raise DocgenError(OTHER_RECORD.at(place))


def _stands(events: Sequence[Event], error: DocgenError) -> DocgenError:
    """What is recorded is recorded, whatever happened to the checkpoint afterwards: said first, so that nobody does it again."""
    numbers = "、".join(str(event.sequence) for event in events)
    return DocgenError([ACT_STANDS.at(Location(""), numbers=numbers), *error.problems])
