"""Words folded so that spellings of one word meet: case, accents, plural, possessive, British and American.

Both sides of a comparison are folded, so a fold need not be a word ("hoodies", "hoodie" and "hoody" are all "hoody"); it only
must not bring different words together. Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def whole(text: str) -> str:
    """Half surrogate pairs, which JSON lets through and neither UTF-8 nor tokenizers do, become question marks in their place."""
    return text.encode("utf-8", "replace").decode("utf-8")


JOINTS = frozenset("-–—'’`/.+")
"""Marks that may stand between the words of one name: "t - shirt", "7 / 8"."""

_TOKEN = re.compile(r"\d+[.]\d+|[^\W_]+")
_POSSESSIVE = re.compile(r"['’`]s?(?=\W|$)")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_OUR = re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ful|less|ite)?$)")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|er|ing|ation)$)")

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "scarves": "scarf",
    "knives": "knife",
    "shelves": "shelf",
    "calves": "calf",
    "leaves": "leaf",
    "halves": "half",
    "wolves": "wolf",
    "loaves": "loaf",
    "mice": "mouse",
    "geese": "goose",
    "teeth": "tooth",
    "people": "person",
    "ons": "on",
    "ups": "up",
    "grey": "gray",
    "greyish": "grayish",
    "pyjama": "pajama",
    "jewellery": "jewelry",
    "aluminium": "aluminum",
    "centre": "center",
    "fibre": "fiber",
    "metre": "meter",
    "litre": "liter",
    "sulphur": "sulfur",
    "tyre": "tire",
    "mould": "mold",
    "cosy": "cozy",
    "catalogue": "catalog",
    "aeroplane": "airplane",
    "woollen": "woolen",
    "moustache": "mustache",
    "sceptical": "skeptical",
    "storey": "story",
    "draught": "draft",
    "plough": "plow",
    "chequered": "checkered",
}


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """One word -> its fold. Words with digits keep their ending ("8s" is no plural)."""
    word = _plain(word)
    if len(word) < 4 or not word.isalpha():
        return _IRREGULAR.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _singular(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _ISE.sub("iz", _OUR.sub("or", word))


@lru_cache(maxsize=65_536)
def fold_words(text: str) -> tuple[str, ...]:
    """A name or a stretch of a message -> the folds of its words; marks part words, a possessive is cut, "&" is "and"."""
    text = text.casefold().replace("&", " and ")
    text = _INNER_APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    return tuple(fold(word) for word in _TOKEN.findall(text))


def _plain(word: str) -> str:
    word = word.casefold()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _singular(word: str) -> str:
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
            return word[:-2]
        word = word[:-1]
    if word.endswith("ie") and len(word) > 4:
        return word[:-2] + "y"
    return word
