"""A form template at work in a child process: compiled there once, asked for records as often as wanted.

A template is anybody's file: its expressions run where they can be stopped
(`foreign.helpers`). What comes back is plain: the file's bytes, or None, and problems.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from docgen.errors import DocgenError, Location, Problem
from docgen.extension import Extensions
from docgen.foreign.helpers import Helpers
from docgen.template.limits import rendering

if TYPE_CHECKING:
    from docgen.template.forms.form import Form

Outcome = tuple[bytes | None, list[Problem]]

SECONDS = 60.0  # for compiling, and for each request
PRELOAD = ("docgen.template.forms.form", "docgen.template.forms.whole")


class FormSession:
    """A template being compiled in a child of `helpers`; comes back at once. `warnings` waits and raises what is wrong with it."""

    def __init__(
        self,
        source: bytes,
        location: Location,
        helpers: Helpers,
        extensions: Sequence[str] = (),
        *,
        seconds: float = SECONDS,
    ) -> None:
        """`extensions` are the names of those whose filters the template may use."""
        self.location = location
        self._warnings: list[Problem] | None = None
        self._session = helpers.session(
            _compile, (source, str(location), tuple(extensions)), rendering(location, seconds), preload=PRELOAD
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def warnings(self) -> list[Problem]:
        """What was found in the template that does not stop it. Raises DocgenError W10x, W14x…W16x, W20x."""
        if self._warnings is None:
            self._warnings = self._session.result()
        return self._warnings

    def send(self, records: Sequence[Mapping[str, Any]], folder: Path) -> None:
        """Ask for these records; `receive` gives their outcomes. `folder` is where their pictures lie."""
        _ = self.warnings
        self._session.send(_fill, (list(records), folder))

    def receive(self) -> list[Outcome]:
        """The outcomes of the oldest request. Raises DocgenError W142…W145 where a limit is passed."""
        return self._session.result()

    def fill(self, data: Mapping[str, Any], folder: Path) -> Outcome:
        """One record's outcome."""
        self.send([data], folder)
        return self.receive()[0]

    def close(self) -> None:
        """End the child."""
        self._session.close()


def _compile(source: bytes, name: str, extensions: Sequence[str]) -> tuple[Form, list[Problem]]:
    from docgen.template.forms.form import compile_form

    form = compile_form(source, Location(name), Extensions().filters(extensions))
    gc.freeze()
    gc.disable()  # records come and go by reference counts; the child ends soon
    return form, form.warnings


def _fill(form: Form, records: Sequence[Mapping[str, Any]], folder: Path) -> list[Outcome]:
    made: list[Outcome] = []
    for data in records:
        try:
            filled = form.fill(data, folder)
            made.append((filled.content, filled.problems))
        except DocgenError as error:
            made.append((None, list(error.problems)))
    return made
