"""How the workflow refuses: one message, at the path of a document."""

from __future__ import annotations

from docgen.errors import DocgenError, Location, Message


def refused(place: str, message: Message, /, **values: object) -> DocgenError:
    """The error of one message at a document's path."""
    return DocgenError(message.at(Location(place), **values))
