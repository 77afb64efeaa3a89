"""Names that are not there: reported all at once, and told apart from optional fields that were left out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Undefined
from jinja2.utils import missing

from docgen.errors import Location, Problem, Severity
from docgen.kinds.provenance import Record


class Reporter:
    """Collects problems while a template renders; `place` says where rendering is."""

    def __init__(self, place: Callable[[], Location]) -> None:
        self.problems: list[Problem] = []
        self.place = place

    def add(
        self, code: str, fact: str, hint: str = "", location: Location | None = None, severity: Severity = "error"
    ) -> None:
        self.problems.append(Problem(location or self.place(), code, fact, hint, severity))


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
                fact = f"“{self._undefined_name}”没有填，不能用来计算"
                reporter.add("T103", fact, "在内容里填上，或在模板里先用 {% if %} 判断")
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
    if obj is missing:
        fact = f"模板用了没有的名称“{name}”"
        names = sorted(known or ())
    elif isinstance(obj, Record):
        fact = f"模板用了没有的字段“{name}”"
        names = sorted(obj.known or obj)
    else:
        fact = f"模板用了没有的字段“{name}”" if not hint else f"模板里的“{name}”不能用"
        names = []
    near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
    if near:
        way = f"是不是“{near[0]}”？"
    elif names:
        way = "这里有：{names}".format(names="、".join(names))
    else:
        way = "检查拼写；字段先在 schema.yaml 里定义"
    reporter.add("T102", fact, way)
