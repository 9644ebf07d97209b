"""What int8 would cost and bring: the shipped tower with its convolutions in int8 (static, weights by channel, activations as
they were on photos drawn on by hand, train split), beside the one that ships (weights in half precision), on the development
photos and on one core; as JSON.

    python -m benchmarks.grounding.int8 --data ../shared/data [--model FOLDER] [--to FOLDER]

`--to` keeps the int8 model, for the other benchmarks' `--model`. Needs the train extra.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from PIL import Image

from benchmarks.grounding.boxes import kept_apart, write_photos
from data.picture_files import open_picture
from grounding.annotation import read
from grounding.evaluation import looked
from grounding.sight import FOLDER, Vision, squared
from grounding.training.calibrate import halves
from grounding.training.sources import HAND
from nlu.encoder import SentenceEncoder

_CALIBRATED_ON, _TIMED, _ROUNDS = 200, 24, 5


class _Photos(CalibrationDataReader):
    def __init__(self, pictures: list[Image.Image]) -> None:
        self._left: Iterator[NDArray[np.float32]] = (squared(one)[None] for one in pictures)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        pixels = next(self._left, None)
        return None if pixels is None else {"pixels": pixels}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # the quantizer's advice
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        names = sorted({one.photo for one in read(HAND / "train.jsonl")})
        photos = written(options.data, set(names[:: len(names) // _CALIBRATED_ON]), work / "train")
        pictures = [open_picture(one.read_bytes(), edge=512).image for one in sorted(photos.iterdir())]
        narrow = options.to or work / "int8"
        shutil.copytree(options.model, narrow, dirs_exist_ok=True)
        quantized(options.model / "tower.onnx", narrow / "tower.onnx", pictures, work)
        encoder = SentenceEncoder.open()
        shipped, int8 = (Vision.open(encoder, one) for one in (options.model, narrow))
        drawn = kept_apart(shipped)
        photos = written(options.data, {one.photo for one in drawn}, work / "dev")
        row: dict[str, object] = {"alike": alike(shipped, int8, pictures[:_TIMED])}
        for name, vision, at in (("shipped", shipped, options.model), ("int8", int8, narrow)):
            found = looked(drawn, photos, vision)
            row[name] = {
                "bytes": (at / "tower.onnx").stat().st_size,
                "ms_a_picture": round(paced(vision, pictures[:_TIMED]), 1),
                "halves": halves(found),
            }
    print(json.dumps(row, indent=1))


def written(data: Path, names: set[str], to: Path) -> Path:
    """The new folder `to`, with the photos of these names."""
    to.mkdir()
    write_photos(data, names, to)
    return to


def quantized(tower: Path, to: Path, pictures: list[Image.Image], work: Path) -> None:
    """Writes the graph with convolutions and matrices in int8."""
    whole = work / "whole.onnx"
    quant_pre_process(str(tower), str(whole), skip_symbolic_shape=True)  # widens the weights
    quantize_static(
        str(whole), str(to), _Photos(pictures), quant_format=QuantFormat.QDQ, per_channel=True, reduce_range=True,
        op_types_to_quantize=["Conv", "MatMul"], activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
    )  # fmt: skip


def alike(one: Vision, other: Vision, pictures: list[Image.Image]) -> dict[str, float]:
    """Cosine of the two models' vectors of the same pictures, mean and least."""
    cosines = (one.embed(pictures).vectors * other.embed(pictures).vectors).sum(1)
    return {"mean": round(float(cosines.mean()), 4), "least": round(float(cosines.min()), 4)}


def paced(vision: Vision, pictures: list[Image.Image]) -> float:
    """Milliseconds that a picture takes to be looked at, one core, the best of some rounds."""
    took = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        vision.embed(pictures)
        took.append((time.perf_counter() - start) * 1000 / len(pictures))
    return min(took)


if __name__ == "__main__":
    main()
