"""Batches for training: pictures drawn from shards, cropped, flipped and lit, with their claims moved along."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from grounding.training.losses import NONE, WEAK, Wanted
from grounding.training.shards import Shard
from grounding.training.tower import GRID, SIDE


@dataclass(frozen=True, slots=True)
class Text:
    """N phrases: token states (N, 12, 384), which are real (N, 12), sentence vectors (N, 384)."""

    states: Tensor
    real: Tensor
    sentence: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """B pictures (B, 3, 256, 256), values -1 to 1, N claims on pictures `of` (N,), and what names the whole picture (B,):
    indices of classes, -1 for none; `name` (B, 384) is the vector of its name, zeros for none.
    """

    pictures: Tensor
    of: Tensor
    text: Text
    wanted: Wanted
    type: Tensor
    color: Tensor
    name: Tensor


class Held:
    """A shard's arrays on a device, and its names as classes."""

    def __init__(self, shard: Shard, device: torch.device, types: dict[str, int], colors: dict[str, int]) -> None:
        def there(array: object, kind: torch.dtype | None = None) -> Tensor:
            return torch.as_tensor(array).to(device, kind)

        self.source, self.device = shard.source, device
        self.pictures = there(shard.pictures)
        self.first, self.present, self.absent = there(shard.first), there(shard.present), there(shard.absent)
        self.phrase, self.how, self.mask, self.boxes = (
            there(shard.phrase),
            there(shard.how),
            there(shard.mask),
            there(shard.boxes),
        )
        self.masks = torch.cat((there(shard.masks), torch.zeros(1, *shard.masks.shape[1:], dtype=torch.uint8, device=device)))
        self.product, self.type, self.color = there(shard.product), there(shard.type), there(shard.color)
        self.name = there(shard.name)
        self.states, self.real, self.sentence = there(shard.states), there(shard.real), there(shard.sentence)
        classes = [[table.get(one, -1) for one in shard.phrases] + [-1] for table in (types, colors)]
        self.type_class, self.color_class = (
            there(one)[column] for one, column in zip(classes, (self.type, self.color), strict=True)
        )
        self.phrases = shard.phrases

    def __len__(self) -> int:
        return len(self.pictures)

    def text(self, phrase: Tensor) -> Text:
        return Text(self.states[phrase].float(), self.real[phrase].float(), self.sentence[phrase].float())

    def names(self, pictures: Tensor) -> Tensor:
        return self.sentence[self.name[pictures]].float() * (self.name[pictures] >= 0)[:, None]


def draw(held: Held, count: int, claims: int, weight: float) -> Batch:
    """`count` pictures, `claims` claims on each, half of them present where there are such."""
    return claimed(held, torch.randint(len(held), (count,), device=held.device), claims, weight)


def claimed(held: Held, n: Tensor, claims: int, weight: float) -> Batch:
    """The pictures `n` (B,) of a shard, `claims` claims drawn for each, half of them present where there are such."""
    count = len(n)
    chance = torch.rand(count, claims, device=held.device)
    present, absent = held.present[n, None], held.absent[n, None]
    there = (torch.arange(claims, device=held.device) < claims // 2)[None].expand(count, -1)
    there = torch.where(absent == 0, True, torch.where(present == 0, False, there))
    among = torch.where(there, present, absent)
    row = held.first[n, None] + torch.where(there, 0, present) + (chance * among).long().clamp_max(among - 1)
    row = row.clamp_min(0).flatten()
    known = (among > 0).flatten().float() * weight
    of = torch.arange(count, device=held.device).repeat_interleave(claims)
    wanted = Wanted(there.flatten().float(), known, held.how[row], held.masks[held.mask[row]].float() / 255, held.boxes[row])
    return Batch(
        held.pictures[n], of, held.text(held.phrase[row]), wanted, held.type_class[n], held.color_class[n], held.names(n)
    )


def mosaics(held: Held, count: int, claims: int, weight: float) -> Batch:
    """Four photos of a shop in one picture, and the types and colours of each: where they are is known by a quarter."""
    n = torch.randint(len(held), (count, 4), device=held.device)
    photos = F.avg_pool2d(held.pictures[n.flatten()].permute(0, 3, 1, 2).float(), 2)
    pictures = _tiled(photos.unflatten(0, (count, 4))).permute(0, 2, 3, 1).round().to(torch.uint8)
    products = F.avg_pool2d(held.masks[held.product[n.flatten()]].float()[:, None] / 255, 2).unflatten(0, (count, 4))
    half = claims // 2
    which = torch.randint(4, (count, claims), device=held.device)
    by_color = (torch.rand(count, claims, device=held.device) < 0.35) & (torch.arange(claims, device=held.device) < half)
    ids = torch.where(by_color[..., None], held.color[n][:, None], held.type[n][:, None])  # (count, claims, 4)
    other = held.type[torch.randint(len(held), (count, claims), device=held.device)]
    there = torch.arange(claims, device=held.device)[None].expand(count, -1) < half
    phrase = torch.where(there, ids.gather(2, which[..., None]).squeeze(2), other)
    same = ids == phrase[..., None]
    known = (phrase >= 0) & (there | ~same.any(2))
    cover = _tiled((products[:, None] * same[..., None, None, None]).flatten(0, 1)).squeeze(1)  # (count * claims, 64, 64)
    of = torch.arange(count, device=held.device).repeat_interleave(claims)
    how = torch.where(there, WEAK, NONE).flatten()
    wanted = Wanted(there.flatten().float(), known.flatten().float() * weight, how, cover * there.flatten()[:, None, None],
                    torch.zeros(count * claims, 4, 4, device=held.device))  # fmt: skip
    none = torch.full((count,), -1, device=held.device)
    return Batch(
        pictures, of, held.text(phrase.flatten().clamp_min(0)), wanted, none, none, torch.zeros(count, 384, device=held.device)
    )


def _tiled(four: Tensor) -> Tensor:
    """(B, 4, C, h, w) to (B, C, 2h, 2w)."""
    return torch.cat((torch.cat((four[:, 0], four[:, 1]), -1), torch.cat((four[:, 2], four[:, 3]), -1)), -2)


def joined(parts: list[Batch]) -> Batch:
    """One batch of several, in their order."""
    offset, of = 0, []
    for part in parts:
        of.append(part.of + offset)
        offset += len(part.pictures)

    def cat(get: object) -> Tensor:
        return torch.cat([get(part) for part in parts])  # type: ignore[operator]

    return Batch(
        cat(lambda b: b.pictures), torch.cat(of),
        Text(cat(lambda b: b.text.states), cat(lambda b: b.text.real), cat(lambda b: b.text.sentence)),
        Wanted(*(cat(lambda b, name=name: getattr(b.wanted, name)) for name in ("present", "weight", "how", "cover", "boxes"))),
        cat(lambda b: b.type), cat(lambda b: b.color), cat(lambda b: b.name),
    )  # fmt: skip


def plain(batch: Batch) -> Batch:
    """As it is seen when serving: nothing moved, nothing lit."""
    pictures = F.interpolate(
        batch.pictures.permute(0, 3, 1, 2).float(), (SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False
    )
    return _with(batch, pictures / 127.5 - 1, batch.wanted, F.avg_pool2d(batch.wanted.cover[:, None], 64 // GRID).squeeze(1))


def motions(sharp: Tensor) -> Tensor:
    """How pictures are cropped, stretched and flipped, drawn for each: x is read at `sx x + tx`, y at `sy y + ty`; (B, 4).

    `sharp` (B,) are pictures crisper than a photo: they are stretched more.
    """
    count, device = len(sharp), sharp.device

    def between(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, device=device)

    zoom, aspect = between(0.72, 1.12), between(0.86, 1.16)
    sx, sy = zoom * aspect * torch.where(sharp, between(0.72, 1.0), 1.0), zoom / aspect
    flip = torch.where(torch.rand(count, device=device) < 0.5, -1.0, 1.0)
    tx, ty = (between(-1, 1) * (1 - s).abs().clamp_min(0.04) for s in (sx, sy))
    return torch.stack((sx * flip, sy, tx, ty), 1)


def varied(batch: Batch, sharp: Tensor) -> Batch:
    """Crops, flips, light and blur. `sharp` (B,) are pictures crisper than a photo: they are blurred more and stretched."""
    motion = motions(sharp)
    return moved(batch, pictures_moved(batch.pictures, motion, sharp), motion)


def pictures_moved(pictures: Tensor, motion: Tensor, sharp: Tensor) -> Tensor:
    """Pictures (B, S, S, 3), bytes, as the tower takes them (B, 3, 256, 256): moved, lit and blurred."""
    floats = pictures.permute(0, 3, 1, 2).float() / 127.5 - 1
    grid = F.affine_grid(_theta(motion), [len(floats), 3, SIDE, SIDE], align_corners=False)
    return _lit(F.grid_sample(floats, grid, padding_mode="border", align_corners=False), sharp)


def moved(batch: Batch, pictures: Tensor, motion: Tensor) -> Batch:
    """The batch with these pictures in place of its own, and its claims moved with them; what is cut off counts no more."""
    of, cover = batch.of, batch.wanted.cover[:, None]
    sx, sy, tx, ty = motion[of].unbind(1)
    grid = F.affine_grid(_theta(motion[of]), [len(of), 1, 64, 64], align_corners=False)
    now = F.grid_sample(cover, grid, align_corners=False)
    kept = now.sum((1, 2, 3)) * (sx * sy).abs() / cover.sum((1, 2, 3)).clamp_min(1e-3)
    gone = (batch.wanted.how > NONE) & (batch.wanted.present > 0.5) & (kept < 0.4)
    boxes = _moved(batch.wanted.boxes, sx, sy, tx, ty)
    wanted = Wanted(batch.wanted.present, batch.wanted.weight * ~gone, batch.wanted.how, batch.wanted.cover, boxes)
    return _with(batch, pictures, wanted, F.avg_pool2d(now, 64 // GRID).squeeze(1))


def _theta(motion: Tensor) -> Tensor:
    theta = torch.zeros(len(motion), 2, 3, device=motion.device)
    theta[:, 0, 0], theta[:, 1, 1], theta[:, 0, 2], theta[:, 1, 2] = motion.unbind(1)
    return theta


def _moved(boxes: Tensor, sx: Tensor, sy: Tensor, tx: Tensor, ty: Tensor) -> Tensor:
    real = (boxes[..., 2] > boxes[..., 0])[..., None]
    at = boxes.unflatten(-1, (2, 2)) * 2 - 1  # (N, 4, corner, xy)
    scale, shift = torch.stack((sx, sy), -1)[:, None, None], torch.stack((tx, ty), -1)[:, None, None]
    at = (((at - shift) / scale + 1) / 2).clamp(0, 1)
    return torch.cat((at.amin(2), at.amax(2)), -1) * real


def _lit(pictures: Tensor, sharp: Tensor) -> Tensor:
    count, device = len(pictures), pictures.device

    def around(spread: float, width: int = 1) -> Tensor:
        return 1 + spread * (2 * torch.rand(count, width, 1, 1, device=device) - 1)

    seen = pictures * around(0.14) * around(0.04, 3) + 0.14 * (around(1.0) - 1)
    small = F.interpolate(seen, scale_factor=0.5, mode="bilinear", antialias=True, align_corners=False)
    small = F.interpolate(small, size=seen.shape[-2:], mode="bilinear", align_corners=False)
    share = torch.rand(count, device=device) * (torch.rand(count, device=device) < torch.where(sharp, 0.7, 0.2))
    return (seen + (small - seen) * share[:, None, None, None]).clamp(-1, 1)


def _with(batch: Batch, pictures: Tensor, wanted: Wanted, cover: Tensor) -> Batch:
    wanted = Wanted(wanted.present, wanted.weight, wanted.how, cover, wanted.boxes)
    return Batch(pictures, batch.of, batch.text, wanted, batch.type, batch.color, batch.name)
