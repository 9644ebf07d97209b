"""The understanding model in torch: the encoder's upper layers once more, fitted to intents and marks, with their heads."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Literal

import numpy as np
import torch

from nlu.model import CONTEXT, HINTS
from nlu.training.batches import IGNORED, Labels, Row
from nlu.training.examples import ROLES
from nlu.training.trunk import HIDDEN, Bert, mean, through

Whole = Literal["first", "mean"]
WIDE = HIDDEN**0.5
"""What the mean of the words, of length 1, is multiplied by: each of its numbers is about 1 then, as a head wants it."""


class Branch(torch.nn.Module):
    """From the trunk's hidden states (B, T, 384), mask (B, T), hints (B, T, hints), context (B, 44).

    Gives logits: intents (B, I), tags (B, T, 2S+1), roles (B, T, 5), parts (B, T, I). Each intent looks at the words by an
    attention of its own, and beside it at the `whole`: the first token, or the mean of all.
    """

    def __init__(self, bert: Bert, labels: Labels, depth: int, whole: Whole = "first") -> None:
        super().__init__()
        self.sees = whole
        self.layers = torch.nn.ModuleList(copy.deepcopy(layer) for layer in bert.encoder.layer[-depth:]).requires_grad_(True)
        self.context = torch.nn.Linear(CONTEXT, HIDDEN, bias=False)
        self.hints = torch.nn.Linear(len(HINTS), HIDDEN, bias=False)
        torch.nn.init.normal_(self.context.weight, std=0.02)
        torch.nn.init.normal_(self.hints.weight, std=0.02)
        self.dropout = torch.nn.Dropout(0.1)
        intents = len(labels.intents)
        self.look = torch.nn.Linear(HIDDEN, intents)
        self.judge = torch.nn.Parameter(torch.randn(intents, HIDDEN) * 0.02)
        self.bias = torch.nn.Parameter(torch.full((intents,), -2.0))
        self.whole = torch.nn.Linear(HIDDEN, intents)
        self.tags = torch.nn.Linear(HIDDEN, len(labels.tags))
        self.roles = torch.nn.Linear(HIDDEN, len(ROLES))
        self.parts = torch.nn.Linear(HIDDEN, intents)

    def forward(
        self, hidden: torch.Tensor, mask: torch.Tensor, hints: torch.Tensor, context: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        hidden = hidden + self.context(context)[:, None, :] + self.hints(hints)
        hidden = self.dropout(through(self.layers, hidden, mask))
        looks = self.look(hidden) + (1.0 - mask[:, :, None]) * -1e4
        seen = torch.softmax(looks, dim=1).transpose(1, 2) @ hidden  # (B, I, 384)
        whole = mean(hidden, mask) * WIDE if self.sees == "mean" else hidden[:, 0]
        intents = (seen * self.judge).sum(-1) + self.bias + self.whole(whole)
        return intents, self.tags(hidden), self.roles(hidden), self.parts(hidden)


def collated(rows: Sequence[Row]) -> dict[str, torch.Tensor]:
    """One batch; what is padded is ignored by every loss."""
    width = max(len(r.ids) for r in rows)
    out = {
        "ids": torch.zeros((len(rows), width), dtype=torch.int64),
        "mask": torch.zeros((len(rows), width)),
        "hints": torch.zeros((len(rows), width, len(HINTS))),
        **{name: torch.full((len(rows), width), IGNORED, dtype=torch.int64) for name in ("tags", "roles", "parts")},
        "context": torch.from_numpy(np.stack([r.context for r in rows])),
        "intents": torch.from_numpy(np.stack([r.intents for r in rows])),
        "weight": torch.tensor([r.weight for r in rows]),
    }
    for i, row in enumerate(rows):
        n = len(row.ids)
        out["ids"][i, :n] = torch.tensor(row.ids)
        out["mask"][i, :n] = 1
        out["hints"][i, :n] = torch.from_numpy(row.hints)
        for name in ("tags", "roles", "parts"):
            out[name][i, :n] = torch.tensor(getattr(row, name))
    return out


def loss_of(branch: Branch, hidden: torch.Tensor, batch: dict[str, torch.Tensor], rivalry: float = 0.0) -> torch.Tensor:
    """All losses together: intents, tags, roles, parts. With `rivalry` the intents are also judged against each other."""
    intents, tags, roles, parts = branch(hidden, batch["mask"], batch["hints"], batch["context"])
    each = torch.nn.functional.binary_cross_entropy_with_logits(intents, batch["intents"], reduction="none").sum(1)
    if rivalry:
        shares = batch["intents"] / batch["intents"].sum(1, keepdim=True).clamp(min=1)
        each = each - rivalry * (shares * torch.log_softmax(intents.float(), 1)).sum(1)
    loss = (each * batch["weight"]).sum() / batch["weight"].sum().clamp(min=1)
    for name, scores, share in (("tags", tags, 1.0), ("roles", roles, 0.5), ("parts", parts, 0.3)):
        if bool((batch[name] != IGNORED).any()):
            loss = loss + share * torch.nn.functional.cross_entropy(
                scores.flatten(0, 1), batch[name].flatten(), ignore_index=IGNORED
            )
    return loss
