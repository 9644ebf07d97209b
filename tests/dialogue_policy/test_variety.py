"""Products that differ are laid out, the best of them first."""

from __future__ import annotations

from shelf import product

from data.product import Pick
from dialogue_policy.variety import spread_out


def pick(id_: str, color: str, brand: str, price: str = "20") -> Pick:
    one = product(id_, "shirt", price, color=color, brand=brand)
    return Pick(one, one.variants[0])


PICKS = (
    pick("a", "red", "alto"),
    pick("b", "red", "alto"),
    pick("c", "red", "alto"),
    pick("d", "blue", "bria"),
    pick("e", "red", "bria"),
)


def test_the_first_stays_first_and_what_differs_comes_next() -> None:
    assert [p.product.id for p in spread_out(PICKS, 2)] == ["a", "d"]
    assert [p.product.id for p in spread_out(PICKS, 3)] == ["a", "d", "e"]


def test_few_are_all_laid_out_in_their_order() -> None:
    assert spread_out(PICKS, 5) == PICKS
    assert spread_out(PICKS, 9) == PICKS
    assert spread_out((), 3) == ()


def test_of_products_that_are_alike_the_better_ranked_come_first() -> None:
    alike = tuple(pick(str(i), "red", "alto") for i in range(8))
    assert [p.product.id for p in spread_out(alike, 3)] == ["0", "1", "2"]
