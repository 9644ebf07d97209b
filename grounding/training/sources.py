"""Where the training pictures come from, as jobs that each make a shard: they run in as many processes as there are cores.

Photos of the collections in `../shared/data` are packed first (`pack`): train splits only, without the development photos and
without photos of the same name as one of those. A pack is a Parquet file, so that it can travel to a machine with a GPU.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from grounding.annotation import Annotation, read
from grounding.training import claims
from grounding.training.shards import shard
from nlu.encoder import SentenceEncoder

HAND = Path(__file__).resolve().parents[2] / "data" / "grounding"
"""Boxes drawn by hand: `train.jsonl` and `dev.jsonl`."""
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


def pack(data: Path, to: Path, quality: int = 76, *, free: bool = False) -> list[Path]:
    """Packs the train splits for training: `large`, `small`, `home`, `street` and `hand` (`.parquet` each), `dev` apart. With
    `free`, boxes by hand are only those on uploads, which are CC0.
    """
    to.mkdir(parents=True, exist_ok=True)
    dev = held_out()
    fashion, uploads = data / "fashion-photos", data / "uploads"
    split = split_of(fashion / "split.csv")
    styles = {str(row["id"]): row for row in pq.read_table(fashion / "styles.parquet").to_pylist()}
    secret = {styles[name.removeprefix("fashion-")]["productDisplayName"] for name in dev if name.startswith("fashion-")}
    hand: dict[str, bytes] = {}
    by_hand = {one.photo for one in read(HAND / "train.jsonl")} | dev
    done = []
    large: set[str] = set()
    for size in ("large", "small"):
        rows = []
        for row in rows_of(fashion / f"photos-{size}.parquet"):
            name, style = str(row["id"]), styles[str(row["id"])]
            if size == "large" and f"fashion-{name}" in by_hand:
                hand[f"fashion-{name}"] = row["jpeg"]
            if split[name] != "train" or style["productDisplayName"] in secret or name in large:
                continue
            large.add(name)
            jpeg = _smaller(row["jpeg"], quality) if size == "large" else row["jpeg"]
            rows.append({"id": name, "jpeg": jpeg, "type": style["articleType"] or "", "color": style["baseColour"] or "",
                         "name": style["productDisplayName"] or ""})  # fmt: skip
        Random(size).shuffle(rows)
        done.append(_write(rows, to / f"{size}.parquet"))
    split = split_of(uploads / "split.csv")
    rows = []
    for row in rows_of(uploads / "photos.parquet"):
        name = f"upload-{row['id'][:8]}"
        if name in by_hand:
            hand[name] = row["jpeg"]
        if split[row["id"]] == "train" and name not in dev and row["label"] in claims.words()["uploads"]:
            rows.append({"id": row["id"], "jpeg": _smaller(row["jpeg"], quality - 4), "label": row["label"]})
    Random("home").shuffle(rows)
    done.append(_write(rows, to / "home.parquet"))
    rows = [{"jpeg": _smaller(row["jpeg"], quality, 320), "mask": row["mask_png"]}
            for row in rows_of(data / "clothing-parsing" / "photos.parquet") if row["split"] == "train"]  # fmt: skip
    done.append(_write(rows, to / "street.parquet"))
    trained = {name for name in by_hand - dev if not free or name.startswith("upload-")}
    for part, wanted in (("hand", trained), ("dev", dev)):
        done.append(_write([{"id": name, "jpeg": hand[name]} for name in sorted(wanted)], to / f"{part}.parquet"))
    labels = (data / "clothing-parsing" / "labels.txt").read_text(encoding="utf-8")
    (to / "labels.txt").write_text(labels, encoding="utf-8")
    return done


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


def jobs(packs: Path, scenes: int, kinds: Collection[str], seed: int = 1) -> list[Job]:
    """What training wants, the scarce first; `scenes` shards of drawn ones."""
    made = [Job(kind, str(packs / f"{kind}.parquet"), 0, 10**9) for kind in ("hand", "dev") if kind in kinds or kind == "dev"]
    for kind, name, step in _PACKED:
        path = packs / f"{name}.parquet"
        if kind in kinds and path.exists():
            count = pq.ParquetFile(path).metadata.num_rows
            made += [Job(kind, str(path), start, min(count, start + step)) for start in range(0, count, step)]
    if "scene" not in kinds:
        return made
    quick = SCENES // 6  # the first ones are small, so that training begins soon
    drawn = [Job("scene", "", n * quick, (n + 1) * quick, seed, claims.SEEN) for n in range(12)]
    drawn += [Job("scene", "", n * SCENES, (n + 1) * SCENES, seed, claims.SEEN) for n in range(2, scenes)]
    return made[:2] + drawn[:12] + made[2:] + drawn[12:]


def make(packs: Path, to: Path, scenes: int, workers: int) -> None:
    """Makes all shards of these packs, in as many processes."""
    to.mkdir(parents=True, exist_ok=True)
    kinds = ("hand", "street", "home", "shop", "scene")
    with ProcessPoolExecutor(workers or None, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(run, to=to), jobs(packs, scenes, kinds)))


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
        names = street_labels(Path(job.pack).parent / "labels.txt")
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
