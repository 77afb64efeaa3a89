"""Is a folder on a network? SQLite's WAL needs memory shared between all who write, which no network file system gives."""

from __future__ import annotations

import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs", "coda", "davfs", "fuse.sshfs",
            "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.ceph", "fuse.juicefs", "beegfs", "gpfs", "virtiofs", "vboxsf", "prl_fs"}  # fmt: skip


def network_file_system(folder: Path, mounts: Path | None = None) -> str:
    """The name of the network file system that the folder lies on; "" for a disk of this machine, or if not known.

    Linux: by its list of mounts. Windows: a UNC path. Elsewhere nothing is known."""
    absolute = folder.resolve()
    if sys.platform == "win32":
        return "SMB" if str(absolute).startswith("\\\\") else ""
    try:
        lines = (mounts or MOUNTS).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, name = -1, ""
    for line in lines:
        fields = line.split()
        if "-" not in fields[6:]:
            continue
        point = fields[4].encode().decode("unicode_escape") if "\\" in fields[4] else fields[4]
        if absolute.is_relative_to(point) and len(point) >= best:
            best, name = len(point), fields[fields.index("-", 6) + 1]
    return name if name in _NETWORK else ""
