"""Is the clock by which somebody acts this day's? Held against the record and against the times of the workspace's files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from docgen.approval.ledger.clocks import check_ahead
from docgen.approval.ledger.events import timestamp
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.ledger.messages import CLOCK_BEHIND_FILES
from docgen.approval.rules.days import day_at
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location

_ZONES = timedelta(days=1)  # files that come through archives and other systems bear local times of anywhere


def check_clock(workspace: Workspace, ledger: Ledger, now: datetime, *, machines: bool) -> None:
    """Raises DocgenError A413 for a clock far ahead of the record and the content's files, unless DOCGEN_TODAY says that it is
    that day, and A402 for one behind the files, where the clock is this machine's (`machines`), as their times are."""
    latest, name = max(_times(workspace), default=(0.0, ""))
    written = datetime.fromtimestamp(latest, UTC)
    check_ahead(ledger, now, written, day_at(now), os.environ.get("DOCGEN_TODAY", ""))
    if machines and written - now > _ZONES:
        said = {"at": timestamp(now), "name": name, "time": timestamp(written)}
        raise DocgenError(CLOCK_BEHIND_FILES.at(Location(name), **said))


def _times(workspace: Workspace) -> Iterator[tuple[float, str]]:
    """When the content's files were last written, each with its name; what cannot be asked is passed over."""
    for folder, _folders, names in os.walk(workspace.content):
        for name in names:
            path = os.path.join(folder, name)
            with suppress(OSError):
                yield os.stat(path).st_mtime, os.path.relpath(path, workspace.root)
