"""Trains the layer on, over the tower that is shipped: the tower looks at varied copies of the pictures once, and the layer
learns from what it saw, as it is stored.

A tenth of what training both takes, on two cores; the tower's file, its fingerprint and what stores have looked at stay as they
are.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from grounding.attention import CrossAttention, Seen
from grounding.sight import ZERO, rounded, unsigned
from grounding.training import claims, sources
from grounding.training.batches import Batch, Held, claimed, joined, motions, moved, pictures_moved
from grounding.training.losses import Weights, grounding_loss
from grounding.training.measuring import said
from grounding.training.shards import Shard
from grounding.training.sources import Job
from grounding.training.train import follow, keep, resumed
from nlu.encoder import session_of

_AT_ONCE = 32
_JUDGED_SEED = 99


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings; `shares` is how many pictures of a batch come from where, `copies` how often each picture is looked at."""

    minutes: float = 30.0
    shares: Mapping[str, int] = field(default_factory=lambda: {"scene": 22, "hand": 14, "street": 5, "home": 4, "shop": 9})
    copies: Mapping[str, int] = field(default_factory=lambda: {"scene": 1, "hand": 4, "street": 2, "home": 1, "shop": 1})
    scenes: int = 5760
    """Drawn scenes, with numbers that training both has never seen; of the other sources one shard each, but of the boxes by hand
    and the street photos all.
    """
    judged: int = 192
    """Drawn scenes that no training sees, by which the layer is judged on the way."""
    scene_seed: int = 21
    claims: int = 8
    rate: float = 4e-4
    decay: float = 0.03
    mean: float = 0.999
    evaluate: float = 120.0
    seed: int = 11
    weights: Weights = field(default_factory=Weights)
    source_weights: Mapping[str, float] = field(default_factory=lambda: {"hand": 2.0})


class Tower:
    """The shipped tower, and what it says of pictures (B, 3, 256, 256): vectors (B, 384), patches as they are stored."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        self._session = session_of(path.read_bytes(), threads)

    def __call__(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors (B, 384), patches (B, 256, 128) as bytes, and what they are multiplied by (B,)."""
        vectors, patches = self._session.run(None, {"pixels": pictures.numpy()})
        whole, scales = rounded(patches)
        return torch.as_tensor(vectors), torch.as_tensor(unsigned(whole)), torch.as_tensor(scales)


@dataclass(frozen=True, slots=True)
class Looked:
    """Copies of a shard's pictures as the tower saw them: which picture each is (R,), how it was moved (R, 4), vectors (R, 384),
    patches (R, 256, 128) as bytes, and their scales (R,).
    """

    held: Held
    of: Tensor
    motion: Tensor
    vectors: Tensor
    patches: Tensor
    scales: Tensor

    def __len__(self) -> int:
        return len(self.of)


def looked_at(held: Held, tower: Tower, copies: int) -> Looked:
    """Varied copies of all pictures of a shard, looked at."""
    of = torch.arange(len(held)).repeat(copies)
    sharp = torch.full((len(of),), held.source == "scene")
    motion = motions(sharp)
    rows = []
    for some in torch.arange(len(of)).split(_AT_ONCE):
        rows.append(tower(pictures_moved(held.pictures[of[some]], motion[some], sharp[some])))
    held.pictures = held.pictures.new_zeros(1, 1, 1, 3).expand(len(held), 1, 1, 3)  # nobody looks at them again
    return Looked(held, of, motion, *(torch.cat(one) for one in zip(*rows, strict=True)))


def gathered(packs: Path, work: Path, tower: Tower, plan: Plan) -> tuple[dict[str, list[Looked]], dict[str, Held]]:
    """The shards of the plan as the tower sees them, and what the layer is judged by: the development photos, and scenes that no
    training sees.
    """
    work.mkdir(parents=True, exist_ok=True)
    jobs = [job for job in sources.jobs(packs, 0, set(plan.shares) - {"scene"}) if job.start == 0 or job.kind == "street"]
    starts = range(0, plan.scenes, sources.SCENES)
    jobs += [Job("scene", "", n, min(n + sources.SCENES, plan.scenes), plan.scene_seed, claims.SEEN) for n in starts]
    held_out = Job("scene", "", 0, plan.judged, _JUDGED_SEED, claims.SEEN)
    there = torch.device("cpu")
    looked: dict[str, list[Looked]] = {}
    judged: dict[str, Held] = {}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for job, path in zip((*jobs, held_out), pool.map(partial(sources.run, to=work), (*jobs, held_out)), strict=True):
            held = Held(Shard.load(path), there, {}, {})
            if job is held_out or job.kind == "dev":
                judged["scenes" if job is held_out else "dev"] = held
            else:
                looked.setdefault(job.kind, []).append(looked_at(held, tower, plan.copies[job.kind]))
    return looked, judged


class _Seeing(nn.Module):
    """A layer over the tower, for `said`."""

    def __init__(self, layer: CrossAttention, tower: Tower) -> None:
        super().__init__()
        self.layer, self._tower = layer, tower

    def forward(self, batch: Batch) -> tuple[Tensor, Seen]:
        vectors, patches, scales = self._tower(batch.pictures.contiguous())
        return vectors, _seen(self.layer, vectors, patches, scales, batch)


def _seen(layer: CrossAttention, vectors: Tensor, patches: Tensor, scales: Tensor, batch: Batch) -> Seen:
    count = len(vectors)
    floats = (patches.float() - ZERO) * scales[:, None, None]
    text = (one.unflatten(0, (count, -1)) for one in (batch.text.states, batch.text.real, batch.text.sentence))
    return Seen(*(one.flatten(0, 1) for one in layer(floats, vectors, *text)))


def train_on(
    layer: CrossAttention,
    looked: Mapping[str, list[Looked]],
    judged: Mapping[str, Held],
    tower: Tower,
    plan: Plan,
    note: Callable[..., None],
    checkpoint: Path | None = None,
) -> CrossAttention:
    """Trains for the plan's minutes, on from the `checkpoint` of a run that was cut off; returns the running mean of the weights.
    `judged` are looked at on the way.
    """
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    kept = deepcopy(layer).eval()
    layer.train()
    optimizer = torch.optim.AdamW(layer.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=plan.decay)
    step, before = resumed(checkpoint, layer, kept, optimizer, plan.shares)
    note(step=step, **_figures(kept, tower, judged))
    told = time.time()
    start, spent = told - before, before / (60 * plan.minutes)
    while spent < 1:
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * (min(1.0, (step + 1) / 200) * max(0.01, 0.5 * (1 + math.cos(math.pi * spent))))
        batch, vectors, patches, scales = _batch(looked, plan, rng)
        seen = _seen(layer, vectors, patches, scales, batch)
        loss, parts = grounding_loss(seen, layer.boxes(seen.reach), batch.wanted, plan.weights)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(layer.parameters(), 2.0)
        optimizer.step()
        follow(kept, layer, min(plan.mean, (step + 1) / (step + 10)))
        step += 1
        if time.time() - told > plan.evaluate:
            told = time.time()
            losses = {name: round(one.item(), 4) for name, one in parts.items()}
            note(step=step, spent=round(spent, 3), **losses, **_figures(kept, tower, judged))
            if checkpoint:
                keep(checkpoint, layer, kept, optimizer, plan.shares, step, told - start)
        spent = (time.time() - start) / (60 * plan.minutes)
    note(step=step, trained=round(time.time() - start, 1), **_figures(kept, tower, judged))
    if checkpoint:
        checkpoint.unlink(missing_ok=True)
    return kept


def _figures(layer: CrossAttention, tower: Tower, judged: Mapping[str, Held]) -> dict[str, dict[str, float]]:
    seeing = _Seeing(layer, tower).eval()
    return {
        name: {what: round(value, 4) for what, value in said(seeing, held).figures().items()}  # type: ignore[arg-type]
        for name, held in judged.items()
    }


def _batch(looked: Mapping[str, list[Looked]], plan: Plan, rng: np.random.Generator) -> tuple[Batch, Tensor, Tensor, Tensor]:
    parts, rows = [], []
    for source, count in plan.shares.items():
        for one, n in _spread(looked[source], count, rng):
            at = torch.randint(len(one), (n,))
            batch = claimed(one.held, one.of[at], plan.claims, plan.source_weights.get(source, 1.0))
            parts.append(moved(batch, batch.pictures, one.motion[at]))
            rows.append((one.vectors[at], one.patches[at], one.scales[at]))
    vectors, patches, scales = (torch.cat(one) for one in zip(*rows, strict=True))
    return joined(parts), vectors, patches, scales


def _spread(kept: list[Looked], count: int, rng: np.random.Generator) -> Iterator[tuple[Looked, int]]:
    sizes = np.array([len(one) for one in kept], float)
    chosen, counts = np.unique(rng.choice(len(kept), count, p=sizes / sizes.sum()), return_counts=True)
    for n, times in zip(chosen, counts, strict=True):
        yield kept[n], int(times)
