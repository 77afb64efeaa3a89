"""The fonts in use are set-up's, the workspace's and those known by name: nothing else on a machine changes a page."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.fonts.folders import font_folders
from docgen.fonts.font_set import FontSet
from docgen.fonts.glyphs import check_glyphs
from docgen.fonts.names import BROUGHT, NAMES
from docgen.model.nodes import Document, Paragraph, Text
from docgen.pdf import writer as pdf

PAGE = (
    '<html lang="zh-CN"><style>p{font-family:"%s"}</style><p>普通 Latin 10⁻⁹ ☐ ☑ <b>粗体</b> <i>斜体</i></p>'
    '<p style="font-family:没有这种字体">乙</p><p style="font-family:serif">serif 丙</p></html>'
)


def environment(folder: Path) -> dict[str, str]:
    """A user whose fonts are set-up's, and whatever is put into `folder`/fonts."""
    own = Path(FontSet()._folders.own)
    (folder / "fonts").mkdir(parents=True)
    (folder / "fonts" / "docgen").symlink_to(own)
    return {**os.environ, "XDG_DATA_HOME": str(folder)}


def renamed(source: str, target: Path, family: str) -> None:
    """A font file under another name of its family."""
    with TTFont(source, fontNumber=0) as font:
        font["name"].names = [record for record in font["name"].names if record.platformID == 3]
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = family
        font.save(target)


def printed(fonts: FontSet, family: str = "宋体") -> bytes:
    return pdf.lay_out(PAGE % family, [], fonts=fonts).write()


@pytest.mark.parametrize("family", ["宋体", "黑体", "仿宋", "楷体", "Arial"])
def test_a_foreign_font_on_the_machine_changes_nothing(tmp_path: Path, family: str) -> None:
    user = environment(tmp_path)
    before = FontSet(None, user)
    plain = printed(before, family)
    foreign = FontSet().match("Arial").file
    for name in ("没有这种字体", "Aaa Symbols"):
        renamed(foreign, tmp_path / "fonts" / f"{name}.ttf", name)
    after = FontSet(None, user)
    assert not before.is_current() or after.text == before.text
    assert after.fingerprint() == before.fingerprint()
    assert printed(after, family) == plain


def test_a_font_in_the_workspace_is_used_by_whatever_name(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    without = FontSet(folder)
    assert without.stand_in("公司字体") == ("", "")
    renamed(without.match("Arial").file, folder / "company.ttf", "公司字体")
    assert not without.is_current()
    fonts = FontSet(folder)
    assert fonts.stand_in("公司字体") == ("公司字体", str(folder / "company.ttf"))
    assert fonts.is_current()


def test_two_workspaces_in_two_threads_print_with_their_own_fonts(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder, model in zip(folders, ("Arial", "Courier New"), strict=True):
        folder.mkdir()
        renamed(FontSet().match(model).file, folder / "x.ttf", "公司字体")
    alone = [printed(FontSet(folder), "公司字体") for folder in folders]
    assert alone[0] != alone[1]
    together: dict[int, list[bytes]] = {0: [], 1: []}
    start = threading.Barrier(2)

    def work(number: int) -> None:
        start.wait()
        for _turn in range(3):
            together[number].append(printed(FontSet(folders[number]), "公司字体"))

    threads = [threading.Thread(target=work, args=(number,)) for number in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == {number: [alone[number]] * 3 for number in together}


def test_set_up_has_brought_what_the_samples_need() -> None:
    fonts = FontSet()
    assert all(fonts.stand_in(name)[0] for name in NAMES)
    found = {family for face, _version in fonts._configuration().faces() for family in face.families}
    assert set(BROUGHT) <= found
    assert all(fonts.can_print(character) for character in "⁻⁹☐☑×㎡①")


def test_a_hyphen_in_a_name_is_part_of_it() -> None:
    assert FontSet().stand_in("FZXiaoBiaoSong-B05S")[0] == "Noto Serif CJK SC"


def test_a_character_that_no_font_has_is_named_with_its_place() -> None:
    place = Location("content/x.yaml", 3, 1)
    document = Document("题", (Paragraph((Text("甲\U0010fffd"),), location=place),))
    (problem,) = check_glyphs(document, FontSet().can_print)
    assert (problem.code, problem.location) == ("F101", place)
    assert "U+10FFFD" in problem.message


def test_another_program_gets_the_same_fonts_by_a_file_and_a_variable(own: Workspace) -> None:
    given = FontSet(own.fonts).environment()
    text = Path(given["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert text == FontSet(own.fonts).text
    assert "OpenSymbol" in Path(FontSet().environment(("OpenSymbol",))["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert os.environ.get("FONTCONFIG_FILE") != given["FONTCONFIG_FILE"]


def test_a_workspace_folder_that_is_a_link_is_looked_into(tmp_path: Path) -> None:
    shutil.copy(FontSet().match("Arial").file, tmp_path / "real.ttf")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "x.ttf").symlink_to(tmp_path / "real.ttf")
    assert str(tmp_path / "fonts" / "x.ttf") in FontSet(tmp_path / "fonts").text


def test_the_folders_of_each_system() -> None:
    linux = font_folders("linux", {}, "/home/a")
    assert [str(folder) for folder in linux.system] == [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/home/a/.fonts",
        "/home/a/.local/share/fonts",
    ]
    assert str(linux.own) == "/home/a/.local/share/fonts/docgen"
    assert str(linux.caches[-1]) == "/home/a/.cache/fontconfig"
    moved = font_folders(
        "linux", {"XDG_DATA_HOME": "/d", "XDG_DATA_DIRS": "/opt/share:/usr/share:", "XDG_CACHE_HOME": "/c"}, "/home/a"
    )
    assert [str(folder) for folder in moved.system[2:]] == ["/opt/share/fonts", "/home/a/.fonts", "/d/fonts"]
    mac = [str(folder) for folder in font_folders("darwin", {}, "/Users/a").system]
    assert {"/System/Library/Fonts", "/Library/Fonts", "/Users/a/Library/Fonts"} <= set(mac)
    assert "/System/Library/AssetsV2/com_apple_MobileAsset_Font7" in mac  # 楷体 and 仿宋 are fetched into it
    windows = font_folders(
        "win32", {"WINDIR": r"D:\Windows", "LOCALAPPDATA": r"C:\Users\a\AppData\Local"}, r"C:\Users\a"
    )
    assert [str(folder) for folder in windows.system] == [
        r"D:\Windows\Fonts",
        r"C:\Users\a\AppData\Local\Microsoft\Windows\Fonts",
    ]
    assert str(font_folders("win32", {}, r"C:\Users\a").own) == r"C:\Users\a\AppData\Local\docgen\fonts"
