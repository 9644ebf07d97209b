"""Training the policy, small: what is written serves, and does not depend on what never varied. Needs the `train` extra."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the train extra: pip install 'shopwindow[train]'")
pytest.importorskip("sb3_contrib", reason="training needs the train extra: pip install 'shopwindow[train]'")

from assistant.evaluation.shelf import Shelf  # noqa: E402
from data.store import Store  # noqa: E402
from dialogue_policy.by_hand import ByHand, by_hand  # noqa: E402
from dialogue_policy.features import CHOICES, NAMES, SIZE  # noqa: E402
from dialogue_policy.learned import LearnedPolicy  # noqa: E402
from dialogue_policy.simulation.conversation import Shop  # noqa: E402
from dialogue_policy.simulation.runs import converse, deciding  # noqa: E402
from dialogue_policy.training.export import export  # noqa: E402
from dialogue_policy.training.logs import Network, chances_of  # noqa: E402
from dialogue_policy.training.ppo import Actor, Plan, card_of, train  # noqa: E402

PLAN = Plan(dialogues=400, copied=60, steps=32)


@pytest.fixture(scope="module")
def trained(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shop, Path]:
    shop, to = Shop.over(Shelf(Store.open(demo_store))), tmp_path_factory.mktemp("policy")
    model, curve = train(shop, ByHand(by_hand()), PLAN)
    assert [used for used, _ in curve] == sorted(used for used, _ in curve)
    export(Actor(model), to, card_of(PLAN, demo_store.name, 0.0, {}, "test"))
    return shop, to


def test_what_was_trained_serves(trained: tuple[Shop, Path]) -> None:
    shop, to = trained
    results = converse(shop, deciding(LearnedPolicy.open(to)), range(3_100_000, 3_100_040))
    assert not any(r.forbidden for r in results)
    assert np.mean([r.success for r in results]) > 0.5


def test_what_never_varied_while_learning_says_nothing(trained: tuple[Shop, Path]) -> None:
    policy, seen = LearnedPolicy.open(trained[1]), np.random.default_rng(1).random((5, SIZE)).astype(np.float32)
    changed = seen.copy()
    changed[:, NAMES.index("visual")] += 1.0  # no picture spoke
    np.testing.assert_array_equal(policy.logits(changed), policy.logits(seen))
    changed[:, NAMES.index("total")] += 1.0
    assert not np.array_equal(policy.logits(changed), policy.logits(seen))


def test_learning_from_logs_starts_at_what_serves(trained: tuple[Shop, Path]) -> None:
    policy, network = LearnedPolicy.open(trained[1]), Network.of(trained[1] / "model.onnx")
    seen = np.random.default_rng(2).random((50, SIZE)).astype(np.float32)
    masks = np.ones((50, len(policy.logits(seen)[0])), dtype=bool)
    np.testing.assert_array_equal(chances_of(network)(seen, masks).argmax(1), policy.logits(seen).argmax(1))


def test_what_was_never_allowed_while_learning_is_never_chosen(trained: tuple[Shop, Path]) -> None:
    scores = LearnedPolicy.open(trained[1]).logits(np.random.default_rng(2).random((50, SIZE)).astype(np.float32))
    visual, plain = CHOICES.index("recommend:visual"), CHOICES.index("recommend")
    assert (scores[:, visual] < -1000).all()
    assert np.abs(scores[:, plain]).max() < 1000
    assert (np.abs(scores).max(0) < 1000).sum() >= 8, "only what was never allowed"
