"""Word templates of companies: adopted into a workspace (`Workspace.adopt_template`), checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app.adopt import Adoption as Adoption
from docgen.errors import Problem

if TYPE_CHECKING:
    from docgen.api.workspace import Workspace


def check_template(file: str | Path, workspace: Workspace | None = None) -> list[Problem]:
    """Every problem of a Word template or form: a .docx or .dotx, or a template's folder. DocgenError for what is no Word file."""
    from docgen.app.adopt import check

    return check(Path(file), workspace.folder if workspace else None)
