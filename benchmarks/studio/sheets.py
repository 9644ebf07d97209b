"""Contact sheets of the demo store, to be looked at.

    python -m benchmarks.studio.sheets --to DIR [--types tee,polo] [--view front] [--size 300] [--columns 5] [--quiz 100]

One PNG a type, each product in its first colour with its title. `--quiz N` writes instead N pictures of 160 pixels at random,
numbered and without a title, and their answers in a file beside them: the naming test.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from data.studio.catalogue import Item, items
from data.studio.draw import draw
from data.studio.photograph import photograph
from data.studio.spec import View

SEED = 7


def sheet(shop: Sequence[Item], labels: Sequence[str], size: int, columns: int, view: View = "front") -> Image.Image:
    """The products' pictures side by side, each with its label."""
    whole = Image.new("RGB", (columns * size, -(-len(shop) // columns) * size), "white")
    for n, (item, label) in enumerate(zip(shop, labels, strict=True)):
        picture = photograph(draw(item.spec(item.colors[0], view)), max(320, size))
        picture = picture.resize((size, size), Image.Resampling.LANCZOS)
        ImageDraw.Draw(picture).text((5, 3), label, fill="#555555")
        whole.paste(picture, ((n % columns) * size, (n // columns) * size))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--types", default="")
    parser.add_argument("--view", choices=("front", "other"), default="front")
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--quiz", type=int, default=0)
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shop = [item for item in items() if not options.types or item.type in options.types.split(",")]
    if options.quiz:
        chosen = Random(SEED).sample(shop, min(options.quiz, len(shop)))
        for first in range(0, len(chosen), 50):
            some = chosen[first : first + 50]
            labels = [str(first + n + 1) for n in range(len(some))]
            sheet(some, labels, 160, 10).save(options.to / f"quiz-{first + 1:03d}.png")
        answers = "".join(f"{n} {item.type} ({item.shape})\n" for n, item in enumerate(chosen, 1))
        (options.to / "answers.txt").write_text(answers, encoding="utf-8")
        return
    for kind in dict.fromkeys(item.type for item in shop):
        mine = [item for item in shop if item.type == kind]
        labels = [f"{item.title} / {item.shape}" for item in mine]
        sheet(mine, labels, options.size, options.columns, options.view).save(options.to / f"{kind}.png")


if __name__ == "__main__":
    main()
