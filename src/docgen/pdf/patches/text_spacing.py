"""Chinese text as a printer sets it, over WeasyPrint's line breaking.

Stock WeasyPrint stretches only spaces and knows nothing of Chinese–Latin
spacing or hanging punctuation. This layer adds, through Pango's letter spacing:

- justification between Chinese characters (and at spaces) in justified text;
- a space of `AUTOSPACE` em between Chinese and Latin letters or digits;
- a closing mark that would begin a line hangs in the right margin instead;
- bold in faces that have no bold (writers/thick_text.py).

That no line begins with ，。）” or ends with （“ is Pango's own line breaking
(Unicode UAX #14); tests hold it. The layer replaces five private functions of
WeasyPrint, so it fits one release only, and says so loudly on any other.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

from docgen.errors import DocgenError, Location, Problem
from docgen.pdf.patches.synthetic_bold import thickening

FITS = "70."
AUTOSPACE = 0.2  # em; LibreOffice's own value, so that its pages and ours break alike (Word adds about 0.25)

_HAN = "\u2e80-\u2fff\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "A-Za-z0-9\u00c0-\u024f\u0370-\u03ff"
_LATIN_AFTER_HAN = re.compile(f"(?<=[{_HAN}])[{_LATIN}]")
_HAN_AFTER_LATIN = re.compile(f"(?<=[{_LATIN}])[{_HAN}]")
_BOUNDARY = re.compile(f"{_LATIN_AFTER_HAN.pattern}|{_HAN_AFTER_LATIN.pattern}")
_HANGING = "!,.:;?、。！，．：；？"
_HANGS = re.compile(f"(?:[^\\s{_HANGING}]|[A-Za-z0-9.\\-/%]+?)[{_HANGING}]")
_NEVER_AFTER_HANGING = _HANGING + "”’）》】』」〉!%"
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff]")

# The private functions that are replaced, with the parameters they must have.
_EXPECTED = {
    "split_first_line": ("text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"),
    "set_text": ("self", "text", "justify"),
    "justify_line": ("context", "line", "extra_width"),
    "split_inline_level": (
        "context",
        "box",
        "position_x",
        "max_x",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "absolute_boxes",
        "fixed_boxes",
        "line_placeholders",
        "waiting_floats",
        "line_children",
        "first_letter_style",
        "first_line_style",
    ),
    "draw_first_line": ("stream", "textbox", "text_overflow", "block_ellipsis", "matrix"),
}

_stock: dict[str, Any] = {}


def install() -> None:
    """Lay the layer over WeasyPrint, once. Raises DocgenError L110 if this WeasyPrint is not the one it fits."""
    if _stock:
        return
    import weasyprint
    import weasyprint.draw.text as drawing
    import weasyprint.layout.inline as inline
    import weasyprint.layout.preferred as preferred
    import weasyprint.text.line_break as line_break

    _check(weasyprint.__version__, line_break, inline, drawing)
    _stock["split_first_line"] = line_break.split_first_line
    _stock["set_text"] = line_break.Layout.set_text
    _stock["line_break"] = line_break
    line_break.Layout.set_text = _set_text
    for module in (line_break, inline, preferred):
        module.split_first_line = _split_first_line
    inline.justify_line = _justify_line
    _stock["split_inline_level"] = inline.split_inline_level
    _stock["TextBox"] = inline.boxes.TextBox
    inline.split_inline_level = _split_inline_level
    drawing.draw_first_line = thickening(drawing.draw_first_line)


def _check(version: str, line_break: Any, inline: Any, drawing: Any) -> None:
    found = {
        "split_first_line": getattr(line_break, "split_first_line", None),
        "set_text": getattr(getattr(line_break, "Layout", None), "set_text", None),
        "justify_line": getattr(inline, "justify_line", None),
        "split_inline_level": getattr(inline, "split_inline_level", None),
        "draw_first_line": getattr(drawing, "draw_first_line", None),
    }
    changed = [name for name, function in found.items() if not callable(function) or not _fits(name, function)]
    if version.startswith(FITS) and not changed:
        return
    fact = f"WeasyPrint {version} 与 docgen 的中文排版层不相配（需要 {FITS}x）"
    if changed:
        fact += "：{names}".format(names="、".join(changed))
    raise DocgenError(Problem(Location("weasyprint"), "L110", fact, "运行 pip install 'weasyprint==70.*'"))


def _fits(name: str, function: Any) -> bool:
    return tuple(inspect.signature(function).parameters) == _EXPECTED[name]


# --- spacing of characters ------------------------------------------------


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    """Layout.set_text, then the spaces between Chinese and Latin and those of justification."""
    _stock["set_text"](self, text, justify)
    text = self.text
    if text.isascii():
        return
    spaces: dict[int, float] = {}
    gap = self.style["font_size"] * AUTOSPACE
    if gap:
        spaces = {found.start(): gap for found in _BOUNDARY.finditer(text)}
    stretch = getattr(self, "chinese_spacing", 0)
    if justify and stretch:
        for found in _WIDE.finditer(text):
            spaces[found.start()] = spaces.get(found.start(), 0) + stretch
    if spaces:
        _space_letters(self.layout, text, spaces)


def _space_letters(layout: Any, text: str, spaces: dict[int, float]) -> None:
    """Letter spacing by character index; neighbours of equal spacing share one attribute."""
    pango, ffi, units = _stock["line_break"].pango, _stock["line_break"].ffi, _stock["line_break"].TO_UNITS
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
        attribute = pango.pango_attr_letter_spacing_new(int(space * units))
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout, attributes)


# --- words that may break -------------------------------------------------


def _split_inline_level(
    context: Any,
    box: Any,
    position_x: Any,
    max_x: Any,
    bottom_space: Any,
    skip_stack: Any,
    containing_block: Any,
    *rest: Any,
) -> Any:
    """split_inline_level; a number in the middle of a line goes to the next one rather than being broken.

    In cells a word wider than its column may break (overflow-wrap). WeasyPrint asks for that whether a line has begun,
    but counts only what stands in the line itself: behind our paragraphs' inner span each bold or struck number would
    stand at a line's start.
    """
    split = _stock["split_inline_level"]
    arguments = (bottom_space, skip_stack, containing_block, *rest)
    if not isinstance(box, _stock["TextBox"]) or rest[4] or box.style["overflow_wrap"] == "normal":
        return split(context, box, position_x, max_x, *arguments)
    start = containing_block.content_box_x()
    if position_x <= start + max(containing_block.style["text_indent"].value, 0) + 0.01:
        return split(context, box, position_x, max_x, *arguments)
    begun = (*rest[:4], ((0, box),), *rest[5:])
    found = split(context, box, position_x, max_x, bottom_space, skip_stack, containing_block, *begun)
    if found[0] is not None and found[0].width > max_x - start:  # it would not fit a line of its own either
        return split(context, box, position_x, max_x, *arguments)
    return found


# --- hanging punctuation --------------------------------------------------


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """split_first_line; where the next line would open with a character and its mark, both may end this one."""
    result = _stock["split_first_line"](text, style, context, max_width, justification_spacing, is_line_start, minimum)
    resume = result[2]
    if (
        resume is None
        or minimum
        or max_width is None
        or max_width == float("inf")
        or style["white_space"] != "normal"
        or style["text_align_all"] != "justify"
    ):
        return result
    encoded = text.encode()
    rest = encoded[resume : resume + 64].decode(errors="ignore")
    found = _HANGS.match(rest)
    if found is None or not _may_end(found, rest):
        return result
    return _hung(text, encoded, resume, found[0], style, context, max_width, justification_spacing) or result


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
    line_break = _stock["line_break"]
    head = encoded[:resume].decode()
    layout = line_break.create_layout(head + taken[:-1], style, context, None, spacing)
    line, _index = layout.get_first_line()
    width, _height = line_break.line_size(line, style)
    if width > max_width:
        return None
    full = head + taken
    layout = line_break.create_layout(full, style, context, None, spacing)
    line, _index = layout.get_first_line()
    end = len(full.encode())
    resume_at: int | None = end + 1 if encoded[end : end + 1] == b" " else end
    if resume_at is not None and resume_at >= len(encoded):
        resume_at = None
    measures = line_break.first_line_metrics(line, full, layout, None, True, style)
    return (measures[0], end, resume_at, width, *measures[4:])


# --- justification --------------------------------------------------------


def _stretchable(box: Any) -> int:
    """How many places of a box can be stretched: Chinese characters and spaces."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return len(_WIDE.findall(box.text)) + box.text.count(" ") + box.text.count("\u00a0")
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(_stretchable(child) for child in box.children)
    return 0


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """The free width shared out over the line; the place after the last character takes none."""
    places = _stretchable(line) - 1
    if places > 0:
        _spread(context, line, extra_width / places, 0)


def _spread(context: Any, box: Any, space: float, x: float) -> float:
    """Stretch a box's places by `space` and move it by `x`; how far what follows it moves."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += x
        places = _stretchable(box)
        if places:
            box.justification_spacing = space
            layout = _stock["line_break"].Layout(box.style, space, None)
            layout.chinese_spacing = space
            layout.set_text(box.text, justify=True)
            layout.deactivate()
            box.pango_layout = layout
            box.width += space * places
            x += space * places
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += x
        start = x
        for child in box.children:
            if child.is_in_normal_flow():
                x = _spread(context, child, space, x)
        box.width += x - start
    else:
        box.translate(x, 0)
    return x
