"""`python -m grounding.training`: packs the collections, or trains on the packs. Imports what is heavy only then: each process
that makes shards imports this module too.
"""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="Pack the collections in this folder first")
    parser.add_argument("--packs", type=Path, required=True)
    parser.add_argument("--to", type=Path, help="Train, and write here")
    parser.add_argument("--weights", type=Path, help="ImageNet weights of the tower")
    parser.add_argument("--release", type=Path, help="Ship the trained --weights: write graphs, calibration and card here")
    parser.add_argument("--command", default="shopwindow train grounding", help="For the card: what trained the weights")
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--scenes", type=int, default=40)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--evaluate", type=float, default=60.0)
    parser.add_argument("--device", default="")
    parser.add_argument(
        "--shards", type=Path, help="Keep shards here, and take those that are there; without --to only make them"
    )
    parser.add_argument("--compiled", action="store_true")
    parser.add_argument("--small", type=int, default=1, help="Divide the batch by this")
    given = parser.parse_args()
    if given.data:
        from grounding.training.sources import pack

        pack(given.data, given.packs)
    if given.release:
        from grounding.training.release import release

        print(release(given.weights, given.packs, given.release, command=given.command, device=given.device))
    elif given.to:
        from grounding.training.train import Plan, train

        shares = {kind: max(2, n // given.small) for kind, n in Plan().shares.items()}
        plan = Plan(
            given.minutes, shares, scenes=given.scenes, workers=given.workers, evaluate=given.evaluate, compiled=given.compiled
        )
        train(given.packs, given.to, given.weights, plan, given.device, shards=given.shards)
    elif given.shards:
        from grounding.training.sources import make

        make(given.packs, given.shards, given.scenes, given.workers)


if __name__ == "__main__":
    main()
