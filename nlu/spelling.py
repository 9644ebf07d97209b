"""Slips of spelling in the words that say what is wanted ("rveiws", "chekout", "wat colours"), put right before anything is read.

The values of the store have their own spell-check (`Lexicon.match_misspelt`). Here are the cue words, what is typed for short on
a phone, words without their vowels ("drss", "undr"), and one letter that is missing from or doubled in a short word of the store.
Only a word that nobody knows is touched: no common English word, none of the store's, none of a title on the table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable
from functools import cached_property

from rapidfuzz.distance import OSA

from data.folding import fold_words
from data.lexicon import Lexicon
from nlu.message import Edit, Message, edited
from nlu.words import BRAND

CUES = (
    "above", "add", "added", "around", "available", "basket", "below", "better", "between", "bigger", "biggest",
    "birthday", "brand", "buy", "cancel", "cart", "change", "cheap", "cheaper", "cheapest", "checkout", "color",
    "colors", "colour", "colours", "compare", "complaints", "customer", "delivery", "difference", "different",
    "discount", "does", "expensive", "fabric", "gift", "have", "instead", "larger", "largest", "like", "looking",
    "material", "meant", "medium", "more", "need", "order", "other", "parcel", "payment", "please", "present", "price", "prices",
    "rating", "recommend", "refund", "remove", "return", "returns", "review", "reviews", "second", "shipping", "show",
    "similar", "size", "sizes", "smaller", "smallest", "something", "anything", "stock", "tall", "taller", "thanks",
    "third", "track", "tracking", "under", "voucher", "warranty", "wedding", "what", "which", "without", "would", "wash",
    "washing", "weigh", "weight", "dimensions", "measurements", "recommendation", "newest", "between", "delete",
    "description", "switch", "shrink", "postage", "policy", "popular", "popularity", "highest", "lowest", "latest", "large",
    "small", "pattern", "sorted", "rated", "exchange",
)  # fmt: skip
"""Words that carry the act of a message; the store's values are not among them."""

_SHORT = {
    "wat": "what", "wot": "what", "wats": "what's", "wots": "what's", "plz": "please", "pls": "please", "plse": "please",
    "u": "you", "ur": "your", "thx": "thanks", "thanx": "thanks", "hav": "have", "wich": "which", "ment": "meant",
    "coz": "because", "cuz": "because", "luv": "love", "gimmie": "gimme", "lookin": "looking", "sumthing": "something",
    "sumthin": "something", "somethin": "something", "anythin": "anything", "dont": "don't", "doesnt": "doesn't",
    "didnt": "didn't", "isnt": "isn't", "arent": "aren't", "cant": "can't", "wont": "won't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "im": "i'm", "ive": "i've", "whats": "what's", "hows": "how's", "wheres": "where's",
    "whos": "who's", "thats": "that's", "theres": "there's", "youre": "you're", "theyre": "they're", "lets": "let's",
    "mor": "more", "moar": "more", "frist": "first", "fisrt": "first", "frst": "first", "secnd": "second",
    "scond": "second",
    "sho": "show", "giv": "give", "blck": "black", "tho": "though", "abt": "about", "b4": "before", "rn": "right now",
}  # fmt: skip
"""What is typed for short, understood without a word said about it."""

_BEFORE = {
    "ad": ("add", frozenset(["it", "this", "that", "the", "to", "both", "them", "those", "these"])),
    "4": ("for", frozenset(["my", "me", "him", "her", "our", "us", "a", "an", "the"])),
    "dose": ("does", frozenset(["it", "this", "that", "the", "they", "these", "those"])),
    "ned": ("need", frozenset(["a", "an", "some", "the", "to"])),
    "r": ("are", frozenset(["you", "u", "they", "these", "those", "there"])),
    "id": ("i'd", frozenset(["like", "love", "rather"])),
    "ill": ("i'll", frozenset(["take", "have", "get", "buy", "go"])),
}
"""Words that are others only before these."""

_NOT_AFTER = frozenset(["size", "add", "take", "order", "buy", "number", "no", "option", "item", "x", "or", "and", "of"])
MOST = 40
"""Unknown words of a message that are looked up."""


class Spelling:
    """Opened once per store."""

    def __init__(self, lexicon: Lexicon, known: Container[str]) -> None:
        self._lexicon = lexicon
        self._known = known

    def mend(self, message: Message, names: Iterable[str] = ()) -> Message:
        """The message with its slips put right. `names`: titles of products at hand, whose words are meant as they stand."""
        own = {word for name in names for word in name.casefold().split()}
        edits: list[Edit] = []
        tokens, looked = message.tokens, 0
        for index, token in enumerate(tokens):
            around = message.lower[max(0, token.start - 1) : token.end + 1]
            if token.text in own or any(mark in around for mark in "@#-_"):
                continue
            after = tokens[index + 1].text if index + 1 < len(tokens) else ""
            before = tokens[index - 1].text if index else ""
            meant = _SHORT.get(token.text)
            if meant is None and token.text in _BEFORE and before not in _NOT_AFTER:
                word, following = _BEFORE[token.text]
                meant = word if after in following else None
            if meant is not None:
                edits.append(Edit(token.start, token.end, meant, told=False))
            elif looked < MOST and self._unknown(token.text):
                looked += 1
                guess = self._guess(token.text)
                edits += [Edit(token.start, token.end, guess)] if guess else []
        return edited(message, edits)

    def _unknown(self, word: str) -> bool:
        return len(word) > 2 and word.isascii() and word.isalpha() and word not in self._known and not self._lexicon.knows(word)

    def _guess(self, word: str) -> str | None:
        short = self._short.get(_skeleton(word), set()) if not re.search(r"[aeiou]", word[1:]) else set[str]()
        if len(short) == 1:
            return next(iter(short))
        if len(word) <= 4:
            near = (w for length in (len(word) - 1, len(word) + 1) for w in self._alike.get((word[0], length), ()))
            nearly = {w for w in near if _slip(word, w)}
            if len(nearly) == 1:
                return next(iter(nearly))
        cue, distance = _nearest(word)
        if cue is None or (distance > 1 and self._lexicon.fuzzy(word, self._known)):
            return None
        return cue

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words by which the store's values are called, four to seven letters."""
        forms = (f for e in self._lexicon.entries if e.slot != BRAND for f in (e.canonical, *e.forms))
        said = {w for f in forms for w in re.findall(r"[a-z]+", f)}
        single = {fold for w in said for fold in fold_words(w) if w.startswith(fold)}
        return frozenset(w for w in (*said, *single) if 3 <= len(w) <= 7)

    @cached_property
    def _alike(self) -> dict[tuple[str, int], list[str]]:
        """The same and the cues, by first letter and length."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in sorted({*self._words, *CUES}):
            found.setdefault((word[0], len(word)), []).append(word)
        return found

    @cached_property
    def _short(self) -> dict[str, set[str]]:
        """Words without their vowels -> the words; those that fold alike ("boot", "boots") count as one."""
        found: dict[str, dict[tuple[str, ...], str]] = {}
        for word in sorted((*self._words, *(c for c in CUES if len(c) > 3)), key=len):
            bare = _skeleton(word)
            if len(bare) > 2 and bare != word:
                found.setdefault(bare, {}).setdefault(fold_words(word), word)
        return {bare: set(words.values()) for bare, words in found.items()}


def _skeleton(word: str) -> str:
    return word[:1] + re.sub(r"[aeiou]", "", word[1:])


def _slip(word: str, meant: str) -> bool:
    """Whether a short word lacks one letter of `meant`, or doubles its last."""
    if len(word) == len(meant) + 1:
        return word == meant + meant[-1]
    return len(word) > 3 and len(meant) == len(word) + 1 and word[0] == meant[0] and OSA.distance(word, meant) == 1


def _nearest(word: str) -> tuple[str | None, int]:
    """The one cue word within reach, and how far it is."""
    edits = 1 if len(word) < 6 else 2
    if len(word) < 4:
        return None, 0
    near: dict[str, int] = {}
    for cue in CUES:
        if abs(len(cue) - len(word)) <= edits and len(cue) > 3 and {word[0], word[1]} & {cue[0]}:
            distance = OSA.distance(word, cue, score_cutoff=edits)
            if distance <= edits:
                near[cue] = distance
    if not near:
        return None, 0
    best = min(near.values())
    of_best = [cue for cue, distance in near.items() if distance == best]
    return (min(of_best, key=len), best) if len({fold_words(c) for c in of_best}) == 1 else (None, best)


class Known:
    """Common English words: those of a list, and their adjectives in -y and -able ("scratchy" where there is "scratch")."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        if word in self._words:
            return True
        if not isinstance(word, str) or len(word) < 6:
            return False
        return any(word.endswith(ending) and word[: -len(ending)] in self._words for ending in ("y", "ish", "iness", "able"))
