"""What a picture adds to a reason: the record decides, the picture shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pytest

from data.constraint import Constraint, Phrase
from data.product import Pick, Product, Variant
from data.value import Value
from grounding.evidence import Reason
from grounding.explain import explain
from grounding.showing import MOST_RIVALS, Eyes, Seen, Thresholds, likely, named, rivals
from grounding.sight import FOLDER, Sight
from grounding.vocabulary import Vocabulary

WORDS = Vocabulary.read(FOLDER)
SURE, PLACE, ABSENT = 0.84, 0.83, 0.07


def eyes(
    presence: Mapping[str, float],
    sure: float = 0.95,
    *,
    asked: list[str] | None = None,
    others: Mapping[str, tuple[str, ...]] | None = None,
) -> Eyes:
    """Eyes that see each phrase so surely; others they are unsure of. What they are asked is noted in `asked`."""

    def look(picks: Sequence[Pick], phrases: Sequence[str]) -> list[list[Seen] | None]:
        if asked is not None:
            asked.extend(phrases)
        sights = [Sight(presence.get(one, 0.5), sure, (0.1, 0.2, 0.6, 0.9), np.ones((16, 16), np.float32)) for one in phrases]
        return [
            None if pick.variant.image is None else [Seen(p, pick.variant.image, s) for p, s in zip(phrases, sights, strict=True)]
            for pick in picks
        ]

    return Eyes(WORDS, Thresholds(SURE, PLACE, ABSENT), look, others or {})


def jacket(image: str | None = "a1.webp", **slots: Value) -> Pick:
    variant = Variant("j-1", "J1", Decimal(50), "USD", image=image)
    return Pick(Product("j", "Jacket", (variant,), attributes={slot: (value,) for slot, value in slots.items()}), variant)


NAVY = Value("navy", "Navy", also=("blue",))
NOT_RED = ([Phrase("not red", "color", "red", "not")], {"color": Constraint(not_=frozenset({"red"}))})
HOOD = ([Phrase("with a hood", "features", "hood", "is")], {"features": Constraint(is_=frozenset({"hood"}))})
NO_HOOD = ([Phrase("no hood", "features", "hood", "not")], {"features": Constraint(not_=frozenset({"hood"}))})


def reason(pick: Pick, wish: tuple[list[Phrase], dict[str, Constraint]], sees: Eyes) -> Reason:
    (found,) = explain([pick], *wish, sees)["j"]
    return found


def test_of_what_was_ruled_out_what_is_there_instead_is_marked() -> None:
    found = reason(jacket(color=NAVY), NOT_RED, eyes({"navy": 0.97}))
    assert (found.holds, found.source, found.seen, found.evidence) == (True, "image", "navy", "color: Navy")
    assert found.box == (0.1, 0.2, 0.6, 0.9)
    assert found.score == 0.97
    assert found.overlay_url == "/media/a1.overlay/navy.webp"


def test_a_place_that_is_not_sure_is_not_drawn() -> None:
    found = reason(jacket(color=NAVY), NOT_RED, eyes({"navy": 0.97}, sure=0.4))
    assert (found.source, found.box, found.overlay_url) == ("image", None, None)


def test_an_unsure_picture_leaves_the_record_to_speak() -> None:
    found = reason(jacket(color=NAVY), NOT_RED, eyes({"navy": 0.6}))
    assert (found.source, found.seen, found.score, found.box) == ("attribute", None, None, None)


def test_where_the_picture_surely_shows_no_such_thing_the_record_is_quoted_as_listed() -> None:
    found = reason(jacket(features=Value("hood", "Hood")), HOOD, eyes({"hood": 0.02}))
    assert (found.holds, found.source, found.evidence, found.disputed) == (True, "attribute", "listed as features: Hood", True)
    assert found.box is None


def test_what_is_listed_instead_of_what_is_ruled_out_and_is_not_seen_is_told_so_too() -> None:
    found = reason(jacket(color=NAVY), NOT_RED, eyes({"navy": 0.01}))
    assert (found.holds, found.source, found.evidence, found.disputed) == (True, "attribute", "listed as color: Navy", True)


def test_what_is_ruled_out_and_listed_all_the_same_is_disputed_where_it_is_not_seen() -> None:
    found = reason(jacket(color=Value("red", "Red")), NOT_RED, eyes({"red": 0.01}))
    assert (found.holds, found.evidence, found.disputed) == (False, "listed as color: Red", True)


def test_what_the_shop_does_not_state_stays_so_however_clearly_it_is_seen() -> None:
    found = reason(jacket(), HOOD, eyes({"hood": 0.99}))
    assert (found.holds, found.source, found.evidence) == (None, "image", "seen in the picture")
    assert found.box is not None


def test_no_hood_and_none_seen_has_no_box() -> None:
    found = reason(jacket(), NO_HOOD, eyes({"hood": 0.02}))
    assert (found.holds, found.source, found.evidence, found.box) == (None, "image", "not seen in the picture", None)


def test_no_hood_and_one_seen_is_shown() -> None:
    found = reason(jacket(), NO_HOOD, eyes({"hood": 0.99}))
    assert (found.holds, found.evidence, found.box) == (None, "hood seen in the picture", (0.1, 0.2, 0.6, 0.9))


def test_other_features_are_no_proof_that_one_is_missing() -> None:
    zipped = jacket(features=Value("zipper", "Zipper"))
    found = reason(zipped, NO_HOOD, eyes({"hood": 0.99, "zipper": 0.99}))
    assert (found.holds, found.evidence, found.seen) == (None, "hood seen in the picture", "hood")
    assert reason(zipped, NO_HOOD, eyes({"hood": 0.02, "zipper": 0.99})).evidence == "not seen in the picture"
    assert reason(zipped, NO_HOOD, eyes({})).evidence == "features: hood not mentioned"
    hooded = jacket(features=Value("hood", "Hood"))
    assert reason(hooded, NO_HOOD, eyes({})).holds is False


def test_a_record_that_denies_is_not_looked_for_as_if_it_did_not() -> None:
    asked: list[str] = []
    plain = ([Phrase("no logo", "features", "no logo", "is")], {"features": Constraint(is_=frozenset({"no logo"}))})
    found = reason(jacket(features=Value("no logo", "No logo")), plain, eyes({"logo": 0.99}, asked=asked))
    assert (found.holds, found.source, asked) == (True, "attribute", [])


def test_of_several_looks_of_one_part_each_is_said_once() -> None:
    phrases = [Phrase("black and white sole", "sole_color", "black", "is"), Phrase("white sole", "sole_color", "white", "is")]
    wish = (phrases, {"sole_color": Constraint(is_=frozenset({"black", "white"}))})
    assert reason(jacket(sole_color=Value("white", "White")), wish, eyes({})).phrase == "black and white sole"


def test_what_the_record_denies_is_not_looked_for() -> None:
    asked: list[str] = []
    red = ([Phrase("red", "color", "red", "is")], {"color": Constraint(is_=frozenset({"red"}))})
    found = reason(jacket(color=NAVY), red, eyes({"red": 0.99}, asked=asked))
    assert (found.holds, found.source, asked) == (False, "attribute", [])


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("brand", "puma"),
        ("gender", "men"),
        ("size", "medium"),
        ("activity", "running"),
        ("features", "waterproof"),
        ("category", "hoodie"),
    ],
)
def test_what_no_picture_shows_is_not_looked_for(slot: str, value: str) -> None:
    asked: list[str] = []
    wish = ([Phrase(value, slot, value, "is")], {slot: Constraint(is_=frozenset({value}))})
    found = reason(jacket(**{slot: Value(value, value)}), wish, eyes({}, asked=asked))
    assert (found.source, asked) == ("attribute", [])


V_NECK = ([Phrase("v-neck", "neckline", "v-neck", "is")], {"neckline": Constraint(is_=frozenset({"v-neck"}))})
RIVALS = {"v-neck": ("crew neck",), "crew neck": ("v-neck",)}


def test_without_a_record_what_would_stand_in_its_place_must_not_be_seen_too() -> None:
    unsure = reason(jacket(), V_NECK, eyes({"v-neck": 0.97, "crew neck": 0.9}, others=RIVALS))
    assert (unsure.source, unsure.seen) == ("attribute", None)
    sure = reason(jacket(), V_NECK, eyes({"v-neck": 0.95, "crew neck": 0.6}, others=RIVALS))
    assert (sure.source, sure.seen) == ("image", "v-neck")


def test_with_a_record_nothing_else_is_looked_for() -> None:
    asked: list[str] = []
    pick = jacket(neckline=Value("v-neck", "V-Neck"))
    found = reason(pick, V_NECK, eyes({"v-neck": 0.9, "crew neck": 0.95}, asked=asked, others=RIVALS))
    assert (found.holds, found.source, asked) == (True, "image", ["v-neck"])


def test_rivals_are_the_other_values_of_a_slot_that_holds_one() -> None:
    found = rivals({"neckline": ["v-neck", "crew neck", "qwrtz"], "color": ["red", "blue"]}, WORDS)
    assert found == {"v-neck": ("crew neck",), "crew neck": ("v-neck",)}


def test_rivals_are_the_most_common_and_every_value_has_them() -> None:
    patterns = ["striped", "plaid", "floral", "checked", "leopard", "logo", "plain", "solid", "paisley", "gingham", "dotted"]
    known = [one for one in patterns if WORDS.sought(one)]
    assert len(known) > MOST_RIVALS + 1
    found = rivals({"pattern": known}, WORDS)
    assert found[known[-1]] == tuple(known[:MOST_RIVALS])
    assert found[known[0]] == tuple(known[1 : MOST_RIVALS + 1])


def test_a_value_of_two_slots_has_the_rivals_of_both() -> None:
    found = rivals({"neckline": ["v-neck", "tie neck"], "collar": ["polo collar", "tie neck"]}, WORDS)
    assert set(found["tie neck"]) == {"v-neck", "polo collar"}
    assert found["v-neck"] == found["polo collar"] == ("tie neck",)


def test_a_product_without_a_picture_is_explained_by_its_record() -> None:
    assert reason(jacket(image=None, color=NAVY), NOT_RED, eyes({"navy": 0.97})).source == "attribute"


@pytest.mark.parametrize(
    ("slot", "value", "name"),
    [("sole_color", "white", "white sole"), ("hood", "yes", "hood"), ("color", "navy", "navy"), ("length", "54 cm", "")],
)
def test_a_record_is_named_as_a_shopper_names_the_thing(slot: str, value: str, name: str) -> None:
    assert named(slot, value) == named(slot, value, WORDS) == name


@pytest.mark.parametrize(
    ("slot", "value", "name"),
    [
        ("strap", "shoulder", "shoulder strap"),
        ("strap", "rope handles", "rope handles"),
        ("neckline", "crew neck", "crew neck"),
        ("neckline", "turtleneck", "turtleneck"),
        ("sleeve_length", "long sleeve", "long sleeve"),
        ("heel_shape", "block", "block heel"),
        ("pattern", "striped", "striped"),
        ("eco_collection", "yes", "eco collection"),
    ],
)
def test_a_value_of_a_part_is_named_with_it(slot: str, value: str, name: str) -> None:
    assert named(slot, value, WORDS) == name


def test_phrases_of_a_shops_own_values_are_known_the_most_common_first() -> None:
    values = (("sole_color", "white", 3), ("hood", "yes", 9), ("brand", "Hood & Sons", 40), ("features", "hood", 2))
    assert likely(values, WORDS) == ["hood", "white sole"]


@pytest.mark.parametrize("slot", ["material", "leg_material"])
def test_what_a_thing_is_made_of_is_never_told_from_a_picture_alone(slot: str) -> None:
    wish = ([Phrase("metal", slot, "metal", "is")], {slot: Constraint(is_=frozenset({"metal"}))})
    asked: list[str] = []
    found = reason(jacket(color=NAVY), wish, eyes({"metal": 0.97, "metal leg": 0.97, "metal legs": 0.97}, asked=asked))
    assert (found.holds, found.source, found.evidence) == (None, "attribute", f"{slot}: not stated")
    assert not asked
    stated = reason(jacket(**{slot: Value("metal", "Metal")}), wish, eyes({"metal": 0.97, "metal leg": 0.97}))
    assert (stated.holds, stated.source) == (True, "image")
