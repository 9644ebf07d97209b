"""The marked picture: what is marked keeps its light, the label hides nothing, any picture can be marked."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from grounding.overlay import EDGE, overlay, webp
from grounding.sight import Sight


def sight(x0: float, y0: float, x1: float, y1: float) -> Sight:
    at = (np.arange(16) + 0.5) / 16
    inside = ((at >= y0) & (at <= y1))[:, None] & ((at >= x0) & (at <= x1))
    return Sight(0.97, 0.95, (x0, y0, x1, y1), inside.astype(np.float32))


@pytest.fixture
def shirt() -> Image.Image:
    picture = Image.new("RGB", (600, 600), "white")
    ImageDraw.Draw(picture).rectangle((180, 120, 420, 480), fill=(60, 90, 200))
    return picture


def test_what_is_marked_keeps_its_light_and_the_rest_steps_back(shirt: Image.Image) -> None:
    marked = overlay(shirt, sight(0.4, 0.35, 0.6, 0.6), "pocket")
    assert marked.size == (EDGE, EDGE)
    inside, product, ground = (np.array(marked.getpixel(at), int) for at in ((256, 243), (165, 395), (30, 30)))
    assert inside == pytest.approx((60, 90, 200), abs=6)
    assert ground.max() < 0.75 * 255
    assert np.ptp(product) < 0.6 * np.ptp(inside)  # its colour fades


@pytest.mark.parametrize(
    ("ground", "product"),
    [("white", "navy"), ("black", "#303030"), ("white", "#e8e8e8"), ("#808080", "#c02020"), ("#208020", "#c02020")],
)
def test_the_line_is_seen_on_any_product_by_light_alone(ground: str, product: str) -> None:
    """As who tells no red from green sees it: across the line around a place that looks like the rest, some step is plain."""
    picture = Image.new("RGB", (600, 600), ground)
    ImageDraw.Draw(picture).rectangle((90, 90, 510, 510), fill=product)
    light = np.asarray(overlay(picture, sight(0.35, 0.35, 0.65, 0.65), " ").convert("L"), int)
    middle = light[EDGE // 2, int(0.2 * EDGE) : int(0.5 * EDGE)]
    assert np.abs(middle[6:] - middle[:-6]).max() > 60


def test_the_label_stands_beside_the_product(shirt: Image.Image) -> None:
    plain = np.asarray(overlay(shirt, sight(0.4, 0.35, 0.6, 0.6), " "), int)
    named = np.asarray(overlay(shirt, sight(0.4, 0.35, 0.6, 0.6), "front pocket"), int)
    product = np.zeros(plain.shape[:2], bool)
    product[103:409, 154:358] = True
    changed = np.abs(plain - named).sum(2) > 60
    assert changed[~product].any()  # the label is there,
    dark = named.sum(2) < 120
    assert not (dark & product).any()  # and its dark plate is not upon the product


def test_a_picture_without_a_free_place_gets_its_label_beneath() -> None:
    noise = Image.effect_noise((500, 500), 90).convert("RGB")
    marked = overlay(noise, sight(0.2, 0.2, 0.7, 0.7), "striped print")
    assert marked.width == 500
    assert marked.height > 500


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (37, 512), (2000, 900)])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "CMYK"])
def test_any_picture_can_be_marked(size: tuple[int, int], mode: str) -> None:
    marked = overlay(Image.new(mode, size), sight(0, 0, 1, 1), "a label that is much longer than any picture is wide, by far")
    assert max(marked.width, 1) <= EDGE
    assert Image.open(io.BytesIO(webp(marked))).format == "WEBP"


def test_a_box_of_no_size_marks_something(shirt: Image.Image) -> None:
    assert overlay(shirt, Sight(0.9, 0.9, (0.5, 0.5, 0.5, 0.5), np.zeros((16, 16), np.float32)), "dot").size == (EDGE, EDGE)


def test_a_pale_thing_on_pale_ground_is_marked_itself() -> None:
    """A white sole: not what stands out of its box, the shoe above it."""
    shoe = Image.new("RGB", (512, 512), (238, 236, 232))
    draw = ImageDraw.Draw(shoe)
    draw.rectangle((100, 150, 410, 330), fill=(40, 80, 200))
    draw.rectangle((90, 330, 420, 380), fill=(250, 250, 248))
    marked = overlay(shoe, sight(0.17, 0.62, 0.83, 0.75), "sole")
    sole, upper = (np.array(marked.getpixel(at), int) for at in ((256, 355), (256, 240)))
    assert sole.min() > 0.95 * 248
    assert np.ptp(upper) < 0.6 * 160  # faded


def test_what_a_product_surrounds_is_its_own() -> None:
    """A white dial in a dark watch, on a white ground."""
    watch = Image.new("RGB", (512, 512), "white")
    draw = ImageDraw.Draw(watch)
    draw.ellipse((120, 120, 392, 392), fill=(60, 50, 30))
    draw.ellipse((160, 160, 352, 352), fill="white")
    draw.ellipse((240, 240, 272, 272), fill=(20, 20, 20))
    marked = overlay(watch, sight(0.28, 0.28, 0.72, 0.72), "dial")
    assert min(marked.getpixel((256, 200))) > 240
    assert min(marked.getpixel((30, 30))) < 0.75 * 255
