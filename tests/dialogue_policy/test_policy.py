"""What the fixed policy chooses, and the figures that it chooses by."""

from __future__ import annotations

from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import heard

from dialogue_policy.candidates import Candidates, entropy, expected_gain, slot_spread
from dialogue_policy.policy import FixedPolicy
from dialogue_policy.state import DialogueState

SPREAD = {"color": slot_spread({"red": 20, "blue": 20}, 40), "size": slot_spread({"m": 36, "l": 4}, 40)}
ASKING = DialogueState("s", understanding=heard("search_product"))


@pytest.mark.parametrize(("total", "action"), [(3, "recommend"), (12, "recommend"), (13, "ask_slot"), (40, "ask_slot")])
def test_it_asks_only_when_there_are_more_than_two_pages(total: int, action: str) -> None:
    assert FixedPolicy().decide(ASKING, Candidates(total=total, spread=SPREAD)).last.name == action


def test_it_asks_what_cuts_the_results_most() -> None:
    decision = FixedPolicy().decide(ASKING, Candidates(total=40, spread=SPREAD))
    assert decision.last.args == {"slot": "color"}
    assert (decision.policy, decision.propensity) == ("fixed", 1.0)


def test_it_does_not_ask_what_most_products_have_no_record_of() -> None:
    rare = {"pattern": slot_spread({"plain": 5, "striped": 5}, 40)}
    assert FixedPolicy().decide(ASKING, Candidates(total=40, spread=rare)).last.name == "recommend"


def test_it_suggests_what_to_loosen_when_nothing_passes_and_that_would_help() -> None:
    assert FixedPolicy().decide(ASKING, Candidates(relaxations=(("price", 4),))).last.name == "suggest_relaxation"
    assert FixedPolicy().decide(ASKING, Candidates()).last.name == "recommend"


def test_entropy_and_gain_of_known_spreads() -> None:
    assert entropy({"a": 1, "b": 1}) == 1.0
    assert entropy({"a": 5}) == entropy({}) == 0.0
    assert expected_gain({"a": 20, "b": 20}, 40) == 0.5
    assert expected_gain({"a": 40}, 40) == 0.0
    assert slot_spread({"a": 10, "b": 10, "c": 0}, 30).unknown == 10


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=8), st.integers(0, 30))
def test_entropy_and_gain_stay_in_their_bounds(counts: dict[str, int], without: int) -> None:
    total = sum(counts.values()) + without
    spread = slot_spread(counts, total)
    assert 0 <= spread.gain <= 1
    assert -1e-9 <= spread.entropy <= log2(max(1, len(spread.values))) + 1e-9
    assert spread.unknown == without


@given(st.integers(1, 20), st.integers(1, 30))
def test_an_even_spread_over_more_values_cuts_more(values: int, each: int) -> None:
    even = {str(i): each for i in range(values)}
    assert isclose(expected_gain(even, values * each), 1 - 1 / values, abs_tol=1e-9)
