"""How tests are dealt out to the processes that run them: what shares a costly fixture stays together, long files come first.

`xdist_group` marks cannot say it: they are read from the names of tests, and pytest 9.2 keeps names as they are.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from xdist.scheduler import LoadScopeScheduling

# Files whose tests share nothing: each test is a unit of its own.
_BY_TEST = (
    "tests/app/test_batch.py",
    "tests/approval/test_record_kill.py",
    "tests/approval/test_issue.py",
    "tests/compare/test_redline.py",
)
# What judges a sample paper shares its first build: a unit a paper, whatever the file.
_BY_PAPER = ("tests/app/test_watch_edits.py", "tests/kinds/test_documents.py")

# Units that take long are dealt out first, so that no process has one left when the others are done; the order is that
# of their times.
_FIRST = (
    "test_libreoffice_accepts_to_the_new_text",
    "smart-factory",
    "test_batch_resume.py",
    "test_chapters.py",
    "test_approval_tour.py",
    "test_stamp.py",
    "test_building_in_threads.py",
    "test_company_look.py",
    "test_batch_cluster.py",
    "test_docx_charts.py",
    "test_repage.py",
    "park-network",
    "position-handbook",
    "key-account",
    "products",
    "paper ",
    "test_watch_edits.py",
    "test_adopt.py",
    "tests/docx/",
    "tests/pdf/",
    "tests/approval/",
    "tests/template/",
)

_PARAMETER = re.compile(r"\[(.*)\]$")


def unit(name: str) -> str:
    """The unit of work that a test belongs to, by its name as pytest says it: file::test[parameter]."""
    file, _, rest = name.partition("::")
    if file in _BY_TEST:
        return name
    if file in _BY_PAPER:
        paper = _PARAMETER.search(rest)
        return f"paper {PurePosixPath(paper[1]).stem}" if paper and "many_edits" not in rest else name
    return file


def place(name: str) -> int:
    """Where a unit stands among those that are dealt out: a smaller number comes first."""
    return next((index for index, part in enumerate(_FIRST) if part in name), len(_FIRST))


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types for its schedulers
    """Deals out whole units, the long ones first."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=place), last=False)
        super()._assign_work_unit(node)
