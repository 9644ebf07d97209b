"""A picture of which intents are taken for which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from data.errors import ShopwindowError
from nlu.understanding import INTENTS, OUT_OF_SCOPE

_CELL, _MARGIN, _EDGE = 34, 230, 24
_INK, _FAINT, _PAPER = (40, 40, 46), (150, 150, 156), (255, 255, 255)
_RIGHT, _WRONG = (46, 110, 92), (186, 64, 48)


def draw_confusion(counts: Mapping[tuple[str, str], int], to: Path) -> None:
    """One row for each labelled intent, one column for each that was heard; the darker, the larger the share of the row.

    Raises `ShopwindowError` where the picture cannot be written.
    """
    names = [n for n in (*INTENTS, OUT_OF_SCOPE) if any(n in pair for pair in counts)]
    side = _MARGIN + _CELL * len(names) + _EDGE
    picture = Image.new("RGB", (side, side), _PAPER)
    draw, font, small = ImageDraw.Draw(picture), ImageFont.load_default(15), ImageFont.load_default(12)
    for row, name in enumerate(names):
        total = sum(counts.get((name, heard), 0) for heard in names)
        top = _MARGIN + row * _CELL
        draw.text((_MARGIN - 10, top + _CELL / 2), f"{name}  {total}", _INK, font, anchor="rm")
        for column, heard in enumerate(names):
            count, left = counts.get((name, heard), 0), _MARGIN + column * _CELL
            share = count / total if total else 0.0
            tint = _RIGHT if name == heard else _WRONG
            shade = tuple(round(p + (t - p) * share**0.5) for p, t in zip(_PAPER, tint, strict=True))
            draw.rectangle((left, top, left + _CELL - 2, top + _CELL - 2), shade, (232, 232, 236))
            if count:
                ink = _PAPER if share > 0.3 else _FAINT if share < 0.02 else _INK
                draw.text((left + _CELL / 2 - 1, top + _CELL / 2 - 1), str(count), ink, small, anchor="mm")
    for column, name in enumerate(names):
        label = Image.new("RGB", (_MARGIN - 10, 20), _PAPER)
        ImageDraw.Draw(label).text((0, 10), name, _INK, font, anchor="lm")
        turned = label.rotate(90, expand=True)
        picture.paste(turned, (_MARGIN + column * _CELL + (_CELL - 20) // 2, 0))
    draw.text((10, side - 16), "rows: labelled; columns: heard", _FAINT, small, anchor="lm")
    try:
        picture.save(to)
    except (OSError, ValueError) as error:
        raise ShopwindowError(f"{to}: the picture cannot be written ({error})") from error
