"""What all tests share: the repository's own workspace, scratch workspaces, goldens accepted with one flag."""

from __future__ import annotations

import atexit
import difflib
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import postgresql
from docgen.approval.ledger import wrapping
from docgen.content.workspace import Workspace

if TYPE_CHECKING:
    from watched_papers import SamplePapers

ROOT = Path(__file__).parents[1]
GOLDENS = Path(__file__).parent / "goldens"


# Pages are those of the fonts that set-up brings, whatever else this machine has; for the programs that tests start too.
os.environ["DOCGEN_FONTS"] = "brought"
# What keys keep of the records that they acted in is no business of whoever runs the tests.
os.environ["DOCGEN_KEYS"] = tempfile.mkdtemp(prefix="docgen-keys-")
atexit.register(shutil.rmtree, os.environ["DOCGEN_KEYS"], ignore_errors=True)

# How long an example takes is the machine's affair.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
# A key is opened hundreds of times here: scrypt as cheap as it goes. tests/approval/test_keys.py asks for the real cost.
wrapping.COST = wrapping.Cost(2)

# CI tries the same examples every time, so that it says something of the change; new ones are sought in runs by hand.
settings.register_profile("ci", settings.get_profile("patient"), derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Deal tests out by `scheduling.unit`."""
    from scheduling import Scheduling  # without -n there need be no xdist

    return Scheduling(config, log)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: Python's collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what was produced as the new goldens")


@pytest.fixture(scope="session")
def own() -> Workspace:
    """The repository as a workspace."""
    return Workspace(ROOT)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> SamplePapers:
    """The repository's papers, each built once a process."""
    from watched_papers import SamplePapers  # loads much that most tests have no use for

    return SamplePapers(tmp_path_factory.mktemp)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A scratch workspace with the repository's templates and no content."""
    root = tmp_path.resolve() / "work"
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "content").mkdir()
    return Workspace(root)


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgresql.Cluster]:
    """A PostgreSQL server of this session's own."""
    bin = postgresql.binaries()
    if bin is None:
        pytest.skip("no PostgreSQL server: tools/setup.sh test installs one")
    with postgresql.cluster(bin) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on either system."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record' / 'record.db'}"
    server: postgresql.Cluster = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text equals tests/goldens/<name>, or becomes it with --accept."""

    def check(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.is_file(), f"no golden {name}; look at the output, then run pytest --accept"
        known = path.read_text(encoding="utf-8")
        if known != text:
            lines = list(difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1))
            pytest.fail(f"{name} has changed (--accept if it should have):\n" + "\n".join(lines[:60]))

    return check
