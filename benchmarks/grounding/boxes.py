"""`shopwindow eval grounding` on the development photos: those whose boxes were drawn by hand and that no training saw; as JSON.

    python -m benchmarks.grounding.boxes --data ../shared/data [--model FOLDER]

The thresholds were set on these photos; `halves` are the figures where each photo is judged by thresholds of others. `plausible`
leaves out what is absent and would be odd on such a product; `no twin` are those photos of which the train splits have no other
of the same design, or of such a thing by the same person (the weights that ship were trained before those were left out); `as
served` gives no reason for phrases that the assistant would not look for (words that the model was never taught).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from grounding.annotation import Annotation, read
from grounding.evaluation import counted, figures, looked, reasons
from grounding.sight import Vision
from grounding.training.calibrate import halves
from grounding.training.sources import rows_of, twinned
from nlu.encoder import SentenceEncoder

DRAWN = Path(__file__).resolve().parents[2] / "data" / "grounding" / "dev.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    vision = Vision.open(SentenceEncoder.open(), options.model, threads=2)
    drawn = kept_apart(vision)
    with tempfile.TemporaryDirectory() as folder:
        write_photos(options.data, {one.photo for one in drawn}, Path(folder))
        found = looked(drawn, Path(folder), vision)
    likely = [one for one in found if one.drawn.plausible is not False]
    twins = twinned(options.data)
    alone = [one for one in found if one.drawn.photo not in twins]
    asked = np.array([vision.vocabulary.sought(one.drawn.phrase) is not None for one in found], bool)
    given, boxed = reasons(found, vision.presence_at, vision.place_at)
    told = {
        "photos": len({one.drawn.photo for one in found}),
        "absent": sum(not one.drawn.present for one in found),
        "shipped thresholds": figures(found, vision.presence_at, vision.place_at),
        "halves": halves(found),
        "plausible": {
            "absent": sum(not one.drawn.present for one in likely),
            **figures(likely, vision.presence_at, vision.place_at),
        },
        "no twin": figures(alone, vision.presence_at, vision.place_at),
        "as served": {"not looked for": int((~asked).sum()), **counted(found, given & asked, boxed & asked)},
    }
    print(json.dumps(told, indent=1))


def kept_apart(vision: Vision) -> list[Annotation]:
    """What is drawn on the development photos, but for those that the model's training saw."""
    left_out = set(vision.card.get("development photos left out", ()))  # type: ignore[call-overload]
    return [one for one in read(DRAWN) if one.photo not in left_out]


def write_photos(data: Path, names: set[str], to: Path) -> None:
    """Writes the photos of these names (`fashion-ID`, `upload-` and the first 8 letters of an id) as JPEG."""
    for row in rows_of(data / "fashion-photos" / "photos-large.parquet"):
        if f"fashion-{row['id']}" in names:
            (to / f"fashion-{row['id']}.jpg").write_bytes(row["jpeg"])
    for row in rows_of(data / "uploads" / "photos.parquet"):
        if f"upload-{row['id'][:8]}" in names:
            (to / f"upload-{row['id'][:8]}.jpg").write_bytes(row["jpeg"])


if __name__ == "__main__":
    main()
