"""The drawings: every type in every silhouette, the same each time, small enough to ship in a store, and a clear word for what is
not drawn."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from data.errors import ShopwindowError
from data.studio.draw import TYPES, draw
from data.studio.painting import paint
from data.studio.palette import SHADES
from data.studio.photograph import photograph, webp
from data.studio.spec import COLORS, Spec

SHAPES = [(name, silhouette) for name, kind in TYPES.items() for silhouette in kind.silhouettes]


@pytest.mark.parametrize(("kind", "silhouette"), SHAPES)
def test_every_silhouette_is_drawn_with_named_parts(kind: str, silhouette: str) -> None:
    drawing = draw(Spec(kind, silhouette, "navy"))
    names = [part.name for part in drawing.parts]
    assert names
    assert len(set(names)) == len(names)
    seen = paint(drawing, 240).index
    assert (seen > 0).mean() > 0.04
    other = draw(Spec(kind, silhouette, "navy", view="other"))
    assert other.facts == drawing.facts
    assert other.parts != drawing.parts


def test_the_same_spec_is_the_same_picture() -> None:
    spec = Spec("jacket", "bomber", "olive", seed=3)
    assert webp(photograph(draw(spec))) == webp(photograph(draw(spec)))
    assert draw(spec).parts != draw(Spec("jacket", "bomber", "olive", seed=4)).parts


@pytest.mark.parametrize(("kind", "silhouette"), SHAPES[::7])
def test_a_photograph_is_small_and_shows_the_product_on_a_light_ground(kind: str, silhouette: str) -> None:
    data = webp(photograph(draw(Spec(kind, silhouette, "red"))))
    assert len(data) <= 45_000
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (640, 640))
        corner = picture.convert("RGB").getpixel((4, 4))
        colors = picture.convert("RGB").getcolors(640 * 640)
    assert isinstance(corner, tuple)
    assert min(corner) > 200
    assert colors is not None
    assert len(colors) > 500


@settings(max_examples=30, deadline=None)
@given(shape=st.sampled_from(SHAPES), color=st.sampled_from(COLORS), seed=st.integers(0, 10**6))
def test_any_color_and_seed_can_be_drawn(shape: tuple[str, str], color: str, seed: int) -> None:
    assert draw(Spec(*shape, color, seed=seed)).parts


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        (Spec("spaceship", "crew", "navy"), "the studio draws"),
        (Spec("tee", "bell-bottom", "navy"), "it has"),
        (Spec("tee", "crew", "octarine"), "octarine"),
        (Spec("tee", "crew", "navy", pattern="plasma"), "the studio draws: plain, striped"),
        (Spec("tee", "crew", "navy", look="moonrock"), "the studio has: jersey"),
        (Spec("tee", "crew", "navy", parts={"hood": "white"}), "it has: sleeve"),
        (Spec("tee", "crew", "navy", parts={"sleeve": "octarine striped"}), "octarine"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_what_can(spec: Spec, word: str) -> None:
    with pytest.raises(ShopwindowError, match=word):
        draw(spec)


def test_there_is_as_much_to_choose_from_as_a_shop_needs() -> None:
    assert set(COLORS) == set(SHADES)
    assert len(COLORS) >= 24
    assert len(TYPES) >= 32
    assert all(len(kind.silhouettes) >= 4 for kind in TYPES.values())
    kinds = {part.kind for name, shape in SHAPES for part in draw(Spec(name, shape, "navy")).parts}
    wanted = {"collar", "hood", "zipper", "button", "pocket", "cuff", "sleeve", "waistband", "hem", "drawstring", "sole", "laces",
              "heel", "strap", "buckle", "handle", "logo", "dial", "legs", "armrest", "cushion", "shade"}  # fmt: skip
    assert wanted <= kinds
