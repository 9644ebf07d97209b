"""A shopper's attached picture.

A photo is opened and bounded here, so that a broken one is told apart from a good one. Where the shop's pictures were looked at,
products are found by it: the list stands around the photo as another does around a product, and is narrowed like that. Elsewhere
the shopper is told so; the words sent with it are answered as ever.
"""

from __future__ import annotations

import base64
import re

import numpy as np
from numpy.typing import NDArray

from data import picture_files
from data.errors import PhotoError
from data.picture_files import FILE_LIMIT, Opened, decoded, open_picture

__all__ = ["DESCRIBE", "EDGE", "FILE_LIMIT", "NOT_HERE", "UNUSED", "anchor_of", "is_of", "open_photo", "vector_of"]

EDGE = 1024
"""Longest edge of what is kept, in pixels."""
MEMORY = 80_000_000
"""Bytes that opening a shopper's photo may take for a moment, beside all that a server holds: half of what an import may."""

NOT_HERE = "I can't search this shop by photo, so I haven't looked at it for products."
UNUSED = "I haven't searched by your photo; send it once more with “find something like this” if you'd like that."
DESCRIBE = "Tell me what's in it, such as the kind of product, its color or your budget, and I'll look for that."

LASTING = frozenset(("price", "gender", "size", "age"))
"""Wishes that a photo does not end: what it may cost, and for whom it is."""
_MARK = re.compile(r"photo ([0-9a-f]{8})\n")
"""No product's id has a line end."""

_TOLD: dict[type[PhotoError], str] = {
    picture_files.NotAPicture: "That file is not a picture I can open; JPEG, PNG, WebP and GIF work.",
    picture_files.BrokenPicture: "That picture seems to be broken; could you send it again?",
    picture_files.NotWhole: "The attached picture did not arrive whole; could you send it again?",
    picture_files.PictureTooLarge: f"That picture is larger than {FILE_LIMIT // 1024 // 1024} MB; a smaller one will do.",
    picture_files.TooManyPixels: (
        "That picture has too many pixels for me to open; an ordinary JPEG, or one of 5 megapixels at most, will do."
    ),
}


def anchor_of(vector: NDArray[np.float32], made_by: str) -> str:
    """A photo as what a list stands around: its vector (384,), a byte for each number. Not the photo: that is not kept.

    `made_by` is the fingerprint of the model: the vector means nothing to another.
    """
    numbers = np.rint(vector * 127 / np.abs(vector).max()).astype(np.int8)
    return f"photo {made_by[:8]}\n{base64.b85encode(numbers.tobytes()).decode()}"


def is_of(anchor: str, made_by: str) -> bool:
    """Whether this model, by its fingerprint, made the photo's vector."""
    mark = _MARK.match(anchor)
    return mark is not None and mark[1] == made_by[:8]


def vector_of(anchor: str | None) -> NDArray[np.float32] | None:
    """The vector of length 1 that a list stands around; None where it stands around a product, or nothing."""
    mark = _MARK.match(anchor) if anchor is not None else None
    if anchor is None or mark is None:
        return None
    numbers = np.frombuffer(base64.b85decode(anchor[mark.end() :]), np.int8).astype(np.float32)
    return np.asarray(numbers / np.linalg.norm(numbers), np.float32)


def open_photo(attached: str) -> Opened:
    """Opens base64 or a `data:` URL, at most `EDGE` pixels on its longer side.

    Raises `PhotoError` in words for the shopper: not a picture, broken, too many bytes, too many pixels.
    """
    try:
        return open_picture(decoded(attached), edge=EDGE, memory=MEMORY)
    except PhotoError as error:
        raise PhotoError(_TOLD[type(error)]) from error
