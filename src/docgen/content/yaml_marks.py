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
from decimal import Decimal
from typing import Any

import yaml

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
            problems.append(
                Problem(
                    _place(file, loader.get_node().start_mark),
                    "C108",
                    "一个文件里有不止一份内容（第二个“---”之后）",
                    "把它们分成几个文件；“---”若是想画分隔线，把它删去",
                )
            )
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
    return Problem(
        location,
        "C106",
        f"有不能排印的控制字符 U+{ord(character):04X}",
        "删去这个字符；它多半是从别的软件复制时带来的，编辑器里可能看不见",
    )


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
    return Problem(
        location,
        "C103",
        f"嵌套超过 {DEPTH} 层",
        "检查括号和缩进；内容确实很深时，把内层分成单独的文件",
    )


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
                return self._stop(_alias_problem(location, f"别名（*）超过 {ALIASES} 处"), location)
            return self.built[identity]
        if identity in self.open:
            return self._stop(_alias_problem(location, "别名（*）指向包含它自己的内容"), location)
        if depth > DEPTH:
            return self._stop(_deep(location), location)
        self.open.add(identity)
        tree, size = self._collection(node, location, depth)
        self.open.discard(identity)
        if size > EXPANDED:
            return self._stop(_alias_problem(location, f"别名（*）展开后超过 {EXPANDED} 项"), location)
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
            hint = "键应是一个词；以 [ 或 { 开头的文字要加引号"
            self.problems.append(Problem(location, "C105", "键不能是列表或一组字段", hint))
            return None
        if node.value == "<<" and not node.style:
            hint = "用 use: 引用资料库的条目，或用 include: 引入文件"
            self.problems.append(Problem(location, "C107", "不支持合并键“<<”", hint))
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
    return Problem(
        location,
        "C102",
        f"“{key}”重复了：第 {first.line} 行已经写过",
        "删去一处，或把两处合并",
    )


def _tag_problem(location: Location, tag: str) -> Problem:
    return Problem(
        location,
        "C107",
        "不支持 YAML 标签“{tag}”".format(tag=tag.replace("tag:yaml.org,2002:", "!!")),
        "删去标签；要原样保留的文字请加引号",
    )


def _alias_problem(location: Location, fact: str) -> Problem:
    return Problem(location, "C104", fact, "少用别名；重复的内容放进 content/library/ 用 use 引用")


def _syntax_problem(error: Any, file: str) -> Problem:
    """PyYAML's complaint in the user's words; the English original never reaches the user."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    location = _place(file, mark) if mark else Location(file, 1, 1)
    context_mark = getattr(error, "context_mark", None)
    complaint = f"{getattr(error, 'context', '') or ''} | {getattr(error, 'problem', '') or error}"
    unknown = "这里不合 YAML 的写法", "检查这一行和上一行的冒号、缩进、引号和括号"
    fact, hint = next(((fact, hint) for needle, fact, hint in _syntax_table() if needle in complaint), unknown)
    if context_mark is not None and context_mark.line + 1 != location.line:
        fact += f"（这一段从第 {context_mark.line + 1} 行开始）"
    return Problem(location, "C101", fact, hint)


def _syntax_table() -> tuple[tuple[str, str, str], ...]:
    """Parts of the complaints of libyaml and of PyYAML's own parser: the fact and the way out."""
    quote = "引号没有闭合", '在文字末尾补上引号；文字里的 " 写成 \\"，或改用单引号'
    bracket = (
        "括号里缺少逗号，或括号没有闭合",
        "各项之间用半角逗号“,”分开，末尾补上 ] 或 }；含逗号、冒号的文字加引号",
    )
    indent = "缩进与上面的行对不齐", "同一级的各行要左对齐，下一级多缩进两个空格；上一行的文字若含“: ”要加引号"
    character = "这个字符不能作文字的开头", '以 @ ` % & * ! | > 等开头的文字要加引号，例如 "@公司"'
    return (
        ("quoted scalar", *quote),
        (
            "mapping values are not allowed",
            "一行里出现了第二个“: ”，或缩进多了",
            '值里含有“: ”时加引号："甲方: 乙方"；否则检查缩进',
        ),
        (
            "could not find expected ':'",
            "这里缺少冒号",
            "每一项写成“名称: 内容”，冒号用半角，后面空一格；多行文字用“|”",
        ),
        ("flow ", *bracket),
        ("expected ',' or", *bracket),
        ("unknown escape", "双引号里的“\\”后面不能是这个字符", "反斜杠写成 \\\\，或改用单引号"),
        ("undefined alias", "“*”后面的别名没有定义", '以 * 开头的文字要加引号，例如 "*必填"'),
        ("scanning an alias", "“*”后面的别名写得不对", '以 * 开头的文字要加引号，例如 "*必填"'),
        ("scanning an anchor", "“&”后面的锚点写得不对", '以 & 开头的文字要加引号，例如 "&公司"'),
        ("scanning a block scalar", "“|”或“>”的写法不对", "“|”后面不写文字，文字从下一行起多缩进两个空格"),
        ("block scalar", "“|”或“>”的写法不对", "“|”后面不写文字，文字从下一行起多缩进两个空格"),
        ("block sequence entries are not allowed", "“- ”不能写在这里", "列表从键的下一行开始，每项一行"),
        ("did not find expected key", *indent),
        ("expected <block end>", *indent),
        ("'-' indicator", *indent),
        ("block collection", *indent),
        ("tab", "缩进里有制表符", "缩进只用空格；docgen check --fix 可以改正"),
        ("cannot start any token", *character),
        ("scanning a directive", *character),
        ("tag", "“!”开头的标签写得不对", '以 ! 开头的文字要加引号，例如 "!注意"'),
        ("document start", indent[0], "顶层各行要顶格对齐；“---”和“%”开头的行请删去"),
        ("max depth", f"嵌套超过 {DEPTH} 层", "检查括号和缩进"),
    )
