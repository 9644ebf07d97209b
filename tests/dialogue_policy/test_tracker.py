"""What a message does to the state, and what the answer to it does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import SHELF, after, heard, searching, showing, wish

from data.constraint import Constraint, Phrase
from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.message import Act, Event, Feedback, Reacted
from dialogue_policy.state import Awaiting, Cart, CartLine, DialogueState, Note, ShownCard
from dialogue_policy.tracker import PAST, Recorded, record
from nlu.understanding import Reference, Relative

LINE = CartLine("j1", "j1-v", "Jacket", {"size": "M"}, 1, Decimal("80.00"))
CART = Cart((LINE,))


def did(*names: ActionName) -> Decision:
    return Decision(tuple(Step(n, "search_product") for n in names), "test")


def test_a_size_correction_keeps_the_cart_and_the_other_wishes() -> None:
    state = replace(searching(category=wish("shoe"), size=wish("9"), price=wish(high="80")), cart=CART)
    now = after(state, heard("refine_search", constraints={"size": wish("10")}))
    assert now.constraints == {"category": wish("shoe"), "size": wish("10"), "price": wish(high="80")}
    assert now.cart == CART


@pytest.mark.parametrize(
    ("mode", "then", "expected"),
    [
        ("replace", wish("blue"), wish("blue")),
        ("add", wish("blue"), wish("red blue")),
        ("narrow", wish(not_="black"), wish("red", "black")),
        ("narrow", wish("blue"), wish("blue")),
        ("replace", wish(not_="red"), wish(not_="red")),
    ],
)
def test_modes_say_how_a_new_wish_meets_the_old(mode: str, then: Constraint, expected: Constraint) -> None:
    now = after(searching(color=wish("red")), heard("refine_search", constraints={"color": then}, modes={"color": mode}))
    assert now.constraints == {"color": expected}


def test_wishes_that_contradict_each_other_let_the_newer_speak_and_say_so() -> None:
    state = searching(price=wish(low="50"))
    now = after(state, heard("refine_search", constraints={"price": wish(high="20")}, modes={"price": "narrow"}))
    assert now.constraints == {"price": wish(high="20")}
    assert Note("contradicted", "price") in now.notes


def test_bounds_given_the_wrong_way_round_are_turned() -> None:
    now = after(searching(), heard("search_product", constraints={"price": wish(low="50", high="20")}))
    assert now.constraints == {"price": wish(low="20", high="50")}


def test_a_replaced_value_takes_its_phrase_along() -> None:
    red, blue = Phrase("red", "color", "red", "is"), Phrase("blue", "color", "blue", "is")
    state = after(searching(), heard("search_product", constraints={"color": wish("red")}, phrases=(red,)))
    assert state.phrases == (replace(red, turn=2),)
    state = after(state, heard("refine_search", constraints={"color": wish("blue")}, phrases=(blue,)))
    assert state.phrases == (replace(blue, turn=3),)


def test_an_overruled_limit_takes_its_phrase_along() -> None:
    under = Phrase("under 50", "price", "50", "max")
    state = after(searching(), heard("search_product", constraints={"price": wish(high="50")}, phrases=(under,)))
    state = after(state, heard("relax_constraint", constraints={"price": wish(high="75")}))
    assert state.phrases == ()
    assert state.constraints["price"] == wish(high="75")


def test_dropping_a_slot_or_one_value_keeps_the_rest() -> None:
    state = searching(color=wish("red blue"), size=wish("m"))
    assert after(state, heard("relax_constraint", dropped=("size",))).constraints == {"color": wish("red blue")}
    one = after(state, heard("relax_constraint", dropped_values={"color": ("red",)}))
    assert one.constraints == {"color": wish("blue"), "size": wish("m")}


def test_another_type_keeps_what_still_makes_sense_and_says_so() -> None:
    old = searching(
        category=wish("jacket"),
        price=wish(high="80"),
        gender=wish("women"),
        size=wish("m"),
        color=wish("blue"),
        brand=wish("alto"),
    )
    shirts = after(old, heard("search_product", constraints={"category": wish("shirt")}, query="thin"))
    assert set(shirts.constraints) == {"category", "price", "gender", "size"}
    assert {n for n in shirts.notes if n.kind == "let_go"} == {Note("let_go", "color"), Note("let_go", "brand")}
    assert shirts.query == "thin"
    shoes = after(old, heard("search_product", constraints={"category": wish("shoe")}))
    assert set(shoes.constraints) == {"category", "price", "gender", "brand"}
    mugs = after(old, heard("search_product", constraints={"category": wish("mug")}))
    assert set(mugs.constraints) == {"category", "price"}


def test_a_narrower_type_is_the_same_search() -> None:
    now = after(
        searching(category=wish("shoe"), color=wish("red")),
        heard("refine_search", constraints={"category": Constraint(frozenset(("running shoe",)))}),
    )
    assert now.constraints["color"] == wish("red")


def test_what_goes_with_it_seeks_another_item_for_the_same_person() -> None:
    state = searching(category=wish("jacket"), gender=wish("women"), color=wish("blue"))
    now = after(state, heard("complete_look", references=(Reference("it", "j2"),)))
    assert now.constraints == {"gender": wish("women")}
    assert now.focus == ("j2",)


@pytest.mark.parametrize(
    ("shown", "named", "expected"),
    [
        (("j1", "j2", "j3"), "j1", "79.99"),
        (("j1", "j2", "j3"), None, "59.99"),
        (("j1", "j2"), None, "59.99"),
        (("j3",), None, "39.99"),
    ],
)
def test_cheaper_is_strictly_below_and_leaves_something_if_it_can(
    shown: tuple[str, ...], named: str | None, expected: str
) -> None:
    state = showing(searching(category=wish("jacket")), *shown)
    now = after(state, heard("refine_search", relatives=(Relative("cheaper", "price", "less", named),)))
    assert now.constraints["price"].max == Decimal(expected)
    assert now.phrases[-1] == Phrase("cheaper", "price", expected, "max", 2)


def test_better_rated_is_a_bound_and_an_order() -> None:
    state = showing(searching(category=wish("jacket")), "j2", "j3")
    now = after(state, heard("refine_search", relatives=(Relative("better rated", "rating", "more"),)))
    assert now.constraints["rating"].min == Decimal("4.01")
    assert now.sort == "rating_desc"


def test_a_taste_ranks_and_only_what_it_rules_out_filters() -> None:
    state = searching(category=wish("jacket"))
    hates = after(state, heard("give_feedback", sentiment="negative", constraints={"material": wish("leather")}))
    assert hates.tastes == {"material": wish(not_="leather")} == {"material": hates.constraints["material"]}
    likes = after(state, heard("give_feedback", sentiment="positive", constraints={"material": wish("nylon")}))
    assert likes.tastes == {"material": wish("nylon")}
    assert likes.constraints == state.constraints


def test_the_newer_thumb_counts() -> None:
    up = after(searching(), heard("out_of_scope", text=""), Event(feedback=Feedback(1, "j1", "up")))
    assert (up.liked, up.engagement.thumbs_up) == (("j1",), ("j1",))
    assert up.understanding is not None
    assert up.understanding.says("give_feedback")
    down = after(up, heard("out_of_scope", text=""), Event(feedback=Feedback(1, "j1", "down")))
    assert (down.liked, down.disliked) == ((), ("j1",))
    assert (down.engagement.thumbs_up, down.engagement.thumbs_down) == ((), ("j1",))


@pytest.mark.parametrize(("told", "kept"), [(-5, None), (10**12, 600_000), (5400, 5400), (None, None)])
def test_reaction_times_are_bounded(told: int | None, kept: int | None) -> None:
    now = after(searching(), heard("greet"), Event(engagement=Reacted(told, clicked="quick_reply")))
    assert now.engagement.reaction_ms == kept
    assert now.engagement.quick_reply_clicks == 1


def test_order_facts_live_only_while_they_are_awaited() -> None:
    asked = after(searching(), heard("track_order", order_id="1042"))
    asked = record(asked, did("order_status"), Recorded(awaiting=Awaiting("email")))
    told = after(asked, heard("out_of_scope", email="a@example.com"))
    assert (told.order_id, told.email) == ("1042", "a@example.com")
    told = record(told, did("order_status"), Recorded())
    later = after(told, heard("search_product"))
    assert (later.order_id, later.email) == (None, None)


def test_the_option_of_a_product_to_add_is_no_wish_of_the_search() -> None:
    state = replace(searching(category=wish("jacket")), awaiting=Awaiting("size", "j1"))
    assert after(state, heard("refine_search", constraints={"size": wish("m")})).constraints == state.constraints
    other = after(state, heard("search_product", constraints={"size": wish("m"), "category": wish("shirt")}))
    assert other.constraints["size"] == wish("m")


def test_a_bare_number_answers_the_budget_asked_for() -> None:
    state = replace(searching(category=wish("jacket")), awaiting=Awaiting("price"))
    assert after(state, heard("out_of_scope", text="60", quantity=60)).constraints["price"] == wish(high="60")


def test_a_question_stands_through_a_digression_and_a_yes_or_no_does_not() -> None:
    size = replace(searching(), awaiting=Awaiting("size", "j1"))
    assert record(size, did("policy"), Recorded()).awaiting == size.awaiting
    assert record(size, did("recommend"), Recorded()).awaiting is None
    confirm = replace(searching(), awaiting=Awaiting("confirm", proposal="checkout"))
    assert record(confirm, did("policy"), Recorded()).awaiting is None


def test_start_over_keeps_the_cart_alone_and_can_be_undone() -> None:
    state = replace(searching(category=wish("jacket")), cart=CART, tastes={"color": wish("red")}, liked=("j1",))
    fresh = record(after(state, heard("relax_constraint", command="start_over")), did("start_over"), Recorded())
    assert (fresh.cart, fresh.constraints, fresh.tastes, fresh.liked, fresh.shown) == (CART, {}, {}, (), ())
    assert after(fresh, heard("relax_constraint", command="undo")).constraints == state.constraints


def test_undo_brings_back_what_was_offered_and_a_sort_leaves_it() -> None:
    state = replace(searching(category=wish("jacket")), offered=("recap",))
    refined = after(state, heard("refine_search", constraints={"color": wish("blue")}))
    assert refined.offered == ()
    assert after(refined, heard("relax_constraint", command="undo")).offered == ("recap",)
    assert after(state, heard("refine_search", sort="price_asc")).offered == ("recap",)


def test_undo_with_no_past_says_so_and_changes_nothing() -> None:
    now = after(searching(color=wish("red")), heard("relax_constraint", command="undo"))
    assert now.notes == (Note("nothing_to_undo"),)
    assert now.constraints == {"color": wish("red")}


def test_a_turn_that_changed_nothing_is_nothing_to_undo() -> None:
    changed = record(after(searching(), heard("refine_search", constraints={"color": wish("red")})), did("recommend"), Recorded())
    aside = record(after(changed, heard("ask_policy")), did("policy"), Recorded())
    assert len(aside.past) == len(changed.past) == 1
    assert after(aside, heard("relax_constraint", command="undo")).constraints == {}


def test_a_list_shown_becomes_the_table_and_is_remembered_as_seen() -> None:
    first = tuple(ShownCard(i, f"{i}-v") for i in ("j1", "j2"))
    state = record(after(searching(), heard("search_product")), did("recommend"), Recorded(shown=first, shows_list=True))
    more = record(after(state, heard("show_more")), did("show_more"), Recorded(shown=(ShownCard("j3", "j3-v"),), shows_list=True))
    assert (tuple(c.id for c in more.shown), more.seen) == (("j3",), ("j1", "j2", "j3"))
    assert after(more, heard("refine_search", constraints={"color": wish("red")})).seen == ()
    assert more.trail == ("recommend", "show_more")


def test_questions_in_a_row_are_counted_until_none_is_asked() -> None:
    asked = record(searching(), did("ask_slot"), Recorded(asked_slot="color", awaiting=Awaiting("color")))
    asked = record(asked, did("ask_slot"), Recorded(asked_slot="size", awaiting=Awaiting("size")))
    assert (asked.questions_in_row, asked.asked_slots) == (2, ("color", "size"))
    assert record(asked, did("recommend"), Recorded()).questions_in_row == 0


@pytest.mark.parametrize(
    ("act", "check"),
    [
        (Act("drop_constraint", slot="color", value="red"), {"price": wish(high="90")}),
        (Act("drop_constraint", slot="price"), {"color": wish("red")}),
        (Act("negate_constraint", slot="material", value="leather"), None),
    ],
)
def test_a_chip_changes_the_wishes_without_words(act: Act, check: dict[str, Constraint] | None) -> None:
    now = after(searching(color=wish("red"), price=wish(high="90")), heard("out_of_scope", text=""), Event(act=act))
    if check is None:
        assert now.constraints["material"] == wish(not_="leather")
        assert now.phrases[-1].polarity == "not"
    else:
        assert now.constraints == check


values = st.sampled_from(["red", "blue", "m", "l", "alto"])
wishes = st.dictionaries(
    st.sampled_from(["color", "size", "brand", "material"]),
    st.builds(lambda i, n: Constraint(i, n - i), st.frozensets(values, max_size=2), st.frozensets(values, max_size=2)),
    max_size=3,
)


@given(st.dictionaries(st.sampled_from(["color", "size", "brand", "material"]), values, min_size=2, max_size=3))
def test_independent_wishes_commute(some: dict[str, str]) -> None:
    ends = []
    for order in permutations(some):
        state = searching(category=wish("jacket"))
        for slot in order:
            state = after(state, heard("refine_search", constraints={slot: wish(some[slot])}))
        ends.append(state.constraints)
    assert all(end == ends[0] for end in ends)


@given(wishes, wishes, st.sampled_from(["search_product", "refine_search", "relax_constraint", "complete_look", "give_feedback"]),
       st.booleans(), st.booleans())  # fmt: skip
def test_undo_after_any_change_restores_wishes_and_cart(
    old: dict[str, Constraint], new: dict[str, Constraint], intent: str, buys: bool, lets_go: bool
) -> None:
    before = searching(**{s: c for s, c in old.items() if c})
    said = heard(intent, constraints=new, dropped=("color",) if lets_go else ())
    changed = record(after(before, said), did("recommend"), Recorded(cart=CART if buys else None))
    if changed.past:
        changed = after(changed, heard("relax_constraint", command="undo"))
    assert (changed.constraints, changed.cart) == (before.constraints, before.cart)


@given(st.lists(wishes, max_size=30))
def test_the_past_is_bounded_and_every_wish_says_something(many: list[dict[str, Constraint]]) -> None:
    state = DialogueState("s")
    for one in many:
        state = record(after(state, heard("refine_search", constraints=one)), did("recommend"), Recorded())
    assert len(state.past) <= PAST
    assert all(state.constraints.values())
    assert SHELF.select({}).rows
