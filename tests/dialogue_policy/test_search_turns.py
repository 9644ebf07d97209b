"""What outlives its search and what does not: highlights, comparisons, lists around a product, undone turns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from shelf import after, heard, searching, showing, wish

from data.constraint import Phrase
from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.state import Cart, CartLine, DialogueState, Note, ShownCard
from dialogue_policy.tracker import Recorded, record
from nlu.understanding import Reference, Relative

CART = Cart((CartLine("j1", "j1-v", "Jacket", {"size": "M"}, 1, Decimal("80.00")),))
CHEAPER = heard("refine_search", text="cheaper", relatives=(Relative("cheaper", "price", "less"),))
UNDO = heard("relax_constraint", text="undo", command="undo")


def did(*names: ActionName) -> Decision:
    return Decision(tuple(Step(n, "search_product") for n in names), "test")


def cards(*ids: str) -> tuple[ShownCard, ...]:
    return tuple(ShownCard(i, f"{i}-v") for i in ids)


def turn(state: DialogueState, said: object, *names: ActionName, **done: object) -> DialogueState:
    return record(after(state, said), did(*names or ("recommend",)), Recorded(**done))  # type: ignore[arg-type]


@pytest.mark.parametrize("intent", ["search_product", "refine_search"])
def test_another_type_is_not_sought_on_sale(intent: str) -> None:
    state = replace(searching(category=wish("jacket")), highlight="sale")
    assert after(state, heard(intent, constraints={"category": wish("mug")})).highlight is None
    on = after(state, heard(intent, constraints={"category": wish("mug")}, highlight="sale"))
    assert on.highlight == "sale"


def test_a_refinement_stays_on_sale() -> None:
    state = replace(searching(category=wish("jacket")), highlight="sale")
    assert after(state, heard("refine_search", constraints={"color": wish("blue")})).highlight == "sale"


def test_something_for_somebody_else_is_another_search_within_the_budget() -> None:
    state = replace(searching(category=wish("jacket"), color=wish("red"), price=wish(high="50")), highlight="sale")
    text, hers = "I need a birthday present for my girlfriend", {"gender": wish("women")}
    now = after(state, heard("request_recommendation", text=text, constraints=hers, query="present girlfriend"))
    assert now.constraints == {"gender": wish("women"), "price": wish(high="50")}
    assert (now.highlight, now.query) == (None, "present girlfriend")
    assert {n.slot for n in now.notes if n.kind == "let_go"} == {"category", "color"}


def test_a_present_that_is_looked_at_keeps_its_type() -> None:
    said = heard("request_recommendation", text="it's a present for my girlfriend", constraints={"gender": wish("women")})
    assert "category" in after(searching(category=wish("jacket")), said).constraints


def test_cheaper_is_not_carried_over_to_another_type_but_a_budget_is() -> None:
    state = showing(searching(category=wish("jacket")), "j1", "j2")
    cheaper = after(state, CHEAPER)
    assert [p.text for p in cheaper.relative] == ["cheaper"]
    mugs = after(cheaper, heard("search_product", constraints={"category": wish("mug")}))
    assert mugs.constraints == {"category": wish("mug")}
    assert Note("kept", "price") not in mugs.notes
    assert mugs.relative == ()
    under = heard("refine_search", constraints={"price": wish(high="30")}, phrases=(Phrase("under 30", "price", "30", "max"),))
    budget = after(cheaper, under)
    assert budget.relative == ()
    assert after(budget, heard("search_product", constraints={"category": wish("mug")})).constraints["price"] == wish(high="30")


def test_cheaper_leaves_the_other_bound_standing() -> None:
    phrase = Phrase("over 15", "price", "15", "min", 1)
    state = showing(replace(searching(category=wish("jacket"), price=wish(low="15")), phrases=(phrase,)), "j1", "j2")
    mugs = after(after(state, CHEAPER), heard("search_product", constraints={"category": wish("mug")}))
    assert mugs.constraints["price"] == wish(low="15")


def test_undo_brings_a_comparison_back_as_one() -> None:
    state = turn(showing(searching(category=wish("jacket")), "j1", "j2"), CHEAPER)
    state = turn(state, heard("search_product", constraints={"category": wish("mug")}))
    assert [p.text for p in after(state, UNDO).relative] == ["cheaper"]


@pytest.mark.parametrize("kind", ["similar", "complete_look"])
def test_a_refinement_goes_on_with_the_list_around_a_product(kind: str) -> None:
    state = replace(searching(gender=wish("women")), anchor="j2", list_kind=kind)
    now = turn(state, heard("refine_search", constraints={"color": wish("red")}), shown=cards("j3"), shows_list=True)
    assert (now.anchor, now.list_kind, now.seen) == ("j2", kind, ("j3",))


@pytest.mark.parametrize(
    "said",
    [
        heard("search_product", constraints={"category": wish("mug")}),
        heard("refine_search", constraints={"category": wish("mug")}),
        heard("browse_category"),
        heard("request_recommendation"),
    ],
)
def test_another_search_leaves_the_product_behind(said: object) -> None:
    state = replace(searching(category=wish("jacket")), anchor="j2", list_kind="similar")
    now = turn(state, said, shown=cards("k1"), shows_list=True)
    assert (now.anchor, now.list_kind) == (None, "search")


def test_a_type_named_after_a_look_is_another_search() -> None:
    state = replace(searching(gender=wish("women"), color=wish("red")), anchor="j2", list_kind="complete_look")
    now = after(state, heard("search_product", constraints={"category": wish("shirt")}))
    assert now.constraints == {"gender": wish("women"), "category": wish("shirt")}


@pytest.mark.parametrize("intent", ["refine_search", "search_product", "check_availability"])
def test_a_thing_that_nothing_is_known_of_is_another_search(intent: str) -> None:
    state = searching(category=wish("jacket"), color=wish("red"))
    now = after(state, heard(intent, text="do you have kayaks?", query="kayaks"))
    assert (now.constraints, now.query) == ({}, "kayaks")
    assert now.understanding is not None
    assert not now.understanding.says("check_availability")


@pytest.mark.parametrize("text", ["something warmer", "do you have anything waterproof", "more casual", "for summer evenings"])
def test_a_quality_is_a_refinement(text: str) -> None:
    now = after(searching(category=wish("jacket")), heard("refine_search", text=text, query=text))
    assert now.constraints == {"category": wish("jacket")}


def test_the_size_looked_for_is_the_size_asked_about() -> None:
    state = searching(category=wish("jacket"), size=wish("l"))
    first = (Reference("the first one", "j1"),)
    blue = after(state, heard("check_availability", references=first, asked={"color": ("blue",)})).understanding
    named = after(state, heard("check_availability", references=first, asked={"size": ("m",)})).understanding
    sizes = after(state, heard("check_availability", references=first, asked={"size": ()})).understanding
    assert blue is not None
    assert blue.options == {"size": "l"}
    assert named is not None
    assert sizes is not None
    assert (named.options, sizes.options) == ({}, {})


def test_the_same_cards_in_another_order_are_no_change() -> None:
    jackets = heard("search_product", constraints={"category": wish("jacket")})
    first = turn(searching(), jackets, shown=cards("j1", "j2"), shows_list=True)
    again = turn(first, heard("refine_search", text="something nicer", query="nicer"), shown=cards("j2", "j1"), shows_list=True)
    assert len(again.past) == len(first.past)


def test_two_undos_go_two_steps_back() -> None:
    start = searching()
    one = turn(start, heard("search_product", constraints={"category": wish("jacket")}), shown=cards("j1", "j2"), shows_list=True)
    two = turn(one, heard("refine_search", constraints={"color": wish("red")}), shown=cards("j2"), shows_list=True)
    same = turn(two, heard("refine_search", constraints={"color": wish("red")}), shown=cards("j2"), shows_list=True)
    back = turn(same, UNDO, "undo", shown=cards("j2", "j1"), shows_list=True)
    assert back.constraints == one.constraints
    assert turn(back, UNDO, "undo").constraints == start.constraints


def test_undo_says_that_it_changed_the_cart() -> None:
    bought = turn(showing(searching(), "j1"), heard("add_to_cart"), "add_to_cart", cart=CART)
    assert after(bought, UNDO).notes == (Note("undone", "cart"),)
    refined = turn(searching(), heard("refine_search", constraints={"color": wish("red")}))
    assert after(refined, UNDO).notes == (Note("undone"),)


def test_of_two_types_the_one_that_is_not_sold_is_noted_and_left_out() -> None:
    said = (Phrase("socks", "category", "sock", "is"), Phrase("a shirt", "category", "shirt", "is"))
    now = after(searching(), heard("search_product", constraints={"category": wish("sock shirt")}, phrases=said))
    assert now.constraints == {"category": wish("shirt")}
    assert [p.text for p in now.phrases] == ["a shirt"]
    assert Note("not_sold", "category", "socks") in now.notes


def test_types_of_which_none_is_sold_are_all_still_sought() -> None:
    said = (Phrase("socks", "category", "sock", "is"), Phrase("a kayak", "category", "kayak", "is"))
    now = after(searching(), heard("search_product", constraints={"category": wish("sock kayak")}, phrases=said))
    assert now.constraints == {"category": wish("sock kayak")}
    assert now.notes == ()


def test_a_wish_that_the_type_named_later_never_meets_is_let_go_and_told() -> None:
    leather = (Phrase("leather", "material", "leather", "is"),)
    state = replace(searching(material=wish("leather"), gender=wish("women")), phrases=leather)
    now = after(state, heard("search_product", constraints={"category": wish("shirt")}))
    assert now.constraints == {"gender": wish("women"), "category": wish("shirt")}
    assert now.notes == (Note("let_go", "material", "leather"),)


def test_a_wish_that_the_type_named_later_can_meet_stays() -> None:
    now = after(searching(color=wish("blue")), heard("search_product", constraints={"category": wish("jacket")}))
    assert now.constraints == {"color": wish("blue"), "category": wish("jacket")}
