"""Form templates: whole Word files with tags, filled with data; no kind and no workspace needed (docs/forms.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, Location, Problem
from docgen.files import write_together

if TYPE_CHECKING:
    from docgen.app.form import Rendered
    from docgen.content.records import Records
    from docgen.foreign.helpers import Helpers
    from docgen.template.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: the .docx, and warnings."""

    docx: bytes
    problems: list[Problem] = field(default_factory=list)

    def save(self, file: str | Path) -> Path:
        """Write it, in place of what was there. Raises DocgenError B101 where it cannot be written."""
        return write_together([(Path(file), self.docx)], Location(str(file)))[0]


class FormTemplate:
    """A form template, compiled once, filled as often as wanted; a context manager, which ends the process it works in.

    A template is anybody's file: it is compiled and filled in a process of its own, with limits of time and memory
    (W142 to W145). It is being compiled when this comes back; what is wrong with it is raised by whatever uses it first.
    """

    def __init__(self, session: FormSession, helpers: Helpers) -> None:
        """Use `open_form`."""
        self._session = session
        self._helpers = helpers

    def __enter__(self) -> FormTemplate:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._session.close()
        self._helpers.close()

    @property
    def problems(self) -> list[Problem]:
        """The warnings about the template. Raises DocgenError with everything wrong with it (W10x, W15x, W16x, W20x)."""
        return self._session.warnings

    def fill(self, data: Mapping[str, Any], *, folder: str | Path = ".") -> Filled:
        """One record filled in; pictures and sub-documents that it names lie in `folder`.

        Raises DocgenError W20x where the data do not fit the template.
        """
        return next(self.fill_all([data], folder=folder))

    def fill_all(self, records: Sequence[Mapping[str, Any]], *, folder: str | Path = ".") -> Iterator[Filled]:
        """Many records, one after another; raises for the first that cannot be filled in."""
        from docgen.app.form import empty_values, fill_each

        with closing(fill_each(self._session, records, Path(folder))) as outcomes:
            for data, (content, problems) in zip(records, outcomes, strict=True):
                if content is None:
                    raise DocgenError(problems)
                yield Filled(content, [*problems, *empty_values(dict(data), Location(""))])

    def check(self, records: Records) -> list[Problem]:
        """The warnings about the template and a file's records. Raises DocgenError with all that is wrong with either."""
        from docgen.app.form import check_both

        return check_both(self._session, records)

    def write_one(self, records: Records, out: str | Path, folder: str | Path) -> list[Problem]:
        """The only record of a file, written to `out`; its warnings. Raises DocgenError B140 where there are several."""
        from docgen.app.form import write_one

        return write_one(self._session, records, Path(out), Path(folder))

    def write_each(
        self, records: Records, out: str | Path, folder: str | Path, pattern: str = ""
    ) -> Iterator[Rendered]:
        """Each record of a file, written to a file of its own in `out`; one that fails does not stop the others.

        `pattern` is a text with tags that gives each file's name ("{{ 工号 }}-{{ 姓名 }}"), "" for numbers. Raises DocgenError
        B141 before anything is written where names are missing or given twice.
        """
        from docgen.app.form import write_each

        return write_each(self._session, records, Path(out), Path(folder), pattern)


def open_form(file: str | Path) -> FormTemplate:
    """The form template in a .docx or .dotx, to be used in a `with` block. Raises DocgenError B142 where there is none."""
    from docgen.foreign.helpers import Helpers
    from docgen.template.forms.session import PRELOAD

    helpers = Helpers()
    helpers.warm(PRELOAD)  # it loads while we do
    from docgen.app.form import open_form

    try:
        return FormTemplate(open_form(Path(file), helpers), helpers)
    except DocgenError:
        helpers.close()
        raise


def read_records(file: str | Path) -> Records:
    """The records of a .yaml or .json file, with their places and problems; nothing is raised for bad content."""
    from docgen.content.records import read_records

    return read_records(Path(file))


def fill_form(template: str | Path, data: Mapping[str, Any] | str | Path) -> Filled:
    """A form template filled with data: a mapping, or a .yaml or .json file that holds one.

    Raises DocgenError with everything wrong with either.
    """
    with open_form(template) as form:
        if isinstance(data, Mapping):
            filled = form.fill(data, folder=Path(template).parent)
            return Filled(filled.docx, [*form.problems, *filled.problems])
        records = read_records(data)
        warnings = form.check(records)
        filled = form.fill(records.records[0], folder=Path(data).parent)
        return Filled(filled.docx, [*warnings, *filled.problems])
