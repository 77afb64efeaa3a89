"""What the record answers with: an event and where its paper stands after it, the text under review, a route, entries from paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.api import messages
from docgen.approval.ledger.digests import bears
from docgen.approval.ledger.events import Event
from docgen.errors import DocgenError, Location
from docgen.files import write_together
from docgen.foreign import one_line

if TYPE_CHECKING:
    from docgen.approval.desk.subject import Subject


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of the record: its number, what it says, the steps that wait and for whom; `complete`: all have approved."""

    event: Event
    text: str
    waiting: tuple[tuple[str, tuple[str, ...]], ...] = ()
    complete: bool = False
    path: str = ""
    version: str = ""
    code: str = ""  # of the text that was handed in

    @property
    def sequence(self) -> int:
        """The event's number in the record, from 1."""
        return self.event.sequence

    @property
    def payload(self) -> dict[str, Any]:
        """What the event holds, by name."""
        return dict(self.event.payload)

    def lines(self) -> list[str]:
        """For people: what was recorded, and whose turn it is now."""
        lines = [f"已记录（第 {self.sequence} 条）：{self.text}"]
        lines += [f"  {step}：等待 {'、'.join(names)}" for step, names in self.waiting]
        if self.complete:
            lines.append(f"  各步都已办完，可以定稿：docgen issue {self.path}")
        return [one_line(line) for line in lines]


@dataclass(frozen=True, slots=True)
class Seen:
    """The text that is under review now: what an approval signs. `code` is printed on its review copy."""

    subject: Subject

    @property
    def title(self) -> str:
        """The paper's title."""
        return self.subject.title

    @property
    def code(self) -> str:
        """The check code of the text."""
        return self.subject.code

    def check(self, code: str) -> None:
        """Hold a code, as somebody reads it off the paper before them, against the text. Raises DocgenError A206."""
        if not bears(code, self.subject.content.digest):
            raise DocgenError(messages.OTHER_TEXT.at(Location(self.subject.path), code=code, now=self.code))


@dataclass(frozen=True, slots=True)
class Entered:
    """An approval entered from paper that does not count yet: the entry's number, the step, whose it is, who entered it, the kept
    scan with its SHA-256; `own`: whoever asked is that person."""

    sequence: int
    step: str
    person: str
    registrar: str
    scan: str
    sha256: str
    own: bool


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """The way a paper goes: what stands above it, its lines for people; `draw` gives it as SVG pictures, one a page."""

    heading: str
    lines: list[str]
    draw: Callable[[], list[str]]

    def save(self, file: str | Path) -> list[Path]:
        """Write the pictures to `file`, and to <name>-2, <name>-3 beside it where a page does not hold them."""
        first = Path(file)
        pages = self.draw()
        names = [first, *(first.with_name(f"{first.stem}-{n}{first.suffix}") for n in range(2, len(pages) + 1))]
        contents = zip(names, (page.encode() for page in pages), strict=True)
        return write_together(contents, Location(str(first)))
