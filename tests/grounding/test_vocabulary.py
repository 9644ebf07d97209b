"""Which phrases are looked for: those of words that the model was taught."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import StoreError
from grounding.sight import FOLDER
from grounding.vocabulary import LONGEST, Vocabulary, taught

WORDS = Vocabulary.read(FOLDER)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("with a hood", "hood"),
        ("Navy", "navy"),
        ("white soles", "white soles"),
        ("V-neck", "v-neck"),
        ("in a small logo", "small logo"),
        ("a floral print?", "floral print"),
        ("polka dots", "polka dots"),
        ('"with a hood"', "hood"),
        ("'a \"hood\"'", "hood"),
    ],
)
def test_what_is_known_is_looked_for_without_what_leads_it(said: str, phrase: str) -> None:
    assert WORDS.sought(said) == phrase


@pytest.mark.parametrize(
    "said",
    ["", "waterproof", "for hiking", "casual", "the", "12", "red or blue", "qwrtz", "%%", "hood " * 300, "a cat playing chess"],
)
def test_what_was_never_taught_or_says_nothing_by_itself_is_not(said: str) -> None:
    assert WORDS.sought(said) is None


@given(st.text(max_size=60))
def test_any_text_is_looked_for_as_itself_or_not_at_all(text: str) -> None:
    phrase = WORDS.sought(text)
    assert phrase is None or (WORDS.sought(phrase) == phrase and len(phrase.split()) <= LONGEST)


@pytest.mark.parametrize("said", ["without a hood", "no hood", "not a hood", "no-hood", "non hood"])
def test_what_is_ruled_out_is_looked_for_only_where_that_is_asked(said: str) -> None:
    assert WORDS.sought(said, negated=True) == "hood"
    assert WORDS.sought(said) is None


def test_a_letter_before_a_hyphen_is_no_article() -> None:
    assert WORDS.sought("A-line") is None  # never "line"


def test_numbers_and_small_words_teach_nothing() -> None:
    assert taught(["the 12 holes on the strap"]) == ["hole", "strap"]


def test_a_folder_without_words_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="words"):
        Vocabulary.read(tmp_path)


@given(st.text(alphabet="with a hood the\"' .,!?;:-", max_size=24))
def test_what_is_looked_for_is_looked_for_as_it_is(said: str) -> None:
    found = WORDS.sought(said)
    assert found is None or WORDS.sought(found) == found
