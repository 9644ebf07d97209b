"""The way out: the cart looked at once more, and the link to the shop's own checkout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.actions.cart import rechecked, totals
from assistant.outcome import Effect, LogReward, Outcome, Result, SetCart
from data.errors import ConfigError
from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Awaiting, Cart, CartLine, DialogueState

if TYPE_CHECKING:
    from assistant.world import World

_REPEATED = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w*)\}")
_FIELDS = frozenset({"sku", "variant_id", "quantity"})


def confirm_checkout(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What would be bought and what it costs, and the question whether to go on."""
    cart, changed = rechecked(state.cart, world)
    effects: tuple[Effect, ...] = (SetCart(cart),) if changed else ()
    if not cart.lines:
        kind = "cart_emptied" if changed else "nothing_to_buy"
        return Outcome((Result("confirm_checkout", kind, facts={"changes": changed}),), effects=effects)
    result = Result("confirm_checkout", "confirm", facts={**totals(cart), "changes": changed})
    return Outcome((result,), effects=effects, awaiting=Awaiting("confirm", proposal="checkout"))


def checkout(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The checkout link. Where the cart had to change, it is summarised again first; without a template that is said."""
    cart, changed = rechecked(state.cart, world)
    if changed or not cart.lines:
        return confirm_checkout(step, state, candidates, world)
    template = world.shop.checkout_url
    facts = totals(cart)
    if not template:
        return Outcome((Result("checkout", "no_checkout_link", facts=facts),))
    urls = checkout_urls(cart, world, template)
    kind = "checkout" if len(urls) == 1 else "checkout_each"
    result = Result("checkout", kind, facts={**facts, "urls": urls})
    effects = (LogReward("checkout", None, float(cart.total)),)
    return Outcome((result,), effects=effects, checkout_url=urls[0])


def checkout_urls(cart: Cart, world: World, template: str) -> tuple[str, ...]:
    """The template filled in: one address where it can hold every line, else one for each line.

    The part in `[...]` is repeated for every line, joined by `checkout_separator`. Raises `ConfigError` on another field than
    `{sku}`, `{variant_id}` and `{quantity}`.
    """
    unknown = sorted(set(_FIELD.findall(template)) - _FIELDS)
    if unknown:
        fields = ", ".join(f"{{{name}}}" for name in sorted(_FIELDS))
        raise ConfigError(f"checkout_url: there is no field {{{unknown[0]}}}, only {fields} (got {template!r})")
    repeated = _REPEATED.search(template)
    if repeated:
        joined = world.shop.checkout_separator.join(_filled(repeated[1], line, world) for line in cart.lines)
        return (template[: repeated.start()] + joined + template[repeated.end() :],)
    return tuple(_filled(template, line, world) for line in cart.lines)


def _filled(template: str, line: CartLine, world: World) -> str:
    product = world.store.product(line.id)
    variant = product.variant(line.variant_id) if product else None
    sku = variant.sku if variant else line.variant_id
    # A shop without a map of ids of its own has the feed's.
    own_id = world.store.external_variant_id(sku) or line.variant_id
    values = {"sku": sku, "variant_id": own_id, "quantity": str(line.quantity)}
    return _FIELD.sub(lambda field: quote(values[field[1]], safe=""), template)
