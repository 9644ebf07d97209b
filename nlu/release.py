"""How shoppers say that something need not hold after all: words before it ("forget the …", "doesn't have to be …"), after it
("… doesn't matter", "… can go") and around it ("take … out").

Patterns over lower-cased text; `nlu.dropping` says what they are about.
"""

from __future__ import annotations

import re

_DONT = r"(?:(?:does|do|dose|dos|did)n'?t|do(?:en|sen)'?t|doens'?t|(?:does|do|did) not|no longer|never)"
_VERY = r"(?:(?:so|too|that|all that|very|really|overly|actually|honestly|at all|even|strictly|particularly|terribly|super) )*"
_AT_EASE = (
    r"(?:fus+(?:ed|y)|bothered|picky|part?icular|precious|concerned|worried|"
    r"fixed|set|hung up|stuck|strict|wedded|married|tied|attached|"
    r"limited|restricted|choosy|insisting)"
)
_SAID = (
    r"(?:(?: about)? (?:what|that|everything|how) i (?:just )?(?:said|told you|mentioned|asked)(?: (?:about|for|on))?| about)?"
)
_FILL = (
    r"(?:\s+(?:the|teh|every|my|that|this|those|these|a|an|any|all|its?|it's|is|are|was|to|be|being|for|of|about|having|"
    r"have|has|had|come|with|"
    r"in|made|from|on|by|whole|strict|just|really|what|which|if|whether|only|they|they're|he|she|me|us|i|said|thing|bit|part|"
    r"wanting|entirely|actual|search))"
)

NOT_NEEDED = re.compile(
    rf"\b(?:{_DONT} (?:really |actually |even |always |strictly )*(?:have?|need|got|ha) to (?:be|have|come|say|include)|"
    rf"{_DONT} (?:really |actually |even |strictly )*(?:need|require)s?(?! to\b)|"
    rf"{_DONT} (?:really |actually |even )*(?:insist on|mat+er (?:to me )?(?:if|whether|that)|(?:care|mind|bother)(?: about)? "
    r"(?:if|whether))|"
    r"no (?:real |particular |longer any |more )?need (?:for|of|to be|to have|that)|need(?:n'?t| not)(?: to)?(?: be| have)|"
    r"not necessarily|stop insisting on|(?:who|why) cares? (?:if|whether))\b"
)
"""Some words may stand between these and what is not needed."""

BEFORE = re.compile(
    rf"\b(?:{_DONT} (?:really |actually |even |just )*(?:(?:care|mind|bother|worry|fuss|stress|mat+er)(?:s|ed)?(?: to me)?"
    r"(?: about| over| with| on)?(?: (?:what|which|if|whether|who|how))?(?! for)|"
    r"(?:limit|restrict|filter|narrow|stick|confine|tie|keep)(?: (?:it|this|me|us|them|that|yourself|things|the search))?"
    r"(?: down)? (?:to|by|on))|"
    r"(?:let'?s|please|do) not (?:limit|restrict|filter)(?: (?:it|this|me|us|them|things))? (?:to|by|on)|"
    rf"(?:not|isn't|aren't|ain't|no longer|less) {_VERY}{_AT_EASE}(?: (?:any ?more|now))?(?: (?:about|on|by|with|to|over|"
    rf"with))?|"
    r"not (?:only|just)(?= [a-z])|"
    rf"(?:f(?:or|ro|o)get(?:ting)?|never ?mind|nvm|ignore|disregard){_SAID}|"
    r"(?:drop|lose|loose|scrap|scratch|skip|remove|delete|ditch|dump|cancel|clear|screw|bin|loosen|relax|widen|broaden|lift|"
    r"ease (?:off|up)(?: on)?|take (?:off|away|out)|leave (?:off|out)|get rid of|do away with|let go of|stop (?:filtering|"
    r"limiting)(?: it)?(?: by| to| on)?|undo|reset|untick|deselect|turn off|switch off)|"
    r"(?:can|could|i'll|we'll|will|would) (?:happily |easily )?(?:live|do|go|manage) without|"
    r"regardless of|irrespective of|no matter|"
    r"who cares(?: (?:about|what|which))?|(?:coul?d|can)(?:n'?t| not) care less(?: (?:about|what|which))?|"
    r"back to before i (?:said|asked for|wanted|chose|picked|mentioned)|"
    r"surprise me (?:on|with)|either way (?:on|about|with)|no (?:strong |real )?opinions? (?:on|about)|"
    r"open(?: (?:it|things|this))?(?: up)? (?:to|for|on|about|as to)|"
    r"(?:flexible|easy|relaxed|open|chill) (?:on|about|with|as to|in|over)|"
    r"no (?:strong )?prefer[ea]nces? (?:on|for|about|in|as to|regarding|when it comes to)|"
    r"no (?:limit|restriction|preference)s? (?:on|for|in)|"
    r"(?:go|spend|pay|stretch)(?: \w+){0,2} (?:higher|more|over|up|further)(?: on| with| in)|"
    r"with or without)"
    rf"{_FILL}{{0,6}}\s*$"
)
REMOVES = re.compile(r"^(?:drop|lose|loose|remove|delete|skip|scrap|scratch|cancel|take|leave|get|ditch|dump|bin|clear)\b")
"""Of these, the words that may also take a product out: "remove the red one"."""

ANY = re.compile(r"\b(?:any|whatever|whichever|either|any old|all and any)(?: (?:the|kind of|sort of|type of|particular))?\s*$")
EVERY = re.compile(r"\b(?:every|all|both)(?: the)?\s*$")
CHANGEABLE = re.compile(r"\b(?:can|could|may|might) be (?:in )?(?:an? )?(?:different|another|other)\s*$")
OTHER = re.compile(r"\b(?:an)?other\s*$|\bdifferent\s*$")
NO = re.compile(r"\bno (?:particular |specific |special |favou?rite |preferred |set |fixed |real |certain )\s*$")
PLAIN_NO = re.compile(r"\bno\s*$")
NO_MORE = re.compile(
    r"^\s+(?:limit|filter|prefer[ea]nce|requirement|restriction|cap|constraint)s?\b|"
    r"^\s+in mind\b|^\W*(?:really|now|thanks|any ?more)?\W*$"
)
ANY_BUT = re.compile(r"^\W*(?:but|except|other than|besides|apart from|bar)\s+(?:(?:for|not|in|the|a)\s+)*$")
OF_STOCK = re.compile(
    r"^s?\s+(?:\d|like|do|does|is in|in stock|are in|available|left|other|you'?d|you (?:have|would|like better|recommend))"
)
ASKS = re.compile(r"\b(?:(?:is|are) there|have|got|do|does|about|comes?|which)(?: (?:it|you|they))?(?: come)?(?: in)?\s+any\s*$")

_TAIL = (
    r"(?:'s|s)?(?: (?:filter|limit|cap|requirement|restriction|"
    r"prefer[ea]nce|part|bit|thing|choice|condition|range|rule|stuff|idea|constraint)s?)?"
)
_OK = r"(?:fine|ok|okay|alright|all right|good|grand|great|cool|acceptable|welcome|will do|works?|do|would (?:do|work))"
OK = re.compile(
    rf"^{_TAIL}(?:\s+(?:is|are|will|would|can|could|be|also|even|really|too|of these|of them|'s|just as)|'s|'ll|'d)*\s+{_OK}\b"
)
_LINK = (
    r"(?:(?:\s+(?:earlier|before|but|that|it|this|which|really|honestly|though|just|so|well|then|and|um|uh|now|anyway|"
    r"very much|"
    r"you know|i guess|in fact|of (?:the |it\b|them\b)\w*|one|or not|i|is|was|\w+ly))|,)*"
)
_IMPORTANT = (
    r"(?:important|essential|necessary|needed|required|crucial|critical|vital|an? (?:absolute )?must(?:[ -]have)?|"
    r"an? deal ?-?breaker|"
    r"a big deal|an issue|a problem|a concern|a priority|a worry|set in stone|fixed|compulsory|mandatory|the main thing|key)"
)
_BE = r"(?:'s| is| are| was| were| be| can be| could be|'re)"
AFTER = re.compile(
    rf"^{_TAIL}{_LINK}(?:"
    rf"(?:{_BE}(?: really| actually| quite| just| honestly)* not|(?: is| are| was| were)n'?t|'sn'?t| ain't|,? not)"
    rf"(?: (?:really|so|that|very|all that|as|too|actually|even|any longer|any more|super))* {_IMPORTANT}|"
    rf"{_BE}(?: (?:very|quite|totally|completely|really|a bit|just|far|all|not|now|pretty|only|way|also))* "
    r"(?:flexible|irrelevant|unimportant|"
    r"open|optional|negotiable|up to you|no (?:object|issue|problem|matter|biggie|concern)|secondary|nice to have|"
    r"too (?:strict|limiting|restrictive)|silly|optimistic|whatever|free|immaterial|not (?:an issue|a problem))|"
    rf"\s+{_DONT} (?:really |actually |even |much )*(?:mat+er|bother|count|fus+|concern|worry|need to|have to)|"
    r"\s+(?:is |are )?(?:no longer|hardly|barely|never) (?:mat+ers?|counts?|bothers? me|needed|required|necessary|important)|"
    r",?\s+(?:it )?makes? no (?:difference|odds)|\s+was (?:only|just) (?:an? (?:thought|idea|suggestion|whim)|nice to have)|"
    r"\s+(?:can|could|may|might)(?: really| also| just)? be (?:anything|any|whatever|whichever|either|everything|"
    r"ignored|dropped|removed|"
    r"skipped|left out|left off|flexible)|"
    r"\s+(?:can|could|may|might)(?: just| also)? (?:go|slide|wait)\b(?! (?:up|to|higher|over|in|with)\b)|"
    r"\s+whatever(?=\W*$|[,.])|\s+(?:all )?the same to me|"
    r"\s*\?\s*(?:i |it |we )?(?:don'?t|doesn'?t|couldn'?t|not)(?: really)? (?:care|mind|mat+er|fus+|bothered)|"
    rf",?\s+(?:i |it |that |we )?{_DONT} (?:really )?(?:mind|care|mat+er)(?: which)?(?: to me)?\W*$|"
    r",\s*(?:i'?m|i am|we'?re) (?:open|easy|flexible|not (?:too )?(?:fus+(?:ed|y)|bothered|strict|picky|particular))|"
    r",\s*(?:it'?s )?all the same(?: to me)?|,?\s+(?:so )?no matter\W*$|"
    r"[,.?!:]?\s*(?:so |and |then |just |you can |we can |you could |please |you may |ok )*"
    r"(?:f(?:or|ro|o)get|ignore|drop|lose|scrap|skip|remove|"
    r"scratch|cancel|delete|disregard|never ?mind|leave|take)\s*(?:(?:about )?(?:it|that|this|them|those))?\s*"
    r"(?:off|out|away|part|bit|"
    r"one)?(?=\W*$|[,.;!]|\s+(?:and|then|please|now|show|too)\b)|"
    r"\s+is what(?:ever)?\W*$)"
)
AROUND = (
    (re.compile(rf"\b(?:take|leave|cut|cross){_FILL}{{0,2}}\s*$"), re.compile(rf"^{_TAIL}\s+(?:off|out|away)\b")),
    (re.compile(rf"\blet{_FILL}{{0,2}}\s*$"), re.compile(rf"^{_TAIL}\s+(?:go|slide)\b")),
    (
        re.compile(rf"\bwithout{_FILL}{{0,2}}\s*$"),
        re.compile(r"^\s+(?:filter|limit|cap|requirement|restriction|condition|constraint)s?\b"),
    ),
)
_FINE = r"(?:fine|ok|okay|alright|all right|good|acceptable|allowed|welcome)"
ALLOWED = re.compile(
    rf"^\s*(?:is|are|'s|would (?:also )?be|(?:can|could) (?:also )?be)\s+(?:also |too )?(?:be )?{_FINE}\s*"
    rf"(?:(?P<again>(?:(?:too|as well)\s*)?(?:after all|again\b|now\b)|(?:too|as well)\s*$)|$)"
)
"""Said of a value that was ruled out, or was not among those sought; `again` where it cannot be a plain wish."""
JOINS = re.compile(r"^\s*(?:,\s*(?:and |or |nor )?|and |or |nor |& |/\s*)(?:also )?(?:(?:the|my|a|an|any) ?)*$")
"""Between two things let go in one breath."""
SAID_BEFORE = re.compile(
    r"\b(?:i (?:did |had |only |just )*(?:say|said|ask(?:ed)? for|want(?:ed)?|mention(?:ed)?|chose|put|picked)|"
    r"(?:can|could) be|had to be|was)"
    r"(?: (?:it|they|that|had|to|be|must|was|a|an|the|for|in|only))*\s*$"
)
"""Before a value that is told again, to be let go by the name of its slot: "I said wool, but any material will do"."""
ONES = re.compile(r"^\s+(?:ones?|pairs?|items?|products?)\b")
