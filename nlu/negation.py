"""Negation: which stretch of a message a "not", "without" or "anything but" reaches over.

A scope runs from its cue to the end of the clause, or to a word that turns ("but", "only", "instead"); "or", "nor" and "and"
carry it on, and so does a comma within a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlu.spans import Span, negate
from nlu.words import CATEGORY

_CUE = re.compile(
    r"\b(?:(?:any(?:thing|one|body)?|every(?:thing)?|all)(?: colou?rs?| sizes?| brands?| materials?)?(?: is fine|"
    r" goes)?,? (?:but|except(?: for)?|besides|apart from|other than)"
    r"|but not|except(?: for)?|apart from|other than|excluding|without|w/o|minus|avoid(?:ing)?|"
    r"never|neither|nor|hates?|dislike|loathe|detest|"
    r"sick of|tired of|allergic to|can'?t (?:stand|wear|bear|have)|hold the|instead of|rather than|"
    r"leave out|no more|free of|lose the|"
    r"not (?:a )?(?:fan|keen|fond)(?: of| on)?|not into|nothing(?! but)(?: in| with| made of| that is)?|"
    r"no(?! (?:matter|problem|worries|need|idea|one|thanks|thank|more than|less than|longer|"
    r"actually|wait|sorry|rather|i mean|hang on|"
    r"make (?:it|that))\b)(?=\s+[^\s,]+)|"
    r"not(?! (?:only|just|necessarily|sure|bad|so much)\b)|"
    r"non(?=-)|(?:is|are|was|does|do|did|would|should|could|must|have|has|wo|ca)n'?t|cannot|isn't|aren't)\b"
)
_TURN = re.compile(
    r"[.;!?()]|\b(?:but|just|only|instead|keep|rather|though|although|however|because|prefer|preferably|please show|show me|"
    r"i want|i need|i'd like|i'll take|make it|under|below|over|above|between|around|up to|max|"
    r"what about|how about|is fine|is ok|maybe|then|with|for|in (?=size)|(?:size|uk|us|eu)(?= ?\d)|size(?= [xsml]+\b))\b"
)
_HELD = frozenset(("with", "for", "in", "size", "uk", "us", "eu"))
"""Words that turn, but not right behind the negation."""
_DENIAL = re.compile(
    r"^\s*(?:no|nope|nah)(?:,|\.|!|\s+(?:just|only|i|it|that|this|the|make|show|give|in|let|actually|not|don't|sorry)\b)"
)
_QUESTION = re.compile(
    r"^\W*(?:and |but |so )?(?:do|does|is|are|did|have|has|would|could|can|why)(?:n't|nt| not)\b(?= (?:you|"
    r"it|they|this|that|these|those|the|there))|\b(?:do|does|did|is|are|have) (?:you|it|they|"
    r"these|this|that) not\b|\bwhy not\b"
)
_AFTER = re.compile(
    r"^\s*(?:is|are|was)?\s*(?:out of the question|(?:is|are) (?:out|a no|not (?:ok|okay|good|"
    r"for me|my|an option|allowed|what i))|isn't (?:ok|my|for me)|aren't (?:ok|my|for me)|-?\s?free\b|"
    r"a no-?go)|^-free\b|^ free\b(?! (?:shipping|delivery|returns?))"
)
_DENIES = re.compile(r"(?:no|non|without)\b")
"""A value that says itself what is not there."""
_ANOTHER = re.compile(r"\band (?:also )?(?:an?|some)\s+(?:[a-z-]+\s+){0,2}$")
"""What stands before another type that is sought beside the one that was said."""
_LIST = re.compile(r"^\s*,\s*(?:nor\s+|or\s+|and\s+|no\s+)?(?:an?\s+)?$")


def denies(span: Span) -> bool:
    """Whether the values of a span say themselves what is not there: "no logo" is what is wanted of a plain cap."""
    return all(_DENIES.match(value) for value in span.values)


def within(lower: str, span: Span) -> bool:
    """Whether what is said of a span has the negation in it: "no logo", "without any print" for what is plain."""
    return denies(span) or _DENIES.match(lower, span.start) is not None


def without_its_no(lower: str, span: Span) -> bool:
    """Whether all that is said of a value that denies, "no logo", is "logo"."""
    said = set(lower[span.start : span.end].split())
    return denies(span) and all(said < set(value.split()) and not _DENIES.match(lower, span.start) for value in span.values)


def apply(lower: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, with those in the scope of a negation marked."""
    scopes = _scopes(lower, spans)
    out: list[Span] = []
    for span in spans:
        negated = any(start <= span.start < end for start, end in scopes)
        negated = negated or (_AFTER.match(lower[span.end :]) is not None and span.slot != "price")
        if not negated and without_its_no(lower, span):
            continue  # "with a logo" wants no "no logo"
        negated = negated and not within(lower, span)
        out.append(negate(span) if negated else span)
    return [replace(span, negated=span.negated and not only_its_look(lower, span, out)) for span in out]


def only_its_look(lower: str, span: Span, spans: Sequence[Span]) -> bool:
    """Whether a type stands right behind a look that is ruled out: "no red shoes" are shoes that are not red."""
    ruled_out = [one for one in spans if one.negated and one.slot != CATEGORY and one.end <= span.start]
    return span.slot == CATEGORY and any(not lower[one.end : span.start].strip(" -") for one in ruled_out)


def _scopes(lower: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    denied, asked = _DENIAL.match(lower), _QUESTION.search(lower)
    scopes: list[tuple[int, int]] = []
    for cue in _CUE.finditer(lower):
        if (denied and cue.start() < denied.end() and cue[0] == "no") or (asked and asked.start() <= cue.start() < asked.end()):
            continue
        if any(within(lower, span) and span.start <= cue.start() < span.end for span in spans):
            continue  # the "no" of "no logo" rules out no hoodie behind it
        scopes.append((cue.end(), _end(lower, cue, spans)))
    return scopes


def _end(lower: str, cue: re.Match[str], spans: Sequence[Span]) -> int:
    """Where the scope of this cue ends."""
    position = cue.end()
    turn = _turn(lower, cue, position)
    end = turn if turn is not None else len(lower)
    for span in spans:
        another = _ANOTHER.search(lower, position, span.start) if span.slot == CATEGORY and span.start >= position else None
        if another is not None:  # "a red dress without a pattern and a black handbag"
            end = min(end, another.start())
    comma = lower.find(",", position)
    while comma != -1 and comma < end:
        before = [s for s in spans if cue.end() <= s.start and s.end <= comma]
        after = next((s for s in spans if s.start > comma), None)
        goes_on = (
            bool(before)
            and after is not None
            and after.slot == before[-1].slot
            and bool(_LIST.match(lower[before[-1].end : after.start]))
            and bool(re.search(r"\b(?:or|nor|and)\b", lower[comma : after.end + 30]))
        )
        if not goes_on:
            return comma
        comma = lower.find(",", comma + 1)
    return end


def _turn(lower: str, cue: re.Match[str], position: int) -> int | None:
    for match in _TURN.finditer(lower, position):
        if match[0].strip() in _HELD and lower[position : match.start()].split() in ([], ["in"]):
            continue  # "not with a hood", "not for women", "not in size 9"
        if match[0] == "." and match.end() < len(lower) and lower[match.end()].isdigit():
            continue
        if match[0] in ("just", "only") and not lower[position : match.start()].strip():
            continue
        return match.start()
    return None
