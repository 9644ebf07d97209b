"""What is said of training pictures has to be true: a lie there is learned."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from data.studio.scenes import scene
from grounding.annotation import Annotation
from grounding.training.claims import (
    SEEN,
    UNSEEN,
    Example,
    from_hand,
    from_scene,
    from_shop,
    from_street,
    known_facts,
    may_be,
    standing_out,
    words,
)

NUMBERS = range(12)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [from_scene(41, number, SEEN, 128) for number in NUMBERS]


def test_what_is_absent_is_not_also_present(examples: list[Example]) -> None:
    for example in examples:
        present = {one.phrase for one in example.claims if one.present}
        assert present
        assert not present & {one.phrase for one in example.claims if not one.present}


def test_absent_parts_are_parts_that_no_product_of_the_scene_has(examples: list[Example]) -> None:
    kind_of = {word: kind for kind, names in words()["parts"].items() for word in names}
    names = {word for several in words()["studio"].values() for word in several}
    for number, example in zip(NUMBERS, examples, strict=True):
        products = scene(41, number, 128, SEEN).label["products"]
        kinds = {part["kind"] for product in products for part in product["parts"]}  # type: ignore[attr-defined]
        for one in example.claims:
            if not one.present and one.phrase in kind_of and one.phrase not in names:
                assert kind_of[one.phrase] not in kinds, (number, one.phrase)


def test_places_are_masks_with_boxes_around_them(examples: list[Example]) -> None:
    for example in examples:
        for one in example.claims:
            if not one.present:
                assert one.mask is None
                continue
            assert one.mask is not None
            assert one.mask.any()
            if one.how == "weak":  # somewhere on the product: no box is known
                assert not one.boxes
                continue
            ys, xs = np.nonzero(one.mask)
            x0, y0 = min(box[0] for box in one.boxes), min(box[1] for box in one.boxes)
            if len(one.boxes) < 4:  # of many instances the largest four are kept
                assert (xs.min() + 1) / 64 >= x0 - 0.02
                assert (ys.min() + 1) / 64 >= y0 - 0.02


def test_a_fact_of_whole_things_has_one_box_for_each(examples: list[Example]) -> None:
    whole = {slot: how["of"] for slot, how in words()["facts"].items() if not how["parts"]}  # type: ignore[call-overload, index]
    checked = 0
    for number, example in zip(NUMBERS, examples, strict=True):
        products = scene(41, number, 128, SEEN).label["products"]
        for product in products:
            noun = words()["studio"][str(product["type"])][0]  # type: ignore[index]
            for slot, value in product["facts"]:  # type: ignore[index]
                forms = {form.format(value.casefold(), type=noun) for form in whole.get(slot, ())}
                for one in example.claims:
                    if one.present and one.phrase in forms:
                        assert len(one.boxes) <= len(products), (number, one.phrase)
                        checked += 1
    assert checked


def test_types_held_out_are_never_drawn() -> None:
    assert not set(SEEN) & set(UNSEEN)
    for number in range(20):
        products = scene(42, number, 64, SEEN).label["products"]
        assert not {product["type"] for product in products} & set(UNSEEN)  # type: ignore[attr-defined]


def test_a_photo_with_a_plain_ground_shows_where_its_product_is() -> None:
    photo = Image.new("RGB", (168, 224), "white")
    ImageDraw.Draw(photo).rectangle((40, 60, 120, 180), fill="navy")
    there = standing_out(np.asarray(photo)) > 0
    assert there.mean() == pytest.approx(81 * 121 / (168 * 224), abs=0.04)
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3)).astype(np.uint8)
    assert (standing_out(noise) > 0).all()  # no plain ground: it may be anywhere


def test_a_shop_photo_is_never_said_to_lack_what_it_may_be() -> None:
    photo = Image.new("RGB", (60, 80), "navy")
    types, colors = {"Shirts": 50, "Watches": 20, "Tshirts": 60}, {"Navy Blue": 9, "Blue": 9, "Black": 9, "Red": 9}
    for seed in range(30):
        example = from_shop(photo, "Shirts", "Navy Blue", "Arrow Men Striped Navy Blue Shirt", types, colors, Random(seed))
        present = {one.phrase for one in example.claims if one.present}
        absent = {one.phrase for one in example.claims if not one.present}
        assert {"shirt", "navy blue", "navy blue shirt", "collar"} <= present
        assert not present & absent
        assert not absent & {"blue", "black", "blue shirt", "black shirt", "striped"}
        assert "plain" in absent


def test_by_hand_colors_are_exchanged_only_for_ones_that_are_nowhere() -> None:
    said = [Annotation("a", "white sole", True, ((0, 0.8, 1, 1),)), Annotation("a", "red stripe", True, ((0, 0, 1, 0.5),))]
    for seed in range(20):
        example = from_hand("hand", Image.new("RGB", (60, 80)), said, Random(seed))
        for one in example.claims:
            if one.phrase.endswith("sole") and not one.present:
                color = one.phrase.split()[0]
                assert color not in may_be("white") | may_be("red")


def test_what_a_drawing_reports_is_said_and_nothing_else_of_its_slot() -> None:
    told = 0
    parts = {name for names in words()["parts"].values() for name in names}  # of which those that are covered are called absent
    for number in range(30):
        products = scene(43, number, 128, SEEN).label["products"]
        facts = {value.casefold() for product in products for _, value in product["facts"]}  # type: ignore[attr-defined]
        example = from_scene(43, number, SEEN, 128)
        for one in example.claims:
            values = [value for slot in known_facts().values() for value in slot if value == one.phrase]
            told += bool(values) and one.present
            if values and not one.present and one.phrase not in parts:
                assert one.phrase not in facts, (number, one.phrase)
    assert told > 20


def test_by_hand_a_v_neck_says_that_there_is_no_round_one() -> None:
    said = [Annotation("a", "v-neck", True, ((0.4, 0, 0.6, 0.2),)), Annotation("a", "short sleeves", True, ((0, 0, 0.2, 0.3),))]
    lacking = {
        one.phrase for seed in range(20) for one in from_hand("hand", Image.new("RGB", (60, 80)), said, Random(seed)).claims
    }
    assert {"crew neck", "long sleeves"} <= lacking
    both = [*said, Annotation("a", "crew neck", True, ((0.4, 0, 0.6, 0.2),))]
    example = from_hand("hand", Image.new("RGB", (60, 80)), both, Random(1))
    assert not {"round neck", "boat neck"} & {one.phrase for one in example.claims}


def test_street_labels_of_one_family_are_never_called_absent_beside_each_other() -> None:
    names = ["null", "bag", "purse", "shoes", "heels", "hat"]
    mask = np.zeros((60, 40), np.uint8)
    mask[40:, :] = 3
    mask[:10, :] = 1
    for seed in range(20):
        example = from_street(Image.new("RGB", (40, 60), "red"), mask, names, dict.fromkeys(names, 5), Random(seed))
        absent = {one.phrase for one in example.claims if not one.present}
        assert not absent & {"bag", "purse", "shoes", "heels", "high heels"}


def test_what_no_part_shows_is_said_of_the_whole_thing() -> None:
    """ "Slip-on" was only ever said to be absent: of no slip-on a part was drawn that shows it."""
    facts = words()["facts"]
    said: dict[str, int] = {}
    for number in range(20):
        example = from_scene(43, number, SEEN, 96)
        for product in scene(43, number, 96, SEEN).label["products"]:
            parts = {part["kind"] for part in product["parts"]}  # type: ignore[index]
            for slot, value in product["facts"]:  # type: ignore[index]
                how = facts.get(slot)
                if how and how["parts"] and not parts & set(how["parts"]):  # type: ignore[call-overload]
                    for one in example.claims:
                        if one.present and one.how == "weak" and one.phrase in (value.casefold(), f"{value.casefold()}s"):
                            said[slot] = said.get(slot, 0) + 1
        assert not [one.phrase for one in example.claims if one.phrase.endswith("sss")]
    assert sum(said.values()) >= 3


def test_every_word_for_a_pattern_is_said_of_what_is_there_and_of_what_is_not() -> None:
    """Else the word alone would tell: "flowers" always there."""
    forms = {form for several in words()["patterns"].values() for form in several}
    said: dict[str, set[bool]] = {form: set() for form in forms}
    for number in range(500):
        for claim in from_scene(43, number, SEEN, 64).claims:
            if claim.phrase in said:
                said[claim.phrase].add(claim.present)
    assert [form for form, both in said.items() if len(both) != 2] == []
