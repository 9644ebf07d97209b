"""The custom tokenizer: what is kept whole, what falls apart and how, and offsets into the text as it was written."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.encoder import LONGEST, SentenceEncoder


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("$79.99", ["$", "79", "##.99"]),
        ("£40", ["£", "40"]),
        ("2k", ["2", "k"]),
        ("UK 9", ["uk", "9"]),
        ("32x34", ["32", "x", "34"]),
        ("XL", ["xl"]),
        ("10.5", ["10.5"]),
        ("15.6-inch", ["15.6", "-", "inch"]),
        ("500ml", ["500", "ml"]),
        ("500 ml", ["500", "ml"]),
        ("Hoodies", ["hoodies"]),
        ("women’s", ["women's"]),
        ("Café", ["cafe"]),
    ],
)
def test_what_shops_write_falls_apart_in_one_way(encoder: SentenceEncoder, said: str, pieces: list[str]) -> None:
    assert list(encoder.tokenizer(said).words[1:-1]) == pieces


@given(st.text(max_size=200))
def test_offsets_lie_in_the_text_and_never_run_back(encoder: SentenceEncoder, text: str) -> None:
    found = encoder.tokenizer(text)
    inner = found.offsets[1:-1]
    assert all(0 <= start <= end <= len(text) for start, end in inner)
    assert all(a[0] <= b[0] for a, b in pairwise(inner))
    assert len(found.ids) <= LONGEST


@given(
    st.lists(
        st.sampled_from(["$79.99", "UK 9", "32x34", "café", "Größe", "t-shirt", "SKU-4872A", "10,99", "runing", "shos"]),
        min_size=1,
    )
)
def test_every_letter_and_digit_is_in_a_piece(encoder: SentenceEncoder, words: list[str]) -> None:
    text = " ".join(words)
    covered = {i for start, end in encoder.tokenizer(text).offsets[1:-1] for i in range(start, end)}
    assert len(encoder.tokenizer(text).ids) == LONGEST or all(i in covered for i, c in enumerate(text) if c.isalnum())


def test_the_vocabulary_is_small_and_knows_the_trade(encoder: SentenceEncoder) -> None:
    assert len(encoder.tokenizer.pieces) <= 20_000
    assert {"hoodie", "backpack", "sneakers", "leggings", "bluetooth", "##.99"} <= encoder.tokenizer.pieces


def test_shop_texts_take_fewer_pieces_than_berts_would(encoder: SentenceEncoder, shopwindow_data: Path) -> None:
    """BERT's WordPiece takes 1.289 pieces a word on QueryNER's dev queries (`benchmarks/nlu/tokenizer.py`)."""
    data = shopwindow_data
    lines = (data / "queryner" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [" ".join(json.loads(line)["tokens"]) for line in lines]
    pieces = sum(len(row) - 2 for row in encoder.tokenizer.ids(queries))
    assert pieces / sum(len(q.split()) for q in queries) <= 0.96 * 1.289
    with (data / "luma" / "shopify_products.csv").open(encoding="utf-8", newline="") as feed:
        titles = sorted({row["Title"] for row in csv.DictReader(feed) if row["Title"]})
    pieces = sum(len(row) - 2 for row in encoder.tokenizer.ids(titles))
    assert pieces <= 853 + 1  # BERT's, and one piece more
