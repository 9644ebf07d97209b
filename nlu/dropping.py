"""What a message lets go: "any colour", "forget the brand", "doesn't have to be leather", "red is fine after all".

What can be let go is a slot by its name, a value, or a limit on price or rating; what lets go stands before, after or around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.constraint import Constraint
from nlu import release
from nlu.bounds import Bound
from nlu.spans import Span
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, SLOT_WORDS


@dataclass(frozen=True, slots=True)
class Dropped:
    """`slots` let go whole, `values` of a slot let go alone, and the stretches that said so."""

    slots: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] | None = None
    taken: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Thing:
    """What may be let go: a slot by its name (`values` empty), or values of it."""

    start: int
    end: int
    slot: str
    values: tuple[str, ...] = ()
    named: bool = False


_CALLED: tuple[tuple[str, str], ...] = (
    (
        "price",
        r"(?:price|cost|spending|budget)s?(?: (?:limit|range|cap|bracket|point|ceiling)s?)?(?! (?:order|drops?|match|tags?|"
        r"cuts?|reductions?))|pricing|budget|money|"
        r"what(?:ever)? (?:it|they) costs?|how much (?:it|they) costs?|how (?:expensive|much)(?: it is| they are)?",
    ),
    (
        "brand",
        r"brand(?: name)?s?|manufacturers?|makers?|designers?|who(?:'s)? (?:makes|made|making)(?: it| them| these)?|"
        r"who (?:it|they)(?:'s|'re| is| are) (?:by|from|made by)",
    ),
    ("color", r"colo?u?rs?|shades?|hues?"),
    ("size", r"(?:screen )?siz(?:es?|ing)|dimensions|how (?:big|large|small)(?: it is| they are)?"),
    (
        "material",
        r"materials?|fabrics?|cloth|what (?:it|they)(?:'s| is|s|'re| are) made (?:of|from|out of)|(?<=the )wood",
    ),
    ("rating", r"(?:star |customer |user )?(?:ratings?|scores?)|stars|how (?:well )?(?:it's |they're )?rated|(?<=the )reviews"),
    ("pattern", r"patterns?|prints?"),
    ("style", r"styles?|shapes?"),
    ("gender", r"genders?|sex"),
    ("occasion", r"oc+asions?"),
    ("category", r"(?<=any )(?:type|kind)s?(?! of\b)|category"),
)
_NEEDS_ARTICLE: tuple[tuple[str, str], ...] = (
    ("brand", r"makes?|labels?"),
    ("price", r"cap|limit|ceiling"),
    ("size", r"length|width"),
    ("style", r"look|cut"),
)
_ARTICLE = r"(?:(?<=\bthe )|(?<=\bmy )|(?<=\bany )|(?<=ever )|(?<=\bno )|(?<=either )|(?<=\bwhat )|(?<=which )|(?<=\bthat ))"
_MOVED = re.compile(r"^\D*?\bto\b(?!$)")
"""A limit that is set anew ("widen the budget to 90")."""
_WOULD = re.compile(r"\s*would\b")
_AND = re.compile(r"\b(?:and|or|nor)\b|[&/]")
_BACK = re.compile(r"\b(?:after all|again|now)")
"""What only a value that was ruled out can be."""
_OF_PRICE = re.compile(r"s? (?:order|drops?|match|tags?|cuts?|reductions?)\b")
_METALS = frozenset(["gold", "rose gold", "silver"])
"""Materials that shoppers more often mean as a colour."""


def dropped(
    lower: str,
    spans: Sequence[Span],
    slots: Sequence[str],
    constraints: Mapping[str, Constraint],
    *,
    limits: Sequence[Bound] = (),
    materials: frozenset[str] = frozenset(),
    awaiting: str | None = None,
    names: Sequence[tuple[int, int]] = (),
) -> Dropped:
    """`slots` are those of the store; `constraints` those of the running search; `limits` those said here; `materials` those
    of the store, that may be named like a colour; `names` where a name stands that no slot has, such as of a brand unknown here.
    """
    things = _things(lower, spans, slots, limits, constraints, materials)
    free = [p for p in names if all(p[1] <= t.start or t.end <= p[0] for t in things)]
    things = sorted([*things, *(_Thing(a, b, BRAND) for a, b in free)], key=lambda t: t.start)
    types = [s.start for s in spans if s.slot == CATEGORY]
    found: dict[int, tuple[int, int]] = {}
    for at, thing in enumerate(things):
        place = _let_go(lower, thing, things, types, awaiting)
        if place is not None and all(end <= place[0] or place[1] <= start for start, end in found.values()):
            found[at] = place  # "the size doesn't matter, it's for a doll" lets go of one thing
    _carry_on(lower, things, found)
    named = {things[at].slot for at in found if things[at].named}
    gone = {(things[at].slot, things[at].values) for at in found}
    for at, thing in enumerate(things):
        again = (thing.slot, thing.values) in gone
        told = thing.slot in named and release.SAID_BEFORE.search(lower[: thing.start])
        if thing.values and at not in found and (again or told):
            found[at] = (thing.start, thing.end)
    whole: list[str] = []
    values: dict[str, tuple[str, ...]] = {}
    taken: list[tuple[int, int]] = list(found.values())
    for at in sorted(found):
        thing = things[at]
        old = constraints.get(thing.slot, Constraint())
        if thing.values and (old.is_ | old.not_) - set(thing.values):
            values[thing.slot] = (*values.get(thing.slot, ()), *thing.values)
        else:
            whole.append(thing.slot)
    for at, thing in enumerate(things):
        allowed = release.ALLOWED.match(lower[thing.end :]) if thing.values and at not in found else None
        if allowed is not None and (allowed["again"] or thing.slot != awaiting):
            old = constraints.get(thing.slot, Constraint())
            spoken = old.is_ | old.not_
            if old.is_ and spoken.isdisjoint(thing.values) and not _BACK.search(allowed["again"] or ""):
                continue  # "black would be ok too", of brown boots: as good as what was wished
            spoken_of = (old.is_ or old.not_) and thing.slot != CATEGORY
            if not (spoken_of or allowed["again"]) and _WOULD.match(lower[thing.end :]):
                continue  # "black would be good", where no colour was spoken of
            if allowed["again"] and not (old.is_ | old.not_) - set(thing.values):
                whole.append(thing.slot)
            taken.append((thing.start, thing.end + allowed.end()))
            values[thing.slot] = (*values.get(thing.slot, ()), *thing.values)
    return Dropped(tuple(dict.fromkeys(whole)), values or None, tuple(taken))


def _things(
    lower: str,
    spans: Sequence[Span],
    slots: Sequence[str],
    limits: Sequence[Bound],
    constraints: Mapping[str, Constraint],
    materials: frozenset[str],
) -> list[_Thing]:
    moved = [b for b in limits if _MOVED.search(lower[b.start : b.end])]
    found = [_Thing(b.start, b.end, b.slot) for b in limits if b not in moved]
    for slot, pattern in _called(tuple(slots)):
        for match in pattern.finditer(lower):
            free = all(match.end() <= t.start or match.start() >= t.end for t in found)
            if (
                free
                and not (slot == "price" and _OF_PRICE.match(lower[match.end() :]))
                and not any(b.start <= match.start() < b.end for b in moved)
                and not any(s.start < match.start() < s.end for s in spans)
            ):
                found.append(_Thing(match.start(), match.end(), slot, named=True))
    for span in spans:
        if all(span.end <= t.start or span.start >= t.end for t in found):
            found.append(_Thing(span.start, span.end, _slot_of(span, lower, constraints, materials), span.values))
    return sorted(found, key=lambda t: t.start)


@cache
def _called(slots: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How each slot of a store is called, made once."""
    names = {s.replace("_", " "): s for s in slots} | SLOT_WORDS
    called = [*_CALLED, *((slot, re.escape(name) + "s?") for name, slot in names.items())]
    called += [(slot, _ARTICLE + f"(?:{pattern})") for slot, pattern in _NEEDS_ARTICLE]
    return tuple((slot, re.compile(rf"(?<![\w'-])(?:{pattern})(?![\w-])")) for slot, pattern in called)


def _slot_of(span: Span, lower: str, constraints: Mapping[str, Constraint], materials: frozenset[str]) -> str:
    """A colour may be a material ("oak", "linen"): the one that is sought, else the material."""
    said = lower[span.start : span.end]
    if span.slot != COLORS_SLOT or said not in materials:
        return span.slot
    sought = [s for s in (COLORS_SLOT, "material") if said in (c := constraints.get(s, Constraint())).is_ | c.not_]
    return sought[0] if sought else COLORS_SLOT if said in _METALS else "material"


def _let_go(
    lower: str, thing: _Thing, things: Sequence[_Thing], types: Sequence[int], awaiting: str | None
) -> tuple[int, int] | None:
    """The stretch that lets go of a thing, if one does."""
    before, after = lower[: thing.start], lower[thing.end :]
    if thing.named and (place := _any(lower, thing, things, awaiting)):
        return place
    cue = release.BEFORE.search(before)
    if cue is None and thing.named:  # "drop the king size", "ignore my earlier budget"
        cue = release.BEFORE.search(re.sub(r"\b[a-z]+ $", "", before))
        cue = cue if cue and release.REMOVES.match(cue[0]) else None
    if cue and (thing.named or not _takes_products(cue[0], thing, after, types)):
        return cue.start(), thing.end
    if thing.slot == CATEGORY and not thing.named and not release.NOT_NEEDED.search(before):
        return None  # products are taken out of a cart in the same words
    if not thing.named:
        cue = next((m for m in release.NOT_NEEDED.finditer(before) if not _breaks(before[m.end() :])), None)
        if cue:
            return cue.start(), thing.end
    for head, tail in release.AROUND:
        if before.rstrip().endswith("leave") and not thing.named:
            continue  # "leave green out" rules it out
        first, last = head.search(before), tail.match(after)
        if first and last:
            return first.start(), thing.end + last.end()
    late = release.AFTER.match(after) if thing.slot != CATEGORY or thing.named else None
    of_product = not thing.named and any(thing.end < t <= thing.end + 2 for t in types)
    if late and of_product and re.search(r"\b(?:take|remove|delete)\b", late[0]):
        return None  # "the orange cap is ugly, take it out"
    return (thing.start, thing.end + late.end()) if late else None


def _takes_products(cue: str, thing: _Thing, after: str, types: Sequence[int]) -> bool:
    """Whether words that let go may take products out instead: "remove the red ones"."""
    if release.ONES.match(after):
        return True
    product = thing.slot == CATEGORY or any(thing.end < t <= thing.end + 2 for t in types)
    return bool(release.REMOVES.match(cue)) and (product or cue.startswith("leave out"))


def _any(lower: str, thing: _Thing, things: Sequence[_Thing], awaiting: str | None) -> tuple[int, int] | None:
    before, after = lower[: thing.start], lower[thing.end :]
    fine = release.OK.match(after)
    end = thing.end + (fine.end() if fine else 0)
    excepted = any(
        t.slot == thing.slot and t.start > thing.end and release.ANY_BUT.match(lower[thing.end : t.start]) for t in things
    )
    cue = release.ANY.search(before)
    if (
        cue
        and not excepted
        and (fine or cue[0].startswith("w") or not (release.OF_STOCK.match(after) or release.ASKS.search(before)))
    ):
        return cue.start(), end
    for pattern in (release.EVERY, release.OTHER):
        if (cue := pattern.search(before)) and fine and not excepted:
            return cue.start(), end
    if cue := release.NO.search(before) or release.CHANGEABLE.search(before):
        return cue.start(), end
    if lower[thing.start :].startswith("whatever"):
        return thing.start, end
    if re.search(r"^\W*(?:(?:ok|okay|fine|yes|yeah|then|well|sure)\W+)*(?:all|every)\s+$", before) and re.match(
        r"\W*(?:then|please)?\W*$", after
    ):
        return 0, end
    more = release.NO_MORE.match(after)
    if (
        (cue := release.PLAIN_NO.search(before))
        and more
        and (more[0].strip(" .!") or thing.slot in ("price", "occasion", awaiting))
    ):
        return cue.start(), thing.end + more.end()
    return None


def _carry_on(lower: str, things: Sequence[_Thing], found: dict[int, tuple[int, int]]) -> None:
    """What is said in one breath with a thing let go ("the brand or the colour") goes with it."""
    for at in range(1, len(things)):
        one, other = things[at - 1], things[at]
        joined = lower[one.end : other.start]
        if one.named != other.named or not release.JOINS.match(joined) or (not one.named and not _AND.search(joined)):
            continue
        if at - 1 in found and at not in found and found[at - 1][1] <= one.end:
            found[at] = (other.start, other.end)
    for at in range(len(things) - 1, 0, -1):
        one, other = things[at - 1], things[at]
        late = at in found and at - 1 not in found and found[at][0] >= other.start
        if late and one.named == other.named and release.JOINS.match(lower[one.end : other.start]):
            found[at - 1] = (one.start, one.end)


def _breaks(between: str) -> bool:
    return bool(re.search(r"[,.;!?]|\b(?:but|just|anything|something|more|less)\b", between)) or len(between.split()) > 5
