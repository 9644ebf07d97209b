"""A session that lives on while the shop is imported anew: what left the shop leaves the session, and the shopper is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.message import ChatRequest
from assistant.reply import TurnReply
from assistant.session import Assistant
from nlu.encoder import SentenceEncoder
from tests.assistant.written_feed import HATS, Item, bring

LEFT = "Wool Hat (S) is no longer sold here, so I took it out of your cart."


@pytest.fixture
def assistant(tmp_path: Path, encoder: SentenceEncoder) -> Iterator[Assistant]:
    bring(tmp_path, encoder)
    opened = Assistant.open(tmp_path / "store", tmp_path / "state")
    yield opened
    opened.close()


def say(assistant: Assistant, text: str | None = None, **more: object) -> TurnReply:
    return assistant.turn(ChatRequest.model_validate({"session_id": "s1", "text": text, **more}))


def add(assistant: Assistant, item: str, size: str = "S", quantity: int = 1) -> TurnReply:
    product = assistant.store().product(item)
    assert product is not None
    variant = next(v.id for v in product.variants if v.options["size"] == size)
    return say(assistant, act={"name": "add_to_cart", "product_id": item, "variant_id": variant, "quantity": quantity})


def cart(reply: TurnReply) -> dict[str, int]:
    return {line.id: line.quantity for line in reply.state.cart.lines}


def test_a_running_assistant_answers_from_the_new_version(assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder) -> None:
    assert {card.id for card in say(assistant, "show me scarves").reply.products} == {"scarf"}
    report = bring(tmp_path, encoder, [*HATS, Item("shawl", "Silk Scarf Long", kind="Scarves")])
    assert {card.id for card in say(assistant, "show me scarves").reply.products} == {"scarf", "shawl"}
    assert assistant.ready().store_version == report.version


def test_a_product_that_vanished_leaves_the_cart_and_the_shopper_is_told_once(
    assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    add(assistant, "hat")
    assert cart(add(assistant, "coat", quantity=2)) == {"hat": 1, "coat": 2}
    bring(tmp_path, encoder, HATS[1:])
    told = say(assistant, "show me scarves")
    assert LEFT in told.reply.text
    assert cart(told) == {"coat": 2}
    assert [card.id for card in told.reply.products] == ["scarf"]
    assert LEFT not in say(assistant, "what's in my cart?").reply.text


def test_undo_does_not_bring_back_what_is_no_longer_sold(assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder) -> None:
    add(assistant, "hat")
    add(assistant, "coat")
    bring(tmp_path, encoder, HATS[1:])
    undone = say(assistant, "undo")
    assert LEFT in undone.reply.text
    assert cart(undone) == {}
    assert "Wool Hat" not in say(assistant, "what's in my cart?").reply.text


def test_a_variant_that_vanished_and_one_that_sold_out_leave_the_cart(
    assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    add(assistant, "hat", "M")
    add(assistant, "scarf")
    add(assistant, "coat", quantity=4)
    hat, scarf, coat = HATS
    bring(tmp_path, encoder, [replace(hat, sizes=("S",)), replace(scarf, stock=0), replace(coat, stock=3, price="99.00")])
    told = say(assistant, "hello")
    for line in ("Wool Hat (M) is no longer sold", "Silk Scarf (S) has sold out", "Only 3 of Rain Coat (S)", "$99.00"):
        assert line in told.reply.text
    assert cart(told) == {"coat": 3}


def test_a_question_about_a_product_that_vanished_is_dropped(
    assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    asked = say(assistant, act={"name": "add_to_cart", "product_id": "hat"})
    assert asked.state.awaiting is not None
    bring(tmp_path, encoder, HATS[1:])
    answered = say(assistant, "medium")
    assert answered.reply.text
    assert cart(answered) == {}


def test_a_new_import_that_changes_nothing_says_nothing(assistant: Assistant, tmp_path: Path, encoder: SentenceEncoder) -> None:
    add(assistant, "hat", quantity=2)
    bring(tmp_path, encoder)
    shown = say(assistant, "what's in my cart?")
    assert cart(shown) == {"hat": 2}
    assert "no longer" not in shown.reply.text
    assert "changed" not in shown.reply.text
