"""Finding a thing that was asked about on a product's pictures: which of them shows it, how surely, and where it is marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.actions.facts import Answer
from assistant.actions.records import STOP, part_of
from assistant.actions.targets import unique
from assistant.store_sight import card_picture
from data.folding import fold_words
from data.product import Pick
from grounding.showing import Verdict, of_material, one_only, overlay_url, sought, without_material
from grounding.vocabulary import Vocabulary

if TYPE_CHECKING:
    from assistant.world import World

MOST_PICTURES = 6
MOST_PHRASES = 12
"""Of one question that are looked for."""
_LOOKS = frozenset(("color", "material", "pattern", "style", "shape", "features", "category", "size", "finish"))
"""Slots that say what a product is like: "which colour?" asks for no thing."""
MOST_OTHERS = 2
"""Things of one question that are told of beside the first."""
_AND = re.compile(r"\b(?:and|plus)\b|[&,]", re.I)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[&,;/.]")


@dataclass(frozen=True, slots=True)
class Spotted:
    """`marked` is the address of the picture with the thing marked; None where its place is not sure, or it is not there.
    `stated`: whether the shop says it too, in a value, the title, the type or its description. `look`: whether it is what the
    product looks like ("solid"), and no thing on it.
    """

    phrase: str
    verdict: Verdict
    picture: str
    marked: str | None
    stated: bool = False
    look: bool = False


def spot(pick: Pick, phrases: Iterable[str], world: World) -> Spotted | None:
    """The first of these phrases that is seen on a picture of the product as this variant, or surely is on none of them.

    None where there is no picture, nothing to look for, or the pictures do not tell.
    """
    wanted, names = unique(phrases)[:MOST_PHRASES], pictures_of(pick)
    if world.sight is None or not wanted or not names:
        return None
    eyes = world.sight.eyes
    recorded = {
        phrase
        for slot in pick.product.slots()
        for phrase in sought(slot, pick.product.values(slot, pick.variant), eyes.vocabulary)
    }
    # what a thing is made of is told from a picture only where the shop says so too
    told_of = (p if p in recorded or _stated(p, pick) else without_material(p, eyes.vocabulary) for p in wanted)
    wanted = unique(phrase for phrase in told_of if phrase)
    asked = eyes.beside(wanted, [phrase for phrase in wanted if phrase not in recorded])
    looked = [eyes.weighed(found) for found in world.sight.seen(names, asked) if found is not None]
    for phrase in wanted if looked else ():
        of_phrase = [seen[phrase] for seen in looked]
        told = phrase in recorded
        best = max(of_phrase, key=lambda one: (eyes.box(one.sight) is not None, one.sight.presence))
        # The picture on the card speaks first; another is shown only for what that one leaves open.
        first = of_phrase[0] if eyes.judged(of_phrase[0], recorded=told) == "shown" else best
        if eyes.judged(first, recorded=told) == "shown":
            placed = eyes.box(first.sight) is not None
            marked = overlay_url(first.picture, first.phrase) if placed else None
            return Spotted(first.phrase, "shown", first.picture, marked, told or _stated(phrase, pick), _is_look(phrase, world))
        if all(eyes.verdict(one.sight) == "absent" for one in of_phrase):
            card = of_phrase[0].picture
            return Spotted(first.phrase, "absent", card, None, told or _stated(phrase, pick), _is_look(phrase, world))
    return None


def _is_look(phrase: str, world: World) -> bool:
    told = any(phrase in world.store.lexicon.values(slot) for slot in ("color", "material", "pattern"))
    return told or (" " not in phrase and phrase.endswith("ed"))  # "printed", "quilted"


def _stated(phrase: str, pick: Pick) -> bool:
    """Whether the shop uses every word of the phrase somewhere of the product."""
    product = pick.product
    values = (value.original for slot in product.slots() for value in product.values(slot, pick.variant))
    told = fold_words(" ".join((product.title, *product.type_path, product.description, *product.slots(), *values)))
    return set(fold_words(phrase)) <= set(told)


def is_itself(phrase: str, pick: Pick, world: World) -> bool:
    """Whether a phrase names the product and nothing on it: the "bra" of a bra top; the handle of a Top-Handle Bag is a part."""
    words, own = fold_words(phrase), fold_words(" ".join(pick.product.type_path[-1:]))
    if not set(words) <= {*own, *fold_words(pick.product.title)}:
        return False
    kinds = {folds[-1] for kind in world.store.lexicon.stocked("category") if (folds := fold_words(kind))}
    return words[-1] in kinds | set(own)


def pictures_of(pick: Pick) -> list[str]:
    """The pictures that show the product as this variant, the one on its card first; none that is another variant's.

    Further views that are no variant's are of the variant whose picture the product's first is.
    """
    first = card_picture(pick)
    own = {variant.image for variant in pick.product.variants if variant.image}
    main = len(own) < 2 or first in pick.product.images[:1]
    names = [first, *(name for name in pick.product.images if main and name not in own)]
    return list(dict.fromkeys(name for name in names if name and "://" not in name))[:MOST_PICTURES]


def asked_for(text: str, told: Sequence[Answer], world: World) -> tuple[str, ...]:
    """The phrases of a question that a picture may answer: "can I see the white sole?" -> white sole.

    `told` is what the record answers. Where it names another value than was asked about ("is it a crew neck?" of a V-neck), that
    one is looked for: the record decides what is so, the picture shows it.
    """
    if world.sight is None:
        return ()
    eyes = world.sight.eyes
    of_slots = [found for one in told for found in _of_slot(one, eyes.vocabulary)]
    parts = [set(fold_words(part)) for one in told if one.said and (part := part_of(one.slot))]
    denied = {word for one in told if _not_looked_for(one) for word in fold_words(one.said)}
    runs = [run for run in _runs(text, eyes.vocabulary, _looks(world)) if denied.isdisjoint(fold_words(run))]
    wider = [set(fold_words(phrase)) for phrase in of_slots]
    # Neither the white of a white stripe, nor the "wooden legs" that the slot calls wood legs.
    runs = [run for run in runs if not any(set(fold_words(run)) < words for words in wider)]
    runs = [run for run in runs if not any(words <= set(fold_words(run)) for words in parts)]
    return unique((*runs, *of_slots))


def others_asked(text: str, first: str, world: World) -> tuple[str, ...]:
    """What else is asked for beside the first: the pockets of "show me the collar and the pockets"."""
    if world.sight is None or not _AND.search(text):
        return ()
    runs = _runs(text, world.sight.eyes.vocabulary, _looks(world))
    return tuple(run for run in runs if not _alike(fold_words(run), fold_words(first)))[:MOST_OTHERS]


def _alike(words: Iterable[str], others: Sequence[str]) -> bool:
    """Whether one of these words is one of those, or its beginning: a zip and a zipper."""
    return any(a.startswith(b) or b.startswith(a) for a in words for b in others)


def _looks(world: World) -> set[str]:
    """Colours, materials and patterns, as the model and the shop call them."""
    colors = world.sight.eyes.vocabulary.colors if world.sight is not None else ()
    return {*colors, *(one for slot in ("material", "pattern") for one in world.store.lexicon.values(slot))}


def _not_looked_for(one: Answer) -> bool:
    """Whether the record has another value than was asked about, or it is a material that it does not state."""
    return (one.kind == "other" and excludes(one.slot)) or (one.kind == "not_stated" and of_material(one.slot))


def _of_slot(one: Answer, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What is looked for of one answer: of what a part is made of, which the shop does not say, the part alone."""
    if one.kind == "not_stated" and of_material(one.slot):
        part = vocabulary.sought(part_of(one.slot))
        return (part,) if part else ()
    return sought(one.slot, _values(one), vocabulary)


def _values(one: Answer) -> list[str]:
    """What of a slot is looked for: the record's values where they stand in the place of what was said, else what was said;
    "pockets?" asks for the thing, "which colour?" for none.
    """
    if one.kind == "other" and excludes(one.slot):
        return [value.casefold() for value in one.values]
    return [one.said] if one.said else [] if one.slot in _LOOKS else ["yes"]


def excludes(slot: str) -> bool:
    """Whether another value of the slot stands in the place of the one asked about: a V-neck does, a hood is no zip."""
    return one_only(slot) or (slot in _LOOKS and slot != "features") or slot.endswith("_color")


def _runs(text: str, vocabulary: Vocabulary, looks: Collection[str]) -> list[str]:
    """The longest runs of words that are known from pictures, longest first."""
    runs: list[list[str]] = [[]]
    for word in _WORD.findall(text.casefold()):
        known = word[0].isalpha() and word not in STOP and all(part in vocabulary.words for part in fold_words(word))
        if known:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    phrases = [found for run in runs if (found := vocabulary.sought(" ".join(_look_first(run, looks))))]
    return sorted(dict.fromkeys(phrases), key=lambda phrase: -len(phrase.split()))


def _look_first(run: list[str], looks: Collection[str]) -> list[str]:
    """ "is the sole white" is about a white sole, "is the zipper metal" about a metal zipper."""
    if len(run) > 1 and run[-1] in looks:
        return [run[-1], *run[:-1]]
    return run
