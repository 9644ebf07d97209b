"""The custom tokenizer: from text to the numbers of its pieces, and back to where each piece stood.

Case and accents are taken off. A number keeps its decimals and thousands ("79.99"), a word its apostrophes ("women's"); every
other
sign stands alone, and letters part from digits, so that "$79.99", "32x34", "15.6-inch", "500ml" and "UK 9" fall apart in one
way everywhere. How the
pieces were chosen: `nlu/training/vocabulary.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in pieces, the first and the last of them marks of the model's own; `offsets` are places in the text."""

    ids: tuple[int, ...]
    words: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]


class ShopTokenizer:
    """An opened tokenizer; thread-safe."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.raw = tokenizer

    @classmethod
    def of(cls, content: str, *, longest: int) -> ShopTokenizer:
        """From the content of a tokenizer.json; texts are cut to `longest` pieces."""
        tokenizer = Tokenizer.from_str(content)
        tokenizer.no_padding()
        tokenizer.enable_truncation(longest)
        return cls(tokenizer)

    def __call__(self, text: str) -> Pieces:
        """The pieces of a text."""
        encoding = self.raw.encode(text)
        return Pieces(tuple(encoding.ids), tuple(encoding.tokens), tuple(encoding.offsets))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's pieces."""
        return [encoding.ids for encoding in self.raw.encode_batch_fast(list(texts))]

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The whole vocabulary."""
        return frozenset(self.raw.get_vocab())
