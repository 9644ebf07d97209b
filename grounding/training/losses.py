"""What training wants of the tower and the layer, claim by claim.

A place known exactly is learned pixel by pixel (cross entropy and Dice, Milletari et al. 2016); one known as a box by what a box
says (nothing outside, and every row and column of it is touched: Tian et al. 2021, BoxInst); one known only to be the product by
not pointing at the background. Boxes: generalised IoU (Rezatofighi et al. 2019). Pictures and texts: InfoNCE (Radford et al.
2021) with the text locked (Zhai et al. 2022).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from grounding.attention import Seen

NONE, WEAK, BOX, MASK = range(4)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of N claims: `present` and `weight` (N,), `how` (N,) as above, `cover` (N, G, G) the share of each patch that is it,
    `boxes`
    (N, 4, 4) with zeros where there are fewer.
    """

    present: Tensor
    weight: Tensor
    how: Tensor
    cover: Tensor
    boxes: Tensor


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts."""

    presence: float = 1.0
    pixels: float = 1.0
    pointing: float = 0.35
    boxes: float = 1.0
    sure: float = 0.3
    vectors: float = 0.5


def grounding_loss(seen: Seen, boxes: Tensor, wanted: Wanted, weights: Weights) -> tuple[Tensor, dict[str, Tensor]]:
    """The sum over claims, and its parts for the log; `boxes` (N, P, 4) are those that the layer reads from each patch."""
    parts = {
        "presence": _mean(
            F.binary_cross_entropy_with_logits(seen.presence.float(), wanted.present, reduction="none"), wanted.weight
        ),
        "pixels": _pixels(seen.map.float(), wanted),
        "pointing": _pointing(seen.map.float(), wanted) + _pointing_attention(seen.attention.float(), wanted),
    }
    parts["boxes"], parts["sure"] = _boxes(seen, boxes, wanted)
    total = sum(getattr(weights, name) * part for name, part in parts.items())
    assert isinstance(total, Tensor)
    return total, parts


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum().clamp_min(1.0)


def _pixels(where: Tensor, wanted: Wanted) -> Tensor:
    cover = wanted.cover.flatten(1)  # (N, P)
    each = F.binary_cross_entropy_with_logits(where, cover, reduction="none")
    outside = (cover < 0.02).float()
    exact = wanted.how == MASK
    gone = wanted.present < 0.5
    # of a box or a product only what lies outside is known
    chosen = torch.where((exact | gone)[:, None], torch.ones_like(outside), outside)
    pixel = (each * chosen).sum(1) / chosen.sum(1).clamp_min(1.0)
    pixel = pixel * torch.where(gone, 0.3, 1.0)
    share = where.sigmoid()
    dice = 1 - (2 * (share * cover).sum(1) + 1) / (share.sum(1) + cover.sum(1) + 1)
    grid = share.reshape_as(wanted.cover)
    target = (wanted.cover > 0.25).float()
    touched = _touch(grid.amax(1), target.amax(1)) + _touch(grid.amax(2), target.amax(2))
    boxed = (wanted.how == BOX) & ~gone
    # a small thing fills no patch: half of it is enough
    shape = torch.where(exact & ~gone, dice, torch.where(boxed, touched, torch.zeros_like(dice)))
    return _mean(pixel + 0.5 * shape, wanted.weight * (wanted.how + gone > 0).float())


def _touch(seen: Tensor, target: Tensor) -> Tensor:
    """1 - Dice of two profiles (N, G)."""
    return 1 - (2 * (seen * target).sum(1) + 0.5) / (seen.square().sum(1) + target.square().sum(1) + 0.5)


def _pointing(where: Tensor, wanted: Wanted) -> Tensor:
    cover = wanted.cover.flatten(1)
    log = where.log_softmax(-1)
    inside = torch.logsumexp(log + cover.clamp_min(1e-6).log(), -1) - cover.amax(-1).clamp_min(1e-3).log()
    located = wanted.weight * (wanted.how > NONE).float() * (wanted.present > 0.5).float()
    located = located * torch.where(wanted.how == WEAK, 0.3, 1.0)
    return _mean(-inside.clamp(-8, 0), located)


def _pointing_attention(attention: Tensor, wanted: Wanted) -> Tensor:
    """Half of the heads look where the thing is; the others are free to look around."""
    cover = wanted.cover.flatten(1)
    looked = attention[:, : attention.shape[1] // 2].mean(1)
    inside = (looked * (cover > 0.05)).sum(-1)
    located = wanted.weight * (wanted.how > WEAK).float() * (wanted.present > 0.5).float()
    return 0.3 * _mean(-inside.clamp_min(1e-4).log(), located)


def _boxes(seen: Seen, guessed: Tensor, wanted: Wanted) -> tuple[Tensor, Tensor]:
    centers = _centers(wanted.cover.shape[-1], wanted.cover.device)
    boxes = wanted.boxes  # (N, 4, 4)
    area = ((boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])).clamp_min(0)  # (N, M)
    half = 0.5 / wanted.cover.shape[-1]
    x, y = centers[:, 0], centers[:, 1]  # (P,)
    inside = (
        (x > boxes[..., 0, None] - half) & (x < boxes[..., 2, None] + half)
        & (y > boxes[..., 1, None] - half) & (y < boxes[..., 3, None] + half) & (area > 0)[..., None]
    )  # (N, M, P)  # fmt: skip
    of = torch.where(inside, area[..., None], torch.full_like(area[..., None], 9.0)).argmin(
        1
    )  # (N, P): the smallest that holds it
    target = boxes.gather(1, of[..., None].expand(-1, -1, 4))  # (N, P, 4)
    cover = wanted.cover.flatten(1)
    mine = (
        inside.any(1)
        & (cover > 0.3 * cover.amax(1, keepdim=True))
        & (wanted.how > WEAK)[:, None]
        & (wanted.present > 0.5)[:, None]
    )
    weight = mine.float() * wanted.weight[:, None]
    weight = weight / weight.sum(1, keepdim=True).clamp_min(1.0)
    giou, iou = overlap(guessed, target)
    loss = (weight * (1 - giou)).sum() / weight.sum().clamp_min(1.0)
    sure = F.binary_cross_entropy_with_logits(seen.sure.float(), iou.detach().clamp(0, 1), reduction="none")
    return loss, (weight * sure).sum() / weight.sum().clamp_min(1.0)


def overlap(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Generalised IoU and IoU of boxes (..., 4)."""
    low, high = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    both = (high - low).clamp_min(0).prod(-1)
    one = (a[..., 2:] - a[..., :2]).clamp_min(1e-4).prod(-1) + (b[..., 2:] - b[..., :2]).clamp_min(1e-4).prod(-1) - both
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).clamp_min(1e-4).prod(-1)
    iou = both / one
    return iou - (hull - one) / hull, iou


def _centers(grid: int, device: torch.device) -> Tensor:
    at = (torch.arange(grid, device=device) + 0.5) / grid
    return torch.stack(torch.meshgrid(at, at, indexing="xy"), -1).reshape(-1, 2)


def contrast(vectors: Tensor, texts: Tensor, same: Tensor, scale: Tensor) -> Tensor:
    """Each picture (B, 384) among the texts of all, and each text among the pictures; `same` (B, B) are pairs that say the
    same."""
    logits = scale * vectors @ texts.T
    logits = logits.masked_fill(same & ~torch.eye(len(logits), dtype=torch.bool, device=logits.device), -1e4)
    target = torch.arange(len(logits), device=logits.device)
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def naming(vectors: Tensor, names: Tensor, scale: Tensor, target: Tensor, smoothing: float = 0.05) -> Tensor:
    """Cross entropy of the nearest text: pictures (B, 384) among names (C, 384); rows whose target is -1 do not count."""
    each = F.cross_entropy(scale * vectors @ names.T, target, ignore_index=-1, label_smoothing=smoothing, reduction="sum")
    return each / (target >= 0).sum().clamp_min(1)
