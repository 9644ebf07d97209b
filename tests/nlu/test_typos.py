"""One slip of the thumb in a known colour or type changes nothing, and neither does the order of two wishes."""

from __future__ import annotations

import string

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from data.constraint import Constraint
from data.lexicon import Lexicon
from nlu.understand import Understander

COLORS = ("black", "green", "orange", "white", "purple", "yellow")
TYPES = ("jackets", "boots", "hoodies", "dresses", "socks", "shoes")
MATERIALS = ("leather", "suede", "cotton", "nylon", "denim", "polyester", "linen")


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """The word with a letter left out, put in, changed or swapped with the next."""
    at, letter = draw(st.integers(0, len(word) - 1)), draw(st.sampled_from(string.ascii_lowercase))
    kind = draw(st.sampled_from(("out", "in", "other", "swap")))
    if kind == "out":
        return word[:at] + word[at + 1 :]
    if kind == "in":
        return word[:at] + letter + word[at:]
    if kind == "other":
        return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def only_near(said: str, word: str, lexicon: Lexicon, understand: Understander) -> bool:
    """Whether `word` is the one known word that `said` is a slip of."""
    if said in understand.common_words or lexicon.knows(said):
        return False
    known = understand.common_words | {w for slot in lexicon.slots for value in lexicon.values(slot) for w in value.split()}
    near = extract(said, list(known), scorer=OSA.distance, score_cutoff=1, limit=None)
    return {found for found, _, _ in near} <= {word, word.removesuffix("s"), f"{word}s"}


@given(data=st.data(), word=st.sampled_from(COLORS))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_a_slip_in_a_colour_changes_nothing(understand: Understander, lexicon: Lexicon, data: st.DataObject, word: str) -> None:
    said = data.draw(slips(word))
    assume(only_near(said, word, lexicon, understand))
    assert understand(f"show me {said} jackets").constraints == understand(f"show me {word} jackets").constraints


@given(data=st.data(), word=st.sampled_from(TYPES))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_a_slip_in_a_type_changes_nothing(understand: Understander, lexicon: Lexicon, data: st.DataObject, word: str) -> None:
    said = data.draw(slips(word))
    assume(only_near(said, word, lexicon, understand))
    assert understand(f"i am looking for red {said}").constraints == understand(f"i am looking for red {word}").constraints


@given(
    kind=st.sampled_from(TYPES), color=st.sampled_from(COLORS), material=st.sampled_from(MATERIALS), price=st.integers(20, 900)
)
@settings(deadline=None, max_examples=60, derandomize=True)
def test_the_order_of_two_wishes_changes_nothing(
    understand: Understander, kind: str, color: str, material: str, price: int
) -> None:
    one = understand(f"{kind} in {color}, under ${price}, {material}").constraints
    other = understand(f"{kind}, {material}, under ${price}, in {color}").constraints
    assert one == other
    assert one == {
        "category": Constraint(frozenset({kind})),
        "color": Constraint(frozenset({color})),
        "material": Constraint(frozenset({material})),
        "price": Constraint(max=price),
    }
