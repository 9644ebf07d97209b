"""A trained policy as it serves: model.onnx, and the card that serving reads the version of the features from."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from dialogue_policy.features import SIZE


def export(network: torch.nn.Module, to: Path, card: dict[str, object]) -> None:
    """Writes a network from features (n, SIZE) to logits (n, choices), with its card, into `to`."""
    to.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network.eval(),
        (torch.zeros((1, SIZE)),),
        str(to / "model.onnx"),
        input_names=["features"],
        output_names=["logits"],
        dynamic_axes={"features": {0: "batch"}, "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
