"""The cross-attention layer: a phrase's tokens attend to a picture's patches, and out come a map, a place and a probability.

    q = W_q h(tokens),  k = W_k patches,  v = W_v patches
    S = q k' / sqrt(d_head),  A = softmax_squares(q mean(k)')             each head, each token: where it looks, coarsely
    h' = h + W_o (A mean(v)),  z = sum_tokens softmax(w h') h'            what it saw, as one vector; squares are 2 x 2 patches
    S2 = q(z) k2' / sqrt(d_head),  A2 = softmax(S2),  z2 = z + W_o2 (A2 v)      a second look, by the phrase as a whole
    map, box, sureness = convolutions over the similarities (S of the tokens, weighed; S2) and what each patch is
    presence = MLP(z2, phrase, z2 * phrase, the map's peak, cosine of picture and phrase)

After Vaswani et al. 2017 (attention), Tian et al. 2019 (boxes as distances from each place, FCOS), Cho et al. 2021 (convolutions
over a volume of similarities, here of a phrase and a picture). Only for training and export: serving runs the exported graph and
never imports torch.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

TEXT = 384
"""Width of the sentence encoder's token states and vectors."""


class Seen(NamedTuple):
    """What the layer says of K phrases on each of B pictures, P patches in G rows and G columns."""

    presence: Tensor  # (B, K) logit: the phrase is there
    map: Tensor  # (B, K, P) logits: the phrase is seen in this patch
    reach: Tensor  # (B, K, 4, P): from each patch, how far the thing that it is part of goes; `boxes` reads it
    sure: Tensor  # (B, K, P) logits: this patch's box lies well
    attention: Tensor  # (B, K, nh, P): where the phrase as a whole looks, each head sums to 1


class CrossAttention(nn.Module):
    """`grid` x `grid` patches of `width` numbers each; `heads` heads; `hidden` channels in the convolutions over similarities."""

    def __init__(self, width: int = 128, heads: int = 8, grid: int = 16, hidden: int = 32) -> None:
        super().__init__()
        self.heads, self.grid = heads, grid
        self.token, self.phrase = nn.Linear(TEXT, width), nn.Linear(TEXT, width)
        self.mix = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.norm, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query, self.query2 = nn.Linear(width, width), nn.Linear(width, width)
        self.key, self.value = nn.Linear(width, width), nn.Linear(width, width)
        self.key2 = nn.Linear(width, width)
        self.out, self.out2 = nn.Linear(width, width), nn.Linear(width, width)
        self.weigh = nn.Linear(width, 1)
        self.drop = nn.Dropout(0.1)
        self.place = nn.Parameter(torch.zeros(grid * grid, width))
        self.channels = nn.Linear(width, hidden)
        self.around = nn.Linear(width, 16)
        self.look = nn.Conv2d(2 * heads + 16, hidden, 3, padding=1)
        self.spread = nn.Conv2d(hidden, hidden, 3, padding=3, dilation=3, groups=hidden)
        self.read = nn.Conv2d(hidden, hidden, 1)
        self.say = nn.Conv2d(hidden, 6, 1)
        self.judge = nn.Sequential(nn.Linear(3 * width + 3, width), nn.GELU(), nn.Linear(width, 1))
        centers = (torch.arange(grid) + 0.5) / grid
        self.register_buffer("centers", torch.stack(torch.meshgrid(centers, centers, indexing="xy"), -1).reshape(-1, 2))
        nn.init.trunc_normal_(self.place, std=0.02)
        nn.init.constant_(self.say.bias, -2.0)  # little is there, and boxes begin small
        self.centers: Tensor

    def forward(self, patches: Tensor, picture: Tensor, states: Tensor, mask: Tensor, sentence: Tensor) -> Seen:
        """B pictures, K phrases on each: patches (B, P, d), picture vectors (B, 384), token states (B, K, T, 384), which of
        them are
        real (B, K, T), sentence vectors (B, K, 384); where all pictures are asked the same, those three begin with 1.
        """
        B, K, T = patches.shape[0], mask.shape[1], mask.shape[2]
        h = self.token(states) + self.phrase(sentence)[:, :, None]  # (B, K, T, d)
        h = (h + self.mix(h)) * mask[..., None]

        q = self._split(self.query(self.norm(h)).flatten(1, 2))  # (B, nh, K T, hs)
        k, v = self._placed(self.key, patches), self.value(patches)
        similar = self._similar(q, k)  # (B, nh, K T, P)
        seen = self._join(self._similar(q, self._coarse(k)).softmax(-1) @ self._split(self._coarse(v)))  # (B, K T, d)
        h = self.drop(h + self.out(seen).reshape(B, K, T, -1))  # (B, K, T, d)
        weights = self.weigh(h).squeeze(-1).masked_fill(mask == 0, -1e4).softmax(-1)  # (B, K, T)
        z = (weights[..., None] * h).sum(2)  # (B, K, d)

        similar2 = self._similar(self._split(self.query2(self.norm2(z))), self._placed(self.key2, patches))  # (B, nh, K, P)
        attention = similar2.softmax(-1)
        z = self.drop(z + self.out2(self._join(attention @ self._split(v))))

        pooled = (similar.reshape(B, self.heads, K, T, -1) * weights[:, None, ..., None]).sum(3)  # (B, nh, K, P)
        volume = torch.cat((pooled, similar2), 1).transpose(1, 2).reshape(B * K, 2 * self.heads, self.grid, self.grid)
        around = (
            self._placed(self.around, patches).transpose(1, 2).reshape(B, -1, self.grid, self.grid)
        )  # what is there, whatever is asked
        # one convolution over both; what is there is convolved once a picture
        of_phrase, of_picture = self.look.weight.split((2 * self.heads, around.shape[1]), 1)
        shown = F.conv2d(volume, of_phrase, self.look.bias, padding=1) + self.channels(z).reshape(B * K, -1, 1, 1)
        shown = shown.reshape(B, K, -1, self.grid, self.grid) + F.conv2d(around, of_picture, padding=1)[:, None]
        shown = F.relu(shown).reshape(B * K, -1, self.grid, self.grid)
        shown = shown + F.relu(self.spread(shown))
        shown = shown + F.relu(self.read(shown))
        said = self.say(shown).reshape(B, K, 6, -1)  # (B, K, 6, P)
        where = said[:, :, 0]

        text = self.phrase(sentence).expand_as(z)
        cosine = (picture[:, None] * sentence).sum(-1)  # (B, K)
        peak = torch.stack((where.amax(-1), where.logsumexp(-1) - math.log(self.grid**2), 8 * cosine), -1)
        presence = self.judge(torch.cat((z, text, z * text, peak.to(z.dtype)), -1)).squeeze(-1)
        return Seen(presence, where, said[:, :, 2:], said[:, :, 1], attention.transpose(1, 2))

    def boxes(self, reach: Tensor) -> Tensor:
        """Boxes (..., P, 4) of what the layer says of their reach (..., 4, P)."""
        far = F.softplus(reach.float()).transpose(-1, -2)  # left, top, right, bottom of the patch's centre
        return torch.cat((self.centers - far[..., :2], self.centers + far[..., 2:]), -1)

    def best(self, seen: Seen) -> tuple[Tensor, Tensor]:
        """The box (B, K, 4) from the patch where the phrase is seen most clearly, and how sure it is (B, K), a logit."""
        at = seen.map.argmax(-1, keepdim=True)  # (B, K, 1)
        far = F.softplus(seen.reach.gather(-1, at[:, :, None].expand(-1, -1, 4, -1)).squeeze(-1).float())  # (B, K, 4)
        center = self.centers[at.squeeze(-1)]  # (B, K, 2)
        return torch.cat((center - far[..., :2], center + far[..., 2:]), -1), seen.sure.gather(-1, at).squeeze(-1)

    def _placed(self, linear: nn.Linear, patches: Tensor) -> Tensor:
        """A linear map of patches + place: apart, since what the place adds is the same for every picture."""
        return linear(patches) + F.linear(self.place, linear.weight)

    def _coarse(self, x: Tensor) -> Tensor:
        """(B, P, d) to (B, P / 4, d): means of two by two patches."""
        half = self.grid // 2
        return x.reshape(-1, half, 2, half, 2, x.shape[-1]).mean((2, 4)).flatten(1, 2)

    def _similar(self, q: Tensor, keys: Tensor) -> Tensor:
        return q @ self._split(keys).transpose(-1, -2) / math.sqrt(q.shape[-1])  # (B, nh, L, P)

    def _split(self, x: Tensor) -> Tensor:
        n, length, width = x.shape
        return x.reshape(n, length, self.heads, width // self.heads).transpose(1, 2)  # (N, nh, L, hs)

    def _join(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2).flatten(2)  # (N, L, d)
