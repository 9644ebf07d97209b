"""From a trained network to what serves: two ONNX graphs, weights kept in half precision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import GraphProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn

from grounding.attention import TEXT, CrossAttention
from grounding.sight import ZERO
from grounding.training.network import Grounder
from grounding.training.open_tower import OpenClipTower
from grounding.training.shards import LENGTH
from grounding.training.tower import GRID, SIDE, WIDTH, Tower

_OPSET = 17
TOWER = "tower.json"


class _Asked(nn.Module):
    """The layer as serving asks it: the same K phrases of each picture, whose patches are bytes."""

    def __init__(self, layer: CrossAttention) -> None:
        super().__init__()
        self.layer = layer

    def forward(
        self, patches: Tensor, scales: Tensor, pictures: Tensor, states: Tensor, real: Tensor, sentence: Tensor
    ) -> tuple[Tensor, ...]:
        seen = self.layer((patches.float() - ZERO) * scales[:, None, None], pictures, states[None], real[None], sentence[None])
        return seen.presence, seen.map, *self.layer.best(seen)


def load(weights: Path) -> Grounder:
    """The network with the weights in `grounder.pt`, in full precision, for evaluation. `tower.json` beside it names a tower that
    is not ours.
    """
    named = weights.with_name(TOWER)
    model = Grounder(OpenClipTower(json.loads(named.read_text(encoding="utf-8"))["name"]) if named.exists() else None)
    model.load_state_dict(
        {
            name: one.float() if one.is_floating_point() else one
            for name, one in torch.load(weights, map_location="cpu", weights_only=True).items()
        }
    )
    return model.eval()


def export(model: Grounder, to: Path) -> list[Path]:
    """Writes `tower.onnx` (pixels, -1 to 1, (B, 3, 256, 256), to vectors (B, 384) and patches (B, 256, 128)) and `layer.onnx`."""
    to.mkdir(parents=True, exist_ok=True)
    tower = to / "tower.onnx"
    torch.onnx.export(
        model.tower.eval(),
        (torch.zeros(2, 3, SIDE, SIDE),),
        str(tower),
        dynamo=False,
        opset_version=_OPSET,
        input_names=["pixels"],
        output_names=["vectors", "patches"],
        dynamic_axes={name: {0: "b"} for name in ("pixels", "vectors", "patches")},
    )
    halve(tower)
    return [tower, export_layer(model.layer, to)]


def export_layer(model: CrossAttention, to: Path) -> Path:
    """Writes `layer.onnx`: stored patches, pictures' vectors and phrases to presence, map, box and how sure that is."""
    layer = to / "layer.onnx"
    torch.backends.mha.set_fastpath_enabled(False)  # has no ONNX form
    asked = (
        torch.zeros(2, GRID * GRID, WIDTH, dtype=torch.uint8),
        torch.ones(2),
        torch.zeros(2, TEXT),
        torch.zeros(3, LENGTH, TEXT),
        torch.ones(3, LENGTH),
        torch.zeros(3, TEXT),
    )
    torch.onnx.export(
        _Asked(model.eval()),
        asked,
        str(layer),
        dynamo=False,
        opset_version=_OPSET,
        input_names=["patches", "scales", "pictures", "states", "real", "sentence"],
        output_names=["presence", "map", "box", "sure"],
        dynamic_axes={
            "patches": {0: "b"},
            "scales": {0: "b"},
            "pictures": {0: "b"},
            "states": {0: "k", 1: "t"},
            "real": {0: "k", 1: "t"},
            "sentence": {0: "k"},
            **{name: {0: "b", 1: "k"} for name in ("presence", "map", "box", "sure")},
        },
    )
    halve(layer)
    return layer


def restored_network(folder: Path) -> Grounder:
    """Tower and layer of a shipped folder as a network again, for gradients. Raises `ValueError` where they are others."""
    model = Grounder(restored_tower(folder / "tower.onnx"))
    model.layer = restored(folder / "layer.onnx")
    return model.eval()


def restored_tower(path: Path) -> Tower:
    """The tower of a `tower.onnx`, norms within the convolutions before them. Raises `ValueError` where it is another."""
    graph, values = _opened(path)
    tower = Tower().eval()
    trunk = list(tower.visual.trunk.modules())
    convolutions = [one for one in trunk if isinstance(one, nn.Conv2d)] + [tower.merge[2]]
    norms = [one for one in trunk if isinstance(one, nn.BatchNorm2d)] + [tower.merge[3]]
    merged = [node.input for node in graph.node if node.op_type == "Conv" and node.input[1].startswith("onnx::")]
    matrices = [values[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in values]
    if not len(merged) == len(convolutions) == len(norms) or len(matrices) != 1:
        raise ValueError(f"{path}: not a tower of this form")
    kept = tower.state_dict()
    names = {module: name for name, module in tower.named_modules()}
    for convolution, norm, (_, weight, bias) in zip(convolutions, norms, merged, strict=True):
        kept[f"{names[convolution]}.weight"] = torch.tensor(values[weight])
        flat = {"weight": 1.0, "bias": torch.tensor(values[bias]), "running_mean": 0.0, "running_var": 1 - norm.eps}
        kept |= {f"{names[norm]}.{what}": torch.zeros(len(values[bias])) + value for what, value in flat.items()}
    kept["visual.head.proj.weight"] = torch.as_tensor(matrices[0].T.copy())
    kept |= {name: torch.tensor(values[name]) for name in kept if name in values}
    try:
        tower.load_state_dict(kept)
    except RuntimeError as error:
        raise ValueError(f"{path}: not a tower of this form ({error})") from error
    return tower


def _opened(path: Path) -> tuple[GraphProto, dict[str, NDArray[Any]]]:
    """A graph and its weights by name, in full precision."""
    graph = onnx.load(path).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for node in graph.node:  # weights that are the same, as those of norms before any training, are kept once
        if node.op_type in ("Cast", "Identity") and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].astype(np.float32)
    return graph, values


def restored(path: Path) -> CrossAttention:
    """The layer of a `layer.onnx`, in full precision again, to be trained on. Raises `ValueError` where it is another."""
    graph, values = _opened(path)
    kept = {name.removeprefix("layer."): one for name, one in values.items() if name.startswith("layer.") and "_half" not in name}
    for node in graph.node:
        *scope, what = node.name.split("/")  # /layer/mix/mix.1/MatMul
        if what == "MatMul" and scope[-1] != "layer" and node.input[1] in values:
            kept[f"{scope[-1]}.weight"] = values[node.input[1]].T
    model = CrossAttention()
    try:
        model.load_state_dict({name: torch.as_tensor(np.array(one, np.float32)) for name, one in kept.items()})
    except RuntimeError as error:
        raise ValueError(f"{path}: not a layer of this form ({error})") from error
    return model


def halve(path: Path) -> None:
    """Keeps the graph's large weights as float16, widened when the session opens: half the file, the same speed."""
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 256:
            continue
        name, narrow = tensor.name, tensor.name + "_half"
        values = numpy_helper.to_array(tensor)
        tensor.CopyFrom(numpy_helper.from_array(np.clip(values, -65000, 65000).astype(np.float16), narrow))
        casts.append(helper.make_node("Cast", [narrow], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        model.graph.node.insert(0, node)
    onnx.save(model, path)
