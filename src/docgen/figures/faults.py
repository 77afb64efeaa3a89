"""What is wrong with the data of a drawing: found all at once, placed by its path into the data.

A drawing does not know files. Whoever called it turns the path
`("tasks", 3, "start")` into a file and line.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from docgen.errors import Location, Message, Problem
from docgen.figures import messages

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where in the data, what is said of it, and the values that the words need."""

    path: Path
    message: Message
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The message's code."""
        return self.message.code

    def at(self, location: Location) -> Problem:
        """The problem at a place of a file."""
        return self.message.at(location, **self.values)


class Record:
    """A mapping of the data, read key by key; what is missing or of the wrong sort is noted in `faults`."""

    def __init__(self, data: Mapping[str, Any], path: Path, faults: list[Fault], known: Sequence[str]) -> None:
        self.path = path
        self.faults = faults
        self._data = data
        for key in data:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
                self.fault(
                    messages.UNKNOWN_NAME,
                    key,
                    key=key,
                    way=f"是不是 {near[0]}？" if near else "可用：{names}".format(names="、".join(known)),
                )

    def fault(self, message: Message, at: str | int | None, /, **values: object) -> None:
        """Note a fault at a key, or (None) at the mapping itself."""
        self.faults.append(Fault(self.path if at is None else (*self.path, at), message, values))

    def has(self, key: str) -> bool:
        return self._data.get(key) not in (None, "")

    def text(self, key: str, *, required: bool = False) -> str:
        """A text on one line; numbers are taken as they are written."""
        value = self._data.get(key)
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            text = str(value).strip()
            if text:
                return text
        elif value is not None:
            self.fault(messages.NO_TEXT, key, key=key)
            return ""
        if required:
            self._missing(key)
        return ""

    def choice(self, key: str, options: Mapping[str, str], default: str) -> str:
        """One of the options by its name, English or Chinese ({name: option})."""
        text = self.text(key)
        if not text:
            return default
        if text in options:
            return options[text]
        near = difflib.get_close_matches(text, options, n=1, cutoff=0.5)
        self.fault(
            messages.NO_CHOICE,
            key,
            key=key,
            text=text,
            way=f"是不是“{near[0]}”？" if near else "可用：{names}".format(names="、".join(options)),
        )
        return default

    def number(self, key: str, low: Decimal | int, high: Decimal | int) -> Decimal | None:
        value = self._data.get(key)
        if value is None:
            return None
        if not isinstance(value, int | Decimal) or isinstance(value, bool) or not low <= value <= high:
            self.fault(messages.OUT_OF_RANGE, key, key=key, low=low, high=high, value=value)
            return None
        return Decimal(value)

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self.number(key, low, high)
        if value is not None and value != int(value):
            self.fault(messages.NO_WHOLE_NUMBER, key, key=key, value=value)
            return None
        return None if value is None else int(value)

    def flag(self, key: str) -> bool:
        value = self._data.get(key)
        if value is not None and not isinstance(value, bool):
            self.fault(messages.NO_FLAG, key, key=key)
        return value is True

    def date(self, key: str, *, required: bool = False) -> date | None:
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(messages.NO_DATE, key, text=text)
            return None

    def texts(self, key: str) -> list[tuple[str, Path]]:
        """A text or a list of texts, each with its path."""
        value = self._data.get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [(value.strip(), (*self.path, key))]
        if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
            self.fault(messages.NO_NAMES, key, key=key)
            return []
        return [(str(item).strip(), (*self.path, key, index)) for index, item in enumerate(value)]

    def records(self, key: str, known: Sequence[str], *, required: bool = False) -> list[Record]:
        """A list of mappings."""
        value = self._data.get(key)
        if not value:
            if value not in (None, []):
                self.fault(messages.NO_LIST, key, key=key)
            elif required:
                self._missing(key)
            return []
        if not isinstance(value, list):
            self.fault(messages.NO_LIST, key, key=key)
            return []
        found: list[Record] = []
        for index, item in enumerate(value):
            path = (*self.path, key, index)
            if isinstance(item, Mapping):
                found.append(Record(item, path, self.faults, known))
            else:
                self.faults.append(Fault(path, messages.ITEM_NO_MAPPING, {"key": key}))
        return found

    def raw(self, key: str) -> Any:
        """The value as it is, for what has a shape of its own."""
        return self._data.get(key)

    def _missing(self, key: str) -> None:
        self.fault(messages.MISSING, None, key=key)


def record(data: Any, known: Sequence[str]) -> tuple[Record | None, list[Fault]]:
    """The data of a whole drawing; None and a fault if it is not a mapping."""
    faults: list[Fault] = []
    if not isinstance(data, Mapping):
        return None, [Fault((), messages.DATA_NO_MAPPING)]
    return Record(data, (), faults, known), faults


def first_of_each(names: Sequence[tuple[str, Path]], faults: list[Fault], what: str) -> dict[str, int]:
    """{name: its index}; a name that comes twice is a fault at its second place."""
    found: dict[str, int] = {}
    for index, (name, path) in enumerate(names):
        if name in found:
            faults.append(Fault(path, messages.NAME_TWICE, {"what": what, "name": name}))
        elif name:
            found[name] = index
    return found


def near(name: str, names: Sequence[str], otherwise: str) -> str:
    """The hint for a name that is not there."""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    return f"是不是“{close[0]}”？" if close else otherwise
