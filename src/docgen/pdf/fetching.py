"""What a layout may read: data: addresses, and files below given folders; everything else is denied and remembered."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from docgen.metadata import without_metadata
from docgen.reading import Files


class _Response(URLFetcherResponse):  # type: ignore[misc]  # WeasyPrint has no types
    path = None  # where there is one, WeasyPrint reads the file again when it writes the PDF


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Reads data: addresses, and files below `roots`; `denied` are the other addresses that were asked for.

    What lies in a folder of `roots` comes from `files`; a root that is a file itself (a font) from the disk.
    """

    def __init__(self, roots: Sequence[Path], files: Files) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self._allowed = [root.resolve() for root in roots]
        self._fonts = {root for root in self._allowed if root.is_file()}
        self.roots, self.files = tuple(roots), files
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = self.files.resolve(Path(unquote(parts.path)))
            if path in self._fonts:
                return super().fetch(url, headers)
            if any(path.is_relative_to(root) for root in self._allowed) and self.files.is_file(path):
                kind = guess_type(parts.path)[0] or "text/plain"
                return _Response(url, without_metadata(self.files.read(path)), {"Content-Type": kind})
        self.deny(url)
        raise ValueError(f"denied: {url}")

    def deny(self, url: str) -> None:
        """Remember an address that may not be read."""
        if url not in self.denied:
            self.denied.append(url)


class OneAtATime:
    """Files that several threads may ask: each question is answered before the next is heard."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._lock = threading.RLock()

    def read(self, path: Path, most: int | None = None) -> bytes:
        with self._lock:
            return self._files.read(path, most)

    def is_file(self, path: Path) -> bool:
        with self._lock:
            return self._files.is_file(path)

    def resolve(self, path: Path) -> Path:
        with self._lock:
            return self._files.resolve(path)

    def find(self, folder: Path, pattern: str) -> list[Path]:
        with self._lock:
            return self._files.find(folder, pattern)
