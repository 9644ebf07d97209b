"""`eval grounding`: what its figures count."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.commands import app
from data.studio.draw import draw
from data.studio.photograph import photograph
from data.studio.spec import Spec
from grounding.annotation import Annotation
from grounding.evaluation import Looked, auroc, figures, iou, resampled
from grounding.sight import Box, Sight
from grounding.training.calibrate import ABSENT, PRESENT, calibrated, halves, platt, threshold

LEFT: Box = (0.0, 0.0, 0.5, 1.0)
RIGHT: Box = (0.5, 0.0, 1.0, 1.0)


def seen(presence: float, box: Box, *, sure: float = 0.9) -> Sight:
    columns = (np.arange(16) + 0.5) / 16
    inside = ((columns >= box[0]) & (columns <= box[2]))[None] & ((columns >= box[1]) & (columns <= box[3]))[:, None]
    return Sight(presence, sure, box, inside.astype(np.float32))


def looked(photo: str, present: bool, sight: Sight, true: Box = LEFT) -> Looked:
    return Looked(Annotation(photo, "hood", present, (true,) if present else ()), sight)


def test_figures_count_what_they_say() -> None:
    found = [
        looked("a", True, seen(0.9, LEFT)),  # found, and right
        looked("a", True, seen(0.8, RIGHT)),  # found, elsewhere
        looked("b", True, seen(0.2, LEFT)),  # overlooked
        looked("b", False, seen(0.7, LEFT)),  # seen where there is none
    ]
    got = {name: one["value"] for name, one in figures(found, 0.5, 0.5).items()}
    assert got["pointing"] == pytest.approx(2 / 3, abs=1e-3)
    assert got["mean_iou"] == pytest.approx(2 / 3, abs=1e-3)
    assert got["presence_precision"] == pytest.approx(2 / 3, abs=1e-3)
    assert got["presence_coverage"] == pytest.approx(2 / 3, abs=1e-3)
    assert got["reason_precision"] == pytest.approx(1 / 3, abs=1e-3)
    assert got["presence_auroc"] == pytest.approx(2 / 3, abs=1e-3)


def test_what_is_there_at_no_known_place_counts_for_presence_alone() -> None:
    there = Looked(Annotation("b", "zip", True, ()), seen(0.9, LEFT))
    got = figures([looked("a", True, seen(0.9, LEFT)), there], 0.5, 0.5)
    assert (got["pointing"]["n"], got["presence_precision"]["n"], got["reason_precision"]["n"]) == (1, 2, 1)
    assert got["pointing"]["value"] == got["reason_precision"]["value"] == 1


def test_no_box_where_the_place_is_not_sure() -> None:
    found = [looked("a", True, seen(0.9, LEFT)), looked("b", True, seen(0.9, RIGHT, sure=0.1))]
    got = figures(found, 0.5, 0.5)
    assert got["presence_coverage"]["value"] == 1
    assert got["reason_precision"]["value"] == 1
    assert got["reason_coverage"]["value"] == 0.5


def write_photos(folder: Path) -> Path:
    """Two drawn hoodies and a mug, with what is to be found on them."""
    lines = []
    for name, spec in (("a", Spec("hoodie", "zip", "navy", seed=3)), ("b", Spec("hoodie", "pullover", "red", seed=5))):
        photograph(draw(spec), 320).save(folder / f"{name}.png")
        lines.append({"photo": name, "phrase": "hood", "present": True, "boxes": [[0.2, 0.0, 0.8, 0.5]]})
    photograph(draw(Spec("mug", "classic", "red", seed=5)), 320).save(folder / "c.jpg")
    lines.append({"photo": "c", "phrase": "hood", "present": False, "boxes": []})
    path = folder / "drawn.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_the_command_tells_the_figures_of_a_file(tmp_path: Path) -> None:
    path = write_photos(tmp_path)
    done = CliRunner().invoke(app, ["eval", "grounding", str(path), "--photos", str(tmp_path), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["presence_auroc"]["value"] == 1
    assert told["pointing"]["value"] == 1
    assert told["pointing"]["n"] == 2


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: (folder / "a.png").unlink(), "no photo 'a'"),
        (lambda folder: (folder / "a.png").write_bytes(b"nothing"), "not a picture"),
        (lambda folder: (folder / "drawn.jsonl").write_text('{"photo": "a"', encoding="utf-8"), "line 1"),
        (lambda folder: (folder / "drawn.jsonl").unlink(), "no such file"),
    ],
)
def test_what_cannot_be_measured_is_told(tmp_path: Path, spoil: Callable[[Path], object], why: str) -> None:
    path = write_photos(tmp_path)
    spoil(tmp_path)
    done = CliRunner().invoke(app, ["eval", "grounding", str(path), "--photos", str(tmp_path)])
    assert done.exit_code != 0
    assert why in str(done.exception)


def test_nothing_to_measure_is_said_so() -> None:
    got = figures([], 0.5, 0.5)
    assert got["pointing"] == {"value": None, "low": None, "high": None, "n": 0}


def test_intervals_resample_photos_not_phrases() -> None:
    of = np.repeat(np.arange(10), 50)
    right = np.repeat(np.arange(10) % 2 == 0, 50)  # all phrases of a photo go together
    figure = resampled(of, lambda rows: float(right[rows].mean()))
    assert figure["low"] is not None
    assert figure["high"] is not None
    assert figure["high"] - figure["low"] > 0.4


def test_auroc_by_hand() -> None:
    assert auroc(np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])) == pytest.approx(0.875)
    assert auroc(np.array([0.9, 0.5]), np.array([True, True])) is None


def test_iou_by_hand() -> None:
    assert iou((0, 0, 1, 1), (0.5, 0, 1, 1)) == pytest.approx(0.5)
    assert iou(LEFT, RIGHT) == 0
    assert iou((0, 0, 0, 0), (0, 0, 0, 0)) == 0


def test_point_lies_on_what_is_seen_not_in_the_hole() -> None:
    ring = np.zeros((16, 16), np.float32)
    ring[4:12, 4:12] = 1
    ring[6:10, 6:10] = 0
    x, y = Sight(0.9, 0.9, (0.25, 0.25, 0.75, 0.75), ring).point
    assert ring[int(y * 16), int(x * 16)] == 1


def test_threshold_is_the_lowest_that_is_precise_enough() -> None:
    score = np.linspace(1, 0, 200)
    right = np.ones(200, bool)
    right[100:] = False
    assert threshold(score, right, 0.95) == pytest.approx(score[104])
    assert threshold(score, np.zeros(200, bool), 0.95) > 1


def test_platt_brings_chances_back() -> None:
    rng = np.random.default_rng(0)
    chance = rng.random(20_000)
    truth = rng.random(20_000) < chance
    raw = 5 * np.log(chance / (1 - chance)) + 2  # far too sure, and shifted
    slope, offset = platt(raw, truth)
    assert slope == pytest.approx(0.2, abs=0.01)
    assert offset == pytest.approx(-0.4, abs=0.05)


def test_platt_stays_sane_where_all_are_told_apart() -> None:
    slope, offset = platt(np.array([-400.0] * 50 + [300.0] * 50), np.array([False] * 50 + [True] * 50))
    assert 0 < slope < 1
    assert np.isfinite(offset)


def test_thresholds_keep_their_promise_on_what_they_were_set_on() -> None:
    rng = np.random.default_rng(1)
    found = []
    for n in range(600):
        present = n % 2 == 0
        presence = float(np.clip(rng.normal(0.65 if present else 0.35, 0.2), 0.01, 0.99))
        found.append(looked(str(n // 4), present, seen(presence, LEFT if rng.random() < 0.8 else RIGHT, sure=0.5)))
    kept = calibrated(found)
    assert 0.5 < kept["presence"] < 1
    assert kept["slope"] > 0
    raw = np.array([np.log(one.sight.presence / (1 - one.sight.presence)) for one in found])
    present = np.array([one.drawn.present for one in found])
    chance = 1 / (1 + np.exp(-(raw * kept["slope"] + kept["offset"])))
    given = chance >= kept["presence"]
    assert given.sum() > 40
    assert present[given].mean() >= PRESENT
    told_absent = chance <= kept["absent"]
    assert not told_absent.any() or (~present[told_absent]).mean() >= ABSENT


def test_each_photo_is_judged_by_thresholds_of_others_with_an_interval() -> None:
    rng = np.random.default_rng(2)
    found = []
    for n in range(480):
        present = n % 2 == 0
        presence = float(np.clip(rng.normal(0.8 if present else 0.2, 0.15), 0.01, 0.99))
        found.append(looked(str(n // 6), present, seen(presence, LEFT if rng.random() < 0.97 else RIGHT, sure=0.5)))
    told = halves(found, rounds=4)
    assert told["pointing"] == figures(found, 0.5, 0.5)["pointing"]
    for name in ("presence_precision", "reason_precision"):
        value, low, high = (told[name][key] for key in ("value", "low", "high"))
        assert low is not None
        assert high is not None
        assert value is not None
        assert low < value < high
        assert value > 0.9
        assert 40 < (told[name]["n"] or 0) < 480
