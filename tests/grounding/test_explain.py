"""Reasons from the record: what is quoted, and that `holds` says what the constraint says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.constraint import Constraint, Phrase
from data.product import Pick, Product, Variant
from data.value import Value
from grounding.evidence import Reason
from grounding.explain import explain

NAVY = Value("navy", "Navy", also=("blue",), source="option")
RED = Value("red", "Red", source="option")
WATERPROOF = Value("waterproof", "waterproof", source="text", sentence="The upper is waterproof.")


def shoe(
    *, color: Value | None = NAVY, price: str = "64.00", rating: float | None = 4.4, features: tuple[Value, ...] = (WATERPROOF,)
) -> Pick:
    options = {"color": color.original} if color else {}
    own = {"color": (color,)} if color else {}
    variant = Variant("p1-1", "SKU1", Decimal(price), "USD", options=options, attributes=own)
    shared = {"category": (Value("running shoe", "Running Shoes", also=("shoe",), source="type"),)}
    if features:
        shared["features"] = features
    return Pick(Product("p1", "Fleet", (variant,), attributes=shared, rating=rating, reviews_count=12), variant)


def only(pick: Pick, phrases: list[Phrase], constraints: dict[str, Constraint]) -> Reason:
    (reason,) = explain([pick], phrases, constraints)[pick.product.id]
    return reason


def test_a_price_limit_quotes_the_price() -> None:
    reason = only(shoe(), [Phrase("under $80", "price", "80", "max")], {"price": Constraint(max=Decimal(80))})
    assert (reason.phrase, reason.holds, reason.source, reason.evidence) == ("under $80", True, "attribute", "price 64.00")


def test_a_limit_is_inclusive() -> None:
    limit = {"price": Constraint(max=Decimal(60))}
    assert only(shoe(price="60.00"), [Phrase("under $60", "price", "60", "max")], limit).holds is True
    assert only(shoe(price="60.01"), [Phrase("under $60", "price", "60", "max")], limit).holds is False


@pytest.mark.parametrize("said", ["red", "anything but red", "not red"])
def test_what_was_ruled_out_is_said_back_as_not_and_quotes_what_is_there(said: str) -> None:
    reason = only(shoe(), [Phrase(said, "color", "red", "not")], {"color": Constraint(not_=frozenset({"red"}))})
    assert (reason.phrase, reason.holds, reason.evidence) == ("not red", True, "color: Navy")


def test_a_ruled_out_value_without_a_record_is_not_stated() -> None:
    reason = only(shoe(color=None), [Phrase("not red", "color", "red", "not")], {"color": Constraint(not_=frozenset({"red"}))})
    assert reason.holds is None
    assert "not stated" in reason.evidence


def test_a_broader_colour_holds_and_quotes_the_shops_own_word() -> None:
    reason = only(shoe(), [Phrase("blue", "color", "blue", "is")], {"color": Constraint(is_=frozenset({"blue"}))})
    assert (reason.holds, reason.evidence) == (True, "color: Navy")


def test_alternatives_are_one_wish() -> None:
    phrases = [Phrase("red", "color", "red", "is"), Phrase("blue", "color", "blue", "is", turn=2)]
    reason = only(shoe(), phrases, {"color": Constraint(is_=frozenset({"red", "blue"}))})
    assert (reason.phrase, reason.holds) == ("red or blue", True)


def test_a_range_said_in_one_phrase_is_one_wish() -> None:
    phrases = [Phrase("between 20 and 40", "price", "20", "min"), Phrase("between 20 and 40", "price", "40", "max")]
    reason = only(shoe(), phrases, {"price": Constraint(min=Decimal(20), max=Decimal(40))})
    assert (reason.phrase, reason.holds) == ("between 20 and 40", False)


def test_a_sentence_is_quoted_with_its_source() -> None:
    wanted = {"features": Constraint(is_=frozenset({"waterproof"}))}
    reason = only(shoe(), [Phrase("waterproof", "features", "waterproof", "is")], wanted)
    assert (reason.holds, reason.source, reason.evidence) == (True, "text", "The upper is waterproof.")


def test_a_constraint_without_words_is_explained_too() -> None:
    reasons = explain([shoe()], [], {"color": Constraint(not_=frozenset({"red"})), "price": Constraint(max=Decimal(80))})["p1"]
    assert [(r.slot, r.holds) for r in reasons] == [("color", True), ("price", True)]
    assert all(r.phrase for r in reasons)


def test_words_that_the_search_has_moved_on_from_are_left_out() -> None:
    phrases = [Phrase("red", "color", "red", "is", turn=1), Phrase("blue", "color", "blue", "is", turn=2)]
    reason = only(shoe(), phrases, {"color": Constraint(is_=frozenset({"blue"}))})
    assert reason.phrase == "blue"


def test_a_rating_without_reviews_is_not_stated() -> None:
    assert only(shoe(rating=None), [], {"rating": Constraint(min=Decimal(4))}).holds is None


_VALUES = st.sampled_from(["red", "blue", "navy", "green"])
_RECORDS = st.sampled_from([None, RED, NAVY, Value("green", "Forest")])


@given(color=_RECORDS, wanted=st.frozensets(_VALUES, max_size=3), ruled_out=st.frozensets(_VALUES, max_size=3))
def test_all_reasons_hold_exactly_where_the_constraint_does(
    color: Value | None, wanted: frozenset[str], ruled_out: frozenset[str]
) -> None:
    constraint = Constraint(is_=wanted, not_=ruled_out)
    pick = shoe(color=color)
    reasons = explain([pick], [], {"color": constraint})["p1"]
    assert bool(reasons) == bool(constraint)
    whole = constraint.holds(pick.product.names("color", pick.variant)) if constraint else True
    parts = {reason.holds for reason in reasons}
    assert (None if None in parts else False not in parts) == whole
