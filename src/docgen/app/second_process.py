"""A paper composed a second time, in a process of its own: what depends on chance, place or hour comes out otherwise there.

The other process has the files as they were read here, and nothing else of this one: another hash seed (sets come in another
order), other addresses in memory, another time zone, the plain locale, no variables of the environment but those that the
system needs to start Python. A template that prints any of these gives another tree, and the paper cannot be handed in.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from docgen.app import messages
from docgen.app.snapshot import Snapshot
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.model.encoding import encode
from docgen.reading import AsRead

_SECONDS = 600  # on a machine that is busy with other things
# Without these no Python starts (Windows), or none finds the libraries that stand beside it.
_NEEDED = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV")
_SEED, _OTHER_SEED = "271828", "314159"


def tree_digest(snapshot: Snapshot) -> str:
    """SHA-256 of the composed tree as it prints, its fields and computed values, in hex; "" for a kind that is only a form."""
    document = snapshot.resolved().document
    if document is None:
        return ""
    return hashlib.sha256(encode(document, lambda picture: snapshot.files.digest(Path(picture.file)))).hexdigest()


def check_same_elsewhere(snapshot: Snapshot) -> None:
    """Raises DocgenError B161 where another process makes another tree of the same files."""
    here = tree_digest(snapshot)  # first: it asks for all files that the other process needs
    if here and here != _digest_elsewhere(snapshot):
        raise DocgenError(messages.NOT_THE_SAME_TWICE.at(Location(snapshot.name)))


def _digest_elsewhere(snapshot: Snapshot) -> str:
    code = f"import sys; sys.path[:] = {sys.path!r}; from docgen.app.second_process import answer; answer()"
    seed = _OTHER_SEED if os.environ.get("PYTHONHASHSEED") == _SEED else _SEED
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment |= {"PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((snapshot.workspace, snapshot.path, snapshot.files.as_read())),
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False,
    )  # fmt: skip
    return done.stdout.decode("ascii", "replace").strip()


def answer() -> None:
    """The other process: the files on standard input, the tree's digest on standard output."""
    workspace: Workspace
    path: Path
    files: AsRead
    workspace, path, files = pickle.loads(sys.stdin.buffer.read())
    sys.stdout.write(tree_digest(Snapshot(workspace, path, files=files)))
