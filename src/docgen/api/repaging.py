"""Page numbers of a finished Word file, taken from the pages that Word, WPS or LibreOffice makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.api.workspace import Workspace
    from docgen.app.repage import Repaged


def repage(
    file: str | Path, pdf: str | Path | None = None, out: str | Path | None = None, workspace: Workspace | None = None
) -> Repaged:
    """Put the page numbers of a PDF that was made of a .docx (None: LibreOffice makes one) into contents, index and references.

    The file goes to `out` (None: in its own place); the fonts are the workspace's if one is given. Raises DocgenError, with
    nothing written, for everything that could not be found (L111 to L129, W10x, B101).
    """
    from docgen.app.repage import repage

    fonts = workspace.folder.fonts if workspace else None
    return repage(Path(file), Path(pdf) if pdf else None, Path(out) if out else Path(file), fonts)
