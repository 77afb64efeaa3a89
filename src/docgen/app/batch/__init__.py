"""Many documents at once: in processes of this machine or on a cluster, kept account of in a journal.

Only this process writes files, whoever built them: a document is written once
however often it was built, and a worker that dies leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from docgen.app import build as pipeline
from docgen.app.batch import local, messages
from docgen.app.batch.inputs import Inputs
from docgen.app.batch.interrupt import uninterrupted
from docgen.app.batch.journal import NAME, Journal, Record
from docgen.app.batch.local import cores
from docgen.app.batch.task import Order, Outcome, killed, log_file, make
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.messages import system_reason
from docgen.reading import file_digest

__all__ = ["Batch", "Finished", "Order", "cores"]


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is through: its problems, and the files written (none if there are errors).

    `kept` means that a former run had written it and nothing has changed since.
    """

    path: Path
    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    kept: bool = False


@dataclass
class Batch:
    """Documents to be built into `out`; `run` gives them in the order of `paths`.

    `jobs` is the number of processes (1: this one), `scheduler` the address of
    a Dask scheduler to use instead. With `resume` what the journal knows to be
    done, unchanged and untouched is not built again.
    """

    order: Order
    paths: Sequence[Path]
    out: Path
    jobs: int = 1
    scheduler: str = ""
    resume: bool = False
    _finished: dict[Path, Finished] = field(default_factory=dict, init=False)
    _given: int = field(default=0, init=False)
    _unrecorded: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._workspace = Workspace(self.order.root)
        self._started = time.time_ns()
        self._journal = Journal(self._workspace)
        self._inputs = Inputs(self._workspace, self.order)

    def run(self) -> Iterator[Finished]:
        """Build everything; each document comes as soon as it and all before it are through.

        Ctrl-C, and DocgenError for a cluster that is lost, pass through; `rest`
        then gives what was finished out of order.
        """
        self._clear_up()
        waiting = [path for path in self.paths if not (self.resume and self._is_done(path))]
        yield from self._next()
        with closing(self._outcomes(waiting)) as outcomes:
            for outcome in outcomes:
                with uninterrupted():  # what is written is also told
                    self._finished[outcome.path] = self._settle(outcome)
                yield from self._next()

    def tell(self, tell: Callable[[Finished], None]) -> None:
        """`run`, with `tell` called for every document that is through, once each, in their order.

        Ctrl-C and a lost cluster pass through when all that is written has been told.
        """
        told: set[Path] = set()

        def once(finished: Finished) -> None:
            with uninterrupted():  # told and known to be told
                if finished.path not in told:
                    tell(finished)
                    told.add(finished.path)

        try:
            for finished in self.run():
                once(finished)
        except (KeyboardInterrupt, DocgenError):
            for finished in self.rest():
                once(finished)
            raise

    def rest(self) -> Iterator[Finished]:
        """What is finished, in order, for when `run` was broken off: all that it did not give, and the last that it gave,
        since nobody can say whether whoever asked came to do anything with it."""
        for path in self.paths:
            if path in self._finished:
                yield self._finished.pop(path)

    def _next(self) -> Iterator[Finished]:
        while self._given < len(self.paths) and (path := self.paths[self._given]) in self._finished:
            yield self._finished[path]
            with uninterrupted():
                self._given += 1
                self._finished.pop(path, None)

    def _outcomes(self, paths: Sequence[Path]) -> Generator[Outcome]:
        if self.scheduler and paths:
            from docgen.app.batch import cluster

            return cluster.outcomes(self.order, paths, self.scheduler)
        work = partial(make, self.order, kinds=pipeline.KindCache())
        return local.outcomes(work, paths, min(self.jobs, len(paths)), partial(killed, self._workspace))

    # --- one document ---

    def _settle(self, outcome: Outcome) -> Finished:
        """Write what came back, and remember it."""
        path, problems = outcome.path, list(outcome.problems)
        if outcome.log:
            self._write_log(outcome)
        if has_errors(problems):
            return Finished(path, tuple(problems))
        key = self._key(path)
        targets = [pipeline.target(self._workspace, path, self.out.absolute(), name) for name in outcome.outputs]
        try:
            self._keep(lambda: self._journal.begin(key, targets), problems)
            files = pipeline.write(self._workspace, pipeline.Result(path, outputs=outcome.outputs), self.out)
        except DocgenError as error:
            return Finished(path, (*problems, *error.problems))
        if not self._inputs.changed_since(self._started, outcome.files, outcome.folders):
            record = self._record(outcome)
            self._keep(lambda: self._journal.done(key, record), problems)
        return Finished(path, tuple(problems), tuple(files))

    def _record(self, outcome: Outcome) -> Record:
        return Record(
            self._inputs.digest(outcome.files, outcome.folders),
            tuple(self._workspace.relative(file) for file in outcome.files),
            tuple(self._workspace.relative(folder) for folder in outcome.folders),
            {name: hashlib.sha256(content).hexdigest() for name, content in outcome.outputs.items()},
            tuple(outcome.problems),
        )

    def _is_done(self, path: Path) -> bool:
        """True if a former run wrote the document from what is there now, and its files are as they were written."""
        record = self._journal.record(self._key(path))
        if record is None:
            return False
        root = self._workspace.root
        if record.inputs != self._inputs.digest(
            [root / name for name in record.sources], [root / name for name in record.folders]
        ):
            return False
        files = {name: pipeline.target(self._workspace, path, self.out, name) for name in record.outputs}
        if any(file_digest(file) != record.outputs[name] for name, file in files.items()):
            return False
        self._finished[path] = Finished(path, record.warnings, tuple(files.values()), kept=True)
        return True

    def _key(self, path: Path) -> str:
        order = self.order
        options = [",".join(sorted(order.formats)), "review" if order.review else "issue", *sorted(order.standards)]
        if stamp := order.stamp(path):
            options.append(
                hashlib.sha256(repr(stamp).encode()).hexdigest()
            )  # a document built in another state is another
        return f"{self._workspace.relative(path)} → {self._workspace.relative(self.out.absolute())} {' '.join(options)}"

    # --- the workspace's own folder ---

    def _clear_up(self) -> None:
        # What cannot be removed here hinders nobody: it is hidden, and written under another name next time.
        with suppress(OSError):
            self._journal.clear_up()

    def _keep(self, work: Callable[[], None], problems: list[Problem]) -> None:
        """Write into the journal; where that cannot be done the batch goes on, and says so once (B133)."""
        try:
            work()
        except OSError as error:
            if not self._unrecorded:
                place = Location(self._workspace.relative(self._workspace.state / NAME))
                problems.append(messages.NOT_RECORDED.at(place, reason=system_reason(error)))
            self._unrecorded = True

    def _write_log(self, outcome: Outcome) -> None:
        with suppress(OSError):  # the message names the place in the source in any case
            file = log_file(self._workspace, outcome.path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(outcome.log, encoding="utf-8")
