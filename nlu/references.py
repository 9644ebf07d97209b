"""Products pointed at: by place ("the second one"), by looks ("the blue one"), by name, or by "it".

Resolved against what is on the table, what was talked about, and the cart. Two that fit equally give no product but candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.folding import fold_words
from nlu.message import Message
from nlu.spans import Span
from nlu.understanding import Context, Reference, ShownProduct
from nlu.words import CATEGORY, GENDER, STOP

_NTH = "first|1st second|2nd third|3rd fourth|4th fifth|5th sixth|6th seventh|7th eighth|8th ninth|9th tenth|10th eleventh|11th"
_ORDINALS = {word: number for number, words in enumerate(_NTH.split(), 1) for word in words.split("|")}
_CARDINALS = {w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight"], 1)}
_ORD = "|".join([*_ORDINALS, "last"])
_COUNT = r"two|three|four|couple(?: of)?|[2-4]"
_PLACE = re.compile(
    rf"\b(?:(?:the|that|this|your|my)\s+)?(?:very\s+)?(?P<o>{_ORD})\b(?!\s+(?:time|order|purchase|"
    r"of all|thing|step|name|night|week|year|month|season|hand|updated|(?:one|ones)\s+again))"
    rf"(?:\s+(?P<n>{_COUNT})\b)?(?:\s+(?:ones?|pair|items?|products?|options?|results?|of (?:them|these|those))\b)?"
)
_NUMBER = re.compile(r"\b(?:number|no\.?|nr\.?|option|item|#)\s*(?P<n>[1-9]|1[0-2]|one|two|three|four|five)\b(?!\s*(?:stars?|%))")
_BETWEEN = re.compile(
    r"\bbetween (?P<a>one|two|three|four|[1-8]) and (?P<b>one|two|three|four|five|[1-8])\b(?!\s*(?:dollars|bucks))"
)
_SORTED = re.compile(
    r"\b(?:cheapest|newest|latest|rated|expensive|price|popular|best|lowest|highest|ones|those|sellers|high|low|at|my|your)\s*$"
)
_BOTH = re.compile(r"\b(?:both(?: of (?:them|these|those))?|(?:these|those|the) two|the pair of them)\b")
_ALL = re.compile(r"\b(?:all (?:of )?(?:them|these|those|three|four)|them all)\b")
_OTHER = re.compile(r"\b(?:the|that) other (?:one|pair)\b")
_PREVIOUS = re.compile(r"\bthe previous one\b")
_EXTREME = re.compile(
    r"\bthe (?P<w>cheap(?:er|est)|less expensive|least expensive|more affordable|most affordable|"
    r"(?:more|most) expensive|pricier|priciest|dearer|(?:better|best|higher|highest|top)[ -]rated)"
    r"(?:\s+(?:one|pair|item|product)\b|(?=\s*(?:$|[.?!,]|of\b|please|and|in\b|to\b)))"
)
_WHICH = re.compile(
    r"\bwhich\b(?: one)?(?: of (?:them|these|those|the two|the three))?\b(?! (?:sizes?|colou?rs?|fits?|materials?)\b)"
)
_SOME_ONE = re.compile(
    r"\bthe (?!other|same|right|wrong|only|best|better|new|newest|next|previous|nice|nicest|good|whole|big|small|ones?|more|"
    r"most|less)"
    r"[a-z-]{3,}(?<!er)(?<!est) (?:one|pair)\b(?! (?:is|that|which|i)\b)"
)
_SUPERLATIVE = re.compile(r"\b(?:cheapest|dearest|priciest|newest|latest|best|most|least|lowest|highest|\w+est)\b")
_OF_TWO = re.compile(r"\b(?:both|the (?:\w+er|better \w+|more \w+|other) (?:one|pair)|which one)\b")
_THIS = re.compile(r"\b(?:(?:this|that)(?: (?:one|pair|item|product))?|it|its|one of those|the one)\b(?!'ll)")
_NOT_IT = re.compile(
    r"\b(?:make it|do it|got it|that is|it is|is it any|that's (?:it|all|right|fine|good|not it|"
    r"everything|what)|that (?:is|would|works|sounds|will|fits|goes|matches|has|have|are|look|"
    r"i|is)|"
    r"like that|this (?:week|month|season|year|is|shop|store|site|app|chat|bot|work)|keep it|"
    r"it(?:'s| is| was) (?:for|my|ok|fine|too|a gift|raining|cold|doesn)|it (?:doesn'?t|does not) matter|"
    r"it should|it has to|it needs?|it must|so that)\b"
)
_JOINTS = ("in", "with", "for", "under", "from", "without", "by", "of")
_SEEKS = re.compile(r"\b(?:show|find|see|list|browse)\b(?!.*\b(?:match|go(?:es)? with|wear with|cart|basket)\b)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference with its place in the message; `strong` where no other reading is likely ("the second one")."""

    start: int
    end: int
    reference: Reference
    strong: bool = True


def places(lower: str, text: str, context: Context) -> list[Pointer]:
    """References by place, extreme and number of products: what needs no values."""
    shown, pool, found = context.shown, compared(context), list[Pointer]()

    def add(match: re.Match[str], ids: Sequence[str | None], candidates: tuple[str, ...] = ()) -> None:
        if all(match.end() <= p.start or match.start() >= p.end for p in found):
            said = text[match.start() : match.end()].strip()
            found.extend(Pointer(match.start(), match.end(), Reference(said, one, () if one else candidates)) for one in ids)

    for match in _BETWEEN.finditer(lower):
        if shown:
            add(match, [_place(_numeral(match[g]), shown) for g in ("a", "b")])
    for match in _EXTREME.finditer(lower):
        best = _extremes(match["w"], pool or shown or context.cart)
        add(match, [best[0] if len(best) == 1 else None], tuple(best))
    for match in _PLACE.finditer(lower):
        if _SORTED.search(lower[: match.start()]) and not re.match(r"the|that|this", match[0]):
            continue
        count = _numeral(match["n"].split()[0]) if match["n"] else 1
        if match["o"] == "last":
            ids: list[str | None] = [p.id for p in shown[-count:]] or [None]
        elif count > 1:
            ids = [p.id for p in shown[_ORDINALS[match["o"]] - 1 :][:count]] or [None]
        else:
            ids = [_place(_ORDINALS[match["o"]], shown)]
        add(match, ids)
    for match in _NUMBER.finditer(lower):
        add(match, [_place(_numeral(match["n"]), shown)])
    for match in _BOTH.finditer(lower):
        pair = [p.id for p in pool or shown] if len(pool or shown) == 2 else list(context.focus[:2])
        enough = len(pair) == 2 and len({*pair, *(p.id for p in shown)}) > 1
        add(match, pair if enough else [None], tuple(p.id for p in shown) if len(shown) > 1 else ())
    for match in _WHICH.finditer(lower) if pool else ():
        add(match, [p.id for p in pool])
    for match in _ALL.finditer(lower):
        add(match, [p.id for p in pool or shown] or [None])
    for match in _OTHER.finditer(lower):
        others = [p.id for p in pool or shown if p.id not in context.focus[:1]] if context.focus else []
        add(match, [others[0] if len(others) == 1 else None], tuple(others or (p.id for p in shown)))
    for match in _PREVIOUS.finditer(lower):
        add(match, [context.focus[1] if len(context.focus) > 1 else None], tuple(p.id for p in shown))
    return sorted(found, key=lambda p: p.start)


def described(lower: str, text: str, spans: Sequence[Span], context: Context, *, cart_first: bool) -> list[Pointer]:
    """ "The blue one", "the hat", "the nike": values behind a determiner, held against the products at hand."""
    found: list[Pointer] = []
    used: set[int] = set()
    for number, span in enumerate(spans):
        if number in used or span.negated or span.slot == GENDER:
            continue
        group = [span]
        for other in spans[number + 1 :]:
            if group[-1].slot == CATEGORY or lower[group[-1].end : other.start].strip(" -") or other.slot == "size":
                break
            group.append(other)
        before = re.search(r"\b(the|this|that|these|those|my)\s+(?:([a-z'-]+)\s)?\s*$", lower[: span.start])
        after = re.match(r"\s+(?:ones?|pair|version)\b", lower[group[-1].end :])
        if group[0].slot == "size" and not after:
            continue
        if before and not after and _SUPERLATIVE.search(before[0]):
            continue  # "the cheapest watch" is looked for
        if not before or re.match(
            r"\s+(?:colou?rs?|sizes?|filters?|brands?|section|department|range|aisle|stuff|family|materials?)\b",
            lower[group[-1].end :],
        ):
            continue
        if before[2] in _JOINTS:
            continue  # "those in beige" seeks others, it points at none
        plural = bool(after and after[0].strip() == "ones")
        strong = bool(after) or group[-1].slot == CATEGORY or before[1] != "the"
        pool = _cart_or_table(context, cart_first)
        fits = [p.id for p in pool if all(_has(p, one) for one in group)]
        fits = list(dict.fromkeys(fits))
        if not fits and not (strong and not plural):
            continue
        if (
            before[1] == "the"
            and not after
            and len(fits) != 1
            and lower[span.start : group[-1].end].endswith("s")
            and _SEEKS.search(lower)
        ):
            continue  # "show me the jackets" looks for jackets
        if len(fits) > 1 and group[-1].slot == CATEGORY and len(group) == 1 and context.focus and context.focus[0] in fits:
            fits = [context.focus[0]]
        end = group[-1].end + (after.end() if after else 0)
        used.update(range(number, number + len(group)))
        said = text[before.start() : end].strip()
        if plural and len(fits) > 1:
            found.extend(Pointer(before.start(), end, Reference(said, one), strong) for one in fits)
        else:
            one = fits[0] if len(fits) == 1 else None
            found.append(Pointer(before.start(), end, Reference(said, one, () if one else tuple(fits)), strong))
    return found


def unknown(lower: str, text: str) -> list[Pointer]:
    """ "The cork one", where nothing at hand, nor in the store, is called so: a product all the same, and none that is known."""
    return [Pointer(*m.span(), Reference(text[m.start() : m.end()], None)) for m in _SOME_ONE.finditer(lower)]


def named(lower: str, text: str, context: Context, values: Sequence[Span]) -> list[Pointer]:
    """Products called by their title, or by a part that only one (or a few) of those at hand have."""
    pool = list({p.id: p for p in (*context.shown, *context.cart, *context.named)}.values())
    if not pool:
        return []
    titles = {p.id: fold_words(p.title) for p in pool}
    brands = {w for p in pool for b in p.attributes.get("brand", ()) for w in fold_words(b)}
    words = [(m.start(), m.end(), fold_words(m[0])) for m in re.finditer(r"[\w'-]+", lower)]
    found: list[Pointer] = []
    place = 0
    while place < len(words):
        start, end, _ = words[place]
        length, ids = _run(words, place, titles)
        stretch = words[place : place + length]
        own = [
            w for s, e, f in stretch for w in f
            if len(w) > 2 and w not in STOP and w not in brands and not any(v.start < e and s < v.end for v in values)
        ]  # fmt: skip
        whole = any(sum(len(f) for _, _, f in stretch) >= max(2, len(titles[i])) for i in ids)
        if not ids or not (own or whole) or (len(ids) == len(pool) > 2):
            place += 1
            continue
        start, end = stretch[0][0], stretch[-1][1]
        one = ids[0] if len(ids) == 1 else None
        found.append(Pointer(start, end, Reference(text[start:end], one, () if one else tuple(ids))))
        place += length
    return found


def titles(lower: str, context: Context) -> list[tuple[int, int]]:
    """Where a product at hand is called by its whole title, of two words or more."""
    words = [(m.start(), m.end(), fold_words(m[0])) for m in re.finditer(r"[\w'-]+", lower)]
    flat = [(start, end, fold) for start, end, folds in words for fold in folds]
    found = []
    for product in (*context.shown, *context.cart, *context.named):
        title = fold_words(product.title)
        for at in range(len(flat) - len(title) + 1 if len(title) > 1 else 0):
            if tuple(fold for _, _, fold in flat[at : at + len(title)]) == title:
                found.append((flat[at][0], flat[at + len(title) - 1][1]))
    return found


def pronouns(lower: str, text: str, context: Context) -> list[Pointer]:
    """ "It", "this one": what was talked about last, or the only product on the table."""
    blocked = [m.span() for m in _NOT_IT.finditer(lower)]
    for match in _THIS.finditer(lower):
        if any(start <= match.start() < end for start, end in blocked):
            continue
        shown = [p.id for p in context.shown]
        one = context.focus[0] if context.focus else (shown[0] if len(shown) == 1 else None)
        if one is None and not shown:
            return []
        return [
            Pointer(
                match.start(), match.end(), Reference(text[match.start() : match.end()], one, () if one else tuple(shown)), False
            )
        ]
    return []


def _run(
    words: Sequence[tuple[int, int, tuple[str, ...]]], place: int, titles: dict[str, tuple[str, ...]]
) -> tuple[int, list[str]]:
    """The longest stretch of words from `place` that stands in titles as it is, and whose titles."""
    length, best = 0, list[str]()
    said: tuple[str, ...] = ()
    for width in range(1, min(10, len(words) - place) + 1):
        said = (*said, *words[place + width - 1][2])
        ids = [i for i, title in titles.items() if said and _within(said, title)]
        if not ids:
            break
        length, best = width, ids
    return length, best


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def _has(product: ShownProduct, span: Span) -> bool:
    values = product.attributes.get(span.slot, ())
    if any(v in values for v in span.values):
        return True
    title = fold_words(product.title)
    return any(_within(fold_words(v), title) for v in span.values)


def everyone(message: Message, context: Context) -> list[Pointer]:
    """All on the table, where it is asked which of them is something."""
    match = re.search(r"\b(?:which|what)\b", message.lower)
    if match is None or len(context.shown) < 2:
        return []
    said = message.said(*match.span())
    return [Pointer(*match.span(), Reference(said, product.id)) for product in context.shown]


def compared(context: Context) -> tuple[ShownProduct, ...]:
    """The products that were just compared, or spoken of as a pair since; none where the talk is of others."""
    of_both = context.action in ("detail", "reviews", "availability", "visual_detail", "size_advice") and _OF_TWO.search(
        (context.user or "").lower()
    )
    if len(context.focus) < 2 or not (context.action == "compare" or of_both):
        return ()
    at_hand = {p.id: p for p in (*context.cart, *context.named, *context.shown)}
    several = re.search(r"\b(?:(three|3)|(four|4|all|them|these|those|everything))\b", context.user or "")
    count = 2 if several is None else 3 if several[1] else 4
    found = [at_hand[i] for i in context.focus[:count] if i in at_hand]
    return tuple(found) if len(found) > 1 else ()


def _cart_or_table(context: Context, cart_first: bool) -> tuple[ShownProduct, ...]:
    if cart_first and context.cart:
        return context.cart
    return compared(context) or context.shown or context.cart


def _place(number: int, shown: Sequence[ShownProduct]) -> str | None:
    return shown[number - 1].id if 0 < number <= len(shown) else None


def _numeral(word: str) -> int:
    return int(word) if word.isdigit() else _CARDINALS.get(word, 2)


def _extremes(word: str, pool: Sequence[ShownProduct]) -> list[str]:
    """The product or products at the end of the scale that `word` names."""
    if "rated" in word:
        rated = [p for p in pool if p.rating is not None]
        best = max((p.rating or 0 for p in rated), default=0)
        return [p.id for p in rated if p.rating == best]
    prices: list[Decimal] = [p.price for p in pool]
    if not prices:
        return []
    dear = word.startswith(("more exp", "most exp", "pric", "dear"))
    wanted = max(prices) if dear else min(prices)
    return [p.id for p in pool if p.price == wanted]
