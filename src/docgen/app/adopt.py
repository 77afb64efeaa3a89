"""The workspace's Word Word templates: a company's template adopted into templates/word/, a template checked.

What the `template` room says about bytes, brought together with the files, the kinds and the fonts of this machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.app import messages
from docgen.app.build import load_kind
from docgen.app.form import check_form
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.fonts.font_set import FontSet
from docgen.foreign.once import try_once
from docgen.messages import system_reason
from docgen.ooxml.package import write_package
from docgen.ooxml.styles import Styles
from docgen.template.adopt import Adopted, adopt
from docgen.template.adopt_report import field_title, report
from docgen.template.check import check_template, is_form
from docgen.template.faults import used_fonts
from docgen.template.fill import fill
from docgen.template.roles import Roles

# Fields that a cover need not show: printed by few Word templates, or served by another field.
_UNSEEN = frozenset({"header", "kind_title", "footnote_line", "red_head", "has_toc", "copy_mark"})
_SERVED_BY = {"project": {"title"}, "title": {"project"}, "tender_number": {"number"}, "number": {"tender_number"}}


@dataclass(frozen=True, slots=True)
class Adoption:
    """What `adopt_template` wrote: the template's folder, a report for people, and its warnings."""

    folder: Path
    report: str
    problems: list[Problem]


def adopt_template(
    workspace: Workspace, path: Path, *, name: str = "", kind: str = "", force: bool = False
) -> Adoption:
    """Write templates/word/<name>/template.docx and template.yaml from a company's template, both or none.

    `name` is the file's own name if empty; `kind` is the folder or title of a kind that the template is for.
    Raises DocgenError: the file's own faults (W1xx), no such kind (T101), the folder exists (W187).
    """
    place = Location(workspace.relative(path))
    target = workspace.templates / "word" / _folder_name(name or path.stem, place)
    if target.exists() and not force:
        raise DocgenError(messages.FOLDER_EXISTS.at(place, folder=workspace.relative(target)))
    found = load_kind(workspace, kind) if kind else None
    content, declared = _read(path, place), frozenset(found.fields) if found else None
    try_once(adopt, (content, place, declared), place)
    adopted = adopt(content, place, declared)
    problems = [*adopted.problems]
    if found is not None:
        problems += _unplaced(adopted, frozenset(found.fields), found.title, place)
    fonts = FontSet(workspace.fonts)
    problems += _fonts(adopted.parts, Roles(adopted.styles, adopted.roles, place), adopted.styles, fonts, place)
    problems += _write(target, adopted, path.name, place)
    kind_file = workspace.relative(found.folder / "kind.yaml") if found else ""
    return Adoption(target, report(adopted, path.name, workspace.relative(target), target.name, kind_file), problems)


def check(path: Path, workspace: Workspace | None) -> list[Problem]:
    """Every problem of a .docx or .dotx, or of a template's folder; DocgenError for what is no Word document.

    A form (a kind's, or what looks like one) is checked as a form.
    """
    file = path / "template.docx" if path.is_dir() else path
    place = Location(workspace.relative(file) if workspace else str(file))
    try_once(_look, (_read(file, place), place), place)
    if file.name != "template.docx" and (file.with_name("kind.yaml").is_file() or is_form(_read(file, place), place)):
        return _check_form(file, place)
    settings = file.with_name("template.yaml")
    overrides = _roles(settings, workspace) if file.name == "template.docx" and settings.is_file() else {}
    problems, parts = check_template(_read(file, place), place, overrides)
    if not has_errors(problems):
        fonts = FontSet(workspace.fonts if workspace else None)
        styles = Styles(parts)
        problems += _fonts(parts, Roles(styles, overrides, place), styles, fonts, place)
    return problems


def _look(content: bytes, place: Location) -> None:
    """All that is looked at in a template of strangers, without an answer."""
    if not is_form(content, place):
        check_template(content, place, {})


def _check_form(file: Path, place: Location) -> list[Problem]:
    notes = [] if file.with_name("kind.yaml").is_file() else [messages.CHECKED_AS_FORM.at(place)]
    try:
        return notes + check_form(file, str(place))
    except DocgenError as error:
        return notes + list(error.problems)


def _folder_name(text: str, place: Location) -> str:
    """A folder's name from a file's or a user's: 方案（2026 版），终稿 → 方案-2026-版-终稿. W187 where nothing is left."""
    name = re.sub(r"[^\w-]+", "-", text.strip()).strip("-_")[:60].strip("-")
    if not name:
        raise DocgenError(messages.NO_FOLDER_NAME.at(place, name=text))
    return name


def _read(path: Path, place: Location) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocgenError(messages.UNREADABLE_TEMPLATE.at(place, reason=system_reason(error))) from error


def _roles(settings: Path, workspace: Workspace | None) -> dict[str, str]:
    loaded = load_data(settings, workspace or Workspace(settings.parent.resolve()))
    if has_errors(loaded.problems):
        raise DocgenError(loaded.problems)
    roles: dict[str, Any] = loaded.data.get("roles") or {}
    return {str(role): str(style) for role, style in roles.items()}


def _unplaced(adopted: Adopted, fields: frozenset[str], kind: str, place: Location) -> list[Problem]:
    """W183: fields of the kind that the template prints nowhere, and those it prints that the kind does not fill."""
    placed = adopted.cover.fields
    missing = [name for name in sorted(fields - placed - _UNSEEN) if not _SERVED_BY.get(name, set()) & placed]
    problems = []
    if missing:
        names = "、".join(field_title(name) for name in missing)
        tags = " ".join(f"{{{{ {name} }}}}" for name in missing)
        problems.append(messages.UNPLACED.at(place, kind=kind, names=names, tags=tags))
    empty = sorted(placed - fields)
    if empty:
        names = "、".join(field_title(name) for name in empty)
        problems.append(messages.UNFILLED.at(place, kind=kind, names=names))
    return problems


def _fonts(parts: dict[str, bytes], roles: Roles, styles: Styles, fonts: FontSet, place: Location) -> list[Problem]:
    """W181 for font names that neither stand for an installed font nor have a stand-in."""
    problems = []
    for name, places in sorted(used_fonts(parts, roles, styles).items()):
        if fonts.stand_in(name)[0]:
            continue
        problems.append(messages.NO_FONT.at(place, font=name, places="、".join(places[:3])))
    return problems


def _write(target: Path, adopted: Adopted, source: str, place: Location) -> list[Problem]:
    """Write both files aside, try the template out, and move it into place; its warnings."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        (aside / "template.docx").write_bytes(write_package(adopted.parts))
        (aside / "template.yaml").write_text(_settings(adopted, source), encoding="utf-8")
        warnings = fill(aside / "template.docx", {}, place, toc=True, roles=adopted.roles).problems
        if target.exists():
            for name in ("template.docx", "template.yaml"):
                os.replace(aside / name, target / name)
        else:
            aside.chmod(0o755)
            os.rename(aside, target)
        return warnings
    except OSError as error:
        raise DocgenError(messages.UNWRITABLE.at(place, reason=system_reason(error))) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _settings(adopted: Adopted, source: str) -> str:
    lines = [
        f"# 由 docgen template adopt 从 {source} 生成。角色: 样式的 ID 或名称；可以修改。",
        "roles:",
    ]
    for role, style in adopted.roles.items():
        lines.append(f"  {role}: {json.dumps(style, ensure_ascii=False)}  # {adopted.styles.name(style)}")
    return "\n".join(lines) + "\n"
