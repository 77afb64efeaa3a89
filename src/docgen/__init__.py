"""docgen: structured YAML to Word and PDF, for bids, proposals, job descriptions, policies.

    import docgen

    workspace = docgen.open_workspace("我的文档")
    paper = workspace.paper("content/jobs/招商经理.yaml")
    for problem in paper.check():
        print(problem)
    built = paper.build(formats=("docx", "pdf"))
    built.save()

docs/api.md describes everything here with examples; the command line uses nothing else. What fails raises
`DocgenError`, which carries every `Problem` found. Importing docgen loads none of its rooms; each name is loaded when it
is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Recorded
    from docgen.api.checking import Checking
    from docgen.api.comparing import Comparison
    from docgen.api.explaining import explain
    from docgen.api.forms import Filled, FormTemplate, fill_form, open_form, read_records
    from docgen.api.importing import Imported, import_paper
    from docgen.api.paper import Built, Paper
    from docgen.api.repaging import repage
    from docgen.api.verifying import Answer, verify
    from docgen.api.workspace import Workspace, create_workspace, open_workspace
    from docgen.app.preview import Preview, PreviewedPage
    from docgen.errors import DocgenError, Location, Message, Problem, has_errors
    from docgen.kinds.kind import Kind

    __version__: str

_HOMES = {
    "Answer": "docgen.api.verifying",
    "Approvals": "docgen.api.approvals",
    "Built": "docgen.api.paper",
    "Checking": "docgen.api.checking",
    "Comparison": "docgen.api.comparing",
    "DocgenError": "docgen.errors",
    "Filled": "docgen.api.forms",
    "FormTemplate": "docgen.api.forms",
    "Imported": "docgen.api.importing",
    "Kind": "docgen.kinds.kind",
    "Location": "docgen.errors",
    "Message": "docgen.errors",
    "Paper": "docgen.api.paper",
    "Preview": "docgen.app.preview",
    "PreviewedPage": "docgen.app.preview",
    "Problem": "docgen.errors",
    "Recorded": "docgen.api.approvals",
    "Workspace": "docgen.api.workspace",
    "create_workspace": "docgen.api.workspace",
    "explain": "docgen.api.explaining",
    "fill_form": "docgen.api.forms",
    "has_errors": "docgen.errors",
    "import_paper": "docgen.api.importing",
    "open_form": "docgen.api.forms",
    "open_workspace": "docgen.api.workspace",
    "read_records": "docgen.api.forms",
    "repage": "docgen.api.repaging",
    "verify": "docgen.api.verifying",
}

__all__ = [
    "Answer",
    "Approvals",
    "Built",
    "Checking",
    "Comparison",
    "DocgenError",
    "Filled",
    "FormTemplate",
    "Imported",
    "Kind",
    "Location",
    "Message",
    "Paper",
    "Preview",
    "PreviewedPage",
    "Problem",
    "Recorded",
    "Workspace",
    "__version__",
    "create_workspace",
    "explain",
    "fill_form",
    "has_errors",
    "import_paper",
    "open_form",
    "open_workspace",
    "read_records",
    "repage",
    "verify",
]


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first used (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version  # slow to load, and seldom asked for

        return version("docgen")
    if name not in _HOMES:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
