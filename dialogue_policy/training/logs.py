"""Learns from the conversations that a shop has held, and replaces the policy only where it is surely better.

    shopwindow train policy --from-logs var/demo-store-state

Half of the conversations fit a new policy: a step from the one that serves towards what each choice turned out to be worth. The
other half judge it: it is written only if the doubly robust estimate of the difference lies above 0 with its whole interval.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from dialogue_policy.features import CHOICES, SIZE
from dialogue_policy.learned import FOLDER
from dialogue_policy.logged import read_logs
from dialogue_policy.off_policy import EFFECTIVE, Chances, Episode, checked, earned, effective, estimate, q_of, support
from dialogue_policy.training.export import export

TRIED = 50
"""Choices in the judging half that were as the new policy would choose and the old one would not: fewer tell too little."""
STEP = 0.15
"""How far from the old policy: the new one's chances are the old ones times exp(worth / STEP)."""
EPOCHS, RATE = 60, 3e-4


class Network(torch.nn.Module):
    """features (n, SIZE) -> logits (n, choices): the shape that `ppo.py` exports."""

    def __init__(self, sizes: list[int]) -> None:
        super().__init__()
        layers: list[torch.nn.Module] = []
        for a, b in pairwise(sizes):
            layers += [torch.nn.Linear(a, b), torch.nn.Tanh()]
        self.layers = torch.nn.Sequential(*layers[:-1])

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return self.layers(seen)

    @classmethod
    def of(cls, model: Path) -> Network:
        """The network of an exported policy."""
        graph = onnx.load(str(model)).graph
        held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
        gemms = [node for node in graph.node if node.op_type == "Gemm"]
        weights = [(held[node.input[1]], held[node.input[2]]) for node in gemms]
        network = cls([SIZE, *(len(bias) for _, bias in weights)])
        linear = [layer for layer in network.layers if isinstance(layer, torch.nn.Linear)]
        with torch.no_grad():
            for layer, (weight, bias) in zip(linear, weights, strict=True):
                layer.weight.copy_(weight)
                layer.bias.copy_(bias)
        return network


def chances_of(network: Network) -> Chances:
    """The policy that takes the best of what is allowed."""

    def chances(seen: np.ndarray, masks: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            logits = network(torch.from_numpy(seen.astype(np.float32))).numpy()
        best = np.where(masks, logits, -np.inf).argmax(1)
        return np.eye(len(CHOICES))[best]

    return chances


def improved(network: Network, episodes: list[Episode], *, seed: int = 1) -> Network:
    """One step of policy improvement from `network`: towards what each choice turned out to be worth."""
    torch.manual_seed(seed)
    worth = q_of(episodes, chances_of(network))
    seen = np.concatenate([e.seen for e in episodes])
    masks = torch.from_numpy(np.concatenate([e.masks for e in episodes]))
    x = torch.from_numpy(seen.astype(np.float32))
    with torch.no_grad():
        old = network(x).masked_fill(~masks, -1e9)
        target = torch.softmax(old + torch.from_numpy(worth(seen).astype(np.float32)) / STEP, 1)
    new = Network([SIZE, *(layer.out_features for layer in network.layers if isinstance(layer, torch.nn.Linear))])
    new.load_state_dict(network.state_dict())
    optimizer = torch.optim.Adam(new.parameters(), lr=RATE)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(x)).split(512):
            logits = new(x[rows]).masked_fill(~masks[rows], -1e9)
            loss = -(target[rows] * torch.log_softmax(logits, 1)).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return new


def learn_from(state_dir: Path, to: Path) -> dict[str, object]:
    """What was learned: the estimates, and whether the policy in `to` was replaced. Raises `LogError` on logs of no use.

    Compared is what lies in `to`, else the shipped policy. The interval alone does not do: what the new policy would do otherwise
    must have been tried often enough, and the log be worth enough conversations of its own.
    """
    start = to if (to / "model.onnx").exists() else FOLDER
    episodes = checked(read_logs(state_dir))
    fitted, judges = episodes[0::2], episodes[1::2]
    old = Network.of(start / "model.onnx")
    new = improved(old, fitted)
    values = {name: earned(judges, chances_of(one)) for name, one in (("old", old), ("new", new))}
    difference = estimate(values["new"] - values["old"])
    differing, tried = support(judges, chances_of(old), chances_of(new))
    worth = effective(judges, chances_of(old), chances_of(new))
    better = difference.low > 0 and tried >= TRIED and worth >= EFFECTIVE
    told: dict[str, object] = {
        "conversations": len(episodes),
        "old": asdict(estimate(values["old"])),
        "new": asdict(estimate(values["new"])),
        "difference": asdict(difference),
        "choices_that_differ": differing,
        "of_those_tried_in_the_log": tried,
        "conversations_the_log_is_worth": round(worth, 1),
        "replaced": better,
    }
    if better:
        _write(new, start, to, told)
    return told


def _write(network: Network, start: Path, to: Path, told: dict[str, object]) -> None:
    """The new policy, with the old one kept beside it."""
    card = json.loads((start / "card.json").read_text(encoding="utf-8"))
    if (to / "model.onnx").exists():
        kept = to / f"before-{date.today().isoformat()}-{sum(1 for _ in to.glob('before-*'))}"
        kept.mkdir()
        for name in ("model.onnx", "card.json"):
            shutil.copy(to / name, kept / name)
    shutil.rmtree(to / "seeds", ignore_errors=True)  # they are not those of the policy that serves now
    card |= {"learned_from_logs": {**told, "date": date.today().isoformat()}}
    export(network, to, card)
