"""Saying back what the shopper wants, in the shopper's own words: "jackets for women under $60"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from assistant.phrasing.grammar import counted, listed, plural, slot_words
from data.constraint import Constraint, Phrase
from dialogue_policy.state import DialogueState
from dialogue_policy.wishes import stands

_NEGATED = re.compile(r"^(not|no|non|without|anything but|nothing|except|but|don't|never)\b", re.I)
_LED = re.compile(
    r"^(not? more|not? over|nothing|to wear|for|in|with|by|from|under|over|below|above|at|up|less|more|between|around|about|size|"
    r"made|max|min)\b",
    re.I,
)
_FRONT = ("color", "material", "pattern", "style", "brand")
_APART = (
    "category", "gender", "size", "price", "rating", "pockets", "hood", "sleeve", "collar", "neckline", "closure", "trim", "logo",
)  # fmt: skip
"""Slots whose values never stand before the noun: what a product is, whom it is for, and parts that it has."""
_PARTS = ("hood", "sleeve", "collar", "closure", "trim")
_OF_PART = re.compile(r"^(?:\w+(?:less|ed)|\w+-(?:on|up|in|down|top|over|off))$", re.I)
"""What is said of a part in one word and does stand there: "sleeveless tops", "hooded jackets", "slip-on shoes"."""
_ONE_OF_THEM = """
armrest backrest bag belt border bow buckle chaise collar cuff drawer drawstring flap footrest fringe handle headrest heel hem
hood knob lid lining logo peplum placket pocket pouch print ruffle shade shelf sleeve slit spout strap tassel tie toe top
waistband yoke zip zipper
"""
_COUNTED = frozenset(_ONE_OF_THEM.split())
"""Parts that a thing has one of."""
_PURPOSES = ("activity", "occasion", "season", "room", "climate")
_ADJECTIVE = re.compile(
    r"(?:proof|able|ible|ant|ent|ed|less|free|ic|al|ive|ous|[rtlnd]y|ing|resistant|repellent|safe|soft|warm|light|slim|vegan)$",
    re.I,
)
_PLURAL = re.compile(r"[^aius]s$", re.I)
_DEAR = re.compile(r"\btoo (?:expensive|pricey|dear|costly|much)|\bmy (?:budget|price range)|\bmore than i\b", re.I)
_COMPARED = re.compile(r"\b(less expensive|more expensive|better rated|cheaper|pricier|dearer|higher rated|lower rated)\b", re.I)
_WAISTS = re.compile(
    r"(?:waist|w)(?: size)?(?: is| of|:)?\W?\d{2}\b.*|\d{2}\s?(?:(?:\"|in(?:ch(?:es)?)?)\s?)?(?:waist|w)\b.*|"
    r"\d{2}\s?[x/]\s?\d{2}",
    re.I,
)
_LETTERS = re.compile(r"[smlx]{1,4}|\d?x[sl]", re.I)
_ARTICLE = re.compile(r"^(not|no) (?:an?|the) ", re.I)
_AGED = re.compile(r"^(?:an? )?(\d{1,2})[ -]years?[ -]olds?$", re.I)
_SIZED = re.compile(r"^(?:in\s+)?(?:an?\s+)?(?:sizes?\s+)?", re.I)
_POLITE = re.compile(
    r"^(please|show me|i want|i need|looking for|find me|(?:my |a )?(?:budget|limit|max(?:imum)?)"
    r"(?:'s| is| of| about| around)(?: only| about| around)?)\s+",
    re.I,
)


def wishes(
    state: DialogueState,
    *,
    many: bool = True,
    numbered: bool = False,
    either: bool = True,
    without: Collection[str] = (),
    all_of: Collection[str] = (),
) -> str:
    """All running wishes as one noun phrase: "blue jackets for women under $60, not leather"; "" where there are none.

    Only the shopper's words are used; a wish that came without words (a chip) is told by its values. Several values of a slot
    are alternatives; in the slots of `all_of`, and with `either=False` in that of the type, they are told together: "boots and
    scarves". Slots in `without` are not told. `numbered`: a number stands before it.
    """
    phrases = [p for p in current(state) if p.text.strip() and p.slot not in without]
    front = _front(phrases, all_of)
    relative = {p.text: _relative(p) for p in phrases if _relative(p)}
    nouns = _texts(p for p in phrases if p.slot == "category" and p.polarity == "is")
    if not nouns:  # "pendant lamps", where the shop keeps that as a style
        kinds = [p for p in phrases if p.slot == "style" and p.polarity == "is" and " " in p.text and _PLURAL.search(p.text)]
        nouns = _texts(kinds[:1])
        front = [one for one in front if one not in nouns]
    used = {p.text for p in phrases if (p.polarity == "is" and _is_front(p)) or p.text in nouns or p.text in relative}
    as_said = counted if numbered else plural if many else str
    noun = listed([as_said(n) for n in nouns], "or" if either else "and") or ("products" if phrases else "")
    # A span such as "leather boots" may carry both wishes: said once.
    front = [f for f in front if f.casefold() not in noun.casefold()]
    sizes = list(dict.fromkeys(size for p in phrases if (size := _size(p))))
    tail, people, ruled_out = [], list[str](), []
    parts: dict[str, list[str]] = {}
    for phrase in phrases:
        if phrase.text in used:
            continue
        used.add(phrase.text)
        text = _POLITE.sub("", phrase.text.strip())
        if phrase.polarity == "not":
            ruled_out.append(_ARTICLE.sub(r"\1 ", text) if _NEGATED.match(text) else f"not {text}")
        elif phrase.slot == "gender" and not _LED.match(text):
            people.append(phrase.value if " " not in text else _AGED.sub(r"a \1-year-old", text))
        elif size := _size(phrase):
            named = f"in {'' if sizes[0].startswith('plus') else 'size '}{listed(sizes, 'or')}"
            tail += [named] if size == sizes[0] else []
        elif _LED.match(text) or _NEGATED.match(text):
            tail.append(text)
        elif text.startswith("<"):
            tail.append(f"under {text.lstrip('<= ')}")
        elif phrase.slot == "price":
            tail.append(f"{'from' if phrase.polarity == 'min' else 'up to'} {text}")
        elif phrase.slot in _PURPOSES:
            tail.append(f"for {text}")
        else:
            parts.setdefault(phrase.slot, []).append(_with_article(text))
    whom = f"for {listed(list(dict.fromkeys(people)), 'or')}" if people else ""
    each = [listed(texts, "and" if slot in all_of else "or") for slot, texts in parts.items()]
    having = f"with {', '.join(each) if any(' or ' in one for one in each[:-1]) else listed(each)}" if each else ""
    sale = "on sale" if state.highlight == "sale" and noun else ""
    joint = ", ".join(front) if any(" or " in f for f in front) else listed(front)
    said = " ".join(part for part in (*relative.values(), joint, noun, sale, having, whom, *tail) if part)
    if said and len(ruled_out) == 1 and ruled_out[0].startswith("without "):
        return f"{said} {ruled_out[0]}"
    if said and len(ruled_out) == 1 and ruled_out[0].startswith("no ") and " with " not in said:
        return f"{said} with {ruled_out[0]}"
    return ", ".join([said, *ruled_out]) if said else ", ".join(ruled_out)


def _front(phrases: Iterable[Phrase], all_of: Collection[str]) -> list[str]:
    """What stands before the noun, a slot at a time: "red or blue", "waterproof"."""
    by_slot: dict[str, list[str]] = {}
    for phrase in phrases:
        if phrase.polarity == "is" and _is_front(phrase) and phrase.text.strip() not in by_slot.setdefault(phrase.slot, []):
            by_slot[phrase.slot].append(_adjective(phrase))
    return [listed(texts, "and" if slot in all_of else "or") for slot, texts in by_slot.items() if texts]


def _with_article(text: str) -> str:
    """ "A hood", "a laptop sleeve", as it stands behind "with"."""
    article = "an" if text[:1].casefold() in tuple("aeiou") else "a"
    return f"{article} {text}" if text.split()[-1].casefold() in _COUNTED else text


def _adjective(phrase: Phrase) -> str:
    """What stands before a noun: "striped", where "stripes" were wished for."""
    text = phrase.text.strip()
    return phrase.value if phrase.slot == "pattern" and _PLURAL.search(text) else text


def _size(phrase: Phrase) -> str:
    """The size that a phrase wishes, on its own: "9" of "in size 9"; "" where it says more ("at least 5x8") or is of no size."""
    bare = _SIZED.sub("", phrase.text.strip()) if phrase.slot == "size" and phrase.polarity == "is" else ""
    if _WAISTS.fullmatch(bare):
        bare = phrase.value  # "W34", "34x32" where sizes have no leg
    return "" if _LED.match(bare) else bare.upper() if _LETTERS.fullmatch(bare) else bare


def _is_front(phrase: Phrase) -> bool:
    """Whether a wish stands before the noun: "waterproof jackets", "red jackets"; not "jackets with pockets"."""
    text = phrase.text.strip()
    if _LED.match(text):
        return False
    if phrase.slot in _FRONT or (phrase.slot in _PARTS and _OF_PART.search(text)):
        return True
    if phrase.slot == "features":
        return _ADJECTIVE.search(text) is not None
    return phrase.slot not in _APART and " " not in text and not _PLURAL.search(text)


def wish_for(state: DialogueState, slot: str) -> str:
    """The shopper's words for one slot: "under $60"; the slot's name where there are none."""
    if slot == "sale":
        return "on sale"
    phrases = [p for p in current(state) if p.slot == slot]
    # "I'd rather not spend more than 60" leaves "60" as its words: which way it bounds is said.
    bare = slot == "price" and len(phrases) == 1 and phrases[0].text[:1] in "0123456789$£€"
    led = ("up to " if phrases[0].polarity == "max" else "from ") if bare else ""
    texts = [f"{led}{text}" for text in _texts(phrases)]
    return " or ".join(texts) or told(slot, state.constraints.get(slot, Constraint())) or slot_words(slot)


def current(state: DialogueState) -> tuple[Phrase, ...]:
    """The phrases whose wish still stands, as they are said back: in the shopper's words, spelt as they were read."""
    standing = (p for p in state.phrases if p.slot not in state.constraints or stands(p, state.constraints[p.slot]))
    return tuple(replace(p, text=spelt(p.text, state)) for p in standing)


def spelt(text: str, state: DialogueState) -> str:
    """Words of the shopper's, with those slips put right that were told."""
    for typed, read in state.slips.items():
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", read.replace("\\", r"\\"), text, flags=re.I)
    return text


def told(slot: str, constraint: Constraint) -> str:
    """A constraint without words of the shopper's: its values."""
    parts = [listed(sorted(constraint.is_), "or")] if constraint.is_ else []
    parts += [f"not {listed(sorted(constraint.not_), 'or')}"] if constraint.not_ else []
    parts += [f"{slot_words(slot)} from {constraint.min}"] if constraint.min is not None else []
    parts += [f"{slot_words(slot)} up to {constraint.max}"] if constraint.max is not None else []
    return ", ".join(parts)


def _relative(phrase: Phrase) -> str:
    """ "cheaper", "something cheaper": a comparison that stands before the noun; "" for any other wish."""
    if _DEAR.search(phrase.text) and phrase.polarity == "max":
        return "cheaper"
    found = _COMPARED.search(phrase.text)
    return found[0].casefold() if found and phrase.polarity in ("min", "max") and not re.search(r"\d", phrase.text) else ""


def _texts(phrases: Iterable[Phrase]) -> list[str]:
    return list(dict.fromkeys(p.text.strip() for p in phrases if p.text.strip()))
