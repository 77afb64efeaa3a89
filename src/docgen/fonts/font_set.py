"""The fonts that a workspace prints with: what stands for a name of Word's, how high it makes a line, what it can print.

A FontSet is made once and passed to whoever prints; what it has found out is kept in it. Every printer gets the same
fonts from it: WeasyPrint a configuration loaded from its text, LibreOffice a file and an environment variable.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from docgen.fonts.configuration import configuration, rules
from docgen.fonts.folders import font_folders
from docgen.fonts.library import Configuration, Face, FontconfigMissing, use_rules
from docgen.fonts.names import NAMES, STAND_INS, known_families
from docgen.text.latin import LATIN_RANGE

_LATIN_FAMILY = re.compile(r'"L ([^"]+)"')
_LATIN_FACES = (
    ("normal", "normal", 80, 0),
    ("bold", "normal", 200, 0),
    ("normal", "italic", 80, 100),
    ("bold", "italic", 200, 100),
)
_FONT_FILES = (".ttf", ".otf", ".ttc", ".otc")
_UNREADABLE = 1.16, 0.288, 0.0  # a usual Chinese font's


class FontSet:
    """The fonts of a workspace whose `fonts/` is `folder` (None: no workspace) on this machine.

    `environment` says where the user's folders are, as os.environ does. With `DOCGEN_FONTS=brought` in it only the
    fonts that set-up brings and the workspace's own are used, on whatever system: the same pages everywhere.
    """

    def __init__(self, folder: Path | None = None, environment: Mapping[str, str] = os.environ) -> None:
        self.folder = folder
        self._folders = font_folders(sys.platform, environment, str(Path.home()))
        self._families = known_families(brought_only=environment.get("DOCGEN_FONTS") == "brought")
        self.text = self._write()
        self._loaded: Configuration | None = None
        self._matches: dict[tuple[str, int, int], Face] = {}
        self._extents: dict[str, tuple[float, float, float]] = {}
        self._printable: dict[str, bool] = {}

    def __getstate__(self) -> dict[str, object]:
        """For another process, which loads the fonts for itself."""
        return {**self.__dict__, "_loaded": None}

    def is_current(self) -> bool:
        """False once a font has been added, changed or taken away: then another FontSet has to be made."""
        return self._write() == self.text and (self._loaded is None or self._loaded.is_current)

    def load(self) -> Configuration:
        """A configuration of the caller's own for Pango, to which he may add fonts. FontconfigMissing without the library."""
        use_rules(rules())
        return Configuration(self.text)

    def environment(self, more_families: tuple[str, ...] = ()) -> dict[str, str]:
        """The environment for a program that is to print with the same fonts, and `more_families` where they are installed."""
        text = self._write(more_families) if more_families else self.text
        folder = Path(self._folders.caches[-1]).parent / "docgen"
        path = folder / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
        if not path.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{os.getpid()}")
            aside.write_text(text, encoding="utf-8")
            os.replace(aside, path)
        return {**os.environ, "FONTCONFIG_FILE": str(path)}

    def stand_in(self, name: str) -> tuple[str, str]:
        """The installed family that prints a font name of Word's, and its file; ("", "") where neither it nor a stand-in is there."""
        face = self.match(name)
        wanted = {candidate.casefold() for candidate in (name, *STAND_INS.get(name, ()))}
        family = next((family for family in face.families if family.casefold() in wanted), "")
        return (family, face.file) if family else ("", "")

    def resolve_families(self) -> dict[str, tuple[str, str]]:
        """{Word's name: (family that stands for it, its file)} of NAMES; ("", "") where nothing fits."""
        return {name: self.stand_in(name) for name in NAMES}

    def match(self, name: str, weight: int = 80, slant: int = 0) -> Face:
        """The face that is printed where a font name of Word's is asked for; one without families if there is none."""
        key = (name, weight, slant)
        if key not in self._matches:
            try:
                self._matches[key] = self._configuration().match(name, weight, slant)
            except FontconfigMissing:
                return Face((), "", 0)
        return self._matches[key]

    def line_extents(self, name: str) -> tuple[float, float, float]:
        """Ascent, descent and leading, in em, of the installed font that stands for one of Word's: how high it makes a line.

        The choice among a font's three pairs of values is LibreOffice's and HarfBuzz's: hhea, unless the font asks for
        its typographic ones. A font that cannot be read counts as a usual Chinese one.
        """
        if name not in self._extents:
            self._extents[name] = _extents(self.match(name))
        return self._extents[name]

    def latin_faces(self, html: str) -> tuple[str, list[Path]]:
        """@font-face rules for the Latin families that the HTML names as "L …", and the font files they read."""
        rules: list[str] = []
        files: list[Path] = []
        for name in sorted(set(_LATIN_FAMILY.findall(html))):
            for weight, style, fc_weight, fc_slant in _LATIN_FACES:
                file = self.match(name, fc_weight, fc_slant).file
                if not file.lower().endswith((".ttf", ".otf")):
                    continue  # a collection has no address for one of its faces
                files.append(Path(file))
                rules.append(
                    f'@font-face{{font-family:"L {name}";font-weight:{weight};font-style:{style};'
                    f'src:url("{Path(file).as_uri()}");unicode-range:{LATIN_RANGE}}}'
                )
        return "\n".join(rules), sorted(set(files))

    def can_print(self, character: str) -> bool:
        """True if one of the fonts has the character, or nothing can be said for want of fontconfig."""
        if character not in self._printable:
            try:
                self._printable[character] = self._configuration().has(character)
            except FontconfigMissing:
                return True
        return self._printable[character]

    def fingerprint(self) -> str:
        """A digest of all fonts that a layout may take, by file name and version; "" without fontconfig.

        Machines with the same fonts in different folders agree.
        """
        try:
            faces = self._configuration().faces()
        except FontconfigMissing:
            return ""
        lines = sorted({f"{Path(face.file).name} {version}" for face, version in faces})
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def files(self) -> list[Path]:
        """Every font file that a layout may take, sorted; none without fontconfig."""
        try:
            return sorted({Path(face.file) for face, _version in self._configuration().faces()})
        except FontconfigMissing:
            return []

    def _configuration(self) -> Configuration:
        if self._loaded is None:
            self._loaded = Configuration(self.text)
        return self._loaded

    def _write(self, more_families: tuple[str, ...] = ()) -> str:
        own = [Path(self._folders.own), *([self.folder] if self.folder else [])]
        files = sorted(
            file
            for folder in own
            if folder.is_dir()
            for file in folder.rglob("*")
            if file.suffix.lower() in _FONT_FILES
        )
        searched = [*own, *self._folders.system]
        return configuration(files, searched, self._folders.caches, sorted({*self._families, *more_families}))


def _extents(face: Face) -> tuple[float, float, float]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(face.file, fontNumber=face.index, lazy=True) as font:
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
        return _UNREADABLE
