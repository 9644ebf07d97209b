"""Caps and hats."""

from __future__ import annotations

from collections.abc import Mapping

from data.studio.drawing import Drawing
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things import caps, hats, visors


def cap(spec: Spec) -> Drawing:
    """The cap or hat that the silhouette names."""
    make = {"bucket": hats.bucket, "sun hat": hats.sun_hat, "visor": visors.visor}.get(spec.silhouette, caps.cap)
    return make(spec)


TYPES: Mapping[str, Kind] = {
    "cap": Kind(cap, {**caps.SILHOUETTES, **visors.SILHOUETTES, **hats.SILHOUETTES}, (*caps.PARTS, *hats.PARTS)),
}
