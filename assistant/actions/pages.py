"""The shop's own pages as they are searched: sections in plain sentences, and the words by which each is found.

The words of a question and of a page are brought together: "Amex" and "American Express", "ring" and "phone", "worn" and "unworn"
are each one word here. Only what is compared changes; what is quoted stays as the shop wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.actions.records import sentences, stem
from data.product import PolicySection, Promotion

TOPICS: dict[str, str] = {
    "shipping": "ship shipping deliver delivery delivered post postage courier arrive dispatch overseas international overnight "
    "express parcel",
    "returns": "return returns returned refund refunds exchange exchanges replacement",
    "payment": "pay payment payments card invoice installment amex visa mastercard discover maestro paypal klarna clearpay "
    "afterpay applepay googlepay giftcard cash cheque",
    "privacy": "privacy data cookies personal gdpr track",
    "warranty": "warranty guarantee repair defective broken faulty",
    "discount": "discount discounts coupon code promo promotion promotions voucher deal deals sale",
    "contact": "contact phone email mail address reach touch hours opening store location",
    "gift": "gift gifts wrap",
    "about": "company founded owner story mission",
}
WORDS = {stem(w): topic for topic, listed in TOPICS.items() for w in listed.split()}
"""Stem -> the topic it speaks for."""

PLAIN = frozenset(
    stem(w)
    for w in [
        "ship",
        "shipping",
        "deliver",
        "delivery",
        "delivered",
        "arrive",
        "return",
        "returns",
        "returned",
        "refund",
        "refunds",
        "pay",
        "payment",
        "payments",
        "card",
        "warranty",
        "guarantee",
        "discount",
        "discounts",
        "code",
        "deal",
        "deals",
        "promo",
        "promotion",
        "promotions",
        "coupon",
        "voucher",
        "contact",
        "phone",
        "email",
        "reach",
        "touch",
        "hours",
        "opening",
        "gift",
        "gifts",
        "privacy",
    ]
)
"""Those that name their topic and no more: a page of the topic speaks of them in whatever words."""

PROMOTIONS = "promotions"
"""The source named for a promotion: the shop's list of them."""

MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|USD|EUR|GBP)|\bfree\b", re.I)
TIME = re.compile(
    r"\d[^.]*\b(?:days?|weeks?|hours?|months?)\b|\bnext (?:business |working )?day\b|\bsame (?:working |business )?day\b", re.I
)

_ALIASES = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), meant)
    for pattern, meant in (
        (r"american express|amex", "amex"),
        (r"master ?card", "mastercard"),
        (r"apple ?pay", "applepay"),
        (r"google ?pay", "googlepay"),
        (r"pay pal", "paypal"),
        (r"checks?(?! ?out)", "cheque"),
        (r"gift (?:cards?|vouchers?|certificates?)", "giftcard"),
        (r"(?:promo(?:tion(?:al)?)?|discount|coupon|voucher) codes?", "discount code"),
        (r"instal+ments?", "installment"),
        (r"e-?mail(?:s|ed)?", "email"),
        (r"telephone|phon(?:e|es|ing)|ring(?:ing)?|call(?:s|ing)?", "phone"),
        (r"unworn|worn|wore|used(?= (?:merchandise|items?|goods|products?|clothes))", "worn"),
        (r"wrap(?:s|ped|ping)", "wrap"),
        (r"ship(?:s|ped|ping|ment)", "ship"),
        (r"postage", "ship"),
        (r"swap(?:s|ped|ping)?", "exchange"),
        (r"(?:to )?(?:abroad|overseas|internationally)", "international country"),
    )
)
_WORD = re.compile(r"[a-z0-9%$]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"[*_`#>]{1,3}")
_HEADING = re.compile(r"^(?:\*\*|__)[^*_]{1,40}(?:\*\*|__)$|^#{1,6} .{1,60}$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
TOGETHER = 260
"""Characters of a paragraph of two sentences that is quoted whole: the second often speaks of what the first names."""


@dataclass(frozen=True, slots=True)
class Page:
    """One section, read once: its sentences in plain text, and the stems of each.

    `leads`: the first section of its page. `heading` are the stems of its heading and its page's topic.
    """

    source: str
    sentences: tuple[str, ...]
    stems: tuple[frozenset[str], ...]
    heading: frozenset[str]
    topic: str = ""
    leads: bool = False
    promotion: bool = False

    @property
    def origin(self) -> str:
        """The page that the section stands on."""
        return origin(self.source)


def origin(source: str) -> str:
    """The page of a source, without its section."""
    return source.split(",")[0]


def compared(text: str) -> list[str]:
    """The words of a text as they are compared, in order, not yet cut to their stems."""
    text = text.casefold()
    for pattern, meant in _ALIASES:
        text = pattern.sub(meant, text)
    return _WORD.findall(text)


def stemmed(text: str) -> list[str]:
    """The stems of a text's words as they are compared, in order."""
    return [stem(w) for w in compared(text)]


def as_written(some: Iterable[Page]) -> frozenset[str]:
    """The stems of the words in these sections, as the shop wrote them."""
    return frozenset(stem(w) for page in some for s in page.sentences for w in _WORD.findall(s.casefold()))


@lru_cache(maxsize=4)
def pages(policies: tuple[PolicySection, ...], promotions: tuple[Promotion, ...]) -> tuple[Page, ...]:
    """Every section of the shop's pages, and every promotion."""
    found: list[Page] = []
    seen: set[str] = set()
    for section in policies:
        first = section.topic not in seen
        seen.add(section.topic)
        named = stemmed(f"{section.topic} {section.heading}")
        topic = next((WORDS[s] for s in named if s in WORDS), "")
        found.append(_page(_named(section, first), plain(section.text), named, topic=topic, leads=first))
    for promotion in promotions:
        said = promotion.name if promotion.description == promotion.name else _told(promotion.name, promotion.description)
        coded = f"{said} (code {promotion.code})" if promotion.code and promotion.code not in said else said
        words = ["discount", "promotion", "deal", *(["code"] if promotion.code else []), *stemmed(promotion.name)]
        found.append(_page(PROMOTIONS, (coded,), words, topic="discount", promotion=True))
    return tuple(found)


def _page(
    source: str, body: tuple[str, ...], heading: Iterable[str], *, topic: str, leads: bool = False, promotion: bool = False
) -> Page:
    return Page(source, body, tuple(frozenset(stemmed(s)) for s in body), frozenset(heading), topic, leads, promotion)


def _told(name: str, description: str) -> str:
    return f"{name} {description}" if name.endswith(("!", "?", ".")) else f"{name}: {description}"


def _named(section: PolicySection, leads: bool) -> str:
    """What a quote is said to come from: "returns page", "returns page, “Returning Gifts”"."""
    topic = section.topic.replace("-", " ").replace("_", " ").strip() or "shop's"
    return f"{topic} page" if leads or not section.heading else f"{topic} page, “{section.heading}”"


def plain(text: str) -> tuple[str, ...]:
    """A page's sentences without its markup; a row of a table is told as "head: value".

    Columns whose heads tell a time ("5-7 day shipping") are a sentence of their own: how long it takes, whatever it costs.
    """
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
            out += _paragraph(f"{led}: {line}" if led and line else line)
            led = "" if line else led
            continue
        cells = [" ".join(_MARK.sub("", c).split()) for c in row[1].split("|")]
        if all(set(c) <= set("-: ") for c in cells):
            continue
        if not head:
            head = cells
            timed = [c for c in cells[1:] if TIME.search(c)]
            out += [f"{'; '.join(timed)}."] if timed else []
            continue
        named = "; ".join(f"{h} {c}" for h, c in zip(head[1:], cells[1:], strict=False))
        out.append(f"{cells[0]}: {named}.")
    return tuple(out)


def _paragraph(line: str) -> list[str]:
    said = list(sentences(line))
    return [" ".join(said)] if len(said) == 2 and len(line) <= TOGETHER else said
