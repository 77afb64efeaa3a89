"""One document of a batch, in whichever process: what is asked for, what comes back.

Everything here can be pickled. `make` never raises for a document: what goes
wrong comes back as problems, so that no document stops the others.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app.batch import messages
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors

if TYPE_CHECKING:
    from docgen.app.build import Kept, KindCache, Stamp, Stamper
    from docgen.content.load import Loaded


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for each document: the arguments of `pipeline.build`; `root` is the workspace's.

    `stamps` are what the approval workflow writes into some of the documents; `processes` is how many may lay out the
    chapters of one.
    """

    root: Path
    formats: tuple[str, ...]
    review: bool = False
    standards: tuple[str, ...] = ()
    template: str = ""
    stamps: tuple[tuple[Path, Stamp | Stamper], ...] = ()
    processes: int = 1

    def stamp(self, path: Path) -> Stamp | Stamper | None:
        """The stamp of a document, if it has one."""
        return next((stamp for stamped, stamp in self.stamps if stamped == path), None)


@dataclass(slots=True)
class Outcome:
    """What a document gave: bytes by format, none if there are errors.

    `files` and `folders` are what it was made from (the kind's templates and
    the template are folders); `log` is the trace of a bug, for a file.
    """

    path: Path
    problems: list[Problem] = field(default_factory=list)
    outputs: dict[str, bytes] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    log: str = ""
    pages: int = 0


def make(
    order: Order,
    path: Path,
    kept: Kept | None = None,
    content: Loaded | None = None,
    kinds: KindCache | None = None,
) -> Outcome:
    """Build one document, with what is `kept` of builds before (of kinds alone: `kinds`); whatever happens to it is in the outcome.

    `content` takes the place of what stands in `path`, as in `pipeline.build`.
    """
    from docgen.app import build as pipeline

    workspace = Workspace(order.root)
    stamp = order.stamp(path) or pipeline.NONE
    try:
        result = pipeline.build(
            workspace,
            path,
            order.formats,
            review=order.review,
            standards=order.standards,
            template=order.template,
            kept=kept,
            kinds=kinds,
            content=content,
            stamp=stamp,
            processes=order.processes,
        )
    except DocgenError as error:
        return Outcome(path, list(error.problems))
    except MemoryError:
        return Outcome(path, [_out_of_memory(workspace, path)])
    except Exception as error:
        return Outcome(path, [_bug(workspace, path, error)], log=traceback.format_exc())
    outputs = {} if has_errors(result.problems) else result.outputs
    folders = [workspace.templates / "_shared"]
    if result.kind is not None:
        folders += result.kind.template_folders(workspace.templates)[:2]
        folders += [extension.folder for extension in result.kind.extensions]
        if result.kind.has_body:
            own = workspace.templates / "word" / order.template
            folders.append(own if order.template else result.kind.template_file.parent)
    folders = list(dict.fromkeys(folder for folder in folders if folder.is_dir()))
    return Outcome(path, result.problems, outputs, result.files, folders, pages=result.pages)


def log_file(workspace: Workspace, path: Path) -> Path:
    """Where the trace of a bug goes that `path` brought to light."""
    return workspace.state / "errors" / (workspace.relative(path).replace("/", "_") + ".log")


def _out_of_memory(workspace: Workspace, path: Path) -> Problem:
    return messages.OUT_OF_MEMORY.at(Location(workspace.relative(path)))


def killed(workspace: Workspace, path: Path) -> Outcome:
    """The outcome of a document whose process died twice (B132)."""
    return Outcome(path, [messages.KILLED.at(Location(workspace.relative(path)))])


def _bug(workspace: Workspace, path: Path, error: Exception) -> Problem:
    log = workspace.relative(log_file(workspace, path))
    return messages.BUG.at(
        Location(workspace.relative(path)), kind=type(error).__name__, line=_own_place(error), log=log
    )


def _own_place(error: Exception) -> str:
    """The innermost line of docgen's own in the trace."""
    frames: Sequence[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)
    own = Path(__file__).parents[2]
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(own)]
    if not inside:
        return ""
    return f"{Path(inside[-1].filename).relative_to(own).as_posix()}:{inside[-1].lineno}"
