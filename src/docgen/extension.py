"""What a package adds to docgen: kinds of documents with code of their own (docs/new-kind.md).

A package declares a class under the entry point group `docgen.kinds`:

    [project.entry-points."docgen.kinds"]
    tender = "tender_papers:Tender"

The class derives from `Extension` and overrides what it has to give. It is loaded when a kind names it in its kind.yaml
(`extensions: [tender]`), when a kind is not found in the workspace, or when all that is installed is asked for (commands,
explanations). Its methods are called later still; what they need is best imported inside them. docgen's own pay
(`docgen.pay`) is such a package.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol

from docgen.errors import DocgenError, Location, Message, Problem
from docgen.messages import BROKEN_EXTENSION, NO_EXTENSION

GROUP = "docgen.kinds"


class Rendering(Protocol):
    """One rendering of a kind's template, as the template functions of an extension see it."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The content, prepared: English names, defaults filled in."""
        ...

    def place(self, pointer: str) -> Location:
        """Where the value at a JSON pointer stands in its file; of what is not there, where it would belong."""
        ...

    def report(self, problems: Iterable[Problem]) -> None:
        """Tell what is wrong; an error stops the document, a warning is shown."""
        ...


class Extension:
    """Base of what an entry point names. `name` is the entry point's; an instance is made without arguments."""

    name: str = ""

    def kinds(self) -> Path | None:
        """A folder in the package laid out as templates/ is: a folder for each kind, beside them `_shared` and `word`.

        A kind of the same name in the workspace goes before it.
        """
        return None

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Jinja filters by name, for the templates of kinds that name this extension. ValueError, TypeError, KeyError and
        ArithmeticError that they raise are told at the template's line."""
        return {}

    def functions(self, rendering: Rendering) -> Mapping[str, Callable[..., Any]]:
        """Template functions by name, for one rendering."""
        return {}

    def rules(self) -> Iterable[Any]:
        """Rules of the checker (`docgen.check.Rule`) for the documents of kinds that name this extension."""
        return ()

    def commands(self) -> Iterable[Any]:
        """Commands (click.Command) beside docgen's own."""
        return ()

    def heading(self) -> str:
        """Under which heading of `docgen --help` the commands stand."""
        return "扩展"

    def messages(self) -> Iterable[Message]:
        """What the extension says, for `docgen explain`."""
        return ()

    @property
    def folder(self) -> Path:
        """The folder of the package that the class stands in: everything in it counts when a document's state is judged."""
        return Path(inspect.getfile(type(self))).resolve().parent


class Extensions:
    """The extensions that are installed, by name; each is loaded when it is asked for."""

    def __init__(self, entries: Iterable[EntryPoint] | None = None) -> None:
        """`entries` are those of this Python's packages if none are given: looked for when first asked for."""
        self._given = entries
        self._loaded: dict[str, Extension] = {}

    @cached_property
    def _entries(self) -> dict[str, EntryPoint]:
        return {entry.name: entry for entry in (entry_points(group=GROUP) if self._given is None else self._given)}

    def __reduce__(self) -> tuple[type[Extensions], tuple[Iterable[EntryPoint] | None]]:
        return (Extensions, (self._given,))  # what is installed where it is unpickled

    def names(self) -> list[str]:
        """The names of all that are installed, sorted."""
        return sorted(self._entries)

    def get(self, name: str) -> Extension:
        """The extension called `name`. Raises DocgenError T118 where it is not installed, T119 where it cannot be loaded."""
        if name not in self._loaded:
            entry = self._entries.get(name)
            if entry is None:
                raise DocgenError(NO_EXTENSION.at(Location(""), name=name, known="、".join(self.names()) or "没有"))
            self._loaded[name] = _load(entry)
        return self._loaded[name]

    def all(self) -> list[Extension]:
        """All of them. Raises DocgenError T119 for one that cannot be loaded."""
        return [self.get(name) for name in self.names()]

    def filters(self, names: Iterable[str]) -> dict[str, Callable[..., Any]]:
        """The filters of the extensions of these names. Raises as `get`."""
        return {name: one for extension in names for name, one in self.get(extension).filters().items()}


def _load(entry: EntryPoint) -> Extension:
    package = entry.dist.name if entry.dist else entry.value
    try:
        made = entry.load()()
    except Exception as error:  # another's code: whatever it raises while it is loaded
        reason = f"{type(error).__name__}: {error}"
        raise DocgenError(BROKEN_EXTENSION.at(Location(package), name=entry.name, reason=reason)) from error
    if not isinstance(made, Extension):
        reason = f"{entry.value} 不是 docgen.extension.Extension 的子类"
        raise DocgenError(BROKEN_EXTENSION.at(Location(package), name=entry.name, reason=reason))
    made.name = entry.name
    return made
