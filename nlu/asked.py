"""What is asked about a product: slots, and the values supposed of them.

A part may stand in several slots of a store ("hood" among the features, and in a slot of its own); asked about is the one in
which the product that is meant has a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from data.folding import fold_words
from data.lexicon import Lexicon
from nlu import details
from nlu.measures import DIMENSIONS
from nlu.message import Message
from nlu.of_parts import NO_PART, Part, asked_parts, held_parts, kind_of_look, part_names
from nlu.references import Pointer
from nlu.spans import Span
from nlu.understanding import Context, ShownProduct
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, MATERIAL, SIZE

_COMMON = frozenset(
    ("category", "brand", "color", "size", "material", "style", "price", "rating", "gender", "features", "room", "season")
)
MEASURES = (*DIMENSIONS, "capacity", SIZE)
_PART = rf"(?:the|its|their) (?!(?:{'|'.join(NO_PART)})\b)([a-z]+)"
_END = r"(?=\s*(?:[?.!,]|$)|\s+(?:on|of|in|for|there|please|made)\b)"
_SAID_OF_COLORS = (
    "main", "exact", "real", "true", "actual", "official", "other", "available", "best", "right", "original", "full", "different",
    "base", "current", "only", "usual", "default", "new", "product", "overall", "primary", "background", "most", "popular",
    "possible", "various", "brightest", "darkest", "lightest", "nicest", "coolest", "common", "standard", "options", "option",
    "choices", "choice", "variants", "variant", "versions", "version", "ways", "combinations", "shades", "ones", "styles",
)  # fmt: skip
"""What "the ... color" and "what color ..." say of the product's own."""
_NAMED_BEFORE = rf"(?!(?:{'|'.join((*NO_PART, *_SAID_OF_COLORS))})\b)([a-z]+)"
_OF_A_PART = {
    COLORS_SLOT: re.compile(
        rf"\bcolou?rs? (?:is|are|of|does|do) {_PART}{_END}|\bcolou?rs? {_PART} (?:is|are)\b"
        rf"|\bwhat(?:['’]?s| is| are)? (?:the|its|their) {_NAMED_BEFORE} colou?rs?\b"
        rf"|\b(?:what|which) colou?r {_NAMED_BEFORE} (?:does|do|has|have|is|are)\b"
    ),
    MATERIAL: re.compile(rf"\b(?:is|are|wh?[ao]t(?:['’]?s)?) {_PART} made\b|\b(?:material|fabric)s? (?:is|are|of) {_PART}{_END}"),
}
_NO_PART_SHOWN = (
    "picture",
    "pictures",
    "photo",
    "photos",
    "image",
    "back",
    "front",
    "side",
    "sides",
    "details",
    "price",
    "reviews",
)
_SHOWN = re.compile(
    rf"\b(?:show me|see|where(?:['’]?s| is| are)|zoom in (?:on|to)|look at|(?:what|how) about|and|picture of) "
    rf"(?:the|its|their) (?!(?:{'|'.join((*NO_PART, *_NO_PART_SHOWN))})\b)([a-z]+){_END}"
)
_OF_IT = re.compile(
    r"\W*(?:(?:and|so|ok(?:ay)?|nice|but)\W+)*(?:what colou?rs? (?:is|are) (?:it|they|that|those)|wh?[ao]t(?:['’]?s| is| are)? "
    r"(?:it|they|that) made (?:of|from|out of)|(?:is|are) (?:it|they|that|those) "
    r"(?:really |actually |all |made (?:of|from|out of) )?"
    r"(?!in\b|available\b|sold\b|out\b|on\b)[a-z-]+(?: [a-z-]+)?(?: or [a-z-]+)?)\W*"
)
"""Asks what it looks like, and nothing else."""
_OF_PARTS = re.compile(r"\b(?:has it|have|has|is there|are there|with|any|what|which|show|see|where|zoom|look)\b")


def product_meant(pointers: Sequence[Pointer], context: Context) -> ShownProduct | None:
    """The product that a question is about: the one pointed at, else the one talked about last, else the only one there is."""
    talked_of = (context.talked_of,) if context.talked_of is not None else ()
    at_hand = {p.id: p for p in (*talked_of, *context.named, *context.cart, *context.shown)}
    ids = [p.reference.product_id for p in pointers] or list(context.focus[:1])
    if not ids and len(context.shown) == 1:
        ids = [context.shown[0].id]
    return next((at_hand[i] for i in ids if i in at_hand), None)


def asked_of(
    message: Message, spans: Sequence[Span], product: ShownProduct | None, lexicon: Lexicon, before: str = ""
) -> dict[str, tuple[str, ...]]:
    """`spans` are the values asked about; what is asked without one ("how tall is it", "has it a collar") is found in the
    words. `before` is the message before where that was to be shown a part, which "it" may be then.
    """
    found: dict[str, tuple[str, ...]] = {}
    records = product.attributes if product is not None else {}
    parts = {**held_parts(message.lower, spans), **asked_parts(message.lower, spans)}
    looks = _looks_asked(message.lower, product, lexicon)
    if (shown := _part_shown(before, product, lexicon)) and _OF_IT.fullmatch(message.lower):
        parts |= {span: Part(shown, 0, 0) for span in spans if kind_of_look(span.slot) in (COLORS_SLOT, MATERIAL)}
        looks |= {kind: Part(shown, 0, 0) for kind in (COLORS_SLOT, MATERIAL) if kind not in looks}
    for span in spans:
        if any(part.start <= span.start and span.end <= part.end for part in (*parts.values(), *looks.values())):
            continue  # the part itself
        if (part := parts.get(span)) is not None and not _is_whole(part.said, product, lexicon):
            slot = _slot_of_part(part.said, kind_of_look(span.slot) or "", (*records, *lexicon.slots))
            found[slot] = (*found.get(slot, ()), *span.values)
            continue
        slot, values = _recorded(span, message.lower[span.start : span.end], records)
        found[slot] = (*found.get(slot, ()), *values)
    for slot in details.asked_slots(message.lower, lexicon.slots):
        found.setdefault(slot, ())
    said = set(fold_words(message.lower))
    named: dict[str, tuple[str, ...]] = {}
    for slot, values in found.items():
        if values:
            one = slot
        elif slot in looks:
            one = _slot_of_part(looks[slot].said, slot, (*records, *lexicon.slots))
        else:
            one = _of_its_part(slot, said, records)
        named[one] = (*named.get(one, ()), *values)
    found = _measured(named, records)
    if _OF_PARTS.search(message.lower):
        for slot in records:
            name = fold_words(slot.replace("_", " "))
            of_it = any(one.startswith(f"{slot}_") or one.endswith(f"_{slot}") for one in found)  # its color is asked for
            if slot not in _COMMON and len(name) == 1 and name[0] in said and not of_it:
                found.setdefault(slot, ())
    if found.get("care") == ():
        found = {slot: values for slot, values in found.items() if slot == "care" or not _washing(values)}
    return found


def _part_shown(before: str, product: ShownProduct | None, lexicon: Lexicon) -> str:
    """The part that was to be shown: the logo of "where's the logo on the second"."""
    match = _SHOWN.search(before)
    return match[1] if match is not None and product is not None and not _is_whole(match[1], product, lexicon) else ""


def _of_its_part(slot: str, said: AbstractSet[str], records: Iterable[str]) -> str:
    """The slot of a part that is said, where the product has one: "how high is the heel?" asks for heel_height. Of colours and
    materials that is heard in the words (`_looks_asked`): "what color is it and does it have a hood?" asks for none of a hood.
    """
    own = (one for one in records if one.endswith(f"_{slot}") and kind_of_look(slot) is None)
    return next((one for one in own if said >= set(fold_words(one[: -len(slot)].replace("_", " ")))), slot)


def _looks_asked(lower: str, product: ShownProduct | None, lexicon: Lexicon) -> dict[str, Part]:
    """Color and material -> the part of which it is asked: "what colour is the sole" asks for the sole's, whether the shop states
    that or not, and not for the product's.
    """
    found: dict[str, Part] = {}
    for kind, pattern in _OF_A_PART.items() if product is not None else ():
        match = pattern.search(lower)
        at = next((n for n, one in enumerate(match.groups(), 1) if one), 0) if match is not None else 0
        if match is not None and at and not _is_whole(match[at], product, lexicon):
            found[kind] = Part(match[at], *match.span(at))
    return found


def _slot_of_part(part: str, kind: str, slots: Sequence[str]) -> str:
    """The slot of a part's colour or material, as these slots name it; "sole_color" where none does."""
    named, last = part.replace(" ", "_"), part.rpartition(" ")[2]
    forms = [form for name in (named, last) for form in (name, name.removesuffix("s"), f"{name}s")]
    return next((f"{form}_{kind}" for form in forms if f"{form}_{kind}" in slots), f"{named}_{kind}")


def _is_whole(said: str, product: ShownProduct | None, lexicon: Lexicon) -> bool:
    """Whether a word is of the product's own name, or of a type that the store has: no part of it."""
    own = (product.title, *product.attributes.get(CATEGORY, ())) if product is not None else ()
    word = fold_words(said)[-1] if fold_words(said) else ""
    kinds = {folds[-1] for name in (*own[1:], *lexicon.stocked(CATEGORY)) if (folds := fold_words(name))}
    if said in part_names(lexicon.slots) and word not in fold_words(" ".join(own[1:])):
        return False  # a toe cap is no cap
    if word in kinds or not own:
        return word in kinds
    look = any(match.entry.slot not in (BRAND, CATEGORY) for match in lexicon.match([word]))
    part = word in part_names(lexicon.slots)
    return word in fold_words(own[0]) and not look and not part  # "is the Estuary navy"; the stripe of a Stripe Polo is none


def _measured(found: dict[str, tuple[str, ...]], records: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Of several measures asked for at once those recorded; where the one asked for is not, what else tells how big it is."""
    asked = [slot for slot in found if slot in MEASURES and not found[slot]]
    told = [slot for slot in asked if slot in records]
    if not records or not asked or len(told) == len(asked):
        return found
    if told:
        return {slot: values for slot, values in found.items() if slot in told or slot not in asked}
    instead = [s for s in (*DIMENSIONS, SIZE) if s in records and (s != SIZE or any(re.search(r"\dx\d", v) for v in records[s]))]
    wide = [s for s in instead if s in ("dimensions", SIZE)]
    return {**found, **dict.fromkeys(wide, ())} if asked[0] in DIMENSIONS else found


def _recorded(span: Span, said: str, records: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """The slot of the product's records that tells about the value, with the values to hold against it; else the span's own."""
    own = records.get(span.slot, ())
    look = kind_of_look(span.slot)
    part = fold_words(span.slot.removesuffix(look).replace("_", " ")) if look is not None else []
    # "white laces" asks for their colour: a record of laces says nothing of it
    words = {*fold_words(said), *(w for v in span.values for w in fold_words(v))} - set(part)
    for slot in records:
        if slot != span.slot and set(fold_words(slot.replace("_", " "))) <= words:
            return slot, ()
    if not records or any(v in own for v in span.values):
        return span.slot, span.values
    for slot, values in records.items():
        of_a_part = look is not None and look == kind_of_look(slot)  # "is it white" of a white sole
        for value in values if slot != span.slot and not of_a_part and slot not in ("brand", "category", "color", "care") else ():
            if any(len(w) > 3 and one.startswith(w) for one in fold_words(value) for w in words):
                return slot, (value,)
    return span.slot, span.values


def _washing(values: Sequence[str]) -> bool:
    return bool(values) and all(re.search(r"\b(?:wash|dry|iron|clean)", value) for value in values)
