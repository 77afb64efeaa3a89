"""What people really type: slips of the keyboard and of the editor, found before YAML is parsed.

In: the bytes of a file. Out: mended text and one problem a slip, all of them
at once. YAML would take many of these for text, or complain lines further
down. What stands inside quotes, text blocks (`|`, `>`) and running text is
left alone: a full-width colon there is simply a colon.

The text is walked line by line as YAML's block structure sees it; flow
collections and quotes may span lines. Each slip knows its replacement, so
`fix` and `examine` are one pass: what is checked is what is mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.content.encoding import decode
from docgen.content.messages import SLIPS
from docgen.errors import Location, Problem

# Zero-width and bidirectional controls, soft hyphen, and the line separators that YAML takes for line ends.
# A zero width joiner after an emoji holds a joined emoji together; anywhere else it is a stray.
_INVISIBLE = re.compile(
    "[\u00ad\u0085\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\ufe0f\U0001f000-\U0001faff])\u200d"
)
_LINE_BREAKS = "\u0085\u2028\u2029"

_INDENT = re.compile("[ \t\u3000\u00a0\u2000-\u200a\u202f\u205f]*")
_BAD_SPACE = re.compile("[\t\u3000\u00a0\u2000-\u200a\u202f\u205f]")
_DASH = re.compile("(?:[－﹣–—―‐‑‒−─]|——)(?=[ \u3000\u00a0\t])|[－﹣](?=[^－﹣\\s\\d])")
_HALF_DASH = re.compile("-(?=[\u3000\u00a0\t\u4e00-\u9fff“《（【])")
_HALF_COLON = re.compile(r":(?=\s|$)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*\s*")
# What can be a key before a slip of a colon: a short word without punctuation.
_KEY = r"[^\s，。；、！？…：:,;\"'“”\[\]{}#&*!|>%@`\-?][^\s，。；、！？…：:,;\"'“”\[\]{}#]{0,19}"
_FULL_COLON_KEY = re.compile(f"({_KEY})[ \u3000\u00a0]*[：﹕︰]")
_TIGHT_COLON_KEY = re.compile("([\u4e00-\u9fff][\u4e00-\u9fff（）A-Za-z0-9]{0,19}):(?=[^\\s:/])")
_WIDE_SPACE_AFTER_COLON = re.compile(f"({_KEY}):[\u3000\u00a0]+")
_FLOW_STOP = re.compile(r"[\[\]{},\"']|\s#")
_WIDE_COMMA = re.compile(f"，\\s*({_KEY}):[ \t]")

# What every slip of block structure has in it; a text with none of these need not be walked through.
_MAY_SLIP = (
    re.compile("[\t\u3000\u00a0\u2000-\u200a\u202f\u205f：﹕︰]"),
    re.compile("^ *[－﹣–—―‐‑‒−─]", re.MULTILINE),
    _HALF_DASH,
    re.compile(r":(?=[^\s:/])"),
    _WIDE_COMMA,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: where it stands (line and column from 0), what replaces it, its code."""

    line: int
    start: int
    end: int
    replacement: str
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Examined:
    """`text` is mended and can be parsed; `problems` are the slips as the file has them."""

    text: str | None
    problems: list[Problem]


def examine(raw: bytes, file: str) -> Examined:
    """Mended text and every slip. BOM and CRLF are warnings; the text is None if it cannot be decoded."""
    decoded, problems = decode(raw, file)
    if decoded is None:
        return Examined(None, problems)
    lines = decoded.split("\n")
    slips = [] if is_printable(decoded) else _invisible(lines)
    if slips:
        lines = _apply(lines, slips)
    text = "\n".join(lines)
    structural = _Walk(lines).slips() if any(sign.search(text) for sign in _MAY_SLIP) else []
    if structural:
        text = "\n".join(_apply(lines, structural))
    found = [
        SLIPS[slip.code].at(Location(file, slip.line + 1, slip.start + 1), what=slip.what)
        for slip in slips + structural
    ]
    return Examined(text, problems + sorted(found, key=lambda problem: problem.location))


def fix(raw: bytes, file: str = "") -> tuple[bytes, list[Problem]]:
    """The file's bytes mended (UTF-8, LF, no BOM, half-width signs) and the problems that this mends.

    Bytes in no known encoding come back unchanged with no problems; so does a file without slips.
    """
    examined = examine(raw, file)
    if examined.text is None or not examined.problems:
        return raw, []
    return examined.text.encode("utf-8"), examined.problems


def is_printable(text: str) -> bool:
    """True for a text without control and format characters, odd spaces and noncharacters: in a tenth of a pattern's time."""
    return text.replace("\n", " ").isprintable()


def _invisible(lines: list[str]) -> list[Slip]:
    slips: list[Slip] = []
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        for found in _INVISIBLE.finditer(line):
            replacement = " " if found[0] in _LINE_BREAKS else ""
            slips.append(Slip(number, found.start(), found.end(), replacement, "C118", f"U+{ord(found[0]):04X}"))
    return slips


def _apply(lines: list[str], slips: list[Slip]) -> list[str]:
    mended = list(lines)
    for slip in sorted(slips, key=lambda slip: (slip.line, slip.start), reverse=True):
        line = mended[slip.line]
        mended[slip.line] = line[: slip.start] + slip.replacement + line[slip.end :]
    return mended


class _Walk:
    """The block structure of a YAML text, followed line by line just far enough to know what is text."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.found: list[Slip] = []
        self.number = 0
        self.unit = _indent_unit(lines)
        self.opener = -1  # indentation of the last key or dash without a value: text may stand below it
        self.running = -1  # lines indented deeper than this carry on the plain text above; -1: none

    def slips(self) -> list[Slip]:
        while self.number < len(self.lines):
            self._line()
            self.number += 1
        return self.found

    def _slip(self, start: int, end: int, replacement: str, code: str, what: str = "") -> None:
        self.found.append(Slip(self.number, start, end, replacement, code, what))

    # --- one line of block structure ---

    def _line(self) -> None:
        line = self.lines[self.number]
        blank = _INDENT.match(line)
        assert blank is not None  # the pattern matches the empty string
        start = blank.end()
        if start == len(line) or line[start] == "#" or line.startswith(("---", "...", "%")):
            return
        indent = self._width(blank[0])
        if self.running >= 0 and indent > self.running:
            self._check_indent(blank[0])
            return
        self.running = -1
        self._check_indent(blank[0])
        self._item(line, start, indent, in_list=False)

    def _width(self, blank: str) -> int:
        return len(self._mended_indent(blank))

    def _mended_indent(self, blank: str) -> str:
        if not _BAD_SPACE.search(blank):
            return blank
        return "".join({"\t": " " * self.unit, "\u3000": "  "}.get(character, " ") for character in blank)

    def _check_indent(self, blank: str) -> None:
        if bad := _BAD_SPACE.search(blank):
            code = "C114" if "\t" in blank else "C113"
            self._slip(bad.start(), len(blank), self._mended_indent(blank)[len(blank[: bad.start()]) :], code)

    def _item(self, line: str, start: int, indent: int, *, in_list: bool) -> None:
        """What follows the indentation, or a list mark: a list mark, a key, or a value."""
        rest = line[start:]
        if rest.startswith("- ") or rest == "-":
            gap = len(rest) - len(rest[1:].lstrip(" "))
            self._after_dash(line, start + gap, indent, gap)
        elif not in_list and (dash := _DASH.match(rest)):
            space = _INDENT.match(line, start + dash.end())
            end = space.end() if space else start + dash.end()
            self._slip(start, end, "- ", "C112", dash[0])
            self._after_dash(line, end, indent, 2)
        elif dash := _HALF_DASH.match(rest):
            space = _INDENT.match(line, start + 1)
            end = space.end() if space else start + 1
            self._slip(start, end, "- ", "C113" if end > start + 1 else "C120", "-")
            self._after_dash(line, end, indent, 2)
        else:
            self._key_or_value(line, start, indent, in_list=in_list)

    def _after_dash(self, line: str, start: int, indent: int, gap: int) -> None:
        self.opener = indent
        if not line[start:].strip() or line[start] == "#":
            return
        if bad := re.match("[\t\u3000\u00a0]+", line[start:]):
            self._slip(start, start + bad.end(), "", "C113")
            start += bad.end()
        self._item(line, start, indent + gap, in_list=True)

    def _key_or_value(self, line: str, start: int, indent: int, *, in_list: bool) -> None:
        if line[start] in "\"'" and (end := _quote_end(line, start)) >= 0:
            after = line[end:].lstrip(" ")
            colon = len(line) - len(after)
            if after.startswith("："):
                self._colon(line, colon, colon + 1, "C111")
                self._value(line, colon + 1, indent)
            elif after.startswith(":"):
                self._value(line, colon + 1, indent)
            return
        if line[start] in "\"'{[|>&*!":
            self._value(line, start, self.opener, bare=True)
            return
        half = _HALF_COLON.search(line, start)
        comment = line.find(" #", start)
        if half and 0 <= comment < half.start():
            half = None
        slip = self._key_slip(line, start, indent, half.start() if half else len(line), in_list=in_list)
        if slip is not None:
            self._value(line, slip, indent)
        elif half:
            self._value(line, half.end(), indent)
        else:
            self.running = self.opener if self.opener < indent else indent

    def _key_slip(self, line: str, start: int, indent: int, half: int, *, in_list: bool) -> int | None:
        """The column after a key's slipped colon, if there is one before the column `half`."""
        for pattern, code in ((_FULL_COLON_KEY, "C111"), (_WIDE_SPACE_AFTER_COLON, "C113"), (_TIGHT_COLON_KEY, "C119")):
            found = pattern.match(line, start)
            if found is None or found.end() > half or (in_list and not self._sibling_follows(indent)):
                continue
            self._colon(line, found.end(1), found.end(), code)
            return found.end()
        return None

    def _colon(self, line: str, start: int, end: int, code: str) -> None:
        space = _INDENT.match(line, end)
        after = space.end() if space else end
        self._slip(start, after, ": " if after < len(line) else ":", code)

    def _sibling_follows(self, indent: int) -> bool:
        """True if the next line is an entry of the same mapping: then `- 名称：甲` is one too, and not text."""
        for line in self.lines[self.number + 1 :]:
            if line.strip():
                blank = _INDENT.match(line)
                start = blank.end() if blank else 0
                key = re.compile(f"{_KEY}(?:：|:(?:\\s|$))").match(line, start)
                return key is not None and self._width(line[:start]) == indent
        return False

    # --- values ---

    def _value(self, line: str, start: int, indent: int, *, bare: bool = False) -> None:
        """What follows a key's colon (or stands alone, `bare`); `indent` is that of the key."""
        while True:
            start += len(line[start:]) - len(line[start:].lstrip(" \u3000\u00a0\t"))
            found = _PROPERTY.match(line, start)
            if not found:
                break
            start = found.end()
        rest = line[start:]
        if not rest or rest.startswith("#"):
            self.opener = indent
        elif _BLOCK_HEADER.match(rest):
            self._block(indent)
        elif rest[0] in "\"'":
            self._quoted(start)
        elif rest[0] in "{[":
            self._flow(start)
        elif rest[0] != "*":
            self.running = max(indent, 0) if not bare else indent

    def _block(self, indent: int) -> None:
        """Skip a text block; a slipped indentation in it is set to the block's own."""
        own = self._block_indent(indent)
        while self.number + 1 < len(self.lines):
            line = self.lines[self.number + 1]
            spaces = len(line) - len(line.lstrip(" "))
            blank = _INDENT.match(line)
            end = blank.end() if blank else 0
            if end < len(line):
                if spaces <= indent and not _BAD_SPACE.search(line[:end]):
                    return
                self.number += 1
                if spaces < own and _BAD_SPACE.search(line[:end]):
                    code = "C114" if "\t" in line[:end] else "C113"
                    self._slip(0, end, " " * own, code)
            else:
                self.number += 1

    def _block_indent(self, indent: int) -> int:
        """The indentation of the block that begins after this line: that of its first rightly indented line."""
        for line in self.lines[self.number + 1 :]:
            if not line.strip():
                continue
            spaces = len(line) - len(line.lstrip(" "))
            if spaces > indent:
                return spaces
            if line[spaces] not in "\t\u3000\u00a0":
                break
        return max(indent, 0) + self.unit

    def _quoted(self, start: int) -> int:
        """Go to the end of a quoted text, lines on if need be; the column after it."""
        line = self.lines[self.number]
        end = _quote_end(line, start)
        if end >= 0:
            return end
        quote, first = line[start], self.number
        while self.number + 1 < len(self.lines):
            self.number += 1
            end = _quote_end(quote + self.lines[self.number], 0)
            if end >= 0:
                return end - 1
        self.number = first  # never closed: YAML will say so; go on with the next line
        return len(line)

    def _flow(self, start: int) -> None:
        """Walk a flow collection; entries of `{}` without a half-width colon but with a full-width one are slips."""
        stack: list[str] = []
        column = start
        entry = start
        first = self.number
        while True:
            line = self.lines[self.number]
            found = _FLOW_STOP.search(line, column)
            if found is None or found[0][-1] == "#":
                end = found.start() if found else len(line)
                if stack and stack[-1] == "{":
                    self._flow_entry(line, entry, end)
                if self.number + 1 >= len(self.lines) or self.number - first > 2000:
                    return
                self.number += 1
                column = entry = 0
                continue
            sign, column = found[0], found.end()
            if sign in "\"'":
                if line[entry : found.start()].strip(" :") == "" or line[: found.start()].rstrip().endswith(
                    (":", "：")
                ):
                    column = self._quoted(found.start())
                continue
            if stack and stack[-1] == "{" and sign in ",}[{":
                self._flow_entry(line, entry, found.start())
            if sign in "[{":
                stack.append(sign)
            elif sign in "]}" and stack:
                stack.pop()
            entry = column
            if not stack:
                return

    def _flow_entry(self, line: str, start: int, end: int) -> None:
        text = line[start:end]
        lead = len(text) - len(text.lstrip())
        half = _HALF_COLON.search(text)
        full = _FULL_COLON_KEY.match(text, lead)
        slipped = full is not None and (half is None or full.end() <= half.start())
        if full and slipped:
            self._slip(start + full.end(1), start + full.end(), ": ", "C111")
        if half:
            for comma in _WIDE_COMMA.finditer(text, full.end() if full and slipped else half.end()):
                self._slip(start + comma.start(), start + comma.start() + 1, ", ", "C121")


def _quote_end(line: str, start: int) -> int:
    """The column after the quote that opens at `start`; -1 if it does not close on this line."""
    quote = line[start]
    column = start + 1
    while (column := line.find(quote, column)) >= 0:
        if quote == "'" and line.startswith("''", column):
            column += 2
            continue
        if quote == '"':
            slashes = column - len(line[:column].rstrip("\\"))
            if slashes % 2:
                column += 1
                continue
        return column + 1
    return -1


def _indent_unit(lines: list[str]) -> int:
    """How many spaces the file indents by: the smallest indentation it has, 2 if none."""
    widths = {len(line) - len(line.lstrip(" ")) for line in lines if line.startswith("  ") and line.strip()}
    return min(widths, default=2) if min(widths, default=2) in (2, 4) else 2
