"""What a learned policy sees, and how it serves: version, mask, exploration, and what stands in for it."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import after, heard, wish
from test_machine import CART, FEW, MANY, NONE, TABLES, situation

from dialogue_policy.action import Decision
from dialogue_policy.candidates import Candidates
from dialogue_policy.features import CHOICES, ENGAGEMENT, NAMES, SIZE, choice_of, features, mask_of
from dialogue_policy.learned import FOLDER, LearnedPolicy, PolicyError, serving
from dialogue_policy.machine import allowed
from dialogue_policy.message import Event, Feedback, Reacted
from dialogue_policy.policy import FixedPolicy
from dialogue_policy.state import DialogueState

EVERY = [
    (situation(said, shown=shown, cart=cart), results)
    for said in ("search_product", "refine_search", "show_more", "give_feedback", "add_to_cart", "affirm", "checkout")
    for shown in TABLES
    for cart in (DialogueState("s").cart, CART)
    for results in (MANY, FEW, NONE)
]


def test_features_are_as_many_as_their_names_and_bounded() -> None:
    assert len(set(NAMES)) == SIZE
    for state, results in EVERY:
        seen = features(state, results)
        assert seen.shape == (SIZE,)
        assert seen.dtype == np.float32
        assert np.isfinite(seen).all()
        assert np.abs(seen).max() <= 5


def test_reactions_stand_last_among_the_features() -> None:
    state, results = EVERY[0]
    moved = after(state, heard("refine_search"), Event(engagement=Reacted(20_000, ("j1", "j2"), (), "quick_reply")))
    still = replace(moved, engagement=DialogueState("s").engagement)
    differing = np.flatnonzero(features(moved, results) != features(still, results))
    assert len(differing) >= 4
    assert differing.min() >= SIZE - len(ENGAGEMENT)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.none(), st.integers(-(10**15), 10**15)), st.lists(st.text(max_size=4), max_size=80), st.booleans())
def test_clocks_that_jump_do_not_distort_what_is_seen(reaction: int | None, opened: list[str], down: bool) -> None:
    state = situation("refine_search", shown=3)
    thumb = Feedback(1, "j1", "down") if down else None
    for _ in range(4):
        state = after(state, heard("refine_search"), Event(engagement=Reacted(reaction, tuple(opened)), feedback=thumb))
    seen = features(state, MANY)
    assert np.isfinite(seen).all()
    assert np.abs(seen[-len(ENGAGEMENT) :]).max() <= 1.6


def test_every_step_has_a_number_and_a_role_has_one_question() -> None:
    for state, results in EVERY:
        for group in allowed(state, results):
            numbers = [choice_of(step) for step in group]
            assert all(0 <= n < len(CHOICES) for n in numbers)
            assert len(numbers) == len(set(numbers)) or {CHOICES[n] for n in numbers} == {"other"}
            assert mask_of(group).sum() == len(set(numbers))


def test_it_only_does_what_is_allowed_and_tells_the_chance() -> None:
    policy = LearnedPolicy.open(exploration=0.3)
    for number, (state, results) in enumerate(EVERY):
        decision = policy.decide(replace(state, session_id=f"s{number}"), results)
        groups = allowed(state, results)
        assert all(step in group for step, group in zip(decision.steps, groups, strict=True))
        assert 0 < decision.propensity <= 1
        assert math.prod(c.propensity for c in decision.choices) == pytest.approx(decision.propensity, abs=1e-5)
        for choice in decision.choices:
            assert choice.chosen in choice.allowed
            assert len(choice.seen) == SIZE


def test_without_exploration_it_is_sure_and_repeats_itself() -> None:
    policy = LearnedPolicy.open()
    for state, results in EVERY:
        one, other = policy.decide(state, results), policy.decide(replace(state, session_id="another"), results)
        assert one.propensity == 1.0
        assert one.steps == other.steps


def test_a_replay_explores_the_same() -> None:
    policy = LearnedPolicy.open(exploration=0.5)
    drawn = set()
    for turn in range(60):
        state = replace(EVERY[0][0], turn=turn)
        assert policy.decide(state, MANY) == policy.decide(state, MANY)
        drawn.add(choice_of(policy.decide(state, MANY).last))
    assert len(drawn) > 1


def test_the_shipped_policy_serves() -> None:
    policy, trouble = serving()
    assert trouble == ""
    assert isinstance(policy, LearnedPolicy)
    assert (FOLDER / "model.onnx").stat().st_size < 1_000_000


@pytest.mark.parametrize("spoilt", ["version", "choices", "model", "card", "list", "missing"])
def test_what_does_not_fit_is_refused_and_the_fixed_policy_serves(tmp_path: Path, spoilt: str) -> None:
    folder = tmp_path / "policy"
    if spoilt != "missing":
        shutil.copytree(FOLDER, folder)
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        if spoilt == "version":
            card["features_version"] = 0
        if spoilt == "choices":
            card["choices"] = card["choices"][:-1]
        written = {"card": "{", "list": "[]"}.get(spoilt) or json.dumps(card)
        (folder / "card.json").write_text(written, encoding="utf-8")
        if spoilt == "model":
            (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(PolicyError, match="policy"):
        LearnedPolicy.open(folder)
    policy, trouble = serving(folder)
    assert isinstance(policy, FixedPolicy)
    assert str(folder) in trouble


def test_deaf_is_blind_to_reactions() -> None:
    deaf = LearnedPolicy.open(deaf=True)
    state = situation("refine_search", shown=3, constraints={"size": wish("m")})
    slow = after(state, heard("refine_search"), Event(engagement=Reacted(500_000)))
    fast = after(state, heard("refine_search"), Event(engagement=Reacted(500, clicked="quick_reply")))
    assert deaf.decide(slow, MANY).steps == deaf.decide(fast, MANY).steps


class _Asked:
    """Stands in, and counts."""

    name = "stands in"

    def __init__(self) -> None:
        self.times = 0

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision:
        self.times += 1
        return FixedPolicy().decide(state, candidates)


def test_where_nothing_is_told_of_reactions_another_decides() -> None:
    """From the second turn on; before, nobody could have been told anything. One time or tap is enough."""
    other = _Asked()
    policy = LearnedPolicy.open(untold=other)
    first, results = after(DialogueState("s"), heard("search_product"), Event()), MANY
    silent = after(first, heard("refine_search"), Event())
    assert (first.turn, silent.turn) == (1, 2)
    policy.decide(first, results)
    assert other.times == 0
    policy.decide(silent, results)
    assert policy.exploring(0.5).decide(silent, results).policy == "fixed"
    assert other.times == 2
    for reacted in (Reacted(5_000), Reacted(None, ("j1",)), Reacted(None, (), (), "quick_reply")):
        policy.decide(after(silent, heard("refine_search"), Event(engagement=reacted)), results)
    assert other.times == 2
    policy.decide(after(silent, heard("give_feedback"), Event(feedback=Feedback(1, "j1", "up"))), results)
    assert other.times == 3  # thumbs alone tell too little: nothing was learned from shoppers of whom no more is known


def test_what_the_rules_decide_is_logged_as_surely_chosen() -> None:
    decided = LearnedPolicy.open(untold=_Asked()).decide(situation("refine_search", shown=3), MANY)
    (choice,) = decided.choices
    assert decided.policy == "fixed"
    assert (choice.propensity, choice.moved_by) == (1.0, "")
    assert choice.chosen == choice_of(decided.last)
    assert choice.chosen in choice.allowed
    assert decided.version


def test_what_serves_has_one_that_decides_where_nothing_is_told() -> None:
    policy, _ = serving()
    first, results = EVERY[0]
    assert policy.decide(after(first, heard("refine_search"), Event()), results).policy == "best_fixed"
