"""What a call in a child process may take, and what its answer says.

What comes back is plain data (dict, list, tuple, set, str, bytes, numbers), `Problem`s, and the classes that the
caller names: a file that took the child over cannot send anything else.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any

from docgen.errors import DocgenError, Location, Message, Problem
from docgen.foreign import messages
from docgen.foreign.helper_process import BUG, DEEP, PROBLEMS, RESULT

# What reading one file may take: an ordinary one takes a tenth of a second and some tens of megabytes. The libraries take
# about a hundred megabytes more, so that a child stays below 500.
SECONDS, MEMORY_MB, OUTPUT_MB = 10.0, 400, 100
TIME, DEATH = b"T", b"D"  # how a helper ends, beside what it answers


@dataclass(frozen=True, slots=True)
class Said:
    """How a passed limit is called: too long {seconds}, too much memory {megabytes}, too much output {megabytes}, the child died;
    `too_deep`, `odd` {reason}: what the file did to its reader, where that is no bug of the caller's (None: it is one)."""

    too_long: Message = messages.TOO_LONG
    too_much_memory: Message = messages.TOO_MUCH_MEMORY
    too_much_output: Message = messages.TOO_MUCH_OUTPUT
    died: Message = messages.CHILD_DIED
    too_deep: Message = messages.TOO_DEEP
    odd: Message | None = messages.ODD


READING = Said()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take: `seconds` of the processor (ten times as many on the clock), `memory_mb` beyond the libraries,
    `output_mb` of the result pickled. `location` names the file in messages, `said` are their words; `classes` may come
    back beside plain data."""

    location: Location
    seconds: float = SECONDS
    memory_mb: int = MEMORY_MB
    output_mb: int = OUTPUT_MB
    said: Said = READING
    classes: tuple[type, ...] = ()

    def problem(self, limit: bytes) -> Problem:
        """What a passed limit is called."""
        match limit:
            case b"T":
                return self.said.too_long.at(self.location, seconds=f"{self.seconds:g}")
            case b"M":
                return self.said.too_much_memory.at(self.location, megabytes=self.memory_mb)
            case b"O":
                return self.said.too_much_output.at(self.location, megabytes=self.output_mb)
        return self.said.died.at(self.location)

    def result(self, kind: bytes, content: bytes) -> Any:
        """What an answer says: the function's result; raises what it raised, or the limit."""
        if kind == DEEP:
            raise DocgenError(self.said.too_deep.at(self.location))
        if kind == BUG:
            trace = content.decode("utf-8", "replace")
            if self.said.odd is None:
                raise RuntimeError(trace)
            raise DocgenError(self.said.odd.at(self.location, reason=_last_line(trace)))
        if kind not in (RESULT, PROBLEMS):
            raise DocgenError(self.problem(kind))
        try:
            found = _PlainData(io.BytesIO(content), self.classes).load()
        except Exception as error:  # whatever broken or forged bytes may raise
            raise DocgenError(self.problem(DEATH)) from error
        if kind == PROBLEMS:
            raise DocgenError(found)
        return found


class _PlainData(pickle.Unpickler):
    """Refuses every class but those of problems and the caller's: bytes from the child are not trusted."""

    def __init__(self, content: io.BytesIO, classes: tuple[type, ...]) -> None:
        super().__init__(content)
        self._known = {(one.__module__, one.__qualname__): one for one in (Problem, Location, *classes)}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._known:
            raise pickle.UnpicklingError(f"not plain data: {module}.{name}")
        return self._known[module, name]


def _last_line(trace: str) -> str:
    """The error that a traceback ends with, in a few words."""
    return trace.strip().rpartition("\n")[2].split(":")[0].rpartition(".")[2][:60]
