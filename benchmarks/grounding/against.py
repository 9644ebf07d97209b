"""Where a phrase is, by our layer and by four other ways of asking the same network, in one run, as JSON.

    python -m benchmarks.grounding.against [--model FOLDER] [--data ../shared/data] [--randomised]

Needs the train extra: for their gradients the weights that ship are brought back into torch. On the development photos, of the
phrases that are there: does the point lie in a true box, and the IoU of the box.

- ours: the layer's map, point and box
- Grad-CAM (Selvaraju et al. 2017) of the cosine of picture and phrase, on the trunk's last feature map
- phrase-patch cosine: that feature map through the tower's own head, place by place, against the phrase
- raw attention: the layer's attention, the mean over heads
- relevance (Chefer et al. 2021, bi-modal): attention weighed by its gradient from the presence, both looks

The others' point is the highest place of their map (made smooth and as fine as the picture); their box goes around what reaches a
share of the highest value, the share that gives this very set the best IoU: that favours them. `--randomised` is Adebayo et al.'s
check (2018): the layer's weights drawn anew, then those of tower and layer; how far the maps still agree (rank correlation).
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.overrides import TorchFunctionMode

from benchmarks.grounding.boxes import kept_apart, write_photos
from grounding.annotation import Annotation, Box
from grounding.attention import CrossAttention
from grounding.evaluation import iou, opened, resampled, within
from grounding.sight import FOLDER, GRID, Sight, Vision, squared
from grounding.training.export import restored_network
from grounding.training.network import Grounder
from nlu.encoder import SentenceEncoder

FINE = 128
_SHARES = (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
_SEED = 1

Map = NDArray[np.float32]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--randomised", action="store_true")
    parser.add_argument("--draws", type=int, default=5, help="Of random weights")
    options = parser.parse_args()
    torch.manual_seed(_SEED)
    encoder = SentenceEncoder.open()
    asked = Asked(restored_network(options.model), encoder)
    by: dict[str, list[Annotation]] = {}
    for one in kept_apart(Vision.open(encoder, options.model)):
        if one.present:
            by.setdefault(one.photo, []).append(one)
    with tempfile.TemporaryDirectory() as folder:
        write_photos(options.data, set(by), Path(folder))
        photos = {name: torch.from_numpy(squared(opened(Path(folder), name)))[None] for name in by}
    found = randomised(asked, by, photos, options.draws) if options.randomised else compared(asked, by, photos)
    print(json.dumps(found, indent=1))


def compared(asked: Asked, by: dict[str, list[Annotation]], photos: dict[str, Tensor]) -> dict[str, Any]:
    """Each way's pointing and IoU, and how far ours is ahead."""
    drawn = [one for several in by.values() for one in several]
    of = np.array([n for n, several in enumerate(by.values()) for _ in several])
    hits: dict[str, NDArray[np.float64]] = {}
    overlaps: dict[str, NDArray[np.float64]] = {}
    ours = [sight for name, several in by.items() for sight in asked.ours(photos[name], [one.phrase for one in several])]
    hits["ours"] = np.array([within(sight.point, one.boxes) for sight, one in zip(ours, drawn, strict=True)], float)
    overlaps["ours"] = np.array([best_iou(sight.box, one) for sight, one in zip(ours, drawn, strict=True)])
    ways: dict[str, Callable[[Tensor, Sequence[str]], list[Map]]] = {
        "grad_cam": asked.grad_cam, "phrase_patch_cosine": asked.cosine, "raw_attention": asked.attention,
        "relevance": asked.relevance,
    }  # fmt: skip
    for way, ask in ways.items():
        maps = [smooth(one) for name, several in by.items() for one in ask(photos[name], [one.phrase for one in several])]
        hits[way] = np.array([within(peak(one), drawn_.boxes) for one, drawn_ in zip(maps, drawn, strict=True)], float)
        tried = [
            np.array([best_iou(around(one, share), drawn_) for one, drawn_ in zip(maps, drawn, strict=True)]) for share in _SHARES
        ]
        overlaps[way] = max(tried, key=lambda values: float(values.mean()))

    def told(values: NDArray[np.float64]) -> dict[str, float | int | None]:
        return resampled(of, lambda at: float(values[at].mean()))

    out: dict[str, Any] = {"photos": len(by), "phrases": len(drawn)}
    for way in hits:
        out[way] = {"pointing": told(hits[way]), "mean_iou": told(overlaps[way])}
        if way != "ours":
            out[way]["ours_ahead_pointing"] = told(hits["ours"] - hits[way])
            out[way]["ours_ahead_iou"] = told(overlaps["ours"] - overlaps[way])
    return out


def randomised(asked: Asked, by: dict[str, list[Annotation]], photos: dict[str, Tensor], draws: int) -> dict[str, Any]:
    """How far the maps of random weights agree with those of the trained ones: of the layer alone, and of the whole network."""
    layers = [Asked(asked.model, asked.encoder, CrossAttention().eval()) for _ in range(draws)]
    wholes = [Asked(Grounder().eval(), asked.encoder) for _ in range(draws)]
    return {"layer": agreement(asked, layers, by, photos), "layer_and_tower": agreement(asked, wholes, by, photos)}


def agreement(
    asked: Asked, others: Sequence[Asked], by: dict[str, list[Annotation]], photos: dict[str, Tensor]
) -> dict[str, Any]:
    """Rank correlations of the maps of one network with those of others, the mean over phrases and draws."""
    rows: list[list[float]] = []
    of = []
    for n, (name, several) in enumerate(by.items()):
        phrases = [one.phrase for one in several]
        own = [ranks(sight) for sight in asked.ours(photos[name], phrases)]
        theirs = [[ranks(sight) for sight in other.ours(photos[name], phrases)] for other in others]
        rows += [[float(np.corrcoef(one, drawn[k])[0, 1]) for drawn in theirs] for k, one in enumerate(own)]
        of += [n] * len(phrases)
    values = np.array(rows)  # (phrases, draws)
    return {
        "phrases": len(values),
        "each_draw": [round(float(one), 3) for one in values.mean(0)],
        "correlation": resampled(np.array(of), lambda at: float(values[at].mean())),
        "absolute_correlation": resampled(np.array(of), lambda at: float(np.abs(values[at]).mean())),
    }


def ranks(sight: Sight) -> NDArray[np.float64]:
    return sight.map.ravel().argsort().argsort().astype(np.float64)


class Asked:
    """A trained network, asked in several ways. `layer` takes the place of its own."""

    def __init__(self, model: Grounder, encoder: SentenceEncoder, layer: CrossAttention | None = None) -> None:
        self.model, self.encoder, self.layer = model, encoder, layer or model.layer
        self._words = Vision.open(encoder)

    def ours(self, pixels: Tensor, phrases: Sequence[str]) -> list[Sight]:
        with torch.no_grad():
            vectors, patches = self.model.tower(pixels)
            seen = self.layer(patches, vectors, *self._text(phrases))
            boxes, sure = self.layer.best(seen)
        maps = seen.map[0].sigmoid().reshape(-1, GRID, GRID).numpy()
        return [
            Sight(float(seen.presence[0, k].sigmoid()), float(sure[0, k]), box_of(boxes[0, k]), maps[k])
            for k in range(len(phrases))
        ]

    def grad_cam(self, pixels: Tensor, phrases: Sequence[str]) -> list[Map]:
        sentence = self._text(phrases)[2][0]
        last = self.model.tower.visual.trunk.forward_features(pixels).detach().requires_grad_()  # (1, C, h, w)
        cosine = self._head(last) @ sentence.T  # (1, K)
        maps = []
        for k in range(len(phrases)):
            (slope,) = torch.autograd.grad(cosine[0, k], last, retain_graph=True)
            maps.append(F.relu((slope.mean((2, 3), keepdim=True) * last).sum(1))[0].detach().numpy())
        return maps

    def cosine(self, pixels: Tensor, phrases: Sequence[str]) -> list[Map]:
        with torch.no_grad():
            last = self.model.tower.visual.trunk.forward_features(pixels)
            _, _, h, w = last.shape
            places = last.flatten(2).permute(2, 1, 0)[..., None]  # (h w, C, 1, 1)
            similar = self._head(places) @ self._text(phrases)[2][0].T  # (h w, K)
        return [similar[:, k].reshape(h, w).numpy() for k in range(len(phrases))]

    def attention(self, pixels: Tensor, phrases: Sequence[str]) -> list[Map]:
        with torch.no_grad():
            vectors, patches = self.model.tower(pixels)
            looks = self.layer(patches, vectors, *self._text(phrases)).attention  # (1, K, nh, P)
        return [looks[0, k].mean(0).reshape(GRID, GRID).numpy() for k in range(len(phrases))]

    def relevance(self, pixels: Tensor, phrases: Sequence[str]) -> list[Map]:
        with torch.no_grad():
            vectors, patches = self.model.tower(pixels)
        maps = []
        for phrase in phrases:
            with Kept() as kept:
                seen = self.layer(patches, vectors, *self._text([phrase]))
            first, weights, second = kept.softmaxes  # (1, nh, T, P / 4), (1, 1, T), (1, nh, 1, P)
            slopes = torch.autograd.grad(seen.presence[0, 0], (first, second))
            one, two = (F.relu(slope * look).mean(1)[0] for slope, look in zip(slopes, (first, second), strict=True))
            # the first look goes by squares of patches: each patch has its part of its square's
            side = math.isqrt(one.shape[-1])
            fine = one.reshape(-1, side, side).repeat_interleave(GRID // side, 1).repeat_interleave(GRID // side, 2)
            fine = fine.flatten(1) * (side / GRID) ** 2
            maps.append((two[0] + weights[0, 0] @ fine).reshape(GRID, GRID).detach().numpy())
        return maps

    def _head(self, features: Tensor) -> Tensor:
        pooled = self.model.tower.visual.trunk.forward_head(features)
        return F.normalize(self.model.tower.visual.head(pooled), dim=-1)

    def _text(self, phrases: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
        states, real, sentence = self._words._phrases(list(phrases))
        return torch.from_numpy(states)[None], torch.from_numpy(real)[None], torch.from_numpy(sentence)[None]


class Kept(TorchFunctionMode):
    """Keeps what every softmax gives while it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.softmaxes: list[Tensor] = []

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = function(*args, **(kwargs or {}))
        if function is Tensor.softmax:
            self.softmaxes.append(out)
        return out


def smooth(one: Map) -> Map:
    fine = Image.fromarray(one.astype(np.float32)).resize((FINE, FINE), Image.Resampling.BICUBIC)
    return np.asarray(fine, np.float32)


def peak(one: Map) -> tuple[float, float]:
    row, column = divmod(int(one.argmax()), one.shape[1])
    return (column + 0.5) / one.shape[1], (row + 0.5) / one.shape[0]


def around(one: Map, share: float) -> Box:
    """The box around all that reaches this share of the way from the lowest to the highest value."""
    reached = one >= one.min() + share * (one.max() - one.min())
    rows, columns = np.flatnonzero(reached.any(1)), np.flatnonzero(reached.any(0))
    n = len(one)
    return float(columns[0] / n), float(rows[0] / n), float((columns[-1] + 1) / n), float((rows[-1] + 1) / n)


def best_iou(box: Box, drawn: Annotation) -> float:
    return max(iou(box, one) for one in drawn.boxes)


def box_of(one: Tensor) -> Box:
    x0, y0, x1, y1 = (float(v) for v in one.clamp(0, 1))
    return x0, y0, max(x0, x1), max(y0, y1)


if __name__ == "__main__":
    main()
