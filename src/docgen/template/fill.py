"""A template's fields filled, its slots marked: what both writers start from.

docxtpl fills the fields (cover, headers, footers, properties). The two slots
never pass through it: their paragraphs become processing instructions
`<?docgen body?>` and `<?docgen toc?>`, which the Word writer replaces by the
finished XML and the PDF writer by its HTML. So content is never taken for a
template, and a long body costs docxtpl nothing. A template that did not come with
docgen is looked through first (`hostile`) and filled in a child process (`limits`).
"""

from __future__ import annotations

import difflib
import hashlib
import io
import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.foreign.helpers import Helpers
from docgen.messages import system_reason
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.relationships import DOCUMENT, hide_missing, show_missing
from docgen.ooxml.styles import Styles
from docgen.reading import DISK, Files, read_text
from docgen.template import messages
from docgen.template.fields import freeze_fields
from docgen.template.hostile import refuse_hostile
from docgen.template.limits import rendering
from docgen.template.line_pitch import check_line_pitch
from docgen.template.roles import Roles
from docgen.template.undrawn import check_drawings

FIELDS = (
    "title", "subtitle", "kind_title", "organization", "client", "number", "version", "date", "secrecy",
    "copy_mark", "project", "tender_number", "header", "footnote_line", "red_head", "has_toc",
)  # fmt: skip
# For the fields of one template that is not ours; an ordinary one takes a tenth of a second and a few megabytes.
SECONDS = 20.0
MEMORY_MB = 512
_LIBRARIES = ("docxtpl", "docgen.template.fill", "docgen.template.sandbox")
_SLOT = re.compile(r"\{\{\s*p\s+(body|toc)\s*\}\}")


@dataclass(slots=True)
class FilledTemplate:
    """A template ready for a body. `parts` hold the slots as processing instructions; `problems` are warnings."""

    parts: dict[str, bytes]
    styles: Styles
    roles: Roles
    location: Location
    problems: list[Problem] = field(default_factory=list)
    css: str = ""  # style.css beside the template: what Word cannot say


def fill(
    path: Path,
    fields: dict[str, str],
    location: Location,
    *,
    toc: bool = False,
    roles: dict[str, str] | None = None,
    helpers: Helpers | None = None,
    files: Files = DISK,
) -> FilledTemplate:
    """The template at `path` in `files` with `fields` in place; fields of FIELDS that are not given are empty.

    `location` names the template in messages; `roles` are the overrides of template.yaml; a template that is not
    ours is filled in a child of `helpers`, or of one started for it.
    Raises DocgenError with everything that is wrong with the template (W1xx).
    """
    parts, ours = _read(path, location, files)
    problems = _mark_slots(parts, location)
    context: dict[str, Any] = {name: "" for name in FIELDS} | fields | {"has_toc": toc}
    if not problems:
        parts, problems = _render(parts, context, location, helpers, ours=ours)
        freeze_fields(parts, fields)
    styles = Styles(parts)
    found = Roles(styles, roles or {}, location)
    problems += found.problems
    if has_errors(problems):
        raise DocgenError(problems)
    problems += check_line_pitch(styles, found, parts[DOCUMENT], location) + check_drawings(parts, location)
    css = path.with_name("style.css")
    extra = read_text(files, css) if files.is_file(css) else ""
    return FilledTemplate(parts, styles, found, location, problems, extra)


def _read(path: Path, location: Location, files: Files) -> tuple[dict[str, bytes], bool]:
    """The template's parts, and whether it came with docgen. Any other is looked through for what is hostile (W15x, W16x)."""
    try:
        content = files.read(path)
    except OSError as error:
        raise DocgenError(messages.UNREADABLE.at(location, reason=system_reason(error))) from error
    parts = read_package(content, location)
    if _digest(content) in _our_templates():
        return parts, True
    problems = refuse_hostile(parts, location)
    if problems:
        raise DocgenError(problems)
    return parts, False


def _mark_slots(parts: dict[str, bytes], location: Location) -> list[Problem]:
    """Replace the slots' paragraphs by processing instructions, in place; what is wrong with the slots."""
    problems: list[Problem] = []
    root = etree.fromstring(parts[DOCUMENT])
    body = root.find(f"{W}body")
    found: dict[str, list[str]] = {"body": [], "toc": []}
    for number, paragraph in enumerate(list(root.iter(f"{W}p")), 1):
        text = "".join(paragraph.itertext(f"{W}t"))
        slots = _SLOT.findall(text)
        for name in slots:
            found[name].append(str(number))
        if not slots:
            continue
        place = f"第 {number} 段"
        if paragraph.getparent() is not body:
            problems.append(messages.SLOT_IN_TABLE.at(location, place=place, name=slots[0]))
        elif not _SLOT.fullmatch(text.strip()):
            problems.append(messages.SLOT_NOT_ALONE.at(location, place=place, name=slots[0]))
        else:
            _replace(paragraph, slots[0])
    problems += _slot_problems(found, location)
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return problems


def _replace(paragraph: etree._Element, name: str) -> None:
    parent = paragraph.getparent()
    assert parent is not None
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    mark = etree.ProcessingInstruction("docgen", name)
    if section is None:
        parent.replace(paragraph, mark)
        return
    # The slot's paragraph also ends a section: the section keeps a paragraph of its own.
    for run in list(paragraph):
        if run.tag != f"{W}pPr":
            paragraph.remove(run)
    parent.insert(parent.index(paragraph), mark)


def _slot_problems(found: dict[str, list[str]], location: Location) -> list[Problem]:
    if not found["body"]:
        return [messages.NO_SLOT.at(location)]
    return [
        messages.SEVERAL_SLOTS_BY_NUMBER.at(location, count=len(places), name=name, numbers="、".join(places))
        for name, places in found.items()
        if len(places) > 1
    ]


def _render(
    parts: dict[str, bytes], context: dict[str, Any], location: Location, helpers: Helpers | None, *, ours: bool
) -> tuple[dict[str, bytes], list[Problem]]:
    """The parts with their tags filled, or as they were and what is wrong; a template that is not ours is filled in a child."""
    if ours:
        return render_parts(parts, context, location)
    with nullcontext(helpers) if helpers else Helpers() as pool:
        made, problems = pool.run(
            render_parts, (parts, context, location), rendering(location, SECONDS, MEMORY_MB), preload=_LIBRARIES
        )
    return made, problems


def render_parts(
    parts: dict[str, bytes], context: dict[str, Any], location: Location
) -> tuple[dict[str, bytes], list[Problem]]:
    """docxtpl over the whole package: sandboxed, autoescaping, every unknown name reported at once."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    from docgen.template.sandbox import FAULTS, BoundedEnvironment

    environment = BoundedEnvironment()
    template = DocxTemplate(io.BytesIO(write_package(hide_missing(parts))))
    template.render_properties = partial(_render_properties, template)  # docxtpl's own escapes them twice
    try:
        names = set(template.get_undeclared_template_variables(environment)) - context.keys()
        if names:
            fallback = [_unknown(name, context, location) for name in sorted(names)]
            return parts, _every_fault(parts, context, location) or fallback
        template.render(context, jinja_env=environment, autoescape=True)
    except (SecurityError, OverflowError) as error:
        return parts, [messages.FORBIDDEN.at(location, reason=error)]
    except (
        *FAULTS,
        SyntaxError,
        etree.XMLSyntaxError,
    ) as error:  # SyntaxError: loops nested deeper than Python compiles
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if problems := _every_fault(parts, context, location):
            return parts, problems
        reason = (error.message if isinstance(error, TemplateError) else str(error)) or type(error).__name__
        context_lines = getattr(error, "docx_context", None)
        if context_lines:
            near = re.sub(r"<[^>]+>", "", " ".join(str(line) for line in context_lines))[:80].strip()
            return parts, [messages.BROKEN_TAG_NEAR.at(location, reason=reason, near=near)]
        return parts, [messages.BROKEN_TAG.at(location, reason=reason)]
    buffer = io.BytesIO()
    template.save(buffer)
    return show_missing(read_package(buffer.getvalue(), location)), []


def _render_properties(template: Any, context: dict[str, Any], jinja_env: Any = None) -> None:
    """The properties that docxtpl renders, escaped once: python-docx escapes what it is given."""
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        rendered = jinja_env.from_string(getattr(properties, name)).render(context)
        setattr(properties, name, unescape(rendered))


def _every_fault(parts: dict[str, bytes], context: dict[str, Any], location: Location) -> list[Problem]:
    """All that is wrong with the tags of all parts: what stops the first does not hide the others."""
    from docgen.template.tags import check_tags

    found = check_tags(parts, context, location)
    return found if has_errors(found) else []


@cache
def _our_templates() -> frozenset[str]:
    """Digests of the Word templates that come with docgen: in the wheel, or in the repository of an editable install."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "starter"
    root = packed if packed.is_dir() else package.parents[1]
    return frozenset(_digest(path.read_bytes()) for path in (root / "templates" / "word").glob("*/template.docx"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unknown(name: str, context: dict[str, Any], location: Location) -> Problem:
    near = difflib.get_close_matches(name, context, n=1, cutoff=0.5)
    if near:
        return messages.NEAR_FIELD.at(location, name=name, near=near[0])
    return messages.UNKNOWN_FIELD.at(location, name=name, names=" ".join(sorted(context)))
