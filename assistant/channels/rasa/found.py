"""What understanding found, in the shapes that Rasa gives tokens and entities. Knows nothing of Rasa itself."""

from __future__ import annotations

from collections.abc import Iterator

from nlu.tokenizer import Pieces
from nlu.understanding import Understanding

Entity = dict[str, object]


def words_of(pieces: Pieces) -> list[tuple[int, int]]:
    """Where each word or sign stands: pieces of one word together, the model's own marks left out."""
    out: list[tuple[int, int]] = []
    for word, (start, end) in zip(pieces.words, pieces.offsets, strict=True):
        if start == end:
            continue
        if word.startswith("##") and out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def entities_of(heard: Understanding) -> list[Entity]:
    """What is wished for, and an order's number and address: each where it stands in the text.

    `role` is "not", "min" or "max"; what is simply wished for has none, so that slots are filled from it as from any entity.
    What was read with its spelling put right has no place in the text as it was written and stands at the whole of it.
    """
    return [*_wishes(heard), *_order(heard)]


def _wishes(heard: Understanding) -> Iterator[Entity]:
    for phrase in heard.phrases:
        role = {} if phrase.polarity == "is" else {"role": phrase.polarity}
        yield {"entity": phrase.slot, "value": phrase.value, **role, **_place(heard.text, phrase.text)}


def _order(heard: Understanding) -> Iterator[Entity]:
    for slot, value in (("order_id", heard.order_id), ("email", heard.email)):
        if value is not None:
            yield {"entity": slot, "value": value, **_place(heard.text, value)}


def _place(text: str, said: str) -> dict[str, int]:
    at = text.casefold().find(said.casefold())
    return {"start": 0, "end": len(text)} if at < 0 else {"start": at, "end": at + len(said)}
