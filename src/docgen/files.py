"""Files appear whole and together, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from docgen.errors import DocgenError, Location, Problem
from docgen.messages import system_reason


def write_together(contents: Iterable[tuple[Path, bytes]], location: Location) -> list[Path]:
    """Write each content to its path, all or none; the paths.

    Each is written aside and moved into place, so that a kill leaves the old
    file or the new one. Raises DocgenError B101 at `location` where a file
    cannot be written.
    """
    pending: list[tuple[Path, Path]] = []
    try:
        for final, content in contents:
            pending.append((write_aside(final, content), final))
        for aside, final in pending:
            os.replace(aside, final)
    except OSError as error:
        reason = system_reason(error)
        hint = "检查文件夹的权限和磁盘空间；文件若正在 Word 里打开，请先关闭；或用 --out 换一个文件夹"
        raise DocgenError(Problem(location, "B101", f"写不出文件：{reason}", hint)) from error
    finally:
        for aside, _final in pending:
            aside.unlink(missing_ok=True)
    return [final for _aside, final in pending]


def write_aside(final: Path, content: bytes) -> Path:
    """Write to a hidden file beside `final`, safely on disk, with the usual permissions; its path. Raises OSError."""
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
