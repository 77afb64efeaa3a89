"""From a content file to finished bytes: the one module that knows all stages.

load → schema → compose → number → resolve → template, then `printing`: HTML → pages → Word file.
Every stage gives its problems; later stages run as long as they can say
something more, so that a user sees everything at once. Nothing is written
unless everything is right, and then all files of a document at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from docgen.app.form import fill_forms
from docgen.app.printing import Kept as Kept
from docgen.app.printing import Result as Result
from docgen.app.printing import stamp_form, write_formats
from docgen.check.fixes import Fix, mended
from docgen.collector import collector_paused
from docgen.content.load import Loaded, load_data, load_document, prepare
from docgen.content.schema_files import inline_references
from docgen.content.typing_slips import fix as mend
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_aside, write_together
from docgen.kinds import compose
from docgen.kinds import kind as kinds
from docgen.kinds.kind import Kind as Kind  # what load_kind gives: part of this module for the rooms above
from docgen.kinds.kind_cache import KindCache
from docgen.messages import system_reason
from docgen.model.nodes import Document
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.model.stamp import NONE as NONE
from docgen.model.stamp import Stamp as Stamp
from docgen.model.stamp import fill_slots, stamped
from docgen.model.traversal import pictures
from docgen.office import libreoffice as office
from docgen.template.fill import FilledTemplate, fill
from docgen.template.limits import Helpers
from docgen.template.watermark import mark_pages

_KINDS = KindCache()


def find_kinds(workspace: Workspace) -> list[Kind]:
    """Every kind of the workspace's templates, by name; DocgenError for a broken kind.yaml."""
    return kinds.find_kinds(workspace, _reader(workspace))


def load_kind(workspace: Workspace, name: str) -> Kind:
    """The kind called `name` (folder or Chinese title); DocgenError if there is none or it is broken."""
    files: list[Path] = []
    return _KINDS.load(workspace, name, _reader(workspace, files), files)


def _reader(workspace: Workspace, files: list[Path] | None = None) -> Callable[[Path], dict[str, Any]]:
    """Reads a YAML file of a kind, noting it in `files`; a schema.yaml comes with the schemas it refers to."""

    def plain(path: Path) -> dict[str, Any]:
        if files is not None:
            files.append(path)
        loaded = load_data(path, workspace)
        if has_errors(loaded.problems):
            raise DocgenError(loaded.problems)
        return loaded.data

    def read(path: Path) -> dict[str, Any]:
        data = plain(path)
        if path.name != "schema.yaml":
            return data
        return inline_references(data, lambda reference: plain((path.parent / reference).resolve()))

    return read


def fix(workspace: Workspace, path: Path) -> list[str]:
    """Mend the typing slips of a content file in place; what was done, one `file:line:column message` each."""
    with _writing(workspace, path):
        raw = path.read_bytes()
        mended, slips = mend(raw, workspace.relative(path))
        if mended == raw:
            return []
        _replace(path, mended)
    return [f"{slip.location} {slip.message}" for slip in slips]


def apply_fixes(workspace: Workspace, paths: Sequence[Path], fixes: Sequence[Fix]) -> list[Fix]:
    """Put the checker's certain corrections into those of the files that are among `paths`; the ones that went in."""
    done: list[Fix] = []
    by_file: dict[str, list[Fix]] = {}
    for one in fixes:
        by_file.setdefault(one.location.file, []).append(one)
    for path in paths:
        wanted = by_file.get(workspace.relative(path.resolve()), [])
        if not wanted:
            continue
        with _writing(workspace, path):
            raw = path.read_bytes()
            corrected, went_in = mended(raw, wanted)
            if corrected != raw:
                _replace(path, corrected)
                done += went_in
    return done


@contextmanager
def _writing(workspace: Workspace, path: Path) -> Iterator[None]:
    """A file that cannot be read or written is a problem of that file."""
    try:
        yield
    except OSError as error:
        reason = system_reason(error)
        hint = "检查文件的权限"
        fact = f"改不了文件：{reason}"
        raise DocgenError(Problem(Location(workspace.relative(path)), "B101", fact, hint)) from error


def _replace(path: Path, content: bytes) -> None:
    aside = write_aside(path, content)
    aside.chmod(path.stat().st_mode)
    os.replace(aside, path)


# --- building -------------------------------------------------------------


def build(
    workspace: Workspace,
    path: Path,
    formats: Sequence[str],
    *,
    review: bool = False,
    standards: Sequence[str] = (),
    template: str = "",
    kept: Kept | None = None,
    content: Loaded | None = None,
    stamp: Stamp = NONE,
) -> Result:
    """Build a document in the wanted formats (none: check only, up to and including the layout).

    `standards` are those the PDF is to keep: "a-3u", "ua-1"; `template` is a folder
    of templates/word in place of the kind's own. `kept` is what a
    process that builds again and again has from its last builds: the outcome is
    the same, byte for byte, and only what has changed is done again. `content`
    is a document that a program put together, in place of what stands in `path`;
    `stamp` is what the approval workflow writes into the document.

    Problems come back in the result; DocgenError is raised only where nothing could be done at all.
    """
    with collector_paused():
        return _build(
            workspace,
            Result(path),
            formats,
            review=review,
            standards=standards,
            template=template,
            kept=kept,
            content=content,
            stamp=stamp,
        )


def _build(
    workspace: Workspace,
    result: Result,
    formats: Sequence[str],
    *,
    review: bool,
    standards: Sequence[str],
    template: str,
    kept: Kept | None,
    content: Loaded | None,
    stamp: Stamp,
) -> Result:
    loaded, kind = _load(workspace, result.path, result.problems, result.files, content, stamp)
    result.kind, result.loaded = kind, loaded
    if loaded is None or kind is None:
        return result
    if kind.forms:
        _fill_forms(workspace, kind, loaded.data, formats, result, stamp, kept)
    if not kind.has_body:
        return result
    document = _resolve(workspace, loaded, kind, result.problems, result.files)
    document = document and stamped(document, stamp, kind.schema)
    result.document = document
    filled = _fill(workspace, template or kind.template, document, result.problems, stamp, kept)
    if document is None or filled is None or has_errors(result.problems):
        result.outputs.clear()
        return result
    try:
        write_formats(
            workspace,
            document,
            filled,
            formats,
            result,
            review=review,
            standards=standards,
            kept=kept,
            marks=stamp.marks,
        )
    except DocgenError as error:
        result.problems += error.problems
        result.outputs.clear()
    return result


def typeset(workspace: Workspace, document: Document, formats: Sequence[str], *, template: str, name: Path) -> Result:
    """A document that was not read from a content file (a table of revisions, a register), numbered and resolved, in `formats`.

    `template` is a folder of templates/word; `name` is the file that messages and outputs are called by. As with `build`,
    problems come back in the result.
    """
    result = Result(name)
    with collector_paused():
        filled = _fill(workspace, template, document, result.problems)
        if filled is None or has_errors(result.problems):
            return result
        try:
            write_formats(workspace, document, filled, formats, result, review=False, standards=(), kept=None, marks=())
        except DocgenError as error:
            result.problems += error.problems
            result.outputs.clear()
    return result


def resolved(
    workspace: Workspace, path: Path, problems: list[Problem], files: list[Path] | None = None, stamp: Stamp = NONE
) -> tuple[Document | None, Kind | None]:
    """The numbered document with its references filled, and its kind; `stamp` as in `build`.

    Problems of all stages are added to `problems`, the content files and pictures that were read to `files`.
    """
    files = [] if files is None else files
    loaded, kind = _load(workspace, path, problems, files, stamp=stamp)
    if loaded is None or kind is None or not kind.has_body:
        return None, kind
    document = _resolve(workspace, loaded, kind, problems, files)
    return document and stamped(document, stamp, kind.schema), kind


def examine(workspace: Workspace, path: Path) -> Result:
    """Content, schema and tree, without the template and the layout: what the rules of `docgen check` need."""
    result = Result(path)
    with collector_paused():
        result.loaded, result.kind = _load(workspace, path, result.problems, result.files)
        if result.loaded is not None and result.kind is not None and result.kind.has_body:
            result.document = _resolve(workspace, result.loaded, result.kind, result.problems, result.files)
    return result


def _load(
    workspace: Workspace,
    path: Path,
    problems: list[Problem],
    files: list[Path],
    content: Loaded | None = None,
    stamp: Stamp = NONE,
) -> tuple[Loaded | None, Kind | None]:
    """The content, validated, and its kind."""
    loaded = content or load_document(path, workspace)
    problems += loaded.problems
    files += loaded.files
    if not loaded.kind_name:
        if not has_errors(loaded.problems):
            hint = "在文件开头写“文种: 岗位说明书”；docgen kinds 列出可用的文种"
            problems.append(Problem(loaded.kind_location, "B102", "没有写文种（kind）", hint))
        return None, None
    kind = _kind(workspace, loaded.kind_name, loaded.kind_location, problems)
    if kind is not None:
        problems += prepare(loaded, kind.schema)
        fill_slots(loaded.data, kind.schema, stamp)
    return loaded, kind


def _resolve(
    workspace: Workspace, loaded: Loaded, kind: Kind, problems: list[Problem], files: list[Path]
) -> Document | None:
    """The body composed, numbered, its references filled."""
    document, found = compose(kind, loaded, workspace)
    # With the data already known to be wrong, what the template stumbles over is mostly the same fault again.
    problems += [problem for problem in found if loaded.valid or problem.code[0] in "PD"]
    if document is None:
        return None
    document, found = resolve(number(document))
    if any(problem.code.startswith("C2") for problem in loaded.problems if problem.severity == "error"):
        # The labels lie in what could not be taken in: said once, there.
        found = [problem for problem in found if problem.code != "D102"]
    files += dict.fromkeys(Path(picture.file) for picture in pictures(document.blocks) if not picture.svg)
    problems += found
    problems[:] = dict.fromkeys(problems)
    return document


def _kind(workspace: Workspace, name: str, location: Location, problems: list[Problem]) -> Kind | None:
    try:
        return load_kind(workspace, name)
    except DocgenError as error:
        # "No such kind" has no place of its own: it is the content's line.
        problems += [
            Problem(
                location if not problem.location.file else problem.location, problem.code, problem.message, problem.hint
            )
            for problem in error.problems
        ]
        return None


def _fill(
    workspace: Workspace,
    template: str,
    document: Document | None,
    problems: list[Problem],
    stamp: Stamp = NONE,
    kept: Kept | None = None,
) -> FilledTemplate | None:
    folder = workspace.templates / "word" / template
    path = folder / "template.docx"
    location = Location(workspace.relative(path))
    overrides: dict[str, str] = {}
    settings = folder / "template.yaml"
    if settings.is_file():
        overrides = dict(_reader(workspace)(settings).get("roles") or {})
    try:
        fields = document.fields if document else {}
        toc = bool(document and document.toc_depth)
        helpers = kept.helpers if kept else None
        filled = fill(path, fields, location, toc=toc, roles=overrides, helpers=helpers)
    except DocgenError as error:
        problems += error.problems
        return None
    problems += filled.problems
    mark_pages(filled.parts, stamp.watermark, stamp.note)
    return filled


def _fill_forms(
    workspace: Workspace,
    kind: Kind,
    data: Mapping[str, Any],
    formats: Sequence[str],
    result: Result,
    stamp: Stamp,
    kept: Kept | None,
) -> None:
    """The kind's Word forms: each a file of its own beside the body, or the whole document (its PDF then by LibreOffice)."""
    if has_errors(result.problems):
        return
    names = [workspace.relative(path) for path in kind.forms]
    try:
        with nullcontext(kept.helpers) if kept else Helpers() as helpers:
            filled, warnings = fill_forms(kind.forms, names, kind.schema, data, result.path.parent, helpers)
        result.problems += warnings
        made = [stamp_form(form, stamp, Location(name)) for name, form in zip(names, filled, strict=True)]
        if not kind.has_body and "pdf" in formats:
            result.outputs["pdf"] = office.export_pdf(
                made[0], Location(workspace.relative(result.path)), workspace.fonts
            )
    except DocgenError as error:
        result.problems += [_softened(problem) for problem in error.problems]
        if has_errors(result.problems):
            return
    if "docx" in formats:
        for path, content in zip(kind.forms, made, strict=True):
            result.outputs[f"{path.stem}.docx" if kind.has_body else "docx"] = content


def _softened(problem: Problem) -> Problem:
    """A form needs LibreOffice for its PDF only: the Word file comes all the same."""
    if problem.code != "L111":
        return problem
    hint = "表单的 PDF 要用 LibreOffice 转出；Word 文件已生成，可在 Word 或 WPS 里导出 PDF"
    return Problem(problem.location, problem.code, problem.message, hint, "warning")


# --- writing --------------------------------------------------------------


def write(workspace: Workspace, result: Result, out: Path) -> list[Path]:
    """Write the outputs below `out` as <path under content, without .yaml>.<format>; the files written.

    Raises DocgenError B101 where a file cannot be written.
    """
    contents = ((target(workspace, result.path, out, name), content) for name, content in result.outputs.items())
    return write_together(contents, Location(workspace.relative(target(workspace, result.path, out, ""))))


def target(workspace: Workspace, path: Path, out: Path, format: str) -> Path:
    """Where `write` puts a document's output of a format."""
    stem = out / path.resolve().relative_to(workspace.content).with_suffix("")
    return stem.with_name(f"{stem.name}.{format}") if format else stem
