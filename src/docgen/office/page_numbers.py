"""Page numbers as printed: a physical page, counted as the Word file's sections count (ECMA-376 §17.6.12).

docgen's own Word templates count physically, the cover being page 1. A company's
template may start again after its cover, or number its contents i, ii, iii.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from docgen.errors import Location, Problem
from docgen.model.passages import Key, PageNumbering
from docgen.office.exported_pages import ExportedPages
from docgen.office.messages import COUNTS_ANEW_IN_A_PAGE, UNKNOWN_FORMAT
from docgen.text.ordinals import FORMATS, ordinal


def needed_openings(numbering: Sequence[PageNumbering]) -> list[PageNumbering]:
    """The sections whose first page has to be known: they start counting anew, or on an odd or even page."""
    return [
        section for section in numbering[1:] if section.start is not None or section.kind in ("oddPage", "evenPage")
    ]


def printed(
    found: Mapping[Key, int],
    numbering: Sequence[PageNumbering],
    openings: Mapping[Key, int],
    pages: ExportedPages,
    location: Location,
) -> tuple[dict[Key, str], list[Problem]]:
    """What Word prints as the number of each page in `found`; `openings` are the physical pages on which sections begin.

    Page labels of the PDF, where it has them for every page, are taken as they are. A section that starts
    counting within a page, or in a way of writing numbers that docgen does not know, is a problem (L126).
    """
    if pages.labels:
        return {key: pages.labels[page - 1] for key, page in found.items()}, []
    problems: list[Problem] = []
    shifts = _shifts(numbering, openings, problems, location)
    firsts = [section.paragraph for section in numbering]
    numbers: dict[Key, str] = {}
    for key, page in found.items():
        index = max(bisect_right(firsts, key[0]) - 1, 0)
        form = numbering[index].form if numbering else "decimal"
        shift = shifts[index] if shifts else 0
        if form in FORMATS:
            numbers[key] = ordinal(page + shift, form)
        else:
            problems.append(UNKNOWN_FORMAT.at(location, form=form))
    return numbers, list(dict.fromkeys(problems))


def _shifts(
    numbering: Sequence[PageNumbering], openings: Mapping[Key, int], problems: list[Problem], location: Location
) -> list[int]:
    """By section: printed minus physical page number."""
    shifts: list[int] = []
    shift = 0
    for index, section in enumerate(numbering):
        first = 1 if index == 0 else openings.get(section.opening.key) if section.opening else None
        if section.start is not None and first is not None:
            if section.kind == "continuous" and index:
                what = section.opening.what if section.opening else ""
                problems.append(COUNTS_ANEW_IN_A_PAGE.at(location, what=what))
            shift = section.start - first
        elif first is not None and index and section.kind in ("oddPage", "evenPage"):
            wanted = 1 if section.kind == "oddPage" else 0
            # An empty page that Word puts in for the parity is counted; a program may leave it out of the PDF.
            shift += (first + shift) % 2 != wanted
        shifts.append(shift)
    return shifts
