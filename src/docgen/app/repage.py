"""Page numbers of a finished Word file, taken from the PDF that Word, WPS or LibreOffice made of it. The pipeline of `docgen repage`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from docgen.app import messages
from docgen.docx.repage import Change
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_aside
from docgen.messages import system_reason
from docgen.ooxml.package import read_package, replace_parts


@dataclass(frozen=True, slots=True)
class Repaged:
    """What `repage` did: every number that changed, how many there are, and warnings."""

    changes: list[Change]
    total: int
    problems: list[Problem]


def repage(file: Path, pdf: Path | None, out: Path, fonts: Path | None = None) -> Repaged:
    """Refill the page numbers that a .docx stores from the pages of a PDF made of it (None: LibreOffice makes one).

    The file goes to `out`, moved into place; where nothing changes and `out` is the file itself it is not touched.
    Raises DocgenError, with nothing written, for everything that could not be found (L111…L129, W10x, B101).
    """
    from docgen.docx.repage import read_pages
    from docgen.office import exported_pages, page_finding, page_numbers
    from docgen.office import libreoffice as office

    location = Location(str(file))
    try:
        content = file.read_bytes()
        parts = read_package(content, location, as_stored=True)
        stored = read_pages(parts, location)
        seen = pdf.read_bytes() if pdf else office.export_pdf(content, location, fonts)
        pages = exported_pages.read_exported(seen, Location(str(pdf)) if pdf else location, stored.margins)
        openings = [section.opening for section in page_numbers.needed_openings(stored.numbering) if section.opening]
        wanted = {passage.key: passage for passage in (*openings, *stored.passages)}
        found, problems = page_finding.find([wanted[key] for key in sorted(wanted)], pages, location)
        numbers, faults = page_numbers.printed(found, stored.numbering, found, pages, location)
        problems = [*stored.problems, *problems, *faults]
        if has_errors(problems):
            raise DocgenError(problems)
        changed, changes = stored.refill(parts, numbers)
        made = replace_parts(content, changed)
        if made != content or out != file:
            os.replace(write_aside(out, made), out)
    except OSError as error:
        raise DocgenError(messages.NOT_REPAGED.at(location, reason=system_reason(error))) from error
    return Repaged(changes, stored.total, problems)
