"""Reviews by invented shoppers: a rating, and aspects that explain it.

Popular products have many, some have none. Every product has a leaning of its own and a weakness that several people mention, as
real ones do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from importlib import resources
from random import Random

import yaml

from data.studio.catalogue import TODAY, Listed

_FAMILY: Mapping[str, str] = {
    "sneaker": "shoes",
    "boot": "shoes",
    "sandal": "shoes",
    "backpack": "bags",
    "tote": "bags",
    "cap": "accessories",
    "scarf": "accessories",
    "belt": "accessories",
    "chair": "furniture",
    "sofa": "furniture",
    "lamp": "homeware",
    "mug": "homeware",
    "vase": "homeware",
    "cushion": "textiles",
    "rug": "textiles",
}
_LEANINGS = ((52, 30, 11, 5, 2), (34, 36, 18, 8, 4), (18, 28, 26, 18, 10))
"""Chances of 5, 4, 3, 2 and 1 stars for loved, ordinary and troubled products."""


def reviews(shop: Sequence[Listed], seed: int) -> Iterator[tuple[str, int, str, str, str, str]]:
    """Rows (product, rating, title, text, author, date), about four a product."""
    words = yaml.safe_load((resources.files("data.studio") / "texts" / "reviews.yml").read_text(encoding="utf-8"))
    for one in shop:
        rng = Random(f"{seed}/reviews/{one.id}")
        leaning = rng.choices(_LEANINGS, (5, 6, 2))[0]
        count = min(14, round(rng.lognormvariate(1.35, 0.75))) if rng.random() > 0.06 else 0
        good, bad = _aspects(one, words, rng)
        titles = {stars: rng.sample(words["titles"][stars], len(words["titles"][stars])) for stars in range(1, 6)}
        authors = rng.sample(words["authors"], count)
        oldest = (TODAY - one.created).days
        for n in range(count):
            stars = rng.choices((5, 4, 3, 2, 1), leaning)[0]
            text = _text(stars, good, bad, words, rng)
            if text:
                written = TODAY - timedelta(days=rng.randrange(1, max(2, min(oldest, 700))))
                yield one.id, stars, titles[stars][n % len(titles[stars])], text, authors[n], written.isoformat()


def _aspects(one: Listed, words: Mapping[str, Mapping[str, list[str]]], rng: Random) -> tuple[list[str], list[str]]:
    """What can be said of this product, shuffled; nothing that it has no part for, and nothing against its record."""
    family = _FAMILY.get(one.item.type, "clothing")
    fit = set(one.attributes.get("fit", ()))

    def fitting(aspect: str) -> bool:
        if any(word in aspect for word in _unfit(one, family)):
            return False
        if "Runs Small" in fit:
            return "True to size" not in aspect and "true to size" not in aspect and "Runs large" not in aspect
        if "Runs Large" in fit:
            return "True to size" not in aspect and "true to size" not in aspect and "Runs small" not in aspect
        return not ("True to Size" in fit and aspect.startswith("Runs"))

    good = [a for a in words[family]["good"] if fitting(a)]
    bad = [a for a in words[family]["bad"] if fitting(a)]
    rng.shuffle(good)
    rng.shuffle(bad)
    weak = [
        a
        for a in bad
        if ("Runs Small" in fit and a.startswith("Runs small")) or ("Runs Large" in fit and a.startswith("Runs large"))
    ]
    return good, weak + [a for a in bad if a not in weak]


def _unfit(one: Listed, family: str) -> tuple[str, ...]:
    """Words of this family's aspects that make no sense for the product's own type, shape or material."""
    kind, shape = one.item.type, one.item.shape
    by_type: Mapping[str, tuple[str, ...]] = {
        "mug": (),
        "vase": ("dishwasher", "in the hand"),
        "lamp": ("dishwasher", "in the hand", "glaze", "Survived"),
        "rug": ("zip", "Plump", "filling"),
        "cushion": ("underfoot", "feet", "Slides", "corner", "Lies flat", "vacuum", "edges"),
        "cap": ("coat",),
        "scarf": ("head", "tight", "shape"),
        "belt": ("head", "coat", "soft", "scratchy", "Warm", "wash", "Washes", "sheds", "tight", "Thinner"),
        "tote": ("dry", "Zipper", "buckle", "strap", "plane", "Pockets"),
        "backpack": ("Handles", "Stands"),
        "chair": ("cushions",) if shape in ("dining", "spindle", "stool") else (),
        "sofa": (),
        "trousers": ("shoulders", "Sleeves", "arms"),
        "jeans": ("shoulders", "Sleeves", "arms", "Pills"),
        "shorts": ("shoulders", "Sleeves", "arms", "Warm", "Long enough"),
        "skirt": ("shoulders", "Sleeves", "arms"),
        "tee": ("waist", "Warm"),
        "shirt": ("waist", "Pills"),
        "dress": ("Sleeves", "Warm", "arms"),
        "hoodie": ("waist", "hot days", "office", "Creases"),
        "sweater": ("waist", "hot days", "Creases"),
        "jacket": ("waist", "hot days", "Pills", "slept", "Creases"),
        "sneaker": ("waterproof", "stayed dry"),
        "boot": ("light on",),
        "sandal": ("waterproof", "stayed dry", "toe.", "Laces", "Walked", "insole slides"),
    }
    safe = by_type.get(kind, ())
    if shape in ("slip-on", "chelsea", "rain", "slide") and family == "shoes":
        safe = (*safe, "Laces")
    if shape == "rain":
        safe = (*safe, "waterproof", "Stitching")
    if "silk" in one.item.material[0] or (kind == "scarf" and shape == "silk"):
        safe = (*safe, "Warm", "wash", "Washes", "scratchy", "sheds")
    if "Dry clean" in one.item.care or "Wipe" in one.item.care:
        safe = (*safe, "wash", "Wash", "dishwasher")
    if kind in ("mug", "vase") and "Dishwasher safe" not in one.item.care:
        safe = (*safe, "dishwasher")
    if "Laptop Sleeve" not in one.attributes.get("features", ()):
        safe = (*safe, "Laptop")
    if one.item.gender == "kids":
        safe = (
            *safe,
            "office",
            "slept",
            "I'm tall",
            "my height",
            "my shoulders",
            "with dresses",
            "commuting",
            "compliments",
            "everything I own",
            "on me;",
            "on me,",
            "a week.",
            "Walked",
            "Too tight for me",
            "my head",
            "for me.",
            "my narrow",
            "my toes",
            "My feet",
            "my heel",
            "coat I have",
        )
    return safe


def _text(stars: int, good: list[str], bad: list[str], words: Mapping[str, Mapping[int, list[str]]], rng: Random) -> str:
    """Aspects as the stars would have them. The lists are used up, so that no product is told the same thing twice."""
    wanted = {
        5: (rng.choice((1, 2, 2, 3)), 0),
        4: (rng.choice((1, 2)), rng.choice((0, 1, 1))),
        3: (1, 1),
        2: (rng.choice((0, 0, 1)), rng.choice((1, 2))),
        1: (0, 2),
    }[stars]
    likes = [good.pop(0) for _ in range(min(wanted[0], len(good)))]
    # the first weakness is the product's own: half the complaints are about it
    dislikes = []
    for _ in range(min(wanted[1], len(bad))):
        own = rng.random() < 0.5 and bad[0] not in dislikes
        dislikes.append(bad[0] if own else bad.pop(rng.randrange(len(bad))))
    if not likes and not dislikes:
        return ""
    said = [*likes, *dislikes] if stars >= 3 else [*dislikes, *likes]
    link = rng.choice(("", "On the other hand: ", "Only thing: ", "That said, ")) if likes and dislikes and stars >= 3 else ""
    if link:
        first = dislikes[0]
        said[len(likes)] = link + (first[0].lower() + first[1:] if link.endswith(", ") and not first.startswith("I ") else first)
    return (rng.choice(words["openers"][stars]) + " ".join(dict.fromkeys(said)) + rng.choice(words["closers"][stars])).strip()
