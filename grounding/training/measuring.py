"""What a layer in training says of a whole shard, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from grounding.evaluation import auroc
from grounding.training.batches import Batch, Held, plain
from grounding.training.losses import MASK, NONE, Wanted, overlap
from grounding.training.network import Grounder


@dataclass(frozen=True, slots=True)
class Said:
    """Of each claim (C,): presence logit, whether it is there, how its place is known, whether the point lies in it (by the map's
    peak, and by the box's centre), the box's IoU with the best true one, and how sure the layer is of the box.
    """

    presence: NDArray[np.float32]
    present: NDArray[np.bool_]
    how: NDArray[np.int64]
    peak: NDArray[np.bool_]
    center: NDArray[np.bool_]
    iou: NDArray[np.float32]
    sure: NDArray[np.float32]
    picture: NDArray[np.int64]

    def figures(self) -> dict[str, float]:
        located = self.present & (self.how > 1)
        return {
            "pointing": float(self.peak[located].mean()),
            "center": float(self.center[located].mean()),
            "iou": float(self.iou[located].mean()),
            "auroc": auroc(self.presence, self.present) or 0.0,
            "claims": float(len(self.present)),
        }


@torch.no_grad()
def said(model: Grounder, held: Held, at_once: int = 24) -> Said:
    """Every claim of the shard, nothing varied."""
    out: list[tuple[NDArray[np.float64], ...]] = []
    counts = held.present + held.absent
    for start in range(0, len(held), at_once):
        pictures = torch.arange(start, min(len(held), start + at_once), device=held.device)
        most = int(counts[pictures].max())
        nth = torch.arange(most, device=held.device).expand(len(pictures), -1)  # each picture's last claim fills up its row
        rows = (held.first[pictures, None] + torch.minimum(nth, counts[pictures, None] - 1)).flatten()
        asked = (nth < counts[pictures, None]).flatten()
        of = torch.arange(len(pictures), device=held.device).repeat_interleave(most)
        there = (nth < held.present[pictures, None]).flatten() & asked
        there = there | (~asked & (held.absent[pictures] == 0)[of])
        fine = held.masks[held.mask[rows]].float() / 255
        wanted = Wanted(there.float(), torch.ones_like(there, dtype=torch.float32), held.how[rows], fine, held.boxes[rows])
        none = torch.full_like(pictures, -1)
        batch = plain(Batch(held.pictures[pictures], of, held.text(held.phrase[rows]), wanted, none, none, held.names(pictures)))
        seen = model(batch)[1]
        best = seen.map.argmax(-1)
        n = torch.arange(len(best), device=held.device)
        box = model.layer.boxes(seen.reach)[n, best].clamp(0, 1)
        peak, center = model.layer.centers[best], (box[:, :2] + box[:, 2:]) / 2
        _, iou = overlap(box[:, None], held.boxes[rows])
        real = held.boxes[rows][..., 2] > held.boxes[rows][..., 0]
        columns = (
            seen.presence,
            there,
            wanted.how,
            _hit(peak, wanted, fine),
            _hit(center, wanted, fine),
            (iou * real).amax(-1),
            seen.sure[n, best],
            pictures[of],
        )
        out.append(tuple(np.asarray(one[asked].float().cpu()) for one in columns))
    presence, present, how, by_peak, by_center, iou_, sure, picture = (np.concatenate(one) for one in zip(*out, strict=True))
    return Said(
        presence.astype(np.float32),
        present > 0.5,
        how.astype(np.int64),
        by_peak > 0.5,
        by_center > 0.5,
        iou_.astype(np.float32),
        sure.astype(np.float32),
        picture.astype(np.int64),
    )


def _hit(point: Tensor, wanted: Wanted, fine: Tensor) -> Tensor:
    """Whether points (N, 2) lie in the mask where that is exact, else in one of the boxes."""
    x, y = point[:, 0, None], point[:, 1, None]
    inside = (
        (x >= wanted.boxes[..., 0]) & (x <= wanted.boxes[..., 2]) & (y >= wanted.boxes[..., 1]) & (y <= wanted.boxes[..., 3])
    ).any(1)
    cell = (point * fine.shape[-1]).long().clamp(0, fine.shape[-1] - 1)
    covered = fine[torch.arange(len(fine), device=fine.device), cell[:, 1], cell[:, 0]] > 0.3
    return torch.where(wanted.how == MASK, covered, inside & (wanted.how > NONE))
