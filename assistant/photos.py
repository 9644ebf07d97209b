"""An attached picture, opened without trusting it: size and pixels are checked before anything is decoded.

There is no image model at this stage. A photo is opened and bounded here, so that a broken one is told apart from a good one, and
the shopper is told in words that it cannot be searched by yet; the words sent with it are answered as ever.
"""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass
from struct import error as StructError
from urllib.parse import unquote_to_bytes

from PIL import Image, ImageOps, UnidentifiedImageError

from data.errors import PhotoError

FILE_LIMIT = 12 * 1024 * 1024
"""Bytes of a picture file."""

PIXEL_LIMIT = 64_000_000
"""Pixels of a JPEG, which is decoded at a fraction of its size."""

FULL_PIXEL_LIMIT = 25_000_000
"""Pixels of any other picture, which has to be decoded whole before it is made smaller."""

EDGE = 1024
"""Longest edge of what is kept, in pixels."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

NOT_YET = "I can't search by photo yet, so I haven't looked at it for products."
DESCRIBE = "Tell me what's in it, such as the kind of product, its colour or your budget, and I'll look for that."


@dataclass(frozen=True, slots=True)
class Photo:
    """An opened picture: upright, RGB, at most `EDGE` pixels; `original` is its size as sent (width, height)."""

    image: Image.Image
    original: tuple[int, int]
    format: str


def open_photo(attached: str) -> Photo:
    """Opens base64 or a `data:` URL. The first frame of an animation is taken, rotation in EXIF is applied.

    Raises `PhotoError` in words for the shopper: not a picture, broken, too many bytes, too many pixels.
    """
    content = _bytes(attached)
    if len(content) > FILE_LIMIT:
        raise PhotoError(f"That picture is larger than {FILE_LIMIT // 1024 // 1024} MB; a smaller one will do.")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            original, kind = image.size, image.format or ""
            _check_pixels(original, kind)
            # A JPEG decodes at 1/2, 1/4 or 1/8 for free; other formats ignore this.
            image.draft("RGB", (EDGE, EDGE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((EDGE, EDGE))
            return Photo(_rgb(upright), original, kind)
    except UnidentifiedImageError as error:
        raise PhotoError("That file is not a picture I can open; JPEG, PNG, WebP and GIF work.") from error
    except Image.DecompressionBombError as error:
        raise PhotoError(_too_many_pixels()) from error
    except (OSError, SyntaxError, ValueError, EOFError, StructError) as error:  # what Pillow's decoders raise on broken files
        raise PhotoError("That picture seems to be broken; could you send it again?") from error


def _bytes(attached: str) -> bytes:
    head, comma, body = attached.strip().partition(",")
    is_url = head.lower().startswith("data:") and bool(comma)
    if is_url and not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    text = "".join((body if is_url else attached).split())
    if len(text) * 3 // 4 > FILE_LIMIT + 2:
        raise PhotoError(f"That picture is larger than {FILE_LIMIT // 1024 // 1024} MB; a smaller one will do.")
    try:
        return base64.b64decode(text.translate(_URL_SAFE) + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PhotoError("The attached picture did not arrive whole; could you send it again?") from error


_URL_SAFE = str.maketrans("-_", "+/")


def _check_pixels(size: tuple[int, int], kind: str) -> None:
    if size[0] * size[1] > (PIXEL_LIMIT if kind == "JPEG" else FULL_PIXEL_LIMIT):
        raise PhotoError(_too_many_pixels())


def _too_many_pixels() -> str:
    return "That picture has too many pixels for me to open; one of about 10 megapixels or less will do."


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")
