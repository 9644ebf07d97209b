"""Trains the policy once for each seed, beside each other, and writes the middle one as that which serves.

Lives here because it needs a store's search; the training itself is `dialogue_policy/training/ppo.py`.
"""

from __future__ import annotations

import json
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from dialogue_policy.by_hand import ByHand, by_hand
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.simulation.conversation import Shop
from dialogue_policy.simulation.runs import converse, deciding
from dialogue_policy.training.export import export
from dialogue_policy.training.ppo import Actor, Plan, card_of, draw_curves, train

CHECKED_FROM, CHECKED = 900_000_000, 1000
"""Shoppers that decide which seed is the middle one: neither trained on nor those that figures are made with."""

Curve = list[tuple[int, float]]


def train_seeds(store: Path, to: Path, plan: Plan, *, seeds: int = 1, workers: int = 1) -> dict[str, object]:
    """Writes `seeds/1`, `seeds/2` ... and, of the middle one of them, the policy itself; the card of that."""
    plans = [replace(plan, seed=seed) for seed in range(1, seeds + 1)]
    folders = [to / "seeds" / str(one.seed) for one in plans]
    shutil.rmtree(to / "seeds", ignore_errors=True)
    with ProcessPoolExecutor(max_workers=min(workers, seeds), mp_context=get_context("spawn")) as pool:
        done = list(pool.map(_train_one, [store] * seeds, folders, plans, [max(1, workers // seeds)] * seeds))
    order = sorted(range(seeds), key=lambda i: done[i][0])
    middle = folders[order[seeds // 2]]
    for name in ("model.onnx", "card.json"):
        shutil.copy(middle / name, to / name)
    draw_curves([curve for _, curve in done], to / "curves.png")
    card: dict[str, object] = json.loads((to / "card.json").read_text(encoding="utf-8"))
    card["worth_of_all_seeds"] = [round(worth, 4) for worth, _ in done]
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def _train_one(store: Path, to: Path, plan: Plan, cores: int) -> tuple[float, Curve]:
    """One seed; its mean worth with shoppers that are not trained on, and its curve."""
    import logging

    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s seed {plan.seed}: %(message)s", force=True)
    shop, started = Shop.over(Shelf.open(store)), time.monotonic()
    model, curve = train(shop, ByHand(by_hand()), plan, cores=cores)
    minutes = (time.monotonic() - started) / 60
    command = f"shopwindow train policy --store {store.name} --dialogues {plan.dialogues} --seeds N"
    export(Actor(model), to, card_of(plan, store.name, minutes, {}, command))
    checked = range(CHECKED_FROM, CHECKED_FROM + CHECKED)
    results = converse(shop, deciding(LearnedPolicy.open(to)), checked)
    worth = float(np.mean([r.worth for r in results]))
    metrics: dict[str, object] = {
        "conversations": CHECKED,
        "return": round(worth, 4),
        "success": round(float(np.mean([r.success for r in results])), 4),
        "turns": round(float(np.mean([r.turns for r in results])), 2),
    }
    export(Actor(model), to, card_of(plan, store.name, minutes, metrics, command))
    return worth, curve
