"""Which of the products that a message may point at are meant by it, as its intents and the conversation have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from data.folding import fold_words
from data.lexicon import Lexicon
from nlu import details
from nlu.of_parts import kind_of_look, part_names
from nlu.reading import Reading, over
from nlu.references import Pointer, each, everyone
from nlu.spans import Span
from nlu.turns_of_phrase import OF_ALL, OF_ANOTHER_PART, REPEATED, WHICH_ONE
from nlu.understanding import LOOKS_CLOSER, Context
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, GENDER, MATERIAL, SIZE, USES

WISHES = frozenset(
    [
        "browse_category",
        "browse_highlights",
        "search_product",
        "refine_search",
        "relax_constraint",
        "show_more",
        "find_similar",
        "complete_look",
        "request_recommendation",
        "give_feedback",
    ]
)
_NARROWING = frozenset(("browse_category", "search_product", "refine_search"))
QUESTIONS = frozenset(
    ["ask_product_detail", "ask_visual_detail", "ask_size_fit", "check_availability", "ask_reviews", "compare_products"]
)
NO_OPTIONS = USES | {CATEGORY, BRAND, GENDER}
"""Slots that no variant of a product is chosen by: "ten for our office, one's for my sister"."""
CART = frozenset({"add_to_cart", "update_cart"})
POINTING = (
    QUESTIONS | CART | frozenset(["find_similar", "complete_look", "give_feedback", "ask_explanation", "request_recommendation"])
)
_NAMING = QUESTIONS | CART | frozenset(["give_feedback", "ask_explanation"])
"""Intents with which a type or name without an article points: with the others it is sought."""
_ONES = re.compile(r"\bones$|^(?:the|those|these)\s+ones\s+(?:with|in|that have)\b", re.I)
_ONE = re.compile(r"\b(?:ones?|pairs?|items?)$", re.I)
_THE = re.compile(r"^(?:the|this|that|these|those)\b")
_OF_THEM = re.compile(
    rf"{OF_ALL.pattern}|{WHICH_ONE.pattern}|\b(?:which ones?|these|those|them|they|their)\b|"
    r"^\W*(?:(?:and|so|ok(?:ay)?)\W+)*(?:any|is there|are there)\b"
)
"""Where none was talked about by itself, "do they have a zip?" is asked of all."""
_WHAT_ABOUT = re.compile(r"\b(?:and|what about|how about)\b")
_IT = re.compile(r"\b(?:it|its|it['’]s|this|that)\b")
_OF_THEIR_PARTS = re.compile(r"\bcolou?rs? are (?:all )?(?:of )?the [a-z]+s\b")
"""Where none was talked about by itself, "what colour are the laces?" is asked of all that have some."""
_WHICH = re.compile(r"\b(?:which|what) (?:one|of|is|are|has|have|looks?)\b")


def plausible(found: Reading, context: Context) -> Reading:
    """Without pointers that point at nothing, whatever the intent: "but I asked for black ones", "for the dining room"."""
    kept = found.pointers
    if REPEATED.search(found.message.lower):
        kept = tuple(p for p in kept if not _ONES.search(p.reference.text))
    kept = tuple(p for p in kept if not _says_what_for(p, found))
    found = replace(found, pointers=kept)
    kept = tuple(p for p in kept if not _of_another_kind(p, found))
    if context.awaiting == SIZE:  # "8 and 9" are sizes
        kept = tuple(p for p in kept if not p.reference.text.isdigit())
    return replace(found, pointers=kept)


def meant(found: Reading, names: AbstractSet[str], context: Context, lexicon: Lexicon) -> list[Pointer]:
    """The pointers that stand beside these intents."""
    lower = found.message.lower
    points = bool(names & POINTING) or bool(context.shown or context.cart)
    missing = [p for p in found.pointers if p.absent and names & CART]
    pointers = missing or [
        p for p in found.pointers if not p.absent and points and (p.strong or names & (_NAMING if p.bare else POINTING))
    ]
    if names >= {"compare_products"} and not any(p.strong or p.bare for p in pointers) and _WHICH.search(lower):
        pointers = everyone(found.message, context)
    elif "compare_products" in names:
        pointers = each(pointers)
    elif names <= LOOKS_CLOSER:
        if not context.focus and _OF_THEIR_PARTS.search(lower):
            pointers = each(pointers) or everyone(found.message, context, _OF_THEIR_PARTS)
        pointers = [p for p in pointers if not (_a_part(p, found, context, lexicon) or _of_one_named(p, pointers))]
        if not (context.focus or pointers) and context.action in ("visual_detail", "detail") and another_part(lower, context):
            pointers = everyone(found.message, context, _WHAT_ABOUT)  # as the question before was asked of all
        if not any(p.strong or p.fixed for p in pointers):
            pointers = everyone(found.message, context, OF_ALL if context.focus else _OF_THEM) or pointers
    if names <= WISHES - {"find_similar", "complete_look"}:
        pointers = [p for p in pointers if not indefinite(p, lower)]  # "a grey one", of all that is searched
    if names <= _NARROWING:  # "the black ones, please", of all that is searched
        pointers = [p for p in pointers if not (_ONES.search(p.reference.text) and any(over(s, [p]) for s in found.spans))]
    return pointers


def alone(found: Reading) -> list[Pointer]:
    """Those that may be all that a message says: "the second one", and not "the black ones", of all that is searched."""
    return [p for p in found.pointers if not _ONES.search(p.reference.text)]


def names_more(lower: str, pointer: Pointer, spans: Sequence[Span]) -> bool:
    """Whether a product is called by more than its type and colour: "rain jacket" may be a title, and is looked for anyway."""
    said = details.blanked(lower, [(s.start, s.end) for s in spans])[pointer.start : pointer.end]
    parts = _parts_in(pointer, spans)
    return any(c.isalnum() for c in (_THE.sub("", said) if parts else said))  # "the zip" is no product by itself


def indefinite(pointer: Pointer, lower: str) -> bool:
    text = pointer.reference.text.lower()
    return text.startswith(("a ", "an ", "some ")) or re.search(r"\b(?:an?|some)\s+$", lower[: pointer.start]) is not None


def _says_what_for(pointer: Pointer, found: Reading) -> bool:
    """Whether "the dining room" is what something is for, and not a product with that on its record."""
    own = [s for s in found.spans if s.slot in USES and s.start < pointer.end and pointer.start < s.end]
    return bool(own) and found.message.lower[: pointer.start].endswith("for ")


def _of_another_kind(pointer: Pointer, found: Reading) -> bool:
    """Whether "a green one" is one of a type that the message names before it: "a blue sofa, no, a green one"."""
    others = [p for p in found.pointers if p is not pointer]
    types = [s for s in found.spans if s.slot == CATEGORY and s.end < pointer.start and not over(s, others)]
    return indefinite(pointer, found.message.lower) and bool(types)


def _a_part(pointer: Pointer, found: Reading, context: Context, lexicon: Lexicon) -> bool:
    """Whether "the hood", which several have, is that of the product talked about; "zip or buttons?" names no product either."""
    if _ONE.search(pointer.reference.text):
        return False
    parts = _parts_in(pointer, found.spans)
    words = fold_words(pointer.reference.text)
    if context.focus and not pointer.fixed and _of_another_by_chance(pointer, found.message.lower, context):
        return True
    named = bool(words) and words[-1] in part_names(lexicon.slots)
    if any(p.fixed for p in found.pointers if p is not pointer) or another_part(found.message.lower, context):
        return bool(parts) or named  # "the pocket and collar of the first one"; "and the zip?"
    if pointer.reference.product_id or not context.focus:
        return bool(parts) and _THE.match(pointer.reference.text.casefold()) is None
    return bool(parts) or named or context.focus[0] in pointer.reference.candidates


def _of_one_named(pointer: Pointer, others: Sequence[Pointer]) -> bool:
    """Whether it is named by more words beside it: the hood of "the hood of the Helena Hooded Fleece" is no product."""
    text, product = pointer.reference.text, pointer.reference.product_id
    alike = (one.reference for one in others if one is not pointer)
    return product is not None and any(one.product_id == product and len(one.text) > len(text) + 3 for one in alike)


def _of_another_by_chance(pointer: Pointer, lower: str, context: Context) -> bool:
    """Whether a word points at a product that is not talked about, only because its records have it: "what colour is the frame?",
    of sunglasses, while others are wire-framed; or "is it lined?", while another is called so.
    """
    pointed = next((one for one in (*context.shown, *context.named) if one.id == pointer.reference.product_id), None)
    if pointed is None or pointed.id == context.focus[0]:
        return False
    words = fold_words(_THE.sub("", pointer.reference.text.casefold()))
    if len(words) != 1:
        return False
    if _THE.match(pointer.reference.text.casefold()) is None:
        return _IT.search(lower) is not None
    known = {fold for name in (pointed.title, *pointed.attributes.get(CATEGORY, ())) for fold in fold_words(name)}
    looks = (value for slot in (COLORS_SLOT, MATERIAL, "pattern") for value in pointed.attributes.get(slot, ()))
    return words[0] not in known.union(*map(fold_words, looks))


def another_part(lower: str, context: Context) -> bool:
    """Whether "and the zip?" is asked after another part, of whatever that was asked of."""
    return context.action in ("visual_detail", "detail", "clarify_reference") and OF_ANOTHER_PART.fullmatch(lower) is not None


def _parts_in(pointer: Pointer, spans: Sequence[Span]) -> list[Span]:
    """The parts and features by which a product is pointed at; none where its type is said too: "the zip hoodie"."""
    own = [s for s in spans if over(s, [pointer])]
    if any(s.slot == CATEGORY for s in own):
        return []
    return [s for s in own if of_a_part(s)]


def of_a_part(span: Span) -> bool:
    """Whether a value is of a part or a feature: no look, no size, and nothing that says what a product is or is for."""
    return kind_of_look(span.slot) is None and span.slot not in NO_OPTIONS | {SIZE}
