"""Names that a record does not have: noted wherever a form uses them, with their path in the data."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from docgen.errors import Location, Problem
from docgen.template.forms import messages
from docgen.template.forms.part import PartTemplate
from docgen.template.forms.tags import where
from docgen.template.rendered_line import rendered_line

_SHOWN = 3  # paths of one tag that are written out


@dataclass(slots=True)
class _Absence:
    paths: list[str]
    names: list[str]
    fact: str = ""
    forbidden: bool = False


@dataclass(slots=True)
class Absences:
    """What one rendering of a part missed, by line and name. `paths` gives id(container) → its path in the data."""

    part: PartTemplate
    paths: Mapping[int, str]
    data: Mapping[str, Any]
    _found: dict[tuple[int, str], _Absence] = field(default_factory=dict)

    def note(self, value: Undefined) -> None:
        """Remember one use of an absent value (what hangs below another absent one is the same fault)."""
        obj, name = value._undefined_obj, str(value._undefined_name)
        if isinstance(obj, Undefined):
            return
        absence = self._absence(value, obj, name)
        _, line = rendered_line() or (None, 0)
        known = self._found.setdefault((line, name), absence)
        known.paths += [path for path in absence.paths if path not in known.paths]

    def problems(self, location: Location) -> list[Problem]:
        """One problem for each tag and name, with the first few paths where it is missing."""
        return [self._problem(line, name, absence, location) for (line, name), absence in self._found.items()]

    def _absence(self, value: Undefined, obj: Any, name: str) -> _Absence:
        if value._undefined_exception is SecurityError:
            return _Absence([], [], forbidden=True)
        if obj is missing:
            return _Absence([name], [str(key) for key in self.data])
        if not isinstance(obj, dict | list):
            return _Absence([], [], f"“{str(obj)[:20]}”是单个的值，没有下级“{name}”")
        above = self.paths.get(id(obj), "")
        step = f"[{name}]" if isinstance(obj, list) else f".{name}"
        return _Absence(
            [f"{above}{step}" if above else name], [str(key) for key in obj] if isinstance(obj, dict) else []
        )

    def _problem(self, line: int, name: str, absence: _Absence, location: Location) -> Problem:
        place = where(self.part.tag_at(line))
        if absence.forbidden:
            return messages.FORBIDDEN_ATTRIBUTE.at(location, where=place, name=name)
        fact = absence.fact
        if not fact:
            shown = "、".join(absence.paths[:_SHOWN])
            more = f"等 {len(absence.paths)} 处" if len(absence.paths) > _SHOWN else ""
            fact = f"数据里没有“{shown}”{more}"
        near = difflib.get_close_matches(name, absence.names, n=1, cutoff=0.5)
        if near:
            return messages.ABSENT_NEAR.at(location, where=place, fact=fact, near=near[0])
        if absence.names:
            return messages.ABSENT_AMONG.at(location, where=place, fact=fact, names="、".join(absence.names[:12]))
        return messages.ABSENT.at(location, where=place, fact=fact)


def recorder(absences: Absences) -> type[Undefined]:
    """An Undefined that notes each use and goes on as nothing."""

    class Absent(Undefined):
        __slots__ = ()

        def _note(self, *_arguments: Any, **_named: Any) -> Any:
            absences.note(self)
            return self

        def __getattr__(self, name: str) -> Any:
            if name[:2] == "__":
                raise AttributeError(name)
            self._note()
            return type(self)(obj=self, name=name)

        def __getitem__(self, name: Any) -> Any:
            self._note()
            return type(self)(obj=self, name=str(name))

        def __str__(self) -> str:
            self._note()
            return ""

        def __html__(self) -> str:
            return str(self)

        def __iter__(self) -> Iterator[Any]:
            self._note()
            return iter(())

        def __len__(self) -> int:
            self._note()
            return 0

        def __bool__(self) -> bool:
            self._note()
            return False

        def __eq__(self, other: object) -> bool:
            self._note()
            return False

        def __contains__(self, item: object) -> bool:
            return bool(self)

        __hash__ = None  # type: ignore[assignment]
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _note
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _note
        __pos__ = __neg__ = __call__ = __lt__ = __le__ = __gt__ = __ge__ = __pow__ = __rpow__ = _note

    return Absent
