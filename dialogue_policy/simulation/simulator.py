"""A simulated shopper: an agenda, a patience that wears off, a satisfaction that moves, and eyes that take time to judge.

What the shopper wants is a `Goal`; what is shown is `Laid`; what is done next is a `Move`, which becomes dialogue acts (fast, for
training) or words. The shopper never sees the state: only what a screen would show.

Some shoppers like to be asked; most mind it, and mostly pass a question over ("just show me more"). Who is who shows in how they
begin (by a tap or in words) before anything was asked.

Limits, to be read with every figure: shoppers judge each card by itself; they do not learn the assistant's habits; prices do not
tempt beyond the limit; nobody comes back in the same conversation after leaving. The shares and costs are choices (`personas.py`,
`Settings`), not measurements: a policy is also measured with them changed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from data.constraint import Constraint, Constraints
from data.product import Pick, Product, Variant
from dialogue_policy.message import Reacted
from dialogue_policy.simulation.goals import NEAR, VISIBLE, Goal, Search, Wish, variants_passing
from dialogue_policy.simulation.personas import PERSONAS, Persona

MoveKind = Literal[
    "open", "refine", "repeat", "change", "answer", "any", "option", "more", "cheaper", "pick", "compare", "down", "up",
    "loosen", "yes", "no", "checkout",
]  # fmt: skip
_DEAF = frozenset(("not_understood", "out_of_scope", "goodbye", "greet", "browse"))
_SEEKING = frozenset(("open", "refine", "repeat", "change", "answer", "any", "more", "cheaper", "loosen", "pick"))
"""Moves that want something shown, or something put into the cart."""
Ending = Literal["bought", "left"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The world's numbers. `patience`, `question` and `errors` multiply what personas and the error channel say."""

    patience: float = 1.0
    question: float = 1.0
    errors: float = 1.0
    mix: Mapping[str, float] = field(default_factory=dict)
    """Shares of personas other than their own."""
    fickle: float = 0.25
    turn: float = 0.22
    """Patience that any turn costs; the following are for what it names."""
    again: float = 0.04
    opening: float = 0.10
    emptiness: float = 0.7
    misheard: float = 0.35
    reads_print: float = 0.8
    """Chance to find out in the records, on opening a product, that it is not as it must be; once more before it is bought."""
    led: float = 0.4
    """Share of shoppers who like to be asked."""
    gladly: float = 0.15
    grudgingly: float = 3.5
    """What a question costs those who like it and those who mind it."""
    answers: float = 0.1
    """Chance to answer a question at all, of those who mind it."""
    put_off: float = 0.25
    """Satisfaction that a question passed over takes."""
    waits: float = 0.4
    speaks: float = 1.5
    """How much less those who like being asked tell unasked, how much more those who mind it."""
    urges: float = 0.6
    """How much likelier every message makes it that a wish is told unasked: who does not find, says more."""
    taps_first: float = 0.75
    taps_never: float = 0.03
    """Chance that the first message is a quick reply tapped, of those who like being asked and those who mind it."""
    confirms: float = 0.5
    """Chance to answer a recap with a mere yes, where nothing is wrong with it."""
    glance: float = 0.12
    """Spread of the impression that a card gives, of one that was opened, and of one that was explained or compared."""
    read: float = 0.03
    explained: float = 0.02
    settles: float = 0.15
    """How far below one's standard one goes once there is nothing more to see."""
    decided: float = 0.2
    """What wears on a shopper who has chosen, beside who is still looking."""
    leaves_cart: float = 0.04
    """Chance to leave with a full cart, for who does not go to the checkout at once."""
    longest: int = 24
    """Messages after which anybody leaves."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What the answer to a message puts before the shopper.

    `cards` are those of this answer; `fresh` tells that they are a list. `asked` is the slot asked for, with `values` to tap;
    `option` a product whose option is asked; `heard` the wishes as they were understood, where the answer tells them. `loosening`
    names the slots that the answer offers to let go. `left` is how many products come after these.
    """

    action: str
    manner: str = ""
    cards: tuple[Pick, ...] = ()
    fresh: bool = False
    total: int = 0
    left: int = 0
    asked: str | None = None
    values: tuple[str, ...] = ()
    option: str | None = None
    added: str | None = None
    heard: Constraints | None = None
    loosening: tuple[str, ...] = ()
    gave_up: tuple[str, ...] = ()


NOTHING = Reacted()


@dataclass(frozen=True, slots=True)
class Move:
    """What the shopper does next, and how it came about."""

    kind: MoveKind
    wishes: tuple[Wish, ...] = ()
    slot: str = ""
    product_id: str = ""
    variant_id: str = ""
    others: tuple[str, ...] = ()
    reacted: Reacted = NOTHING


@dataclass(slots=True)
class Impression:
    """What is thought of one product: how pleasing, how surely, and what is known against it."""

    pick: Pick
    pleasing: float
    spread: float
    against: bool = False
    read: bool = False


class Shopper:
    """One shopper in one conversation."""

    def __init__(self, goal: Goal, persona: Persona, settings: Settings, rng: random.Random, search: Search) -> None:
        self.goal, self.settings, self._rng, self._search = goal, settings, rng, search
        self.led = rng.random() < settings.led
        self.persona = _jittered(persona, rng, settings.waits if self.led else settings.speaks)
        self.patience = self._start = self.persona.patience * settings.patience * rng.uniform(0.85, 1.15)
        self.satisfaction = 0.0
        self.messages = self.questions = self.vain_questions = self.violations = 0
        self.ending: Ending | None = None
        self.bought: Pick | None = None
        self.second: Pick | None = None
        self._told: dict[str, Wish] = {}
        self._known: list[Wish] = []
        self._seen: dict[str, Impression] = {}
        self._last = Move("open")
        self._loose: set[str] = set()
        self._picked: Pick | None = None
        self._cart: Pick | None = None
        self._compared: frozenset[str] = frozenset()
        self._best: dict[tuple[str, str], tuple[Variant, float]] = {}
        self._opened: list[str] = []
        self._looked = 0

    # -- what is done

    def opens(self) -> Move:
        """The first message: the type, and as many wishes as this shopper tells at once."""
        tapped = self._rng.random() < (self.settings.taps_first if self.led else self.settings.taps_never)
        said = [w for w in self.goal.said("must", "nice") if not tapped and self._rng.random() < self._tells(w)]
        self._tell(self.goal.kind, *said)
        return self._moved(Move("open", (self.goal.kind, *said)), tapped=tapped)

    def react(self, laid: Laid) -> Move | None:
        """The next message; None where the conversation is over (`ending`)."""
        self._opened, self._looked = [], 0
        self._spend(self.settings.turn)
        move = self._next(laid)
        tired = self.patience <= 0 and self._picked is None
        if self.ending is None and (tired or self.messages >= self.settings.longest):
            self.ending = "left"
        return None if self.ending else self._moved(move)

    @property
    def right(self) -> bool:
        """Whether something right was bought."""
        return self.bought is not None and self.bought.product.id in self.goal.right and not self._wrong(self.bought)

    @property
    def wrong(self) -> bool:
        """Whether something was bought that does not meet a must."""
        return self.bought is not None and self._wrong(self.bought)

    @property
    def mood(self) -> float:
        """Patience left, 0..1."""
        return max(0.0, min(1.0, self.patience / self._start))

    @property
    def told(self) -> tuple[Wish, ...]:
        """The wishes that were told and still stand."""
        return tuple(self._told.values())

    @property
    def minds(self) -> float:
        """What questions cost this shopper, beside one who neither likes nor minds them."""
        return self.settings.question * (self.settings.gladly if self.led else self.settings.grudgingly)

    def has_seen(self, product_id: str) -> bool:
        return product_id in self._seen

    def rejects(self, product_id: str) -> bool:
        """Whether it was looked at and not found good enough."""
        seen = self._seen.get(product_id)
        return seen is not None and (seen.against or seen.pleasing < self._standard())

    # -- turning what is laid out into a move

    def _next(self, laid: Laid) -> Move:
        for handle in (self._optioned, self._buying, self._unheard):
            move = handle(laid)
            if move is not None:
                return move
        self._change_mind()
        misheard = self._look(laid)
        chosen = self._choose(laid)
        if chosen is not None:
            return chosen
        if misheard:
            self._spend(self.settings.misheard)
            self._feel(-0.15)
            return Move("repeat", tuple(misheard[:2]))
        if laid.asked:
            return self._answer(laid)
        if laid.manner == "recap" and self._rng.random() < self.settings.confirms:
            return Move("yes")
        if laid.fresh and laid.total == 0:
            return self._loosens(laid)
        return self._goes_on(laid)

    def _buying(self, laid: Laid) -> Move | None:
        """Once something is in the cart: to the checkout, or what is offered on the way."""
        if laid.added is not None and self._picked is not None:
            self._cart = self._picked
            self._feel(0.2)
            return self._added(laid)
        if self._cart is None:
            return None
        if laid.action == "confirm_checkout":
            return Move("yes")
        if laid.action == "checkout":
            self.bought, self.ending = self._cart, "bought"
            self._feel(0.3 if self.right else 0.0)
            return Move("yes")
        if laid.manner == "" and laid.action == "complete_look":
            self._spend(self.persona.read)
            if laid.cards and self._rng.random() < 0.5:
                self.second = laid.cards[0]
                self._feel(0.2)
        return self._to_checkout(0.3)

    def _added(self, laid: Laid) -> Move:
        persona = self.persona
        if laid.manner == "confirm_checkout":
            return Move("yes") if self._rng.random() < max(persona.straight, 0.9) else self._to_checkout(-0.1)
        if laid.manner == "complete_look":
            if self._rng.random() < persona.companion:
                self._feel(0.15)
                return Move("yes")
            self._spend(persona.read)
            self._feel(-0.05)
            return self._to_checkout(-0.15)
        return self._to_checkout(0.0)

    def _to_checkout(self, more: float) -> Move:
        """To the checkout, sooner or later; who dawdles may leave the cart behind."""
        if self._rng.random() < min(1.0, self.persona.straight + more):
            return Move("checkout")
        self._spend(0.8)
        if self._rng.random() < self.settings.leaves_cart:
            self.ending = "left"
        return Move("checkout")

    def _unheard(self, laid: Laid) -> Move | None:
        aside = laid.action in ("acknowledge", "explain", "summarize", "show_cart", "clarify_reference")
        if laid.action not in _DEAF and not (aside and self._last.kind in _SEEKING):
            return None
        self._spend(self.settings.misheard)
        self._feel(-0.15)
        return replace(self._last, reacted=NOTHING)

    def _optioned(self, laid: Laid) -> Move | None:
        """An option of the product to add is asked for: the size that is wanted, else one that there is."""
        if laid.option is None:
            return None
        impression = self._seen.get(laid.option)
        wanted = next((w for w in self.goal.wishes if w.slot == laid.asked and w.strength == "must"), None)
        self._spend(0.15)
        if wanted is not None:
            if impression is not None and not self._has(impression.pick.product):
                impression.against, self._picked = True, None
                self._feel(-0.2)
                return self._goes_on(laid)
            return Move("option", (wanted,), slot=laid.asked or "", product_id=laid.option)
        value = laid.values[0] if laid.values else ""
        return Move("option", (Wish(laid.asked or "", value, "must"),), slot=laid.asked or "", product_id=laid.option)

    def _change_mind(self) -> None:
        if self.goal.turns_at is not None and self.messages >= self.goal.turns_at and self.goal.then is not None:
            then = self.goal.then
            changed = [w for w in then.wishes if w not in self.goal.wishes]
            self.goal = then
            self._best.clear()
            for impression in self._seen.values():
                impression.pleasing = self._impression(impression.pick, impression.spread)
                impression.against = impression.read and self._wrong(self._taken(impression.pick))
            self._known = [*changed, *self._known]
            for wish in changed:
                self._told.pop(wish.slot, None)

    def _look(self, laid: Laid) -> list[Wish]:
        """Looks at what is on the screen; gives the wishes that were told and are evidently not understood."""
        span = self.persona.span if laid.fresh and laid.left else len(laid.cards)
        off: dict[str, int] = {}
        fresh = promising = 0
        for pick in laid.cards[:span]:
            old = self._seen.get(pick.product.id)
            if old is not None:
                self._spend(self.settings.again)
                continue
            fresh += 1
            self._spend(self.persona.look)
            self._looked += 1
            impression = Impression(pick, self._impression(pick, self.settings.glance), self.settings.glance)
            self._seen[pick.product.id] = impression
            for wish in (self.goal.kind, *self.goal.wishes):
                new = wish.strength == "like" and wish not in self._known and wish.slot not in self._told
                if new and wish.role in VISIBLE and wish.holds(pick.product, pick.variant) and self._rng.random() < 0.45:
                    self._known.append(wish)
                if wish.slot in self._told and wish.role in VISIBLE and not wish.holds(pick.product, pick.variant):
                    off[wish.slot] = off.get(wish.slot, 0) + 1
                    self.violations += wish.slot not in laid.gave_up
                plain = wish.role in VISIBLE or wish.slot in laid.gave_up
                if wish.strength == "must" and plain and not self._might(wish, pick):
                    impression.against = True
            if not impression.against and impression.pleasing >= self._standard() - 0.05:
                promising += 1
                self._open(impression)
        if laid.manner in ("explain", "visual") and laid.cards:
            self._spend(self.persona.read * (0.5 if laid.manner == "visual" else 1.0))
            self._study(laid.cards[0])
        if laid.action == "compare":
            self._spend(self.persona.read)
            for pick in laid.cards:
                self._study(pick)
            self._compared = frozenset(p.product.id for p in laid.cards)
        if laid.manner in ("recap", "compare") and laid.fresh:
            self._spend(self.persona.read * (1.0 if self.led else 1.5))
        if laid.fresh and fresh:
            self._feel(0.08 * min(promising, 3) if promising else -0.08)
        elif laid.fresh and laid.cards:
            self._feel(-0.1)
        return self._misheard(laid, off, fresh)

    def _misheard(self, laid: Laid, off: Mapping[str, int], fresh: int) -> list[Wish]:
        noticed = [slot for slot, n in off.items() if fresh and n >= 0.6 * fresh and slot not in (*laid.gave_up, *self._loose)]
        if laid.heard is not None:
            sharp = 0.95 if laid.manner == "recap" else 0.75
            for slot, wish in self._told.items():
                unmeant = slot not in (*noticed, *self._loose) and not _meant(wish, laid.heard.get(slot))
                if unmeant and self._rng.random() < sharp:
                    noticed.append(slot)
        return [self._told[slot] for slot in noticed if self._rng.random() < 0.9]

    def _open(self, impression: Impression) -> None:
        self._spend(self.settings.opening)
        self._opened.append(impression.pick.product.id)
        impression.spread = self.settings.read
        impression.pleasing = self._impression(impression.pick, self.settings.read)
        impression.read = True
        for wish in self.goal.wishes:
            unmet = wish.strength == "must" and wish.role not in VISIBLE and not self._might(wish, impression.pick)
            if unmet and self._rng.random() < self.settings.reads_print:
                impression.against = True

    def _study(self, pick: Pick) -> None:
        """What the assistant tells of a product: everything that was wished is known of it then."""
        impression = self._seen.setdefault(pick.product.id, Impression(pick, 0.0, self.settings.glance))
        impression.spread, impression.read = self.settings.explained, True
        impression.pleasing = self._impression(pick, self.settings.explained)
        impression.against = self._wrong(self._taken(pick))

    def _choose(self, laid: Laid) -> Move | None:
        """Puts something into the cart, or compares first where two are near each other."""
        liked = [i for i in self._seen.values() if i.read and not i.against and i.pleasing >= self._standard()]
        if not liked:
            if laid.manner == "compare":
                self._spend(0.1)
            return None
        liked.sort(key=lambda i: -i.pleasing)
        best = liked[0]
        if len(liked) > 1 and best.pleasing - liked[1].pleasing < 0.08 and best.spread > self.settings.explained:
            pair = frozenset(i.pick.product.id for i in liked[:2])
            if laid.manner == "compare" and pair <= {p.product.id for p in laid.cards[:2]}:
                return Move("yes")
            if not pair <= self._compared and self._rng.random() < 0.35:
                self._spend(0.3)
                return Move("compare", others=tuple(i.pick.product.id for i in liked[:2]))
        if best.spread > self.settings.explained and self._rng.random() < 0.1:
            return None
        return self._picks(best) if self._checked(best) else None

    def _answer(self, laid: Laid) -> Move:
        """An answer to a question: the wish for that slot, a like that is recognised, that it does not matter, or none."""
        self.questions += 1
        slot = laid.asked or ""
        cost = self.persona.question * self.minds
        if not self.led and self._rng.random() >= self.settings.answers:
            self.vain_questions += 1
            self._spend(cost)
            self._feel(-self.settings.put_off)
            return Move("more") if laid.left > 0 else Move("any", slot=slot)
        wish = next((w for w in self.goal.wishes if w.slot == slot), None)
        known = wish is not None and (wish.strength != "like" or self._rng.random() < 0.92)
        if wish is not None and known and slot not in self._loose:
            self._spend(cost * (1.5 if slot in self._told else 1.0))
            self._feel(0.08 if self.led else 0.0)
            self._tell(wish)
            return Move("answer", (wish,), slot=slot)
        self.vain_questions += 1
        self._spend(cost * 1.3)
        self._feel(-0.04 if self.led else -0.15)
        return Move("any", slot=slot)

    def _loosens(self, laid: Laid) -> Move:
        """Nothing is as asked: lets go what is only nice, if it is clear which; puts right what was misheard."""
        self._spend(self.settings.emptiness * (0.6 if laid.loosening else 1.0))
        self._feel(-0.15 if laid.loosening else -0.25)
        nice = [slot for slot, w in self._told.items() if w.strength != "must" and slot not in self._loose]
        offered = [slot for slot in laid.loosening if slot in nice]
        if offered or (nice and self._rng.random() < 0.6):
            slot = offered[0] if offered else self._rng.choice(nice)
            self._loose.add(slot)
            self._told.pop(slot)
            return Move("loosen", slot=slot)
        strange = [slot for slot in laid.loosening if slot not in self._told]
        if strange:
            return Move("loosen", slot=strange[0])
        if self._told and self._rng.random() < 0.5:
            return Move("repeat", tuple(self._told.values())[:2])
        return self._goes_on(laid)

    def _goes_on(self, laid: Laid) -> Move:
        """Nothing was it: another wish, a thumb, cheaper ones, or more of them."""
        persona = self.persona
        worst = self._fresh_worst(laid) if laid.fresh and self._rng.random() < persona.thumbs else None
        if worst is not None:
            self._feel(-0.05)
            return Move("down", product_id=worst)
        untold = [w for w in self._known if w.slot not in self._told and w.slot not in self._loose]
        untold += [w for w in self.goal.said("must", "nice") if w.slot not in self._told and w.slot not in self._loose]
        changed = [w for w in untold if self._known[:1] == [w] and w.strength != "like"]
        if changed or (untold and self._rng.random() < persona.volunteer * (1 + self.settings.urges * self.messages)):
            wish = changed[0] if changed else untold[0]
            self._tell(wish)
            return Move("change" if changed else "refine", (wish,))
        if persona.name == "bargain hunter" and self._last.kind != "cheaper" and self._rng.random() < 0.3:
            return Move("cheaper")
        if laid.left > 0 or not laid.fresh:
            return Move("more")
        closer = self._looks_closer()
        if closer is not None:
            return closer
        self._spend(0.5)
        self._feel(-0.1)
        nice = [slot for slot, w in self._told.items() if w.strength != "must"]
        if nice:
            slot = self._rng.choice(nice)
            self._told.pop(slot)
            self._loose.add(slot)
            return Move("loosen", slot=slot)
        if untold:
            self._tell(untold[0])
            return Move("refine", (untold[0],))
        self._spend(2.0)
        return Move("more")

    def _looks_closer(self) -> Move | None:
        """There is nothing more: what was only glanced at is opened, the best first, and taken if it is it after all."""
        glanced = [i for i in self._seen.values() if not i.read and not i.against]
        for impression in sorted(glanced, key=lambda i: -i.pleasing)[:4]:
            self._open(impression)
            if not impression.against and impression.pleasing >= self._standard() and self._checked(impression):
                return self._picks(impression)
        read = [
            i for i in self._seen.values() if i.read and not i.against and i.pleasing >= self._standard() - self.settings.settles
        ]
        best = max(read, key=lambda i: i.pleasing, default=None)
        return self._picks(best) if best is not None and self._checked(best) else None

    def _checked(self, impression: Impression) -> bool:
        """Whether nothing speaks against it at a last look at the records."""
        if self._wrong(self._taken(impression.pick)):
            impression.against = impression.against or self._rng.random() < self.settings.reads_print
        return not impression.against

    def _picks(self, impression: Impression) -> Move:
        self._picked = self._taken(impression.pick)
        return Move("pick", product_id=self._picked.product.id, variant_id=self._picked.variant.id)

    # -- judging

    def _impression(self, pick: Pick, spread: float) -> float:
        return self._judged(pick)[1] + self._rng.gauss(0.0, spread)

    def _taken(self, pick: Pick) -> Pick:
        return Pick(pick.product, self._judged(pick)[0])

    def _judged(self, pick: Pick) -> tuple[Variant, float]:
        """The variant that would be taken of a product, and how much it pleases."""
        key = (pick.product.id, pick.variant.id)
        found = self._best.get(key)
        if found is None:
            best = self.goal.best(pick.product, pick.variant)
            found = self._best[key] = (best, self.goal.pleases(pick.product, best))
        return found

    def _standard(self) -> float:
        """What is good enough now: who tires settles for less."""
        return self.goal.standard - 0.3 * NEAR - 0.06 * (1.0 - self.mood)

    def _wrong(self, pick: Pick) -> bool:
        musts = [w for w in self.goal.wishes if w.strength == "must"]
        return not self.goal.kind.holds(pick.product, pick.variant) or any(not w.holds(pick.product, pick.variant) for w in musts)

    def _might(self, wish: Wish, pick: Pick) -> bool:
        """Whether the wish holds of this variant, or of another that can be chosen instead."""
        return wish.holds(pick.product, pick.variant) or (
            wish.role in ("size", "color", "price")
            and any(v.in_stock and wish.holds(pick.product, v) for v in pick.product.variants)
        )

    def _has(self, product: Product) -> bool:
        return bool(variants_passing(product, self.goal.musts))

    def _fresh_worst(self, laid: Laid) -> str | None:
        looked = [self._seen[p.product.id] for p in laid.cards[: self.persona.span] if p.product.id in self._seen]
        return min(looked, key=lambda i: i.pleasing).pick.product.id if looked else None

    # -- keeping count

    def _tells(self, wish: Wish) -> float:
        return self.persona.openness * (1.0 if wish.strength == "must" else 0.6)

    def _tell(self, *wishes: Wish) -> None:
        self._told |= {w.slot: w for w in wishes}
        self._known = [w for w in self._known if w not in wishes]

    def _spend(self, cost: float) -> None:
        self.patience -= cost * (self.settings.decided if self._picked is not None else 1.0)

    def _feel(self, change: float) -> None:
        self.satisfaction = max(-1.0, min(1.0, self.satisfaction + change))

    def _moved(self, move: Move, *, tapped: bool = False) -> Move:
        """With how it came about: how long it took, what was opened, what was tapped."""
        self.messages += 1
        persona, rng = self.persona, self._rng
        time = persona.pace_ms * math.exp(rng.gauss(0.0, 0.35)) * (1 + 0.08 * self._looked + 0.25 * len(self._opened))
        likely = persona.clicks * (1.6 if self.led else 0.2)
        quick = tapped or (move.kind in ("answer", "any", "option", "yes", "no") and rng.random() < likely)
        if quick:
            time *= 0.35
        elif move.kind in ("answer", "any") and not self.led:
            time *= 1.6
        if self.mood < 0.35 and not self._opened and rng.random() < 0.6:
            time = max(time * 4, 50_000.0)
        reacted = Reacted(int(min(time, 600_000.0)), tuple(self._opened), (), "quick_reply" if quick else None)
        self._last = replace(move, reacted=reacted)
        return self._last


def persona_for(rng: random.Random, settings: Settings) -> Persona:
    """One of the personas, by their shares."""
    weights = [settings.mix.get(p.name, p.share if not settings.mix else 0.0) for p in PERSONAS]
    return rng.choices(PERSONAS, weights)[0]


def _jittered(persona: Persona, rng: random.Random, tells: float) -> Persona:
    """No two of a kind are alike; `tells` multiplies what this one says unasked."""

    def vary(value: float) -> float:
        return value * rng.uniform(0.75, 1.25)

    return replace(
        persona,
        look=vary(persona.look),
        question=vary(persona.question),
        read=vary(persona.read),
        openness=min(0.95, vary(persona.openness) * tells),
        volunteer=min(0.95, vary(persona.volunteer) * tells),
        pace_ms=vary(persona.pace_ms),
    )


def _meant(wish: Wish, heard: Constraint | None) -> bool:
    return heard is not None and heard == wish.constraint
