"""Whether a sentence denies what some of its words state: "no hood", "waterproof: no", "0% wool", "faux leather", "leather-free".

A denial may stand before the words, as far as its clause goes, or right behind them. The words of denial are those of
`data/vocabulary/sentences.json`. Where it cannot be told, the words count as denied: only what is surely said is a record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data.words import american, singular, word_list

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
_ENDS_CLAUSE = re.compile(r"[.;:!?–—(•|]")
_ANSWER_FOLLOWS = re.compile(r"^\s*[:=?(\[|–—-]")
_CROSS = "✗✘❌✕✖"
_CROSS_BEHIND = re.compile(rf"^\s*[:=(\[|–—-]\s*[{_CROSS}]")
_CROSS_OR_DASH_AT_END = re.compile(rf"^\s*(?:[{_CROSS}]|[:=]\s*[–—-]+)\s*$")
_CROSS_BEFORE = re.compile(rf"(?:^|[^:=(\[|–—\s-])\s*[{_CROSS}]\s*$")
_FARTHEST = 8
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words: lower case, American, singular; `spans` are where they stand."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def gap(self, at: int) -> str:
        """What stands between word `at` and the next, or behind the last; before the first for -1."""
        start = self.spans[at][1] if at >= 0 else 0
        return self.text[start : self.spans[at + 1][0]] if at + 1 < len(self.spans) else self.text[start:]


def sentence_of(text: str) -> Sentence:
    matches = list(_WORD.finditer(text))
    return Sentence(text, tuple([plain_word(match[0]) for match in matches]), tuple([match.span() for match in matches]))


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as those of sentences are."""
    return tuple(plain_word(word) for word in _WORD.findall(phrase))


@lru_cache(maxsize=50_000)
def plain_word(word: str) -> str:
    return singular(american(word.casefold().replace("’", "'")))


def denied(sentence: Sentence, at: int, end: int, *, listed: bool = False, within: int = _FARTHEST) -> bool:
    """Whether what words `at` to `end` state is said not to be so, by up to `within` words before, or behind.

    `listed`: they may be one of a list ("free of wool, silk and fur"), and are denied with it.
    """
    return _imitated(sentence, at) or _denied_behind(sentence, at, end) or _denied_before(sentence, at, end, listed, within)


def _imitated(sentence: Sentence, at: int) -> bool:
    """Whether the words before say that it is only like that: "faux leather", "plant-based leather"."""
    before = sentence.words[max(0, at - 2) : at]
    return before[-1:] != () and (before[-1] in _set("imitations") or before in _pairs("imitating_pairs"))


def _denied_behind(sentence: Sentence, at: int, end: int) -> bool:
    """As in "leather-free", "hood not included", "waterproof: no", "wool 0%"."""
    words, gap = sentence.words, sentence.gap(end - 1)
    following = words[end : end + 3]
    if _CROSS_BEHIND.match(gap) or (not following and _CROSS_OR_DASH_AT_END.match(gap)):
        return True
    if not following:
        return False
    if following[0] == "free":
        return gap in (" ", "-") and following[1:2] not in (("of",), ("from",))
    if following[:2] in (("sold", "separately"), ("or", "not")):
        return True
    if following[0] in _set("denying_behind") and not _ENDS_CLAUSE.search(gap) and "," not in gap:
        return True
    if _said_absent(words[end : end + 4]):
        return True
    if following[:1] == ("0",) and following[1:2] in (("%",), ("percent",)) and "," not in gap:
        return not (at and words[at - 1] in ("%", "percent") and sentence.gap(at - 1).isspace())  # "100% wool 0% silk"
    return _answered_no(sentence, at, end)


def _said_absent(following: tuple[str, ...]) -> bool:
    """As in "is not included", "isn't used", "cannot be recommended"."""
    rest = following[1:] if following[0] in ("is", "are", "was") else following
    if rest[:1] not in (("not",), ("isn't",), ("aren't",), ("cannot",)):
        return False
    rest = rest[2:] if rest[1:2] == ("be",) else rest[1:]
    return rest != () and rest[0] in _set("absent")


def _answered_no(sentence: Sentence, at: int, end: int) -> bool:
    """As in "waterproof: no", "waterproof rating: none", "hood (without)"; an end must follow: "waterproof - no leaks" is no such
    answer.
    """
    words, gap, stated = sentence.words, sentence.gap(end - 1), sentence.words[at:end]
    while end < len(words) and words[end] in _set("regrets"):
        end += 1
    asked = end + 1 == len(words) and gap.strip() in (",", ";")
    asked = asked or _ANSWER_FOLLOWS.match(gap) is not None
    answer = end + 1 if not asked and end + 1 < len(words) and sentence.gap(end).lstrip().startswith(":") else end
    asked = asked or answer > end
    if asked and words[answer : answer + 2] == ("n", "a"):
        return True
    if answer >= len(words) or words[answer] not in _set("answers_no") or not (asked or gap.isspace()):
        return False
    behind = sentence.gap(answer)
    if answer + 1 < len(words) and (not behind.strip() or behind.startswith("-")):
        return asked and words[answer + 1 : answer + 1 + len(stated)] == stated  # "Hood: no hood"
    return asked or words[answer] not in ("0", "n", "x")


def _denied_before(sentence: Sentence, at: int, end: int, listed: bool, within: int) -> bool:
    words = sentence.words
    if (before := sentence.gap(at - 1)) not in ("", " ") and _CROSS_BEFORE.search(before):
        return True
    if at and _stands_directly(sentence, at - 1):
        return True
    commas = 0
    for place in range(at - 1, max(-1, at - 1 - within), -1):
        gap, word = sentence.gap(place), words[place]
        if word in ("%", "percent") and "," not in gap:
            return _is_zero(sentence, place - 1)
        if word == "0" and words[place + 1] in _set("units"):
            return True
        if gap != " " and _ENDS_CLAUSE.search(gap):
            return False
        if word == "but":
            return words[place - 1 : place] != () and words[place - 1] in ("anything", "everything", "all")
        if word in _set("breaks"):
            return False
        if "," in gap:
            commas += 1
            if words[place + 1] in _set("new_clause") or word in _set("negators"):
                return False
        if at - place <= _NEAR and (word, words[place + 1]) in _pairs("denying_pairs") and place + 1 < at:
            return commas == 0 or listed or words[at - 1] in ("or", "nor") or words[end : end + 1] in (("or",), ("nor",))
        if word in _set("negators") and not gap.startswith("-"):
            follows = words[place + 1]
            return place + 1 == at or follows not in _set("not_after_negators")
        if word in _set("near_negators") and at - place <= _NEAR and "with" not in words[place:at] and commas == 0:
            return True
    return False


def _stands_directly(sentence: Sentence, place: int) -> bool:
    """Whether the word right before denies what follows it, and no more: "non-leather", "almost waterproof", "0 pockets"."""
    word, gap = sentence.words[place], sentence.gap(place)
    if word in _set("denying_prefixes"):
        return gap in ("-", " ", "‑")
    if word == "0":
        return gap.isspace() and "." not in sentence.gap(place - 1) and "," not in sentence.gap(place - 1)
    if word in _set("direct_negators"):
        return gap.isspace()
    return sentence.words[max(0, place - 1) : place + 1] in (("w", "o"), ("no", "longer"))


def _is_zero(sentence: Sentence, place: int) -> bool:
    """Whether the number that ends at a word is nothing: "0", "0.0"."""
    digits = ""
    while place >= 0 and sentence.words[place].isdigit() and (not digits or sentence.gap(place) in (".", ",")):
        digits = sentence.words[place] + digits
        place -= 1
    return digits != "" and set(digits) == {"0"}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(plain_word(word) for word in word_list("sentences")[name])


@cache
def _pairs(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(pair) for pair in word_list("sentences")[name])
