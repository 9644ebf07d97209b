"""What the shop says of a product, word for word: records of a slot, and the sentences that speak of something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from assistant.actions.choosing import available, option_slots, values_of
from assistant.actions.facts import Answer
from data.product import Pick
from data.things import THING_SLOTS
from data.value import Value
from data.values import normalise, synonyms_of
from data.words import word_list
from nlu.measures import DIMENSIONS
from nlu.of_parts import kind_of_look

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'“(]?[A-Z0-9])|[\n\r•]+")
_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP = _listed(
    """a about actually all also am an and any are around as at be been before but by can close closer come comes could detail
    details describe did do does don't else ever everything feature features first for fourth from get give go good got had has
    have hello help here hey hi how i i'd i'm if in info information into is it it's item its just know last let like look looking
    looks made make many me more much my need no not now of off ok okay on one ones only or other our out over part people photo
    picture pictures image please pretty product really same say says second see seem she should show shown side so some something
    still tell than thanks that that's the their them then there these they thing third this those to too up us very view want was
    we well were what what's when where where's which who why will with work works would yes you your zoom exactly sure number
    type kind sort made meant mean wrote hows whats both wich cheaper cheapest than ta cheers
    colour color colours colors cant can't cannot couldnt couldn't doesn't doesnt isn't isnt aren't hasn't hasnt haven't don't
    dont didn't wasn't won't though maybe please wondering nice lovely great btw thank mate whether perhaps possibly definitely
    even again think guess"""
)
_NONE = re.compile(r"(?:no|non|without)[ -](?P<after>[a-z]+)|(?P<before>[a-z]{3,})(?:less|[ -]free)")
_DENIES = re.compile(r"\b(?:no|non|not|without|free|never|faux|mock|imitation|less)\b|less\b", re.I)
_NOTHING_ASKED = _listed(
    """happen tho anyone someone somebody boyfriend girlfriend husband wife wonder kindly shade fabric material style bit little
    quite fairly rather chance possible question quick"""
)
"""Words beside a question, further than `STOP`, that ask for nothing more."""
_FEW = 3
"""Words of a question beyond what is answered, at most: more are no part of it."""
_MEASURED = re.compile(r"\b[WHDL]:? ?\d+(?:\.\d+)? ?(?:\"|”|″|in\b|inch|cm|mm)|\d ?(?:\"|”|″|in\b|cm|mm)? ?[x×] ?(?:[WHDL] ?)?\d")
"""Where a sentence gives how big a thing is: 'W 14" x H 26" x D 11"'."""
_NO_THING = frozenset(("time", "stain", "back", "end", "price", "count", "hand", "care", "age"))
"""Of "timeless", "stainless", "backless", "hands-free": they rule out nothing that a product would have."""
_MAIN = ("brand", "category", "material", "color", "size", "pattern", "style", "gender", "features", "climate", "activity")
_SAME = {"colour": "color", "colors": "color", "colours": "color", "sizes": "size", "fabric": "material", "cost": "price"}


def sentences(text: str) -> tuple[str, ...]:
    """The sentences and list items of a description, in order."""
    return tuple(part for raw in _SENTENCE.split(text) if (part := raw.strip(" \t-*·–")) and _WORD.search(part.casefold()))


def stems(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to their stems."""
    return frozenset(stem(w) for w in _WORD.findall(text.casefold()) if w not in STOP and len(w) > 1)


def told_stems(text: str) -> frozenset[str]:
    """As `stems`, of what the shop says: the buckle of "dual-buckle" is one, too."""
    heads = " ".join(word.rpartition("-")[2] for word in _WORD.findall(text.casefold()) if "-" in word)
    return stems(text) | stems(heads)


def stem(word: str) -> str:
    """A word without its plural or verb ending: "pockets" and "pocket", "drying" and "dry" meet."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ings") and len(word) > 7:
        word = word[:-1]  # "drawstrings" meets "drawstring"
    for ending, least in (("ies", 3), ("ing", 4), ("es", 4), ("ed", 4), ("s", 3), ("y", 4), ("e", 4)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def speaking_of(pick: Pick, wanted: Iterable[str]) -> tuple[str, ...]:
    """The sentences of title and description that hold most of these stems; none where none holds any."""
    stemmed = frozenset(wanted)
    if not stemmed:
        return ()
    scored = [(len(stemmed & told_stems(s)), s) for s in sentences(pick.product.description)]
    best = max((score for score, _ in scored), default=0)
    return tuple(s for score, s in scored if score == best)[:2] if best else ()


def asked_words(text: str, pick: Pick) -> tuple[str, ...]:
    """The words of a question that name what is asked about: no courtesy, and nothing of the product's own name."""
    known = stems(pick.product.title) | stems(" ".join(pick.product.type_path[-1:]))
    found = (w for w in _WORD.findall(text.casefold()) if w not in STOP and not w.isdigit())
    return tuple(dict.fromkeys(w for w in found if stem(w) not in known))


def answer(pick: Pick, slot: str, said: str = "") -> Answer:
    """What the record says of a slot; where a value is asked about, whether the record has it."""
    slot = _SAME.get(slot, slot)
    records = records_of(pick, slot)
    originals = tuple(dict.fromkeys(r.original for r in records))
    if slot in option_slots(pick.product.variants):
        stocked = [v for v in pick.product.variants if available(v) > 0]
        originals = values_of(stocked or pick.product.variants, slot)
    if not originals:
        return _in_words(pick, slot, said)
    sentence = next((r.sentence for r in records if r.sentence and r.source == "text"), "") or ""
    if not said:
        return Answer(slot, "states", originals, sentence=sentence)
    wanted = frozenset((said.casefold(), normalise(slot, said).canonical))
    held = [r for r in records if wanted & {*r.names, r.original.casefold()}]
    if not held and slot in THING_SLOTS and (named := [r for r in records if _names(r, stems(said))]):
        return Answer(slot, "states", tuple(dict.fromkeys(r.original for r in named)), said)  # "Audio Pocket", of pockets
    if not held and slot in option_slots(pick.product.variants):
        every = [r for v in pick.product.variants for r in v.attributes.get(slot, ())]
        held = [r for r in every if wanted & {*r.names, r.original.casefold()}]
    if held:
        proof = next((r.sentence for r in held if r.sentence and r.source == "text"), "") or ""
        return Answer(slot, "yes", tuple(dict.fromkeys(r.original for r in held)), said, proof)
    if none := next((r.original for r in records if _is_denied(said, r.original)), ""):
        return Answer(slot, "no", (none,), said)
    spoken = speaking_of(pick, stems(said))
    return Answer(slot, "other", originals, said, spoken[0] if spoken else "")


def named_on_record(pick: Pick, words: Sequence[str]) -> Answer | None:
    """A thing on record that is called as what is asked about, or after it: "Lockable", of a lock."""
    wanted = stems(" ".join(words))
    every = ((slot, record) for slot in pick.product.slots() if slot in THING_SLOTS for record in records_of(pick, slot))
    return next((Answer(slot, "states", (r.original,), " ".join(words)) for slot, r in every if _names(r, wanted)), None)


def _names(record: Value, wanted: frozenset[str]) -> bool:
    """Whether all of these stems stand in a record that denies nothing."""
    told = {form for one in told_stems(record.original) for form in (one, one.removesuffix("abl"))}
    return bool(wanted) and wanted <= told and _DENIES.search(record.original) is None


def qualified(pick: Pick, words: Sequence[str], told: Sequence[Answer], heard: Iterable[str] = ()) -> tuple[Answer, ...]:
    """The same answers; where all are "yes" and the question says more (whether the hood is lined), what there is, without the
    yes, and what the shop says of the rest, or that it does not mention it. `heard` are all values asked about.
    """
    if not told or any(one.kind != "yes" for one in told):
        return tuple(told)
    known = stems(" ".join((*heard, *(text for one in told for text in _all_names(one)))))
    left = tuple(word for word in words if word not in _NOTHING_ASKED and not _begins(known, stem(word)))
    if not left:
        return tuple(told)
    stated = tuple(replace(one, kind="states") for one in told)
    if len(left) > _FEW:  # too much to be said back
        return stated
    wanted = stems(" ".join(left))
    spoken = next((one for one in sentences(pick.product.description) if wanted and wanted <= told_stems(one)), "")
    return (*stated, Answer("", "states" if spoken else "unmentioned", (), " ".join(left), spoken))


def _begins(told: Iterable[str], wanted: str) -> bool:
    return any(one == wanted or (len(wanted) > 3 and one.startswith(wanted)) for one in told)


def _all_names(one: Answer) -> tuple[str, ...]:
    """All that is said of an answer, and single words for its value: "real leather" is more than leather."""
    single = (name for name in synonyms_of(one.slot, one.said) if " " not in name)
    return (*one.values, one.said, one.slot.replace("_", " "), one.sentence, *single)


def ruled_out(pick: Pick, words: Sequence[str]) -> Answer | None:
    """A record that says there is none of the one thing asked about: "No Logo", "sleeveless", "zip-free"."""
    if len(words) != 1:
        return None
    for slot in pick.product.slots():
        for record in records_of(pick, slot):
            if _is_denied(words[0], record.original):
                return Answer(slot, "no", (record.original,), words[0])
    return None


def _is_denied(said: str, original: str) -> bool:
    """Whether a record says that there is no such thing: "Zip-Free" of a zip, and of a zipper."""
    none, wanted = denied(original), stem(said.casefold())
    return bool(none) and (none == wanted or (len(none) > 2 and wanted.startswith(f"{none}{none[-1]}")))


def denied(original: str) -> str:
    """The stem of what a record says there is none of; "" where it says no such thing."""
    match = _NONE.fullmatch(original.strip().casefold())
    thing = stem(match["before"] or match["after"]) if match is not None else ""
    return "" if thing in _NO_THING else thing


def part_of(slot: str) -> str:
    """The part of which a slot tells the colour, material or pattern: the "toe cap" of toe_cap_color; "" for other slots."""
    kind = kind_of_look(slot)
    return slot.removesuffix(kind).replace("_", " ").rstrip() if kind is not None else ""


def _in_words(pick: Pick, slot: str, said: str) -> Answer:
    part = part_of(slot)
    if part and said:
        named = stems(f"{part} {said}")
        every = (record for one in pick.product.slots() for record in records_of(pick, one))
        if held := next((record for record in every if named <= stems(record.original)), None):
            return Answer(slot, "yes", (held.original,), said)
    spoken = speaking_of(pick, stems(f"{part} {said}" if part else f"{slot.replace('_', ' ')} {said}"))
    if not spoken and not said and slot in DIMENSIONS:
        spoken = tuple(one for one in sentences(pick.product.description) if _MEASURED.search(one))[:1]
    if part:
        spoken = tuple(one for one in spoken if stems(f"{part} {said}") <= stems(one) and (said or _tells_look(one, part, slot)))
    if spoken:
        return Answer(slot, "states", (), said, spoken[0])
    return Answer(slot, "not_stated", (), said)


def _tells_look(sentence: str, part: str, slot: str) -> bool:
    """Whether a colour or material is said beside a part's name: "a purple suede heel", "laces in red"; a pattern, in any."""
    kind = kind_of_look(slot)
    if kind not in ("color", "material"):
        return True
    words = _WORD.findall(sentence.casefold())
    at = [n for n, word in enumerate(words) if stem(word) == stem(part.split()[-1])]
    return any(_look_names(kind).search(" ".join(words[max(0, n - 4) : n + 5])) for n in at)


@cache
def _look_names(kind: str) -> re.Pattern[str]:
    words = word_list(kind)
    same = (entry.get("same", ()) for entry in words.values()) if kind == "material" else words.values()
    names = sorted({*words, *(name for each in same for name in each)}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def records_of(pick: Pick, slot: str) -> tuple[Value, ...]:
    records = pick.product.values(slot, pick.variant)
    if not records and slot == "brand" and pick.product.brand:
        return (Value(pick.product.brand.casefold(), pick.product.brand),)
    if not records and slot == "category" and pick.product.type_path:
        name = pick.product.type_path[-1]
        return (Value(name.casefold(), name),)
    return records


def main_facts(pick: Pick, most: int = 6) -> tuple[Answer, ...]:
    """The records a shopper looks at first, then whatever else there is."""
    slots = dict.fromkeys([*(s for s in _MAIN if s != "category"), *pick.product.slots()])
    told = []
    for slot in slots:
        records = records_of(pick, slot)
        stated = all(r.source in ("text", "title") for r in records)
        if records and slot != "category" and not (stated and slot not in _MAIN):
            told.append(answer(pick, slot))
    return tuple(told[:most])
