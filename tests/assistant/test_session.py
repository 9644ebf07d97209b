"""Whole turns against a real store: sessions that last, stores that change beneath them, input that nobody asked for."""

from __future__ import annotations

import base64
import io
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from outdoor_shop import ITEMS, import_items
from PIL import Image
from pydantic import ValidationError

from assistant.message import TEXT_LIMIT, ChatRequest
from assistant.photos import DESCRIBE, NOT_HERE
from assistant.relay import SILENCE
from assistant.reply import TurnReply
from assistant.session import Assistant
from nlu.encoder import SentenceEncoder

pytest_plugins = ("outdoor_shop",)

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


@pytest.fixture
def assistant(outdoor: Path, tmp_path: Path) -> Iterator[Assistant]:
    opened = Assistant.open(outdoor, tmp_path / "state")
    yield opened
    opened.close()


def say(assistant: Assistant, text: str | None = None, *, session: str = "s1", **more: object) -> TurnReply:
    return assistant.turn(ChatRequest.model_validate({"session_id": session, "text": text, **more}), now=NOW)


def add(assistant: Assistant, product: str, variant: str, quantity: int = 1, *, session: str = "s1") -> TurnReply:
    act = {"name": "add_to_cart", "product_id": product, "variant_id": variant, "quantity": quantity}
    return say(assistant, session=session, act=act)


def variant_of(assistant: Assistant, product_id: str, **options: str) -> str:
    product = assistant.store().product(product_id)
    assert product is not None
    return next(v.id for v in product.variants if options.items() <= v.options.items())


def cart(reply: TurnReply) -> list[tuple[str, int]]:
    return [(line.id, line.quantity) for line in reply.state.cart.lines]


def test_a_search_shows_products_that_obey_it(assistant: Assistant) -> None:
    reply = say(assistant, "running shoes under $80, anything but red")
    assert reply.turn == 1
    assert [intent.name for intent in reply.understanding.intents] == ["search_product"]
    assert reply.state.constraints["price"] == {"max": 80}
    assert reply.state.constraints["color"] == {"not": ["red"]}
    assert {card.id for card in reply.reply.products} == {"fleet", "mixed", "gone"}
    assert all(reason.holds for card in reply.reply.products for reason in card.reasons)
    assert all(card.price <= 80 and "red" not in card.attributes["color"] for card in reply.reply.products)
    assert reply.reply.text
    assert set(reply.timing_ms) >= {"nlu", "track", "retrieve", "policy", "ground", "phrase", "total"}


def test_a_session_survives_a_restart_with_its_cart(outdoor: Path, tmp_path: Path) -> None:
    first = Assistant.open(outdoor, tmp_path)
    say(first, "running shoes")
    added = add(first, "fleet", variant_of(first, "fleet", size="8"), 2)
    assert cart(added) == [("fleet", 2)]
    first.close()
    second = Assistant.open(outdoor, tmp_path)
    shown = say(second, "what's in my cart?")
    assert (shown.turn, cart(shown)) == (3, [("fleet", 2)])
    second.close()


def test_sessions_do_not_see_each_other(assistant: Assistant) -> None:
    add(assistant, "peg", variant_of(assistant, "peg"), session="a")
    assert cart(say(assistant, "what's in my cart?", session="b")) == []


def test_the_same_conversation_gets_the_same_answers(outdoor: Path, tmp_path: Path) -> None:
    said = ["jackets under $60", "not in black", "compare the first two", "thanks"]
    runs = []
    for name in ("one", "two"):
        opened = Assistant.open(outdoor, tmp_path / name)
        runs.append([say(opened, text).model_dump(exclude={"timing_ms"}) for text in said])
        opened.close()
    assert runs[0] == runs[1]


def test_a_thumb_alone_is_a_turn(assistant: Assistant) -> None:
    shown = say(assistant, "running shoes")
    thumb = assistant.feedback("s1", turn=shown.turn, product_id=shown.reply.products[0].id, value="up")
    assert thumb.turn == 2
    assert [intent.name for intent in thumb.understanding.intents] == ["give_feedback"]
    assert thumb.reply.text


def test_a_product_that_left_the_shop_leaves_the_cart_with_a_notice(tmp_path: Path, sentences: SentenceEncoder) -> None:
    folder = import_items(tmp_path, sentences)
    served = Assistant.open(folder, tmp_path / "state")
    add(served, "peg", variant_of(served, "peg"), 3)
    add(served, "socks", variant_of(served, "socks"), 2)
    import_items(tmp_path, sentences, [item for item in ITEMS if item.id != "peg"])
    reply = say(served, "what's in my cart?")
    assert cart(reply) == [("socks", 2)]
    assert any("Steel Tent Pegs" in notice for notice in reply.reply.notices)
    assert "Steel Tent Pegs" in reply.reply.text
    assert say(served, "what's in my cart?").reply.notices == []
    served.close()


def test_a_changed_price_and_a_smaller_stock_are_told(tmp_path: Path, sentences: SentenceEncoder) -> None:
    folder = import_items(tmp_path, sentences)
    served = Assistant.open(folder, tmp_path / "state")
    add(served, "socks", variant_of(served, "socks"), 3)
    changed = [replace(i, price="12.00", variants=[("", "Gray", 1)]) if i.id == "socks" else i for i in ITEMS]
    import_items(tmp_path, sentences, changed)
    reply = say(served, "hello")
    assert cart(reply) == [("socks", 1)]
    assert reply.state.cart.total == 12.0
    assert len(reply.reply.notices) == 2
    served.close()


def test_a_row_that_cannot_be_read_gives_a_fresh_session_and_is_kept(assistant: Assistant, tmp_path: Path) -> None:
    say(assistant, "running shoes")
    with sqlite3.connect(tmp_path / "state" / "sessions.sqlite") as db:
        db.execute("UPDATE sessions SET state = ?", (b'{"version": 1, "state": {"turn": "x"}}',))
    reply = say(assistant, "running shoes")
    assert reply.turn == 1
    with sqlite3.connect(tmp_path / "state" / "sessions.sqlite") as db:
        assert db.execute("SELECT COUNT(*) FROM set_aside").fetchone() == (1,)


def test_forgetting_a_session_makes_it_new(assistant: Assistant) -> None:
    add(assistant, "peg", variant_of(assistant, "peg"))
    assert assistant.forget("s1")
    assert assistant.session("s1") is None
    assert cart(say(assistant, "what's in my cart?")) == []


def test_a_session_can_be_looked_at(assistant: Assistant) -> None:
    say(assistant, "running shoes")
    view = assistant.session("s1")
    assert view is not None
    assert view.turn == 1
    assert [shopper for _, shopper, _ in view.turns] == ["running shoes"]
    assert assistant.session("nobody") is None


def test_turns_of_one_session_from_many_threads_are_all_kept(assistant: Assistant) -> None:
    variant = variant_of(assistant, "peg")
    threads = [threading.Thread(target=add, args=(assistant, "peg", variant)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shown = say(assistant, "what's in my cart?")
    assert (shown.turn, cart(shown)) == (9, [("peg", 8)])


def test_two_processes_on_one_session_lose_nothing(outdoor: Path, tmp_path: Path) -> None:
    both = [Assistant.open(outdoor, tmp_path), Assistant.open(outdoor, tmp_path)]
    variant = variant_of(both[0], "peg")

    def fill(one: Assistant) -> None:
        for _ in range(4):
            add(one, "peg", variant)

    threads = [threading.Thread(target=fill, args=(one,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cart(say(both[0], "what's in my cart?")) == [("peg", 8)]
    for one in both:
        one.close()


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙃😉",
        "\x00\x01\x02 shoes",
        "מעיל לנשים עד 60 דולר",
        "<script>alert(1)</script> '; DROP TABLE sessions; -- jackets",
        "\ud800 half a character",
        "?" * 300,
        "a" * 500,
        "1e999 under $99999999999999999999999999",
        "‮right to left‬",
    ],
)
def test_odd_messages_get_a_sane_reply(assistant: Assistant, text: str) -> None:
    reply = say(assistant, text)
    assert reply.reply.text.strip()
    assert reply.understanding.intents


def test_a_very_long_message_is_cut_and_the_shopper_told(assistant: Assistant) -> None:
    reply = say(assistant, "running shoes " + "please " * 2_000)
    assert f"{TEXT_LIMIT:,}" in reply.reply.text
    assert reply.reply.products


@pytest.mark.parametrize("empty", [{}, {"text": ""}, {"text": "   \n"}, {"engagement": {"opened": ["fleet"]}}, {"image": ""}])
def test_a_turn_with_nothing_to_answer_is_refused(empty: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="text, image, act or feedback"):
        ChatRequest.model_validate({"session_id": "s1", **empty})


def photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


def test_a_photo_is_answered_honestly(assistant: Assistant) -> None:
    reply = say(assistant, image=photo())
    assert NOT_HERE in reply.reply.text
    assert DESCRIBE in reply.reply.text
    assert reply.reply.products == []


def test_a_photo_does_not_lose_the_words_beside_it(assistant: Assistant) -> None:
    reply = say(assistant, "running shoes", image=photo())
    assert NOT_HERE in reply.reply.text
    assert reply.reply.products


def test_a_broken_photo_is_told_and_the_words_are_answered(assistant: Assistant) -> None:
    reply = say(assistant, "running shoes", image="bm90IGEgcGljdHVyZQ==")
    assert "picture" in reply.reply.text
    assert reply.reply.products


def test_an_attached_product_is_what_is_talked_about(assistant: Assistant) -> None:
    reply = say(assistant, "is it waterproof?", attached_product="jade")
    assert reply.state.focus[0] == "jade"


def test_a_person_who_answers_is_relayed_and_the_assistant_keeps_silent(assistant: Assistant) -> None:
    say(assistant, "I want to talk to a human")
    assert assistant.agent_message("s1", "Hello, this is Ann.", name="Ann")
    first = say(assistant, "hi Ann")
    assert first.reply.text == "Ann: Hello, this is Ann."
    assert first.action.policy == "person"
    assert "Ann" in say(assistant, "running shoes").reply.text
    assert not say(assistant, "running shoes").reply.products
    assistant.agent_message("s1", "Bye!", name="Ann", done=True)
    back = say(assistant, "running shoes")
    assert "Ann: Bye!" in back.reply.text
    assert back.reply.products


def test_a_person_who_falls_silent_is_announced_once(assistant: Assistant) -> None:
    say(assistant, "I want to talk to a human")
    assistant.agent_message("s1", "One moment.", name="Ann")
    later = datetime.now(timezone.utc) + SILENCE + timedelta(minutes=1)
    reply = assistant.turn(ChatRequest(session_id="s1", text="running shoes"), now=later)
    assert "Ann hasn't written" in reply.reply.text
    assert reply.reply.products
    again = assistant.turn(ChatRequest(session_id="s1", text="running shoes"), now=later)
    assert "Ann" not in again.reply.text


def test_nobody_can_answer_in_a_session_that_does_not_exist(assistant: Assistant) -> None:
    assert not assistant.agent_message("nobody", "hello", name="Ann")
