"""The shipped model, opened: pictures to vectors and patches, and where on them a phrase is seen, and how surely.

Pictures are looked at once, at import; at serving only the phrase side runs. Two ONNX graphs with a card, in
`data/models/grounding/`; torch is never imported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

from data.errors import StoreError
from data.picture_features import Pictures
from data.recent import Recent
from grounding.vocabulary import Vocabulary
from nlu.encoder import SentenceEncoder, padded, session_of

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models" / "grounding"
COMMAND = "shopwindow train grounding"
SIDE, GRID, WIDTH = 256, 16, 128
OPENED = 2 * SIDE
"""Pixels of the longer side at which a picture is opened to be looked at."""
ZERO = 128
"""What stands for 0 in patches as the layer takes them: multiplying bytes without a sign is what CPUs are fast at."""
TOWER = "tower.onnx"
_AT_ONCE = 96
"""Pictures times phrases that are looked at in one go: 60 pictures for 60 phrases at once would take 500 MB, and longer."""
_TOKENS = 12
"""Of a phrase, as in training; the rest is cut."""
_CACHED = 2048
KNOWN_BEFORE = 512
"""Phrases at most that are encoded before they are asked for: 9 MB."""
_HUE_SHARPNESS = 40.0

_CALIBRATION = ("slope", "offset", "sure_slope", "sure_offset", "presence", "place", "absent")
"""Numbers of the card."""

_CENTERS = (np.arange(GRID) + 0.5) / GRID
_HALF = 0.5 / GRID
_CLEAR = 0.95

Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """A phrase looked for on a picture: `presence` is the chance that it is there, `sure` the chance that the box lies well;
    `box` [x0, y0, x1, y1] in fractions of the picture; `map` (16, 16) is how much of each patch is it, 0 to 1.
    """

    presence: float
    sure: float
    box: Box
    map: Floats

    @property
    def point(self) -> tuple[float, float]:
        """Of what is seen most clearly within the box, the place nearest to its middle: the middle of a collar is a neck."""
        x0, y0, x1, y1 = self.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        across, down = (np.abs(_CENTERS - middle) <= (high - low) / 2 + _HALF for middle, low, high in ((x, x0, x1), (y, y0, y1)))
        clear = self.map * (down[:, None] & across)
        far = np.where(clear >= _CLEAR * clear.max(), np.hypot(_CENTERS - x, _CENTERS[:, None] - y), 9)
        row, column = divmod(int(far.argmin()), GRID)
        cell = _CENTERS[[column, row]]
        at = np.clip((x, y), cell - 0.8 * _HALF, cell + 0.8 * _HALF)  # within the cell, well off its edge
        return float(at[0]), float(at[1])


class Vision:
    """An opened model. Thread-safe."""

    def __init__(
        self,
        tower: onnxruntime.InferenceSession,
        layer: onnxruntime.InferenceSession,
        card: dict[str, object],
        calibration: Mapping[str, float],
        encoder: SentenceEncoder,
        vocabulary: Vocabulary,
        fingerprint: str,
    ) -> None:
        self._tower, self._layer, self._encoder = tower, layer, encoder
        self.card, self.vocabulary, self.fingerprint = card, vocabulary, fingerprint
        self._slope, self._offset, self._sure_slope, self._sure_offset = (calibration[name] for name in _CALIBRATION[:4])
        self.presence_at, self.place_at, self.absent_at = (calibration[name] for name in _CALIBRATION[4:])
        self._colors: Floats | None = None
        self._asked: Recent[str, tuple[Floats, Floats]] = Recent(_CACHED)

    @classmethod
    def open(cls, encoder: SentenceEncoder, folder: Path | None = None, threads: int = 1) -> Vision:
        """Opens the shipped model, or the one in `folder`. Raises `StoreError` where files are missing or damaged, or where it
        was made for another sentence encoder or by an older version.
        """
        folder = folder or FOLDER
        try:
            files = [(folder / name).read_bytes() for name in (TOWER, "layer.onnx", "card.json")]
        except OSError as error:
            raise StoreError(f"{folder}: no grounding model here ({error}); make it with: {COMMAND} --to {folder}") from error
        try:
            card = json.loads(files[2])
            tower, layer = session_of(files[0], threads), session_of(files[1], 1)
            made_for = card["encoder"]
        except Exception as error:  # onnxruntime raises bare exceptions of its own on damaged files
            raise StoreError(f"{folder}: the grounding model is damaged ({error}); make it again with: {COMMAND}") from error
        if made_for != encoder.fingerprint:
            raise StoreError(f"{folder}: made for another sentence encoder; make it again with: {COMMAND}")
        calibration = _calibration(card, folder / "card.json")
        return cls(tower, layer, card, calibration, encoder, Vocabulary.read(folder), _fingerprint(files[0]))

    @staticmethod
    def fingerprint_in(folder: Path | None = None) -> str | None:
        """The fingerprint that the model in the folder (or the shipped one) has when opened; None where there is no tower."""
        file = (folder or FOLDER) / TOWER
        return _fingerprint(file.read_bytes()) if file.is_file() else None

    def embed(self, pictures: Sequence[Image.Image]) -> Pictures:
        """Looks at pictures of any size, RGB."""
        pixels = np.stack([squared(one) for one in pictures])
        vectors, patches = self._tower.run(None, {"pixels": pixels})
        return Pictures(vectors, *rounded(patches))

    def hues(self, vectors: Floats) -> Floats:
        """Pictures' vectors (N, 384) to what they show of each colour of the vocabulary, (N, C), rows of length 1."""
        if self._colors is None:
            self._colors = self._encoder.encode(self.vocabulary.colors)
        told = np.exp(_HUE_SHARPNESS * (vectors @ self._colors.T))
        return np.asarray(told / np.linalg.norm(told, axis=1, keepdims=True), np.float32)

    def look(self, pictures: Pictures, phrases: Sequence[str]) -> list[list[Sight]]:
        """Each picture's sights, one a phrase, in their order."""
        sights: list[list[Sight]] = [[] for _ in range(len(pictures))]
        if not len(pictures) or not phrases:
            return sights
        of_phrases = self._phrases(phrases)
        for some in _parts(len(phrases), _AT_ONCE):
            for few in _parts(len(pictures), max(1, _AT_ONCE // len(some))):
                seen = self._look(pictures.at(few), *(one[some] for one in of_phrases))
                for n, own in zip(few, seen, strict=True):
                    sights[n] += own
        return sights

    def _look(self, pictures: Pictures, states: Floats, real: Floats, sentence: Floats) -> list[list[Sight]]:
        asked = {
            "patches": unsigned(pictures.patches),
            "scales": pictures.scales,
            "pictures": pictures.vectors,
            "states": states,
            "real": real,
            "sentence": sentence,
        }
        presence, maps, boxes, sure = self._layer.run(["presence", "map", "box", "sure"], asked)
        there = _sigmoid(presence * self._slope + self._offset)
        well = _sigmoid(sure * self._sure_slope + self._sure_offset)
        boxes = boxes.clip(0, 1)
        seen = _sigmoid(maps).reshape(*maps.shape[:2], GRID, GRID)
        return [
            [Sight(float(there[n, k]), float(well[n, k]), _box(boxes[n, k]), seen[n, k]) for k in range(len(sentence))]
            for n in range(len(pictures))
        ]

    def learn(self, phrases: Sequence[str]) -> None:
        """Encodes phrases that will be asked for, so that nobody waits for them: some 2 ms and 18 kB each. `KNOWN_BEFORE` of them
        at most; they are kept until many others were asked for since.
        """
        self._asked_for(phrases[:KNOWN_BEFORE])

    def _phrases(self, phrases: Sequence[str]) -> tuple[Floats, Floats, Floats]:
        """Token states (K, T, 384), which are real (K, T), sentence vectors (K, 384)."""
        known = self._asked_for(phrases)
        found = [known[one] for one in phrases]
        longest = max(len(tokens) for tokens, _ in found)
        states = np.zeros((len(found), longest, found[0][0].shape[1]), np.float32)
        real = np.zeros((len(found), longest), np.float32)
        for n, (tokens, _) in enumerate(found):
            states[n, : len(tokens)], real[n, : len(tokens)] = tokens, 1
        return states, real, np.stack([vector for _, vector in found])

    def _asked_for(self, phrases: Sequence[str]) -> dict[str, tuple[Floats, Floats]]:
        """Of each phrase its tokens' states (T, 384) and its sentence vector (384,)."""
        known = self._asked.known(phrases)
        missing = [one for one in dict.fromkeys(phrases) if one not in known]
        for one in missing:
            # One at a time: the encoder's int8 measures a batch as a whole, and what is seen may not depend on what else is
            # asked.
            ids, mask = padded(self._encoder.tokenizer.ids([one]))
            hidden = self._encoder.trunk(ids, mask)
            known[one] = (hidden[0, :_TOKENS].copy(), self._encoder.of_hidden(hidden, mask)[0])
            self._asked.keep({one: known[one]})
        return known


def _fingerprint(tower: bytes) -> str:
    return hashlib.sha256(tower).hexdigest()


def _parts(count: int, most: int) -> list[range]:
    """0 .. count in parts of at most `most`, as equal as can be: what is left over for one alone would be rounded otherwise."""
    parts = -(-count // most)
    return [range(count * n // parts, count * (n + 1) // parts) for n in range(parts)]


def _calibration(card: dict[str, object], file: Path) -> dict[str, float]:
    """The card's numbers. Raises `StoreError` where one is missing or no number."""
    kept = card.get("calibration")
    stated = kept if isinstance(kept, dict) else {}
    found = {name: float(value) for name, value in stated.items() if isinstance(value, (int, float))}
    missing = [name for name in _CALIBRATION if name not in found]
    if missing:
        raise StoreError(f"{file}: its calibration states no {', '.join(missing)}; make the model again with: {COMMAND}")
    return found


def rounded(patches: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Patches (N, P, W) in int8, and what to multiply each picture's by, (N,)."""
    scales = np.abs(patches).max((1, 2)) / 127
    return np.rint(patches / scales[:, None, None]).astype(np.int8), scales.astype(np.float32)


def unsigned(patches: NDArray[np.int8]) -> NDArray[np.uint8]:
    """The same patches with `ZERO` for 0."""
    return patches.view(np.uint8) ^ np.uint8(ZERO)


def squared(picture: Image.Image) -> Floats:
    """(3, 256, 256), -1 to 1: both sides brought to one length."""
    small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(small, np.float32).transpose(2, 0, 1) / np.float32(127.5) - 1


def _box(one: Floats) -> Box:
    x0, y0, x1, y1 = (float(v) for v in one)
    return x0, y0, max(x0, x1), max(y0, y1)


def _sigmoid(x: NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
