"""What each source of training data brings: one short run with all of them, one without each, one with uploads, boxes on them and
renders only, all of the same length; as JSON lines, on the development photos and on drawn scenes that no run saw.

    python -m benchmarks.grounding.sources --packs RUN/packs --to FOLDER --minutes 30 [--free OTHER/packs] [--shards FOLDER]

`--packs` are those that `shopwindow train grounding --work RUN` makes; `--free` those of a run with `--data
uploads,boxes,renders`: without it, that run is left out. Weights of each run are kept in `--to` (`NAME.pt`). Needs the train
extra; on a GPU half a minute a run says much.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from grounding.training import claims, sources
from grounding.training.batches import Held
from grounding.training.measuring import said
from grounding.training.shards import Shard
from grounding.training.tower import imagenet_weights
from grounding.training.train import Classes, Plan, Pool, fit, halved, network, on
from nlu.encoder import SentenceEncoder

WITHOUT = {
    "everything": (),
    "without shop photos": ("shop", "mosaic"),
    "without photos from home": ("home",),
    "without street photos": ("street",),
    "without boxes by hand": ("hand",),
    "without renders": ("scene",),
}
"""Name of a run -> shares of a batch that it leaves out; what they leave free goes to the others."""
FREE = ("home", "scene", "hand")
_FREE_RUN = "uploads with boxes and renders only"
_SEED, _SCENES = 99, 384
"""Of the drawn scenes that runs are judged by."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packs", type=Path, required=True)
    parser.add_argument("--free", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--shards", type=Path, help="Keep and take shards here (some 15 GB)")
    parser.add_argument("--weights", type=Path, help="ImageNet weights; without it the package's")
    parser.add_argument("--small", type=int, default=6, help="Divide the batch by this")
    parser.add_argument("--scenes", type=int, default=16)
    parser.add_argument("--device", default="")
    parser.add_argument("--compiled", action="store_true")
    parser.add_argument("--only", default="", help="Runs with this in their name")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    there = on(options.device)
    plan = Plan(options.minutes, scenes=options.scenes, evaluate=1e9, compiled=options.compiled)
    plan = replace(plan, shares={kind: max(2, n // options.small) for kind, n in plan.shares.items()})
    classes = Classes(SentenceEncoder.open(), there)
    weights = options.weights or imagenet_weights()
    with tempfile.TemporaryDirectory() as folder, (options.to / "sources.jsonl").open("a", encoding="utf-8") as out:
        kept = options.shards or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        scenes = _held(sources.Job("scene", "", 0, _SCENES, _SEED, claims.SEEN), kept, classes, there)
        pool = Pool(plan, options.packs, there, classes, kept, keep=True)
        try:
            while pool.take():
                time.sleep(0.2)
            runs = {name: spread(plan, set(plan.shares) - set(gone)) for name, gone in WITHOUT.items()}
            if options.free:
                runs[_FREE_RUN] = spread(plan, set(FREE))
            for name, one in runs.items():
                if options.only not in name:
                    continue
                if name == _FREE_RUN:
                    free = kept / "free"
                    free.mkdir(exist_ok=True)
                    hand = sources.Job("hand", str(options.free / "hand.parquet"), 0, 10**9)
                    pool.held["hand"] = [_held(hand, free, classes, there)]
                steps: list[object] = []
                model = fit(pool, classes, network(weights, one.seed), one, there, lambda steps=steps, **row: steps.append(row))
                halved(model, options.to / f"{name.replace(' ', '-')}.pt")
                row = {
                    "run": name,
                    "steps": steps[-1]["step"],  # type: ignore[index]
                    "photos": said(model, pool.held["dev"][0]).figures(),
                    "scenes": said(model, scenes).figures(),
                }
                print(json.dumps(row), flush=True)
                out.write(json.dumps(row) + "\n")
                out.flush()
        finally:
            pool.close()


def spread(plan: Plan, kinds: set[str]) -> Plan:
    """The plan with these shares only, as many pictures a batch as before."""
    factor = sum(plan.shares.values()) / sum(plan.shares[kind] for kind in kinds)
    return replace(plan, shares={kind: round(n * factor) for kind, n in plan.shares.items() if kind in kinds})


def _held(job: sources.Job, folder: Path, classes: Classes, device: object) -> Held:
    shard = Shard.load(sources.run(job, folder))
    return Held(shard, device, classes.types.get(job.kind, {}), classes.colors)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
