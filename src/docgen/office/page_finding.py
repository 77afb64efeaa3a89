"""Which page each passage of a Word file came to stand on, in a PDF that an office program made of it.

A heading or caption must be found whole, on lines of its own, in the order of
the file: that tells it from its entry in a table of contents, from running
headers and from references to it. Named destinations and the outline choose
between several places, but the text must stand there too: the PDF of another
document has the same names. Nothing is guessed: what is not found, or could
be on several pages, is a problem.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.errors import Location, Problem
from docgen.model.passages import AUTOMATIC_NUMBER, WILD, Key, Passage
from docgen.office.exported_pages import ExportedPages, normal
from docgen.office.messages import NOT_FOUND, NOT_ON_ITS_PAGE, ON_SEVERAL_PAGES

_MARK = r"[0-9A-Za-z*①-⑳\[\]()一二三四五六七八九十百]{0,5}"  # what a WILD stands for
_CONTEXT = 12


def find(passages: Sequence[Passage], pages: ExportedPages, location: Location) -> tuple[dict[Key, int], list[Problem]]:
    """Physical page, from 1, of every passage, and a problem (L121, L122) for each that was not found on one page."""
    whole = [passage for passage in passages if passage.whole]
    candidates = [_narrowed(passage, _whole_matches(passage, pages), pages) for passage in whole]
    chain = _chain([[place for place, _end in found] for found in candidates])
    problems: list[Problem] = []
    found: dict[Key, int] = {}
    fixed: list[tuple[Key, int]] = []  # places in the text that are sure, in order
    for passage, places in zip(whole, chain, strict=True):
        hits = sorted({pages.page(place) for place in places})
        if len(hits) == 1:
            found[passage.key] = hits[0]
            fixed.append((passage.key, places[0]))
        else:
            problems.append(_problem(passage, hits, pages, location))
    for passage in passages:
        if not passage.whole:
            hits = _loose_pages(passage, fixed, pages)
            if len(hits) == 1:
                found[passage.key] = hits[0]
            else:
                problems.append(_problem(passage, hits, pages, location))
    return found, problems


def _problem(passage: Passage, hits: list[int], pages: ExportedPages, location: Location) -> Problem:
    if hits:
        return ON_SEVERAL_PAGES.at(location, what=passage.what, pages="、".join(str(page) for page in hits))
    page = pages.destination(passage.anchor)
    if page:
        return NOT_ON_ITS_PAGE.at(location, what=passage.what, page=page)
    return NOT_FOUND.at(location, what=passage.what)


# --- headings and captions -----------------------------------------------


def _whole_matches(passage: Passage, pages: ExportedPages) -> list[tuple[int, int]]:
    """Places and ends of the paragraph on lines of its own; those with its very number, if there are such."""
    number = normal(passage.number)
    matches: list[tuple[int, int, bool]] = []
    for start, end in _occurrences(passage.text, pages.text):
        before = pages.text[pages.line_start(start) : start]
        if pages.ends_line(end) and (before == number or AUTOMATIC_NUMBER.fullmatch(before)):
            matches.append((start, end, before == number))
    exact = [(start, end) for start, end, same in matches if same]
    return exact or [(start, end) for start, end, _same in matches]


def _occurrences(text: str, within: str) -> Iterator[tuple[int, int]]:
    parts = [normal(part) for part in text.split(WILD)]
    if len(parts) == 1:
        at = within.find(parts[0])
        while at >= 0:
            yield at, at + len(parts[0])
            at = within.find(parts[0], at + 1)
        return
    pattern = _MARK.join(re.escape(part) for part in parts)
    for match in re.finditer(pattern, within):
        yield match.span()


def _narrowed(passage: Passage, matches: list[tuple[int, int]], pages: ExportedPages) -> list[tuple[int, int]]:
    """The matches that destination, outline and surroundings speak for, as far as they can tell."""
    page = pages.destination(passage.anchor)
    if page is not None:  # a name is sure: text elsewhere is another paragraph's
        return [match for match in matches if pages.page(match[0]) == page]
    if len(matches) < 2:
        return matches
    own = normal(passage.text.replace(WILD, ""))
    titles = {normal(passage.number) + own, own}
    listed = {page for title, page in pages.outline if title in titles}
    if listed:
        matches = [match for match in matches if pages.page(match[0]) in listed] or matches
    following = normal(passage.following.partition(WILD)[0])[:_CONTEXT]
    if len(matches) > 1 and len(following) > 1:
        gaps = [pages.text.find(following, end, end + 3 * _CONTEXT) - end for _start, end in matches]
        nearest = min((gap for gap in gaps if gap >= 0), default=None)
        matches = [match for match, gap in zip(matches, gaps, strict=True) if nearest is None or gap == nearest]
    return matches


@dataclass(slots=True)
class _Link:
    """A candidate with the longest chain that ends or begins at it."""

    target: int
    place: int
    before: int = 0
    after: int = 0


def _chain(candidates: list[list[int]]) -> list[list[int]]:
    """For each target the places that it has in longest ascending chains through all targets; [] for those left out.

    Targets follow each other as in the file, so their places in the PDF must
    ascend. A chain that holds most of them is the right one; where several
    such chains differ, the target gets the places of all.
    """
    links = [_Link(target, place) for target, places in enumerate(candidates) for place in places]
    _lengths(links, forward=True)
    _lengths(links, forward=False)
    longest = max((link.before for link in links), default=0)
    sure = [link for link in links if link.before + link.after - 1 == longest]
    taken: dict[int, list[_Link]] = {}  # rank in the chain → who may hold it
    for link in sure:
        taken.setdefault(link.before, []).append(link)
    chosen: list[list[int]] = [[] for _target in candidates]
    for rivals in taken.values():
        places = {link.place for link in rivals}
        for target in {link.target for link in rivals}:  # two that exclude each other: neither is sure
            chosen[target] = sorted({*chosen[target], *places})
    return chosen


def _lengths(links: list[_Link], *, forward: bool) -> None:
    """Longest ascending chains by patience sorting, a target's own candidates never chained to each other."""
    tails: list[int] = []  # by length: the least place (backwards: the greatest, negated) that ends such a chain
    sign = 1 if forward else -1
    by_target: dict[int, list[_Link]] = {}
    for link in links:
        by_target.setdefault(link.target, []).append(link)
    for target in sorted(by_target, reverse=not forward):
        lengths = [(link, bisect_left(tails, sign * link.place)) for link in by_target[target]]
        for link, length in lengths:
            if forward:
                link.before = length + 1
            else:
                link.after = length + 1
        for link, length in lengths:
            if length == len(tails):
                tails.append(sign * link.place)
            else:
                tails[length] = min(tails[length], sign * link.place)


# --- any other place ------------------------------------------------------


def _loose_pages(passage: Passage, fixed: list[tuple[Key, int]], pages: ExportedPages) -> list[int]:
    """Pages on which a place inside a paragraph, at a table or at a picture may be: between its sure neighbours."""
    page = pages.destination(passage.anchor)
    if page is not None:
        return [page]
    at = bisect_left(fixed, (passage.key, -1))
    low = fixed[at - 1][1] if at else 0
    high = fixed[at][1] if at < len(fixed) else len(pages.text)
    first, last = pages.page(low), pages.page(max(high, low))
    if first == last:
        return [first]
    last_word = not normal(
        passage.text[passage.offset :]
    )  # nothing of the paragraph follows: it is where its text ends
    for before, after in _needles(passage):
        hits = [
            place + len(before) - (last_word and bool(before))
            for place, _end in _occurrences(before + after, pages.text)
        ]
        found = sorted({pages.page(hit) for hit in hits if low <= hit <= high})
        if found:
            return found
    return []


def _needles(passage: Passage) -> Iterator[tuple[str, str]]:
    """Texts before and after the place, from the most telling to the least."""
    before = normal(passage.text[: passage.offset].rpartition(WILD)[2])[-2 * _CONTEXT :]
    after = normal(passage.text[passage.offset :].partition(WILD)[0])[: 2 * _CONTEXT]
    more = (after + normal(passage.following.partition(WILD)[0]))[: 3 * _CONTEXT]
    for pair in ((before, more), ("", more), (before, after), ("", after), (before, "")):
        if sum(map(len, pair)) > 1:
            yield pair
