"""From a content file to finished bytes: the one module that knows all stages.

load → schema → compose → number → resolve → shell → HTML → pages → Word file.
Every stage gives its problems; later stages run as long as they can say
something more, so that a user sees everything at once. Nothing is written
unless everything is right, and then all files of a document at once.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.compose import compose
from docgen.compose import kind as kinds
from docgen.compose.kind import Kind
from docgen.compose.kind_cache import KindCache
from docgen.document.nodes import Document
from docgen.document.numbering import number
from docgen.document.resolve import pictures, resolve
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.messages import _
from docgen.shell.fill import FilledShell, fill
from docgen.source.load import load_data, load_document, prepare
from docgen.source.schema_files import inline_references
from docgen.source.typing_slips import fix as mend
from docgen.source.workspace import Workspace

if TYPE_CHECKING:
    from docgen.writers.pdf import Layout

_KINDS = KindCache()


@dataclass(slots=True)
class Result:
    """What a build gave: problems, and bytes by format (none if there are errors). `document` is the resolved tree."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    outputs: dict[str, bytes] = field(default_factory=dict)
    document: Document | None = None
    page_map: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    html: str = ""
    files: list[Path] = field(default_factory=list)  # content, what it includes and uses, its pictures
    kind: Kind | None = None


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
    try:
        raw = path.read_bytes()
        mended, slips = mend(raw, workspace.relative(path))
        if mended == raw:
            return []
        aside = _write_aside(path, mended)
        aside.chmod(path.stat().st_mode)
        os.replace(aside, path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = _("检查文件的权限")
        fact = _("改不了文件：{reason}").format(reason=reason)
        raise DocgenError(Problem(Location(workspace.relative(path)), "B101", fact, hint)) from error
    return [f"{slip.location} {slip.message}" for slip in slips]


# --- building -------------------------------------------------------------


def build(
    workspace: Workspace, path: Path, formats: Sequence[str], *, review: bool = False, standards: Sequence[str] = ()
) -> Result:
    """Build a document in the wanted formats (none: check only, up to and including the layout).

    `standards` are those the PDF is to keep: "a-3u", "ua-1".

    Problems come back in the result; DocgenError is raised only where nothing could be done at all.
    """
    result = Result(path)
    with _few_collections():
        document, kind = resolved(workspace, path, result.problems, result.files)
        result.kind = kind
        if kind is None:
            return result
        filled = _fill(workspace, kind, document, result.problems)
        if document is None or filled is None or has_errors(result.problems):
            return result
        try:
            _write_formats(workspace, document, filled, formats, result, review=review, standards=standards)
        except DocgenError as error:
            result.problems += error.problems
            result.outputs.clear()
    return result


@contextmanager
def _few_collections() -> Iterator[None]:
    """Python looks for garbage in cycles less often: a layout makes millions of objects that all live until its end.

    Of a 34-page bid a tenth of the time went into searches that found nothing. More than this only costs memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(10_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def resolved(
    workspace: Workspace, path: Path, problems: list[Problem], files: list[Path] | None = None
) -> tuple[Document | None, Kind | None]:
    """The numbered document with its references filled, and its kind.

    Problems of all stages are added to `problems`, the content files and pictures that were read to `files`.
    """
    files = [] if files is None else files
    loaded = load_document(path, workspace)
    problems += loaded.problems
    files += loaded.files
    if not loaded.kind_name:
        if not has_errors(loaded.problems):
            hint = _("在文件开头写“文种: 岗位说明书”；docgen kinds 列出可用的文种")
            problems.append(Problem(loaded.kind_location, "B102", _("没有写文种（kind）"), hint))
        return None, None
    kind = _kind(workspace, loaded.kind_name, loaded.kind_location, problems)
    if kind is None:
        return None, None
    schema_problems = prepare(loaded, kind.schema)
    problems += schema_problems
    document, found = compose(kind, loaded, workspace)
    # With the data already known to be wrong, what the template stumbles over is mostly the same fault again.
    problems += [problem for problem in found if not has_errors(schema_problems) or problem.code[0] in "PD"]
    if document is None:
        return None, kind
    document, found = resolve(number(document))
    files += dict.fromkeys(Path(picture.file) for picture in pictures(document.blocks))
    problems += found
    problems[:] = dict.fromkeys(problems)
    return document, kind


def _kind(workspace: Workspace, name: str, location: Location, problems: list[Problem]) -> Kind | None:
    try:
        return load_kind(workspace, name)
    except DocgenError as error:
        # "No such kind" has no place of its own: it is the content's line.
        problems += [
            Problem(location if not problem.location.file else problem.location, problem.code, problem.message, problem.hint)
            for problem in error.problems
        ]
        return None


def _fill(workspace: Workspace, kind: Kind, document: Document | None, problems: list[Problem]) -> FilledShell | None:
    folder = workspace.templates / "shells" / kind.shell
    path = folder / "shell.docx"
    location = Location(workspace.relative(path))
    overrides: dict[str, str] = {}
    settings = folder / "shell.yaml"
    if settings.is_file():
        overrides = dict(_reader(workspace)(settings).get("roles") or {})
    try:
        fields = document.fields if document else {}
        toc = bool(document and document.toc_depth)
        filled = fill(path, fields, location, toc=toc, roles=overrides)
    except DocgenError as error:
        problems += error.problems
        return None
    problems += filled.problems
    return filled


def _write_formats(
    workspace: Workspace,
    document: Document,
    filled: FilledShell,
    formats: Sequence[str],
    result: Result,
    *,
    review: bool,
    standards: Sequence[str],
) -> None:
    from docgen.layout import fonts
    from docgen.layout.glyphs import check_glyphs
    from docgen.writers import docx, html, pdf

    result.document = document
    result.html = html.write(document, filled)
    if formats == ("html",):
        result.outputs["html"] = result.html.encode()
        return
    fonts.use_fonts(workspace.fonts)
    result.problems += check_glyphs(document)
    if has_errors(result.problems):
        return
    faces, files = fonts.latin_faces(result.html)
    roots = [workspace.content, workspace.templates, *files]
    pages = PageMap(lambda: pdf.lay_out(result.html, roots, faces, Location(workspace.relative(result.path))))
    if not formats or "pdf" in formats:
        pages.layout()
    word = docx.write(document, filled, pages, review=review, rasters=_rasters(document, faces))
    if pages.known:
        result.page_map, result.pages = pages.layout().page_map, pages.layout().pages
    for name in formats:
        match name:
            case "docx":
                result.outputs[name] = word
            case "pdf":
                result.outputs[name] = pages.layout().write(standards)
            case "html":
                result.outputs[name] = result.html.encode()


class PageMap(Mapping[str, int]):
    """Anchor → page, laid out when it is first asked for: a Word file without contents and page references never asks."""

    def __init__(self, lay_out: Callable[[], Layout]) -> None:
        self._lay_out = lay_out
        self._layout: Layout | None = None

    @property
    def known(self) -> bool:
        return self._layout is not None

    def layout(self) -> Layout:
        if self._layout is None:
            self._layout = self._lay_out()
        return self._layout

    def __getitem__(self, anchor: str) -> int:
        return self.layout().page_map[anchor]

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout().page_map)

    def __len__(self) -> int:
        return len(self.layout().page_map)


def _rasters(document: Document, faces: str) -> dict[str, bytes]:
    """A PNG for each SVG picture: Word shows the vectors, older programs the PNG."""
    from docgen.writers.pdf import picture_png

    files: dict[str, float] = {}
    for picture in pictures(document.blocks):
        if picture.file.lower().endswith(".svg"):
            width = picture.width_mm or picture.pixels[0] / picture.dpi * 25.4
            files[picture.file] = max(files.get(picture.file, 0), min(width, 180))
    return {file: picture_png(Path(file), width, faces) for file, width in files.items()}


# --- writing --------------------------------------------------------------


def write(workspace: Workspace, result: Result, out: Path) -> list[Path]:
    """Write the outputs below `out` as <path under content, without .yaml>.<format>; the files written.

    Each file is written aside and moved into place, so that a kill leaves the
    old file or the new one. Raises DocgenError B101 where a file cannot be written.
    """
    pending: list[tuple[Path, Path]] = []
    try:
        for name, content in result.outputs.items():
            final = target(workspace, result.path, out, name)
            pending.append((_write_aside(final, content), final))
        for aside, final in pending:
            os.replace(aside, final)
    except OSError as error:
        place = Location(workspace.relative(target(workspace, result.path, out, "")))
        reason = error.strerror or type(error).__name__
        hint = _("检查文件夹的权限和磁盘空间；文件若正在 Word 里打开，请先关闭；或用 --out 换一个文件夹")
        raise DocgenError(Problem(place, "B101", _("写不出文件：{reason}").format(reason=reason), hint)) from error
    finally:
        for aside, _final in pending:
            aside.unlink(missing_ok=True)
    return [final for _aside, final in pending]


def target(workspace: Workspace, path: Path, out: Path, format: str) -> Path:
    """Where `write` puts a document's output of a format."""
    stem = out / path.resolve().relative_to(workspace.content).with_suffix("")
    return stem.with_name(f"{stem.name}.{format}") if format else stem


def _write_aside(final: Path, content: bytes) -> Path:
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{final.name}.", dir=final.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o666 & ~mask)
    except BaseException:  # also Ctrl-C: nothing half-written stays behind
        aside.unlink(missing_ok=True)
        raise
    return aside
