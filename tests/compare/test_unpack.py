"""Archives unpacked: what belongs there is there, and nothing leads out."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from docgen.compare.unpack import unpack


def archive(*members: tuple[str, str, str]) -> bytes:
    """A tar of (name, kind, text): kind "file" with its content, "link" or "hard" with what it points to, "folder", "device"."""
    kinds = {
        "file": tarfile.REGTYPE,
        "link": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "folder": tarfile.DIRTYPE,
        "device": tarfile.FIFOTYPE,
    }
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        for name, kind, text in members:
            member = tarfile.TarInfo(name)
            member.type = kinds[kind]
            content = text.encode() if kind == "file" else b""
            member.size = len(content)
            member.mode = 0o7777
            member.linkname = text if kind in ("link", "hard") else ""
            file.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def inside(place: Path) -> list[str]:
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


def test_files_folders_and_links_inside_are_there(place: Path) -> None:
    unpack(
        archive(
            ("content", "folder", ""),
            ("content/一.yaml", "file", "标题: 甲\n"),
            ("content/二.yaml", "link", "一.yaml"),
            ("deep/er/三.txt", "file", "三"),
        ),
        place,
    )
    assert inside(place) == ["content", "content/一.yaml", "content/二.yaml", "deep", "deep/er", "deep/er/三.txt"]
    assert (place / "content/二.yaml").read_text(encoding="utf-8") == "标题: 甲\n"
    assert (place / "content/一.yaml").stat().st_mode & 0o7000 == 0


@pytest.mark.parametrize(
    "members",
    [
        (("../out.txt", "file", "x"),),
        (("a/../../out.txt", "file", "x"),),
        (("{outside}/out.txt", "file", "x"),),
        (("link", "link", ".."), ("link/out.txt", "file", "x")),
        (("link", "link", "{outside}"), ("link/out.txt", "file", "x")),
        (("link", "link", "{outside}"),),
        (("link", "link", "../secret"),),
        (("hard", "hard", "../secret"),),
        (("pipe", "device", ""),),
        (("deep/er/up", "link", "../.."), ("door", "link", "deep/er/up/../secret")),
        (("door", "link", "deep/er/up/../secret"), ("deep/er/up", "link", "../..")),
        (("one", "link", "two"), ("two", "link", "three"), ("three", "link", "../secret")),
    ],
    ids=lambda members: " ".join(f"{name}→{text}" for name, _kind, text in members),
)
def test_nothing_is_written_or_reached_outside(place: Path, members: tuple[tuple[str, str, str], ...]) -> None:
    outside = place.parent
    (outside / "secret").write_text("secret", encoding="utf-8")
    told = [(name.format(outside=outside), kind, text.format(outside=outside)) for name, kind, text in members]
    unpack(archive(*told, ("good.txt", "file", "good")), place)
    assert sorted(path.name for path in outside.iterdir()) == ["secret", "unpacked"]
    assert (place / "good.txt").read_text(encoding="utf-8") == "good"
    for path in place.rglob("*"):
        assert path.resolve().is_relative_to(place)
        assert not path.is_file() or "secret" not in path.read_text(encoding="utf-8")


def test_what_is_no_archive_is_said_so(place: Path) -> None:
    with pytest.raises(tarfile.ReadError):
        unpack(b"no archive", place)
