"""The words by which the cards at hand may be called: title, brand, and values with their synonyms and broader words.

Words are compared folded, one by one: of several cards those are meant that have most of the words said.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from data.folding import fold_words
from data.typos import reach
from data.values import broader, normalise, shades, synonyms_of, vocabulary
from nlu.of_parts import kind_of_look
from nlu.understanding import ShownProduct
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, SIZE, STOP

Folds = tuple[str, ...]

MEANT, BROADER = 0.9, 0.8
"""What a synonym, and a broader word, count beside the word that stands on the card."""

_LOOKS = (COLORS_SLOT, "material", "pattern")
_NO_NAMES = frozenset((SIZE, "price", "rating", "care"))
_LONGEST = 4
"""Words of the longest value by which a product is called; what is longer describes it."""
_SHORTEST_MISSPELT = 5
_COUNTED = re.compile(r"(\d+)s")


@dataclass(frozen=True, slots=True)
class Card:
    """One product: `forms` are stretches that name it or what it is, `looks` the words that tell only how it looks."""

    product: ShownProduct
    title: Folds
    forms: dict[Folds, float]
    looks: frozenset[str]
    heads: frozenset[str]
    """What it is: the last words of its types."""
    names: frozenset[str]
    """Words of the title that are nothing but a name."""

    def fit(self, said: Sequence[str]) -> float:
        """How many of these words the card has, those of synonyms a little less; the type as the last word a little more."""
        score, at = 0.0, 0
        while at < len(said):
            width = next((n for n in range(min(_LONGEST, len(said) - at), 0, -1) if tuple(said[at : at + n]) in self.forms), 0)
            score += width * self.forms[tuple(said[at : at + width])] if width else 0.0
            at += width or 1
        return score + (0.5 if said and said[-1] in self.heads else 0.0)

    def named_whole(self, said: Sequence[str]) -> bool:
        """Whether every word of the title is said."""
        return set(self.title) <= set(said)


class Table:
    """The cards at hand, the shown ones first."""

    def __init__(self, products: Iterable[ShownProduct]) -> None:
        self.cards = tuple(_card(p) for p in {p.id: p for p in products}.values())
        self.words: dict[str, float] = {}
        for card in self.cards:
            for form, worth in card.forms.items():
                for word in form:
                    self.words[word] = max(worth, self.words.get(word, 0.0))
        self._starts = {form for card in self.cards for form in card.forms if len(form) > 1}

    def said(self, folds: Sequence[str], at: int) -> int:
        """How many of the words from `at` on call a card; 0 where none does."""
        longest = next((n for n in range(min(_LONGEST, len(folds) - at), 1, -1) if tuple(folds[at : at + n]) in self._starts), 0)
        return longest or int(any((folds[at],) in card.forms for card in self.cards))

    def nearest(self, word: str, known: Container[str]) -> str | None:
        """The one word of the cards that a misspelt word may mean."""
        if not word.isalpha() or word in known or word in STOP:
            return None
        if len(word) < _SHORTEST_MISSPELT:
            whole = {w for card in self.cards for w in card.heads if len(word) > 2 and w.startswith(word)}
            return whole.pop() if len(whole) == 1 else None  # "the tux"
        near = {w: OSA.distance(word, w, score_cutoff=reach(word)) for w in self.words if w.isalpha() and w[0] == word[0]}
        best = min(near.values(), default=99)
        found = [w for w, distance in near.items() if distance == best <= reach(word)]
        return found[0] if len(found) == 1 else None

    def stem(self, word: str) -> str | None:
        """The word of a card from which a word is made: "lounger" of a lounge chair."""
        found = [w for w in self.words if len(w) >= _SHORTEST_MISSPELT and word.startswith(w) and 0 < len(word) - len(w) < 3]
        return found[0] if len(found) == 1 else None

    def having(self, word: str) -> str | None:
        """The word of a card that says it has such a thing: "bordered" of a border."""
        return next((form for form in (f"{word}ed", f"{word}d") if form in self.words), None)

    def types(self, said: Sequence[str]) -> bool:
        """Whether these words only tell what a product is: "headphones", "black headphones"."""
        return all(any(word in card.heads for card in self.cards) or self.only_looks((word,)) for word in said)

    def common(self, said: Sequence[str]) -> bool:
        """Whether these words are but colours, materials and numbers, that may be asked for as well."""
        return bool(said) and all(word in _common_looks() or word.isdigit() for word in said)

    def entitles(self, said: Sequence[str]) -> bool:
        """Whether these words stand in the title of one card only."""
        return sum(set(said) <= set(card.title) for card in self.cards) == 1

    def names(self, said: Sequence[str]) -> bool:
        """Whether one of these words is only a name, no type, look or maker: "Zoe", "Stormfoot"."""
        return any((word,) in card.forms and word in card.names for word in said for card in self.cards)

    def fitting(self, said: Sequence[str], among: Sequence[ShownProduct]) -> list[ShownProduct]:
        """Those of `among` that have most of these words; where one's whole title is said, that one."""
        own = {p.id for p in among}
        scores = [(card.fit(said), card) for card in self.cards if card.product.id in own]
        best = max((score for score, _ in scores), default=0.0)
        if best <= 0:
            return []
        found = [card for score, card in scores if score >= best - 0.05]
        whole = [card for card in found if card.named_whole(said)]
        return [card.product for card in (whole if len(whole) == 1 else found)]

    def only_looks(self, said: Sequence[str]) -> bool:
        """Whether these words tell how a product looks and call none: "blue", "leather", "15"."""
        return all(
            word.isdigit() or not any((word,) in card.forms and word not in card.looks for card in self.cards) for word in said
        )


def worded(text: str) -> Folds:
    """The folds of one word of a message; "55s" are several of "55"."""
    counted = _COUNTED.fullmatch(text)
    return fold_words(counted[1] if counted else text)


@cache
def common_words() -> frozenset[Folds]:
    """Types, colours and materials that every shopper knows, whether a card has them or not."""
    names = {*shades(), *(n for slot in (CATEGORY, "material") for n in vocabulary(slot))}
    same = {s for slot in (CATEGORY, "material") for n in vocabulary(slot) for s in synonyms_of(slot, n)}
    return frozenset(fold for name in (*names, *same) if (fold := fold_words(name)) and fold[-1] not in STOP)


def priced(product: ShownProduct, amount: Decimal) -> bool:
    """Whether a price is called by this amount: 95 is 95.00, and 94.99 in round figures."""
    if product.price == amount:
        return True
    return amount == amount.to_integral() and amount in (product.price.to_integral(), product.price // 1)


def _card(product: ShownProduct) -> Card:
    return Card(product, *_named(product.title, tuple((slot, tuple(v)) for slot, v in product.attributes.items())))


@lru_cache(maxsize=4096)
def _named(
    name: str, attributes: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Folds, dict[Folds, float], frozenset[str], frozenset[str], frozenset[str]]:
    """Title, forms, looks, heads and names of a card."""
    title = fold_words(name)
    forms, looks, heads = _forms(attributes)
    forms.update({title[i : i + n]: 1.0 for n in range(1, _LONGEST + 1) for i in range(len(title) - n + 1)})
    modifiers = {w for slot, vs in attributes if slot == CATEGORY for v in vs for w in fold_words(v)[:-1]}
    own = (set(title[:-1]) - _common_looks() - modifiers) | (set(title[-1:]) - _common_looks())
    brands = {w for slot, vs in attributes if slot == BRAND for v in vs for w in fold_words(v)}
    values = {w for _, vs in attributes for v in vs for w in fold_words(v)}
    names = {
        w
        for w in title
        if len(w) > 2 and w.isalpha() and (w,) not in common_words() and w not in values | brands and w not in STOP
    }
    return title, forms, frozenset((looks | modifiers) - own - heads), frozenset(heads), frozenset(names)


def _forms(values: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[dict[Folds, float], set[str], set[str]]:
    forms: dict[Folds, float] = {}
    looks: set[str] = set()
    heads: set[str] = set()
    for slot, written in values:
        if slot in _NO_NAMES:
            continue
        for value in written:
            words = fold_words(value)
            if not words or len(words) > _LONGEST:
                continue
            canonical = normalise(slot, value).canonical
            wider = () if slot == BRAND else broader(slot, canonical)
            also = [(f, MEANT) for f in (canonical, *synonyms_of(slot, canonical))] if slot != BRAND else []
            also += [(f, BROADER) for w in wider for f in (w, *synonyms_of(slot, w))]
            whole = 1.0 if slot in _LOOKS or kind_of_look(slot) is None else BROADER  # a white sole makes it no white one
            for form, worth in [(words, whole), *((fold_words(f), worth) for f, worth in also)]:
                if form and len(form) <= _LONGEST:
                    forms[form] = max(min(worth, whole), forms.get(form, 0.0))
                    if slot in _LOOKS:
                        looks.update(form)
            for n in range(1, len(words)):
                for at in range(len(words) - n + 1):
                    forms.setdefault(words[at : at + n], 1.0)
            if slot == CATEGORY:
                heads.update(fold_words(w)[-1] for w in (value, canonical) if fold_words(w))
            elif slot not in (BRAND, *_LOOKS):
                looks.update(words)
    return forms, looks, heads


@cache
def _common_looks() -> frozenset[str]:
    """Single words that are a colour or a material wherever they stand."""
    names = (*shades(), *vocabulary("material"), *(s for n in vocabulary("material") for s in synonyms_of("material", n)))
    return frozenset(fold[0] for name in names if len(fold := fold_words(name)) == 1)
