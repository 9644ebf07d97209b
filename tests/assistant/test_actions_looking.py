"""Looking closer: records are told as they stand, sentences are quoted, and what the shop does not state is said to be so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_shop import Talk

from assistant.actions.opinions import measures, size_by
from assistant.actions.records import ruled_out, sentences
from assistant.world import World
from data.constraint import Constraint
from data.product import Pick, Product, SizeChart, Variant
from data.value import Value

pytest_plugins = ("small_shop",)


@pytest.fixture
def talk(small_world: World) -> Talk:
    talk = Talk(small_world)
    talk.search("jade", "nora", "tess")
    return talk


def test_an_asked_record_is_told(talk: Talk) -> None:
    talk.do("detail", "what's it made of", about="jade", asked={"material": ()})
    assert "Nylon" in talk.said.text


def test_a_record_that_is_not_there_is_said_not_to_be_stated(talk: Talk) -> None:
    talk.do("detail", "what's its warranty period", about="tess", asked={"warranty": ()})
    assert talk.said.text == "The shop does not state its warranty."


def test_a_value_that_the_record_has_is_confirmed(talk: Talk) -> None:
    talk.do("detail", "is it nylon?", about="jade", asked={"material": ("nylon",)})
    assert talk.said.text.startswith("Yes")


def test_a_value_that_the_record_lacks_is_answered_with_what_it_has(talk: Talk) -> None:
    talk.do("detail", "is it leather?", about="jade", asked={"material": ("leather",)})
    assert "Nylon" in talk.said.text
    assert "doesn't mention leather" in talk.said.text


@pytest.mark.parametrize(
    ("record", "asked", "denied"),
    [
        ("No Logo", "logo", True),
        ("Sleeveless", "sleeves", True),
        ("Zip-Free", "zip", True),
        ("Wireless", "wire", True),
        ("Non-Slip", "slip", True),
        ("Non-Slip", "slip resistant", False),
        ("Lint-Free", "lint free", False),
        ("Timeless", "time", False),
        ("Backless", "back", False),
        ("Hands-Free", "hand", False),
        ("Stainless", "stain", False),
        ("No Logo", "logo pockets", False),
        ("Logo", "logo", False),
    ],
)
def test_a_record_that_says_there_is_none_answers_what_it_rules_out(record: str, asked: str, denied: bool) -> None:
    value = Value(record.casefold(), record)
    variant = Variant("v", "v", Decimal(5), "USD")
    pick = Pick(Product("p", "Plain Cap", (variant,), attributes={"features": (value,)}), variant)
    none = ruled_out(pick, asked.split())
    assert (none is not None) == denied
    assert none is None or (none.kind, none.values) == ("no", (record,))


def test_a_price_is_told_with_the_price_before(talk: Talk) -> None:
    talk.do("detail", "how much is it", about="jade", asked={"price": ()})
    assert "$54.00" in talk.said.text
    assert "$70.00" in talk.said.text


def test_a_feature_from_the_description_is_quoted_with_its_negation(talk: Talk) -> None:
    talk.do("detail", "is it waterproof?", about="jade")
    assert "“Not waterproof, but dries fast.”" in talk.said.text


def test_a_number_from_the_description_is_quoted_in_its_sentence(talk: Talk) -> None:
    talk.do("detail", "how many ml does the mug hold?", about="mug")
    assert "“Holds 350 ml.”" in talk.said.text


def test_what_the_description_does_not_mention_is_said_so(talk: Talk) -> None:
    talk.do("detail", "does it have a warranty?", about="jade")
    assert talk.kinds == ["detail_not_stated"]
    assert "warranty" in talk.said.text


def test_a_general_question_gets_the_main_facts(talk: Talk) -> None:
    talk.do("detail", "tell me more about the first one", about="jade")
    for fact in ("Nylon", "$54.00", "Blue", "S, M and L", "A light jacket for windy days."):
        assert fact in talk.said.text


def test_a_part_in_the_picture_comes_with_what_the_shop_says_of_it(talk: Talk) -> None:
    talk.do("visual_detail", "show me the pockets", about="jade")
    assert "two zippered pockets" in talk.said.text


def test_a_part_that_the_shop_does_not_describe_is_said_so(talk: Talk) -> None:
    talk.do("visual_detail", "zoom in on the collar", about="jade")
    assert "doesn't say anything about “collar”" in talk.said.text


def test_reviews_are_told_with_rating_count_and_both_voices(talk: Talk) -> None:
    talk.do("reviews", "what do people say about it", about="jade")
    assert "4.0 of 5" in talk.said.text
    assert "4 reviews" in talk.said.text
    assert "The zipper broke after a month." in talk.said.text
    assert {r.author for r in talk.outcome.results[0].reviews} >= {"Cat"}


def test_an_aspect_is_answered_by_the_reviews_that_mention_it(talk: Talk) -> None:
    talk.do("reviews", "any complaints about the zipper?", about="jade")
    assert talk.kinds == ["reviews_on"]
    assert "1 review mentions “zipper”" in talk.said.text


def test_a_product_without_reviews_says_so(talk: Talk) -> None:
    talk.do("reviews", "what do people say about the third", about="tess")
    assert talk.kinds == ["no_reviews"]


def test_without_a_size_guide_the_reviews_speak_of_the_fit(talk: Talk) -> None:
    talk.do("size_advice", "does it run small?", about="jade")
    assert "no size guide" in talk.said.text
    assert "1 review says it runs small" in talk.said.text
    assert "Runs small, so I took a size up." in talk.said.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm 5'9 and 160 lbs", {"height": 175.26, "weight": 72.57}),
        ("5 ft 9, 72 kg", {"height": 175.26, "weight": 72}),
        ("175 cm and 72kg", {"height": 175, "weight": 72}),
        ("waist 32 inches", {"waist": 81.28}),
        ("38 in chest", {"chest": 96.52}),
        ("I have a 34 waist", {"waist": 86.36}),
        ("my chest is 40, hips 102 cm", {"chest": 101.6, "hips": 102}),
        ("which size should I take", {}),
        ("under $60, 3 of them", {}),
    ],
)
def test_body_measures_are_read_in_either_system(text: str, expected: dict[str, float]) -> None:
    assert measures(text) == pytest.approx(expected, abs=0.05)


@given(chest=st.floats(60, 140))
def test_the_chart_gives_only_sizes_whose_row_holds_the_measure(chest: float) -> None:
    rows = {"S": {"chest": (80.0, 88.0)}, "M": {"chest": (88.0, 96.0)}, "L": {"chest": (97.0, 104.0)}}
    sizes = size_by(SizeChart("tops", (), "cm", rows), {"chest": chest, "height": 170.0})
    assert sizes == tuple(s for s, row in rows.items() if row["chest"][0] <= chest <= row["chest"][1])


def test_a_size_in_stock_is_confirmed_with_its_price(talk: Talk) -> None:
    talk.do("availability", "does the second one come in medium?", about="nora", asked={"size": ("medium",)})
    assert talk.kinds == ["in_stock"]
    assert "size M" in talk.said.text
    assert "$59.00" in talk.said.text


def test_few_left_are_told_with_their_number(talk: Talk) -> None:
    talk.do("availability", "is the blue one there in medium?", about="jade", asked={"size": ("medium",), "color": ("blue",)})
    assert "2 left" in talk.said.text


def test_a_sold_out_size_names_the_nearest_in_stock(talk: Talk) -> None:
    talk.do("availability", "do you have the blue one in large?", about="jade", asked={"size": ("large",), "color": ("blue",)})
    assert talk.kinds == ["sold_out_nearest"]
    assert "Black, size L" in talk.said.text


def test_a_colour_that_is_not_made_names_those_that_are(talk: Talk) -> None:
    talk.do("availability", "do you have it in green?", about="jade", asked={"color": ("green",)})
    assert "doesn't come in green" in talk.said.text or "no green" in talk.said.text
    assert "Blue" in talk.said.text
    assert talk.state.constraints == {}


def test_when_it_is_back_is_not_made_up(talk: Talk) -> None:
    asked = {"size": ("large",), "color": ("blue",)}
    talk.do("availability", "when will the blue one be back in large?", about="jade", asked=asked)
    assert "does not say when" in talk.said.text


def test_a_comparison_tells_what_differs(talk: Talk) -> None:
    talk.do("compare", "compare the first two")
    assert "Price: $54.00 | $59.00" in talk.said.text
    assert "Material: Nylon | Polyester" in talk.said.text
    assert "gender" not in talk.said.text.casefold()


def test_a_comparison_in_one_respect_quotes_what_the_shop_says(talk: Talk) -> None:
    talk.do("compare", "which one is warmer?", args={"product_ids": ["nora", "tess"]})
    assert "“A warm fleece for cold mornings.”" in talk.said.text


def test_comparing_with_the_one_talked_about(talk: Talk) -> None:
    talk.do("detail", "tell me more about the second", about="nora")
    talk.do("compare", "compare it with the first", about="jade")
    assert {p.product.id for p in talk.outcome.products} == {"jade", "nora"}


def test_reasons_are_told_from_the_evidence(talk: Talk) -> None:
    talk.wish("color", "not in black", Constraint(not_=frozenset({"black"})))
    talk.do("explain", "why the third one?", about="tess")
    assert "not in black: yes" in talk.said.text


def test_explaining_the_whole_table_leaves_what_it_means(talk: Talk) -> None:
    talk.do("detail", "tell me more about the second", about="nora")
    talk.do("explain", "why these?")
    assert talk.state.focus[0] == "nora"


def test_without_wishes_there_is_nothing_to_explain(talk: Talk) -> None:
    talk.do("explain", "why these?")
    assert "You haven't told me any wishes yet" in talk.said.text


def test_an_unclear_reference_is_asked_back_with_the_choices(small_world: World) -> None:
    talk = Talk(small_world)
    talk.search("jade", "nora")
    talk.do("detail", "what's it made of", asked={"material": ()})
    assert talk.said.quick_replies == ("Jade Wind Jacket", "Nora Rain Jacket")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_sentences_are_taken_from_the_text_word_for_word(text: str) -> None:
    assert all(sentence in text for sentence in sentences(text))
