"""A throw-away PostgreSQL on a unix socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USER = "docgen"


def binaries() -> Path | None:
    """The folder of the newest installed server; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    program = shutil.which("postgres")
    return Path(program).parent if program else None


class Cluster:
    """A running server. `url(name)` is a database's address."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self._folder = folder
        self._bin = bin
        self._count = 0

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self._folder}"

    def new_database(self) -> str:
        """The address of a fresh database."""
        self._count += 1
        name = f"record{self._count}"
        self._run(
            ["psql", "-q", "-h", str(self._folder), "-U", USER, "-d", "postgres", "-c", f"CREATE DATABASE {name}"]
        )
        return self.url(name)

    def terminate_connections(self, url: str) -> None:
        """End every session of a database, as a restart of the server would."""
        name = url.split("@/")[1].split("?")[0]
        query = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        self._run(["psql", "-q", "-h", str(self._folder), "-U", USER, "-d", "postgres", "-c", query])

    def start(self) -> None:
        self._run(
            [
                "initdb",
                "-D",
                str(self._folder / "data"),
                "-U",
                USER,
                "--auth=trust",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C",
            ]
        )
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off -c shared_buffers=16MB"
        )
        self._run(
            ["pg_ctl", "-D", str(self._folder / "data"), "-w", "-l", str(self._folder / "log"), "-o", options, "start"]
        )

    def stop(self) -> None:
        self._run(["pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop"])

    def _run(self, command: Sequence[str]) -> None:
        program = [str(self._bin / command[0]), *command[1:]]
        if os.geteuid() == 0:  # the server refuses to run as root
            program = ["runuser", "-u", "postgres", "--", *program]
        done = subprocess.run(program, cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def cluster(bin: Path) -> Iterator[Cluster]:
    """A server for the time of the block. Its folder has a short name: a socket's path holds about 100 characters."""
    folder = Path(tempfile.mkdtemp(prefix="docgen-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        import pwd  # not on every system, as this module is

        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = Cluster(folder, bin)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
