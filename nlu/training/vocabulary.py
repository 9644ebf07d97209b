"""Chooses the pieces of the custom tokenizer: WordPiece over our own words, at most 20,000 pieces.

What a word is, the pre-tokenizer says: a number with its decimals and thousands ("79.99", "1,299"), a run of letters with its
apostrophes ("women's"), or one other sign. So "$79.99" is `$` and `79.99`, "32x34" is `32`, `x`, `34`, "15.6-inch" is `15.6`,
`-`, `inch`, and a
SKU falls apart where letters meet digits. Case and accents are taken off before; offsets lead back to the text as it was written.

The pieces: single characters, numbers, the commonest English words and every suffix of BERT's vocabulary that the corpora use,
then
what shortens the corpora most, found greedily; pieces that longer ones made idle are given up again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from nlu.training.texts import Corpus

LIMIT = 20_000
COMMON = 12_500
"""Words of BERT's vocabulary, which is ordered by how common they are, that are kept whatever the corpora say."""

SUFFIXES = 3_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_STEP, _ROUNDS, _RETURNED = 200, 5, 60
_WORD = r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s]"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,'"
_ENDINGS = [
    ".0",
    ".5",
    ".00",
    ".50",
    ".95",
    ".99",
    ".90",
    ".25",
    ".75",
    ",000",
    "'s",
    "'t",
    "'m",
    "'re",
    "'ll",
    "'d",
    "'ve",
]  # fmt: skip


def tokenizer_of(pieces: Mapping[str, int]) -> Tokenizer:
    """The tokenizer with these pieces."""
    tokenizer = Tokenizer(models.WordPiece(dict(pieces), unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True),
            normalizers.Replace("\u2019", "'"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(_WORD), "isolated")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(token, pieces[token]) for token in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def choose(corpora: Sequence[Corpus], bert: Mapping[str, int], limit: int = LIMIT) -> dict[str, int]:
    """Pieces and their numbers. `bert` is the vocabulary that is moved over, piece -> number, commonest first."""
    counts = _counts(corpora)
    kept = _Pieces(_base(counts, bert), counts)
    kept.fill(limit)
    for _ in range(_ROUNDS):
        kept.give_up_idle(max(1, limit // _RETURNED))
        kept.fill(limit)
    return {piece: number for number, piece in enumerate(kept.pieces)}


def split_word(word: str, pieces: Mapping[str, object]) -> list[str]:
    """WordPiece's own way: the longest piece first; `[UNK]` where none fits."""
    found, start = list[str](), 0
    while start < len(word):
        end = len(word)
        while end > start and ("##" if start else "") + word[start:end] not in pieces:
            end -= 1
        if end == start:
            return ["[UNK]"]
        found.append(("##" if start else "") + word[start:end])
        start = end
    return found


class _Pieces:
    """A growing vocabulary. `pieces` keeps the order in which they came; those of the start are never given up."""

    def __init__(self, start: Iterable[str], counts: Mapping[str, float]) -> None:
        self.pieces: dict[str, None] = dict.fromkeys(start)
        self._fixed = frozenset(self.pieces)
        self._counts = counts

    def fill(self, limit: int) -> None:
        """Adds what saves the most pieces, some at a time, until there are `limit` or nothing is left to save."""
        while len(self.pieces) < limit:
            saved = Counter[str]()
            for word, count in self._counts.items():
                split = split_word(word, self.pieces)
                if len(split) > 1:
                    saved[word] += count * (len(split) - 1)
                if len(split) > 2:
                    saved["##" + word[len(split[0]) :]] += count * (len(split) - 2)
                    saved[split[0] + split[1][2:]] += count
                    for one, other in pairwise(split[1:]):
                        saved[one + other[2:]] += count
            best = [piece for piece, _ in saved.most_common(min(_STEP, limit - len(self.pieces)))]
            if not best:
                return
            self.pieces.update(dict.fromkeys(best))

    def give_up_idle(self, number: int) -> None:
        """Takes back the pieces, of those that were added, that are used the least."""
        used = Counter[str]()
        for word, count in self._counts.items():
            for piece in split_word(word, self.pieces):
                used[piece] += count
        for piece in sorted((p for p in self.pieces if p not in self._fixed), key=lambda p: used[p])[:number]:
            del self.pieces[piece]


def _counts(corpora: Sequence[Corpus]) -> dict[str, float]:
    """How often each word occurs in a million, weighted over the corpora."""
    plain, counts = tokenizer_of({token: i for i, token in enumerate(SPECIAL)}), Counter[str]()
    for corpus in corpora:
        own = Counter(word for text in corpus.texts for word in _words(plain, text))
        share = corpus.weight * 1e6 / max(1, own.total())
        for word, count in own.items():
            counts[word] += share * count
    return dict(counts)


def _words(tokenizer: Tokenizer, text: str) -> list[str]:
    assert tokenizer.normalizer is not None
    assert tokenizer.pre_tokenizer is not None
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))]


def _base(counts: Mapping[str, float], bert: Mapping[str, int]) -> Iterator[str]:
    yield from SPECIAL
    ranked = sorted(bert, key=lambda piece: bert[piece])
    yield from (p for p in ranked if len(bare := p.removeprefix("##")) == 1 and (ord(bare) < 0x250 or counts.get(p)))
    for letter in _LETTERS:
        yield from (letter, "##" + letter)
    for number in range(100):
        yield from (str(number), f"##{number:02d}", f"##{number}")
    yield from ("##" + ending for ending in _ENDINGS)
    yield from [p for p in ranked if len(p) > 1 and p.isascii() and p.isalpha()][:COMMON]
    suffixes = Counter[str]()
    for word, count in counts.items():
        for piece in split_word(word, bert):
            if piece.startswith("##"):
                suffixes[piece] += count**0.5  # type: ignore[assignment]  # a counter may hold shares
    yield from (piece for piece, _ in suffixes.most_common(SUFFIXES))
