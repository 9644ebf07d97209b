"""Forms of words that mean one thing whatever stands around them, and words without which a thing is not meant."""

from __future__ import annotations

import re

WHO = re.compile(
    r"\b(?:are|r) (?:you|u) (?:really )?(?:an? )?(?:actual |real |live |true )?(?:human(?: being)?|robots?|bots?|chatbot|machine|"
    r"computer|ai|person|automated|real|alive|program)\b|\bis (?:this|that|it) (?:an? )?(?:real |live )?(?:human|robot|bot|"
    r"chatbot|person|ai|machine)\b(?! (?:friendly|wash|dr[iy]))|"
    r"\bam i (?:talking|speaking|chatting|writing) (?:to|with) (?:an? )?"
    r"(?:real |live )?(?:human|robot|bot|chatbot|person|machine|computer|ai)\b|\b(?:who|what) are (?:you|u)\W*$"
)
"""Asks who, or what, is answering."""

SURE_OF_IT = re.compile(
    r"\W*(?:(?:and|but|so|oh|wait|hmm+|really|well)\W+)*(?:(?:are|r) (?:you|u) (?:really |quite |absolutely |totally |100% )?"
    r"(?:sure|certain|positive)|how (?:do|can|would) (?:you|u) know|"
    r"is (?:that|this|it) (?:really |actually )?(?:true|right|correct)|says who)(?: (?:about|of) (?:that|it|this))?\W*"
)
"""Asks whether what was told is so."""

TO_THE_SHOP = re.compile(
    r"\b(?:how|where|can|could|may|do) (?:do |can |could |may |might )?(?:i|we|one)(?: best)? (?:get in touch|ring|call|phone|"
    r"e-?mail|contact|reach|write to|get hold of|get through to)(?: you\b| with you\b| the shop\b| the store\b| customer\b|\W*$)|"
    r"\bcontact (?:details|info|information|number)\b|"
    r"\b(?:when|how (?:soon|fast|long|quickly))\b[^.?!]{0,30}\bif i (?:order|buy|ordered|bought)\b|"
    r"\bhow (?:long|soon|fast|quick(?:ly)?)\b[^.?!]{0,24}\b(?:arrive|deliver(?:ed|y)?|ship(?:ped|ping)?|get (?:here|there|to)|"
    r"reach)\b|"
    r"\bship (?:it|this|that|them|these) to\b"
)
"""Asks about the shop itself: how to reach it, when what is ordered now would come, where it sends to."""

BUYING = re.compile(
    r"\b(?:add|adding|buy|buying|take|get|order|purchase|want|have|need|grab|reserve|choose|pick|put|stick|throw|pop|chuck|"
    r"gimme|give me|"
    r"cart|basket|trolley|bag|sold|going (?:for|with)|go (?:for|with)|i'?ll|another|one more|of (?:each|the|those|these|"
    r"them|it|that)|"
    r"set of|pay|please do|let me)\b"
)
"""Without one of these words nothing is bought."""

DECIDED = re.compile(
    r"\b(?:add|buy|order|purchase|i'?ll (?:take|have|get)|take|put|cart|basket|trolley|get me|give me|gimme|grab)\b"
)
"""Words of a purchase under way."""

MATCHING = re.compile(
    r"\b(?:match\w*|go(?:es)? (?:well )?with|with (?:it|this|that|these|those|them)|pair\w*|outfit|look|complet\w*|wear|suits?|"
    r"style|styling|combin\w*|complement\w*|coordinat\w*|accessori\w*|alongside|together|finish|round)\b"
)
"""Without one of these words nothing is sought to go with something else."""

NONE_OF_THEM = re.compile(r"\b(?:none|not (?:any|one)|neither) of (?:these|them|those)\b(?! (?:in|with|for)\b)")
"""Judges all that is on the table."""

OF_ALL = re.compile(
    r"\b(?:which|any|some|all|either|none|how many) of (?:these|those|them)\b|\bwhich (?:ones|have)\b|"
    r"\b(?:do|does) any (?:have|has|come)\b|\bhave any got\b|^\W*(?:(?:and|so|but|ok(?:ay)?)\W+)*are any\b|"
    r"\b(?:on|of|in|for) each(?: (?:one|of (?:them|these|those)))?(?=\W*$)|\bdoes each (?:one|of (?:them|these|those))\b"
)
"""Asks of all that is on the table."""

OF_ANOTHER_PART = re.compile(r"\W*(?:and|what about|how about) (?:the|its|their|an?|any) (?!.*\bones?\b)[\w' -]+\?*\s*")
"""The question before, of another part: "and the zip?"."""

OF_SO_MANY = re.compile(r"\b(?:which|any|either) (?:one )?of the (?:first |last |other )?(?:two|three|four|five|six|[2-6])\b")
"""Asks of some that are counted: "which of the first three has a belt"."""

HAVING = re.compile(r"\b(?:have|has|got|having)\b")

IN_STOCK = re.compile(
    r"\b(?:in stock|stock|available|availability|left|sold out|got|comes? in|(?:do|does|have|can|could) (?:you|i|we)|back in|"
    r"sell|ship|order|buy|get)\b"
)
"""Asks whether a thing can be had."""

WHICH_ONE = re.compile(
    r"\bwhich (?:(?:one|ones|pair) )?(?:has|have|is|are|comes? with|do|does|don['’]?t|doesn['’]?t|hasn['’]?t|isn['’]?t)\b"
)
"""Asks of all that is on the table which has something, or has it not."""

EITHER = re.compile(r"\b(?:first|second|third|fourth|fifth|last|[1-6])\b[^.?!]*\bor\b")
"""Sets two of those on the table against each other."""

WHICH_IS = re.compile(r"\bwhich (?:of (?:these|those|them)|ones?) (?:is|are)\b")

OF_ALL_THERE_ARE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|so|ok(?:ay)?|please|good (?:morning|evening|afternoon))\W+)*"
    r"(?:which|(?:do|does|have|has|are) any of your|any of your|which of your|what)\b"
)
"""Asks of all that the shop has, before anything is on the table: "which jackets have a hood?"."""

MOST_OF_ALL = re.compile(
    r"\b(?:best|better|most|more|least|less|[a-z]{3,}est|longer|shorter|bigger|smaller|wider|narrower|lighter|heavier|thicker|"
    r"thinner|cheaper|dearer|pricier|warmer|cooler|softer|stronger|sturdier|higher|lower|taller|newer|nicer|larger|deeper|darker|"
    r"brighter|tighter|looser)\b|"
    r"\bwhich (?:ones? )?(?:is|are) (?:the )?"
    r"(?!leather|silver|copper|rubber|paper|wicker|pewter|summer|winter|polyester|lavender|amber|other|another|under)[a-z]{3,}er"
    r"(?=\W*$| than\b)"
)
"""Asks which is so in the highest degree, and not which is so at all."""

CART = re.compile(r"\b(?:cart|basket|trolley|bag|order)\b")

THOSE_IN = re.compile(
    r"\b(?:do you (?:also )?have|have you(?: got)?|got|are there|can i (?:get|see)|do) (?:any of )?"
    r"(?:them|those|these|they|any(?:thing)?|some) (?:also )?(?:come )?(?:in|with|without|for|under|made)\b"
    r"|\b(?:do you have|have you(?: got)?|got|are there|is there|can i (?:get|see)) (?:an?|any|some) "
    r"(?:(?!chance|way)[a-z-]+ ){1,2}(?:ones?|pairs?)\b(?! comes?\b)"
    r"|^\W*(?:any(?: of (?:them|these|those))?|(?:have you |you )?got (?:it|one|any|them)) (?:also )?in\b"
)
FAULT = re.compile(
    r"(?:\b(?:i|we)(?:'ve| have)? (?:just |only |once )?(?:bought|ordered|got|received|purchased)\b[^?]*|"
    r"\b(?:arrived|came|delivered|my order|my (?:parcel|package))\b[^?]*|"
    r"^\W*(?:my|the) (?!(?:[a-z-]+ ){0,3}(?:codes?|cards?|links?|coupons?|vouchers?|discounts?|password|account|page|site|app)\b)"
    r"(?:[a-z-]+ ){1,5})"
    r"\b(?:broken?|broke|ripp(?:ed|ing)|torn|tore|faulty|defective|damaged|cracked|smashed|fell apart|falling apart|fallen apart|"
    r"came apart|stopped working|doesn'?t work|don'?t work|does not work|has a hole)\b"
)
"""Something bought that is not as it should be."""

MONEY_BACK = re.compile(
    r"\bmoney back\b|\b(?:want|need|like|demand) (?:a |my |the )?refund\b|"
    r"\bi(?:'d|'m| would| am)? (?:want|wanna|need|like|have|going) (?:to )?(?:return|send back|exchange) "
    r"(?:it|this|them|these|my|the|an?|something)\b"
)
"""What was bought is to go back."""

ANY_BUT = re.compile(r"\b(?:any|every)\w*(?: \w+)? (?:but|except|besides|other than|apart from)\b")

ASKS = re.compile(r"\?|^\W*(?:do|does|is|are|can|could|any|got|have|will|when)\b|\b(?:in stock|available|left|sold out)\b")
"""Whether a message asks for something, and does not only name it."""

PRAISE = re.compile(
    r"\W*(?:perfect|great|lovely|brilliant|nice|cool|awesome|good|fab(?:ulous)?|excellent|wonderful|super|fantastic|"
    r"ok(?:ay)?|sweet)"
    r"(?: one| stuff| choice)?\s*[,.!;:-]"
)
"""A word of praise that only leads into what follows."""

_BEFORE_IT = r"(?:(?:oh|ah|no|nope|wait|sorry|oops|hang on|hold on|hmm+|um+|er+|uh+|well|but)[\s,.!-]+)*"
_CUE = (
    r"(?:no|wait|sorry|oops|scratch that|strike that|i mean(?:t)?|i(?:'d| should have) said|make (?:that|it)|or rather|"
    r"correction|actually)"
)
PUT_RIGHT = re.compile(
    rf"\s*(?:ones?|pairs?)?[\s,.;…–-]*{_BEFORE_IT}\b{_CUE}\b[\s,.!:…–-]*(?:(?:in|an?|the|sizes?|some|to|up to|under|for)\s+)*"
)
"""What stands between a value and the one that takes its place: "no sorry", "I mean"."""

SHOW_ME = re.compile(r"\W*(?:(?:ok(?:ay)?|now|then|and|alright|actually|well|so)\W+)*(?:show|find|get) (?:me|us)\b")
"""A wish for things, not for the range of them."""

FAREWELL = re.compile(r"\b(?:good ?bye|bye|see (?:you|ya)|good ?night|take care|cheerio|(?:talk|chat|see you|back) later)\b")
"""Words of parting; thanks alone part nobody from a question."""

PARTING = re.compile(
    FAREWELL.pattern + r"|\b(?:thank(?:s| you)?|thx|ty|ta|cheers|ciao|laters?|night|done|finished|enough|be all|is all|"
    r"have to go|that'?s (?:it|all|everything)|all (?:set|for now)|nothing else|no more|have a|great day|got(?:ta| to) go|"
    r"leaving|cya|i'?m off|so long|farewell|until|next time|adios|appreciate|helpful|good one|peace|much obliged|regards|"
    r"go now)\b"
)
"""Words without which nobody takes leave in the middle of a search."""

NONE_SUCH = re.compile(
    r"^\W*no (?!thanks?\b|thank|ta\b|cheers|more\b|problem|worries|pressure|hurry|rush|need|clue|idea|one\b|way\b|never|"
    r"not\b|that|this\b|it\b|the\b|you|we\b|just|sorry|wait|please|i\b|no\b|good|don't|dont|but\b|nothing)[a-z-]+\W*$"
)
"""A wish for something without: "no frills"; not "no thanks"."""

REPEATED = re.compile(
    r"^\W*(?:(?:no|but|sorry|hey|well|oh|wait|hm+|um+)\W+)*(?:i|we) (?:just |did |already |clearly |actually )*"
    r"(?:ask(?:ed)? for|said|say|meant|mean)\b"
    r"(?!.*\b(?:any|every|whatever|forget|don'?t|doesn'?t|can be|could be|but|earlier|before|other|why|how)\b)|"
    r"^(?!.*\b(?:any|every|whatever|forget|don'?t|doesn'?t|not)\b).*[\w'],? (?:is |that'?s )?(?:what )?(?:i|we) "
    r"(?:said|asked for|meant|did say)\W*$"
)
"""A wish told once more, because it was not heard: "but I asked for black", "suede, I said"."""

GONE_WITH = re.compile(r"\b(?:let'?s|i'?ll|i will|we'?ll|i'?m|we'?re|could|can|just) go(?:ing)? (?:with|for)\b")
"""Chooses, though it begins like "let go": "let's go with cream"."""

EXTREME = re.compile(
    r"\W*(?:(?:so|and|ok(?:ay)?|well|then|now)\W+)*(?:(?:which|what)(?: one)?(?:'?s| is| are)|show me|find me|i want|give me)?\s*"
    r"(?:the )?(?:(?P<price_asc>cheapest|least expensive|lowest priced?)|(?P<price_desc>most expensive|priciest|dearest)|"
    r"(?P<rating_desc>(?:best|top|highest)[ -]rated))"
    r"(?: (?:one|ones|you (?:have|sell|do)|there is|in the shop))?(?: then| please)?\W*"
)
"""Asks for the far end of all that is searched: not of the page that happens to be shown."""

ANOTHER = re.compile(r"\b(?:more|others?|another|else|next|further|rest|remaining|keep (?:going|scrolling)|go on)\b")
"""Asks for what has not been shown yet."""

SIDE_BY_SIDE = re.compile(r"\b(?:side by side|next to (?:each other|one another)|head to head)\b")
"""How products are to be laid, to be compared."""

AROUND_A_VALUE = re.compile(
    r"\b(?:(?:how|what) about|"
    r"in|an?|the|please|only|just|ones?|it|size|some|maybe|um|hmm|actually|i'd|i'm|i am|he's|she's|it's|i|like|want|"
    r"rather|them|those|made (?:of|from|out of)|(?:should|must|has to|have to|needs? to|ought to) be|"
    r"and|or|but|not|no|also|ok|okay|yes|yeah|then|so|well|for|my|instead|thanks|waist)\b|"
    r"[^\w\s]"
)
"""What may stand around a value that is all that is said."""
