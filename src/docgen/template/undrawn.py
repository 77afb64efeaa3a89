"""What a template shows in Word and the PDF cannot: metafiles, charts and SmartArt. Said, not left out in silence."""

from __future__ import annotations

import posixpath
import re

from docgen.errors import Location, Problem

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
            fact = "{part} 里的图片 {names} 是 Windows 图元文件，PDF 里不会出现".format(
                part=f"{story[1]}.xml", names="、".join(pictures)
            )
            problems.append(Problem(location, "W146", fact, "在 Word 里把图片另存为 PNG 或 SVG，再插回模板", "warning"))
        drawn = [target for target in targets if re.match(r"(chart|data)\d+\.xml", target)]
        if drawn:
            fact = "{part} 里有图表或 SmartArt，PDF 里不会出现".format(part=f"{story[1]}.xml")
            problems.append(Problem(location, "W147", fact, "在 Word 里把它复制，选择性粘贴为图片（PNG）", "warning"))
    return problems
