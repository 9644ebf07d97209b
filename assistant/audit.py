"""What a shop's owner should look at: records that a product's own picture does not show, and records that are missing.

A gap is worth filling where most products of a kind state the slot, or where shoppers asked for it and got no answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import orjson

from assistant.actions.pointing_out import pictures_of
from assistant.actions.records import answer
from assistant.actions.targets import unique
from assistant.session_store import SessionStore
from assistant.store_sight import StoreSight
from data.product import Pick, Product
from data.store import Store
from dialogue_policy.roles import role_of
from grounding.showing import OVERLAY, sought

FEWEST = 5
"""Products of a kind from which on its usual records are known."""
USUAL = 0.6
"""Share of a kind's products that state a slot, from which on those that do not have a gap."""
LISTED = 25
"""Lines of each sort in the text form; the JSON form has them all."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A record that the product's pictures surely do not show; `picture` is the first, `presence` the chance that it does after
    all.
    """

    product_id: str
    variant_id: str
    title: str
    slot: str
    listed: str
    looked_for: str
    presence: float
    picture: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot that `stated` of the `products` of a kind state, and those that do not. `asked`: how often shoppers asked for it of
    these and got no answer.
    """

    category: str
    slot: str
    stated: int
    products: int
    missing: tuple[str, ...]
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """`looked_for` counts the records that were looked for on `pictures` pictures; None where there was no model to look with.
    `shown` of them are surely seen on one: the rest but for the disagreements could not be made out.
    """

    disagreements: tuple[Disagreement, ...]
    gaps: tuple[Gap, ...]
    looked_for: int | None
    pictures: int
    shown: int = 0

    def to_json(self) -> dict[str, object]:
        """Every field under its name."""
        return asdict(self)

    def to_text(self) -> str:
        """Lines for the terminal."""
        lines = []
        if self.looked_for is None:
            lines.append("pictures were not looked at: there is no vision model on this machine, or the store has no pictures")
        else:
            count = len(self.disagreements)
            unsure = self.looked_for - self.shown - count
            lines.append(
                f"{self.looked_for:,} records looked for on {self.pictures:,} pictures: {self.shown:,} are seen, {unsure:,} "
                f"cannot be made out, {count:,} are not seen there{':' if count else ''}"
            )
            lines += [
                f"  {one.title} ({one.product_id}, variant {one.variant_id}): {one.slot.replace('_', ' ')} “{one.listed}” is not "
                f"seen in /media/{one.picture} ({one.presence:.0%} sure that it is)"
                for one in self.disagreements[:LISTED]
            ]
            lines += _rest(count)
        lines.append(f"{len(self.gaps):,} {'gap' if len(self.gaps) == 1 else 'gaps'} in the records")
        for gap in self.gaps[:LISTED]:
            some = ", ".join(gap.missing[:3]) + (f" and {len(gap.missing) - 3:,} more" if len(gap.missing) > 3 else "")
            times = f"; shoppers asked {gap.asked} {'time' if gap.asked == 1 else 'times'}" if gap.asked else ""
            lines.append(
                f"  {gap.category}: {gap.slot.replace('_', ' ')} is stated for {gap.stated:,} of {gap.products:,}, "
                f"not for {some}{times}"
            )
        return "\n".join([*lines, *_rest(len(self.gaps))])


def audit(
    store: Store,
    sight: StoreSight | None,
    asked: Mapping[tuple[str, str], int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Looks through a store. `asked` counts (product id, slot) that shoppers asked for in vain, see `asked_in_vain`."""
    products = [store.product_at(row) for row in range(store.product_count)]
    found: list[Disagreement] = []
    looked_for = pictures = shown = 0
    if sight is not None:
        for done, product in enumerate(products, 1):
            disagreeing, count, surely, seen = _disagreements(product, sight)
            found += disagreeing
            looked_for, pictures, shown = looked_for + count, pictures + seen, shown + surely
            if progress is not None:
                progress(done, len(products))
    return Audit(
        tuple(sorted(found, key=lambda one: one.presence)),
        tuple(gaps(products, asked or {})),
        looked_for if pictures else None,
        pictures,
        shown,
    )


def _disagreements(product: Product, sight: StoreSight) -> tuple[list[Disagreement], int, int, int]:
    """The records that the product's pictures surely do not show; how many were looked for, how many surely seen; and on how many
    pictures.

    A variant's record is looked for on the pictures of that variant, the product's on all: on one of them it has to be seen, or
    be unsure on most.
    """
    eyes = sight.eyes
    pictures = {variant.id: pictures_of(Pick(product, variant)) for variant in product.variants}
    records: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for variant in product.variants:
        for slot in product.slots():
            for value in product.values(slot, variant):
                for phrase in sought(slot, [value], eyes.vocabulary):
                    records.setdefault((slot, phrase), (value.original, []))[1].append(variant.id)
    names = list(unique(chain.from_iterable(pictures.values())))
    phrases = list(dict.fromkeys(phrase for _, phrase in records))
    looked = sight.on(names, phrases) if phrases else []
    seen = {name: dict(zip(phrases, sights, strict=True)) for name, sights in zip(names, looked, strict=False) if sights}
    found, count, shown = [], 0, 0
    for (slot, phrase), (listed, variants) in records.items():
        of = [name for name in unique(chain.from_iterable(pictures[one] for one in variants)) if name in seen]
        if not of:
            continue
        count += 1
        verdicts = [eyes.verdict(seen[name][phrase]) for name in of]
        shown += "shown" in verdicts
        if "shown" in verdicts or 2 * verdicts.count("absent") < len(of) or verdicts[0] != "absent":
            continue
        presence = round(seen[of[0]][phrase].presence, 3)
        found.append(Disagreement(product.id, variants[0], product.title, slot, listed, phrase, presence, of[0]))
    return found, count, shown, len(seen)


def gaps(products: Sequence[Product], asked: Mapping[tuple[str, str], int]) -> list[Gap]:
    """The gaps, those that shoppers ran into first, then those that most of their kind fill."""
    asked_of: dict[str, set[str]] = defaultdict(set)
    for product_id, slot in asked:
        asked_of[product_id].add(slot)
    kinds: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        kinds[next((value.canonical for value in product.values("category")), "")].append(product)
    found = []
    for category, members in kinds.items():
        states = {product.id: _stated(product) for product in members}
        stating = Counter(slot for stated in states.values() for slot in stated)
        wanted = {slot for product in members for slot in asked_of[product.id]}
        for slot in sorted({*stating, *wanted}):
            missing = tuple(product.id for product in members if slot not in states[product.id])
            count = sum(asked.get((product_id, slot), 0) for product_id in missing)
            usual = len(members) >= FEWEST and stating[slot] >= USUAL * len(members) and role_of(slot) != "other"
            if missing and (count or usual):
                found.append(Gap(category or "no type", slot, stating[slot], len(members), missing, count))
    return sorted(found, key=lambda gap: (-gap.asked, -gap.stated / gap.products, gap.category, gap.slot))


def _stated(product: Product) -> set[str]:
    """Every slot of which there is a record, among the values or in a field of its own."""
    fields = {"price": True, "rating": product.rating is not None, "brand": product.brand, "category": product.type_path}
    return {*product.slots(), *(slot for slot, there in fields.items() if there)}


def asked_in_vain(state: Path, store: Store) -> dict[tuple[str, str], int]:
    """(product id, slot) -> how often shoppers asked for what the store does not state of the product, by the sessions kept in
    the folder `state`; nothing where there are none.
    """
    file = state / "sessions.sqlite"
    if not file.exists():
        return {}
    sessions = SessionStore(file)
    try:
        return Counter(key for reply in sessions.every_reply() for key in _unanswered(reply, store))
    finally:
        sessions.close()


def _unanswered(reply: bytes, store: Store) -> Iterable[tuple[str, str]]:
    """What was asked of the product that the reply shows, and is answered neither by a record nor by the shop's words, nor marked
    on its picture.
    """
    told = orjson.loads(reply)
    asked, focus, body = told["understanding"].get("asked") or {}, told["state"].get("focus") or [], told["reply"]
    product = store.product(focus[0]) if focus else None
    card = next((one for one in body["products"] if product is not None and one["id"] == product.id), None)
    if product is None or card is None or OVERLAY in (body.get("image_url") or ""):
        return []
    pick = Pick(product, product.variant(card["variant_id"]) or product.variants[0])
    return [
        (product.id, slot)
        for slot, values in asked.items()
        if slot not in _stated(product) and all(answer(pick, slot, value).kind == "not_stated" for value in values or ("",))
    ]


def _rest(count: int) -> list[str]:
    return [f"  and {count - LISTED:,} more (--json has them all)"] if count > LISTED else []
