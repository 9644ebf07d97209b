"""Training examples as rows of token ids and labels: what the model sees, and what it should say.

Every epoch sees each example anew: another value in place of a marked one, a slip of the thumb, two messages said in one breath,
other hints from the lexicon. So it learns the sentence around a value, and to do without hints that a store does not give.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from data.lexicon import Lexicon
from nlu.message import Message, read
from nlu.model import HINTS, RESULTS, context_row, hint_of, hints_of, word_hints
from nlu.training.examples import ROLES, Example, Mark
from nlu.training.values import made_up_brand
from nlu.understanding import OUT_OF_SCOPE, Context
from nlu.words import STOP

LONGEST = 96
IGNORED = -100
_SWAPPED = ("category", "color", "material", "brand", "size", "pattern")
_BRANDED = 0.2
"""The share of examples that are given a maker, where they wish for a type."""
_JOINTS = (" and ", ", ", ". ", " also ", "; ", " then ", " & ", ", and ", ". Also, ", ", then ", " ", "! ", "? ", " plus ")
_SEARCHES = frozenset(
    ["search_product", "refine_search", "relax_constraint", "browse_category", "browse_highlights", "show_more",
     "request_recommendation", "find_similar", "complete_look"]
)  # fmt: skip
_ALONE = frozenset(["affirm", "deny", OUT_OF_SCOPE, "goodbye"])
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POINTING = STOP | frozenset(
    [
        "one",
        "ones",
        "it",
        "this",
        "that",
        "these",
        "those",
        "them",
        "they",
        "both",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "last",
        "other",
        "two",
        "three",
        "four",
        "cheaper",
        "cheapest",
        "dearer",
        "dearest",
        "better",
        "best",
        "rated",
        "expensive",
        "priciest",
        "pair",
        "middle",
        "top",
        "bottom",
        "previous",
        "each",
        "all",
        "next",
        "number",
        "option",
    ]
)
_KEYS = {a + b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in pairwise(row)}
_NEAR = {c: [p[1] if p[0] == c else p[0] for p in _KEYS if c in p] for c in "abcdefghijklmnopqrstuvwxyz"}


@dataclass(frozen=True, slots=True)
class Row:
    """One text as the model is shown it. `tags` and `roles` hold `IGNORED` where nothing is to be learned."""

    ids: list[int]
    hints: np.ndarray  # (T, len(HINTS))
    context: np.ndarray  # (len of context_row,)
    intents: np.ndarray  # (labels,)
    tags: list[int]
    roles: list[int]
    parts: list[int]
    weight: float = 1.0
    """Of the intents' loss: 0 where the text has no intent of ours."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the outputs stand for, in their order."""

    intents: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        return ("O", *(f"{edge}-{slot}" for slot in self.slots for edge in "BI"))

    @classmethod
    def of(cls, examples: Sequence[Example], order: Sequence[str] = ()) -> Labels:
        """The labels that occur; `order` names those that stand first."""
        intents = {name for e in examples for name in e.intents}
        slots = {mark.slot for e in examples for mark in e.marks}
        return cls((*(n for n in order if n in intents), *sorted(intents - set(order))), tuple(sorted(slots)))


class Rows:
    """Makes rows of examples."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        labels: Labels,
        lexicons: Sequence[Lexicon],
        values: Mapping[str, Sequence[str]],
        known: Container[str] = frozenset(),
    ) -> None:
        self._tokenizer, self._labels, self._lexicons, self._values, self._known = tokenizer, labels, lexicons, values, known
        self._intent = {name: i for i, name in enumerate(labels.intents)}
        self._tag = {name: i for i, name in enumerate(labels.tags)}

    def epoch(self, examples: Sequence[Example], rng: random.Random, *, joined: float = 0.25) -> list[Row]:
        """All examples, varied, and `joined` times as many put together of two."""
        out = [self.row(self._varied(e, rng), rng) for e in examples]
        single = [e for e in examples if len(e.intents) == 1 and e.intents[0] not in _ALONE]
        while single and len(out) < len(examples) * (1 + joined):
            pair = _together(rng.choice(single), rng.choice(single), rng)
            if pair is not None:
                out.append(self.row(self._varied(pair, rng), rng))
        return out

    def row(self, example: Example, rng: random.Random | None = None) -> Row:
        """One example; without `rng` with the hints of the first lexicon and nothing made up."""
        message = read(example.text)
        encoding = self._tokenizer.encode(message.lower)
        ids, offsets = encoding.ids[:LONGEST], encoding.offsets[:LONGEST]
        tags, roles, parts = [0] * len(ids), [IGNORED] * len(ids), [IGNORED] * len(ids)
        learned = bool(example.marks) or example.intents != ("",)
        for i, (start, end) in enumerate(offsets):
            if start == end:
                tags[i] = IGNORED
                continue
            part = sum(start >= p for p in example.parts) - 1
            if example.intents[part] in self._intent and (len(example.parts) < 2 or example.parts[1] > 0):
                parts[i] = self._intent[example.intents[part]]
            mark = next((m for m in example.marks if m.start < end and start < m.end), None)
            if mark is None:
                continue
            if mark.slot not in self._labels.slots:
                tags[i] = IGNORED
                continue
            begins = start <= mark.start or not any(m.start < e and s < m.end for m in (mark,) for s, e in offsets[1:i])
            tags[i] = self._tag[f"{'B' if begins else 'I'}-{mark.slot}"]
            roles[i] = ROLES.index(mark.role)
        intents = np.zeros(len(self._labels.intents), dtype=np.float32)
        for name in example.intents:
            if name in self._intent:
                intents[self._intent[name]] = 1
        return Row(
            ids, self._hints(example, message, offsets, rng), self._context(example, rng), intents,
            tags if learned else [IGNORED] * len(ids), roles, parts, float(bool(intents.any())),
        )  # fmt: skip

    def _hints(
        self, example: Example, message: Message, offsets: Sequence[tuple[int, int]], rng: random.Random | None
    ) -> np.ndarray:
        chance = 0.5 if rng is None else rng.random()
        lexicon = (
            None if not self._lexicons or chance < 0.25 else self._lexicons[0] if rng is None else rng.choice(self._lexicons)
        )
        found = hints_of(message, lexicon) if lexicon is not None else []
        found += word_hints(message, self._known) if self._known else []
        if rng is not None and chance > 0.6:
            found += [
                (m.start, m.end, hint_of(m.slot)) for m in example.marks if hint_of(m.slot) is not None and rng.random() < 0.8
            ]  # type: ignore[misc]
        if rng is not None:
            found += _on_the_table(example, rng)
        out = np.zeros((len(offsets), len(HINTS)), dtype=np.float32)
        for start, end, hint in found:
            for i, (a, b) in enumerate(offsets):
                if a < end and start < b:
                    out[i, hint] = 1
        return out

    def _context(self, example: Example, rng: random.Random | None) -> np.ndarray:
        action, name = example.action, example.intents[0]
        running: bool | None = None
        if name in ("refine_search", "show_more", "relax_constraint"):
            running = True
        elif name == "search_product" and action is None:
            running = False
        if rng is not None and name not in ("search_product", "refine_search") and rng.random() < 0.15:
            action = None
        awaiting = example.awaiting
        if rng is not None and action == "ask_slot" and awaiting is None and example.marks and rng.random() < 0.5:
            awaiting = example.marks[0].slot  # what is answered was asked, mostly
        return context_row(Context(action=action, awaiting=awaiting), running=running)

    def _varied(self, example: Example, rng: random.Random) -> Example:
        if example.marks and rng.random() < 0.5:
            example = self._swapped(example, rng)
        if rng.random() < _BRANDED:
            example = self._branded(example, rng)
        if rng.random() < 0.3:
            example = replace(example, text=example.text.rstrip(" .?!"))
        if rng.random() < 0.1:
            example = _slipped(example, rng)
        if rng.random() < 0.12 and len(example.text.lower()) == len(example.text):
            example = replace(example, text=example.text.lower())
        return example

    def _brand(self, text: str, rng: random.Random) -> str:
        """A maker's name, made up or not, with capitals where the text has some."""
        made_up = rng.random() < 0.5 or not self._values.get("brand")
        name = made_up_brand(rng) if made_up else rng.choice(self._values["brand"])
        if any(c.isupper() for c in text) and rng.random() < 0.75:
            return name.upper() if len(name) <= 3 else name.title().replace("'S", "'s")
        return name.lower()

    def _branded(self, example: Example, rng: random.Random) -> Example:
        """With a maker before or after the first type that is wished: "lumero shoes", "shoes by lumero"."""
        kind = next((m for m in example.marks if m.slot == "category" and m.role == "wish"), None)
        if kind is None or "brand" not in self._labels.slots or any(m.slot == "brand" for m in example.marks):
            return example
        brand = self._brand(example.text, rng)
        if rng.random() < 0.7:
            at, put, start = kind.start, f"{brand} ", kind.start
        else:
            joint = rng.choice((" by ", " from ", " by ", " made by ", " ", ", "))
            at, put, start = kind.end, joint + brand, kind.end + len(joint)
        text = example.text[:at] + put + example.text[at:]
        marks = [replace(m, start=m.start + len(put), end=m.end + len(put)) if m.start >= at else m for m in example.marks]
        marks.append(Mark(start, start + len(brand), "brand", brand))
        parts = tuple(p + len(put) if p > at else p for p in example.parts)
        return replace(example, text=text, marks=tuple(sorted(marks, key=lambda m: m.start)), parts=parts)

    def _swapped(self, example: Example, rng: random.Random) -> Example:
        """With other values in place of some of the marked ones."""
        text, shift, marks, cuts = "", 0, list[Mark](), list(example.parts)
        last = 0
        for mark in sorted(example.marks, key=lambda m: m.start):
            if mark.start < last:
                continue
            said = example.text[mark.start : mark.end]
            if mark.slot in _SWAPPED and self._values.get(mark.slot) and rng.random() < 0.5:
                said = self._brand(example.text, rng) if mark.slot == "brand" else rng.choice(self._values[mark.slot])
                if mark.slot == "category" and example.text[mark.start : mark.end].endswith("s") and not said.endswith("s"):
                    said += "s"
            text += example.text[last : mark.start]
            start = len(text)
            text += said
            marks.append(Mark(start, len(text), mark.slot, mark.value, mark.role))
            moved = len(said) - (mark.end - mark.start)
            cuts = [c + moved if p > mark.start else c for c, p in zip(cuts, example.parts, strict=True)]
            shift += moved
            last = mark.end
        return replace(example, text=text + example.text[last:], marks=tuple(marks), parts=tuple(cuts))


def _on_the_table(example: Example, rng: random.Random) -> list[tuple[int, int, int]]:
    """Hints as products at hand would give them: words that point at one, and now and then a kind or colour that is sought."""
    if example.action not in RESULTS and rng.random() < 0.7:
        return []
    table, out = HINTS.index("table"), list[tuple[int, int, int]]()
    seen = rng.random() < 0.8
    for mark in example.marks:
        pointing = mark.slot == "ref"
        if (pointing and not seen) or (not pointing and (mark.slot not in ("category", "color", "brand") or rng.random() < 0.75)):
            continue
        for word in _WORD.finditer(example.text, mark.start, mark.end):
            if word[0].lower() not in _POINTING:
                out.append((word.start(), word.end(), table))
    return out


def _together(one: Example, other: Example, rng: random.Random) -> Example | None:
    """Two messages said in one breath; None where they would be one wish."""
    a, b = one.intents[0], other.intents[0]
    if a == b or (a in _SEARCHES and b in _SEARCHES) or b == "greet" or len(one.text) + len(other.text) > 160:
        return None
    first = one.text.rstrip(" .?!") + rng.choice(_JOINTS)
    marks = tuple(replace(m, start=m.start + len(first), end=m.end + len(first)) for m in other.marks)
    return Example(first + other.text, (a, b), (0, len(first)), (*one.marks, *marks), one.action, one.awaiting)


def _slipped(example: Example, rng: random.Random) -> Example:
    """With one slip of the thumb that keeps the length: two letters swapped, or a neighbouring key."""
    places = [i for i, c in enumerate(example.text[:-1]) if c.isalpha() and example.text[i + 1].isalpha()]
    if not places:
        return example
    at = rng.choice(places)
    letters = list(example.text)
    if rng.random() < 0.5:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    else:
        letters[at] = rng.choice(_NEAR.get(letters[at].lower(), [letters[at]]))
    return replace(example, text="".join(letters))
