"""Lists: definitions, instances, levels (ECMA-376 part 1 §17.9)."""

from __future__ import annotations

from docgen.ooxml.declared import INTEGER, TEXT, Attribute, Child, Children, Toggle, Value, View
from docgen.ooxml.elements.paragraphs import ParagraphProperties, RunProperties


class NumberFormat(View, tag="numFmt"):
    """§17.9.17; `pattern` is that of the value custom."""

    name = Attribute("val", TEXT, "decimal")
    pattern = Attribute("format", TEXT, "")


class Level(View, tag="lvl"):
    """§17.9.6. `start` is 0 where it is not said (§17.9.25), `restart` None: by every level above."""

    index = Attribute("ilvl", INTEGER, 0)
    start = Value("start", INTEGER, 0)
    restart = Value("lvlRestart", INTEGER, None)
    style = Value("pStyle", TEXT, "")
    suffix = Value("suff", TEXT, "tab")
    text = Value("lvlText", TEXT, "")
    picture = Value("lvlPicBulletId", TEXT, "")
    legal = Toggle("isLgl")
    paragraph = Child(ParagraphProperties)
    run = Child(RunProperties)


class Override(View, tag="lvlOverride"):
    """§17.9.8."""

    index = Attribute("ilvl", INTEGER, 0)
    start = Value("startOverride", INTEGER, None)
    level = Child(Level)


class Instance(View, tag="num"):
    """§17.9.15."""

    identifier = Attribute("numId", TEXT, "")
    definition = Value("abstractNumId", TEXT, "")
    overrides = Children(Override)


class Definition(View, tag="abstractNum"):
    """§17.9.1. `numbering_style` names the style whose list this one is, `style_link` the style that this list is of."""

    identifier = Attribute("abstractNumId", TEXT, "")
    kind = Value("multiLevelType", TEXT, "")
    style_link = Value("styleLink", TEXT, "")
    numbering_style = Value("numStyleLink", TEXT, "")
    levels = Children(Level)


class NumberingRoot(View, tag="numbering"):
    definitions = Children(Definition)
    instances = Children(Instance)
