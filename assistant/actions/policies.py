"""Finding what the shop's own pages say: the sections that answer, and of each the sentences that do.

Okapi BM25 (Robertson and Zaragoza, 2009) over the few sections there are, headings and topics counting double, with the words
that shoppers use for a topic folded into it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.actions.facts import Quote
from assistant.actions.records import sentences, stem, stems
from data.product import PolicySection, Promotion

if TYPE_CHECKING:
    from assistant.world import World

_TOPICS: dict[str, str] = {
    "shipping": "ship shipping deliver delivery post postage courier arrive dispatch overseas international overnight express",
    "returns": "return returns returned refund refunds exchange exchanges replacement",
    "payment": "pay payment payments card invoice instalments installments",
    "privacy": "privacy data cookies personal gdpr track",
    "warranty": "warranty guarantee repair defective broken faulty",
    "discount": "discount discounts coupon code promo promotion promotions voucher deal deals sale",
    "contact": "contact phone call telephone email mail address reach hours opening store location",
    "gift": "gift gifts",
    "about": "company founded owner story mission",
}
_WORDS = {stem(w): topic for topic, listed in _TOPICS.items() for w in listed.split()}
_ASKING = stems(
    "policy policies offer shop order item pay long much take cost costs price buy can possible terms available start able "
    "accept use apply valid today tomorrow person back send something anything must away fee fees charge option options days "
    "time soon"
)
_BACK = re.compile(r"\b(send|bring|give|take)\b.*\bback\b", re.I)
_AMOUNT = frozenset(("much", "cost", "fee", "charg", "pric"))
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|USD|EUR|GBP)|\bfree\b", re.I)
_TIME = re.compile(r"\d[^.]*\b(?:days?|weeks?|hours?|months?)\b|\bovernight\b", re.I)
_AMOUNTS = re.compile(r"[$€£¥]\s?(\d+(?:[.,]\d+)?)")
_ASKS_COST = re.compile(r"\b(?:how much|costs?|price|fees?|charges?|free|pay for|rates?)\b", re.I)
_WHEN = frozenset(("long", "soon", "day", "time", "deadlin"))
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"[*_`#>]{1,3}")
_HEADING = re.compile(r"^(?:\*\*|__)[^*_]{1,40}(?:\*\*|__)$|^#{1,6} .{1,60}$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
MOST = 3
"""Quotes in one answer."""
MOST_PAGES = 2
"""Quotes of pages in one answer; the others are promotions."""
LONGEST = 420
"""Characters quoted from one page at most, in whole sentences."""
PROMOTIONS = "promotions"
"""The source named for a promotion: the shop's list of them."""
ENOUGH = 0.7
"""A section with a lower score does not answer."""
NEAR = 0.45
"""Share of the best section's score from which another page is quoted beside it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One section, read once: its sentences in plain text and the stems it is found by.

    The first section of a page leads: `leads` is what it weighs more.
    """

    source: str
    sentences: tuple[str, ...]
    stems: Counter[str]
    topic: str = ""
    leads: float = 0.0
    promotion: bool = False


def answers(question: str, world: World) -> tuple[Quote, ...]:
    """What the shop's pages and promotions say to a question, best first, each with its page; empty where they are silent.

    Two pages that both speak of it are both quoted: where they disagree, the shopper sees it.
    """
    pages = _pages(world.store.policies, world.store.promotions)
    wanted = _wanted(question)
    if not pages or not wanted:
        return ()
    scores = _scores(wanted, pages)
    order = sorted(range(len(pages)), key=lambda i: -scores[i])
    best = scores[order[0]]
    if best < ENOUGH:
        return ()
    quotes: dict[str, Quote] = {}
    for i in order:
        if scores[i] < best * NEAR or len(quotes) == MOST:
            break
        text = _telling(pages[i], wanted)
        if text and (pages[i].promotion or sum(1 for q in quotes.values() if q.source != PROMOTIONS) < MOST_PAGES):
            quotes.setdefault(text, Quote(text, pages[i].source))
    return tuple(quotes.values())


def unsaid(question: str, world: World) -> str:
    """The first word of the question that no page of the shop knows ("Canada"); "" where every word is spoken of."""
    pages = _pages(world.store.policies, world.store.promotions)
    told = {page.topic for page in pages}
    known = {s for page in pages for s in page.stems} | {s for s, topic in _WORDS.items() if topic in told} | _ASKING
    words = re.findall(r"[A-Za-z]{3,}", question)
    return next((w for w in words if stems(w) and not stems(w) <= known), "")


def topic_of(question: str) -> str:
    """The first topic that the question names in a word known for it; "" for none."""
    return next((_WORDS[s] for s in _wanted(question) if s in _WORDS), "")


def contacts(world: World) -> tuple[Quote, ...]:
    """The sentences of the shop's pages that hold a telephone number or an e-mail address."""
    reach = re.compile(r"\b\d[\d ()-]{6,}\d\b|[\w.+-]+@[\w-]+\.\w+")
    found = []
    for page in sorted(_pages(world.store.policies, ()), key=lambda page: page.topic != "contact"):
        told = [s for s in page.sentences if reach.search(s)]
        if told:
            found.append(Quote(" ".join(told[:2]), page.source))
    return tuple(found[:1])


def _wanted(question: str) -> tuple[str, ...]:
    spoken = [s for s in _stemmed(question) if s in stems(question) or s in _AMOUNT | _WHEN]
    return tuple(dict.fromkeys([*spoken, *(["return"] if _BACK.search(question) else [])]))


@lru_cache(maxsize=4)
def _pages(policies: tuple[PolicySection, ...], promotions: tuple[Promotion, ...]) -> tuple[Page, ...]:
    pages: list[Page] = []
    seen: set[str] = set()
    for section in policies:
        body = plain(section.text)
        first = section.topic not in seen
        seen.add(section.topic)
        title = _named(section, first)
        words = Counter(_stemmed(" ".join(body)))
        words.update(dict.fromkeys(_stemmed(f"{section.heading} {section.topic}"), 2))
        named = [_WORDS[s] for s in _stemmed(f"{section.topic} {section.heading}") if s in _WORDS]
        pages.append(Page(title, body, words, topic=named[0] if named else "", leads=1.0 if first else 0.0))
    for promotion in promotions:
        said = promotion.name if promotion.description == promotion.name else f"{promotion.name}: {promotion.description}"
        words = Counter(_stemmed(said))
        words.update(dict.fromkeys(("discount", "promotion", "deal", *_stemmed(promotion.name)), 2))
        coded = f"{said} (code {promotion.code})" if promotion.code and promotion.code not in said else said
        pages.append(Page(PROMOTIONS, (coded,), words, topic="discount", promotion=True))
    return tuple(pages)


def _named(section: PolicySection, leads: bool) -> str:
    """What a quote is said to come from: "returns page", "returns page, “Returning Gifts”"."""
    topic = section.topic.replace("-", " ").replace("_", " ").strip() or "shop's"
    return f"{topic} page" if leads or not section.heading else f"{topic} page, “{section.heading}”"


def may_differ(question: str, quotes: Sequence[Quote]) -> bool:
    """Whether pages may contradict each other: asked for a cost, two of them name amounts, and none in common."""
    if not _ASKS_COST.search(question):
        return False
    by_page: dict[str, set[str]] = {}
    for quote in quotes:
        if amounts := set(_AMOUNTS.findall(quote.text)):
            by_page.setdefault(origin(quote), set()).update(amounts)
    told = list(by_page.values())
    return any(one.isdisjoint(other) for at, one in enumerate(told) for other in told[at + 1 :])


def origin(quote: Quote) -> str:
    """The page that a quote stands on, without its section."""
    return quote.source.split(",")[0]


def _stemmed(text: str) -> list[str]:
    return [stem(w) for w in re.findall(r"[a-z0-9%$]+", text.casefold())]


def plain(text: str) -> tuple[str, ...]:
    """A page's sentences without its markup; a row of a table is told as "head: value"."""
    out: list[str] = []
    head: list[str] = []
    led = ""
    for raw in re.split(r"\n+", text):
        row = _ROW.match(raw)
        if not row:
            head = []
            line = " ".join(_MARK.sub("", _LINK.sub(r"\1", raw)).split())
            if line and _HEADING.match(raw.strip()):
                led = line.rstrip(":")
                continue
            out += sentences(f"{led}: {line}" if led and line else line)
            led = "" if line else led
            continue
        cells = [" ".join(_MARK.sub("", c).split()) for c in row[1].split("|")]
        if all(set(c) <= set("-: ") for c in cells):
            continue
        if not head:
            head = cells
            continue
        named = "; ".join(f"{h} {c}" for h, c in zip(head[1:], cells[1:], strict=False))
        out.append(f"{cells[0]}: {named}.")
    return tuple(out)


def _scores(wanted: Sequence[str], pages: Sequence[Page]) -> list[float]:
    """BM25, raised for a page of the topic asked about, lowered for one of another."""
    mean = sum(p.stems.total() for p in pages) / len(pages)
    topics = {_WORDS[s] for s in wanted if s in _WORDS}
    scores = []
    for page in pages:
        score = 0.0
        for s in wanted:
            if s in _ASKING and s not in _WORDS:
                continue
            holding = sum(1 for p in pages if s in p.stems)
            rarity = max(0.4, math.log(1 + (len(pages) - holding + 0.5) / (holding + 0.5)))
            tf = page.stems[s]
            score += rarity * tf * 2.2 / (tf + 1.2 * (0.7 + 0.3 * page.stems.total() / mean))
        kin = sum(page.stems[s] for s in page.stems if _WORDS.get(s) in topics)
        score += 1.5 * kin / (kin + 3) if kin else 0.0
        on_topic = page.topic in topics or (page.promotion and any(_WORDS.get(s) in topics for s in page.stems))
        scores.append(score + 1.0 + page.leads if on_topic else score * (0.6 if topics else 1.0))
    return scores


def _telling(page: Page, wanted: Sequence[str]) -> str:
    """The sentences of a page that answer, in its order, as many as fit; asked for a price or a time, those that tell one."""
    topics = {_WORDS[s] for s in wanted if s in _WORDS}
    amount, period = bool(_AMOUNT & set(wanted)), bool(_WHEN & set(wanted))

    def score(sentence: str) -> float:
        own = set(_stemmed(sentence))
        hits = sum(1 for s in own if s in wanted) + 0.5 * min(sum(1 for s in own if _WORDS.get(s) in topics), 2)
        timed = (2.0 if period else 0.8) if _TIME.search(sentence) else 0.0
        return hits + timed + (2.0 if amount and _MONEY.search(sentence) else 0.0)

    marks = [score(s) for s in page.sentences]
    ranked = sorted(range(len(page.sentences)), key=lambda i: -marks[i])
    taken: list[int] = []
    length = 0
    for i in ranked:
        if taken and (length + len(page.sentences[i]) > LONGEST or marks[i] < 0.6 * marks[ranked[0]]):
            continue
        taken.append(i)
        length += len(page.sentences[i])
        if len(taken) == (4 if amount else 3):
            break
    return " ".join(page.sentences[i] for i in sorted(taken))
