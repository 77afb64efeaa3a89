"""Values that are more than text: `$rich`, `$paragraphs`, `$picture` and `$document` in a record.

    note:  {$rich: [重要：, {text: 周五前交, bold: true, color: C00000}]}    for {{r note }}
    terms: {$paragraphs: [{text: 第一条 …, style: 条款}]}                    for {{p terms }}
    photo: {$picture: 照片/张.jpg, width: 30}      width, height in mm       for {{ photo }}
    annex: {$document: 附件.docx}                                            for {{p annex }}

They become docxtpl's own objects, and a record that has one is rendered by docxtpl itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, Location, Problem
from docgen.ooxml.package import read_package
from docgen.template.forms import messages
from docgen.template.forms.pictures import NoPicture, picture_of

OBJECTS = {
    "$rich": {"$rich"},
    "$paragraphs": {"$paragraphs"},
    "$picture": {"$picture", "width", "height"},
    "$document": {"$document"},
}
_RUN_KEYS = ("text", "style", "color", "highlight", "size", "bold", "italic", "underline", "strike", "font",
             "subscript", "superscript", "url")  # fmt: skip


def has_objects(value: Any) -> bool:
    """True if a record holds a value that is more than text."""
    if isinstance(value, dict):
        return any(key in OBJECTS for key in value) or any(has_objects(item) for item in value.values())
    return isinstance(value, list) and any(has_objects(item) for item in value)


def named_files(data: Mapping[str, Any]) -> list[str]:
    """The files that a record's values name, as they name them, each once."""
    found = [value.get("$picture", value.get("$document")) for _path, value in _objects(dict(data), "")]
    return list(dict.fromkeys(str(name) for name in found if name is not None))


def plain(value: Any) -> Any:
    """The record with every such value replaced by an empty text: what names can be checked with."""
    if isinstance(value, dict):
        return "" if any(key in OBJECTS for key in value) else {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


@dataclass(slots=True)
class Builder:
    """Makes docxtpl's objects for one template; `folder` is where files are looked for, and nowhere above it."""

    template: Any
    folder: Path
    location: Location

    def build(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The record with its objects. Raises DocgenError W206 naming every value that is none, with its path."""
        problems = [problem for path, value in _objects(data, "") for problem in self._faults(path, value)]
        if problems:
            raise DocgenError(problems)
        return {key: self._value(value) for key, value in data.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, dict):
            return value
        match next((key for key in OBJECTS if key in value), None):
            case "$rich":
                return self._rich(value["$rich"])
            case "$paragraphs":
                return self._paragraphs(value["$paragraphs"])
            case "$picture":
                return self._picture(value)
            case "$document":
                return self.template.new_subdoc(str(self.folder / value["$document"]))
        return {key: self._value(item) for key, item in value.items()}

    def _rich(self, runs: Any) -> Any:
        from docxtpl import RichText

        rich = RichText()
        for run in runs if isinstance(runs, list) else [runs]:
            if not isinstance(run, dict):
                rich.add(str(run))
                continue
            look = {key: run[key] for key in _RUN_KEYS[1:-1] if key in run}
            if "size" in look:
                look["size"] = round(float(look["size"]) * 2)  # pt to half-points
            if "url" in run:
                look["url_id"] = self.template.build_url_id(str(run["url"]))
            rich.add(str(run.get("text", "")), **look)
        return rich

    def _paragraphs(self, paragraphs: Any) -> Any:
        from docxtpl import RichTextParagraph

        rich = RichTextParagraph()
        for paragraph in paragraphs if isinstance(paragraphs, list) else [paragraphs]:
            if isinstance(paragraph, dict):
                rich.add(
                    self._rich(paragraph.get("$rich", paragraph.get("text", ""))), parastyle=paragraph.get("style")
                )
            else:
                rich.add(self._rich(paragraph))
        return rich

    def _picture(self, value: Mapping[str, Any]) -> Any:
        from docx.shared import Mm
        from docxtpl import InlineImage

        size = {name: Mm(float(value[name])) for name in ("width", "height") if name in value}
        return InlineImage(self.template, io.BytesIO(picture_of(self.folder / value["$picture"])), **size)

    # --- faults -----------------------------------------------------------

    def _faults(self, path: str, value: Mapping[str, Any]) -> Iterator[Problem]:
        name = next(key for key in OBJECTS if key in value)
        for key in value.keys() - OBJECTS[name]:
            yield self._problem(path, f"有不认识的名称“{key}”", "、".join(sorted(OBJECTS[name])))
        for key in ("width", "height"):
            if key in value and name == "$picture" and not _is_number(value[key]):
                yield self._problem(path, f"{key} 不是数字", "写毫米数，例如 width: 30")
        if name in ("$picture", "$document"):
            yield from self._file_faults(path, str(value[name]), name)
        else:
            for run in value[name] if isinstance(value[name], list) else []:
                if isinstance(run, dict) and name == "$rich":
                    for key in run.keys() - set(_RUN_KEYS):
                        yield self._problem(path, f"有不认识的名称“{key}”", "、".join(_RUN_KEYS))

    def _file_faults(self, path: str, name: str, kind: str) -> Iterator[Problem]:
        file = (self.folder / name).resolve()
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            hint = "文件放在数据文件所在的文件夹里，写相对路径"
            yield self._problem(path, f"找不到文件“{name}”", hint)
        elif kind == "$picture":
            try:
                picture_of(file)
            except NoPicture as error:
                yield self._problem(path, f"“{name}”{error.fact}", error.hint)
        else:
            try:
                read_package(file, Location(name))
            except DocgenError as error:
                yield from error.problems

    def _problem(self, path: str, fact: str, hint: str) -> Problem:
        return messages.WRONG_OBJECT.at(self.location, path=path, fact=fact, hint=hint)


def _objects(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if any(key in OBJECTS for key in value):
            yield path, value
            return
        for key, item in value.items():
            yield from _objects(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _objects(item, f"{path}[{number}]")


def _is_number(value: Any) -> bool:
    try:
        return float(value) > 0
    except (TypeError, ValueError):
        return False
