"""Sizes in a message: "size 9", "in 34 then", "waist 34", "10.5?", "5x8", "M", "uk 9".

A bare number is a size only where sizes are numbers: of the store, and of the products on the table if there are any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.lexicon import Lexicon
from nlu.message import Message
from nlu.numbers import WORDS, value
from nlu.spans import Span
from nlu.understanding import Context
from nlu.words import LONG_SIZES, SHORT_SIZES, SIZE

_EXPLICIT = re.compile(
    r"\b(?:(?:in\s+)?(?:an?\s+)?(?:sizes?|sz\.?)[\s-]+(?:is\s+|of\s+|an?\s+|sz\.?\s+)?"
    r"(?P<named>\d{1,2}\s?(?:1/2|½|and a half)|\d{1,3}(?:[.,]5)?|"
    r"[smlx]{1,4}|\d?x[sl]|[a-z]+)\b(?!\s?(?:x|by)\s?\d|\s?(?:l|ml|cl|cm|mm|lit(?:er|re)s?|kg|oz)\b)"
    r"|(?P<system>(?:uk|us|eur?)\s?\d{1,2}(?:[.,]5)?)\b"
    r"|(?P<tot>\d{1,2}t)\b"
    r"|\b(?P<months>\d{1,2}-\d{1,2}\s?(?:m|months?|y|years?))\b)"
)
_SIDES = re.compile(
    r"(?<![\w.])(?P<a>\d{1,3}(?:\.\d)?)\s?(?:x|×|by)\s?(?P<b>\d{1,3}(?:\.\d)?)(?:\s?(?P<u>ft|feet|foot|cm|centimet(?:er|"
    r"re)s?|inch(?:es)?|in|met(?:er|re)s?|m|"
    r"\"|')(?!\w))?"
    r"(?P<up>\s+(?:or|and)\s+(?:bigger|larger|more|up))?(?![\w.]*\d)"
)
_FROM = re.compile(r"\b(?:at least|minimum|min|bigger than|larger than|over|no smaller than|not smaller than)\s+(?:an?\s+)?$")
_END = (
    r"(?=\s*(?:$|[?.!,;)]|please|then\b|and\b|or\b|instead|too\b|as well|for me|for (?:him|her|them)|if\b|now\b|thanks|maybe|"
    r"(?:under|below|up to|max|no more than|less than|at most)\b))"
)
_IN_A = re.compile(
    rf"\b(?:in|take|make (?:it|that|them)|have|wear|need|want|i'm|i am)\s+an?\s+(?P<n>\d{{1,2}}(?:\.5)?|{WORDS}){_END}"
)
_IN = re.compile(
    rf"\b(?:in|available in|come in|comes in)\s+(?P<n>\d{{1,2}}(?:\.5)?|{WORDS})(?![\d.]*\d){_END}"
    rf"|\bin\s+[a-z]+(?:\s[a-z]+)?,?\s+(?P<m>\d{{1,2}}(?:\.5)?)(?![\d.]*\d){_END}"
)
_OF = r"\s?(?:size\s)?(?:is\s|of\s|:\s?)?"
_LEG = r"(?:l|legs?|length|inside leg|inseam)"
_WAIST = re.compile(
    rf"\b(?:(?:waist|w){_OF}(?P<n>\d{{2}})\b(?!\s?(?:\"|inch|cm|in\b(?!\s+[a-z])))|(?P<m>\d{{2}})\s?(?:(?:\"|"
    rf"in(?:ch(?:es)?)?\b)\s?)?(?:waist|w)\b)"
    rf"(?:[\s,/x]*(?:and\s)?(?:{_LEG}{_OF}(?P<o>\d{{2}})|(?P<p>\d{{2}})\s?{_LEG}|(?<=x)(?P<q>\d{{2}}))\b)?"
)
_WAIST_AND_LEG = re.compile(
    r"\b(?P<n>[2-5]\d)\s?[x/]\s?(?P<o>2[6-9]|3\d)\b(?!\s?(?:ft|feet|foot|cm|inch|x|\"|'|in\b(?!\s+[a-z])))"
)
"""Trousers as they are labelled: "34x32", "34/32"."""
_FLAT = re.compile(
    r"\b(?:posters?|prints?|frames?|rugs?|pictures?|canvas|mats?|cushions?|pillows?|blankets?|throws?|towels?|mirrors?)\b"
)
"""Things that have two sides, and no legs."""
FILLER = (
    r"(?:ok(?:ay)?|so|well|hmm+|um+|er|yes|yeah|yep|no|and|maybe|actually|sorry|then|i'd like|i want|i need|i'm|i am|i wear|"
    r"make (?:it|that|them)|give me|gimme|let's say|try|how about|what about|do you have|got|is there|i meant|i said|i mean|"
    r"in|an?|the)"
)
_BARE = re.compile(
    rf"\W*(?:{FILLER}[ ,.]+)*(?P<n>\d{{1,2}}(?:\.5)?|{WORDS}|[smlx]{{1,4}}|\d?x[sl])"
    r"(?:[ ,]+(?:please|thanks|then|instead|maybe|i think|for me|for (?:him|her|them)|too|as well|i guess|would be (?:good|"
    r"great|fine)))*[\s.!?]*"
)
_WORD = re.compile(
    r"\b(?:extra extra large|extra[- ]small|extra[- ]large|xx-large|x-small|x-large|small|medium|"
    r"large|one size|petite|plus[ -]sized?|\d?x{1,3}[sl]|[sml])\b"
)
_NOT_SIZED = frozenset(
    [
        "room", "rooms", "flat", "flats", "space", "spaces", "house", "dog", "dogs", "child", "family", "fee", "logo",
        "logos", "pocket", "pockets", "print", "one", "ones", "pot", "table", "kitchen", "group", "amount", "apartment",
        "bedroom", "office", "hallway", "garden", "order",
    ]
)  # fmt: skip
_SAID_SIZE = re.compile(
    r"^(?:in\s+)?(?:an?\s+)?(?:sizes?\s+)?"
    rf"(?P<size>\d[\w./\"' ]*?|(?:{WORDS})|(?:super )?king|queen|double|single|twin|full|[smlx]{{1,4}})"
    r"(?:[\s-]*(?:sized?|waist|inseam|leg|chest))?$"
)
_HALF = re.compile(r"\b(\d{1,2})\s?(?:1/2\b|½|and a half\b)")
_SIZE_WORD = re.compile(r"^(?:sizes?|sz)\b[\s.-]*")
_NUMERIC = re.compile(r"\d{1,2}(?:\.5)?k?")


def sizes(message: Message, lexicon: Lexicon, taken: Collection[tuple[int, int]], context: Context) -> list[Span]:
    """The sizes named, none of them within `taken`."""
    found: list[Span] = []
    lower = message.lower
    numbers = _numbers(lexicon.values(SIZE))

    def add(start: int, end: int, *values: str) -> None:
        free = all(end <= s or start >= e for s, e in [*taken, *((f.start, f.end) for f in found)])
        if free and values:
            found.append(Span(start, end, SIZE, values))

    for match in _EXPLICIT.finditer(lower):
        said = next(g for g in match.groups() if g)
        if match["named"] and said.isalpha() and said not in SHORT_SIZES and said not in LONG_SIZES:
            said = _number(said)
            if not said:
                continue
        add(match.start(), match.end(), canonical(said, lexicon))
    flat = _FLAT.search(lower) is not None
    for match in (*(() if flat else _WAIST_AND_LEG.finditer(lower)), *_WAIST.finditer(lower)):
        add(match.start(), match.end(), *_waist(match, numbers, lexicon, context))
    for match in _SIDES.finditer(lower):
        at_least = bool(match["up"] or _FROM.search(lower[: match.start()]))
        add(match.start(), match.end(), *_sides(match, lexicon, at_least=at_least))
    for match in _IN_A.finditer(lower):
        add(match.start("n"), match.end("n"), _number(match["n"]))
    for match in _IN.finditer(lower):
        group = "n" if match["n"] else "m"
        number = _number(match[group])
        if (number in numbers or number.endswith(".5")) and _table_has_numbers(context) is not False:
            add(match.start(group), match.end(group), number)
    bare = _BARE.fullmatch(lower)
    if bare and (number := _number(bare["n"])):
        if _answers_with_a_number(number, numbers, context):
            add(bare.start("n"), bare.end("n"), number)
    elif bare:
        add(bare.start("n"), bare.end("n"), canonical(bare["n"], lexicon))
    for match in _WORD.finditer(lower):
        if _is_size(match, message, lexicon):
            add(match.start(), match.end(), canonical(match[0], lexicon))
    return found


def leg_not_kept(said: str, value: str) -> str | None:
    """The waist, where a leg's length was said beside it and the size that is looked for has none: "34" of "34x32"."""
    match = _WAIST_AND_LEG.fullmatch(said.lower()) or _WAIST.fullmatch(said.lower())
    told = match is not None and any(match.groupdict().get(name) for name in ("o", "p", "q"))
    return value if told and value.isdigit() else None


def _waist(match: re.Match[str], numbers: Collection[str], lexicon: Lexicon, context: Context) -> tuple[str, ...]:
    """The store's size of a waist, with the leg where its sizes have one; as said where it has no such size."""
    groups = match.groupdict()
    waist, leg = groups["n"] or groups.get("m") or "", groups["o"] or groups.get("p") or groups.get("q") or ""
    stored = lexicon.values(SIZE)
    for whole in (f"{waist}x{leg}", f"{waist}/{leg}") if leg else ():
        if (called := canonical(whole, lexicon)) in stored:
            return (called,)
    if waist in numbers and _table_has_numbers(context) is not False:
        return (waist,)
    return (f"{waist}x{leg}",) if leg else ()


def as_written(said: str) -> str:
    """A size in the shopper's words as sizes are written: "twelve inch" as "12 inch", "king size" as "king", "8s" as "8"."""
    said = _HALF.sub(r"\1.5", _SIZE_WORD.sub("", said.strip(" .,!?-")))
    if said in LONG_SIZES:
        return said
    said = _SAID_SIZE.sub(r"\g<size>", said)
    said = re.sub(rf"(?<![\w.-])(?:{WORDS})(?![\w.])", lambda m: _number(m[0]) or m[0], said)
    return re.sub(r"\s?([x/×])\s?(?=\d)", r"\1", re.sub(r"^(\d+(?:\.5)?)'?s$", r"\1", said))


def _number(said: str) -> str:
    """A number in digits or words as sizes are written; "" where it is none."""
    number = value(said)
    return "" if number is None else str(number)


@lru_cache(maxsize=8)
def _numbers(sizes: frozenset[str]) -> frozenset[str]:
    return frozenset(size for size in sizes if _NUMERIC.fullmatch(size))


def _table_has_numbers(context: Context) -> bool | None:
    """Whether some product at hand is sized by numbers; None where nothing is known of their sizes."""
    told = [size for p in (*context.shown, *context.named, *context.cart) for size in p.attributes.get(SIZE, ())]
    known = any(p.attributes for p in context.shown)
    if not told:
        return False if known else None
    return any(_NUMERIC.fullmatch(size) for size in told)


def _answers_with_a_number(number: str, numbers: frozenset[str], context: Context) -> bool:
    """Whether a number that is all that was said means a size."""
    if context.awaiting == SIZE:
        return True
    if context.awaiting in ("price", "quantity", "order_id", "email") or context.action in ("order_status", "update_cart"):
        return False
    on_table = _table_has_numbers(context)
    if on_table is None:
        return number in numbers and bool(context.shown)
    return on_table and (number in numbers or "." in number)


def _is_size(match: re.Match[str], message: Message, lexicon: Lexicon) -> bool:
    """Whether "small", "M" or "xl" is a size here: not in "a small room", nor in "I'm"."""
    said, before = match[0], message.lower[: match.start()].rstrip()
    after = re.match(r"\W*(\w*)", message.lower[match.end() :])
    if len(said) == 1:
        if message.mended[match.start()].isupper() and not before.endswith("'"):
            return bool(SIZE in lexicon.slots)
        return bool(re.search(r"\b(?:in|an?|size|to|the|or)$", before)) and bool(
            after and (not after[1] or after[1] in ("please", "or", "for", "in", "and", "instead", "then"))
        )
    if SIZE not in lexicon.slots and said in ("small", "medium", "large", "petite"):
        return False
    if re.search(r"\b(?:too|very|so|runs?|run|how|come up|comes up|is it|that's|they're|looks?|as)$", before):
        return False
    return not (after and after[1] in _NOT_SIZED)


def canonical(said: str, lexicon: Lexicon) -> str:
    """The size as the store calls it, else as said."""
    if said.startswith("plus"):
        said = "plus size"
    said = _HALF.sub(r"\1.5", re.sub(r"\s+", " ", said.replace(",", ".")).strip())
    close = _unspaced(lexicon.values(SIZE)).get(re.sub(r"\s", "", said))
    if close is not None:
        return close
    matches = [m for m in lexicon.match(said.split(" ")) if m.entry.slot == SIZE]
    whole = [m for m in matches if m.end - m.start == len(said.split(" "))]
    exact = [m for m in whole if m.kind == "exact"] or whole
    return exact[0].entry.canonical if exact else as_written(said)


@lru_cache(maxsize=8)
def _unspaced(sizes: frozenset[str]) -> Mapping[str, str]:
    """The store's sizes by how they are written without a space: "65cm"."""
    return {re.sub(r"\s", "", size): size for size in sorted(sizes)}


def _sides(match: re.Match[str], lexicon: Lexicon, *, at_least: bool) -> tuple[str, ...]:
    """The store's sizes of these two sides; with `at_least` also the larger ones, in other units too.

    Where no unit is said, the store's sizes of those very numbers tell it.
    """
    unit = "" if match["u"] == "in" else _UNITS.get(match["u"] or "", "")  # "the 5x8 in teal"
    said = _Sides(float(match["a"]), float(match["b"]), unit)
    stored = _sided(lexicon.values(SIZE))
    same = [size for size, sides in stored if sides.numbers == said.numbers and (not unit or sides.unit in ("", unit))]
    same = same or [size for size, sides in stored if unit and sides.unit and sides.as_long_as(said)]  # 2x3 m
    if at_least:
        unit = unit or next((sides.unit for size, sides in stored if size in same), "")
        least = sorted(number * _CENTIMETERS.get(unit, 1.0) for number in (said.a, said.b))
        larger = [size for size, sides in stored if sides.holds(least, unit)]
        if larger:
            return tuple(larger)
    return tuple(same) or (f"{match['a']}x{match['b']}",)


_UNITS = {"ft": "ft", "feet": "ft", "foot": "ft", "'": "ft", "cm": "cm", "m": "m", "in": "in", "inch": "in", "inches": "in",
          '"': "in"}  # fmt: skip
_UNITS |= {f"{p}met{e}{s}": f"{p[:1]}m" for p in ("", "centi") for e in ("er", "re") for s in ("", "s")}
_CENTIMETERS = {"cm": 1.0, "m": 100.0, "in": 2.54, "ft": 30.48}
_SIZE_OF_SIDES = re.compile(r"(\d{1,3}(?:\.\d)?)\s?(?:x|×|by)\s?(\d{1,3}(?:\.\d)?)\s*([a-z'\"]*)")


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two sides and the unit they are in; "" where none is said."""

    a: float
    b: float
    unit: str

    @property
    def numbers(self) -> frozenset[float]:
        return frozenset((self.a, self.b))

    def as_long_as(self, other: _Sides) -> bool:
        """Whether both sides are the same to a hundredth, whatever they are told in."""
        mine, theirs = (sorted(n * _CENTIMETERS[one.unit] for n in one.numbers) for one in (self, other))
        return len(mine) == len(theirs) and all(abs(a - b) <= 0.01 * b for a, b in zip(mine, theirs, strict=True))

    def holds(self, least: Sequence[float], unit: str) -> bool:
        """Whether neither side is smaller than these, the shorter first: centimeters where `unit` is known."""
        if bool(unit) != bool(self.unit):
            return False
        factor = _CENTIMETERS[self.unit] if self.unit else 1.0
        return all(mine >= wanted for mine, wanted in zip(sorted((self.a * factor, self.b * factor)), least, strict=True))


@lru_cache(maxsize=8)
def _sided(sizes: frozenset[str]) -> tuple[tuple[str, _Sides], ...]:
    """The sizes that are told by two sides, and those."""
    found = ((size, match) for size in sorted(sizes) if (match := _SIZE_OF_SIDES.match(size)))
    return tuple((size, _Sides(float(m[1]), float(m[2]), _UNITS.get(m[3], ""))) for size, m in found)
