"""Trains the policy: first it copies the best policy by hand, then it goes on by reinforcement (MaskablePPO, sb3-contrib).

    shopwindow train policy --store var/demo-store --to data/models/policy

One file in the manner of CleanRL: the environment, cloning, learning, export, each as it is done, with the settings beside their
defaults. The environment is a `Conversation`: a step decides one group of the state machine's choices, a reward is what the turn
was worth, actions that the machine does not allow are masked. While learning, the value (and it alone) also sees what only the
simulator knows of the shopper: an asymmetric actor-critic (Pinto and others, 2017), whose advantages carry less of the luck of
the draw. What serves is the actor.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing import get_all_start_methods
from pathlib import Path

import gymnasium as gym
import numpy as np
import torch
from sb3_contrib import MaskablePPO
from sb3_contrib.common.maskable.policies import MaskableActorCriticPolicy
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnvWrapper

from data.errors import ConfigError
from dialogue_policy.action import Decision, Step
from dialogue_policy.by_hand import ByHand
from dialogue_policy.features import CHOICES, NAMES, SIZE, VERSION, choice_of, deafened, features, mask_of
from dialogue_policy.reward import Weights
from dialogue_policy.roles import ROLES
from dialogue_policy.simulation.conversation import Conversation, Shop
from dialogue_policy.simulation.personas import PERSONAS
from dialogue_policy.simulation.runs import world_hash
from dialogue_policy.simulation.simulator import Settings
from dialogue_policy.training.apart import Apart

log = logging.getLogger(__name__)
SMOOTHED = 12
"""Points of a curve that one point of its picture is the mean of: one alone is mostly luck."""
NEVER = -1e4
"""The score of a choice that was never allowed while learning."""
SEED_APART, ENV_APART, COPIED_FROM = 10_000_000, 1_000_000, 9_000_000
"""Where the shoppers of a training seed begin, those of its environments, those that are copied. The first ten million are
those of the search for thresholds.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings, with the reason where it is not the library's default."""

    dialogues: int = 120_000
    """Simulated in all, those that are copied included."""
    copied: int = 3_000
    """Conversations of the policy by hand that are copied first."""
    copying_epochs: int = 6
    """Times that these are gone through: after six the copy does as the rules do in nearly every choice."""
    hidden: int = 128
    """Width of the two layers, of the actor's and of the critic's."""
    rate: float = 8e-4
    """Falls to a tenth: the last thousands of conversations only settle."""
    gamma: float = 0.99
    """Conversations are short, and their end is what counts."""
    gae: float = 0.95
    """The library's."""
    envs: int = 8
    """Conversations held at once."""
    steps: int = 256
    """Of each environment between updates: some 500 conversations, since single ones say little."""
    batch: int = 256
    """Decisions that one step of the optimizer goes by."""
    epochs: int = 8
    """Times that what was collected is gone through; ended early by `target_kl`."""
    clip: float = 0.2
    """The library's."""
    entropy: float = 0.004
    """Falls to a tenth as well."""
    target_kl: float = 0.03
    """How far the policy may move by one update."""
    unheard: float = 0.0
    """Share of conversations in which nothing is told of how the shopper reacts. At 0.15 it learned to do without, and was worth
    no more where reactions are told; where they are not, the policy by hand decides (`untold` of `LearnedPolicy`).
    """
    seed: int = 1

    def __post_init__(self) -> None:
        if self.dialogues < 2 * self.copied:
            raise ConfigError(f"{self.dialogues} conversations are too few: {self.copied} are copied first, wanted twice that")


class Shopping(gym.Env):  # type: ignore[type-arg]
    """Conversations as a gymnasium environment: observation (SIZE + PRIVATE,), actions `CHOICES`, masked."""

    def __init__(self, shop: Shop, first: int, settings: Settings, weights: Weights, unheard: float = 0.0) -> None:
        self.observation_space = gym.spaces.Box(-5.0, 20.0, (SIZE + PRIVATE,), np.float32)
        self.action_space = gym.spaces.Discrete(len(CHOICES))
        self._shop, self._next, self._settings, self._weights = shop, first, settings, weights
        self._earned, self._unheard = 0.0, unheard
        self._ready: Conversation | None = None
        self.dialogues = 0
        self.worths: list[float] = []

    def reset(self, *, seed: int | None = None, options: dict[str, object] | None = None):  # type: ignore[no-untyped-def]
        self._begin()
        return self._seen(), self._told()

    def step(self, action: int):  # type: ignore[no-untyped-def]
        self._chosen.append(next(s for s in self._groups[len(self._chosen)] if choice_of(s) == int(action)))
        self._earned = 0.0
        self._go_on()
        over = self._talk.over
        if over:
            self.worths.append(self._talk.worth)
        observation = np.zeros(SIZE + PRIVATE, dtype=np.float32) if over else self._seen()
        return observation, self._earned, over, False, self._told()

    def action_masks(self) -> np.ndarray:
        return np.ones(len(CHOICES), dtype=bool) if self._talk.over else mask_of(self._groups[len(self._chosen)])

    def _told(self) -> dict[str, object]:
        return {"mask": self.action_masks(), "dialogues": self.dialogues}

    @property
    def lately(self) -> list[float]:
        """What the last conversations were worth."""
        return self.worths[-125:]

    def _begin(self) -> None:
        while True:
            self.prepare()
            self._talk, self._ready = self._ready, None
            self.dialogues += 1
            self._turn()
            self._go_on()
            if not self._talk.over:
                return

    def prepare(self) -> bool:
        """Draws the next conversation; whether that was still to do."""
        if self._ready is not None:
            return False
        self._ready = Conversation(self._shop, self._next, self._settings, self._weights)
        self._next += 1
        return True

    def _turn(self) -> None:
        self._groups, self._chosen = self._talk.choices, list[Step]()

    def _go_on(self) -> None:
        """Takes what is forced, up to the next thing to decide."""
        while not self._talk.over:
            while len(self._chosen) < len(self._groups) and len({choice_of(s) for s in self._groups[len(self._chosen)]}) == 1:
                self._chosen.append(self._groups[len(self._chosen)][0])
            if len(self._chosen) < len(self._groups):
                return
            self._earned += self._talk.take(Decision(tuple(self._chosen), "learning"))
            self._turn()

    def _seen(self) -> np.ndarray:
        return observed(self._talk, self._unheard)


def observed(talk: Conversation, unheard: float = 0.0) -> np.ndarray:
    """(SIZE + PRIVATE,): what the policy sees, then what only the simulator knows. A share of conversations is `unheard`."""
    seen = features(talk.state, talk.candidates)
    if random.Random(talk.state.session_id).random() < unheard:
        seen = deafened(seen)
    return np.concatenate([seen, private(talk)])


def private(talk: Conversation) -> np.ndarray:
    """(PRIVATE,) float32: who the shopper is, how patient still, what was not told, where on the list something right stands."""
    shopper, state, found = talk.shopper, talk.state, talk.candidates
    persona, goal, page = shopper.persona, shopper.goal, max(1, found.page)
    told = {w.slot for w in shopper.told}
    untold = {w.role for w in goal.wishes if w.slot not in told}
    misheard = sum(state.constraints.get(w.slot) != w.constraint for w in shopper.told)
    right = [i for i, p in enumerate(found.picks) if p.product.id in goal.right and not shopper.rejects(p.product.id)]
    unseen = [i for i in right if not shopper.has_seen(found.picks[i].product.id)]
    row = [
        *(float(persona.name == one.name) for one in PERSONAS), float(shopper.led), shopper.mood, shopper.patience / 10,
        shopper.satisfaction, persona.companion, persona.straight, persona.question, persona.volunteer, goal.standard,
        min(misheard, 3) / 3, len(right) / max(1, len(found.picks)), float(bool(right and right[0] < page)),
        1.0 / (1 + right[0]) if right else 0.0, 1.0 / (1 + unseen[0]) if unseen else 0.0, min(len(unseen), 12) / 12,
        shopper.messages / 24, float(bool(state.cart.lines)), *(float(role in untold) for role in ROLES),
    ]  # fmt: skip
    return np.array(row, dtype=np.float32)


PRIVATE = len(PERSONAS) + 17 + len(ROLES)


class Halves(torch.nn.Module):
    """The actor on what the policy sees; the critic on everything."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.latent_dim_pi = self.latent_dim_vf = hidden
        self.actor = _layers(SIZE, hidden)
        self.critic = _layers(SIZE + PRIVATE, hidden)

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.forward_actor(seen), self.forward_critic(seen)

    def forward_actor(self, seen: torch.Tensor) -> torch.Tensor:
        return self.actor(seen[:, :SIZE])

    def forward_critic(self, seen: torch.Tensor) -> torch.Tensor:
        return self.critic(seen)


def _layers(size: int, hidden: int) -> torch.nn.Sequential:
    return torch.nn.Sequential(torch.nn.Linear(size, hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, hidden), torch.nn.Tanh())


class Told(VecEnvWrapper):
    """Masks and counts as the environments told them with each step: no process is asked for them again."""

    def reset(self):  # type: ignore[no-untyped-def]
        seen = self.venv.reset()
        self._told = list(self.venv.reset_infos)
        return seen

    def step_wait(self):  # type: ignore[no-untyped-def]
        seen, rewards, over, infos = self.venv.step_wait()
        self._told = [new if ended else info for info, new, ended in zip(infos, self.venv.reset_infos, over, strict=True)]
        return seen, rewards, over, infos

    def env_method(self, method_name, *args, indices=None, **kwargs):  # type: ignore[no-untyped-def]
        if method_name == "action_masks":
            return [one["mask"] for one in self._told]
        return self.venv.env_method(method_name, *args, indices=indices, **kwargs)

    def get_attr(self, attr_name, indices=None):  # type: ignore[no-untyped-def]
        if attr_name == "dialogues":
            return [one["dialogues"] for one in self._told]
        return self.venv.get_attr(attr_name, indices)


class Asymmetric(MaskableActorCriticPolicy):
    """sb3-contrib's maskable policy with `Halves` in place of its networks; `net_arch` is the width."""

    def _build_mlp_extractor(self) -> None:
        self.mlp_extractor = Halves(int(self.net_arch["pi"][0]))


def train(
    shop: Shop,
    by_hand: ByHand,
    plan: Plan | None = None,
    *,
    settings: Settings | None = None,
    weights: Weights | None = None,
    cores: int = 1,
) -> tuple[MaskablePPO, list[tuple[int, float]]]:
    """A trained model, and its curve: (dialogues, mean worth of the last thousand). With `cores` above 1 the conversations are
    held in processes of their own, with the same outcome.
    """
    plan, settings, weights = plan or Plan(), settings or Settings(), weights or Weights()
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    first = plan.seed * SEED_APART
    environments = [Shopping(shop, first + i * ENV_APART, settings, weights, plan.unheard) for i in range(plan.envs)]
    apart = cores > 1 and "fork" in get_all_start_methods()  # the shop is shared, and never sent
    held = Told(Apart(environments, cores) if apart else DummyVecEnv([lambda one=one: one for one in environments]))
    try:
        model = MaskablePPO(
            Asymmetric,
            held,
            learning_rate=plan.rate,
            n_steps=plan.steps,
            batch_size=plan.batch,
            n_epochs=plan.epochs,
            gamma=plan.gamma,
            gae_lambda=plan.gae,
            clip_range=plan.clip,
            ent_coef=plan.entropy,
            target_kl=plan.target_kl,
            policy_kwargs={"net_arch": {"pi": [plan.hidden], "vf": [plan.hidden]}},
            seed=plan.seed,
            device="cpu",
            verbose=0,
        )
        _copy(model, shop, by_hand, plan, settings, weights, first + COPIED_FROM)
        watch = _Watch(plan)
        model.learn(total_timesteps=plan.dialogues * 12, callback=watch)
    finally:
        held.close()
    _leave_out(model.policy.mlp_extractor.actor[0], watch.low, watch.high)
    _never(model.policy.action_net, watch.met)
    return model, watch.curve


def _leave_out(layer: torch.nn.Linear, low: np.ndarray, high: np.ndarray) -> None:
    """Features that never varied while learning, `low` (SIZE,) being as `high`, count no more: what the weights of theirs were
    by chance must not speak up where one of them varies after all. What they added all along goes into the bias.
    """
    still = torch.from_numpy(low == high)
    with torch.no_grad():
        layer.bias += layer.weight[:, still] @ torch.from_numpy(low)[still]
        layer.weight[:, still] = 0.0


def _never(head: torch.nn.Linear, met: np.ndarray) -> None:
    """What was never allowed while learning, `met` (CHOICES,) being False, is never chosen where it is allowed after all."""
    with torch.no_grad():
        head.bias[torch.from_numpy(~met)] = NEVER


class _Watch(BaseCallback):
    """Keeps the curve, the bounds of each feature, which choices were ever allowed; lets rate and entropy fall with the dialogues
    used, and ends at the number that was planned.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self.curve: list[tuple[int, float]] = []
        self.low, self.high = (np.full(SIZE, bound, np.float32) for bound in (np.inf, -np.inf))
        self.met = np.zeros(len(CHOICES), dtype=bool)

    @property
    def used(self) -> int:
        return self._plan.copied + sum(self.training_env.get_attr("dialogues"))

    def _on_step(self) -> bool:
        return self.used < self._plan.dialogues

    def _on_rollout_end(self) -> None:
        left = 0.1 + 0.9 * max(0.0, 1 - self.used / self._plan.dialogues)
        self.model.lr_schedule = lambda _: self._plan.rate * left  # by dialogues, where the library goes by decisions
        self.model.ent_coef = self._plan.entropy * left
        seen = self.model.rollout_buffer.observations[..., :SIZE].reshape(-1, SIZE)
        np.minimum(self.low, seen.min(0), out=self.low)
        np.maximum(self.high, seen.max(0), out=self.high)
        self.met |= self.model.rollout_buffer.action_masks.reshape(-1, len(CHOICES)).astype(bool).any(0)
        worths = [worth for some in self.training_env.get_attr("lately") for worth in some]
        if worths:
            self.curve.append((self.used, float(np.mean(worths))))
            log.info("%d dialogues, worth %.3f", *self.curve[-1])


def _copy(model: MaskablePPO, shop: Shop, by_hand: ByHand, plan: Plan, settings: Settings, weights: Weights, first: int) -> None:
    """Fits the policy to what the one by hand does, and the value to what came of it."""
    seen, masks, done, worth = [], [], [], []
    for seed in range(first, first + plan.copied):
        talk = Conversation(shop, seed, settings, weights)
        rows: list[tuple[np.ndarray, np.ndarray, int, int]] = []
        rewards: list[float] = []
        while not talk.over:
            decision = by_hand.decide(talk.state, talk.candidates)
            for group, step in zip(talk.choices, decision.steps, strict=True):
                mask = mask_of(group)
                if mask.sum() > 1:
                    rows.append((observed(talk, plan.unheard), mask, choice_of(step), len(rewards)))
            rewards.append(talk.take(decision))
        togo = np.cumsum(np.array(rewards)[::-1])[::-1]
        for row, mask, choice, at in rows:
            seen.append(row)
            masks.append(mask)
            done.append(choice)
            worth.append(togo[at])
    x, m = torch.from_numpy(np.stack(seen)), np.stack(masks)
    a, v = torch.tensor(done), torch.tensor(np.array(worth), dtype=torch.float32)
    optimizer = torch.optim.Adam(model.policy.parameters(), lr=1e-3)
    rng = np.random.default_rng(plan.seed)
    for epoch in range(plan.copying_epochs):
        order, losses = rng.permutation(len(a)), []
        for at in range(0, len(order), 512):
            rows_ = order[at : at + 512]
            values, chance, _ = model.policy.evaluate_actions(x[rows_], a[rows_], action_masks=m[rows_])
            loss = -chance.mean() + 0.5 * ((values.flatten() - v[rows_]) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(float(loss.detach()))
        log.info("copying, epoch %d: loss %.3f over %d decisions", epoch + 1, float(np.mean(losses)), len(a))


class Actor(torch.nn.Module):
    """The half of a trained model that serves: features (B, SIZE) -> logits (B, CHOICES)."""

    def __init__(self, model: MaskablePPO) -> None:
        super().__init__()
        self.body, self.head = model.policy.mlp_extractor.actor, model.policy.action_net

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(seen))


def card_of(plan: Plan, store: str, minutes: float, metrics: dict[str, object], command: str) -> dict[str, object]:
    """What is told of a trained policy, beside its weights."""
    return {
        "name": "policy",
        "what": "chooses among the steps that the state machine allows; features in, logits of the choices out",
        "features_version": VERSION,
        "features": len(NAMES),
        "choices": list(CHOICES),
        "data": f"simulated shoppers over {store}; no person's conversation",
        "licence": "Apache-2.0",
        "world": world_hash(),
        "seed": plan.seed,
        "plan": asdict(plan),
        "command": command,
        "date": date.today().isoformat(),
        "minutes": round(minutes, 1),
        "metrics": metrics,
    }


def draw_curves(curves: Sequence[Sequence[tuple[int, float]]], to: Path) -> None:
    """The mean worth while training, one line for each seed."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot()
    for number, curve in enumerate(curves, 1):
        worths = np.array([worth for _, worth in curve])
        wide = min(SMOOTHED, len(worths))
        smooth = np.convolve(worths, np.ones(wide) / wide, mode="valid")
        axes.plot([used for used, _ in curve][wide - 1 :], smooth, label=f"seed {number}", linewidth=1.4)
    axes.set(xlabel="simulated conversations", ylabel="mean worth", title="Learning by reinforcement")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(to, dpi=110)
