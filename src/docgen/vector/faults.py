"""Why an SVG is not taken."""

from __future__ import annotations


class SvgError(Exception):
    """Why an SVG is not taken: `what` it holds, in the user's words; "" for what is no sound SVG at all."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


def split_name(name: str) -> tuple[str, str]:
    """Namespace and local name of a name as lxml writes it."""
    space, _, local = name.rpartition("}")
    return space.removeprefix("{"), local
