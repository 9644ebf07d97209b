"""Replies that come with a list of products: how many, of what, what was given up, and the question beneath."""

from __future__ import annotations

from assistant.actions.facts import Money, count, relaxations, text, words
from assistant.outcome import Result
from assistant.phrasing.grammar import in_a_row, listed, plural, reviews, slot_words
from assistant.phrasing.voice import Voice
from assistant.phrasing.wishes import wish_for, wishes
from data.folding import fold_words
from data.things import THING_SLOTS
from dialogue_policy.several import together

_NAMED = 3
"""Products that are named in a sentence; of more their number is told."""


def found(voice: Voice, result: Result) -> str:
    """What a search brought, with everything the shopper must know about it."""
    first = _at_the_end(voice, result)
    varied = voice("varied") if count(result, "diverse") and not voice.outcome.gave_up and not first else ""
    told = (_head(voice, result), first, _unknown(voice, result), _all_of(voice, result), *caveats(voice, result), varied)
    return in_a_row(told)


def _at_the_end(voice: Voice, result: Result) -> str:
    """Which one is the cheapest or dearest of all that was found, where that order was asked for now."""
    sort, picks = text(result, "extreme"), result.picks
    if not sort:
        return ""
    variant = picks[0].variant
    return voice(f"first_{sort}", title=picks[0].product.title, price=Money(variant.price, variant.currency))


def recap(voice: Voice, result: Result) -> str:
    """The wishes as they were heard, to be confirmed or put right."""
    wish = wishes(voice.state)
    return voice("recap", wish=wish) if wish else ""


def _unknown(voice: Voice, result: Result) -> str:
    """What was wished for in words that no record has."""
    if unheard := text(result, "unheard"):
        return voice("unheard", named=unheard)
    unknown = words(result, "unknown_words")
    told = voice("unknown_words", named=listed([f"“{word}”" for word in unknown], "or")) if unknown and result.picks else ""
    against = words(result, "not_ruled_out")
    denied = voice("not_ruled_out", named=listed([f"“{word}”" for word in against], "or")) if against and result.picks else ""
    heard = voice.state.understanding.phrases if voice.state.understanding else ()
    lacked = list(dict.fromkeys(f"“{p.value}”" for p in heard if p.polarity == "not" and p.slot in THING_SLOTS))
    kept = lacked and result.picks and not voice.outcome.gave_up
    unmentioned = voice("none_mentions", named=listed(lacked, "or")) if kept else ""
    some = text(result, "some_say")
    return join(told, denied, unmentioned, _said_by(voice, some, words(result, "saying")) if some and result.picks else "")


def _said_by(voice: Voice, some: str, titles: tuple[str, ...]) -> str:
    """Which of those shown have in their record what nothing here goes by."""
    kind = "none_say" if not titles else "one_says" if len(titles) == 1 else "some_say" if len(titles) <= _NAMED else "many_say"
    return voice(kind, named=some, titles=titles, n=len(titles))


def _all_of(voice: Voice, result: Result) -> str:
    """Of features that were wished for together, how many of the cards have them all; "" where all do, or none was said now."""
    state, picks = voice.state, result.picks
    heard = state.understanding.constraints if state.understanding else {}
    for slot, said in together(state).items():
        if slot not in heard or slot in voice.outcome.gave_up or not picks:
            continue
        wanted = {p.value for p in said}
        n = sum(1 for pick in picks if wanted <= pick.product.names(slot, pick.variant))
        named = listed([f"“{p.text}”" for p in said])
        if n < len(picks):
            kind = "all_of_none" if not n else "all_of_one" if n == 1 else "all_of_some"
            return voice(kind, n=n, named=f"{'both' if len(said) == 2 else 'all of'} {named}")
    return ""


def _held_by_all(voice: Voice, result: Result) -> tuple[str, ...]:
    """The slots of which every card has all that was wished for together: "waterproof and packable", not "or"."""
    return tuple(
        slot
        for slot, said in together(voice.state).items()
        if all({p.value for p in said} <= pick.product.names(slot, pick.variant) for pick in result.picks)
    )


def more(voice: Voice, result: Result) -> str:
    left = count(result, "left")
    return join(voice("more", result.facts), voice("left", result.facts) if left else "", *caveats(voice, result))


def earlier(voice: Voice, result: Result) -> str:
    return join(voice("earlier"), *caveats(voice, result))


def nothing(voice: Voice, result: Result) -> str:
    wish = wishes(voice.state, many=True)
    return join(voice("nothing", wish=wish) if wish else voice("nothing_at_all"), *_loosening(voice, result))


def loosened(voice: Voice, result: Result) -> str:
    """Nothing is all of it: the nearest ones, without which wish, and what letting go of one would bring."""
    wish = wishes(voice.state)
    head = voice("loosened", wish=wish) if wish else ""
    return join(head, _unknown(voice, result), *caveats(voice, result), *_loosening(voice, result))


def not_sold(voice: Voice, result: Result) -> str:
    """The shop has nothing of the type sought: said plainly, before anything else is shown."""
    kinds = tuple(plural(kind) for kind in words(result, "not_sold"))
    return join(voice("not_sold", not_sold=kinds), voice("nearest_sold") if result.picks else "")


def called_so(voice: Voice, result: Result) -> str:
    """The shop has no such type, and a product that is called so."""
    return voice("called_so", result.facts, not_sold=tuple(plural(kind) for kind in words(result, "not_sold")))


def around(voice: Voice, result: Result) -> str:
    """Products like one, or that go with it."""
    told = caveats(voice, result)
    head = voice(result.kind, result.facts)
    return join(f"{head[:-1]}." if told and head.endswith(":") else head, *told)


def browsed(voice: Voice, result: Result) -> str:
    counted = [f"{name} ({n})" for name, n in zip(words(result, "names"), words(result, "counts"), strict=True)]
    if result.kind == "departments" and not counted:
        return voice("found_all", {**result.facts, "shown": len(result.picks)})
    many, one = wishes(voice.state, numbered=True) or "products", wishes(voice.state) or voice.shop.name
    return join(voice(result.kind, result.facts, counted=listed(counted), wishes=many, wish=one), *caveats(voice, result))


def question(voice: Voice, result: Result) -> str:
    """The one question beneath a list, with the values that there are."""
    slot = text(result, "slot")
    if slot == "price" and "low" in result.facts:
        return voice("question_price", result.facts)
    if not words(result, "values"):
        return ""
    special = f"question_{slot}"
    return voice(special if slot != "price" and voice.knows(special) else "question", result.facts)


def caveats(voice: Voice, result: Result) -> list[str]:
    """What the cards do not meet, what the shop does not state of them, and what is out of stock."""
    unstated = _unstated(voice, result)
    missed = [slot for slot in voice.outcome.gave_up if slot not in unstated]
    said = []
    if missed:
        said.append(voice("gave_up", given=listed([f"“{wish_for(voice.state, slot)}”" for slot in missed])))
    if unstated:
        asked = listed([f"“{wish_for(voice.state, slot)}”" for slot in unstated])
        said.append(voice("unstated", slots=listed([slot_words(slot) for slot in unstated], "or"), asked=asked))
    gone = count(result, "sold_out")
    if gone:
        every = gone == len(voice.outcome.products)
        kind = "sold_out_it" if every and gone == 1 else "sold_out_all" if every else "sold_out_one" if gone == 1 else "sold_out"
        said.append(voice(kind, n=gone))
    return said


def mind(voice: Voice) -> str:
    """Where a card illustrates an answer and does not meet a running wish: said, so that nobody is misled.

    A wish that the shop's record is silent on is told as that, and not as one that is not met.
    """
    if voice.outcome.shows_list or not voice.outcome.gave_up:
        return ""
    broken = {one.slot for reasons in voice.evidence.values() for one in reasons if one.holds is False}
    given_up = [slot for slot in voice.outcome.gave_up if slot != "category" or not _called_so(voice)]
    missed = [f"“{wish_for(voice.state, slot)}”" for slot in given_up if slot in broken]
    silent = [f"“{wish_for(voice.state, slot)}”" for slot in given_up if slot not in broken]
    told = [voice("off_wish" if len(voice.outcome.products) == 1 else "off_wishes", given=listed(missed))] if missed else []
    # What the shop does not say of those on the table was told with the table.
    new = not {pick.product.id for pick in voice.outcome.products} <= {card.id for card in voice.state.shown}
    told += [voice("off_unstated", given=listed(silent, "or"))] if silent and new else []
    return join(*told)


def _called_so(voice: Voice) -> bool:
    """Whether the title of every card has the words of the type sought: a "Water Bottle" that is filed under fitness."""
    wanted = set(fold_words(wish_for(voice.state, "category")))
    titles = [set(fold_words(pick.product.title)) for pick in voice.outcome.products]
    return bool(wanted) and bool(titles) and all(wanted <= title for title in titles)


def join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _head(voice: Voice, result: Result) -> str:
    state, total, shown = voice.state, count(result, "total"), count(result, "shown")
    if result.kind == "advised" and result.picks:
        return _advice(voice, result)
    missed = [slot for slot in voice.outcome.gave_up if slot not in _unstated(voice, result)]
    unstated = _unstated(voice, result)
    held = _held_by_all(voice, result)
    wish = wishes(state, either=False, without=unstated, all_of=held)
    if missed:
        return voice("loosened", wish=wishes(state)) if wish else ""
    if centre := text(result, "centre"):
        kind = f"narrowed_{text(result, 'centre_kind')}"
        return voice(kind if count(result, "around") else f"no_{kind}", wishes=wish or "products", title=centre)
    if state.highlight == "sale":
        return voice("highlight_sale", wishes=wish or "products on sale")
    if state.highlight and count(result, "unrecorded"):
        return voice("highlight_unrecorded", wishes=wish or "products", asked="new" if state.highlight == "new" else "popular")
    if state.highlight:
        return voice(f"highlight_{state.highlight}", wishes=wish or "products")
    if not wish:
        spoken = state.query.strip()
        return voice("nearest_to", query=spoken) if spoken else voice("found_all", shown=shown, total=total)
    if total == 1:
        return voice("found_one", wish=wish)
    ordered = voice(f"order_{state.sort}") if state.sort else ""
    kind = "found_some" if total > shown else "found"
    wish = wishes(state, numbered=True, either=False, without=unstated, all_of=held)
    return voice(kind, total=total, shown=shown, wishes=wish + ordered if kind == "found" else wish)


def _advice(voice: Voice, result: Result) -> str:
    product = result.picks[0].product
    because = ""
    if product.rating is not None and product.reviews_count:
        because = voice("because_rated", rating=product.rating, count_reviews=reviews(product.reviews_count))
    return voice("advised", title=product.title, because=because)


def _unstated(voice: Voice, result: Result) -> tuple[str, ...]:
    """Slots of which no card has a record: known from the search, or from reasons that hold neither way."""
    named = words(result, "unstated")
    reasons = [r for pick in voice.outcome.products for r in voice.evidence.get(pick.product.id, ())]
    silent = {r.slot for r in reasons if r.holds is None} - {r.slot for r in reasons if r.holds is False}
    return tuple(slot for slot in voice.outcome.gave_up if slot in named or slot in silent)


def _loosening(voice: Voice, result: Result) -> list[str]:
    told = []
    for relaxation in relaxations(result)[:2]:
        wish = wish_for(voice.state, relaxation.slot)
        if relaxation.slot == "category" or (relaxation.slot in voice.outcome.gave_up and voice.outcome.products):
            continue  # nobody lets go of what is being shopped for
        are = "is" if relaxation.count == 1 else "are"
        told.append(voice("relaxation", wish=wish, are=are, count=relaxation.count))
    return told
