"""Lists: a page at once, the question beneath, further pages, and an honest word on what was given up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_shop import Talk

from assistant import actions
from assistant.world import World
from data.constraint import Constraint
from data.shop import ShopSettings
from dialogue_policy.action import ACTIONS, Decision, Step
from dialogue_policy.candidates import Candidates, SlotSpread

pytest_plugins = ("small_shop",)


@pytest.fixture
def talk(small_world: World) -> Talk:
    return Talk(small_world)


def everything(talk: Talk, **facts: object) -> Candidates:
    picks = tuple(talk.pick(i) for i in ("jade", "nora", "tess", "sock", "mug"))
    return replace(Candidates(picks, len(picks)), **facts)  # type: ignore[arg-type]


def test_every_action_of_the_contract_is_performed(talk: Talk) -> None:
    assert set(actions.ACTS) == set(ACTIONS)
    for name in ACTIONS:
        talk.do(name, "the first one", candidates=everything(talk))
        assert talk.said.text


def test_a_search_shows_a_page_and_says_how_many_there_are(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(results=2))
    talk.do("recommend", "jackets", candidates=everything(talk))
    assert [p.product.id for p in talk.outcome.products] == ["jade", "nora"]
    assert talk.outcome.shows_list
    assert talk.outcome.awaiting is None
    assert "5" in talk.said.text


def test_a_question_stands_beneath_the_list_with_the_values_there_are(talk: Talk) -> None:
    spread = {"material": SlotSpread({"nylon": 1, "wool": 2}, 1, 1.0, 0.5)}
    talk.do("ask_slot", "jackets", candidates=everything(talk, spread=spread), args={"slot": "material"})
    assert talk.outcome.products
    assert talk.outcome.awaiting is not None
    assert talk.outcome.awaiting.slot == "material"
    assert talk.said.text.endswith("?")
    assert talk.said.quick_replies[:2] == ("Wool", "Nylon")


def test_a_question_about_the_price_names_the_range(talk: Talk) -> None:
    found = everything(talk, spread={"price": SlotSpread({}, 0, 1.0, 0.5)}, price_range=(Decimal("9.50"), Decimal("59.00")))
    talk.do("ask_slot", "anything", candidates=found, args={"slot": "price"})
    assert "$9.50" in talk.said.text
    assert "$59.00" in talk.said.text


def test_more_shows_what_was_not_seen_until_there_is_no_more(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(results=2))
    found = everything(talk)
    pages = [[p.product.id for p in talk.do("recommend", "all", candidates=found).products]]
    for _ in range(2):
        pages.append([p.product.id for p in talk.do("show_more", "next", candidates=found).products])
    assert pages == [["jade", "nora"], ["tess", "sock"], ["mug"]]
    talk.do("show_more", "next", candidates=found)
    assert talk.kinds == ["no_more"]


def test_the_page_before_comes_back(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(results=2))
    found = everything(talk)
    talk.do("recommend", "all", candidates=found)
    talk.do("show_more", "next", candidates=found)
    talk.do("show_more", "show me the previous ones again", candidates=found)
    assert [p.product.id for p in talk.outcome.products] == ["jade", "nora"]


@pytest.mark.parametrize("action", ["suggest_relaxation", "recommend"])
def test_what_was_given_up_is_named_in_words_and_in_the_outcome(talk: Talk, action: str) -> None:
    talk.wish("material", "leather", Constraint(is_=frozenset({"leather"})))
    found = everything(talk, total=0, gave_up=("material",), relaxations=(("material", 5),))
    talk.do(action, "leather jackets", candidates=found)
    assert talk.outcome.gave_up == ("material",)
    assert "“leather”" in talk.said.text
    assert "Any material" in talk.said.quick_replies


@pytest.mark.parametrize("action", ["suggest_relaxation", "recommend"])
def test_a_type_that_the_shop_does_not_have_is_said_whatever_is_done(talk: Talk, action: str) -> None:
    talk.wish("category", "canoes", Constraint(is_=frozenset({"canoe"})), "canoe")
    talk.do(action, "canoes", candidates=everything(talk, total=0, gave_up=("category",), relaxations=(("category", 5),)))
    assert "canoes" in talk.said.text
    assert any(word in talk.said.text for word in ("don't have", "don't sell"))
    assert talk.outcome.gave_up == ("category",)


def test_records_that_are_missing_are_said_not_to_be_stated(talk: Talk) -> None:
    talk.wish("pattern", "striped", Constraint(is_=frozenset({"striped"})))
    talk.do("recommend", "striped", candidates=everything(talk, total=0, unknown=("pattern",)))
    assert talk.outcome.gave_up == ("pattern",)
    assert "doesn't state the pattern" in talk.said.text


def test_a_wish_that_finds_nothing_is_named_with_what_loosening_brings(talk: Talk) -> None:
    talk.wish("price", "under $5", Constraint(max=Decimal(5)))
    talk.do("suggest_relaxation", "under $5", candidates=Candidates((), 0, relaxations=(("price", 3),)))
    assert talk.outcome.products == ()
    assert "Without “under $5” there are 3." in talk.said.text


def test_similar_products_are_a_list_around_the_one_meant(talk: Talk) -> None:
    talk.search("jade", "nora")
    talk.do("similar", "something like the first", about="jade", intent="find_similar")
    assert talk.outcome.shows_list
    assert talk.outcome.anchor == "jade"
    assert "jade" not in [p.product.id for p in talk.outcome.products]


def test_a_list_that_breaks_a_standing_wish_gives_it_up_openly(talk: Talk) -> None:
    talk.wish("category", "jackets", talk_category(talk))
    talk.search("jade", "nora")
    talk.do("complete_look", "what goes with it", about="jade", intent="complete_look")
    shown = {p.product.id for p in talk.outcome.products}
    if shown - {"nora", "tess"}:
        assert "category" in talk.outcome.gave_up


def test_browsing_counts_the_departments(talk: Talk) -> None:
    talk.do("browse", "what do you sell", intent="browse_category")
    assert "Jackets (3)" in talk.said.text


def test_a_later_step_sees_the_cart_that_an_earlier_one_left(talk: Talk) -> None:
    steps = (Step("add_to_cart", "add_to_cart", {"product_id": "sock"}), Step("show_cart", "update_cart"))
    outcome = actions.perform(Decision(steps, "test"), talk.state, Candidates(searched=False), talk.world)
    assert outcome.results[-1].kind == "cart"


def test_a_decision_is_told_as_it_came_to_be(talk: Talk) -> None:
    talk.search("jade")
    decision = Decision((Step("add_to_cart", "add_to_cart", {"product_id": "jade"}),), "test")
    outcome = actions.perform(decision, talk.state, Candidates(searched=False), talk.world)
    done = actions.carried_out(decision, outcome)
    assert done.last.name == "ask_slot"
    assert done.last.args == {"slot": "size", "product_id": "jade"}


def test_an_open_size_beside_a_list_is_the_question_beneath_it(talk: Talk) -> None:
    talk.search("jade")
    steps = (Step("add_to_cart", "add_to_cart", {"product_id": "jade"}), Step("recommend", "search_product"))
    decision = Decision(steps, "test")
    outcome = actions.perform(decision, talk.state, everything(talk), talk.world)
    assert outcome.shows_list
    assert [step.name for step in actions.carried_out(decision, outcome).steps] == ["recommend", "ask_slot"]


def talk_category(talk: Talk) -> Constraint:
    names = talk.pick("jade").product.attributes["category"][0].canonical
    return Constraint(is_=frozenset({names}))


def test_a_list_may_be_laid_out_to_differ_and_says_so(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(results=2))
    talk.do("recommend", "anything", candidates=everything(talk), args={"manner": "diverse"})
    first, other = talk.outcome.products
    assert first.product.id == "jade"
    assert other.product.names("category").isdisjoint(first.product.names("category"))
    assert "differ" in talk.said.text


def test_a_recap_tells_the_wishes_and_waits_for_a_yes(talk: Talk) -> None:
    talk.wish("category", "jackets", Constraint(frozenset({"jacket"})), "jacket")
    talk.wish("color", "green", Constraint(frozenset({"green"})), "green")
    talk.do("recommend", "green jackets", candidates=everything(talk), args={"manner": "recap"})
    assert talk.outcome.awaiting is not None
    assert talk.outcome.awaiting.proposal == "wishes"
    assert "green jackets" in talk.said.text
    assert talk.said.text.endswith("?")
    assert talk.said.quick_replies == ("That's right", "Start over")


def test_an_offer_to_compare_names_the_first_two(talk: Talk) -> None:
    talk.do("recommend", "jackets", candidates=everything(talk), args={"manner": "compare"})
    assert talk.outcome.awaiting is not None
    assert talk.outcome.awaiting.args == {"product_ids": ("jade", "nora")}
    assert talk.said.text.endswith("?")
    talk.do("compare", "yes", args=dict(talk.outcome.awaiting.args))
    assert [p.product.id for p in talk.outcome.products] == ["jade", "nora"]


def test_reasons_for_the_first_stand_beneath_the_list(talk: Talk) -> None:
    talk.state = replace(talk.state, constraints={"category": Constraint(frozenset({"jacket"}))})
    talk.do("recommend", "jackets", candidates=everything(talk), args={"manner": "explain"})
    assert [r.kind for r in talk.outcome.results] == ["found", "first_explained"]
    assert len(talk.outcome.products) == 5


def test_a_question_may_stand_beneath_the_next_page(talk: Talk) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(results=2))
    found = everything(talk, spread={"material": SlotSpread({"nylon": 1, "wool": 2}, 1, 1.0, 0.5)})
    talk.do("recommend", "all", candidates=found)
    talk.do("ask_slot", "more", candidates=found, args={"slot": "material", "unseen": True})
    assert [p.product.id for p in talk.outcome.products] == ["tess", "sock"]
    assert talk.outcome.awaiting is not None
    assert talk.said.text.endswith("?")


@pytest.mark.parametrize(
    ("manner", "proposal"), [("complete_look", "complete_look"), ("confirm_checkout", "confirm_checkout"), ("", None)]
)
def test_a_purchase_may_come_with_an_offer(talk: Talk, manner: str, proposal: str | None) -> None:
    talk.world = replace(talk.world, shop=ShopSettings(checkout_url="https://shop.example/cart?sku={sku}"))
    talk.do("add_to_cart", "the mug", args={"product_id": "mug", "manner": manner} if manner else {"product_id": "mug"})
    assert any(r.kind == "added" for r in talk.outcome.results)
    awaiting = talk.outcome.awaiting
    assert (awaiting.proposal if awaiting else None) == proposal
    assert talk.said.text.endswith("?") == bool(manner)


def test_a_shop_without_a_checkout_link_offers_no_checkout(talk: Talk) -> None:
    talk.do("add_to_cart", "the mug", args={"product_id": "mug", "manner": "confirm_checkout"})
    assert talk.outcome.awaiting is None


def test_no_offer_is_made_where_the_size_is_still_open(talk: Talk) -> None:
    talk.do("add_to_cart", "the jacket", args={"product_id": "jade", "manner": "complete_look"})
    assert talk.outcome.awaiting is not None
    assert talk.outcome.awaiting.proposal is None
