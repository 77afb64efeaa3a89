"""A kind from its folder: kind.yaml, schema.yaml, body.html and forms, everything wrong with them told at once (T105)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.content.schema import Schema
from docgen.errors import DocgenError, Location, Message, Problem
from docgen.extension import Extension
from docgen.kinds import messages
from docgen.kinds.kind import Kind, ReadYaml, WorkspaceLike
from docgen.messages import meant
from docgen.model.schemes import SCHEMES
from docgen.reading import Files

_KEYS = ("title", "description", "template", "numbering", "toc", "fields", "form", "values", "extensions")
# Read by the rooms above: the workflow's route, what it approves and writes, and the document's number.
_WORKFLOW_KEYS = ("route", "scopes", "slots", "number", "watermark", "sheet", "democratic_procedure", "retention")

# What the workflow writes, and nothing else: whatever a slot holds is left out of what approvals bind to.
_SLOTS = ("version", "number", "date")


def read_folder(folder: Path, workspace: WorkspaceLike, read_yaml: ReadYaml, files: Files) -> Kind:
    """The kind of a folder. Raises DocgenError with everything wrong with it: T105, T118, T119, and what `read_yaml` raises."""
    return _Reader(folder, workspace, read_yaml, files).kind()


class _Reader:
    def __init__(self, folder: Path, workspace: WorkspaceLike, read_yaml: ReadYaml, files: Files) -> None:
        self._folder = folder
        self._workspace = workspace
        self._read_yaml = read_yaml
        self._files = files
        self._place = Location(workspace.relative(folder / "kind.yaml"), 1, 1)
        self._data = read_yaml(folder / "kind.yaml")
        self._problems: list[Problem] = []

    def kind(self) -> Kind:
        data = self._data
        keys = (*_KEYS, *_WORKFLOW_KEYS)
        for key in data:
            if key not in keys:
                self._add(messages.UNKNOWN_KEY, key=key, way=meant(key, keys, "可用：" + "、".join(keys), 0.4))
        scheme = str(data.get("numbering", "decimal"))
        if scheme not in SCHEMES:
            self._add(messages.NO_SCHEME, scheme=scheme, known="、".join(SCHEMES))
        forms, has_body = self._forms(), self._files.is_file(self._folder / "body.html")
        extensions = self._extensions()
        template = str(data.get("template", ""))
        template_file = self._template_file(template, needed=has_body or not forms)
        toc = data.get("toc", 0)
        if not isinstance(toc, int) or isinstance(toc, bool) or not 0 <= toc <= 3:
            self._add(messages.WRONG_TOC)
        fields, values = self._texts("fields"), self._texts("values")
        self._check_workflow()
        if not str(data.get("title") or "").strip():
            self._add(messages.NO_TITLE)
        for name in ("schema.yaml", "body.html"):
            if not self._files.is_file(self._folder / name) and not (name == "body.html" and forms):
                place = Location(self._workspace.relative(self._folder))
                self._problems.append(messages.NO_FILE.at(place, name=name))
        if self._problems:
            raise DocgenError(self._problems)
        return Kind(
            name=self._folder.name,
            title=str(data["title"]).strip(),
            description=str(data.get("description", "")),
            folder=self._folder,
            template=template,
            scheme=scheme,
            toc=int(toc),
            fields=fields,
            schema=self._schema(),
            forms=forms,
            has_body=has_body,
            values=values,
            workflow={key: data[key] for key in _WORKFLOW_KEYS if key in data},
            extensions=extensions,
            template_file=template_file,
        )

    def _add(self, message: Message, **values: object) -> None:
        self._problems.append(message.at(self._place, **values))

    def _texts(self, key: str) -> dict[str, str]:
        texts = self._data.get(key) or {}
        if not isinstance(texts, dict) or not all(isinstance(value, str | int) for value in texts.values()):
            self._add(messages.WRONG_TEXTS, key=key)
            return {}
        return {str(name): str(text) for name, text in texts.items()}

    def _check_workflow(self) -> None:
        slots, scopes = self._data.get("slots") or [], self._data.get("scopes") or {}
        if not _are_names(slots) or not set(slots) <= set(_SLOTS):
            self._add(messages.WRONG_SLOTS)
        elif "number" in slots and not self._data.get("number"):
            self._add(messages.NUMBER_WITHOUT_RULE)
        if not isinstance(scopes, dict) or not all(
            _are_names(names) or isinstance(names, str) for names in scopes.values()
        ):
            self._add(messages.WRONG_SCOPES)

    def _schema(self) -> Schema:
        schema = Schema(self._read_yaml(self._folder / "schema.yaml"))
        if fault := schema.fault():
            place = Location(self._workspace.relative(self._folder / "schema.yaml"), 1, 1)
            raise DocgenError(messages.NO_SCHEMA.at(place, fault=fault))
        return schema

    def _forms(self) -> tuple[Path, ...]:
        """The form templates that kind.yaml names: one, or a list."""
        named = self._data.get("form")
        names = [] if named is None else named if isinstance(named, list) else [named]
        paths = tuple(self._folder / str(name) for name in names)
        for path in paths:
            inside = self._files.resolve(path.parent) == self._files.resolve(self._folder)
            if not inside or path.suffix.lower() not in (".docx", ".dotx") or not self._files.is_file(path):
                self._add(messages.NO_FORM, name=path.name)
        if len(paths) > 1 and not self._files.is_file(self._folder / "body.html"):
            self._add(messages.SEVERAL_FORMS)
        return paths

    def _template_file(self, name: str, *, needed: bool) -> Path:
        """The Word template of this name: the workspace's, or that of the package the kind came with."""
        homes = [home / "word" for home in dict.fromkeys((self._workspace.templates, self._folder.parent))]
        if name:
            for home in homes:
                if self._files.is_file(home / name / "template.docx"):
                    return home / name / "template.docx"
        if needed:
            known = sorted({file.parent.name for home in homes for file in self._files.find(home, "*/template.docx")})
            self._add(messages.NO_TEMPLATE, name=name, known="、".join(known))
        return Path()

    def _extensions(self) -> tuple[Extension, ...]:
        """The extensions that kind.yaml names, and before them the one whose package the kind came with."""
        named = self._data.get("extensions")
        names = [] if named is None else [named] if isinstance(named, str) else named
        if not _are_names(names):
            self._add(messages.WRONG_EXTENSIONS)
            return ()
        installed = self._workspace.extensions
        found: dict[str, Extension] = {}
        if self._folder.parent != self._workspace.templates:
            found = {one.name: one for one in installed.all() if one.kinds() == self._folder.parent}
        for name in names:
            try:
                found[name] = installed.get(name)
            except DocgenError as error:
                self._problems += [replace(problem, location=self._place) for problem in error.problems]
        return tuple(found.values())


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)
