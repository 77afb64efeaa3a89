"""Where a system keeps its fonts, and where docgen keeps its own: by platform, from the environment that is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath


@dataclass(frozen=True, slots=True)
class Folders:
    """`own`: fonts that `make demo` brings; `system`: the platform's, to be searched by name; `caches`: fontconfig's, the last to be written."""

    own: PurePath
    system: tuple[PurePath, ...]
    caches: tuple[PurePath, ...]


def font_folders(platform: str, environment: Mapping[str, str], home: str) -> Folders:
    """The folders of a machine; `platform` as sys.platform says it, `home` the user's folder. Nothing is looked up.

    Linux as the XDG base directory specification has it; macOS: the folders of Font Book, with those that the system
    fetches on demand (楷体, 仿宋); Windows: the system's, and the user's since Windows 10.
    """
    if platform == "win32":
        return _windows(environment, PureWindowsPath(home))
    user = PurePosixPath(home)
    data = PurePosixPath(environment.get("XDG_DATA_HOME") or user / ".local/share") / "fonts"
    cache = PurePosixPath(environment.get("XDG_CACHE_HOME") or user / ".cache") / "fontconfig"
    if platform == "darwin":
        fetched = [f"/System/Library/AssetsV2/com_apple_MobileAsset_Font{number}" for number in ("5", "6", "7", "8")]
        names = ["/System/Library/Fonts", "/Library/Fonts", f"{user}/Library/Fonts", *fetched, str(data)]
        return Folders(data / "docgen", tuple(PurePosixPath(name) for name in names), (cache,))
    shared = (environment.get("XDG_DATA_DIRS") or "").split(":")
    folders = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        *(f"{folder}/fonts" for folder in shared if folder[:1] == "/"),
    ]
    found = dict.fromkeys([*map(PurePosixPath, folders), user / ".fonts", data])
    return Folders(data / "docgen", tuple(found), (PurePosixPath("/var/cache/fontconfig"), cache))


def _windows(environment: Mapping[str, str], user: PureWindowsPath) -> Folders:
    local = PureWindowsPath(environment.get("LOCALAPPDATA") or user / "AppData" / "Local")
    windows = PureWindowsPath(environment.get("WINDIR") or environment.get("SystemRoot") or r"C:\Windows")
    own, cache = local / "docgen" / "fonts", local / "docgen" / "fontconfig"
    return Folders(own, (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"), (cache,))
