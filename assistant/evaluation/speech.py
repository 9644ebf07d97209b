"""What a simulated shopper's move sounds like: everyday sentences, in many ways, with a shop's own values in them."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from dialogue_policy.roles import Role
from dialogue_policy.simulation.goals import Wish
from dialogue_policy.simulation.simulator import Move

OPENERS = (
    "i'm looking for {}", "looking for {}", "i need {}", "show me {}", "do you have {}?", "hi, i want {}", "{}", "{} please",
    "hello! i'd like {}", "can you help me find {}", "after {}", "i'm after {}", "hey do you sell {}", "need {} pls",
    "find me {}",
)  # fmt: skip
REFINED = (
    "{} please", "{}", "it should be {}", "i'd like it {}", "can i see some {}", "{} would be good", "only {}", "and {}",
    "preferably {}",
    "i'd prefer {}",
)  # fmt: skip
REPEATED = ("no, i said {}", "i meant {}", "{}, i said", "but i asked for {}", "sorry, {} is what i want", "no i want {}")
CHANGED = ("actually {} instead", "actually make that {}", "hmm, {} after all", "changed my mind, {}", "let's say {} instead")
ANSWERED = ("{}", "{} please", "i'd say {}", "{} i think", "probably {}", "let's go with {}")
ANY = ("no preference", "any {} is fine", "doesn't matter", "i don't mind", "any {}", "the {} doesn't matter", "don't care")
MORE = ("show me more", "more please", "what else do you have", "next", "any others?", "more", "anything else?", "see more")
LOOSENED = ("any {} is fine", "forget the {}", "the {} doesn't matter", "ok, any {} then", "never mind the {}")
CHEAPER = ("cheapest first please", "sort by price, lowest first", "show the cheapest first", "cheapest ones first")
YES = ("yes please", "yes", "sure", "ok", "yeah go on", "please do")
NO = ("no thanks", "no", "not now")
CHECKOUT = ("checkout please", "i'd like to check out", "take me to the checkout", "let's check out", "check out")
PICKED = (
    "i'll take the {}",
    "add the {} to my cart",
    "the {} please, add it to the cart",
    "put the {} in my basket",
    "add the {}",
)
COMPARED = ("compare the {} and the {}", "what's the difference between the {} and the {}", "can you compare the {} and the {}")
ORDINALS = ("first one", "second one", "third one", "fourth one", "fifth one", "sixth one")

_SAID: dict[Role, tuple[str, ...]] = {
    "type": ("{}",),
    "price": ("under {}", "max {} dollars", "up to ${}", "no more than {}", "under ${}", "my budget is {}"),
    "size": ("in size {}", "size {}", "in {}"),
    "person": ("for {}", "for {}"),
    "brand": ("by {}", "from {}", "{}"),
    "material": ("in {}", "made of {}", "{}"),
    "color": ("in {}", "{}", "{}"),
    "look": ("{}", "with {}"),
    "use": ("for {}", "{}"),
    "other": ("{}", "with {}"),
}


def spoken(
    move: Move, table: Sequence[str], rng: random.Random, titles: dict[str, str], twofold: Collection[str] = frozenset()
) -> str:
    """The words of a move. `table` are the ids on the screen, in order; `titles` the titles of products by id; `twofold` values
    that are both a color and a material of the store, of which it is said when the color is meant.
    """
    said = [_wish(w, rng, twofold) for w in move.wishes]
    slot = move.slot.replace("_", " ")
    if move.kind == "open":
        return rng.choice(OPENERS).format(_whole(move.wishes, rng, twofold))
    if move.kind in ("refine", "repeat", "change", "answer"):
        ways = {"refine": REFINED, "repeat": REPEATED, "change": CHANGED, "answer": ANSWERED}[move.kind]
        kind = [w for w in move.wishes if w.slot == "category"]
        return rng.choice(ways).format(_whole(move.wishes, rng, twofold) if kind else " and ".join(said))
    if move.kind == "option":
        return rng.choice(("{}", "{} please", "size {}")).format(move.wishes[0].value if move.wishes else "any")
    if move.kind == "pick":
        return rng.choice(PICKED).format(_product(move.product_id, table, titles, rng))
    if move.kind == "compare":
        return rng.choice(COMPARED).format(*(_product(i, table, titles, rng) for i in move.others[:2]))
    plain = {"any": ANY, "loosen": LOOSENED, "more": MORE, "cheaper": CHEAPER, "yes": YES, "no": NO, "checkout": CHECKOUT}
    return rng.choice(plain[move.kind]).format(slot)


def _whole(wishes: Sequence[Wish], rng: random.Random, twofold: Collection[str]) -> str:
    """All wishes in one noun phrase: "navy wool coats for women under 80"."""
    before = [w for w in wishes if w.role in ("color", "material") and w.slot in ("color", "material")]
    before += [w for w in wishes if w.role == "brand" and rng.random() < 0.5]
    front = [f"{w.value}-colored" if _hued(w, twofold) else w.value for w in before]
    noun = next((w.value for w in wishes if w.slot == "category"), "something")
    rest = [w for w in wishes if w.slot != "category" and w not in before]
    return " ".join((*front, _plural(noun), *(_wish(w, rng, twofold) for w in rest)))


def _wish(wish: Wish, rng: random.Random, twofold: Collection[str]) -> str:
    if wish.slot == "category":
        return _plural(wish.value)
    return rng.choice(_ways(wish, twofold)).format(wish.value)


def _ways(wish: Wish, twofold: Collection[str]) -> Sequence[str]:
    if _hued(wish, twofold):
        return ("in a {} color", "{}-colored")
    if wish.slot == "closure":
        return ("{}",) if "-" in wish.value or wish.value == "open top" else ("with a {}",)
    if wish.slot in ("fit", "neckline", "features", "capacity"):
        return ("{}",)
    return _SAID[wish.role]


def _hued(wish: Wish, twofold: Collection[str]) -> bool:
    return wish.slot == "color" and wish.value in twofold


def _product(product_id: str, table: Sequence[str], titles: dict[str, str], rng: random.Random) -> str:
    """By its place, where it is on the screen, else by its title."""
    if product_id in table and table.index(product_id) < len(ORDINALS) and rng.random() < 0.7:
        return ORDINALS[table.index(product_id)]
    return titles.get(product_id, "first one")


def _plural(noun: str) -> str:
    if noun.endswith(("s", "wear", "clothing")) or noun in ("furniture", "knitwear", "drinkware", "lighting", "denim"):
        return noun
    if noun.endswith(("ch", "sh", "x")):
        return f"{noun}es"
    return f"{noun}s" if not noun.endswith("y") or noun[-2:] in ("ay", "ey") else f"{noun[:-1]}ies"
