"""Page numbers in Word's formats: as CSS counters for the PDF, as text for the Word file (ECMA-376 §17.18.59, §17.16.4.3.1).

Both come from the one table of ordinals: what CSS does not write as Word does gets a @counter-style that lists the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docgen.text.ordinals import FORMATS, field_format, ordinal

# Formats that CSS writes as Word does.
_STYLES = {"upperRoman": "upper-roman", "lowerRoman": "lower-roman", "decimalZero": "decimal-leading-zero"}
_LONGEST = 9_999  # numbers that a @counter-style lists: no paper has more pages


def number_format(name: str) -> str:
    r"""The w:numFmt that a w:pgNumType or a field's \* switch names; "decimal" where it is not known."""
    return name if name in FORMATS else field_format(name) or "decimal"


def counter_style(name: str) -> Callable[[str], str] | None:
    """A function from a counter's name to CSS `content` in Word's format; None for plain decimal numbers.

    What it gives may need `counter_rules` of the same name in the style sheet.
    """
    form = number_format(name)
    if form == "decimal":
        return None
    if form == "numberInDash":
        return lambda counter: f'"- " counter({counter}) " -"'
    return lambda counter: f"counter({counter},{_STYLES.get(form, f'word-{form}')})"


def counter_rules(names: Iterable[str]) -> str:
    """The @counter-style rules that the formats need, each once."""
    forms = sorted({number_format(name) for name in names} - {"decimal", "numberInDash", *_STYLES})
    return "".join(
        f"@counter-style word-{form}{{system:fixed;symbols:{' '.join(map(_quoted, _symbols(form)))}}}\n"
        for form in forms
    )


def formatted(number: int, name: str) -> str:
    """A page number as text in Word's format; decimal where the format is not known."""
    return ordinal(number, number_format(name))


def _symbols(form: str) -> list[str]:
    """What the format writes from 1 on, up to where it goes over to digits, as CSS does by itself."""
    texts = [ordinal(number, form) for number in range(1, _LONGEST + 1)]
    while texts and texts[-1] == str(len(texts)):
        texts.pop()
    return texts


def _quoted(text: str) -> str:
    return f'"{text}"'
