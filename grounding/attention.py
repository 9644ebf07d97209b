"""The cross-attention layer: a phrase's tokens attend to a picture's patches, and out come a map, a place and a probability.

    q = W_q h(tokens),  k = W_k (patches + place),  v = W_v patches
    A = softmax_squares(q mean(k)' / sqrt(d_head)),  h' = h + W_o (A mean(v))   each head, each token: a first look, at squares
    a = softmax_tokens(w h'),  z = a h',  S = a q k' / sqrt(d_head)             the tokens as one; squares are 2 x 2 patches
    S2 = q2(z) k2' / sqrt(d_head),  A2 = softmax(S2),  z2 = z + W_o2 (A2 v)     a second look, at the patches themselves
    map, box, sureness = convolutions over the similarities S and S2 and what each patch is
    presence = MLP(z2, phrase, z2 * phrase, the map's peak, cosine of picture and phrase)

A phrase is one row and a picture 256, so W goes to the phrase's side: q (W x)' = (q W) x', and A (W x) = (A x) W.

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
        them are real (B, K, T), sentence vectors (B, K, 384); where all pictures are asked the same, those three begin with 1.
        """
        B, K, T = patches.shape[0], mask.shape[1], mask.shape[2]
        h = self.token(states) + self.phrase(sentence)[:, :, None]  # (B, K, T, d)
        h = (h + self.mix(h)) * mask[..., None]

        placed = patches + self.place  # (B, P, d)
        q = self.query(self.norm(h))  # (B, K, T, d)
        squares = self._squares(patches)  # (B, P / 4, d)
        keys = self._split(self.key(squares + self._squares(self.place[None]))).transpose(-1, -2)  # (B, nh, hs, P / 4)
        look = (self._split(q.flatten(1, 2)) @ keys / math.sqrt(keys.shape[2])).softmax(-1)  # (B, nh, K T, P / 4)
        seen = self._join(look @ self._split(self.value(squares)))  # (B, K T, d)
        h = self.drop(h + self.out(seen).reshape(B, K, T, -1))  # (B, K, T, d)
        weights = self.weigh(h).squeeze(-1).masked_fill(mask == 0, -1e4).softmax(-1)[..., None]  # (B, K, T, 1)
        z = (weights * h).sum(2)  # (B, K, d)

        similar = self._similar((weights * q).sum(2), self.key, placed)  # (B, nh, K, P)
        similar2 = self._similar(self.query2(self.norm2(z)), self.key2, placed)  # (B, nh, K, P)
        attention = similar2.softmax(-1)
        z = self.drop(z + self.out2(self._seen(attention, patches)))

        volume = torch.cat((similar, similar2), 1).transpose(1, 2).reshape(B * K, 2 * self.heads, self.grid, self.grid)
        around = self.around(placed).transpose(1, 2).reshape(B, -1, self.grid, self.grid)  # what is there, whatever is asked
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

    def _squares(self, x: Tensor) -> Tensor:
        """(B, P, d) to (B, P / 4, d): means of two by two patches."""
        half, width = self.grid // 2, x.shape[-1]
        rows = x.reshape(-1, half, 2, self.grid * width).mean(2)  # one axis at a time: both at once take six times as long
        return rows.reshape(-1, half * half, 2, width).mean(2)

    def _similar(self, q: Tensor, key: nn.Linear, placed: Tensor) -> Tensor:
        """q (B, K, d) and key(placed) (B, P, d), head by head: (B, nh, K, P)."""
        B, K, d = q.shape
        q = q / math.sqrt(d // self.heads)
        moved = self._split(q) @ key.weight.reshape(self.heads, -1, d)  # (B, nh, K, d)
        fixed = self._split(q * key.bias).sum(-1, keepdim=True)  # (B, nh, K, 1)
        return (placed @ moved.flatten(1, 2).transpose(-1, -2)).transpose(-1, -2).reshape(B, self.heads, K, -1) + fixed

    def _seen(self, attention: Tensor, patches: Tensor) -> Tensor:
        """attention (B, nh, K, P) on value(patches), head by head: (B, K, d)."""
        B, _, K, _ = attention.shape
        mean = (attention.flatten(1, 2) @ patches).reshape(B, self.heads, K, -1)  # (B, nh, K, d)
        return self._join(mean @ self.value.weight.reshape(self.heads, -1, mean.shape[-1]).transpose(-1, -2)) + self.value.bias

    def _split(self, x: Tensor) -> Tensor:
        n, length, width = x.shape
        return x.reshape(n, length, self.heads, width // self.heads).transpose(1, 2)  # (N, nh, L, hs)

    def _join(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2).flatten(2)  # (N, L, d)
