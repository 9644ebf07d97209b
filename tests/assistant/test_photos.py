"""Attached pictures: the good ones open upright and small, the bad ones are refused in words, and nothing big is decoded."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from PIL import Image

from assistant.photos import EDGE, FILE_LIMIT, open_photo
from data.errors import PhotoError
from data.picture_files import open_picture


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def attached(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_usual_formats_open(kind: str) -> None:
    photo = open_photo(attached(encoded(Image.new("RGB", (40, 30), "red"), kind)))
    assert photo.original == (40, 30)
    assert photo.image.mode == "RGB"


def test_a_data_url_opens_as_its_content_does() -> None:
    content = encoded(Image.new("RGB", (4, 4)), "PNG")
    assert open_photo(f"data:image/png;base64,{attached(content)}").original == (4, 4)


def test_a_phones_fifty_megapixels_open_small() -> None:
    photo = open_photo(attached(encoded(Image.new("RGB", (8160, 6120), "red"), "JPEG")))
    assert photo.original == (8160, 6120)
    assert max(photo.image.size) <= EDGE


def test_rotation_in_exif_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_photo(attached(encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif))).image.size == (20, 40)


def test_an_animation_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert open_photo(attached(content)).image.getpixel((0, 0)) == (255, 0, 0)


def test_transparency_stands_on_white() -> None:
    photo = open_photo(attached(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG")))
    assert photo.image.getpixel((0, 0)) == (255, 255, 255)


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"\0" * 5_000_000)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    "sent",
    [
        "not base64 at all!",
        "aGVsbG8=",
        "data:image/png;base64,",
        "data:image/gif,GIF89a",
        attached(encoded(Image.new("L", (12_000, 12_000)), "PNG")),
        attached(encoded(Image.new("1", (30_000, 30_000)), "PNG")),
        attached(encoded(Image.effect_noise((200, 200), 50), "JPEG")[:700]),
        attached(zip_bomb()),
        "A" * (FILE_LIMIT * 4 // 3 + 100),
    ],
    ids=["words", "no picture", "nothing", "half a gif", "bomb", "larger bomb", "cut off", "zip", "too many bytes"],
)
def test_what_cannot_be_used_is_refused_in_words(sent: str) -> None:
    with pytest.raises(PhotoError, match=r"picture|open"):
        open_photo(sent)


def test_a_server_opens_less_at_once_than_an_import() -> None:
    large = encoded(Image.new("RGB", (2600, 2200), "teal"), "WEBP")
    assert open_picture(large, edge=EDGE).original == (2600, 2200)
    with pytest.raises(PhotoError, match="5 megapixels"):
        open_photo(attached(large))
    assert open_photo(attached(encoded(Image.new("RGB", (2400, 2000), "teal"), "WEBP"))).original == (2400, 2000)
