"""Simulated shoppers over the demo store: goals that can be reached, repeatable conversations, and what wears on them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.shelf import Shelf
from dialogue_policy.by_hand import FILE, ByHand, by_hand
from dialogue_policy.learned import FOLDER
from dialogue_policy.reward import Weights, comes_back, end_reward, turn_reward
from dialogue_policy.simulation.conversation import Conversation, Shop
from dialogue_policy.simulation.mishearing import measured, misheard, uniform
from dialogue_policy.simulation.oracle import Oracle
from dialogue_policy.simulation.personas import EVALUATED, KNOWN, PERSONAS, UNSEEN
from dialogue_policy.simulation.policies import AlwaysRecommend, FixedOrder, GreatestEntropy, RandomPolicy
from dialogue_policy.simulation.runs import converse, deciding, world_hash
from dialogue_policy.simulation.simulator import Laid, Settings, Shopper

MIXED = Settings(mix=EVALUATED)


@pytest.fixture(scope="module")
def shop(demo_store: Path) -> Shop:
    return Shop.over(Shelf.open(demo_store))


def test_every_goal_can_be_reached(shop: Shop) -> None:
    rng = random.Random(1)
    for number in range(150):
        goal = shop.goals.draw(rng, PERSONAS[number % len(PERSONAS)])
        assert goal.right
        assert goal.right <= goal.passing
        for product_id in goal.right:
            product = shop.search.product(product_id)
            assert product is not None
            variant = goal.best(product, product.variants[0])
            assert variant.in_stock
            assert all(w.holds(product, variant) for w in (goal.kind, *goal.wishes) if w.strength == "must")
        if goal.then is not None:
            assert goal.then.right
            assert goal.then.wishes != goal.wishes


def test_what_ships_was_made_in_this_world() -> None:
    """A change of the simulator or the reward means that every policy is tuned, trained and measured again."""
    worlds = {json.loads(card.read_text(encoding="utf-8"))["world"] for card in FOLDER.rglob("card.json")}
    assert worlds | {json.loads(FILE.read_text(encoding="utf-8"))["world"]} == {world_hash()}


def test_who_knows_the_goal_finds_it(shop: Shop) -> None:
    results = converse(shop, deciding(Oracle(shop.search)), range(3_000_000, 3_001_200), MIXED)
    assert np.mean([r.success for r in results]) >= 0.98
    assert not any(r.forbidden for r in results)


def test_a_seed_is_a_conversation(shop: Shop) -> None:
    policy = deciding(ByHand(by_hand()))
    assert converse(shop, policy, range(20)) == converse(shop, policy, range(20))


@pytest.mark.parametrize(
    "policy", [RandomPolicy(1), AlwaysRecommend(), FixedOrder(), GreatestEntropy(), ByHand(by_hand())], ids=lambda p: p.name
)
def test_no_policy_does_what_the_machine_forbids(shop: Shop, policy: RandomPolicy) -> None:
    results = converse(shop, deciding(policy), range(40), MIXED)
    assert sum(r.forbidden for r in results) == 0
    assert all(1 <= r.turns <= MIXED.longest for r in results)


def test_a_step_that_was_not_allowed_is_counted(shop: Shop) -> None:
    from dialogue_policy.action import Decision, Step

    talk = Conversation(shop, 1)
    talk.take(Decision((Step("checkout", "checkout"),), "rogue"))
    assert talk.forbidden == 1


def test_more_patience_buys_more_and_errors_buy_less(shop: Shop) -> None:
    def success(settings: Settings) -> float:
        return float(np.mean([r.success for r in converse(shop, deciding(ByHand(by_hand())), range(200), settings)]))

    usual = success(MIXED)
    assert success(Settings(mix=EVALUATED, patience=0.5)) < usual - 0.05
    assert success(Settings(mix=EVALUATED, errors=8.0)) < usual - 0.02


def test_questions_wear_on_those_who_mind_them(shop: Shop) -> None:
    def patience_after(led: float) -> float:
        left = []
        for seed in range(60):
            rng = random.Random(seed)
            goal = shop.goals.draw(rng, KNOWN[0])
            shopper = Shopper(goal, KNOWN[0], Settings(led=led), random.Random(seed), shop.search)
            shopper.opens()
            shopper.react(Laid("ask_slot", asked="brand", fresh=True, total=50, left=50))
            left.append(shopper.mood)
        return float(np.mean(left))

    assert patience_after(1.0) > patience_after(0.0) + 0.05


def test_reaction_times_tell_who_is_led_gladly(shop: Shop) -> None:
    clicks: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(300):
        talk = Conversation(shop, seed)
        policy = GreatestEntropy()
        while not talk.over:
            asked = talk.state.awaiting is not None and talk.state.awaiting.product_id is None
            if asked and talk.state.trail and talk.state.trail[-1] == "ask_slot":
                clicks[talk.shopper.led].append(talk.state.engagement.clicked_now)
            talk.take(policy.decide(talk.state, talk.candidates))
    assert np.mean(clicks[True]) > np.mean(clicks[False]) + 0.2


def test_mishearing_is_at_the_rates_that_were_counted(shop: Shop) -> None:
    rng, rates = random.Random(3), measured()
    goal = shop.goals.draw(rng, KNOWN[0])
    said = (goal.kind,)
    heard = [misheard(said, shop.values, rates, 1.0, rng) for _ in range(4000)]
    lost = np.mean([not one for one in heard])
    wrong = np.mean([bool(one) and one["category"] != goal.kind.constraint for one in heard])
    assert abs(lost - rates.lost["type"]) < 0.01
    assert abs(wrong - rates.wrong["type"]) < 0.015
    assert all(
        one == {"category": goal.kind.constraint} for one in (misheard(said, shop.values, rates, 0.0, rng) for _ in range(50))
    )
    assert uniform(0.2).lost.get("anything") == pytest.approx(0.1)


def test_unseen_personas_are_in_no_training(shop: Shop) -> None:
    trained = {Conversation(shop, seed).shopper.persona.name for seed in range(200)}
    measured_on = {Conversation(shop, seed, MIXED).shopper.persona.name for seed in range(200)}
    unseen = {p.name for p in UNSEEN}
    assert not trained & unseen
    assert unseen <= measured_on
    assert sum(EVALUATED.values()) == pytest.approx(1.0)


def test_the_reward_says_what_its_formula_says() -> None:
    weights = Weights()
    assert turn_reward(0.1, 0.3, weights) == pytest.approx(0.5 * 0.2 - 0.02)

    def end(**more: bool) -> float:
        given = {"bought": True, "right": False, "wrong": False, "second": False, **more}
        return end_reward(satisfaction=0.2, patience=0.5, weights=weights, **given)

    assert end(right=True) > end() > end(wrong=True)
    assert end(right=True, second=True) == pytest.approx(end(right=True) + 0.2)
    assert end(bought=False) == pytest.approx(0.6 * comes_back(bought=False, kind="dull", satisfaction=0.2, patience=0.5))
    nothing = Weights(0, 0, 0, 0, 0, 0)
    assert end_reward(bought=True, right=True, wrong=False, second=True, satisfaction=1, patience=1, weights=nothing) == 0
