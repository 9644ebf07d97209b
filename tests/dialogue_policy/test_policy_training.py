"""Training the policy, small: what is written serves, and does not depend on what never varied. Needs the `train` extra."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import orjson
import pytest
from typer.testing import CliRunner

torch = pytest.importorskip("torch", reason="training needs the train extra: pip install 'shopwindow[train]'")
pytest.importorskip("sb3_contrib", reason="training needs the train extra: pip install 'shopwindow[train]'")

from assistant.commands import app  # noqa: E402
from assistant.evaluation.policy_training import train_seeds  # noqa: E402
from assistant.evaluation.shelf import Shelf  # noqa: E402
from assistant.session_store import SessionStore  # noqa: E402
from data.store import Store  # noqa: E402
from dialogue_policy.by_hand import ByHand, by_hand  # noqa: E402
from dialogue_policy.features import CHOICES, NAMES, SIZE, VERSION  # noqa: E402
from dialogue_policy.learned import FOLDER, LearnedPolicy  # noqa: E402
from dialogue_policy.off_policy import LogError  # noqa: E402
from dialogue_policy.simulation.conversation import Shop  # noqa: E402
from dialogue_policy.simulation.runs import converse, deciding, world_hash  # noqa: E402
from dialogue_policy.training.export import export  # noqa: E402
from dialogue_policy.training.logs import Network, chances_of, learn_from  # noqa: E402
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


def test_two_cores_learn_the_same_as_one(trained: tuple[Shop, Path]) -> None:
    shop, to = trained
    model, _ = train(shop, ByHand(by_hand()), PLAN, cores=2)
    seen = np.random.default_rng(4).random((20, SIZE)).astype(np.float32)
    with torch.inference_mode():
        np.testing.assert_allclose(Actor(model)(torch.from_numpy(seen)).numpy(), LearnedPolicy.open(to).logits(seen), atol=1e-4)
    assert not active_children(), "a process was left running"


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


def shop_log(folder: Path, best: str, worth: float, *, spoilt: bool = False) -> Path:
    """The state of a shop that explored: of what is always allowed, one choice brings a purchase more often by `worth`."""
    store, rng = SessionStore(folder / "sessions.sqlite"), np.random.default_rng(3)
    allowed = [CHOICES.index(name) for name in ("recommend", "recommend:diverse", "recommend:explain")]
    db = store._file.connection
    served = LearnedPolicy.open()
    for number in range(2000):
        seen = np.zeros(SIZE, np.float32)
        seen[:8] = rng.random(8).round(4)
        preferred = max(allowed, key=served.logits(seen[None])[0].__getitem__)
        chosen = int(rng.choice(allowed)) if rng.random() < 0.6 else preferred
        chance = 0.2 + 0.4 * (chosen == preferred)
        session = f"s{number}"
        row = orjson.dumps([[[float(x) for x in seen], allowed, chosen, chance, ""]])
        by = f"{served.name} {served.version}"
        db.execute("INSERT INTO decisions VALUES (?, 1, '', ?, '', ?, ?)", (session, by, VERSION, row[:-9] if spoilt else row))
        for turn in (1, 2):
            at = f"2026-11-01T10:0{turn}:00+00:00"
            db.execute("INSERT INTO turns VALUES (?, ?, ?, '', '', '', '')", (session, turn, at))
        if rng.random() < 0.2 + worth * (CHOICES[chosen] == best):
            db.execute("INSERT INTO rewards (session, turn, at, kind, value) VALUES (?, 2, '', 'checkout', 1)", (session,))
    db.commit()
    store.close()
    return folder


def usual_choice(folder: Path) -> str:
    rng = np.random.default_rng(3)
    seen = np.zeros((200, SIZE), np.float32)
    seen[:, :8] = rng.random((200, 8))
    among = [CHOICES.index(name) for name in ("recommend", "recommend:diverse", "recommend:explain")]
    best = LearnedPolicy.open(folder).logits(seen)[:, among].argmax(1)
    return CHOICES[among[int(np.bincount(best, minlength=3).argmax())]]


def test_a_policy_that_is_surely_better_takes_the_old_ones_place(tmp_path: Path) -> None:
    to = tmp_path / "policy"
    shutil.copytree(FOLDER, to)
    better = next(name for name in ("recommend:explain", "recommend:diverse") if name != usual_choice(FOLDER))
    told = learn_from(shop_log(tmp_path, better, 0.6), to)
    assert told["replaced"] is True
    assert told["difference"]["low"] > 0  # type: ignore[index]
    assert (to / "model.onnx").read_bytes() != (FOLDER / "model.onnx").read_bytes()
    assert LearnedPolicy.open(to).version != LearnedPolicy.open().version
    (kept,) = to.glob("before-*")
    assert (kept / "model.onnx").read_bytes() == (FOLDER / "model.onnx").read_bytes()
    assert not (to / "seeds").exists()
    assert json.loads((to / "card.json").read_text(encoding="utf-8"))["learned_from_logs"]["conversations"] == 2000


def test_a_policy_that_is_not_surely_better_changes_nothing(tmp_path: Path) -> None:
    to = tmp_path / "policy"
    shutil.copytree(FOLDER, to)
    told = learn_from(shop_log(tmp_path, usual_choice(FOLDER), 0.0), to)
    assert told["replaced"] is False
    assert (to / "model.onnx").read_bytes() == (FOLDER / "model.onnx").read_bytes()
    assert not list(to.glob("before-*"))


def test_the_command_tells_why_a_log_is_of_no_use(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["train", "policy", "--from-logs", str(shop_log(tmp_path, "recommend", 0.3, spoilt=True))])
    assert done.exit_code != 0
    assert isinstance(done.exception, LogError)
    assert "cut off or damaged" in str(done.exception)


def test_several_seeds_are_trained_and_the_middle_one_ships(demo_store: Path, tmp_path: Path) -> None:
    told = train_seeds(demo_store, tmp_path, replace(PLAN, dialogues=200), seeds=2, workers=2)
    folders = sorted((tmp_path / "seeds").iterdir())
    assert len(folders) == 2
    shipped = (tmp_path / "model.onnx").read_bytes()
    assert shipped in {(one / "model.onnx").read_bytes() for one in folders}
    assert len(shipped) < 1_000_000
    assert json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))["world"] == world_hash()
    assert next(iter(tmp_path.glob("*.png"))).stat().st_size > 5_000
    assert told
