"""What files of strangers say of themselves (PDF, Word, packets): read in a child with limits, never in this process.

A file that docgen issued is known by its hash and is not read at all. Any other may be made to keep its reader busy for
ever: whoever opens it does so through a `ForeignFiles`, which keeps one child for a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from docgen.approval.issue.manifest import ATTACHMENT
from docgen.approval.issue.pdf_signature import Signature, attachments, read_signature
from docgen.approval.issue.wording import lines, marks, wording_digest
from docgen.errors import DocgenError, Location
from docgen.foreign import messages
from docgen.foreign.helpers import Helpers
from docgen.foreign.limits import SECONDS, Limits

LARGEST = 60_000_000  # bytes of a file that is looked into; a larger one is known by its hash, or not at all
_LIBRARIES = ("docgen.approval.issue.foreign_files", "pyhanko.pdf_utils.reader", "pyhanko.sign.validation")


@dataclass(frozen=True, slots=True)
class ToldPdf:
    """What a PDF says: docgen's attachment ("" without), and its last signature."""

    attachment: bytes
    signature: Signature


@dataclass(frozen=True, slots=True)
class ToldWord:
    """What a Word file says: its custom properties, the digest of its words ("" for what is no Word file), its lines."""

    marks: Mapping[str, str]
    wording: str
    lines: tuple[str, ...]


class ForeignFiles:
    """Reads files of strangers in a child; close it, or use it with `with`. Problems are B150…B155."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """`seconds` of the processor for each file."""
        self._helpers = Helpers()
        self._seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._helpers.close()

    def pdf(self, content: bytes, name: str = "") -> ToldPdf:
        """What it says; `name` is what messages call it. Raises DocgenError B15x where it does not let itself be read within bounds."""
        place = Location(name)
        return ToldPdf(*self.read(_pdf, (_small(content, place),), place, (Signature,)))

    def word(self, content: bytes, name: str = "") -> ToldWord:
        """As `pdf`."""
        place = Location(name)
        return ToldWord(*self.read(_word, (_small(content, place),), place))

    def read(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], place: Location, classes: tuple[type, ...] = ()
    ) -> Any:
        """`function(*arguments)` in the child: a module's function; plain data and objects of `classes` come back."""
        return self._helpers.run(function, arguments, Limits(place, self._seconds, classes=classes), preload=_LIBRARIES)


def _small(content: bytes, place: Location) -> bytes:
    if len(content) > LARGEST:
        raise DocgenError(messages.TOO_LARGE.at(place, megabytes=LARGEST // 1_000_000))
    return content


def _pdf(content: bytes) -> tuple[bytes, Signature]:
    return attachments(content).get(ATTACHMENT, b""), read_signature(content)


def _word(content: bytes) -> tuple[dict[str, str], str, tuple[str, ...]]:
    return marks(content), wording_digest(content), tuple(lines(content))
