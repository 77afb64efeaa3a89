"""How elements are declared: a class says once which attributes and children an element has, and of which type.

In the manner of python-docx's `oxml.xmlchemy`, but as thin views over whichever
lxml tree there is, not as element classes of a parser: reading costs the same
(a sixth more than bare `find` and `get`), a tree from elsewhere (docxtpl's) reads
as well, and code that does not use the views pays nothing; custom classes made every other
look at the same tree a fifth slower.

    class Spacing(View, tag="spacing"):
        before = Attribute("before", TWIPS, 0)

    Spacing(element).before      # twips; 0 where the file says nothing or no measure
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.names import W

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound="View")


@dataclass(frozen=True, slots=True)
class SimpleType(Generic[T]):
    """What an attribute's text means: `read` gives the value, None for no such thing; `what` names it in messages."""

    what: str
    read: Callable[[str | None], T | None]
    measured: bool = True  # equal values may be spelt in several ways: brought into one by `canonical`

    def canonical(self, text: str) -> str | None:
        """The one spelling of a measure: `12pt` as `240`, `true` as `1`; None for what is no such measure."""
        value: Any = self.read(text)
        if value is None or not self.measured:
            return text if value is not None else None
        return str(int(value)) if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _text(text: str | None) -> str | None:
    return text


def _table_measure(text: str | None) -> int | None:
    """Twips, or with % the fiftieths that w:type="pct" counts (§17.18.90)."""
    share = measures.fiftieths(text) if text and text.rstrip().endswith("%") else None
    return measures.twips(text) if share is None else round(share * 5000)


def _scale(text: str | None) -> int | None:
    share = measures.percent(text)
    return None if share is None else round(share * 100)


TEXT = SimpleType("文字", _text, measured=False)
INTEGER = SimpleType("整数", measures.integer)
TWIPS = SimpleType("长度", measures.twips)
HALF_POINTS = SimpleType("字号", measures.half_points)
EIGHTHS = SimpleType("线宽", measures.eighths)
POINTS = SimpleType("磅数", measures.whole_points)
EMU = SimpleType("长度", measures.emu)
ANGLE = SimpleType("角度", measures.angle)
TABLE_MEASURE = SimpleType("宽度", _table_measure)
SCALE = SimpleType("百分比", _scale)  # whole percents
SHARE = SimpleType("百分比", measures.thousandths, measured=False)  # of DrawingML, as a part of one
HEXADECIMAL = SimpleType("十六进制数", measures.hexadecimal, measured=False)
ON_OFF = SimpleType("开关", measures.on_off)


class View:
    """An element under its declaration. `element` is the tree's own: what is changed in it is changed in the file.

    `View.tag` is the declared name with its namespace. A view keeps nothing; two of one element are equal.
    """

    __slots__ = ("element",)
    tag: ClassVar[str] = ""

    def __init_subclass__(cls, tag: str = "", space: str = W, **more: Any) -> None:
        super().__init_subclass__(**more)
        if tag:
            cls.tag = f"{space}{tag}"
        for member in vars(cls).values():
            if isinstance(member, Attribute):
                member.element = tag

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, View) and self.element is other.element

    def __hash__(self) -> int:
        return hash(self.element)

    @classmethod
    def maybe(cls, element: etree._Element | None) -> Self | None:
        """The view of an element that may be missing."""
        return None if element is None else cls(element)

    @classmethod
    def each(cls, root: etree._Element) -> Iterator[Self]:
        """Every element of this declaration in the tree, in document order."""
        return (cls(element) for element in root.iter(cls.tag))


class Attribute(Generic[T, D]):
    """An attribute of a type; `default` where there is none, or none that means anything."""

    __slots__ = ("default", "element", "name", "qualified", "type")

    def __init__(self, name: str, type: SimpleType[T], default: D, space: str = W) -> None:
        self.name, self.type, self.default = name, type, default
        self.qualified = f"{space}{name}"
        self.element = ""  # the plain name of the element that it is declared in

    def within(self, attributes: Mapping[str, str]) -> T | D:
        """Its value in attributes by their plain names (`properties`)."""
        text = attributes.get(self.name)
        value = None if text is None else self.type.read(text)
        return self.default if value is None else value

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> T | D: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | T | D:
        if view is None:
            return self
        text = view.element.get(self.qualified)
        if text is None:
            return self.default
        value = self.type.read(text)
        return self.default if value is None else value


class Value(Generic[T, D]):
    """The w:val (or `attribute`) of a child: most of Word's properties are written so."""

    __slots__ = ("attribute", "default", "element", "qualified", "type", "valued")

    def __init__(self, element: str, type: SimpleType[T], default: D, space: str = W, attribute: str = "val") -> None:
        self.element, self.type, self.default = element, type, default
        self.attribute = attribute
        self.qualified, self.valued = f"{space}{element}", f"{space}{attribute}"

    def within(self, attributes: Mapping[str, str]) -> T | D:
        """Its value in the child's attributes by their plain names (`properties`)."""
        text = attributes.get(self.attribute)
        value = None if text is None else self.type.read(text)
        return self.default if value is None else value

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> T | D: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | T | D:
        if view is None:
            return self
        child = view.element.find(self.qualified)
        text = None if child is None else child.get(self.valued)
        if text is None:
            return self.default
        value = self.type.read(text)
        return self.default if value is None else value


class Toggle:
    """A child that switches something (§17.17.4): there without a value it is on; `default` where it is missing or no switch."""

    __slots__ = ("default", "element", "qualified")

    def __init__(self, element: str, default: bool = False, space: str = W) -> None:
        self.element, self.default, self.qualified = element, default, f"{space}{element}"

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> bool: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | bool:
        if view is None:
            return self
        child = view.element.find(self.qualified)
        value = None if child is None else measures.on_off(child.get(f"{W}val"))
        return self.default if value is None else value


class Child(Generic[E]):
    """The first child of a declaration, None without."""

    __slots__ = ("of",)

    def __init__(self, of: type[E]) -> None:
        self.of = of

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> E | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | E | None:
        if view is None:
            return self
        element = view.element.find(self.of.tag)
        return None if element is None else self.of(element)


class Children(Generic[E]):
    """All children of a declaration, in order."""

    __slots__ = ("of",)

    def __init__(self, of: type[E]) -> None:
        self.of = of

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> list[E]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | list[E]:
        if view is None:
            return self
        return [self.of(element) for element in view.element.iterfind(self.of.tag)]


Types = Mapping[str, Mapping[str, SimpleType[Any]]]  # element's tag → attribute's qualified name → its type


def types_of(views: Iterable[type[View]]) -> Types:
    """Which attribute of which element is of which type, by the declarations."""
    found: dict[str, dict[str, SimpleType[Any]]] = {}
    for view in views:
        for member in (member for base in view.__mro__ for member in vars(base).values()):
            if isinstance(member, Attribute):
                found.setdefault(view.tag, {})[member.qualified] = member.type
            elif isinstance(member, Value):
                found.setdefault(member.qualified, {})[member.valued] = member.type
            elif isinstance(member, Toggle):
                found.setdefault(member.qualified, {})[f"{W}val"] = ON_OFF
    return found
