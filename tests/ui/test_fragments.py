"""Fragments of the page: nothing that a record or a shopper says becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import (
    ActionReply,
    Card,
    CartLineReply,
    CartReply,
    ReasonReply,
    ReplyBody,
    StateReply,
    TurnReply,
    UnderstandingReply,
)
from ui import cards, fragments
from ui.cards import Look
from ui.markup import link

LOOK = Look()
TAGS = {
    "li", "div", "img", "span", "p", "h3", "a", "ul", "button", "svg", "path", "small", "s", "strong"
}  # fmt: skip


class Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.words: list[str] = []
        self.values: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)
        self.values.extend(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def card(text: str, address: str | None = None) -> Card:
    return Card(
        id=text, variant_id=text, title=text, brand=text, category=[text], price=9.5, list_price=12, on_sale=True, currency="USD",
        size=text, options={"color": text, "size": text}, rating=4.2, reviews_count=3, image_url=address, url=address,
        in_stock=True, reasons=[ReasonReply(phrase=text, slot="color", holds=None, source="text", evidence=text)],
    )  # fmt: skip


@given(st.text(alphabet=st.sampled_from("<>&\"'`={}$/\\ abc\n\u202e"), max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    cart = CartReply(
        lines=[CartLineReply(id=text, variant_id=text, title=text, options={"size": text}, quantity=2, price=3)],
        total=6,
        currency="USD",
    )
    state = StateReply(constraints={"color": {"is": [text], "not": [text]}, text: {"min": 3}}, shown=[], focus=[], cart=cart)
    plain = StateReply(constraints={"color": {"is": ["x"], "not": ["x"]}, "y": {"min": 3}}, shown=[], focus=[], cart=cart)
    harmless_line = cart.lines[0].model_copy(update={"title": "x", "options": {"size": "x"}})
    pairs = [
        (cards.card(card(text), 1, 1, LOOK), cards.card(card("x"), 1, 1, LOOK)),
        (fragments.cart(cart, LOOK), fragments.cart(cart.model_copy(update={"lines": [harmless_line]}), LOOK)),
        (fragments.wishes(state, LOOK), fragments.wishes(plain, LOOK)),
        (fragments.shopper_message(text), fragments.shopper_message("x")),
        (fragments.quick_replies([text]), fragments.quick_replies(["x"])),
        (fragments.comparison([text, text], [[text, text, text]]), fragments.comparison(["x", "x"], [["x", "x", "x"]])),
    ]
    for nasty, harmless in pairs:
        seen, expected = Seen(nasty), Seen(harmless)
        assert [tag for tag in seen.tags if tag != "p"] == [tag for tag in expected.tags if tag != "p"]
        assert seen.names <= expected.names | {"dir"}


def test_a_title_is_shown_whole() -> None:
    seen = Seen(cards.card(card('A <b> & "B"'), 1, 1, LOOK))
    assert 'A <b> & "B"' in seen.words
    assert set(seen.tags) <= TAGS


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "/\\evil.example",
        "http://[",
        "x",
        "",
    ],
)
def test_an_address_that_could_run_or_lead_astray_is_no_link(address: str) -> None:
    assert link(address) is None
    assert not {"a", "img"} & set(Seen(cards.card(card("x", address), 1, 1, LOOK)).tags)


def test_pictures_are_found_behind_a_proxys_path() -> None:
    seen = Seen(cards.card(card("x", "/media/a.webp"), 1, 1, Look(base="/shop")))
    assert "/shop/media/a.webp" in seen.values


@pytest.mark.parametrize(
    ("locale", "currency", "shown"),
    [("en-US", "USD", "$9.50"), ("de-DE", "EUR", "9,50\u00a0€"), ("en-US", "CHF", "CHF\u00a09.50")],
)
def test_amounts_are_written_as_the_shops_locale_does(locale: str, currency: str, shown: str) -> None:
    found = Seen(cards.price(card("x").model_copy(update={"currency": currency}), Look(locale=locale)))
    assert shown in found.words


@pytest.mark.parametrize(("holds", "mark"), [(True, "✓"), (False, "✕"), (None, "?")])
def test_a_reason_is_marked_by_whether_it_holds(holds: bool | None, mark: str) -> None:
    seen = Seen(
        cards.reasons(
            [ReasonReply(phrase="not red", slot="color", holds=holds, source="attribute", evidence="blue")], Look(), "Hat"
        )
    )
    assert mark in seen.words
    assert "not red" in seen.words


def test_what_is_sold_out_cannot_be_bought() -> None:
    seen = Seen(cards.card(card("x").model_copy(update={"in_stock": False}), 1, 1, LOOK))
    assert "disabled" in seen.names
    assert "Out of stock" in seen.words


COMPARED = """Side by side:
Cord | Jacket | Parka
Price: $115.00 | $90.00
Care: cold wash: gentle | not stated
The Parka is the cheapest."""


def test_a_comparison_is_a_table_between_its_words() -> None:
    seen = Seen(fragments.assistant_message(COMPARED, compared=["Cord | Jacket", "Parka"]))
    assert seen.tags.count("table") == 1
    assert [word.strip() for word in seen.words] == [
        "Side by side:", "Cord | Jacket", "Parka", "Price", "$115.00", "$90.00", "Care", "cold wash: gentle", "not stated",
        "The Parka is the cheapest.",
    ]  # fmt: skip


@pytest.mark.parametrize("compared", [(), ("Parka",), ("Other", "Parka")])
def test_a_bar_in_a_sentence_makes_no_table(compared: tuple[str, ...]) -> None:
    seen = Seen(fragments.assistant_message("Parka\nCord Jacket | Parka\nPrice: 1 | 2", compared=compared))
    assert "table" not in seen.tags
    assert seen.words == ["Parka", "Cord Jacket | Parka", "Price: 1 | 2"]


def test_the_checkouts_address_is_a_button_and_not_spelled_out() -> None:
    address = "https://shop.example/cart?a=1&b=2"
    seen = Seen(fragments.turn(reply(f"Check out here: {address}", checkout_url=address), LOOK))
    assert address in seen.values
    assert not any(address in word for word in seen.words)


def test_a_variant_that_is_in_the_cart_can_be_had_once_more() -> None:
    bought = CartLineReply(id="x", variant_id="x", title="x", options={}, quantity=1, price=3)
    seen = Seen(fragments.turn(reply("Added.", products=[card("x")], lines=[bought]), LOOK))
    assert "Add another" in seen.words
    assert any('"add_to_cart"' in value and '"variant_id":"x"' in value for value in seen.values)


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({"size": "XS", "color": "Navy"}, "Navy · Size XS"),
        ({"color": "Navy"}, "Navy"),
        ({"size": "One size fits all"}, "One size fits all"),
        ({}, ""),
    ],
)
def test_a_size_is_called_one_and_stands_behind_what_the_picture_shows(options: dict[str, str], shown: str) -> None:
    assert cards.option_words(options) == shown


def test_a_thumb_begins_unpressed() -> None:
    assert cards.card(card("x"), 1, 1, LOOK).count('aria-pressed="false"') == 2


def reply(
    text: str, *, products: list[Card] | None = None, lines: list[CartLineReply] | None = None, checkout_url: str | None = None
) -> TurnReply:
    cart = CartReply(lines=lines or [], total=0, currency="USD")
    return TurnReply(
        session_id="s",
        turn=1,
        understanding=UnderstandingReply(intents=[]),
        state=StateReply(constraints={}, shown=[], focus=[], cart=cart),
        action=ActionReply(name="recommend", policy="rules"),
        reply=ReplyBody(text=text, products=products or [], checkout_url=checkout_url),
    )
