"""What was handed in, byte for byte, kept in `.docgen/submitted`: each file under its SHA-256, so that none is lost or exchanged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen.approval.ledger.digests import sha256
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.files import write_together


class KeptFiles:
    """The store of a workspace. What comes out of it is what its name says, or nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.state / "submitted"

    def file(self, digest: str) -> Path:
        """Where the content of a digest lies."""
        return self.folder / digest[:2] / digest

    def put(self, contents: Iterable[bytes]) -> None:
        """Keep these. One that lies there damaged is put right. Raises DocgenError B101."""
        new = {sha256(content): content for content in contents}
        missing = [(self.file(digest), content) for digest, content in new.items() if self.get(digest) is None]
        write_together(missing, Location(self.workspace.relative(self.folder)))

    def get(self, digest: str) -> bytes | None:
        """The content of a digest; None where it is not kept, or is not what it was."""
        try:
            content = self.file(digest).read_bytes()
        except OSError:
            return None
        return content if sha256(content) == digest else None
