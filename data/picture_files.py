"""Picture files that others made, opened without trusting them: bytes and pixels are counted before anything is decoded."""

from __future__ import annotations

import base64
import binascii
import io
import threading
from contextlib import nullcontext
from dataclasses import dataclass
from struct import error as StructError
from urllib.parse import unquote_to_bytes

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from data.errors import PhotoError

FILE_LIMIT = 12 * 1024 * 1024
"""Bytes of a picture file."""

PIXEL_LIMIT = 64_000_000
"""Pixels of a JPEG, which is decoded at a fraction of its size."""

FULL_PIXEL_LIMIT = 25_000_000
"""Pixels of any other picture, which has to be decoded whole before it is made smaller."""

MEMORY_LIMIT = 160_000_000
"""Bytes that decoding may take for a moment: by how a picture is stored, fewer pixels than the limits may be too many."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

_LARGE, _ONE_LARGE = 40_000_000, threading.Lock()
"""From so many bytes on one picture at a time: an import opens several at once."""
_JPEG = ("JPEG", "MPO")
"""Phones' photos are the latter: a JPEG with more behind it."""
_SCAN = 0xDA
_BARE = (0x00, 0x01, *range(0xD0, 0xDA))
"""Markers without a length, and the zero that follows what is none."""

_URL_SAFE = str.maketrans("-_", "+/")


class NotAPicture(PhotoError):
    """Bytes that are no picture of a format that is read."""


class BrokenPicture(PhotoError):
    """A picture that cannot be decoded whole."""


class NotWhole(PhotoError):
    """Base64 that cannot be decoded."""


class PictureTooLarge(PhotoError):
    """More bytes than `FILE_LIMIT`."""


class TooManyPixels(PhotoError):
    """More pixels than may be decoded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture: upright, RGB, no larger than asked; `original` is its size in the file (width, height)."""

    image: Image.Image
    original: tuple[int, int]
    format: str


def open_picture(content: bytes, *, edge: int, memory: int = MEMORY_LIMIT) -> Opened:
    """Opens a JPEG, PNG, WebP or GIF so that its longer side has at most `edge` pixels, unless it would take more than `memory`
    bytes for a moment.

    The first frame of an animation is taken, rotation in EXIF is applied, transparency stands on white. Raises the `PhotoError`s
    above.
    """
    if len(content) > FILE_LIMIT:
        raise PictureTooLarge(f"the picture is larger than {FILE_LIMIT // 1024 // 1024} MB")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            original, kind = image.size, image.format or ""
            needed = _memory(image, content)
            most = PIXEL_LIMIT if kind in _JPEG else FULL_PIXEL_LIMIT
            if original[0] * original[1] > most or needed > memory:
                share = min(most / (original[0] * original[1]), memory / needed) ** 0.5
                wide = int(original[0] * share) // 100 * 100
                told = f"the picture has too many pixels ({original[0]} x {original[1]})"
                raise TooManyPixels(f"{told} for a {kind} of its kind: save it at most {wide} wide" if wide else told)
            with _ONE_LARGE if needed > _LARGE else nullcontext():
                # A JPEG decodes at 1/2, 1/4 or 1/8 for free; other formats ignore this.
                image.draft("RGB", (edge, edge))
                # Made smaller before it is turned: turning copies.
                small = _full_color(image)
                small.thumbnail((edge, edge))
            return Opened(_rgb(ImageOps.exif_transpose(small)), original, kind)
    except UnidentifiedImageError as error:
        raise NotAPicture(f"not a picture of a kind that is read ({', '.join(FORMATS)})") from error
    except Image.DecompressionBombError as error:
        raise TooManyPixels("the picture has too many pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, StructError) as error:  # what Pillow's decoders raise on broken files
        raise BrokenPicture(f"the picture is broken ({error})") from error


def decoded(attached: str) -> bytes:
    """The bytes of base64 (URL-safe or not) or of a `data:` URL. Raises `NotWhole`, `PictureTooLarge`."""
    head, comma, body = attached.strip().partition(",")
    is_url = head.lower().startswith("data:") and bool(comma)
    if is_url and not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    text = "".join((body if is_url else attached).split())
    if len(text) * 3 // 4 > FILE_LIMIT + 2:
        raise PictureTooLarge(f"the picture is larger than {FILE_LIMIT // 1024 // 1024} MB")
    try:
        return base64.b64decode(text.translate(_URL_SAFE) + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotWhole("not base64") from error


def _memory(image: Image.Image, content: bytes) -> int:
    """Bytes that decoding takes before the picture is small, as measured of Pillow 12."""
    pixels = image.width * image.height
    if image.format in _JPEG:
        layers: list[tuple[int, int]] = [(across, down) for _, across, down, _ in getattr(image, "layer", ())] or [(1, 1)] * 4
        if not image.info.get("progressive") and _first_scan(content) >= len(layers):
            return 0  # a few lines at a time
        most = max(1, max(across for across, _ in layers) * max(down for _, down in layers))
        return 2 * pixels * sum(across * down for across, down in layers) // most  # all coefficients, until the last scan
    if image.format == "WEBP":
        return 16 * pixels  # the decoder of animations keeps two canvases, and copies
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return 9 * pixels
    return 5 * pixels


def _first_scan(content: bytes) -> int:
    """How many of its components a JPEG's first scan has: with fewer than all, others follow; 0 where none is found."""
    at = 2
    while (at := content.find(b"\xff", at)) >= 0:
        while content[at : at + 1] == b"\xff":  # any number of them may stand before a marker
            at += 1
        kind = int.from_bytes(content[at : at + 1], "big")
        if kind == _SCAN:
            return int.from_bytes(content[at + 3 : at + 4], "big")
        at += 1 if kind in _BARE else 1 + int.from_bytes(content[at + 1 : at + 3], "big")
    return 0


def _full_color(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller smoothly: a palette's numbers have no mean, and 16 bits would be cut off."""
    if image.mode.startswith("I;16"):
        narrow = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
        narrow.info = {name: told for name, told in image.info.items() if name != "transparency"}
        return narrow
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode not in ("P", "1"):
        return image
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")
