"""The shop's pages as they are searched: words that mean one thing are one, tables tell their times, sentences stay together."""

from __future__ import annotations

import pytest

from assistant.actions.pages import plain, stemmed


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("amex", "American Express"), ("ring", "call"), ("telephone", "phone"), ("email", "E-mail"), ("wrapped", "gift wrap"),
        ("promo code", "discount codes"), ("instalments", "installments"), ("worn", "unworn"), ("ship", "shipping"),
        ("gift voucher", "Gift Card"),
    ],
)  # fmt: skip
def test_words_for_one_thing_are_one_word(asked: str, written: str) -> None:
    assert set(stemmed(asked)) <= set(stemmed(written))


def test_american_express_is_no_express_shipping() -> None:
    assert "express" not in stemmed("do you take American Express")


def test_columns_that_tell_a_time_are_a_sentence_without_the_prices() -> None:
    table = "| Total | Standard 5-7 day shipping | Overnight next business day |\n| --- | --- | --- |\n| Up to $200 | $16 | $33 |"
    times, row = plain(table)
    assert times == "Standard 5-7 day shipping; Overnight next business day."
    assert row == "Up to $200: Standard 5-7 day shipping $16; Overnight next business day $33."


def test_a_table_without_times_has_rows_only() -> None:
    assert plain("| Total | Standard |\n| --- | --- |\n| Up to $100 | $5 |") == ("Up to $100: Standard $5.",)


def test_a_paragraph_of_two_sentences_is_quoted_whole() -> None:
    """The second speaks of what the first names: "orders arrive in 9 days" is said of Alaska alone."""
    paragraph = "Addresses in Alaska cost $5 more. Orders arrive in 9 days."
    assert plain(paragraph) == (paragraph,)
    assert len(plain("One thing. Another thing. A third thing.")) == 3
