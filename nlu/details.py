"""The small certain things of a message: e-mail, order number, quantity, command, sentiment, slots asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu import measures
from nlu.numbers import SMALL
from nlu.understanding import Command, Sentiment
from nlu.words import NEGATIVE, POSITIVE, SLOT_WORDS

Stretch = tuple[int, int]

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ORDER = re.compile(
    r"(?:\border|\bpurchase|\bparcel|\bpackage|\bdelivery)\s*(?:number|no\.?|nr\.?|id|code|reference)?\s*(?:is|"
    r"was|:|#)*\s*#?\s*(?P<a>[a-z]{0,4}-?\d{2,15})\b"
    r"|(?<![\w$£€])#\s?(?P<b>[a-z]{0,4}-?\d{3,15})\b|(?<![\w$£€.,])(?P<c>\d{6,12})(?![\w.,]\d|\w)"
)
_UNDO = re.compile(
    r"(?:please |can you |ok |no,? )*(?:undo(?: (?:that|it|this|the last (?:one|change|step)))?|"
    r"(?:scratch|scrap) (?:that|it|this)|forget (?:that|it)|go back(?: (?:a|one) step)?|(?:take|get) me back|"
    r"take a step back|cancel (?:that|"
    r"the)(?: last)?(?: change|"
    r" step)?|revert(?: that)?|step back|take that back|previous step)"
)
_OVER = re.compile(
    r"(?:ok |please |let'?s |can we |i want to |no,? )*(?:(?:start|begin)(?: all)? (?:over|again|"
    r"from scratch|afresh|anew)|reset(?: everything| the chat| search| the search)?|new search|"
    r"clear (?:everything|all|the search|my search)|from scratch|start a new search|begin a new search)(?: again)?"
)
_HELP = re.compile(
    r"(?:please |can you |could you )*(?:help(?: me)?(?: out)?(?: here)?|what (?:can|do) you do|"
    r"what can i (?:ask|say|do)(?: you)?(?: here)?|how (?:does|do) (?:this|i|it) (?:work|use (?:this|"
    r"it)(?: chat)?)|show me what you can do|how do i use this(?: chat)?|commands|options|menu|"
    r"i need (?:some )?help)"
)
_RECAP = re.compile(
    r"(?:please |can you |could you |ok |so |and )*(?:(?:recap|summari[sz]e|sum up|repeat)(?: (?:it|this|that|everything|"
    r"what (?:i|we)(?:'ve| have)? (?:asked(?: for)?|said|told you|want(?:ed)?|got)|my (?:search|wishes|choices)))?(?: so far)?|"
    r"what (?:did|have) i (?:ask(?:ed)?(?: you)? for|sa(?:y|id)|told you|tell you|chosen|choose)(?: so far)?|"
    r"what (?:am i|are we|are you) (?:looking|searching) for(?: right(?: now)?| again| at the moment)?|"
    r"where (?:are|were) we(?: again)?|what (?:have|do) we (?:got|have) so far|what'?s my search)"
)
_NUMERAL = "|".join([*(w for w in SMALL if w not in ("zero", "couple", "dozen")), r"\d{1,3}"])
_NOT_COUNTED = (
    r"(?!\s*(?:stars?|%|inch|cm|mm|years?|dollars?|bucks|euros?|pounds?|weeks?|days?|\.\d|-|"
    r"st\b|nd\b|rd\b|th\b|hundred|thousand|people|percent|piece|pack))"
)
_QUANTITIES = tuple(
    re.compile(p)
    for p in (
        rf"\b(?:quantity|qty|amount|number)(?: of [\w ]{{1,20}})?\s*(?:to|is|:|=|of)?\s*(?P<n>{_NUMERAL})\b",
        rf"\bmake (?:it|that|them|those)\s+(?P<n>{_NUMERAL})\b{_NOT_COUNTED}(?!\s+(?:size|larger|smaller))",
        rf"\b(?P<n>{_NUMERAL})\s*x\b(?!\s*\d)|\bx\s?(?P<m>\d{{1,2}})\b",
        rf"(?<!\bfirst )(?<!\blast )(?<!\bthe )\b(?P<n>{_NUMERAL}|a couple)\s+(?:of|pairs? of|more)\b(?! the (?:two|three))",
        (
            r"\b(?:add|take|buy|get|get me|grab|order|want|need|have|purchase|gimme|give me|just|only|"
            rf"actually|another)\s+(?:only\s+|just\s+|me\s+)?(?P<n>{_NUMERAL})\b{_NOT_COUNTED}(?! of the (?:first|"
            r"second|third))(?!\s+(?:first|second|third|please show))"
        ),
        rf"^\W*(?:(?:i said|no|sorry|yes|ok)[ ,]+)?(?P<n>{_NUMERAL})\s*(?:please|pairs?)?[\s.!]*$",
        rf"\b(?P<n>{_NUMERAL})\s+(?:pairs?|pieces|units|copies|in total)\b",
        rf"\bsets? of (?P<n>{_NUMERAL})\b",
        r"\b(?P<n>a couple|a dozen)\b",
    )
)
_ASK_PRICE = re.compile(
    r"\bhow much (?:is|are|does|do|would|for)\b(?!.{1,40}\b(?:weigh|hold|fit|shipping|delivery|postage|return|cart|basket|"
    r"total|discount)\b)|"
    r"^\W*(?:and )?(?:the |its |it'?s )?(?:price|cost|how much)\W*$|\bprice of\b|\bwhat(?:'s| is| does)\b[^.?]*\b(?:price|"
    r"cost)\b|\bhow (?:expensive|pricey)\b"
)
_ASKED: tuple[tuple[str, str], ...] = (
    (
        "material",
        (
            r"\bmade (?:of|from|out of)\b|\bwhat (?:kind of |sort of )?(?:material|fabric)|\bfabric (?:is|"
            r"does)\b|\bmaterials? (?:is|are|of)\b"
        ),
    ),
    ("brand", r"\bwho makes\b|\bwhat brand\b|\bwhich brand\b|\bbrand (?:is|of)\b"),
    ("color", r"\b(?:what|which|any|in) (?:other )?colou?rs?\b"),
    (
        "size",
        r"\b(?:what|which|any|other|bigger|smaller) (?:other )?sizes?\b(?! (?:should|do i|for|am i|fits|is it|is this|of it))",
    ),
    (
        "rating",
        r"\bwhat(?:'s| is| are)? (?:the|its) ratings?\b|\bhow (?:is it|are they) rated\b|\bhow many stars\b|"
        r"\bwhich\b[^.?!]{0,30}\b(?:(?:better|best|most|higher|highest|nicer) (?:reviews?|ratings?|rated|reviewed))\b",
    ),
    (
        "price",
        r"\bwhich\b[^.?!]{0,30}\b(?:cheaper|cheapest|pricier|priciest|dearer|dearest|costs? (?:more|less|most|least)|"
        r"(?:more|most|less|least) expensive)\b",
    ),
)
_WORD = re.compile(r"[\w'-]+")


def email(lower: str, text: str) -> tuple[str, Stretch] | None:
    match = _EMAIL.search(lower)
    return (text[match.start() : match.end()].rstrip("."), match.span()) if match else None


def order_id(lower: str, text: str, taken: Sequence[Stretch], *, tracking: bool) -> tuple[str, Stretch] | None:
    """An order's number. `tracking`: the talk is of an order, so a bare number is one."""
    for match in _ORDER.finditer(lower):
        group = next(g for g in ("a", "b", "c") if match[g])
        if not any(match.start(group) < end and start < match.end(group) for start, end in taken):
            return text[match.start(group) : match.end(group)], match.span(group)
    bare = (
        re.fullmatch(
            r"\W*(?:(?:it'?s|it is|number|my number is|ok(?:ay)?|and|so|then|what about|how about|try|"
            r"check) )*(?P<a>[a-z]{0,4}-?\d{2,15})\W*",
            lower,
        )
        if tracking
        else None
    )
    return (text[bare.start("a") : bare.end("a")], bare.span("a")) if bare else None


def command(lower: str) -> Command | None:
    """Words for the conversation itself, where they are all that is said."""
    said = re.sub(r"(?:\s+(?:please|thanks|now|then))+$", "", lower.strip(" .!?,"))
    for name, pattern in (("undo", _UNDO), ("start_over", _OVER), ("help", _HELP), ("recap", _RECAP)):
        if pattern.fullmatch(said):
            return name  # type: ignore[return-value]
    if re.search(r"\blet'?s start (?:over|again)\b|\bstart over\b|\bstart from scratch\b", said):
        return "start_over"
    return None


def quantity(lower: str, taken: Sequence[Stretch]) -> int | None:
    """How many pieces; numbers in `taken` (prices, sizes, places) are not counted."""
    for pattern in _QUANTITIES:
        for match in pattern.finditer(lower):
            group = "m" if match.groupdict().get("m") else "n"
            if any(match.start(group) < end and start < match.end(group) for start, end in taken):
                continue
            word = match[group].removeprefix("a ")
            number = int(word) if word.isdigit() else SMALL.get(word)
            if number is not None and 0 <= number < 1000:
                return number
    return None


def sentiment(lower: str) -> Sentiment | None:
    """Whether a judgement is a good or a bad one; None where no word says."""
    words = _WORD.findall(lower)
    score = 0
    for index, word in enumerate(words):
        worth = (word in POSITIVE) - (word in NEGATIVE)
        before = words[max(0, index - 4) : index]
        if len(before) > 1 and index - len(before) == 0 and before[0] in ("no", "nope", "nah") and "i" in before:
            before = before[before.index("i") :]  # "no, I like it": the no is of what was said before
        turned = any(w in ("not", "no", "never", "none", "neither") or w.endswith("n't") for w in before)
        score += -worth if turned else worth
    if re.search(r"\b(?:too|not (?:my|a fan|keen|into|for me|convinced)|can'?t stand|none of|so so|don'?t like)\b", lower):
        score -= 2
    if re.search(r"\b(?:exactly what|had in mind|my favou?rite|i'm more of)\b", lower):
        score += 2
    return "positive" if score > 0 else "negative" if score < 0 else None


def asked_slots(lower: str, slots: Sequence[str]) -> tuple[str, ...]:
    """Slots whose value is asked for ("what's it made of")."""
    measured = measures.asked(lower, slots)
    found = [slot for slot, pattern in _ASKED if re.search(pattern, lower)]
    found += [slot for names, _ in measured for slot in names]
    lower = blanked(lower, [place for _, place in measured])
    if _ASK_PRICE.search(lower):
        found.append("price")
    names = {
        **{s.replace("_", " "): s for s in slots if s != "category"},
        **{k: v for k, v in SLOT_WORDS.items() if v != "category"},
    }
    pattern = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    if bare := re.fullmatch(rf"\W*(?:and )?(?:the |its )?(?P<n>{pattern})\W*", lower):
        found.append(names[bare["n"]])
    for match in re.finditer(rf"\b(?:what(?:'?s| is| are)?|which|tell me|know)\b[^.?!]{{0,12}}?\b(?P<n>{pattern})\b", lower):
        found.append(names[match["n"]])
    return tuple(dict.fromkeys(found))


def blanked(lower: str, places: Sequence[Stretch]) -> str:
    """The same letters with these stretches blanked out."""
    letters = list(lower)
    for start, end in places:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
