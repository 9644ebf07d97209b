"""From torch to int8 ONNX: the trunk, the sentence vector, the understanding model."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from nlu.model import CONTEXT, HINTS
from nlu.training.branch import Branch
from nlu.training.trunk import HIDDEN, Bert, embedded, mean, through

QUANTISATION = "dynamic: int8 weights per channel (7 bits, so that CPUs without VNNI give the same), uint8 activations"


class Trunk(torch.nn.Module):
    """ids (B, T), mask (B, T) -> hidden (B, T, 384)."""

    def __init__(self, bert: Bert, depth: int) -> None:
        super().__init__()
        self.bert = bert
        self.depth = depth

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        layers = list(self.bert.encoder.layer)
        return through(layers[: len(layers) - self.depth], embedded(self.bert, ids), mask)


class Sentence(torch.nn.Module):
    """hidden (B, T, 384), mask (B, T) -> vector (B, 384)."""

    def __init__(self, bert: Bert, depth: int) -> None:
        super().__init__()
        self.layers = torch.nn.ModuleList(bert.encoder.layer[-depth:])

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return mean(through(self.layers, hidden, mask), mask)


def export_encoder(bert: Bert, depth: int, to: Path, *, int8: bool = True) -> None:
    """Writes trunk.onnx and sentence.onnx; `depth` layers go on from the trunk."""
    ids, mask = torch.ones((2, 9), dtype=torch.int64), torch.ones((2, 9))
    hidden = torch.zeros((2, 9, HIDDEN))
    two, three = {0: "batch", 1: "tokens"}, {0: "batch", 1: "tokens"}
    _export(Trunk(bert, depth), (ids, mask), {"ids": two, "mask": two}, {"hidden": three}, to / "trunk.onnx", int8=int8)
    _export(
        Sentence(bert, depth),
        (hidden, mask),
        {"hidden": three, "mask": two},
        {"vector": {0: "batch"}},
        to / "sentence.onnx",
        int8=int8,
    )


def export_branch(branch: Branch, path: Path, *, int8: bool = True) -> None:
    """Writes the understanding model."""
    given = (torch.zeros((2, 9, HIDDEN)), torch.ones((2, 9)), torch.zeros((2, 9, len(HINTS))), torch.zeros((2, CONTEXT)))
    words, one = {0: "batch", 1: "tokens"}, {0: "batch"}
    _export(
        branch,
        given,
        {"hidden": words, "mask": words, "hints": words, "context": one},
        {"intents": one, "tags": words, "roles": words, "parts": words},
        path,
        int8=int8,
    )


def _export(
    module: torch.nn.Module,
    given: Sequence[torch.Tensor],
    inputs: Mapping[str, Mapping[int, str]],
    outputs: Mapping[str, Mapping[int, str]],
    path: Path,
    *,
    int8: bool,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            module.eval(),
            tuple(given),
            str(plain if int8 else path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**inputs, **outputs},
            opset_version=17,
            dynamo=False,
        )
        if int8:
            quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
            quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
