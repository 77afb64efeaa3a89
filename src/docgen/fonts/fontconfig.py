"""Fonts: Word's names to what is installed, the same for WeasyPrint and LibreOffice.

A generated fontconfig file stands over the system's: it adds the workspace's
`fonts/` and docgen's own folder, and gives every name that Chinese Word files
use (宋体, 仿宋, 方正小标宋简体 …) a list of stand-ins, best first. A font that
is really installed always wins. Nothing is read from the network.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.ooxml.styles import LATIN_RANGE

_SONG = ("SimSun", "宋体", "Songti SC", "STSong", "Source Han Serif SC", "Noto Serif CJK SC", "FandolSong")
_HEI = ("SimHei", "黑体", "Heiti SC", "STHeiti", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
_KAI = ("KaiTi", "楷体", "Kaiti SC", "STKaiti", "FandolKai", "LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB")
_FANG = ("FangSong", "仿宋", "STFangsong", "FZFangSong-Z02", "FandolFang", "Zhuque Fangsong", "Noto Serif CJK SC")
_XIAOBIAO = (
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05",
    "Noto Serif CJK SC",
    "SimSun",
)
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "DejaVu Serif")
_ARIAL = ("Arial", "Liberation Sans", "Arimo", "Nimbus Sans", "DejaVu Sans")
_COURIER = ("Courier New", "Liberation Mono", "Cousine", "Nimbus Mono PS", "DejaVu Sans Mono")

# Word's name → stand-ins, best first
STAND_INS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("宋体", "SimSun", "NSimSun", "新宋体", "宋体-简", "华文宋体", "STSong", "仿宋_GB2312 宋"), _SONG),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK", "小标宋", "FZXiaoBiaoSong-B05S"), _XIAOBIAO),
    **dict.fromkeys(
        ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian", "方正黑体_GBK", "华文细黑"), _HEI
    ),
    **dict.fromkeys(("楷体", "楷体_GB2312", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "方正楷体_GBK"), _KAI),
    **dict.fromkeys(
        ("仿宋", "仿宋_GB2312", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "方正仿宋_GBK"), _FANG
    ),
    **dict.fromkeys(("Times New Roman", "Times", "Cambria", "Georgia"), _TIMES),
    **dict.fromkeys(("Arial", "Helvetica", "Calibri", "Verdana", "Tahoma"), _ARIAL),
    **dict.fromkeys(("Courier New", "Courier", "Consolas"), _COURIER),
}
NAMES = ("仿宋", "宋体", "黑体", "楷体", "方正小标宋简体", "Times New Roman", "Arial")

_LATIN_FAMILY = re.compile(r'"L ([^"]+)"')
_FACES = (
    ("normal", "normal", 80, 0),
    ("bold", "normal", 200, 0),
    ("normal", "italic", 80, 100),
    ("bold", "italic", 200, 100),
)


def own_folder() -> Path:
    """Where `make demo` puts fonts that Debian has no package for."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "fonts" / "docgen"


def use_fonts(folder: Path | None = None) -> Path:
    """Write the fontconfig file and make this process and its children use it; `folder` is the workspace's fonts/.

    To be called before anything loads Pango. Calling it again with the same folder does nothing.
    """
    text = _configuration([own_folder(), *([folder] if folder else [])])
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "docgen"
    path = cache / f"fonts-{name}.conf"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    if os.environ.get("FONTCONFIG_FILE") != str(path):
        os.environ["FONTCONFIG_FILE"] = str(path)
        _match.cache_clear()
    return path


def _configuration(folders: list[Path]) -> str:
    system = os.environ.get("DOCGEN_SYSTEM_FONTCONFIG") or "/etc/fonts/fonts.conf"
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>"]
    # Aliases before the system's own: its CJK rules would otherwise answer first.
    for name, stand_ins in STAND_INS.items():
        prefer = "".join(f"<family>{escape(family)}</family>" for family in stand_ins if family != name)
        lines.append(f'<alias binding="same"><family>{escape(name)}</family><accept>{prefer}</accept></alias>')
    lines += [f"<dir>{escape(str(folder))}</dir>" for folder in folders]
    lines.append(f'<include ignore_missing="yes">{escape(system)}</include>')
    lines.append("</fontconfig>")
    return "\n".join(lines) + "\n"


def resolve_families() -> dict[str, tuple[str, str]]:
    """{Word's name: (family that stands for it, its file)} of NAMES; ("", "") where nothing fits."""
    return {name: stand_in(name) for name in NAMES}


def stand_in(name: str) -> tuple[str, str]:
    """The installed family that prints a font name of Word's, and its file; ("", "") where neither it nor a stand-in is there."""
    family, file, _index = _match(name)
    wanted = {candidate.casefold() for candidate in (name, *STAND_INS.get(name, ()))}
    families = {part.strip().casefold() for part in family.split(",")}
    return (_best(family, wanted), file) if families & wanted else ("", "")


def _best(family: str, wanted: set[str]) -> str:
    names = [part.strip() for part in family.split(",")]
    return next((name for name in names if name.casefold() in wanted), names[0])


@lru_cache(256)
def _match(pattern: str) -> tuple[str, str, int]:
    """Family names, file and face index that fontconfig gives for a pattern."""
    line = subprocess.run(
        ["fc-match", "-f", "%{family}\t%{file}\t%{index}", pattern], capture_output=True, text=True, check=True
    ).stdout
    family, file, index = line.split("\t")
    return family, file, int(index) & 0xFFFF


@lru_cache(256)
def line_extents(name: str) -> tuple[float, float, float]:
    """Ascent, descent and leading, in em, of the installed font that stands for one of Word's: how high it makes a line.

    The choice among a font's three pairs of values is LibreOffice's and HarfBuzz's: hhea, unless the font asks for
    its typographic ones. A font that cannot be read counts as a usual Chinese one.
    """
    from fontTools.ttLib import TTFont, TTLibError

    _family, file, index = _match(name)
    try:
        with TTFont(file, fontNumber=index, lazy=True) as font:
            across, windows, em = font["hhea"], font["OS/2"], font["head"].unitsPerEm
            if windows.fsSelection & 0x80 and windows.version >= 4:
                own = windows.sTypoAscender, -windows.sTypoDescender, windows.sTypoLineGap
            elif across.ascent or across.descent:
                own = across.ascent, -across.descent, across.lineGap
            else:
                own = windows.usWinAscent, windows.usWinDescent, 0
            ascent, descent, leading = (value / em for value in own)
            return ascent, descent, leading
    except (OSError, TTLibError, KeyError, AttributeError):
        return 1.16, 0.288, 0.0


def latin_faces(html: str) -> tuple[str, list[Path]]:
    """@font-face rules for the Latin families that the HTML names as "L …", and the font files they read."""
    rules: list[str] = []
    files: list[Path] = []
    for name in sorted(set(_LATIN_FAMILY.findall(html))):
        for weight, style, fc_weight, fc_slant in _FACES:
            _family, file, _index = _match(f"{name}:weight={fc_weight}:slant={fc_slant}")
            if not file.lower().endswith((".ttf", ".otf")):
                continue  # a collection has no address for one of its faces
            files.append(Path(file))
            rules.append(
                f'@font-face{{font-family:"L {name}";font-weight:{weight};font-style:{style};'
                f'src:url("{Path(file).as_uri()}");unicode-range:{LATIN_RANGE}}}'
            )
    return "\n".join(rules), sorted(set(files))


def fingerprint() -> str:
    """A digest of all fonts that a layout may take, by file name and version; "" without fontconfig's tools.

    To be called after `use_fonts`; machines with the same fonts in different folders agree.
    """
    try:
        listing = subprocess.run(
            ["fc-list", "--format", "%{file|basename} %{fontversion}\n"], capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return hashlib.sha256(b"\n".join(sorted(set(listing.splitlines())))).hexdigest()
