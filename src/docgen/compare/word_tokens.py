"""A paragraph as a row of tokens that are compared, and tokens back to runs, with tracked changes around them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from docgen.compare.word_forms import canonical, create
from docgen.compare.word_marks import Marks, Status, as_deleted
from docgen.compare.words import differences, pieces
from docgen.ooxml.fields import code_of, marks_of
from docgen.ooxml.names import W

_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Token:
    """Text of one look, or something whole (a field, a picture, a note's mark). `key` is what two revisions compare."""

    key: Hashable
    text: str = ""
    look: etree._Element | None = None  # w:rPr
    look_key: str = ""  # equal for equal looks
    runs: list[etree._Element] = field(default_factory=list)  # of what is not text
    link: etree._Element | None = None  # the w:hyperlink around it
    lead: list[etree._Element] = field(default_factory=list)  # bookmarks that stand before it
    note: str = ""  # the id of the footnote

    @property
    def weight(self) -> int:
        return max(len(self.text), 1)


class Identity(Protocol):
    """What makes things of two files the same: names and contents, not the ids that each file gave them."""

    def instruction(self, text: str) -> str:
        """A field's instruction with its bookmarks called as in the new file."""
        ...

    def target(self, link: etree._Element) -> str:
        """Where a w:hyperlink leads."""
        ...

    def content(self, element: etree._Element) -> str:
        """A drawing or object with what it shows."""
        ...


def tokens(paragraph: etree._Element, identity: Identity) -> tuple[list[Token], list[etree._Element]]:
    """The paragraph's tokens, and the bookmarks after the last of them."""
    reader = _Reader(identity)
    reader.read(paragraph, None)
    reader.close()
    return reader.tokens, reader.lead


class _Reader:
    def __init__(self, identity: Identity) -> None:
        self.tokens: list[Token] = []
        self.lead: list[etree._Element] = []
        self._identity = identity
        self._field: list[etree._Element] = []  # runs of the field that is open
        self._depth = 0
        self._field_link: etree._Element | None = None

    def read(self, parent: etree._Element, link: etree._Element | None) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, link)
            elif child.tag == f"{W}hyperlink":
                self.read(child, child)
            elif child.tag in _BOOKMARKS:
                self.lead.append(child)
            elif isinstance(child.tag, str) and child.tag != f"{W}pPr":
                self._add(Token(("element", canonical(child)), runs=[child], link=link))

    def close(self) -> None:
        """A field that the paragraph does not end (a table of contents begins here): its runs are tokens of their own."""
        for run in self._field:
            self._add(Token(("part", canonical(run)), runs=[run], link=self._field_link))
        self._field, self._depth = [], 0

    def _run(self, run: etree._Element, link: etree._Element | None) -> None:
        kinds = marks_of(run)
        begun = self._depth > 0 or "begin" in kinds
        if begun:
            if not self._field:
                self._field_link = link
            self._field.append(run)
            self._depth += kinds.count("begin") - kinds.count("end")
            if self._depth <= 0:
                self._end_field()
            return
        if kinds:
            self._add(Token(("part", canonical(run)), runs=[run], link=link))
            return
        look = run.find(f"{W}rPr")
        look_key = canonical(look)
        for child in run:
            if child.tag != f"{W}rPr" and isinstance(child.tag, str):
                self._content(child, look, look_key, link)

    def _end_field(self) -> None:
        instruction = code_of(self._field)
        result = tuple(
            (canonical(run.find(f"{W}rPr")), item.text or "") for run in self._field for item in run.iter(f"{W}t")
        )
        key = ("field", " ".join(self._identity.instruction(instruction).split()), result)
        self._add(Token(key, runs=self._field, link=self._field_link))
        self._field, self._depth = [], 0

    def _content(
        self, child: etree._Element, look: etree._Element | None, look_key: str, link: etree._Element | None
    ) -> None:
        if child.tag == f"{W}t":
            for piece in pieces(child.text or ""):
                self._add(Token(("text", piece), text=piece, look=look, look_key=look_key, link=link))
            return
        run = create("r")
        if look is not None:
            run.append(copy.deepcopy(look))
        run.append(copy.deepcopy(child))
        note = ""
        if child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            note, key = child.get(f"{W}id") or "", ("note", str(child.tag))  # what the note says is compared by itself
        else:
            key = ("content", self._identity.content(child))
        self._add(Token(key, look=look, runs=[run], link=link, note=note))

    def _add(self, token: Token) -> None:
        if token.link is not None:
            token.key = (self._identity.target(token.link), token.key)
        token.lead, self.lead = self.lead, []
        self.tokens.append(token)


# --- and back ---


@dataclass(slots=True)
class Written:
    """One token on its way out; `old` is its counterpart if it stays."""

    status: Status
    token: Token
    old: Token | None = None


def compared(old: Sequence[Token], new: Sequence[Token]) -> list[Written]:
    """All tokens of both in reading order; what stays is the new one."""
    written: list[Written] = []
    weights = [token.weight for token in old]
    for span in differences([token.key for token in old], [token.key for token in new], weights):
        olds, news = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        if span.equal:
            written += [Written("equal", token, before) for before, token in zip(olds, news, strict=True)]
        else:
            written += [Written("del", token) for token in olds] + [Written("ins", token) for token in news]
    return written


class Writer:
    """Puts tokens into a paragraph; `adopt` brings what stands in an old run (or hyperlink) into the new file, in place."""

    def __init__(self, marks: Marks, paragraph: etree._Element, adopt: Callable[[etree._Element], None]) -> None:
        self._marks = marks
        self._paragraph = paragraph
        self._adopt = adopt
        self._link: tuple[Hashable, etree._Element] | None = None  # the hyperlink that is open, with its target
        self._wrapper: tuple[Status, etree._Element, etree._Element] | None = None
        self._text: tuple[Hashable, etree._Element] | None = None  # the look and w:t that more text may join

    def write(self, item: Written) -> None:
        """Add one token."""
        token = item.token
        parent = self._parent(item)
        if token.runs:
            self._text = None
            parent.extend(self._prepared(run, item) for run in token.runs)
            return
        before = item.old or token
        key = (token.look_key, before.look_key, id(parent))
        if self._text is not None and self._text[0] == key:
            self._text[1].text = (self._text[1].text or "") + token.text
            return
        run = create("r")
        look = None if token.look is None else copy.deepcopy(token.look)
        if token.look_key != before.look_key:
            look = self._marks.look_change(look, before.look)
        if look is not None:
            run.append(look)
        words = etree.SubElement(run, f"{W}delText" if item.status == "del" else f"{W}t")
        words.text = token.text
        words.set(_SPACE, "preserve")
        parent.append(run)
        self._text = (key, words)

    def write_bookmarks(self, bookmarks: Sequence[etree._Element]) -> None:
        """Bookmarks stand outside of changes: they are neither inserted nor deleted."""
        if not bookmarks:
            return
        self._link = self._wrapper = self._text = None
        self._paragraph.extend(copy.deepcopy(bookmark) for bookmark in bookmarks)

    def _parent(self, item: Written) -> etree._Element:
        holder = self._holder(item)
        if item.status == "equal":
            if self._wrapper is not None:
                self._wrapper = self._text = None
            return holder
        if self._wrapper is None or self._wrapper[0] != item.status or self._wrapper[2] is not holder:
            mark = self._marks.mark(item.status)
            holder.append(mark)
            self._wrapper, self._text = (item.status, mark, holder), None
        return self._wrapper[1]

    def _holder(self, item: Written) -> etree._Element:
        """The paragraph, or the hyperlink that the token stands in."""
        link = item.token.link
        if link is None:
            if self._link is not None:
                self._link = self._wrapper = self._text = None
            return self._paragraph
        target = item.token.key[0] if isinstance(item.token.key, tuple) else ""
        if self._link is None or self._link[0] != target:
            element = etree.SubElement(self._paragraph, f"{W}hyperlink", dict(link.attrib))
            if item.status == "del":
                self._adopt(element)
            self._link, self._wrapper, self._text = (target, element), None, None
        return self._link[1]

    def _prepared(self, run: etree._Element, item: Written) -> etree._Element:
        run = copy.deepcopy(run)
        run.tail = None
        if item.status == "del":
            self._adopt(run)
            return as_deleted(run)
        if item.status == "equal" and item.old is not None and len(item.token.runs) == 1 and len(item.old.runs) == 1:
            before = item.old.runs[0].find(f"{W}rPr")
            look = self._marks.look_change(run.find(f"{W}rPr"), before)
            if look is not None and look.getparent() is None:
                run.insert(0, look)
        return run
