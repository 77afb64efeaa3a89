"""Chinese text as a printer sets it, over WeasyPrint's line breaking.

Stock WeasyPrint stretches only spaces and knows nothing of Chinese–Latin
spacing or hanging punctuation. This layer adds, through Pango's letter spacing:

- justification between Chinese characters (and at spaces) in justified text;
- a space of `AUTOSPACE` em between Chinese and Latin letters or digits;
- a closing mark that would begin a line hangs in the right margin instead.

That no line begins with ，。）” or ends with （“ is Pango's own line breaking
(Unicode UAX #14); tests hold it. Lines of usual text are found by sums (`text_lines`); whatever is unusual goes
WeasyPrint's own way, with the same spaces.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, create_layout, first_line_metrics, line_size

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.setting import is_ours
from docgen.pdf.patches.shaped_text import BOUNDARY, WIDE
from docgen.pdf.patches.text_lines import AUTOSPACE, Line, first_line, measured

_HANGING = "!,.:;?、。！，．：；？"
_HANGS = re.compile(f"(?:[^\\s{_HANGING}]|[A-Za-z0-9.\\-/%]+?)[{_HANGING}]")
_NEVER_AFTER_HANGING = _HANGING + "”’）》】』」〉!%"

# --- spacing of characters ------------------------------------------------


def _set_text(stock: Any) -> Any:
    def set_text(self: Any, text: str, justify: bool = False) -> None:
        """Layout.set_text, then the spaces between Chinese and Latin and those of justification."""
        stock(self, text, justify)
        if is_ours(self.style):
            _space(self, justify)

    return set_text


def _space(self: Any, justify: bool) -> None:
    text = self.text
    if text.isascii():
        return
    spaces: dict[int, float] = {}
    gap = self.style["font_size"] * AUTOSPACE
    if gap:
        spaces = {found.start(): gap for found in BOUNDARY.finditer(text)}
    stretch = getattr(self, "chinese_spacing", 0)
    if justify and stretch:
        for found in WIDE.finditer(text):
            spaces[found.start()] = spaces.get(found.start(), 0) + stretch
    if spaces:
        _space_letters(self.layout, text, spaces)


def _space_letters(layout: Any, text: str, spaces: dict[int, float]) -> None:
    """Letter spacing by character index; neighbours of equal spacing share one attribute."""
    attributes = pango.pango_layout_get_attributes(layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    runs: list[tuple[int, int, float]] = []
    offset = previous = 0
    for index in sorted(spaces):
        offset += len(text[previous:index].encode())
        previous = index
        end = offset + len(text[index].encode())
        if runs and runs[-1][1] == offset and runs[-1][2] == spaces[index]:
            runs[-1] = (runs[-1][0], end, spaces[index])
        else:
            runs.append((offset, end, spaces[index]))
    for start, end, space in runs:
        attribute = pango.pango_attr_letter_spacing_new(int(space * TO_UNITS))
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout, attributes)


# --- words that may break -------------------------------------------------


def _split_inline_level(stock: Any) -> Any:
    def split_inline_level(
        context: Any,
        box: Any,
        position_x: Any,
        max_x: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        line_placeholders: Any,
        waiting_floats: Any,
        line_children: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Any:
        """split_inline_level; a number in the middle of a line goes to the next one rather than being broken.

        In cells a word wider than its column may break (overflow-wrap). WeasyPrint asks for that whether a line has
        begun, but counts only what stands in the line itself: behind our paragraphs' inner span each bold or struck
        number would stand at a line's start.
        """

        def split(line_children: Any) -> Any:
            return stock(
                context,
                box,
                position_x,
                max_x,
                bottom_space,
                skip_stack,
                containing_block,
                absolute_boxes,
                fixed_boxes,
                line_placeholders,
                waiting_floats,
                line_children,
                first_letter_style,
                first_line_style,
            )

        if not isinstance(box, TextBox) or line_children or box.style["overflow_wrap"] == "normal":
            return split(line_children)
        start = containing_block.content_box_x()
        indent = max(containing_block.style["text_indent"].value, 0)
        if not is_ours(box.style) or position_x <= start + indent + 0.01:
            return split(line_children)
        found = split(((0, box),))
        if found[0] is not None and found[0].width > max_x - start:  # it would not fit a line of its own either
            return split(line_children)
        return found

    return split_inline_level


# --- hanging punctuation --------------------------------------------------


def _split_first_line(stock: Any) -> Any:
    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        """split_first_line; where the next line would open with a character and its mark, both may end this one."""
        result = None
        if is_ours(style):
            result = first_line(text, style, max_width, is_line_start=is_line_start, minimum=minimum)
        if result is None:
            result = stock(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        if (
            result[2] is None
            or minimum
            or max_width is None
            or max_width == float("inf")
            or style["white_space"] != "normal"
            or style["text_align_all"] != "justify"
            or not is_ours(style)
        ):
            return result
        return _with_mark(result, text, style, context, max_width, justification_spacing)

    return split_first_line


def _with_mark(result: Any, text: str, style: Any, context: Any, max_width: float, spacing: float) -> Any:
    """The line, or the line with the character and the mark that would open the next one."""
    if isinstance(result[0], Line):
        return _with_mark_of_sums(result, max_width)
    resume = result[2]
    encoded = text.encode()
    rest = encoded[resume : resume + 64].decode(errors="ignore")
    found = _HANGS.match(rest)
    if found is None or not _may_end(found, rest):
        return result
    return _hung(text, encoded, resume, found[0], style, context, max_width, spacing) or result


def _with_mark_of_sums(result: Any, max_width: float) -> Any:
    """As `_with_mark`, for a line of a shaped text."""
    line: Line = result[0]
    shaped, start, stop = line.shaped, line.start, line.next
    assert stop is not None
    rest = shaped.text[stop : stop + 64].encode()[:64].decode(errors="ignore")
    found = _HANGS.match(rest)
    if found is None or not _may_end(found, rest):
        return result
    end = stop + len(found[0])
    width = shaped.width(start, end - 1) * FROM_UNITS
    if width > max_width:
        return result
    following = end + 1 if shaped.text[end : end + 1] == " " else end
    made = measured(shaped, start, end, following if following < len(shaped.text) else None, max_width)
    return (*made[:3], width, *made[4:])


def _may_end(found: re.Match[str], rest: str) -> bool:
    """False within 3.5 or a.b, and where another mark follows that could not begin a line either."""
    following = rest[found.end() : found.end() + 1]
    if not following:
        return True
    if found[0][-1] in "!,.:;?" and following.isascii() and following.isalnum():
        return False
    return following not in _NEVER_AFTER_HANGING


def _hung(
    text: str, encoded: bytes, resume: int, taken: str, style: Any, context: Any, max_width: float, spacing: float
) -> Any:
    """The line with `taken` at its end, its mark outside the measure; None if even without the mark it is too wide."""
    head = encoded[:resume].decode()
    layout = create_layout(head + taken[:-1], style, context, None, spacing)
    line, _index = layout.get_first_line()
    width, _height = line_size(line, style)
    if width > max_width:
        return None
    full = head + taken
    layout = create_layout(full, style, context, None, spacing)
    line, _index = layout.get_first_line()
    end = len(full.encode())
    resume_at: int | None = end + 1 if encoded[end : end + 1] == b" " else end
    if resume_at is not None and resume_at >= len(encoded):
        resume_at = None
    measures = first_line_metrics(line, full, layout, None, True, style)
    return (measures[0], end, resume_at, width, *measures[4:])


# --- justification --------------------------------------------------------


def _stretchable(box: Any) -> int:
    """How many places of a box can be stretched: Chinese characters and spaces."""
    if isinstance(box, TextBox):
        return len(WIDE.findall(box.text)) + box.text.count(" ") + box.text.count("\u00a0")
    if isinstance(box, LineBox | InlineBox):
        return sum(_stretchable(child) for child in box.children)
    return 0


def _justify_line(stock: Any) -> Any:
    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        """justify_line: the free width shared out over the line; the place after the last character takes none."""
        if not is_ours(line.style):
            stock(context, line, extra_width)
            return
        places = _stretchable(line) - 1
        if places > 0:
            _spread(line, extra_width / places, 0)

    return justify_line


def _spread(box: Any, space: float, x: float) -> float:
    """Stretch a box's places by `space` and move it by `x`; how far what follows it moves."""
    if isinstance(box, TextBox):
        box.position_x += x
        places = _stretchable(box)
        if places:
            box.justification_spacing = space
            layout = box.pango_layout
            line = layout.stretched(box.text, space) if isinstance(layout, Line) else None
            if line is None:
                line = Layout(box.style, space, None)
                line.chinese_spacing = space
                line.set_text(box.text, justify=True)
                line.deactivate()
            box.pango_layout = line
            box.width += space * places
            x += space * places
    elif isinstance(box, LineBox | InlineBox):
        box.position_x += x
        start = x
        for child in box.children:
            if child.is_in_normal_flow():
                x = _spread(child, space, x)
        box.width += x - start
    else:
        box.translate(x, 0)
    return x


DECLARED = (
    Patch(
        target="weasyprint.text.line_break:Layout.set_text",
        why="a fifth of an em between Chinese and Latin, and the stretch of justified Chinese",
        versions=WEASYPRINT,
        source="fe23ca9937db",
        signature="(self, text, justify=False)",
        replacement=_set_text,
        retired="WeasyPrint sets `text-autospace` (CSS Text 4)",
        offer="`text-autospace: ideograph-alpha ideograph-numeric`",
    ),
    Patch(
        target="weasyprint.text.line_break:split_first_line",
        why="a closing mark hangs in the margin rather than taking its character to the next line",
        versions=WEASYPRINT,
        source="39ad1016863c",
        signature="(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False)",
        replacement=_split_first_line,
        retired="WeasyPrint sets `hanging-punctuation: allow-end` (CSS Text 3)",
        also=("weasyprint.layout.inline", "weasyprint.layout.preferred"),
        offer="`hanging-punctuation: allow-end`",
    ),
    Patch(
        target="weasyprint.layout.inline:justify_line",
        why="justified lines stretch between Chinese characters, not at spaces alone",
        versions=WEASYPRINT,
        source="f83b21ff8793",
        signature="(context, line, extra_width)",
        replacement=_justify_line,
        retired="WeasyPrint sets `text-justify: inter-character` (CSS Text 3), or `auto` by the line's script",
        offer="`text-justify: inter-character`",
    ),
    Patch(
        target="weasyprint.layout.inline:split_inline_level",
        why="a number in a cell is not broken in the middle of a line while it fits the next",
        versions=WEASYPRINT,
        source="d98c008c8fc0",
        signature="(context, box, position_x, max_x, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes, line_placeholders, waiting_floats, line_children, first_letter_style, first_line_style)",
        replacement=_split_inline_level,
        retired="WeasyPrint counts what stands before a nested inline box when it asks whether a line has begun",
        offer="the line's start known to nested inline boxes",
    ),
    Use(
        target="weasyprint.text.line_break:create_layout",
        why="a line with a hanging mark is set again",
        versions=WEASYPRINT,
        source="6587192cc0ab",
    ),
    Use(
        target="weasyprint.text.line_break:first_line_metrics",
        why="a line with a hanging mark is measured",
        versions=WEASYPRINT,
        source="55ec5d0b58b2",
    ),
    Use(
        target="weasyprint.text.line_break:line_size",
        why="text is measured",
        versions=WEASYPRINT,
        source="03fa04fd51fc",
    ),
)
