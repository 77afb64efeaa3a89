"""Names that are not there: reported all at once, and told apart from optional fields that were left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Undefined
from jinja2.utils import missing

from docgen.errors import Location, Message, Problem
from docgen.kinds import messages
from docgen.kinds.provenance import Record
from docgen.messages import meant


class Reporter:
    """Collects problems while a template renders; `place` says where rendering is."""

    def __init__(self, place: Callable[[], Location]) -> None:
        self.problems: list[Problem] = []
        self.place = place

    def add(self, message: Message, location: Location | None = None, **values: object) -> None:
        """Note a problem at a place (None: where rendering is)."""
        self.problems.append(message.at(location or self.place(), **values))


def undefined_class(reporter: Reporter, known: frozenset[str] | None) -> type[Undefined]:
    """An Undefined for one rendering. `known` are the kind's top-level fields: absent ones are empty, not wrong."""

    class Absent(Undefined):
        """Empty in every use; a use of a name that no schema knows is reported, once for each place."""

        __slots__ = ()

        def _quiet(self) -> bool:
            obj, name = self._undefined_obj, self._undefined_name
            if obj is missing:
                return known is None or name in known
            if isinstance(obj, Undefined):
                return True  # the first absent one has been reported
            return isinstance(obj, Record) and (obj.known is None or name in obj.known)

        def _used(self) -> None:
            if not self._quiet():
                _report(reporter, self._undefined_obj, self._undefined_name, known, self._undefined_hint)

        def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> Any:
            if self._quiet():
                reporter.add(messages.NOT_FILLED, name=self._undefined_name)
            else:
                self._used()
            return self

        def __getattr__(self, name: str) -> Any:
            if name[:2] == "__":
                raise AttributeError(name)
            self._used()
            return type(self)(obj=self, name=name)

        def __getitem__(self, name: Any) -> Any:
            self._used()
            return type(self)(obj=self, name=str(name))

        def __str__(self) -> str:
            self._used()
            return ""

        def __html__(self) -> str:
            return str(self)

        def __iter__(self) -> Iterator[Any]:
            self._used()
            return iter(())

        def __len__(self) -> int:
            self._used()
            return 0

        def __bool__(self) -> bool:
            self._used()
            return False

        __add__ = __radd__ = __sub__ = __rsub__ = _fail_with_undefined_error
        __mul__ = __rmul__ = __div__ = __rdiv__ = _fail_with_undefined_error
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _fail_with_undefined_error
        __mod__ = __rmod__ = __pos__ = __neg__ = _fail_with_undefined_error
        __call__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error
        __pow__ = __rpow__ = _fail_with_undefined_error

    return Absent


def _report(reporter: Reporter, obj: Any, name: Any, known: frozenset[str] | None, hint: str | None) -> None:
    names: list[str] = []
    if obj is missing:
        message, names = messages.UNKNOWN_NAME, sorted(known or ())
    elif isinstance(obj, Record):
        message, names = messages.UNKNOWN_FIELD, sorted(obj.known or obj)
    else:
        message = messages.UNUSABLE_NAME if hint else messages.UNKNOWN_FIELD
    otherwise = "这里有：" + "、".join(names) if names else "检查拼写；字段先在 schema.yaml 里定义"
    reporter.add(message, name=name, way=meant(str(name), names, otherwise))
