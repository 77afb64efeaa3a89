"""Who may only read can verify: a folder on a read-only drive, a backup, a workspace of another department. (Issue 10, break 11)"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from docgen.approval.record.read_only import connect_read_only
from issuing_samples import Office
from processes import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")

# Root may write everywhere, unless it gives that right up.
AS_READER = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
CODE = "import sys; from docgen.cli import main; main(sys.argv[1:])"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AS_READER, sys.executable, "-c", CODE, *words], cwd=folder, capture_output=True, text=True, timeout=PATIENCE,
        env=os.environ | {"DOCGEN_KEYS": str(folder.parent / "private")},
    )  # fmt: skip


def shut(folder: Path) -> None:
    """Nobody may write anything in the folder."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place) / name
            path.chmod(path.stat().st_mode & ~0o222)
    folder.chmod(0o555)


@pytest.fixture
def reader(tmp_path: Path) -> Callable[[bool], Path]:
    if AS_READER and shutil.which("setpriv") is None:
        pytest.skip("setpriv gives up root's rights")

    def folder(killed: bool) -> Path:
        """A workspace with an issued paper, as a writer left it who closed the record, or was killed."""
        office = Office(tmp_path)
        office.issue(office.approved())
        if not killed:
            office.desk.record.close()
        copied = tmp_path / "copy"
        shutil.copytree(office.workspace.root, copied)
        (copied / ".docgen" / "record.db-shm").unlink(missing_ok=True)
        assert (copied / ".docgen" / "record.db-wal").exists() == killed
        shut(copied)
        return copied

    return folder


@pytest.mark.parametrize("killed", [False, True])
def test_who_may_only_read_verifies_the_record_and_asks_where_papers_stand(
    reader: Callable[[bool], Path], killed: bool
) -> None:
    folder = reader(killed)
    before = sorted(os.listdir(folder / ".docgen"))
    whole = run(folder, "verify", "--record")
    assert "审批记录完好" in whole.stdout, whole.stderr
    status = run(folder, "status")
    assert "已定稿编号" in status.stdout, status.stderr
    assert sorted(os.listdir(folder / ".docgen")) == before


@pytest.mark.parametrize("killed", [False, True])
def test_a_record_that_is_only_read_takes_nothing_in(tmp_path: Path, killed: bool) -> None:
    office = Office(tmp_path)
    if not killed:
        office.desk.record.close()
    folder = tmp_path / "copy"
    shutil.copytree(office.workspace.root / ".docgen", folder)
    (folder / "record.db-shm").unlink(missing_ok=True)
    with closing(connect_read_only(folder / "record.db", 1)) as connection:
        assert connection.execute("SELECT count(*) FROM docgen_events").fetchone()[0] > 5
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM docgen_events")
