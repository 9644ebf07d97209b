"""Which variant of a product is meant, shown, or still to be settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.reply import available
from data.constraint import Constraints
from data.product import Product, Variant
from data.things import names_of, telling
from data.values import normalise


def best_variant(
    product: Product, among: Iterable[Variant], constraints: Constraints, tastes: Constraints, *, sale: bool
) -> Variant:
    """The variant to show: in stock, then on sale if that was asked, then most to the point, to the taste, cheapest, first.

    "To the point": asked for blue, the blue one before the navy one, though both are blue. `among` has at least one.
    """
    among = tuple(among)
    if len(among) == 1:
        return among[0]
    # What the variants have in common decides nothing between them.
    constraints, tastes = (
        {slot: c for slot, c in wanted.items() if any(slot in v.attributes for v in among)} for wanted in (constraints, tastes)
    )

    def rank(variant: Variant) -> tuple[bool, bool, int, int, object]:
        return (
            not available(variant),
            sale and not variant.on_sale,
            -_exact(product, variant, constraints),
            _against(product, variant, tastes),
            variant.price,
        )

    return min(among, key=rank)


def passes(product: Product, variant: Variant, constraints: Constraints) -> bool:
    """Whether this variant has a record that meets every constraint; without a record it passes only what is ruled out."""
    return all(_meets(product, variant, slot, constraints) for slot in constraints)


def variants_like(product: Product, options: Mapping[str, str]) -> tuple[Variant, ...]:
    """The variants whose options are these, as the store normalises them ("m" finds "Medium"); all where none is given."""
    return tuple(v for v in product.variants if all(_is(product, v, slot, said) for slot, said in options.items()))


def open_options(product: Product, settled: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Options in which the variants in stock that match `settled` still differ: slot -> values as the shop writes them."""
    left = [v for v in variants_like(product, settled) if available(v)]
    slots = dict.fromkeys(slot for v in left for slot in v.options)
    values = {slot: tuple(dict.fromkeys(v.options[slot] for v in left if slot in v.options)) for slot in slots}
    return {slot: found for slot, found in values.items() if len(found) > 1 and slot not in settled}


def _is(product: Product, variant: Variant, slot: str, said: str) -> bool:
    written = variant.options.get(slot)
    if written is not None and written.casefold() == said.casefold():
        return True
    wanted = normalise(slot, said)
    own = {value.canonical for value in product.values(slot, variant)}
    if wanted.canonical in own:
        return True
    # A broader word ("blue") means the navy one only where no variant is plainly that.
    plain = any(wanted.canonical in {v.canonical for v in product.values(slot, other)} for other in product.variants)
    return not plain and wanted.canonical in product.names(slot, variant)


def _meets(product: Product, variant: Variant, slot: str, constraints: Constraints) -> bool:
    constraint = constraints[slot]
    if slot == "price":
        return constraint.within(variant.price) is True
    if any(telling(product, variant, names_of(slot, value)) for value in constraint.not_):
        return False
    holds = constraint.holds(product.names(slot, variant))
    return holds is True or (holds is None and not constraint.is_)


def _exact(product: Product, variant: Variant, constraints: Constraints) -> int:
    return sum(
        not constraint.is_.isdisjoint(value.canonical for value in product.values(slot, variant))
        for slot, constraint in constraints.items()
        if constraint.is_
    )


def _against(product: Product, variant: Variant, tastes: Constraints) -> int:
    return sum(taste.holds(product.names(slot, variant)) is False for slot, taste in tastes.items())
