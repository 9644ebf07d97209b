"""Which intent a turn of phrase speaks for, and how strongly: patterns over the lower-cased words of a clause.

A weight is added to the intent's log-odds; several rules may speak at once, and what was found in the clause weighs beside them.
"""

from __future__ import annotations

import re

WHO = re.compile(
    r"\b(?:are|r) (?:you|u) (?:really )?(?:an? )?(?:actual |real |live |true )?(?:human(?: being)?|robots?|bots?|chatbot|machine|"
    r"computer|ai|person|automated|real|alive|program)\b|\bis (?:this|that|it) (?:an? )?(?:real |live )?(?:human|robot|bot|"
    r"chatbot|person|ai|machine)\b(?! friendly)|\bam i (?:talking|speaking|chatting|writing) (?:to|with) (?:an? )?"
    r"(?:real |live )?(?:human|robot|bot|chatbot|person|machine|computer|ai)\b|\b(?:who|what) are (?:you|u)\W*$"
)
"""Asks who, or what, is answering."""

RULES: tuple[tuple[str, str, float], ...] = (
    ("give_feedback", r"\b(?:none|not (?:any|one)|neither) of (?:these|them|those)\b(?! (?:in|with|for)\b)", 7.0),
    (
        "refine_search",
        r"\b(?:he|she|they|my \w+|i)(?:'s| is|'m| am| usually| normally)* (?:wears?|takes?) (?:an? )?(?:size )?"
        r"(?:x{0,3}[sl]|m|small|medium|large|extra \w+|\d{1,2})\b(?![^.!]*\?)",
        6.0,
    ),
    ("update_cart", r"^\W*(?:so )?(?:what'?s )?(?:the |my )?total(?: so far| please)?\W*$", 6.0),
    ("greet", WHO.pattern, 7.0),
    (
        "update_cart",
        r"\b(?:show|view|see|open|check|what'?s in|what is in|what do i have in|look at)\b(?: me)?(?: what'?s in)?"
        r" (?:my|the) (?:cart|basket|trolley|bag)\W*$|^\W*(?:my )?(?:cart|basket|trolley)\W*$",
        5.0,
    ),
    (
        "ask_policy",
        r"\b(?:get|be|keep) in touch\b|\b(?:how|where|can|could|may) (?:do |can |could )?(?:i|we) (?:ring|call|phone|"
        r"e-?mail|contact|reach|write to|get hold of|get through to)\b|\bcontact (?:details|info|information|number)\b|"
        r"\b(?:take|accept|do|with|by|use) (?:amex|american express|visa|mastercard|paypal|klarna|clearpay|afterpay|apple pay|"
        r"google pay|gift cards?|installments?|instalments?)\b|\bpay (?:with|by|in|using)\b|"
        r"\bis there (?:an? )?(?:warranty|guarantee|returns?|delivery|shipping)\b|\b(?:covered|cover) (?:by|under) "
        r"(?:the |your )?(?:warranty|guarantee)\b|"
        r"\b(?:can|could|may|do) (?:i|we|you) (?:\w+ )?(?:return|exchange|refund|send back)\b(?! my order)|"
        r"\bhow (?:do|can|long)\b[^.?!]{0,20}\b(?:return|exchange|refund)\b|"
        r"\b(?:can|could|will|would|do|does) (?:you|u|it|they|i)\b[^.?!]{0,14}\b(?:gift[- ]?wrap|be wrapped|wrapped)\w*\b|"
        r"\b(?:discount|promo|promotion|voucher|coupon) codes?\b|\bgift receipts?\b",
        4.5,
    ),
    (
        "track_order",
        r"\b(?:track|where(?:'s| is| are)|status of|cancel|has|when)\b[^.?]*\b(?:order|parcel|package|"
        r"delivery|shipment)\b|\border (?:status|number)|^\W*order\s*#|\btracking\b",
        2.5,
    ),
    (
        "ask_policy",
        r"\bhow (?:long|soon|fast|quick(?:ly)?)\b[^.?!]{0,24}\b(?:arrive|deliver(?:ed|y)?|ship(?:ped|ping)?|"
        r"get (?:here|there|to|it)|reach|come)\b(?! up)",
        6.0,
    ),
    ("ask_policy", r"\b(?:when|how (?:soon|fast|long|quickly))\b[^.?!]{0,30}\bif i (?:order|buy|ordered|bought)\b", 9.0),
    (
        "compare_products",
        r"\bcompare\b|\bwhich (?:one|of (?:them|these|those)|of the \w+)?\s*(?:is|are|has|have|looks?|feels?|would be|gets?|got)"
        r"(?: the)? (?!(?:in|on|available|it|size|out)\b)(?:\w+er|\w+est|more|most|better|best|less|least)\b(?: \w+){0,4}\W*$|"
        r"\bwhich (?:one )?(?:is|has|of them is) (?:the )?(?:tall|wid|heavi|light|warm|soft|cheap|strong|thick|big|small|"
        r"comfi)(?:er|est)\b|\bdifference between\b|\bversus\b|\bvs\.?\b|\bside by side\b",
        3.0,
    ),
    (
        "add_to_cart",
        r"\b(?:add|put|stick|throw|pop)\b(?! (?:together|back|on)\b)[^.?]*\b(?:to (?:my |the )?)?(?:cart|"
        r"basket|bag|trolley|it|this|that|one|both|them|two|large|medium|small|pair)\b|\bi'?ll (?:take|"
        r"have|buy|get)\b|\bbuy (?:it|this|that|the (?:first|second|third|last))\b",
        2.0,
    ),
    (
        "update_cart",
        r"\b(?:remove|take out|delete|get rid of|empty|clear|swap|show|view|what'?s in|in|from)\b[^.?]*\b(?:cart|"
        r"basket|trolley)\b|^\W*(?:remove|delete|take out) (?:the|it|that)|\b(?:actually )?(?:make|"
        r"change) (?:it|that|them) (?:to )?(?:a )?(?:\d+|two|three|four|five|small|medium|large|"
        r"extra large|x?[lsm]|xx?l)\b",
        2.0,
    ),
    ("checkout", r"\bcheck ?out\b|\bproceed to (?:payment|checkout)\b|\bpay now\b|\blet me pay\b|\blet'?s pay\b", 3.0),
    ("ask_explanation", r"^\W*why\b(?!.{0,8}not\b)", 2.5),
    (
        "ask_policy",
        r"\b(?:return|refund|shipping|privacy|exchange|warranty|delivery|payment) (?:policy|policies|"
        r"options?|methods?|costs?|terms|times?)\b|\b(?:about|your|on) (?:the )?(?:returns?|delivery|shipping|refunds?|"
        r"exchanges?|warranty|"
        r"guarantee|gift wrap(?:ping)?)\b|\b(?:ship|post|deliver|send) (?:it |this |them |that )?(?:to|abroad|overseas|"
        r"internationally)\b|"
        r"\b(?:take|accept) (?:amex|american express|visa|paypal|klarna|apple pay|cards?|cash|cheques?)\b|\bphone number\b|"
        r"\b(?:discount|promo|voucher|coupon)? ?codes?\b(?=.*\b(?:work|valid|for|first|apply)\b)|"
        r"\b(?:can|could|will) (?:you|u) (?:gift[- ]?)?wrap\b|\bopening (?:hours|times)\b|\bdo you (?:ship|deliver|"
        r"take paypal|gift[- ]?wrap)\b|"
        r"\b(?:student|military) discount\b",
        2.5,
    ),
    (
        "complete_look",
        r"\b(?:goes?|going|pairs?|wear|went) (?:well )?with\b|\bto match\b|\bcomplete (?:the|this|"
        r"my)\b|\bmatching\b",
        2.0,
    ),
    (
        "find_similar",
        r"\bsimilar\b|\b(?:something|anything|more|another one?) like\b|\blook(?:s|ing)? like (?:this|"
        r"that|the|it)|\balternatives? (?:to|for)\b|\bresembl|\blook-?alikes?\b",
        2.0,
    ),
    (
        "ask_reviews",
        r"\breviews?\b(?! first)|\bwhat do (?:people|others|buyers|customers) (?:say|think)\b|\bis it (?:well|"
        r"highly) rated\b|\bcomplain(?:t|ts|ed)\b(?! to)",
        2.0,
    ),
    (
        "ask_size_fit",
        r"\b\d{2,3}\s?(?:cm|inch(?:es)?|in|\") (?:waist|chest|hips?|bust|inseam|foot|feet)\b|"
        r"\brun(?:s)? (?:small|large|big|true)\b|\btrue to size\b|\b(?:what|which) size\b(?!s)|\bsize (?:guide|"
        r"chart|up|down)\b|\bhow does it fit\b|\bfit me\b",
        2.0,
    ),
    (
        "check_availability",
        r"\b(?:in|out of) stock\b|\bhow many\b.{0,30}\bleft\b|\bdo you (?:still )?have (?:it|this|that|them|these|those|"
        r"the \w+ (?:one|"
        r"pair)|any left)\b|\b(?:does|do|is|are) (?:it|this|that|they|these|those|the \w+(?: one|"
        r" pair)?) (?:come|comes|available)\b|\bavailable in\b|\bsold out\b",
        2.5,
    ),
    (
        "show_more",
        r"^\W*(?:show|see|give)? ?(?:me )?(?:some |a few )?more(?: please| options| of (?:these|"
        r"those)| results)?\W*$|^\W*next(?: page)?\W*$",
        3.0,
    ),
    ("talk_to_human", r"\b(?:human|real person|agent|representative|customer service|supervisor|manager)\b", 2.0),
    (
        "request_recommendation",
        r"\b(?:something|anything|what|outfit|clothes|dressed)\b[^.?]{0,24}\b(?:to )?(?:wear|put on) (?:to|for|at|on)\b|"
        r"\boutfit for\b|\b(?:shopping|buying|shop|buy) for (?:my|a|an|our|his|her)\b|\brecommend(?! (?:it|these|this|that|"
        r"them)\b)|\b(?:gift|present)\b(?! (?:card|wrap|receipt))|"
        r"\bwhich (?:one )?should i\b|\bsurprise me\b|\bsuggest(?:ions?)?\b(?! these| this| that|"
        r" the)",
        1.5,
    ),
    (
        "ask_product_detail",
        r"\bhow (?:tall|high|wide|heavy|deep|big|large|thick|many (?:watts|seats|people))\b|\b(?:dimensions|measurements)\b|"
        r"\bhow long (?:is|are) (?:it|the|this|that|they|these|those)\b(?! (?:delivery|shipping|warranty))|"
        r"\bhow much (?:does|do) (?:it|this|that|they|these|those|the \w+(?: \w+)?) (?:weigh|hold|cost)\b|"
        r"^\W*(?:(?:and|what'?s|what is) )*(?:the |its )?(?:height|width|depth|length|weight|size of it|diameter|capacity|"
        r"care)\W*$|"
        r"\b(?:washing machine|tumble dr\w+|dryer|machine wash\w*|dry clean\w*|hand wash\w*)\b|"
        r"\b(?:do|should|can|must|could) (?:i|you|we) (?:need to |have to )?(?:iron|wash|tumble|bleach|clean) (?:it|this|"
        r"that|them|these|those|the)\b|"
        r"\bhow (?:do|should|can|to|best)\b[^.?!]{0,16}\b(?:look after|care for|take care of|clean|wash|store)\b|"
        r"\bmade (?:of|in)\b|"
        r"\bbattery\b|\bwhat does\b.*\bcosts?\b|\bmore (?:details|info)|\btell me (?:more )?about\b|"
        r"\bdescribe\b|\bprice of the\b|"
        r"\bfeatures\b|\bspecs\b|\bhow (?:do i|to) wash\b|\bhow much (?:is|does|are) (?:it|the|this|"
        r"that|these)\b|^\W*is it (?!in stock|available)",
        1.5,
    ),
    (
        "ask_visual_detail",
        r"\bzoom\b|\b(?:show|see|look at|point at|photo of|picture of)\b[^.?]{0,12}\b(?:back|front|"
        r"side|inside|sole|collar|sleeves?|cuffs?|"
        r"buttons?|zip(?:per)?|logo|pockets?|heel|buckle|stitching|label|lining|hem|laces|straps?|"
        r"closer|angle)\b|\bbigger picture\b|"
        r"\bwhere(?:'s| are| is) the (?:logo|pockets?|zip|label)|\b(?:has it|does (?:it|the \w+)|are there|any)\b[^.?]{0,10}"
        r"\b(?:hood|pockets?|zip|buttons|logo|stripes|print)\b",
        2.0,
    ),
    (
        "affirm",
        r"^\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|go (?:for it|on)|fine by me|i agree|sounds (?:good|"
        r"right))\b(?:\W+(?:please|sure|do|that|it|go|ahead|for|on|then|thanks|thank|you|fine|good|great|by|me|the|one|ok|"
        r"okay|yes|why|"
        r"not|sounds|let's|absolutely|of|course|i|would|like|think|so|right|perfect|cool|with|is|that's|add|them|works|"
        r"be)){0,4}\W*$",
        2.0,
    ),
    (
        "deny",
        r"^\W*(?:no|nope|nah)\b(?:\W+(?:thanks|thank|you|not|that|don't|it|way|really|leave|as|is|i'm|i|good|fine|need|now|"
        r"today|at|all|"
        r"chance|never|mind|do|want|just|ok|please|the|no|sorry|neither|none|of|them|changed|my)){0,4}\W*$",
        1.5,
    ),
    (
        "goodbye",
        r"\bbye\b|^\W*see (?:ya|you)\b|\bcheers\b|"
        r"^\W*(?:many |ok |great )?(?:thanks|thank you|thx)\b(?:\W+\w+){0,4}\W*$",
        2.0,
    ),
    (
        "greet",
        r"^\W*(?:hi|hiya|hello|hey|heya|good (?:day|morning|afternoon|evening))\b(?:\W+\w+){0,3}\W*$|"
        r"\bwhat (?:can|are) you (?:do|able)\b",
        2.0,
    ),
    (
        "give_feedback",
        r"^\W*(?:these|this|that|those|they|it)(?:'s| is| are| look)\b(?!.*\?)|\bi (?:really )?(?:love|hate|adore|can't stand)\b",
        1.0,
    ),
    (
        "find_similar",
        r"\bsame (?:style|vibe|as)\b|\blike (?:the|this|that) \w+ (?:one|but)|\b(?:equivalent|dupe|"
        r"comparable)\b",
        1.5,
    ),
    ("browse_category", r"\bjust (?:looking|browsing)\b|\blook around\b|\bwindow shopping\b", 2.0),
    ("update_cart", r"\bmy (?:cart|basket|trolley|total)\b|\bhow many do i have\b|\bput (?:it|that|them) back\b", 1.0),
    ("update_cart", r"\bwhat do i owe\b|\b(?:swap|switch|change|exchange) (?:it|that|them|those|the \w+) (?:for|to)\b", 2.5),
    (
        "refine_search",
        r"\bany (?:\w+ )?(?:except|but|besides|apart from|other than)\b|\bdo you have (?:anything|something|any|some|one|"
        r"others?|more)\b"
        r"[^?]*\b(?:in|with|under|without|for)\b|^\W*not (?:that|too|so|as) \w+\W*$|\b(?:i'd |i would )?rather (?:have|see)\b|"
        r"\bchanged my mind\b.*\bshow\b",
        2.0,
    ),
    (
        "add_to_cart",
        r"^\W*(?:ok(?:ay)? |yes |so )*(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a couple|a dozen|both)"
        r"(?: pairs?)? of (?:the|those|these|them|it|each|that|this)\b|\b(?:get|give|gimme|order|grab) (?:me )?(?:it|that|"
        r"this|those|both|that one|the (?:first|second|third|last|other))\b|"
        r"\bi(?:'d like| want| need)(?: to have)? (?:it|that one|this one|the (?:first|second|third|last)(?: one)?)\b|"
        r"\bi'?ll go (?:for|with)\b",
        3.0,
    ),
    (
        "check_availability",
        r"\b(?:what|which) (?:other )?(?:sizes|colou?rs) (?:do you|have you|are there|is there|else|can i)\b|"
        r"^\W*(?:what|which) (?:sizes|colou?rs)\W*$",
        4.0,
    ),
    (
        "browse_category",
        r"\bwhat (?:do you|else do you|have you) (?:sell|carry|stock)\b",
        1.5,
    ),
    (
        "out_of_scope",
        r"^\W*(?:ok )?(?:lol|haha+|hehe+|rofl|lmao|huh|eh|hm+|meh|wow|omg|oops|hmm+)\W*$|\b(?:you|u)(?:'re| are|"
        r" r)? (?:\w+ ){0,2}(?:stupid|dumb|idiot|moron|"
        r"useless|rubbish|silly|annoying)\b|\b(?:stupid|dumb|useless) (?:bot|machine|robot|thing|chat|computer)\b",
        6.0,
    ),
    (
        "request_recommendation",
        r"\b(?:something|anything|a little something) (?:nice |good |special |cool |small |warm )?for (?:my|a|an|our|his|"
        r"her|the) ",
        2.0,
    ),
    ("add_to_cart", r"\b(?:put|add|stick|pop|throw)\b.*\b(?:in|into|to) (?:my|the) (?:cart|basket|bag|trolley)\b", 3.0),
)
COMPILED = tuple((name, re.compile(pattern), weight) for name, pattern, weight in RULES)

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

ORDERS = re.compile(
    r"\b(?:order\w*|parcel|package|deliver\w*|track\w*|shipment|shipped|ship|dispatch\w*|arriv\w*|refund\w*|bought|"
    r"cancel\w*|sent|courier|"
    r"purchase\w*|where|came|come|status|confirmation|waiting|package|e-?mail|invoice|receive\w*|get here)\b"
)
"""Without one of these words no order is meant."""
