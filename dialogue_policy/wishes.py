"""How one message changes the wishes of the running search: constraints, and the shopper's words for them.

The newer speaks: nothing here raises on wishes that contradict each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as evolve
from decimal import Decimal
from statistics import median
from typing import Protocol

from data.constraint import Conflict, Constraint, Constraints, Phrase, drop, narrow, replace, widen
from data.product import Product
from dialogue_policy.state import Note, ShownCard
from nlu.understanding import Mode, Relative, Understanding

CENT = Decimal("0.01")
"""The smallest step of a price, and of a rating: bounds are inclusive, "cheaper" is not."""

LASTING = ("price", "gender", "size", "brand")
"""What may go along to another type of product: budget, who it is for, size family, taste in brands."""


SAME_TYPE = 0.5
"""Two categories are one type where so large a share of the smaller one's products is in both ("shoes", "running shoes")."""


class Rows(Protocol):
    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[int]: ...


class Selected(Protocol):
    """Products that pass some constraints, as row numbers."""

    @property
    def rows(self) -> Rows: ...


class Knowledge(Protocol):
    """What tracking needs to know of the store."""

    def product(self, product_id: str, /) -> Product | None: ...

    def select(self, constraints: Constraints, /) -> Selected: ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """Constraints by slot, and the phrases that stand for them."""

    constraints: Constraints
    phrases: tuple[Phrase, ...] = ()
    relative: tuple[Phrase, ...] = ()
    """Those of the phrases that compare ("cheaper")."""

    def without(self, slot: str, value: str | None = None) -> Wishes:
        """Without a slot, or one value of it; a number takes the bound that it is."""
        left = drop(self.constraints, slot, value)
        bounded, bound = left.get(slot), number(value) if value is not None else None
        if bounded is not None and bound is not None:
            low, high = (None if b == bound else b for b in (bounded.min, bounded.max))
            left[slot] = Constraint(bounded.is_, bounded.not_, low, high)
        return settled(left, self.phrases, self.relative)

    def absolute(self) -> Wishes:
        """Without the bounds that compare with products: those mean nothing among products of another type."""
        left = self
        for phrase in self.relative:
            left = left.without(phrase.slot, phrase.value)
        return left


def settled(constraints: Constraints, phrases: Iterable[Phrase], relative: Iterable[Phrase] = ()) -> Wishes:
    """Only constraints that say something, and only the phrases whose wish still stands."""
    kept = {slot: c for slot, c in constraints.items() if c}
    phrases = tuple(phrases)
    phrases = tuple(_alone(p, phrases, kept) for p in phrases)
    standing = tuple(dict.fromkeys(p for p in phrases if p.slot in kept and stands(p, kept[p.slot])))
    return Wishes(kept, standing, tuple(dict.fromkeys(p for p in relative if p in standing)))


def stands(phrase: Phrase, constraint: Constraint) -> bool:
    """Whether the constraint still says what the phrase said."""
    if phrase.polarity == "is":
        return phrase.value in constraint.is_
    if phrase.polarity == "not":
        return phrase.value in constraint.not_
    bound = constraint.min if phrase.polarity == "min" else constraint.max
    return bound is not None and number(phrase.value) == bound


def number(text: str) -> Decimal | None:
    """The number that a phrase of a bound holds; None where it holds none."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def merged(old: Constraint, new: Constraint, mode: Mode = "replace") -> tuple[Constraint, bool]:
    """The two combined, and whether the newer overruled the older because nothing is both."""
    new = _sane(new)
    if mode == "add":
        return widen(old, new), False
    if mode == "narrow":
        try:
            return narrow(old, new), False
        except Conflict:
            return replace(old, new), True
    return replace(old, new), False


def said(
    wishes: Wishes, heard: Understanding, turn: int, *, leaving_out: Collection[str] = ()
) -> tuple[Wishes, tuple[Note, ...]]:
    """The wishes after this message: first what it lets go, then what it states. `leaving_out`: slots that it does not wish."""
    for slot in heard.dropped:
        wishes = wishes.without(slot)
    for slot, values in heard.dropped_values.items():
        for value in values:
            wishes = wishes.without(slot, value)
    constraints, notes = dict(wishes.constraints), []
    for slot, new in heard.constraints.items():
        if slot in leaving_out or not new:
            continue
        constraints[slot], overruled = merged(constraints.get(slot, Constraint()), new, heard.modes.get(slot, "replace"))
        if overruled:
            notes.append(Note("contradicted", slot))
    now = tuple(Phrase(p.text, p.slot, p.value, p.polarity, turn) for p in heard.phrases if p.slot not in leaving_out)
    said_now = {(p.slot, p.value, p.polarity) for p in now}
    before = (p for p in wishes.phrases if (p.slot, p.value, p.polarity) not in said_now)
    return settled(constraints, (*before, *now), wishes.relative), tuple(notes)


def _alone(phrase: Phrase, phrases: Sequence[Phrase], constraints: Constraints) -> Phrase:
    """A phrase of two bounds, of which one stands no more, in words for the other: "from $100" of "between $100 and $150"."""
    if phrase.polarity not in _BOUND or phrase.slot not in constraints:
        return phrase
    others = [p for p in phrases if (p.text, p.slot) == (phrase.text, phrase.slot) and p.polarity != phrase.polarity]
    if not others or all(stands(p, constraints[p.slot]) for p in others):
        return phrase
    sign = next((c for c in phrase.text if c in "$€£"), "")
    return evolve(phrase, text=f"{_BOUND[phrase.polarity]} {sign}{phrase.value}")


_BOUND = {"min": "from", "max": "up to"}


def another_type(constraints: Constraints, heard: Understanding, knowledge: Knowledge) -> bool:
    """Whether the message turns to another type of product: a category that has little in common with the one sought."""
    was, now = constraints.get("category", Constraint()), heard.constraints.get("category", Constraint())
    if not (was.is_ and now.is_) or heard.modes.get("category", "replace") != "replace" or not was.is_.isdisjoint(now.is_):
        return False
    old, new = (frozenset(knowledge.select({"category": c}).rows) for c in (was, now))
    return not old or not new or len(old & new) < SAME_TYPE * min(len(old), len(new))


def carried_over(wishes: Wishes, heard: Understanding, knowledge: Knowledge) -> tuple[Wishes, tuple[Note, ...]]:
    """What goes along to another type of product: of the lasting wishes those that some product of the new type meets.

    The budget goes along in any case: it is the shopper's, whatever there is for it. "Cheaper" was said of the old type.
    """
    compares = {p.slot for p in wishes.relative}
    before, wishes = wishes, wishes.absolute()
    category = {"category": heard.constraints["category"]}
    kept = {
        slot: wishes.constraints[slot]
        for slot in LASTING
        if slot in wishes.constraints
        and (slot == "price" or len(knowledge.select({**category, slot: wishes.constraints[slot]}).rows))
    }
    restated = {*heard.constraints, *heard.dropped}
    notes = [Note("new_search")]
    notes += [Note("kept", slot) for slot in kept if slot not in restated]
    gone = (slot for slot in before.constraints if slot not in kept and slot not in restated | compares)
    notes += [Note("let_go", slot, words_for(before.phrases, slot)) for slot in gone]
    return settled(kept, wishes.phrases), tuple(notes)


def fitting_type(wishes: Wishes, heard: Understanding, knowledge: Knowledge) -> tuple[Wishes, tuple[Note, ...]]:
    """What stays once a type is named after wishes for no type in particular ("something casual", then "sofas").

    A wish that no product of the type meets was said of other things: it goes, unless it is of those that last. "Cheaper" was
    said of whatever was on the table.
    """
    category = {"category": heard.constraints["category"]}
    if not len(knowledge.select(category).rows):
        return wishes, ()
    kept = {
        slot: c for slot, c in wishes.constraints.items()
        if slot in LASTING or slot in heard.constraints or c.not_ or len(knowledge.select({**category, slot: c}).rows)
    }  # fmt: skip
    gone = (slot for slot in wishes.constraints if slot not in kept and slot not in heard.dropped)
    notes = tuple(Note("let_go", slot, words_for(wishes.phrases, slot)) for slot in gone)
    return settled(kept, wishes.phrases, wishes.relative), notes


def sold_only(heard: Understanding, knowledge: Knowledge) -> tuple[Understanding, tuple[Note, ...]]:
    """The message without the types that the shop has nothing of, where it names others that it has: "socks and a sweater".

    Each of them is noted, to be told. Where the shop has none of the types named, they stay, and nothing is found.
    """
    sought = heard.constraints.get("category", Constraint())
    if len(sought.is_) < 2:
        return heard, ()
    sold = frozenset(v for v in sought.is_ if len(knowledge.select({"category": Constraint(is_=frozenset((v,)))}).rows))
    if not sold or sold == sought.is_:
        return heard, ()
    lacking = {p.text: Note("not_sold", "category", p.text) for p in heard.phrases if _names(p, sought.is_ - sold)}
    # A word with several readings ("trainers") is sold where one of them is.
    there = {p.text for p in heard.phrases if _names(p, sold)}
    category = Constraint(sold, sought.not_, sought.min, sought.max)
    phrases = tuple(p for p in heard.phrases if not _names(p, sought.is_ - sold))
    constraints = {**heard.constraints, "category": category}
    return evolve(heard, constraints=constraints, phrases=phrases), tuple(n for text, n in lacking.items() if text not in there)


def words_for(phrases: Iterable[Phrase], slot: str) -> str:
    """The shopper's words for a wish: "red or blue"; "" where there are none."""
    return " or ".join(dict.fromkeys(p.text.strip() for p in phrases if p.slot == slot and p.text.strip()))


def _names(phrase: Phrase, values: frozenset[str]) -> bool:
    return phrase.slot == "category" and phrase.polarity == "is" and phrase.value in values


def compared(
    wishes: Wishes, relatives: Sequence[Relative], shown: Sequence[ShownCard], turn: int, knowledge: Knowledge
) -> Wishes:
    """ "Cheaper" and "better rated" as bounds: strictly beyond the product named, or the products on the table.

    Against a table the strictest bound is taken that leaves anything: beyond all of it, beyond its middle, beyond its worst.
    """
    for one in relatives:
        tried = [_bounded(wishes, one, bound, turn) for bound in _bounds(one, shown, knowledge)]
        # Where nothing is cheaper, the wish stands all the same: that nothing meets it is what the shopper must hear.
        helpful = (t for t in tried if one.product_id is not None or len(knowledge.select(t.constraints).rows))
        wishes = next(helpful, tried[-1] if tried else wishes)
    return wishes


def _bounded(wishes: Wishes, relative: Relative, bound: Decimal, turn: int) -> Wishes:
    less = relative.direction == "less"
    new = Constraint(max=bound) if less else Constraint(min=bound)
    old = wishes.constraints.get(relative.slot, Constraint())
    phrase = Phrase(relative.text, relative.slot, str(bound), "max" if less else "min", turn)
    phrases = (*wishes.phrases, phrase)
    return settled({**wishes.constraints, relative.slot: replace(old, new)}, phrases, (*wishes.relative, phrase))


def _bounds(relative: Relative, shown: Sequence[ShownCard], knowledge: Knowledge) -> list[Decimal]:
    """The bounds to try, strictest first; none where the slot has no number, or nothing is there to compare with."""
    if relative.slot not in ("price", "rating"):
        return []
    cards = [c for c in shown if c.id == relative.product_id] if relative.product_id else list(shown)
    if relative.product_id and not cards:
        cards = [ShownCard(relative.product_id, "")]
    measured = (_measure(relative.slot, card, knowledge) for card in cards)
    numbers = [m for m in measured if m is not None]
    if not numbers:
        return []
    if relative.direction == "less":
        beyond = [min(numbers), median(numbers), max(numbers)]
        return [b for b in dict.fromkeys(_cents(x) - CENT for x in beyond) if b >= 0]
    beyond = [max(numbers), median(numbers), min(numbers)]
    return list(dict.fromkeys(_cents(x) + CENT for x in beyond))


def _measure(slot: str, card: ShownCard, knowledge: Knowledge) -> Decimal | None:
    product = knowledge.product(card.id)
    if product is None:
        return None
    if slot == "rating":
        return None if product.rating is None else Decimal(str(product.rating))
    variant = product.variant(card.variant_id)
    return variant.price if variant is not None else min(v.price for v in product.variants)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT)


def _sane(new: Constraint) -> Constraint:
    """Bounds given the wrong way round, as people do ("between 50 and 20"), turned."""
    if new.min is not None and new.max is not None and new.min > new.max:
        return Constraint(new.is_, new.not_, new.max, new.min)
    return new


def tastes_after(tastes: Mapping[str, Constraint], heard: Understanding) -> Mapping[str, Constraint]:
    """Lasting likes and dislikes: an attribute named in a judgement. What is let go is no dislike any more."""
    left: Constraints = tastes
    for slot, values in heard.dropped_values.items():
        for value in values:
            left = drop(left, slot, value)
    if not heard.says("give_feedback"):
        return left
    # Beside a judgement a search may name what is wanted: "I don't like red, do you have green?"
    negative = heard.sentiment == "negative" and not heard.says("search_product", "refine_search")
    new = {}
    for slot, c in heard.constraints.items():
        # "I hate polyester" is a dislike, whether the value was read as ruled out or as only named.
        felt = Constraint(not_=c.not_ | c.is_) if negative else Constraint(c.is_, c.not_)
        if felt:
            new[slot] = replace(left.get(slot, Constraint()), felt)
    return {**left, **new}
