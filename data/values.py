"""Attribute values in one spelling: what constraints are compared with, beside what the feed wrote.

"Navy" becomes canonical "navy" that is also "blue"; "Grey" is "gray"; "T-Shirts" is "tee"; "Men" with "Women" is "unisex".
Words stand in `data/vocabulary/`: for a value, `same` are words for it, `under` the broader values that hold too, and `heard`
words that shoppers may use for it and that mean something else elsewhere. Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from data.value import Source, Value
from data.words import american, singular_phrase, word_list

Words = Mapping[str, Mapping[str, Sequence[str]]]
"""Canonical value -> its `same`, `under` and `heard`."""

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"\s*[™®©℠]")
_PART = re.compile(r"\s*(?:(?<!\d)[/,]|[/,](?!\d)|;|\+|&|\||\band\b|\bwith\b)\s*")
_SHARE_BEGINS = re.compile(r"\s+(?=\d{1,3}(?:[.,]\d+)?\s*%)")
_SHARE_ENDS = re.compile(r"(?<=%)\s+")
_RATIO = re.compile(r"^\d{1,3}/\d{1,3}\s+|\s*\(?\d{1,3}/\d{1,3}\)?$")
_PERCENT = re.compile(r"^\d{1,3}(?:[.,]\d+)?\s*%\s*|\s*\(?\d{1,3}(?:[.,]\d+)?\s*%\)?$")
_NOTHING_OF = re.compile(r"^0+(?:[.,]0+)?\s*%|(?<![\d.,])0+(?:[.,]0+)?\s*%\)?$")
_TONE = re.compile(
    r"^(?:dark|light|bright|pale|deep|soft|pastel|dusty|neon|washed|faded|matte?|metallic|warm|cool|vintage|true)\b ?"
)
_SINGULAR_SLOTS = frozenset(("features", "style", "pattern", "activity", "closure", "occasion"))
_SEVERAL = frozenset(("features", "gender", "activity", "occasion", "season"))
_COMMA = re.compile(r"[,;|]")
_AS_WRITTEN = frozenset(("brand", "title"))


@lru_cache(maxsize=20_000)
def slot_name(written: str) -> str:
    """A column, option or metafield name as a slot: lower case, underscores, American, usual synonyms folded (Farbe -> color)."""
    words = american(_SPACE.sub(" ", re.sub(r"[\W_]+", " ", written)).strip().casefold())
    slots: Mapping[str, str] = word_list("slots")
    return slots.get(words) or words.replace(" ", "_")


@lru_cache(maxsize=100_000)
def normalise(slot: str, original: str, source: Source = "attribute", sentence: str | None = None) -> Value:
    """One record of `slot` from what was written. Its `canonical` is empty only where `original` is blank."""
    written = " ".join(original.split())
    if written.isascii():
        if written.isdigit() and slot != "size":
            return Value(written, written, (), source, sentence)
        text = written.lower()
    else:
        plain = unicodedata.normalize("NFKC", _MARKS.sub("", written)).casefold()
        text = " ".join(plain.split()) or written.casefold()  # a mark may come apart into a blank and another mark
    if slot in _AS_WRITTEN:
        return Value(text, written, (), source, sentence)
    canonical = _alias(slot, _plain(slot, american(text)))
    return Value(canonical, written, broader(slot, canonical), source, sentence)


@lru_cache(maxsize=20_000)
def broader(slot: str, canonical: str) -> tuple[str, ...]:
    """The broader values that hold too: navy -> blue; running shoe -> sneaker, shoe, footwear; unisex -> men, women."""
    if slot == "color":
        return _families(canonical)
    if slot == "gender":
        return ("men", "women") if canonical == "unisex" else ()
    words = vocabulary(slot)
    if canonical in words:
        return tuple(words[canonical].get("under", ()))
    if slot == "category":
        for tail in _tails(canonical):
            if tail in words:
                return (tail, *words[tail].get("under", ()))
    return ()


@lru_cache(maxsize=100_000)
def known(slot: str, phrase: str) -> str | None:
    """The canonical value of `slot` that a phrase names, where it is one of the vocabulary; else None."""
    canonical = _alias(slot, _plain(slot, american(phrase.casefold())))
    return canonical if canonical in vocabulary(slot) else None


def synonyms_of(slot: str, canonical: str) -> tuple[str, ...]:
    """Further words by which shoppers may call a value."""
    words = vocabulary(slot)
    entry = words.get(canonical)
    if entry is None and slot in ("style", "type", "product_type"):
        entry = vocabulary("category").get(canonical)
    if entry is None:
        entry = vocabulary("features").get(canonical, {})
    return (*entry.get("same", ()), *entry.get("heard", ()))


def split_values(slot: str, written: str) -> tuple[str, ...]:
    """The values of one cell: a composition ("80% cotton, 20% wool") by its parts, features by commas; else it is one value."""
    if slot == "material":
        held = (share for part in _PART.split(written) for share in _shares(part.strip()))
        parts = tuple(dict.fromkeys(text for part in held if (text := _RATIO.sub("", _PERCENT.sub("", part)).strip())))
        if "%" in written or "/" in written or all(known("material", part) for part in parts):
            return parts or (written,)
    elif slot in _SEVERAL and _COMMA.search(written):
        return tuple(text for part in _COMMA.split(written) if (text := part.strip()))
    return (written,)


def _shares(part: str) -> list[str]:
    """What stands side by side in "95% cotton 5% elastane" or "cotton 95% elastane 5%", without what there is nothing of."""
    if "%" not in part:
        return [part]
    behind = not part[:1].isdigit()
    return [share for share in (_SHARE_ENDS if behind else _SHARE_BEGINS).split(part) if not _NOTHING_OF.search(share)]


def merged_genders(values: Sequence[Value]) -> tuple[Value, ...]:
    """A set that includes unisex, or both men and women, is unisex."""
    names = {value.canonical for value in values}
    if "unisex" not in names and not names >= {"men", "women"}:
        return tuple(values)
    written = ", ".join(value.original for value in values)
    return (replace(values[0], canonical="unisex", original=written, also=broader("gender", "unisex")),)


@cache
def vocabulary(slot: str) -> Words:
    """The words known for a slot; empty for most."""
    if slot == "color":
        families: Mapping[str, Sequence[str]] = word_list("color")
        return {family: {} for family in families}
    if slot in ("category", "material"):
        own: Words = word_list(slot)
        return own
    other: Mapping[str, Words] = word_list("other")
    return other.get(slot, {})


@cache
def shades() -> Mapping[str, tuple[str, ...]]:
    """Every shade that is known -> its families; a family is its own."""
    families: Mapping[str, Sequence[str]] = word_list("color")
    found: dict[str, tuple[str, ...]] = {family: (family,) for family in families}
    for family, members in families.items():
        for member in members:
            if member not in families:
                found[member] = (*found.get(member, ()), family)
    return found


def _families(canonical: str) -> tuple[str, ...]:
    """The families of a color, and for "washed navy" the shade too; of "black / white", those of each part."""
    if canonical in word_list("color"):
        return ()
    known = shades().get(canonical)
    if known:
        return known
    parts = [part for part in _PART.split(canonical) if part]
    found = [name for part in parts for name in _shade(part)]
    return tuple(dict.fromkeys(name for name in found if name != canonical))


def _shade(words: str) -> tuple[str, ...]:
    """What a color is also: by its name without "dark" or "washed", by a family that it names, by its last words, by any word."""
    table, families = shades(), word_list("color")
    parts = words.split(" ")
    named = [part for part in reversed(parts) if part in families][:1]
    for name in (words, _TONE.sub("", words), *named, *_tails(words), *reversed(parts)):
        if name in table:
            return table[name] if name in table[name] else (name, *table[name])
    return ()


def _plain(slot: str, text: str) -> str:
    """The text as the slot's values are written: types in the singular, numbers of sizes without needless digits."""
    if slot == "category" or slot in _SINGULAR_SLOTS:
        return singular_phrase(text) if _alias(slot, text) == text else text
    if slot == "size":
        text = re.sub(r"^size\s+", "", text)
        text = re.sub(r"^(\d+)\s+1/2$", r"\1.5", re.sub(r"^(\d+),(\d)$", r"\1.\2", text))
        return re.sub(r"^(\d+)\.0+$", r"\1", text)
    return text


def _tails(words: str) -> list[str]:
    """The last words of a phrase, longest first, without the whole: "gray heather hoodie" -> "heather hoodie", "hoodie"."""
    parts = words.split(" ")
    return [" ".join(parts[start:]) for start in range(1, len(parts))]


@cache
def _aliases(slot: str) -> Mapping[str, str]:
    """Every word for a value that is no value of its own -> the value."""
    words = vocabulary(slot)
    found: dict[str, str] = {}
    for canonical, entry in words.items():
        for same in entry.get("same", ()):
            spelled = american(same)
            for form in {spelled, singular_phrase(spelled)} if slot == "category" or slot in _SINGULAR_SLOTS else {spelled}:
                if form not in words:
                    found.setdefault(form, canonical)
    return found


def _alias(slot: str, text: str) -> str:
    return text if text in vocabulary(slot) else _aliases(slot).get(text, text)
