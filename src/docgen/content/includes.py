"""`include` (引入) and `use` (引用): other files' content in its place, at any depth.

    include: 其他.yaml          a mapping merged under the mapping's own keys, or a list of such files
    include: 得分.xlsx         a table (.csv, .xlsx) as a list of mappings, one a row: `得分: {include: 得分.xlsx}`
    use: catalogue/x#/带宽      the library entry content/library/catalogue/x.yaml, or a part of it

Own keys win over `use`, `use` over `include`, a later file of a list over an
earlier one; the merge is one level deep. A mapping with nothing but `use` or
`include` takes the other's content whatever it is (a list, a text). Files are
looked for beside the including file, then under content/, and never outside
the workspace. A value keeps the place in its own file.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.content import messages
from docgen.content.spreadsheet import is_table, read_table
from docgen.content.tree import Entry, Mapping, Node, Scalar, Sequence
from docgen.content.typing_slips import Examined, examine
from docgen.content.workspace import Workspace
from docgen.content.yaml_marks import parse
from docgen.errors import Location, Problem
from docgen.messages import system_reason
from docgen.model.memo import Memo
from docgen.reading import DISK, Files, TooLargeError

INCLUDE = ("include", "引入")
USE = ("use", "引用")

DEPTH = 100  # levels of the expanded document: Python's own recursion must hold it
SIZE = 300_000  # values of the expanded document: entries that use entries can grow without bound
_BYTES = 20_000_000

_Step = tuple[Path, str]
ReadFiles = Memo[tuple[str, bytes | str], Any]  # by a file's name and content: what its text and its tree were


@dataclass
class Resolver:
    """Reads files, each once, and puts includes and library entries in place; `problems` collects.

    `known` keeps what was made of each file for the next time; trees are never changed, so they can be shared.
    """

    workspace: Workspace
    files: Files = DISK
    known: ReadFiles = field(default_factory=Memo)
    problems: list[Problem] = field(default_factory=list)
    trees: dict[Path, Node | None] = field(default_factory=dict)
    _texts: dict[Path, str | None] = field(default_factory=dict)
    _done: dict[_Step, Node | None] = field(default_factory=dict)
    _too_deep: bool = False

    def read(self, path: Path) -> Node | None:
        """The file's tree as it stands, without includes; None (and problems) if there is none."""
        return self._tree(self.files.resolve(path))

    def _tree(self, path: Path) -> Node | None:
        """As `read`, of a path whose links were followed."""
        if path not in self.trees:
            self.trees[path] = self._read(path)
        return self.trees[path]

    def _read(self, path: Path) -> Node | None:
        file = self.workspace.relative(path)
        if is_table(path):
            table, problems = read_table(path, file, self.files)
            self.problems += problems
            return table
        text = self._text(path)
        if text is None:
            return None
        parsed: tuple[Node | None, list[Problem]] | None = self.known.get((file, text))
        tree, problems = parsed or self.known.keep((file, text), parse(text, file))
        self.problems += problems
        if tree is None and not any(problem.severity == "error" for problem in problems):
            self.problems.append(messages.EMPTY_FILE.at(Location(file, 1, 1)))
        return tree

    def text(self, path: Path) -> str | None:
        """The file's text with its typing slips mended and noted; None (and problems) if it has none. Read once."""
        return self._text(path.resolve())

    def _text(self, path: Path) -> str | None:
        if path not in self._texts:
            self._texts[path] = self._read_text(path)
        return self._texts[path]

    def _read_text(self, path: Path) -> str | None:
        file = self.workspace.relative(path)
        try:
            raw = self.files.read(path, _BYTES)
        except TooLargeError:
            self.problems.append(messages.FILE_TOO_LARGE.at(Location(file)))
            return None
        except OSError as error:
            reason = system_reason(error)
            self.problems.append(messages.UNREADABLE.at(Location(file), reason=reason))
            return None
        examined: Examined = self.known.get((file, raw)) or self.known.keep((file, raw), examine(raw, file))
        self.problems += examined.problems
        return examined.text

    def load(self, path: Path) -> Node | None:
        """The file's tree with everything it includes and uses in place."""
        path = self.files.resolve(path)
        tree = self._tree(path)
        return None if tree is None else self._resolve(tree, path, ((path, ""),), 0)

    def _resolve(self, node: Node, path: Path, chain: tuple[_Step, ...], depth: int) -> Node:
        """The node with its includes in place; the same node if there is nothing to replace."""
        if isinstance(node, Scalar):
            return node
        if depth > DEPTH:
            if not self._too_deep:
                self._too_deep = True
                self.problems.append(messages.INCLUDES_TOO_DEEP.at(node.location, depth=DEPTH))
            return node
        if isinstance(node, Sequence):
            items = [self._resolve(item, path, chain, depth + 1) for item in node.items]
            changed = any(new is not old for new, old in zip(items, node.items, strict=True))
            return Sequence(items, node.location) if changed else node
        return self._resolve_mapping(node, path, chain, depth)

    def _resolve_mapping(self, node: Mapping, path: Path, chain: tuple[_Step, ...], depth: int) -> Node:
        own: dict[str, Entry] = {}
        changed = False
        for key, entry in node.entries.items():
            if key in INCLUDE or key in USE:
                continue
            value = self._resolve(entry.node, path, chain, depth + 1)
            changed |= value is not entry.node
            own[key] = entry if value is entry.node else Entry(value, entry.key_location, entry.inherited)
        if len(own) == len(node.entries):
            return Mapping(own, node.location) if changed else node
        bases = [
            base
            for name in (*INCLUDE, *USE)
            if name in node.entries
            for base in self._bases(name, node, path, chain, depth)
        ]
        if not own and len(bases) == 1:
            return bases[0]
        merged: dict[str, Entry] = {}
        for base in bases:
            if isinstance(base, Mapping):
                merged |= {key: Entry(entry.node, entry.key_location, True) for key, entry in base.entries.items()}
            else:
                self.problems.append(messages.NOT_MERGEABLE.at(node.location, what=_what(base)))
        order = {key: own.get(key, entry) for key, entry in merged.items()}
        return Mapping(order | own, node.location)

    def _bases(self, name: str, node: Mapping, path: Path, chain: tuple[_Step, ...], depth: int) -> list[Node]:
        """What `include` or `use` brings in; the names may be one or a list."""
        value = node.entries[name].node
        names = value.items if isinstance(value, Sequence) else [value]
        found: list[Node] = []
        for item in names:
            if not isinstance(item, Scalar) or not item.text.strip():
                example = "include: 其他.yaml" if name in INCLUDE else "use: catalogue/带宽"
                self.problems.append(messages.NO_INCLUDE_NAME.at(item.location, name=name, example=example))
                continue
            target = self._target(name, item, path)
            if target is not None:
                base = self._take(target, item.location, chain, depth)
                if base is not None:
                    found.append(base)
        return found

    # --- finding the file ---

    def _target(self, name: str, item: Scalar, path: Path) -> _Step | None:
        text, mark, pointer = item.text.strip().replace("\\", "/").partition("#")
        pointer = f"/{pointer.strip('/')}" if mark and pointer.strip("/") else ""
        folders = [path.parent, self.workspace.content] if name in INCLUDE else [self.workspace.library]
        tries = [folder / variant for folder in folders for variant in _variants(text)]
        for file in tries:
            real = self.files.resolve(file)
            if not real.is_relative_to(self.workspace.root):
                self.problems.append(messages.INCLUDE_OUTSIDE.at(item.location, text=item.text))
                return None
            if self.files.is_file(file):
                return real, pointer
        self.problems.append(self._missing(item, text, folders))
        return None

    def _missing(self, item: Scalar, text: str, folders: list[Path]) -> Problem:
        places = "、".join(dict.fromkeys(f"{self.workspace.relative(folder)}/" for folder in folders))
        hint = f"在 {places} 下查找；检查文件名"
        names = [
            file.relative_to(folder)
            .as_posix()
            .removesuffix("" if text.endswith((".yaml", ".yml")) or is_table(file) else file.suffix)
            for folder in folders
            for file in self.files.find(folder, "**/*.*" if is_table(Path(text)) else "**/*.y*ml")
            if (not is_table(Path(text)) or is_table(file)) and self.workspace.relative(file) != item.location.file
        ]
        if near := nearest(text, names):
            hint = f"是不是“{near}”？"
        return messages.INCLUDE_MISSING.at(item.location, text=text, way=hint)

    # --- taking what is there ---

    def _take(self, step: _Step, location: Location, chain: tuple[_Step, ...], depth: int) -> Node | None:
        if step in chain:
            names = [self._name(link) for link in (*chain[chain.index(step) :], step)]
            self.problems.append(messages.INCLUDE_CIRCLE.at(location, chain=" → ".join(names)))
            return None
        if step not in self._done:
            path, pointer = step
            tree = self._tree(path)
            inner = (*chain, step)
            node = None if tree is None else self._walk(tree, pointer, path, location, inner, depth)
            self._done[step] = None if node is None else self._resolve(node, path, inner, depth + 1)
        return self._done[step]

    def _name(self, step: _Step) -> str:
        file, pointer = self.workspace.relative(step[0]), step[1]
        return f"{file}#{pointer}" if pointer else file

    def _walk(
        self, node: Node, pointer: str, path: Path, location: Location, chain: tuple[_Step, ...], depth: int
    ) -> Node | None:
        """The part of a file that a pointer names; an entry on the way may itself be brought in."""
        for raw in pointer.split("/")[1:]:
            step = raw.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and any(name in node.entries for name in (*INCLUDE, *USE)):
                node = self._resolve(node, path, chain, depth + 1)
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[step].node
                continue
            if isinstance(node, Sequence) and step.isascii() and step.isdecimal() and int(step) < len(node.items):
                node = node.items[int(step)]
                continue
            names = list(node.entries) if isinstance(node, Mapping) else []
            near = nearest(step, names)
            hint = f"是不是“{near}”？" if near else "有的是：{names}".format(names="、".join(names[:12]))
            self.problems.append(
                messages.NO_SUCH_PART.at(
                    location, file=self.workspace.relative(path), step=step, way=hint if names else "检查“#”后面的路径"
                )
            )
            return None
        return node


def nearest(word: str, names: list[str]) -> str:
    """The name most like `word`, or nothing if none is near."""
    found = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return found[0] if found else ""


def size(node: Node, counts: dict[int, int]) -> int:
    """How many values the tree has once everything shared is written out; `counts` remembers."""
    if isinstance(node, Scalar):
        return 1
    if id(node) not in counts:
        children = node.items if isinstance(node, Sequence) else [entry.node for entry in node.entries.values()]
        counts[id(node)] = 1 + sum(size(child, counts) for child in children)
    return counts[id(node)]


def _variants(text: str) -> tuple[str, ...]:
    return (text,) if text.endswith((".yaml", ".yml")) or is_table(Path(text)) else (f"{text}.yaml", f"{text}.yml")


def _what(node: Node) -> str:
    return "一个列表" if isinstance(node, Sequence) else "一个值"
