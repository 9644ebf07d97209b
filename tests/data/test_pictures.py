"""Pictures of a feed from files and `data:` URLs: what is taken, what it becomes, and what is not read."""

from __future__ import annotations

import base64
import io
import os
import random
import zlib
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from data.errors import ConfigError, PhotoError
from data.pictures import EDGE, PictureSource, as_webp
from tests.data.picture_server import picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    images.mkdir()
    (images / "hat.jpg").write_bytes(picture())
    (images / "a hat.png").write_bytes(picture(kind="PNG"))
    (tmp_path / "secret.jpg").write_bytes(picture())
    return images


def opened(webp: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(webp))
    image.load()
    assert image.format == "WEBP"
    return image


def test_a_path_is_read_in_the_folder_named_or_beside_the_feed(folder: Path) -> None:
    assert opened(PictureSource(str(folder), base=Path("elsewhere")).bring("hat.jpg")).size == (40, 30)
    assert opened(PictureSource(None, base=folder.parent).bring("images/a hat.png")).size == (40, 30)


@pytest.mark.parametrize("reference", ["hat.jpg", "/hat.jpg", "a%20hat.png", "hat.jpg?v=17&width=800"])
def test_a_prefix_stands_for_a_folder(folder: Path, reference: str) -> None:
    source = PictureSource(f"https://shop.example/cdn={folder}", base=Path("elsewhere"))
    assert opened(source.bring(f"https://shop.example/cdn/{reference}")).size == (40, 30)


@pytest.mark.parametrize(
    "reference",
    ["../secret.jpg", "../../../../../../etc/passwd", "/etc/passwd", "link.jpg", "x/../../secret.jpg", "file:///etc/passwd"],
)
def test_nothing_outside_the_folder_is_read(folder: Path, reference: str) -> None:
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    with pytest.raises(PhotoError, match=r"outside|cannot be read|not fetched"):
        PictureSource(str(folder), base=folder).bring(reference)


def test_nothing_outside_the_folder_is_read_through_a_prefix(folder: Path) -> None:
    source = PictureSource(f"https://shop.example/={folder}", base=folder)
    for path in ("../secret.jpg", "%2e%2e/secret.jpg", "%2fetc/passwd"):
        with pytest.raises(PhotoError, match=r"outside|cannot be read"):
            source.bring(f"https://shop.example/{path}")


@pytest.mark.parametrize("reference", ["gone.jpg", "", "a\0b.jpg", "x" * 5000 + ".jpg", "C:\\hat.jpg"])
def test_a_file_that_is_not_there_is_told_with_its_name_in_bounds(folder: Path, reference: str) -> None:
    with pytest.raises(PhotoError) as told:
        PictureSource(str(folder), base=folder).bring(reference)
    assert len(str(told.value)) < 700


def test_what_is_no_regular_file_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.jpg")
    with pytest.raises(PhotoError, match="no file"):
        PictureSource(str(folder), base=folder).bring("pipe.jpg")


@pytest.mark.parametrize("images", ["no-such-folder", "https://shop.example/=no-such-folder"])
def test_a_folder_that_is_not_there_is_refused_at_once(tmp_path: Path, images: str) -> None:
    with pytest.raises(ConfigError, match="--images"):
        PictureSource(images, base=tmp_path)


def test_a_folder_with_an_equals_sign_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a=b").mkdir()
    (tmp_path / "a=b" / "hat.jpg").write_bytes(picture())
    assert PictureSource(str(tmp_path / "a=b"), base=tmp_path).bring("hat.jpg")
    source = PictureSource(f"https://shop.example/?file=={tmp_path / 'a=b'}", base=tmp_path)
    assert source.bring("https://shop.example/?file=hat.jpg")


def test_a_data_url_is_its_own_picture(tmp_path: Path) -> None:
    written = "data:image/jpeg;base64," + base64.b64encode(picture()).decode()
    source = PictureSource(None, base=tmp_path)
    assert opened(source.bring(written)).size == (40, 30)
    assert source.stamp(written) == ""
    for broken in ("data:image/png;base64,!!!", "data:,hello", "data:", "data:image/svg+xml,<svg/>"):
        with pytest.raises(PhotoError):
            source.bring(broken)


def test_a_stamp_changes_when_the_file_does(folder: Path) -> None:
    source = PictureSource(str(folder), base=folder)
    before = source.stamp("hat.jpg")
    assert before == source.stamp("hat.jpg") != ""
    (folder / "hat.jpg").write_bytes(picture(color="blue", size=(50, 50)))
    assert source.stamp("hat.jpg") != before
    assert source.stamp("gone.jpg") == source.stamp("https://shop.example/hat.jpg") == source.stamp("a\0b") == ""


def test_a_picture_is_made_smaller_and_keeps_its_shape() -> None:
    assert opened(as_webp(picture((3200, 1600)))).size == (EDGE, EDGE // 2)


def test_fifty_megapixels_of_jpeg_are_taken() -> None:
    assert opened(as_webp(picture((8200, 6100), quality=20))).size == (EDGE, 595)


def test_a_picture_stands_upright_as_exif_says() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    for kind in ("JPEG", "PNG", "WEBP"):
        assert opened(as_webp(picture((400, 200), kind=kind, exif=turned))).size == (200, 400)


def test_a_small_webp_stays_byte_by_byte_unless_it_moves_or_is_turned() -> None:
    plain = picture(kind="WEBP")
    assert as_webp(plain) is plain
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    moving, turned = io.BytesIO(), Image.Exif()
    profile = bytes(200)  # pushes the animation's mark further into the file
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:], icc_profile=profile)
    assert getattr(opened(as_webp(moving.getvalue())), "n_frames", 1) == 1
    turned[0x0112] = 3
    assert not opened(as_webp(picture((30, 30), kind="WEBP", exif=turned))).getexif()


@pytest.mark.filterwarnings("ignore:Saving I mode images")
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I"])
def test_every_kind_of_color_is_kept(mode: str) -> None:
    out = io.BytesIO()
    gray = Image.new("I", (60, 40), 40_000)
    image = gray.convert("I;16") if mode == "I;16" else gray if mode == "I" else Image.new("L", (60, 40), 156).convert(mode)
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    pixel = opened(as_webp(out.getvalue())).convert("L").getpixel((30, 20))
    assert mode == "1" or pixel == pytest.approx(156, abs=3)


def test_transparency_stands_on_white_and_a_palette_is_smoothed() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(as_webp(out.getvalue())).getpixel((10, 10)) == (255, 255, 255)
    stripes = Image.new("P", (2 * EDGE, 20))
    stripes.putpalette([0, 0, 0, 255, 255, 255])
    stripes.putdata([x % 2 for _ in range(20) for x in range(2 * EDGE)])
    out = io.BytesIO()
    stripes.save(out, "PNG")
    assert opened(as_webp(out.getvalue())).convert("L").getpixel((EDGE // 2, 5)) == pytest.approx(127, abs=20)


def test_a_16_bit_picture_is_turned_as_exif_says() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    out = io.BytesIO()
    Image.new("I;16", (60, 30), 40_000).save(out, "PNG", exif=turned)
    assert opened(as_webp(out.getvalue())).size == (30, 60)


def progressive(size: tuple[int, int] = (64, 48), mode: str = "RGB", **saved: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 99 if mode == "L" else "teal").save(out, "JPEG", progressive=True, **saved)
    return out.getvalue()


def test_what_a_progressive_jpeg_takes_is_reckoned_however_it_is_cut_or_padded() -> None:
    large = progressive((5600, 5600), subsampling=0)
    first = large.index(b"\xff\xda")
    padded = large[:2] + b"\xff\xff\xe1\x00\x04ab" + large[2:]
    for content in (large, large[: first + 200], padded):
        with pytest.raises(PhotoError, match="too many pixels"):
            as_webp(content)
    plain = picture((5600, 5600), quality=20)
    assert opened(as_webp(plain[:2] + b"\xff\xff\xe1\x00\x04ab" + plain[2:])).size == (EDGE, EDGE)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_every_spoilt_byte_of_a_progressive_head_is_answered(mode: str) -> None:
    whole = progressive(mode=mode)
    for at in range(2, whole.index(b"\xff\xda") + 12):
        for byte in (0x00, 0x01, 0x7F, 0xFF):
            try:
                as_webp(whole[:at] + bytes((byte,)) + whole[at + 1 :])
            except PhotoError:
                continue


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a picture"),
        (b"PK\x03\x04" + bytes(1000), "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"GIF89a", "not a picture|broken"),
        (picture()[:200], "not a picture|broken"),
        (picture((400, 400))[:-400], "broken"),
        (bomb(30_000, 30_000), "too many pixels"),
        (bomb(6_000, 5_000), "too many pixels"),
        (bytes(13 << 20), "larger than 12 MB"),
    ],
)
def test_what_is_no_picture_is_refused_without_being_decoded(content: bytes, reason: str) -> None:
    with pytest.raises(PhotoError, match=reason):
        as_webp(content)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_broken_files_never_raise_anything_else() -> None:
    chance = random.Random(3)
    turned = Image.Exif()
    turned[0x0112] = 6
    seeds = [picture(kind=kind) for kind in ("JPEG", "PNG", "GIF", "WEBP")] + [picture(exif=turned)]
    for _ in range(600):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            as_webp(bytes(content))
        except PhotoError:
            continue
