"""Equations in one line, as a person would type them: (a+b)/2, x^2, √(n), ∑_(i=1)^12 i (ECMA-376 part 1 §22.1).

The signs that show the structure (/ ^ _ √ and brackets) are the reader's: nothing of an equation gets lost in a text, and
3^2 does not become 32.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from docgen.ooxml.alternatives import children_of
from docgen.ooxml.names import M, W, plain

EQUATIONS = (f"{M}oMath", f"{M}oMathPara")
_SIMPLE = re.compile(r"[\w.%]*|.")
_SKIPPED = frozenset({"rPr", "ctrlPr", "del", "moveFrom", "delText", "instrText", "argPr"})
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_INTEGRAL = "∫"


def linear(equation: etree._Element) -> str:
    """An m:oMath or m:oMathPara as text; several equations of a paragraph with a space between them."""
    if equation.tag == f"{M}oMathPara":
        return " ".join(linear(part) for part in equation.iter(f"{M}oMath"))
    return _text(equation)


def _text(element: etree._Element | None) -> str:
    """What stands in an element, part by part."""
    if element is None:
        return ""
    found = []
    for child in children_of(element):
        name = plain(str(child.tag))
        if name in _SKIPPED or name.endswith("Pr"):
            continue
        if child.tag in (f"{M}t", f"{W}t"):
            found.append(child.text or "")
        else:
            found.append(_WRITERS.get(name, _text)(child))
    return "".join(found)


def _part(element: etree._Element, name: str) -> str:
    return _text(element.find(f"{M}{name}"))


def _grouped(text: str) -> str:
    """In brackets where it is more than one number, word or sign."""
    whole = text.startswith("(") and text.endswith(")") and "(" not in text[1:-1]
    return text if _SIMPLE.fullmatch(text) or whole else f"({text})"


def _property(element: etree._Element, path: str, default: str) -> str:
    """An m:val of the element's properties; one that is there without a value is empty."""
    found = element.find("/".join(f"{M}{name}" for name in path.split("/")))
    return default if found is None else found.get(f"{M}val", "")


def _fraction(element: etree._Element) -> str:
    above, below = _grouped(_part(element, "num")), _grouped(_part(element, "den"))
    return f"{above}¦{below}" if _property(element, "fPr/type", "bar") == "noBar" else f"{above}/{below}"


def _raised(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'e'))}^{_grouped(_part(element, 'sup'))}"


def _lowered(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'e'))}_{_grouped(_part(element, 'sub'))}"


def _both(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'e'))}_{_grouped(_part(element, 'sub'))}^{_grouped(_part(element, 'sup'))}"


def _before(element: etree._Element) -> str:
    return f"_{_grouped(_part(element, 'sub'))}^{_grouped(_part(element, 'sup'))}{_grouped(_part(element, 'e'))}"


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    sign = _ROOTS.get(degree)
    inside = _grouped(_part(element, "e"))
    return f"√({degree}&{_part(element, 'e')})" if sign is None else sign + inside


def _operator(element: etree._Element) -> str:
    sign = _property(element, "naryPr/chr", _INTEGRAL)
    low, high = _part(element, "sub"), _part(element, "sup")
    text = sign + (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    return f"{text} {_part(element, 'e')}" if low or high else text + _part(element, "e")


def _brackets(element: etree._Element) -> str:
    begin, end = _property(element, "dPr/begChr", "("), _property(element, "dPr/endChr", ")")
    between = _property(element, "dPr/sepChr", "|")
    return begin + between.join(_text(part) for part in element.iterfind(f"{M}e")) + end


def _function(element: etree._Element) -> str:
    name, of = _part(element, "fName"), _part(element, "e")
    return f"{name}{of}" if of.startswith("(") else f"{name} {of}"


def _limit(element: etree._Element, sign: str) -> str:
    return f"{_grouped(_part(element, 'e'))}{sign}{_grouped(_part(element, 'lim'))}"


def _accent(element: etree._Element) -> str:
    return _part(element, "e") + _property(element, "accPr/chr", "\u0302")


def _rows(element: etree._Element) -> str:
    """An array of equations: one behind the other."""
    return "; ".join(_text(part) for part in element.iterfind(f"{M}e"))


def _matrix(element: etree._Element) -> str:
    rows = (", ".join(_text(part) for part in row.iterfind(f"{M}e")) for row in element.iterfind(f"{M}mr"))
    return f"[{'; '.join(rows)}]"


_WRITERS: Mapping[str, Callable[[etree._Element], str]] = {
    "f": _fraction, "sSup": _raised, "sSub": _lowered, "sSubSup": _both, "sPre": _before, "rad": _root,
    "nary": _operator, "d": _brackets, "func": _function, "acc": _accent, "m": _matrix, "eqArr": _rows,
    "limLow": lambda element: _limit(element, "_"), "limUpp": lambda element: _limit(element, "^"),
}  # fmt: skip
