"""What a message lets go: "any colour", "forget the brand", "doesn't have to be leather", "red is fine after all"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.constraint import Constraint
from nlu.spans import Span
from nlu.words import CATEGORY, SLOT_WORDS


@dataclass(frozen=True, slots=True)
class Dropped:
    """`slots` let go whole, `values` of a slot let go alone, and the stretches that said so."""

    slots: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] | None = None
    taken: tuple[tuple[int, int], ...] = ()


_NOT_NEEDED = re.compile(
    r"\b(?:(?:does|do)(?:n'?t| not) (?:have|need) to (?:be|have|come)|need(?:n'?t| not) (?:be|"
    r"have)|no need (?:for|of|to be)|not necessarily|"
    r"(?:does|do)(?:n'?t| not) need|(?:it )?(?:does|do)(?:n'?t| not) (?:really )?(?:matter|care) (?:if|"
    r"whether)(?: it(?:'s| is| has)?)?|"
    r"(?:i )?don'?t (?:really )?(?:care|mind) (?:about|if|whether)(?: it(?:'s| is| has)?)?|forget (?:what i said about|"
    r"about|the)|"
    r"never ?mind (?:about )?(?:the)?|(?:drop|remove|ignore|skip|lose|scrap) (?:the|that|my))\b"
)
_ALLOWED = re.compile(
    r"^\s*(?:is|are|would be|would|'s)?\s*(?:also |too )?(?:(?:be )?(?:fine|ok|okay|alright|"
    r"all right|good|acceptable)\s*(?:too|as well)?\s*after all"
    r"|after all|(?:is|are|would be) (?:also )?(?:fine|ok|okay|alright|all right|acceptable)(?: too| as well)?\s*$)"
)
_CLEARS = (
    r"(?:forget(?: about)?|ignore|drop|remove|lose|skip|never ?mind|take off|take away|clear|without|delete|"
    r"scrap|cancel|get rid of|not fussy about|not bothered about|not picky about|(?:don'?t|do not) (?:really )?(?:care|"
    r"mind|worry) (?:about|which|what)|open (?:to|on|about) (?:any|the)?|flexible (?:on|about|"
    r"with))"
)
_UNIMPORTANT = (
    r"(?:(?:is|are|'s)(?: very| quite| totally)? (?:flexible|irrelevant|unimportant|open|up to you|"
    r"no object|no issue|not (?:that )?(?:important|an issue))|(?:is|are)n'?t (?:that )?(?:important|"
    r"an issue)|(?:does|do)(?: not|n'?t) (?:really )?matter|whatever)"
)


def dropped(lower: str, spans: Sequence[Span], slots: Sequence[str], constraints: Mapping[str, Constraint]) -> Dropped:
    """`slots` are those of the store; `constraints` those of the running search."""
    names = {**{s.replace("_", " "): s for s in slots}, **SLOT_WORDS}
    named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    whole: list[str] = []
    taken: list[tuple[int, int]] = []
    for pattern in (
        (
            rf"\b(?:any|whatever|whichever|every|all)\s+(?P<n>{named})s?\b(?!\s+(?:but|except|other|besides|"
            r"apart|\d|like|do|does|is in|in stock|available|left))"
        ),
        rf"\b{_CLEARS}\s+(?:the |my |any |that |a )?(?P<n>{named})s?\b",
        rf"\b(?P<n>{named})s?\s+{_UNIMPORTANT}",
        rf"\bno\s+(?P<n>{named})\s+(?:limit|filter|preference|requirement|restriction)s?\b",
        rf"\bno\s+(?:limit|restriction|preference)s?\s+(?:on|for|in)\s+(?:the\s+)?(?P<n>{named})\b",
    ):
        for match in re.finditer(pattern, lower):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                whole.append(names[match["n"]])
                taken.append(match.span())
    values: dict[str, tuple[str, ...]] = {}
    for span in spans:
        cue = next(
            (m for m in _NOT_NEEDED.finditer(lower) if m.end() <= span.start and not _breaks(lower[m.end() : span.start])), None
        )
        allowed = _ALLOWED.match(lower[span.end :])
        removes = cue is not None and span.slot == CATEGORY and cue[0].split()[0] in ("drop", "remove", "lose", "skip", "scrap")
        if removes or (cue is None and allowed is None):
            continue
        taken.append((cue.start() if cue else span.start, span.end + (allowed.end() if allowed else 0)))
        old = constraints.get(span.slot, Constraint())
        if (allowed is not None and not cue) or (old.is_ | old.not_) - set(span.values):
            values[span.slot] = (*values.get(span.slot, ()), *span.values)
        else:
            whole.append(span.slot)
    return Dropped(tuple(dict.fromkeys(whole)), values or None, tuple(taken))


def _breaks(between: str) -> bool:
    return bool(re.search(r"[,.;!?]|\bbut\b|\bjust\b", between)) or len(between.split()) > 5
