"""Trains tower and layer together, on all sources at once, against the clock: so many minutes, on a GPU or on two cores.

Shards are made by other processes while this one trains on those that there are. What is kept is the running mean of the weights
(Polyak). Run as a module, or through `shopwindow train grounding`.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import math
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from data.errors import ConfigError, ShopwindowError
from grounding.training import claims, sources
from grounding.training.batches import Batch, Held, draw, joined, mosaics, varied
from grounding.training.export import TOWER, restored_network
from grounding.training.losses import Weights, contrast, grounding_loss, naming
from grounding.training.measuring import said
from grounding.training.network import Grounder
from grounding.training.open_tower import OpenClipTower
from grounding.training.shards import Shard
from grounding.training.tower import load_imagenet
from nlu.encoder import SentenceEncoder

CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings; `shares` is how many pictures of a batch come from where."""

    minutes: float = 8.0
    """Of training, shards already coming; the rate falls to nothing by then."""
    shares: Mapping[str, int] = field(
        default_factory=lambda: {"shop": 70, "home": 18, "street": 16, "scene": 50, "hand": 44, "mosaic": 12}
    )
    claims: int = 8
    """Of each picture, half of them present."""
    trunk_rate: float = 4e-4
    rate: float = 1.2e-3
    scale_rate: float = 1.2e-3
    """Of the temperatures of the losses on vectors; what ships does not hold them, they are soon found again."""
    decay: float = 0.03
    mean: float = 0.998
    """Of the running mean of the weights, a step."""
    still: int = 0
    """Stages of our tower's trunk, the finest first, that stay as they are."""
    stays: float = 0.0
    """Share that the weights begun with have in what is kept: their mean with those trained is better at what either knows
    (WiSE-FT, Wortsman et al. 2022).
    """
    norms: bool = True
    """Whether the tower's norms count each batch; those of a tower that was shipped are within its convolutions, and stay."""
    scenes: int = 40
    """Shards of drawn scenes, 192 each."""
    photos: int = 10**9
    """Of a pack, at most (and what its last shard has more)."""
    scene_seed: int = 1
    """Scenes of another seed are others."""
    workers: int = 0
    """Processes that make shards; 0 is all cores but one."""
    evaluate: float = 60.0
    """Seconds between looks at the development photos."""
    checkpoint: float = 300.0
    """Seconds between checkpoints, from which a run that was cut off goes on."""
    compiled: bool = False
    """Whether tower and layer are compiled first: takes a minute or two, and pays on a GPU."""
    seed: int = 7
    weights: Weights = field(default_factory=Weights)
    source_weights: Mapping[str, float] = field(default_factory=lambda: {"hand": 2.0, "mosaic": 0.5})


class Classes:
    """The names of types and colours whose vectors pictures are told apart by."""

    def __init__(self, encoder: SentenceEncoder, device: torch.device) -> None:
        words = claims.words()
        self.sets = {
            "shop": [one[0] for one in words["fashion"].values()],
            "home": [one[0] for one in words["uploads"].values()],
            "scene": [one[0] for one in words["studio"].values()],
        }
        self.colors = {one: n for n, one in enumerate(sorted({color for group in words["near colors"] for color in group}))}
        self.types = {kind: {one: n for n, one in enumerate(names)} for kind, names in self.sets.items()}
        self.type_vectors = {kind: torch.as_tensor(encoder.encode(names)).to(device) for kind, names in self.sets.items()}
        self.color_vectors = torch.as_tensor(encoder.encode(list(self.colors))).to(device)


class Pool:
    """Shards by source, growing while training goes on. Those that `folder` has already are taken as they are; with `keep`, it
    has them all in the end.
    """

    def __init__(
        self, plan: Plan, packs: Path, device: torch.device, classes: Classes, folder: Path, *, keep: bool = False
    ) -> None:
        self.workers = plan.workers or max(1, (os.cpu_count() or 2) - 1)
        self._pool = ProcessPoolExecutor(self.workers, mp_context=multiprocessing.get_context("spawn"), initializer=_alone)
        self._coming: list[Future[Path]] = [
            self._pool.submit(sources.run, job, folder)
            for job in sources.jobs(packs, plan.scenes, set(plan.shares), plan.scene_seed, plan.photos)
        ]
        self.held: dict[str, list[Held]] = {}
        self._device, self._classes, self._keep = device, classes, keep

    def take(self) -> int:
        """Brings what is done onto the device; how many are still to come. Raises what a worker raised."""
        done = [one for one in self._coming if one.done()]
        self._coming = [one for one in self._coming if not one.done()]
        for one in done:
            path = one.result()
            shard = Shard.load(path)
            if not self._keep:
                path.unlink()
            kind = shard.source
            self.held.setdefault(kind, []).append(
                Held(shard, self._device, self._classes.types.get(kind, {}), self._classes.colors)
            )
        return len(self._coming)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def batch(self, plan: Plan, rng: np.random.Generator) -> tuple[Batch, dict[str, slice]]:
        """A varied batch, and where each source's pictures lie in it."""
        parts, where, start = [], {}, 0
        for source, count in plan.shares.items():
            weight = plan.source_weights.get(source, 1.0)
            kept = self.held[_shard_kind(source)]
            for held, n in _spread(kept, count, 3 if source == "shop" else 1, rng):
                parts.append(mosaics(held, n, plan.claims, weight) if source == "mosaic" else draw(held, n, plan.claims, weight))
            where[source] = slice(start, start + count)
            start += count
        whole = joined(parts)
        sharp = torch.zeros(start, dtype=torch.bool, device=self._device)
        if "scene" in where:
            sharp[where["scene"]] = True
        return varied(whole, sharp), where


def _shard_kind(source: str) -> str:
    return "shop" if source == "mosaic" else source


def _alone() -> None:
    torch.set_num_threads(1)


def _spread(kept: list[Held], count: int, ways: int, rng: np.random.Generator) -> Iterator[tuple[Held, int]]:
    sizes = np.array([len(one) for one in kept], float)
    chosen = rng.choice(len(kept), ways, p=sizes / sizes.sum())
    for k, n in enumerate(chosen):
        yield kept[n], count // ways + (count % ways if k == 0 else 0)


def loss_of(
    model: Grounder, batch: Batch, where: Mapping[str, slice], classes: Classes, plan: Plan
) -> tuple[Tensor, dict[str, Tensor]]:
    """The whole loss of a batch, and its parts."""
    vectors, seen = model(batch)
    total, parts = grounding_loss(seen, model.layer.boxes(seen.reach), batch.wanted, plan.weights)
    shop = where.get("shop", slice(0))
    texts = batch.name[shop]
    parts["names"] = (
        contrast(vectors[shop], texts, texts @ texts.T > 0.9999, model.scale(0)) if len(texts) else vectors.new_zeros(())
    )
    parts["types"] = sum(
        (
            naming(vectors[where[kind]], names, model.scale(1), batch.type[where[kind]])
            for kind, names in classes.type_vectors.items()
            if kind in where
        ),
        torch.zeros((), device=vectors.device),
    )
    parts["colors"] = naming(vectors, classes.color_vectors, model.scale(2), batch.color)
    total = total + plan.weights.vectors * (parts["names"] * 0.4 + parts["types"] + parts["colors"] * 0.7)
    return total, parts


def train(
    packs: Path,
    to: Path,
    weights: Path | str,
    plan: Plan | None = None,
    device: str = "",
    *,
    tower: str = "",
    begin: Path | None = None,
    shards: Path | None = None,
) -> Path:
    """Trains on the packs from ImageNet weights, from those of another open_clip model, `tower`, or on from the shipped model in
    the folder `begin`; writes `grounder.pt` (half precision) and `log.jsonl` to the folder `to`. `shards` keeps what the packs
    are made into, for further runs of the same code (some 15 GB). Raises `ConfigError` where `to` has the checkpoint of another
    tower, or `begin` has none of ours.
    """
    plan = plan or Plan()
    to.mkdir(parents=True, exist_ok=True)
    _same_tower(to, tower, weights)
    model = _shipped(begin) if begin else network(weights, plan.seed, tower)
    checkpoint = to / (f"checkpoint-{fingerprint(begin)[:8]}.pt" if begin else CHECKPOINT)  # another model's is not gone on from
    there = on(device)
    begun = time.time()
    with (
        tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder,
        (to / "log.jsonl").open("a") as log,
    ):

        def note(**row: object) -> None:
            line = json.dumps({"s": round(time.time() - begun, 1), **row})
            print(line, flush=True)
            log.write(line + "\n")
            log.flush()

        classes = Classes(SentenceEncoder.open(), there)
        pool = Pool(plan, packs, there, classes, shards or Path(folder), keep=shards is not None)
        try:
            kept = fit(pool, classes, model, plan, there, note, checkpoint)
        finally:
            pool.close()
        checkpoint.unlink(missing_ok=True)
        if begin and plan.stays:
            follow(kept, _shipped(begin).to(there), 1 - plan.stays)
        return halved(kept, to / "grounder.pt")


def network(weights: Path | str, seed: int, tower: str = "") -> Grounder:
    """The network before training: ImageNet weights in our tower, or another open_clip model with its own; the rest is drawn."""
    torch.manual_seed(seed)
    model = Grounder(OpenClipTower(tower, str(weights)) if tower else None)
    if not tower:
        load_imagenet(model.tower, Path(weights))
    return model


def fingerprint(folder: Path) -> str:
    """Of a shipped model: its graphs' SHA-256."""
    return hashlib.sha256((folder / "tower.onnx").read_bytes() + (folder / "layer.onnx").read_bytes()).hexdigest()


def _shipped(folder: Path) -> Grounder:
    try:
        return restored_network(folder)
    except Exception as error:  # also protobuf's own, of a graph that was cut off
        raise ConfigError(f"{folder}: no model that could be trained on ({error})") from error


def on(device: str) -> torch.device:
    """The device of this name, or the GPU where there is one."""
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = True
    try:
        there = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        torch.empty(1, device=there)
    except (RuntimeError, AssertionError) as error:
        raise ConfigError(f"--device {device}: no such device here ({str(error).splitlines()[0]})") from None
    if there.type == "cpu":
        keep_memory()
    return there


def keep_memory() -> None:
    """Lets glibc keep the memory of large tensors from one step to the next, not give it back and take it anew page by page: a
    fifth of a step on two cores.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option:
        for option, most in ((-3, 1 << 30), (-1, (1 << 31) - 1)):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
            set_option(option, most)


def fit(
    pool: Pool,
    classes: Classes,
    model: Grounder,
    plan: Plan,
    there: torch.device,
    note: Callable[..., None],
    checkpoint: Path | None = None,
) -> Grounder:
    """Trains the model for the plan's minutes; returns the running mean of the weights."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    model.to(there, memory_format=torch.channels_last)
    kept = deepcopy(model).eval()
    _prepare(model, plan)
    optimizer = _optimizer(model, plan)
    step, before = resumed(checkpoint, model, kept, optimizer, plan.shares)
    if plan.compiled:
        model.tower.compile()
        model.layer.compile()
    _wait(pool, plan, note)
    start = time.time() - before
    looked = saved = time.time()
    coming, spent, cores = 1, before / (60 * plan.minutes), torch.get_num_threads()
    while spent < 1:
        if coming and step % 10 == 0:
            coming = pool.take()
            torch.set_num_threads(max(1, cores - pool.workers) if coming else cores)  # two on one core wait for each other
        _rate(optimizer, spent)
        batch, where = pool.batch(plan, rng)
        with torch.autocast(there.type, torch.bfloat16, enabled=there.type == "cuda"):
            loss, parts = loss_of(model, batch, where, classes, plan)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        follow(kept, model, min(plan.mean, (step + 1) / (step + 10)))
        step += 1
        if step in (1, 5, 20) or step % 100 == 0:
            told = _rounded({"loss": loss.item(), **{name: one.item() for name, one in parts.items()}})
            note(step=step, spent=round(spent, 3), coming=coming, **told)
        if step == 1:  # choosing kernels, and compiling, is not training
            start = time.time()
        if checkpoint and time.time() - saved > plan.checkpoint:
            saved = time.time()
            keep(checkpoint, model, kept, optimizer, plan.shares, step, saved - start)
        if time.time() - looked > plan.evaluate:
            looked = time.time()
            note(step=step, dev=_rounded(said(kept, pool.held["dev"][0]).figures()))
        spent = (time.time() - start) / (60 * plan.minutes)
    torch.set_num_threads(cores)
    trained = round(time.time() - start, 1)
    note(step=step, trained=trained, dev=_rounded(said(kept, pool.held["dev"][0]).figures()), plan=asdict(plan))
    return kept


def halved(model: nn.Module, path: Path) -> Path:
    """Writes the weights in half precision."""
    torch.save({name: one.half() if one.is_floating_point() else one for name, one in model.state_dict().items()}, path)
    return path


def _same_tower(to: Path, tower: str, weights: Path | str) -> None:
    """Notes which tower is trained in this folder; a checkpoint of another cannot be gone on from."""
    told = json.dumps({"name": tower, "weights": Path(weights).name}) if tower else ""
    path = to / TOWER
    before = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    if (to / CHECKPOINT).exists() and told != before:
        going = before or "our own tower"
        raise ConfigError(f"{to} has the checkpoint of {going}: go on with that, take another --work, or delete its {CHECKPOINT}")
    if told:
        path.write_text(told + "\n", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def keep(
    path: Path, model: nn.Module, kept: nn.Module, optimizer: torch.optim.Optimizer, kinds: Iterable[str], step: int, spent: float
) -> None:
    """Writes a checkpoint of a run on these `kinds` of pictures."""
    part = path.with_suffix(".partial")
    states = {"model": model.state_dict(), "kept": kept.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**states, "kinds": sorted(kinds), "step": step, "spent": spent}, part)
    part.replace(path)


def resumed(
    path: Path | None, model: nn.Module, kept: nn.Module, optimizer: torch.optim.Optimizer, kinds: Iterable[str]
) -> tuple[int, float]:
    """Steps and seconds of a run that was cut off, brought back from its checkpoint; none where there is none. Raises
    `ConfigError` where that trained on other kinds of pictures.
    """
    if path is None or not path.exists():
        return 0, 0.0
    saved = torch.load(path, map_location=next(model.parameters()).device, weights_only=True)
    before = saved.get("kinds", ["other things"])
    if before != sorted(kinds):
        raise ConfigError(
            f"{path.parent} has the checkpoint of a run on {', '.join(before)}: go on with that, take another --work, or delete "
            f"its {path.name}"
        )
    model.load_state_dict(saved["model"])
    kept.load_state_dict(saved["kept"])
    optimizer.load_state_dict(saved["optimizer"])
    return saved["step"], saved["spent"]


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(one, 4) for name, one in figures.items()}


def _wait(pool: Pool, plan: Plan, note: Callable[..., None]) -> None:
    wanted = {"dev", *map(_shard_kind, plan.shares)}
    while pool.take() and not wanted <= set(pool.held):
        time.sleep(0.2)
    if missing := wanted - set(pool.held):
        raise ShopwindowError(f"nothing to train on from: {', '.join(sorted(missing))}")
    note(begun={kind: len(one) for kind, one in pool.held.items()})


def _prepare(model: Grounder, plan: Plan) -> None:
    """To be trained: what the plan says stays, stays."""
    model.train()
    if not plan.norms:
        for one in model.tower.modules():
            if isinstance(one, nn.BatchNorm2d):
                one.eval()
    if plan.still:
        trunk = model.tower.visual.trunk
        for part in (trunk.conv_stem, trunk.bn1, *trunk.blocks[: plan.still]):
            part.requires_grad_(False)


def _optimizer(model: Grounder, plan: Plan) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, one in model.named_parameters():
        if not one.requires_grad:
            continue
        slow = name.startswith(f"tower.{model.tower.slow}")
        rate = plan.trunk_rate if slow else plan.scale_rate if name == "scales" else plan.rate
        groups.setdefault((rate, plan.decay if one.ndim > 1 else 0.0), []).append(one)
    return torch.optim.AdamW(
        [{"params": params, "lr": rate, "top": rate, "weight_decay": decay} for (rate, decay), params in groups.items()],
        betas=(0.9, 0.98), fused=next(model.parameters()).is_cuda,
    )  # fmt: skip


def _rate(optimizer: torch.optim.Optimizer, spent: float) -> None:
    """Rises for the first hundredth parts, then falls as a cosine."""
    warm = 0.03
    share = spent / warm if spent < warm else 0.5 * (1 + math.cos(math.pi * (spent - warm) / (1 - warm)))
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * max(share, 0.002)


@torch.no_grad()
def follow(kept: nn.Module, model: nn.Module, share: float) -> None:
    """One step of the running mean of the weights, of which `share` stays."""
    mine, theirs = kept.state_dict(), model.state_dict()
    numbers = [name for name, one in mine.items() if one.is_floating_point()]
    torch._foreach_lerp_([mine[name] for name in numbers], [theirs[name] for name in numbers], 1 - share)
    for name in mine.keys() - set(numbers):
        mine[name].copy_(theirs[name])
