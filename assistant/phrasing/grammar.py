"""The small grammar of replies: lists, plurals, options, and templates filled with facts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from string import Formatter

from assistant.actions.facts import Money
from assistant.phrasing.money import money
from data.words import irregular_plurals

_TWICE = re.compile(r"\b([Tt]he) The ")
"""A title that begins with an article of its own: "the The Everyday Tee"."""


class Phrasebook(Formatter):
    """Fills templates. A field takes a fact; after a colon, how it is put: `or`, `and`, `lower`, `options`, `quoted`.

    Two templates for one sentence are told apart by the turn, so that a replay says the same: see `variant`.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Money):
            return money(value.amount, value.currency, self.locale)
        if isinstance(value, Mapping):
            return option_words({str(k): str(v) for k, v in value.items()})
        if isinstance(value, (tuple, list)):
            said = listed([str(v) for v in value], "or" if format_spec == "or" else "and")
            return said.casefold() if format_spec == "lower" else said
        if isinstance(value, float):
            return f"{value:.1f}"
        if format_spec == "slot":
            return slot_words(str(value))
        if format_spec == "lower":
            return str(value).casefold()
        return str(value)

    def fill(self, template: str, facts: Mapping[str, object]) -> str:
        """The template with its facts. Raises `KeyError` where a fact is missing: that is a bug of the action."""
        return _TWICE.sub(r"\1 ", self.vformat(template, (), facts))


def variant(templates: Sequence[str], seed: str) -> str:
    """One of several ways to say a thing, the same for the same seed."""
    return templates[zlib.crc32(seed.encode()) % len(templates)]


def listed(items: Sequence[str], joint: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


_SLOTS = {"category": "type", "price": "price", "gender": "gender"}


def slot_words(slot: str) -> str:
    """A slot's name as it is said."""
    return _SLOTS.get(slot, slot.replace("_", " ").replace("-", " "))


def option_words(options: Mapping[str, str]) -> str:
    """Options as one says them: "Blue, size M"."""
    said = [value for slot, value in options.items() if slot == "color"]
    said += [f"{slot_words(slot)} {value}" for slot, value in options.items() if slot != "color"]
    return ", ".join(said)


def named(title: str, options: Mapping[str, str]) -> str:
    """A product with its options: "Jade Jacket (Blue, size M)"."""
    return f"{title} ({option_words(options)})" if options else title


def reviews(n: int) -> str:
    return "1 review" if n == 1 else f"{n} reviews"


def plural(noun: str) -> str:
    """The last word of a noun in the plural, left alone where it looks like one already."""
    head, _, last = noun.rpartition(" ")
    low = last.casefold()
    if low == "wear":  # of "womenswear", which is told as wear for women
        return f"{head} clothes".strip()
    if not low.replace("-", "").isalpha() or low in _SAME or (low.endswith("s") and not low.endswith("ss")):
        return noun
    if low in irregular_plurals():
        last = irregular_plurals()[low]
    elif low.endswith(("ch", "sh", "x", "z", "ss")):
        last += "es"
    elif low.endswith("y") and low[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def counted(noun: str) -> str:
    """A noun as it stands after a number: what cannot be counted is counted in pieces, "260 pieces of clothing"."""
    return f"pieces of {noun}" if noun.rpartition(" ")[2].casefold() in _MASS else plural(noun)


_MASS: Collection[str] = frozenset(
    ("footwear", "clothing", "outerwear", "gear", "equipment", "furniture", "underwear", "knitwear", "swimwear", "jewelry",
     "jewellery", "activewear", "luggage", "bedding", "lingerie", "sleepwear", "apparel", "lighting", "glassware", "cookware",
     "stationery", "decor", "hardware", "software", "eyewear", "headwear", "nightwear", "loungewear", "menswear", "cutlery",
     "crockery", "tableware", "kitchenware", "drinkware", "dinnerware", "homeware", "hosiery", "upholstery", "makeup", "music",
     "art", "food", "bread", "milk", "cheese", "coffee", "tea", "merchandise", "merch", "stuff")
)  # fmt: skip
_SAME: Collection[str] = frozenset((*_MASS, "women", "men", "kids", "denim"))


def in_a_row(parts: Sequence[str]) -> str:
    """Sentences one after another; a colon is for the cards, so it stands only at the very end."""
    parts = [part for part in parts if part]
    return " ".join([*(f"{part[:-1]}." if part.endswith(":") else part for part in parts[:-1]), *parts[-1:]])


def sentence(text: str) -> str:
    """The text with a capital at its head and a full stop at its end, unless it ends with a mark of its own."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?:”…" or text.endswith(("/", ")")) else f"{text}."
