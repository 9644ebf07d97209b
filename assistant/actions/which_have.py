"""Which of several products have what was asked about: "do any of these have pockets?" is answered of all of them at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from assistant.actions.facts import Answer, Difference, Money
from assistant.actions.pointing_out import Spotted, asked_for, excludes, is_itself, spot
from assistant.actions.records import (
    answer,
    asked_words,
    denied,
    part_of,
    records_of,
    ruled_out,
    speaking_of,
    stem,
    stems,
    told_stems,
)
from assistant.actions.targets import said, unique, without_pointers
from assistant.outcome import Outcome, Result
from data.product import Pick
from data.values import synonyms_of
from dialogue_policy.state import DialogueState
from grounding.showing import of_material

if TYPE_CHECKING:
    from assistant.world import World

Having = Literal["has", "says", "seen", "not", "unseen", "unknown"]
"""The record has it; a sentence of the shop's speaks of it; its picture shows it; the record has another or rules it out; its
picture surely does not show it; nothing tells.
"""

_RULES_OUT = re.compile(r"\b(?:no|not|without|never|lacks?|none|free)\b|n['’]?t\b", re.I)
_CLAUSE = re.compile(r"[.?!;,]\s*")
_ASKS = re.compile(r"\b(?:which|who|what|do|does|are|is|any|have|has|all)\b", re.I)
_LACKS = re.compile(
    r"\b(?:has|have|with|got)\s+no\b|\b(?:don['’]?t|doesn['’]?t|do not|does not|haven['’]?t|hasn['’]?t)\b|\bwithout\b|\blacks?\b"
    r"|\b(?:is|are)\s+not\b|\b(?:isn['’]?t|aren['’]?t)\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:what|how|who|when|where)\b(?! (?:many|about)\b)", re.I)
_HOW_MANY = re.compile(r"\bhow many of\b", re.I)
_FIGURES = frozenset(("price", "rating"))
_OTHERS_TOO = frozenset(("closure",))
"""Slots of which a thing may have more than is on record: boots with laces may have a zip."""
_SENTENCES = 3
"""That are quoted of all products at most."""
_THINGS = 2
"""That are told of in one reply."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is asked about: a value of a slot, a slot ("a hood"), or words that no slot is heard in. `named` as it is told."""

    slot: str
    value: str
    named: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of one product. `looked`: whether something was looked for on its pictures."""

    pick: Pick
    having: Having
    sentence: str = ""
    spotted: Spotted | None = None
    looked: bool = False

    @property
    def surely(self) -> bool:
        return self.having in ("has", "seen") or (self.having == "says" and not _RULES_OUT.search(self.sentence))


def which_have(action: str, picks: Sequence[Pick], state: DialogueState, world: World) -> Outcome | None:
    """What records and pictures say of each; None where nothing was asked about that a product has or lacks.

    What has a figure or a value for each ("how much are these?", "what are they made of?") is told for each.
    """
    heard = said(state)
    things = _asked(picks, state)
    if not things or not picks:
        return None
    if all(one.slot and not one.value and (one.slot in _FIGURES or _OPEN.search(heard.text)) for one in things):
        return _each_told(action, picks, unique(one.slot for one in things))
    lacking = _lacks(heard.text) and not any(_RULES_OUT.search(one.value or one.named) for one in things)
    sought = [(thing, _phrases(thing, state, world)) for thing in things[:_THINGS]]
    found = [[_found(pick, thing, phrases, world) for pick in picks] for thing, phrases in sought]
    counts = bool(_HOW_MANY.search(heard.text))
    told = [
        {**_facts(thing, of_thing, counts=counts), "lacking": int(lacking)}
        for thing, of_thing in zip(things, found, strict=False)
    ]
    results = tuple(Result(action, "which_have", tuple(picks), facts) for facts in told)
    # "which don't have a hood? add it" means another
    all_of_it = [] if lacking else [ones[0].pick for ones in zip(*found, strict=True) if all(one.surely for one in ones)]
    alone = len(all_of_it) == 1
    shows = _marked(found[0])
    return Outcome(
        results,
        products=tuple(picks),
        focus=(all_of_it[0].product.id,) if alone else (),
        image_url=shows.spotted.marked if shows is not None and shows.spotted is not None else None,
    )


def _lacks(text: str) -> bool:
    """Whether it is asked which have it not, in the clause that asks: not "no, which have a hood?"."""
    return any(_ASKS.search(clause) and _LACKS.search(clause) for clause in _CLAUSE.split(text))


def _asked(picks: Sequence[Pick], state: DialogueState) -> list[_Thing]:
    heard = said(state)
    things = [
        _Thing(slot, value, f"{value} {part_of(slot)}".strip() if value else slot.replace("_", " "))
        for slot, values in heard.asked.items()
        for value in values or ("",)
    ]
    if things:  # "chest pocket" and "chest pockets" are one
        return list({(one.slot, stems(one.value) or one.value): one for one in reversed(things)}.values())[::-1]
    text = without_pointers(state)
    kinds = {one for pick in picks for one in stems(" ".join(pick.product.type_path[-1:]))}
    every = unique(word for pick in picks for word in asked_words(text, pick))  # "ankle", though one is an Ankle Boot by name
    words = [word for word in every if stem(word) not in kinds]
    return [_Thing("", "", " ".join(words[:3]))] if words else []


def _each_told(action: str, picks: Sequence[Pick], slots: Sequence[str]) -> Outcome:
    rows = tuple(Difference(slot, tuple(_value(pick, slot) for pick in picks)) for slot in slots)
    facts: dict[str, object] = {"titles": tuple(pick.product.title for pick in picks), "differences": rows}
    return Outcome((Result(action, "each_told", tuple(picks), facts),), products=tuple(picks))


def _value(pick: Pick, slot: str) -> str | Money:
    if slot == "price":
        return Money(pick.variant.price, pick.variant.currency)
    if slot == "rating":
        return f"{pick.product.rating:.1f} of 5" if pick.product.rating is not None else ""
    return ", ".join(answer(pick, slot).values)


def _found(pick: Pick, thing: _Thing, phrases: Sequence[str], world: World) -> _Found:
    told = answer(pick, thing.slot, thing.value) if thing.slot else None
    recorded = _on_record(pick, thing, told)
    if recorded is False:
        return _Found(pick, "not")
    sought = [one for one in phrases if thing.slot or not is_itself(one, pick, world)]
    spotted = spot(pick, sought, world)
    if recorded:
        return _Found(pick, "has", spotted=spotted)
    named = stems(thing.named)
    spoken = [told.sentence] if told is not None and told.sentence else speaking_of(pick, named)
    if sentence := next((one for one in spoken if named <= stems(one)), ""):
        return _Found(pick, "says", sentence, spotted)
    if spotted is not None and (spotted.marked or spotted.verdict == "absent"):  # of several, what is only likely is wrong of one
        return _Found(pick, "seen" if spotted.marked else "unseen", spotted=spotted, looked=True)
    return _Found(pick, "unknown", looked=world.sight is not None and bool(sought))


def _on_record(pick: Pick, thing: _Thing, told: Answer | None) -> bool | None:
    """Whether the record has the thing, by the answer of its slot or elsewhere; None where it does not say."""
    if told is not None and (told.kind == "yes" or (told.kind == "states" and told.values and not _none(told))):
        return True
    if ruled_out(pick, (thing.value or thing.named,)) or (told is not None and (told.kind == "no" or _none(told))):
        return False
    if _named_in_a_record(pick, thing):
        return True
    another = told is not None and told.kind == "other" and excludes(told.slot) and told.slot not in _OTHERS_TOO
    return False if another else None


def _named_in_a_record(pick: Pick, thing: _Thing) -> bool:
    """Whether a record of any slot names the thing, or a synonym of it: "Detachable Hood" among the features, for a hood; "Half
    Zip", for a zipper.
    """
    forms = (thing.named, *(synonyms_of(thing.slot, thing.value) if thing.value and not part_of(thing.slot) else ()))
    wanted = [found for form in forms if (found := stems(form))]
    every = (record.original for slot in pick.product.slots() for record in records_of(pick, slot))
    told = [told_stems(original) for original in (*every, pick.product.title) if _RULES_OUT.search(original) is None]
    return any(form <= one for form in wanted for one in told)


def _phrases(thing: _Thing, state: DialogueState, world: World) -> tuple[str, ...]:
    """What is looked for on the pictures."""
    if of_material(thing.slot):
        return ()  # what a thing is made of is too often seen where it is not
    if thing.slot:
        return asked_for("", [Answer(thing.slot, "not_stated", (), thing.value)], world)
    return asked_for(without_pointers(state), (), world)


def _marked(found: Sequence[_Found]) -> _Found | None:
    """The first that surely has it and on whose picture it is marked."""
    return next((one for one in found if one.surely and one.spotted is not None and one.spotted.marked), None)


def _facts(thing: _Thing, found: Sequence[_Found], *, counts: bool) -> dict[str, object]:
    groups = {kind: tuple(one.pick.product.title for one in found if one.having == kind) for kind in get_args(Having)}
    saying = [one for one in found if one.having == "says"]
    denying = [one for one in saying if not one.surely]
    quoted = [(one.pick.product.title, one.sentence) for one in (*denying, *(one for one in saying if one.surely))]
    shows = _marked(found)
    return {
        "part": thing.named,
        "shown": len(found),
        "denying": len(denying),
        "looked": int(any(one.looked for one in found)),
        "count": sum(one.surely for one in found) if counts else -1,
        "speakers": tuple(title for title, _ in quoted[:_SENTENCES]),
        "spoken": tuple(sentence for _, sentence in quoted[:_SENTENCES]),
        "marked": shows.pick.product.title if shows is not None else "",
        **groups,
        "says": tuple(title for title, _ in quoted[_SENTENCES:]),
    }


def _none(one: Answer) -> bool:
    """Whether all that the record states of a thing is that there is none: of a hood "no"."""
    nothing = [bool(denied(value)) or value.casefold() in ("no", "none") for value in one.values]
    return one.kind == "states" and bool(nothing) and all(nothing)
