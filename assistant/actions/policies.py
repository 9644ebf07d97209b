"""Finding what the shop's own pages say: the sentences that answer a question, each with the page it stands on.

Sentences are weighed by the words they share with the question, a rare word more than a common one (inverse document frequency,
Spärck Jones, 1972), by the topic of their page, and by what kind of answer is wanted: an amount, a time, a place, or whether
something is excluded. Nothing is said that no page says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.actions.facts import Quote
from assistant.actions.pages import MONEY, PLAIN, PROMOTIONS, TIME, WORDS, Page, as_written, compared, origin, pages
from assistant.actions.records import stem, stems
from nlu.turns_of_phrase import FAULT
from nlu.words import PEOPLE

if TYPE_CHECKING:
    from assistant.world import World

_ASKING = stems(
    """
    policy policies offer shop order item items pay long much take takes cost costs price buy can possible terms
    available start able accept use apply valid today tomorrow person back send something anything must away fee fees
    charge charges option options days time times soon fast quick quickly one two three four five first together really
    want need know tell question place bought purchase purchases purchased change decide mind after before without
    within happen happens wrong still new someone somebody customer service support get got give let way ways kind thing
    things stuff deal anyone same find talk speak works usually normally already again else however whether could would
    should may might will fit fits like likes happy actually birthday christmas present size big small large wrong
    quality order hello thanks wanna gonna wants money
    """
) | frozenset(("can", "do", "how", "what", "when", "where", "which", "who", "why", "your", "you", "the", "and", "for", "with"))
"""Words that ask, rather than say what is asked about."""

_BACK = re.compile(r"\b(?:send|bring|give|take)\b.*\bback\b", re.I)
_AMOUNT = re.compile(
    r"\bhow much\b(?! time)|\b(?:costs?|price|fees?|charges?|charged|postage|free|rates?|expensive|cheap)\b", re.I
)
_PERIOD = re.compile(
    r"\bhow (?:long|soon|fast|quick(?:ly)?|many (?:days|weeks))\b|\bwhen\b|\b(?:delivery|shipping) times?\b|\bdeadline\b|"
    r"\bhow much time\b|\bhow late\b",
    re.I,
)
_PLACE = re.compile(r"\b(?:ship|deliver|send|post)\w*\b[^.?!]*\b(?:to|in)\b|\b(?:abroad|overseas|international(?:ly)?)\b", re.I)
_PLACES = ("international", "countr", "countri", "stat", "address")
_WHERE = re.compile(r"\bwhere\b", re.I)
_LOCATED = re.compile(
    r"\bwhere(?:'s| is| are) (?:you(?: guys| all)?|(?:your|the) (?:shop|store|showroom|office))(?: located| based| at)?\W*$|"
    r"\bwhere\b[^.?!]{0,30}\b(?:located|based)\b|"
    r"\byour address\b|\b(?:shop|store)(?:'s)? address\b|\b(?:visit|come (?:by|to|in)) (?:you|your)\b|"
    r"\b(?:physical|actual|real|brick and mortar) (?:shop|store)\b",
    re.I,
)
_STREET = re.compile(
    r"\b\d+[A-Za-z]?,? (?:[A-Z][\w'’.-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Square|Sq|Place|Drive|Dr|Boulevard|Blvd|"
    r"Way|Court|Row|Quay|Terrace|Parkway|Highway)\b"
)
_HOW = re.compile(
    r"\bhow (?:do|can|should|would|could|might|to)\b[^?!.]*\b(?:return|send|exchange|claim|start|bring)|"
    r"\b(?:start|make|begin|arrange|set up) (?:a|my|the) (?:return|claim|exchange)\b|"
    r"\bi(?:'d| would)? (?:want|wanna|need|like|have|going|got) (?:to )?(?:return|send|exchange)\b",
    re.I,
)
_HOW_TO = re.compile(r"\bhow to\b|\bsteps?\b", re.I)
"""Headings under which it says what to do."""
_CODED = re.compile(r"\bcode [A-Z0-9]{3,}")
_PAYS = re.compile(r"\bpay\b|\b(?:credit|debit|by|take|accept) cards?\b", re.I)
_COMES = re.compile(r"\b(?:get|come|arrive|reach|be here|take)\b", re.I)
_PAYING = frozenset(("payment",))
_FIRST = frozenset(("returns", "warranty", "shipping", "privacy"))
"""Topics that a question is about whatever else it names."""
_EXCLUDES = re.compile(r"\b(?:cannot|can't|not|no|never|except|excluding|excluded|exclusions?|unless|only)\b|n't\b", re.I)
_AMOUNTS = re.compile(r"[$€£¥]\s?(\d+(?:[.,]\d+)?)")

MOST = 3
"""Quotes in one answer."""
MOST_PAGES = 2
"""Quotes of pages in one answer; the others are promotions."""
LONGEST = 480
"""Characters quoted from one page at most, in whole sentences."""
ENOUGH = 0.9
"""What a sentence must share with the question to answer it: its page's topic, or a word that few have."""
NEAR = 0.7
"""Share of the best sentence's score from which another one is quoted beside it."""
NEAR_IN_GENERAL = 0.6
"""The same for a question about a topic as a whole ("what's the delivery like")."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked: `words` that say about what, in stems, their `topics`, and the kind of answer that is wanted."""

    words: tuple[str, ...]
    topics: frozenset[str]
    amount: bool
    period: bool
    place: bool
    how: bool

    @property
    def own(self) -> frozenset[str]:
        """The words that say more than a topic: the thing that the question is about."""
        return frozenset(self.words) - PLAIN


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence with its worth as an answer."""

    score: float
    page: int
    place: int


def asked_part(text: str) -> str:
    """What of a message asks the shop something: the clauses that name a topic, or all of it where none does."""
    parts = [part for part in re.split(r"[.?!;]+\s+|,\s+", text) if topic_of(part)]
    return " ".join(parts) or text


def answers(question: str, world: World) -> tuple[Quote, ...]:
    """What the shop's pages and promotions say to a question, best first, each with its page; empty where they are silent.

    Two pages that both speak of it are both quoted: where they disagree, the shopper sees it.
    """
    all_pages = pages(world.store.policies, world.store.promotions)
    if _LOCATED.search(question) and (located := _located(all_pages)):
        return located
    asked = _asked(question)
    if FAULT.search(question.casefold()) and all(page.topic != "warranty" for page in all_pages):
        asked = replace(asked, topics=asked.topics | {"returns"}, words=(*asked.words, stem("defective"), stem("return")))
    if not all_pages or not (asked.words or asked.topics):
        return ()
    marked = sorted(_marks(asked, all_pages), key=lambda m: (-m.score, m.page, m.place))
    if not marked:
        return ()
    general = not asked.own and not asked.amount and not asked.period
    near = [m for m in marked if m.score >= (NEAR_IN_GENERAL if general else NEAR) * marked[0].score]
    quotes: dict[str, Quote] = {}
    for number in dict.fromkeys(m.page for m in near):
        page = all_pages[number]
        told = _together(page, [m for m in near if m.page == number], most=4 if asked.amount else 3)
        of_pages = sum(1 for q in quotes.values() if q.source != PROMOTIONS)
        if len(quotes) < MOST and (page.promotion or of_pages < MOST_PAGES):
            quotes.setdefault(told, Quote(told, page.source))
    return tuple(quotes.values())


def unsaid(question: str, quotes: Sequence[Quote], world: World) -> tuple[str, tuple[str, ...]]:
    """The first word of the question that the pages quoted do not know ("Canada"), and those pages; they are left out where no
    page of the shop knows it. ("", ()) where every word is spoken of.
    """
    if _LOCATED.search(question):
        return "", ()
    all_pages = pages(world.store.policies, world.store.promotions)
    sources = tuple(dict.fromkeys(origin(q.source) for q in quotes))
    quoted = _known([p for p in all_pages if p.origin in sources])
    anywhere = _known(all_pages)
    for word in re.findall(r"(?<![\w'’])[A-Za-z][A-Za-z0-9]{2,}(?![\w'’])", question):
        own = frozenset(stem(w) for w in compared(word) if stems(w) and w not in PEOPLE) - _ASKING
        if own and not own <= quoted:
            return word, (sources if own <= anywhere and PROMOTIONS not in sources else ())
    return "", ()


def topic_of(question: str) -> str:
    """The first topic that the question names in a word known for it; "" for none."""
    return next((WORDS[s] for s in _asked(question).words if s in WORDS), "")


def contacts(world: World) -> tuple[Quote, ...]:
    """The sentences of the shop's pages that hold a telephone number or an e-mail address."""
    reach = re.compile(r"\b\d[\d ()-]{6,}\d\b|[\w.+-]+@[\w-]+\.\w+")
    found = []
    for page in sorted(pages(world.store.policies, ()), key=lambda page: page.topic != "contact"):
        first = next((i for i, s in enumerate(page.sentences) if reach.search(s)), None)
        if first is not None:
            # Only what follows at once belongs to it: an address further down may be for something else.
            both = page.sentences[first : first + 2]
            found.append(Quote(" ".join(both if reach.search(both[-1]) else both[:1]), page.source))
    return tuple(found[:1])


def _located(all_pages: Sequence[Page]) -> tuple[Quote, ...]:
    """The sentences with a street's address, those of the contact page first."""
    ordered = sorted((p for p in all_pages if not p.promotion), key=lambda page: page.topic != "contact")
    found = ((page, at) for page in ordered for at, sentence in enumerate(page.sentences) if _STREET.search(sentence))
    return tuple(Quote(" ".join(page.sentences[at : at + 2]), page.source) for page, at in found)[:1]


def may_differ(question: str, quotes: Sequence[Quote]) -> bool:
    """Whether pages may contradict each other: asked for a cost, two of them name amounts, and none in common."""
    if not _AMOUNT.search(question):
        return False
    by_page: dict[str, set[str]] = {}
    for quote in quotes:
        if amounts := set(_AMOUNTS.findall(quote.text)):
            by_page.setdefault(origin(quote.source), set()).update(amounts)
    told = list(by_page.values())
    return any(one.isdisjoint(other) for at, one in enumerate(told) for other in told[at + 1 :])


def _asked(question: str) -> _Question:
    spoken = [stem(w) for w in compared(question) if stems(w)]
    spoken = [s for s in spoken if s not in _ASKING or s in WORDS]
    spoken += ["return"] if _BACK.search(question) else []
    spoken += [stem("refund")] if "money back" in question.casefold() else []
    topics = frozenset(WORDS[s] for s in spoken if s in WORDS) | (_PAYING if _PAYS.search(question) else frozenset())
    if not topics and _PERIOD.search(question) and _COMES.search(question):
        topics = frozenset(("shipping",))
    if len(topics) > 1 and topics & _FIRST:
        topics &= _FIRST  # "can I return sale items" asks about returns
    faulty = FAULT.search(question.casefold()) is not None
    topics = frozenset(("warranty",)) if faulty else topics
    amount = bool(_AMOUNT.search(question))
    period = bool(_PERIOD.search(question)) and not amount
    how = faulty or _HOW.search(question) is not None
    return _Question(tuple(dict.fromkeys(spoken)), topics, amount, period, bool(_PLACE.search(question)), how)


def _marks(asked: _Question, all_pages: Sequence[Page]) -> list[_Marked]:
    """Every sentence that answers at all, with its score."""
    spoken = [own for page in all_pages for own in page.stems]
    on_topic = {w for page in all_pages if page.topic in asked.topics or not asked.topics for own in page.stems for w in own}
    # A thing that no page of the topic names does not tell its sentences apart.
    asked = replace(asked, words=tuple(w for w in asked.words if w in PLAIN or w in on_topic))
    rarity = {w: _rarity(w, spoken) for w in asked.words}
    found = []
    for number, page in enumerate(all_pages):
        of_topic = page.topic in asked.topics or (page.promotion and any(WORDS.get(s) in asked.topics for s in page.heading))
        if page.promotion and "discount" not in asked.topics and not asked.amount:
            continue
        for place, own in enumerate(page.stems):
            score = _score(asked, page, place, own, rarity, of_topic=of_topic)
            if score:
                found.append(_Marked(score, number, place))
    return found


def _score(asked: _Question, page: Page, place: int, own: frozenset[str], rarity: dict[str, float], *, of_topic: bool) -> float:
    """What a sentence is worth as an answer; 0 where it is none."""
    said = sum(rarity[w] for w in asked.words if w in own)
    led = sum(rarity[w] * (0.4 if w in own else 1.0 if page.promotion else 0.6) for w in asked.words if w in page.heading)
    shared = said + led
    kin = 0.25 * min(sum(1 for w in own if WORDS.get(w) in asked.topics), 2)
    evidence = shared + kin + (1.2 if of_topic else 0.0)
    if evidence < ENOUGH:
        return 0.0
    sentence = page.sentences[place]
    wanted = 0.0
    if asked.period:
        wanted += 2.0 if TIME.search(sentence) else -1.0
        wanted -= 2.0 if _AMOUNTS.search(sentence) else 0.0
    elif TIME.search(sentence) and not asked.own:
        wanted += 0.3
    if asked.amount:
        wanted += 2.0 + 0.3 * min(len(_AMOUNTS.findall(sentence)), 3) if MONEY.search(sentence) else -1.0
    elif len(_AMOUNTS.findall(sentence)) > 1:
        wanted -= 1.0
    if asked.place:
        wanted += 0.6 if any(w in own for w in _PLACES) else 0.0
    if asked.own & own and _EXCLUDES.search(sentence):
        wanted += 1.0  # "furniture and rugs cannot be wrapped" answers for a rug before "we wrap presents" does
    # A heading may say what kind of answer stands below it: "What it costs", "How long it takes", "Where we ship".
    heads = ((asked.amount, _AMOUNT), (asked.period, _PERIOD), (asked.place, _WHERE))
    wanted += 2.0 if asked.how and of_topic and _HOW_TO.search(page.source) else 0.0
    wanted += 0.6 if any(is_asked and kind.search(page.source) for is_asked, kind in heads) else 0.0
    if "code" in asked.words:
        wanted += 0.8 if _CODED.search(sentence) else 0.0
    general = not asked.own and not asked.period and not asked.amount
    wanted += (0.8 if general else 0.1) if page.leads and of_topic else 0.0
    wanted += 0.5 if general and (TIME.search(sentence) or MONEY.search(sentence)) else 0.0
    return max(evidence + wanted, 0.0)


def _rarity(word: str, spoken: Sequence[frozenset[str]]) -> float:
    """How much it tells that a sentence has this word: up to 2; a topic's own words tell less than a thing's name."""
    holding = sum(1 for own in spoken if word in own)
    share = math.log(1 + (len(spoken) - holding + 0.5) / (holding + 0.5)) / math.log(2 * len(spoken) + 2)
    return min(share, 0.6) if word in PLAIN else 2.0 * share


def _together(page: Page, marked: Sequence[_Marked], *, most: int) -> str:
    """The sentences of a page, best first as many as fit, told in its order."""
    taken: list[int] = []
    length = 0
    for one in marked[:most]:
        sentence = page.sentences[one.place]
        if taken and length + len(sentence) > LONGEST:
            continue
        taken.append(one.place)
        length += len(sentence)
    return " ".join(page.sentences[i] for i in sorted(taken))


def _known(some: Sequence[Page]) -> frozenset[str]:
    """The words that these sections use, in text and headings, and those that name their topics."""
    topics = {page.topic for page in some}
    said = {s for page in some for own in (*page.stems, page.heading) for s in own}
    return frozenset(said | {s for s in PLAIN if WORDS.get(s) in topics}) | as_written(some)
