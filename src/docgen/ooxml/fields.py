r"""Word's fields: instructions read once, and where a field begins, shows its result and ends (ECMA-376 part 1 §17.16).

A field is a w:fldSimple, or runs between w:fldChar marks: `begin`, the
instruction, `separate`, the result, `end`. Fields stand in fields and go over
paragraphs; runs are cut anywhere. `OpenFields` follows the marks of a story in
reading order, whoever reads it (a tree, or events of a parser); `read_instruction` gives
name, arguments and switches; `whole_fields` the fields of a tree with their runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from docgen.ooxml.names import W

Mark = str  # begin, separate, end: w:fldCharType
_MARK, _KIND = f"{W}fldChar", f"{W}fldCharType"
_SIMPLE, _CODE = f"{W}fldSimple", f"{W}instr"
_INSTRUCTION = f"{W}instrText"
_DELETED_INSTRUCTION = f"{W}delInstrText"
# A quoted text, a word (in which \\ is a backslash), or a switch, with or without a blank before it.
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"?|((?:[^\s"\\]|\\\\)+|\\[^\s"\\]*)')
_ARGUMENT = re.compile(r'[^\s"\\]+')
_VALUED = ("*", "@", "#")  # general switches that are followed by a word (§17.16.4)
_KEEPING = ("MERGEFORMAT", "CHARFORMAT")  # \* of the result's look, which changes nothing of its text


@dataclass(frozen=True, slots=True)
class Instruction:
    r"""A field's instruction: `STYLEREF "标题 1" \n \* MERGEFORMAT` → name, arguments, switches.

    `switches` maps a switch without its backslash to the word after it, "" if it stands alone. Word takes the argument of a
    field's own switch from what follows; which ones have one depends on the field, so those words are arguments
    here too, and `value` gives the one behind a switch.
    """

    name: str
    arguments: tuple[str, ...] = ()
    switches: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    following: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def value(self, switch: str) -> str:
        r"""The word behind a switch of the field's own: 1-3 of `TOC \o "1-3"`; "" if there is none."""
        return self.switches.get(switch, "") or self.following.get(switch, "")

    @property
    def argument(self) -> str:
        """The first argument: a bookmark, a style, an entry; "" without."""
        return self.arguments[0] if self.arguments else ""

    @property
    def number_format(self) -> str:
        r"""The \* switch: how a number is written; "" for the format of its kind."""
        return self.switches.get("*", "")


@lru_cache(4096)
def read_instruction(text: str) -> Instruction:
    """The instruction of a field; an empty one has no name."""
    words = [(quoted.replace('\\"', '"').replace("\\\\", "\\"), True) if quoted else (plain, False) for quoted, plain in _WORDS.findall(text)]  # fmt: skip
    if not words:
        return Instruction("")
    arguments: list[str] = []
    switches: dict[str, str] = {}
    following: dict[str, str] = {}
    pending = last = ""
    for word, quoted in words[1:]:
        if word.startswith("\\") and len(word) > 1 and not quoted:
            pending = word[1:].lower() if len(word) == 2 else word[1]
            known = word[2:]  # \*roman without a blank
            if known.upper() not in _KEEPING:
                switches.setdefault(pending, known)
            last, pending = pending, "" if known else pending
        elif pending in _VALUED:
            if word.upper() not in _KEEPING:
                switches[pending] = word
            elif not switches[pending]:
                del switches[pending]
            last = pending = ""
        else:
            if last:
                following.setdefault(last, word)
            arguments.append(word)
            last = ""
    return Instruction(words[0][0].upper(), tuple(arguments), MappingProxyType(switches), MappingProxyType(following))


def with_bookmarks(code: str, names: Mapping[str, str]) -> str:
    """The instruction with the bookmarks in it called otherwise; everything else of it as it stands."""
    return _ARGUMENT.sub(lambda word: names.get(word[0], word[0]), code)


class Field:
    """A field of a story: its instruction, the field that it stands in, the elements that mark it where there are any."""

    __slots__ = ("begin", "code", "end", "ended", "parent", "separate", "separated", "shown", "simple")

    def __init__(self, parent: Field | None, begin: etree._Element | None = None, code: str = "", *, simple: bool = False) -> None:  # fmt: skip
        self.parent = parent
        self.begin = begin
        self.separate: etree._Element | None = None
        self.end: etree._Element | None = None
        self.code = code
        self.simple = simple
        self.separated = simple
        self.ended = False
        self.shown = False  # something of its result has been read

    @property
    def instruction(self) -> Instruction:
        """What the instruction says, as far as it has been read."""
        return read_instruction(self.code)

    @property
    def name(self) -> str:
        """The field's name in capitals, "" before it is known."""
        return self.instruction.name

    def around(self) -> Iterator[Field]:
        """The field itself and those that it stands in, from within."""
        inner: Field | None = self
        while inner is not None:
            yield inner
            inner = inner.parent


class OpenFields:
    """The fields that are open at a place of a story, outermost first."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Field]:
        return iter(self._open)

    @property
    def innermost(self) -> Field | None:
        return self._open[-1] if self._open else None

    @property
    def showing(self) -> bool:
        """True where a reader sees what stands here: outside of fields, or in results alone."""
        return all(item.separated for item in self._open)

    def begin(self, mark: etree._Element | None = None) -> Field:
        """A w:fldChar begin."""
        made = Field(self.innermost, mark)
        self._open.append(made)
        return made

    def code(self, text: str) -> None:
        """Text that is not shown: of the innermost field that has not begun its result; what a field in an instruction gives is part of it."""
        for item in reversed(self._open):
            if not item.separated:
                item.code += text
                return

    def separate(self, mark: etree._Element | None = None) -> Field | None:
        """A w:fldChar separate: the field whose result begins."""
        inner = self.innermost
        if inner is not None:
            inner.separated, inner.separate = True, mark
        return inner

    def close(self, mark: etree._Element | None = None) -> Field | None:
        """A w:fldChar end: the field that ends here, None for an end without a beginning."""
        if not self._open:
            return None
        closed = self._open.pop()
        closed.end, closed.ended = mark, True
        return closed

    def simple(self, code: str, element: etree._Element | None = None) -> Field:
        """A w:fldSimple opens; `close` it behind its content."""
        made = Field(self.innermost, element, code, simple=True)
        self._open.append(made)
        return made

    def mark(self, element: etree._Element) -> Field | None:
        """A w:fldChar, whichever; the field that it is of."""
        kind = element.get(_KIND)
        if kind == "begin":
            return self.begin(element)
        return self.separate(element) if kind == "separate" else self.close(element) if kind == "end" else None


# --- in trees ---


def read_fields(root: etree._Element) -> list[Field]:
    """Every field of a tree by its beginning, those without an end too."""
    found: list[Field] = []
    fields = OpenFields()
    for event, element in etree.iterwalk(root, ("start", "end"), tag=(_MARK, _SIMPLE, _INSTRUCTION)):
        if element.tag == _SIMPLE:
            if event == "start":
                found.append(fields.simple(element.get(_CODE, ""), element))
            else:
                fields.close(element)
        elif event == "start" and element.tag == _MARK:
            made = fields.mark(element)
            if made is not None and made.begin is element:
                found.append(made)
        elif event == "start":
            fields.code("".join(element.itertext()))
    return found


@dataclass(frozen=True, slots=True)
class WholeField:
    """A field that begins and ends in one piece of a tree: the runs that mark it, and those of its result."""

    code: str
    marks: tuple[etree._Element, ...]  # runs of begin, instruction, separate and end; none for a w:fldSimple
    results: tuple[etree._Element, ...]
    simple: etree._Element | None = None  # the w:fldSimple

    @property
    def instruction(self) -> Instruction:
        return read_instruction(self.code)


def whole_fields(root: etree._Element) -> list[WholeField]:
    """The innermost fields of a tree, such as a paragraph: simple ones, and complex ones that begin and end in it."""
    return [*_simple_fields(root), *_complex_fields(root)]


def _simple_fields(root: etree._Element) -> Iterator[WholeField]:
    for simple in root.iter(_SIMPLE):
        yield WholeField(simple.get(_CODE, ""), (), tuple(simple.iter(f"{W}r")), simple)


def _complex_fields(root: etree._Element) -> Iterator[WholeField]:
    fields = OpenFields()
    runs: dict[int, tuple[list[etree._Element], list[etree._Element]]] = {}  # by depth: marks, results
    for run in root.iter(f"{W}r"):
        kind = mark_of(run)
        if kind == "begin":
            runs[len(fields)] = ([run], [])
            runs.pop(len(fields) - 1, None)  # a field around this one is not innermost
            fields.begin()
            continue
        inner = fields.innermost
        if inner is None:
            continue
        marks, results = runs.get(len(fields) - 1, ([], []))
        if kind == "end":
            fields.close()
            if runs.pop(len(fields), None) is not None:
                yield WholeField(inner.code, (*marks, run), tuple(results))
        elif kind == "separate":
            fields.separate()
            marks.append(run)
        elif inner.separated:
            results.append(run)
        else:
            marks.append(run)
            fields.code(code_of((run,)))


def mark_of(run: etree._Element) -> Mark:
    """begin, separate or end for a run that holds that mark, "" for any other."""
    mark = run.find(_MARK)
    return "" if mark is None else mark.get(_KIND, "")


def marks_of(run: etree._Element) -> list[Mark]:
    """All marks that a run holds: some programs put a whole field into one."""
    return [mark.get(_KIND, "") for mark in run.iterchildren(_MARK)]


def code_of(runs: Iterable[etree._Element]) -> str:
    """The instruction text of runs, joined."""
    return "".join(
        text
        for run in runs
        for code in run.iterchildren(_INSTRUCTION, _DELETED_INSTRUCTION)
        for text in code.itertext()
    )


def depth_change(element: etree._Element) -> int:
    """How many more complex fields are open behind an element than before it."""
    kinds = [mark.get(_KIND) for mark in element.iter(_MARK)]
    return kinds.count("begin") - kinds.count("end")
