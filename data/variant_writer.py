"""Building the columnar table of `data.variants` as products stream by.

Held in memory are a few numbers per variant and the distinct values, never the products.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from data import variants as table
from data.arrow_files import write_columns
from data.product import Product, Variant
from data.value import Value

NAN = float("nan")

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")
_EPOCH = date(1970, 1, 1)


@dataclass(slots=True)
class ValueSeen:
    """One canonical value of one slot, as far as met. `products` have it as a record, `reaching` also as a broader value."""

    number: int
    products: int = 0
    reaching: int = 0
    originals: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SlotSeen:
    values: dict[str, ValueSeen] = field(default_factory=dict)
    products: int = 0
    all_numbers: bool = True
    chosen: bool = False  # an option that shoppers choose by (size), so its numbers are names
    number_rows: array[int] = field(default_factory=lambda: array("i"))
    numbers: array[float] = field(default_factory=lambda: array("d"))


ORIGINALS_KEPT = 6
"""Spellings remembered of one value."""


class VariantWriter:
    """Takes products in row order; `write` leaves the files. `slots` is what has been seen, for the lexicon."""

    def __init__(self) -> None:
        self.slots: dict[str, SlotSeen] = {}
        self.product_count = 0
        self.variant_count = 0
        self._rating, self._popularity = array("d"), array("d")
        self._reviews, self._created = array("i"), array("f")
        self._first_variant, self._held_start, self._held = array("i"), array("q"), array("i")
        self._product, self._stock, self._in_stock = array("i"), array("i"), array("b")
        self._price, self._list_price = array("d"), array("d")
        self._value, self._variant = array("i"), array("i")
        self._values_seen = 0

    def add(self, product: Product) -> None:
        """The next product. Its values are counted and posted for each of its variants."""
        self._rating.append(NAN if product.rating is None else product.rating)
        self._popularity.append(product.popularity)
        self._reviews.append(product.reviews_count)
        self._created.append(NAN if product.created is None else (product.created - _EPOCH).days)
        self._first_variant.append(self.variant_count)
        own = set().union(*(v.attributes.keys() for v in product.variants))
        for slot, values in product.attributes.items():
            if values and slot not in own:
                self._add_shared(slot, values, len(product.variants))
        for slot in own:
            self._add_varying(slot, product)
        self._add_held(product, own)
        for variant in product.variants:
            self._add_row(variant)
        self.product_count += 1

    def write(self, folder: Path) -> None:
        """Writes all files of the table into `folder`."""
        write_columns(
            folder / table.PRODUCTS,
            {
                "rating": np.frombuffer(self._rating, np.float64),
                "reviews_count": np.frombuffer(self._reviews, np.int32),
                "popularity": np.frombuffer(self._popularity, np.float64),
                "created": np.frombuffer(self._created, np.float32),
                "first_variant": np.frombuffer(self._first_variant, np.int32),
                "held_start": np.frombuffer(self._held_start, np.int64),
            },
        )
        write_columns(
            folder / table.VARIANTS,
            {
                "product": np.frombuffer(self._product, np.int32),
                "price": np.frombuffer(self._price, np.float64),
                "list_price": np.frombuffer(self._list_price, np.float64),
                "stock": np.frombuffer(self._stock, np.int32),
                "in_stock": np.frombuffer(self._in_stock, np.int8),
            },
        )
        renumbered = self._write_values(folder)
        write_columns(folder / table.HELD, {"value": renumbered[np.frombuffer(self._held, np.int32)]})

    def _add_shared(self, slot: str, values: tuple[Value, ...], variants: int) -> None:
        self._post(slot, self._numbers_of(slot, values), values, range(self.variant_count, self.variant_count + variants))

    def _add_varying(self, slot: str, product: Product) -> None:
        for index, variant in enumerate(product.variants):
            if values := product.values(slot, variant):
                self._post(slot, self._numbers_of(slot, values), values, (self.variant_count + index,))
            if slot in variant.options:
                self.slots.setdefault(slot, SlotSeen()).chosen = True

    def _numbers_of(self, slot: str, values: tuple[Value, ...]) -> set[int]:
        """The numbers of every value that these records satisfy."""
        seen = self.slots.setdefault(slot, SlotSeen())
        return {self._seen(seen, name).number for value in values for name in value.names}

    def _post(self, slot: str, numbers: set[int], values: tuple[Value, ...], rows: Sequence[int]) -> None:
        for value in numbers:
            self._value.extend([value] * len(rows))
            self._variant.extend(rows)
        seen = self.slots[slot]
        number = next((float(v.canonical) for v in values if _NUMBER.fullmatch(v.canonical)), None)
        if number is None:
            seen.all_numbers = False
        else:
            seen.number_rows.extend(rows)
            seen.numbers.extend([number] * len(rows))

    def _seen(self, slot: SlotSeen, name: str) -> ValueSeen:
        value = slot.values.get(name)
        if value is None:
            value = slot.values[name] = ValueSeen(self._values_seen)
            self._values_seen += 1
        return value

    def _add_held(self, product: Product, own: Container[str]) -> None:
        """Counts the product once for each value that any of its variants has; `own` are the slots that variants have."""
        self._held_start.append(len(self._held))
        for slot in product.slots():
            records: Collection[Value] = product.attributes.get(slot, ())
            if slot in own:
                records = dict.fromkeys(value for variant in product.variants for value in product.values(slot, variant))
            if not records:
                continue
            seen = self.slots[slot]
            seen.products += 1
            canonical = {value.canonical for value in records}
            for value in records:
                known = seen.values[value.canonical]
                if len(known.originals) < ORIGINALS_KEPT and value.original not in known.originals:
                    known.originals.append(value.original)
            for name in canonical:
                seen.values[name].products += 1
                self._held.append(seen.values[name].number)
            for name in set().union(*(value.names for value in records)):
                seen.values[name].reaching += 1

    def _add_row(self, variant: Variant) -> None:
        self._product.append(self.product_count)
        self._price.append(float(variant.price))
        self._list_price.append(NAN if variant.list_price is None else float(variant.list_price))
        self._stock.append(-1 if variant.stock is None else min(variant.stock, 2**31 - 1))
        self._in_stock.append(variant.in_stock)
        self.variant_count += 1

    def _write_values(self, folder: Path) -> NDArray[np.int32]:
        """Values in the order of slot and name, each with its stretch of postings; -> old number -> new number."""
        ordered = [(slot, name, value) for slot, name, value in self._in_order()]
        renumbered = np.empty(max(1, len(ordered)), dtype=np.int32)
        for new, (_, _, value) in enumerate(ordered):
            renumbered[value.number] = new
        numbers = renumbered[np.frombuffer(self._value, np.int32)]
        order = np.argsort(numbers, kind="stable")
        starts = np.searchsorted(numbers[order], np.arange(len(ordered)), side="left")
        write_columns(folder / table.POSTINGS, {"variant": np.frombuffer(self._variant, np.int32)[order]})
        write_columns(
            folder / table.VALUES,
            {
                "canonical": [name for _, name, _ in ordered],
                "products": np.array([value.products for _, _, value in ordered], dtype=np.int32),
                "start": starts.astype(np.int64),
            },
        )
        self._write_slots(folder)
        return renumbered

    def _in_order(self) -> Iterator[tuple[str, str, ValueSeen]]:
        for slot in sorted(self.slots):
            for name in sorted(self.slots[slot].values):
                yield slot, name, self.slots[slot].values[name]

    def _write_slots(self, folder: Path) -> None:
        rows: list[NDArray[np.int32]] = []
        numbers: list[NDArray[np.float64]] = []
        described: list[dict[str, object]] = []
        first = at = 0
        for name in sorted({*self.slots, "price", "rating"}):
            seen = self.slots.get(name, SlotSeen(products=self._bare_count(name)))
            kind = "number" if name in ("price", "rating") or (seen.all_numbers and not seen.chosen) else "values"
            span = [at, at + len(seen.numbers)]
            last = first + len(seen.values)
            entry = {"name": name, "kind": kind, "count": seen.products, "first": first, "last": last, "numbers": span}
            described.append(entry)
            rows.append(np.frombuffer(seen.number_rows, np.int32))
            numbers.append(np.frombuffer(seen.numbers, np.float64))
            first, at = last, span[1]
        (folder / table.SLOTS).write_bytes(orjson.dumps(described))
        write_columns(folder / table.NUMBERS, {"variant": np.concatenate(rows), "number": np.concatenate(numbers)})

    def _bare_count(self, name: str) -> int:
        """Products with a price (all) or a rating, where these are no attributes."""
        if name == "price":
            return self.product_count
        return int(np.count_nonzero(~np.isnan(np.frombuffer(self._rating, np.float64))))
