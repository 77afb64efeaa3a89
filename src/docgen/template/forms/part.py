"""One part of a form (body, header, footer, footnotes) as a compiled template.

docxtpl's `patch_xml` turns the tags of a part into Jinja source; it is called
once. The source is then analysed: which blocks enclose whole elements (then
any outcome is well-formed XML and need not be parsed again), which tables and
drawings docxtpl would renumber afterwards, and where each tag came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError
from lxml import etree

from docgen.template.forms.links import Addresses
from docgen.template.forms.listing import resolve_listing
from docgen.template.forms.structure import Structure, examine
from docgen.template.forms.tags import CHECKS, Scanned, Tag, unshield

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RAW = re.compile(r"\{%[-+]?\s*raw\b.*?\{%[-+]?\s*endraw\b", re.DOTALL)
_NEWLINE, _TABULATOR = "\ue018", "\ue019"  # of the template's own white space between elements
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')
_CONTROL = re.compile(r"[\n\t\a\f]")
_CHECKED = re.compile(rf"^(?:{'|'.join(CHECKS.values())})\((.*)\)$", re.DOTALL)
_HOLLOW = re.compile(r"((?:</w:tcPr>|<w:tcPr/>|<w:tc(?: [^>]*)?>|</w:tbl>)\s*)(?=</w:tc>)")
_NO_CELLS = re.compile(
    r"<w:tr(?: [^>]*)?>(?:\s|<w:(?:tblPrEx|trPr)/>|<w:(tblPrEx|trPr)>(?:(?!</w:\1>).)*</w:\1>)*</w:tr>", re.DOTALL
)
FIRST_DRAWING = 1001  # where docxtpl begins


class TooDeep(Exception):
    """Blocks in blocks, or brackets in brackets, beyond what Python compiles: twenty loops, a hundred levels."""


def _limit(error: Exception) -> str:
    text = str(error)
    if "nested blocks" in text:
        return "循环最多套 20 层"
    return "条件最多套近 100 层" if "indentation" in text else "超过了 Python 能编译的层数"


@dataclass(slots=True)
class PartTemplate:
    """A compiled part. `tags` gives, for line n + 1 of the template, the tag that stands there; `before` and `after`
    enclose what is rendered (the rest of the part)."""

    name: str
    source: str
    tags: list[Tag | None]
    structure: Structure
    before: str = ""
    after: str = ""
    mend_tables: Callable[[str], Any] | None = None
    listing_always: bool = False
    has_white: bool = False
    addresses: Addresses | None = None
    _template: Template | None = field(default=None, repr=False)

    def compile(self, environment: Environment) -> None:
        """Make the Jinja template; jinja2.TemplateSyntaxError if it cannot be, TooDeep if Python cannot hold it."""
        try:
            self._template = environment.from_string(self.source)
        except TemplateSyntaxError:
            raise
        except (SyntaxError, RecursionError, MemoryError, OverflowError) as error:
            raise TooDeep(_limit(error)) from error

    def tag_at(self, line: int) -> Tag | None:
        """The tag on a line of the template: each tag holds one line feed, so line n + 1 is the n-th tag."""
        number = line - 2
        return self.tags[number] if 0 <= number < len(self.tags) else None

    def render(self, context: Mapping[str, Any], template: Template | None = None) -> str:
        """The part's XML for one record; whatever the template raises is raised.

        lxml.etree.XMLSyntaxError where a block that cuts through elements left the XML broken.
        """
        chosen = template or self._template
        assert chosen is not None
        xml = chosen.render(context)
        if "_" in xml:
            xml = xml.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
        if self.listing_always or _CONTROL.search(xml):
            xml = resolve_listing(xml)
        if self.has_white:
            xml = xml.replace(_NEWLINE, "\n").replace(_TABULATOR, "\t")
        if self.structure.drawings:
            xml = _number_drawings(xml)
        if self.structure.hollow:
            # Word takes neither a cell that does not end in a paragraph nor a row without cells (ECMA-376 part 1 §17.4.65, §17.4.78).
            xml = _NO_CELLS.sub("", _HOLLOW.sub(r"\1<w:p/>", xml))
        if self.structure.loose_tables and self.mend_tables is not None:
            etree.fromstring(xml)  # docxtpl's parser would mend, that is lose, what is broken
            tree = self.mend_tables(xml)
            xml = etree.tostring(tree, encoding="unicode")
        elif self.structure.uneven:
            etree.fromstring(xml)
        return self.before + xml + self.after


def make_part(
    name: str, patched: str, scanned: Scanned, *, body: bool, mend_tables: Callable[[str], Any] | None = None
) -> PartTemplate:
    """A part from docxtpl's patched XML (tags still shielded). Only the body has its tables and drawings mended, as in docxtpl."""
    pieces, tags = _split(patched)
    structure = examine(pieces, tags)
    listing = any(re.search(r"<w:t(?: [^>]*)?>[^<]*[\n\t][^<]*</w:t>", piece) for piece in [_TAG.sub("", patched)])
    source, has_white = _source(pieces, tags, listing)
    if body and structure.drawings == "fixed":
        source = _number_drawings(source)
    if not body or structure.drawings == "fixed":
        structure.drawings = ""
    if not body:
        structure.loose_tables = False
    places = _align(tags, scanned.tags)
    return PartTemplate(
        name, source, places, structure, mend_tables=mend_tables, listing_always=listing, has_white=has_white
    )


def _split(patched: str) -> tuple[list[str], list[str]]:
    """XML pieces and the tags between them: one piece more than tags. What stands in {% raw %} is no tag."""
    raws = [(found.start(), found.end()) for found in _RAW.finditer(patched)]
    pieces: list[str] = []
    tags: list[str] = []
    at = 0
    for found in _TAG.finditer(patched):
        inside = any(
            start < found.start() and not found[0].startswith(("{%",)) and found.end() <= end for start, end in raws
        )
        if inside:
            continue
        pieces.append(patched[at : found.start()])
        tags.append(found[0])
        at = found.end()
    pieces.append(patched[at:])
    return pieces, tags


def _source(pieces: Sequence[str], tags: Sequence[str], listing: bool) -> tuple[str, bool]:
    """Jinja source with exactly one line feed a tag, inside it: line numbers then name tags, and rendered
    text holds a line feed only where a value does."""
    out: list[str] = []
    white = False
    for number, piece in enumerate(pieces):
        if not listing and ("\n" in piece or "\t" in piece):
            piece = piece.replace("\n", _NEWLINE).replace("\t", _TABULATOR)
            white = True
        out.append(piece)
        if number < len(tags):
            out.append(_with_line(tags[number]))
    return "".join(out), white


def _with_line(tag: str) -> str:
    tag = unshield(tag.replace("\n", " ").replace("\t", " "))
    if tag.startswith("{#"):
        return tag[:2] + "\n" + tag[2:]
    head = 3 if tag[2:3] in "-+" else 2
    return tag[:head] + "\n" + tag[head:]


def _number_drawings(xml: str) -> str:
    number = FIRST_DRAWING - 1

    def numbered(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{found[1]}{number}{found[2]}"

    return _DRAWING_ID.sub(numbered, xml)


def _align(patched: Sequence[str], typed: Sequence[Tag]) -> list[Tag | None]:
    """The typed tag that each patched tag stems from: the next with the same text; docxtpl's own additions take their neighbour's."""
    wanted = [_plain(tag.text, tag.scope) for tag in typed]
    found: list[Tag | None] = []
    at = 0
    last: Tag | None = None
    for text in patched:
        plain = _plain(unshield(text), "")
        names = (plain, f"colspan {plain}", f"cellbg {plain}", _CHECKED.sub(r"\1", plain).strip())
        match = next((i for i in range(at, min(at + 40, len(wanted))) if wanted[i] in names), None)
        if match is not None:
            last = typed[match]
            at = match + 1 if wanted[match] == plain else at
        found.append(last)
    return found


def _plain(text: str, scope: str) -> str:
    inner = text[2:-2].strip().strip("-+").strip()
    if scope and inner.startswith(scope):
        inner = inner[len(scope) :]
    return " ".join(inner.split())
