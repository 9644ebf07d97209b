"""How surely a stretch of a message points at a product: "the second one" does, "footstools" may as well be sought.

Grade 3: no other reading. Grade 2: a type or name with an article, or a name of its own. Grade 1: a bare type.
Grade 0: it does not point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from nlu.items import BEFORE, MIDDLE, ORD, Item
from nlu.message import Message
from nlu.table import Table
from nlu.words import STOP


@dataclass(frozen=True, slots=True)
class Mention:
    """What a stretch says of the products it points at. `grade` 3: no other reading ("the second one"); 2: a type or name with
    an article; 1: a bare type or name, that may as well be sought.
    """

    start: int
    end: int
    grade: int = 0
    place: int | None = None
    extreme: str = ""
    words: tuple[str, ...] = ()
    strange: bool = False
    """A value is said that no card has."""
    count: int | None = None
    together: Literal["", "both", "all"] = ""
    other: bool = False
    price: Decimal | None = None
    rating: Decimal | None = None
    limit: tuple[str, Decimal] | None = None
    plural: bool = False
    determined: bool = False
    anchored: bool = False
    maker: tuple[str, ...] = ()
    """What comes after "from": it may be said of the mention before too."""
    minus: tuple[Mention, ...] = field(default=())
    own: bool = False
    """ "My hat": in the cart, or not the shop's at all."""
    negated: bool = False

    @property
    def says(self) -> bool:
        """Whether it says anything by which a product is told."""
        return bool(
            self.place is not None or self.extreme or self.words or self.strange or self.other or self.together
            or self.price is not None or self.rating is not None or self.limit or (self.count and self.determined)
        )  # fmt: skip

    def several(self, lower: str) -> bool:
        """Whether the last word is a plural: "the pearls", "the blues"."""
        return lower[self.start : self.end].endswith("s")


NO_PLACE = re.compile(
    r"\s+(?:time|order|purchase|of all|thing (?:i|you|we)|step|place|lot|bunch|batch|page|name|night|week|year|"
    r"month|season|hand|updated|results?|search|"
    r"message|minute|day|(?:one|ones)\s+(?:again|you)|of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|on top)\b"
)

_DATED = re.compile(r"\b(?:by|on|before|until|till|since|after|from|for)\s+(?:the\s+)?$")
_DATED_IN_WORDS = re.compile(
    r"\b(?:by|before|until|till|since|(?:due|arrives?|arriving|delivered|birthday|wedding|party|is|"
    r"leav(?:e|ing)|flight|turns \d+) on)\s+$"
)

SORTING = re.compile(
    r"\s*(?:first|to (?:the )?(?:dear|cheap|most|least|high|low|pric|expensive)\w*|on top|at the top|"
    r"up top|order)\b(?!\s+(?:one|the|my|our|cart|bag|basket)\b)"
)

_SORTED = re.compile(
    r"\b(?:cheapest|newest|latest|recent|rated|expensive|price|popular|best|lowest|highest|ones|those|sellers|high|low|at|my|your)\s*$"
)

SEEKS = re.compile(
    r"\b(?:show me|show us|find(?: me| us)?|see|looking(?: at)? for|look for|search(?:ing)? for|need|needs|wants?|after|"
    r"(?:do|have|d')(?: you| ye)? (?:have|got|sell|stock|do)|got|browse|sell|stock|carry|more|new|which|what|whose|"
    r"only|just|no|not|"
    r"nothing(?: in)?|without|in|said|into|for|about|than|your|i'm|i am|is|are|be|made of)\s+(?:me\s+)?$"
)
"""What before a type or a name without an article tells that it is sought, or what something is made of; it points at nothing."""

_WITHOUT = re.compile(r"\bwithout\s+$|^\W*(?:(?:and|but|ok(?:ay)?|only|just|ones)\W+)*with\s+$")

AFTER_PART = STOP | frozenset((
    "please", "pls", "plz", "again", "too", "also", "now", "then", "instead", "versus", "vs", "still", "already",
    "ever", "really", "be", "is", "isn't", "isnt", "was", "looks", "look", "seem", "seems", "feels", "sits", "sit",
    "fit", "fits", "runs", "run", "comes", "come", "came", "costs", "cost", "goes", "gives", "give", "gave", "works",
    "needs", "takes", "stretch", "wash", "shrink", "though", "that's", "it's", "add", "suit", "suits", "straight",
    "right", "tbh", "lol", "thanks", "cheers", "okay", "because", "but", "against", "side", "beside", "between",
    "into", "onto", "from", "nicely", "removable", "back", "weigh", "hold", "weighs", "holds", "last", "lasts", "got",
    "might", "must", "may", "hurts", "hurt", "arrived", "arrive", "ship", "ships", "sounds", "sound", "fall", "falls",
    "keep", "keeps", "makes", "make",
))  # fmt: skip
"""What may come after a product without making it a part of something: verbs, adverbs, small words."""

_NO_SUCH = frozenset((
    "same", "right", "wrong", "only", "best", "better", "new", "newest", "next", "previous", "nice", "nicest", "good",
    "whole", "big", "small", "more", "most", "less", "big", "bigger",
))  # fmt: skip


def grade(message: Message, parts: Sequence[Item], start: int, after: int, one: Mention, table: Table) -> int:
    """How surely a stretch points; 0 where it does not."""
    lower = message.lower
    before, first = lower[: one.start], parts[start]
    following = parts[after] if after < len(parts) else None
    if first.kind == "indefinite" and not one.other:
        return 1 if one.words and not one.anchored and re.search(r"\bwhy\b", before) else 0
    if one.own:
        return 2 if one.words else 0
    if one.together == "all":
        if one.minus or one.count:
            return 3
        if first.text in ("everything", "everyone", "every") and not one.minus:
            return 3 if following is None and re.search(r"\b(?:add|take|buy)\s+$", before) else 0
        if first.text == "each":
            return 3 if re.search(r"\bof\s+$", before) else 0
        those = re.search(r"\b(?:these|those|them|they)(?: ones)?$", lower[one.start : one.end])
        if those and (following is None or following.kind not in ("rest", "strange")):
            return 3
        if one.words:
            return 0 if SEEKS.search(before) or not one.determined else 3
        alone = following is None or following.kind == "mark"
        return 3 if alone and not one.determined and re.search(r"\b(?:add|compare|take|buy)\s+$", before) else 0
    if one.together == "both":
        thing = following is not None and not (one.words or one.anchored) and _a_thing(following)
        return 0 if thing else 3
    if one.place is not None and not one.words and not one.extreme:
        return _graded_place(lower, parts, start, after, one)
    if one.price is not None or one.rating is not None or one.limit:
        if one.anchored:
            return 3 if re.search(r"\b(?:one|pair)\b", lower[one.start : one.end]) else 2
        return 2 if one.determined and (following is None or following.kind not in ("rest", "strange", "number", "count")) else 0
    if one.extreme and (SORTING.match(lower, one.end) or (one.determined and parts[start].text in ("this", "that"))):
        return 0
    if one.extreme and one.place is not None and not one.words:
        return 3
    if one.extreme and not one.words and not one.strange:
        joined = _two_extremes(parts, start, after)
        seeks = (
            re.search(r"\b(?:show me|find me|find|show|what's|what is|whats|start with|begin with|by)\s+$", before)
            and not one.anchored
        )
        whichever = re.search(r"\bwhichever(?:'s| is)\s+$", before)
        if one.determined:
            return 0 if seeks else 3
        if not before.strip() and following is not None and following.text == ",":
            return 1  # "highest rated, add it"
        return 3 if (one.anchored and not one.plural) or joined or whichever or one.count else 0
    if one.extreme and not one.determined:
        if one.anchored:
            return 0 if one.plural else 3
        sole = lower[: one.end].endswith("s") or "est " not in lower[one.start : one.end]  # "cheaper headphones" are looked for
        return 0 if (sole and table.types(one.words)) or SEEKS.search(before) else 1
    if one.extreme:
        sought = re.search(r"\b(?:show me|find(?: me)?|show|what's|what is|want|need|have|looking for)\s+$", before)
        return 0 if sought and not one.anchored else 3 if one.anchored else 2
    if one.other:
        several = one.anchored and re.search(r"\b(?:ones|things|items|products|options)$", lower[one.start : one.end])
        thing = following is not None and not one.anchored and not one.words and _a_thing(following)
        return 3 if one.determined and not thing and not (several and not one.words) else 0
    if one.count and one.determined:
        thing = following is not None and not one.anchored and not one.words and _a_thing(following)
        return 0 if thing else 3
    if one.strange and not one.words:
        named = re.search(r"\b(?:one|pair)$", lower[one.start : one.end])
        return 3 if named and one.determined and not one.plural and not _some_one(lower, one) else 0
    if one.anchored:
        if one.determined:
            return 3
        if re.search(r"\b(?:in|any|more|new|only|no|need|want|like an?|looking for|show me)\s+$", before):
            return 0
        return 1 if one.plural else 3
    if one.determined:
        if _WITHOUT.search(before) and table.only_looks(one.words):
            return 0  # "without the hood", of all that is searched
        plural = lower[one.start : one.end].endswith("s")
        if (
            table.only_looks(one.words)
            and not plural
            and following is not None
            and following.kind in ("rest", "strange")
            and following.text not in AFTER_PART
        ):
            return 0  # "the leather sole" is a part
        return 2
    if (
        table.only_looks(one.words)
        and (table.common(one.words) or not table.entitles(one.words))
        and not (table.entitles(one.words) and re.search(r"\b(?:size|add|buy|compare)\s+$", before))
    ):
        return 0
    if SEEKS.search(before) and not re.search(r"\bsize\s+$", before):
        return 0
    return 2 if table.names(one.words) else 1


def _two_extremes(parts: Sequence[Item], start: int, after: int) -> bool:
    """Whether an end of a scale stands beside another: "cheapest versus dearest"."""
    ahead = (
        after + 1 < len(parts) and parts[after].kind == "and" and any(p.kind == "extreme" for p in parts[after + 1 : after + 3])
    )
    back = start > 1 and parts[start - 1].kind == "and" and parts[start - 2].kind == "extreme"
    return ahead or back


def _graded_place(lower: str, parts: Sequence[Item], start: int, after: int, one: Mention) -> int:
    before, after_it = lower[: one.start], lower[one.end :]
    following = parts[after] if after < len(parts) else None
    text = parts[start].text
    if one.place in (MIDDLE, BEFORE) or "top" in lower[one.start : one.end]:
        return 3 if one.anchored or (one.count and one.place == 0) else 0
    numeric = re.search(r"\d(?:st|nd|rd|th)\b", lower[one.start : one.end])
    if not one.anchored and not one.count and (_DATED if numeric else _DATED_IN_WORDS).search(before):
        return 0
    asked = re.search(r"\b(?:is|are|was|were|does|do|did|will|would|can|could|has|have)\s+$", before)
    if not (one.anchored or one.count or asked) and following is not None and _a_thing(following):
        return 2 if one.determined else 0  # "the third floor"
    if one.determined or one.anchored or one.count:
        return 3 if one.determined or not _SORTED.search(before) else 0
    if "from the" in text or "on the" in text or "number" in text or "#" in text or re.match(r"(?:no|nr|option|item)\b", text):
        return 3
    if _SORTED.search(before):
        return 0
    if re.search(r"last|penultimate", lower[one.start : one.end]) and one.place is not None and one.place < -1:
        return 3  # "second last"
    opens = not before.strip() or re.search(
        r"[.,;!?]\s*$|\b(?:and|or|vs|versus|compare|add|buy|take|get|okay|ok|no|put|between|with)\s+$", before
    )
    row = (
        start > 1
        and parts[start - 1].kind in ("and", "mark")
        and any(p.kind == "place" for p in parts[max(0, start - 3) : start - 1])
    )
    if row:
        return 3  # "the first and last"
    joined = re.match(
        r"\W*$|\s*(?:and|or|vs|versus|&)\b|\s*,\s*(?:the )?(?:" + ORD + r"|last|and)\b|\s+(?:please|pls|in|too)\b|[.?!]",
        after_it,
    )
    return 3 if opens and (joined or (following is not None and following.kind == "and")) else 0


def _a_thing(following: Item) -> bool:
    """Whether a place is said of something else: "the last filter", "the first president"; verbs and adverbs are none."""
    word = following.text
    return following.kind == "rest" and word not in AFTER_PART and not word.endswith(("s", "ed", "ly", "ing", "n't"))


def _some_one(lower: str, one: Mention) -> bool:
    """Whether "the nice one" says nothing by which a product is told."""
    said = re.findall(r"[a-z'-]+", lower[one.start : one.end])
    word = said[1] if len(said) > 2 else ""
    told = re.match(r"\s+(?:is|that|which|i)\b", lower[one.end :])
    return word in _NO_SUCH or word.endswith(("er", "est")) or len(word) < 3 or bool(told)
