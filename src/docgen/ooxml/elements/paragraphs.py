"""Paragraphs and runs with their properties (ECMA-376 part 1 §17.3)."""

from __future__ import annotations

from docgen.ooxml.declared import (
    EIGHTHS,
    HALF_POINTS,
    INTEGER,
    ON_OFF,
    POINTS,
    SCALE,
    TEXT,
    TWIPS,
    Attribute,
    Child,
    Children,
    Toggle,
    Value,
    View,
)
from docgen.ooxml.elements.sections import SectionProperties


class Spacing(View, tag="spacing"):
    """Of a paragraph; a run's spacing is `RunProperties.spacing`. `line` is twips, or 240ths of a line if `rule` is auto."""

    before = Attribute("before", TWIPS, 0)
    after = Attribute("after", TWIPS, 0)
    before_lines = Attribute("beforeLines", INTEGER, 0)  # hundredths of a line
    after_lines = Attribute("afterLines", INTEGER, 0)
    before_automatic = Attribute("beforeAutospacing", ON_OFF, False)
    after_automatic = Attribute("afterAutospacing", ON_OFF, False)
    line = Attribute("line", TWIPS, None)
    rule = Attribute("lineRule", TEXT, "auto")


class Indent(View, tag="ind"):
    """Twips, and hundredths of a character; `start` and `end` are Strict's left and right."""

    left = Attribute("left", TWIPS, None)
    right = Attribute("right", TWIPS, None)
    start = Attribute("start", TWIPS, None)
    end = Attribute("end", TWIPS, None)
    first_line = Attribute("firstLine", TWIPS, None)
    hanging = Attribute("hanging", TWIPS, None)
    left_characters = Attribute("leftChars", INTEGER, None)
    right_characters = Attribute("rightChars", INTEGER, None)
    start_characters = Attribute("startChars", INTEGER, None)
    end_characters = Attribute("endChars", INTEGER, None)
    first_line_characters = Attribute("firstLineChars", INTEGER, None)
    hanging_characters = Attribute("hangingChars", INTEGER, None)


class TabStop(View, tag="tab"):
    """A stop in w:tabs; a w:tab in a run has none of these."""

    position = Attribute("pos", TWIPS, None)
    alignment = Attribute("val", TEXT, "left")
    leader = Attribute("leader", TEXT, "none")


class TabStops(View, tag="tabs"):
    stops = Children(TabStop)


class NumberProperties(View, tag="numPr"):
    """A paragraph's or a style's list: `instance` is "0" where a number is taken away, "" where only the level is said."""

    level = Value("ilvl", INTEGER, None)
    instance = Value("numId", TEXT, "")


class Frame(View, tag="framePr"):
    width = Attribute("w", TWIPS, 0)
    height = Attribute("h", TWIPS, 0)
    rule = Attribute("hRule", TEXT, "auto")
    left = Attribute("x", TWIPS, 0)
    top = Attribute("y", TWIPS, 0)
    gap_across = Attribute("hSpace", TWIPS, 0)
    gap_down = Attribute("vSpace", TWIPS, 0)
    wrap = Attribute("wrap", TEXT, "around")
    across = Attribute("hAnchor", TEXT, "page")
    down = Attribute("vAnchor", TEXT, "page")
    align_across = Attribute("xAlign", TEXT, "")
    align_down = Attribute("yAlign", TEXT, "")
    drop_cap = Attribute("dropCap", TEXT, "none")
    lines = Attribute("lines", INTEGER, 1)


class Border(View):
    """One side of a border, whichever (§17.3.4): width in eighths of a point, distance of the text in points."""

    kind = Attribute("val", TEXT, "none")
    size = Attribute("sz", EIGHTHS, 0)
    space = Attribute("space", POINTS, 0)
    color = Attribute("color", TEXT, "auto")
    shadow = Attribute("shadow", ON_OFF, False)


class RunProperties(View, tag="rPr"):
    """§17.3.2.28. `spacing` is twips between characters, `position` half points above the line."""

    style = Value("rStyle", TEXT, "")
    size = Value("sz", HALF_POINTS, None)
    size_complex = Value("szCs", HALF_POINTS, None)
    spacing = Value("spacing", TWIPS, 0)
    scale = Value("w", SCALE, 100)
    position = Value("position", HALF_POINTS, 0)
    kerning = Value("kern", HALF_POINTS, 0)
    fitted = Value("fitText", TWIPS, 0)
    color = Value("color", TEXT, "auto")
    underline = Value("u", TEXT, "none")
    highlight = Value("highlight", TEXT, "none")
    vertical = Value("vertAlign", TEXT, "baseline")
    bold = Toggle("b")
    bold_complex = Toggle("bCs")
    italic = Toggle("i")
    italic_complex = Toggle("iCs")
    caps = Toggle("caps")
    small_caps = Toggle("smallCaps")
    strike = Toggle("strike")
    double_strike = Toggle("dstrike")
    outline = Toggle("outline")
    shadow = Toggle("shadow")
    emboss = Toggle("emboss")
    imprint = Toggle("imprint")
    hidden = Toggle("vanish")
    hidden_on_web = Toggle("webHidden")
    hidden_special = Toggle("specVanish")
    on_grid = Toggle("snapToGrid", True)
    right_to_left = Toggle("rtl")
    complex_script = Toggle("cs")
    no_proof = Toggle("noProof")


class ParagraphProperties(View, tag="pPr"):
    """§17.3.1.26. `outline` is 0 for the first level, 9 for text, None where it is not said."""

    style = Value("pStyle", TEXT, "")
    alignment = Value("jc", TEXT, "")
    outline = Value("outlineLvl", INTEGER, None)
    text_direction = Value("textDirection", TEXT, "lrTb")
    text_alignment = Value("textAlignment", TEXT, "auto")
    numbering = Child(NumberProperties)
    spacing = Child(Spacing)
    indent = Child(Indent)
    tabs = Child(TabStops)
    frame = Child(Frame)
    run = Child(RunProperties)  # of the paragraph's mark
    section = Child(SectionProperties)  # the section that ends with this paragraph
    keep_next = Toggle("keepNext")
    keep_lines = Toggle("keepLines")
    page_break_before = Toggle("pageBreakBefore")
    widow_control = Toggle("widowControl", True)
    suppress_lines = Toggle("suppressLineNumbers")
    contextual_spacing = Toggle("contextualSpacing")
    mirrored_indents = Toggle("mirrorIndents")
    on_grid = Toggle("snapToGrid", True)
    right_to_left = Toggle("bidi")
    kinsoku = Toggle("kinsoku", True)
    hanging_punctuation = Toggle("overflowPunct", True)
    word_wrap = Toggle("wordWrap", True)
    latin_gap = Toggle("autoSpaceDE", True)
    digit_gap = Toggle("autoSpaceDN", True)


class Run(View, tag="r"):
    properties = Child(RunProperties)


class Paragraph(View, tag="p"):
    properties = Child(ParagraphProperties)
    runs = Children(Run)

    @property
    def style(self) -> str:
        """The id of its style, "" for the default one."""
        properties = self.properties
        return "" if properties is None else properties.style

    @property
    def section(self) -> SectionProperties | None:
        """The section that ends with this paragraph."""
        properties = self.properties
        return None if properties is None else properties.section
