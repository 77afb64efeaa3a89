"""What a photograph's file says of its maker does not leave the house; what decides its look does."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from approval_samples import furnish, write
from docgen.app.build import build
from docgen.content.workspace import Workspace
from docgen.metadata import without_metadata
from docgen.ooxml.package import write_package

SECRETS = (b"SecretAuthor", b"SecretPlace", b"SecretSoftware", b"SecretComment", b"SecretBehind")


def photograph(side: int = 1, **save: object) -> bytes:
    """A JPEG as a telephone writes it: Exif with a place, XMP, a comment, and a second picture behind the first."""
    image = Image.linear_gradient("L").resize((64, 40)).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "SecretAuthor"
    exif[ExifTags.Base.Software] = "SecretSoftware"
    exif[ExifTags.Base.Orientation] = side
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = b"ASCII\0\0\0SecretPlace"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x>SecretAuthor</x>", dpi=(150, 150), **save)
    return buffer.getvalue() + b"\xff\xd8SecretBehind\xff\xd9"


def screenshot(side: int = 1) -> bytes:
    """A PNG with texts and Exif."""
    texts = PngInfo()
    texts.add_text("Author", "SecretAuthor")
    texts.add_itxt("Software", "SecretSoftware")
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "SecretAuthor"
    exif[ExifTags.Base.Orientation] = side
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((64, 40)).save(buffer, "PNG", pnginfo=texts, exif=exif, dpi=(150, 150))
    return buffer.getvalue() + b"SecretBehind"


def said(content: bytes) -> list[bytes]:
    return [secret for secret in SECRETS if secret in content]


@pytest.mark.parametrize("side", range(1, 9))
@pytest.mark.parametrize("make", [photograph, screenshot])
def test_a_picture_looks_the_same_and_says_nothing(make: object, side: int) -> None:
    assert callable(make)
    before = make(side)
    after = without_metadata(before)
    assert len(said(before)) >= 3
    assert said(after) == []
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert new.info["dpi"] == pytest.approx(old.info["dpi"])
        one, other = ImageOps.exif_transpose(old), ImageOps.exif_transpose(new)
        assert one.size == other.size == ((64, 40) if side < 5 else (40, 64))
        assert ImageChops.difference(one, other).getbbox() is None
    assert without_metadata(after) == after


@pytest.mark.parametrize("save", [{"progressive": True}, {"restart_marker_blocks": 2}, {"subsampling": 0}])
def test_every_way_of_coding_a_jpeg_is_read(save: dict[str, object]) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    before = photograph(icc_profile=profile, **save)
    after = without_metadata(before)
    assert said(after) == []
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert new.info["icc_profile"] == profile
        assert ImageChops.difference(old, new).getbbox() is None


def test_what_is_no_whole_picture_is_left_as_it_is() -> None:
    for content in (
        b"",
        b"\xff\xd8",
        photograph()[:60],
        screenshot()[:60],
        b"GIF89a",
        b"<svg/>",
        b"\xff\xd8\xff\xe1\0\0",
    ):
        assert without_metadata(content) == content
    plain = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(plain, "JPEG")
    assert without_metadata(plain.getvalue()) == plain.getvalue()


def test_word_and_pdf_files_say_nothing_of_who_took_their_pictures(workspace: Workspace) -> None:
    path = furnish(workspace)
    (workspace.content / "照片.jpg").write_bytes(photograph(6))
    (workspace.content / "截图.png").write_bytes(screenshot())
    write(path, '"![照](照片.jpg)\\n\\n![图](截图.png)"')
    outputs = build(workspace, path, ("docx", "pdf")).outputs
    with zipfile.ZipFile(io.BytesIO(outputs["docx"])) as package:
        assert [name for name in package.namelist() if said(package.read(name))] == []
    with pikepdf.open(io.BytesIO(outputs["pdf"])) as pdf:
        streams = [bytes(item.read_raw_bytes()) for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    assert said(outputs["pdf"]) == []
    assert [stream for stream in streams if said(stream)] == []


def test_pictures_of_templates_and_forms_lose_it_too() -> None:
    """Every Word file goes through one writer."""
    with zipfile.ZipFile(
        io.BytesIO(write_package({"word/media/1.jpeg": photograph(), "word/media/2.PNG": screenshot()}))
    ) as made:
        assert [name for name in made.namelist() if said(made.read(name))] == []
