"""The shipped encoder in torch again, from its int8 ONNX files: for whoever wants to train its lower layers further.

The weights are what the quantised ones stand for, so sentence vectors agree with the served ones to the third decimal.
"""

from __future__ import annotations

import re
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from nlu.training.trunk import LAYERS, Bert, original

_LAYER = re.compile(r"^/layers?\.(\d+)/(.+)/MatMul_quant$")
_PLAIN = re.compile(r"^(?:bert\.encoder\.layer|layers)\.(\d+)\.(.+)$")
_TABLES = ("word_embeddings", "position_embeddings", "token_type_embeddings")


def reopened(folder: Path) -> Bert:
    """The encoder whose trunk.onnx and sentence.onnx lie in `folder`."""
    bert = original()
    trunk, sentence = (onnx.load(str(folder / name)).graph for name in ("trunk.onnx", "sentence.onnx"))
    held = _held(trunk)
    for name in _TABLES:
        table = f"bert.embeddings.{name}.weight"
        weight = _whole(held, table, axis=0)
        setattr(bert.embeddings, name, torch.nn.Embedding.from_pretrained(weight, freeze=False))
    with torch.no_grad():
        bert.embeddings.LayerNorm.weight.copy_(held["bert.embeddings.LayerNorm.weight"])
        bert.embeddings.LayerNorm.bias.copy_(held["bert.embeddings.LayerNorm.bias"])
        below = _fill(bert, trunk, 0)
        above = _fill(bert, sentence, below)
    if below + above != LAYERS:
        raise ValueError(f"{folder}: {below} and {above} layers, wanted {LAYERS} in all")
    return bert.eval()


def _fill(bert: Bert, graph: onnx.GraphProto, first: int) -> int:
    """Copies a graph's layers into those of `bert` from `first` on; how many there were."""
    held, layers = _held(graph), set[int]()
    for node in graph.node:
        found = _LAYER.match(node.name)
        if found is not None and node.op_type == "MatMulInteger":
            layers.add(int(found[1]))
            module = bert.encoder.layer[first + int(found[1])].get_submodule(found[2].replace("/", "."))
            module.weight.copy_(_whole(held, node.input[1].removesuffix("_quantized"), axis=1).T)
    for name, tensor in held.items():
        plain = _PLAIN.match(name)
        if plain is not None and name.endswith(("bias", "LayerNorm.weight")):
            bert.encoder.layer[first + int(plain[1])].get_parameter(plain[2]).copy_(tensor)
    return len(layers)


def _held(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    return {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}


def _whole(held: dict[str, torch.Tensor], name: str, *, axis: int) -> torch.Tensor:
    """What an int8 tensor stands for; one scale for all, or one along `axis`."""
    quantised = held[f"{name}_quantized"].float()
    scale, zero = held[f"{name}_scale"].float(), held[f"{name}_zero_point"].float()
    if scale.ndim and scale.numel() > 1:
        shape = [1] * quantised.ndim
        shape[axis] = -1
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    return (quantised - zero) * scale
