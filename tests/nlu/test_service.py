"""Questions to the shop, and about who answers: told from wishes for products, from orders and from greetings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.constraint import Constraint
from nlu.understand import Understander
from nlu.understanding import Context


@pytest.mark.parametrize(
    "said",
    [
        "how do I get in touch", "can i ring you", "how can I contact you?", "do you take amex", "do you do klarna",
        "is there a warranty on boots", "what is not covered by the warranty", "can i return worn boots",
        "can you gift wrap a lamp", "when will it arrive if i order today", "any promo codes?", "can I pay by card",
    ],
)  # fmt: skip
def test_a_question_to_the_shop_is_for_its_pages(understand: Understander, said: str) -> None:
    heard = understand(said, Context())
    assert [i.name for i in heard.intents] == ["ask_policy"]
    assert heard.constraints == {}


@pytest.mark.parametrize(
    "said", ["are you a robot", "are you human?", "is this a bot", "am I talking to a real person", "r u a bot", "who are you?"]
)
def test_who_is_answering_is_a_question_and_no_call_for_a_person(understand: Understander, said: str) -> None:
    assert [i.name for i in understand(said, Context()).intents] == ["greet"]


def test_a_person_asked_for_is_still_a_person_asked_for(understand: Understander) -> None:
    assert [i.name for i in understand("can I talk to a real person", Context()).intents] == ["talk_to_human"]


def test_the_cart_is_looked_at_while_a_size_is_awaited(understand: Understander, table: Context) -> None:
    asked = replace(table, action="ask_slot", user="add the first one", focus=("jade",), awaiting="size")
    assert [i.name for i in understand("show me my cart", asked).intents] == ["update_cart"]


def test_a_type_that_is_not_sold_is_heard_beside_one_that_is(understand: Understander) -> None:
    heard = understand("i need gloves and a lamp", Context())
    assert heard.constraints["category"].is_ == {"glove", "lamps"}
    assert "glove" not in heard.query


def test_a_thing_that_the_wish_is_for_is_not_sought(understand: Understander) -> None:
    assert understand("a bag for my tent", Context()).constraints["category"] == Constraint(frozenset({"bags"}))


@pytest.mark.parametrize("word", ["leggings", "lockable", "kayaks"])
def test_a_word_of_its_own_is_no_slip_of_spelling(understand: Understander, word: str) -> None:
    assert understand(f"{word} please", Context()).corrections == ()


def test_how_long_it_takes_to_a_place_is_no_length_of_the_product(understand: Understander, table: Context) -> None:
    talked = replace(table, action="add_to_cart", focus=("jade",))
    heard = understand("how long would it take to get to Boston", talked)
    assert [i.name for i in heard.intents] == ["ask_policy"]
