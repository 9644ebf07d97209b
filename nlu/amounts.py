"""How prices and ratings are put: currencies, limits ("nothing over", "tops"), ranges, and units of other things.

Patterns over lower-cased text; `nlu.bounds` reads them.
"""

from __future__ import annotations

from nlu.numbers import NOTES, NUMBER

_SIGN = r"(?:(?:(?<![a-z])(?:us|ca?|au?|nz|hk|s)\s?)?[$£€¥₹]|(?<![a-z])(?:rs|usd|eur|gbp|inr|cad|aud|chf|jpy)\b\.?)"
_CURRENCY = (
    r"(?:dollars?|bucks?|usd|eur|euros?|gbp|pounds?|quid|cad|aud|rupees?|rs\b|inr|chf|francs?|yen|pesos?|dirhams?|[$£€¥₹]|"
    r"(?:each|apiece|a pop|per (?:person|head|item|pair|piece))\b)"
)
_UNIT = (
    r"(?:\s?-?\s?(?:inch(?:es)?|in\b(?=\s*(?:$|[.,?!]|long|wide|tall|deep|laptop|screen|monitor))|\"|''?|ft|feet|foot|cm|mm|"
    r"m\b|"
    r"meters?|metres?|km|kg|kilos?|g\b|grams?|lbs?|oz|miles?|mph|stones?\b|cubic|square|sq\b|"
    r"ml|l\b|lit(?:er|re)s?|gb|tb|mah|w\b|watts?|volts?|v\b|mp|hz|lumens?|degrees?|°|tog|denier|rpm|calories|"
    r"stars?|days?|weeks?|months?|hours?|hrs?\b|minutes?|mins\b|seconds?|years?|yrs?|y/?o|[ap]\.?m\b|o'?clock|"
    r"in the (?:morning|"
    r"afternoon|evening)|"
    r"percent|%|people|persons?|guests?|kids?\b|children|girls?\b|boys?\b|pieces?|pcs|packs?\b|pairs?|boxes|seat(?:s|"
    r"ers?)?\b|of\b|"
    r"x\b|x\s?\d|by\s\d|ths?\b|st\b|nd\b|rd\b|s\b|items?|products?|ports?\b|colou?rs\b|options?|results?))"
)
_CHANGE = r"(?:\s+(?:(?:more|less)\b(?! or (?:less|more))|extra|dearer|pricier|cheaper|off|apart|back|higher|lower)\b)"
_END = rf"(?![\d.]*\d)(?!{_UNIT})(?!{_CHANGE})"


def _money(name: str) -> str:
    return rf"(?P<{name}s>{_SIGN}\s?)?(?P<{name}>{NUMBER}|{NOTES})(?P<{name}c>\s?-?{_CURRENCY}(?![a-z]))?"


_LIMIT = (
    r"(?:(?<!air )(?<!pro )max(?:imum)?|limit|budget|cap|ceiling|(?:top|highest|max(?:imum)?) price|upper limit|"
    r"price(?: (?:limit|range|cap))?)"
)
_BELOW = (
    rf"(?:not? (?:more|greater|higher|dearer) th[ae]n|not? (?:over|above|past|beyond)|"
    r"nothing (?:over|above|past|beyond|more than|higher than|dearer than|pricier than)|"
    r"not? exceeding|under(?:neath)?|below|less th[ae]n|lower than|cheaper than|fewer than|beneath|up to|upto|"
    r"as (?:high|much|far) as|"
    r"at (?:the )?most|at max|maxing out at|(?:max(?:es)?|tops) out at|(?:priced )?within|inside|<=?|≤|sub[\s-]|shy of|"
    r"south of|"
    rf"{_LIMIT}(?:'s| is| of| at|:| would be| to)?(?:\s(?:now|about|around|maybe|probably|like))?|"
    rf"(?:raise|bump|lift|push|increase|change|move|set|stretch|extend|up|take|make|put)\s(?:the |my |our |that )?{_LIMIT}\s"
    r"(?:up )?to|"
    r"(?:can|could|want to|willing to|happy to|to|only|will|'ll) (?:spend|pay)(?: up to| max| around| as much as)?|"
    r"(?:spend|pay|stretch|go)(?: (?:it|that|this))? (?:a )?(?:wee |tiny )?(?:(?:bit|little|touch) )?(?:more|higher)[,:]?"
    r"(?: (?:say|maybe|like|to))?|"
    r"(?:stretch(?:ing)?(?: (?:it|my budget))?|go(?: up)?|going(?: up)?|(?:raise|increase|lift|push|move|take) it) (?:up )?to|"
    r"i(?: only)? have(?: got)?(?= ?[$£€₹])|capped at|keep (?:it|them|that) to|"
    r"top(?:s| price)(?: of)?)"
)
_ABOVE = (
    r"(?:not? (?:less|lower|cheaper) than|not? (?:under|below)|nothing (?:under|below|less than|lower than|cheaper than)|"
    r"over|above|more than|higher than|greater than|beyond|at ?least|"
    r"min(?:imum)?(?: of| is|:)?|starting (?:from|at)|from|north of|upwards? of|>=?|≥|exceed(?:s|ing)?)"
)
_ABOUT = (
    r"(?:around|(?<!what )(?<!how )about|roughly|approx(?:imately)?\.?|circa|ca\.?|near(?:ly)?|close to|in the region of|"
    r"something like|~|give or take|more or less|(?:somewhere )?in the (?:neighbou?rhood|ballpark|vicinity) of)"
)
_SMALLER = (
    r"(?:(?:or|and) (?:less|under|below|cheaper|lower|down(?:wards)?)\b|max(?:imum)?\b|tops\b|at (?:the )?(?:most|max|"
    r"outside)\b|at a (?:push|stretch|pinch)\b|"
    r"upper limit\b|(?:budget|ceiling|limit|cap)\b(?! (?:is|of))|(?:and|but) (?:no more|not a penny more|nothing more)\b|"
    r"to (?:spend|play with|work with)\b|"
    r"(?:is|as|'s|would be|being) (?:the|my|our)(?: (?:absolute|upper|very|total|top))? (?:max(?:imum)?|limit|budget|"
    r"ceiling|cap|"
    r"top|most)\b|is (?:as (?:high|far|much) as|all|the most) (?:i|we)\b)"
)
_GREATER = (
    r"(?:(?:or|and) (?:more|above|over|up(?:wards)?|higher|better)\b(?! or less)|minimum\b|min\b(?!ute)|at least\b|"
    r"plus\b(?! (?:shipping|delivery|tax|postage|vat|an?|the|some)\b)|"
    r"upwards?\b(?! of)|onwards?\b|\+)"
)
_ROUGHLY = r"(?:-?\s?ish\b|or so\b|or thereabouts|give or take|more or less|or around there|approx(?:imately)?\b)"

_STARS = r"(?:\s?-?\s?(?:stars?\b|/\s?5|out of (?:5|five)))"
_NOT_SOUGHT = (
    r"(?!\s*(?:reviews?|ratings? (?:from|are|is|legit)|one\b(?!s)|hotels?|restaurants?|from\b|feedback|comments?|"
    r"(?:is|are|was)\b(?! (?:fine|ok|okay|enough|good|alright|all right|plenty|the min))|on (?:amazon|google)))"
)
RATINGS = (
    (rf"(?:{_ABOVE}|rated|rating(?: of| is)?)\s+(?:{_ABOVE}\s+)?(?P<a>{NUMBER})(?:\s?\+)?(?:{_STARS}(?:\s+{_GREATER})?)", "low"),
    (
        rf"(?:rated|ratings?(?: of| is)?)\s+(?:{_ABOVE}\s+|{_BELOW}\s+)?"
        rf"(?P<a>[1-5](?:\.\d)?|(?:four|three)(?: and a half)?)(?:\s?\+|\s+{_GREATER})?{_END}",
        "low",
    ),
    (rf"(?P<a>{NUMBER})\s?\+?{_STARS}\s*(?:{_GREATER}|minimum)", "low"),
    (rf"(?P<a>{NUMBER})\s?\+?{_STARS}(?:\s+rat(?:ed|ing)s?\b(?! from| are| is))?{_NOT_SOUGHT}", "bare"),
    (rf"{_BELOW}\s+(?P<a>{NUMBER}){_STARS}", "high"),
)
PRICES = (
    (
        rf"\b(?:between|from|anything from|anywhere (?:from|between))\s+{_money('a')}\s?(?:and|up to|to|-|–|&|until|till)\s?"
        rf"{_money('b')}{_END}(?:\s?{_ROUGHLY})?",
        "range",
    ),
    (rf"(?<![\w.#-]){_money('a')}\s?(?:-|–|to|up to)\s?{_money('b')}{_END}(?:\s?{_ROUGHLY})?", "span"),
    (
        rf"(?<![\w]){_BELOW}(?:\s+(?:like|about|around|a budget of|only|an? (?:absolute )?max(?:imum)? of|say))?"
        rf"\s?{_money('a')}{_END}",
        "high",
    ),
    (rf"(?<![\w]){_ABOVE}(?:\s+(?:like|about|around|say))?\s?{_money('a')}{_END}", "low"),
    (rf"(?<![\w]){_ABOUT}\s?(?:the\s)?{_money('a')}(?:\s?mark)?{_END}", "about"),
    (rf"(?<![\w.#-]){_money('a')}\s?{_ROUGHLY}", "about"),
    (rf"(?<![\w.#-]){_money('a')}\s?{_SMALLER}", "high"),
    (rf"(?<![\w.#-]){_money('a')}\s?{_GREATER}", "low"),
    (rf"(?<!\bi )(?<!\bi'd )(?<!would )(?<!you )(?<!we )\blike\s{_money('a')}{_END}", "like"),
)
BARE = rf"(?<![\w.#-])(?:(?:for|at|costs?|costing|priced(?: at)?|only|just)\s)?{_money('a')}{_END}"
