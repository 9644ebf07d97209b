"""Slips of the phone in the words that carry an act, and words that are no slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.constraint import to_json
from nlu.message import Edit, edited, read
from nlu.understand import Understander
from nlu.understanding import Context, Correction


@pytest.mark.parametrize(
    ("said", "intent"),
    [("chekout", "checkout"), ("wat do ppl say, any rveiws", "ask_reviews"), ("add teh second one plz", "add_to_cart")],
)
def test_a_misspelt_cue_is_understood(understand: Understander, table: Context, said: str, intent: str) -> None:
    assert understand(said, table).says(intent)


def test_words_without_vowels_are_read(understand: Understander) -> None:
    heard = understand("ned a redd drss undr 90")
    assert to_json(heard.constraints) == {"category": {"is": ["dresses"]}, "color": {"is": ["red"]}, "price": {"max": 90}}
    assert Correction("undr", "under") in heard.corrections
    assert all(p.text in "ned a redd drss undr 90" for p in heard.phrases)


def test_short_forms_are_read_without_a_word(understand: Understander, table: Context) -> None:
    heard = understand("m plz", table)
    assert to_json(heard.constraints) == {"size": {"is": ["m"]}}
    assert heard.corrections == ()


def test_for_is_four_only_where_it_counts(understand: Understander) -> None:
    assert understand("lookin for sumthing 4 my nan").constraints["gender"].is_ == {"women"}


@pytest.mark.parametrize(
    "said", ["he doesn't like scratchy wool", "the Dipped mug by Loam", "roni_cost@example.com", "order X-undr"]
)
def test_what_is_meant_as_it_stands_is_left(understand: Understander, said: str) -> None:
    assert understand(said).corrections == ()


def test_a_word_of_a_title_at_hand_is_left(understand: Understander, table: Context) -> None:
    assert understand("tell me about the zoe parka", table).corrections == ()


@given(st.text(alphabet="ab cd", min_size=1, max_size=20), st.data())
def test_places_after_edits_are_the_shoppers_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    message = edited(read(text), [Edit(start, end, "longer words")])
    assert message.said(start, start + len("longer words")) == text[start:end].strip()
    assert message.said(0, len(message.mended)) == text.strip()
    assert len(message.mended) == len(message.lower)
