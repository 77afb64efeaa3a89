"""YAML text to a tree of values with places: YAML 1.2 core over PyYAML's composer.

In: text, already free of typing slips (`typing_slips`). Out: a tree, or
None, and every problem. PyYAML composes nodes (in C where libyaml is there);
its YAML 1.1 reading of plain scalars is not used, so that `NO`, `yes`, `on`,
dates and `1:30` stay text.

Deviations from the YAML 1.2 core schema: numbers with a decimal point are
`Decimal`; `.inf`, `.nan` and numbers beyond 40 digits stay text; tags other
than `!!str`, merge keys (`<<`) and more than one document are errors.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import yaml

from docgen.content import messages
from docgen.content.tree import Entry, Mapping, Node, Scalar, Sequence, Value
from docgen.errors import Location, Problem

_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # in C where libyaml is there
    """PyYAML's composer without its resolvers: every plain scalar arrives as text, in two thirds of the time.

    The base loader has no resolvers of YAML 1.1 either, but asks for them at every node.
    """

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None: ...

    def ascend_resolver(self) -> None: ...


DEPTH = 60
ALIASES = 1000
EXPANDED = 300_000

PLAIN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "!"}
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}")
_OCTAL = re.compile(r"0o[0-7]{1,40}")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,40}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?")

# Control characters, lone surrogates and noncharacters. U+FDD0–FDEF mark provenance further down the line:
# in content they could forge a mark.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def parse(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text, and its problems; None if nothing can be made of it. `file` is for places."""
    problems = [
        _forbidden(Location(file, number, found.start() + 1), found[0])
        for number, line in _lines_with_forbidden(text)
        for found in FORBIDDEN.finditer(line)
    ]
    if problems:
        text = FORBIDDEN.sub("\ufffd", text)
    if deep := too_deep(text, file):
        return None, [*problems, deep]
    loader = Loader(text)
    try:
        root = loader.get_node() if loader.check_node() else None
        if root is not None and loader.check_node():
            problems.append(messages.SEVERAL_DOCUMENTS.at(_place(file, loader.get_node().start_mark)))
    except yaml.YAMLError as error:
        return None, [*problems, _syntax_problem(error, file)]
    finally:
        loader.dispose()
    if root is None:
        return None, problems
    builder = _Builder(file, problems)
    tree = builder.build(root)
    return (tree if builder.sound else None), problems


def _lines_with_forbidden(text: str) -> list[tuple[int, str]]:
    if not FORBIDDEN.search(text):
        return []
    return list(enumerate(text.split("\n"), 1))


def _forbidden(location: Location, character: str) -> Problem:
    return messages.CONTROL_CHARACTER.at(location, character=ord(character))


def too_deep(text: str, file: str) -> Problem | None:
    """A look at the brackets before composing: the composer recurses in C, where deep nesting is a crash."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text) if text.count("[") + text.count("{") > 500 else ():
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > 500:
            line = text.count("\n", 0, found.start()) + 1
            return _deep(Location(file, line, found.start() - text.rfind("\n", 0, found.start())))
    found_dashes = re.search(r"^[ ]*(?:- ){200}|^ {2000}\S", text, re.MULTILINE)
    if found_dashes:
        return _deep(Location(file, text.count("\n", 0, found_dashes.start()) + 1, 1))
    return None


def _deep(location: Location) -> Problem:
    return messages.TOO_DEEP.at(location, depth=DEPTH)


def _place(file: str, mark: Any) -> Location:
    return Location(file, mark.line + 1, mark.column + 1)


class _Builder:
    """Composed nodes to our tree. Each composed node is built once; aliases share the result."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.sound = True
        self.aliases = 0
        self.built: dict[int, tuple[Node, int]] = {}
        self.open: set[int] = set()

    def build(self, root: Any) -> Node:
        return self._build(root, 1)[0]

    def _stop(self, problem: Problem, location: Location) -> tuple[Node, int]:
        self.sound = False
        if problem.code not in {known.code for known in self.problems}:
            self.problems.append(problem)
        return Scalar(None, "", location), 1

    def _build(self, node: Any, depth: int) -> tuple[Node, int]:
        """The tree of `node` and its size in nodes with aliases written out."""
        mark = node.start_mark
        location = Location(self.file, mark.line + 1, mark.column + 1)
        if node.tag not in PLAIN_TAGS:
            self.problems.append(_tag_problem(location, node.tag))
        if type(node) is yaml.ScalarNode:
            return self._scalar(node, location), 1
        identity = id(node)
        if identity in self.built:
            self.aliases += 1
            if self.aliases > ALIASES:
                return self._stop(messages.TOO_MANY_ALIASES.at(location, count=ALIASES), location)
            return self.built[identity]
        if identity in self.open:
            return self._stop(messages.ALIAS_CIRCLE.at(location), location)
        if depth > DEPTH:
            return self._stop(_deep(location), location)
        self.open.add(identity)
        tree, size = self._collection(node, location, depth)
        self.open.discard(identity)
        if size > EXPANDED:
            return self._stop(messages.ALIASES_TOO_LARGE.at(location, count=EXPANDED), location)
        self.built[identity] = tree, size
        return tree, size

    def _collection(self, node: Any, location: Location, depth: int) -> tuple[Node, int]:
        size = 1
        if isinstance(node, yaml.SequenceNode):
            items: list[Node] = []
            for child in node.value:
                item, count = self._build(child, depth + 1)
                items.append(item)
                size += count
            return Sequence(items, location), size
        entries: dict[str, Entry] = {}
        for key_node, child in node.value:
            value, count = self._build(child, depth + 1)
            size += count
            key_location = _place(self.file, key_node.start_mark)
            key = self._key(key_node, key_location)
            if key is None:
                continue
            if key in entries:
                self.problems.append(_duplicate(key, key_location, entries[key].key_location))
                continue
            entries[key] = Entry(value, key_location)
        return Mapping(entries, location), size

    def _key(self, node: Any, location: Location) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problems.append(messages.KEY_NO_WORD.at(location))
            return None
        if node.value == "<<" and not node.style:
            self.problems.append(messages.MERGE_KEY.at(location))
            return None
        self._check_escapes(node, location)
        return str(node.value)

    def _scalar(self, node: Any, location: Location) -> Scalar:
        text: str = node.value
        if not node.style:  # None in PyYAML's own composer, '' in the C one
            return Scalar(plain_value(text), text, location)
        self._check_escapes(node, location)
        return Scalar(text, text, location)

    def _check_escapes(self, node: Any, location: Location) -> None:
        """Double quotes can bring in by escape (`"\\u0007"`) what the text itself may not hold."""
        if node.style == '"' and (found := FORBIDDEN.search(node.value)):
            self.problems.append(_forbidden(location, found[0]))


def plain_value(text: str) -> Value:
    """A plain scalar by the YAML 1.2 core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    return text


def _duplicate(key: str, location: Location, first: Location) -> Problem:
    return messages.KEY_TWICE.at(location, key=key, line=first.line)


def _tag_problem(location: Location, tag: str) -> Problem:
    return messages.YAML_TAG.at(location, tag=tag.replace("tag:yaml.org,2002:", "!!"))


def _syntax_problem(error: Any, file: str) -> Problem:
    """PyYAML's complaint in the user's words; the English original never reaches the user."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    location = _place(file, mark) if mark else Location(file, 1, 1)
    context_mark = getattr(error, "context_mark", None)
    complaint = f"{getattr(error, 'context', '') or ''} | {getattr(error, 'problem', '') or error}"
    known = (message for needle, message in messages.SYNTAX if needle in complaint)
    problem = next(known, messages.NO_YAML_SYNTAX).at(location)
    if context_mark is not None and context_mark.line + 1 != location.line:
        problem = replace(problem, message=problem.message + messages.BEGINS.format(line=context_mark.line + 1))
    return problem
