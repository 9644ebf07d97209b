"""The masks are the truth: a part taken away changes the picture where its mask is, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from data.studio.any_spec import any_spec
from data.studio.draw import draw
from data.studio.drawing import Drawing
from data.studio.painting import coverage, paint, shadow
from data.studio.photograph import in_studio
from data.studio.scenes import scene, write_scenes

PARTS = 500
SIZE = 320
BAND = 6
NOISE = 2.0
"""Gray levels, of 255, that two pictures of the same thing may differ by."""
STRAY = 10
"""Pixels (0.01% of the picture) that may differ elsewhere: where edges of three parts meet, a hair of the hindmost is seen."""


def grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    image = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(2 * by + 1))
    return np.asarray(image) > 0


def shadow_of(drawing: Drawing, name: str) -> NDArray[np.bool_]:
    """Where the part darkens the picture: parts behind it, and (shifted further) the paper."""
    matrix = drawing.placing(SIZE)
    part = drawing.part(name)
    found = coverage(part, matrix, SIZE, SIZE)
    assert found
    falls = np.zeros((SIZE, SIZE), bool)
    there, dark = shadow(*found, part.cast, float(np.hypot(*matrix[:, 0])), SIZE, SIZE)
    falls[there.rows, there.columns] = dark > 0.004
    return falls


def differences(drawing: Drawing, name: str) -> tuple[float, int] | None:
    """The mean difference inside the mask, and how many pixels differ outside the mask, its band and its shadow; None for a part
    that is hidden.
    """
    whole = paint(drawing, SIZE)
    n = [p.name for p in drawing.parts].index(name) + 1
    mask = whole.index == n
    if mask.sum() < 12:
        return None
    less = paint(drawing.without(name), SIZE)
    paper = np.float32(0.96)
    one, two = (p.color + paper * (1 - p.alpha) for p in (whole, less))
    away = np.abs(one - two).max(0) * 255
    beyond = ~grown(mask, BAND) & ~shadow_of(drawing, name)
    return float(away[mask].mean()), int((away[beyond] > NOISE).sum())


def test_a_part_taken_away_changes_the_picture_inside_its_mask_and_nowhere_else() -> None:
    rng = Random("masks")
    seen, wrong = 0, []
    while seen < PARTS:
        drawing = draw(any_spec(rng))
        for part in rng.sample(drawing.parts, min(3, len(drawing.parts))):
            found = differences(drawing, part.name)
            if found is None:
                continue
            seen += 1
            inside, outside = found
            if inside <= NOISE or outside > STRAY:
                wrong.append((drawing.parts[0].name, part.name, round(inside, 1), outside))
    assert not wrong


def test_regions_of_a_pattern_lie_where_its_accents_are_seen() -> None:
    rng = Random("regions")
    for _ in range(12):
        spec = any_spec(rng)
        drawing = draw(spec)
        painted = paint(drawing, SIZE)
        plain = np.isin(painted.index, [n for n, p in enumerate(drawing.parts, 1) if p.paint.pattern == "plain"])
        assert not painted.region[plain].any()
        assert not painted.region[painted.index == 0].any()


def test_a_scene_s_labels_say_what_its_masks_show() -> None:
    for number in range(6):
        made = scene(3, number, size=224)
        assert made.picture.shape == (224, 224, 3)
        products = made.label["products"]
        assert isinstance(products, list)
        told = {part["index"]: part for product in products for part in product["parts"]}
        seen = {int(n) for n in np.unique(made.index)} - {0}
        assert seen == set(told)
        for n, part in told.items():
            mask = made.index == n
            assert part["area"] == mask.sum()
            ys, xs = np.nonzero(mask)
            x0, y0, x1, y1 = part["box"]
            assert (round(x0 * 224), round(y0 * 224)) == (xs.min(), ys.min())
            assert (round(x1 * 224), round(y1 * 224)) == (xs.max() + 1, ys.max() + 1)


def test_written_scenes_are_the_same_each_time(tmp_path: Path) -> None:
    one, two = (write_scenes(tmp_path / name, seed=5, count=2, size=128, processes=1) for name in ("a", "b"))
    assert one.read_bytes() == two.read_bytes()
    lines = [json.loads(line) for line in one.read_text().splitlines()]
    for line in lines:
        for key in ("picture", "parts_mask", "regions_mask"):
            assert (one.parent / line[key]).read_bytes() == (two.parent / line[key]).read_bytes()
        with Image.open(one.parent / line["parts_mask"]) as mask:
            assert set(np.unique(np.asarray(mask))) - {0} == {
                p["index"] for product in line["products"] for p in product["parts"]
            }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_product_in_the_studio_stands_where_its_mask_is(seed: int) -> None:
    drawing = draw(any_spec(Random(seed)))
    painted = paint(drawing, SIZE)
    assert ((painted.index > 0) == (painted.alpha >= 0.5)).mean() > 0.999
    assert in_studio(drawing, painted).size == (SIZE, SIZE)
