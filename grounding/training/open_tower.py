"""Any `open_clip` checkpoint in the tower's place: its own picture vector and its last grid of features, brought to our shapes.

    shopwindow train grounding --tower ViT-B-16 --weights PATH_OR_TAG

Its text side is not used: the space is the sentence encoder's, into which the picture side is fine-tuned. What leaves is the same
graph as the shipped tower's, so that serving and stores need know nothing of it (but its speed and its fingerprint).
"""

from __future__ import annotations

import logging
from typing import Any

import open_clip
import torch
import torch.nn.functional as F
from open_clip.model import get_model_preprocess_cfg
from torch import Tensor, nn

from data.errors import ConfigError
from grounding.attention import TEXT
from grounding.training.tower import GRID, SIDE, WIDTH


class OpenClipTower(nn.Module):
    """Pictures (B, 3, 256, 256), values -1 to 1, to vectors (B, 384) of length 1 and patches (B, 256, 128)."""

    slow = "visual."
    """What begins so in its parameters' names was trained before."""

    def __init__(self, name: str, weights: str = "") -> None:
        """`weights` is a file or one of open_clip's tags; without it the model begins untrained. Raises `ConfigError` where there
        is no such model, or its weights cannot be had.
        """
        super().__init__()
        model = _opened(name, weights)
        self.visual = model.visual
        wanted = get_model_preprocess_cfg(model)
        size = wanted.get("size", SIDE)
        self.size = (size, size) if isinstance(size, int) else tuple(size)
        for what in ("mean", "std"):
            self.register_buffer(what, torch.tensor(wanted[what]).view(1, 3, 1, 1), persistent=False)
        self.mean: Tensor
        self.std: Tensor
        with torch.no_grad():
            features, grid = self._seen(torch.zeros(1, 3, SIDE, SIDE))
        self.head = nn.Linear(features.shape[-1], TEXT)
        self.patch = nn.Conv2d(grid.shape[1], WIDTH, 1)
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        features, grid = self._seen(pictures)
        vector = F.normalize(self.head(features).float(), dim=-1)
        patches = self.patch(grid)
        if patches.shape[-2:] != (GRID, GRID):
            patches = F.interpolate(patches, (GRID, GRID), mode="bilinear", align_corners=False)
        return vector, self.norm(patches.flatten(2).transpose(1, 2))  # (B, 384), (B, P, d)

    def _seen(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Features (B, D) of whole pictures, and of their places (B, C, h, w)."""
        sized = pictures
        if tuple(pictures.shape[-2:]) != self.size:
            sized = F.interpolate(pictures, self.size, mode="bilinear", align_corners=False)
        found = self.visual.forward_intermediates(((sized + 1) / 2 - self.mean) / self.std, indices=1)
        return found["image_features"], found["image_intermediates"][-1]


def _opened(name: str, weights: str) -> Any:
    if name not in open_clip.list_models() and ":" not in name:
        some = ", ".join([one for one in open_clip.list_models() if one.startswith(name[:3])][:6])
        raise ConfigError(f"--tower {name}: open_clip has no such model{f'; it has {some}, ...' if some else ''}")
    logging.getLogger("open_clip").setLevel(logging.ERROR)
    try:
        return open_clip.create_model(
            name, pretrained=weights or None, pretrained_text=False, pretrained_image=False, require_pretrained=bool(weights)
        )
    except Exception as error:  # what a hub, a file of another model or a damaged one raises is of many kinds
        raise ConfigError(f"--weights {weights}: no weights of {name} can be had from there ({error})") from error
