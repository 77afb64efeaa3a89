"""What a call in a child process may take, and what its answer says.

What comes back is plain data (dict, list, tuple, set, str, bytes, numbers) and
`Problem`s: a template that escaped into the child cannot send objects.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any

from docgen.errors import DocgenError, Location, Problem
from docgen.template import messages
from docgen.template.helper_process import BUG, PROBLEMS, RESULT

SECONDS, MEMORY_MB, OUTPUT_MB = 30.0, 1024, 200
TIME, DEATH = b"T", b"D"  # how a helper ends, beside what it answers


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take: `seconds` of the processor (ten times as many on the clock), `memory_mb` beyond the libraries,
    `output_mb` of the result pickled. `location` names the template in messages."""

    location: Location
    seconds: float = SECONDS
    memory_mb: int = MEMORY_MB
    output_mb: int = OUTPUT_MB

    def problem(self, limit: bytes) -> Problem:
        """What a passed limit is called."""
        match limit:
            case b"T":
                return messages.TOO_LONG.at(self.location, seconds=f"{self.seconds:g}")
            case b"M":
                return messages.TOO_MUCH_MEMORY.at(self.location, megabytes=self.memory_mb)
            case b"O":
                return messages.TOO_MUCH_OUTPUT.at(self.location, megabytes=self.output_mb)
        return messages.CHILD_DIED.at(self.location)

    def result(self, kind: bytes, content: bytes) -> Any:
        """What an answer says: the function's result; raises what it raised, or the limit."""
        if kind == BUG:
            raise RuntimeError(content.decode("utf-8", "replace"))
        if kind not in (RESULT, PROBLEMS):
            raise DocgenError(self.problem(kind))
        try:
            found = _PlainData(io.BytesIO(content)).load()
        except Exception as error:  # whatever broken or forged bytes may raise
            raise DocgenError(self.problem(DEATH)) from error
        if kind == PROBLEMS:
            raise DocgenError(found)
        return found


class _PlainData(pickle.Unpickler):
    """Refuses every class but those of problems: bytes from the child are not trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("docgen.errors", "Problem"), ("docgen.errors", "Location")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"not plain data: {module}.{name}")
