"""From a content file to finished bytes: the one module that knows all stages.

A `Snapshot` is the paper read, validated, composed, numbered and resolved; here
its Word template is filled and `printing` makes HTML, pages and the Word file.
Every stage gives its problems; later stages run as long as they can say
something more, so that a user sees everything at once. Nothing is written
unless everything is right, and then all files of a document at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app.kept import Kept as Kept
from docgen.app.printing import Result as Result
from docgen.app.printing import lay_out_pages, stamp_form, write_formats
from docgen.app.snapshot import Snapshot as Snapshot
from docgen.app.snapshot import Stamper as Stamper
from docgen.app.snapshot import read_kind, yaml_reader
from docgen.collector import collector_paused
from docgen.content.load import Loaded
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_together
from docgen.fonts.font_set import FontSet
from docgen.foreign.helpers import Helpers
from docgen.kinds import finding
from docgen.kinds.kind import Kind as Kind  # what load_kind gives: part of this module for the rooms above
from docgen.kinds.kind_cache import KindCache as KindCache
from docgen.model.nodes import Document
from docgen.model.stamp import NONE as NONE
from docgen.model.stamp import Stamp as Stamp
from docgen.office import libreoffice as office
from docgen.reading import DISK, Files
from docgen.template.fill import FilledTemplate, fill
from docgen.template.watermark import mark_pages

if TYPE_CHECKING:
    from docgen.pdf.writer import Layout


def find_kinds(workspace: Workspace) -> list[Kind]:
    """Every kind of the workspace's templates, by name; DocgenError for a broken kind.yaml."""
    return finding.find_kinds(workspace, yaml_reader(workspace)(DISK))


def load_kind(workspace: Workspace, name: str) -> Kind:
    """The kind called `name` (folder or Chinese title); DocgenError if there is none or it is broken."""
    return read_kind(workspace, name)


def build(
    workspace: Workspace,
    path: Path,
    formats: Sequence[str],
    *,
    review: bool = False,
    standards: Sequence[str] = (),
    template: str = "",
    kept: Kept | None = None,
    kinds: KindCache | None = None,
    content: Loaded | None = None,
    stamp: Stamp | Stamper = NONE,
    processes: int = 1,
) -> Result:
    """Build a document in the wanted formats, from one reading of its files: `build_snapshot` says the rest.

    `kept` is what a process that builds again and again has from its last builds: the outcome is the same, byte for
    byte, and only what has changed is done again; `kinds` are the kinds it has read (`kept` has its own). `content` is a
    document that a program put together, in place of what stands in `path`.
    """
    snapshot = Snapshot(
        workspace, path, kinds=kept.kinds if kept else kinds, content=content, known=kept.paper(path) if kept else None
    )
    return build_snapshot(
        snapshot,
        formats,
        review=review,
        standards=standards,
        template=template,
        kept=kept,
        stamp=stamp,
        processes=processes,
    )


def build_snapshot(
    snapshot: Snapshot,
    formats: Sequence[str],
    *,
    review: bool = False,
    standards: Sequence[str] = (),
    template: str = "",
    kept: Kept | None = None,
    stamp: Stamp | Stamper = NONE,
    processes: int = 1,
) -> Result:
    """The document of a snapshot in the wanted formats (none: check only, up to and including the layout).

    `standards` are those the PDF is to keep: "a-3u", "ua-1"; `template` is a folder of templates/word in place of the
    kind's own; `stamp` is what the approval workflow writes into the document, or gives that of a snapshot. `processes` is
    how many may lay out the chapters of a long document, this one among them: the bytes are the same.

    Problems come back in the result; DocgenError is raised only where nothing could be done at all.
    """
    with collector_paused():
        result = _read(snapshot)
        kind = result.kind
        if kind is None:
            return result
        if not isinstance(stamp, Stamp):
            stamp = stamp(snapshot)
        if kind.forms:
            _fill_forms(snapshot, kind, formats, result, stamp, kept)
        if not kind.has_body:
            return result
        filled = _filled(snapshot, result, template, stamp, kept)
        if filled is None:
            return result
        _print(
            snapshot.workspace, filled, formats, result, snapshot.files,
            review=review, standards=standards, kept=kept, stamp=stamp, processes=processes,
        )  # fmt: skip
        return result


def lay_out_snapshot(
    snapshot: Snapshot, *, kept: Kept, template: str = "", stamp: Stamp | Stamper = NONE, processes: int = 1
) -> tuple[Result, Layout | None]:
    """The pages of a snapshot without any file; the rest as `build_snapshot`. No pages where there are errors, or no body."""
    with collector_paused():
        result = _read(snapshot)
        if result.kind is None or not result.kind.has_body:
            return result, None
        filled = _filled(snapshot, result, template, stamp if isinstance(stamp, Stamp) else stamp(snapshot), kept)
        if filled is None or result.document is None:
            return result, None
        try:
            layout = lay_out_pages(
                snapshot.workspace, result.document, filled, result, snapshot.files, kept=kept, processes=processes
            )
        except DocgenError as error:
            result.problems += error.problems
            return result, None
        return result, layout


def _filled(
    snapshot: Snapshot, result: Result, template: str, stamp: Stamp, kept: Kept | None
) -> FilledTemplate | None:
    """The document resolved and its template filled; None, and no outputs, where there are errors."""
    assert result.kind is not None
    _resolve(snapshot, result, stamp)
    words = snapshot.workspace.templates / "word"
    filled = _fill(
        snapshot.workspace,
        words / template if template else result.kind.template_file.parent,
        result.document,
        result.problems,
        snapshot.files,
        stamp,
        kept,
    )
    if result.document is None or filled is None or has_errors(result.problems):
        result.outputs.clear()
        return None
    return filled


def typeset(workspace: Workspace, document: Document, formats: Sequence[str], *, template: str, name: Path) -> Result:
    """A document that was not read from a content file (a table of revisions, a register), numbered and resolved, in `formats`.

    `template` is a folder of templates/word; `name` is the file that messages and outputs are called by. As with `build`,
    problems come back in the result.
    """
    result = Result(name, document=document)
    with collector_paused():
        filled = _fill(workspace, workspace.templates / "word" / template, document, result.problems, DISK)
        if filled is not None and not has_errors(result.problems):
            _print(workspace, filled, formats, result, DISK)
    return result


def resolved(
    workspace: Workspace, path: Path, problems: list[Problem], stamp: Stamp = NONE
) -> tuple[Document | None, Kind | None]:
    """The numbered document with its references filled, and its kind; problems of all stages are added to `problems`."""
    snapshot = Snapshot(workspace, path)
    found = snapshot.resolved(stamp)
    problems += dict.fromkeys([*snapshot.content.problems, *found.problems])
    return found.document, snapshot.content.kind


def examine(snapshot: Snapshot) -> Result:
    """Content, schema and tree, without the template and the layout: what the rules of `docgen check` need."""
    with collector_paused():
        result = _read(snapshot)
        if result.kind is not None and result.kind.has_body:
            _resolve(snapshot, result, NONE)
    return result


def _read(snapshot: Snapshot) -> Result:
    content = snapshot.content
    return Result(
        snapshot.path,
        list(content.problems),
        kind=content.kind,
        loaded=content.loaded,
        files=list(content.loaded.files),
        reading=snapshot.files,
    )


def _resolve(snapshot: Snapshot, result: Result, stamp: Stamp) -> None:
    resolved = snapshot.resolved(stamp)
    result.document = resolved.document
    result.problems[:] = dict.fromkeys([*result.problems, *resolved.problems])
    result.files += resolved.pictures


def _fill(
    workspace: Workspace,
    folder: Path,
    document: Document | None,
    problems: list[Problem],
    files: Files = DISK,
    stamp: Stamp = NONE,
    kept: Kept | None = None,
) -> FilledTemplate | None:
    path = folder / "template.docx"
    location = Location(workspace.relative(path))
    fields = document.fields if document else {}
    toc = bool(document and document.toc_depth)

    def filled_from(files: Files) -> FilledTemplate:
        settings = folder / "template.yaml"
        overrides: dict[str, str] = {}
        if files.is_file(settings):
            overrides = dict(yaml_reader(workspace)(files)(settings).get("roles") or {})
        helpers = kept.helpers if kept else None
        filled = fill(path, fields, location, toc=toc, roles=overrides, files=files, helpers=helpers)
        mark_pages(filled.parts, stamp.watermark, stamp.note)
        return filled

    try:
        if kept is None:
            filled = filled_from(files)
        else:
            key = (folder, location, tuple(fields.items()), toc, stamp.watermark, stamp.note)
            filled = kept.template(key, files, filled_from)
    except DocgenError as error:
        problems += error.problems
        return None
    problems += filled.problems
    return filled


def _print(
    workspace: Workspace,
    filled: FilledTemplate,
    formats: Sequence[str],
    result: Result,
    files: Files,
    *,
    review: bool = False,
    standards: Sequence[str] = (),
    kept: Kept | None = None,
    stamp: Stamp = NONE,
    processes: int = 1,
) -> None:
    """Put the bytes of each format into the result, or what is wrong."""
    assert result.document is not None
    try:
        write_formats(
            workspace, result.document, filled, formats, result, files,
            review=review, standards=standards, kept=kept, marks=stamp.marks, processes=processes,
        )  # fmt: skip
    except DocgenError as error:
        result.problems += error.problems
        result.outputs.clear()


def _fill_forms(
    snapshot: Snapshot, kind: Kind, formats: Sequence[str], result: Result, stamp: Stamp, kept: Kept | None
) -> None:
    """The kind's Word forms: each a file of its own beside the body, or the whole document (its PDF then by LibreOffice)."""
    if has_errors(result.problems):
        return
    from docgen.app.form import fill_forms  # most kinds have no forms

    workspace = snapshot.workspace
    names = [workspace.relative(path) for path in kind.forms]
    try:
        with nullcontext(kept.helpers) if kept else Helpers() as helpers:
            filled, warnings = fill_forms(
                kind, names, snapshot.data(stamp), snapshot.path.parent, helpers, snapshot.files
            )
        result.problems += warnings
        fonts = kept.font_set(workspace.fonts) if kept else FontSet(workspace.fonts)
        # Beside a body, the body has the stamp's pages.
        own = replace(stamp, back=()) if kind.has_body else stamp
        made = [stamp_form(form, own, Location(name), fonts) for name, form in zip(names, filled, strict=True)]
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
    return replace(problem, hint=hint, severity="warning")


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
