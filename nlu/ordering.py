"""The order that products are asked for in: "cheapest first", "sort by rating", "price, high to low".

An order is said by a key and a verb ("rank by stars"), as two ends ("from cheap to dear"), as an extreme to lead ("newest
on top"), or by a bare superlative ("cheapest tent"). The last may also only point ("the cheapest one, is it heavy?").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from nlu.understanding import Sort

Stretch = tuple[int, int]

_CHEAP = (
    r"(?:cheap(?:est|er)?|low(?:est|er)?[\s-](?:pric(?:e[sd]?|ing)|costs?)|least (?:expensive|pricey|costly|dear)|inexpensive|"
    r"(?:most|more) (?:affordable|economical|reasonable|reasonably priced))"
)
_DEAR = (
    r"(?:(?:the )?(?:most|more) (?:expensive|pricey|costly)|expensive|pric(?:iest|ier|ey)|dear(?:est|er)|costl(?:iest|ier|y)|"
    r"high(?:est|er)?[\s-](?:pric(?:e[sd]?|ing)|costs?))"
)
_LIKED = (
    r"(?:(?:best|top|highest|better|high|higher|well|highly|good|great|most)[\s-](?:customer |user |average )?"
    r"(?:rated|reviewed|ratings?|reviews?|stars?|scor(?:es?|ed|ing)))"
)
_NEW = (
    r"(?:(?:what|the (?:ones?|stuff)|whatever)(?: that)?(?:'s| is| has| have)? (?:just )?(?:arrived|came in|come in|landed|"
    r"added) (?:most )?(?:recently|last|latest)|newest|new(?:er)?|latest|(?:most )?recent(?:ly added)?|freshest)"
)
_POPULAR = (
    r"(?:(?:most |more )(?:popular|bought|sold|ordered|purchased|wanted)|(?:best|top)[\s-]?sell(?:ing|ers?)|"
    r"popular(?! demand)|favou?rites?|"
    r"(?:what(?:ever)?|the ones?) most (?:people|shoppers|customers|folks) (?:buy|order|get|like|choose|pick)|"
    r"(?:the )?(?:ones?|things?|stuff|what(?:ever)?) (?:that )?(?:people|everyone|everybody|most people|others|folks|"
    r"customers|shoppers) (?:buy|bought|order|get|like|love|go for|choose|pick)s?(?: the)? most(?: often)?)"
)
_EXTREME = (
    rf"(?:(?P<price_asc>{_CHEAP})|(?P<price_desc>{_DEAR})|(?P<rating_desc>{_LIKED})|"
    rf"(?P<newest>{_NEW})|(?P<popularity>{_POPULAR}))"
)
_KEY = (
    r"(?:(?P<k_popularity>popularity|sales|demand|(?:number|units|amount) (?:of )?(?:sold|sales|orders|buyers)|"
    r"what(?:'s| is)? (?:sells?|selling|people|everyone|popular|most popular|hot)\b[\w ]{0,20}|"
    r"(?:how|what) (?:popular|(?:(?:many|much|often|well|most)[\w' ]{0,25}|people )(?:buy|buys|bought|sells?|sold|selling|order|"
    r"orders|ordered))\b)|"
    r"(?P<k_price>pric(?:e[sd]?|ing)(?! match)|costs?|how (?:much|expensive|cheap|pricey)[\w' ]{0,20})|"
    r"(?P<k_rating>(?:(?:star|user|customer|buyer|shopper|average|review)s?'? )*(?:ratings?|reviews?|stars|scores?|feedback)|"
    r"how (?:well|good|highly)[\w' ]{0,15}(?:rated|reviewed|scored?))|"
    r"(?P<k_newest>(?:the )?(?:date|recency|newness|novelty|release|age|arrival)(?: (?:added|date|of (?:arrival|release)))?|"
    r"how (?:new|recent)\w*[\w' ]{0,20}|when (?:they|it)[\w' ]{0,15}(?:added|came|arrived|released|in|out)))"
)
_VERB = (
    r"(?:(?:re-?)?(?:sort(?:ed|ing)?|order(?:ed|ing)?|rank(?:ed|ing)?|arrang(?:ed?|ing)|organi[sz](?:ed?|ing)|prioriti[sz]ed?)|"
    r"sequenced?)"
)
_ANY_VERB = rf"(?:{_VERB}|list(?:ed)?|lin(?:ed?|ing) up|display(?:ed)?|put|shown?|filter(?:ed)?|go)"
_WORDS = r"(?:\s+[\w']+){0,5}?\s+"
_OWN = r"(?:the |their |its |your |whatever )?"
_LEADS = (
    r"(?:,?\s*(?:should |must |to |can )?(?:(?:come(?: up)?|be|go|appear|show(?: up)?|shown|listed) )?"
    r"(?:first|on top|at (?:the )?(?:very )?(?:top|front|start|beginning|head)|up (?:top|front)|(?:to|towards) the (?:top|front)|"
    r"leading|before the (?:rest|others|older (?:stuff|ones|things)))\b)"
)
_THING = r"(?:\s+(?!(?:and|or|but|to|my|your|come|go|than|of|the|is|in|that)\b)[a-z]+){0,2}?"

_BY_KEY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_VERB}{_WORDS}?(?:by|on|according to|based on|(?:in )?(?:the )?order of|from|per|using|in terms of|for)\s+{_OWN}"
        rf"(?:{_EXTREME}|{_KEY})\b",
        rf"\b{_ANY_VERB}{_WORDS}?(?:by|according to|based on|in (?:the )?order of)\s+{_OWN}(?:{_EXTREME}|{_KEY})\b",
        rf"\b{_VERB}{_WORDS}?(?:by|on)\s+(?P<k_newest>what(?:'s| is)? (?:the )?(?:newest|new|latest|most recent|just in))\b",
        rf"\b(?:{_VERB})\s+{_OWN}{_KEY}\b",
        rf"\b(?:in )?(?:ascending|descending|increasing|decreasing|rising|falling|reverse)(?: order)?(?: of| by)?"
        rf"\s+{_OWN}{_KEY}\b",
        rf"\b(?:by|in (?:the )?order of)\s+{_OWN}(?:{_KEY}|{_EXTREME})\b(?!\s+(?:of|on)\b)",
        rf"\b(?:in\s+)?{_KEY}\s+order\b",
        rf"\b{_KEY}\b\W+(?:in |from )?(?:(?:low|high|cheap|dear|best|worst)(?:est)?\b|asc|desc|ascending|descending|increasing|"
        r"decreasing|most expensive|least expensive)(?=\W*(?:$|first|to\b|on\b|at\b|order|[-–>→]|please))",
    )
)
_LOW = (
    r"(?:(?:cheap|low|small)(?:est)?(?: pric(?:e[sd]?|ing)?)?|least(?: (?:expensive|pricey|costly|dear))?|inexpensive|"
    r"most affordable)"
)
_HIGH = (
    r"(?:high(?:est)?(?: pric(?:e[sd]?|ing)?)?|dear(?:est)?|(?:most )?(?:expensive|pricey|costly)|priciest|costliest|most|"
    r"big(?:gest)?)"
)
_TO = r"\s*(?:(?:up |down |through |all the way )?to|then|[-–>→]+|first to)\s*(?:the )?"
_UP = re.compile(
    rf"\b{_LOW}{_TO}{_HIGH}\b|\b{_LOW}(?: \w+)?{_LEADS}|\basc(?:ending)?\b|\bincreasing\b|\brising\b|\blow(?:est)?\W*$|"
    rf"\bupwards?\b|\bworst{_TO}best\b|\boldest{_TO}\w|\b(?:worst|oldest)(?: \w+)?{_LEADS}"
)
_DOWN = re.compile(
    rf"\b{_HIGH}{_TO}{_LOW}\b|\b{_HIGH}(?: \w+)?{_LEADS}|\bdesc(?:ending)?\b|\bdecreasing\b|\bfalling\b|\bhigh(?:est)?\W*$|"
    rf"\bdownwards?\b|\breverse\b|\bbest{_TO}\w|\bnew(?:est)?{_TO}old"
)
_ENDS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("price_asc", re.compile(rf"\b(?:from )?(?:the )?{_LOW}{_TO}{_HIGH}\b")),
    ("price_desc", re.compile(rf"\b(?:from )?(?:the )?{_HIGH}{_TO}{_LOW}\b")),
    ("rating_desc", re.compile(rf"\b(?:from )?(?:the )?(?:best|{_LIKED}){_TO}(?:worst|lowest|least)\b")),
    ("newest", re.compile(rf"\b(?:from )?(?:the )?new(?:est)?{_TO}old(?:est)?\b")),
    ("popularity", re.compile(rf"\b(?:from )?(?:the )?most popular{_TO}least\b")),
)
_LED = re.compile(
    rf"\b(?:(?:{_ANY_VERB}|want|like|with)\s+(?:me\s+|them\s+|it\s+)?)?(?:the\s+|by\s+)?{_EXTREME}{_THING}{_LEADS}"
    r"(?! (?:time|aid|class|of all|pair|one))"
)
_STARTS = re.compile(
    rf"\b(?:start(?:ing)?|begin(?:ning)?|lead(?:ing)?|kick(?:ing)? off|open(?:ing)?)\s+(?:off\s+)?(?:with|from|at)\s+(?:the\s+)?"
    rf"(?:{_EXTREME})\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:(?P<price_desc>most expensive|priciest|dearest|highest price[ds]?)|"
    r"(?P<price_asc>cheapest|lowest[\s-]price[ds]?|least expensive|most affordable)|"
    r"(?P<rating_desc>(?:best|top|highest|well|highly|good)[\s-](?:rated|reviewed)|(?:best|highest) (?:reviews?|ratings?)|"
    r"(?:with )?(?:good|great) (?:reviews|ratings)))(?: (?:ones?|items?|options?))?\b"
)
_ONE = re.compile(r"^\s+(?:one|pair|item|product)\b| one$")
_TALKED_OF = re.compile(
    r"(?:\b(?:add|drop|remove|delete|keep|swap|return|buy(?:ing)?|bought|tak(?:e|ing)|put|order(?:ing)?|get me|grab|"
    r"have|go(?:ing)? with|reviews? (?:of|on|for)|"
    r"similar to|like|compare|compared (?:to|with)|versus|vs\.?|than|of|on|about)\s+(?:the\s+|your\s+)?|"
    r"\b(?:two|three|four|both|second|third|2nd|3rd|[2-9])\s+)$"
)
_TALKED_ON = re.compile(
    r"^\s+(?:of (?:these|those|them|the|all)|versus|vs)\b|\b(?:add|buy|take|put|order|get) (?:it|both|them|that|those)\b|"
    r"\b(?:to|in|into) (?:my |the )?(?:cart|basket|bag|trolley)\b|"
    r"\b(?:do|did|are) (?:people|owners|buyers|customers|folks|they)\b|"
    r"\b(?:is|does|has|can|will|was|would|have you) (?:it|that)\b|\b(?:have|do) you have (?:it|that)\b"
)
_ASKED = re.compile(r"\b(?:is|are|was|has|have|does|do|did)\s+(?!you\b|we\b|there\b)[^.?!,]*$")
_PLAIN = frozenset(("new", "newer", "recent", "popular", "expensive", "pricey", "costly", "cheap"))
"""No superlatives: only words of order around them make them an order."""

WORDS = frozenset(
    ("cheapest", "priciest", "pricier", "pricey", "dearest", "dearer", "costliest", "newest", "latest", "ascending", "descending")
)
"""Words of order, which are never typos of others."""

Found = tuple[Sort, Stretch]


def sort_word(lower: str, taken: Sequence[Stretch]) -> Found | None:
    """The order asked for, with its place; not where it only points ("the cheapest one"), nor an order that no shop has."""
    ways: tuple[Callable[[str], Iterator[Found | None]], ...] = (_by_key, _between_ends, _led, _superlatives)
    for way in ways:
        for found in way(lower):
            if found is None:
                return None
            if not any(found[1][0] < end and start < found[1][1] for start, end in taken):
                return found
    return None


def is_order(lower: str, place: Stretch) -> bool:
    """Whether what stands there can only be an order; a bare superlative can also point."""
    return _SUPERLATIVE.fullmatch(lower[place[0] : place[1]]) is None


def _by_key(lower: str) -> Iterator[Found | None]:
    for pattern in _BY_KEY:
        for match in pattern.finditer(lower):
            name = str(match.lastgroup)
            rest = re.split(r"[.;!?]|\b(?:and|but)\b", lower[match.end() :])[0][:40]
            said = match[0] + rest
            up, down = _UP.search(said), _DOWN.search(said)
            if up and down:  # "high to low" also ends with "low": what is said first is meant
                up, down = (up, None) if up.start() <= down.start() else (None, down)
            end = (
                match.start() + max(match.end() - match.start(), *(m.end() for m in (up, down) if m))
                if up or down
                else match.end()
            )
            place = (match.start(), end)
            if name == "k_price":
                yield ("price_desc" if down else "price_asc"), place
            elif name.startswith("k_"):
                # Lowest rated or oldest first is an order that no shop has.
                yield None if up else (_OF_KEY[name], place)
            elif not (match[0].startswith("by ") and match[name] in _PLAIN):
                yield name, place  # type: ignore[misc]


_PRICED = re.compile(r"\b(?:pric|cheap|expensive|dear|cost|affordable)")
_RANKED = re.compile(r"\b(?:(?P<rating>ratings?|rated|reviews?|stars|scores?)|(?P<popularity>popularity|popular|sales))\b")
"""What "high to low" may be of, where it is not the price."""
_OF_KEY: dict[str, Sort] = {"k_rating": "rating_desc", "k_newest": "newest", "k_popularity": "popularity"}


def _between_ends(lower: str) -> Iterator[Found | None]:
    for name, pattern in _ENDS:
        for match in pattern.finditer(lower):
            key = _RANKED.search(lower) if name.startswith("price") and not _PRICED.search(match[0]) else None
            if key is None:
                yield name, match.span()
            else:
                yield (_OF_KEY[f"k_{key.lastgroup}"], match.span()) if name == "price_desc" else None


def _led(lower: str) -> Iterator[Found | None]:
    for pattern in (_LED, _STARTS):
        for match in pattern.finditer(lower):
            name = str(match.lastgroup)
            if pattern is _STARTS and match[name] in _PLAIN:
                continue
            yield name, match.span()  # type: ignore[misc]


def _superlatives(lower: str) -> Iterator[Found | None]:
    for match in _SUPERLATIVE.finditer(lower):
        before, after = lower[: match.start()], lower[match.end() :]
        if _ONE.search(after[:12]) or _ONE.search(match[0]) or _TALKED_OF.search(before) or _TALKED_ON.search(after):
            continue
        if match["rating_desc"] and _ASKED.search(before):
            continue  # "is it well rated"
        yield str(match.lastgroup), match.span()  # type: ignore[misc]
