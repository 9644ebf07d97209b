"""One product type that the studio can draw, as its module describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.studio.drawing import Drawing
from data.studio.spec import Spec


@dataclass(frozen=True, slots=True)
class Kind:
    """`silhouettes` gives each one's name and what it looks like in a line; `parts` are the part kinds that may be given a
    surface of their own.
    """

    make: Callable[[Spec], Drawing]
    silhouettes: Mapping[str, str]
    parts: tuple[str, ...]
