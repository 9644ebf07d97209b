"""Orders are told only to who gives number and e-mail; terms are quoted with their page; a person is asked for as an effect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_shop import Talk

from assistant.outcome import Handoff, LogReward, RevealOrder
from assistant.world import World
from data.constraint import Constraint, Phrase
from data.shop import Handoff as Target
from data.shop import ShopSettings
from nlu.understanding import Correction

pytest_plugins = ("small_shop",)


@pytest.fixture
def talk(small_world: World) -> Talk:
    return Talk(small_world)


def test_an_order_is_asked_for_by_number_and_then_by_mail(talk: Talk) -> None:
    talk.do("order_status", "where's my order?", intent="track_order")
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.slot == "order_id"
    talk.do("order_status", "000000007", intent="track_order", order_id="000000007")
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.slot == "email"
    assert "shipped" not in talk.said.text


def test_number_and_mail_together_tell_status_lines_and_date(talk: Talk) -> None:
    talk.do("order_status", "7, Ann@Example.com", intent="track_order", order_id="7", email="Ann@Example.com")
    assert "shipped" in talk.said.text
    assert "2 × Hiking Socks" in talk.said.text
    assert "4 March 2026" in talk.said.text
    assert [type(e) for e in talk.outcome.effects] == [RevealOrder]


def test_a_wrong_pair_is_answered_alike_whether_the_order_exists_or_not(small_world: World) -> None:
    replies = []
    for number, email in (("000000007", "eve@example.com"), ("99999", "eve@example.com")):
        talk = Talk(small_world)
        talk.do("order_status", "my order", intent="track_order", order_id=number, email=email)
        replies.append((talk.said, talk.outcome.effects, talk.outcome.awaiting))
    assert replies[0] == replies[1]
    assert replies[0][1] == ()


def test_a_change_is_offered_to_a_person_after_the_status(talk: Talk) -> None:
    talk.do("order_status", "cancel my order", intent="track_order", order_id="7", email="ann@example.com")
    assert "shipped" in talk.said.text
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.proposal == "handoff"


def test_terms_are_quoted_with_their_page(talk: Talk) -> None:
    talk.do("policy", "what's your return policy", intent="ask_policy")
    assert "“You may return unworn items within 30 days of receipt." in talk.said.text
    assert "(returns page)" in talk.said.text


def test_two_sources_that_speak_of_the_same_are_both_quoted(talk: Talk) -> None:
    talk.do("policy", "how much is shipping?", intent="ask_policy")
    assert "Up to $100: Standard $5; Express $12." in talk.said.text
    assert "Orders over $50 ship free" in talk.said.text
    assert "(promotions)" in talk.said.text
    assert "ask the shop which of them holds" in talk.said.text


def test_a_word_that_no_page_knows_is_said_not_to_be_mentioned(talk: Talk) -> None:
    talk.do("policy", "do you ship to Canada?", intent="ask_policy")
    assert "does not mention “Canada”" in talk.said.text


def test_discounts_are_answered_from_the_promotions(talk: Talk) -> None:
    talk.do("policy", "any discount codes?", intent="ask_policy")
    assert "FALL10" in talk.said.text


def test_what_no_page_answers_is_said_so(talk: Talk) -> None:
    talk.do("policy", "is there a warranty?", intent="ask_policy")
    assert talk.kinds == ["policy_silent"]
    assert "1-800-555-0199" in talk.said.text


def test_a_person_is_asked_for_as_an_effect(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(handoff=Target(webhook="https://x.example/h"), business_hours="9 to 5"))
    talk.do("handoff", "get me a human", intent="talk_to_human")
    assert talk.outcome.handoff
    assert talk.outcome.effects == (Handoff("get me a human"),)
    assert "9 to 5" in talk.said.text


def test_a_shop_that_names_nobody_quotes_its_contact_page(talk: Talk) -> None:
    talk.do("handoff", "get me a human", intent="talk_to_human")
    assert "Call 1-800-555-0199 on weekdays." in talk.said.text


def test_a_greeting_of_the_shop_is_said_word_for_word(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(greeting="Howdy from the hills!"))
    talk.do("greet", "hi", intent="greet")
    assert talk.said.text == "Howdy from the hills!"


def test_help_tells_what_can_be_done(talk: Talk) -> None:
    talk.do("greet", "help", intent="greet", command="help")
    assert "compare" in talk.said.text
    assert "cart" in talk.said.text


def test_a_judgement_is_heard_and_logged(talk: Talk) -> None:
    talk.search("jade", "nora")
    talk.do("acknowledge", "love the first one", intent="give_feedback", about="jade", sentiment="positive")
    assert talk.outcome.effects == (LogReward("feedback", "jade", 1.0),)
    assert "Jade Wind Jacket" in talk.said.text


def test_a_taste_is_said_back_in_the_shoppers_words(talk: Talk) -> None:
    phrases = (Phrase("polyester", "material", "polyester", "not"),)
    talk.do("acknowledge", "I hate polyester", intent="give_feedback", sentiment="negative", phrases=phrases)
    assert "polyester" in talk.said.text


def test_a_summary_tells_wishes_table_and_cart(talk: Talk) -> None:
    talk.wish("color", "blue", Constraint(is_=frozenset({"blue"})))
    talk.search("jade")
    talk.do("add_to_cart", args={"product_id": "sock"})
    talk.do("summarize", "where are we")
    for fact in ("blue", "Jade Wind Jacket", "1 item", "$9.50"):
        assert fact in talk.said.text


def test_start_over_says_that_the_cart_is_kept(talk: Talk) -> None:
    talk.do("add_to_cart", args={"product_id": "sock"})
    talk.do("start_over", "start over")
    assert "1 item" in talk.said.text


def test_a_typing_error_is_said_as_it_was_read(talk: Talk) -> None:
    talk.do("browse", "jakets", corrections=(Correction("jakets", "jackets"),))
    assert talk.said.text.startswith("I read “jakets” as “jackets”.")
