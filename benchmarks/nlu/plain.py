"""How the plain models that ours are compared with learn: AdamW, a linear warm-up and decay, batches of texts of like length."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence

import torch

from nlu.training.trunk import Bert

SEED, BATCH, WARMUP = 1, 32, 200
RATES = (1e-4, 1e-3)
"""Of the encoder and of the head."""


def fitted(
    bert: Bert, head: torch.nn.Linear, lengths: Sequence[int], epochs: int, loss_of: Callable[[list[int]], torch.Tensor]
) -> None:
    """Fits both in place. `lengths` are tokens of each text; `loss_of` takes the numbers of a batch's texts."""
    optimizer = torch.optim.AdamW([{"params": m.parameters(), "lr": r} for m, r in zip((bert, head), RATES, strict=True)])
    rng, step, started = random.Random(SEED), 0, time.monotonic()
    total = epochs * -(-len(lengths) // BATCH)
    for epoch in range(epochs):
        order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 4)
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        bert.train()
        for batch in batches:
            for group, rate in zip(optimizer.param_groups, RATES, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / WARMUP) * max(0.0, 1 - step / total)
            loss = loss_of(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            step += 1
        logging.info("plain: epoch %d of %d, %.0f s", epoch + 1, epochs, time.monotonic() - started)
    bert.eval()
