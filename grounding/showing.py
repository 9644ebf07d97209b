"""What a product's picture adds to a reason from its record: where the thing is seen, or that it is not.

The record decides whether a wish holds; the picture shows it. What is looked for is what would show it: of a wish for red the
red, of "not red" the blue that is there instead. Where the picture is sure that the recorded thing is not there, the record is
quoted as "listed as", and the shop's owner is told (`shopwindow audit`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal
from urllib.parse import quote

from data.folding import fold_words
from data.product import Pick
from data.value import Value
from data.values import shades, synonyms_of
from data.values import vocabulary as known
from grounding.evidence import Reason
from grounding.sight import Box, Sight
from grounding.vocabulary import Vocabulary

UNSEEN_SLOTS = frozenset((
    "price", "rating", "brand", "size", "gender", "age", "activity", "occasion", "season", "climate", "room", "fit", "care",
    "weight", "capacity", "collection", "recipient", "sale", "new", "movement", "water_resistance", "bulb", "power", "storage",
    "promotion", "chaise",
))  # fmt: skip
"""Slots that no picture shows, whatever their values are called."""
ONE_ONLY = frozenset((
    "neckline", "collar", "sleeve", "sleeve_length", "toe", "heel", "heel_shape", "leg", "length", "height", "shape", "front",
    "display", "closure", "pattern",
))  # fmt: skip
"""Slots of which a thing has one value as a rule; what a part is made of, too."""
MOST_RIVALS = 8
LOOKS = frozenset((
    "color", "material", "pattern", "style", "shape", "features", "category", "finish", "print", "detail", "closure", "length",
    "height", "front", "display", "theme", "type",
))  # fmt: skip
"""Slots whose values are named by themselves: "striped", not "striped pattern"."""
_KIND_OF = re.compile(r" (?:type|shape|style|length|height)$")
_THINGS = frozenset(("handle", "leg", "neck", "fringe", "piping", "tassel"))
"""Values that are parts themselves, folded."""
_ALSO_LOOKS = frozenset(("lace", "laces", "down", "cord", "jersey", "fur", "mesh", "crystal", "metallic", "felt", "foil"))
"""Materials whose names are those of parts and looks as well."""
_OF_PART = ("_color", "_material", "_pattern")


@dataclass(frozen=True, slots=True)
class Seen:
    """A phrase that was looked for on a product's picture; `picture` is the picture's name in the store. `rival` is the highest
    chance of what would stand in its place: a round neck, where a V-neck was looked for.
    """

    phrase: str
    picture: str
    sight: Sight
    rival: float = 0.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chances: from `presence` on a thing is called there, from `place` on its box is drawn, up to `absent` it is not there."""

    presence: float
    place: float
    absent: float


Look = Callable[[Sequence[Pick], Sequence[str]], Sequence["Sequence[Seen] | None"]]
"""Products and phrases -> of each product the sights on the picture of its card, in the phrases' order; None where it has no
picture that was looked at.
"""
OVERLAY = ".overlay/"
"""Between a picture's name, without its ending, and the phrase, in the address of the picture with that marked."""
Verdict = Literal["shown", "absent", "unsure"]


@dataclass(frozen=True, slots=True)
class Eyes:
    """What is needed to look: the words that can be asked, from which chances on it is said, and who looks. `rivals` are phrases
    with those of which only one can be so, by the shop's own values.
    """

    vocabulary: Vocabulary
    thresholds: Thresholds
    look: Look
    rivals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def looked(
        self, picks: Sequence[Pick], phrases: Sequence[Sequence[str]], unrecorded: Collection[str] = ()
    ) -> list[Mapping[str, Seen]]:
        """Of each product what was seen of its own phrases: phrase -> sight; empty where its picture was not looked at. Of those
        `unrecorded` the rivals are looked for as well.
        """
        wanted = list(dict.fromkeys(phrase for some in phrases for phrase in some))
        if not wanted:
            return [{} for _ in picks]
        chosen = [n for n, some in enumerate(phrases) if some]
        looked = self.look([picks[n] for n in chosen], self.beside(wanted, unrecorded))
        found = {n: self.weighed(seen) for n, seen in zip(chosen, looked, strict=True) if seen is not None}
        return [{phrase: found[n][phrase] for phrase in some} if n in found else {} for n, some in enumerate(phrases)]

    def beside(self, phrases: Sequence[str], unrecorded: Collection[str]) -> list[str]:
        """The phrases, and those that would stand in the place of the `unrecorded` ones."""
        return list(dict.fromkeys([*phrases, *(rival for phrase in unrecorded for rival in self.rivals.get(phrase, ()))]))

    def weighed(self, seen: Sequence[Seen]) -> dict[str, Seen]:
        """Sights of one picture, by their phrases, each with what its best rival has."""
        chance = {one.phrase: one.sight.presence for one in seen}
        return {
            one.phrase: replace(
                one, rival=max((chance.get(rival, 0.0) for rival in self.rivals.get(one.phrase, ())), default=0.0)
            )
            for one in seen
        }

    def judged(self, seen: Seen, *, recorded: bool) -> Verdict:
        """As `verdict`; where no record helps, what would stand in its place must not be called there too."""
        rivalled = not recorded and seen.rival >= self.thresholds.presence
        return "unsure" if rivalled else self.verdict(seen.sight)

    def verdict(self, sight: Sight) -> Verdict:
        """Whether the thing is surely there, surely not, or neither."""
        if sight.presence >= self.thresholds.presence:
            return "shown"
        return "absent" if sight.presence <= self.thresholds.absent else "unsure"

    def box(self, sight: Sight) -> Box | None:
        """Where it is, if that is sure."""
        if self.verdict(sight) != "shown" or sight.sure < self.thresholds.place:
            return None
        x0, y0, x1, y1 = (round(v, 4) for v in sight.box)
        return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def sought(
    slot: str, values: Iterable[Value | str], vocabulary: Vocabulary, *, said: str = "", negated: bool = False
) -> tuple[str, ...]:
    """The phrases to look for, of recorded values or of what was asked for; the shopper's own words first, where they are known.

    Empty where no picture shows such a thing, or the words were never taught. `negated`: what the words rule out is looked for.
    """
    if slot in UNSEEN_SLOTS:
        return ()
    texts = [value if isinstance(value, str) else value.canonical for value in values]
    phrases = [found for text in ([said] if said else []) if (found := vocabulary.sought(text, negated=negated))]
    phrases += [found for text in texts if (found := vocabulary.sought(named(slot, text, vocabulary)))]
    return tuple(dict.fromkeys(phrases))


def named(slot: str, value: str, vocabulary: Vocabulary | None = None) -> str:
    """A recorded value as a shopper would name the thing: `sole_color` white is "white sole", `hood` yes a "hood", and, where the
    `vocabulary` knows straps, `strap` shoulder a "shoulder strap"; "" where it has no such name.
    """
    if any(c.isdigit() for c in value):
        return ""
    for ending in _OF_PART:
        if slot.endswith(ending):
            return f"{value} {slot.removesuffix(ending)}".replace("_", " ")
    part = slot.replace("_", " ")
    if value == "yes":
        return part
    if vocabulary is None or slot in LOOKS or vocabulary.sought(part) is None or _names(part, value):
        return value
    return f"{value} {_KIND_OF.sub('', part)}"


def likely(values: Iterable[tuple[str, str, int]], vocabulary: Vocabulary) -> list[str]:
    """The phrases that a shop's own values (slot, value, how many have it) are looked for by, the most common first."""
    counts: dict[str, int] = {}
    for slot, value, count in values:
        for phrase in sought(slot, [value], vocabulary):
            counts[phrase] = counts.get(phrase, 0) + count
    return sorted(counts, key=lambda phrase: -counts[phrase])


def _names(part: str, value: str) -> bool:
    """Whether a value says itself what it is: a "turtleneck" of the neckline, "long sleeve" of the sleeve length, "rope
    handles" of the strap.
    """
    of_part, of_value = fold_words(part), fold_words(value)
    return not _THINGS.isdisjoint(of_value) or any(
        one.startswith(other) or other.startswith(one) or one[:4] in other for one in of_part for other in of_value
    )


def one_only(slot: str) -> bool:
    """Whether a thing has one value of this slot as a rule: a neckline, what its legs are made of."""
    return slot in ONE_ONLY or slot.endswith(("_material", "_pattern"))


def of_material(slot: str) -> bool:
    """Whether a slot says what a thing, or a part of it, is made of: never told from a picture where no record says it."""
    return slot == "material" or slot.endswith("_material")


def without_material(phrase: str, vocabulary: Vocabulary) -> str | None:
    """The phrase without what things are made of: "metal legs" as "legs"; None where nothing that is known is left."""
    left = [word for word in phrase.split() if not set(fold_words(word)) & _materials()]
    return phrase if len(left) == len(phrase.split()) else vocabulary.sought(" ".join(left)) if left else None


@cache
def _materials() -> frozenset[str]:
    names = [name for one in known("material") for name in (one, *synonyms_of("material", one))]
    return frozenset(fold[0] for name in names if len(fold := fold_words(name)) == 1) - _ALSO_LOOKS - {*shades()}


def rivals(values: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Of each value of a slot that holds one, the others of its slot, as they are looked for: `MOST_RIVALS` of a slot, the most
    common. `values` are those of a shop, the most common first; a value of several slots has the rivals of all.
    """
    found: dict[str, dict[str, None]] = {}
    for slot in sorted(slot for slot in values if one_only(slot)):
        named_so = (vocabulary.sought(named(slot, value, vocabulary)) for value in values[slot])
        phrases = list(dict.fromkeys(phrase for phrase in named_so if phrase))
        for phrase in phrases:
            others = [other for other in phrases[: MOST_RIVALS + 1] if other != phrase][:MOST_RIVALS]
            found.setdefault(phrase, {}).update(dict.fromkeys(others))
    return {phrase: tuple(others) for phrase, others in found.items()}


def shown(reason: Reason, looked: Sequence[Seen], eyes: Eyes, *, negated: bool) -> Reason:
    """The reason with what the picture shows of it; the reason as it was where the picture is unsure.

    `negated`: the wish rules something out; then `looked` is for what is there instead where the record says so, and for the
    thing itself where it does not.
    """
    recorded = reason.holds is not None
    there = next((one for one in looked if eyes.judged(one, recorded=recorded) == "shown"), None)
    if there is not None:
        box = eyes.box(there.sight)
        thing = f"{there.phrase} " if negated else ""  # "seen" beside "not striped" would say the opposite
        evidence = reason.evidence if recorded else f"{thing}seen in the picture"
        return replace(
            reason,
            source="image",
            evidence=evidence,
            box=box,
            score=_score(there),
            overlay_url=overlay_url(there.picture, there.phrase) if box is not None else None,
            seen=there.phrase,
        )
    if not looked or any(eyes.verdict(one.sight) != "absent" for one in looked):
        return reason
    if recorded:
        return replace(reason, evidence=f"listed as {reason.evidence}", disputed=True, quoted=False, score=_score(looked[0]))
    if negated:
        return replace(reason, source="image", evidence="not seen in the picture", score=_score(looked[0]))
    return reason


def visible(reasons: Iterable[Reason]) -> Reason | None:
    """The first reason that holds and is marked on the picture."""
    return next((one for one in reasons if one.holds is True and one.box is not None), None)


def overlay_url(picture: str, phrase: str) -> str:
    """Where the marked picture is served."""
    return f"/media/{quote(picture.removesuffix('.webp'))}{OVERLAY}{quote(phrase, safe='')}.webp"


def _score(one: Seen) -> float:
    return round(one.sight.presence, 3)
