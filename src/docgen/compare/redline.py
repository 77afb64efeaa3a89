"""Two Word files of one document as one with native tracked changes: accepted it is the new one, rejected the old one.

The new file is the ground: its styles, settings, headers and page set-up. Text
that goes is brought in from the old file with all that it needs. Paragraphs,
table rows, runs, paragraph and run properties, sections, headers, footers and
footnotes are compared; a table whose merged cells, columns or look changed is
replaced whole, and so is a field whose instruction or result changed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from docgen.compare import messages
from docgen.compare.word_forms import create, simplified, value
from docgen.compare.word_marks import Marks
from docgen.compare.word_package import Transfer
from docgen.compare.word_story import Redline, Story
from docgen.errors import DocgenError, Location
from docgen.ooxml.names import WP, W
from docgen.ooxml.opened import Package
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.revisions import has_changes

_NOTES = {f"{W}footnoteReference": ("footnotes", "footnote"), f"{W}endnoteReference": ("endnotes", "endnote")}
_STORIES = ("header", "footer")


def redline(old: bytes, new: bytes, *, author: str, date: str, old_name: str = "", new_name: str = "") -> bytes:
    """The .docx with what changed from `old` to `new` (two .docx) as tracked changes.

    `author` and `date` (ISO 8601, UTC, to the second) stand at every change; equal arguments give equal bytes.
    `old_name` and `new_name` name the files in messages. Raises DocgenError: W10x for a file that is no Word file,
    V111 for one that holds unsettled changes already.
    """
    before = _opened(old, Location(old_name or "旧版"))
    after = _opened(new, Location(new_name or "新版"))
    shared = Redline(Transfer(before, after), Marks(author, date, first=_first_free(after, before)))
    shared.next_note = 1 + max(_ids(after, ("footnote", "endnote")), default=0)
    body = Story(shared, before.main, after.main)
    old_body, new_body = _body(before), _body(after)
    old_section, new_section = old_body.find(f"{W}sectPr"), new_body.find(f"{W}sectPr")
    body.merge(old_body, new_body)
    if old_section is not None and new_section is not None:
        shared.marks.section_change(new_section, old_section)
    for part in _stories(after):
        if part in before.parts:
            Story(shared, part, part).merge(before.tree(part), after.tree(part))
        else:
            Story(shared, part, part).merge(_empty_story(after.tree(part)), after.tree(part))
    _notes(shared)
    shared.next_bookmark = shared.marks.first + shared.marks.count
    for name in sorted(after.trees):
        _settle_bookmarks(after.trees[name], shared)
    _settle_drawings(after.trees.values())
    return write_package(after.finish())


def _opened(content: bytes, location: Location) -> Package:
    package = Package(read_package(content, location))
    names = [package.main, *_stories(package), *(f"word/{name}.xml" for name, _mark in _NOTES.values())]
    for name in dict.fromkeys(names):
        if name not in package.parts:
            continue
        root = package.tree(name)
        if has_changes(root):
            raise DocgenError(messages.CHANGES.at(location))
        simplified(root)
    return package


def _stories(package: Package) -> list[str]:
    """The header and footer parts, in the order of the main part's relationships."""
    related = package.relationships(package.main)
    return [package.target(package.main, item) for item in related if item.kind in _STORIES]


def _body(package: Package) -> etree._Element:
    body = package.tree(package.main).find(f"{W}body")
    assert body is not None  # read_package has seen it
    return body


def _empty_story(root: etree._Element) -> etree._Element:
    """What stood in a header that was not there: one empty paragraph."""
    empty = etree.Element(root.tag)
    empty.append(create("p"))
    return empty


def _ids(package: Package, names: Iterable[str]) -> list[int]:
    tags = [f"{W}{name}" for name in names]
    return [
        int(value(item, "id") or 0)
        for tree in package.trees.values()
        for item in tree.iter(*tags)
        if value(item, "id").lstrip("-").isdecimal()
    ]


def _first_free(*packages: Package) -> int:
    """Ids of changes begin above those of all bookmarks."""
    return 1000 + max((number for package in packages for number in _ids(package, ("bookmarkStart",))), default=0)


# --- notes ---


def _notes(shared: Redline) -> None:
    """The texts of footnotes and endnotes: compared where the mark stayed, brought over where it goes."""
    before, after = shared.transfer.old, shared.transfer.new
    for mark, (folder, tag) in _NOTES.items():
        name = f"word/{folder}.xml"
        if name not in before.parts and name not in after.parts:
            continue
        if name not in after.parts:
            _begin_notes(before, after, name)
        story = Story(shared, name, name)
        root = after.tree(name)
        done = 0
        while done < len(shared.kept_notes):  # a note may stand in a note
            of, old, new = shared.kept_notes[done]
            done += 1
            if of == mark:
                story.merge(_note(before.tree(name), tag, old), _note(root, tag, new))
        for of, new in list(shared.new_notes):
            if of == mark:
                story.mark_all(_note(root, tag, new), "ins")
        for of, old, identifier in list(shared.old_notes):
            if of == mark:
                added = copy.deepcopy(_note(before.tree(name), tag, old))
                added.set(f"{W}id", identifier)
                story.mark_all(added, "del")
                root.append(added)


def _begin_notes(before: Package, after: Package, name: str) -> None:
    """The notes part of the old file without its notes: only the lines that part notes from text."""
    root = copy.deepcopy(before.tree(name))
    for note in list(root):
        if not value(note, "type"):
            root.remove(note)
    after.trees[name] = root
    after.parts[name] = b""
    after.declare(name, before.content_type(name)[0])
    kind = next(item.type for item in before.relationships(before.main) if before.target(before.main, item) == name)
    after.relationships(after.main).internal(kind, name.rsplit("/", 1)[-1])


def _note(root: etree._Element, tag: str, identifier: str) -> etree._Element:
    return next(note for note in root.iter(f"{W}{tag}") if value(note, "id") == identifier)


# --- ids ---


def _settle_bookmarks(root: etree._Element, shared: Redline) -> None:
    """Number the bookmarks anew: each start and end of one have an id that no other bookmark has."""
    known: dict[str, str] = {}
    for mark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        identifier = value(mark, "id")
        if identifier not in known:
            known[identifier] = str(shared.next_bookmark)
            shared.next_bookmark += 1
        mark.set(f"{W}id", known[identifier])


def _settle_drawings(roots: Iterable[etree._Element]) -> None:
    """Drawings' ids are unique in the document: those of both files were counted from 1."""
    used: set[str] = set()
    for root in roots:
        for item in root.iter(f"{WP}docPr"):
            identifier = item.get("id") or "0"
            while identifier in used:
                identifier = str(int(identifier) + 100_000)
            item.set("id", identifier)
            used.add(identifier)
