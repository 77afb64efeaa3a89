"""Word's fields in a template: those that would print something else tomorrow made text, and what STYLEREF names.

A header's DATE shows the day of printing, DOCPROPERTY what the file's
properties say, which are the document's own and not the template's. A paper that
is built twice must read the same twice, so these fields become plain text
(ECMA-376 §17.16).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from lxml import etree

from docgen.ooxml.fields import Instruction, read_fields, whole_fields
from docgen.ooxml.names import W
from docgen.ooxml.styles import Styles

_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_DATE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")
_DATES = frozenset({"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"})
_PROPERTIES = frozenset({"TITLE", "SUBJECT", "AUTHOR", "DOCPROPERTY", "LASTSAVEDBY", "KEYWORDS", "COMMENTS"})
_FROZEN = _DATES | _PROPERTIES


def freeze_fields(parts: dict[str, bytes], fields: Mapping[str, str]) -> None:
    """Turn dates and document properties in body, headers and footers into text, in place.

    A date becomes `fields["date"]` in the field's own format, a title `fields["title"]`; where the
    document has none, and for other properties, what the template's author last saw stays.
    """
    for name, content in parts.items():
        if not _STORY.fullmatch(name) or not any(word.encode() in content for word in _FROZEN):
            continue
        root = etree.fromstring(content)
        changed = False
        for paragraph in root.iter(f"{W}p"):
            changed |= _freeze(paragraph, fields)
        if changed:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _freeze(paragraph: etree._Element, fields: Mapping[str, str]) -> bool:
    changed = False
    for found in whole_fields(paragraph):
        if found.instruction.name not in _FROZEN:
            continue
        retext(found.results, _value(found.instruction, fields))
        if found.simple is not None:
            for child in list(found.simple):
                found.simple.addprevious(child)
        for element in (*found.marks, *(() if found.simple is None else (found.simple,))):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        changed = True
    return changed


def retext(runs: Iterable[etree._Element], value: str) -> None:
    """Put `value` into the first of the runs that has text, and empty the others; "" leaves all as they are."""
    texts = [text for run in runs for text in run.iter(f"{W}t")]
    if not value or not texts:
        return
    for text in texts:
        text.text = ""
    texts[0].text = value


def referenced_style(name: str, styles: Styles, heading: Callable[[int], str]) -> str:
    """The paragraph style id that STYLEREF names: by name in any language, or by a heading's level; "" for none.

    `heading` gives the style id of a level.
    """
    wanted = name.casefold().strip()
    known = styles.by_name.get(("paragraph", wanted))
    if known:
        return known
    level = wanted.removeprefix("heading").removeprefix("标题").strip()
    return heading(int(level)) if level.isdecimal() and 1 <= int(level) <= 6 else ""


def style_references(content: bytes) -> list[Instruction]:
    """Every STYLEREF of a part; an instruction may be cut into several runs."""
    if b"STYLEREF" not in content:
        return []
    found = (item.instruction for item in read_fields(etree.fromstring(content)))
    return [instruction for instruction in found if instruction.name == "STYLEREF"]


def is_numbered(reference: Instruction) -> bool:
    r"""True for a STYLEREF that prints the paragraph's number: \n, \r, \s or \w."""
    return bool(reference.switches.keys() & {"n", "r", "s", "w"})


def _value(instruction: Instruction, fields: Mapping[str, str]) -> str:
    if instruction.name in _DATES:
        found = _DATE.search(fields.get("date", ""))
        if not found:
            return ""
        try:
            day = date(*(int(part) for part in found.groups()))
        except ValueError:
            return ""
        return _dated(day, instruction.switches.get("@", "yyyy年M月d日"))
    names = {"DOCPROPERTY": instruction.argument.lower()}
    asked = names.get(instruction.name, instruction.name.lower())
    return fields.get({"title": "title", "company": "organization"}.get(asked, ""), "")


def _dated(day: date, picture: str) -> str:
    r"""A date by Word's picture: yyyy, yy, MM, M, dd, d; other letters stand as they are (§17.16.4.1)."""
    parts = {
        "yyyy": f"{day.year}",
        "yy": f"{day.year % 100:02d}",
        "MM": f"{day.month:02d}",
        "M": f"{day.month}",
        "dd": f"{day.day:02d}",
        "d": f"{day.day}",
    }
    return re.sub(r"yyyy|yy|MM|M|dd|d", lambda found: parts[found[0]], picture.replace("'", ""))
