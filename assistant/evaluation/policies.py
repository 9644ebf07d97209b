"""`eval policy`: the learned policy beside the others, on simulated shoppers that none of them was trained or tuned on.

Every policy meets the same shoppers. The learned one is there once for each training seed, each with shoppers of its own;
intervals resample training seeds and, within them, conversations.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from data.errors import ShopwindowError
from dialogue_policy.by_hand import ByHand, by_hand
from dialogue_policy.learned import FOLDER, LearnedPolicy
from dialogue_policy.policy import Policy
from dialogue_policy.reward import Weights
from dialogue_policy.simulation.conversation import Shop
from dialogue_policy.simulation.mishearing import Rates, measured, uniform
from dialogue_policy.simulation.oracle import Oracle
from dialogue_policy.simulation.personas import EVALUATED, KNOWN
from dialogue_policy.simulation.policies import AlwaysRecommend, FixedOrder, GreatestEntropy, RandomPolicy
from dialogue_policy.simulation.runs import HOLDOUT, Decide, Result, converse, deciding, world_hash
from dialogue_policy.simulation.simulator import Settings

log = logging.getLogger(__name__)

OTHERS = ("random", "recommend", "fixed_order", "entropy", "best_fixed", "oracle")
LEARNED, DEAF = "learned", "learned_deaf"
ROUNDS, SEED = 2000, 1
MEASURES: Mapping[str, str] = {
    "return": "worth", "success": "success", "turns": "turns", "abandoned": "abandoned", "violations": "violations",
    "wrong_bought": "wrong", "questions": "questions", "questions_in_vain": "vain_questions", "satisfaction": "satisfaction",
}  # fmt: skip
"""Figure -> the result it is the mean of. What follows `abandoned` is shaped by no reward but satisfaction."""

Figure = dict[str, float | int]
Groups = list[list[Result]]
"""For each training seed, its conversations; the other policies have the same shoppers in the same groups."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A simulated world: its own, or one that is perturbed."""

    name: str = "as trained"
    settings: Settings = field(default_factory=lambda: Settings(mix=EVALUATED))
    weights: Weights = field(default_factory=Weights)
    rates: Rates | None = None


def _mix(**more: float) -> dict[str, float]:
    return {name: share * more.get(name.replace(" ", "_").replace("-", "_"), 1.0) for name, share in EVALUATED.items()}


PERTURBED: tuple[Scenario, ...] = (
    Scenario("patience x 0.7", Settings(mix=EVALUATED, patience=0.7)),
    Scenario("patience x 1.3", Settings(mix=EVALUATED, patience=1.3)),
    Scenario("questions cost x 0.5", Settings(mix=EVALUATED, question=0.5)),
    Scenario("questions cost x 2", Settings(mix=EVALUATED, question=2.0)),
    Scenario("no errors", Settings(mix=EVALUATED, errors=0.0)),
    Scenario("errors x 2", Settings(mix=EVALUATED, errors=2.0)),
    Scenario("reward: satisfaction x 2", weights=Weights(satisfaction=1.0)),
    Scenario("reward: purchases only", weights=Weights(satisfaction=0.0, comes_back=0.0, turn=0.0)),
    Scenario("reward: coming back x 2", weights=Weights(comes_back=1.2)),
    Scenario("half of them impatient or decisive", Settings(mix=_mix(impatient=3.0, decisive=2.5))),
    Scenario("half of them browse, pick or give", Settings(mix=_mix(browser=2.0, picky=2.0, gift_giver=2.0))),
    Scenario("four in five mind being asked", Settings(mix=EVALUATED, led=0.2)),
)
ERRORS = Scenario("20% of wishes misheard", rates=uniform(0.2))
IMPATIENT = Scenario("impatient only", Settings(mix={p.name: float(p.name == "impatient") for p in KNOWN}))


@dataclass(frozen=True, slots=True)
class Job:
    """One policy, with one training seed, on one group of shoppers of a scenario."""

    policy: str
    model: Path | None
    scenario: Scenario
    first: int
    count: int


def seeds_of(folder: Path) -> list[Path]:
    """The models of all training seeds, else the shipped one alone. Raises `ShopwindowError` where there is none."""
    found = sorted((folder / "seeds").glob("*")) if (folder / "seeds").is_dir() else []
    if not found and not (folder / "card.json").is_file():
        raise ShopwindowError(f"{folder}: no policy there; train one with: shopwindow train policy")
    return found or [folder]


def run(
    store: Path, scenarios: Sequence[Scenario], policies: Sequence[str], models: Sequence[Path], dialogues: int, workers: int = 1
) -> dict[str, dict[str, Groups]]:
    """Scenario -> policy -> its groups of results; `dialogues` for each training seed."""
    jobs = [
        (scenario.name, name, Job(name, model if name in (LEARNED, DEAF) else None, scenario, HOLDOUT + i * dialogues, dialogues))
        for scenario in scenarios
        for name in policies
        for i, model in enumerate(models)
    ]
    out: dict[str, dict[str, Groups]] = {s.name: {name: [] for name in policies} for s in scenarios}
    with ProcessPoolExecutor(max_workers=workers, initializer=_open, initargs=(store,)) as pool:
        for (scenario, name, _), results in zip(jobs, pool.map(_run, (job for *_, job in jobs)), strict=True):
            out[scenario][name].append(results)
    return out


def figures(groups: Mapping[str, Groups]) -> dict[str, dict[str, Figure]]:
    """Policy -> figure -> value with its interval."""
    return {
        name: {figure: spread(_values(one, attribute)) for figure, attribute in MEASURES.items()} for name, one in groups.items()
    }


def summary(groups: Mapping[str, Groups]) -> dict[str, Figure]:
    """How far the learned policy is from the best fixed one: the share of the distance to the oracle, and differences, paired."""
    learned, fixed, oracle = (_values(groups[name], "worth") for name in (LEARNED, "best_fixed", "oracle"))
    out = {
        "gain": spread_of(lambda a, b, c: (a - b) / (c - b), learned, fixed, oracle),
        "return_difference": spread_of(lambda a, b: a - b, learned, fixed),
    }
    for figure in ("success", "turns", "violations", "wrong_bought"):
        both = (_values(groups[name], MEASURES[figure]) for name in (LEARNED, "best_fixed"))
        out[f"{figure}_difference"] = spread_of(lambda a, b: a - b, *both)
    # Fewer turns are good only where something was found: the shoppers who succeeded with both.
    turns = _both_succeed(groups[LEARNED], groups["best_fixed"])
    out["turns_to_success"], out["turns_to_success_fixed"] = spread(turns[0]), spread(turns[1])
    out["turns_to_success_difference"] = spread_of(lambda a, b: a - b, *turns)
    return out


def difference(one: Groups, other: Groups, figure: str = "return") -> Figure:
    """How much more of a figure one policy has than another, with the same shoppers."""
    return spread_of(lambda a, b: a - b, _values(one, MEASURES[figure]), _values(other, MEASURES[figure]))


def forbidden(runs: Iterable[Mapping[str, Groups]]) -> int:
    """How often something was done that the machine does not allow, over every conversation."""
    return sum(r.forbidden for run_ in runs for groups in run_.values() for group in groups for r in group)


def per_seed(groups: Mapping[str, Groups]) -> list[dict[str, float]]:
    """For each training seed, its mean return beside the best fixed policy's on the same shoppers."""
    rows = []
    for learned, fixed in zip(groups[LEARNED], groups["best_fixed"], strict=True):
        row = {"learned": learned, "best_fixed": fixed}
        rows.append({name: round(float(np.mean([r.worth for r in one])), 4) for name, one in row.items()})
    return rows


def spread(values: Sequence[np.ndarray]) -> Figure:
    """The mean over groups of values, with its interval over groups and values."""
    return spread_of(lambda a: a, values)


def spread_of(measure, *many: Sequence[np.ndarray]) -> Figure:  # type: ignore[no-untyped-def]
    """A function of the means of several policies, resampled together: the same seeds and shoppers for all."""
    rng, first = np.random.default_rng(SEED), many[0]
    whole = [float(np.mean([g.mean() for g in one])) for one in many]
    drawn = []
    for _ in range(ROUNDS):
        groups = rng.integers(0, len(first), len(first))
        rows = [rng.integers(0, len(first[g]), len(first[g])) for g in groups]
        drawn.append(measure(*(np.mean([one[g][r].mean() for g, r in zip(groups, rows, strict=True)]) for one in many)))
    low, high = np.percentile(drawn, [2.5, 97.5])
    n = sum(len(g) for g in first)
    return {"value": round(float(measure(*whole)), 4), "low": round(float(low), 4), "high": round(float(high), 4), "n": n}


def _values(groups: Groups, attribute: str) -> list[np.ndarray]:
    return [np.array([float(getattr(r, attribute)) for r in group]) for group in groups]


def _both_succeed(one: Groups, other: Groups) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The turns of each policy with the shoppers who bought something right with both; groups without one are left out."""
    both = [[(a, b) for a, b in zip(g, h, strict=True) if a.success and b.success] for g, h in zip(one, other, strict=True)]
    kept = [pairs for pairs in both if pairs]
    first, second = ([np.array([float(pair[i].turns) for pair in pairs]) for pairs in kept] for i in (0, 1))
    return first, second


_SHOP: Shop | None = None


def _open(store: Path) -> None:
    global _SHOP
    _SHOP = Shop.over(Shelf.open(store))


def _run(job: Job) -> list[Result]:
    assert _SHOP is not None
    seeds = range(job.first, job.first + job.count)
    scenario = job.scenario
    rates = scenario.rates or measured()
    return converse(_SHOP, _decide(job), seeds, scenario.settings, scenario.weights, rates)


def _decide(job: Job) -> Decide:
    assert _SHOP is not None
    if job.policy == "oracle":
        return deciding(Oracle(_SHOP.search))
    return deciding(decide_of(job))


def decide_of(job: Job) -> Policy:
    """The policy of a job; every one but the oracle, which needs to see the shopper."""
    if job.model is not None:
        return LearnedPolicy.open(job.model, deaf=job.policy == DEAF)
    made: dict[str, Policy] = {
        "random": RandomPolicy(job.first),
        "recommend": AlwaysRecommend(),
        "fixed_order": FixedOrder(),
        "entropy": GreatestEntropy(),
        "best_fixed": ByHand(by_hand()),
    }
    return made[job.policy]


def told(store: Path, folder: Path = FOLDER) -> dict[str, str]:
    """Which world figures are read in, which one the models were trained in, and which models they are."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    trained_in, world = str(card.get("world")), world_hash()
    if trained_in != world:
        log.warning("the policy was trained in another world (%s) than the one it is measured in (%s)", trained_in, world)
    return {"store": store.name, "world": world, "trained_in": trained_in, "policy": str(card.get("date"))}


def of_personas(groups: Mapping[str, Groups], names: Collection[str]) -> dict[str, Groups]:
    """The same results of these personas only; groups without any are left out."""
    return {name: [of for group in one if (of := [r for r in group if r.persona in names])] for name, one in groups.items()}
