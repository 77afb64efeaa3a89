"""The few functions of fontconfig that docgen calls, by ctypes: WeasyPrint needs the same library, so it is there.

A `Configuration` is loaded from a text and belongs to whoever made it; environment variables are left alone. Two threads may ask one
Configuration (fontconfig has been safe for that since 2.11).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_uint32, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Any

_NAMES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig-1.dll")
_BREW = ("/opt/homebrew/lib", "/usr/local/lib")  # not on the loader's own path
_MATCH_PATTERN = 0
_RESULT_MATCH = 0
_SYSTEM = 0


class _FontSet(ctypes.Structure):
    _fields_ = (("count", c_int), ("room", c_int), ("fonts", POINTER(c_void_p)))


_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "FcConfigCreate": (c_void_p, ()),
    "FcConfigDestroy": (None, (c_void_p,)),
    "FcConfigParseAndLoadFromMemory": (c_int, (c_void_p, c_char_p, c_int)),
    "FcConfigBuildFonts": (c_int, (c_void_p,)),
    "FcConfigSetCurrent": (c_int, (c_void_p,)),
    "FcConfigUptoDate": (c_int, (c_void_p,)),
    "FcConfigGetFonts": (POINTER(_FontSet), (c_void_p, c_int)),
    "FcConfigSubstitute": (c_int, (c_void_p, c_void_p, c_int)),
    "FcDefaultSubstitute": (None, (c_void_p,)),
    "FcFontMatch": (c_void_p, (c_void_p, c_void_p, POINTER(c_int))),
    "FcPatternCreate": (c_void_p, ()),
    "FcPatternDestroy": (None, (c_void_p,)),
    "FcPatternAddString": (c_int, (c_void_p, c_char_p, c_char_p)),
    "FcPatternAddInteger": (c_int, (c_void_p, c_char_p, c_int)),
    "FcPatternGetString": (c_int, (c_void_p, c_char_p, c_int, POINTER(c_char_p))),
    "FcPatternGetInteger": (c_int, (c_void_p, c_char_p, c_int, POINTER(c_int))),
    "FcPatternGetCharSet": (c_int, (c_void_p, c_char_p, c_int, POINTER(c_void_p))),
    "FcCharSetHasChar": (c_int, (c_void_p, c_uint32)),
}


class FontconfigMissing(Exception):
    """There is no fontconfig library."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a font file: its family under every name, and its index in the file."""

    families: tuple[str, ...]
    file: str
    index: int


class Configuration:
    """fontconfig with one configuration text and the fonts that it finds. FontconfigMissing without the library."""

    def __init__(self, text: str) -> None:
        self._library = _load()
        self.address: int = self._library.FcConfigCreate()
        self._library.FcConfigParseAndLoadFromMemory(self.address, text.encode(), 1)
        self._library.FcConfigBuildFonts(self.address)

    def __del__(self) -> None:
        if address := getattr(self, "address", 0):
            self.address = 0
            self._library.FcConfigDestroy(address)

    @property
    def is_current(self) -> bool:
        """False once a folder of fonts has changed."""
        return bool(self._library.FcConfigUptoDate(self.address))

    def match(self, family: str, weight: int = 80, slant: int = 0) -> Face:
        """The face that prints a family (weight 80 regular, 200 bold; slant 100 italic); of Chinese ones if it is unknown.

        A Face without families where there is no font at all.
        """
        library = self._library
        pattern = library.FcPatternCreate()
        library.FcPatternAddString(pattern, b"family", family.encode())
        library.FcPatternAddString(pattern, b"lang", b"zh-cn")  # not the language of whoever runs the program
        library.FcPatternAddInteger(pattern, b"weight", weight)
        library.FcPatternAddInteger(pattern, b"slant", slant)
        library.FcConfigSubstitute(self.address, pattern, _MATCH_PATTERN)
        library.FcDefaultSubstitute(pattern)
        result = c_int()
        found = library.FcFontMatch(self.address, pattern, byref(result))
        library.FcPatternDestroy(pattern)
        if not found:
            return Face((), "", 0)
        try:
            return self._face(found)
        finally:
            library.FcPatternDestroy(found)

    def faces(self) -> list[tuple[Face, int]]:
        """Every face that is used, with its version (a 16.16 fixed-point number)."""
        return [(self._face(font), self._integer(font, b"fontversion")) for font in self._fonts()]

    def has(self, character: str) -> bool:
        """True if one of the fonts has the character."""
        code = ord(character)
        charset = c_void_p()
        for font in self._fonts():
            held = self._library.FcPatternGetCharSet(font, b"charset", 0, byref(charset))
            if held == _RESULT_MATCH and self._library.FcCharSetHasChar(charset, code):
                return True
        return False

    def _fonts(self) -> Iterator[int]:
        found = self._library.FcConfigGetFonts(self.address, _SYSTEM)
        if found:
            yield from (found.contents.fonts[index] for index in range(found.contents.count))

    def _face(self, pattern: int) -> Face:
        families = tuple(self._strings(pattern, b"family"))
        file = next(self._strings(pattern, b"file"), "")
        return Face(families, file, self._integer(pattern, b"index") & 0xFFFF)

    def _strings(self, pattern: int, name: bytes) -> Iterator[str]:
        value = c_char_p()
        number = 0
        while self._library.FcPatternGetString(pattern, name, number, byref(value)) == _RESULT_MATCH:
            yield (value.value or b"").decode("utf-8", "replace")
            number += 1

    def _integer(self, pattern: int, name: bytes) -> int:
        value = c_int()
        self._library.FcPatternGetInteger(pattern, name, 0, byref(value))
        return value.value


@cache
def use_rules(text: str) -> Configuration:
    """Make the rules of a text those that Pango asks: it takes fonts from its font map's own configuration, but names
    and their order from the one that is current in the process. Called again with the same text it does nothing.
    """
    rules = Configuration(text)
    rules._library.FcConfigSetCurrent(rules.address)
    return rules


@cache
def _load() -> Any:
    """The library with its functions' types. FontconfigMissing if there is none."""
    if sys.platform == "win32":  # where WeasyPrint looks: it has no folder for libraries on its path
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin").split(
            ";"
        ):
            if os.path.isdir(folder):
                os.add_dll_directory(folder)
    places = [*_NAMES, *(f"{folder}/{_NAMES[1]}" for folder in _BREW if sys.platform == "darwin")]
    for name in (*places, ctypes.util.find_library("fontconfig")):
        if not name:
            continue
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for function, (result, arguments) in _SIGNATURES.items():
            declared = getattr(library, function)
            declared.restype, declared.argtypes = result, arguments
        return library
    raise FontconfigMissing
