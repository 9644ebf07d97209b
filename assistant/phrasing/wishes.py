"""Saying back what the shopper wants, in the shopper's own words: "jackets for women under $60"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.phrasing.grammar import listed, plural, slot_words
from data.constraint import Constraint, Phrase
from dialogue_policy.state import DialogueState
from dialogue_policy.wishes import stands

_NEGATED = re.compile(r"^(not|no|non|without|anything but|nothing|except|but|don't|never)\b", re.I)
_LED = re.compile(r"^(for|in|with|by|from|under|over|below|above|at|up|less|more|between|around|about|size|made|max|min)\b", re.I)
_FRONT = ("color", "material", "pattern", "style", "brand")
_COMPARED = re.compile(r"\b(less expensive|more expensive|better rated|cheaper|pricier|dearer|higher rated|lower rated)\b", re.I)
_POLITE = re.compile(r"^(please|show me|i want|i need|looking for|find me)\s+", re.I)


def wishes(state: DialogueState, *, many: bool = True) -> str:
    """All running wishes as one noun phrase: "blue jackets for women under $60, not leather"; "" where there are none.

    Only the shopper's words are used; a wish that came without words (a chip) is told by its values.
    """
    phrases = [p for p in current(state) if p.text.strip()]
    front = _texts(p for p in phrases if p.slot in _FRONT and p.polarity == "is" and not _LED.match(p.text))
    relative = {p.text: _relative(p) for p in phrases if _relative(p)}
    nouns = _texts(p for p in phrases if p.slot == "category" and p.polarity == "is")
    used = {p.text for p in phrases if p.text in front or p.text in nouns or p.text in relative}
    noun = listed([plural(n) if many else n for n in nouns], "or") or ("products" if phrases else "")
    # A span such as "leather boots" may carry both wishes: said once.
    front = [*relative.values(), *(f for f in front if f.casefold() not in noun.casefold())]
    tail, without = [], []
    for phrase in phrases:
        if phrase.text in used:
            continue
        used.add(phrase.text)
        text = _POLITE.sub("", phrase.text.strip())
        if phrase.polarity == "not":
            without.append(text if _NEGATED.match(text) else f"not {text}")
        elif phrase.slot == "gender" and not _LED.match(text):
            tail.append(f"for {phrase.value if ' ' not in text else text}")
        elif phrase.slot == "size" and not _LED.match(text):
            tail.append(f"in size {text}")
        elif _LED.match(text):
            tail.append(text)
        elif phrase.slot == "price":
            tail.append(f"{'from' if phrase.polarity == 'min' else 'up to'} {text}")
        else:
            tail.append(f"with “{text}”" if " " in text else f"({text})")
    said = " ".join(part for part in (listed(front), noun, *tail) if part)
    return ", ".join([said, *without]) if said else ", ".join(without)


def wish_for(state: DialogueState, slot: str) -> str:
    """The shopper's words for one slot: "under $60"; the slot's name where there are none."""
    if slot == "sale":
        return "on sale"
    texts = _texts(p for p in current(state) if p.slot == slot)
    return " or ".join(texts) or told(slot, state.constraints.get(slot, Constraint())) or slot_words(slot)


def current(state: DialogueState) -> tuple[Phrase, ...]:
    """The phrases whose wish still stands."""
    return tuple(p for p in state.phrases if p.slot not in state.constraints or stands(p, state.constraints[p.slot]))


def told(slot: str, constraint: Constraint) -> str:
    """A constraint without words of the shopper's: its values."""
    parts = [listed(sorted(constraint.is_), "or")] if constraint.is_ else []
    parts += [f"not {listed(sorted(constraint.not_), 'or')}"] if constraint.not_ else []
    parts += [f"{slot_words(slot)} from {constraint.min}"] if constraint.min is not None else []
    parts += [f"{slot_words(slot)} up to {constraint.max}"] if constraint.max is not None else []
    return ", ".join(parts)


def _relative(phrase: Phrase) -> str:
    """ "cheaper", "something cheaper": a comparison that stands before the noun; "" for any other wish."""
    found = _COMPARED.search(phrase.text)
    return found[0].casefold() if found and phrase.polarity in ("min", "max") and not re.search(r"\d", phrase.text) else ""


def _texts(phrases: Iterable[Phrase]) -> list[str]:
    return list(dict.fromkeys(p.text.strip() for p in phrases if p.text.strip()))
