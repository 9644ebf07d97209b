"""Tower and layer as one network, with the temperatures of the losses on vectors."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from grounding.attention import CrossAttention, Seen
from grounding.training.batches import Batch
from grounding.training.tower import Tower


class Grounder(nn.Module):
    """A batch, each picture with as many claims, to the pictures' vectors (B, 384) and what is seen of all N claims, in their
    order. Another `tower` may take the place of ours."""

    def __init__(self, tower: nn.Module | None = None) -> None:
        super().__init__()
        self.tower, self.layer = tower or Tower(), CrossAttention()
        self.scales = nn.Parameter(torch.full((3,), math.log(30.0)))

    def forward(self, batch: Batch) -> tuple[Tensor, Seen]:
        vectors, patches = self.tower(batch.pictures.contiguous(memory_format=torch.channels_last))
        count = len(vectors)
        states, real, sentence = (
            one.unflatten(0, (count, -1)) for one in (batch.text.states, batch.text.real, batch.text.sentence)
        )
        seen = self.layer(patches, vectors, states, real, sentence)
        return vectors, Seen(*(one.flatten(0, 1) for one in seen))

    def scale(self, which: int) -> Tensor:
        return self.scales[which].exp().clamp_max(100.0)
