"""Content and a kind's template to a document tree: Jinja, then HTML of a closed set, then nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Protocol

from docgen.errors import Location, Problem, has_errors
from docgen.kinds import messages
from docgen.kinds.compiled import TemplateCode
from docgen.kinds.environment import Environment, fallback_place, make_environment
from docgen.kinds.kind import FieldPlaces, Kind, WorkspaceLike
from docgen.kinds.pictures import PictureFinder
from docgen.kinds.pieces import ComposedParts, read_blocks
from docgen.kinds.provenance import Origins, strip_marks, wrap
from docgen.kinds.render import FAULTS, fault, render
from docgen.kinds.text_check import check_content
from docgen.kinds.undefined import Reporter
from docgen.model.nodes import Document
from docgen.reading import DISK, Files

_NO_FILE = "<template>"  # what Jinja calls a template that is no file: a field of kind.yaml


class Rendering:
    """What an extension's template functions see of a rendering (`docgen.extension.Rendering`)."""

    def __init__(self, data: Mapping[str, Any], marks: Mapping[str, Location], reporter: Reporter) -> None:
        self.data = data
        self._marks = marks
        self._reporter = reporter

    def place(self, pointer: str) -> Location:
        """Where the value at a JSON pointer stands; of what is not there, where it would belong."""
        while pointer and pointer not in self._marks:
            pointer = pointer.rpartition("/")[0]
        return self._marks.get(pointer, Location(""))

    def report(self, problems: Iterable[Problem]) -> None:
        """Add to the rendering's problems."""
        self._reporter.problems += problems


class LoadedLike(Protocol):
    """What compose needs of `content.load.Loaded`."""

    path: Path
    data: dict[str, Any]
    marks: dict[str, Location]


def compose(
    kind: Kind,
    loaded: LoadedLike,
    workspace: WorkspaceLike,
    files: Files = DISK,
    code: TemplateCode | None = None,
    known: ComposedParts | None = None,
) -> tuple[Document | None, list[Problem]]:
    """The unnumbered document, or None where the template could not be rendered; and every problem found.

    Templates and pictures are read through `files`; `code` keeps compiled templates for the next document, `known` the
    parts of this one for the next time that it is composed: equal parts are then the same blocks.
    """
    origins = Origins()
    data = wrap(loaded.data, kind.schema.shape, loaded.marks, origins)
    locate = _locator(workspace, kind.folder)
    environment = make_environment(
        kind.template_folders(workspace.templates),
        locate,
        kind.schema.shape.known,
        origins,
        files,
        {} if code is None else code,
        {name: one for extension in kind.extensions for name, one in extension.filters().items()},
        known.markdown if known else None,
    )
    rendering = Rendering(loaded.data, loaded.marks, environment.reporter)
    for extension in kind.extensions:
        environment.globals |= extension.functions(rendering)
    problems = environment.reporter.problems
    problems += check_content(loaded.data, loaded.marks)
    fallback = fallback_place(kind.folder, locate)
    html = render(environment, data, locate, fallback)
    if html is None:
        return None, problems
    locations = FieldPlaces(kind, workspace, files)
    fields = {"kind_title": kind.title} | _texts(kind.fields, environment, data, locations, problems)
    values = _texts(kind.values, environment, data, locations, problems)
    # Asked for every element, and there are few templates.
    place_of = cache(lambda name: _template_file(name, kind, workspace, files))
    folders = [loaded.path.parent, workspace.content, kind.folder, workspace.templates]
    roots = (workspace.root, files.resolve(kind.folder))

    def pictures(problems: list[Problem]) -> PictureFinder:
        return PictureFinder(folders, roots, problems, environment.drawings.by_name, files)

    blocks = read_blocks(html, origins.table, place_of, fallback, pictures, problems, known)
    if not blocks and not has_errors(problems):
        problems.append(messages.NOTHING.at(fallback))
    title = fields.get("title") or strip_marks(str(loaded.data.get("title", "")))
    document = Document(
        title=title,
        blocks=blocks,
        kind=kind.name,
        scheme=kind.scheme,
        subject=kind.title,
        toc_depth=kind.toc,
        fields=fields,
        values=values,
    )
    return document, problems


def _texts(
    texts: Mapping[str, str],
    environment: Environment,
    data: Mapping[str, Any],
    places: FieldPlaces,
    problems: list[Problem],
) -> dict[str, str]:
    """Texts of kind.yaml (the template's fields, computed values) as plain text; what is wrong with one stands at its line."""
    fields: dict[str, str] = {}
    for name, text in texts.items():
        place = places.of(name)
        found = len(problems)
        try:
            # Rendered as HTML like the body, so that every value is escaped once, and taken back to plain text.
            fields[name] = unescape(strip_marks(environment.from_string(text).render(**data))).strip()
        except FAULTS as error:
            problems.append(fault(error, environment, lambda _name: _NO_FILE, place))
        problems[found:] = [
            replace(problem, location=place) if problem.location.file in ("", _NO_FILE) else problem
            for problem in problems[found:]
        ]
    return fields


def _locator(workspace: WorkspaceLike, folder: Path) -> Callable[[str | None], str]:
    def locate(filename: str | None) -> str:
        return workspace.relative(Path(filename)) if filename and filename != _NO_FILE else _NO_FILE

    return locate


def _template_file(name: str, kind: Kind, workspace: WorkspaceLike, files: Files) -> str:
    paths = [folder / name for folder in kind.template_folders(workspace.templates)]
    return workspace.relative(next(filter(files.is_file, paths), paths[-1]))
