"""Actions that look closer at a product: its details, what its picture shows, whether it can be had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from assistant.actions.choosing import SIZE, available, nearest, option_slots, values_of
from assistant.actions.facts import Answer, Money, answers
from assistant.actions.pointing_out import Spotted, asked_for, is_itself, others_asked, spot
from assistant.actions.records import (
    answer,
    asked_words,
    main_facts,
    named_on_record,
    part_of,
    qualified,
    ruled_out,
    sentences,
    speaking_of,
    stems,
)
from assistant.actions.targets import beyond, card, cards, doubtful, meant, said, without_pointers
from assistant.actions.which_have import which_have
from assistant.media_address import media_url
from assistant.outcome import Outcome, Result
from data.product import Pick, Product, Variant
from dialogue_policy.action import Step
from dialogue_policy.again import TOLD_OF
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState

if TYPE_CHECKING:
    from assistant.world import World

FEW = 5
"""So many left, and the shopper is told the number."""

_NUMBERS = frozenset(("two", "three", "four", "five", "six"))
_ANGLE = re.compile(r"\b(angle|back|behind|other (side|picture|photo|view)|another (picture|photo|view)|from the)\b", re.I)
_SHOW = re.compile(r"\b(?:show|see|zoom|where|look at|pictures? of|close-?up)\b", re.I)
_YES_OR_NO = re.compile(
    r"\b(?:is|are|has|have|does|do|did) (?:it|they|there|this|that|these|the|any|you have)\b(?!.*\bwhere\b)", re.I
)
_HAS_SIDE = re.compile(r"\b(?:has|have|with|without|no)\s+(?:an?\s+|any\s+)?(?:back|side)\b", re.I)
_SIDES = frozenset(("back", "behind", "angle", "side", "sides", "view", "rear", "front", "picture", "photo", "other", "another"))
_PLACE = re.compile(r"\b(which|what|any|your|in|at) (store|shop|branch|location)s?\b|\bnear me\b", re.I)
_RETURN = re.compile(r"\b(when|back in stock|restock\w*|come back|be back)\b", re.I)
_GENERAL = re.compile(r"\b(tell me|more about|details?|describe|information|info|everything|about)\b", re.I)


def detail(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The facts asked about; the main ones where none is named; the shop's sentence, or that it does not say, for the rest."""
    if (out := _of_them_all("detail", step, state, world)) is not None:
        return out
    picks = cards(meant(step, state)[:TOLD_OF], state, world)
    if not picks:
        return which_product("detail", step, state, world)
    picks = tuple(_as_asked(pick, state, world) for pick in picks)
    outcomes = [_detail_of(pick, state) for pick in picks]
    looked = [_looked_for(pick, result, state, world) for pick, result in zip(picks, outcomes, strict=True)]
    marked = next((spotted.marked for spotted in looked if spotted is not None and spotted.marked), None)
    results = _with_spotted(outcomes, looked, shows=marked)
    return Outcome(results, products=picks, focus=tuple(p.product.id for p in picks), image_url=marked)


def _as_asked(pick: Pick, state: DialogueState, world: World) -> Pick:
    """The product as the variant that is asked about, where it comes so: "is it brown?" is answered with the brown one."""
    options = option_slots(pick.product.variants)
    asked = {slot: values[0] for slot, values in said(state).asked.items() if slot in options and len(values) == 1}
    if not asked:
        return pick
    like = world.search.variants_like(pick.product, asked)
    return pick if pick.variant in like or not like else Pick(pick.product, next((v for v in like if available(v)), like[0]))


def _looked_for(pick: Pick, result: Result, state: DialogueState, world: World) -> Spotted | None:
    """What the picture says where the record says nothing of what was asked."""
    unstated = [one for one in answers(result) if one.kind == "not_stated"]
    if result.kind == "detail_not_stated":
        return spot(pick, asked_for(without_pointers(state), (), world), world)
    if result.kind == "detail" and unstated:
        return spot(pick, asked_for("", unstated, world), world)
    return None


def _with_spotted(results: Sequence[Result], looked: Sequence[Spotted | None], *, shows: str | None) -> tuple[Result, ...]:
    """Results with what was seen of each product's pictures; of several, each names its product."""
    named = {"named": 1} if len(results) > 1 else {}
    return tuple(
        replace(one, facts={**one.facts, **_spotted_facts(spotted, shows=shows), **named})
        for one, spotted in zip(results, looked, strict=True)
    )


def _spotted_facts(spotted: Spotted | None, *, shows: str | None) -> dict[str, object]:
    """What is told of it; `shows` is the picture that the reply shows: only on that one something is "marked"."""
    if spotted is None:
        return {}
    marked = spotted.marked is not None and spotted.marked == shows
    unclear = spotted.verdict == "absent" and spotted.stated and not spotted.look  # the shop says that it is there
    told = "marked" if marked else "unclear" if unclear else spotted.verdict
    return {"part": spotted.phrase, "spotted": f"look_{told}" if spotted.look else told, "stated": int(spotted.stated)}


def _picture_of(spotted: Spotted | None) -> str | None:
    """The picture that shows what was asked for, marked where its place is sure."""
    if spotted is None or spotted.verdict != "shown":
        return None
    return spotted.marked or media_url(spotted.picture)


def _detail_of(pick: Pick, state: DialogueState) -> Result:
    heard = said(state)
    facts = about(pick)
    told: list[Answer] = []
    for slot, values in heard.asked.items():
        if slot == "price":
            facts["asks_price"] = True
        elif slot == "rating" and pick.product.rating is not None:
            told.append(Answer("rating", "states", (f"{pick.product.rating:.1f} of 5",)))
        else:
            told += _answers(pick, slot, values)
    words = asked_words(without_pointers(state), pick)
    if told or facts.get("asks_price"):
        return Result("detail", "detail", (pick,), {**facts, "answers": qualified(pick, words, _once(told), _values_of(state))})
    spoken = speaking_of(pick, map_stems(words))
    if named := ruled_out(pick, words) or (None if spoken else named_on_record(pick, words)):
        return Result("detail", "detail", (pick,), {**facts, "answers": (named,)})
    if spoken and words:
        return Result("detail", "detail_quoted", (pick,), {**facts, "sentences": spoken, "asked": " ".join(words[:3])})
    if words and not _GENERAL.search(heard.text):
        return Result("detail", "detail_not_stated", (pick,), {**facts, "asked": " ".join(words[:3])})
    first = sentences(pick.product.description)[:1]
    return Result("detail", "overview", (pick,), {**facts, "answers": main_facts(pick), "sentences": first})


def _values_of(state: DialogueState) -> list[str]:
    """The values asked about."""
    return [value for values in said(state).asked.values() for value in values]


def _once(told: Iterable[Answer]) -> tuple[Answer, ...]:
    """A sentence of the shop's that answers for several slots is quoted once."""
    return tuple({(one.values, one.sentence) if one.kind == "states" and not one.values else one: one for one in told}.values())


def _answers(pick: Pick, slot: str, values: Sequence[str]) -> list[Answer]:
    """What a slot's record says of the values asked about ("striped or plain?"): those that it has, else what it is instead,
    once; without values, what it states.
    """
    answered = [answer(pick, slot, value) for value in values or ("",)]
    held = [one for one in answered if one.kind == "yes"]
    if held or len(answered) < 2 or any(one.kind != "other" for one in answered):
        return held or answered
    first = answered[0]
    return [Answer(first.slot, "states", first.values)]


def visual_detail(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The picture with the part asked for marked on it, and what the record states about it, or that the shop does not.

    Of two products both are told of; the picture is that of the first on which the part is marked.
    """
    if (out := _of_them_all("visual_detail", step, state, world)) is not None:
        return out
    picks = cards(meant(step, state)[:TOLD_OF], state, world)
    if not picks:
        return which_product("visual_detail", step, state, world)
    looks = [_looked_at(_as_asked(pick, state, world), state, world) for pick in picks]
    if looks[0].result.kind == "picture":
        looks = looks[:1]
    shows = next((one for one in looks if one.spotted is not None and one.spotted.marked), looks[0])
    results = _with_spotted([one.result for one in looks], [one.spotted for one in looks], shows=shows.picture)
    shown = tuple(one.pick for one in looks)
    return Outcome(results, products=shown, focus=tuple(p.product.id for p in shown), image_url=shows.picture)


def _of_them_all(action: str, step: Step, state: DialogueState, world: World) -> Outcome | None:
    """Which of more products than are told of each have what is asked about; None of fewer, and where nothing is asked."""
    ids = meant(step, state)
    return which_have(action, cards(ids, state, world), state, world) if len(ids) > TOLD_OF else None


class _Look(NamedTuple):
    """What the record and the picture say of one product; `picture` is the address of the one to show."""

    pick: Pick
    result: Result
    spotted: Spotted | None
    picture: str | None


def _looked_at(pick: Pick, state: DialogueState, world: World) -> _Look:
    heard, asked = said(state), without_pointers(state)
    values = [(slot, v) for slot, vs in heard.asked.items() for v in vs or ("",)]
    another = bool(_ANGLE.search(heard.text)) and not _HAS_SIDE.search(heard.text)
    answered = [one for slot, vs in heard.asked.items() for one in _answers(pick, slot, vs)]
    told = _once(one for one in answered if one.kind != "not_stated")
    sought = [phrase for phrase in asked_for(asked, answered, world) if told or not is_itself(phrase, pick, world)]
    if not sought and not another:  # "where is the handle", of a Top-Handle Bag, is no product by that name
        sought = [phrase for phrase in asked_for(heard.text, (), world) if not is_itself(phrase, pick, world)]
    spotted = None if another else spot(pick, sought, world)
    words = asked_words(asked, pick) or tuple(word for word in asked_words(heard.text, pick) if word not in _NUMBERS)
    if another:  # a side is no part
        words = tuple(word for word in words if word not in _SIDES)
    speaking = speaking_of(pick, map_stems(words))
    if not told and (named := ruled_out(pick, words) or (None if answered or speaking else named_on_record(pick, words))):
        told = (named,)
    told = qualified(pick, words, told, _values_of(state))
    if _SHOW.search(heard.text) and not _YES_OR_NO.search(heard.text):
        told = tuple(replace(one, kind="states") if one.kind == "yes" else one for one in told if one.slot != "category")
    if spotted is not None and spotted.verdict == "shown" and any(one.kind == "no" for one in told):
        spotted = None  # the record's "no" is not contradicted by what looks like it
    denied = any(one.kind in ("no", "other") for one in told)
    others = others_asked(asked, spotted.phrase, world) if spotted is not None and not denied else ()
    beside = {one: spot(pick, [one], world) for one in others}
    picture = _picture_of(spotted) or picture_address(pick, another=another)
    unstated = tuple(one for one in answered if one.kind == "not_stated" and part_of(one.slot))
    told = (*told, *unstated) if told else told
    spoken = () if told or unstated else speaking
    part = _as_said(asked, words) or " ".join(v or s for s, v in values[:1])
    facts = {
        **about(pick),
        "answers": told,
        "unstated": unstated,
        "sentences": spoken,
        "asked": part,
        "pictured": int(picture is not None),
        **{f"also_{verdict}": tuple(one for one, seen in beside.items() if _verdict(seen) == verdict) for verdict in _VERDICTS},
    }
    kind = "seen" if told or spoken else "not_described" if part or spotted else "picture"
    if another and kind == "picture" and picture is not None:
        kind = "another_view" if picture != picture_address(pick) else "only_view"
    return _Look(pick, Result("visual_detail", kind, (pick,), facts), spotted, picture)


_VERDICTS = ("shown", "absent", "unclear")


def _verdict(spotted: Spotted | None) -> str:
    return spotted.verdict if spotted is not None else "unclear"


def _as_said(text: str, words: Sequence[str]) -> str:
    """Words as they stand in a message: "collar and the pockets"; by themselves where they stand far apart."""
    told = words[:3]
    if len(told) > 1:
        between = rf"\b{re.escape(told[0])}\b(?:\W+\w+){{0,4}}?\W+{re.escape(told[-1])}\b"
        if match := re.search(between, text, re.I):
            return match[0].casefold()
    return " ".join(told)


def availability(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Whether the size or colour asked about can be had, how many if few, and what is nearest if not."""
    picks = cards(meant(step, state)[:TOLD_OF], state, world)
    if not picks:
        return which_product("availability", step, state, world)
    results = tuple(_availability_of(pick, state, world) for pick in picks)
    shown = tuple(Pick(p.product, _variant(r) or p.variant) for p, r in zip(picks, results, strict=True))
    return Outcome(results, products=shown, focus=tuple(p.product.id for p in picks))


def _availability_of(pick: Pick, state: DialogueState, world: World) -> Result:
    product, heard = pick.product, said(state)
    slots = option_slots(product.variants)
    wanted = {slot: values[0] for slot, values in {**_as_lists(heard.options), **heard.asked}.items() if slot in slots and values}
    facts: dict[str, object] = {"title": product.title, "asks_where": int(bool(_PLACE.search(heard.text)))}
    facts["asks_when"] = int(bool(_RETURN.search(heard.text)))
    open_question = [slot for slot, values in heard.asked.items() if slot in slots and slot != SIZE and not values]
    if open_question and not wanted:
        return Result("availability", "detail", (pick,), {**facts, "answers": tuple(answer(pick, s) for s in open_question)})
    fitting = world.search.variants_like(product, wanted) if wanted else ()
    if wanted and not fitting:
        return _not_made(pick, wanted, facts, world)
    if "color" in pick.variant.options and "color" not in wanted:
        # "Does it come in medium?" means the one on the card, where that colour is made in medium.
        same = tuple(v for v in fitting or product.variants if v.options.get("color") == pick.variant.options["color"])
        fitting = same or fitting
    stocked = tuple(v for v in fitting or product.variants if available(v) > 0)
    if wanted and not stocked:
        return _sold_out(pick, fitting, facts, state)
    if not stocked:
        return Result("availability", "all_sold_out", (pick,), facts)
    open_sizes = values_of(stocked, SIZE)
    if not wanted and len(open_sizes) > 1:
        color = pick.variant.options.get("color", "")
        return Result("availability", "sizes_in_stock", (pick,), {**facts, "sizes": open_sizes, "color": color})
    found = stocked[0] if pick.variant not in stocked else pick.variant
    left = available(found)
    options = dict(found.options) if wanted.keys() == found.options.keys() or SIZE in wanted else _said_options(found, wanted)
    facts |= {"options": options, "left": left if left <= FEW else 0, "price": Money(found.price, found.currency)}
    return Result("availability", "in_stock", (Pick(product, found),), facts)


def _said_options(variant: Variant, wanted: Mapping[str, str]) -> dict[str, str]:
    return {slot: value for slot, value in variant.options.items() if slot in wanted} or dict(variant.options)


def _not_made(pick: Pick, wanted: Mapping[str, str], facts: dict[str, object], world: World) -> Result:
    """The product has no such variant: the option that it does not come in, and the values that there are."""
    product = pick.product
    unmade = next((slot for slot, v in wanted.items() if not world.search.variants_like(product, {slot: v})), None)
    stocked = [v for v in product.variants if available(v) > 0]
    if unmade is None:
        other = nearest(product, {**wanted})
        facts |= {"options": dict(wanted), "nearest": dict(other.options) if other else {}}
        return Result("availability", "not_together", (Pick(product, other) if other else pick,), facts)
    values = values_of(stocked or product.variants, unmade)
    return Result("availability", "not_made", (pick,), {**facts, "slot": unmade, "said": wanted[unmade], "values": values})


def _sold_out(pick: Pick, fitting: tuple[Variant, ...], facts: dict[str, object], state: DialogueState) -> Result:
    gone = fitting[0]
    other = nearest(pick.product, gone.options, exclude=(v.id for v in fitting), constraints=state.constraints)
    facts |= {"options": dict(gone.options), "nearest": dict(other.options) if other else {}}
    kind = "sold_out_nearest" if other else "all_sold_out"
    return Result("availability", kind, (Pick(pick.product, other) if other else pick,), facts)


def which_product(action: str, step: Step, state: DialogueState, world: World) -> Outcome:
    """The question back, where nothing tells which product is meant; its choices are those on the table."""
    choices = tuple(p for i in doubtful(step, state) if (p := card(i, state, world)) is not None)
    facts: dict[str, object] = {"titles": tuple(p.product.title for p in choices[:6]), "shown": len(choices)}
    kind = "which_of" if choices else "nothing_shown"
    if choices and beyond(state):
        kind = "only_one_here" if len(choices) == 1 else "not_among_these"
    return Outcome((Result(action, kind, choices[:6], facts),))


def about(pick: Pick) -> dict[str, object]:
    """The facts of a product that any sentence about it may use."""
    variant = pick.variant
    facts: dict[str, object] = {"title": pick.product.title, "price": Money(variant.price, variant.currency)}
    if variant.on_sale and variant.list_price is not None:
        facts["list_price"] = Money(variant.list_price, variant.currency)
    return facts


def picture_address(pick: Pick, *, another: bool = False) -> str | None:
    """Where the picture of the variant is served; with `another`, a further one if there is one that is no other variant's."""
    first = pick.picture
    if another:
        of_others = {variant.image for variant in pick.product.variants if variant.image != first}
        first = next((i for i in pick.product.images if i != first and i not in of_others), first)
    if not first:
        return None
    return first if "://" in first else media_url(first)


def map_stems(words: tuple[str, ...]) -> frozenset[str]:
    return stems(" ".join(words))


def prices(product: Product) -> tuple[Money, Money]:
    """The lowest and the highest price of its variants."""
    paid = [v.price for v in product.variants]
    return Money(min(paid), product.variants[0].currency), Money(max(paid), product.variants[0].currency)


def _variant(result: Result) -> Variant | None:
    return result.picks[0].variant if result.picks else None


def _as_lists(options: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {slot: (value,) for slot, value in options.items()}
