"""Searching a real store: every result obeys every wish, and what had to be loosened is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outdoor_shop import import_items

from assistant.choice import passes
from assistant.reply import available
from assistant.retrieval import Retrieval
from data.constraint import Constraint, Constraints
from data.store import Store
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState
from nlu.encoder import SentenceEncoder

pytest_plugins = ("outdoor_shop",)


@pytest.fixture(scope="module")
def search(outdoor: Path, sentences: SentenceEncoder) -> Retrieval:
    return Retrieval(Store.open(outdoor), sentences)


def wanted(*values: str) -> Constraint:
    return Constraint(is_=frozenset(values))


def ruled_out(*values: str) -> Constraint:
    return Constraint(not_=frozenset(values))


def at_most(price: int) -> Constraint:
    return Constraint(max=Decimal(price))


def found(search: Retrieval, constraints: Constraints | None = None, **state: object) -> Candidates:
    return search.candidates(DialogueState("s1", constraints=constraints or {}, **state))  # type: ignore[arg-type]


def ids(candidates: Candidates) -> list[str]:
    return [pick.product.id for pick in candidates.picks]


def shoes(search: Retrieval) -> dict[str, Constraint]:
    """The store's own canonical name for running shoes."""
    name = next(value for value in search.store.slots()["category"].values if value.startswith("running shoe"))
    return {"category": wanted(name)}


def test_a_filter_is_exact_and_counts_what_passes(search: Retrieval) -> None:
    candidates = found(search, {**shoes(search), "price": at_most(80)})
    assert set(ids(candidates)) == {"fleet", "pacer", "mixed", "gone"}
    assert candidates.total == 4
    assert candidates.gave_up == ()


def test_what_is_sold_out_comes_last(search: Retrieval) -> None:
    candidates = found(search, shoes(search))
    assert ids(candidates)[-1] == "gone"
    assert [available(pick.variant) for pick in candidates.picks] == [True] * 4 + [False]


def test_a_card_shows_the_variant_that_fits(search: Retrieval) -> None:
    candidates = found(search, {**shoes(search), "color": ruled_out("red"), "size": wanted("9")})
    card = next(pick for pick in candidates.picks if pick.product.id == "fleet")
    assert card.variant.options == {"size": "9", "color": "Blue"}


def test_one_variant_must_pass_everything(search: Retrieval) -> None:
    candidates = found(search, {**shoes(search), "color": wanted("red"), "size": wanted("s")})
    assert "mixed" not in ids(candidates) or candidates.gave_up


def test_words_beyond_the_filters_rank_by_meaning(search: Retrieval) -> None:
    assert ids(found(search, query="a shelter for a big family to camp in"))[0] == "palace"


def test_the_cheapest_tent_is_not_the_peg(search: Retrieval) -> None:
    assert ids(found(search, query="tent to sleep in", sort="price_asc"))[0] == "dome"


@pytest.mark.parametrize(("sort", "reverse"), [("price_asc", False), ("price_desc", True)])
def test_an_order_asked_for_is_kept(search: Retrieval, sort: str, reverse: bool) -> None:
    prices = [pick.variant.price for pick in found(search, shoes(search), sort=sort).picks if available(pick.variant)]
    assert prices == sorted(prices, reverse=reverse)


def test_on_sale_shows_only_what_is(search: Retrieval) -> None:
    assert ids(found(search, highlight="sale")) == ["fleet"]


def test_nothing_on_sale_is_said_not_hidden(search: Retrieval) -> None:
    candidates = found(search, {"category": wanted("tent")}, highlight="sale")
    assert candidates.total == 0
    assert "sale" in candidates.gave_up


def test_over_budget_the_nearest_price_comes_first(search: Retrieval) -> None:
    candidates = found(search, {**shoes(search), "price": at_most(40), "color": wanted("red")})
    assert candidates.gave_up == ("price",)
    assert ids(candidates)[0] == "fleet"
    assert candidates.total == 0
    assert dict(candidates.relaxations)["price"] == 3


def test_the_type_is_never_let_go_while_anything_else_can_be(search: Retrieval) -> None:
    candidates = found(search, {**shoes(search), "color": wanted("green")})
    assert "category" not in candidates.gave_up
    assert all("shoe" in " ".join(pick.product.names("category")) for pick in candidates.picks)


def test_without_a_record_comes_before_letting_go(search: Retrieval) -> None:
    candidates = found(search, {"category": wanted("tent"), "material": wanted("nylon")})
    assert candidates.unknown == ("material",)
    assert candidates.gave_up == ("material",)
    assert set(ids(candidates)) == {"dome", "palace"}


def test_a_type_that_the_shop_lacks_is_searched_by_meaning_and_named(search: Retrieval) -> None:
    candidates = found(search, {"category": wanted("sneaker for jogging")})
    assert candidates.gave_up == ("category",)
    assert candidates.total == 0
    assert "Shoes" in candidates.picks[0].product.title


def test_liked_and_disliked_products_move(search: Retrieval) -> None:
    assert ids(found(search, shoes(search), disliked=("fleet",)))[-2:] == ["fleet", "gone"]


def test_a_taste_ranks_and_never_filters(search: Retrieval) -> None:
    candidates = found(search, shoes(search), tastes={"material": ruled_out("leather")})
    assert candidates.total == 5
    stocked = [pick.product.id for pick in candidates.picks if available(pick.variant)]
    assert stocked[-1] == "pacer"


def test_a_question_would_cut_by_what_divides(search: Retrieval) -> None:
    spread = found(search, shoes(search)).spread
    assert "category" not in spread
    assert set(spread["material"].values) == {"mesh", "leather"}
    assert spread["material"].gain > 0


def test_like_this_one_are_others_for_the_same_people(search: Retrieval) -> None:
    near = [pick.product.id for pick in search.similar_to("jade", k=3)]
    assert near[0] == "nora"
    assert near.index("nora") < near.index("olaf") if "olaf" in near else True


def test_what_is_excluded_stays_away(search: Retrieval) -> None:
    assert not {"jade", "nora"} & {pick.product.id for pick in search.similar_to("jade", exclude=("nora",), k=12)}


def test_what_goes_with_it_is_first_what_the_shop_links(search: Retrieval) -> None:
    assert [pick.product.id for pick in search.goes_with("jade", k=2)] == ["socks", "fleet"]


def test_what_goes_with_it_is_not_another_of_its_kind(search: Retrieval) -> None:
    assert not {"nora", "olaf", "jade"} & {pick.product.id for pick in search.goes_with("jade", k=8)}


def test_the_overview_counts_the_types(search: Retrieval) -> None:
    counts = {department.name: department.count for department in search.overview()}
    assert counts["Tents"] == 2


def test_options_are_found_as_shoppers_say_them(search: Retrieval) -> None:
    jade = search.store.product("jade")
    assert jade is not None
    medium = [v.id for v in jade.variants if v.options["size"] == "M"]
    assert [v.id for v in search.variants_like(jade, {"size": "medium"})] == medium
    assert search.variants_like(jade, {"size": "xxl"}) == ()
    assert search.open_options(jade, {"color": "Blue"}) == {}
    assert set(search.open_options(jade, {})) == {"size", "color"}


def test_a_shop_that_hides_what_is_sold_out_never_shows_it(tmp_path: Path, sentences: SentenceEncoder) -> None:
    folder = import_items(tmp_path, sentences, config='out_of_stock = "hide"\n')
    hiding = Retrieval(Store.open(folder), sentences)
    assert "gone" not in ids(found(hiding, shoes(hiding)))


_SLOTS = {
    "color": st.frozensets(st.sampled_from(["red", "blue", "navy", "black", "green"]), max_size=2),
    "size": st.frozensets(st.sampled_from(["s", "m", "8", "9"]), max_size=2),
    "material": st.frozensets(st.sampled_from(["mesh", "nylon", "leather", "wool"]), max_size=2),
}


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, Constraint]:
    out = {slot: Constraint(is_=draw(values), not_=draw(values)) for slot, values in _SLOTS.items()}
    price = draw(st.none() | st.integers(5, 350))
    if price is not None:
        out["price"] = at_most(price)
    return {slot: constraint for slot, constraint in out.items() if constraint}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(constraints=wishes())
def test_no_card_breaks_a_wish_that_was_not_given_up(search: Retrieval, constraints: dict[str, Constraint]) -> None:
    candidates = found(search, constraints)
    kept = {slot: constraint for slot, constraint in constraints.items() if slot not in candidates.gave_up}
    assert all(passes(pick.product, pick.variant, kept) for pick in candidates.picks)
    assert candidates.picks, "a store with products always has something to show"
    assert (candidates.total > 0) == (not candidates.gave_up)
