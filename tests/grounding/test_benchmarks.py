"""What the benchmarks of grounding count, by hand, and that the shipped weights see what is drawn."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.grounding import photos
from benchmarks.grounding.faithful import filled, highest
from benchmarks.grounding.rendered import SEEDS, measured
from grounding.sight import Sight, Vision
from grounding.training import sources
from grounding.training.claims import UNSEEN
from nlu.encoder import SentenceEncoder
from nlu.evaluation import calibration_error


def test_the_highest_fifth_of_a_map() -> None:
    there = np.arange(256, dtype=np.float32).reshape(16, 16)
    cells = highest(Sight(0.9, 0.9, (0, 0, 1, 1), there))
    assert cells.sum() == round(0.2 * 256)
    assert cells.ravel()[-51:].all()


def test_what_is_filled_is_filled_and_the_rest_stays() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (256, 256, 3), np.uint8))
    cells = np.zeros((16, 16), bool)
    cells[:, 8:] = True
    changed = np.abs(np.asarray(filled(noise, cells), int) - np.asarray(noise, int)).mean((0, 2))
    assert changed[:116].max() == 0
    assert changed[140:].min() > 20


def test_labels_of_few_photos_do_not_count() -> None:
    often = [(n, "hat", n % 2 == 0, 0.9 if n % 2 == 0 else 0.1) for n in range(2 * photos.POSITIVES)]
    seldom = [(n, "cape", n == 0, 0.1 if n == 0 else 0.9) for n in range(9)]
    assert photos._mean_auroc([*often, *seldom]) == 1
    assert photos._mean_auroc(seldom) is None


def test_the_usual_place_of_a_label_is_where_most_masks_have_it() -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[10, 20] = 5
    out = io.BytesIO()
    Image.fromarray(mask).save(out, "PNG")
    places = photos._usual_places([{"mask_png": out.getvalue()}])
    assert places[5] == (20.5 / 64, 10.5 / 64)


def test_chances_that_keep_their_word_have_no_error() -> None:
    truth = np.array([True] * 8 + [False] * 2)
    assert calibration_error(np.full(10, 0.8), truth) == pytest.approx(0)
    assert calibration_error(np.full(10, 0.3), truth) == pytest.approx(0.5)
    assert calibration_error(np.zeros(0), np.zeros(0, bool)) is None


def test_scenes_of_the_benchmark_are_those_of_no_training() -> None:
    taught = {(job.seed, job.types) for job in sources.jobs(sources.HAND, 100, {"scene"}) if job.kind == "scene"}
    assert taught
    assert not {seed for seed, _ in taught} & {seed for seed, _ in SEEDS.values()}
    assert all(set(types).isdisjoint(UNSEEN) for _, types in taught)


def test_the_shipped_weights_see_what_is_drawn(encoder: SentenceEncoder) -> None:
    """A floor far below the figures of docs/grounding.md, of a few scenes: that it sees at all."""
    seed, types = SEEDS["unseen products"]
    told = measured(Vision.open(encoder, threads=2), seed, types, 12)
    pointing, seen = told["pointing"]["value"], told["presence_auroc"]["value"]
    assert (pointing or 0) > 0.8
    assert (seen or 0) > 0.9
