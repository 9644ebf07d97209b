"""Quick replies: two to four things worth saying next, in words that the assistant understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.actions.facts import count, options, relaxations, text, words
from assistant.outcome import Outcome, Result
from assistant.phrasing.grammar import slot_words
from dialogue_policy.state import DialogueState

MOST = 4
MOST_VALUES = 6
"""A question about sizes may offer a few more than other replies."""

_YES_NO = ("Yes, please", "No, thanks")
_PRODUCT = ("What do people say about it?", "Add it to my cart", "Show me something similar")
_CART = ("Check out", "What goes with it?", "Show me my cart")

_FIXED: Mapping[str, tuple[str, ...]] = {
    "detail": _PRODUCT,
    "detail_quoted": _PRODUCT,
    "detail_not_stated": ("What do people say about it?", "Tell me more about it", "Talk to a person"),
    "overview": _PRODUCT,
    "seen": ("Tell me more about it", "Add it to my cart", "What goes with it?"),
    "not_described": ("Tell me more about it", "What do people say about it?"),
    "another_view": ("Tell me more about it", "What do people say about it?"),
    "only_view": ("Tell me more about it", "What do people say about it?"),
    "picture": ("Tell me more about it", "What do people say about it?"),
    "reviews": ("Does it run small?", "Add it to my cart", "Show me something similar"),
    "reviews_on": ("Add it to my cart", "Show me something similar"),
    "rated_only": _PRODUCT[1:],
    "no_reviews": ("Tell me more about it", "Show me something similar"),
    "size_from_chart": ("Add it to my cart", "What do people say about it?"),
    "chart_wants": ("What do people say about it?", "Add it to my cart"),
    "outside_chart": ("Show me something similar", "What do people say about it?"),
    "no_size_guide": ("What do people say about it?", "Add it to my cart"),
    "all_sold_out": ("Show me something similar", "Start over"),
    "sizes_in_stock": ("Add it to my cart", "What do people say about it?"),
    "compared": ("Add the first one", "Add the second one", "What do people say about the first one?"),
    "compare_needs_two": ("Show me something similar", "Show more"),
    "explained": ("Compare the first two", "Show more"),
    "added": ("Check out", "What goes with it?", "Show me my cart"),
    "removed": _CART[::2],
    "recounted": _CART[::2],
    "swapped": _CART[::2],
    "cart": ("Check out", "What goes with it?"),
    "cart_empty": ("What's popular?", "What do you have?"),
    "nothing_to_buy": ("What's popular?", "What do you have?"),
    "confirm": _YES_NO,
    "no_checkout_link": ("Show me my cart", "Talk to a person"),
    "order": ("What's your return policy?", "Talk to a person"),
    "order_not_found": ("Talk to a person",),
    "policy": ("Talk to a person", "What do you have?"),
    "policy_silent": ("Talk to a person", "What do you have?"),
    "similar": ("Compare the first two", "Show more", "Cheaper"),
    "like_photo": ("Compare the first two", "Show more", "Cheaper"),
    "complete_look": ("Show more", "Cheaper", "Add the first one"),
    "more": ("Show more", "Compare the first two", "Cheaper"),
    "earlier": ("Show more", "Compare the first two"),
    "no_more": ("Show me something similar", "Start over"),
    "who_i_am": ("Talk to a person", "What do you have?", "What's popular?"),
    "help": ("What do you have?", "What's popular?", "Anything on sale?"),
    "liked_one": ("Show me something similar", "Add it to my cart", "What goes with it?"),
    "disliked_one": ("Show more", "Start over"),
    "disliked": ("Cheaper", "Show more", "Start over"),
    "undone": ("Show more", "Start over"),
    "taste": ("Show more", "Start over"),
    "taste_liked": ("Show more", "What's popular?"),
    "noted": ("Show more", "What's popular?"),
    "liked": ("Show more", "Compare the first two"),
    "left_alone": ("Show me my cart", "Start over"),
    "noted_yes": ("Show me my cart", "Start over"),
    "summary": ("Show me my cart", "Start over"),
}


def quick_replies(outcome: Outcome, state: DialogueState) -> tuple[str, ...]:
    """What fits the last thing said, the answers to a question first; each once, none that says what was just done."""
    if outcome.awaiting and outcome.awaiting.slot == "confirm":
        return ("That's right", "Start over") if outcome.awaiting.proposal == "wishes" else _YES_NO
    offered: list[str] = list(outcome.quick_replies)
    most = MOST
    for result in reversed(outcome.results):
        values = words(result, "values")
        if values and result.kind in ("question", "ask_option", "option_not_made", "not_made", "swap_not_made", "swap_sold_out"):
            led = [_led(result, v) for v in values]
            offered += led[:MOST_VALUES]
            most = max(most, len(led[:MOST_VALUES])) if result.kind != "question" else most
        if result.kind == "found":  # the nearest, where nothing is all of it: the wish that stands in the way may go
            offered += [f"Any {slot_words(slot)}" for slot in outcome.gave_up[:1] if slot in state.constraints]
        maker = _MADE.get(result.kind)
        offered += maker(result, state) if maker else _FIXED.get(result.kind, ())
    return tuple(dict.fromkeys(offered))[:most]


def _led(result: Result, value: str) -> str:
    """A value as an answer: bare to a question, else with what to do with it."""
    if result.action == "update_cart":
        return f"Make it {value}"
    if result.action == "availability":
        return f"Add it in {f'size {value}' if text(result, 'slot') == 'size' else value}"
    return value


def _found(result: Result, state: DialogueState) -> list[str]:
    picks = result.picks
    on_sale = sum(1 for p in picks if p.variant.on_sale)
    said = ["Only on sale"] if 0 < on_sale < len(picks) and not state.highlight else []
    said += ["Compare the first two"] if len(picks) > 1 else ["Tell me more about it"] if picks else []
    said += ["Show more"] if count(result, "total") > len(picks) else []
    said += ["Cheaper"] if len({p.variant.price for p in picks}) > 1 and state.sort != "price_asc" else []
    return said if len(said) > 1 else [*said, "Show me something similar"]


def _loosened(result: Result, state: DialogueState) -> list[str]:
    slots = [r.slot for r in relaxations(result)] or list(state.constraints)
    return [*(f"Any {slot_words(slot)}" for slot in slots[:3]), "Start over"]


def _which(result: Result, state: DialogueState) -> list[str]:
    return list(words(result, "titles"))[:MOST]


def _departments(result: Result, state: DialogueState) -> list[str]:
    named = (*words(result, "names"), *words(result, "departments"))
    return [*named[:3], "What's popular?"]


def _in_stock(result: Result, state: DialogueState) -> list[str]:
    size = options(result).get("size", "")
    return [f"Add it in size {size}" if size else "Add it to my cart", "What do people say about it?"]


def _nearest(result: Result, state: DialogueState) -> list[str]:
    size, color = options(result, "nearest").get("size", ""), options(result, "nearest").get("color", "")
    wanted = f"{color} in size {size}" if size and color else color or f"size {size}"
    return [f"Add the {wanted}" if color else f"Add it in {wanted}", "Show me something similar"]


def _which_unknown(result: Result, state: DialogueState) -> list[str]:
    return ["What do you have?", "What's popular?"] if text(result, "titles") == "" else []


_MADE: Mapping[str, Callable[[Result, DialogueState], list[str]]] = {
    "found": _found,
    "advised": _found,
    "types": _departments,
    "departments": _departments,
    "greeting": _departments,
    "greeting_again": _departments,
    "shop_greeting": _departments,
    "fresh_start": _departments,
    "not_understood": _departments,
    "out_of_scope": _departments,
    "loosened": _loosened,
    "called_so": _found,
    "nothing": _loosened,
    "which_of": _which,
    "which_line": _which,
    "which_product": _which_unknown,
    "nothing_shown": _which_unknown,
    "in_stock": _in_stock,
    "sold_out_nearest": _nearest,
    "not_together": _nearest,
}
