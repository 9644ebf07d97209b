"""The visor: a peak on a band, open at the top."""

from __future__ import annotations

from collections.abc import Mapping

from data.studio.drawing import Drawing, Line, Part
from data.studio.shape import AXIS, box, smooth
from data.studio.spec import Spec
from data.studio.things.emblems import embroidered
from data.studio.things.warp import backward, between, facing, joined, one_after, shaded, stitches, stretched, warped

C = AXIS


def visor(spec: Spec) -> Drawing:
    """A peak on a band, open above; from behind one sees the fastening."""
    rng = spec.rng()
    parts = _visor_behind(spec) if spec.view == "other" else _visor(spec)
    place = one_after(
        stretched(rng.uniform(0.9, 1.08), rng.uniform(0.88, 1.16), lean=rng.uniform(-0.16, 0.16), narrow=rng.uniform(-0.1, 0.1)),
        facing(rng.random() < 0.5),
    )
    return Drawing(
        warped(parts, place),
        ground="above",
        seed=spec.seed,
        fill=0.72,
        main="crown",
        turn=rng.uniform(-5, 5),
        facts=(("style", "Visor"), ("closure", "Hook and Loop")),
    )


def _ring(y: float, drop: float, high: float) -> tuple[str, str]:
    """The far and the near half of a band around the head."""
    far = _band(
        [
            (226, y + 4),
            (262, y - drop * 0.62),
            (370, y - drop),
            (C, y - drop * 1.1),
            (630, y - drop),
            (738, y - drop * 0.62),
            (774, y + 4),
        ],
        high * 0.9,
    )
    near = _band(
        [
            (220, y),
            (252, y + drop * 0.5),
            (360, y + drop * 0.9),
            (C, y + drop),
            (640, y + drop * 0.9),
            (748, y + drop * 0.5),
            (780, y),
        ],
        high,
    )
    return far, near


def _band(points: list[tuple[float, float]], high: float) -> str:
    return joined(smooth(points), backward(smooth([(x, y + high) for x, y in points]))) + " Z"


def _visor(spec: Spec) -> tuple[Part, ...]:
    rng = spec.rng("details")
    deep, high, drop = rng.uniform(62, 100), rng.uniform(64, 84), rng.uniform(4, 34)
    far, near = _ring(430, deep, high)
    y = 430 + high - 20
    attach = smooth(
        [
            (258, y + 30),
            (340, y + deep * 0.78),
            (430, y + deep * 0.94),
            (C, y + deep),
            (570, y + deep * 0.94),
            (660, y + deep * 0.78),
            (742, y + 30),
        ]
    )
    edge = smooth(
        [
            (256, y + 24),
            (244, y + 70),
            (296, y + 128),
            (392, y + 158 + drop * 0.6),
            (C, y + 170 + drop * 0.7),
            (608, y + 158 + drop * 0.6),
            (704, y + 128),
            (756, y + 70),
            (744, y + 24),
        ]
    )
    sewn = tuple(between(attach, edge, (k + 0.6) / 5.4) for k in range(5))
    back = Part(
        "inside", "lining", far, shaded(spec.trim("lining"), 0.22), form="flat", depth=0.7, lines=(stitches(far, opacity=0.3),)
    )
    band = Part("crown", "crown", near, spec.paint("crown", texture=spec.look), depth=0.7)
    peak = Part(
        "brim",
        "brim",
        joined(attach, backward(edge)) + " Z",
        spec.paint("brim", texture=spec.look),
        depth=0.8,
        form="flat",
        lines=(stitches(*sewn, opacity=0.55), Line(between(attach, edge, 0.965), 2, "", None, 0.5)),
    )
    mark = embroidered(spec, rng, C, 430 + deep + high * 0.36, 44) if "logo" in spec.parts or rng.random() < 0.6 else ()
    turned = rng.uniform(-76, 76)
    front = warped(
        (*mark, peak), stretched(rng.uniform(0.9, 1.08), rng.uniform(0.84, 1.2), lean=turned / 900, about=(C - turned, y + deep))
    )
    return (back, band, *front)


def _visor_behind(spec: Spec) -> tuple[Part, ...]:
    rng = spec.rng("details")
    far, near = _ring(470, rng.uniform(62, 100), rng.uniform(84, 112))
    back = Part("inside", "lining", far, shaded(spec.trim("lining"), 0.22), form="flat", depth=0.7)
    band = Part("crown", "crown", near, spec.paint("crown", texture=spec.look), depth=0.7)
    tab = Part(
        "strap",
        "strap",
        box(C - 120, 530, C + 60, 596, 12),
        spec.trim("strap", texture=spec.look),
        depth=0.5,
        form="flat",
        within=near,
    )
    top = 340 - rng.uniform(0, 40)
    peak = Part(
        "brim",
        "brim",
        f"M 270 450 C 300 372 400 {top} {C} {top} C 600 {top} 700 372 730 450 Q {C} 400 270 450 Z",
        shaded(spec.paint("brim", texture=spec.look), 0.12),
        depth=0.7,
    )
    return (peak, back, band, tab)


SILHOUETTES: Mapping[str, str] = {"visor": "a peak on a headband, open at the top"}
