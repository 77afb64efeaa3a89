"""What a header counts or repeats: PAGE, NUMPAGES, SECTIONPAGES and STYLEREF as CSS counters and strings (ECMA-376 §17.16.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from docgen.model.nodes import Block, Heading
from docgen.model.traversal import plain_text, walk
from docgen.ooxml.fields import Instruction
from docgen.pdf.page_rules import Section
from docgen.template.fields import is_numbered, referenced_style, style_references
from docgen.template.fill import FilledTemplate
from docgen.template.page_numbers import counter_style


@dataclass(slots=True)
class RunningText:
    """Prints counting fields; `css` are the rules they need, `strings` the STYLEREFs: (style id, number or text) → name."""

    filled: FilledTemplate
    formats: dict[str, str] = field(default_factory=dict)  # section → w:fmt of its page numbers
    css: dict[str, str] = field(default_factory=dict)
    strings: dict[tuple[str, bool], str] = field(default_factory=dict)
    counters: set[str] = field(default_factory=set)  # number formats in use: the style sheet needs their counter_rules

    def prepare(self, sections: list[Section]) -> None:
        """Learn the sections' number formats, and which styles' texts headers repeat, before anything is written."""
        self.formats = {section.name: section.number_format for section in sections}
        for name, content in self.filled.parts.items():
            if name.startswith(("word/header", "word/footer")):
                for instruction in style_references(content):
                    self._string(instruction)

    def field_html(self, instruction: Instruction, section: str) -> str:
        """A counting field as HTML; `section` is that of the page it is printed on."""
        asked = instruction.switches.get("*", "")
        match instruction.name:
            case "PAGE":
                return self._counter("pn", "page", asked or self.formats.get(section, ""))
            case "NUMPAGES":
                return self._counter("pt", "pages", asked)
            case "SECTIONPAGES":
                self.css[f".sp-{section}::before"] = f"content:target-counter(url(#_end-{section}),{section})"
                return f'<span class="sp-{section}"></span>'
            case "STYLEREF":
                name = self._string(instruction)
                last = ",last" if "l" in instruction.switches else ""
                if name:
                    self.css[f".{name}{last[1:]}::before"] = f"content:string({name}{last})"
                return f'<span class="{name}{last[1:]}"></span>' if name else ""
        return ""

    def setting(self, style: str, text: str, number: str = "") -> str:
        """CSS `string-set` of a paragraph in `style` with its text; "" where no header repeats it."""
        pairs = [
            f"{name} {_quoted(number if numbered else text)}"
            for (wanted, numbered), name in self.strings.items()
            if wanted == style
        ]
        return ",".join(pairs)

    def first_settings(self, blocks: tuple[Block, ...]) -> str:
        """What the strings hold before the first heading: Word looks for a later text where there is none before."""
        roles = self.filled.roles
        firsts: dict[str, str] = {}
        for block in walk(blocks):
            if isinstance(block, Heading):
                style = roles[f"heading{block.level}"]
                for (wanted, numbered), name in self.strings.items():
                    if wanted == style:
                        firsts.setdefault(name, _quoted(block.number if numbered else plain_text(block.children)))
        return ",".join(f"{name} {text}" for name, text in firsts.items())

    def _counter(self, kind: str, counter: str, asked: str) -> str:
        style = counter_style(asked)
        self.counters.add(asked)
        if style is None:
            return f'<span class="{kind}"></span>'
        name = f"{kind}-{asked}"
        self.css[f".{name}::before"] = f"content:{style(counter)}"
        return f'<span class="{escape(name)}"></span>'

    def _string(self, instruction: Instruction) -> str:
        filled = self.filled
        style = referenced_style(instruction.argument, filled.styles, lambda level: filled.roles[f"heading{level}"])
        if not style:
            return ""
        return self.strings.setdefault((style, is_numbered(instruction)), f"sr{len(self.strings)}")


def _quoted(text: str) -> str:
    """A CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
