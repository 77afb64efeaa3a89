"""Who wrote a paper: from the history of its files where a version control (Git) keeps one, else as whoever hands it in declares.

The history is asked of the content file, of all that it includes and uses, and of its pictures: who edited a clause that is
included elsewhere wrote here too. Authors are matched to the organisation by name, by id, or by the part of their address before
the @. Git believes what its users say their names are; so what is read here bars people from approving, and excuses nobody.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.approval.desk.messages import HISTORY_IS_SLOW
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.state import State
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location

_SECONDS = 30
_TRAILER = re.compile(r"^co-authored-by:\s*(.*?)\s*<([^>]*)>\s*$", re.IGNORECASE | re.MULTILINE)
# As they stand in the commits: what .mailmap makes of them, whoever edits that file says.
_FORM = "--format=%an%x00%ae%x00%B%x01"
# The repository's own settings may name programs to be run; what is asked here needs none of them.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false", "--no-pager")


@dataclass(frozen=True, slots=True)
class Authorship:
    """What the history of a paper's files says since its last issued version. `commit` is where it stood, "" where there is none;
    `people` are ids, `strangers` authors who are nobody of the organisation, `uncommitted` files changed and not committed yet."""

    commit: str = ""
    people: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()

    @property
    def payload(self) -> dict[str, Any]:
        """For the record of a submission."""
        return {
            "commit": self.commit,
            "people": list(self.people),
            "strangers": list(self.strangers),
            "uncommitted": list(self.uncommitted),
        }


def authorship(workspace: Workspace, files: Iterable[Path], organisation: Organisation, state: State) -> Authorship:
    """Who wrote in these files, the content file first, since the paper's last issued version. Raises DocgenError A225 where Git does not answer in time."""
    own = [name for file in files if (name := _inside(workspace, file))]
    names = sorted({*own, *_former_places(state)})
    root = workspace.root
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    if not head or not names or not _git(root, "ls-files", "-z", "--", *names):
        return Authorship()
    since = _issued_at(state)
    known = bool(since) and _git(root, "merge-base", since, "HEAD").strip() == since
    span = f"{since}..HEAD" if known else "HEAD"
    log = _git(root, "log", _FORM, "--full-history", span, "--", *names)
    log += _git(root, "log", _FORM, "--follow", span, "--", own[0])  # before it was renamed
    found: dict[str, None] = {}
    strangers: dict[str, None] = {}
    for name, address in _authors(log):
        if person := _person(organisation, name, address):
            found[person] = None
        else:
            strangers[f"{name} <{address}>"] = None
    changed = _git(root, "status", "--porcelain", "-z", "--no-renames", "--", *names)
    uncommitted = tuple(sorted(entry[3:] for entry in changed.split("\0") if len(entry) > 3))
    return Authorship(head, tuple(sorted(found)), tuple(sorted(strangers)), uncommitted)


def paper_files(workspace: Workspace, files: Iterable[Path]) -> list[Path]:
    """Of the files that a paper is made from, those that its authors write: what lies below content/."""
    content = workspace.content.resolve()
    return [file for file in files if file.resolve().is_relative_to(content) and file != workspace.organisation]


def _issued_at(state: State) -> str:
    """The commit at which the last issued version was handed in; "" if none was, or none was known."""
    if not state.issued:
        return ""
    revision = state.issued[-1].revision
    handed_in = [event for event in state.events if event.kind == kinds.SUBMIT and event.revision == revision]
    commit = str((handed_in[-1].payload.get("authorship") or {}).get("commit") or "") if handed_in else ""
    return commit if re.fullmatch(r"[0-9a-f]{40,64}", commit) else ""


def _former_places(state: State) -> set[str]:
    """Where the record says that the content file lay."""
    return {str(event.payload["path"]) for event in state.events if event.kind in (kinds.SUBMIT, kinds.RELOCATE)}


def _authors(log: str) -> Iterable[tuple[str, str]]:
    for entry in log.split("\x01"):
        name, _, rest = entry.strip("\n").partition("\0")
        address, _, body = rest.partition("\0")
        if name or address:
            yield name, address
        yield from _TRAILER.findall(body)


def _person(organisation: Organisation, name: str, address: str) -> str:
    """The id of an author; "" for nobody, or for one of several of the same name."""
    if found := organisation.find(name.strip()):
        return found
    local = address.partition("@")[0].strip().casefold()
    return next((id for id in organisation.people if id.casefold() in (local, name.strip().casefold())), "")


def _inside(workspace: Workspace, file: Path) -> str:
    """The file's name in the workspace; "" for one outside."""
    real, root = file.resolve(), workspace.root.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else ""


def _git(root: Path, *arguments: str) -> str:
    """What Git answers in the workspace's folder; "" where it has none, or there is no Git. Raises DocgenError A225."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_QUIET, "-C", str(root), *arguments],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    except subprocess.TimeoutExpired as error:
        raise DocgenError(HISTORY_IS_SLOW.at(Location(str(root)))) from error
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
