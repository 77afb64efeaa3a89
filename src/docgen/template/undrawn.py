"""What a template shows in Word and the PDF cannot: metafiles, charts and SmartArt. Said, not left out in silence."""

from __future__ import annotations

import posixpath
import re

from docgen.errors import Location, Problem
from docgen.template import messages

_STORY = re.compile(r"word/_rels/(document|header\d*|footer\d*)\.xml\.rels")
_TARGET = re.compile(rb'Target="([^"]+)"')


def check_drawings(parts: dict[str, bytes], location: Location) -> list[Problem]:
    """Warnings W146 (metafiles) and W147 (charts and SmartArt) of cover, headers and footers, each part once."""
    problems: list[Problem] = []
    for name, content in parts.items():
        story = _STORY.fullmatch(name)
        if story is None:
            continue
        targets = [posixpath.basename(target.decode(errors="replace")) for target in _TARGET.findall(content)]
        pictures = [target for target in targets if target.lower().endswith((".emf", ".wmf"))]
        if pictures:
            problems.append(messages.METAFILES.at(location, part=f"{story[1]}.xml", names="、".join(pictures)))
        drawn = [target for target in targets if re.match(r"(chart|data)\d+\.xml", target)]
        if drawn:
            problems.append(messages.CHARTS.at(location, part=f"{story[1]}.xml"))
    return problems
