"""Which of several products have what was asked about: "do any of these have pockets?" is answered of all of them at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.actions.facts import Answer, answers, text, words
from assistant.actions.pointing_out import LOOKS, Look, excludes
from assistant.actions.records import denied, part_of
from assistant.outcome import Outcome, Result

Having = Literal["has", "says", "seen", "not", "unseen", "unknown"]
"""The record has it; a sentence of the shop's speaks of it; its picture shows it; the record has another or rules it out; its
picture surely does not show it; nothing tells.
"""

_RULES_OUT = re.compile(r"\b(?:no|not|without|never|lacks?|free of)\b|n['’]t\b|\bfree\b", re.I)
_SENTENCES = 3
"""That are quoted of all products at most."""


def which_have(action: str, looks: Sequence[Look]) -> Outcome | None:
    """What records and pictures say of each; None where no one thing was asked about that a product has or lacks."""
    part = next((part for one in looks if (part := _part(one))), "")
    if not part or any(_is_open(one) for look in looks for one in answers(look.result)):
        return None
    found = [(look, _having(look)) for look in looks]
    groups: dict[str, tuple[str, ...]] = {
        kind: tuple(one.pick.product.title for one, having in found if having == kind) for kind in _KINDS
    }
    having = [
        look for look, kind in found if kind in ("has", "seen") or (kind == "says" and not _RULES_OUT.search(_sentence(look)))
    ]
    shows = next((one for one in having if one.spotted is not None and one.spotted.marked), None)
    quoted = tuple((look.pick.product.title, _sentence(look)) for look, kind in found if kind == "says")
    facts: dict[str, object] = {
        "part": part,
        "shown": len(looks),
        "speakers": tuple(title for title, _ in quoted[:_SENTENCES]),
        "spoken": tuple(sentence for _, sentence in quoted[:_SENTENCES]),
        "marked": shows.pick.product.title if shows is not None else "",
        **groups,
        "says": tuple(title for title, _ in quoted[_SENTENCES:]),
    }
    picks = tuple(one.pick for one in looks)
    return Outcome(
        (Result(action, "which_have", picks, facts),),
        products=picks,
        focus=(having[0].pick.product.id,) if len(having) == 1 else (),
        image_url=shows.picture if shows is not None else None,
    )


_KINDS: tuple[Having, ...] = ("has", "says", "seen", "not", "unseen", "unknown")


def _part(look: Look) -> str:
    """What was asked about, as the shopper said it."""
    said = next((_named(one) for one in answers(look.result) if one.said), "")
    return said or text(look.result, "asked") or (look.spotted.phrase if look.spotted is not None else "")


def _named(one: Answer) -> str:
    """What was asked about, with the part that it is of: the "white sole" of sole color."""
    return f"{one.said} {part_of(one.slot)}".strip()


def _is_open(one: Answer) -> bool:
    """Whether it is asked which, and not whether: "what are these made of?"."""
    return one.kind == "states" and not one.said and one.slot in LOOKS


def _having(look: Look) -> Having:
    told = answers(look.result)
    if any(one.kind == "yes" or (one.kind == "states" and one.values and not _none(one)) for one in told):
        return "has"
    if any(one.kind == "no" or _none(one) or (one.kind == "other" and excludes(one.slot)) for one in told):
        return "not"
    if _sentence(look):
        return "says"
    if look.spotted is not None:
        return "seen" if look.spotted.verdict == "shown" else "unseen"
    return "unknown"


def _sentence(look: Look) -> str:
    """The shop's sentence that speaks of it; "" where there is none."""
    said = (*words(look.result, "sentences"), *(one.sentence for one in answers(look.result)))
    return next((sentence for sentence in said if sentence), "")


def _none(one: Answer) -> bool:
    """Whether all that the record states of a thing is that there is none: of a hood "no"."""
    return (
        one.kind == "states"
        and bool(one.values)
        and all(denied(value) or value.casefold() in ("no", "none") for value in one.values)
    )
