"""English words in one form: singular and American. Standard library only; the words stand in `data/vocabulary/`.

Unlike `data.folding`, whose folds need not be words, what comes out here is stored: "hoodies" is "hoodie", "grey" is "gray".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "vocabulary"
_NO_PLURAL = frozenset((
    "accessories", "adidas", "asics", "barbecues", "basics", "binoculars", "boxers", "braces", "briefs", "bus",
    "business", "canvas", "capris", "chinos", "clothes", "cords", "crocs", "cross", "culottes", "denims", "dress",
    "dungarees", "earmuffs", "electronics", "essentials", "fitness", "gas", "glass", "glasses", "goggles", "gps",
    "graphics", "headquarters", "jeans", "joggers", "leggings", "lens", "less", "levis", "men", "mens", "menswear",
    "news", "nordics", "overalls", "pajamas", "pants", "pliers", "plus", "pyjamas", "scissors", "seamless", "series",
    "shades", "shorts", "slacks", "sleeveless", "sportswear", "stainless", "strapless", "sunglasses", "suspenders",
    "sweatpants", "swimwear", "tights", "trousers", "trunks", "tweezers", "uggs", "unisex", "vans", "various", "wellness",
    "windows", "wireless", "women", "womens", "womenswear", "xs", "yes",
))  # fmt: skip
_IRREGULAR = {
    "scarves": "scarf", "shelves": "shelf", "knives": "knife", "leaves": "leaf", "loaves": "loaf", "wolves": "wolf",
    "halves": "half", "calves": "calf", "feet": "foot", "teeth": "tooth", "geese": "goose", "mice": "mouse",
    "hoodies": "hoodie", "beanies": "beanie", "cookies": "cookie", "selfies": "selfie", "movies": "movie", "onesies": "onesie",
    "booties": "bootie", "undies": "undies", "sunnies": "sunnies", "wellies": "wellies", "nighties": "nightie", "ties": "tie",
    "panties": "panties", "cardies": "cardie", "collies": "collie", "smoothies": "smoothie", "rookies": "rookie",
    "watches": "watch", "clothes": "clothes", "shoes": "shoe", "canoes": "canoe", "toes": "toe", "axes": "axe", "lenses": "lens",
    "blouses": "blouse", "purses": "purse", "vases": "vase", "cases": "case", "hoses": "hose", "mouses": "mouse", "roses": "rose",
    "mattresses": "mattress", "buses": "bus", "gases": "gas", "geneses": "genesis", "tomatoes": "tomato", "potatoes": "potato",
    "heroes": "hero", "axles": "axle",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A lower-case English noun in the singular; what is no plural, or has no singular, stays."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _NO_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return word
    if not word.replace("-", "").isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@cache
def irregular_plurals() -> Mapping[str, str]:
    """Singular -> plural, of the nouns that the rules for singulars do not know."""
    return {one: many for many, one in reversed(_IRREGULAR.items()) if many != one}


@lru_cache(maxsize=50_000)
def singular_phrase(words: str) -> str:
    """The last word in the singular: "running shoes" -> "running shoe"."""
    head, space, last = words.rpartition(" ")
    return head + space + singular(last)


@lru_cache(maxsize=50_000)
def american(text: str) -> str:
    """Lower-case text with every British spelling that is known made American."""
    table = spelling()
    if text in table:
        return table[text]
    if _british().search(text) is None:
        return text
    return " ".join("-".join(table.get(part, part) for part in word.split("-")) for word in text.split(" "))


@cache
def spelling() -> Mapping[str, str]:
    """British -> American."""
    table: dict[str, str] = word_list("spelling")
    return table


@cache
def word_list(name: str) -> Any:
    """`data/vocabulary/<name>.json`, read once."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _british() -> re.Pattern[str]:
    """Finds the beginning of a British spelling: most texts have none, which this settles."""
    return re.compile("|".join(dict.fromkeys(word[:4] for word in spelling())))
