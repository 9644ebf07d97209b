"""A turn in each platform's own words, within what the platform allows, whatever the records hold."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels.pictures import Jpegs, PictureLinks
from assistant.channels.preview import page
from assistant.channels.render import messenger, plain, rest, slack, telegram
from assistant.channels.render.cutting import cut, joined, parts
from assistant.channels.shown import Shown
from assistant.channels.taps import Tap, read, reference, written
from assistant.message import ChatRequest
from assistant.session import Assistant
from tests.channels import limits

BASE = "https://chat.example.com"
SAID = (
    "red dresses under $200, not striped",
    "compare the first two",
    "add the first one",
    "size m",
    "what's your return policy?",
    "check out",
    "yes please",
    "something nobody sells, like a spaceship",
    "show me the collar of a polo shirt",
    "lamps",
)


@pytest.fixture(scope="module")
def turns(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """A conversation on the demo store, pictures with public addresses."""
    assistant = Assistant.open(demo_store, tmp_path_factory.mktemp("state"))
    links = PictureLinks(BASE, b"key")
    said = [assistant.turn(ChatRequest(session_id="c", text=text)).model_dump(mode="json") for text in SAID]
    assistant.close()
    return [links.public(turn, 1_800_000_000) for turn in said]


def check_limits(shown: Shown) -> None:
    """What would be sent is within every platform's limits."""
    limits.slack(slack.message(shown))
    for message in messenger.messages(shown):
        limits.messenger(message)
    for method, fields in telegram.calls(shown):
        limits.telegram(method, fields)


def test_every_turn_fits_every_platform(turns: list[dict[str, Any]]) -> None:
    for turn in turns:
        shown = Shown.of(turn)
        check_limits(shown)
        assert rest.answers(shown, turn, "me")[-1]["custom"] == {"shopwindow": turn}


def test_nothing_of_the_answer_is_lost(turns: list[dict[str, Any]]) -> None:
    for turn in turns:
        shown = Shown.of(turn)
        assert plain.text_of(shown).startswith(turn["reply"]["text"])
        in_slack = "\n".join(b["text"]["text"] for b in slack.message(shown)["blocks"] if b["type"] == "section")  # type: ignore[attr-defined]
        assert in_slack.split() == turn["reply"]["text"].split()
        in_messenger = " ".join(str(m["text"]) for m in messenger.messages(shown) if "text" in m)
        assert in_messenger.split() == turn["reply"]["text"].split()
        assert len(shown.cards) == len(turn["reply"]["products"])


def test_cards_carry_price_reasons_and_the_marked_picture(turns: list[dict[str, Any]]) -> None:
    product = turns[0]["reply"]["products"][0]
    (carousel,) = [b for b in slack.message(Shown.of(turns[0]))["blocks"] if b["type"] == "carousel"]  # type: ignore[attr-defined]
    card = carousel["elements"][0]
    assert card["title"]["text"] == f"1. {product['title']}"
    assert product["price_text"] in card["subtitle"]["text"]
    assert "✓ red" in card["body"]["text"]
    marked = [r["overlay_url"] for r in product["reasons"] if r["overlay_url"]]
    assert card["hero_image"]["image_url"] == (marked[0] if marked else product["image_url"])
    assert card["actions"][0]["text"]["text"] == "Add to cart"
    acts = [read(b["value"]) for b in card["actions"] if "value" in b]
    assert acts[0] == Tap("act", {"name": "add_to_cart", "product_id": product["id"]})


def test_a_telegram_button_is_found_again_by_its_reference(turns: list[dict[str, Any]]) -> None:
    shown = Shown.of(turns[0])
    rows = [row for _, fields in telegram.calls(shown) for row in fields.get("reply_markup", {}).get("inline_keyboard", [])]  # type: ignore[attr-defined]
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    known = {reference(shown.named, place): tap for place, tap in enumerate(shown.every_tap)}  # as an exchange remembers them
    taps = [known.get(one) for one in data]
    assert tuple(taps) == shown.every_tap


def test_a_page_shows_what_shoppers_see(turns: list[dict[str, Any]]) -> None:
    drawn = page([("red dresses", turns[0]), ("check out", turns[5])], Jpegs(lambda name: None))
    assert all(escape(product["title"]) in drawn for product in turns[0]["reply"]["products"])
    assert drawn.count("Add to cart") >= 2 * len([p for p in turns[0]["reply"]["products"] if p["in_stock"]])


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=400)
REASON = st.fixed_dictionaries(
    {
        "phrase": TEXT,
        "holds": st.sampled_from([True, False, None]),
        "source": st.sampled_from(["image", "text"]),
        "seen": st.none() | TEXT,
        "overlay_url": st.sampled_from([None, "https://x.example/a.jpg", "/media/a.webp"]),
    }
)
CARD = st.fixed_dictionaries(
    {
        "id": st.text(min_size=1, max_size=256),
        "variant_id": TEXT,
        "title": TEXT.filter(str.strip),
        "brand": TEXT,
        "price": st.floats(0, 1e6),
        "price_text": st.sampled_from(["$64.00", "1 234,00 €"]),
        "list_price_text": st.none() | st.just("$80.00"),
        "on_sale": st.booleans(),
        "currency": st.just("USD"),
        "rating": st.none() | st.floats(0, 5),
        "reviews_count": st.integers(0, 10**6),
        "options": st.dictionaries(st.text(max_size=9), TEXT, max_size=3),
        "in_stock": st.booleans(),
        "url": st.none() | st.sampled_from(["https://shop.example/p", "javascript:alert(1)", "", "/p"]) | TEXT,
        "image_url": st.none() | st.sampled_from(["https://x.example/p.jpg", "/media/p.webp"]),
        "reasons": st.lists(REASON, max_size=5),
    }
)
TURN = st.fixed_dictionaries(
    {
        "session_id": TEXT,
        "turn": st.integers(0, 10**6),
        "reply": st.fixed_dictionaries(
            {
                "text": st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=9000).filter(
                    str.strip
                ),
                "products": st.lists(CARD, max_size=12),
                "quick_replies": st.lists(TEXT, max_size=6),
                "image_url": st.none() | st.just("https://x.example/q.jpg"),
                "checkout_url": st.none() | st.just("https://shop.example/cart"),
            }
        ),
    }
)


@settings(max_examples=150, deadline=None)
@given(TURN)
def test_whatever_a_record_holds_fits_every_platform(turn: dict[str, Any]) -> None:
    shown = Shown.of(turn)
    check_limits(shown)
    assert plain.text_of(shown)


@given(st.text(max_size=300), st.integers(2, 80))
def test_cut_text_fits(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert all(0 < len(part) <= most for part in parts(text, most))
    assert "".join("".join(parts(text, most)).split()) == "".join(text.split())
    assert len(joined([text, text], most)) <= most


@given(
    st.one_of(
        st.builds(Tap, st.just("say"), st.text(min_size=1, max_size=200)),
        st.builds(Tap, st.just("act"), st.dictionaries(st.text(max_size=9), st.text(max_size=50), min_size=1, max_size=4)),
    )
)
def test_a_tap_comes_back_as_it_was(tap: Tap) -> None:
    payload = written(tap)
    assert payload is None or read(payload) == tap


@pytest.mark.parametrize(
    "payload", [None, 3, "", "add to cart", "{}", "[]", '{"act": "x"}', '{"say": ""}', '{"run": "x"}', "{" * 2000]
)
def test_what_is_no_tap_is_none(payload: object) -> None:
    assert read(payload) is None


@pytest.mark.parametrize("turn", [{}, {"reply": {}}, {"reply": {"text": "  "}}, {"reply": "hello"}])
def test_a_turn_that_says_nothing_is_refused(turn: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"reply\.text"):
        Shown.of(turn)
