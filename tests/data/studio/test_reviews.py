"""Reviews: written by people who have the product in their hands, and who each say something of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from data.studio.catalogue import Listed, choose, listed
from data.studio.remarks import FAMILIES, Remark, family, takes
from data.studio.reviews import Row, filled, reviews

SEED = 7


@pytest.fixture(scope="module")
def shop() -> tuple[Listed, ...]:
    return listed(choose(), SEED)


@pytest.fixture(scope="module")
def by_product(shop: tuple[Listed, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in reviews(shop, SEED):
        found[row[0]].append(row)
    return found


def remarks(name: str) -> list[Remark]:
    own = family(name)
    return [*own.good, *own.bad, *own.awful]


def of_family(shop: tuple[Listed, ...], name: str) -> list[Listed]:
    return [one for one in shop if one.item.type in FAMILIES[name]]


def plain(text: str) -> str:
    return text.lower().rstrip(".!")


@pytest.mark.parametrize("name", FAMILIES)
def test_nobody_says_what_the_record_does_not_bear_out(
    shop: tuple[Listed, ...], by_product: dict[str, list[Row]], name: str
) -> None:
    for one in of_family(shop, name):
        unfit = [plain(filled(r.say, one, one.variants[0])) for r in remarks(name) if not r.fits(one) and not r.slots()]
        for row in by_product.get(one.id, ()):
            for said in unfit:
                assert not re.search(rf"(^|[.!?:,] ){re.escape(said)}($|[.!?])", row[3].lower()), (one.id, row[3])


def has(one: Listed, slot: str, *words: str) -> bool:
    return any(word in value for value in one.attributes.get(slot, ()) for word in words)


CLAIMS: tuple[tuple[str, str, Callable[[Listed], bool]], ...] = (
    (r"\blaces?\b", "shoes", lambda one: has(one, "closure", "Lace")),
    (r"\bbuckle", "shoes", lambda one: has(one, "closure", "Buckle")),
    (r"\bhood\b", "clothing", lambda one: "hood" in one.attributes),
    (r"\bsleeves? (end|reach|length)", "clothing", lambda one: has(one, "sleeve length", "Long")),
    (r"\bcuffs?\b", "clothing", lambda one: has(one, "sleeve length", "Long")),
    (r"kangaroo", "clothing", lambda one: has(one, "pockets", "Kangaroo")),
    (r"runs? small|order up", "clothing", lambda one: not has(one, "fit", "Runs Large", "True to Size", "Oversized")),
    (r"runs? small|order up", "shoes", lambda one: not has(one, "fit", "Runs Large", "True to Size")),
    (r"runs? large|swim in", "clothing", lambda one: not has(one, "fit", "Runs Small", "True to Size", "Slim")),
    (r"runs? large|clown shoes", "shoes", lambda one: not has(one, "fit", "Runs Small", "True to Size")),
    (r"\bwaterproof\b", "clothing", lambda one: has(one, "features", "Waterproof")),
    (r"\bwaterproof\b", "bags", lambda one: has(one, "features", "Waterproof")),
    (r"dishwasher", "homeware", lambda one: has(one, "features", "Dishwasher") or has(one, "care", "Dishwasher")),
    (r"\blaptop\b.*\bsleeve\b", "bags", lambda one: has(one, "features", "Laptop")),
    (r"polari[sz]ed for real", "accessories", lambda one: has(one, "features", "Polarized")),
    (r"\bdrawers? (runs?|sticks?)", "furniture", lambda one: has(one, "storage", "Drawer")),
    (
        r"\bwine\b|\boffice\b|interview|pregnant|lipstick|\bmeetings?\b|\bshift\b",
        "clothing",
        lambda one: one.item.gender != "kids",
    ),
    (r"(?<!post )\boffice\b|pregnant|wedding|\bnurse\b|commut", "shoes", lambda one: one.item.gender != "kids"),
)


@pytest.mark.parametrize(("words", "name", "holds"), CLAIMS)
def test_what_is_claimed_holds(
    shop: tuple[Listed, ...], by_product: dict[str, list[Row]], words: str, name: str, holds: Callable[[Listed], bool]
) -> None:
    for one in of_family(shop, name):
        for row in by_product.get(one.id, ()):
            assert holds(one) or not re.search(words, row[3].lower()), (one.id, row[3])


def test_nothing_is_written_twice(by_product: dict[str, list[Row]]) -> None:
    texts = Counter(plain(row[3]) for rows in by_product.values() for row in rows)
    assert texts.most_common(1)[0][1] <= 2
    for rows in by_product.values():
        assert len({plain(row[3]) for row in rows}) == len(rows)
        assert len({row[2] for row in rows}) == len(rows)
        assert len({row[4] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_remark_says_something_else(name: str) -> None:
    said = [plain(remark.say) for remark in remarks(name)]
    assert not [(a, b) for a in said for b in said if a != b and a in b]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_slot_and_condition_is_one_that_products_have(shop: tuple[Listed, ...], name: str) -> None:
    known = {slot for one in of_family(shop, name) for slot in one.attributes} | {"gender", "shape", "color", "main", "text"}
    for remark in remarks(name):
        assert remark.slots() <= known, remark
        assert set(remark.has or ()) <= known, remark
        assert set(remark.types) <= set(FAMILIES[name]), remark


def test_nobody_speaks_of_a_year_with_what_is_new(shop: tuple[Listed, ...], by_product: dict[str, list[Row]]) -> None:
    created = {one.id: one.created.isoformat() for one in shop}
    for rows in by_product.values():
        for handle, _, title, text, _, written in rows:
            assert written >= created[handle]
            if takes(f"{title} {text}") >= 365:
                assert int(written[:4]) > int(created[handle][:4])


def test_stars_are_those_of_a_decent_shop(shop: tuple[Listed, ...], by_product: dict[str, list[Row]]) -> None:
    stars = [row[1] for rows in by_product.values() for row in rows]
    assert len(stars) >= 5.2 * len(shop)
    assert 3.6 <= sum(stars) / len(stars) <= 4.3
    assert all(stars.count(n) > 0.02 * len(stars) for n in range(1, 6))
    means = [sum(row[1] for row in rows) / len(rows) for rows in by_product.values() if len(rows) >= 5]
    assert min(means) < 3.2 < 4.4 < max(means)


def test_some_products_are_talked_about_and_some_are_not(shop: tuple[Listed, ...], by_product: dict[str, list[Row]]) -> None:
    counts = [len(by_product.get(one.id, ())) for one in shop]
    assert 0 in counts
    assert max(counts) >= 15


def test_the_same_seed_writes_the_same_reviews(shop: tuple[Listed, ...]) -> None:
    assert list(reviews(shop[:40], SEED)) == list(reviews(shop[:40], SEED))
    assert list(reviews(shop[:40], SEED)) != list(reviews(shop[:40], SEED + 1))


def test_words_for_one_thing_and_for_a_pair(shop: tuple[Listed, ...]) -> None:
    words = "{it} {is} {a thing}; the {things}"
    of = {one.item.thing: filled(words, one, one.variants[0]) for one in shop}
    assert of["mug"] == "It is a mug; the mugs"
    assert of["armchair"] == "It is an armchair; the armchairs"
    assert of["scarf"] == "It is a scarf; the scarves"
    assert of["dress"] == "It is a dress; the dresses"
    assert of["boot"] == "They are a pair of boots; the boots"
    assert of["jeans"] == "They are a pair of jeans; the jeans"
