"""One record of a slot: what a feed or a sentence states of a product."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Source = Literal["attribute", "option", "type", "title", "text"]
"""Where a record stands: a feed column, metafield or tag; a variant option; the product type or its path; the title; a
sentence.
"""


@dataclass(frozen=True, slots=True)
class Value:
    """One record of a slot.

    `canonical` is lower case, singular and American ("gray"): what constraints are compared with. `original` is what the feed
    wrote: what is shown. `also` are broader canonical values that hold too (navy -> blue, unisex -> men, women,
    running shoes -> shoes). `sentence` is the sentence that states it, for `source` "text" and "title".
    """

    canonical: str
    original: str
    also: tuple[str, ...] = ()
    source: Source = "attribute"
    sentence: str | None = None
    _names: frozenset[str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def names(self) -> frozenset[str]:
        """Every canonical value that this record satisfies."""
        kept = self._names
        if kept is None:
            kept = _names(self.canonical, self.also)
            object.__setattr__(self, "_names", kept)  # what is asked for most of all is not put together anew each time
        return kept


@lru_cache(maxsize=1 << 15)
def _names(canonical: str, also: tuple[str, ...]) -> frozenset[str]:
    return frozenset((canonical, *also))
