"""A shopper's attached picture.

There is no image model at this stage. A photo is opened and bounded here, so that a broken one is told apart from a good one, and
the shopper is told in words that it cannot be searched by yet; the words sent with it are answered as ever.
"""

from __future__ import annotations

from data import picture_files
from data.errors import PhotoError
from data.picture_files import FILE_LIMIT, Opened, decoded, open_picture

__all__ = ["DESCRIBE", "EDGE", "FILE_LIMIT", "NOT_YET", "open_photo"]

EDGE = 1024
"""Longest edge of what is kept, in pixels."""

NOT_YET = "I can't search by photo yet, so I haven't looked at it for products."
DESCRIBE = "Tell me what's in it, such as the kind of product, its color or your budget, and I'll look for that."

_TOLD: dict[type[PhotoError], str] = {
    picture_files.NotAPicture: "That file is not a picture I can open; JPEG, PNG, WebP and GIF work.",
    picture_files.BrokenPicture: "That picture seems to be broken; could you send it again?",
    picture_files.NotWhole: "The attached picture did not arrive whole; could you send it again?",
    picture_files.PictureTooLarge: f"That picture is larger than {FILE_LIMIT // 1024 // 1024} MB; a smaller one will do.",
    picture_files.TooManyPixels: "That picture has too many pixels for me to open; one of about 10 megapixels or less will do.",
}


def open_photo(attached: str) -> Opened:
    """Opens base64 or a `data:` URL, at most `EDGE` pixels on its longer side.

    Raises `PhotoError` in words for the shopper: not a picture, broken, too many bytes, too many pixels.
    """
    try:
        return open_picture(decoded(attached), edge=EDGE)
    except PhotoError as error:
        raise PhotoError(_TOLD[type(error)]) from error
