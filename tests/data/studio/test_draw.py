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
from data.studio.palette import SHADES
from data.studio.photograph import photograph, webp
from data.studio.spec import COLORS, Spec

SHAPES = [(kind, silhouette) for kind, (_, silhouettes) in TYPES.items() for silhouette in silhouettes]


@pytest.mark.parametrize(("kind", "silhouette"), SHAPES)
def test_every_silhouette_is_drawn_with_named_parts(kind: str, silhouette: str) -> None:
    drawing = draw(Spec(kind, silhouette, "navy"))
    names = [part.name for part in drawing.parts]
    assert names
    assert len(set(names)) == len(names)
    assert drawing.svg().startswith("<svg")


def test_the_same_spec_is_the_same_picture() -> None:
    spec = Spec("jacket", "bomber", "olive", seed=3)
    assert webp(photograph(draw(spec))) == webp(photograph(draw(spec)))
    assert draw(spec).svg() != draw(Spec("jacket", "bomber", "olive", seed=4)).svg()


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
        (Spec("tee", "crew", "navy", pattern="plasma"), "plasma"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_what_can(spec: Spec, word: str) -> None:
    with pytest.raises(ShopwindowError, match=word):
        draw(spec).svg()


def test_every_color_has_a_shade() -> None:
    assert set(COLORS) == set(SHADES)
