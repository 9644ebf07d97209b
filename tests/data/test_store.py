"""The store, opened and asked: records, filters, neighbours, text, and everything that came with the feed."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.constraint import Constraint
from data.extras import Extras
from data.product import Order, OrderLine, PolicySection, Product, Promotion, Related, Review, SizeChart, Variant
from data.store import LiveStore, Store
from data.store_writer import StoreWriter, importing
from tests.data.products_drawn import DIMENSIONS, catalogues, constraints, some_products, value, write_store

LINE = OrderLine("A-RED-M", "Aria Jacket", 1, Decimal("20.00"))
SECTION = PolicySection("returns", "Returns", "Within 30 days.")
CHART = SizeChart("tops", ("jacket",), "cm", {"s": {"chest": (80.0, 88.5)}})
REVIEW = Review("a", 4.0, "Good", "Warm.", "Ann")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stores") / "store"
    orders = [
        Order(number, "ann@example.com", "shipped", (LINE,), "USD") for number in ("000000007", "#1001", "A-55", "0055", "055")
    ]
    write_store(
        root,
        some_products(),
        reviews={"a": [REVIEW]},
        related={"a": [Related("a", "upsell", "b"), Related("a", "related", "b")]},
        orders=orders,
        variant_ids={"A-RED-M": "4711"},
        extras=Extras((SECTION,), (Promotion("Ten", "10% off", "TEN"),), (CHART,)),
    )
    return root


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store.open(folder, fingerprints={"text": "test-encoder"})


def is_(*values: str) -> Constraint:
    return Constraint(is_=frozenset(values))


def test_products_come_back_as_they_were_written(store: Store) -> None:
    assert [store.product_at(row) for row in range(store.product_count)] == some_products()
    assert store.product("b") == some_products()[1]
    assert store.product("c") is None


def test_one_variant_must_pass_everything(store: Store) -> None:
    assert not len(store.select({"color": is_("red"), "size": is_("s")}))
    assert store.select({"color": is_("red"), "size": is_("m")}).rows.tolist() == [0]


def test_a_broader_value_is_met_by_the_narrower(store: Store) -> None:
    assert store.select({"color": is_("blue")}).variants_of(0).tolist() == [1]


def test_bounds_are_inclusive(store: Store) -> None:
    selection = store.select({"price": Constraint(min=Decimal("9.99"), max=Decimal("20.00"))})
    assert selection.variant_mask.tolist() == [True, False, True]


def test_selection_within_given_rows(store: Store) -> None:
    assert store.select({}, rows=np.array([1], np.int32)).rows.tolist() == [1]


def test_missing_records_pass_only_not_and_where_they_may(store: Store) -> None:
    assert store.select({"material": Constraint(not_=frozenset({"wool"}))}).rows.tolist() == [1]
    assert store.select({"material": is_("silk")}).rows.tolist() == []
    assert store.select({"material": is_("silk")}, keep_unknown={"material"}).rows.tolist() == [1]


def test_slots_tell_their_kind_and_how_many_products_have_each_value(store: Store) -> None:
    slots = store.slots()
    assert dict(slots["color"].values) == {"navy": 1, "red": 1}
    assert (slots["color"].count, slots["price"].kind, slots["rating"].count) == (1, "number", 1)
    assert store.counts("color", np.array([0, 1], np.int32)) == {"navy": 1, "red": 1}
    assert store.counts("nowhere", np.array([0], np.int32)) == {}


def test_nearest_is_ranked_by_cosine_within_the_selection(store: Store) -> None:
    query = store.vector(0) * 0.8 + store.vector(1) * 0.6
    assert [row for row, _ in store.nearest(query, selection=None, k=5)] == [0, 1]
    only = store.select({"material": Constraint(not_=frozenset({"wool"}))})
    assert store.nearest(query, selection=only, k=5) == [(1, pytest.approx(0.6))]


def test_text_search_finds_words_of_the_record(store: Store) -> None:
    assert [row for row, _ in store.text_search("windy jacket", k=5)] == [0]
    assert store.text_search("?!", k=5) == []
    assert store.text_search('")(*', k=5) == []


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("7", "000000007"),
        ("#000000007", "000000007"),
        (" 1001 ", "#1001"),
        ("a55", "A-55"),
        ("0055", "0055"),
        ("55", None),
        ("9", None),
        ("", None),
    ],
)
def test_order_numbers_are_found_as_shoppers_write_them(store: Store, said: str, number: str | None) -> None:
    order = store.order(said)
    assert (order.number if order else None) == number


def test_what_came_with_the_feed(store: Store) -> None:
    assert store.reviews("a") == (REVIEW,)
    assert store.reviews("b") == store.reviews("none") == ()
    assert [r.kind for r in store.related("a", "upsell")] == ["upsell"]
    assert len(store.related("a")) == 2
    assert (store.policies, store.size_charts) == ((SECTION,), (CHART,))
    assert [p.code for p in store.promotions] == ["TEN"]
    assert store.external_variant_id("A-RED-M") == "4711"
    assert store.external_variant_id("B") is None
    assert store.shop.name == "Hill & Dale"


@pytest.mark.parametrize(
    "name", ["../manifest.json", "/etc/passwd", "..", ".", "", "a/../../manifest.json", "nope.webp", "a\0b", "..\\x", "x" * 5000]
)
def test_no_picture_lies_outside_media(store: Store, name: str) -> None:
    assert store.media(name) is None


def test_a_product_is_found_by_its_title_or_by_a_word_that_only_its_title_has(store: Store) -> None:
    titles = [store.product_at(row).title for row in range(store.product_count)]
    assert [store.titled(title.upper().split()) for title in titles] == [(0,), (1,)]
    assert store.titled(["Aria"]) == (0,)
    assert store.titled(["nothing", "such"]) == ()
    assert store.titled([]) == store.titled(["?!"]) == ()


def test_a_picture_is_found(store: Store) -> None:
    found = store.media("one.webp")
    assert found is not None
    assert found.read_bytes() == b"picture"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    products=catalogues,
    several=st.lists(st.tuples(constraints, st.sets(st.sampled_from(["color", "weight", "rating"]))), min_size=5, max_size=5),
)
def test_select_agrees_with_every_constraint_asked_one_by_one(
    products: list[Product], several: list[tuple[dict[str, Constraint], set[str]]]
) -> None:
    with TemporaryDirectory() as folder:
        write_store(Path(folder), products)
        store = Store.open(Path(folder))
        for asked, keep_unknown in several:
            selection = store.select(asked, keep_unknown=keep_unknown)
            expected = [[_passes(p, v, asked, keep_unknown) for v in p.variants] for p in products]
            assert selection.variant_mask.tolist() == [passes for of_product in expected for passes in of_product]
            assert selection.rows.tolist() == [row for row, of_product in enumerate(expected) if any(of_product)]
            for row, of_product in enumerate(expected):
                assert selection.variants_of(row).tolist() == [i for i, passes in enumerate(of_product) if passes]


@settings(max_examples=40, deadline=None)
@given(products=catalogues)
def test_counts_agree_with_the_records(products: list[Product]) -> None:
    with TemporaryDirectory() as folder:
        write_store(Path(folder), products)
        store = Store.open(Path(folder))
        rows = np.arange(0, len(products), 2, dtype=np.int32)
        for slot in store.slots():
            held = [{v.canonical for variant in products[r].variants for v in products[r].values(slot, variant)} for r in rows]
            values = set().union(*held)
            assert store.counts(slot, rows) == {v: sum(v in one for one in held) for v in values}


def _passes(product: Product, variant: Variant, asked: Mapping[str, Constraint], keep_unknown: set[str]) -> bool:
    """The rule of the contract, by `Constraint.holds` and `within`."""
    for slot, constraint in asked.items():
        unknown = slot in keep_unknown
        if constraint.is_ or constraint.not_:
            holds = constraint.holds(product.names(slot, variant))
            if holds is False or (holds is None and constraint.is_ and not unknown):
                return False
        if constraint.min is not None or constraint.max is not None:
            within = constraint.within(_number(product, variant, slot))
            if within is False or (within is None and not unknown):
                return False
    return True


def _number(product: Product, variant: Variant, slot: str) -> Decimal | None:
    if slot == "price":
        return variant.price
    if slot == "rating":
        return None if product.rating is None else Decimal(str(product.rating))
    numbers = [v.canonical for v in product.values(slot, variant) if v.canonical.replace(".", "").isdigit()]
    return Decimal(numbers[0]) if numbers else None


def test_a_running_server_sees_the_new_version_and_keeps_the_old_in_hand(tmp_path: Path) -> None:
    write_store(tmp_path / "s", some_products())
    live = LiveStore(tmp_path / "s")
    before = live.current
    assert live.current is before
    write_store(tmp_path / "s", some_products()[:1])
    assert live.current.product_count == 1
    assert before.product_count == 2
    assert before.product("b") == some_products()[1]
    assert before.text_search("tea", k=1)[0][0] == 1


def test_a_new_version_of_another_encoder_does_not_take_the_old_out_of_service(tmp_path: Path) -> None:
    write_store(tmp_path / "s", some_products())
    live = LiveStore(tmp_path / "s", fingerprints={"text": "test-encoder"})
    write_store(tmp_path / "s", some_products()[:1], fingerprint="another")
    assert live.current.product_count == 2
    assert "another model" in str(live.trouble)


def test_only_the_version_before_is_kept(tmp_path: Path) -> None:
    versions = [write_store(tmp_path / "s", some_products()).name for _ in range(4)]
    assert {p.name for p in (tmp_path / "s" / "versions").iterdir()} == set(versions[-2:])


def test_many_threads_read_one_store(store: Store) -> None:
    wrong: list[object] = []

    def read() -> None:
        for _ in range(50):
            if store.select({"color": is_("blue")}).rows.tolist() != [0] or store.product("b") != some_products()[1]:
                wrong.append(1)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_large_stores_answer_through_the_index_as_exactly_as_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store_writer.INDEX_FROM", 1000)
    monkeypatch.setattr("data.vectors.EXACT_UP_TO", 500)
    rng = np.random.default_rng(5)
    centers = rng.standard_normal((20, DIMENSIONS))
    vectors = (centers[rng.integers(0, 20, 3000)] + 0.4 * rng.standard_normal((3000, DIMENSIONS))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    plain = [
        Product(
            f"p{i}", "Coat", (Variant("", "", Decimal(1), "USD", attributes={"color": (value("red" if i % 2 else "blue"),)}),)
        )
        for i in range(3000)
    ]
    write_store(tmp_path / "s", plain, vectors=vectors)
    store = Store.open(tmp_path / "s")
    assert store.manifest.vector_index
    selection = store.select({"color": is_("red")})
    hits = 0
    for query in vectors[:20]:
        exact = {int(selection.rows[i]) for i in np.argsort(-(vectors[selection.rows] @ query))[:10]}
        found = store.nearest(query, selection=selection, k=10)
        assert all(row % 2 for row, _ in found)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        hits += len(exact & {row for row, _ in found})
    assert hits >= 196


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    from data.errors import StoreError

    with importing(tmp_path / "s"), pytest.raises(StoreError, match="another import"), importing(tmp_path / "s"):
        pass


def test_an_abandoned_version_leaves_the_old_one_in_service(tmp_path: Path) -> None:
    write_store(tmp_path / "s", some_products())
    with importing(tmp_path / "s"):
        StoreWriter(tmp_path / "s", dimensions=DIMENSIONS).abandon()
    assert Store.open(tmp_path / "s").product_count == 2
    assert len(list((tmp_path / "s" / "versions").iterdir())) == 1


def test_a_store_can_be_moved(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert Store.open(tmp_path / "elsewhere").text_search("tea", k=1)[0][0] == 1
