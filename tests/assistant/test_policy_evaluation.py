"""`eval policy`, small: the same shoppers for all, intervals over seeds and conversations, figures by the contract's names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.commands import app
from assistant.evaluation.policies import (
    LEARNED,
    MEASURES,
    OTHERS,
    PERTURBED,
    Groups,
    Scenario,
    difference,
    figures,
    forbidden,
    of_personas,
    run,
    seeds_of,
    spread,
    summary,
    told,
)
from dialogue_policy.learned import FOLDER
from dialogue_policy.simulation.personas import EVALUATED, UNSEEN
from dialogue_policy.simulation.runs import HOLDOUT, Result, world_hash

DIALOGUES = 12


@pytest.fixture(scope="module")
def held(demo_store: Path) -> dict[str, Groups]:
    scenario = Scenario()
    return run(demo_store, [scenario], (*OTHERS, LEARNED), seeds_of(FOLDER)[:2], DIALOGUES)[scenario.name]


def result(seed: int, worth: float, **fields: object) -> Result:
    made = Result(seed, "picky", worth, True, True, False, 5, 0, 1, 0, 0.5, 0)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_every_policy_meets_the_same_shoppers_that_nobody_trained_on(held: dict[str, Groups]) -> None:
    met = {name: [[(r.seed, r.persona) for r in group] for group in groups] for name, groups in held.items()}
    assert len(met) == 7
    assert all(one == met[LEARNED] for one in met.values())
    seeds = [seed for group in met[LEARNED] for seed, _ in group]
    assert seeds == list(range(HOLDOUT, HOLDOUT + 2 * DIALOGUES))
    assert {persona for group in met[LEARNED] for _, persona in group} <= set(EVALUATED)


def test_nothing_forbidden_was_done_and_what_was_done_is_counted(held: dict[str, Groups]) -> None:
    assert forbidden([held]) == 0
    rogue = [[result(1, 1.0, forbidden=2), result(2, 1.0)], [result(3, 1.0, forbidden=1)]]
    assert forbidden([held, {"rogue": rogue}]) == 3


def test_figures_are_means_with_intervals_over_seeds_and_conversations(held: dict[str, Groups]) -> None:
    for name, one in figures(held).items():
        assert set(one) == set(MEASURES)
        worth = np.mean([[r.worth for r in group] for group in held[name]])
        assert one["return"]["value"] == pytest.approx(worth, abs=1e-4)
        assert one["return"]["low"] <= one["return"]["value"] <= one["return"]["high"]
        assert one["return"]["n"] == 2 * DIALOGUES


def test_seeds_that_differ_widen_the_interval() -> None:
    alike, apart = [np.full(50, 1.0), np.full(50, 1.0)], [np.full(50, 0.0), np.full(50, 2.0)]
    assert spread(alike)["high"] - spread(alike)["low"] == 0
    assert spread(apart)["high"] - spread(apart)["low"] == 2


def test_differences_are_paired() -> None:
    rng = np.random.default_rng(1)
    worths = [rng.normal(0, 5, 80), rng.normal(0, 5, 80)]
    one = [[result(i, w + 0.1) for i, w in enumerate(group)] for group in worths]
    other = [[result(i, w) for i, w in enumerate(group)] for group in worths]
    told_apart = difference(one, other)
    assert told_apart["value"] == pytest.approx(0.1)
    assert told_apart["low"] == pytest.approx(0.1)
    assert spread([np.array(group) for group in worths])["low"] < -0.5


def test_the_gain_is_the_share_of_the_way_to_the_oracle() -> None:
    groups = {
        name: [[result(i, worth, turns=turns) for i in range(40)] for _ in range(2)]
        for name, worth, turns in (("best_fixed", 1.0, 6), (LEARNED, 1.3, 5), ("oracle", 2.0, 4))
    }
    found = summary(groups)
    assert found["gain"]["value"] == pytest.approx(0.3)
    assert found["return_difference"]["value"] == pytest.approx(0.3)
    assert found["turns_to_success_difference"]["value"] == -1


def test_personas_that_nobody_trained_on_stand_apart(held: dict[str, Groups]) -> None:
    strangers = of_personas(held, {p.name for p in UNSEEN})
    assert all(r.persona in {"thorough", "shy"} for groups in strangers.values() for group in groups for r in group)
    count = sum(r.persona in {"thorough", "shy"} for group in held[LEARNED] for r in group)
    assert sum(map(len, strangers[LEARNED])) == count


def test_twelve_worlds_are_other_ones() -> None:
    assert len({one.name for one in PERTURBED}) == 12
    home = Scenario()
    assert all((one.settings, one.weights) != (home.settings, home.weights) for one in PERTURBED)


def test_the_world_told_is_the_one_that_runs(demo_store: Path, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    assert told(demo_store)["world"] == told(demo_store)["trained_in"] == world_hash()
    assert not caplog.records
    (tmp_path / "card.json").write_text(json.dumps({"world": "another"}), encoding="utf-8")
    assert told(demo_store, tmp_path)["trained_in"] == "another"
    assert "another world" in caplog.text


def test_the_command_tells_all_of_it(demo_store: Path) -> None:
    done = CliRunner().invoke(app, ["eval", "policy", "--store", str(demo_store), "--dialogues", "10", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {*OTHERS, LEARNED, "gain", "seeds", "forbidden_actions", "made_with"} <= set(found)
    assert len(found["seeds"]) == 5
    assert found["forbidden_actions"] == 0
    assert found["oracle"]["return"]["n"] == 50
