"""Boxes drawn by hand: sheets to look at, the short form in which they are written down, and the lines they are kept as.

A sheet shows four photos under a grid of tenths; drawn again with what was written, it shows where that lies. Written form, in
hundredths of the photo's width and height, origin top left, several boxes apart by `;`:

    @ fashion-12345
    + white sole | 8 78 96 93
    - yellow laces

`+` is a phrase that the photo shows (with its boxes), `-` one that it does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from data.errors import ShopwindowError

Box = tuple[float, float, float, float]
PHOTO = (540, 720)
_MARGIN = 26
_COLORS = ("#e6194b", "#0072b2", "#009e73", "#d55e00", "#6a3d9a", "#8c510a", "#008b8b", "#c51b7d")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A phrase on a photo, whether it is there, and its boxes [x0, y0, x1, y1] in fractions of the photo, origin top left.

    Of what is absent, `plausible` says whether such a product could well have it, where somebody judged that.
    """

    photo: str
    phrase: str
    present: bool
    boxes: tuple[Box, ...]
    plausible: bool | None = None


def written(text: str, source: str = "boxes") -> list[Annotation]:
    """Reads the written form. Raises `ShopwindowError` with the line where something is off."""
    found: list[Annotation] = []
    photo = ""
    seen: set[tuple[str, str]] = set()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        mark, _, rest = line.partition(" ")
        where = f"{source}, line {number}"
        if mark == "@":
            photo = rest.strip()
            continue
        if mark not in "+-" or not photo:
            raise ShopwindowError(f"{where}: {line!r} should begin with '@', '+' or '-', after a photo.")
        phrase, _, places = rest.partition("|")
        phrase = " ".join(phrase.split())
        if (photo, phrase) in seen:
            raise ShopwindowError(f"{where}: {phrase!r} was said of {photo} before.")
        seen.add((photo, phrase))
        boxes = tuple(_box(one, where) for one in places.split(";") if one.strip())
        if not phrase or (mark == "+") != bool(boxes):
            raise ShopwindowError(f"{where}: a phrase that is there has boxes, one that is not has none: {line!r}.")
        found.append(Annotation(photo, phrase, mark == "+", boxes))
    return found


def _box(text: str, where: str) -> Box:
    try:
        x0, y0, x1, y1 = (float(number) / 100 for number in text.split())
    except ValueError:
        raise ShopwindowError(f"{where}: {text.strip()!r} should be four numbers, left top right bottom.") from None
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        raise ShopwindowError(f"{where}: {text.strip()!r} is no box within 0 to 100.")
    return (x0, y0, x1, y1)


def lines(annotations: Iterable[Annotation]) -> Iterator[str]:
    """As they are kept: a JSON object a line."""
    for one in annotations:
        row = asdict(one)
        yield json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False)


def read(path: Path) -> list[Annotation]:
    """Annotations of a file of JSON lines (UTF-8). A phrase that is there without a box is there at no known place.

    Raises `ShopwindowError` with file and line, and what it should be, for one that is off.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ShopwindowError(f"{path}: no UTF-8. Save it in that encoding.") from None
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_annotation(json.loads(line)))
        except (ValueError, TypeError) as error:
            told = f"no JSON ({error})" if isinstance(error, json.JSONDecodeError) else str(error)
            raise ShopwindowError(
                f'{path}, line {number}: {told}. A line is {{"photo": name, "phrase": words, "present": true or false, "boxes": '
                f"[[left, top, right, bottom], ...] in fractions of the photo}}."
            ) from None
    if not found:
        raise ShopwindowError(f"{path}: no lines in it.")
    return found


def _annotation(row: object) -> Annotation:
    """Raises `ValueError` or `TypeError` with what is off."""
    if not isinstance(row, dict):
        raise TypeError("no JSON object")
    if missing := [name for name in ("photo", "phrase", "present") if name not in row]:
        raise ValueError(f"it lacks {' and '.join(map(repr, missing))}")
    photo, phrase, present = str(row["photo"] if row["photo"] is not None else ""), row["phrase"], row["present"]
    if not isinstance(phrase, str) or not phrase.strip():
        raise ValueError(f"'phrase' is {phrase!r}, no words")
    if not isinstance(present, (bool, int)) or present not in (0, 1):
        raise ValueError(f"'present' is {present!r}, neither true nor false")
    if not photo or Path(photo).is_absolute() or ".." in Path(photo).parts:
        raise ValueError(f"'photo' is {photo!r}, no name in the folder of the photos")
    boxes = row.get("boxes") or []
    if not isinstance(boxes, list):
        raise TypeError(f"'boxes' is {boxes!r}, no list")
    if boxes and not present:
        raise ValueError(f"{phrase!r} is absent, and has a box")
    plausible = None if row.get("plausible") is None else bool(row["plausible"])
    return Annotation(photo, phrase, bool(present), tuple(_four(box) for box in boxes), plausible)


_SLACK = 0.02
"""So far outside of the photo a box may be drawn; it ends at its edge."""


def _four(box: object) -> Box:
    """Four fractions. Raises `ValueError` where they are none, or no box."""
    if not isinstance(box, (list, tuple)) or len(box) != 4 or not all(isinstance(one, (int, float)) for one in box):
        raise ValueError(f"a box is {box!r}, not four numbers")
    x0, y0, x1, y1 = (min(max(float(one), 0.0), 1.0) if -_SLACK <= one <= 1 + _SLACK else float(one) for one in box)
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        raise ValueError(f"{box!r} is no box of fractions, 0 to 1, left before right and top before bottom")
    return x0, y0, x1, y1


def sheet(photos: Sequence[tuple[str, Image.Image]], annotations: Sequence[Annotation] = ()) -> Image.Image:
    """Up to four photos under a grid of tenths, named, with boxes of what is there."""
    wide, high = PHOTO[0] + 2 * _MARGIN, PHOTO[1] + 2 * _MARGIN + 20
    page = Image.new("RGB", (wide * min(2, len(photos)), high * ((len(photos) + 1) // 2)), "white")
    for n, (name, photo) in enumerate(photos):
        here = [one for one in annotations if one.photo == name]
        page.paste(_gridded(name, photo, here), ((n % 2) * wide, (n // 2) * high))
    return page


def _gridded(name: str, photo: Image.Image, annotations: Sequence[Annotation]) -> Image.Image:
    scale = min(PHOTO[0] / photo.width, PHOTO[1] / photo.height)
    size = (round(photo.width * scale), round(photo.height * scale))
    page = Image.new("RGB", (PHOTO[0] + 2 * _MARGIN, PHOTO[1] + 2 * _MARGIN + 20), "white")
    page.paste(photo.convert("RGB").resize(size, Image.Resampling.LANCZOS), (_MARGIN, _MARGIN + 20))
    draw = ImageDraw.Draw(page, "RGBA")
    small, bold = ImageFont.load_default(13), ImageFont.load_default(16)
    draw.text((_MARGIN, 2), f"@ {name}", fill="black", font=bold)
    for tenth in range(11):
        x, y = _MARGIN + size[0] * tenth / 10, _MARGIN + 20 + size[1] * tenth / 10
        strong = 150 if tenth % 5 == 0 else 80
        draw.line([(x, _MARGIN + 20), (x, _MARGIN + 20 + size[1])], fill=(0, 110, 220, strong))
        draw.line([(_MARGIN, y), (_MARGIN + size[0], y)], fill=(0, 110, 220, strong))
        draw.text((x - 7, _MARGIN + 4), str(tenth * 10), fill="#c00000", font=small)
        draw.text((1, y - 8), str(tenth * 10), fill="#c00000", font=small)
    for n, one in enumerate([one for one in annotations if one.present]):
        color = _COLORS[n % len(_COLORS)]
        for x0, y0, x1, y1 in one.boxes:
            at = (_MARGIN + x0 * size[0], _MARGIN + 20 + y0 * size[1], _MARGIN + x1 * size[0], _MARGIN + 20 + y1 * size[1])
            draw.rectangle(at, outline=color, width=3)
            label = draw.textbbox((at[0] + 3, at[1] + 2), one.phrase, font=small)
            draw.rectangle(label, fill="white")
            draw.text((at[0] + 3, at[1] + 2), one.phrase, fill=color, font=small)
    return page
