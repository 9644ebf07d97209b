"""Actions that tell what others found: reviews, and which size to take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from assistant.actions.facts import Quote
from assistant.actions.looking import about, map_stems, which_product
from assistant.actions.records import asked_words, sentences, speaking_of, stems
from assistant.actions.targets import cards, meant, said
from assistant.outcome import Outcome, Result
from data.product import Pick, Review, SizeChart
from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState

if TYPE_CHECKING:
    from assistant.world import World

GENDERS = frozenset(("men", "women", "boys", "girls", "kids", "unisex"))
"""Canonical values of `gender`, which a size chart may name beside categories and brands."""

LONGEST_QUOTE = 200
"""Characters of a review that are quoted at most, cut after a sentence."""

_FIT = re.compile(
    r"\b(runs? (?:a (?:bit|little) )?(?:small|large|big|short|long|narrow|wide|tight|true)|sizing|true to size|snug|baggy|"
    r"size (?:up|down)|too (?:small|big|large|tight|loose|short)|"
    r"fit(?:s|ted)?\b(?! (?:under|in|into|inside|on|behind|beneath|everything|all|my laptop|a laptop)\b))\b",
    re.I,
)
_NOT = r"(?<!without being )(?<!without )(?<!not )(?<!n't )(?<!never )"
_SMALL = re.compile(
    rf"\bruns? (a (bit|little) )?(small|short|tight|narrow)|{_NOT}\btoo (small|tight|short)\b|\bsize up\b|"
    r"\b(?:bit|little|slightly|very|quite|rather|fits?) tight\b",
    re.I,
)
_LARGE = re.compile(
    rf"\bruns? (a (bit|little) )?(large|big|long|wide)|{_NOT}\btoo (big|large|loose|long)\b|\bsize down\b|\bbaggy\b", re.I
)
_TRUE = re.compile(r"\btrue to size|fits? (perfect|great|well|just right)|perfect fit\b", re.I)
_CHATTER = stems(
    "reviews review people think opinion rating rated buyers customers others complaints complain complaining anyone stars "
    "honest best worst highest lowest bad good negative positive moan gripe"
)
_BLAMING = re.compile(
    r"\b(?:complain\w*|negatives?|criti\w+|bad (?:reviews?|things?)|dislikes?|moans?|gripes?|wrong with)\b", re.I
)
_HEIGHT_FEET = re.compile(r"\b([4-7])\s*(?:'|’|ft\.?|feet|foot)\s*(\d{1,2})?\s*(?:\"|”|''|in(?:ches)?\b)?", re.I)
_MEASURE = re.compile(
    r"(?:\b(chest|bust|waist|hips?|inseam|height|foot|head)\b\s*(?:is|of|measures?|:)?\s*)?"
    r"\b(\d{2,3}(?:\.\d)?)\s*(cm|kg|kilos?|lbs?|pounds|inch(?:es)?|in|\")(?![a-z])(?:\s*\b(chest|bust|waist|hips?|inseam|tall|foot|head)\b)?",
    re.I,
)
_PART = r"(chest|bust|waist|hips?|inseam)"
_BARE = re.compile(rf"\b([2-6]\d(?:\.5)?) {_PART}\b|\b{_PART}(?: is| of|:)? ([2-6]\d(?:\.5)?)\b(?! ?cm)", re.I)
INCH = 2.54
"""Centimetres."""
_TO_METRIC = {"cm": 1.0, "kg": 1.0, "kilo": 1.0, "kilos": 1.0, "lb": 0.45359237, "lbs": 0.45359237, "pounds": 0.45359237}


def reviews(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Rating and count, a favourable and a critical voice; where an aspect is asked about, what is said of that."""
    picks = cards(meant(step, state)[:2], state, world)
    if not picks:
        return which_product("reviews", step, state, world)
    results = tuple(_reviews_of(pick, state, world) for pick in picks)
    return Outcome(results, products=picks, focus=tuple(p.product.id for p in picks))


def _reviews_of(pick: Pick, state: DialogueState, world: World) -> Result:
    product = pick.product
    written = world.store.reviews(product.id)
    facts: dict[str, object] = {"title": product.title, "count": product.reviews_count or len(written)}
    if product.rating is not None:
        facts["rating"] = float(product.rating)
    if not written:
        kind = "rated_only" if product.rating is not None and product.reviews_count else "no_reviews"
        return Result("reviews", kind, (pick,), facts)
    text = said(state).text
    words = tuple(w for w in asked_words(text, pick) if not map_stems((w,)) <= _CHATTER)
    aspect = map_stems(words)
    on_it = _on_fit(written) if _FIT.search(text) else tuple(r for r in written if aspect & stems(f"{r.title} {r.text}"))
    if aspect and on_it:
        facts |= {"asked": " ".join(words[:3]), "mentions": len(on_it)}
        found = tuple(_quote(r, aspect) for r in on_it[:2])
        return Result("reviews", "reviews_on", (pick,), {**facts, "quotes": found}, reviews=on_it[:2])
    slips = {c.from_.casefold() for c in said(state).corrections}
    if unsaid := [w for w in words if w not in slips and len(w) > 3]:
        facts["unsaid"] = " ".join(unsaid[:3])
    praise, blame = _voice(r for r in written if r.rating >= 4), _voice(r for r in written if r.rating <= 3)
    if blame is not None and _BLAMING.search(text):
        praise = None  # "what do people complain about"
    chosen = tuple(r for r in (praise, blame) if r is not None)
    facts |= {"praise": (_quote(praise),) if praise else (), "criticism": (_quote(blame),) if blame else ()}
    return Result("reviews", "reviews", (pick,), facts, reviews=chosen)


def size_advice(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The size that the shop's chart gives for the measures told, and what buyers say of the fit; else that there is no guide."""
    picks = cards(meant(step, state)[:1], state, world)
    if not picks:
        return which_product("size_advice", step, state, world)
    pick, text = picks[0], said(state).text
    told = measures(text)
    chart = chart_for(pick, world.store.size_charts)
    written = world.store.reviews(pick.product.id)
    on_fit = _on_fit(written)
    facts: dict[str, object] = {
        **about(pick),
        "small": sum(1 for r in written if _SMALL.search(r.text)),
        "large": sum(1 for r in written if _LARGE.search(r.text)),
        "true": sum(1 for r in written if _TRUE.search(r.text)),
        "quotes": tuple(_quote(r, stems(_fit_words(r))) for r in on_fit[:2]),
        "count": len(on_fit),
        "sentences": tuple(s for s in speaking_of(pick, stems("fit fitted size sizing")) if _FIT.search(s))[:1],
    }
    kind = "no_size_guide"
    if chart is not None:
        facts |= {"chart": chart.name, "measurements": _measured(chart)}
        sizes = size_by(chart, told)
        kind = "size_from_chart" if sizes else "outside_chart" if _shared(chart, told) else "chart_wants"
        facts["sizes"] = sizes
    facts["measured"] = int(bool(told))
    result = Result("size_advice", kind, picks, facts, reviews=on_fit[:2])
    return Outcome((result,), products=picks, focus=(pick.product.id,))


def measures(text: str) -> dict[str, float]:
    """Body measures told in words, in centimetres and kilograms: "5'9, 160 lbs", "175 cm 72 kg", "waist 32 inches"."""
    found: dict[str, float] = {}
    feet = _HEIGHT_FEET.search(text)
    if feet:
        found["height"] = int(feet[1]) * 30.48 + int(feet[2] or 0) * 2.54
    for before, number, unit, after in _MEASURE.findall(text):
        unit = unit.casefold()
        value = float(number) * _TO_METRIC.get(unit, 2.54)
        part = (before or after).casefold().rstrip("s").replace("bust", "chest")
        if unit.startswith(("k", "l", "p")):
            found["weight"] = value
        elif part and part != "tall":
            found[{"hip": "hips"}.get(part, part)] = value
        elif value >= 130:
            found["height"] = value
    for after, before, part_first, number_last in _BARE.findall(text):
        part = (before or part_first).casefold().rstrip("s")
        # A bare number of a body part is in inches: nobody has a waist of 32 centimetres.
        found.setdefault({"hip": "hips", "bust": "chest"}.get(part, part), float(after or number_last) * INCH)
    return found


def chart_for(pick: Pick, charts: Iterable[SizeChart]) -> SizeChart | None:
    """The most particular chart that applies: it names the product's gender (where it names any) and its category or brand (where
    it names any); else one for everything."""
    product = pick.product
    genders = product.names("gender", pick.variant)
    kinds = product.names("category", pick.variant) | product.names("brand", pick.variant) | {product.brand.casefold()}

    def fits(chart: SizeChart) -> bool:
        people = GENDERS.intersection(chart.applies_to)
        others = frozenset(a.casefold() for a in chart.applies_to) - GENDERS
        return (not people or not people.isdisjoint(genders)) and (not others or not others.isdisjoint(kinds))

    def particular(chart: SizeChart) -> tuple[bool, bool]:
        return not GENDERS.isdisjoint(chart.applies_to), not GENDERS.issuperset(chart.applies_to)

    return max(filter(fits, charts), key=particular, default=None)


def size_by(chart: SizeChart, told: Mapping[str, float]) -> tuple[str, ...]:
    """The sizes whose row holds every measure told that the chart knows; empty where none does, or none is known."""
    known = _shared(chart, told)
    rows = [(size, _folded(row)) for size, row in chart.rows.items() if known]
    return tuple(size for size, row in rows if all(k in row and row[k][0] <= told[k] <= row[k][1] for k in known))[:2]


def _shared(chart: SizeChart, told: Mapping[str, float]) -> frozenset[str]:
    return frozenset(told) & frozenset(k for row in chart.rows.values() for k in _folded(row))


def _folded(row: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    names = {"bust": "chest", "hip": "hips"}
    return {names.get(k.casefold(), k.casefold()): bounds for k, bounds in row.items()}


def _measured(chart: SizeChart) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k for row in chart.rows.values() for k in row))


def _on_fit(written: Iterable[Review]) -> tuple[Review, ...]:
    hits = [r for r in written if _SMALL.search(r.text) or _LARGE.search(r.text) or _TRUE.search(r.text) or _FIT.search(r.text)]
    return tuple(sorted(hits, key=lambda r: not (_SMALL.search(r.text) or _LARGE.search(r.text) or _TRUE.search(r.text))))


def _fit_words(review: Review) -> str:
    return " ".join(m[0] for m in _FIT.finditer(review.text))


def _voice(written: Iterable[Review]) -> Review | None:
    """The review that says most of what the others say too, a short one before a long one."""
    given = list(written)
    shared = Counter(s for r in given for s in stems(r.text))

    def typical(review: Review) -> float:
        own = stems(review.text)
        return sum(shared[s] - 1 for s in own) / (len(own) + 5) + min(len(review.text), 80) / 400

    return max(given, key=typical, default=None)


def _quote(review: Review, aspect: frozenset[str] = frozenset()) -> Quote:
    """Whole sentences of a review, from the first that speaks of `aspect`, as many as fit."""
    parts = list(sentences(review.text)) or [review.title]
    start = next((i for i, s in enumerate(parts) if aspect & stems(s)), 0)
    text = parts[start]
    for part in parts[start + 1 :]:
        if len(text) + len(part) + 1 > LONGEST_QUOTE:
            break
        text = f"{text} {part}"
    return Quote(text, review.author, review.rating)
