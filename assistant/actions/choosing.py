"""Which variant of a product is bought or asked about: what is settled, what is still open, what is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from data.constraint import Constraints
from data.product import Product, Variant

if TYPE_CHECKING:
    from assistant.world import World

COLOR = "color"
SIZE = "size"
_LADDER = ("xxxs", "xxs", "xs x-small", "s small", "m medium", "l large", "xl x-large", "xxl 2xl", "xxxl 3xl", "4xl", "5xl")
_STEPS = {name: float(i) for i, names in enumerate(_LADDER) for name in names.split()}
UNCONSTRAINED: Constraints = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left of a product's variants once everything said is applied.

    `matching` are the variants that are as said, sold out ones included; `buyable` those of them in stock. `settled` are the
    options said or shown. `unmade` names the option whose value the product does not come in.
    """

    matching: tuple[Variant, ...]
    settled: Mapping[str, str]
    unmade: str | None = None

    @property
    def buyable(self) -> tuple[Variant, ...]:
        return tuple(v for v in self.matching if available(v) > 0)


def available(variant: Variant) -> int:
    """How many there are; a large number where the shop has stock and does not count it."""
    if not variant.in_stock:
        return 0
    return 10**6 if variant.stock is None else max(variant.stock, 0)


def option_slots(variants: Iterable[Variant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slot for v in variants for slot in v.options))


def choose(product: Product, options: Mapping[str, str], constraints: Constraints, shown: Variant | None, world: World) -> Choice:
    """Applies what was said: first the words for this product, then the search's constraints, then the colour on the card.

    Words are binding; a constraint or the card's colour that nothing in the product meets is left aside.
    """
    slots = option_slots(product.variants)
    settled = {slot: value for slot, value in options.items() if slot in slots}
    left = product.variants
    for slot, value in settled.items():
        fitting = {v.id for v in world.search.variants_like(product, {slot: value})}
        if not fitting:
            return Choice(left, settled, unmade=slot)
        left = tuple(v for v in left if v.id in fitting)
    for slot in slots:
        if slot not in settled and slot in constraints:
            left = tuple(v for v in left if constraints[slot].holds(product.names(slot, v)) is not False) or left
    if shown is not None and COLOR in shown.options and COLOR not in settled:
        same = tuple(v for v in left if v.options.get(COLOR) == shown.options[COLOR])
        if same:
            left, settled = same, {**settled, COLOR: shown.options[COLOR]}
    return Choice(left, settled)


def open_option(variants: Iterable[Variant]) -> tuple[str, tuple[str, ...]] | None:
    """The first option in which these still differ, with its values in the shop's order; None where one choice is left."""
    among = tuple(variants)
    for slot in option_slots(among):
        values = tuple(dict.fromkeys(v.options[slot] for v in among if slot in v.options))
        if len(values) > 1:
            return slot, in_order(slot, values)
    return None


def nearest(
    product: Product, wanted: Mapping[str, str], exclude: Iterable[str] = (), *, constraints: Constraints = UNCONSTRAINED
) -> Variant | None:
    """The variant in stock that shares most options with `wanted` (as the shop writes them), the size weighing most.

    One that a constraint rules out ("not in black") comes last.
    """
    left_out = frozenset(exclude)
    stocked = [v for v in product.variants if available(v) > 0 and v.id not in left_out]

    def alike(variant: Variant) -> tuple[int, float]:
        shared = [slot for slot, value in wanted.items() if variant.options.get(slot, "").casefold() == value.casefold()]
        against = [
            slot for slot, c in constraints.items() if slot in variant.options and c.holds(product.names(slot, variant)) is False
        ]
        return sum(2 if slot == SIZE else 1 for slot in shared) - 4 * len(against), -_apart(variant.options, wanted)

    return max(stocked, key=alike, default=None)


def _apart(options: Mapping[str, str], wanted: Mapping[str, str]) -> float:
    """How far two sizes lie from each other: steps between letters, the difference of numbers; 0 where that means nothing."""
    places = [_place(o[SIZE]) for o in (options, wanted) if SIZE in o]
    known = [p for p in places if p is not None]
    return abs(known[0] - known[1]) if len(known) == 2 else 0.0


def _place(size: str) -> float | None:
    folded = size.casefold()
    if folded in _STEPS:
        return _STEPS[folded]
    return float(folded) if folded.replace(".", "", 1).isdigit() else None


def in_order(slot: str, values: Iterable[str]) -> tuple[str, ...]:
    """Sizes from small to large where they are letters or numbers; everything else as the shop has it."""
    given = tuple(values)
    if slot != SIZE:
        return given
    places = {v: place for v in given if (place := _place(v)) is not None}
    return tuple(sorted(given, key=places.__getitem__)) if len(places) == len(given) else given


def values_of(variants: Iterable[Variant], slot: str) -> tuple[str, ...]:
    """The values that these variants have of an option, each once, in order."""
    return in_order(slot, dict.fromkeys(v.options[slot] for v in variants if slot in v.options))
