"""Why a product fits each of the shopper's phrases, or does not, or that the shop does not say: from the record, and its picture.

One reason per wish and product. A wish is what one slot was asked to be: "red or blue" is one, so that a blue shoe does not fail
"red". Every reason quotes the record that it stands on; where the picture surely shows it, that is marked (`grounding.showing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from data.constraint import Constraint, Constraints, Phrase
from data.product import Pick
from data.things import names_of, telling
from data.value import Value
from grounding.evidence import EvidenceSource, Reason
from grounding.showing import Eyes, of_material, shown, sought

_Kind = Literal["is", "not", "range"]

_NEGATED = re.compile(r"(not|no|non|without)\b[\s-]*", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_STATED_IN_WORDS = ("text", "title")
_OPEN = frozenset(("features", "closure", "detail", "trim", "pockets", "includes"))
"""Slots whose records are never the whole of it: a jacket whose features are pockets may have a hood."""

Evidence = Mapping[str, tuple[Reason, ...]]
"""Product id -> reasons, as `explain` gives them."""


@dataclass(frozen=True, slots=True)
class _Wish:
    text: str
    slot: str
    kind: _Kind
    constraint: Constraint


def explain(
    picks: Sequence[Pick], phrases: Sequence[Phrase], constraints: Constraints, eyes: Eyes | None = None
) -> dict[str, tuple[Reason, ...]]:
    """Product id -> a reason for each wish, in the order in which the wishes were said.

    `phrases` are the shopper's words, `constraints` what was asked for (before anything was loosened). A constraint without a
    phrase (it came from a chip, or an old session) gets plain words of its own. `holds` is None where there is no record. Without
    `eyes` the records speak alone.
    """
    wishes = _wishes(phrases, constraints)
    recorded = [[_reason(pick, wish) for wish in wishes] for pick in picks]
    if eyes is None:
        return {pick.product.id: tuple(reasons) for pick, reasons in zip(picks, recorded, strict=True)}
    asked = [
        [_sought(pick, wish, reason, eyes) for wish, reason in zip(wishes, reasons, strict=True)]
        for pick, reasons in zip(picks, recorded, strict=True)
    ]
    unrecorded = {
        phrase
        for reasons, each in zip(recorded, asked, strict=True)
        for reason, some in zip(reasons, each, strict=True)
        if reason.holds is None
        for phrase in some
    }
    looked = eyes.looked(picks, [[phrase for some in each for phrase in some] for each in asked], unrecorded)
    return {
        pick.product.id: tuple(
            shown(reason, [seen[phrase] for phrase in some if phrase in seen], eyes, negated=wish.kind == "not")
            for wish, reason, some in zip(wishes, reasons, each, strict=True)
        )
        for pick, reasons, each, seen in zip(picks, recorded, asked, looked, strict=True)
    }


def _sought(pick: Pick, wish: _Wish, reason: Reason, eyes: Eyes) -> tuple[str, ...]:
    """What to look for on the product's picture: what the record names, or what was asked for where it names nothing."""
    if wish.kind == "range" or (wish.kind == "is" and reason.holds is False):
        return ()
    if reason.holds is None and of_material(wish.slot):
        return ()
    if wish.slot == "category":  # what kind of thing it is is the whole picture: nothing would be shown by marking it
        return ()
    records = _decisive(_records(pick, wish.slot), wish)
    negated = wish.kind == "not"
    if negated and reason.holds is True:
        return sought(wish.slot, records, eyes.vocabulary)
    records = [] if negated and reason.holds is None else records
    asked = wish.constraint.is_ | wish.constraint.not_
    said = wish.text if len(asked) == 1 else ""
    return sought(wish.slot, records or sorted(asked), eyes.vocabulary, said=said, negated=negated)


def _wishes(phrases: Sequence[Phrase], constraints: Constraints) -> list[_Wish]:
    words: dict[tuple[str, _Kind, str], list[Phrase]] = {}
    for phrase in phrases:
        if _stale(phrase, constraints):
            continue
        # Alternatives of a slot are one wish; each thing ruled out, and each wording of a bound, is a wish of its own.
        apart = {"is": "", "not": phrase.value, "range": phrase.text}
        kind = _kind(phrase)
        words.setdefault((phrase.slot, kind, apart[kind]), []).append(phrase)
    wishes = [
        wish
        for (slot, kind, _), said in words.items()
        if (wish := _Wish(_text(kind, said), slot, kind, _part(kind, constraints.get(slot, Constraint()), said))).constraint
    ]
    for slot, asked in constraints.items():
        wishes += _unworded(slot, _unsaid(asked, [wish.constraint for wish in wishes if wish.slot == slot]))
    return wishes


def _stale(phrase: Phrase, constraints: Constraints) -> bool:
    """Whether the slot has moved on since these words were said ("red" said, then "no, blue")."""
    asked = constraints.get(phrase.slot)
    if asked is None:
        return False
    still = {
        "is": phrase.value in asked.is_,
        "not": phrase.value in asked.not_,
        "min": asked.min is not None,
        "max": asked.max is not None,
    }
    return not still[phrase.polarity]


def _kind(phrase: Phrase) -> _Kind:
    if phrase.polarity == "is":
        return "is"
    return "not" if phrase.polarity == "not" else "range"


def _part(kind: _Kind, asked: Constraint, said: Sequence[Phrase]) -> Constraint:
    """The part of the slot's constraint that these words speak of; from the words themselves where the slot is no constraint."""
    if kind == "not":
        return Constraint(not_=frozenset(p.value for p in said))
    if kind == "is":
        return Constraint(is_=asked.is_ or frozenset(p.value for p in said))
    low = next((asked.min or _number(p.value) for p in said if p.polarity == "min"), None)
    high = next((asked.max or _number(p.value) for p in said if p.polarity == "max"), None)
    return Constraint(min=low, max=high)


def _unsaid(asked: Constraint, said: Sequence[Constraint]) -> Constraint:
    """What of the slot's constraint no words speak of."""
    return Constraint(
        is_=frozenset() if any(one.is_ for one in said) else asked.is_,
        not_=asked.not_.difference(*(one.not_ for one in said)),
        min=None if any(one.min is not None for one in said) else asked.min,
        max=None if any(one.max is not None for one in said) else asked.max,
    )


def _text(kind: _Kind, said: Sequence[Phrase]) -> str:
    if kind == "not":
        text = said[0].text.strip()
        if _NEGATED.match(text):
            return text
        # "anything but red" is said back as "not red"; a bare "red" that was ruled out keeps the shopper's spelling.
        bare = text if len(text.split()) <= len(said[0].value.split()) else said[0].value
        return f"not {bare}"
    texts = list(dict.fromkeys(phrase.text.strip() for phrase in said if phrase.text.strip()))
    # of "black and white sole" both the black and the white reach to the part's name
    apart = [text for text in texts if not any(text != other and text in other for other in texts)]
    return " or ".join(apart) or said[0].value


def _unworded(slot: str, asked: Constraint) -> list[_Wish]:
    wishes = []
    if asked.is_:
        wishes.append(_Wish(" or ".join(sorted(asked.is_)), slot, "is", Constraint(is_=asked.is_)))
    wishes += [_Wish(f"not {value}", slot, "not", Constraint(not_=frozenset({value}))) for value in sorted(asked.not_)]
    if asked.min is not None or asked.max is not None:
        bounds = [f"at least {asked.min}"] if asked.min is not None else []
        bounds += [f"at most {asked.max}"] if asked.max is not None else []
        wishes.append(_Wish(f"{slot} {' and '.join(bounds)}", slot, "range", Constraint(min=asked.min, max=asked.max)))
    return wishes


def _reason(pick: Pick, wish: _Wish) -> Reason:
    if wish.kind == "range":
        return _numeric(pick, wish)
    records = _records(pick, wish.slot)
    if told := next((one for value in sorted(wish.constraint.not_) if (one := _told_elsewhere(pick, wish.slot, value))), None):
        slot, record = told  # no zip: the closure has one, whatever the features say
        return Reason(wish.text, wish.slot, False, *_quote(slot, [record]), quoted=record.source in _STATED_IN_WORDS)
    holds = wish.constraint.holds(frozenset().union(*(record.names for record in records)))
    if holds is None:
        return Reason(wish.text, wish.slot, None, "attribute", f"{wish.slot}: not stated")
    if wish.kind == "not" and holds and wish.slot in _OPEN:
        ruled_out = " or ".join(sorted(wish.constraint.not_))
        return Reason(wish.text, wish.slot, None, "attribute", f"{wish.slot}: {ruled_out} not mentioned")
    source, evidence = _quote(wish.slot, _decisive(records, wish))
    return Reason(wish.text, wish.slot, holds, source, evidence, quoted=source == "text")


def _told_elsewhere(pick: Pick, slot: str, value: str) -> tuple[str, Value] | None:
    """A record of any slot that tells of a thing that is ruled out, by another value than that."""
    told = telling(pick.product, pick.variant, names_of(slot, value))
    return next((one for one in told if one[0] != slot or value not in one[1].names), None)


def _records(pick: Pick, slot: str) -> tuple[Value, ...]:
    records = pick.product.values(slot, pick.variant)
    if not records and slot == "brand" and pick.product.brand:
        return (Value(pick.product.brand.casefold(), pick.product.brand),)
    return records


def _decisive(records: Sequence[Value], wish: _Wish) -> list[Value]:
    """The records that decide; where none does ("not red" on a blue shoe), what is there instead."""
    asked = wish.constraint.is_ | wish.constraint.not_
    return (
        [record for record in records if record.canonical in asked]
        or [record for record in records if not asked.isdisjoint(record.names)]
        or list(records)
    )


def _numeric(pick: Pick, wish: _Wish) -> Reason:
    number: Decimal | None
    source: EvidenceSource = "attribute"
    if wish.slot == "price":
        number, evidence = pick.variant.price, f"price {pick.variant.price:.2f}"
    elif wish.slot == "rating":
        number = None if pick.product.rating is None else Decimal(str(pick.product.rating))
        evidence = f"rating {number} of 5, {pick.product.reviews_count} reviews"
    else:
        records = [r for r in pick.product.values(wish.slot, pick.variant) if _number(r.canonical) is not None]
        number = _number(records[0].canonical) if records else None
        if records:
            source, evidence = _quote(wish.slot, records[:1])
    holds = wish.constraint.within(number)
    if holds is None:
        return Reason(wish.text, wish.slot, None, "attribute", f"{wish.slot}: not stated")
    return Reason(wish.text, wish.slot, holds, source, evidence, quoted=source == "text")


def _quote(slot: str, records: Sequence[Value]) -> tuple[EvidenceSource, str]:
    """The records in the shop's words: the sentence where one states it, else "slot: values"."""
    plain = [record for record in records if record.source not in _STATED_IN_WORDS]
    if plain:
        return "attribute", f"{slot}: {', '.join(dict.fromkeys(record.original for record in plain))}"
    first = records[0]
    return "text", first.sentence or first.original


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(text.replace(",", ""))
    return None if found is None else Decimal(found[0])
