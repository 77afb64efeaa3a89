"""A form template compiled: read once, rendered for as many records as there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.ooxml.package import as_document, read_package, write_package
from docgen.ooxml.relationships import hide_missing
from docgen.ooxml.zip_copy import Entry, join_entries, make_entry, sort_names
from docgen.template.forms.cells import with_properties
from docgen.template.forms.diagnose import broken, diagnose
from docgen.template.forms.environment import FormEnvironment, make_environment
from docgen.template.forms.links import LINKS, Links, with_plain_tags
from docgen.template.forms.lists import DOCUMENT, NUMBERING, Numbering, mark_lists, number_lists
from docgen.template.forms.other_parts import left_in_rendered
from docgen.template.forms.part import PartTemplate
from docgen.template.forms.reader import Reader
from docgen.template.forms.values import has_objects, plain
from docgen.template.hostile import refuse_hostile
from docgen.text.bounds import bounded_range

_LEVEL = 3  # zlib's: a letter grows by a hundred bytes and takes half of the time
_NOT_XML = bytes([*range(9), 11, 12, *range(14, 32)])


@dataclass(frozen=True, slots=True)
class Filled:
    """A record's .docx, and what it leaves to be said (W210: tags that still stand in it)."""

    content: bytes
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """A compiled form. `warnings` are what was found in it that does not stop it."""

    location: Location
    environment: FormEnvironment
    parts: list[PartTemplate]
    warnings: list[Problem]
    source: bytes = field(repr=False)
    numbering: Numbering | None = field(default=None, repr=False)
    _names: list[str] = field(default_factory=list, repr=False)
    _entries: dict[str, Entry] = field(default_factory=dict, repr=False)

    def render(self, data: Mapping[str, Any], folder: Path | None = None) -> bytes:
        """The .docx for one record; see `fill`."""
        return self.fill(data, folder).content

    def fill(self, data: Mapping[str, Any], folder: Path | None = None) -> Filled:
        """The form filled with one record: a mapping of plain values, lists, mappings, and the objects of values.py,
        whose files are looked for in `folder` (without one, there can be no objects).

        Raises DocgenError (W207…W209) with every name that is not there and everything else that went wrong,
        each with its place in the template and its path in the data.
        """
        if folder is not None and has_objects(data):
            return self._fill_whole(data, folder)
        problems: list[Problem] = []
        try:
            context = {"range": bounded_range(), **data}
            fresh = {
                name: make_entry(name, content, _LEVEL)
                for name, content in self._rendered(self.parts, context, problems)
            }
        except Exception as error:
            raise DocgenError(self._why(data, error)) from error
        return Filled(join_entries([fresh.get(name) or self._entries[name] for name in self._names]), problems)

    def _rendered(
        self, parts: list[PartTemplate], context: Mapping[str, Any], problems: list[Problem]
    ) -> Iterator[tuple[str, bytes]]:
        for part in parts:
            links = Links()
            xml = part.render({**context, LINKS: links})
            if part.addresses is not None:
                yield part.addresses.name, part.addresses.rendered(links)
            if self.numbering is not None and part.name == DOCUMENT:
                xml, lists = number_lists(xml, self.numbering)
                if lists:
                    yield NUMBERING, lists
            problems += left_in_rendered(part.name, xml, context, part.source, self.location)
            yield part.name, _encoded(xml)

    def _fill_whole(self, data: Mapping[str, Any], folder: Path) -> Filled:
        from docgen.template.forms.whole import is_docxtpls, render_whole

        problems: list[Problem] = []
        try:
            made = render_whole(
                self.source, self.environment, data, folder, self.location, lists=self.numbering is not None
            )
            ours = [part for part in self.parts if not is_docxtpls(part.name)]
            context = {"range": bounded_range(), **plain(data)}
            made |= dict(self._rendered(ours, context, problems))
            for part in self.parts:
                if is_docxtpls(part.name):
                    problems += left_in_rendered(
                        part.name, made[part.name].decode(), context, part.source, self.location
                    )
        except DocgenError:
            raise
        except Exception as error:
            raise DocgenError(self._why(plain(data), error)) from error
        return Filled(write_package(made), problems)

    def _why(self, data: Mapping[str, Any], error: Exception) -> list[Problem]:
        """Everything that is wrong with a record that could not be rendered."""
        return diagnose(self.parts, self.environment, data, self.location) or [broken(error, self.location)]


def compile_form(
    source: Path | bytes, location: Location, filters: Mapping[str, Callable[..., Any]] | None = None
) -> Form:
    """Compile the form template at `source`; `location` names it in messages, `filters` are a kind's own.

    Raises DocgenError with everything wrong with the package (W101…W104) or its tags (W200…W206).
    """
    parts = with_plain_tags(read_package(source, location))
    hostile = refuse_hostile(parts, location)
    if hostile:
        raise DocgenError(hostile)
    marked, numbering = mark_lists(hide_missing(with_properties(as_document(parts))))
    packed = write_package(marked)
    environment = make_environment(filters)
    reader = Reader(packed, marked, location, environment)
    reader.read()
    if has_errors(reader.problems):
        raise DocgenError(reader.problems)
    form = Form(location, environment, reader.parts, reader.problems, packed, numbering)
    form._names = sort_names(list(reader.written))
    rendered = {part.name for part in reader.parts}
    form._entries = {
        name: make_entry(name, content) for name, content in reader.written.items() if name not in rendered
    }
    return form


def _encoded(xml: str) -> bytes:
    content = xml.encode()
    if len(content.translate(None, _NOT_XML)) != len(content):
        raise ValueError("内容里有 Word 不能容纳的控制字符")
    return content
