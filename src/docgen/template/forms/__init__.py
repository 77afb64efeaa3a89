"""Form templates: whole Word files with docxtpl's tags, compiled once and rendered many times.

`compile_form` reads a template and names everything that is wrong with its
tags; `Form.render` fills it with one record. What comes out equals what
docxtpl 0.20.2 writes (docs/forms.md lists where docxtpl loses or garbles
text and this does not), at a small part of the time: docxtpl's own rewriting
of the XML is done once, and parts without tags are copied as they lie in the zip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.template.forms.form import Form as Form
    from docgen.template.forms.form import compile_form as compile_form

__all__ = ["Form", "compile_form"]


def __getattr__(name: str) -> Any:
    """`Form` and `compile_form` bring docxtpl and lxml with them: imported when they are asked for."""
    if name in __all__:
        from docgen.template.forms import form

        return getattr(form, name)
    raise AttributeError(name)
