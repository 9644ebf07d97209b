"""What titles and descriptions state, as records with their sentence: "made of soft cotton", "waterproof", "v-neck".

Only what is surely said of the product itself is a record. A statement that is negated ("no hood", "not waterproof",
"leather-free") is none, nor is one about something else ("pairs with a denim jacket", "for leather sofas"). The words are those
of `data/vocabulary/`, how sentences turn in `sentences.json` there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from data.negation import Sentence, denied, sentence_of, words_of
from data.value import Source, Value
from data.values import broader, shades, vocabulary
from data.words import word_list

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|\s*[•▪●]\s*")
_LONGEST_SENTENCE = 300
_LONGEST_FORM = 5

_SLOTS = (
    "material", "pattern", "fit", "neckline", "sleeve", "closure", "features", "care", "activity", "occasion", "season", "style",
    "gender",
)  # fmt: skip
_ONLY_IN_TITLES = frozenset(("style", "gender"))
_ONLY_WITH_FOR = frozenset(("activity", "occasion", "season"))


_ABOUT_ANOTHER = re.compile(
    r"\b(?:pairs?|pairing|teams?|wear|worn|layers?|layering|match(?:es)?|combines?|goes|works?|looks? great|perfect|styled?)\b"
    r"[^.;]{0,30}?\b(?:with|over|under|beneath|underneath)\b"
    r"|\b(?:compatible with|for use with|similar to|inspired by|also available|available "
    r"(?:in|with)|optional|unlike|than|feels? like"
    r"|looks? like|reminiscent of|sold separately|not included|protects?|suitable for use on)\b",
    re.IGNORECASE,
)

Index = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]]
"""First word -> (all words of a form, the (slot, canonical) it states), longest first."""


def statements(title: str, description: str, known: Mapping[str, Collection[str]] | None = None) -> list[tuple[str, Value]]:
    """(slot, record) for each value that is stated, with the first sentence that does.

    `known` are further values to look for, slot -> canonical values, such as those the shop uses elsewhere.
    """
    index = _index(tuple(sorted((slot, tuple(sorted(values))) for slot, values in known.items()))) if known else _index()
    found: dict[tuple[str, str], Value] = {}
    for number, text in enumerate((title, *_SENTENCE.split(description))):
        if (said := text.strip()) and not said.endswith("?"):
            _read(said, "text" if number else "title", index, found)
    return [(slot, value) for (slot, _), value in found.items()]


def _read(text: str, source: Source, index: Index, found: dict[tuple[str, str], Value]) -> None:
    sentence = sentence_of(text)
    words, at, last_material, elsewhere = sentence.words, 0, -9, -1
    while at < len(words):
        length, stated = _longest(words, at, index)
        if length == 0:
            at += 1
            continue
        if elsewhere < 0:
            elsewhere = match.start() if (match := _ABOUT_ANOTHER.search(text)) else len(text)
        if sentence.spans[at][0] >= elsewhere:
            break
        end = at + length
        is_material = any(slot == "material" for slot, _ in stated)
        if not denied(sentence, at, end, listed=is_material):
            for slot, canonical in stated:
                if (slot, canonical) in found or not _believed(
                    slot, sentence, at, end, source, after_material=at - last_material <= 4
                ):
                    continue
                last_material = end if slot == "material" else last_material
                written = text[sentence.spans[at][0] : sentence.spans[end - 1][1]]
                found[slot, canonical] = Value(canonical, written, broader(slot, canonical), source, text[:_LONGEST_SENTENCE])
        at = end
    if source == "title" and (color := _title_color(sentence)):
        found["color", color.canonical] = color


def _longest(words: Sequence[str], at: int, index: Index) -> tuple[int, Sequence[tuple[str, str]]]:
    for form, stated in index.get(words[at], ()):
        if words[at : at + len(form)] == form:
            return len(form), stated
    return 0, ()


def _believed(slot: str, sentence: Sentence, at: int, end: int, source: Source, *, after_material: bool) -> bool:
    """Whether the words state this of the product, by the slot and by what stands around them."""
    words = sentence.words
    following = words[end] if end < len(words) else ""
    before = words[max(0, at - 3) : at]
    if slot == "material" and (following in _words("parts") or "for" in before[-2:]):
        return False
    if slot == "gender" and following == "made":
        return False  # "man-made"
    if source == "title":
        if slot in _ONLY_WITH_FOR and end == len(words) > 1 and "for" not in before:
            return False  # the head noun: a "Hall Runner" is a rug
        return "for" not in before[-2:] or slot in _ONLY_WITH_FOR
    if slot in _ONLY_IN_TITLES:
        return False
    if slot in _ONLY_WITH_FOR:
        return bool({"for", "during", "while"} & set(before))
    if slot == "material":
        made = bool(_words("made") & set(words[max(0, at - 6) : at]))
        return made or after_material or following in _words("cloth") or (bool(before) and before[-1] in _words("praise"))
    return True


def _title_color(sentence: Sentence) -> Value | None:
    """A color at the end of the title, or of its part before a dash or comma: "rack cabinet black", "Blazer - Navy, slim"."""
    words = sentence.words
    for at in range(len(words) - 1, 0, -1):
        if words[at] in _words("sure_colors") and (at == len(words) - 1 or re.match(r"\s*[,|(/–-]\s|\s*[,|)]", sentence.gap(at))):
            for start in (at - 1, at):
                name = " ".join(words[start : at + 1])
                if start > 0 and name in shades() and not denied(sentence, start, at + 1, within=2):
                    written = sentence.text[sentence.spans[start][0] : sentence.spans[at][1]]
                    return Value(name, written, broader("color", name), "title", sentence.text[:_LONGEST_SENTENCE])
    return None


@lru_cache(maxsize=8)
def _index(known: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Index:
    forms: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for slot in _SLOTS:
        vague = _vague(slot)
        for canonical, entry in vocabulary(slot).items():
            for form in (canonical, *entry.get("same", ())):
                if form not in vague:
                    _enter(forms, form, slot, canonical)
    for slot, values in known:
        for canonical in values:
            if canonical not in _vague(slot) and slot not in ("brand", "category", "size", "color"):
                _enter(forms, canonical, slot, canonical)
    index: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]] = {}
    for words, stated in sorted(forms.items(), key=lambda item: -len(item[0])):
        index.setdefault(words[0], []).append((words, tuple(stated)))
    return index


def _enter(forms: dict[tuple[str, ...], list[tuple[str, str]]], form: str, slot: str, canonical: str) -> None:
    words = words_of(form)
    if 0 < len(words) <= _LONGEST_FORM and (slot, canonical) not in forms.setdefault(words, []):
        forms[words].append((slot, canonical))


@cache
def _vague(slot: str) -> frozenset[str]:
    """Forms that are words for other things too often to be believed in a sentence."""
    return frozenset(word_list("sentences")["vague"].get(slot, ()))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("sentences")[name])
