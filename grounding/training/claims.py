"""What is known of training pictures, as claims: this phrase is there (and where), that one is not.

Five sources: drawn scenes (exact masks of parts and patterns), photos of a shop (type, colour and what the name says; the place
is
only known to be the product, not the plain background), photos from home (a label), street photos (masks of what is worn), and
photos with boxes drawn by hand.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, Protocol

import numpy as np
import yaml
from numpy.typing import NDArray
from PIL import Image

from data.studio.draw import TYPES, draw
from data.studio.palette import METALS, SHADES
from data.studio.scenes import box_of, scene
from data.studio.spec import Spec
from grounding.annotation import Annotation, Box

Bytes = NDArray[np.uint8]
How = Literal["none", "weak", "box", "mask"]
"""How well the place is known: not at all; only that it is somewhere within; as boxes; exactly."""

SIDE, FINE = 272, 64
"""Pixels of a stored picture's sides (training crops from it), and of a mask's."""
UNSEEN = ("loafer", "tote", "coat", "armchair", "cap")
"""Types that the studio draws and training never shows."""
DRAWN_COLORS = (*SHADES, *METALS)
LOOKS = frozenset(("leather", "metal", "wood", "denim", "knit", "suede"))
"""Materials that a picture shows."""
SEEN = tuple(name for name in TYPES if name not in UNSEEN)
_FACTS = 4
"""Of what drawings report of themselves, told of a scene."""
_Parts = Sequence[Mapping[str, object]]


class _Add(Protocol):
    """Says that a phrase is there: at these parts, in `groups` of one box each."""

    def __call__(self, phrase: str, parts: _Parts, groups: Sequence[_Parts] | None = None, how: How = "mask") -> None: ...


_LEAST = 0.0012
"""Share of the picture below which a drawn part is neither said to be there nor not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`mask` (64, 64), 0 to 255, says how much of each place is it; `boxes` are its instances."""

    phrase: str
    present: bool
    how: How = "none"
    mask: Bytes | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A picture (272, 272, 3), its sides brought to one length, and the claims on it. `type` and `color` are the usual words,
    where
    the picture is of one thing; `name` is what its shop calls it; `product` (64, 64) is where it is.
    """

    source: str
    picture: Bytes
    claims: tuple[Claim, ...]
    type: str = ""
    color: str = ""
    name: str = ""
    product: Bytes | None = field(default=None)


@cache
def words() -> Mapping[str, Mapping[str, list[str]]]:
    """`data/grounding/words.yml`."""
    found: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(
        (Path(__file__).resolve().parents[2] / "data" / "grounding" / "words.yml").read_text(encoding="utf-8")
    )
    return found


@cache
def may_be(color: str) -> frozenset[str]:
    """Colours that a picture of this one may be called too."""
    near = {color}
    for group in words()["near colors"]:
        if color in group:
            near.update(group)
    return frozenset(near)


def squared(picture: Image.Image, side: int = SIDE) -> Bytes:
    """(side, side, 3): both sides brought to one length."""
    return np.asarray(picture.convert("RGB").resize((side, side), Image.Resampling.BICUBIC))


def coverage(mask: NDArray[np.bool_]) -> Bytes:
    """A mask of any size as (64, 64), 0 to 255."""
    return np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).resize((FINE, FINE), Image.Resampling.BOX))


def of_boxes(boxes: Iterable[Box]) -> Bytes:
    """The union of boxes as coverage, (64, 64)."""
    fine = np.zeros((FINE * 4, FINE * 4), bool)
    for x0, y0, x1, y1 in boxes:
        a, b, c, d = (round(v * FINE * 4) for v in (x0, y0, x1, y1))
        fine[b : max(d, b + 1), a : max(c, a + 1)] = True
    return coverage(fine)


def bounds(mask: NDArray[np.bool_]) -> Box | None:
    """The box around a mask, in fractions; None where it is empty."""
    found = box_of(mask)
    return None if found is None else (found[0], found[1], found[2], found[3])


def standing_out(picture: Bytes) -> Bytes:
    """Where a photo differs from its plain border, (64, 64); everywhere where the border is not plain."""
    small = np.asarray(Image.fromarray(picture).resize((FINE, FINE), Image.Resampling.BOX)).astype(np.float32)
    border = np.concatenate((small[0], small[-1], small[:, 0], small[:, -1]))
    ground = np.median(border, 0)
    if np.mean(np.abs(border - ground).max(1) > 24) > 0.45:
        return np.full((FINE, FINE), 255, np.uint8)
    away = np.abs(small - ground).max(2) > 22
    if away.mean() < 0.02:
        return np.full((FINE, FINE), 255, np.uint8)
    return away.astype(np.uint8) * 255


def from_hand(source: str, photo: Image.Image, annotations: Sequence[Annotation], rng: Random | None = None) -> Example:
    """A photo with boxes drawn by hand. Where `rng` is given, what has a colour is said to be absent in others, and a V-neck says
    that there is no round one.
    """
    claims = [
        Claim(one.phrase, one.present, "box" if one.present else "none", of_boxes(one.boxes) if one.present else None, one.boxes)
        for one in annotations
    ]
    if rng:
        claims += [
            Claim(phrase, False)
            for one in annotations
            if one.present
            for phrase in (*_recolored(one.phrase, annotations, rng), *_instead(one.phrase, annotations, rng))
        ]
    return Example(source, squared(photo), tuple(claims))


_COLORED = re.compile(r"\b(black|white|grey|gray|red|orange|yellow|green|blue|navy|purple|pink|brown|beige)\b")


def _recolored(phrase: str, annotations: Sequence[Annotation], rng: Random) -> list[str]:
    """The phrase in one or two colours that nothing on the photo was said to have."""
    colors = _COLORED.findall(phrase)
    if len(colors) != 1:
        return []
    near = may_be(colors[0]).union(
        *(may_be(one) for said in annotations if said.present for one in _COLORED.findall(said.phrase))
    )
    others = [one for one in _BASIC if one not in near]
    return [phrase.replace(colors[0], one) for one in _some(rng, others, 2)]


def _instead(phrase: str, annotations: Sequence[Annotation], rng: Random) -> list[str]:
    """One or two things that would stand where this is, and that nothing on the photo was said to be."""
    there = {one.phrase.casefold() for one in annotations if one.present}
    for kinds in words()["instead"]:
        shown = [group for group in kinds if there & set(group)]
        if phrase.casefold() in {name for group in shown for name in group} and len(shown) == 1:
            return _some(rng, [rng.choice(group) for group in kinds if group not in shown], 2)
    return []


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_DIAL = re.compile(r"\b(\w+) dial\b")


def from_shop(
    photo: Image.Image, kind: str, color: str, name: str, types: Mapping[str, int], colors: Mapping[str, int], rng: Random
) -> Example:
    """A shop's photo. `types` and `colors` are how often each is: what is said not to be there is drawn by that."""
    said = words()
    picture = squared(photo)
    product = standing_out(picture)
    names = said["fashion"]
    claims: list[Claim] = []

    def there(phrase: str) -> None:
        claims.append(Claim(phrase, True, "weak", product))

    own = names.get(kind, [kind.lower()])
    for word in own:
        there(word)
    others = [one for one in _drawn(rng, types, 6) if one != kind]
    claims += [Claim(names.get(one, [one.lower()])[0], False) for one in others]
    shade = color.lower()
    if shade and shade != "multi":
        there(shade)
        there(f"{shade} {own[0]}")
        wrong = [one.lower() for one in _drawn(rng, colors, 6) if one.lower() not in may_be(shade)][:4]
        claims += [Claim(one, False) for one in wrong[:3]] + [Claim(f"{one} {own[0]}", False) for one in wrong]
        claims += [Claim(f"{shade} {names.get(one, [one.lower()])[0]}", False) for one in others[:2]]
    seen = set(_WORD.findall(name.lower()))
    patterns = [pattern for pattern, say in said["named"].items() if seen & set(say)]
    for pattern in patterns:
        there(pattern if pattern == "printed" else rng.choice([pattern, f"{pattern} {own[0]}"]))
    if patterns and patterns != ["printed"]:
        claims += [
            Claim(one, False) for one in said["named"] if one not in patterns and one not in ("printed", "graphic print", "plain")
        ]
    if "plain" in patterns:
        claims += [Claim("printed", False), Claim("graphic print", False)]
    elif patterns:
        claims.append(Claim("plain", False))
    dial = _DIAL.search(name.lower())
    if dial and dial[1] in {one.lower() for one in colors}:
        there(f"{dial[1]} dial")
        claims += [Claim(f"{one.lower()} dial", False) for one in _drawn(rng, colors, 4) if one.lower() not in may_be(dial[1])][
            :2
        ]
    for part in said["photo parts"].get(kind, ()):
        there(part)
    far = [one for one in said["photo parts"] if _family(one) != _family(kind)]
    if _family(kind) != "worn":  # whoever wears a shirt may wear a watch
        claims += [
            Claim(rng.choice(said["photo parts"][one]), False) for one in rng.sample(far, 3) if one not in ("Sandals", "Heels")
        ]
    return Example("shop", picture, tuple(claims), own[0], "" if shade == "multi" else shade, name, product)


def _family(kind: str) -> str:
    families = {
        "feet": ("Shoes", "Heels", "Flats", "Flip Flops", "Sandals"),
        "bag": ("Backpacks", "Handbags", "Wallets", "Clutches", "Bag"),
        "watch": ("Watches",),
        "glasses": ("Sunglasses",),
        "belt": ("Belts",),
        "cap": ("Caps",),
    }
    return next((family for family, ends in families.items() if kind.endswith(ends)), "worn")


def _some(rng: Random, among: Sequence[str], most: int) -> list[str]:
    return rng.sample(among, min(most, len(among)))


def _drawn(rng: Random, often: Mapping[str, int], count: int) -> list[str]:
    return list(dict.fromkeys(rng.choices(list(often), list(often.values()), k=count)))


def from_home(photo: Image.Image, label: str, rng: Random) -> Example:
    """A photo taken at home, with its one label."""
    said = words()["uploads"]
    picture = squared(photo)
    everywhere = standing_out(picture)
    claims = [Claim(word, True, "weak", everywhere) for word in said[label]]
    doubtful = {
        "Longsleeve": {"T-Shirt", "Top", "Blouse", "Undershirt", "Shirt", "Body"},
        "Top": {"Undershirt", "T-Shirt", "Blouse", "Dress"},
        "Outwear": {"Blazer", "Hoodie"},
    }
    for one in rng.sample(list(said), 6):
        if one != label and one not in doubtful.get(label, ()) and label not in doubtful.get(one, ()):
            claims.append(Claim(said[one][0], False))
    return Example("home", picture, tuple(claims), said[label][0], "", "", everywhere)


def from_street(photo: Image.Image, mask: Bytes, names: Sequence[str], often: Mapping[str, int], rng: Random) -> Example:
    """A street photo with a label number for each pixel."""
    said, families = words()["clothing"], words()["families"]
    colors = np.asarray(photo.convert("HSV").resize(mask.shape[::-1]), np.float32) / 255
    here = {names[n]: mask == n for n in np.unique(mask) if names[n] in said}
    kin = set(here).union(*(group for group in families if set(group) & set(here)))
    claims: list[Claim] = []
    for label, where in here.items():
        if where.mean() < 0.0008:
            continue
        box = bounds(where)
        assert box is not None
        fine = coverage(where)
        claims += [Claim(word, True, "mask", fine, (box,)) for word in said[label]]
        seen = _color(colors[where])
        if seen:
            claims.append(Claim(f"{seen} {said[label][0]}", True, "mask", fine, (box,)))
            wrong = [one for one in _BASIC if one not in may_be(seen) and one != "orange"]
            same = [other for group in families if label in group for other in group]
            worn = {_color(colors[here[other]]) for other in same if other in here}
            claims += [Claim(f"{one} {said[label][0]}", False) for one in _some(rng, wrong, 2) if one not in worn]
    away = {label: count for label, count in often.items() if label in said and label not in kin}
    claims += [Claim(said[label][0], False) for label in _drawn(rng, away, 8)] if away else []
    return Example("street", squared(photo), tuple(claims))


_BASIC = ("black", "white", "grey", "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown")


def _color(pixels: NDArray[np.float32]) -> str:
    """The plain name of pixels (n, 3) in hue, saturation and value; "" where they are of no one colour."""
    if len(pixels) < 30:
        return ""
    h, s, v = np.median(pixels, 0)
    if v < 0.18:
        return "black"
    if s < 0.12:
        return "white" if v > 0.78 else "grey" if 0.32 < v < 0.62 else ""
    if s < 0.35 or v < 0.3:
        return ""
    hue = h * 360
    for top, name in (
        (12, "red"),
        (20, ""),
        (38, "brown" if v < 0.6 else "orange"),
        (48, ""),
        (66, "yellow"),
        (80, ""),
        (160, "green"),
        (195, ""),
        (250, "blue"),
        (265, ""),
        (295, "purple"),
        (310, ""),
        (345, "pink"),
        (361, "red"),
    ):
        if hue < top:
            return name
    return ""


_KIN = (
    {"striped", "vertical striped", "pinstripe", "color block"},
    {"plaid", "gingham", "checkered", "houndstooth", "argyle", "geometric"},
    {"chevron", "herringbone", "geometric", "zebra"},
    {"floral", "botanical", "abstract"},
    {"leopard", "zebra", "camouflage", "abstract", "tie-dye"},
    {"leopard", "polka dot"},
    {"abstract", "geometric", "color block", "tie-dye"},
)
_SHOES = ("sneaker", "boot", "sandal", "heel", "loafer")


def from_scene(seed: int, number: int, types: Sequence[str] = SEEN, size: int = SIDE) -> Example:
    """A drawn scene, and what can be said of it for sure."""
    made = scene(seed, number, size, types)
    rng = Random(f"{seed}/claims/{number}")
    said = words()
    products: list[dict[str, object]] = made.label["products"]  # type: ignore[assignment]
    whole = [list(product["parts"]) for product in products]  # type: ignore[attr-defined]
    everything = [part for parts in whole for part in parts]
    claims: list[Claim] = []

    def add(phrase: str, parts: _Parts, groups: Sequence[_Parts] | None = None, how: How = "mask") -> None:
        mask = np.isin(made.index, [part["index"] for part in parts])
        if mask.mean() < _LEAST:
            return
        if how == "weak":
            claims.append(Claim(phrase, True, "weak", coverage(mask)))
            return
        instances = groups or [[part] for part in parts]
        boxes = [bounds(np.isin(made.index, [part["index"] for part in group])) for group in instances]
        sized = sorted((one for one in boxes if one), key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))
        claims.append(Claim(phrase, True, "mask", coverage(mask), tuple(sized[:4])))

    def absent(*phrases: str) -> None:
        claims.extend(Claim(one, False) for one in phrases)

    shown = {str(product["type"]) for product in products}
    for kind in shown:
        of = [parts for product, parts in zip(products, whole, strict=True) if product["type"] == kind]
        add(rng.choice(said["studio"][kind]), [part for parts in of for part in parts], of)
        for color in {str(product["color"]) for product in products if product["type"] == kind}:
            mine = [
                parts
                for product, parts in zip(products, whole, strict=True)
                if (product["type"], product["color"]) == (kind, color)
            ]
            if rng.random() < 0.6:
                add(f"{color} {said['studio'][kind][0]}", [part for parts in mine for part in parts], mine)
        hues = {part["color"] for parts in of for part in parts}
        wrong = _other_colors(hues)
        if wrong:
            absent(f"{rng.choice(wrong)} {said['studio'][kind][0]}")
        worn = {str(product["pattern"]) for product in products if product["type"] == kind} - {"plain"}
        for pattern in worn:
            mine = [
                parts
                for product, parts in zip(products, whole, strict=True)
                if (product["type"], product["pattern"]) == (kind, pattern)
            ]
            add(f"{said['patterns'][pattern][0]} {said['studio'][kind][0]}", [part for parts in mine for part in parts], mine)
    absent(*(said["studio"][one][0] for one in _some(rng, [one for one in types if one not in shown], 2)))

    kinds = {str(part["kind"]) for part in everything}
    for kind in sorted(kinds & set(said["parts"])):
        parts = [part for part in everything if part["kind"] == kind]
        word = _part_word(kind, shown, rng)
        add(word, parts)
        colors = {str(part["color"]) for part in parts}
        for color in sorted(colors):
            add(f"{color} {word}", [part for part in parts if part["color"] == color])
        wrong = _other_colors(colors)
        if wrong:
            absent(f"{rng.choice(wrong)} {word}")
        looks = {str(part["material"]) for part in parts} & LOOKS
        if looks and rng.random() < 0.3:
            look = rng.choice(sorted(looks))
            add(f"{look} {word}", [part for part in parts if part["material"] == look])
    could = {part for product in products for part in TYPES[str(product["type"])].parts} & set(said["parts"])
    missing = sorted(could - kinds)
    absent(*(_part_word(one, shown, rng) for one in _some(rng, missing, 3)))
    elsewhere = sorted(set(said["parts"]) - could - kinds)
    absent(*(said["parts"][one][0] for one in _some(rng, elsewhere, 2)))

    _facts(products, rng, add, absent)

    patterns = {str(part["pattern"]) for part in everything} - {"plain"}
    for pattern in sorted(patterns):
        add(rng.choice(said["patterns"][pattern]), [part for part in everything if part["pattern"] == pattern])
    kin = patterns.union(*(group for group in _KIN if group & patterns))
    away = sorted(set(said["patterns"]) - kin)
    absent(*(rng.choice(said["patterns"][one]) for one in _some(rng, away, 2)))
    _accents(claims, everything, made.region, made.index, rng)
    one = products[0] if len(products) == 1 else None
    return Example(
        "scene", made.picture, tuple(claims), said["studio"][str(one["type"])][0] if one else "", str(one["color"]) if one else ""
    )


@cache
def _reported() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """What drawings report of themselves: slot -> value, lower case -> the type of each silhouette that has it."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind, one in TYPES.items():
        for silhouette in one.silhouettes:
            for slot, value in draw(Spec(kind, silhouette, "navy")).facts:
                found.setdefault(slot, {}).setdefault(value.casefold(), []).append(kind)
    return found


@cache
def known_facts() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """What drawings report of themselves: slot -> value, lower case -> the types that may have it."""
    return {slot: {value: frozenset(kinds) for value, kinds in values.items()} for slot, values in _reported().items()}


@cache
def known_often() -> Mapping[str, Mapping[str, int]]:
    """Slot -> value -> how many silhouettes have it: what is called absent is drawn by that, as what is there is."""
    return {slot: {value: len(kinds) for value, kinds in values.items()} for slot, values in _reported().items()}


def _facts(
    products: Sequence[Mapping[str, object]],
    rng: Random,
    add: _Add,
    absent: Callable[[str], None],
) -> None:
    """Some of what the drawings report, each with another value of its slot that nothing in the scene has."""
    said = words()
    reported = [(product, slot, value.casefold()) for product in products for slot, value in product["facts"]]  # type: ignore[attr-defined]
    true = {value for _, _, value in reported}
    shown = {str(product["type"]) for product in products}
    there = {str(part["kind"]) for product in products for part in product["parts"]}  # type: ignore[attr-defined]
    for product, slot, value in _some(rng, [one for one in reported if one[1] in said["facts"]], _FACTS):
        how, kind = said["facts"][slot], str(product["type"])
        noun = said["studio"][kind][0]
        parts: list[Mapping[str, object]] = list(product["parts"])  # type: ignore[call-overload]
        # Of the parts that close things, those that this one is called by: a boot with laces may have a buckle too.
        of = {name for name in how["parts"] if slot != "closure" or name[:3] in value}
        own = [part for part in parts if part["kind"] in of]
        # Others that have it too are marked as well: "laces" are the laces of both shoes.
        same = [other for other, its, told in reported if (its, told) == (slot, value) and other is not product]
        if own:
            more = [part for other in same for part in other["parts"] if part["kind"] in of]  # type: ignore[attr-defined]
            add(_form(how["of"], value, noun, rng), [*own, *more])
        else:
            # "Slip-on" and "pointed toe" are so of the whole shoe where no part shows them: said all the same, or they would be
            # learned as what is never there.
            every = [parts, *(list(other["parts"]) for other in same)]  # type: ignore[call-overload]
            whole = [part for group in every for part in group]
            add(_form(how["of"], value, noun, rng), whole, every, "weak" if how["parts"] else "mask")
        wrong = {
            other: known_often()[slot][other]
            for other, kinds in known_facts()[slot].items()
            if other not in true
            and not _alike(other, true)
            and (kinds & shown or rng.random() < 0.2)
            # A boot that closes with a zipper may have laces all the same.
            and not (slot == "closure" and any(one[:3] in other for one in there))
        }
        if wrong:
            absent(_form(how["of"], rng.choices(list(wrong), list(wrong.values()))[0], noun, rng))


def _form(forms: Sequence[str], value: str, noun: str, rng: Random) -> str:
    """How a value is named: `{}s` only of what has no s yet."""
    fitting = [form for form in forms if not (form == "{}s" and value.endswith("s"))]
    return rng.choice(fitting).format(value, type=noun)


def _alike(value: str, others: Iterable[str]) -> bool:
    """Whether a picture of one of the others may be called this: by the list, or since they share a word ("two flap pockets")."""
    own = set(value.split()[:-1])
    return any(
        own & set(other.split()[:-1]) or any(value in group and other in group for group in words()["facts alike"])
        for other in others
    )


def _accents(claims: list[Claim], parts: Sequence[Mapping[str, object]], region: Bytes, index: Bytes, rng: Random) -> None:
    nouns = {"polka dot": "dots", "striped": "stripes", "vertical striped": "stripes", "floral": "flowers"}
    for noun in set(nouns.values()):
        by: dict[str, NDArray[np.bool_]] = {}
        for part in parts:
            accents: Mapping[str, int] = part.get("accents", {})  # type: ignore[assignment]
            if nouns.get(str(part["pattern"])) != noun:
                continue
            for k, color in enumerate(accents, 1):
                here = (index == part["index"]) & (region == k)
                by[color] = here | by.get(color, np.zeros_like(here))
        for color, where in by.items():
            box = bounds(where)
            if box and where.mean() > 2 * _LEAST:
                claims.append(Claim(f"{color} {noun}", True, "mask", coverage(where), (box,)))
        if by:
            wrong = _other_colors({str(part["color"]) for part in parts} | set(by))
            claims += [Claim(f"{rng.choice(wrong)} {noun}", False)] if wrong else []


def _other_colors(present: Iterable[object]) -> list[str]:

    near = frozenset().union(*(may_be(str(one)) for one in present))
    return [one for one in SHADES if one not in near]


def _part_word(kind: str, shown: set[str], rng: Random) -> str:
    if kind == "collar" and shown & set(_SHOES):
        return "padded collar" if shown <= set(_SHOES) else "collar"
    return rng.choice(words()["parts"][kind])


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")
