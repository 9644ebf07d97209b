"""Actions that put products on the table: recommend, ask, more, similar, what goes with it, what else could be loosened."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.actions.choosing import COLOR, SIZE, available, in_order
from assistant.actions.facts import Money, Relaxation, spoken
from assistant.actions.targets import broken, card, cards, centre, meant, said, unique
from assistant.actions.unrecorded import not_ruled_out, said_by_some, unheard, unknown_words
from assistant.outcome import Outcome, Result
from assistant.photos import vector_of
from data.constraint import Constraint, Constraints
from data.folding import fold_words
from data.product import Pick
from dialogue_policy.action import Step
from dialogue_policy.answers import CONFIRM
from dialogue_policy.candidates import Candidates
from dialogue_policy.situation import BACK
from dialogue_policy.state import Awaiting, DialogueState
from dialogue_policy.variety import spread_out

if TYPE_CHECKING:
    from assistant.world import World

ASKED_VALUES = 5
"""How many values a question offers: as many as fit under a message."""


def recommend(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The best of the running search, shown at once."""
    if lacking := _lacking(step, state, candidates, world):
        return lacking
    diverse = step.manner == "diverse"
    picks = spread_out(candidates.picks, world.shop.results) if diverse else candidates.picks[: world.shop.results]
    kind = "found" if picks else "nothing"
    if picks and said(state).says("request_recommendation"):
        kind = "advised"
    told = _told(state, candidates, world, picks)
    extreme = "" if diverse else at_the_end(state, picks, gave_up=bool(candidates.gave_up))
    out = _listed(step, kind, picks, candidates, state, diverse=int(diverse), extreme=extreme, **told)
    out = _beyond(step, out, state)
    # Where one is told apart by name, "it" is that one.
    return replace(out, focus=(picks[0].product.id,)) if kind == "advised" or extreme else out


def at_the_end(state: DialogueState, picks: tuple[Pick, ...], *, gave_up: bool) -> str:
    """The order that was asked for now, where the first of a list is the cheapest or dearest of all that was found; "" else."""
    sort = said(state).sort
    if sort not in ("price_asc", "price_desc") or len(picks) < 2 or gave_up:
        return ""
    prices = [pick.variant.price for pick in picks]
    # What is sold out stands last, whatever it costs.
    return sort if prices[0] == (min(prices) if sort == "price_asc" else max(prices)) else ""


def _beyond(step: Step, out: Outcome, state: DialogueState) -> Outcome:
    """What stands beneath a list that is shown in a manner of its own: a recap, an offer, the reasons for the first."""
    if not out.products:
        return out
    if step.manner == "recap" and state.constraints:
        return _and(out, Result("recommend", "recap"), awaiting=Awaiting(CONFIRM, proposal="wishes"))
    if step.manner == "compare" and len(out.products) > 1:
        first = out.products[:2]
        facts: dict[str, object] = {"titles": tuple(p.product.title for p in first)}
        ids = tuple(p.product.id for p in first)
        wait = Awaiting(CONFIRM, proposal="compare", args={"product_ids": ids})
        return _and(out, Result("recommend", "offer_compare", facts=facts), awaiting=wait)
    if step.manner in ("explain", "visual"):
        kind = "first_shown" if step.manner == "visual" else "first_explained"
        return replace(out, results=(*out.results, Result("recommend", kind, out.products[:1])))
    return out


def ask_slot(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The same, and one question beneath: the slot that the step names, with the values that there are."""
    slot = str(step.args.get("slot", ""))
    page = world.shop.results
    unseen = bool(step.args.get("unseen"))
    picks = _unseen(state, candidates)[:page] if unseen else candidates.picks[:page]
    spread = candidates.spread.get(slot)
    values = tuple(sorted(spread.values, key=lambda v: -spread.values[v])[:ASKED_VALUES]) if spread else ()
    if slot == SIZE:
        values = in_order(slot, values)
    shown = spoken(slot, tuple(_as_written(slot, value, picks, world) for value in values))
    if unseen:
        out = _kept(_listed(step, "more", picks, candidates, state, left=_left(picks, state, candidates)), state)
    else:
        out = _listed(step, "found" if picks else "nothing", picks, candidates, state, **_told(state, candidates, world, picks))
    priced = slot == "price" and candidates.price_range is not None
    if not shown and not priced:
        return out
    facts: dict[str, object] = {"slot": slot, "values": shown}
    if slot == "price" and candidates.price_range:
        facts["low"], facts["high"] = (_money(p, picks, world) for p in candidates.price_range)
    question = Result("ask_slot", "question", facts=facts)
    return _and(out, question, awaiting=Awaiting(slot))


def show_more(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The next page of the list on the table, or the page before it where the shopper asks for the earlier ones."""
    page = world.shop.results
    if step.args.get("back") or BACK.search(said(state).text):
        return _back(step, state, world)
    if state.anchor and vector_of(state.anchor) is None and _beside_wishes(state, candidates, world):
        find = world.search.similar_to if state.list_kind == "similar" else world.search.goes_with
        picks = find(state.anchor, constraints=said(state).constraints, exclude=state.seen, k=page)
    else:
        unseen = _unseen(state, candidates)
        picks = spread_out(unseen, page) if step.manner == "diverse" else unseen[:page]
    if not picks:
        return Outcome((Result("show_more", "no_more", facts={"total": len(state.seen)}),))
    out = _listed(step, "more", picks, candidates, state, left=_left(picks, state, candidates))
    return _kept(out, state)


def _unseen(state: DialogueState, candidates: Candidates) -> tuple[Pick, ...]:
    return tuple(p for p in candidates.picks if p.product.id not in state.seen)


def _left(picks: tuple[Pick, ...], state: DialogueState, candidates: Candidates) -> int:
    """How many come after these."""
    return max(candidates.total - len(state.seen) - len(picks), 0) if state.list_kind in ("search", "highlights") else 0


def _beside_wishes(state: DialogueState, candidates: Candidates, world: World) -> bool:
    """Whether the list was made around a product without the wishes, which nothing around it meets: it goes on like that."""
    if state.list_kind not in ("similar", "complete_look") or candidates.around:
        return False
    return bool(broken(cards((c.id for c in state.shown), state, world), state.constraints))


def suggest_relaxation(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Nothing is as asked: which wish finds nothing, what loosening it brings, and the nearest products if there are any."""
    if lacking := _lacking(step, state, candidates, world):
        return lacking
    picks = candidates.picks[: world.shop.results]
    options = tuple(Relaxation(slot, n) for slot, n in candidates.relaxations if n > 0)
    out = _listed(
        step,
        "loosened" if picks else "nothing",
        picks,
        candidates,
        state,
        relaxations=options[:3],
        **_told(state, candidates, world, picks),
    )
    return out if picks else Outcome(out.results, gave_up=out.gave_up)


def _lacking(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome | None:
    """That the shop has nothing of the type sought, which is told whatever the policy chose; None where it has."""
    if candidates.total or not (not_sold := _not_sold(state, world)):
        return None
    picks = candidates.picks[: world.shop.results]
    called = _called(not_sold, picks)
    shown = called or picks
    facts: dict[str, object] = {"not_sold": not_sold, "shown": len(shown)}
    if called:
        facts["titles"] = tuple(p.product.title for p in called)
    result = Result(step.name, "called_so" if called else "not_sold", shown, facts)
    gave_up = unique((*candidates.gave_up, "category"))
    return Outcome((result,), products=shown, gave_up=gave_up, shows_list=bool(shown))


def _not_sold(state: DialogueState, world: World) -> tuple[str, ...]:
    """The types sought, in the shopper's words, where the shop has nothing of any of them."""
    sought = state.constraints.get("category", Constraint()).is_
    there = world.store.lexicon.values("category")
    if not sought or not there.isdisjoint(sought):
        return ()
    return unique(p.text.strip() for p in state.phrases if p.slot == "category" and p.value in sought) or tuple(sorted(sought))


def _called(kinds: tuple[str, ...], picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """Those whose title has all words of a type that the shop files nothing under: "Affirm Water Bottle"."""
    wanted = [set(fold_words(kind)) for kind in kinds]
    return tuple(pick for pick in picks if any(words <= set(fold_words(pick.product.title)) for words in wanted))


def similar(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Products like the one meant, or like the photo that was sent."""
    if step.args.get("photo") or (vector_of(state.anchor) is not None and not meant(step, state)):
        return _like_photo(state, candidates, world)
    return _around("similar", step, state, world)


def complete_look(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Products that go with the one meant."""
    return _around("complete_look", step, state, world)


def _of_another_search(anchor: Pick, state: DialogueState) -> bool:
    """Whether a product is of no type that is sought now: a button of a list further up."""
    sought = state.constraints.get("category", Constraint()).is_
    return bool(sought) and "category" not in said(state).constraints and sought.isdisjoint(anchor.product.names("category"))


def _like_photo(state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What looks most like a photo, as wished; what is as wished, where no picture of it was looked at."""
    picks = candidates.picks[: world.shop.results]
    kind = ("like_photo" if candidates.around else "not_like_photo") if picks else "no_like_photo"
    facts = {"shown": len(picks), "sold_out": _sold_out(picks)}
    return Outcome(
        (Result("similar", kind, picks, facts),),
        products=picks,
        gave_up=candidates.gave_up if picks else (),
        shows_list=bool(picks),
        list_kind="similar",
        anchor=state.anchor,
    )


def _around(action: str, step: Step, state: DialogueState, world: World) -> Outcome:
    ids = meant(step, state) or tuple(c.id for c in state.shown[:1])
    anchor = card(ids[0], state, world) if ids else None
    if anchor is None:
        return Outcome((Result(action, "which_product"),))
    find = world.search.similar_to if action == "similar" else world.search.goes_with
    wished = dict(state.constraints) if action == "similar" else _sought(state)
    if action == "similar" and _of_another_search(anchor, state):
        wished = dict(said(state).constraints)
    picks: tuple[Pick, ...] = ()
    for constraints in (wished, said(state).constraints):
        picks = find(anchor.product.id, variant_id=anchor.variant.id, constraints=constraints, k=world.shop.results)
        if picks:
            break
    facts = {"title": anchor.product.title, "shown": len(picks), "sold_out": _sold_out(picks)}
    result = Result(action, action if picks else f"no_{action}", picks, facts, products=(anchor.product,))
    return Outcome(
        (result,),
        products=picks,
        focus=(anchor.product.id,),
        shows_list=bool(picks),
        list_kind="similar" if action == "similar" else "complete_look",
        anchor=anchor.product.id,
    )


def _sought(state: DialogueState) -> Constraints:
    """What constrains an item that goes with another: this turn's words, and who it is for; not the type searched before."""
    now = said(state).constraints
    lasting = {slot: c for slot, c in state.constraints.items() if slot == "gender"}
    return {**lasting, **now}


def _back(step: Step, state: DialogueState, world: World) -> Outcome:
    on_table = [c.id for c in state.shown]
    first = state.seen.index(on_table[0]) if on_table and on_table[0] in state.seen else len(state.seen)
    earlier = state.seen[max(first - world.shop.results, 0) : first]
    picks = tuple(p for i in earlier if (p := world.search.pick(i, constraints=state.constraints)) is not None)
    if not picks:
        again = tuple(p for i in on_table if (p := card(i, state, world)) is not None)
        kind = "no_earlier" if again else "nothing_shown"
        return _kept(Outcome((Result("show_more", kind, again),), products=again, shows_list=bool(again)), state)
    result = Result("show_more", "earlier", picks, {"shown": len(picks), "sold_out": _sold_out(picks)})
    return _kept(Outcome((result,), products=picks, shows_list=True), state)


def _listed(
    step: Step, kind: str, picks: tuple[Pick, ...], candidates: Candidates, state: DialogueState, **facts: object
) -> Outcome:
    gave_up = unique((*candidates.gave_up, *candidates.unknown, *broken(picks, state.constraints)))
    told: dict[str, object] = {
        "shown": len(picks),
        "total": max(candidates.total, len(picks)) if not gave_up else len(picks),
        "unstated": candidates.unknown,
        "sold_out": _sold_out(picks),
        "unrecorded": int(_unrecorded(picks, state)),
        **facts,
    }
    return Outcome(
        (Result(step.name, kind, picks, told),),
        products=picks,
        gave_up=gave_up if picks else (),
        shows_list=bool(picks),
        list_kind="highlights" if state.highlight else "search",
    )


def _told(state: DialogueState, candidates: Candidates, world: World, picks: tuple[Pick, ...]) -> dict[str, object]:
    """What is to be said of a list beside its counts: the product it stands around, and a wish that no record knows."""
    some, having = said_by_some(state, world, picks)
    spoken_of = {
        "unknown_words": unknown_words(state, world),
        "unheard": unheard(state),
        "not_ruled_out": not_ruled_out(state, world),
        "some_say": some,
        "saying": having,
    }
    return {**_centre(state, candidates, world), **spoken_of}


def _centre(state: DialogueState, candidates: Candidates, world: World) -> dict[str, object]:
    """What a narrowed list stands around, and whether anything around it is as wished."""
    around = centre(state, world)
    return {**around, "around": int(candidates.around)} if around else {}


def _unrecorded(picks: tuple[Pick, ...], state: DialogueState) -> bool:
    """Whether highlights are asked for that the records cannot tell: no dates for "new", nothing for "popular"."""
    if state.highlight == "new":
        return all(pick.product.created is None for pick in picks)
    if state.highlight in ("bestseller", "trending"):
        return not any(pick.product.popularity or pick.product.reviews_count for pick in picks)
    return False


def _and(out: Outcome, result: Result, *, awaiting: Awaiting) -> Outcome:
    return Outcome(
        (*out.results, result),
        products=out.products,
        gave_up=out.gave_up,
        shows_list=out.shows_list,
        list_kind=out.list_kind,
        awaiting=awaiting,
    )


def _kept(out: Outcome, state: DialogueState) -> Outcome:
    """The same kind of list goes on, around the same product."""
    return Outcome(
        out.results,
        products=out.products,
        gave_up=out.gave_up,
        shows_list=out.shows_list,
        list_kind=state.list_kind,
        anchor=state.anchor,
    )


def _sold_out(picks: tuple[Pick, ...]) -> int:
    return sum(1 for pick in picks if available(pick.variant) == 0)


def _as_written(slot: str, canonical: str, picks: tuple[Pick, ...], world: World) -> str:
    """A canonical value as the shop writes it: on one of the cards, else anywhere."""
    for pick in picks:
        for variant in pick.product.variants if slot in (SIZE, COLOR) else (pick.variant,):
            for value in pick.product.values(slot, variant):
                if value.canonical == canonical:
                    return value.original
    return next((entry.original for entry in world.store.lexicon.slot_values(slot) if entry.canonical == canonical), canonical)


def _money(amount: Decimal, picks: tuple[Pick, ...], world: World) -> Money:
    return Money(amount, picks[0].variant.currency if picks else world.shop.currency)
