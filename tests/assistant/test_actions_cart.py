"""The cart: what is settled goes in, what is open is asked, and there is never more in it than in stock."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_shop import Talk

from assistant.world import World
from data.constraint import Constraint
from data.errors import ConfigError
from data.shop import ShopSettings
from dialogue_policy.state import Cart, CartLine

pytest_plugins = ("small_shop",)


@pytest.fixture
def talk(small_world: World) -> Talk:
    talk = Talk(small_world)
    talk.search("jade", "nora", "tess")
    return talk


def test_an_open_size_is_asked_for_and_nothing_is_added(talk: Talk) -> None:
    talk.do("add_to_cart", "add the first one", about="jade")
    assert talk.kinds == ["ask_option"]
    assert talk.cart == []
    assert talk.state.awaiting is not None
    assert (talk.state.awaiting.slot, talk.state.awaiting.product_id) == ("size", "jade")
    assert talk.state.trail[-1] == "ask_slot"


def test_the_question_offers_only_the_sizes_in_stock_in_the_colour_on_the_card(talk: Talk) -> None:
    shown = talk.variant("jade", "S", "Blue")
    talk.state = replace(talk.state, shown=(replace(talk.state.shown[0], variant_id=shown.id), *talk.state.shown[1:]))
    talk.do("add_to_cart", "add the first one", about="jade")
    assert talk.said.quick_replies == ("S", "M")


def test_the_answer_to_the_question_completes_the_line(talk: Talk) -> None:
    talk.do("add_to_cart", "I'll take two of the first one", about="jade", quantity=2)
    talk.do("add_to_cart", "medium", constraints={"size": Constraint(is_=frozenset({"m"}))})
    color = talk.cart[0][2]
    assert talk.cart == [("jade", "M", color, 2)]


def test_a_size_constraint_of_the_search_settles_the_size(talk: Talk) -> None:
    talk.wish("size", "size M", Constraint(is_=frozenset({talk.variant("nora", "M", "Red").attributes["size"][0].canonical})))
    talk.do("add_to_cart", "add the second one", about="nora")
    assert talk.cart[0][:2] == ("nora", "M")


def test_a_size_said_for_the_cart_beats_the_constraint(talk: Talk) -> None:
    talk.wish("size", "size M", Constraint(is_=frozenset({talk.variant("nora", "M", "Red").attributes["size"][0].canonical})))
    talk.do("add_to_cart", "add the second one in large", about="nora", options={"size": "large"})
    assert talk.cart[0][:2] == ("nora", "L")


def test_a_button_with_a_variant_adds_exactly_that(talk: Talk) -> None:
    variant = talk.variant("nora", "S", "Navy")
    talk.do("add_to_cart", args={"product_id": "nora", "variant_id": variant.id, "quantity": 2})
    assert talk.cart == [("nora", "S", "Navy", 2)]


def test_a_colour_that_no_card_shows_is_asked_for(small_world: World) -> None:
    talk = Talk(small_world)
    talk.do("add_to_cart", "add the Nora jacket in medium", about="nora", options={"size": "medium"})
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.slot == "color"
    assert talk.state.awaiting.options["size"] == "medium"


def test_a_product_without_options_is_added_at_once(talk: Talk) -> None:
    talk.do("add_to_cart", "add the hiking socks", about="sock")
    assert talk.cart == [("sock", "", "", 1)]
    assert "$9.50" in talk.said.text


def test_more_than_the_stock_is_not_added_but_the_number_there_is_is_offered(talk: Talk) -> None:
    talk.do("add_to_cart", "five hiking socks", about="sock", quantity=5)
    assert talk.cart == []
    assert "3" in talk.said.text
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.proposal == "add_to_cart"
    talk.do("add_to_cart", "yes", intent="affirm", args=talk.state.awaiting.args)
    assert talk.cart == [("sock", "", "", 3)]


def test_once_all_are_in_the_cart_no_more_go_in(talk: Talk) -> None:
    talk.do("add_to_cart", "three hiking socks", about="sock", quantity=3)
    talk.do("add_to_cart", "another one", about="sock")
    assert talk.kinds == ["all_in_cart"]
    assert talk.cart == [("sock", "", "", 3)]


def test_a_sold_out_size_offers_the_nearest_variant(talk: Talk) -> None:
    talk.do("add_to_cart", "the blue one in large", about="jade", options={"size": "large", "color": "blue"})
    assert talk.cart == []
    assert talk.kinds == ["sold_out_offer"]
    assert "Black, size L" in talk.said.text
    assert talk.state.awaiting is not None
    talk.do("add_to_cart", "yes", intent="affirm", args=talk.state.awaiting.args)
    assert talk.cart == [("jade", "L", "Black", 1)]


def test_the_nearest_variant_is_not_one_that_the_shopper_ruled_out(talk: Talk) -> None:
    talk.wish("color", "not in black", Constraint(not_=frozenset({"black"})))
    talk.do("add_to_cart", "the blue one in large", about="jade", options={"size": "large", "color": "blue"})
    assert "Blue, size M" in talk.said.text


def test_an_option_that_the_product_does_not_come_in_is_said_and_asked_again(talk: Talk) -> None:
    talk.do("add_to_cart", "add the third in XXL", about="tess", options={"size": "XXL"})
    assert talk.cart == []
    assert talk.said.text.startswith("The Tess Fleece Jacket doesn't come in size XXL")
    assert talk.state.awaiting is not None
    assert talk.state.awaiting.slot == "size"


def test_two_products_pointed_at_are_both_added(talk: Talk) -> None:
    talk.do("add_to_cart", args={"product_ids": ["sock", "mug"]})
    assert [line[0] for line in talk.cart] == ["sock", "mug"]


def test_adding_what_is_in_the_cart_already_raises_its_number(talk: Talk) -> None:
    talk.do("add_to_cart", about="sock")
    talk.do("add_to_cart", about="sock")
    assert talk.cart == [("sock", "", "", 2)]


@pytest.fixture
def filled(talk: Talk) -> Talk:
    talk.do("add_to_cart", args={"product_id": "sock"})
    talk.do("add_to_cart", args={"product_id": "nora", "variant_id": talk.variant("nora", "M", "Red").id})
    return talk


def test_a_size_swap_keeps_the_line_in_its_place(filled: Talk) -> None:
    filled.do("add_to_cart", args={"product_id": "mug"})
    filled.do("update_cart", "make the rain jacket large", about="nora", options={"size": "large"})
    assert filled.cart == [("sock", "", "", 1), ("nora", "L", "Red", 1), ("mug", "", "Green", 1)]


def test_make_that_means_what_was_added_last(filled: Talk) -> None:
    filled.do("update_cart", "actually make that large", options={"size": "large"})
    assert filled.cart[1] == ("nora", "L", "Red", 1)


def test_a_swap_to_a_variant_already_in_the_cart_makes_one_line(filled: Talk) -> None:
    filled.do("add_to_cart", args={"product_id": "nora", "variant_id": filled.variant("nora", "L", "Red").id})
    filled.do("update_cart", "make the red medium one large", about="nora", options={"size": "large"})
    assert filled.cart == [("sock", "", "", 1), ("nora", "L", "Red", 2)]


def test_make_it_three_sets_the_number(filled: Talk) -> None:
    filled.do("update_cart", "make it 3", quantity=3)
    assert filled.cart[1] == ("nora", "M", "Red", 3)
    assert "$186.50" in filled.said.text


def test_a_number_above_the_stock_leaves_the_line_and_offers_what_there_is(filled: Talk) -> None:
    filled.do("update_cart", "make the socks 9", about="sock", quantity=9)
    assert filled.cart[0] == ("sock", "", "", 1)
    assert filled.state.awaiting is not None
    filled.do("add_to_cart", "yes", intent="affirm", args=filled.state.awaiting.args)
    assert filled.cart[0] == ("sock", "", "", 3)


def test_a_swap_to_a_sold_out_size_leaves_the_line(talk: Talk) -> None:
    talk.do("add_to_cart", args={"product_id": "jade", "variant_id": talk.variant("jade", "M", "Blue").id})
    talk.do("update_cart", "make it large", options={"size": "large"})
    assert talk.cart == [("jade", "M", "Blue", 1)]
    assert "out of stock" in talk.said.text


def test_remove_takes_out_the_line_pointed_at(filled: Talk) -> None:
    filled.do("update_cart", "take out the socks", about="sock")
    assert filled.cart == [("nora", "M", "Red", 1)]


def test_empty_takes_out_everything(filled: Talk) -> None:
    filled.do("update_cart", "empty my cart")
    assert filled.cart == []


def test_remove_without_saying_which_asks_when_there_are_several(filled: Talk) -> None:
    filled.state = replace(filled.state, focus=())
    filled.do("update_cart", "remove it")
    assert filled.kinds == ["which_line"]
    assert len(filled.cart) == 2


def test_changing_an_empty_cart_says_that_it_is_empty(talk: Talk) -> None:
    talk.do("update_cart", "remove the socks", about="sock")
    assert talk.kinds == ["cart_empty"]


def test_the_cart_is_told_line_by_line_with_its_total(filled: Talk) -> None:
    filled.do("show_cart", "what's in my cart")
    assert "1 × Hiking Socks: $9.50" in filled.said.text
    assert "1 × Nora Rain Jacket (Red, size M): $59.00" in filled.said.text
    assert "$68.50" in filled.said.text


def test_what_left_the_shop_leaves_the_cart_with_a_notice(filled: Talk) -> None:
    gone = CartLine("was-here", "was-here-1", "Old Hat", {"size": "M"}, 1, Decimal("5.00"))
    filled.state = replace(filled.state, cart=Cart((*filled.state.cart.lines, gone)))
    filled.do("show_cart", "what's in my cart")
    assert [line[0] for line in filled.cart] == ["sock", "nora"]
    assert "Old Hat (size M) has left the shop" in filled.said.text


def test_stock_and_price_are_looked_at_again_before_checkout(filled: Talk) -> None:
    sock = replace(filled.state.cart.lines[0], quantity=7, price=Decimal("8.00"))
    filled.state = replace(filled.state, cart=Cart((sock, filled.state.cart.lines[1])))
    filled.do("checkout", "pay", intent="checkout")
    assert filled.kinds == ["confirm"]
    assert filled.outcome.checkout_url is None
    assert filled.cart[0] == ("sock", "", "", 3)
    assert "Only 3 of the Hiking Socks are left" in filled.said.text
    assert "costs $9.50 now" in filled.said.text


def test_checkout_is_summarised_and_asked_first(filled: Talk) -> None:
    filled.do("confirm_checkout", "check out", intent="checkout")
    assert filled.state.awaiting is not None
    assert filled.state.awaiting.proposal == "checkout"
    assert "$68.50" in filled.said.text


@pytest.mark.parametrize(
    ("template", "separator", "url"),
    [
        ("https://x.example/cart/[{sku}:{quantity}]", ",", "https://x.example/cart/SOCK:1,NORA-M-RED:1"),
        ("https://x.example/b?[i={sku}&n={quantity}]", "&", "https://x.example/b?i=SOCK&n=1&i=NORA-M-RED&n=1"),
    ],
)
def test_the_link_repeats_the_bracketed_part_for_each_line(filled: Talk, template: str, separator: str, url: str) -> None:
    filled.world = replace(filled.world, shop=ShopSettings(checkout_url=template, checkout_separator=separator))
    filled.do("checkout", "yes", intent="affirm")
    assert filled.outcome.checkout_url == url
    assert url in filled.said.text


def test_a_template_without_brackets_gives_a_link_for_each_line(filled: Talk) -> None:
    filled.world = replace(filled.world, shop=ShopSettings(checkout_url="https://x.example/?add={variant_id}&n={quantity}"))
    filled.do("checkout", "yes", intent="affirm")
    assert filled.said.text.count("https://x.example/?add=") == 2


def test_a_shop_without_a_template_says_so(filled: Talk) -> None:
    filled.do("checkout", "yes", intent="affirm")
    assert filled.outcome.checkout_url is None
    assert "checkout link" in filled.said.text


def test_an_unknown_field_in_the_template_is_named(filled: Talk) -> None:
    filled.world = replace(filled.world, shop=ShopSettings(checkout_url="https://x.example/{skuu}"))
    with pytest.raises(ConfigError, match="skuu"):
        filled.do("checkout", "yes", intent="affirm")


asked = st.tuples(
    st.sampled_from(["jade", "nora", "tess", "sock", "mug"]),
    st.sampled_from(["S", "M", "L", "small", "XXL", None]),
    st.integers(1, 12),
    st.sampled_from(["add_to_cart", "update_cart"]),
)


@given(turns=st.lists(asked, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_cart_never_holds_more_than_the_stock(small_world: World, turns: list[tuple[str, str | None, int, str]]) -> None:
    talk = Talk(small_world)
    talk.search("jade", "nora", "tess")
    for product_id, size, quantity, action in turns:
        options = {"options": {"size": size}} if size else {}
        name = "add_to_cart" if action == "add_to_cart" else "update_cart"
        talk.do(name, "that", about=product_id, quantity=quantity, **options)  # type: ignore[arg-type]
        for line in talk.state.cart.lines:
            product = small_world.store.product(line.id)
            assert product is not None
            variant = product.variant(line.variant_id)
            assert variant is not None
            assert variant.stock is None or line.quantity <= variant.stock
            assert dict(line.options) == dict(variant.options)
        assert len({line.variant_id for line in talk.state.cart.lines}) == len(talk.state.cart.lines)
