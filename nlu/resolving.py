"""Holds a mention against the cards of one turn: which products it means, or between which it leaves a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlu.grades import Mention
from nlu.items import BEFORE, MIDDLE
from nlu.message import Message
from nlu.table import Table, priced
from nlu.understanding import Context, ShownProduct

_OF_TWO = re.compile(r"\b(?:both|the (?:\w+er|better \w+|more \w+|other) (?:one|pair)|which one)\b")

SHOWS = re.compile(r"\b(?:show|find|see|list|browse)\b(?!.*\b(?:match|go(?:es)? with|wear with|cart|basket)\b)")

_CHANGES = re.compile(r"\b(?:remove|delete|drop|change|swap|make|update|cancel|take\b.*\b(?:out|off|away))\b")
_CART_FIRST = re.compile(r"\b(?:remove|take|cart|basket|make|change|swap|delete|bag)\b")


@dataclass(frozen=True, slots=True)
class Meant:
    """A mention with the products that it means; several ids are all meant, `candidates` are those in doubt."""

    mention: Mention
    ids: tuple[str, ...]
    candidates: tuple[str, ...] = ()


def compared(context: Context) -> tuple[ShownProduct, ...]:
    """The products that were just compared, or spoken of as a pair since; none where the talk is of others."""
    of_both = context.action in ("detail", "reviews", "availability", "visual_detail", "size_advice") and _OF_TWO.search(
        (context.user or "").lower()
    )
    if len(context.focus) < 2 or not (context.action == "compare" or of_both):
        return ()
    at_hand = {p.id: p for p in (*context.cart, *context.named, *context.shown)}
    several = re.search(r"\b(?:(three|3)|(four|4|all|them|these|those|everything))\b", context.user or "")
    count = 2 if several is None else 3 if several[1] else 4
    found = [at_hand[i] for i in context.focus[:count] if i in at_hand]
    return tuple(found) if len(found) > 1 else ()


def pair_of(context: Context, before: tuple[str, ...]) -> tuple[ShownProduct, ...]:
    """The few products between which the talk is."""
    if context.focus:
        return compared(context)
    at_hand = {p.id: p for p in context.shown}
    found = tuple(at_hand[i] for i in before if i in at_hand)
    return found if len(found) > 1 else ()


class Resolver:
    """Holds a mention against the cards of one turn."""

    def __init__(self, message: Message, context: Context, table: Table, before: tuple[str, ...]) -> None:
        self._lower = message.lower
        self._context, self._table, self._before = context, table, before
        self._pair = pair_of(context, before)
        self._cart_first = bool(context.cart) and _CART_FIRST.search(message.lower) is not None

    def __call__(self, said: Mention, earlier: Sequence[Meant]) -> Meant | None:
        """None where the words turn out to point at nothing."""
        shown = self._context.shown
        if said.place is not None and not said.words and not said.extreme:
            return self._placed(said)
        if said.words and (said.strange and said.grade < 3):
            return None
        pool = self._pool(said)
        if said.strange and said.anchored:
            pool = []
        if said.price is not None:
            pool = [p for p in pool if priced(p, said.price)]
        if said.rating is not None:
            pool = [p for p in pool if p.rating is not None and Decimal(str(p.rating)) == said.rating]
        if said.limit is not None:
            way, amount = said.limit
            pool = [p for p in pool if (p.price <= amount if way == "less" else p.price >= amount)]
        for less in said.minus:
            out = self(less, earlier)
            pool = [p for p in pool if out is None or p.id not in (*out.ids, *out.candidates)]
        if said.other:
            pool = self._others(pool, earlier)
        ids = [p.id for p in pool]
        if said.minus:
            return Meant(said, tuple(ids))
        if said.extreme:
            return _extreme(said, pool)
        if said.words and said.place is not None:
            nth = shown[said.place].id if -len(shown) <= said.place < len(shown) else None
            if said.place == MIDDLE or (nth not in ids and -len(ids) <= said.place < len(ids)):
                nth = ids[len(ids) // 2 if said.place == MIDDLE else said.place] if ids else None
            return Meant(said, (nth,) if nth in ids and nth is not None else ())
        if said.together or said.count:
            return self._several(said, ids, earlier)
        if not ids:
            return None if said.grade < 3 else Meant(said, ())
        if said.plural and not said.other:
            return Meant(said, tuple(ids))
        if len(ids) > 1:
            return self._doubtful(said, ids)
        return Meant(said, tuple(ids))

    def _placed(self, said: Mention) -> Meant:
        place, count = said.place or 0, said.count or 1
        of_cart = self._context.action in ("show_cart", "update_cart") and _CHANGES.search(self._lower) is not None
        of_cart = of_cart and -len(self._context.cart) <= place < len(self._context.cart)
        shown = [p.id for p in (self._context.cart if of_cart else self._context.shown)]  # "remove the second one", of the cart
        if place == MIDDLE:
            middle = tuple(shown[(len(shown) - 1) // 2 : len(shown) // 2 + 1])
            return Meant(said, middle) if len(middle) == 1 else Meant(said, (), middle)
        if place == BEFORE:
            last = self._context.focus[1:2]
            return Meant(said, last, () if last else tuple(shown))
        if place == -1:
            return Meant(said, tuple(shown[-count:]))
        if place < 0:
            return Meant(said, tuple(shown[place : place + 1]) if len(shown) >= -place else ())
        return Meant(said, tuple(shown[place : place + count]))

    def _pool(self, said: Mention) -> list[ShownProduct]:
        """The cards that a mention's words fit; all of those at hand where it has none."""
        context = self._context
        if not said.words:
            if said.strange:
                return []
            few = self._pair if said.extreme or said.other or said.together or said.count else ()
            return list(few or context.shown or context.cart)
        if said.own:
            return self._table.fitting(said.words, context.cart)
        for among in ((context.cart if self._cart_first else ()), self._pair, (*context.shown, *context.named), context.cart):
            found = self._table.fitting(said.words, among)
            if found and (among is not self._pair or self._all_said(said, found)):
                return found
        return []

    def _all_said(self, said: Mention, found: Sequence[ShownProduct]) -> bool:
        """Whether no card of the table fits the words better than these of the pair."""
        best = self._table.fitting(said.words, (*self._context.shown, *self._context.named))
        return any(p.id in {b.id for b in best} for p in found)

    def _others(self, pool: Sequence[ShownProduct], earlier: Sequence[Meant]) -> list[ShownProduct]:
        out = {i for one in earlier for i in one.ids}
        if not out:
            out = set(self._before[:1] if self._context.focus else self._before)
        return [p for p in pool if p.id not in out] if out else list(pool)

    def _several(self, said: Mention, ids: Sequence[str], earlier: Sequence[Meant]) -> Meant | None:
        """ "Both", "these two", "all three", "the two grey ones"."""
        wanted = 2 if said.together == "both" else said.count
        named = tuple(dict.fromkeys(i for one in earlier if not one.mention.negated for i in one.ids))
        plain = not (said.words or said.other)
        if plain and len(named) >= (wanted or 2):
            return None  # "the first and the last, add both"
        if wanted is None:
            return Meant(said, tuple(ids))
        if len(ids) == wanted:
            return Meant(said, tuple(ids))
        if plain and wanted == 2 and len(self._before) >= 2:
            return Meant(said, self._before[:2])
        if said.together == "" and said.words and len(ids) == 1:
            return Meant(said, tuple(ids))
        return Meant(said, (), tuple(ids) if len(ids) > 1 else ())

    def _doubtful(self, said: Mention, ids: Sequence[str]) -> Meant | None:
        """Several fit: the one talked about where a type is named again, else all of them are candidates."""
        lower = self._lower
        if said.grade == 2:
            if said.end <= len(lower) and lower[: said.end].endswith("s") and said.determined and SHOWS.search(lower):
                return None  # "show me the jackets" looks for jackets
            if not self._table.only_looks(said.words) and self._before[:1] and self._before[0] in ids:
                return Meant(said, self._before[:1])
        if said.grade == 1 and len(ids) == len(self._context.shown):
            return None
        return Meant(said, (), tuple(ids))


def _extreme(said: Mention, pool: Sequence[ShownProduct]) -> Meant:
    """The product, or the first few, at the end of a scale; those that lie there together are in doubt."""
    by_rating = said.extreme in ("good", "bad")
    rated = [p for p in pool if not by_rating or p.rating is not None]
    down = said.extreme in ("dear", "good")
    worth = {p.id: Decimal(str(p.rating)) if by_rating else p.price for p in rated}
    order = sorted(worth, key=lambda i: -worth[i] if down else worth[i])
    at, count = said.place or 0, said.count or 1
    if at < 0 or at + count > len(order):
        return Meant(said, ())
    chosen = order[at : at + count]
    ends = {worth[chosen[0]], worth[chosen[-1]]}
    tied = [i for i in order if worth[i] in ends]
    inside = all(i in chosen for i in tied)
    if not inside:
        return Meant(said, (), tuple(p.id for p in rated if p.id in tied))
    return Meant(said, tuple(p.id for p in rated if p.id in chosen))
