"""Checkpoints in files that are overwritten as the record grows: the one beside the content, and those of witnesses.

A file never shrinks or forks: what stands in it is held against the record before it is overwritten, and no file is as bad
as one that does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.approval.desk.messages import CHECKPOINT_STALE, NO_CHECKPOINT_BESIDE
from docgen.approval.ledger.checkpoints import Checkpoint, check_checkpoint, read_checkpoint
from docgen.approval.ledger.keyring import keyring
from docgen.approval.ledger.ledger import Ledger
from docgen.errors import DocgenError, Location, Message, Problem
from docgen.files import write_together


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint's file, `name` to people; `missing` is what is said where there is none."""

    file: Path
    name: str
    missing: Message = NO_CHECKPOINT_BESIDE

    def read(self) -> Checkpoint:
        """What stands in the file. Raises DocgenError: the message `missing`, A431 for no checkpoint."""
        try:
            content = self.file.read_bytes()
        except FileNotFoundError as error:
            raise DocgenError(self.missing.at(Location(self.name), name=self.name)) from error
        except OSError:
            content = b""  # said like anything else that is no checkpoint
        return read_checkpoint(content, self.name)

    def check(self, ledger: Ledger) -> list[Problem]:
        """What the file shows of the record: missing, A431 to A434."""
        try:
            checkpoint = self.read()
        except DocgenError as error:
            return list(error.problems)
        return check_checkpoint(checkpoint, ledger, keyring(ledger.events("")).owners, self.name)

    def check_end(self, ledger: Ledger) -> list[Problem]:
        """The same, and a warning (A437) where the record has gone on since the file was written."""
        problems = self.check(ledger)
        if not problems and (known := self.read().size) < ledger.size:
            problems.append(CHECKPOINT_STALE.at(Location(self.name), known=known, first=known + 1))
        return problems

    def replace(self, checkpoint: Checkpoint, ledger: Ledger) -> None:
        """Overwrite the file, if what stands there fits the record. Raises DocgenError as `check` says, B101."""
        if problems := self.check(ledger):
            raise DocgenError(problems)
        self.write(checkpoint)

    def write(self, checkpoint: Checkpoint) -> None:
        """Write the file whatever stands there. Raises DocgenError B101."""
        write_together([(self.file, checkpoint.to_json().encode())], Location(self.name))
