"""What a patch says of itself, and how it is checked against the library at hand before it is laid on.

A check compares the library's version with the range that was tried, the function's signature, and a digest of its
source text: a function that upstream has changed is found when PDF building starts, not in the middle of a page.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from docgen.errors import DocgenError, Location
from docgen.pdf.messages import FOREIGN_LIBRARY

_LAYING = Lock()
_MARK = "docgen_patches"  # on what was laid on: the names of the patches that stand there


@dataclass(frozen=True, slots=True)
class Range:
    """The versions of a library that the checks know: from `first`, below `end`."""

    library: str
    first: str
    end: str

    @property
    def requirement(self) -> str:
        """As pyproject.toml names it."""
        return f"{self.library}>={self.first},<{self.end}"

    def holds(self, found: str) -> bool:
        return _numbers(self.first) <= _numbers(found) < _numbers(self.end)


WEASYPRINT = Range("weasyprint", "70.0", "70.1")
PYDYF = Range("pydyf", "0.13.0", "0.14")


@dataclass(frozen=True, slots=True)
class Use:
    """A private function or class that is called as it is. `target` is "module:name" or "module:Class.name".

    `source` is the first twelve hexadecimal digits of the SHA-256 of its source text, `why` half a sentence.
    """

    target: str
    why: str
    versions: Range
    source: str


@dataclass(frozen=True, slots=True)
class Patch(Use):
    """A function that is replaced: `replacement` takes what stands there and gives what is to stand there.

    `signature` is that of the function, as `inspect.signature` prints it ("" for a property). `also` are modules that
    have imported the function by name. `retired` says what upstream would have to do for the patch to go, `offer` what
    upstream could be offered ("" for nothing). `speed` patches only save time.
    """

    signature: str
    replacement: Callable[[Any], Any]
    retired: str
    also: tuple[str, ...] = ()
    offer: str = ""
    speed: bool = False

    def lay_on(self) -> None:
        """Put the replacement before what stands at the target."""
        owner, name = place(self.target)
        stock = owner.__dict__[name]
        laid = self.replacement(stock)
        marked = laid.fget if isinstance(laid, property) else laid
        setattr(marked, _MARK, (*marks(stock), self.target))
        setattr(owner, name, laid)
        for module in self.also:
            setattr(importlib.import_module(module), name, laid)


def place(target: str) -> tuple[Any, str]:
    """The module or class that a target stands in, and its name there. ImportError or AttributeError if it is gone."""
    module, _, path = target.partition(":")
    owner: Any = importlib.import_module(module)
    *classes, name = path.split(".")
    for step in classes:
        owner = getattr(owner, step)
    return owner, name


def marks(found: Any) -> tuple[str, ...]:
    """The patches that stand on a function, the innermost first."""
    marked: tuple[str, ...] = getattr(_function(found), _MARK, ())
    return marked


def lay_on(declared: Iterable[Use]) -> None:
    """Check all, then lay the patches on; again does nothing. Raises DocgenError L110 naming everything that is different."""
    declared = tuple(declared)
    with _LAYING:
        if all(_is_laid(patch) for patch in declared if isinstance(patch, Patch)):
            return
        found = faults(declared)
        if found:
            known = "、".join(dict.fromkeys(f"{one.versions.library} {one.versions.first}" for one in declared))
            requirements = " ".join(dict.fromkeys(f"'{one.versions.requirement}'" for one in declared))
            raise DocgenError(
                FOREIGN_LIBRARY.at(
                    Location("docgen.pdf"), known=known, found="；".join(found), requirements=requirements
                )
            )
        for patch in declared:
            if isinstance(patch, Patch):
                patch.lay_on()


def _is_laid(patch: Patch) -> bool:
    try:
        owner, name = place(patch.target)
        return patch.target in marks(owner.__dict__.get(name))
    except (ImportError, AttributeError):
        return False


def faults(declared: Iterable[Use]) -> list[str]:
    """What is different from what the declarations expect: versions that were never tried, functions changed or gone."""
    found = []
    versions = {}
    checked = set()
    for one in declared:
        versions[one.versions.library] = one.versions
        if one.target not in checked:
            checked.add(one.target)
            found += _difference(one)
    wrong = [f"{name} {version(name)}" for name, known in versions.items() if not known.holds(version(name))]
    return wrong + found


def _difference(one: Use) -> list[str]:
    try:
        owner, name = place(one.target)
        standing = owner.__dict__[name]
    except (ImportError, AttributeError, KeyError):
        return [f"{one.target}（已不存在）"]
    if isinstance(one, Patch) and signature(standing) != one.signature:
        return [f"{one.target}（参数变了）"]
    text = source(standing)
    return [f"{one.target}（内容变了）"] if text is not None and digest(text) != one.source else []


def signature(found: Any) -> str:
    """A function's signature as text, without the annotations' spelling; "" for a property or class."""
    return "" if isinstance(found, property | type) else str(inspect.signature(_function(found)))


def source(found: Any) -> str | None:
    """The source text of a function, property or class; None where the library came without its source.

    As `inspect.getsource`, but by indentation alone: that takes a millisecond where a tokenizer takes a fifth of a second
    for all.
    """
    try:
        if isinstance(found, type):
            lines = _lines(sys.modules[found.__module__].__file__ or "")
            start = next(number for number, line in enumerate(lines) if re.match(rf"class {found.__name__}\b", line))
        else:
            code = _function(found).__code__
            lines, start = _lines(code.co_filename), code.co_firstlineno - 1
    except (OSError, StopIteration):
        return None
    margin = len(lines[start]) - len(lines[start].lstrip())
    inside = re.compile(rf"\s*$|{' ' * margin}(?:\s|\))")
    end = start
    while lines[end].lstrip().startswith("@"):
        end += 1
    end += 1
    while end < len(lines) and inside.match(lines[end]):
        end += 1
    return "\n".join(lines[start:end]).rstrip() + "\n"


def _lines(file: str) -> list[str]:
    return Path(file).read_text(encoding="utf-8").splitlines()


def digest(text: str) -> str:
    """Of a source text: the first twelve hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _function(found: Any) -> Any:
    return found.fget if isinstance(found, property) else getattr(found, "__func__", found)


def _numbers(text: str) -> tuple[int, ...]:
    parts = []
    for part in text.split("."):
        digits = part[: next((index for index, letter in enumerate(part) if not letter.isdecimal()), len(part))]
        parts.append(int(digits or 0))
    return tuple(parts)
