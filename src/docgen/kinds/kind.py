"""Kinds: the folders under templates/ that each describe one sort of document (docs/architecture.md)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from docgen.errors import DocgenError, Location, Problem
from docgen.model.schemes import SCHEMES
from docgen.reading import DISK, Files

ReadYaml = Callable[[Path], dict[str, Any]]
_KEYS = ("title", "description", "template", "numbering", "toc", "fields", "form", "values")
# Read by the rooms above: the workflow's route, what it approves and writes, and the document's number.
_WORKFLOW_KEYS = ("route", "scopes", "slots", "number", "watermark", "sheet", "democratic_procedure", "retention")


class WorkspaceLike(Protocol):
    """What compose needs of `content.workspace.Workspace`."""

    @property
    def root(self) -> Path: ...
    @property
    def content(self) -> Path: ...
    @property
    def templates(self) -> Path: ...
    def relative(self, path: Path) -> str: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, read from its folder. `fields` are Jinja texts for the template; `schema` is complete (no outside $ref).

    `forms` are the Word form templates of the folder, filled with the same content: beside the body, or, where
    `has_body` is False, instead of it (then `template` is ""). `values` are Jinja texts for figures that the kind computes and
    rules ask for; `workflow` is what kind.yaml says for the workflow, as it stands there.
    """

    name: str
    title: str
    description: str
    folder: Path
    template: str
    scheme: str
    toc: int
    fields: dict[str, str]
    schema: dict[str, Any] = field(repr=False)
    forms: tuple[Path, ...] = ()
    has_body: bool = True
    values: dict[str, str] = field(default_factory=dict)
    workflow: dict[str, Any] = field(default_factory=dict, repr=False)


def find_kinds(workspace: WorkspaceLike, read_yaml: ReadYaml, files: Files = DISK) -> list[Kind]:
    """Every kind of the workspace, by name; `read_yaml` reads from `files`. Raises DocgenError with everything wrong in any kind.yaml."""
    found: list[Kind] = []
    problems: list[Problem] = []
    for folder in _folders(workspace, files):
        try:
            found.append(_load(folder, workspace, read_yaml, files))
        except DocgenError as error:
            problems += error.problems
    if problems:
        raise DocgenError(problems)
    return found


def load_kind(workspace: WorkspaceLike, name: str, read_yaml: ReadYaml, files: Files = DISK) -> Kind:
    """The kind with this folder name or Chinese title.

    Raises DocgenError T101 with an empty place if there is none: the caller knows who asked.
    """
    folders = _folders(workspace, files)
    for folder in folders:
        if folder.name == name:
            return _load(folder, workspace, read_yaml, files)
    titles = {title: folder for folder in folders if (title := _title(folder, read_yaml))}
    if name in titles:
        return _load(titles[name], workspace, read_yaml, files)
    names = [*titles, *(folder.name for folder in folders)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"是不是“{near[0]}”？" if near else "现有的文种：{names}".format(names="、".join(titles))
    raise DocgenError(Problem(Location(""), "T101", f"没有文种“{name}”", hint))


class FieldPlaces:
    """Where the fields of a kind stand in its kind.yaml."""

    def __init__(self, kind: Kind, workspace: WorkspaceLike, files: Files) -> None:
        path = kind.folder / "kind.yaml"
        self._file = workspace.relative(path)
        self._lines = files.read(path).decode("utf-8", errors="replace").splitlines()

    def of(self, name: str) -> Location:
        """The line of a field."""
        wanted = re.compile(rf"\s+['\"]?{re.escape(name)}['\"]?\s*:")
        line = next((number for number, text in enumerate(self._lines, 1) if wanted.match(text)), 1)
        return Location(self._file, line, 1)


def _title(folder: Path, read_yaml: ReadYaml) -> str:
    """A kind's Chinese name; "" for a broken kind.yaml, which is the fault of another kind than the one asked for."""
    try:
        return str(read_yaml(folder / "kind.yaml").get("title") or "")
    except DocgenError:
        return ""


def _folders(workspace: WorkspaceLike, files: Files) -> list[Path]:
    return [file.parent for file in files.find(workspace.templates, "*/kind.yaml")]


def _load(folder: Path, workspace: WorkspaceLike, read_yaml: ReadYaml, files: Files) -> Kind:
    place = Location(workspace.relative(folder / "kind.yaml"), 1, 1)
    data = read_yaml(folder / "kind.yaml")
    problems = [_unknown(key, place) for key in data if key not in (*_KEYS, *_WORKFLOW_KEYS)]
    scheme = str(data.get("numbering", "decimal"))
    if scheme not in SCHEMES:
        hint = "可用：{names}".format(names="、".join(SCHEMES))
        problems.append(Problem(place, "T105", f"没有编号体系“{scheme}”", hint))
    forms, found = _forms(folder, data.get("form"), files, place)
    problems += found
    has_body = files.is_file(folder / "body.html")
    template = str(data.get("template", ""))
    if has_body or not forms:
        problems += _template_faults(template, workspace, files, place)
    toc = data.get("toc", 0)
    if not isinstance(toc, int) or isinstance(toc, bool) or not 0 <= toc <= 3:
        problems.append(Problem(place, "T105", "toc 应是 0 到 3 的整数", "toc 是目录的层数；0 表示没有目录"))
    fields, values = data.get("fields") or {}, data.get("values") or {}
    for key, texts in (("fields", fields), ("values", values)):
        if not isinstance(texts, dict) or not all(isinstance(value, str | int) for value in texts.values()):
            problems.append(Problem(place, "T105", f"{key} 应是一组“名称: 文字”", '例如 title: "{{ title }}"'))
    slots, scopes = data.get("slots") or [], data.get("scopes") or {}
    if not isinstance(slots, list) or not all(isinstance(name, str) for name in slots):
        problems.append(Problem(place, "T105", "slots 应是内容里名称的列表", "例如 slots: [date]"))
    if not isinstance(scopes, dict) or not all(
        isinstance(name, str) for names in scopes.values() for name in (names if isinstance(names, list) else [names])
    ):
        problems.append(
            Problem(
                place,
                "T105",
                "scopes 应是一组“名称: [章节]”",
                "章节写标题的标签或文字，例如 scopes: {报价: [prices]}",
            )
        )
    if not str(data.get("title") or "").strip():
        problems.append(Problem(place, "T105", "kind.yaml 里没有 title", "写上文种的中文名，例如 title: 岗位说明书"))
    for name in ("schema.yaml", "body.html"):
        if not files.is_file(folder / name) and not (name == "body.html" and forms):
            fact = f"文种文件夹里缺少 {name}"
            problems.append(Problem(Location(workspace.relative(folder)), "T105", fact, "照别的文种写一份"))
    if problems:
        raise DocgenError(problems)
    fields = {str(key): str(value) for key, value in fields.items()}
    title = str(data["title"]).strip()
    schema = read_yaml(folder / "schema.yaml")
    description = str(data.get("description", ""))
    values = {str(key): str(value) for key, value in values.items()}
    workflow = {key: data[key] for key in _WORKFLOW_KEYS if key in data}
    return Kind(
        folder.name,
        title,
        description,
        folder,
        template,
        scheme,
        int(toc),
        fields,
        schema,
        forms,
        has_body,
        values,
        workflow,
    )


def _forms(folder: Path, named: Any, files: Files, place: Location) -> tuple[tuple[Path, ...], list[Problem]]:
    """The form templates that kind.yaml names: one, or a list."""
    names = [] if named is None else named if isinstance(named, list) else [named]
    paths = tuple(folder / str(name) for name in names)
    problems = []
    for path in paths:
        if (
            not files.is_file(path)
            or files.resolve(path.parent) != files.resolve(folder)
            or path.suffix.lower() not in (".docx", ".dotx")
        ):
            fact = f"文种文件夹里没有表单模板 {path.name}"
            problems.append(Problem(place, "T105", fact, "把 .docx 表单放进文种文件夹，form 写它的文件名"))
    if len(paths) > 1 and not files.is_file(folder / "body.html"):
        problems.append(Problem(place, "T105", "没有 body.html 的文种只能有一个表单", "form 只写一个文件名"))
    return paths, problems


def _template_faults(template: str, workspace: WorkspaceLike, files: Files, place: Location) -> list[Problem]:
    if template and files.is_file(workspace.templates / "word" / template / "template.docx"):
        return []
    names = [file.parent.name for file in files.find(workspace.templates, "word/*/template.docx")]
    fact = f"没有 Word 模板 templates/word/{template}/template.docx"
    return [Problem(place, "T105", fact, "可用：{names}".format(names="、".join(names)))]


def _unknown(key: str, place: Location) -> Problem:
    near = difflib.get_close_matches(key, (*_KEYS, *_WORKFLOW_KEYS), n=1, cutoff=0.4)
    hint = f"是不是“{near[0]}”？" if near else "可用：{names}".format(names="、".join((*_KEYS, *_WORKFLOW_KEYS)))
    return Problem(place, "T105", f"kind.yaml 里有不认识的名称“{key}”", hint)
