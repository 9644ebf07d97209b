"""Reviews by invented shoppers: a rating, and remarks that explain it.

Popular products have many, some have none. Every product has a leaning of its own, runs small or large or neither, and has a
weakness that several people mention, as real ones do. Remarks are written in `texts/reviews/<family>.yml`, by what they are
about, with what must be so of a product for them to be true of it, and are filled with its colours, sizes and parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from random import Random

from data.studio.catalogue import TODAY, Listed, Sold
from data.studio.remarks import FAMILIES, GRAMMAR, SLOT, Family, Remark, age, family, holds, read, takes
from data.studio.shelves import FOOTWEAR

Row = tuple[str, int, str, str, str, str]
"""Product, rating, title, text, author, date."""

_FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
_LEANINGS = ((52, 30, 11, 5, 2), (34, 36, 18, 8, 4), (18, 28, 26, 18, 10))
"""Chances of 5, 4, 3, 2 and 1 stars for loved, ordinary and troubled products."""
_SIZINGS = {"Runs Small": "small", "Runs Large": "large", "True to Size": "true"}


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What is said of anything: by stars, 1 to 5."""

    authors: Sequence[str]
    titles: Mapping[int, Sequence[str]]
    openers: Mapping[int, Sequence[str]]
    closers: Mapping[int, Sequence[str]]
    reservations: Sequence[str]
    links: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """The remarks that are left for a product: each is made once. Half of the complaints are about its weakness."""

    good: list[Remark]
    bad: list[Remark]
    awful: list[Remark]
    weakness: str


def reviews(shop: Sequence[Listed], seed: int) -> Iterator[Row]:
    """About six a product, fewer of new ones; nothing is written twice, and no two reviews of a product have the same title."""
    phrases = _phrases()
    written: set[str] = set()
    uses: Counter[str] = Counter()
    for one in shop:
        rng = Random(f"{seed}/reviews/{one.id}")
        leaning = rng.choices(_LEANINGS, (5, 6, 2))[0]
        count = min(26, round(rng.lognormvariate(1.72, 0.8)), age(one) // 4) if rng.random() > 0.05 else 0
        unsaid = _unsaid(family(_FAMILY[one.item.type]), one, uses, rng)
        talk = _Talk(one, rng, set())
        for author in rng.sample(phrases.authors, min(count, len(phrases.authors))):
            stars = rng.choices((5, 4, 3, 2, 1), leaning)[0]
            likes, dislikes = _remarks(stars, unsaid, rng)
            if not likes and not dislikes:
                break
            uses.update(r.say for r in (*likes, *dislikes))
            bought = rng.choice(one.variants)
            text = _voiced(filled(_text(stars, likes, dislikes, phrases, talk), one, bought), rng)
            title = filled(_title(stars, likes, dislikes, phrases, talk), one, bought)
            if text in written:
                continue
            written.add(text)
            date = TODAY - timedelta(days=rng.randrange(1, max(2, min(age(one) - takes(f"{title} {text}"), 700))))
            yield one.id, stars, title, text, author, date.isoformat()


@dataclass(frozen=True, slots=True)
class _Talk:
    """What has been said of a product: `taken` are the phrases and titles that are used up."""

    one: Listed
    rng: Random
    taken: set[str]

    def fresh(self, phrases: Sequence[str]) -> str:
        """One that nobody has used of this product and that its age allows; empty when there is none."""
        choice = [phrase for phrase in phrases if phrase not in self.taken and takes(phrase) <= age(self.one)]
        if not choice:
            return ""
        phrase = self.rng.choice(choice)
        self.taken.update({phrase} - {""})
        return phrase


def _unsaid(family: Family, one: Listed, uses: Counter[str], rng: Random) -> _Unsaid:
    """What fits a product, first what is particular to it and not yet said of others."""
    stated = [sizing for words, sizing in _SIZINGS.items() if words in one.attributes.get("fit", ())]
    roomy, slim = holds(one, "fit", ("Oversized", "Relaxed")), holds(one, "fit", ("Slim", "Skinny", "Fitted"))
    sizing = stated[0] if stated else rng.choices(("true", "small", "large"), (7, 0 if roomy else 2, 0 if slim else 1))[0]

    def fitting(remarks: Sequence[Remark]) -> list[Remark]:
        fit = [r for r in remarks if r.fits(one) and (r.about not in _SIZINGS.values() or r.about == sizing)]
        return sorted(fit, key=lambda r: rng.expovariate(r.weight) * (1 + uses[r.say]) ** 2)

    bad, awful = fitting(family.bad), fitting(family.awful)
    if sizing != "true" and any(r.about == sizing for r in bad):
        weakness = sizing
    else:
        weakness = rng.choice(sorted({r.about for r in (*bad, *awful)}) or [""])
    return _Unsaid(fitting(family.good), bad, awful, weakness)


def _remarks(stars: int, unsaid: _Unsaid, rng: Random) -> tuple[list[Remark], list[Remark]]:
    """Likes and dislikes as the stars would have them, each about something else."""
    said: list[Remark] = []

    def take(remarks: list[Remark], count: int) -> list[Remark]:
        taken = []
        for _ in range(count):
            told = any(other.personal for other in said)
            choice = [r for r in remarks if all(r.about != other.about for other in said) and not (told and r.personal)]
            weak = [r for r in choice if r.about == unsaid.weakness and remarks is not unsaid.good]
            if weak and rng.random() < 0.5:
                choice = weak
            if choice:
                remarks.remove(choice[0])
                said.append(choice[0])
                taken.append(choice[0])
        return taken

    if stars >= 4:
        likes = take(unsaid.good, rng.choice((1, 2, 2, 3)) if stars == 5 else rng.choice((1, 2)))
        return likes, take(unsaid.bad, rng.choice((0, 1, 1)) if stars == 4 else 0)
    if stars == 3:
        dislikes = take(unsaid.bad, rng.choice((1, 1, 2)))
        return take(unsaid.good, 1), dislikes
    dislikes = take(unsaid.awful, 1) if rng.random() < (0.5 if stars == 2 else 0.85) else []
    dislikes += take(unsaid.bad, rng.choice((0, 1)) if dislikes else rng.choice((1, 2)))
    return take(unsaid.good, rng.choice((0, 0, 1)) if stars == 2 else 0), dislikes


def _text(stars: int, likes: Sequence[Remark], dislikes: Sequence[Remark], phrases: _Phrases, talk: _Talk) -> str:
    said = [r.say for r in (*likes, *dislikes)]
    links = [link for link in phrases.links if not link.endswith(":") or (stars >= 3 and len(dislikes) == 1)]
    if likes and dislikes and (link := talk.rng.choice(links)):
        words = said[len(likes)]
        if not link.endswith(":") and not re.match(r"I\b|[A-Z][A-Z\d]|\{brand", words):
            words = words[0].lower() + words[1:]
        said[len(likes)] = f"{link} {words}"
    closers = (*phrases.closers[stars], *(phrases.reservations if stars == 4 and dislikes else ()))
    opener, closer = (talk.fresh(lines) if talk.rng.random() < 0.6 else "" for lines in (phrases.openers[stars], closers))
    return " ".join(part for part in (opener, *said, closer) if part)


def _title(stars: int, likes: Sequence[Remark], dislikes: Sequence[Remark], phrases: _Phrases, talk: _Talk) -> str:
    """What one of the remarks is headed, or something general."""
    telling = likes if stars >= 4 else dislikes if stars <= 2 else (*dislikes, *likes)
    own = talk.fresh([r.title for r in telling if r.title][:1]) if talk.rng.random() < 0.6 else ""
    return own or talk.fresh(phrases.titles[stars])


def _voiced(text: str, rng: Random) -> str:
    """As some people write: without capitals, without a full stop, or with more excitement."""
    draw = rng.random()
    if draw < 0.05:
        return text.lower().rstrip(".")
    if draw < 0.09 and text.endswith("."):
        return f"{text[:-1]}!"
    return text.rstrip(".") if draw < 0.11 else text


def filled(text: str, one: Listed, bought: Sold) -> str:
    """The words with the product's own in them: {color}, {size}, {thing}, {brand}, {material}, {laces color}, {capacity} ..."""
    thing = one.item.thing
    pair = one.item.type in FOOTWEAR or bool(re.search("[^s]s$", thing))
    several = thing if re.search("[^s]s$", thing) else _plural(thing)
    own = {
        "color": bought.color,
        "size": bought.size,
        "thing": thing,
        "things": several,
        "a thing": f"a pair of {several}" if pair else f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}",
        "brand": one.item.brand,
    }

    def word(match: re.Match[str]) -> str:
        slot = match[1]
        if slot in GRAMMAR:
            return GRAMMAR[slot][pair]
        if slot in own:
            return own[slot]
        value = one.attributes[slot][0]
        return value.lower() if re.search("[A-Za-z]{3}", value) else value

    return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), SLOT.sub(word, text))


def _plural(thing: str) -> str:
    if thing.endswith(("s", "ch", "sh")):
        return f"{thing}es"
    return f"{thing[:-1]}ves" if thing == "scarf" else f"{thing}s"


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    found = read("anything.yml")
    return _Phrases(*(found[key] for key in ("authors", "titles", "openers", "closers", "reservations", "links")))
