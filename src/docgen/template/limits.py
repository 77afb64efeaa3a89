"""What filling a Word template that is not ours may take, and what is said where it takes more."""

from __future__ import annotations

from docgen.errors import Location
from docgen.foreign.limits import Limits, Said
from docgen.template import messages

_RENDERING = Said(
    messages.TOO_LONG,
    messages.TOO_MUCH_MEMORY,
    messages.TOO_MUCH_OUTPUT,
    messages.CHILD_DIED,
    messages.NESTED_TOO_DEEP,
    None,
)


def rendering(location: Location, seconds: float = 30.0, memory_mb: int = 1024) -> Limits:
    """The limits of rendering the template at `location`: W142 time, W143 memory, W144 output, W145 death; a bug stays one."""
    return Limits(location, seconds, memory_mb, 200, _RENDERING)
