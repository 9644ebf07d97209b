"""Laws of reading feeds: whatever stands in a table, no good row is lost beside a bad one, and nothing but a `FeedError` is
raised.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.errors import FeedError
from data.feeds import RawGroup, open_feed
from data.feeds.money import price_of
from data.values import normalise
from tests.data.feeds.reading import read, write_csv

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
SLOTS = st.sampled_from(["color", "material", "category", "size", "gender", "brand", "style", "anything"])
WORDS = st.one_of(
    CELLS,
    st.sampled_from(
        [
            "Navy",
            "grey",
            "Gray / White",
            "80% Cotton, 20% Wool",
            "Running Shoes",
            "Unisex",
            "8 1/2",
            "XL",
            "Trousers",
            "Jumpers",
            "Women's",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    columns=st.lists(
        st.sampled_from(["color", "stock", "sale_price", "image", "attributes", "description", "tags", "x"]),
        unique=True,
        max_size=5,
    ),
    data=st.data(),
)
def test_a_good_row_is_never_lost_beside_any_other(columns: list[str], data: st.DataObject) -> None:
    odd = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(("id", "title", "price", *columns), CELLS)), max_size=6))
    good = {"id": "the-good-one", "title": "Stone Mug", "price": "12.50", **dict.fromkeys(columns, "")}
    at = data.draw(st.integers(0, len(odd)))
    with TemporaryDirectory() as folder:
        rows = [row for row in odd if row["id"].strip() != "the-good-one"]
        feed = write_csv(Path(folder) / "f.csv", [*rows[:at], good, *rows[at:]])
        products, refused, left_out = read(feed, format="csv", currency="USD")
    assert products["the-good-one"].variants[0].price == Decimal("12.50")
    assert all(one.reason for one in (*refused, *left_out))


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400))
@example(content=b"id,title,price\n1,a,2\n1,a,2")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(content)
        with suppress(FeedError):
            read(path)


@given(amount=st.decimals(0, 10**9, places=2, allow_nan=False), currency=st.sampled_from(["USD", "EUR", "GBP", "JPY"]))
def test_an_amount_with_its_currency_comes_back(amount: Decimal, currency: str) -> None:
    assert price_of(f"{amount:f} {currency}") == (amount, currency)
    assert price_of(f"{currency} {amount:,f}") == (amount, currency)


@given(amount=st.decimals(0, 10**6, places=2, allow_nan=False))
def test_a_continental_amount_comes_back(amount: Decimal) -> None:
    written = f"{amount:,f}".translate(str.maketrans(",.", ".,")) + " €"
    assert price_of(written) == (amount, "EUR")


@settings(max_examples=500)
@given(written=st.text(st.sampled_from("0159.,'- $€krRsUSD:()"), max_size=14), expected=st.sampled_from([None, "USD", "SEK"]))
def test_what_is_read_as_a_price_has_the_digits_that_were_written(written: str, expected: str | None) -> None:
    try:
        amount, _ = price_of(written, expected)
    except ValueError:
        return
    digits = "".join(c for c in written if c.isdigit()).strip("0")
    assert amount >= 0
    assert f"{amount:f}".replace(".", "").strip("0") == digits or len(digits) > 5  # beyond four decimals it is rounded


@given(
    first=st.decimals(0, 10**4, places=2),
    second=st.decimals(0, 10**4, places=2),
    between=st.sampled_from([" ", " - ", "/", "\n"]),
)
def test_two_prices_are_never_one(first: Decimal, second: Decimal, between: str) -> None:
    with pytest.raises(ValueError, match="price"):
        price_of(f"{first}{between}{second}")


@settings(max_examples=300)
@given(slot=SLOTS, written=WORDS)
def test_normalising_again_changes_nothing_and_keeps_what_was_written(slot: str, written: str) -> None:
    value = normalise(slot, written)
    again = normalise(slot, value.canonical)
    assert again.canonical == value.canonical
    assert value.original == " ".join(written.split())
    assert value.canonical == value.canonical.casefold() or not value.canonical.isascii()


@settings(max_examples=40, deadline=None)
@given(sizes=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 99)), min_size=1, max_size=25, unique=True))
def test_grouping_keeps_every_row_once_in_the_order_of_the_feed(sizes: list[tuple[int, int]]) -> None:
    rows = [{"item_group_id": f"g{g}", "id": f"{g}-{n}", "title": f"Tee {g}", "price": "9", "size": str(n)} for g, n in sizes]
    with TemporaryDirectory() as folder:
        groups = [one for one in open_feed(write_csv(Path(folder) / "f.csv", rows)).raw_groups() if isinstance(one, RawGroup)]
    assert [group.key for group in groups] == list(dict.fromkeys(row["item_group_id"] for row in rows))
    assert sorted(str(row["id"]) for group in groups for row in group.rows) == sorted(row["id"] for row in rows)
    assert all(list(group.lines) == sorted(group.lines) for group in groups)


@settings(max_examples=30, deadline=None)
@given(cell=CELLS, other=CELLS)
def test_the_digest_tells_whether_a_cell_changed(cell: str, other: str) -> None:
    def digest(text: str) -> bytes:
        with TemporaryDirectory() as folder:
            feed = write_csv(Path(folder) / "f.csv", [{"id": "1", "title": "Mug", "price": "1", "note": f"x{text}x"}])
            (group,) = (one for one in open_feed(feed).raw_groups() if isinstance(one, RawGroup))
            return group.digest

    assert (digest(cell) == digest(other)) == (cell == other)
