"""Simulated shoppers in words: every move can be said in several ways, and a conversation goes through the whole assistant."""

from __future__ import annotations

import random
from pathlib import Path
from typing import get_args

import pytest

from assistant.evaluation.speech import spoken
from assistant.evaluation.words import Overheard, Talks
from assistant.message import Message
from assistant.turn import take_turn
from data.store import Store
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.simulation.goals import Wish
from dialogue_policy.simulation.personas import EVALUATED
from dialogue_policy.simulation.policies import RandomPolicy
from dialogue_policy.simulation.simulator import Move, MoveKind, Settings
from dialogue_policy.state import DialogueState

WISHES = (
    Wish("category", "boot", "must"),
    Wish("color", "navy", "nice"),
    Wish("price", "80", "must"),
    Wish("gender", "women", "must"),
)
SILENT = ("down", "up")


@pytest.fixture(scope="module")
def talks(demo_store: Path) -> Talks:
    return Talks(Store.open(demo_store))


@pytest.mark.parametrize("kind", [kind for kind in get_args(MoveKind) if kind not in SILENT])
def test_every_move_is_said_in_several_ways(kind: MoveKind) -> None:
    move = Move(kind, WISHES, "color", "p2", others=("p1", "p3"))
    said = {spoken(move, ("p1", "p2", "p3"), random.Random(i), {"p1": "One", "p2": "Two", "p3": "Three"}) for i in range(40)}
    assert len(said) >= 2
    assert all(text.strip() and "{" not in text for text in said)


def test_the_first_message_holds_all_that_is_wished() -> None:
    text = spoken(Move("open", WISHES), (), random.Random(1), {})
    assert "navy boots" in text
    assert "80" in text
    assert "women" in text


def test_a_color_that_is_also_a_material_is_said_to_be_a_color() -> None:
    oak = Move("refine", (Wish("color", "oak", "must"),))
    said = [spoken(oak, (), random.Random(i), {}, frozenset({"oak"})) for i in range(20)]
    assert all("oak-colored" in text or "oak color" in text for text in said)


def test_the_first_of_a_department_are_a_list_like_any_other(talks: Talks) -> None:
    """Else who says "show me clothing" says it again and again, to the types and the products that lie before them."""
    state, listening = DialogueState("s"), Overheard(LearnedPolicy.open())
    turn = take_turn(state, Message(text="what do you have in accessories"), talks.world, talks.understand, listening)
    assert turn.decision.last.name == "browse"
    laid = talks.laid(turn, state, listening.candidates)
    assert laid.fresh
    assert laid.action == "recommend"
    assert len(laid.cards) == len(turn.reply.reply.products) > 0
    assert laid.left > 0


@pytest.mark.parametrize("policy", [LearnedPolicy.open(), RandomPolicy(2)], ids=["learned", "random"])
def test_conversations_in_words_end_and_do_nothing_forbidden(talks: Talks, policy: LearnedPolicy | RandomPolicy) -> None:
    bought = 0
    for seed in range(12):
        result, said = talks.talk(policy, seed, Settings(mix=EVALUATED))
        assert result.forbidden == 0
        assert 1 <= result.turns <= 24
        assert all(len(line) > 2 for line in said)
        bought += result.bought
    assert bought >= 4


def test_a_seed_is_a_conversation_in_words(talks: Talks) -> None:
    policy = LearnedPolicy.open()
    assert talks.talk(policy, 3, Settings()) == talks.talk(policy, 3, Settings())
