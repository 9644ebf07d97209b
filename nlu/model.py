"""The understanding model: intents, the words each intent has, and marked stretches, from one pass over the shared trunk.

The trunk is the sentence encoder's lower half (`SentenceEncoder.trunk`); what stands here goes on from its hidden states. Beside
the words the model sees what came before (the last action, whether a search is running) and, word by word, which kinds of value
the store's lexicon knows there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from data.errors import StoreError
from data.folding import fold_words
from data.lexicon import Lexicon
from data.words import singular
from nlu.encoder import LONGEST, SentenceEncoder, session_of
from nlu.message import Message
from nlu.spans import Span
from nlu.understanding import Context
from nlu.words import STOP

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models" / "understanding"
COMMAND = "shopwindow train nlu"
Array = npt.NDArray[np.float32]

ACTIONS = (
    "greet", "goodbye", "browse", "recommend", "ask_slot", "show_more", "suggest_relaxation", "clarify_reference", "similar",
    "complete_look", "detail", "visual_detail", "reviews", "size_advice", "availability", "compare", "explain", "acknowledge",
    "summarize", "add_to_cart", "update_cart", "show_cart", "confirm_checkout", "checkout", "order_status", "policy", "handoff",
    "undo", "start_over", "out_of_scope", "not_understood",
)  # fmt: skip
RESULTS = frozenset(
    ["recommend", "ask_slot", "show_more", "browse", "suggest_relaxation", "similar", "complete_look", "undo",
    "clarify_reference",
     "compare", "explain", "detail", "visual_detail", "reviews", "availability", "size_advice", "acknowledge", "summarize"]
)  # fmt: skip
"""Actions after which products are on the table."""

HINTS = ("category", "color", "material", "size", "brand", "pattern", "gender", "other", "table", "unknown", "capital")
_WORD = 3
"""Letters of the shortest word that can be none of the common ones: shorter ones are in no list."""
_HYPHENED = re.compile(r"(?<![\w-])(?!non-)[a-z]+(?:-[a-z]+)+(?![\w-])")
_TOLD = ("category", "brand", "color", "material", "type")
_AWAITED = ("size", "color", "price", "category", "confirm", "brand", "material", "occasion", "quantity", "rating", "gender")


def hint_of(slot: str) -> int | None:
    """The number of a slot's hint; None for what no lexicon holds."""
    if slot in ("price", "rating", "quantity", "ref", "recipient"):
        return None
    return HINTS.index(slot) if slot in HINTS else HINTS.index("other")


def hints_of(message: Message, lexicon: Lexicon) -> list[tuple[int, int, int]]:
    """Where the lexicon knows values: start, end, number of the hint. Longer stretches hide those within them."""
    tokens = message.tokens[:LONGEST]  # no more is read
    found: list[tuple[int, int, int]] = []
    taken: dict[int, tuple[int, int]] = {}
    for match in sorted(lexicon.match([t.text for t in tokens]), key=lambda m: m.start - m.end):
        if match.end - match.start == 1 and (tokens[match.start].text in STOP or len(tokens[match.start].text) < 2):
            continue
        stretch = match.start, match.end
        if any(taken.get(at, stretch) != stretch for at in range(*stretch)):
            continue
        taken.update(dict.fromkeys(range(*stretch), stretch))
        hint = hint_of(match.entry.slot)
        if hint is not None:
            found.append((tokens[match.start].start, tokens[match.end - 1].end, hint))
    return found


def word_hints(message: Message, known: Container[str]) -> list[tuple[int, int, int]]:
    """Words that are none of the common ones (`known`), and those with a capital within a sentence: makers are mostly either."""
    letters = [c for c in message.mended if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > len(letters) / 2
    found = []
    for token in message.tokens[:LONGEST]:
        if not token.text[0].isalpha() or token.text in STOP:
            continue
        word = token.text.split("'")[0]
        if len(word) >= _WORD and not any(w in known for w in (word, singular(word))):
            found.append((token.start, token.end, HINTS.index("unknown")))
        before = message.mended[: token.start].rstrip()
        if not shouted and message.mended[token.start].isupper() and before and before[-1] not in ".!?:":
            found.append((token.start, token.end, HINTS.index("capital")))
    return found


def table_hints(message: Message, context: Context) -> list[tuple[int, int, int]]:
    """Words that stand in the title, or are the kind, brand or colour, of a product at hand."""
    at_hand = (*context.shown, *context.cart, *context.named)
    if not at_hand:
        return []
    words = {w for p in at_hand for w in fold_words(p.title)}
    words |= {w for p in at_hand for slot in _TOLD for v in p.attributes.get(slot, ()) for w in fold_words(v)}
    return [
        (t.start, t.end, HINTS.index("table"))
        for t in message.tokens
        if t.text not in STOP and t.text[0].isalnum() and words.intersection(fold_words(t.text))
    ]


def running_search(context: Context) -> bool:
    """Whether a search is running: then a constraint refines it."""
    return bool(context.constraints or context.shown or context.action in RESULTS)


def context_row(context: Context, *, running: bool | None = None) -> Array:
    """(44,): the last action, whether a search is running (`running` where that is known better), what is awaited."""
    row = np.zeros(len(ACTIONS) + 2 + len(_AWAITED), dtype=np.float32)
    if context.action in ACTIONS:
        row[ACTIONS.index(context.action)] = 1
    row[len(ACTIONS)] = running_search(context) if running is None else running
    if context.awaiting:
        row[len(ACTIONS) + 1] = 1
        if context.awaiting in _AWAITED:
            row[len(ACTIONS) + 2 + _AWAITED.index(context.awaiting)] = 1
    return row


CONTEXT = len(ACTIONS) + 2 + len(_AWAITED)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch that names a value of `slot`; `role` says what for: wish, not, dropped, asked, option. `chance`: of the slot."""

    start: int
    end: int
    slot: str
    role: str
    chance: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model says of one message. `parts`: for each piece of text, start and end and its most likely intent."""

    intents: tuple[tuple[str, float], ...]
    """All labels with their chances, in the order of the model's labels."""

    marked: tuple[Marked, ...]
    scores: Array
    """(labels,) logits, for who measures."""

    plain: tuple[tuple[int, int, float], ...]
    """For each piece of text, start and end and the chance that it names no value."""

    pieces: Array
    """(T, labels) logits: of which intent each of those pieces is."""

    def parts(self, names: Collection[str]) -> tuple[tuple[int, int, str], ...]:
        """The stretches of these intents, in their order; one that nowhere is the likeliest has none."""
        columns = [i for i, (name, _) in enumerate(self.intents) if name in names]
        if not columns:
            return ()
        out: list[tuple[int, int, str]] = []
        for row, (start, end, _) in zip(self.pieces, self.plain, strict=True):
            name = self.intents[max(columns, key=lambda i: row[i])][0]
            if out and out[-1][2] == name:
                out[-1] = (out[-1][0], end, name)
            else:
                out.append((start, end, name))
        return tuple(out)

    def place(self, name: str) -> int:
        """Where an intent is likeliest said: the start of that piece."""
        column = next((i for i, (one, _) in enumerate(self.intents) if one == name), None)
        return self.plain[int(self.pieces[:, column].argmax())][0] if self.plain and column is not None else 0

    def unmarked(self, start: int, end: int) -> float:
        """The chance that a stretch names no value: of its pieces the mean; 1 where there are none."""
        own = [chance for a, b, chance in self.plain if a < end and start < b]
        return sum(own) / len(own) if own else 1.0


class UnderstandingModel:
    """An opened model; thread-safe."""

    def __init__(self, session: onnxruntime.InferenceSession, raw: dict[str, object], encoder: SentenceEncoder) -> None:
        self._session, self._encoder = session, encoder
        self.intents = tuple(str(n) for n in raw["intents"])  # type: ignore[attr-defined]
        self.tags = tuple(str(n) for n in raw["tags"])  # type: ignore[attr-defined]
        self.roles = tuple(str(n) for n in raw["roles"])  # type: ignore[attr-defined]
        self.temperature = float(raw.get("temperature", 1.0))  # type: ignore[arg-type]
        if tuple(str(n) for n in raw["hints"]) != HINTS or raw["context"] != CONTEXT:  # type: ignore[attr-defined]
            raise ValueError("made by another version")
        self.known = frozenset(str(w) for w in raw.get("known", ()))  # type: ignore[attr-defined]
        self.fingerprint = str(raw.get("fingerprint", ""))

    @classmethod
    def open(cls, encoder: SentenceEncoder, folder: Path | None = None) -> UnderstandingModel:
        """Opens the shipped model, or the one in `folder`. Raises `StoreError` where it is missing or of another encoder."""
        folder = folder or FOLDER
        try:
            raw = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            session = session_of((folder / "model.onnx").read_bytes(), threads=1)
            fitted_to = str(raw["encoder"])
            model = cls(session, raw, encoder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{folder}: no understanding model that can be read ({error}); make it with: {COMMAND} --to {folder}"
            ) from error
        if fitted_to != encoder.fingerprint:
            raise StoreError(
                f"{folder}: the model was fitted to another sentence encoder; make it again with: {COMMAND} --to {folder}"
            )
        return model

    def __call__(self, message: Message, context: Context, lexicon: Lexicon, misspelt: Iterable[Span] = ()) -> Heard:
        """What the model makes of a message, in the context, with this store's lexicon. `misspelt`: its values that were
        read through a slip of the thumb."""
        slips = [(s.start, s.end, hint) for s in misspelt if (hint := hint_of(s.slot)) is not None]
        hints = [*hints_of(message, lexicon), *slips, *word_hints(message, self.known), *table_hints(message, context)]
        return self.hear(message.lower, hints, context_row(context))

    def hear(self, lower: str, hints: Sequence[tuple[int, int, int]], context: Array) -> Heard:
        """`hints` as of `hints_of`; `context` (44,)."""
        pieces = self._encoder.tokenizer(lower)
        ids, offsets = pieces.ids, pieces.offsets
        table = np.zeros((1, len(ids), len(HINTS)), dtype=np.float32)
        starts, ends = (np.array(side) for side in zip(*offsets, strict=True))
        for start, end, hint in hints:
            table[0, (starts < end) & (start < ends), hint] = 1
        intents, tags, roles, parts = self.logits(ids, table[0], context)
        chances = 1 / (1 + np.exp(-intents / self.temperature))
        named = tuple((name, float(c)) for name, c in zip(self.intents, chances, strict=True))
        odds = _softmax(tags)
        plain = tuple((a, b, float(row[0])) for (a, b), row in zip(offsets[1:-1], odds[1:-1], strict=True))
        return Heard(named, self._marked(odds, roles, pieces.words, offsets, lower), intents, plain, parts[1:-1])

    def logits(self, ids: Sequence[int], hints: Array, context: Array) -> tuple[Array, Array, Array, Array]:
        """For the pieces of one text: intents (I,), tags (T, 2S+1), roles (T, 5), parts (T, I). `hints` (T, hints)."""
        mask = np.ones((1, len(ids)), dtype=np.float32)
        hidden = self._encoder.trunk(np.array([ids], dtype=np.int64), mask)
        given = {"hidden": hidden, "mask": mask, "hints": hints[None], "context": context[None]}
        intents, tags, roles, parts = (out[0] for out in self._session.run(["intents", "tags", "roles", "parts"], given))
        return intents, tags, roles, parts

    def _marked(
        self, chances: Array, roles: Array, pieces: Sequence[str], offsets: Sequence[tuple[int, int]], lower: str
    ) -> tuple[Marked, ...]:
        """Stretches of whole words: a word is what its first piece is; what of one slot stands side by side is one."""
        found: list[Marked] = []
        for first, end in _words(pieces, offsets, lower):
            name = self.tags[int(chances[first].argmax())]
            if name == "O":
                continue
            slot = name[2:]
            both = [i for i, tag in enumerate(self.tags) if tag[2:] == slot]
            sure, role = float(chances[first, both].sum()), self.roles[int(_softmax(roles[first:end]).mean(0).argmax())]
            one = Marked(offsets[first][0], offsets[end - 1][1], slot, role, sure)
            last = found[-1] if found else None
            beside = last is not None and last.slot == slot and one.start - last.end <= 1
            if last is not None and beside and (name.startswith("I") or slot != "ref"):
                one = Marked(last.start, one.end, slot, last.role, max(last.chance, sure))
                found.pop()
            found.append(one)
        return tuple(found)


def _words(pieces: Sequence[str], offsets: Sequence[tuple[int, int]], lower: str) -> list[tuple[int, int]]:
    """First piece and end of each word; the marks at both ends of the text are none. "Ray-ban" is one word."""
    within = [m.span() for m in _HYPHENED.finditer(lower)]

    def begins(i: int) -> bool:
        return not pieces[i].startswith("##") and not any(start < offsets[i][0] < end for start, end in within)

    starts = [i for i in range(1, len(pieces) - 1) if begins(i)]
    return list(zip(starts, [*starts[1:], len(pieces) - 1], strict=True))


def _softmax(scores: Array) -> Array:
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Array = odds / odds.sum(axis=-1, keepdims=True)
    return out
