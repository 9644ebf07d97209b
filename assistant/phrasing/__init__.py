"""Saying what was done: plain text and quick replies, from the outcome's facts and the shopper's own words alone.

Nothing is looked up here and nothing is made up: a sentence is a template of `templates` filled with facts of a result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.actions.facts import count, text, words
from assistant.actions.facts import lines as lines_of
from assistant.outcome import Outcome, Result
from assistant.phrasing import answers, lists, purchases
from assistant.phrasing.grammar import Phrasebook, in_a_row, listed, named, plural, sentence, slot_words
from assistant.phrasing.quick import quick_replies
from assistant.phrasing.voice import Voice
from assistant.phrasing.wishes import spelt, wish_for, wishes
from dialogue_policy.action import Decision
from dialogue_policy.state import DialogueState
from grounding.evidence import Reason

if TYPE_CHECKING:
    from assistant.world import World


_VOICE = re.compile(r"(.{1,80} \(\d(?:\.\d)? of 5\)): “")
"""The beginning of a reviewer's line."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the shopper reads: `text` in plain lines, never empty, and `quick_replies` to tap."""

    text: str
    quick_replies: tuple[str, ...]


def say(
    decision: Decision,
    outcome: Outcome,
    evidence: Mapping[str, tuple[Reason, ...]],
    state: DialogueState,
    world: World,
) -> Said:
    """The reply in words: how typing errors and overlong input were read, what each step did, what the cards do not meet."""
    voice = Voice(state, outcome, evidence, world.shop, Phrasebook(world.shop.locale))
    # A question stands last, whatever was done after what it asks about.
    told = [r for r in outcome.results if not (r.kind == "detail_not_stated" and _told_by_buyers(r, outcome))]
    looked = [r.picks for r in told if r.action == "visual_detail"]
    told = [
        r for r in told if r.action != "detail" or r.kind == "which_have" or r.picks not in looked
    ]  # one answer to one question
    results = sorted(told, key=lambda result: result.kind in _QUESTIONS)
    parts = _each_voice_once(list(dict.fromkeys(part for result in results if (part := phrase(voice, result)))))
    body = "\n\n".join(parts) if any("\n" in part for part in parts) else in_a_row(parts)
    warned = "" if any(result.kind in _WARNS for result in outcome.results) else lists.mind(voice)
    heard = " ".join([*_corrections(voice), *_notes(state), *_changes(voice)])
    spoken = "\n".join(part for part in (heard, body, warned) if part)
    return Said(spoken or voice("not_understood"), quick_replies(outcome, state))


def _told_by_buyers(result: Result, outcome: Outcome) -> bool:
    """Whether buyers are quoted beside it, or do not speak of it either: the reviews were asked as well."""
    products = {pick.product.id for pick in result.picks}
    return any(r.kind in ("reviews_on", "reviews") and {pick.product.id for pick in r.picks} & products for r in outcome.results)


def _each_voice_once(parts: list[str]) -> list[str]:
    """The same, no reviewer quoted twice in one message: of reviews and of the fit."""
    heard: set[str] = set()
    out = []
    for part in parts:
        kept = [line for line in part.split("\n") if not ((said := _VOICE.match(line)) and said[1] in heard)]
        heard |= {said[1] for line in kept if (said := _VOICE.match(line))}
        out.append("\n".join(kept))
    return [part for part in out if part]


def phrase(voice: Voice, result: Result) -> str:
    """One result in words."""
    if result.kind in _GREETINGS and len(voice.outcome.results) > 1:
        return voice("greeting_short")
    maker = _PHRASES.get(result.kind)
    return maker(voice, result) if maker else voice(result.kind, result.facts)


def _corrections(voice: Voice) -> list[str]:
    found = voice.state.understanding.corrections if voice.state.understanding else ()
    return [voice("corrected", written=c.from_, read=c.to) for c in found]


def _notes(state: DialogueState) -> list[str]:
    return [sentence(note) for note in (state.understanding.notes if state.understanding else ())]


def _changes(voice: Voice) -> list[str]:
    """What the turn changed beyond the words: wishes that went along to another search, or that gave way."""
    said = []
    for kind in ("kept", "let_go", "contradicted"):
        notes = [note for note in voice.state.notes if note.kind == kind and note.slot]
        if notes:
            wish = listed([f"“{spelt(note.said, voice.state) or wish_for(voice.state, note.slot)}”" for note in notes])
            way = f"note_{kind}_said" if kind == "let_go" and all(note.said for note in notes) else f"note_{kind}"
            said.append(voice(way, wish=wish, slots=listed([slot_words(note.slot) for note in notes])))
    lacking = tuple(plural(spelt(note.said, voice.state)) for note in voice.state.notes if note.kind == "not_sold")
    return [*said, voice("not_sold", not_sold=lacking)] if lacking else said


def _greeting(voice: Voice, result: Result) -> str:
    kinds = words(result, "departments")
    return voice("greeting", result.facts) + (voice("greeting_departments", departments=kinds) if kinds else "")


def _help(voice: Voice, result: Result) -> str:
    kinds = words(result, "departments")
    return voice("help", example=kinds[0].casefold() if kinds else "something warm")


def _goodbye(voice: Voice, result: Result) -> str:
    return voice("goodbye_with_cart", result.facts, pieces_words=purchases.pieces(count(result, "pieces")))


def _summary(voice: Voice, result: Result) -> str:
    wish = wishes(voice.state)
    pieces = count(result, "pieces")
    titles = words(result, "titles")
    more = count(result, "shown") > len(titles)
    return lists.join(
        voice("summary_wish", wish=wish) if wish else voice("summary_no_wish"),
        voice("summary_table_more" if more else "summary_table", result.facts, listed=", ".join(titles)) if titles else "",
        voice("summary_cart", result.facts, pieces_words=purchases.pieces(pieces)) if pieces else voice("cart_empty"),
    )


def _undone(voice: Voice, result: Result) -> str:
    """What the step back brought back: the cart where that changed, else the wishes, else the beginning."""
    wish = wishes(voice.state, either=False)
    if any(note.kind == "undone" and note.slot == "cart" for note in voice.state.notes):
        held = [f"{line.quantity} × {named(line.title, line.options)}" for line in lines_of(result)]
        return lists.join(voice("undone"), voice("undone_cart", listed=listed(held)) if held else voice("undone_cart_empty"))
    return lists.join(voice("undone"), voice("undone_to", wish=wish) if wish else voice("undone_all"))


def _fresh(voice: Voice, result: Result) -> str:
    pieces = count(result, "pieces")
    return lists.join(voice("fresh_start"), voice("cart_kept", pieces_words=purchases.pieces(pieces)) if pieces else "")


def _lost(voice: Voice, result: Result) -> str:
    return lists.join(voice(result.kind, result.facts), voice("we_have", result.facts) if words(result, "departments") else "")


def _which(voice: Voice, result: Result) -> str:
    return voice(result.kind, result.facts) if text(result, "titles") else voice("which_product")


_WARNS = frozenset(
    ("found", "advised", "loosened", "not_sold", "called_so", "more", "earlier", "similar", "complete_look", "types", "in_stock")
)
"""Results that speak of the wishes themselves."""

_GREETINGS = frozenset(("greeting", "greeting_again", "shop_greeting"))
_QUESTIONS = frozenset(
    ("recap", "offer_compare", "offer_complete_look", "offer_confirm_checkout", "question", "ask_option", "option_not_made")
)
_PHRASES: Mapping[str, Callable[[Voice, Result], str]] = {
    "greeting": _greeting,
    "help": _help,
    "goodbye_with_cart": _goodbye,
    "summary": _summary,
    "undone": _undone,
    "fresh_start": _fresh,
    "not_understood": _lost,
    "out_of_scope": _lost,
    "which_of": _which,
    "found": lists.found,
    "recap": lists.recap,
    "first_explained": answers.first_explained,
    "first_shown": answers.first_shown,
    "advised": lists.found,
    "more": lists.more,
    "earlier": lists.earlier,
    "nothing": lists.nothing,
    "loosened": lists.loosened,
    "not_sold": lists.not_sold,
    "called_so": lists.called_so,
    "similar": lists.around,
    "like_photo": lists.around,
    "not_like_photo": lists.around,
    "no_like_photo": lists.around,
    "no_similar": lists.around,
    "complete_look": lists.around,
    "no_complete_look": lists.around,
    "departments": lists.browsed,
    "types": lists.browsed,
    "question": lists.question,
    "detail": answers.detail,
    "detail_quoted": answers.quoted,
    "detail_not_stated": answers.unstated,
    "overview": answers.overview,
    "which_have": answers.which_have,
    "each_told": answers.each_told,
    "seen": answers.seen,
    "picture": answers.seen,
    "another_view": answers.seen,
    "only_view": answers.seen,
    "not_described": answers.seen,
    "reviews": answers.reviewed,
    "reviews_on": answers.reviewed,
    "no_reviews": answers.reviewed,
    "rated_only": answers.reviewed,
    "no_size_guide": answers.sized,
    "size_from_chart": answers.sized,
    "outside_chart": answers.sized,
    "chart_wants": answers.sized,
    "in_stock": answers.stocked,
    "sizes_in_stock": answers.stocked,
    "sold_out_nearest": answers.stocked,
    "all_sold_out": answers.stocked,
    "not_made": answers.stocked,
    "not_together": answers.stocked,
    "compared": answers.compared,
    "explained": answers.explained,
    "added": purchases.added,
    "ask_option": purchases.asked,
    "option_not_made": purchases.not_made,
    "swap_not_made": purchases.not_made,
    "sold_out_offer": purchases.offered,
    "not_enough_stock": purchases.short,
    "all_in_cart": purchases.short,
    "all_in_cart_nearest": purchases.short,
    "only_so_many": purchases.short,
    "no_more_stock": purchases.short,
    "removed": purchases.changed,
    "emptied": purchases.changed,
    "recounted": purchases.changed,
    "swapped": purchases.changed,
    "swap_sold_out": purchases.swap_sold_out,
    "cart": purchases.cart,
    "cart_empty": purchases.cart,
    "cart_emptied": purchases.cart,
    "nothing_to_buy": purchases.cart,
    "confirm": purchases.cart,
    "checkout": purchases.checkout,
    "checkout_each": purchases.checkout,
    "no_checkout_link": purchases.checkout,
    "order": purchases.order,
    "policy": purchases.policy,
    "policy_silent": purchases.policy,
    "contact_page": purchases.handed,
    "handed_off": purchases.handed,
    "handed_to_mail": purchases.handed,
    "nobody_set": purchases.handed,
}
