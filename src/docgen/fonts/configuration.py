"""fontconfig's configuration as docgen has it, complete: the system's own rules are not read.

Every font in the workspace's `fonts/` and in docgen's own folder, and of the system's only those that `names` knows;
Word's names with their stand-ins; one order for characters that a text's fonts do not have; bold and italic
drawn where a font has none. So the same fonts give the same pages, whatever else is installed and whatever
rules a distribution or user has written. (fonts.dtd of fontconfig 2.14; every element is known since 2.12.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from xml.sax.saxutils import escape

from docgen.fonts.names import BROUGHT, FALLBACKS, GENERIC, SANS_SERIF, STAND_INS

_HEAD = ('<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>")
# As fontconfig's own 90-synthetic.conf and 10-hinting-slight.conf.
_DRAWN = """\
<match target="pattern"><edit name="hintstyle" mode="append"><const>hintslight</const></edit></match>
<match target="font">
<test name="slant"><const>roman</const></test>
<test target="pattern" name="slant" compare="not_eq"><const>roman</const></test>
<edit name="matrix" mode="assign"><times><name>matrix</name><matrix><double>1</double><double>0.2</double>\
<double>0</double><double>1</double></matrix></times></edit>
<edit name="slant" mode="assign"><const>oblique</const></edit>
<edit name="embeddedbitmap" mode="assign"><bool>false</bool></edit>
</match>
<match target="font">
<test name="weight" compare="less_eq"><const>medium</const></test>
<test target="pattern" name="weight" compare="more_eq"><const>bold</const></test>
<edit name="embolden" mode="assign"><bool>true</bool></edit>
<edit name="weight" mode="assign"><const>bold</const></edit>
</match>"""


def configuration(
    files: Iterable[PurePath],
    folders: Sequence[PurePath],
    caches: Sequence[PurePath],
    families: Iterable[str],
) -> str:
    """The text of a fonts.conf.

    `files` are font files that are used whatever their names, `folders` all that is searched (with those files'),
    `families` the names that are used where they are found. The result depends on these alone.
    """
    lines = [*_HEAD]
    lines += [f"<dir>{escape(str(folder))}</dir>" for folder in folders]
    lines += [f"<cachedir>{escape(str(folder))}</cachedir>" for folder in caches]
    # Rejected is what no pattern accepts: an empty pattern fits every font.
    lines.append("<selectfont><rejectfont><pattern/></rejectfont><acceptfont>")
    lines += [_pattern(file=str(file)) for file in files]
    for family in families:
        # A free family may be installed in more weights and widths than set-up brings.
        if family in BROUGHT:
            lines += [_pattern(family=family, weight=weight, width=100) for weight in (80, 200)]
        else:
            lines.append(_pattern(family=family))
    lines.append("</acceptfont></selectfont>")
    lines += [*_rules(), "</fontconfig>"]
    return "\n".join(lines) + "\n"


def rules() -> str:
    """The text of a fonts.conf with the names and their order alone and no fonts: the same for every workspace."""
    return "\n".join([*_HEAD, *_rules(), "</fontconfig>"]) + "\n"


def _rules() -> list[str]:
    lines = []
    for name, stand_ins in STAND_INS.items():
        symbols = (GENERIC["sans-serif"],) if stand_ins in SANS_SERIF else ()
        lines.append(_alias(name, [family for family in (*stand_ins, *symbols) if family != name]))
    lines += [_alias(name, [family]) for name, family in GENERIC.items()]
    fallbacks = "".join(f"<string>{escape(family)}</string>" for family in FALLBACKS)
    lines.append(
        f'<match target="pattern"><edit name="family" mode="append_last" binding="strong">{fallbacks}</edit></match>'
    )
    return [*lines, _DRAWN]


def _pattern(**elements: str | int) -> str:
    parts = []
    for name, value in elements.items():
        kind = "int" if isinstance(value, int) else "string"
        parts.append(f'<patelt name="{name}"><{kind}>{escape(str(value))}</{kind}></patelt>')
    return f"<pattern>{''.join(parts)}</pattern>"


def _alias(name: str, families: Iterable[str]) -> str:
    accepted = "".join(f"<family>{escape(family)}</family>" for family in families)
    return f'<alias binding="same"><family>{escape(name)}</family><accept>{accepted}</accept></alias>'
