"""Where a bookmark stands in a paragraph of both revisions: around its text in the old and in the new one."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from lxml import etree

from docgen.compare.word_forms import value
from docgen.compare.word_tokens import Written
from docgen.ooxml.names import W

Places = dict[int, list[etree._Element]]  # item before which they stand → bookmark starts and ends


def places(
    items: Sequence[Written],
    old_end: Sequence[etree._Element],
    new_end: Sequence[etree._Element],
    names: Mapping[str, str],
) -> Places:
    """The new paragraph's bookmarks by the item that they stand before (the number of items: at the end).

    `names` are what the old bookmarks are called in the new file. A bookmark begins where the first of its two
    texts does and ends where the last does, so that it holds the old text after rejecting and the new after accepting.
    """
    new = _found([[] if item.status == "del" else item.token.lead for item in items] + [list(new_end)])
    old = _found([_old_lead(item) for item in items] + [list(old_end)])
    known = {names.get(name, name): place for name, place in old.items()}
    placed: list[tuple[int, int, etree._Element]] = []
    for name, (start, end, first, last) in new.items():
        if name in known and first is not None and last is not None and known[name][1] >= 0:
            start, end = min(start, known[name][0]), max(end, known[name][1])
        if first is not None:
            placed.append((start, 1, first))
        if last is not None:
            placed.append((end, 0 if first is None or start < end else 2, last))
    made: Places = {}
    for place, _order, mark in sorted(placed, key=lambda found: found[:2]):
        made.setdefault(place, []).append(mark)
    return made


def one_sided(items: Sequence[Written], end: Sequence[etree._Element]) -> Places:
    """The bookmarks of a paragraph that comes or goes, where they stand in it."""
    leads = [item.token.lead for item in items] + [list(end)]
    return {place: list(lead) for place, lead in enumerate(leads) if lead}


def renamed(mark: etree._Element, names: Mapping[str, str]) -> etree._Element:
    """A bookmark of a paragraph that goes, under a name that no other has: references that go with it lead to it."""
    made = copy.deepcopy(mark)
    made.set(f"{W}id", f"old{value(mark, 'id')}")  # settled with all other ids at the end
    if mark.tag == f"{W}bookmarkStart":
        made.set(f"{W}name", names[value(mark, "name")])
    return made


def _old_lead(item: Written) -> list[etree._Element]:
    if item.status == "del":
        return item.token.lead
    return [] if item.old is None else item.old.lead


def _found(
    leads: Sequence[Sequence[etree._Element]],
) -> dict[str, tuple[int, int, etree._Element | None, etree._Element | None]]:
    """By name: where each bookmark starts and ends, -1 and None for an end that is elsewhere."""
    made: dict[str, tuple[int, int, etree._Element | None, etree._Element | None]] = {}
    names: dict[str, str] = {}  # by id
    for place, lead in enumerate(leads):
        for mark in lead:
            identifier = value(mark, "id")
            if mark.tag == f"{W}bookmarkStart":
                names[identifier] = value(mark, "name")
                made[names[identifier]] = (place, -1, mark, None)
            elif identifier in names:
                start, _end, first, _last = made[names[identifier]]
                made[names[identifier]] = (start, place, first, mark)
            else:
                made[f"#{identifier}"] = (-1, place, None, mark)
    return made
