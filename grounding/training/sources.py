"""Where the training pictures come from, as jobs that each make a shard: they run in as many processes as there are cores.

Photos of the collections in `../shared/data` are packed first (`pack`): train splits only, without the development photos and
without their twins (the same design in whatever colour; the same kind of thing by the same person). A pack is a Parquet file,
so that it can travel to a machine with a GPU.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from data.errors import ConfigError
from grounding.annotation import Annotation, read
from grounding.training import claims
from grounding.training.shards import shard
from nlu.encoder import SentenceEncoder

HAND = Path(__file__).resolve().parents[2] / "data" / "grounding"
"""Boxes drawn by hand: `train.jsonl` and `dev.jsonl`."""
KINDS = ("shop", "home", "street", "hand", "scene")
"""Of pictures, by where they come from."""
LABELS = "labels.txt"
_WORD = re.compile(r"[a-z0-9']+")
_COLLECTION = {"shop": "fashion-photos", "home": "uploads", "street": "clothing-parsing"}
_PHOTOS = {"fashion-photos": "photos-large.parquet", "uploads": "photos.parquet", "clothing-parsing": "photos.parquet"}
_SHOP, _UPLOAD = "fashion-", "upload-"
"""What the names of photos drawn on by hand begin with."""
SHOP_PART, SCENES = 1024, 192
"""Photos, and scenes, of a shard."""
_PACKED = (("street", "street", 400), ("home", "home", SHOP_PART), ("shop", "large", SHOP_PART), ("shop", "small", 2 * SHOP_PART))
"""Kind, pack and photos of a shard."""


@dataclass(frozen=True, slots=True)
class Job:
    """One shard to be made: rows [start, stop) of a pack, or scenes with these numbers."""

    kind: str
    pack: str
    start: int
    stop: int
    seed: int = 0
    types: tuple[str, ...] = ()


def split_of(path: Path) -> dict[str, str]:
    """Id -> split, of a collection's `split.csv`."""
    with path.open(encoding="utf-8") as file:
        return {row["id"]: row["split"] for row in csv.DictReader(file)}


def held_out(hand: Path = HAND) -> set[str]:
    """Names of the development photos."""
    return {one.photo for one in read(hand / "dev.jsonl")}


def design(style: Mapping[str, Any]) -> tuple[str, str]:
    """What the product of a shop's photo is, whatever its colour: its type, and its name without colours."""
    colors = _color_words() | set(_WORD.findall((style["baseColour"] or "").casefold()))
    said = _WORD.findall((style["productDisplayName"] or "").casefold())
    return style["articleType"] or "", " ".join(word for word in said if word not in colors)


def by_whom(upload: Mapping[str, Any]) -> tuple[int, str]:
    """Whose photo an upload is, and of what: two such may be of one thing."""
    return upload["sender_id"], upload["label"]


@cache
def _color_words() -> frozenset[str]:
    return frozenset(word for group in claims.words()["near colors"] for color in group for word in color.split())


def pack(data: Path, to: Path, quality: int = 76, *, kinds: Collection[str] = KINDS) -> list[Path]:
    """Packs the train splits that these `kinds` of pictures are made of: `large` and `small` (shop), `home`, `street`, `hand`
    (`.parquet` each); and `dev`, which nothing is trained on, of the collections that lie in `data`. Without `shop`, boxes by
    hand are only those on uploads, which are CC0. Raises `ConfigError` where a collection that they need is not there.
    """
    wanted = {_COLLECTION[kind] for kind in kinds if kind in _COLLECTION} | ({"uploads"} if "hand" in kinds else set())
    if missing := sorted(name for name in wanted if not (data / name / _PHOTOS[name]).is_file()):
        raise ConfigError(f"{data}: no {', '.join(missing)} here; leave out what is trained on them, or put them there")
    to.mkdir(parents=True, exist_ok=True)
    dev = held_out()
    drawn_on = {one.photo for one in read(HAND / "train.jsonl")} - dev if "hand" in kinds else set()
    if "shop" not in kinds:
        drawn_on = {name for name in drawn_on if name.startswith(_UPLOAD)}
    by_hand = dev | drawn_on
    found: dict[str, bytes] = {}
    packs: dict[str, list[dict[str, Any]]] = {}
    if (data / "fashion-photos" / _PHOTOS["fashion-photos"]).is_file():
        packs |= _shop(data / "fashion-photos", dev, by_hand, found, quality, packing="shop" in kinds)
    if (data / "uploads" / _PHOTOS["uploads"]).is_file():
        packs |= _home(data / "uploads", dev, by_hand, found, quality, packing="home" in kinds)
    if "street" in kinds:
        folder = data / "clothing-parsing"
        packs["street"] = [
            {"jpeg": _smaller(row["jpeg"], quality, 320), "mask": row["mask_png"]}
            for row in rows_of(folder / _PHOTOS["clothing-parsing"])
            if row["split"] == "train"
        ]
        (to / LABELS).write_text((folder / LABELS).read_text(encoding="utf-8"), encoding="utf-8")
    if "hand" in kinds:
        packs["hand"] = [{"id": name, "jpeg": found[name]} for name in sorted(drawn_on & found.keys())]
    if not dev & found.keys():
        raise ConfigError(
            f"{data}: none of the development photos is here, and thresholds are set by them: fashion-photos or uploads"
        )
    packs["dev"] = [{"id": name, "jpeg": found[name]} for name in sorted(dev & found.keys())]
    for old in to.glob("*.parquet"):
        old.unlink()  # what another choice of sources packed
    return [_write(rows, to / f"{name}.parquet") for name, rows in packs.items()]


def packed(folder: Path, kinds: Collection[str]) -> bool:
    """Whether the packs of these kinds, and the development photos, lie in a folder."""
    names = {"dev", *(pack for kind, pack, _ in _PACKED if kind in kinds), *({"hand"} & set(kinds))}
    return all((folder / f"{name}.parquet").is_file() for name in names)


def _shop(
    folder: Path, dev: Collection[str], by_hand: Collection[str], found: dict[str, bytes], quality: int, *, packing: bool
) -> dict[str, list[dict[str, Any]]]:
    """The packs of fashion-photos, without photos of a development photo's design; of the photos `by_hand` those that may be used
    are `found`.
    """
    split = split_of(folder / "split.csv")
    styles = {str(row["id"]): row for row in pq.read_table(folder / "styles.parquet").to_pylist()}
    secret = {design(styles[name.removeprefix(_SHOP)]) for name in dev if name.startswith(_SHOP)}
    packs: dict[str, list[dict[str, Any]]] = {}
    large: set[str] = set()
    for size in ("large", "small") if packing else ("large",):
        rows = []
        for row in rows_of(folder / f"photos-{size}.parquet"):
            name, style = str(row["id"]), styles[str(row["id"])]
            apart = split[name] != "train" or design(style) in secret
            drawn_on = f"{_SHOP}{name}"
            if size == "large" and drawn_on in by_hand and (drawn_on in dev or not apart):
                found[drawn_on] = row["jpeg"]
            if not packing or apart or name in large:
                continue
            large.add(name)
            jpeg = _smaller(row["jpeg"], quality) if size == "large" else row["jpeg"]
            rows.append({"id": name, "jpeg": jpeg, "type": style["articleType"] or "", "color": style["baseColour"] or "",
                         "name": style["productDisplayName"] or ""})  # fmt: skip
        Random(size).shuffle(rows)
        if packing:
            packs[size] = rows
    return packs


def _home(
    folder: Path, dev: Collection[str], by_hand: Collection[str], found: dict[str, bytes], quality: int, *, packing: bool
) -> dict[str, list[dict[str, Any]]]:
    """The pack of uploads, without development photos and what their senders sent of the same kind; of the photos `by_hand` those
    that may be used are `found`.
    """
    split, rows = split_of(folder / "split.csv"), []
    secret = {by_whom(row) for row in senders(folder) if _upload(row) in dev}
    for row in rows_of(folder / _PHOTOS["uploads"]):
        name, apart = _upload(row), split[row["id"]] != "train" or by_whom(row) in secret
        if name in by_hand and (name in dev or not apart):
            found[name] = row["jpeg"]
        if packing and not apart and row["label"] in claims.words()["uploads"]:
            rows.append({"id": row["id"], "jpeg": _smaller(row["jpeg"], quality - 4), "label": row["label"]})
    Random("home").shuffle(rows)
    return {"home": rows} if packing else {}


def _upload(row: Mapping[str, Any]) -> str:
    return f"{_UPLOAD}{row['id'][:8]}"


def senders(folder: Path) -> list[dict[str, Any]]:
    """Id, sender and label of all uploads."""
    rows: list[dict[str, Any]] = pq.read_table(folder / _PHOTOS["uploads"], columns=["id", "sender_id", "label"]).to_pylist()
    return rows


def twinned(data: Path) -> set[str]:
    """Development photos of which a twin is in the train split of its collection."""
    dev = held_out()
    shop, home = data / "fashion-photos", data / "uploads"
    found: set[str] = set()
    for folder, key, rows, named in (
        (shop, design, pq.read_table(shop / "styles.parquet").to_pylist(), lambda row: f"{_SHOP}{row['id']}"),
        (home, by_whom, senders(home), _upload),
    ):
        split = split_of(folder / "split.csv")
        taught = {key(row) for row in rows if split[str(row["id"])] == "train" and named(row) not in dev}
        found |= {named(row) for row in rows if named(row) in dev and key(row) in taught}
    return found


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a Parquet file, some hundreds in memory at a time."""
    for batch in pq.ParquetFile(path).iter_batches(512):
        yield from batch.to_pylist()


def _smaller(jpeg: bytes, quality: int, high: int = 256) -> bytes:
    photo = claims.opened(jpeg)
    if photo.height > high:
        photo = photo.resize((round(photo.width * high / photo.height), high), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    photo.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _write(rows: Sequence[Mapping[str, Any]], path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=1024, compression="zstd")
    return path


def jobs(packs: Path, scenes: int, kinds: Collection[str], seed: int = 1, photos: int = 10**9) -> list[Job]:
    """What training wants, the scarce first, then one of each kind, so that it can begin; `scenes` shards of drawn ones, and of a
    pack of photos no shard that begins after so many `photos`.
    """
    wanted = (kind for kind in ("hand", "dev") if kind in kinds or kind == "dev")
    made = [Job(kind, str(packs / f"{kind}.parquet"), 0, 10**9) for kind in wanted if (packs / f"{kind}.parquet").exists()]
    first = len(made)
    for kind, name, step in _PACKED:
        path = packs / f"{name}.parquet"
        if kind in kinds and path.exists():
            count = pq.ParquetFile(path).metadata.num_rows
            made += [Job(kind, str(path), at, min(count, at + step)) for at in range(0, min(count, photos), step)]
    soonest = {job.kind: job for job in reversed(made)}
    made[first:] = sorted(made[first:], key=lambda job: job is not soonest[job.kind])
    if "scene" not in kinds:
        return made
    quick = SCENES // 6  # the first ones are small, so that training begins soon
    drawn = [Job("scene", "", n * quick, (n + 1) * quick, seed, claims.SEEN) for n in range(12)]
    drawn += [Job("scene", "", n * SCENES, (n + 1) * SCENES, seed, claims.SEEN) for n in range(2, scenes)]
    return made[:first] + drawn[:12] + made[first:] + drawn[12:]


def make(packs: Path, to: Path, scenes: int, workers: int) -> None:
    """Makes all shards of these packs, in as many processes."""
    to.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(workers or None, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(run, to=to), jobs(packs, scenes, KINDS)))


def run(job: Job, to: Path) -> Path:
    """Makes the shard of a job, unless the folder has it already; returns the file it is in."""
    path = to / f"{job.kind}-{Path(job.pack).stem}-{job.seed}-{job.start}.npz"
    if not path.exists():
        shard(list(_examples(job)), SentenceEncoder.open()).save(path.with_suffix(".partial.npz")).replace(path)
    return path


def _examples(job: Job) -> Iterator[claims.Example]:
    rng = Random(f"{job.kind}/{job.pack}/{job.start}")
    if job.kind == "scene":
        yield from (claims.from_scene(job.seed, number, job.types) for number in range(job.start, job.stop))
        return
    table = pq.read_table(job.pack)
    rows = table.slice(job.start, job.stop - job.start).to_pylist()
    if job.kind == "shop":
        types, colors = (_often(table[what].to_pylist()) for what in ("type", "color"))
        for row in rows:
            yield claims.from_shop(claims.opened(row["jpeg"]), row["type"], row["color"], row["name"], types, colors, rng)
    elif job.kind == "home":
        yield from (claims.from_home(claims.opened(row["jpeg"]), row["label"], rng) for row in rows)
    elif job.kind == "street":
        names = street_labels(Path(job.pack).parent / LABELS)
        masks = [claims.np.asarray(Image.open(io.BytesIO(row["mask"]))) for row in rows]
        often = _often([names[n] for mask in masks for n in claims.np.unique(mask)])
        for row, mask in zip(rows, masks, strict=True):
            yield claims.from_street(claims.opened(row["jpeg"]), mask, names, often, rng)
    else:
        said: dict[str, list[Annotation]] = {}
        for one in read(HAND / f"{'train' if job.kind == 'hand' else 'dev'}.jsonl"):
            said.setdefault(one.photo, []).append(one)
        yield from (claims.from_hand(job.kind, claims.opened(row["jpeg"]), said[row["id"]], rng if job.kind == "hand" else None)
                    for row in rows)  # fmt: skip


def street_labels(path: Path) -> list[str]:
    """Label number -> name."""
    return [line.split(None, 1)[1].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _often(values: Iterable[str]) -> dict[str, int]:
    return {value: count for value, count in Counter(values).items() if value and count >= 5}
